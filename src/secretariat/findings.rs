//! 検証結果: every finding, 誤り first, with a link that opens the returned file at the cell.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::findings::{Finding, Severity};
use crate::secretariat::context::Context;
use crate::sheet::book;
use crate::sheet::measure::shortened;
use crate::sheet::table::{Table, Value};
use crate::source_link;

const COLUMNS: [(&str, f64); 10] = [
    ("区分", 7.0),
    ("符号", 6.0),
    ("担当課", 12.0),
    ("整理番号", 8.5),
    ("指標", 5.0),
    ("内容", 40.0),
    ("記入された値", 16.0),
    ("直し方", 28.0),
    ("ファイル・シート", 28.0),
    ("セル", 7.0),
];

pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let count = |severity| cx.c.findings.iter().filter(|finding| finding.severity == severity).count();
    let remark = format!(
        "誤り {}件（値を保留しています）・要確認 {}件（値は採用しています）・参考 {}件。",
        count(Severity::Error),
        count(Severity::Check),
        count(Severity::Info)
    );
    let first = book::begin(sheet, "検証結果", "検証結果", &remark, &cx.page)?;
    let mut table = Table::new(&COLUMNS, first);
    table.head(sheet)?;
    let mut sorted: Vec<&Finding> = cx.c.findings.iter().collect();
    // The sort is stable: within a severity the order of the record stays.
    sorted.sort_by_key(|finding| finding.severity);
    for finding in sorted {
        let row = row(cx, finding, table.rows());
        table.row(sheet, &row)?;
    }
    table.finish(sheet, "検証結果はありません。")
}

fn row(cx: &Context<'_>, finding: &Finding, rows: u32) -> [Value; 10] {
    let sources = &cx.c.sources;
    let mut message = finding.message.clone();
    if !finding.related.is_empty() {
        let related: Vec<String> = finding
            .related
            .iter()
            .map(|cell| {
                format!(
                    "{}　{}!{}",
                    sources.path_of(cell.sheet),
                    sources.sheet_name(cell.sheet),
                    cell.pos.a1()
                )
            })
            .collect();
        message.push_str(&format!("\n（関連するセル）{}", shortened(&related.join("、"), 300)));
    }
    [
        Value::middle(finding.severity.word()),
        Value::middle(finding.kind.code),
        Value::text(finding.department.as_deref().unwrap_or_default()),
        Value::middle(&finding.project.as_ref().map(ToString::to_string).unwrap_or_default()),
        Value::middle(finding.indicator.as_ref().map_or("", |id| id.symbol())),
        Value::text(&message),
        Value::text(&shortened(&finding.found, 120)),
        Value::text(&finding.help),
        Value::text(&source_link::words(sources, finding.location)),
        cx.opener_within(finding.location, rows),
    ]
}
