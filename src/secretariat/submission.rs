//! 提出状況: a ledger by 課 and project, then every file with what became of it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::consolidate::{Consolidation, FileRecord};
use crate::evaluate::model::{ProjectAssessment, State};
use crate::finding::{Place, Severity};
use crate::ids::ProjectId;
use crate::place::model::Return;
use crate::secretariat::{Context, by_department};
use crate::sheet::table::{Looks, Table, Value, put};
use crate::sheet::{book, link, measure, style};

const COLUMNS: [(&str, f64); 11] = [
    ("担当課", 14.0),
    ("整理番号", 8.5),
    ("事業名称", 28.0),
    ("提出状況", 9.0),
    ("記入日", 11.0),
    ("提出回", 7.0),
    ("採用した様式のファイル・シート", 36.0),
    ("セル", 7.0),
    ("誤り", 6.0),
    ("要確認", 7.0),
    ("備考", 24.0),
];

/// The columns of the ledger that each column of the list of files spans: first, last.
const FILE_COLUMNS: [(&str, u16, u16); 5] =
    [("ファイル", 0, 2), ("結果", 3, 3), ("様式数", 4, 4), ("開く", 5, 5), ("理由", 6, 10)];

pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let first = book::begin(sheet, "提出状況", "提出状況", &remark(cx.c), &cx.page)?;
    let mut table = Table::new(&COLUMNS, first);
    table.head(sheet)?;
    for (department, projects) in by_department(cx.plan) {
        if projects.is_empty() {
            let values = [
                Value::text(department),
                Value::middle("－"),
                Value::text("主担当の事業はありません"),
                Value::middle(State::NotDue.word()),
                Value::Blank,
                Value::Blank,
                Value::Blank,
                Value::Blank,
                Value::Blank,
                Value::Blank,
                Value::Blank,
            ];
            table.row(sheet, &values)?;
        }
        for project in projects {
            table.row(sheet, &ledger_row(cx, department, &project.id, &project.name))?;
        }
    }
    table.finish(sheet, "計画に事業がありません。")?;
    files(cx, sheet, table.next_row() + 1)
}

fn remark(c: &Consolidation) -> String {
    let counts = &c.assessment.totals.submission;
    let parts: Vec<String> =
        State::ALL.iter().map(|state| format!("{} {}", state.word(), counts.of(state.word()))).collect();
    format!(
        "事業数 {}（{}）。備考欄の「引用」は、今回の回答がないため以前の回答の値を使っていることを示します。",
        counts.sum(),
        parts.join("・")
    )
}

fn ledger_row(cx: &Context<'_>, department: &str, id: &ProjectId, name: &str) -> Vec<Value> {
    let c = cx.c;
    let row = c.assessment.project(id);
    let returned = adopted(c, id);
    let count = |severity| {
        let found = c
            .findings
            .iter()
            .filter(|finding| finding.severity == severity && finding.project.as_ref() == Some(id))
            .count();
        if found == 0 { Value::Blank } else { Value::Count(found) }
    };
    let place = returned.map(|found| Place::Cell(found.anchor));
    let file = place.map(|place| link::words(&c.sources, place)).unwrap_or_default();
    vec![
        Value::text(department),
        Value::middle(&id.to_string()),
        Value::text(name),
        Value::middle(row.map_or("", |row| row.state.word())),
        Value::middle(
            &returned.and_then(|found| found.entered_on).map(|day| day.to_string()).unwrap_or_default(),
        ),
        returned.map_or(Value::Blank, |found| Value::Count(usize::try_from(found.issue_number).unwrap_or(0))),
        Value::text(&file),
        place.map_or(Value::Blank, |place| cx.opener(place)),
        count(Severity::Error),
        count(Severity::Check),
        Value::text(&row.map(|row| notes(c, row)).unwrap_or_default()),
    ]
}

/// The return that counts for a project in the run's month.
fn adopted<'a>(c: &'a Consolidation, id: &ProjectId) -> Option<&'a Return> {
    let accepted = c.settled.months.get(&c.as_of)?.projects.get(id)?;
    let wanted = accepted.return_id.as_ref()?;
    c.returns.iter().find(|found| &found.id == wanted)
}

fn notes(c: &Consolidation, row: &ProjectAssessment) -> String {
    let mut notes = Vec::new();
    if row.state == State::Missing {
        notes.push("提出を依頼してください".to_owned());
    }
    if row.state == State::ToCorrect {
        notes.push("訂正を依頼してください".to_owned());
    }
    if row.resubmitted {
        notes.push("再提出あり".to_owned());
    }
    if let Some(month) = row.carried_from {
        notes.push(format!("{}の回答を引用", month.japanese()));
    }
    let withheld = c
        .settled
        .months
        .get(&c.as_of)
        .and_then(|state| state.projects.get(&row.project))
        .map_or(0, |accepted| accepted.withheld.len());
    if withheld > 0 {
        notes.push(format!("保留 {withheld}項目"));
    }
    notes.join("、")
}

fn files(cx: &Context<'_>, sheet: &mut Worksheet, heading_row: u32) -> Result<(), XlsxError> {
    let looks = Looks::default();
    sheet.write_string_with_format(heading_row, 0, "受け取ったファイル", &style::section())?;
    sheet.set_row_height(heading_row, 22.0)?;
    let mut row = heading_row + 1;
    if cx.c.files.is_empty() {
        sheet.write_string_with_format(row, 0, "ファイルはありません。", &style::plain())?;
        return Ok(());
    }
    for (heading, first, last) in FILE_COLUMNS {
        spanned(sheet, row, first, last, &Value::text(heading), &looks.heading)?;
    }
    sheet.set_row_height(row, 20.0)?;
    for record in &cx.c.files {
        row += 1;
        let values = file_row(cx, record);
        let mut texts = Vec::new();
        for ((_, first, last), value) in FILE_COLUMNS.into_iter().zip(&values) {
            spanned(sheet, row, first, last, value, looks.of(value))?;
            texts.push((first, last, value));
        }
        let cells: Vec<(&str, f64)> =
            texts.iter().map(|(first, last, value)| (words(value), width(*first, *last))).collect();
        sheet.set_row_height(row, measure::row_height(&cells, style::SIZE))?;
    }
    Ok(())
}

fn file_row(cx: &Context<'_>, record: &FileRecord) -> [Value; 5] {
    [
        Value::text(cx.c.sources.path(record.file.id)),
        Value::middle(record.outcome.word()),
        Value::Count(record.file.forms),
        cx.opener(Place::File(record.file.id)),
        Value::text(&record.reason),
    ]
}

/// Writes a value over several columns of the ledger.
fn spanned(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    last: u16,
    value: &Value,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    if first < last {
        sheet.merge_range(row, first, row, last, "", format)?;
    }
    put(sheet, row, first, value, format)
}

fn width(first: u16, last: u16) -> f64 {
    COLUMNS
        .iter()
        .skip(usize::from(first))
        .take(usize::from(last.saturating_sub(first)) + 1)
        .map(|(_, width)| width)
        .sum()
}

fn words(value: &Value) -> &str {
    match value {
        Value::Text(text) | Value::Middle(text) | Value::Link { text, .. } => text,
        _ => "",
    }
}
