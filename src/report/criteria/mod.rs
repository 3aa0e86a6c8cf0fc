//! 判定基準: the bands, limits and settings as named cells, and how each judgment is made, in words.

mod columns;
mod explanations;
mod settings;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::criteria::columns::{
    COLUMNS, DefinedName, FLOOR, LABEL, NEEDS_ACTION, NUMBER, Row, percent_format,
};
use crate::report::sheet_names;
use crate::sheet::address::{cell_on, range_on};
use crate::sheet::book::{Paper, begin, set_width};
use crate::sheet::style;
use crate::sheet::table::{Formats, Table, Value, cells, put};
use crate::sheet::write::{TextWriter, define_name};

/// The column of the weights, outside the printed area, because only formulas use them.
const WEIGHT: u16 = COLUMNS.len() as u16 + 1;

/// Writes the sheet and names its cells.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let mut names: Vec<DefinedName> = Vec::new();
    let sheet = book.add_worksheet();
    let remark = "下限と設定は名前の付いたセルです。ここを直すと、進捗一覧・集計・概況が計算し直されます。";
    let page = report.page.on(Paper::A4Portrait);
    let mut row = begin(sheet, sheet_names::CRITERIA, "判定基準", remark, &page)?;
    let mut section = 0;
    for (heading, categories) in [
        ("効果達成状況の区分（指標が年度の目標に達したか）", &report.effect),
        ("進捗状況の区分（取組が予定どおり進んでいるか）", &report.progress),
    ] {
        if categories.is_judged() {
            section += 1;
            let heading = format!("{section}　{heading}");
            row = write_categories(sheet, row + 1, &heading, categories, &mut names)?;
        }
    }
    row = settings::write(sheet, row + 1, section + 1, report, &mut names)?;
    row = explanations::write(sheet, row + 1, section + 2, report)?;
    set_width(sheet, WEIGHT, 8.0)?;
    sheet.set_print_area(0, 0, row, WEIGHT - 2)?;
    for (name, range) in names {
        define_name(book, &name, &format!("={range}"));
    }
    Ok(())
}

/// Writes the categories of a judgment and names their cells; returns the next row.
fn write_categories(
    sheet: &mut Worksheet,
    row: u32,
    heading: &str,
    categories: &Categories,
    names: &mut Vec<DefinedName>,
) -> Result<u32, XlsxError> {
    sheet.put_text(row, 0, heading, &style::section())?;
    let mut table = Table::new(COLUMNS, row + 1);
    table.head(sheet)?;
    let first = table.next_row();
    let centered = Formats::default().centered;
    let marks = centered.clone().set_num_format("\"○\";;");
    for (number, category) in (1..).zip(&categories.all) {
        let at = table.row(sheet, &cells(COLUMNS, &Row { categories, number, category }))?;
        put(sheet, at, NUMBER, &Value::Count(number), &centered)?;
        if let Some(floor) = category.floor.filter(|_| number < categories.bands) {
            let limit = centered
                .clone()
                .set_num_format(percent_format(floor))
                .set_background_color(style::INPUT_FILL);
            put(sheet, at, FLOOR, &Value::Percent(floor / Decimal::ONE_HUNDRED), &limit)?;
            names.push((categories.floor_name(number), cell_on(sheet_names::CRITERIA, at, FLOOR)));
        }
        put(sheet, at, NEEDS_ACTION, &Value::Count(usize::from(category.needs_action)), &marks)?;
        put(sheet, at, WEIGHT, &Value::Count(category.weight), &style::aside())?;
        names.push((categories.label_name(number), cell_on(sheet_names::CRITERIA, at, LABEL)));
    }
    put(sheet, first - 1, WEIGHT, &Value::text("重さ"), &style::aside_heading())?;
    let last = table.next_row() - 1;
    for (name, col) in [
        (categories.numbers_name(), NUMBER),
        (categories.labels_name(), LABEL),
        (categories.action_name(), NEEDS_ACTION),
        (categories.weights_name(), WEIGHT),
    ] {
        names.push((name, range_on(sheet_names::CRITERIA, (first, col), (last, col))));
    }
    Ok(table.next_row())
}
