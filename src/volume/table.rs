//! A project's ruled table: how high it is, and how it is drawn.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::figure::amount;
use crate::form::content::ScheduleContent;
use crate::form::field::Field;
use crate::form::schedule::Frame;
use crate::form::write::block::{self, Styles};
use crate::items::Answer;
use crate::plan::model::Project;
use crate::sheet::extent;
use crate::sheet::{measure, style};

/// The column of the project's number.
const NUMBER: u16 = 0;
/// The column of the labels.
const LABEL: u16 = 1;
/// The column of the schedule's row labels, where the other values begin.
const VALUE: u16 = 2;
/// The first column of the fiscal years.
const FIRST_YEAR: u16 = 3;
/// Widths in half-width characters. Together they are a little less than A4 holds, because widths depend on
/// each computer's fonts.
const NUMBER_WIDTH: f64 = 4.0;
const LABEL_WIDTH: f64 = 15.0;
const ROW_LABEL_WIDTH: f64 = 7.0;
const YEARS_WIDTH: f64 = 45.0;
/// How much wider a digit of the volume's default font is than the digits in which text is measured.
pub(super) const WIDER: f64 = 1.12;
/// What a column is wider than its digits, in digits.
const COLUMN_PADDING: f64 = 0.63;
/// The highest row in points. Excel allows 409; what needs more is spread over several rows.
const HIGHEST: f64 = 400.0;
/// The usual font size, and the one for a table that does not fit on a page with it. What is still longer
/// goes on on the next page.
const SIZES: [f64; 2] = [10.0, LEAST_SIZE];
/// The least font size: smaller print cannot be read on paper.
const LEAST_SIZE: f64 = 9.0;

/// The label of the row below the schedule, where the plan has a 基準値.
const BASELINE: &str = "基準値";

/// Returns 基準値 of a project's indicators, a line each.
fn baselines(project: &Project) -> String {
    let lines: Vec<String> = project
        .indicators
        .iter()
        .filter_map(|row| {
            let printed = row.goals.baseline_words();
            let words = if printed.is_empty() { amount(row.baseline?, &row.unit) } else { printed };
            Some(format!("{}{words}", row.id.symbol()))
        })
        .collect();
    lines.join("\n")
}

/// The columns that all tables of a sheet share.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The last column.
    pub(super) last: u16,
    frame: Frame,
}

impl Columns {
    /// Returns the columns for a number of fiscal years.
    pub(super) fn new(years: usize) -> Self {
        let count = u16::try_from(years.clamp(1, 100)).unwrap_or(1);
        let last = FIRST_YEAR + count - 1;
        let frame = Frame {
            heading: (LABEL, LABEL_WIDTH * WIDER),
            label: (VALUE, ROW_LABEL_WIDTH * WIDER),
            years: (FIRST_YEAR..=last).map(|column| (column, column)).collect(),
            year_width: year_width(count) * WIDER,
            last,
        };
        Self { last, frame }
    }

    /// Sets the widths on a sheet.
    pub(super) fn set(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_column_width(NUMBER, NUMBER_WIDTH)?;
        sheet.set_column_width(LABEL, LABEL_WIDTH)?;
        sheet.set_column_width(VALUE, ROW_LABEL_WIDTH)?;
        sheet.set_column_range_width(FIRST_YEAR, self.last, self.frame.year_width / WIDER)?;
        Ok(())
    }
}

/// Returns the width of a fiscal year's column. Every column is a little wider than its digits, so more
/// columns hold fewer.
fn year_width(count: u16) -> f64 {
    ((YEARS_WIDTH + 4.0 * COLUMN_PADDING) / f64::from(count) - COLUMN_PADDING).max(1.0)
}

/// A project's table.
#[derive(Clone, Debug)]
pub(super) struct ProjectTable {
    number: String,
    /// The rows above the schedule: label and text.
    fields: Vec<(String, String)>,
    schedule: Option<ScheduleContent>,
    /// 基準値 of the indicators that have one; empty where none has.
    baselines: String,
    size: f64,
}

impl ProjectTable {
    /// Returns the table of a project in the largest font size with which it fits into `room` points.
    pub(super) fn new(
        project: &Project,
        schedule: Option<ScheduleContent>,
        items: &[Answer<'_>],
        columns: &Columns,
        room: f64,
    ) -> Self {
        let own = [
            (Field::Name, project.name.clone()),
            (Field::Issue, project.issue.clone()),
            (Field::Purpose, project.purpose.clone()),
            (Field::Summary, project.summary.clone()),
            (Field::Department, project.departments_text.clone()),
        ];
        let mut fields: Vec<(String, String)> =
            own.into_iter().map(|(field, text)| (field.label().to_owned(), text)).collect();
        let printed = items.iter().filter(|answer| answer.item.printed);
        fields.extend(printed.map(|answer| (answer.item.heading(), answer.text.clone())));
        let number = project.id.number_within(&project.measure).to_owned();
        let baselines = if schedule.is_some() { baselines(project) } else { String::new() };
        let mut table = Self { number, fields, schedule, baselines, size: 10.0 };
        for size in SIZES {
            table.size = size;
            if table.height(columns) <= room {
                break;
            }
        }
        table
    }

    /// Returns its height in points.
    pub(super) fn height(&self, columns: &Columns) -> f64 {
        self.rows(columns).iter().sum()
    }

    /// Returns how many rows it has.
    pub(super) fn count(&self, columns: &Columns) -> u32 {
        extent::rows(self.rows(columns).len())
    }

    /// Draws it from a row down, each row higher by `extra` points; returns the row after it.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        top: u32,
        columns: &Columns,
        extra: f64,
    ) -> Result<u32, XlsxError> {
        let end = top + self.count(columns);
        let heading = style::heading().set_font_size(self.size);
        let value =
            style::cell().set_font_size(self.size).set_align(FormatAlign::VerticalCenter).set_indent(1);
        let name = value.clone().set_bold();
        let number = heading.clone().set_font_size(self.size + 2.0);
        block::merged(sheet, (top, NUMBER), (end - 1, NUMBER), &self.number, &number)?;
        let mut row = top;
        for (label, text) in &self.fields {
            let last = row + u32::try_from(self.field_rows(label, text).len()).unwrap_or(1) - 1;
            let format = if label == Field::Name.label() { &name } else { &value };
            block::merged(sheet, (row, LABEL), (last, LABEL), label, &heading)?;
            block::merged(sheet, (row, VALUE), (last, columns.last), text, format)?;
            row = last + 1;
        }
        if let Some(schedule) = &self.schedule {
            let mut styles = Styles::at(self.block_size());
            styles.name = styles.name.set_indent(1);
            block::write(sheet, row, &columns.frame, schedule, &styles, &[])?;
        }
        if !self.baselines.is_empty() {
            block::merged(sheet, (end - 1, LABEL), (end - 1, LABEL), BASELINE, &heading)?;
            block::merged(sheet, (end - 1, VALUE), (end - 1, columns.last), &self.baselines, &value)?;
        }
        for (row, height) in (top..).zip(self.rows(columns)) {
            sheet.set_row_height(row, (height + extra).min(409.0))?;
        }
        Ok(end)
    }

    fn block_size(&self) -> f64 {
        (self.size - 1.0).max(LEAST_SIZE)
    }

    fn rows(&self, columns: &Columns) -> Vec<f64> {
        let mut rows: Vec<f64> =
            self.fields.iter().flat_map(|(label, text)| self.field_rows(label, text)).collect();
        if let Some(schedule) = &self.schedule {
            rows.extend(block::heights(schedule, &columns.frame, self.block_size()));
        }
        if !self.baselines.is_empty() {
            let width = (ROW_LABEL_WIDTH + YEARS_WIDTH) * WIDER;
            rows.push(measure::height(&[(&self.baselines, width), (BASELINE, LABEL_WIDTH)], self.size));
        }
        rows
    }

    /// Returns the heights of the rows over which a field's value is spread: one row, unless the value is
    /// very long.
    fn field_rows(&self, label: &str, text: &str) -> Vec<f64> {
        let cells = [(text, (ROW_LABEL_WIDTH + YEARS_WIDTH) * WIDER), (label, LABEL_WIDTH)];
        let needed = measure::height(&cells, self.size);
        let mut count: u32 = 1;
        while needed / f64::from(count) > HIGHEST {
            count += 1;
        }
        (0..count).map(|_| needed / f64::from(count)).collect()
    }
}
