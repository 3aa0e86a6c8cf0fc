//! 追加項目: the sums of the items that are numbers, by 基本方針 and 施策. Left out if there are none.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::items::{self, Sums};
use crate::plan::model::{Level, Subject};
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::sheet::book::{Paper, begin, set_width};
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

const HEADING_ROW: u32 = 2;
/// The widths of the first column and of the others, in half-width characters.
const LABEL_WIDTH: f64 = 48.0;
const ITEM_WIDTH: f64 = 18.0;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sums = items::sums(report.plan, report.c);
    if sums.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    let title = format!("追加項目の合計（{}現在）", report.c.as_of.japanese_last_day());
    let own = "施策・基本方針そのものの行は、事業の合計に含めず、下に分けて示します。";
    let own = if report.plan.has_other_levels() { own } else { "" };
    let of_indicators = sums.iter().any(|sum| sum.item.subject == Subject::Indicator);
    let of = if of_indicators { "事業や指標" } else { "事業" };
    let remark = format!(
        "{of}ごとの記入を、施策、基本方針、計画全体に合計しています。記入のないものは含みません。{own}"
    );
    begin(sheet, sheet_names::ITEMS, &title, &remark, &report.page.on(Paper::A4Landscape))?;
    set_width(sheet, 0, LABEL_WIDTH)?;
    sheet.put_text(HEADING_ROW, 0, "区分", &style::heading())?;
    let headings: Vec<String> = sums.iter().map(|sum| sum.item.heading()).collect();
    for (col, heading) in (1..).zip(&headings) {
        set_width(sheet, col, ITEM_WIDTH)?;
        sheet.put_text(HEADING_ROW, col, heading, &style::heading())?;
    }
    let headings: Vec<(&str, f64)> = headings.iter().map(|heading| (heading.as_str(), ITEM_WIDTH)).collect();
    sheet.set_row_height(HEADING_ROW, measure::row_height(&headings, style::SIZE).max(20.0))?;
    let mut row = HEADING_ROW;
    for (label, pick) in rows(report) {
        row += 1;
        sheet.put_text(row, 0, &label, &style::cell())?;
        sheet.set_row_height(row, measure::row_height(&[(&label, LABEL_WIDTH)], style::SIZE))?;
        for (col, sum) in (1..).zip(&sums) {
            put(sheet, row, col, &Value::Number(pick.of(sum)), &style::count())?;
        }
    }
    sheet.set_freeze_panes(HEADING_ROW + 1, 1)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    Ok(())
}

/// The sum that a row shows.
#[derive(Clone, Copy)]
enum Pick {
    Plan,
    Policy(usize),
    Measure(usize),
    Level(usize),
}

impl Pick {
    fn of(self, sums: &Sums<'_>) -> rust_decimal::Decimal {
        match self {
            Self::Plan => sums.total,
            Self::Policy(at) => sums.policies.get(at).copied().unwrap_or_default(),
            Self::Measure(at) => sums.measures.get(at).copied().unwrap_or_default(),
            Self::Level(at) => sums.levels.get(at).map(|(_, total)| *total).unwrap_or_default(),
        }
    }
}

/// Returns the rows: each 基本方針 with its 施策 below it, the plan, and the other levels if there are any.
fn rows(report: &Report) -> Vec<(String, Pick)> {
    let plan = report.plan;
    let mut rows = Vec::new();
    for (at, policy) in plan.policies.iter().enumerate() {
        rows.push((format!("{} {}", policy.number, policy.name), Pick::Policy(at)));
        let of_policy =
            plan.measures.iter().enumerate().filter(|(_, measure)| measure.policy == policy.number);
        let measures = of_policy.filter(|(_, measure)| !measure.is_policy);
        rows.extend(measures.map(|(at, measure)| (format!("　{}", measure.heading()), Pick::Measure(at))));
    }
    rows.push(("計画全体".to_owned(), Pick::Plan));
    if plan.has_other_levels() {
        let levels = plan.levels().into_iter().enumerate().filter(|(_, level)| *level != Level::Project);
        rows.extend(levels.map(|(at, level)| (format!("{}の行の合計", level.word()), Pick::Level(at))));
    }
    rows
}
