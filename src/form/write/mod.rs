//! Writes forms: one worksheet each, and the book that a department receives.

pub mod block;
mod cover;
mod guidance;
mod guide;
mod pieces;
mod sheet;

use std::collections::BTreeSet;

use rust_xlsxwriter::Workbook;

use crate::failure::Failure;
use crate::form::content::FormContent;
use crate::form::labels::{GUIDANCE, GUIDANCE_AGAIN};
use crate::sheet::book::{Book, new_book};
use crate::sheet::package::compose;
use crate::sheet::write::TextWriter;
use crate::sheet::{BookKind, names};

pub use cover::{COVER_SHEET, Cover};
pub use guide::Guide;

/// Writes a department's book: 記入要領, then a sheet for each form.
///
/// # Errors
/// If the workbook cannot be composed.
pub fn book(cover: &Cover, forms: &[FormContent]) -> Result<Book, Failure> {
    let title = cover.book_title();
    let book = new_book(BookKind::Form, &title, &cover.organisation, Some(cover.month))?;
    compose(&title, book, |book| {
        let sheets = sheet_names(forms, &[COVER_SHEET]);
        cover::write(book.add_worksheet(), cover, forms, &sheets)?;
        add_sheets(book, &cover.plan_title, GUIDANCE, forms, &sheets)
    })
}

/// Adds a sheet for each form to a book with another first sheet (a slip). `sheets` are the names of the
/// sheets.
///
/// # Errors
/// If the workbook refuses a sheet.
pub fn add_forms(
    book: &mut Workbook,
    plan_title: &str,
    forms: &[FormContent],
    sheets: &[String],
) -> Result<(), Failure> {
    add_sheets(book, plan_title, GUIDANCE_AGAIN, forms, sheets)
}

/// Returns the names of the forms' sheets: the id and as much of the name as fits, unique in the book.
#[must_use]
pub fn sheet_names(forms: &[FormContent], taken: &[&str]) -> Vec<String> {
    let mut used: BTreeSet<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    let mut chosen = Vec::new();
    for form in forms {
        let whole = format!("{} {}", form.id, form.name);
        let mut name = names::sheet_name(&whole);
        let mut again = 2;
        while !used.insert(name.to_lowercase()) {
            name = names::sheet_name(&format!("{} ({again}) {}", form.id, form.name));
            again += 1;
        }
        chosen.push(name);
    }
    chosen
}

fn add_sheets(
    book: &mut Workbook,
    plan_title: &str,
    guidance: &str,
    forms: &[FormContent],
    sheets: &[String],
) -> Result<(), Failure> {
    for (content, name) in forms.iter().zip(sheets) {
        let worksheet = book.add_worksheet();
        worksheet.put_name(name)?;
        sheet::write(worksheet, plan_title, guidance, content)?;
    }
    Ok(())
}
