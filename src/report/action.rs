//! 要対応: what the committee has to look at, with room for its opinion and its decision.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::evaluate::model::ProjectAssessment;
use crate::form::field::Field;
use crate::plan::model::{Decision, Project};
use crate::ratings::ProgressBasis;
use crate::report::lines::Line;
use crate::report::list::{columns, reference};
use crate::report::scale::{Scale, effect_number, progress_number};
use crate::report::{Report, tabs};
use crate::sheet::book::{Paper, begin};
use crate::sheet::measure;
use crate::sheet::table::{Table, Value};
use crate::text::calendar::Date;

const HEADING_ROW: u32 = 2;
const NONE: &str = "要対応の事業はありません。";

/// A project that needs action.
pub(super) struct Item<'a> {
    /// Its row on the sheet, zero-based.
    pub row: u32,
    /// The project's rows of 進捗一覧; never empty.
    pub lines: Vec<&'a Line<'a>>,
    /// The project.
    pub project: &'a Project,
    /// What was judged of it.
    pub judged: &'a ProjectAssessment,
    /// The heading of its 施策, on the first of one.
    opens: Option<String>,
}

impl Item<'_> {
    /// What makes it one: the marked labels, each once.
    pub(super) fn marks(&self, report: &Report) -> Vec<String> {
        let bands = &report.plan.bands;
        let mut marks: Vec<String> = Vec::new();
        let mut add = |mark: String| {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        };
        for judged in self.lines.iter().filter_map(|line| line.judged) {
            let number = effect_number(judged.effect, bands);
            if report.effect.needs_action(number) {
                add(report.effect.label(number));
            }
            if let Some(band) = judged.outlook.filter(|band| report.effect.needs_action(band + 1)) {
                add(format!("{}見込み", report.effect.label(band + 1)));
            }
        }
        let number = progress_number(self.judged.progress, bands);
        if report.progress.needs_action(number) {
            add(format!("進捗 {}", report.progress.label(number)));
        }
        marks
    }
}

/// The projects that need action, in the plan's order, each with its row.
pub(super) fn items<'a>(report: &'a Report) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut row = HEADING_ROW + 1;
    let mut measure = "";
    for line in report.lines.iter().filter(|line| line.is_first()) {
        let Some(judged) = line.project_judged.filter(|judged| judged.needs_action) else { continue };
        let mut opens = None;
        if measure != line.project.measure {
            measure = &line.project.measure;
            opens = report.plan.measure(measure).map(|measure| measure.heading());
            row += 1;
        }
        let lines = report.lines.iter().filter(|other| other.project.id == line.project.id).collect();
        items.push(Item { row, lines, project: line.project, judged, opens });
        row += 1;
    }
    items
}

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let items = items(report);
    let title = format!("要対応　{}事業（{}現在）", items.len(), report.c.as_of.japanese_last_day());
    let remark = "要対応の印のある区分とその見込み、要判断、未報告の事業です。行は集計した時点のもので、判定の欄は進捗一覧に合わせて変わります。";
    begin(sheet, tabs::ACTION, &title, remark, &report.page.on(Paper::A3Landscape))?;
    let mut table = Table::new(
        &[
            ("№", 5.0),
            ("整理番号", 8.5),
            ("事業名称", 22.0),
            ("担当課", 16.0),
            ("効果達成\n状況", 12.0),
            ("進捗状況", 12.0),
            ("目標・実績と判定の根拠", 42.0),
            ("遅れ・未達の理由", 32.0),
            ("今後の対応", 32.0),
            ("これまでの決定と対応状況", 26.0),
            ("委員会の意見", 28.0),
            ("決定", 22.0),
        ],
        HEADING_ROW,
    );
    let others = other_decided(report, &items);
    if !items.is_empty() || !others.is_empty() {
        table.head(sheet)?;
    }
    if items.is_empty() && !others.is_empty() {
        table.group(sheet, NONE)?;
    }
    for (number, item) in (1..).zip(&items) {
        if let Some(heading) = &item.opens {
            table.group(sheet, heading)?;
        }
        let Some(first) = item.lines.first() else { continue };
        let [effect, progress] = labels(report, first, item.judged);
        table.tall_row(
            sheet,
            &[
                Value::Middle(number.to_string()),
                Value::middle(&item.project.id.to_string()),
                Value::text(&item.project.name),
                Value::text(&item.project.departments_text),
                effect,
                progress,
                Value::text(&figures(report, item)),
                Value::text(&words(report, item, Field::Reason)),
                Value::text(&words(report, item, Field::NextStep)),
                Value::text(&decisions(report, item.project)),
                Value::Blank,
                Value::Blank,
            ],
            60.0,
        )?;
    }
    if !others.is_empty() {
        table.group(sheet, "このほかの事業の決定事項")?;
    }
    for line in others {
        table.row(sheet, &decided(report, line))?;
    }
    table.finish(sheet, NONE)?;
    if table.rows() > 0 {
        sheet.set_freeze_panes(HEADING_ROW + 1, 3)?;
    }
    Ok(())
}

/// Target, actual and grounds of each indicator, and of the progress where it is not simply a report.
fn figures(report: &Report, item: &Item) -> String {
    let several = item.lines.len() > 1;
    let mut parts = Vec::new();
    for line in &item.lines {
        let Some(judged) = line.judged else { continue };
        let shown = |text: &str| if text.trim().is_empty() { "－".to_owned() } else { text.to_owned() };
        let label = report.effect.label(effect_number(judged.effect, &report.plan.bands));
        let name = if several { format!("{}\n", line.indicator_words()) } else { String::new() };
        let (target, actual) = (shown(&judged.target_text), shown(&judged.actual_text));
        // Long words of a milestone stand on lines of their own.
        let between = if measure::width(&target) + measure::width(&actual) > 28 { "\n" } else { "　" };
        let word = judged.effect.word(&report.plan.bands);
        let reason = judged.reason.strip_prefix(word).unwrap_or(&judged.reason);
        let colon = if reason.starts_with('（') { "" } else { "：" };
        parts.push(format!("{name}目標：{target}{between}実績：{actual}\n{label}{colon}{reason}"));
    }
    if item.judged.progress_basis != Some(ProgressBasis::Reported) && !item.judged.progress_reason.is_empty()
    {
        parts.push(format!("進捗：{}", item.judged.progress_reason));
    }
    parts.join("\n")
}

/// What the department wrote; what it did not write is said, so that an empty cell is no riddle.
fn words(report: &Report, item: &Item, field: Field) -> String {
    let accepted = report
        .c
        .accepted_months
        .months
        .get(&report.c.as_of)
        .and_then(|state| state.projects.get(&item.project.id));
    let Some(accepted) = accepted else { return "（未提出）".to_owned() };
    match (accepted.text(field).trim(), accepted.carried_from()) {
        ("", _) => "（記載なし）".to_owned(),
        (text, None) => text.to_owned(),
        (text, Some(month)) => format!("{text}\n（{}の報告）", month.japanese()),
    }
}

/// What the committee decided on a project, and what has come of it.
fn decisions(report: &Report, project: &Project) -> String {
    let decisions = report.plan.decisions.of_parent(&project.id);
    let lines: Vec<String> = decisions
        .map(|decision| {
            let day = Date::parse(&decision.meeting).map(Date::japanese);
            let meeting = day.unwrap_or_else(|| decision.meeting.clone());
            let status = if is_open(decision) { "未記入" } else { decision.status.trim() };
            let colon = if meeting.is_empty() { "" } else { "：" };
            format!("{meeting}{colon}{}\n　対応状況：{status}", decision.decision)
        })
        .collect();
    lines.join("\n")
}

/// Whether nobody has written yet what came of a decision.
pub(super) fn is_open(decision: &Decision) -> bool {
    decision.status.trim().is_empty()
}

/// The projects that were decided on and need no action now, by their first rows.
fn other_decided<'a>(report: &'a Report, items: &[Item]) -> Vec<&'a Line<'a>> {
    let decided = |line: &&Line| report.plan.decisions.of_parent(&line.project.id).next().is_some();
    let listed = |line: &&Line| items.iter().any(|item| item.project.id == line.project.id);
    report.lines.iter().filter(|line| line.is_first()).filter(decided).filter(|line| !listed(line)).collect()
}

/// The row of such a project: where it stands, and what was decided.
fn decided(report: &Report, line: &Line) -> Vec<Value> {
    let mut row = vec![
        Value::Blank,
        Value::middle(&line.project.id.to_string()),
        Value::text(&line.project.name),
        Value::text(&line.project.departments_text),
    ];
    row.extend(
        line.project_judged.map_or([Value::Blank, Value::Blank], |judged| labels(report, line, judged)),
    );
    row.extend([Value::Blank, Value::Blank, Value::Blank]);
    row.extend([Value::text(&decisions(report, line.project)), Value::Blank, Value::Blank]);
    row
}

/// Both judgments of a project, live.
fn labels(report: &Report, line: &Line, judged: &ProjectAssessment) -> [Value; 2] {
    let bands = &report.plan.bands;
    let label = |col, scale: &Scale, number| {
        Value::live(scale.label_formula(&reference(line, col)), Value::Middle(scale.label(number)))
    };
    [
        label(columns::PROJECT_EFFECT, &report.effect, effect_number(judged.effect, bands)),
        label(columns::PROJECT_PROGRESS, &report.progress, progress_number(judged.progress, bands)),
    ]
}
