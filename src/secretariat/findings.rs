//! 検証結果: every finding, 誤り first, with a link that opens the returned file at the cell.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::finding::{Finding, Severity};
use crate::secretariat::{Context, MOST_LINKS, shortened};
use crate::sheet::table::{Table, Value};
use crate::sheet::{book, link};

const COLUMNS: [(&str, f64); 9] = [
    ("区分", 8.0),
    ("符号", 7.0),
    ("担当課", 15.0),
    ("整理番号", 9.0),
    ("指標", 6.0),
    ("内容", 48.0),
    ("記入された値", 20.0),
    ("直し方", 36.0),
    ("場所（クリックで開きます）", 38.0),
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
        let row = row(cx, finding, table.rows() < MOST_LINKS);
        table.row(sheet, &row)?;
    }
    table.finish(sheet, "検証結果はありません。")
}

fn row(cx: &Context<'_>, finding: &Finding, linked: bool) -> [Value; 9] {
    let mut place = link::words(&cx.c.sources, finding.place);
    if !finding.related.is_empty() {
        let related: Vec<String> = finding
            .related
            .iter()
            .map(|cell| {
                format!(
                    "{}　{}!{}",
                    cx.c.sources.path_of(cell.sheet),
                    cx.c.sources.sheet_name(cell.sheet),
                    cell.pos.a1()
                )
            })
            .collect();
        place = format!("{place}\n（関連）{}", shortened(&related.join("、"), 300));
    }
    [
        Value::middle(finding.severity.word()),
        Value::middle(finding.kind.code),
        Value::text(finding.department.as_deref().unwrap_or_default()),
        Value::middle(&finding.project.as_ref().map(ToString::to_string).unwrap_or_default()),
        Value::middle(finding.indicator.as_ref().map_or("", |id| id.symbol())),
        Value::text(&finding.message),
        Value::text(&shortened(&finding.found, 120)),
        Value::text(&finding.help),
        if linked { cx.link(finding.place, &place) } else { Value::text(&place) },
    ]
}
