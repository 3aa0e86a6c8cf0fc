//! 進捗管理表: the workbook that the committee reads. A file or a folder per sheet.
//!
//! 進捗一覧 holds the figures and 判定基準 the limits. Whatever other sheets count is a formula over the two,
//! saved with the result of the evaluation.

mod action;
mod activities;
mod categories;
mod change_requests;
mod comparison;
mod context;
mod criteria;
mod grounds;
mod items;
mod overview;
mod progress_list;
mod roadmap;
mod sheet_names;
#[cfg(test)]
mod tests;
mod totals;

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::consolidate::Consolidation;
use crate::failure::Failure;
use crate::names;
use crate::plan::model::Plan;
use crate::report::context::Report;
use crate::sheet::book::new_book;
use crate::sheet::package::compose;
use crate::sheet::{BookKind, OutFile};

/// Composes the workbook.
///
/// # Errors
/// If the workbook cannot be composed.
pub fn write(plan: &Plan, c: &Consolidation) -> Result<Vec<OutFile>, Failure> {
    let mut report = Report::new(plan, c, progress_list::layout::of_all());
    // A column is shown only if one of its cells has something to show.
    report.columns = progress_list::layout::of_shown(&report);
    let file = names::report_file(c.as_of);
    let title = format!("{} 進捗管理表（{}）", plan.title, c.as_of.japanese());
    let book = new_book(BookKind::Report, &title, &plan.organisation, Some(c.as_of))?;
    let book = compose(&file, book, |book| Ok(write_sheets(book, &report)?))?;
    Ok(vec![OutFile::book(file, book)])
}

fn write_sheets(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    overview::write(book, report)?;
    action::write(book, report)?;
    change_requests::write(book, report)?;
    progress_list::write(book, report)?;
    grounds::write(book, report)?;
    comparison::write(book, report)?;
    totals::write(book, report)?;
    items::write(book, report)?;
    roadmap::write(book, report)?;
    activities::write(book, report)?;
    criteria::write(book, report)
}
