//! Writes a schedule block: indicators, fiscal years, targets and actuals. Issued forms, slips and the
//! separate volume share it.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::form::content::{IndicatorContent, Mark, ScheduleContent};
use crate::form::field::Field;
use crate::form::schedule::{Entry, Frame, IndicatorShape, Row, YEAR_HEAD, rows};
use crate::form::write::pieces::{columns_of, full_name, is_asked, pieces, width_of};
use crate::sheet::counts;
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};
use crate::text::calendar::FiscalYear;

/// Returns the shapes of a schedule's indicators.
#[must_use]
pub fn shapes(schedule: &ScheduleContent) -> Vec<IndicatorShape> {
    let shape = |indicator: &IndicatorContent| IndicatorShape {
        symbol: indicator.symbol.clone(),
        named: !indicator.name.trim().is_empty(),
        self_rating: indicator.self_rating.is_some(),
        items: schedule.items.iter().map(|item| item.at).collect(),
    };
    schedule.indicators.iter().map(shape).collect()
}

/// The formats of a block.
#[derive(Clone, Debug)]
pub struct Styles {
    /// The font size in points.
    pub size: f64,
    /// The heading, row labels and years.
    pub heading: Format,
    /// Names of indicators.
    pub name: Format,
    /// Printed cells.
    pub cell: Format,
    /// Input cells.
    pub input: Format,
    /// Cells of a submission that are not to be filled in: blank ones, and those of another department.
    pub idle: Format,
    /// The smallest font size to which a text may be reduced so that no closing mark is alone on a line;
    /// `None` to keep the usual size for every text.
    pub least_size: Option<f64>,
}

impl Styles {
    /// Returns the usual styles for a font size in points.
    #[must_use]
    pub fn at(size: f64) -> Self {
        let centered = style::centered().set_font_size(size);
        Self {
            size,
            heading: style::heading().set_font_size(size),
            name: style::cell().set_font_size(size).set_align(FormatAlign::VerticalCenter),
            cell: centered.clone(),
            input: centered
                .clone()
                .set_background_color(style::INPUT_FILL)
                .set_unlocked()
                .set_num_format("@"),
            idle: centered.set_background_color(style::IDLE_FILL),
            least_size: None,
        }
    }
}

impl Styles {
    /// Returns the format for a text in a cell; the width is in half-width characters.
    fn sized_for_breaks(&self, format: Format, text: &str, width: f64) -> Format {
        match self.least_size {
            Some(least) => format.set_font_size(measure::size_for_breaks(text, width, self.size, least)),
            None => format,
        }
    }
}

/// A cell written for an indicator and one or more fiscal years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The index of the indicator in the schedule.
    pub indicator: usize,
    /// The kind of row.
    pub entry: Entry,
    /// The first fiscal year of the cell.
    pub year: FiscalYear,
    /// The last fiscal year of the cell.
    pub to: FiscalYear,
    /// The row on the sheet.
    pub row: u32,
    /// The first and last column.
    pub columns: (u16, u16),
    /// True if the department is to fill it in.
    pub input: bool,
}

/// Returns the heights of the block's rows in points, large enough for every text.
#[must_use]
pub fn heights(schedule: &ScheduleContent, frame: &Frame, size: f64) -> Vec<f64> {
    with_heading(row_heights(schedule, frame, size, None), &schedule.heading, frame, size)
}

/// Enlarges the last of a block's rows if the heading beside them needs more than their total height.
#[must_use]
pub fn with_heading(mut heights: Vec<f64>, heading: &str, frame: &Frame, size: f64) -> Vec<f64> {
    let needed = measure::row_height(&[(heading, frame.heading.1)], size);
    let total: f64 = heights.iter().sum();
    if let Some(last) = heights.last_mut()
        && needed > total
    {
        *last += needed - total;
    }
    heights
}

/// Returns the heights of the block's rows in points, without regard to the heading. With a least size, texts
/// are reduced as [`Styles::least_size`] says.
#[must_use]
pub fn row_heights(
    schedule: &ScheduleContent,
    frame: &Frame,
    size: f64,
    least_size: Option<f64>,
) -> Vec<f64> {
    let rows = rows(&shapes(schedule), schedule.current.is_some());
    let height = |text: &str, width: f64| {
        let own = least_size.map_or(size, |least| measure::size_for_breaks(text, width, size, least));
        measure::row_height(&[(text, width)], own)
    };
    rows.iter()
        .map(|row| match row {
            Row::Name(at) => {
                let text = schedule.indicators.get(*at).map(full_name).unwrap_or_default();
                height(&text, frame.name_width())
            }
            Row::Years(_) => {
                let labels: Vec<String> = schedule.years.iter().map(|year| year.label()).collect();
                let mut cells: Vec<(&str, f64)> =
                    labels.iter().map(|label| (label.as_str(), frame.year_width)).collect();
                cells.push((YEAR_HEAD, frame.label.1));
                measure::row_height(&cells, size)
            }
            Row::Entry(at, entry) => {
                let pieces =
                    schedule.indicators.get(*at).map(|i| pieces(schedule, i, *entry)).unwrap_or_default();
                let cells = pieces.iter().map(|piece| height(&piece.text, width_of(schedule, frame, piece)));
                let label = measure::row_height(&[(schedule.label(*entry), frame.label.1)], size);
                cells.fold(label, f64::max)
            }
        })
        .collect()
}

/// Writes the block with its first row at `top` and returns its cells. Cells in question, those of `marks`,
/// are coloured.
///
/// # Errors
/// If the worksheet refuses a cell.
pub fn write(
    sheet: &mut Worksheet,
    top: u32,
    frame: &Frame,
    schedule: &ScheduleContent,
    styles: &Styles,
    marks: &[Mark],
) -> Result<Vec<Slot>, XlsxError> {
    let end = top + counts::rows(rows(&shapes(schedule), schedule.current.is_some()).len()) - 1;
    merged(sheet, (top, frame.heading.0), (end, frame.heading.0), &schedule.heading, &styles.heading)?;
    let slots = write_rows(sheet, top, frame, schedule, styles, marks)?;
    for (row, height) in (top..).zip(heights(schedule, frame, styles.size)) {
        sheet.set_row_height(row, height)?;
    }
    Ok(slots)
}

/// Writes the rows of a block without its heading.
///
/// # Errors
/// If the worksheet refuses a cell.
pub fn write_rows(
    sheet: &mut Worksheet,
    top: u32,
    frame: &Frame,
    schedule: &ScheduleContent,
    styles: &Styles,
    marks: &[Mark],
) -> Result<Vec<Slot>, XlsxError> {
    let rows = rows(&shapes(schedule), schedule.current.is_some());
    let mut slots = Vec::new();
    let heights = row_heights(schedule, frame, styles.size, styles.least_size);
    for ((row, kind), height) in (top..).zip(&rows).zip(heights) {
        sheet.set_row_height(row, height)?;
        match kind {
            Row::Name(at) => {
                let Some(indicator) = schedule.indicators.get(*at) else { continue };
                let format = marked(&styles.name, is_marked(marks, Field::IndicatorName, indicator, None));
                let name = full_name(indicator);
                let format = styles.sized_for_breaks(format, &name, frame.name_width());
                merged(sheet, (row, frame.label.0), (row, frame.last), &name, &format)?;
            }
            Row::Years(_) => {
                merged(sheet, (row, frame.label.0), (row, frame.label.0), YEAR_HEAD, &styles.heading)?;
                for (year, columns) in schedule.years.iter().zip(&frame.years) {
                    merged(sheet, (row, columns.0), (row, columns.1), &year.label(), &styles.heading)?;
                }
            }
            Row::Entry(at, entry) => {
                let Some(indicator) = schedule.indicators.get(*at) else { continue };
                let label = format!("{}{}", schedule.label(*entry), indicator.symbol);
                merged(sheet, (row, frame.label.0), (row, frame.label.0), &label, &styles.heading)?;
                for piece in pieces(schedule, indicator, *entry) {
                    let Some(columns) = columns_of(schedule, frame, &piece) else { continue };
                    let asked = is_asked(schedule, indicator, *entry, piece.from);
                    let input = asked && indicator.filled_by.is_none();
                    let base = if input {
                        &styles.input
                    } else if asked || schedule.current.is_some() && piece.text.is_empty() {
                        &styles.idle
                    } else {
                        &styles.cell
                    };
                    let question = entry.field().is_some_and(|field| {
                        is_marked(marks, field, indicator, Some((piece.from, piece.to)))
                    });
                    let format = marked(base, question);
                    let format =
                        styles.sized_for_breaks(format, &piece.text, width_of(schedule, frame, &piece));
                    merged(sheet, (row, columns.0), (row, columns.1), &piece.text, &format)?;
                    slots.push(Slot {
                        indicator: *at,
                        entry: *entry,
                        year: piece.from,
                        to: piece.to,
                        row,
                        columns,
                        input,
                    });
                }
            }
        }
    }
    Ok(slots)
}

/// Writes text into a cell or a merged range. A single cell is not merged, because Excel does not allow it.
///
/// # Errors
/// If the worksheet refuses the cell.
pub fn merged(
    sheet: &mut Worksheet,
    first: (u32, u16),
    last: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if first == last {
        if text.is_empty() {
            sheet.write_blank(first.0, first.1, format)?;
        } else {
            sheet.put_text(first.0, first.1, text, format)?;
        }
    } else {
        sheet.put_merged(first.0, first.1, last.0, last.1, text, format)?;
    }
    Ok(())
}

/// Returns a cell's format; a cell in question is coloured, and unlocked even if the plan owns it.
pub(crate) fn marked(format: &Format, question: bool) -> Format {
    if question {
        format.clone().set_background_color(style::MARK_FILL).set_unlocked().set_num_format("@")
    } else {
        format.clone()
    }
}

fn is_marked(
    marks: &[Mark],
    field: Field,
    indicator: &IndicatorContent,
    years: Option<(FiscalYear, FiscalYear)>,
) -> bool {
    marks.iter().any(|mark| {
        mark.field == field
            && mark.symbol.as_deref().unwrap_or_default() == indicator.symbol
            && match (mark.year, years) {
                (Some(year), Some((from, to))) => (from..=to).contains(&year),
                (_, None) => true,
                (None, Some(_)) => false,
            }
    })
}
