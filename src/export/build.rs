//! Builds the record in consolidation.json from a consolidation.

use rust_decimal::Decimal;

use crate::consolidate::{Balance, Consolidation, FileRecord};
use crate::evaluate::model::{Counts, Group, IndicatorAssessment, ProjectAssessment};
use crate::export::number::{percentage, plain};
use crate::export::schema::{
    BalanceRow, CellLocation, Count, DepartmentRow, EffectCounts, File, FindingRow, GroupRow, IndicatorRow,
    ItemRow, ItemSums, NamedSum, Outcomes, PlanRef, ProjectRow, ReconciliationRow, Record, RemarkRow,
    ReturnRow, Rows, Summary, ValueRow,
};
use crate::findings::{Finding, Location};
use crate::form::field::Field;
use crate::items::{self, Answer, Sums};
use crate::plan::Plan;
use crate::plan::model::{Bands, ExtraItem, ExtraKind, Indicator, Project};
use crate::ratings::{Effect, Progress, outlook_word};
use crate::returns::{CellOutcome, FileOutcome, FormOutcome, Return, Value};
use crate::sources::{CellRef, Sources};
use crate::text::calendar::Month;

/// The version of the record's keys. Raise it if a key is removed or changes its meaning.
pub(super) const SCHEMA: u32 = 1;

/// Returns the name and version of the program.
pub(super) fn generator() -> String {
    format!("shinchoku {}", env!("CARGO_PKG_VERSION"))
}

/// Returns the record of a month.
pub(super) fn record<'a>(plan: &'a Plan, c: &'a Consolidation) -> Record<'a> {
    let mut returns: Vec<&Return> = c.returns.iter().collect();
    returns.sort_by_key(|found| (found.sheet, found.anchor.pos));
    let values = values(plan, &returns, &c.sources);
    Record {
        schema: SCHEMA,
        generator: generator(),
        plan: plan_ref(plan),
        as_of: c.as_of.to_string(),
        fiscal_year: c.fiscal_year.year(),
        previous: c.previous.map(|month| month.to_string()),
        files: files(c),
        values,
        returns: Rows::new(returns.into_iter().map(|found| return_row(found, &c.sources))),
        remarks: remarks(c),
        findings: Rows::new(c.findings.iter().map(|finding| finding_row(finding, &c.sources))),
        indicators: Rows::new(c.assessment.indicators.iter().map(|row| indicator_row(row, plan, &c.sources))),
        projects: Rows::new(c.assessment.projects.iter().map(|row| project_row(row, plan))),
        departments: departments(c),
        summary: summary(plan, c),
        reconciliation: reconciliation(c),
        items: item_rows(plan, c),
    }
}

pub(super) fn plan_ref(plan: &Plan) -> PlanRef {
    PlanRef { title: plan.title.clone(), version: plan.version.clone(), sha256: plan.sha256.clone() }
}

pub(super) fn file_row(record: &FileRecord, sources: &Sources) -> File {
    File {
        path: sources.path(record.file.id).to_owned(),
        sha256: record.file.sha256.clone(),
        outcome: record.outcome.word(),
        reason: present(&record.reason),
        forms: record.file.forms,
    }
}

fn files(c: &Consolidation) -> Vec<File> {
    let mut rows: Vec<File> = c.files.iter().map(|record| file_row(record, &c.sources)).collect();
    rows.sort_by(|a, b| a.path.cmp(&b.path));
    rows
}

fn return_row(found: &Return, sources: &Sources) -> ReturnRow {
    ReturnRow {
        id: found.id.clone(),
        project: found.project.as_ref().map(ToString::to_string),
        department: found.department.clone(),
        as_of: month(found.month),
        issue_number: found.issue_number,
        plan_version: found.plan_version.clone(),
        entered_on: found.entered_on.map(|day| day.to_string()),
        file: sources.path(found.file).to_owned(),
        sheet: sources.sheet_name(found.sheet).to_owned(),
        outcome: found.outcome.word(),
        rank: found.rank,
    }
}

/// Returns every value of every form in the order of cells. Values of the same cell keep the order of forms
/// and entries.
fn values<'a>(plan: &'a Plan, returns: &[&'a Return], sources: &'a Sources) -> Rows<'a, ValueRow> {
    let mut all: Vec<(usize, &Return, &Value)> = returns
        .iter()
        .enumerate()
        .flat_map(|(at, found)| found.values.iter().map(move |value| (at, *found, value)))
        .collect();
    all.sort_by(|(at_a, _, a), (at_b, _, b)| {
        (a.at().is_none(), a.at(), at_a, &a.key).cmp(&(b.at().is_none(), b.at(), at_b, &b.key))
    });
    Rows::new(all.into_iter().map(move |(_, found, value)| value_row(plan, found, value, sources)))
}

fn value_row(plan: &Plan, found: &Return, value: &Value, sources: &Sources) -> ValueRow {
    let sheet = value.at().map_or(found.sheet, |at| at.sheet);
    let quantity = value.figure.as_ref().and_then(|figure| figure.quantity.as_ref());
    ValueRow {
        return_id: found.id.clone(),
        project: found.project.as_ref().map(ToString::to_string),
        indicator: value.key.indicator.as_ref().map(|id| id.symbol().to_owned()),
        field: field_key(plan, value.key.field),
        fiscal_year: value.key.year.map(|year| year.year()),
        text: value.cell.text.clone(),
        number: quantity.map(|quantity| plain(quantity.number)),
        unit: quantity.and_then(|quantity| present(&quantity.unit)),
        population: quantity.and_then(|quantity| quantity.population).map(plain),
        outcome: value.outcome.word(),
        file: sources.path_of(sheet).to_owned(),
        sheet: sources.sheet_name(sheet).to_owned(),
        cells: value.cells.iter().map(|cell| cell.pos.a1()).collect(),
    }
}

fn remarks(c: &Consolidation) -> Rows<'_, RemarkRow> {
    let mut all: Vec<_> = c.remarks.iter().collect();
    all.sort_by_key(|remark| {
        (remark.sheet, remark.at.is_none(), remark.at, remark.kind, &remark.text, &remark.return_id)
    });
    Rows::new(all.into_iter().map(|remark| RemarkRow {
        return_id: remark.return_id.clone(),
        kind: remark.kind.word(),
        text: remark.text.clone(),
        file: c.sources.path_of(remark.sheet).to_owned(),
        sheet: c.sources.sheet_name(remark.sheet).to_owned(),
        cell: remark.at.map(|at| at.pos.a1()),
    }))
}

pub(super) fn finding_row(finding: &Finding, sources: &Sources) -> FindingRow {
    let (file, sheet, cell) = match finding.location {
        Location::File(file) => (Some(sources.path(file)), None, None),
        Location::Sheet(sheet) => (Some(sources.path_of(sheet)), Some(sources.sheet_name(sheet)), None),
        Location::Cell(at) => {
            (Some(sources.path_of(at.sheet)), Some(sources.sheet_name(at.sheet)), Some(at.pos.a1()))
        }
        Location::Project => (None, None, None),
    };
    FindingRow {
        code: finding.kind.code,
        severity: finding.severity.word(),
        project: finding.project.as_ref().map(ToString::to_string),
        indicator: finding.indicator.as_ref().map(|id| id.symbol().to_owned()),
        department: finding.department.clone(),
        return_id: finding.return_id.clone(),
        file: file.map(str::to_owned),
        sheet: sheet.map(str::to_owned),
        cell,
        related: finding.related.iter().map(|at| cell_location(*at, sources)).collect(),
        found: present(&finding.found),
        expected: present(&finding.expected),
        message: finding.message.clone(),
        help: finding.help.clone(),
    }
}

fn indicator_row(row: &IndicatorAssessment, plan: &Plan, sources: &Sources) -> IndicatorRow {
    let bands = &plan.bands;
    IndicatorRow {
        project: row.project.to_string(),
        indicator: row.indicator.as_ref().map(|id| id.symbol().to_owned()),
        fiscal_year: row.year.year(),
        target_text: present(&row.target_text),
        actual_text: present(&row.actual_text),
        target: row.target.map(plain),
        actual: row.actual.map(plain),
        rate: row.rate.as_ref().and_then(|rate| rate.shown(&bands.effect)),
        effect: effect_word(row.effect, bands),
        effect_basis: bands.judge_effect().then(|| row.effect_basis.word()),
        effect_computed: effect_word(row.effect_computed, bands),
        reason: present(&row.reason.to_string()),
        pace: row.pace.as_ref().and_then(|pace| pace.shown(&bands.progress)),
        forecast: row.forecast.map(plain),
        forecast_basis: row.forecast_basis.map(|basis| basis.word()),
        outlook: row.outlook.and_then(|band| outlook(band, bands)),
        attainment: row.attainment.and_then(|value| percentage(value, &bands.effect)),
        source: row.source.map(|at| cell_location(at, sources)),
        carried_from: month(row.carried_from),
        told_in: month(row.reported_late_in),
    }
}

fn project_row(row: &ProjectAssessment, plan: &Plan) -> ProjectRow {
    let project = plan.project(&row.project);
    ProjectRow {
        project: row.project.to_string(),
        name: project.map(|project| project.name.clone()).unwrap_or_default(),
        departments: project.map(|project| project.departments.clone()).unwrap_or_default(),
        lead: project.and_then(|project| present(&project.lead)),
        effect: effect_word(row.effect, &plan.bands),
        progress: progress_word(row.progress, &plan.bands),
        progress_basis: row.progress_basis.filter(|_| plan.bands.judge_progress()).map(|basis| basis.word()),
        progress_computed: row.progress_computed.and_then(|progress| progress_word(progress, &plan.bands)),
        state: row.state.word(),
        resubmitted: row.resubmitted,
        carried_from: month(row.carried_from),
    }
}

fn departments(c: &Consolidation) -> Vec<DepartmentRow> {
    c.assessment
        .departments
        .iter()
        .map(|row| DepartmentRow {
            department: row.department.clone(),
            bureau: present(&row.bureau),
            projects: row.projects,
            returned: row.returned,
            to_correct: row.to_correct,
            missing: row.missing,
            state: row.state.word(),
        })
        .collect()
}

fn summary(plan: &Plan, c: &Consolidation) -> Summary {
    let totals = &c.assessment.totals;
    let groups = |groups: &[Group]| -> Vec<GroupRow> {
        groups
            .iter()
            .map(|group| GroupRow {
                name: group.name.clone(),
                effect: counts(&group.effect),
                progress: counts(&group.progress),
            })
            .collect()
    };
    Summary {
        effect: EffectCounts {
            projects: counts(&totals.plan.effect),
            indicators: counts(&totals.indicator_effect),
        },
        progress: counts(&totals.plan.progress),
        by_policy: groups(&totals.by_policy),
        by_measure: groups(&totals.by_measure),
        by_department: groups(&totals.by_department),
        by_bureau: groups(&totals.by_bureau),
        submission: counts(&totals.submission),
        by_middle: groups(&totals.by_middle),
        by_level: groups(&totals.by_level),
        items: items::sums(plan, c).iter().map(|sums| item_sums(plan, sums)).collect(),
    }
}

fn item_sums(plan: &Plan, sums: &Sums<'_>) -> ItemSums {
    let named = |name: &str, total: &Decimal| NamedSum { name: name.to_owned(), total: plain(*total) };
    let policies = plan.policies.iter().zip(&sums.policies);
    let measures = plan.measures.iter().zip(&sums.measures);
    ItemSums {
        item: sums.item.name.clone(),
        unit: unit_of(sums.item),
        total: plain(sums.total),
        by_policy: policies.map(|(policy, total)| named(&policy.name, total)).collect(),
        by_measure: measures.map(|(measure, total)| named(&measure.name, total)).collect(),
        by_level: sums.levels.iter().map(|(level, total)| named(level.word(), total)).collect(),
    }
}

fn unit_of(item: &ExtraItem) -> Option<String> {
    match &item.kind {
        ExtraKind::Number(unit) => present(unit),
        ExtraKind::Text | ExtraKind::Choice(_) => None,
    }
}

/// Returns the values of the 追加項目 of projects and indicators, in the master's order.
fn item_rows(plan: &Plan, c: &Consolidation) -> Vec<ItemRow> {
    let row = |project: &Project, indicator: Option<&Indicator>, answer: Answer<'_>| ItemRow {
        project: project.id.to_string(),
        indicator: indicator.map(|indicator| indicator.id.symbol().to_owned()),
        item: answer.item.name.clone(),
        unit: unit_of(answer.item),
        number: answer.number.map(plain),
        text: answer.text,
    };
    let mut rows = Vec::new();
    for project in plan.projects.iter().filter(|_| !plan.items.is_empty()) {
        let own = items::of_project(plan, c, project).into_iter();
        rows.extend(own.map(|answer| row(project, None, answer)));
        for indicator in &project.indicators {
            let own = items::of_indicator(plan, c, project, indicator).into_iter();
            rows.extend(own.map(|answer| row(project, Some(indicator), answer)));
        }
    }
    rows
}

/// Returns the key of a field, with the name of a 追加項目.
fn field_key(plan: &Plan, field: Field) -> String {
    match field.item().and_then(|at| plan.items.get(at)) {
        Some(item) => format!("{}:{}", field.key(), item.name),
        None => field.key().to_owned(),
    }
}

fn reconciliation(c: &Consolidation) -> ReconciliationRow {
    let balances = &c.reconciliation;
    ReconciliationRow {
        files: balance(&balances.files, &FileOutcome::ALL, FileOutcome::word),
        forms: balance(&balances.forms, &FormOutcome::ALL, FormOutcome::word),
        cells: balance(&balances.cells, &CellOutcome::ALL, CellOutcome::word),
        closes: balances.closes(),
    }
}

fn balance<T: Ord + Copy>(balance: &Balance<T>, all: &[T], word: fn(T) -> &'static str) -> BalanceRow {
    let count = |outcome: &T| balance.output.get(outcome).copied().unwrap_or_default();
    BalanceRow {
        input: balance.input,
        output: Outcomes(all.iter().map(|outcome| (word(*outcome), count(outcome))).collect()),
    }
}

/// Returns an effect in words; `None` if the plan does not judge effects.
fn effect_word(effect: Effect, bands: &Bands) -> Option<String> {
    bands.judge_effect().then(|| effect.word(bands).to_owned())
}

/// Returns a progress in words; `None` if the plan does not judge progress.
fn progress_word(progress: Progress, bands: &Bands) -> Option<String> {
    bands.judge_progress().then(|| progress.word(bands).to_owned())
}

fn counts(counts: &Counts) -> Vec<Count> {
    counts.0.iter().map(|(name, count)| Count { name: name.clone(), count: *count }).collect()
}

fn outlook(band: usize, bands: &Bands) -> Option<String> {
    (band < bands.effect.len()).then(|| outlook_word(band, bands))
}

fn cell_location(at: CellRef, sources: &Sources) -> CellLocation {
    CellLocation {
        file: sources.path_of(at.sheet).to_owned(),
        sheet: sources.sheet_name(at.sheet).to_owned(),
        cell: at.pos.a1(),
    }
}

fn month(month: Option<Month>) -> Option<String> {
    month.map(|month| month.to_string())
}

/// Returns a text, `None` if it is empty.
fn present(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
