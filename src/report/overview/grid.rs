//! The grid of 概況: narrow columns of equal width, across which the parts merge their cells.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::sheet::measure;
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;

/// The width of a column in pixels.
pub(super) const UNIT: u32 = 10;
/// The number of columns. Programs draw them up to 2% wider; the page is still scaled to at least 90%.
pub(super) const COLUMNS: u16 = 116;
/// The left half of the page, two columns from the right half.
pub(super) const LEFT: Span = Span { first: 0, last: 56 };
/// The right half of the page.
pub(super) const RIGHT: Span = Span { first: 59, last: COLUMNS - 1 };
/// The size of all type but titles and key figures, in points: at least 9 after scaling to the page.
pub(super) const SIZE: f64 = 10.0;
/// The pixels of a half-width character, and of the padding that Excel leaves beside a text.
const CHARACTER: f64 = 7.0;
const PADDING: f64 = 5.0;

/// A range of columns, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: u16,
    pub(super) last: u16,
}

impl Span {
    /// Returns `count` columns from `first`, at least one.
    pub(super) fn of(first: u16, count: u16) -> Self {
        Self { first, last: first + count.max(1) - 1 }
    }

    /// Returns the number of columns.
    pub(super) fn count(self) -> u16 {
        self.last - self.first + 1
    }

    /// Returns their width in pixels.
    pub(super) fn pixels(self) -> u32 {
        u32::from(self.count()) * UNIT
    }

    /// Returns their room for text in half-width characters.
    pub(super) fn characters(self) -> f64 {
        ((f64::from(self.pixels()) - PADDING) / CHARACTER).max(1.0)
    }

    /// Splits the columns into neighbouring spans of the given numbers of columns. Spans for which no column
    /// is left are missing.
    pub(super) fn cut(self, counts: &[u16]) -> Vec<Self> {
        let mut first = self.first;
        counts
            .iter()
            .map_while(|count| {
                let left = (self.last + 1).checked_sub(first).filter(|left| *left > 0)?;
                let span = Self::of(first, (*count).min(left));
                first = span.last + 1;
                Some(span)
            })
            .collect()
    }
}

/// Sets the widths of all columns.
pub(super) fn set_widths(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_column_range_width_pixels(0, COLUMNS - 1, UNIT)?;
    Ok(())
}

/// Merges the cells of a span and writes a value into them.
pub(super) fn put_over(
    sheet: &mut Worksheet,
    row: u32,
    span: Span,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    if span.last > span.first {
        sheet.put_merged(row, span.first, row, span.last, "", format)?;
    }
    put(sheet, row, span.first, value, format)
}

/// Returns the height of a row that holds these texts over these columns.
pub(super) fn height(texts: &[(&str, Span)]) -> f64 {
    let cells: Vec<(&str, f64)> = texts.iter().map(|(text, span)| (*text, span.characters())).collect();
    measure::row_height(&cells, SIZE)
}

#[cfg(test)]
mod tests {
    use super::{LEFT, Span};

    #[test]
    fn a_span_is_cut_into_neighbours() {
        let cut = LEFT.cut(&[14, 20, 23]);
        assert_eq!(
            cut,
            [Span { first: 0, last: 13 }, Span { first: 14, last: 33 }, Span { first: 34, last: 56 }]
        );
        assert_eq!(cut.iter().map(|span| span.count()).sum::<u16>(), LEFT.count());
        let cut = LEFT.cut(&[50, 20, 4]);
        assert_eq!(cut, [Span { first: 0, last: 49 }, Span { first: 50, last: 56 }]);
    }
}
