//! The grid of 概況: narrow columns of the same width, over which every part is merged as it needs.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::sheet::measure;
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;

/// The width of a column in pixels.
pub(super) const UNIT: u32 = 10;
/// How many columns the page has. Programs draw them up to a fiftieth wider: the page is scaled to 90% at least.
pub(super) const COLUMNS: u16 = 116;
/// The left and the right half of the page, with two columns between them.
pub(super) const LEFT: Span = Span { first: 0, last: 56 };
/// The right half.
pub(super) const RIGHT: Span = Span { first: 59, last: COLUMNS - 1 };
/// The size of all type but titles and key figures, in points: nine and more after scaling to the page.
pub(super) const SIZE: f64 = 10.0;
/// Pixels of a half-width character, and of what Excel leaves free beside a text.
const CHARACTER: f64 = 7.0;
const PADDING: f64 = 5.0;

/// Columns from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: u16,
    pub(super) last: u16,
}

impl Span {
    /// Returns the columns from `first`, so many of them.
    pub(super) fn of(first: u16, count: u16) -> Self {
        Self { first, last: first + count.max(1) - 1 }
    }

    /// Returns how many columns these are.
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

    /// Cuts the columns into spans of so many columns each, the last with what remains.
    pub(super) fn cut(self, counts: &[u16]) -> Vec<Self> {
        let mut first = self.first;
        counts
            .iter()
            .map(|count| {
                let span = Self::of(first, (*count).min(self.last + 1 - first.min(self.last)));
                first = (span.last + 1).min(self.last);
                span
            })
            .collect()
    }
}

/// Sets the widths of all columns.
pub(super) fn set_widths(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_column_range_width_pixels(0, COLUMNS - 1, UNIT)?;
    Ok(())
}

/// Writes a value over columns.
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
    }
}
