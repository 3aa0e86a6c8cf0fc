//! Number formats: what a cell shows of a number (ECMA-376 part 1, §18.8.30–31).
//!
//! The modules build on one another in this order: `decimal`, `words` and `date_parts`; `section`;
//! `sections`; this file; `cell`.

pub(super) mod cell;
pub(super) mod date_parts;
pub(super) mod decimal;
mod section;
mod sections;
pub(super) mod words;

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use date_parts::DateParts;
use sections::{Sections, Shown};

/// A number format.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum NumberFormat {
    /// A number as it is.
    #[default]
    General,
    /// A date or time, whatever the number's sign.
    Date(DateParts),
    /// Anything else.
    Sections(Arc<Sections>),
}

impl NumberFormat {
    /// Reads a format by its code, or by the number of a format that Excel has built in.
    pub(super) fn new(code: &str, id: Option<u32>) -> Self {
        let code = id.filter(|_| code.is_empty() || code == "General").and_then(built_in).unwrap_or(code);
        if code.is_empty() || code == "General" || code == "@" {
            return Self::General;
        }
        let sections = Sections::parse(code);
        match sections.numbers.first() {
            // The other sections of a date format, for negative numbers and texts, show no date.
            Some(first) if sections.numbers.iter().all(|section| section.condition.is_none()) => {
                first.date.map_or_else(|| Self::Sections(Arc::new(sections.clone())), Self::Date)
            }
            _ => Self::Sections(Arc::new(sections)),
        }
    }

    /// Returns what the format shows of a number.
    pub(super) fn show(&self, value: f64) -> Shown {
        match self {
            Self::General => Shown::Number { exact: decimal::plain(value, 0), shown: None },
            Self::Date(parts) => Shown::Date(*parts),
            Self::Sections(sections) => sections.show(value),
        }
    }

    /// Returns what the format shows of a text. `None` if it hides the text (`;;;`).
    pub(super) fn show_text(&self, text: &str) -> Option<String> {
        match self {
            Self::Sections(sections) => sections.show_text(text),
            Self::General | Self::Date(_) => Some(text.to_owned()),
        }
    }
}

/// Returns the code of a format that Excel has built in, including those of its Japanese edition. Not every
/// program writes them into the file.
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 => "h:mm",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "ge.m.d",
        28 | 29 | 51 | 54 | 58 => "ggge年m月d日",
        30 => "m/d/yy",
        31 => "yyyy年m月d日",
        32 => "h時mm分",
        33 => "h時mm分ss秒",
        34 | 52 | 55 => "yyyy年m月",
        35 | 53 | 56 => "m月d日",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        48 => "##0.0E+0",
        _ => return None,
    })
}
