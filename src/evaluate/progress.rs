//! 進捗状況: the pace of each indicator, and a project's progress from what is reported, judged or computed.

use rust_decimal::Decimal;

use crate::evaluate::model::{IndicatorAssessment, Progress, ProgressBasis};
use crate::evaluate::rate::{Pace, PaceForm, Rate, RateForm, rises};
use crate::evaluate::standing::{Standing, elapsed, quantity};
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Indicator, Project};
use crate::settle::model::{Accepted, Settled};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::unit;

/// A 累計 that grows by less than this in a year grows in steps, which no straight line foretells.
const STEPWISE_BELOW: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// 進度 of an indicator in the as-of fiscal year, seen from the month that its actual is from; else why there is none (empty: no
/// pace is expected).
pub(super) fn pace(
    plan: &Plan,
    settled: &Settled,
    project: &Project,
    indicator: &Indicator,
    rate: &Rate,
    month: Month,
) -> Result<Pace, &'static str> {
    let Some((elapsed, months)) = elapsed(plan, month) else { return Err("") };
    let formed = |form: PaceForm, base: Decimal| Pace {
        form,
        actual: rate.actual,
        target: rate.target,
        base,
        elapsed,
        months,
    };
    let as_rate = formed(PaceForm::Rate(rate.form), rate.baseline);
    if month.is_fiscal_year_end() {
        return Ok(as_rate);
    }
    match indicator.accumulation {
        Accumulation::Milestone => Err(""),
        Accumulation::Rate => Ok(as_rate),
        Accumulation::Annual if unit::per_year(&indicator.unit) => Ok(as_rate),
        Accumulation::Annual if rises(indicator) => Ok(formed(PaceForm::Yearly, Decimal::ZERO)),
        Accumulation::Annual => Ok(formed(PaceForm::YearlyInverse, Decimal::ZERO)),
        Accumulation::Stock => {
            let base = year_end(settled, project, indicator, month.fiscal_year().prev(), month)
                .or(indicator.baseline)
                .ok_or("前年度末の実績も基準値もないため進度は計算しません")?;
            let way = rate.target.checked_sub(base).ok_or("")?;
            let ahead = if rises(indicator) { way } else { -way };
            if ahead >= STEPWISE_BELOW {
                Ok(formed(PaceForm::Growth, base))
            } else if ahead > Decimal::ZERO {
                Err("段階的に増えるため進度は計算しません")
            } else {
                Ok(as_rate)
            }
        }
    }
}

/// The number with which a fiscal year ended, where it is known.
fn year_end(
    settled: &Settled,
    project: &Project,
    indicator: &Indicator,
    year: FiscalYear,
    month: Month,
) -> Option<Decimal> {
    let standing = Standing::of(indicator, &project.id, settled, year, month);
    let written = quantity(indicator, standing.fresh()?)?;
    (written.unit.is_empty() || unit::fits(&written.unit, &indicator.unit)).then_some(written.number)
}

/// A project's 進捗状況.
pub(super) struct Judged {
    /// What stands.
    pub(super) progress: Progress,
    /// Its basis; `None` for 未報告.
    pub(super) basis: Option<ProgressBasis>,
    /// The worst computed pace's band.
    pub(super) computed: Option<Progress>,
    /// What the department reports.
    pub(super) reported: Option<Progress>,
    /// Whether it was reported this month.
    pub(super) reported_now: bool,
    /// Why, in words.
    pub(super) reason: String,
}

/// The progress of a project; `rows` are its indicators of the as-of fiscal year.
pub(super) fn judge(
    plan: &Plan,
    project: &Project,
    accepted: Option<&Accepted>,
    rows: &[&IndicatorAssessment],
    month: Month,
) -> Judged {
    let bands = &plan.bands;
    let worst = worst_pace(plan, project, rows);
    let computed = worst.as_ref().map(|(band, _)| Progress::Band(*band));
    let entry = accepted.and_then(|accepted| accepted.entry(Field::Progress));
    let reported = entry.and_then(|entry| Progress::parse(&entry.text, bands));
    let made_in = entry.map(|entry| entry.month);
    let ended = project.ended(month.fiscal_year());
    let beside = || match &worst {
        Some((band, words)) => {
            format!("。計算では{}（{words}）", Progress::Band(*band).word(bands))
        }
        None => String::new(),
    };
    let judged = |progress, basis, reason| Judged {
        progress,
        basis,
        computed,
        reported,
        reported_now: !ended && reported.is_some() && made_in == Some(month),
        reason,
    };
    if let Some((progress, reason)) = judgment(plan, project, month) {
        let said =
            reported.map(|word| format!("。担当課の報告は「{}」", word.word(bands))).unwrap_or_default();
        let reason = format!("事務局評価{}{said}{}", after_colon(&reason), beside());
        return judged(progress, Some(ProgressBasis::Secretariat), reason);
    }
    if ended {
        let reason = "この年度までに終了しています".to_owned();
        return judged(Progress::Ended, Some(ProgressBasis::Ended), reason);
    }
    if let Some(progress) = reported {
        let from = made_in
            .filter(|made| *made != month)
            .map(|made| format!("（{}月の報告）", made.month()))
            .unwrap_or_default();
        return judged(progress, Some(ProgressBasis::Reported), format!("担当課の報告{from}{}", beside()));
    }
    match &worst {
        Some((band, words)) => {
            let reason = format!("報告がないため計算による: {words}");
            judged(Progress::Band(*band), Some(ProgressBasis::Computed), reason)
        }
        None => {
            let reason = "進捗状況の報告がなく、計算できる指標もありません".to_owned();
            judged(Progress::Missing, None, reason)
        }
    }
}

/// The worst band among the paces, with the words of the pace that gave it.
fn worst_pace(plan: &Plan, project: &Project, rows: &[&IndicatorAssessment]) -> Option<(usize, String)> {
    let mut worst: Option<(usize, String)> = None;
    for row in rows {
        let Some(pace) = &row.pace else { continue };
        let Some(band) = pace.band(&plan.bands.progress) else { continue };
        if worst.as_ref().is_some_and(|(at, _)| *at >= band) {
            continue;
        }
        let indicator = row.indicator.as_ref().and_then(|id| project.indicator(id));
        let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
        let symbol = row.indicator.as_ref().map_or("", |id| id.symbol());
        worst = Some((band, format!("{symbol}{}", pace_words(pace, unit, plan))));
    }
    worst
}

/// A pace in words; one that is the rate says how the rate comes about.
pub(super) fn pace_words(pace: &Pace, unit: &str, plan: &Plan) -> String {
    let bands = &plan.bands.progress;
    match pace.form {
        PaceForm::Rate(form) => rate_words(pace, form, unit, plan),
        _ => pace.words(unit, bands),
    }
}

fn rate_words(pace: &Pace, form: RateForm, unit: &str, plan: &Plan) -> String {
    let rate = Rate { form, actual: pace.actual, target: pace.target, baseline: pace.base };
    rate.words(unit, &plan.bands.progress)
}

/// The secretariat's judgment of the month.
fn judgment(plan: &Plan, project: &Project, month: Month) -> Option<(Progress, String)> {
    plan.judgments
        .iter()
        .filter(|row| row.project == project.id && row.month == month && row.year == month.fiscal_year())
        .find_map(|row| Some((Progress::parse(&row.progress, &plan.bands)?, row.reason.clone())))
}

/// A reason behind a colon, where there is one.
pub(super) fn after_colon(reason: &str) -> String {
    let reason = reason.trim();
    if reason.is_empty() { String::new() } else { format!(": {reason}") }
}
