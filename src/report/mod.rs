//! 進捗管理表: the workbook that the committee reads. A file or a folder per sheet.
//!
//! The workbook is alive: 進捗一覧 holds the numbers and 判定基準 the limits. Everything counted elsewhere are
//! formulas over the two, each with the result that the evaluation gave.

mod action;
mod activities;
mod categories;
mod change_requests;
mod comparison;
mod context;
mod criteria;
mod items;
mod overview;
mod progress_list;
mod roadmap;
mod sheet_names;
#[cfg(test)]
mod tests;
mod totals;

use rust_xlsxwriter::XlsxError;

use crate::consolidate::Consolidation;
use crate::failure::Failure;
use crate::names;
use crate::plan::model::Plan;
use crate::report::context::Report;
use crate::sheet::book::new_book;
use crate::sheet::package::save;
use crate::sheet::{BookKind, OutFile};

/// Composes the workbook.
///
/// # Errors
/// If the workbook cannot be composed.
pub fn write(plan: &Plan, c: &Consolidation) -> Result<Vec<OutFile>, Failure> {
    let report = Report::new(plan, c, progress_list::columns::positions());
    let bytes = compose(&report)?;
    Ok(vec![OutFile { path: names::report_file(c.as_of), bytes }])
}

fn compose(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let title = format!("{} 進捗管理表（{}）", report.plan.title, report.c.as_of.japanese());
    let mut book = new_book(BookKind::Report, &title, &report.plan.organisation, Some(report.c.as_of))?;
    overview::write(&mut book, report)?;
    action::write(&mut book, report)?;
    change_requests::write(&mut book, report)?;
    progress_list::write(&mut book, report)?;
    comparison::write(&mut book, report)?;
    totals::write(&mut book, report)?;
    items::write(&mut book, report)?;
    roadmap::write(&mut book, report)?;
    activities::write(&mut book, report)?;
    criteria::write(&mut book, report)?;
    save(&mut book)
}
