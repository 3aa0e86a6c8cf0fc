//! A small plan without faults, and master workbooks as people make them: without our layout, with numbers,
//! dates and merged cells.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Format, Formula, Workbook};
use shinchoku::plan::schema::{SHEETS, Shape};
use shinchoku::plan::template::PlanSheets;
use shinchoku::text::calendar::FiscalYear;

/// A plan of two projects and three indicators in 2030 to 2032 that has no fault.
pub(crate) fn small_plan() -> PlanSheets {
    let mut sheets = PlanSheets::empty(FiscalYear::new(2030), 3);
    let basics = sheets.rows.get_mut("計画").unwrap();
    for (name, value) in [
        ("計画名称", "試験計画"),
        ("版", "第1.0版"),
        ("団体名", "試験市"),
        ("計画期間開始", "2030-04"),
        ("計画期間終了", "2033-03"),
    ] {
        basics.iter_mut().find(|row| row[0] == name).unwrap()[1] = value.to_owned();
    }
    let mut set = |sheet: &'static str, rows: &[&[&str]]| {
        let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        sheets.rows.insert(sheet, rows);
    };
    set("体系", &[&["1", "方針", "1-1", "施策A", ""], &["1", "", "1-2", "施策B", ""]]);
    set("担当課", &[&["総務課", "", "庶務課", ""], &["市民課", "市民部", "", ""], &["消防課", "", "", ""]]);
    set(
        "事業",
        &[
            &[
                "1-1-1",
                "手続の拡大",
                "",
                "課題",
                "目的",
                "概要",
                "総務課、市民課ほか",
                "",
                "指標とスケジュール",
                "",
            ],
            &["1-2-1", "窓口の改善", "", "課題", "目的", "概要", "市民課", "市民課", "スケジュール", ""],
        ],
    );
    set(
        "指標",
        &[
            &[
                "1-1-1",
                "",
                "手続数",
                "手続",
                "累計",
                "増",
                "",
                "",
                "150手続／800手続",
                "125手続",
                "400手続／800手続",
                "",
                "→",
                "",
                "",
            ],
            &["1-2-1", "①", "利用率", "%", "率", "増", "", "", "40%", "36.3%", "50%", "-", "終了", "", ""],
            &["1-2-1", "②", "整備", "", "節目", "増", "", "", "-", "-", "整備", "", "運用", "", ""],
        ],
    );
    set("ロードマップ", &[&["1-1", "準備", "2030Q2", "2031", "期間", ""]]);
    set("報告予定", &[&["2030-09", "2030-10-15", ""], &["2031-03", "", "令和13年5月10日"]]);
    set("見出し語", &[&["担当課", "所管課、担当部署"]]);
    set("事務局評価", &[&["1-1-1", "", "2030", "2031-03", "概ね達成", "順調", "理由"]]);
    set("決定事項", &[&["2031-05-10", "1-2-1", "見直す", ""]]);
    sheets
}

/// A cell that is not a plain text.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Nothing,
    Number(f64, &'static str),
    Date(u16, u8, u8),
    /// A formula and its saved result.
    Formula(&'static str, &'static str),
    /// A formula whose result was not saved.
    Unsaved(&'static str),
}

/// A sheet: rows of texts, headings first; values that replace some of them; merges as (row, col, row, col).
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub rows: Vec<Vec<String>>,
    pub values: BTreeMap<(usize, usize), Value>,
    pub merges: Vec<(usize, usize, usize, usize)>,
}

/// A workbook of headings and rows, without our layout.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    pub sheets: BTreeMap<String, Page>,
    pub first_row: u32,
    pub first_col: u16,
    /// True if the columns are written in reverse order.
    pub reversed: bool,
}

impl Book {
    pub(crate) fn of(sheets: &PlanSheets) -> Self {
        let mut book = Self::default();
        for sheet in SHEETS {
            let mut headings: Vec<String> =
                sheet.columns.iter().map(|column| column.name.to_owned()).collect();
            if let Shape::YearRows = sheet.shape {
                let last_required = sheet.columns.iter().rposition(|column| !column.optional).unwrap();
                let after_years = headings.split_off(last_required);
                for year in &sheets.fiscal_years {
                    headings.push(format!("{}目標", year.label()));
                    headings.push(format!("{}実績", year.label()));
                }
                headings.extend(after_years);
            }
            let mut rows = vec![headings];
            rows.extend(sheets.of(sheet.name).iter().cloned());
            book.sheets.insert(sheet.name.to_owned(), Page { rows, ..Page::default() });
        }
        book
    }

    pub(crate) fn set(&mut self, sheet: &str, row: usize, col: usize, text: &str) {
        let cells = &mut self.sheets.get_mut(sheet).unwrap().rows[row];
        if cells.len() <= col {
            cells.resize(col + 1, String::new());
        }
        cells[col] = text.to_owned();
    }

    pub(crate) fn put(&mut self, sheet: &str, row: usize, col: usize, value: Value) {
        self.sheets.get_mut(sheet).unwrap().values.insert((row, col), value);
    }

    /// Merges the cells of a row from one column to another, as Excel does: only the first keeps its text.
    pub(crate) fn merge(&mut self, sheet: &str, row: usize, first: usize, last: usize) {
        let page = self.sheets.get_mut(sheet).unwrap();
        page.merges.push((row, first, row, last));
        for col in first + 1..=last {
            page.values.insert((row, col), Value::Nothing);
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for (name, page) in &self.sheets {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            let width = page.rows.iter().map(Vec::len).max().unwrap_or(0);
            let at = |row: usize, col: usize| {
                let col = if self.reversed { width - 1 - col } else { col };
                (self.first_row + u32::try_from(row).unwrap(), self.first_col + u16::try_from(col).unwrap())
            };
            for (row, col, last_row, last_col) in &page.merges {
                let ((a, b), (c, d)) = (at(*row, *col), at(*last_row, *last_col));
                sheet.merge_range(a, b, c, d, "", &Format::new()).unwrap();
            }
            for (r, cells) in page.rows.iter().enumerate() {
                for (c, text) in cells.iter().enumerate() {
                    let (row, col) = at(r, c);
                    match page.values.get(&(r, c)) {
                        Some(Value::Nothing) => {}
                        Some(Value::Number(number, format)) => {
                            let format = Format::new().set_num_format(*format);
                            sheet.write_number_with_format(row, col, *number, &format).unwrap();
                        }
                        Some(Value::Date(year, month, day)) => {
                            let date = rust_xlsxwriter::ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                            let format = Format::new().set_num_format("m/d");
                            sheet.write_datetime_with_format(row, col, &date, &format).unwrap();
                        }
                        Some(Value::Formula(formula, result)) => {
                            sheet
                                .write_formula(row, col, Formula::new(*formula).set_result(*result))
                                .unwrap();
                        }
                        Some(Value::Unsaved(formula)) => {
                            sheet
                                .write_formula(row, col, Formula::new(*formula).set_result(UNSAVED))
                                .unwrap();
                        }
                        None if text.is_empty() => {}
                        None => {
                            sheet.write_string(row, col, text).unwrap();
                        }
                    }
                }
            }
        }
        forget_results(&book.save_to_buffer().unwrap())
    }
}

/// A saved result that [`forget_results`] removes.
const UNSAVED: &str = "unsaved";

/// Removes the results of [`Value::Unsaved`] formulas, as in books saved by programs that do not calculate.
fn forget_results(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut text = Vec::new();
        member.read_to_end(&mut text).unwrap();
        if name.starts_with("xl/worksheets/") {
            let saved = format!("<v>{UNSAVED}</v>");
            let xml = String::from_utf8(text).unwrap();
            let cells = xml.split("<c ").map(|cell| {
                if cell.contains(&saved) {
                    cell.replace(" t=\"str\"", "").replace(&saved, "<v></v>")
                } else {
                    cell.to_owned()
                }
            });
            text = cells.collect::<Vec<String>>().join("<c ").into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&text).unwrap();
    }
    out.finish().unwrap().into_inner()
}
