//! Writes a schedule block: indicators, fiscal years, targets and actuals. Issued forms, slips and the
//! separate volume share it.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::form::content::{IndicatorContent, Mark, ScheduleContent, SpanText, filled_by_words};
use crate::form::field::Field;
use crate::form::schedule::{Entry, Frame, IndicatorShape, Row, YEAR_HEAD, rows};
use crate::form::symbols;
use crate::sheet::extent;
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
    fn settled(&self, format: Format, text: &str, width: f64) -> Format {
        match self.least_size {
            Some(least) => format.set_font_size(measure::settled_size(text, width, self.size, least)),
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
        let own = least_size.map_or(size, |least| measure::settled_size(text, width, size, least));
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
    let end = top + extent::rows(rows(&shapes(schedule), schedule.current.is_some()).len()) - 1;
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
                let format = styles.settled(format, &name, frame.name_width());
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
                    let format = styles.settled(format, &piece.text, width_of(schedule, frame, &piece));
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

/// Returns an indicator's name as printed: with its symbol, unless the name begins with it already.
fn full_name(indicator: &IndicatorContent) -> String {
    let (symbol, _) = symbols::split_name(&indicator.name);
    let name = indicator.name.trim();
    if symbol == indicator.symbol { name.to_owned() } else { format!("{}{name}", indicator.symbol) }
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

/// True if the row is filled in for the year: the as-of year, and for actuals the open years too.
fn is_asked(
    schedule: &ScheduleContent,
    indicator: &IndicatorContent,
    entry: Entry,
    year: FiscalYear,
) -> bool {
    let of_open_year = entry == Entry::Actual && indicator.open_years.contains_key(&year);
    entry.is_input() && schedule.current.is_some() && (schedule.current == Some(year) || of_open_year)
}

/// Returns the cells of a row in the order of the fiscal years: spans as given, single blank cells elsewhere.
fn pieces(schedule: &ScheduleContent, indicator: &IndicatorContent, entry: Entry) -> Vec<SpanText> {
    let spans: &[SpanText] = match entry {
        Entry::Target => &indicator.targets,
        Entry::Actual => &indicator.actuals,
        Entry::Previous | Entry::Forecast | Entry::SelfRating | Entry::Item(_) => &[],
    };
    let of_current = match entry {
        Entry::Previous => Some(indicator.previous.as_str()),
        Entry::Forecast => Some(indicator.forecast.as_str()),
        Entry::SelfRating => indicator.self_rating.as_deref(),
        Entry::Item(at) => indicator.items.get(&at).map(String::as_str),
        Entry::Target | Entry::Actual => None,
    };
    let mut pieces: Vec<SpanText> = Vec::new();
    let mut last_span: Option<usize> = None;
    for year in &schedule.years {
        let span = spans.iter().position(|span| (span.from..=span.to).contains(year));
        // An input cell is never part of a span.
        let alone = is_asked(schedule, indicator, entry, *year);
        if let (Some(at), Some(piece)) = (span, pieces.last_mut())
            && last_span == Some(at)
            && !alone
        {
            piece.to = *year;
            continue;
        }
        let of_open_year = indicator.open_years.get(year).filter(|_| entry == Entry::Previous);
        let current = (schedule.current == Some(*year)).then_some(of_current).flatten();
        let current = current.or(of_open_year.map(String::as_str));
        let text = span.and_then(|at| spans.get(at)).map(|span| span.text.as_str()).or(current);
        let text = match indicator.filled_by.as_deref().filter(|_| alone) {
            Some(department) => filled_by_words(department),
            None => text.unwrap_or_default().to_owned(),
        };
        pieces.push(SpanText { from: *year, to: *year, text });
        last_span = if alone { None } else { span };
    }
    pieces
}

fn columns_of(schedule: &ScheduleContent, frame: &Frame, piece: &SpanText) -> Option<(u16, u16)> {
    let place = |wanted| schedule.years.iter().position(|year| *year == wanted);
    let first = frame.years.get(place(piece.from)?)?;
    let last = frame.years.get(place(piece.to)?)?;
    Some((first.0, last.1))
}

fn width_of(schedule: &ScheduleContent, frame: &Frame, piece: &SpanText) -> f64 {
    let years = schedule.years.iter().filter(|year| (piece.from..=piece.to).contains(year)).count();
    f64::from(u32::try_from(years.max(1)).unwrap_or(1)) * frame.year_width
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::form::content::{IndicatorContent, ScheduleContent, SpanText};
    use crate::form::schedule::Entry;
    use crate::form::wording::Wording;
    use crate::form::write::block::pieces;
    use crate::text::calendar::FiscalYear;

    fn span(from: i32, to: i32, text: &str) -> SpanText {
        SpanText { from: FiscalYear::new(from), to: FiscalYear::new(to), text: text.to_owned() }
    }

    fn schedule(current: Option<i32>) -> ScheduleContent {
        ScheduleContent {
            wording: Wording::default(),
            heading: "スケジュール".to_owned(),
            years: (2030..2034).map(FiscalYear::new).collect(),
            current: current.map(FiscalYear::new),
            rating_choices: Vec::new(),
            items: Vec::new(),
            indicators: vec![IndicatorContent {
                symbol: String::new(),
                name: "件数".to_owned(),
                targets: vec![span(2030, 2030, "1件"), span(2031, 2033, "9件")],
                actuals: vec![span(2030, 2033, "済")],
                previous: "3件".to_owned(),
                forecast: String::new(),
                self_rating: None,
                items: BTreeMap::new(),
                filled_by: None,
                open_years: BTreeMap::from([(FiscalYear::new(2031), "2件（12月末）".to_owned())]),
            }],
        }
    }

    #[test]
    fn a_span_is_one_cell_except_for_its_input_years() {
        let asked = schedule(Some(2032));
        let indicator = &asked.indicators[0];
        assert_eq!(
            pieces(&asked, indicator, Entry::Target),
            vec![span(2030, 2030, "1件"), span(2031, 2033, "9件")]
        );
        assert_eq!(
            pieces(&asked, indicator, Entry::Actual),
            vec![
                span(2030, 2030, "済"),
                span(2031, 2031, "済"),
                span(2032, 2032, "済"),
                span(2033, 2033, "済")
            ]
        );
        let texts: Vec<String> =
            pieces(&asked, indicator, Entry::Previous).into_iter().map(|piece| piece.text).collect();
        assert_eq!(texts, ["", "2件（12月末）", "3件", ""]);
        let mut of_another = schedule(Some(2032));
        of_another.indicators[0].filled_by = Some("会計課".to_owned());
        let texts =
            |entry| pieces(&of_another, &of_another.indicators[0], entry).into_iter().map(|piece| piece.text);
        assert!(texts(Entry::Actual).eq(["済", "（会計課が記入）", "（会計課が記入）", "済"]));
        assert!(texts(Entry::Forecast).eq(["", "", "（会計課が記入）", ""]));
        let printed = schedule(None);
        assert_eq!(pieces(&printed, &printed.indicators[0], Entry::Actual), vec![span(2030, 2033, "済")]);
    }
}
