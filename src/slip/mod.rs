//! 差戻し: for each department a book with what to correct and its forms, and a mail to send it with.
//!
//! A slip holds forms. Corrected and put into `input/`, they are the newer returns, because their 提出回 is
//! higher.

mod corrected_form;
mod cover;
mod mail;
mod marks;
mod positions;
mod requests;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::consolidate::Consolidation;
use crate::failure::Failure;
use crate::findings::Finding;
use crate::follow_up::{self, FollowUp};
use crate::form::content::FormContent;
use crate::form::write::{add_forms, sheet_names};
use crate::ids::ProjectId;
use crate::names::{self, DepartmentFiles};
use crate::plan::Plan;
use crate::prefill;
use crate::sheet::book::{Book, new_book};
use crate::sheet::package::compose;
use crate::sheet::{BookKind, OutFile, Outbox};

/// The file of the mails, in the folder of the books.
const MAILS: &str = "差戻し/送付文.txt";

/// Composes a book for each department that has to correct, confirm or submit something, in parallel, and the
/// mails. Returns their paths; none if there is no such department.
///
/// # Errors
/// If a workbook cannot be composed.
pub fn write(plan: &Plan, c: &Consolidation, outbox: &Outbox<'_>) -> Result<Vec<String>, Failure> {
    let follow_ups = follow_up::follow_ups(plan, c);
    if follow_ups.is_empty() {
        return Ok(Vec::new());
    }
    let (files, most) = (DepartmentFiles::of(plan), prefill::most_forms(plan));
    let books: Vec<Vec<(String, FollowUp<'_>)>> = follow_ups
        .iter()
        .map(|follow_up| {
            let parts = follow_up.parts(most);
            files.books(&follow_up.department.name, parts.len()).into_iter().zip(parts).collect()
        })
        .collect();
    let write_book = |(name, part): &(String, FollowUp<'_>)| {
        let path = format!("{}/{name}", names::SLIPS);
        outbox.put_books(book(plan, c, part).map(|book| vec![OutFile::book(path, book)]))
    };
    let mut paths: Vec<String> =
        books.par_iter().flatten().map(write_book).collect::<Result<Vec<_>, Failure>>()?.concat();
    paths.push(MAILS.to_owned());
    let attached: Vec<Vec<String>> =
        books.into_iter().map(|parts| parts.into_iter().map(|(name, _)| name).collect()).collect();
    outbox.put(OutFile::plain(MAILS, mail::text(plan, c, &follow_ups, &attached).into_bytes()));
    Ok(paths)
}

fn book(plan: &Plan, c: &Consolidation, follow_up: &FollowUp<'_>) -> Result<Book, Failure> {
    let department = follow_up.department.name.as_str();
    let mut about: BTreeMap<&ProjectId, Vec<&Finding>> = BTreeMap::new();
    for finding in &follow_up.findings {
        if let Some(project) = &finding.project {
            about.entry(project).or_default().push(finding);
        }
    }
    let to_correct = follow_up.with_findings.iter().map(|project| {
        let about = about.get(&project.id).map_or(&[][..], Vec::as_slice);
        corrected_form::content(plan, c, department, project, about)
    });
    let missing = follow_up
        .missing
        .iter()
        .map(|project| prefill::content(plan, project, c.as_of, department, 1, &c.accepted_months));
    let forms: Vec<FormContent> = to_correct.chain(missing).collect();
    let title = follow_up.title();
    let sheets = sheet_names(&forms, &[title]);
    let properties = format!("{}　{title}（{department}）", plan.title);
    let book = new_book(BookKind::Slip, &properties, &plan.organisation, Some(c.as_of))?;
    compose(&properties, book, |book| {
        cover::write(plan, c, follow_up, &forms, &sheets, book.add_worksheet())?;
        add_forms(book, &plan.title, &forms, &sheets)
    })
}
