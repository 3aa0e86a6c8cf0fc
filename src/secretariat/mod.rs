//! 事務局確認表: what the secretariat checks before the committee gets its books. A file or a folder per
//! sheet.

mod context;
mod data;
mod findings;
mod long;
mod next_steps;
mod reconciliation;
mod sources;
mod submission;
#[cfg(test)]
mod tests;
mod texts;

use crate::consolidate::Consolidation;
use crate::failure::Failure;
use crate::names;
use crate::plan::Plan;
use crate::secretariat::context::Context;
use crate::sheet::book::{self, Page, Paper};
use crate::sheet::package::compose;
use crate::sheet::{BookKind, OutFile};

/// Composes the book. `input_from_output` is the path from the month's folder to `input/`, with `/` between
/// folders.
///
/// # Errors
/// If the workbook cannot be composed.
pub fn write(plan: &Plan, c: &Consolidation, input_from_output: &str) -> Result<Vec<OutFile>, Failure> {
    let title = format!("{}　事務局確認表", plan.title);
    let book = book::new_book(BookKind::Secretariat, &title, &plan.organisation, Some(c.as_of))?;
    let page = Page {
        paper: Paper::A4Landscape,
        left: plan.full_title("　"),
        right: format!("事務局確認表　{}現在", c.as_of.japanese_last_day()),
    };
    let cx = Context { plan, c, to_input: input_from_output, page };
    let path = names::secretariat_file(c.as_of);
    let book = compose(&path, book, |book| {
        next_steps::write(&cx, book.add_worksheet())?;
        submission::write(&cx, book)?;
        findings::write(&cx, book)?;
        texts::write(&cx, book)?;
        sources::write(&cx, book)?;
        data::write(&cx, book)?;
        reconciliation::write(&cx, book.add_worksheet())?;
        Ok(())
    })?;
    Ok(vec![OutFile::book(path, book)])
}
