//! The hidden sheet 選択肢 with the lists of dropdowns. Its formulas follow 判定区分 and 追加項目 as they are
//! edited.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use workbook::column_letters;

use super::rows::PlanSheets;
use crate::form::labels::standard_headings;
use crate::plan::schema::{
    BANDS, CHOICES, EXTRA_KINDS, EXTRA_OWNERS, EXTRAS, JUDGMENTS, PROGRESS_CHOICES, SEPARATORS,
};
use crate::plan::template::frame::{HEADING_ROW, SPARE_ROWS};
use crate::sheet::counts;
use crate::sheet::style;
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;

/// The most bands of a judgment, fixed choices included, that a dropdown offers.
const MOST_BANDS: u32 = 40;
/// The columns of each judgment: the number of each row of 判定区分 within it, then the list.
const NUMBERS: [(u16, &str); 2] = [(0, "A"), (1, "B")];
const LISTS: [(u16, &str); 2] = [(2, "C"), (3, "D")];
/// The column of the form's headings.
const HEADINGS: (u16, &str) = (4, "E");
/// The first column of 追加項目: one column for each row of that sheet, its name above its 選択肢.
const FIRST_ITEM: u16 = 5;
/// The most rows of 追加項目 that have such a column.
const MOST_ITEMS: u32 = 30;
/// The most 選択肢 of such a row.
const MOST_CHOICES: u32 = 30;
/// The width to which separators are padded to cut one choice out of a cell, in characters.
const PART: u32 = 200;

/// A list of 選択肢.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// The bands of 効果達成状況.
    Effect,
    /// The bands and choices of 進捗状況.
    Progress,
    /// The headings of a form that 見出し語 may name.
    Headings,
    /// The 選択肢 of the plan's own 追加項目 that is the heading of this column.
    ItemOf(u16),
}

impl List {
    /// Returns the formula of a dropdown: the filled cells of the list.
    pub(super) fn formula(self, sheets: &PlanSheets) -> String {
        let (judgment, fixed) = match self {
            Self::Effect => (0, 0),
            Self::Progress => (1, PROGRESS_CHOICES.len()),
            Self::Headings => {
                let (_, column) = HEADINGS;
                let last = standard_headings().count() + 1;
                return format!("='{CHOICES}'!${column}$2:${column}${last}");
            }
            Self::ItemOf(column) => return of_item(column),
        };
        let [numbers, list] = [NUMBERS, LISTS].map(|columns| columns[judgment].1);
        let last = last_row(sheets) - 1;
        let count = format!("COUNT('{CHOICES}'!${numbers}$2:${numbers}${last})+{fixed}");
        format!("=OFFSET('{CHOICES}'!${list}$2,0,0,MAX(1,{count}),1)")
    }
}

/// Returns the formula for the 選択肢 of the item that heads a column; a blank cell if there is no such item.
fn of_item(column: u16) -> String {
    let heading = format!("{}${}", column_letters(u32::from(column)), HEADING_ROW + 1);
    let [first, last] = [0, MOST_ITEMS - 1].map(|at| column_letters(u32::from(FIRST_ITEM) + at));
    let names = format!("'{CHOICES}'!${first}$1:${last}$1");
    // The column after the last item is empty.
    let at = format!("IFERROR(MATCH({heading},{names},0)-1,{MOST_ITEMS})");
    let below = format!("OFFSET('{CHOICES}'!${first}$2,0,{at},{MOST_CHOICES},1)");
    let count = format!("MAX(1,SUMPRODUCT(--({below}<>\"\")))");
    format!("=OFFSET('{CHOICES}'!${first}$2,0,{at},{count},1)")
}

/// Returns the last row of 判定区分 that the lists follow, as numbered in Excel.
fn last_row(sheets: &PlanSheets) -> u32 {
    HEADING_ROW + 1 + counts::rows(sheets.of(BANDS.name).len()) + SPARE_ROWS
}

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, sheets: &PlanSheets) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.put_name(CHOICES)?;
    sheet.set_hidden(true);
    // Formulas without a word have the saved result "" rather than 0.
    sheet.set_formula_result_default("");
    let plain = style::plain();
    let (first, last) = (HEADING_ROW + 2, last_row(sheets));
    for (at, judgment) in JUDGMENTS.iter().enumerate() {
        let ((number_col, numbers), (list_col, _)) = (NUMBERS[at], LISTS[at]);
        sheet.put_text(0, number_col, format!("{judgment}の順"), &plain)?;
        sheet.put_text(0, list_col, *judgment, &plain)?;
        let rows = sheets.of(BANDS.name);
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let is_band = |row: &Vec<String>| cell(row, 0) == *judgment && !cell(row, 1).is_empty();
        let mut count = 0;
        for (line, band) in (1..).zip(first..=last) {
            let row = rows.get(usize::try_from(line).unwrap_or_default() - 1);
            let result = if row.is_some_and(is_band) {
                count += 1;
                Value::Count(count)
            } else {
                Value::text("")
            };
            let of = BANDS.name;
            let before = format!(
                "COUNTIFS('{of}'!$A${first}:$A{band},\"{judgment}\",'{of}'!$B${first}:$B{band},\"?*\")"
            );
            let formula =
                format!("IF(AND('{of}'!$A{band}=\"{judgment}\",'{of}'!$B{band}<>\"\"),{before},\"\")");
            put(sheet, line, number_col, &Value::formula(formula, result), &plain)?;
        }
        let bands: Vec<String> = rows.iter().filter(|row| is_band(row)).map(|row| cell(row, 1)).collect();
        let fixed = if at == 1 && !bands.is_empty() { PROGRESS_CHOICES } else { &[] };
        let words: Vec<&str> = bands.iter().map(String::as_str).chain(fixed.iter().copied()).collect();
        let order = format!("${numbers}$2:${numbers}${}", last - 1);
        for line in 1..=MOST_BANDS {
            let named = format!("INDEX('{}'!$B${first}:$B${last},MATCH({line},{order},0))", BANDS.name);
            let formula = if at == 1 {
                let choices = PROGRESS_CHOICES.join("\",\"");
                let after = format!("INDEX({{\"{choices}\"}},{line}-COUNT({order}))");
                format!("IF(COUNT({order})=0,\"\",IFERROR({named},IFERROR({after},\"\")))")
            } else {
                format!("IFERROR({named},\"\")")
            };
            let word = usize::try_from(line).ok().and_then(|line| words.get(line - 1)).copied();
            let value = Value::formula(formula, Value::text(word.unwrap_or_default()));
            put(sheet, line, list_col, &value, &plain)?;
        }
    }
    sheet.put_text(0, HEADINGS.0, "様式の見出し", &plain)?;
    for (line, heading) in (1..).zip(standard_headings()) {
        sheet.put_text(line, HEADINGS.0, heading, &plain)?;
    }
    write_items(sheet, sheets)
}

/// Writes formulas that give the 選択肢 of each of the plan's own 追加項目 below its name.
fn write_items(sheet: &mut Worksheet, sheets: &PlanSheets) -> Result<(), XlsxError> {
    let plain = style::plain();
    let of = EXTRAS.name;
    let rows = sheets.of(of);
    for at in 0..MOST_ITEMS {
        let (col, line) = (FIRST_ITEM + counts::columns(at as usize), HEADING_ROW + 2 + at);
        let row = rows.get(at as usize).map(Vec::as_slice).unwrap_or_default();
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let own = cell(2) == EXTRA_KINDS[2] && cell(5) == EXTRA_OWNERS[0];
        let name = if own { cell(0) } else { "" };
        let [kind, owner] = [EXTRA_KINDS[2], EXTRA_OWNERS[0]];
        let formula =
            format!("IF(AND('{of}'!$C{line}=\"{kind}\",'{of}'!$F{line}=\"{owner}\"),'{of}'!$A{line},\"\")");
        put(sheet, 0, col, &Value::formula(formula, Value::text(name)), &plain)?;
        let choices = cell(3).split(SEPARATORS).map(str::trim).filter(|choice| !choice.is_empty());
        let choices: Vec<&str> = choices.collect();
        let parted = SEPARATORS.iter().fold(format!("'{of}'!$D{line}"), |text, mark| {
            let mark = if *mark == '\n' { "CHAR(10)".to_owned() } else { format!("\"{mark}\"") };
            format!("SUBSTITUTE({text},{mark},REPT(\" \",{PART}))")
        });
        for choice in 0..MOST_CHOICES {
            let formula = format!("TRIM(MID({parted},{},{PART}))", choice * PART + 1);
            let word = choices.get(choice as usize).copied().unwrap_or_default();
            put(sheet, choice + 1, col, &Value::formula(formula, Value::text(word)), &plain)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use crate::plan::schema::CHOICES;
    use crate::plan::template::{PlanSheets, write};
    use crate::text::calendar::FiscalYear;

    #[test]
    fn the_lists_have_the_choices_of_the_plans_own_items() {
        let mut sheets = PlanSheets::empty(FiscalYear::new(2030), 3);
        let row = |cells: [&str; 6]| cells.map(str::to_owned).to_vec();
        sheets.rows.insert(
            "追加項目",
            vec![
                row(["今後の方向性", "事業", "選択", "拡充、継続", "", "回答"]),
                row(["財源", "事業", "選択", "一般財源、 国庫，その他", "", "計画"]),
            ],
        );
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(write(&sheets).unwrap())).unwrap();
        let range = book.worksheet_range(CHOICES).unwrap();
        let cell = |row: u32, col: u32| range.get_value((row, col)).map(ToString::to_string);
        let column = |col: u32| (0..5).map(|row| cell(row, col).unwrap_or_default()).collect::<Vec<_>>();
        assert_eq!(column(5)[0], "");
        assert_eq!(column(6), ["財源", "一般財源", "国庫", "その他", ""]);
    }

    #[test]
    fn the_saved_lists_have_the_bands_without_recalculation() {
        let mut sheets = PlanSheets::empty(FiscalYear::new(2030), 3);
        let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
        sheets.rows.insert(
            "判定区分",
            vec![
                row(["進捗状況", "計画どおり", "○", "", ""]),
                row(["効果達成状況", "A", "◎", "100%", ""]),
                row(["進捗状況", "遅れ", "×", "", "○"]),
            ],
        );
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(write(&sheets).unwrap())).unwrap();
        let range = book.worksheet_range(CHOICES).unwrap();
        let list = |col: u32| -> Vec<String> {
            let cells = (1..12).filter_map(|row| range.get_value((row, col)));
            cells
                .filter(|cell| **cell != Data::Empty)
                .map(ToString::to_string)
                .filter(|text| !text.is_empty())
                .collect()
        };
        assert_eq!(list(2), ["A"]);
        assert_eq!(list(3), ["計画どおり", "遅れ", "未着手", "休止", "完了", "中止"]);
        assert_eq!(list(1), ["1", "2"]);
    }
}
