//! One row of the assessment: an indicator (or a project without one) in one fiscal year.

use crate::evaluate::effect::{Case, Verdict, decide, judgment};
use crate::evaluate::indicator_pace::pace;
use crate::evaluate::known_actual::{KnownActual, accepted, attainment, entry, quantity, rate, shown_unit};
use crate::evaluate::model::IndicatorAssessment;
use crate::evaluate::outlook::outlook;
use crate::evaluate::pace::Pace;
use crate::evaluate::prospect::prospect;
use crate::evaluate::reason::{PaceWords, Reason, Replaced};
use crate::figure::Figure;
use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::{Indicator, Project};
use crate::ratings::EffectBasis;
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::{FiscalYear, Month};

/// Returns the row of a project that has no indicator.
pub(super) fn without_indicator(
    plan: &Plan,
    project: &Project,
    year: FiscalYear,
    month: Month,
) -> IndicatorAssessment {
    let verdict = Verdict::without_indicator();
    with_judgment(plan, &IndicatorId::default(), month, blank(&project.id, None, year, verdict))
}

/// Returns the row of an indicator's fiscal year as of a month.
pub(super) fn assess(
    plan: &Plan,
    accepted_months: &AcceptedMonths,
    project: &Project,
    indicator: &Indicator,
    year: FiscalYear,
    month: Month,
) -> IndicatorAssessment {
    let bands = &*indicator.bands(&plan.bands);
    let known = KnownActual::of(indicator, &project.id, accepted_months, year, month);
    let due = indicator.due(year, month);
    let running = year == month.fiscal_year();
    let whole_year = !running || month.is_fiscal_year_end();
    let target = indicator.target(year);
    // After the year's end only a year-end actual has a rate; in the running year carried actuals have one.
    let rated = if whole_year { known.own_value() } else { known.any_value() };
    let counted =
        due.ok().zip(known.any_value()).and_then(|(target, actual)| rate(indicator, actual, target));
    let rate = counted.clone().filter(|_| rated.is_some());
    let self_rating = self_rating(accepted_months, project, indicator, year, month);
    let verdict =
        decide(&Case { indicator, year, month, due, known: &known, rate: rate.as_ref(), self_rating }, bands);

    let made_in = known.month.filter(|_| running);
    let paced = made_in
        .zip(counted.as_ref())
        .map(|(made_in, rate)| pace(plan, accepted_months, project, indicator, rate, made_in));
    let ahead = due.ok().filter(|_| !whole_year).and_then(|target| {
        let of_year = accepted(accepted_months, &project.id, year, month);
        let reported = entry(of_year, Field::Forecast, indicator, year);
        let known = paced.as_ref().and_then(|paced| paced.as_ref().ok()).zip(made_in);
        outlook(indicator, target, reported, known, bands)
    });

    let mut row = blank(&project.id, Some(&indicator.id), year, verdict);
    match &mut row.reason {
        Reason::Running(so_far) => {
            let unit = shown_unit(indicator, [target, known.figure]);
            so_far.rate = rate.as_ref().map(|rate| rate.words(unit, &bands.effect));
            so_far.pace = paced.as_ref().and_then(|paced| pace_so_far(paced, unit, plan));
            so_far.outlook = ahead.as_ref().map(|ahead| ahead.words.clone());
        }
        Reason::Stated(statement) => statement.reported_late_in = known.reported_late_in,
        Reason::Secretariat(_) => {}
    }
    let number = |figure: &Figure| quantity(indicator, figure).map(|quantity| quantity.number);
    row.target = target.and_then(number);
    target.map_or("", |target| target.text.as_str()).clone_into(&mut row.target_text);
    row.actual = known.any_value().and_then(number);
    row.actual_places = known.any_value().and_then(|figure| figure.places);
    known.text.clone_into(&mut row.actual_text);
    row.attainment = known.any_value().and_then(|actual| attainment(indicator, actual));
    indicator
        .final_target()
        .map_or("", |(_, target)| target.text.as_str())
        .clone_into(&mut row.final_target_text);
    row.source = known.source;
    row.carried_from = known.carried_from;
    row.reported_late_in = known.reported_late_in;
    row.prospect = known.month.filter(|_| running).and_then(|_| {
        let pace = paced.as_ref().and_then(|paced| paced.as_ref().ok());
        prospect(plan, accepted_months, project, indicator, &known, pace)
    });
    row.rate = rate;
    row.pace = paced.and_then(Result::ok).filter(|_| plan.bands.judge_progress());
    if let Some(ahead) = ahead {
        row.forecast = ahead.number;
        row.forecast_text = ahead.text;
        row.forecast_computed = ahead.computed_beside;
        row.forecast_basis = Some(ahead.basis);
        row.outlook = ahead.band;
    }
    with_judgment(plan, &indicator.id, month, row)
}

/// Returns the 自己評価 of the year's last month, as written: it goes with the year-end actual.
fn self_rating<'a>(
    accepted_months: &'a AcceptedMonths,
    project: &Project,
    indicator: &Indicator,
    year: FiscalYear,
    month: Month,
) -> Option<&'a str> {
    let of_year = accepted(accepted_months, &project.id, year, year.last_month().min(month));
    let rating = entry(of_year, Field::SelfRating, indicator, year)?;
    (rating.month == year.last_month()).then_some(rating.text.as_str())
}

/// Returns the pace of the running year in words, or why there is none, unless its rate says all.
fn pace_so_far(paced: &Result<Pace, &'static str>, unit: &str, plan: &Plan) -> Option<PaceWords> {
    let bands = &plan.bands.progress;
    match paced {
        _ if !plan.bands.judge_progress() => None,
        Ok(pace) if pace.form.over_time() => Some(pace.words(unit, bands)),
        Ok(pace) => pace.level_words(unit, bands).map(PaceWords::whole),
        Err("") => None,
        Err(why) => Some(PaceWords::whole(*why)),
    }
}

/// Replaces the effect by a 事務局評価, if there is one. The computed effect stays in `effect_computed` and in
/// the reason.
fn with_judgment(
    plan: &Plan,
    indicator: &IndicatorId,
    month: Month,
    row: IndicatorAssessment,
) -> IndicatorAssessment {
    let Some((effect, judged)) = judgment(plan, &row.project, indicator, row.year, month) else { return row };
    let computed = row.effect.word(&plan.bands);
    let (judgment, computed) = (judged.reason.clone(), computed.to_owned());
    let reason = Reason::Secretariat(Box::new(Replaced { judgment, computed, reason: row.reason }));
    IndicatorAssessment { effect, effect_basis: EffectBasis::Secretariat, reason, ..row }
}

/// Returns a row with a verdict and nothing else.
fn blank(
    project: &ProjectId,
    indicator: Option<&IndicatorId>,
    year: FiscalYear,
    verdict: Verdict,
) -> IndicatorAssessment {
    IndicatorAssessment {
        project: project.clone(),
        indicator: indicator.cloned(),
        year,
        target_text: String::new(),
        actual_text: String::new(),
        target: None,
        actual: None,
        rate: None,
        effect: verdict.effect,
        effect_basis: verdict.basis,
        effect_computed: verdict.effect,
        reason: verdict.reason,
        pace: None,
        forecast: None,
        forecast_text: String::new(),
        forecast_basis: None,
        forecast_computed: None,
        outlook: None,
        attainment: None,
        final_target_text: String::new(),
        prospect: None,
        source: None,
        actual_places: None,
        carried_from: None,
        reported_late_in: None,
    }
}
