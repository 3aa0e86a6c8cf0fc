//! The pieces of a project's table: a labelled text or a schedule block, each with its height.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::form::content::{IndicatorContent, ScheduleContent};
use crate::form::write::block::{self, Styles};
use crate::sheet::counts;
use crate::sheet::{measure, style};
use crate::text::calendar::FiscalYear;
use crate::volume::columns::{Columns, LABEL, LABEL_WIDTH, VALUE};

/// The least font size in points: smaller type cannot be read on paper. Longer tables continue on further
/// pages.
pub(super) const LEAST_SIZE: f64 = 9.0;
/// The greatest height of a row in points. Excel allows 409; a higher text is spread over several rows.
const HIGHEST: f64 = 400.0;
/// The fewest lines of a text before and after a page break.
const LEAST_LINES: usize = 3;
/// The label of a text that is continued from the page before.
pub(super) const CONTINUED: &str = "（続き）";

/// A piece of a table.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// A text beside its label.
    Text {
        /// The label.
        label: String,
        /// The text.
        text: String,
        /// True for the project's name.
        bold: bool,
    },
    /// A schedule block.
    Schedule(ScheduleContent),
}

impl Piece {
    /// Returns the heights of its rows in points. A text has one row unless it is very long.
    pub(super) fn heights(&self, columns: &Columns, size: f64) -> Vec<f64> {
        let (label, text) = match self {
            Self::Text { label, text, .. } => (label, text),
            Self::Schedule(schedule) => return schedule_heights(schedule, columns, block_size(size)),
        };
        let width = Columns::value_width();
        let settled = measure::size_for_breaks(text, width, size, LEAST_SIZE);
        let needed =
            measure::height(&[(text, width)], settled).max(measure::height(&[(label, LABEL_WIDTH)], size));
        let mut count: u32 = 1;
        while needed / f64::from(count) > HIGHEST {
            count += 1;
        }
        (0..count).map(|_| needed / f64::from(count)).collect()
    }

    pub(super) fn height(&self, columns: &Columns, size: f64) -> f64 {
        self.heights(columns, size).iter().sum()
    }

    /// Cuts a piece that does not fit into `room` points into a part that does and the rest; `None` if no
    /// part fits.
    pub(super) fn cut(&self, columns: &Columns, size: f64, room: f64) -> Option<(Self, Self)> {
        match self {
            Self::Text { label, text, bold } => {
                let (head, rest) = cut_text(text, size, room)?;
                let head = Self::Text { label: label.clone(), text: head, bold: *bold };
                let rest = Self::Text { label: CONTINUED.to_owned(), text: rest, bold: *bold };
                Some((head, rest))
            }
            Self::Schedule(schedule) => {
                let part = |indicators: &[_], heading: String| {
                    Self::Schedule(ScheduleContent {
                        heading,
                        indicators: indicators.to_vec(),
                        ..schedule.clone()
                    })
                };
                let parted = |at: usize| {
                    let (head, rest) = schedule.indicators.split_at_checked(at)?;
                    let heading = schedule.heading.trim_end_matches(CONTINUED);
                    Some((part(head, schedule.heading.clone()), part(rest, format!("{heading}{CONTINUED}"))))
                };
                (1..schedule.indicators.len())
                    .rev()
                    .filter_map(parted)
                    .find(|(head, _)| head.height(columns, size) <= room)
            }
        }
    }

    /// Writes it from a row down. Returns the next row. The table sets the heights of the rows.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        top: u32,
        columns: &Columns,
        size: f64,
    ) -> Result<u32, XlsxError> {
        let end = top + counts::rows(self.heights(columns, size).len());
        match self {
            Self::Text { label, text, bold } => {
                let heading = style::heading().set_font_size(size);
                let settled = measure::size_for_breaks(text, Columns::value_width(), size, LEAST_SIZE);
                let value =
                    style::cell().set_font_size(settled).set_align(FormatAlign::VerticalCenter).set_indent(1);
                let value = if *bold { value.set_bold() } else { value };
                block::merged(sheet, (top, LABEL), (end - 1, LABEL), label, &heading)?;
                block::merged(sheet, (top, VALUE), (end - 1, columns.last), text, &value)?;
            }
            Self::Schedule(schedule) => {
                let mut styles = Styles::at(block_size(size));
                styles.name = styles.name.set_indent(1);
                styles.least_size = Some(LEAST_SIZE);
                block::merged(sheet, (top, LABEL), (end - 1, LABEL), &schedule.heading, &styles.heading)?;
                let mut row = top;
                for band in bands(schedule, columns.side_by_side) {
                    block::write_rows(sheet, row, &columns.frame, &band, &styles, &[])?;
                    row += counts::rows(
                        block::row_heights(&band, &columns.frame, styles.size, styles.least_size).len(),
                    );
                }
            }
        }
        Ok(end)
    }
}

fn schedule_heights(schedule: &ScheduleContent, columns: &Columns, size: f64) -> Vec<f64> {
    let bands = bands(schedule, columns.side_by_side);
    let rows = bands.iter().flat_map(|band| block::row_heights(band, &columns.frame, size, Some(LEAST_SIZE)));
    block::with_heading(rows.collect(), &schedule.heading, &columns.frame, size)
}

/// Returns the blocks as which a schedule is written: itself, or, if its fiscal years do not fit side by
/// side, one block for each indicator and band of years, with the indicator's name on the first.
fn bands(schedule: &ScheduleContent, side_by_side: usize) -> Vec<ScheduleContent> {
    if schedule.years.len() <= side_by_side {
        return vec![schedule.clone()];
    }
    let bands = || schedule.years.chunks(side_by_side);
    let of = |years: &[FiscalYear], indicators| ScheduleContent {
        years: years.to_vec(),
        indicators,
        ..schedule.clone()
    };
    if schedule.indicators.is_empty() {
        return bands().map(|years| of(years, Vec::new())).collect();
    }
    let of_indicator = |indicator: &IndicatorContent| {
        let mut shown = indicator.clone();
        let mut found = Vec::new();
        for years in bands() {
            found.push(of(years, vec![shown.clone()]));
            shown.name.clear();
        }
        found
    };
    schedule.indicators.iter().flat_map(of_indicator).collect()
}

/// Returns the font size of a schedule block beside texts of a size.
fn block_size(size: f64) -> f64 {
    (size - 1.0).max(LEAST_SIZE)
}

fn cut_text(text: &str, size: f64, room: f64) -> Option<(String, String)> {
    let lines = measure::lines(text, Columns::value_width(), size);
    let fitting = (1..lines).rev().find(|lines| measure::line_height(size) * count(*lines) <= room)?;
    let most = fitting.min(lines.saturating_sub(LEAST_LINES));
    if most < LEAST_LINES {
        return None;
    }
    let (head, rest) = measure::cut(text, Columns::value_width(), size, most);
    Some((head.to_owned(), rest.to_owned()))
}

fn count(lines: usize) -> f64 {
    f64::from(counts::rows(lines))
}
