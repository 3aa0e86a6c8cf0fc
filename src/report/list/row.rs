//! One row of 進捗一覧: what is a number, what is a formula over it, and what is a constant.
//!
//! A cell is a formula only where recalculating it gives what the evaluation gave; text, self-rated and judged rows are constants.

use rust_decimal::Decimal;

use crate::evaluate::formula::{BandCells, Cells, banded};
use crate::evaluate::model::{IndicatorAssessment, Prospect, State};
use crate::evaluate::rate::{Rate, RateForm};
use crate::names;
use crate::plan::model::ProjectEffect;
use crate::ratings::{Effect, EffectBasis, Progress, ProgressBasis};
use crate::report::Report;
use crate::report::lines::Line;
use crate::report::list::columns as at;
use crate::report::scale::{Scale, effect_number, progress_number};
use crate::sheet::address::{cell, literal, range};
use crate::sheet::table::Value;

/// A row's values by column, and which of them may be chosen from a list.
pub(super) struct Row {
    /// The values.
    pub values: Vec<(u16, Value)>,
    /// Whether 効果達成状況 is a constant that a person may overrule.
    pub effect_is_constant: bool,
}

/// Composes a row.
pub(super) fn compose(report: &Report, line: &Line) -> Row {
    let numbers = Numbers::of(line);
    let mut values = read_part(report, line, &numbers);
    let (effect, effect_is_constant) = effect(report, line, &numbers);
    values.extend(effect);
    values.extend(rate_part(report, line, &numbers));
    values.extend(row_part(report, line));
    if line.is_first() {
        values.extend(project_part(report, line));
    }
    Row { values, effect_is_constant }
}

/// The figures of a row as its cells hold them.
struct Numbers {
    target: Option<Decimal>,
    actual: Option<Decimal>,
    /// The form of the rate, where the row's figures are numbers, or would be if the actual were there.
    form: Option<RateForm>,
}

impl Numbers {
    fn of(line: &Line) -> Self {
        let Some(judged) = line.judged else { return Self { target: None, actual: None, form: None } };
        let rate = judged.rate.as_ref();
        let pace = judged.pace.as_ref();
        let target = rate.map(|r| r.target).or(pace.map(|p| p.target)).or(judged.target);
        let actual = rate.map(|r| r.actual).or(pace.map(|p| p.actual)).or(judged.actual);
        let awaited = target.is_some() && actual.is_none();
        let form =
            rate.map(|rate| rate.form).or_else(|| line.indicator.filter(|_| awaited).map(RateForm::of));
        Self { target, actual, form }
    }
}

fn read_part(report: &Report, line: &Line, numbers: &Numbers) -> Vec<(u16, Value)> {
    let project = line.project;
    let judged = line.judged;
    let before = report
        .c
        .assessment
        .indicator(&project.id, line.indicator.map(|i| &i.id), report.c.fiscal_year.prev())
        .map_or("", |row| row.actual_text.as_str());
    let text = |pick: fn(&IndicatorAssessment) -> &str| Value::text(judged.map_or("", pick));
    let volume = names::volume_file(report.plan, report.c.as_of);
    // Both books lie in one folder, so the path stays relative. The function's texts end at 255 characters.
    let name = if project.name.chars().count() <= 255 {
        let page = format!("{volume}#{}", names::volume_anchor(&project.id));
        let formula = format!("HYPERLINK({},{})", literal(&page), literal(&project.name));
        Value::live(formula, Value::text(&project.name))
    } else {
        Value::text(&project.name)
    };
    vec![
        (at::ID, Value::middle(&project.id.to_string())),
        (at::NAME, name),
        (at::DEPARTMENTS, Value::text(&project.departments_text)),
        (at::INDICATOR, Value::text(&line.indicator_words())),
        (at::UNIT, Value::middle(line.indicator.map_or("", |i| i.unit.as_str()))),
        (at::BEFORE, Value::text(before)),
        (at::TARGET_TEXT, text(|j| &j.target_text)),
        (at::ACTUAL_TEXT, text(|j| &j.actual_text)),
        (at::TARGET, Value::number(numbers.target)),
        (at::ACTUAL, Value::number(numbers.actual)),
        (at::FORECAST, forecast(judged)),
        (at::FINAL, text(|j| &j.final_target_text)),
        (at::PROSPECT, Value::middle(prospect(judged).map_or("", |prospect| prospect.reach.word()))),
        (at::TREND, Value::Blank),
        (at::REASON, Value::text(&reason(line))),
    ]
}

fn forecast(judged: Option<&IndicatorAssessment>) -> Value {
    let Some(judged) = judged.filter(|judged| !judged.forecast_text.is_empty()) else { return Value::Blank };
    let basis = judged.forecast_basis.map_or(String::new(), |basis| format!("（{}）", basis.word()));
    let beside =
        judged.forecast_computed.as_ref().map(|text| format!("\n{text}（計算）")).unwrap_or_default();
    Value::text(&format!("{}{basis}{beside}", judged.forecast_text))
}

fn prospect(judged: Option<&IndicatorAssessment>) -> Option<&Prospect> {
    judged?.prospect.as_ref()
}

/// Why both judgments are what they are; what is said of the project stands on its first row.
fn reason(line: &Line) -> String {
    let mut parts = Vec::new();
    if let Some(judged) = line.judged {
        let basis = judged.effect_basis.word();
        parts.push(if judged.reason.starts_with(basis) {
            judged.reason.clone()
        } else {
            format!("［{basis}］{}", judged.reason)
        });
        if let Some(month) = judged.carried_from {
            parts.push(format!("実績は{}の報告による", month.japanese()));
        }
        if let Some(prospect) = &judged.prospect {
            parts.push(format!("見通し：{}", prospect.words));
        }
    }
    if let Some(project) = line.project_judged.filter(|_| line.is_first()) {
        if !project.progress_reason.is_empty() {
            parts.push(format!("進捗：{}", project.progress_reason));
        }
        if let Some(month) = project.carried_from {
            parts.push(format!("今回は未提出のため、{}の報告を引き継ぐ", month.japanese()));
        }
    }
    parts.join("\n")
}

/// 効果達成状況: a formula for a rate of numbers, else a constant; and which of the two. Where the secretariat judged, what the
/// figures give stands in a column beside it.
fn effect(report: &Report, line: &Line, numbers: &Numbers) -> (Vec<(u16, Value)>, bool) {
    let Some(judged) = line.judged else { return (vec![(at::EFFECT, Value::Blank)], true) };
    let scale = &report.effect;
    let label = |effect| Value::Middle(scale.label(effect_number(effect, &report.plan.bands)));
    let live = |result: Value| {
        let form = numbers.form.filter(|_| numbers.target.is_some())?;
        let rate = cell(line.row, at::RATE);
        let formula =
            with_cells(line, |cells| form.band_formula(cells, &rate, &OwnedBandCells::labels(scale).cells()));
        Some(Value::live(formula, result))
    };
    if judged.effect_basis == EffectBasis::Secretariat {
        let computed = label(judged.effect_computed);
        let is_band = matches!(judged.effect_computed, Effect::Band(_));
        let computed = if is_band { live(computed.clone()).unwrap_or(computed) } else { computed };
        return (vec![(at::EFFECT, label(judged.effect)), (at::EFFECT_COMPUTED, computed)], true);
    }
    let by_figures = judged.effect_basis == EffectBasis::Figures
        || (judged.effect_basis == EffectBasis::NoActual && numbers.actual.is_none());
    let bands = &report.plan.bands.effect;
    let reckoned =
        judged.rate.as_ref().and_then(Rate::value).is_none_or(|value| value.agrees_with_nine_places(bands));
    match live(label(judged.effect)).filter(|_| by_figures && reckoned) {
        Some(value) => (vec![(at::EFFECT, value)], false),
        None => (vec![(at::EFFECT, label(judged.effect))], true),
    }
}

/// Rate, pace, outlook and attainment.
fn rate_part(report: &Report, line: &Line, numbers: &Numbers) -> Vec<(u16, Value)> {
    let mut values = Vec::new();
    let Some(judged) = line.judged else { return values };
    let row = line.row;
    let percent = |value: Option<Decimal>| {
        value.map_or(Value::Text(String::new()), |value| Value::Percent(value / Decimal::ONE_HUNDRED))
    };

    match numbers.form {
        Some(form) => {
            let value = judged.rate.as_ref().and_then(Rate::value).map(|value| value.percent());
            let formula = with_cells(line, |cells| form.formula(cells));
            values.push((at::RATE, Value::live(formula, percent(value))));
            let base = judged.rate.as_ref().map(|rate| rate.baseline);
            let base = base.or_else(|| line.indicator.and_then(|indicator| indicator.baseline));
            values.push((at::BASELINE, Value::number(base.filter(|_| form == RateForm::Baseline))));
        }
        None => values.push((at::RATE, Value::Blank)),
    }

    let computed = judged.pace.as_ref().and_then(|pace| pace.band(&report.plan.bands.progress));
    match &judged.pace {
        Some(pace) => {
            let formula = with_cells(line, |cells| pace.formula(cells));
            values.push((at::PACE, Value::live(formula, percent(pace.value().map(|v| v.percent())))));
            let pace_cell = cell(row, at::PACE);
            let formula = with_cells(line, |cells| {
                pace.band_formula(cells, &pace_cell, &OwnedBandCells::labels(&report.progress).cells())
            });
            let label = Value::Middle(computed.map_or(String::new(), |band| report.progress.label(band + 1)));
            let bands = &report.plan.bands.progress;
            let reckoned = pace.value().is_none_or(|value| value.agrees_with_nine_places(bands));
            values.push((at::COMPUTED, live_if(reckoned, formula, label)));
            values.push((at::BASE, Value::number(Some(pace.start).filter(|_| pace.form.has_start()))));
            values.push((at::ELAPSED, Value::Number(pace.elapsed.into())));
            values.push((at::MONTHS, Value::Number(pace.months.into())));
        }
        None => {
            values.push((at::PACE, Value::Blank));
            values.push((at::COMPUTED, Value::Blank));
        }
    }
    let shown = cell(row, at::COMPUTED);
    let number = format!("IF({shown}=\"\",\"\",{})", report.progress.number_formula(&shown));
    values.push((
        at::COMPUTED_NUMBER,
        Value::live(number, computed.map_or(Value::Text(String::new()), |band| Value::Count(band + 1))),
    ));

    values.extend(outlook_part(report, line, judged));
    values.extend(attainment_part(line, judged, numbers));
    values
}

fn outlook_part(report: &Report, line: &Line, judged: &IndicatorAssessment) -> Vec<(u16, Value)> {
    let Some(band) = judged.outlook else { return vec![(at::OUTLOOK, Value::Blank)] };
    let row = line.row;
    let label = |number: usize| format!("{}見込み", report.effect.label(number));
    let rate = line
        .indicator
        .zip(judged.forecast)
        .zip(judged.target)
        .and_then(|((indicator, forecast), target)| Rate::of(indicator, forecast, target));
    let live =
        rate.filter(|rate| rate.value().is_some() && rate.band(&report.plan.bands.effect) == Some(band));
    let Some((rate, value)) = live.as_ref().and_then(|rate| Some((rate, rate.value()?))) else {
        return vec![
            (at::OUTLOOK, Value::Middle(label(band + 1))),
            (at::OUTLOOK_NUMBER, Value::Count(band + 1)),
        ];
    };
    let formula = with_cells_of(line, at::FORECAST_NUMBER, |cells| rate.form.formula(cells));
    let bands = OwnedBandCells::numbers(&report.effect);
    let number = banded(&cell(row, at::OUTLOOK_RATE), &bands.cells(), "\"\"");
    let number_cell = cell(row, at::OUTLOOK_NUMBER);
    let words = format!(
        "IF({number_cell}=\"\",\"\",{}&{})",
        report.effect.label_formula(&number_cell),
        literal("見込み")
    );
    let mut values = vec![
        (at::FORECAST_NUMBER, Value::number(judged.forecast)),
        (at::OUTLOOK_RATE, Value::live(formula, Value::Percent(value.percent() / Decimal::ONE_HUNDRED))),
        (at::OUTLOOK_NUMBER, Value::live(number, Value::Count(band + 1))),
        (at::OUTLOOK, Value::live(words, Value::Middle(label(band + 1)))),
    ];
    if rate.form == RateForm::Baseline {
        values.push((at::BASELINE, Value::Number(rate.baseline)));
    }
    values
}

/// 到達度 is reckoned as 達成率 is, against the plan's last numeric target.
fn attainment_part(line: &Line, judged: &IndicatorAssessment, numbers: &Numbers) -> Vec<(u16, Value)> {
    let Some(attainment) = judged.attainment else { return vec![(at::ATTAINMENT, Value::Blank)] };
    let shown = Value::Percent(attainment / Decimal::ONE_HUNDRED);
    let last = line
        .indicator
        .and_then(|indicator| indicator.years.values().rev().find_map(|year| year.target.number()));
    let rate = line
        .indicator
        .zip(numbers.actual)
        .zip(last)
        .and_then(|((indicator, actual), last)| Rate::of(indicator, actual, last))
        .filter(|rate| rate.value().is_some_and(|value| value.percent() == attainment));
    let Some((rate, last)) = rate.zip(last) else { return vec![(at::ATTAINMENT, shown)] };
    let (actual, target) = (cell(line.row, at::ACTUAL), cell(line.row, at::FINAL_NUMBER));
    let reckoned = with_cells(line, |cells| rate.form.formula(&Cells { target: &target, ..*cells }));
    // A year that has no number has none to reckon with.
    let formula = format!("IF(COUNT({actual},{target})=2,{reckoned},\"\")");
    let mut values =
        vec![(at::FINAL_NUMBER, Value::Number(last)), (at::ATTAINMENT, Value::live(formula, shown))];
    if rate.form == RateForm::Baseline {
        values.push((at::BASELINE, Value::Number(rate.baseline)));
    }
    values
}

/// What is reckoned of the row, and to which groups it belongs.
fn row_part(report: &Report, line: &Line) -> Vec<(u16, Value)> {
    let row = line.row;
    let [policy, measure, department, bureau] = line.groups;
    let mut values = vec![
        (at::POLICY, Value::Count(policy)),
        (at::MEASURE, Value::Count(measure)),
        (at::DEPARTMENT, Value::Count(department)),
        (at::BUREAU, Value::Count(bureau)),
        (at::IS_INDICATOR, Value::Count(usize::from(line.indicator.is_some()))),
    ];
    for (col, year) in (at::YEARS..).zip(&report.plan.fiscal_years) {
        let row = report.c.assessment.indicator(&line.project.id, line.indicator.map(|i| &i.id), *year);
        values.push((col, Value::number(row.and_then(|row| row.actual))));
    }
    let Some(judged) = line.judged else { return values };
    let number = effect_number(judged.effect, &report.plan.bands);
    let number_cell = cell(row, at::EFFECT_NUMBER);
    let weight = report.effect.steps.get(number - 1).map_or(0, |step| step.weight);
    let action = row_action(report, judged);
    let outlook = cell(row, at::OUTLOOK_NUMBER);
    let marks = report.effect.action_name();
    values.extend([
        (at::BASIS, Value::text(judged.effect_basis.word())),
        (
            at::EFFECT_NUMBER,
            Value::live(report.effect.number_formula(&cell(row, at::EFFECT)), Value::Count(number)),
        ),
        (
            at::WEIGHT,
            Value::live(
                format!("IF({number_cell}=0,\"\",INDEX({},{number_cell}))", report.effect.weights_name()),
                Value::Count(weight),
            ),
        ),
        (
            at::ROW_ACTION,
            Value::live(
                format!(
                    "IF({number_cell}=0,0,MAX(INDEX({marks},{number_cell}),IF(ISNUMBER({outlook}),INDEX({marks},{outlook}),0)))"
                ),
                Value::Count(usize::from(action)),
            ),
        ),
    ]);
    values
}

fn row_action(report: &Report, judged: &IndicatorAssessment) -> bool {
    judged.needs_action(&report.plan.bands)
}

/// What is reckoned of the project, on its first row.
fn project_part(report: &Report, line: &Line) -> Vec<(u16, Value)> {
    let Some(project) = line.project_judged else { return vec![(at::PROGRESS, Value::Blank)] };
    let bands = &report.plan.bands;
    let rows: Vec<&Line> = report.lines.iter().filter(|other| other.project.id == line.project.id).collect();
    let last = line.row + line.spans.saturating_sub(1);
    let over = |col: u16| range((line.row, col), (last, col));

    let effect = effect_number(project.effect, bands);
    let row_effects = rows.iter().filter_map(|row| Some(effect_number(row.judged?.effect, bands)));
    let (reckoned, formula) = match report.plan.settings.project_effect {
        ProjectEffect::Worst => (
            report.effect.worst(row_effects),
            format!("MATCH(MIN({}),{},0)", over(at::WEIGHT), report.effect.weights_name()),
        ),
        ProjectEffect::Primary => (row_effects.take(1).next(), cell(line.row, at::EFFECT_NUMBER)),
    };
    let effect_value = live_if(reckoned == Some(effect), formula, Value::Count(effect));

    let progress = progress_number(project.progress, bands);
    let label = |progress: Progress| report.progress.label(progress_number(progress, bands));
    let judged =
        (project.progress_basis == Some(ProgressBasis::Secretariat)).then(|| label(project.progress));
    let reported = match project.progress_basis {
        Some(ProgressBasis::Ended) | None => Some(label(project.progress)),
        _ => project.progress_reported.map(label),
    };
    let computed = project.progress_basis == Some(ProgressBasis::Computed);
    let [judged_cell, reported_cell] = [at::PROGRESS_JUDGED, at::PROGRESS].map(|col| cell(line.row, col));
    let (missing, numbers) = (report.progress.steps.len(), over(at::COMPUTED_NUMBER));
    let formula = format!(
        "IF({judged_cell}<>\"\",{},IF({reported_cell}<>\"\",{},IF(COUNT({numbers})=0,{missing},MAX({numbers}))))",
        report.progress.number_formula(&judged_cell),
        report.progress.number_formula(&reported_cell)
    );
    let worst = rows.iter().filter_map(|row| row.judged?.pace.as_ref()?.band(&bands.progress)).max();
    let agrees = !computed || worst.map(|band| band + 1) == Some(progress);
    let progress_value = live_if(agrees, formula, Value::Count(progress));

    let by_rows = rows.iter().any(|row| row.judged.is_some_and(|judged| row_action(report, judged)));
    let by_progress = report.progress.needs_action(progress);
    let progress_cell = cell(line.row, at::PROJECT_PROGRESS);
    let formula = format!(
        "MAX({},IF({progress_cell}=0,0,INDEX({},{progress_cell})))",
        over(at::ROW_ACTION),
        report.progress.action_name()
    );
    let action_value = live_if(
        (by_rows || by_progress) == project.needs_action,
        formula,
        Value::Count(usize::from(project.needs_action)),
    );

    let state = State::ALL.iter().position(|state| *state == project.state).map_or(0, |at| at + 1);
    vec![
        (at::PROGRESS_JUDGED, judged.map_or(Value::Blank, Value::Middle)),
        (at::PROGRESS, reported.map_or(Value::Blank, Value::Middle)),
        (at::PROJECT_EFFECT, effect_value),
        (at::PROJECT_PROGRESS, progress_value),
        (at::PROJECT_ACTION, action_value),
        (at::STATE, Value::Count(state)),
        (at::REPORTED, Value::Count(usize::from(project.reported_now))),
    ]
}

fn live_if(live: bool, formula: String, result: Value) -> Value {
    if live { Value::live(formula, result) } else { result }
}

/// The labels and limits of a judgment's bands, held while a formula is made of them.
struct OwnedBandCells {
    names: Vec<String>,
    floors: Vec<String>,
    undecided: String,
    missing: String,
}

impl OwnedBandCells {
    fn labels(scale: &Scale) -> Self {
        let fixed = |at: usize| scale.label_name(scale.bands + at);
        Self {
            names: scale.band_labels(),
            floors: scale.band_floors(),
            undecided: fixed(1),
            missing: fixed(2),
        }
    }

    fn numbers(scale: &Scale) -> Self {
        Self { names: (1..=scale.bands).map(|number| number.to_string()).collect(), ..Self::labels(scale) }
    }

    fn cells(&self) -> BandCells<'_> {
        BandCells {
            names: &self.names,
            floors: &self.floors,
            undecided: &self.undecided,
            missing: &self.missing,
        }
    }
}

fn with_cells(line: &Line, make: impl FnOnce(&Cells) -> String) -> String {
    with_cells_of(line, at::ACTUAL, make)
}

fn with_cells_of(line: &Line, actual: u16, make: impl FnOnce(&Cells) -> String) -> String {
    let [actual, target, base, start, elapsed, months] =
        [actual, at::TARGET, at::BASELINE, at::BASE, at::ELAPSED, at::MONTHS].map(|col| cell(line.row, col));
    make(&Cells {
        actual: &actual,
        target: &target,
        base: &base,
        start: &start,
        elapsed: &elapsed,
        months: &months,
    })
}
