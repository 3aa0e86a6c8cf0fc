//! 取組と意見: what the departments wrote, by project.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::form::field::Field;
use crate::report::{Report, tabs};
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Table, Value};

const HEADING_ROW: u32 = 2;

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("取組と意見（{}現在）", report.c.as_of.japanese_last_day());
    let remark = "担当課の記述をそのまま載せています。今回未提出の事業は、同じ年度の前の報告の記述です。";
    begin(sheet, tabs::VOICES, &title, remark, &report.page.on(Paper::A4Landscape))?;
    let mut table = Table::new(
        &[
            ("整理番号", 8.5),
            ("事業名称", 22.0),
            ("担当課", 14.0),
            ("取組内容", 44.0),
            ("今後の対応", 36.0),
            ("利用者の意見", 36.0),
        ],
        HEADING_ROW,
    );
    let state = report.c.accepted_months.months.get(&report.c.as_of);
    let mut measure = "";
    for line in report.lines.iter().filter(|line| line.is_first()) {
        let project = line.project;
        let Some(accepted) = state.and_then(|state| state.projects.get(&project.id)) else { continue };
        let [activity, next, voice] =
            [Field::Activity, Field::NextStep, Field::UserVoice].map(|field| accepted.text(field).trim());
        if activity.is_empty() && next.is_empty() && voice.is_empty() {
            continue;
        }
        if measure.is_empty() {
            table.head(sheet)?;
        }
        if measure != project.measure {
            measure = &project.measure;
            let heading = report.plan.measure(measure).map(|measure| measure.heading()).unwrap_or_default();
            table.group(sheet, &heading)?;
        }
        let carried = accepted
            .carried_from()
            .map_or_else(String::new, |month| format!("\n（{}の報告）", month.japanese()));
        table.row(
            sheet,
            &[
                Value::middle(&project.id.to_string()),
                Value::text(&format!("{}{carried}", project.name)),
                Value::text(&project.departments_text),
                Value::text(activity),
                Value::text(next),
                Value::text(voice),
            ],
        )?;
    }
    table.finish(sheet, "該当はありません。")
}
