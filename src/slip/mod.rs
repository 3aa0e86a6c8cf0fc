//! 差戻し: for each department a book that says what to correct and holds the forms once more, and a mail to send it with.
//!
//! A slip is a form: corrected and dropped into `input/`, it is the newer return, because its 提出回 is one higher.

mod again;
mod mail;
mod place;
mod sheet;
#[cfg(test)]
mod tests;

use crate::consolidate::Consolidation;
use crate::failure::Failure;
use crate::follow_up::{self, Request};
use crate::form::content::FormContent;
use crate::form::write::{add_forms, sheet_names};
use crate::plan::Plan;
use crate::sheet::book::new_book;
use crate::sheet::{BookKind, OutFile};
use crate::{names, prefill};

/// The mails, beside the books.
const MAILS: &str = "差戻し/送付文.txt";

/// A book for each department that has to correct, to confirm or to submit something, and the mails. Where there is nobody to write
/// to, nothing is written.
///
/// # Errors
/// Where a workbook cannot be composed.
pub fn write(plan: &Plan, c: &Consolidation) -> Result<Vec<OutFile>, Failure> {
    let requests = follow_up::requests(plan, c);
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for request in &requests {
        let bytes = book(plan, c, request)?;
        files.push(OutFile { path: names::slip_file(plan, &request.department.name), bytes });
    }
    files.push(OutFile { path: MAILS.to_owned(), bytes: mail::text(plan, c, &requests).into_bytes() });
    Ok(files)
}

fn book(plan: &Plan, c: &Consolidation, request: &Request<'_>) -> Result<Vec<u8>, Failure> {
    let department = request.department.name.as_str();
    let again =
        request.again.iter().map(|project| again::content(plan, c, department, project, &request.findings));
    let fresh = request
        .missing
        .iter()
        .map(|project| prefill::content(plan, project, c.as_of, department, 1, &c.settled));
    let forms: Vec<FormContent> = again.chain(fresh).collect();
    let title = request.title();
    let sheets = sheet_names(&forms, &[title]);
    let properties = format!("{}　{title}（{department}）", plan.title);
    let mut book = new_book(BookKind::Slip, &properties, &plan.organisation, Some(c.as_of))?;
    sheet::write(plan, c, request, &forms, &sheets, book.add_worksheet())?;
    add_forms(&mut book, &plan.title, &forms, &sheets)?;
    Ok(book.save_to_buffer()?)
}
