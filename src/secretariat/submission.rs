//! 提出状況: who must be reminded, a ledger by 課 and project, each 課 with its sums, then every file with what became of it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::consolidate::{Consolidation, FileRecord};
use crate::evaluate::model::{DepartmentAssessment, ProjectAssessment, State};
use crate::findings::{Location, Severity};
use crate::follow_up::{self, FollowUp};
use crate::ids::ProjectId;
use crate::returns::{FormOutcome, Return};
use crate::secretariat::context::{Context, by_department};
use crate::sheet::table::{Looks, Table, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{book, measure, style};
use crate::source_link;

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

/// The same for each column of the list of departments.
const DEPARTMENT_COLUMNS: [(&str, u16, u16); 7] = [
    ("担当課", 0, 0),
    ("事業数", 1, 1),
    ("連絡先", 2, 2),
    ("提出", 3, 3),
    ("要訂正", 4, 4),
    ("未提出", 5, 5),
    ("状況・依頼すること", 6, 10),
];

pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let reminded = book::begin(sheet, "提出状況", "提出状況", &remark(cx.c), &cx.page)?;
    let words = reminders(cx);
    sheet.put_merged(reminded, 0, reminded, LAST, &words, &style::plain().set_text_wrap())?;
    sheet.set_row_height(reminded, measure::row_height(&[(&words, width(0, LAST))], style::SIZE))?;
    let first = reminded + 1;
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
    // Who must be reminded is said once, not on every page.
    sheet.set_repeat_rows(first, first)?;
    let next = departments(cx, sheet, table.next_row() + 1)?;
    files(cx, sheet, next + 1)
}

const LAST: u16 = 10;

/// Who gets a slip, and for what, in one sentence.
fn reminders(cx: &Context<'_>) -> String {
    let due: Vec<String> = follow_up::follow_ups(cx.plan, cx.c)
        .iter()
        .map(|follow_up| format!("{}（{}）", follow_up.department.name, asked(follow_up).join("・")))
        .collect();
    if due.is_empty() {
        return "訂正・提出・確認を依頼する課はありません。".to_owned();
    }
    format!("訂正・提出・確認を依頼する課（{}課）：{}", due.len(), due.join("、"))
}

/// What a department's slip asks for: `訂正 1事業`, `提出 2事業`, `確認 1事業`. What concerns a whole file is counted as such.
fn asked(follow_up: &FollowUp<'_>) -> Vec<String> {
    let of_projects = |severity| follow_up.projects(severity).len();
    let files = follow_up.findings.iter().filter(|finding| finding.project.is_none()).count();
    let counts = [
        (of_projects(Severity::Error), "訂正", "事業"),
        (files, "出し直し", "件"),
        (follow_up.missing.len(), "提出", "事業"),
        (of_projects(Severity::Check), "確認", "事業"),
    ];
    let due = counts.into_iter().filter(|(count, ..)| *count > 0);
    due.map(|(count, what, of)| format!("{what} {count}{of}")).collect()
}

/// Each department that leads projects, with its sums. Returns the next free row.
fn departments(cx: &Context<'_>, sheet: &mut Worksheet, heading_row: u32) -> Result<u32, XlsxError> {
    let looks = Looks::default();
    sheet.put_text(heading_row, 0, "課ごとの提出状況", &style::section())?;
    sheet.set_row_height(heading_row, 22.0)?;
    let mut row = heading_row + 1;
    for (heading, first, last) in DEPARTMENT_COLUMNS {
        spanned(sheet, row, first, last, &Value::text(heading), &looks.heading)?;
    }
    sheet.set_row_height(row, 20.0)?;
    let follow_ups = follow_up::follow_ups(cx.plan, cx.c);
    let mut sums = [0; 5];
    for of_department in cx.c.assessment.departments.iter().filter(|row| row.projects > 0) {
        row += 1;
        let counts = counts(of_department);
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        let contact =
            cx.plan.department(&of_department.department).map_or("", |known| known.contact.as_str());
        department_row(
            sheet,
            row,
            &of_department.department,
            contact,
            counts,
            &situation(cx, &follow_ups, of_department),
        )?;
    }
    row += 1;
    department_row(sheet, row, "計", "", sums, "")?;
    Ok(row + 1)
}

/// Projects, returned without 誤り, to be corrected, missing, not asked for: the last four add up to the first.
fn counts(row: &DepartmentAssessment) -> [usize; 5] {
    let well = row.returned.saturating_sub(row.to_correct);
    let not_due = row.projects.saturating_sub(row.returned + row.missing);
    [row.projects, well, row.to_correct, row.missing, not_due]
}

/// A department's state, and what it is asked for with the projects.
fn situation(cx: &Context<'_>, follow_ups: &[FollowUp<'_>], row: &DepartmentAssessment) -> String {
    let of = |state: State| {
        let projects = cx.c.assessment.projects.iter().filter(|project| project.state == state);
        let own = projects.filter(|project| {
            cx.plan.project(&project.project).is_some_and(|known| known.lead == row.department)
        });
        own.map(|project| project.project.to_string()).collect::<Vec<_>>().join("、")
    };
    let mut words = vec![row.state.word().to_owned()];
    if row.to_correct > 0 {
        words.push(format!("訂正を依頼: {}", of(State::ToCorrect)));
    }
    if row.missing > 0 {
        words.push(format!("提出を依頼: {}", of(State::Missing)));
    }
    let own = follow_ups.iter().find(|follow_up| follow_up.department.name == row.department);
    let confirm = own.map(|follow_up| follow_up.projects(Severity::Check)).unwrap_or_default();
    if !confirm.is_empty() {
        let ids: Vec<String> = confirm.iter().map(ToString::to_string).collect();
        words.push(format!("確認を依頼: {}", ids.join("、")));
    }
    words.join("\n")
}

fn department_row(
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    contact: &str,
    counts: [usize; 5],
    situation: &str,
) -> Result<(), XlsxError> {
    let looks = Looks::default();
    let [projects, well, to_correct, missing, not_due] = counts;
    let not_due = if not_due > 0 { format!("\n提出不要 {not_due}事業") } else { String::new() };
    let situation = format!("{situation}{not_due}").trim().to_owned();
    let values = [
        Value::text(name),
        Value::Count(projects),
        Value::text(contact),
        Value::Count(well),
        Value::Count(to_correct),
        Value::Count(missing),
        Value::text(&situation),
    ];
    for ((_, first, last), value) in DEPARTMENT_COLUMNS.into_iter().zip(&values) {
        spanned(sheet, row, first, last, value, looks.of(value))?;
    }
    let texts = [(name, width(0, 0)), (contact, width(2, 2)), (situation.as_str(), width(6, LAST))];
    sheet.set_row_height(row, measure::row_height(&texts, style::SIZE))?;
    Ok(())
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
    let place = returned.map(|found| Location::Cell(found.anchor));
    let file = place.map(|place| source_link::words(&c.sources, place)).unwrap_or_default();
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
    let accepted = c.accepted_months.months.get(&c.as_of)?.projects.get(id)?;
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
    let refused = c
        .returns
        .iter()
        .find(|ret| ret.outcome == FormOutcome::Refused && ret.project.as_ref() == Some(&row.project));
    if let Some(ret) = refused {
        // A copy, an untouched form and an outsider's are sound, and simply not used.
        let words =
            if ret.refused && !ret.is_copy { "取り込めない様式" } else { "使わなかった様式" };
        notes.push(format!("{words}あり（{}）", c.sources.path(ret.file)));
    }
    if let Some(month) = row.carried_from {
        notes.push(format!("{}の回答を引用", month.japanese()));
    }
    let withheld = c
        .accepted_months
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
    sheet.put_text(heading_row, 0, "受け取ったファイル", &style::section())?;
    sheet.set_row_height(heading_row, 22.0)?;
    let mut row = heading_row + 1;
    if cx.c.files.is_empty() {
        sheet.put_text(row, 0, "ファイルはありません。", &style::plain())?;
        return Ok(());
    }
    for (heading, first, last) in FILE_COLUMNS {
        spanned(sheet, row, first, last, &Value::text(heading), &looks.heading)?;
    }
    sheet.set_row_height(row, 20.0)?;
    for (at, record) in (0..).zip(&cx.c.files) {
        row += 1;
        let values = file_row(cx, record, at);
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

fn file_row(cx: &Context<'_>, record: &FileRecord, files_before: u32) -> [Value; 5] {
    [
        Value::text(cx.c.sources.path(record.file.id)),
        Value::middle(record.outcome.word()),
        Value::Count(record.file.forms),
        cx.opener_within(Location::File(record.file.id), files_before),
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
        sheet.put_merged(row, first, row, last, "", format)?;
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
