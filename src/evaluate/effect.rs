//! 効果達成状況 of one indicator and fiscal year.
//!
//! The first of these that applies decides: the project has no indicator; nothing is due; the plan does not
//! judge effects; the year is not over; no year-end actual is known; a rate; 自己評価; target and actual in the
//! same words, or both 0. Otherwise the effect is 要判断. A 事務局評価 overrides all of them
//! (`evaluate/indicator.rs`).

use crate::evaluate::effect_words;
use crate::evaluate::known_actual::{KnownActual, shown_unit};
use crate::evaluate::rate::{Rate, RateForm};
use crate::evaluate::reason::{Reason, Statement, YearSoFar};
use crate::figure::said::OtherTime;
use crate::figure::{Figure, FigureKind, Hedge};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Bands, Indicator, Judgment, NotDue};
use crate::ratings::{Effect, EffectBasis, rating};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The facts that decide an effect.
pub(super) struct Case<'a> {
    /// The indicator.
    pub(super) indicator: &'a Indicator,
    /// The fiscal year.
    pub(super) year: FiscalYear,
    /// The as-of month.
    pub(super) month: Month,
    /// The target, or why nothing is due.
    pub(super) due: Result<&'a Figure, NotDue>,
    /// The actual as the as-of month knows it.
    pub(super) known: &'a KnownActual<'a>,
    /// The rate, where both sides are one quantity in the same unit.
    pub(super) rate: Option<&'a Rate>,
    /// 自己評価 of the year's last month, as written.
    pub(super) self_rating: Option<&'a str>,
}

/// An effect with its basis and reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// The effect.
    pub(super) effect: Effect,
    /// Its basis.
    pub(super) basis: EffectBasis,
    /// Why.
    pub(super) reason: Reason,
}

impl Verdict {
    /// Returns the verdict for a project without indicator.
    pub(super) fn without_indicator() -> Self {
        verdict(Effect::NotApplicable, EffectBasis::NoIndicator, "指標がありません")
    }
}

/// Decides the effect of an indicator; see the list at the top of this file.
pub(super) fn decide(case: &Case, bands: &Bands) -> Verdict {
    let target = match case.due {
        Ok(target) => target,
        Err(why) => return nothing_due(case, why),
    };
    if bands.effect.is_empty() {
        return verdict(Effect::NotApplicable, EffectBasis::NotJudged, "");
    }
    if case.year == case.month.fiscal_year() && !case.month.is_fiscal_year_end() {
        return mid_year(case);
    }
    let Some(actual) = case.known.own_value() else { return unreported(case.known) };
    rated(case, target, bands)
        .or_else(|| {
            case.self_rating.and_then(|text| rating(text, bands)).map(|effect| {
                let reason = format!("担当課の自己評価が「{}」です", effect.word(bands));
                verdict(effect, EffectBasis::SelfRating, reason)
            })
        })
        .or_else(|| {
            same_text(case.indicator, target, actual)
                .then(|| verdict(Effect::Band(0), EffectBasis::SameText, "実績が目標と同じ内容です"))
        })
        .or_else(|| {
            both_zero(case.rate)
                .then(|| verdict(Effect::Band(0), EffectBasis::SameText, "目標も実績も0で、同じです"))
        })
        .unwrap_or_else(|| undecided(case, target, actual, bands))
}

/// Returns the newest 事務局評価 that holds for an indicator's fiscal year in a month: one made in that month, or
/// earlier but not before the year's last month.
pub(super) fn judgment<'a>(
    plan: &'a Plan,
    project: &ProjectId,
    indicator: &IndicatorId,
    year: FiscalYear,
    month: Month,
) -> Option<(Effect, &'a Judgment)> {
    let closed = |made: Month| made >= year.last_month() && made <= month;
    plan.judgments
        .of_parent(project)
        .filter(|row| &row.indicator == indicator && row.year == year)
        .filter(|row| row.month == month || closed(row.month))
        .filter_map(|row| Some((Effect::parse(&row.effect, &plan.bands)?, row)))
        .max_by_key(|(_, row)| row.month)
}

/// True if target and actual are both 0, which have no rate.
fn both_zero(rate: Option<&Rate>) -> bool {
    rate.is_some_and(|rate| rate.form == RateForm::Ratio && rate.actual.is_zero() && rate.target.is_zero())
}

/// True if target and actual are words, and the same words.
pub(super) fn same_text(indicator: &Indicator, target: &Figure, actual: &Figure) -> bool {
    let milestone = indicator.accumulation == Accumulation::Milestone;
    let words = |figure: &Figure| milestone || (figure.kind == FigureKind::Text && figure.quantity.is_none());
    words(target) && words(actual) && fold::key(&target.text) == fold::key(&actual.text)
}

fn nothing_due(case: &Case, why: NotDue) -> Verdict {
    let basis = match why {
        NotDue::Ended => EffectBasis::Ended,
        NotDue::NoTarget => EffectBasis::NoTarget,
        NotDue::DeadlineAhead => EffectBasis::DeadlineAhead,
        NotDue::YearAhead => EffectBasis::YearAhead,
    };
    verdict(Effect::NotApplicable, basis, effect_words::nothing_due(case.indicator, case.year, why))
}

fn mid_year(case: &Case) -> Verdict {
    let note = effect_words::mid_year(case.known);
    let so_far = YearSoFar { month: case.month, note, rate: None, pace: None, outlook: None };
    let reason = Reason::Running(Box::new(so_far));
    Verdict { effect: Effect::MidYear, basis: EffectBasis::MidYear, reason }
}

fn unreported(known: &KnownActual) -> Verdict {
    if known.withheld {
        let reason = Reason::Stated(effect_words::withheld(known));
        return Verdict { effect: Effect::Missing, basis: EffectBasis::Withheld, reason };
    }
    if known.is_pending() {
        return verdict(Effect::Pending, EffectBasis::Pending, effect_words::pending(known));
    }
    let basis = match known.time {
        Some(OtherTime::Earlier(_)) if known.carried_from.is_none() => EffectBasis::BeforeYearEnd,
        _ => EffectBasis::NoActual,
    };
    Verdict { effect: Effect::Missing, basis, reason: Reason::Stated(effect_words::unreported(known)) }
}

/// Decides by the rate; `None` if there is none or if its band is not clear.
fn rated(case: &Case, target: &Figure, bands: &Bands) -> Option<Verdict> {
    let rate = case.rate?;
    if is_at_a_limit(case, rate, bands) {
        return None;
    }
    let band = rate.band(&bands.effect)?;
    let unit = shown_unit(case.indicator, [Some(target), case.known.figure]);
    Some(verdict(Effect::Band(band), EffectBasis::Figures, rate.words(unit, &bands.effect)))
}

/// True if the actual is a limit that coincides with a band's 下限: `93%超` leaves open on which side it lies.
fn is_at_a_limit(case: &Case, rate: &Rate, bands: &Bands) -> bool {
    let hedge = case.known.figure.and_then(|figure| figure.hedge);
    hedge.is_some_and(Hedge::is_limit) && rate.is_at_a_limit(&bands.effect)
}

fn undecided(case: &Case, target: &Figure, actual: &Figure, bands: &Bands) -> Verdict {
    let why = match case.rate {
        Some(rate) if is_at_a_limit(case, rate, bands) => effect_words::at_a_limit(case.known),
        Some(rate) => rate.words(shown_unit(case.indicator, [Some(target), Some(actual)]), &[]),
        None => effect_words::no_figures(),
    };
    let further = Some(effect_words::no_band_named(case.self_rating));
    let reason = Reason::Stated(Statement { sentence: why, further, ..Statement::default() });
    Verdict { effect: Effect::Undecided, basis: EffectBasis::NoGrounds, reason }
}

fn verdict(effect: Effect, basis: EffectBasis, sentence: impl Into<String>) -> Verdict {
    Verdict { effect, basis, reason: Reason::stated(sentence) }
}
