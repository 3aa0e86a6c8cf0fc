//! The reading process: files come in over a pipe, forms go out. Whatever a file does to it, the program itself is not touched.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::failure::Failure;
use crate::form::labels::Labels;
use crate::grid::{Grid, SheetId};
use crate::intake::frame::{self, Answer, FormSheet, Forms, Ready, Setup};
use crate::intake::open::{self, Book};
use crate::intake::wire::Reading;
use crate::limits::Limits;
use crate::sheet::BookKind;
use crate::sheet::book::KIND_PROPERTY;
use placeholder::{read_cover, read_forms};

/// The hidden subcommand `worker`: reads files from standard input and answers on standard output. Gives the exit code.
///
/// # Errors
/// Where whoever started it is not this program.
pub fn main() -> Result<u8, Failure> {
    run(io::stdin().lock(), io::stdout().lock()).map_err(|error| Failure::Worker(error.to_string()))?;
    Ok(0)
}

/// Reads files until the pipe ends.
///
/// # Errors
/// Where a pipe fails, or the other side is not this program.
pub fn run(mut from: impl Read, mut to: impl Write) -> io::Result<()> {
    let Some(bytes) = frame::receive(&mut from)? else { return Ok(()) };
    let setup: Setup = frame::message(&bytes)?;
    limit_memory(setup.limits.memory_mb);
    frame::send_message(&mut to, &Ready::new())?;
    while let Some(bytes) = frame::receive(&mut from)? {
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&bytes, &setup.labels, &setup.limits)))
            .unwrap_or_else(|_| Answer::Without(unexpected()));
        frame::send_message(&mut to, &answer)?;
    }
    Ok(())
}

/// What a file holds.
fn answer(bytes: &[u8], labels: &Labels, limits: &Limits) -> Answer {
    match open::open(bytes, KIND_PROPERTY, limits) {
        Err(reading) => Answer::Without(reading),
        Ok(Book { kind: Some(kind), .. }) if BookKind::is_for_reading(&kind) => {
            Answer::Without(Reading::Ours(kind))
        }
        Ok(book) => forms(&book.sheets, labels).map_or(Answer::Without(Reading::NoForm), Answer::Forms),
    }
}

/// The forms of a book; `None` where there are none. 記入者, 連絡先 and 記入日 of its first sheet belong to every form that has not its own.
fn forms(sheets: &[Grid], labels: &Labels) -> Option<Forms> {
    let mut found = Forms { sheets: Vec::new(), forms: Vec::new() };
    for (index, grid) in (0..).zip(sheets) {
        let mut forms = read_forms(grid, labels);
        if forms.is_empty() {
            continue;
        }
        for form in &mut forms {
            form.sheet = SheetId(index);
        }
        found.forms.append(&mut forms);
        let cells = u64::try_from(grid.cells.len()).unwrap_or(u64::MAX);
        found.sheets.push(FormSheet { index, name: grid.name.clone(), cells });
    }
    if found.forms.is_empty() {
        return None;
    }
    if let Some(first) = sheets.first()
        && found.sheets.first().is_some_and(|sheet| sheet.index > 0)
    {
        let cover = read_cover(first, labels);
        if !cover.is_empty() {
            found.sheets.insert(0, FormSheet { index: 0, name: first.name.clone(), cells: 0 });
        }
        for form in &mut found.forms {
            for value in &cover {
                if form.value(value.field).is_none() {
                    let mut value = value.clone();
                    value.other_sheet = Some(SheetId(0));
                    form.values.push(value);
                }
            }
        }
    }
    Some(found)
}

fn unexpected() -> Reading {
    Reading::Unreadable(
        "ブックの中身が想定外の形をしています。Excelで開き、xlsx形式で保存し直してください".to_owned(),
    )
}

/// Where the system has such a limit; elsewhere the limits on sizes must do.
#[cfg(unix)]
fn limit_memory(megabytes: u64) {
    let bytes = megabytes.saturating_mul(1024 * 1024);
    // A system that refuses the limit is no reason not to read.
    let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes, bytes);
    let _ = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
}

#[cfg(not(unix))]
fn limit_memory(_: u64) {}

/// Stands in until the form reader is merged.
mod placeholder {
    use crate::form::labels::Labels;
    use crate::form::raw::{RawForm, RawValue};
    use crate::grid::Grid;

    pub(super) fn read_forms(_: &Grid, _: &Labels) -> Vec<RawForm> {
        Vec::new()
    }

    pub(super) fn read_cover(_: &Grid, _: &Labels) -> Vec<RawValue> {
        Vec::new()
    }
}
