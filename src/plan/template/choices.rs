//! Writes the dropdowns of a master workbook.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};
use workbook::column_letters;

use super::lists::List;
use super::rows::PlanSheets;
use crate::plan::schema::{Blank, Holds, INDICATORS, PROJECTS, SHEETS, Shape, Sheet};
use crate::plan::template::frame::{HEADING_ROW, SPARE_ROWS};
use crate::sheet::{counts, validation};

/// The number of columns, after the declared ones, that may be columns of 追加項目.
const ITEM_COLUMNS: u16 = 20;

/// Adds the dropdowns of a sheet's columns and, on a sheet of settings, of its items.
pub(super) fn add(page: &mut Worksheet, sheet: &Sheet, sheets: &PlanSheets) -> Result<(), XlsxError> {
    let rows = counts::rows(sheets.of(sheet.name).len());
    let (first, last) = (HEADING_ROW + 1, HEADING_ROW + rows + SPARE_ROWS);
    for (at, column) in sheet.columns.iter().enumerate() {
        let Some(list) = list(column.holds, sheets)? else { continue };
        // Columns of the fiscal years precede the optional ones.
        let has_years = matches!(sheet.shape, Shape::YearRows);
        let years = if column.optional && has_years { 2 * sheets.fiscal_years.len() } else { 0 };
        let col = counts::columns(at + years);
        page.add_data_validation(first, col, last, col, &list.ignore_blank(column.blank == Blank::Allowed))?;
    }
    if [PROJECTS.name, INDICATORS.name].contains(&sheet.name) {
        add_items(page, sheet, sheets, (first, last))?;
    }
    if let Shape::Items(items) = &sheet.shape {
        for (at, row) in sheets.of(sheet.name).iter().enumerate() {
            let item = items.iter().find(|item| row.first().is_some_and(|name| name == item.name));
            if let Some(item) = item.filter(|item| !item.words.is_empty()) {
                let line = HEADING_ROW + 1 + counts::rows(at);
                if let Some(list) = words(item.words)? {
                    page.add_data_validation(line, 1, line, 1, &strict(list)?)?;
                }
            }
        }
    }
    Ok(())
}

/// Adds dropdowns for the plan's own 追加項目, whose columns follow the declared ones. Other columns there
/// accept anything.
fn add_items(
    page: &mut Worksheet,
    sheet: &Sheet,
    sheets: &PlanSheets,
    (first, last): (u32, u32),
) -> Result<(), XlsxError> {
    let years = if matches!(sheet.shape, Shape::YearRows) { 2 * sheets.fiscal_years.len() } else { 0 };
    let col = counts::columns(sheet.columns.len() + years);
    let list = of_list(List::ItemOf(col), sheets).show_error_message(false);
    page.add_data_validation(first, col, last, col + ITEM_COLUMNS - 1, &list)?;
    Ok(())
}

fn list(holds: Holds, sheets: &PlanSheets) -> Result<Option<DataValidation>, XlsxError> {
    Ok(match holds {
        Holds::Words(allowed) => words(allowed)?.map(strict).transpose()?,
        Holds::Of(sheet, column) => reference(sheet, column, sheets).map(hinting).transpose()?,
        Holds::FormLabel => Some(hinting(of_list(List::Headings, sheets))?),
        Holds::EffectBand => Some(hinting(of_list(List::Effect, sheets))?),
        Holds::ProgressBand => Some(hinting(of_list(List::Progress, sheets))?),
        Holds::Id | Holds::Text | Holds::Day => None,
    })
}

/// Returns a dropdown of the values in another sheet's column, including its spare rows.
fn reference(sheet: &str, column: &str, sheets: &PlanSheets) -> Option<DataValidation> {
    let target = SHEETS.iter().find(|target| target.name == sheet)?;
    let at = target.columns.iter().position(|declared| declared.name == column)?;
    let letters = column_letters(u32::try_from(at).ok()?);
    let first = HEADING_ROW + 2;
    let last = first + u32::try_from(sheets.of(sheet).len()).ok()? + SPARE_ROWS;
    let formula = Formula::new(format!("='{sheet}'!${letters}${first}:${letters}${last}"));
    Some(DataValidation::new().allow_list_formula(formula))
}

/// Returns a dropdown of a list on the sheet 選択肢, which follows 判定区分 as it is edited.
fn of_list(list: List, sheets: &PlanSheets) -> DataValidation {
    DataValidation::new().allow_list_formula(Formula::new(list.formula(sheets)))
}

fn words(words: &[&str]) -> Result<Option<DataValidation>, XlsxError> {
    validation::list(DataValidation::new(), words)
}

/// Refuses other values, as the reader does.
fn strict(list: DataValidation) -> Result<DataValidation, XlsxError> {
    list.set_error_title("入力できない値です")?.set_error_message("一覧から選んでください。")
}

/// Warns of other values, whose row may be added later.
fn hinting(list: DataValidation) -> Result<DataValidation, XlsxError> {
    list.set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("一覧にない値です")?
        .set_error_message("一覧にない値です。このまま入力しますか。")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use crate::plan::template::{PlanSheets, write};
    use crate::text::calendar::FiscalYear;

    /// Returns the XML of a sheet of a new master.
    fn xml(sheet: &str) -> String {
        let bytes = write(&PlanSheets::empty(FiscalYear::new(2030), 3)).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let book = part("xl/workbook.xml");
        let at = book.find(&format!("name=\"{sheet}\"")).unwrap();
        let number = book[..at].matches("<sheet ").count();
        part(&format!("xl/worksheets/sheet{number}.xml"))
    }

    #[test]
    fn dropdowns_are_in_the_columns_they_belong_to() {
        let has = |sheet: &str, column: &str, list: &str| {
            let xml = xml(sheet);
            let of_column =
                xml.split("<dataValidation ").find(|one| one.contains(&format!("sqref=\"{column}3:")));
            assert!(of_column.is_some_and(|one| one.contains(list)), "{sheet} {column}");
        };
        has("判定区分", "F", "○");
        has("事業", "M", "事業,施策,基本方針");
        // On 指標 the columns of three years precede 備考 and the columns after it.
        has("指標", "P", "担当課");
    }

    #[test]
    fn columns_of_additional_items_offer_the_choices_of_their_heading() {
        let xml = xml("事業");
        let of_items = xml.split("<dataValidation ").find(|one| one.contains("sqref=\"N3:AG")).unwrap();
        let at = "IFERROR(MATCH(N$2,'選択肢'!$F$1:$AI$1,0)-1,30)";
        assert!(of_items.contains(&format!("OFFSET('選択肢'!$F$2,0,{at},MAX(1,")), "{of_items}");
        // Another column, such as a memo of the office, accepts anything.
        assert!(!of_items.contains("showErrorMessage"), "{of_items}");
    }

    #[test]
    fn dropdowns_of_judgments_follow_the_bands_as_edited() {
        let xml = xml("事務局評価");
        assert!(xml.contains("OFFSET('選択肢'!$C$2,0,0,MAX(1,COUNT('選択肢'!$A$2:$A$307)+0),1)"), "{xml}");
        assert!(xml.contains("OFFSET('選択肢'!$D$2,0,0,MAX(1,COUNT('選択肢'!$B$2:$B$307)+4),1)"), "{xml}");
    }
}
