//! The reading process: receives files over a pipe and sends back forms. Harmful files affect only this
//! process.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use workbook::{Book, Grid, Limits};

use crate::failure::{Failure, io_words};
use crate::form::labels::Labels;
use crate::form::read::read_book;
use crate::intake::bounds;
use crate::intake::frame::{self, Answer, FormSheet, Forms, Ready, Setup};
use crate::intake::time_limit::TimeLimit;
use crate::intake::wire::Reading;
use crate::sheet::BookKind;
use crate::sheet::book::KIND_PROPERTY;
use crate::sources::SheetId;

/// Runs the hidden subcommand `worker`: reads files from standard input and answers on standard output.
/// Returns the exit code.
///
/// # Errors
/// If it was not started by this program.
pub(crate) fn main() -> Result<u8, Failure> {
    run(io::stdin().lock(), io::stdout().lock()).map_err(|error| Failure::Worker(io_words(&error)))?;
    Ok(0)
}

/// Reads files until the pipe ends.
///
/// # Errors
/// If a pipe fails, or the other side is not this program.
pub(crate) fn run(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    let Some(bytes) = frame::receive(&mut from)? else { return Ok(()) };
    let setup: Setup = frame::message(&bytes)?;
    limit_memory(setup.limits.memory_mb);
    frame::send_message(&mut to, &Ready::new())?;
    let time = TimeLimit::start();
    while let Some(bytes) = frame::receive(&mut from)? {
        time.limit(&setup.limits);
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&bytes, &setup.labels, &setup.limits)))
            .unwrap_or_else(|_| Answer::Without(unexpected()));
        time.release();
        frame::send_answer(&mut to, &answer, &setup.limits)?;
    }
    Ok(())
}

/// Returns the answer for a file.
fn answer(bytes: &[u8], labels: &Labels, limits: &Limits) -> Answer {
    match workbook::open(bytes, KIND_PROPERTY, limits) {
        Err(refusal) => Answer::Without(refusal.into()),
        Ok(Book { kind: Some(kind), .. }) if BookKind::is_for_reading(&kind) => {
            Answer::Without(Reading::Ours(kind))
        }
        Ok(book) => match forms(&book.sheets, labels) {
            Some(forms) => Answer::Forms(Forms { damaged: book.damaged, ..forms }),
            None if book.damaged.is_empty() => Answer::Without(Reading::NoForm),
            None => Answer::Without(Reading::Unreadable(damaged_words(&book.damaged))),
        },
    }
}

/// Returns the forms of a book, with the sheets they refer to. `None` if there are no forms.
fn forms(sheets: &[Grid], labels: &Labels) -> Option<Forms> {
    let mut forms = read_book(sheets, labels);
    bounds::cut(&mut forms);
    if forms.is_empty() {
        return None;
    }
    let with_form: BTreeSet<SheetId> = forms.iter().map(|form| form.sheet).collect();
    let others = forms.iter().flat_map(|form| form.values.iter().filter_map(|value| value.other_sheet));
    let remarked =
        forms.iter().flat_map(|form| form.remarks.iter().filter_map(|remark| remark.elsewhere.as_ref()));
    let remarked = remarked.map(|elsewhere| elsewhere.sheet);
    let named: BTreeSet<SheetId> = others.chain(remarked).chain(with_form.iter().copied()).collect();
    let sheets = (0..)
        .zip(sheets)
        .filter(|(index, _)| named.contains(&SheetId(*index)))
        .map(|(index, grid)| {
            let cells = if with_form.contains(&SheetId(index)) { grid.cells.len() } else { 0 };
            FormSheet { index, name: grid.name.clone(), cells: cells as u64 }
        })
        .collect();
    Some(Forms { sheets, forms, damaged: Vec::new() })
}

/// Returns a Japanese reason that names the unreadable sheets.
fn damaged_words(sheets: &[String]) -> String {
    format!("シート「{}」の中身が壊れています", sheets.join("」「"))
}

fn unexpected() -> Reading {
    Reading::Unreadable(
        "ブックの中身が想定外の形をしています。Excelで開き、xlsx形式で保存し直してください".to_owned(),
    )
}

/// Limits the process's memory, if the system supports it. Otherwise only the limits on sizes apply.
#[cfg(unix)]
fn limit_memory(megabytes: u64) {
    let bytes = megabytes.saturating_mul(1024 * 1024);
    // If the system refuses the limit, read without it.
    let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes);
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}

#[cfg(not(unix))]
fn limit_memory(_: u64) {}
