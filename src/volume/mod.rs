//! 別冊: the separate volume of the plan, page by page as the municipality prints it, with the actuals of the
//! month.

mod columns;
mod cover;
mod header;
mod overview;
mod pages;
mod piece;
mod policy;
mod roadmap;
mod schedule;
mod table;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::Format;

use crate::consolidate::Consolidation;
use crate::failure::Failure;
use crate::names;
use crate::plan::Plan;
use crate::sheet::names::{quoted, sheet_names};
use crate::sheet::package::compose;
use crate::sheet::write::define_name;
use crate::sheet::{BookKind, OutFile, book, style};
use crate::volume::header::{Header, Places, volume_title};
use crate::volume::overview::Overview;
use crate::volume::table::UsedTexts;

/// Composes the volume.
///
/// # Errors
/// If the workbook cannot be composed.
pub fn write(plan: &Plan, c: &Consolidation) -> Result<Vec<OutFile>, Failure> {
    let title = format!("{}　{}", plan.title, volume_title(plan));
    let mut book = book::new_book(BookKind::Volume, &title, &plan.organisation, Some(c.as_of))?;
    // With manual page breaks, Excel cannot fit a sheet to the width of a page, so that the columns must be
    // equally wide on every computer. Their widths count digits of this default font.
    let default = Format::new().set_font_name(style::FONT).set_font_size(11);
    book.set_default_format(&default, 25, 72)?;
    let header = Header {
        left: format!("{}　{}", plan.full_title("　"), volume_title(plan)),
        right: format!("{}　{}現在", plan.version, c.as_of.japanese_last_day()),
    };
    let overview = Overview::new(plan);
    let texts = UsedTexts::of(plan);
    let mut laid_out: Vec<policy::Sheet<'_>> =
        plan.policies.iter().flat_map(|policy| policy::Sheet::of(plan, c, &texts, policy)).collect();
    name_sheets(&overview, &mut laid_out);
    let places: Places = laid_out.iter().flat_map(policy::Sheet::places).collect();

    let path = names::volume_file(plan, c.as_of);
    let book = compose(&path, book, |book| {
        cover::write(plan, c, book.add_worksheet())?;
        for (name, page) in overview.names().into_iter().zip(overview.sheets()) {
            page.write(&name, &places, &header, book.add_worksheet())?;
        }
        if roadmap::is_printed(plan) {
            roadmap::write(plan, &header, book.add_worksheet())?;
        }
        for sheet in &laid_out {
            sheet.write(&header, book.add_worksheet())?;
        }
        for (project, (sheet, row)) in &places {
            let place = format!("={}!$A${}", quoted(sheet), row + 1);
            define_name(book, &names::volume_anchor(project), &place);
        }
        Ok(())
    })?;
    Ok(vec![OutFile::book(path, book)])
}

/// Gives every sheet a unique name: two 基本方針 may begin with the same words, or take several sheets.
fn name_sheets(overview: &Overview<'_>, sheets: &mut [policy::Sheet<'_>]) {
    let mut taken = overview.names();
    taken.extend([cover::SHEET, roadmap::SHEET].map(str::to_owned));
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    let texts: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (sheet, name) in sheets.iter_mut().zip(sheet_names(&texts, &taken)) {
        sheet.name = name;
    }
}
