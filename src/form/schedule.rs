//! The rows and columns of a schedule block on issued forms, on slips and in the separate volume.

use crate::form::field::Field;
use crate::form::labels::PREVIOUS;

/// The label of a year row.
pub(crate) const YEAR_HEAD: &str = "年度";

/// A row of an indicator that has a cell for each fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// 目標.
    Target,
    /// 実績.
    Actual,
    /// 前回値.
    Previous,
    /// 年度末見込み.
    Forecast,
    /// 自己評価.
    SelfRating,
    /// A 追加項目 asked of indicators, by position in the master.
    Item(u8),
}

impl Entry {
    /// Returns the row's label without the indicator's symbol.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.field().map_or(PREVIOUS, Field::label)
    }

    /// Returns the field of the row; `None` for 前回値.
    #[must_use]
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Target => Some(Field::Target),
            Self::Actual => Some(Field::Actual),
            Self::Previous => None,
            Self::Forecast => Some(Field::Forecast),
            Self::SelfRating => Some(Field::SelfRating),
            Self::Item(at) => Some(Field::IndicatorItem(at)),
        }
    }

    /// True if the department fills the row in.
    #[must_use]
    pub fn is_input(self) -> bool {
        matches!(self, Self::Actual | Self::Forecast | Self::SelfRating | Self::Item(_))
    }
}

/// A row of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// An indicator's name.
    Name(usize),
    /// The fiscal years, above an indicator's rows.
    Years(usize),
    /// An indicator's row.
    Entry(usize, Entry),
}

/// Returns the rows of a block; a submission also has 前回値 and the input rows. An indicator without a name
/// shares the year row of the one before it.
#[must_use]
pub(crate) fn rows(indicators: &[IndicatorShape], submission: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    if indicators.is_empty() {
        rows.push(Row::Years(0));
    }
    for (at, indicator) in indicators.iter().enumerate() {
        if indicator.named {
            rows.push(Row::Name(at));
        }
        if indicator.named || at == 0 {
            rows.push(Row::Years(at));
        }
        rows.push(Row::Entry(at, Entry::Target));
        rows.push(Row::Entry(at, Entry::Actual));
        if submission {
            rows.push(Row::Entry(at, Entry::Previous));
            rows.push(Row::Entry(at, Entry::Forecast));
        }
        if submission && indicator.self_rating {
            rows.push(Row::Entry(at, Entry::SelfRating));
        }
        if submission {
            rows.extend(indicator.items.iter().map(|item| Row::Entry(at, Entry::Item(*item))));
        }
    }
    rows
}

/// What determines an indicator's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndicatorShape {
    /// Its symbol; empty if it has none.
    pub symbol: String,
    /// True if it has a name.
    pub named: bool,
    /// True if 自己評価 is asked for.
    pub self_rating: bool,
    /// The 追加項目 asked of indicators, by position in the master.
    pub items: Vec<u8>,
}

/// The columns of a block and their widths in half-width characters.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The column of the heading.
    pub heading: (u16, f64),
    /// The column of the row labels.
    pub label: (u16, f64),
    /// The first and last column of each fiscal year.
    pub years: Vec<(u16, u16)>,
    /// The width of a fiscal year.
    pub year_width: f64,
    /// The last column, to which names extend.
    pub last: u16,
}

impl Frame {
    pub(crate) fn name_width(&self) -> f64 {
        let years = f64::from(u32::try_from(self.years.len().max(1)).unwrap_or(1));
        self.label.1 + self.year_width * years
    }
}

#[cfg(test)]
mod tests {
    use crate::form::schedule::{IndicatorShape, Row, rows};

    #[test]
    fn an_unnamed_second_indicator_shares_the_year_row() {
        let unnamed =
            |symbol: &str| IndicatorShape { symbol: symbol.to_owned(), ..IndicatorShape::default() };
        let shown = rows(&[unnamed("①"), unnamed("②")], false);
        assert_eq!(shown.iter().filter(|row| matches!(row, Row::Years(_))).count(), 1);
        assert_eq!(shown.len(), 5);
    }
}
