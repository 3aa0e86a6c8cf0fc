//! Reads the sheets 事務局評価 and 決定事項.

use std::collections::BTreeSet;

use super::basics::split;
use super::measures::malformed;
use super::roadmap::month;
use super::table::{Row, Table};
use crate::findings::plan::{m01_id, m02_reference, m05_unreadable, m13_unknown, m14_judgment_time};
use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::Keyed;
use crate::plan::fault::Faults;
use crate::plan::model::{Bands, Decision, Judgment, Project, Report};
use crate::plan::schema::PROGRESS_CHOICES;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// What rows of these sheets may refer to.
pub(super) struct Scope<'a> {
    pub(super) projects: &'a Keyed<Project>,
    pub(super) years: &'a [FiscalYear],
    pub(super) period: Option<(Month, Month)>,
    pub(super) bands: &'a Bands,
    /// 報告予定; empty if every month may be reported, or if the sheet has faults.
    pub(super) reports: &'a [Report],
}

/// Reads 事務局評価.
pub(super) fn judgments(table: &Table, scope: &Scope, faults: &mut Faults) -> Vec<Judgment> {
    let effects: Vec<&str> = scope.bands.effect.iter().map(|band| band.name.as_str()).collect();
    let progress: Vec<&str> = scope
        .bands
        .progress
        .iter()
        .map(|band| band.name.as_str())
        .chain(PROGRESS_CHOICES.iter().copied())
        .collect();
    let mut judgments: Vec<Judgment> = Vec::new();
    let mut keys = BTreeSet::new();
    for row in table.rows() {
        let year = year(&row, scope, faults);
        let month = month(&row, scope.period, faults);
        let effect = band(&row, "効果達成状況", &effects, faults);
        let progress = band(&row, "進捗状況", &progress, faults);
        let Some(project) = project(&row, &row.text("整理番号"), scope, faults) else { continue };
        let indicator = IndicatorId::new(&row.text("指標記号"));
        // A project without this indicator may still have its progress judged.
        if project.indicator(&indicator).is_none() && !(indicator.symbol().is_empty() && effect.is_empty()) {
            let message = match indicator.symbol() {
                "" => format!("事業 {} に、指標記号のない指標がありません", project.id),
                symbol => format!("事業 {} に、指標「{symbol}」がありません", project.id),
            };
            row.fault(
                &m02_reference::KIND,
                "指標記号",
                message,
                "「指標」シートの指標記号を入力してください",
                faults,
            );
        }
        let (Some(year), Some(month)) = (year, month) else { continue };
        check_time(&row, project, (year, month), scope, faults);
        let judgment = Judgment {
            project: project.id.clone(),
            indicator,
            year,
            month,
            effect,
            progress,
            reason: row.prose("理由"),
        };
        let key = (judgment.project.clone(), judgment.indicator.clone(), year, month);
        if !keys.insert(key) {
            let message = format!("事業 {} の同じ年度・基準月の評価が2つあります", judgment.project);
            row.fault(&m01_id::KIND, "整理番号", message, "どちらかを削除してください", faults);
        } else {
            judgments.push(judgment);
        }
    }
    judgments
}

/// Adds M14 if the year begins after the month, or 報告予定 does not have the month.
fn check_time(
    row: &Row,
    project: &Project,
    (year, month): (FiscalYear, Month),
    scope: &Scope,
    faults: &mut Faults,
) {
    let within_period = scope.period.is_none_or(|(start, end)| (start..=end).contains(&month));
    if !within_period || !scope.years.contains(&year) {
        // M02 reports those.
        return;
    }
    let mut add = |column, message: String| {
        let message = format!("{}：{message}", project.id);
        let (kind, sheet) = (&m14_judgment_time::KIND, row.table.sheet.name);
        faults.add(kind, sheet, row.pos(column), message);
    };
    if year > month.fiscal_year() {
        add("年度", format!("{}は、基準月 {month} の時点でまだ始まっていません", year.label()));
    }
    if !scope.reports.is_empty() && !scope.reports.iter().any(|report| report.month == month) {
        add("基準月", format!("基準月 {month} は「報告予定」シートにありません"));
    }
}

/// 整理番号 of a decision about the whole plan.
const WHOLE_PLAN: &str = "全体";

/// Reads 決定事項. A decision about several projects gives one entry for each.
pub(super) fn decisions(table: &Table, scope: &Scope, faults: &mut Faults) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for row in table.rows() {
        let text = row.text("整理番号");
        let decision = |project: Option<ProjectId>| Decision {
            meeting: row.text("委員会開催日"),
            project,
            decision: row.prose("決定"),
            status: row.prose("対応状況"),
        };
        if fold::key(&text) == WHOLE_PLAN {
            decisions.push(decision(None));
            continue;
        }
        // A number may itself contain a comma, so the whole text is tried first.
        let whole = ProjectId::parse(&text).and_then(|id| scope.projects.find(&id));
        let parts = if whole.is_some() { vec![text] } else { split(&text) };
        for part in parts {
            if let Some(project) = project(&row, &part, scope, faults) {
                decisions.push(decision(Some(project.id.clone())));
            }
        }
    }
    decisions
}

fn project<'a>(row: &Row, text: &str, scope: &Scope<'a>, faults: &mut Faults) -> Option<&'a Project> {
    if text.is_empty() {
        return None;
    }
    let Some(id) = ProjectId::parse(text) else {
        malformed(row, "整理番号", text, faults);
        return None;
    };
    let project = scope.projects.find(&id);
    if project.is_none() {
        let message = format!("整理番号「{id}」が「事業」シートにありません");
        row.fault(&m13_unknown::KIND, "整理番号", message, "整理番号を直してください", faults);
    }
    project
}

fn year(row: &Row, scope: &Scope, faults: &mut Faults) -> Option<FiscalYear> {
    let text = row.text("年度");
    if text.is_empty() {
        return None;
    }
    let Some(year) = FiscalYear::parse(&text) else {
        let message = format!("年度「{text}」を読み取れません");
        row.fault(&m05_unreadable::KIND, "年度", message, "「2024」のように入力してください", faults);
        return None;
    };
    if !scope.years.contains(&year) {
        let message = format!("{}は「指標」シートの年度にありません", year.label());
        row.fault(&m02_reference::KIND, "年度", message, "年度を直してください", faults);
    }
    Some(year)
}

/// Returns a band's name as spelt in 判定区分; empty if the cell is blank.
fn band(row: &Row, column: &str, allowed: &[&str], faults: &mut Faults) -> String {
    let text = row.text(column);
    if text.is_empty() {
        return String::new();
    }
    match allowed.iter().find(|word| fold::key(word) == fold::key(&text)) {
        Some(word) => (*word).to_owned(),
        None => {
            row.not_allowed(column, allowed, faults);
            String::new()
        }
    }
}
