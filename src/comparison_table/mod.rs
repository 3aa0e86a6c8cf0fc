//! 新旧対照表: the differences between two versions of the plan, as a workbook for the committee and as JSON
//! for programs.

mod amended;
mod compared;
mod decisions;
mod final_targets;
pub mod json;
mod lines;
mod records;
mod summary;
#[cfg(test)]
mod tests;

pub use crate::comparison_table::compared::Compared;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::sheet::OutFile;
use crate::sheet::book::{BookKind, new_book};
use crate::sheet::names::file_part;
use crate::sheet::package::compose;

/// Returns the file name of the workbook.
#[must_use]
pub fn file_name(old: &Plan, new: &Plan) -> String {
    format!("新旧対照表_{}_{}.xlsx", file_part(&old.version), file_part(&new.version))
}

/// Composes the workbook.
///
/// # Errors
/// If the workbook cannot be composed.
pub fn write(compared: &Compared<'_>) -> Result<OutFile, Failure> {
    let new = compared.new;
    let title = format!("{}　新旧対照表", new.title);
    let path = file_name(compared.old, new);
    let book = new_book(BookKind::Comparison, &title, &new.organisation, None)?;
    let book = compose(&path, book, |book| {
        summary::write(book.add_worksheet(), compared)?;
        amended::write(book.add_worksheet(), compared)?;
        final_targets::write(book.add_worksheet(), compared)?;
        if records::any(compared) {
            records::write(book.add_worksheet(), compared)?;
        }
        if let Some(check) = compared.decision_check {
            decisions::write(book.add_worksheet(), compared, check)?;
        }
        Ok(())
    })?;
    Ok(OutFile::book(path, book))
}
