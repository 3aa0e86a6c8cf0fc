//! The table of findings to correct or confirm.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::consolidate::Consolidation;
use crate::findings::{Finding, Severity};
use crate::follow_up::FollowUp;
use crate::form::content::{FormContent, Mark};
use crate::form::field::{Control, Field};
use crate::sheet::table::{Column, Table, Value, cells, column};
use crate::slip::cover::forms::Forms;
use crate::slip::marks::{is_about_sender, mark};
use crate::slip::positions;
use crate::slip::requests::{help, sentence};
use crate::source_link;
use crate::text::NOT_APPLICABLE;
use crate::text::fold::shortened;

/// The longest quote, in characters. The form shows the whole text.
const LONGEST_QUOTE: usize = 80;

/// A finding, with its number in the table.
pub(super) struct Row<'a> {
    c: &'a Consolidation,
    forms: &'a Forms<'a>,
    number: usize,
    finding: &'a Finding,
    /// 整理番号, empty if the finding is about no project.
    project: String,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

pub(super) const COLUMNS: &[Column<CellOf>] = &[
    column("番号", 5.0, |row| Value::centered(&row.number.to_string())),
    column("区分", 7.0, |row| {
        Value::centered(&format!("{}\n{}", row.finding.severity.word(), row.finding.kind.code))
    }),
    column("整理番号と事業", 20.0, |row| match row.form() {
        Some(form) => Value::text(&format!("{}\n{}", row.project, form.name)),
        None => Value::text(&row.project),
    }),
    column("箇所", 13.0, location),
    column("内容", 32.0, |row| Value::text(&sentence(&row.finding.message))),
    column("記入された内容", 16.0, |row| Value::text(&shortened(&row.finding.found, LONGEST_QUOTE))),
    column("求める内容", 17.0, |row| Value::text(&shortened(&row.finding.expected, LONGEST_QUOTE))),
    column("直し方", 26.0, |row| Value::text(&help(row.c, row.finding))),
    column("確認の欄", 9.0, confirmation),
];

/// Writes the table; returns the next row.
pub(super) fn write(
    sheet: &mut Worksheet,
    heading_row: u32,
    c: &Consolidation,
    forms: &Forms<'_>,
    follow_up: &FollowUp<'_>,
) -> Result<u32, XlsxError> {
    let mut table = Table::new(COLUMNS, heading_row);
    table.head(sheet)?;
    sheet.set_repeat_rows(heading_row, heading_row)?;
    for (number, finding) in (1..).zip(&follow_up.findings) {
        let project = finding.project.as_ref().map(ToString::to_string).unwrap_or_default();
        table.row(sheet, &cells(COLUMNS, &Row { c, forms, number, finding, project }))?;
    }
    Ok(table.next_row())
}

impl<'a> Row<'a> {
    fn form(&self) -> Option<&'a FormContent> {
        self.forms.of(&self.project)
    }

    /// Returns a label as the form words it.
    fn in_words(&self, label: &str) -> String {
        self.form().map_or_else(|| label.to_owned(), |form| form.wording.in_sentence(label).into_owned())
    }
}

/// Returns a link to the cell that the finding is about; file and sheet if the book has no form of the
/// project.
fn location(row: &Row) -> Value {
    if let Some(mark) = mark(row.c, row.finding) {
        let cell = |form: &FormContent| positions::cell(form, &mark);
        return row.forms.link(&row.project, cell, &row.in_words(&positions::words(&mark)));
    }
    if row.form().is_none() {
        return Value::text(&file_words(row));
    }
    if is_about_sender(row.c, row.finding) {
        return row.forms.link(&row.project, positions::sender, &row.in_words(Control::Sender.label()));
    }
    row.forms.link(&row.project, |_| None, "様式")
}

/// Returns a link to 確認済 on the form, if the finding can be confirmed.
fn confirmation(row: &Row) -> Value {
    if row.finding.severity != Severity::Check || row.form().is_none() {
        return Value::centered(NOT_APPLICABLE);
    }
    let confirmed = Mark { field: Field::Confirmed, symbol: None, year: None, text: String::new() };
    let words = format!("□ {}", row.finding.kind.code);
    row.forms.link(&row.project, |form| positions::cell(form, &confirmed), &words)
}

/// Returns the file and the sheet of a finding. The department knows its file by name, not by the folder into
/// which the secretariat put it.
fn file_words(row: &Row) -> String {
    let words = source_link::file_and_sheet(&row.c.sources, row.finding.location);
    let (path, sheet) = words.split_once('\n').unwrap_or((&words, ""));
    let name = path.rsplit('/').next().unwrap_or(path);
    format!("{name}\n{sheet}").trim_end().to_owned()
}
