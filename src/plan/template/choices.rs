//! Writes the dropdowns of a master workbook.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};
use workbook::column_letters;

use super::rows::PlanSheets;
use crate::form::labels::standard_headings;
use crate::plan::schema::{Blank, Holds, JUDGMENTS, SHEETS, Shape, Sheet};
use crate::plan::template::frame::{HEADING_ROW, SPARE_ROWS};
use crate::sheet::{extent, validation};

/// Adds the dropdowns of a sheet's columns, or of its settings.
pub(super) fn add(page: &mut Worksheet, sheet: &Sheet, sheets: &PlanSheets) -> Result<(), XlsxError> {
    let rows = extent::rows(sheets.of(sheet.name).len());
    let (first, last) = (HEADING_ROW + 1, HEADING_ROW + rows + SPARE_ROWS);
    for (at, column) in sheet.columns.iter().enumerate() {
        let Some(list) = list(column.holds, sheets)? else { continue };
        // The columns of the fiscal years stand before the optional ones.
        let years = if column.optional { 2 * sheets.fiscal_years.len() } else { 0 };
        let col = extent::columns(at + years);
        page.add_data_validation(first, col, last, col, &list.ignore_blank(column.blank == Blank::Allowed))?;
    }
    if let Shape::Items(items) = &sheet.shape {
        for (at, row) in sheets.of(sheet.name).iter().enumerate() {
            let item = items.iter().find(|item| row.first().is_some_and(|name| name == item.name));
            if let Some(item) = item.filter(|item| !item.words.is_empty()) {
                let line = HEADING_ROW + 1 + extent::rows(at);
                if let Some(list) = words(item.words)? {
                    page.add_data_validation(line, 1, line, 1, &strict(list)?)?;
                }
            }
        }
    }
    Ok(())
}

fn list(holds: Holds, sheets: &PlanSheets) -> Result<Option<DataValidation>, XlsxError> {
    Ok(match holds {
        Holds::Words(allowed) => words(allowed)?.map(strict).transpose()?,
        Holds::Of(sheet, column) => reference(sheet, column, sheets).map(hinting).transpose()?,
        Holds::FormLabel => {
            let labels: Vec<&str> = standard_headings().collect();
            words(&labels)?.map(hinting).transpose()?
        }
        Holds::EffectBand => bands(JUDGMENTS[0], &[], sheets)?,
        Holds::ProgressBand => bands(JUDGMENTS[1], &["未着手", "休止", "完了", "中止"], sheets)?,
        Holds::Id | Holds::Text | Holds::Day => None,
    })
}

/// Lists the values of another sheet's column, including the spare rows.
fn reference(sheet: &str, column: &str, sheets: &PlanSheets) -> Option<DataValidation> {
    let target = SHEETS.iter().find(|target| target.name == sheet)?;
    let at = target.columns.iter().position(|declared| declared.name == column)?;
    let letters = column_letters(u32::try_from(at).ok()?);
    let first = HEADING_ROW + 2;
    let last = first + u32::try_from(sheets.of(sheet).len()).ok()? + SPARE_ROWS;
    let formula = Formula::new(format!("='{sheet}'!${letters}${first}:${letters}${last}"));
    Some(DataValidation::new().allow_list_formula(formula))
}

/// Lists the bands that the workbook holds. Only warns of another word: bands may be added later.
fn bands(judgment: &str, more: &[&str], sheets: &PlanSheets) -> Result<Option<DataValidation>, XlsxError> {
    let names: Vec<&str> = sheets
        .of("判定区分")
        .iter()
        .filter(|row| row.first().is_some_and(|cell| cell == judgment))
        .filter_map(|row| row.get(1).map(String::as_str))
        .chain(more.iter().copied())
        .collect();
    words(&names)?.map(hinting).transpose()
}

fn words(words: &[&str]) -> Result<Option<DataValidation>, XlsxError> {
    validation::list(DataValidation::new(), words)
}

/// Refuses other words, as the reader does.
fn strict(list: DataValidation) -> Result<DataValidation, XlsxError> {
    list.set_error_title("入力できない値です")?.set_error_message("一覧から選んでください。")
}

/// Warns of other words: their own row may be added later.
fn hinting(list: DataValidation) -> Result<DataValidation, XlsxError> {
    list.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("一覧にない値です")?
        .set_error_message("一覧にない値です。このまま入力しますか。")
}
