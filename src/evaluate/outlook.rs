//! 年度末見込み in the running year: reported, else computed from the pace, and the band that it falls into.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::evaluate::effect::same_text;
use crate::evaluate::model::ProgressBasis;
use crate::evaluate::rate::{Pace, PaceForm, amount};
use crate::evaluate::standing::{quantity, rate, shown_unit};
use crate::figure::{Figure, FigureKind, Quantity};
use crate::plan::model::{Bands, Indicator};
use crate::settle::model::AcceptedEntry;
use crate::text::calendar::Month;
use crate::text::unit;

/// April and May say too little about a year: outlooks are computed from June on.
const FIRST_MONTH: u8 = 3;

/// An outlook.
pub(super) struct Outlook {
    /// The number.
    pub(super) number: Option<Decimal>,
    /// As written, or as computed with its unit.
    pub(super) text: String,
    /// 報告 or 計算.
    pub(super) basis: ProgressBasis,
    /// The band that it falls into.
    pub(super) band: Option<usize>,
    /// How it comes about: `年度末見込み 549手続 ÷ 600手続 = 91.5%（計算、概ね達成見込み）`.
    pub(super) words: String,
}

/// The outlook of an indicator whose target is due this year: what was reported, else what the pace computed in `computed_in` gives.
pub(super) fn outlook(
    indicator: &Indicator,
    target: &Figure,
    reported: Option<&AcceptedEntry>,
    pace: Option<(&Pace, Month)>,
    bands: &Bands,
) -> Option<Outlook> {
    let (figure, basis) = match reported {
        Some(entry) => {
            let read = || Figure::parse(&entry.text, &indicator.unit);
            (entry.figure.clone().unwrap_or_else(read), ProgressBasis::Reported)
        }
        None => {
            let (pace, _) = pace.filter(|(_, month)| month.number_in_fiscal_year() >= FIRST_MONTH)?;
            (computed(indicator, target, pace)?, ProgressBasis::Computed)
        }
    };
    let rate = rate(indicator, &figure, target);
    let band = match &rate {
        Some(rate) => rate.band(&bands.effect),
        None => same_text(indicator, target, &figure).then_some(0),
    };
    let how = match &rate {
        Some(rate) => rate.words(shown_unit(indicator, [Some(target), Some(&figure)]), &bands.effect),
        None => figure.text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let name = band.and_then(|at| bands.effect.get(at)).map(|band| format!("、{}見込み", band.name));
    Some(Outlook {
        number: quantity(indicator, &figure).map(|quantity| quantity.number),
        words: format!("年度末見込み {how}（{}{}）", basis.word(), name.unwrap_or_default()),
        text: figure.text,
        basis,
        band,
    })
}

/// What the year comes to if it goes on as it began: whole units rounded down, never above the population or 100%.
fn computed(indicator: &Indicator, target: &Figure, pace: &Pace) -> Option<Figure> {
    let (elapsed, months) = (Decimal::from(pace.elapsed), Decimal::from(pace.months));
    let base = match pace.form {
        PaceForm::Growth => pace.base,
        PaceForm::Yearly | PaceForm::YearlyInverse => Decimal::ZERO,
        PaceForm::Rate(_) => return None,
    };
    let growth = pace.actual.checked_sub(base)?.checked_mul(months)?.checked_div(elapsed)?;
    let straight = base.checked_add(growth)?;
    let written = quantity(indicator, target)?;
    let percent = unit::is_percent(&indicator.unit) || unit::is_reduction(&indicator.unit);
    let cap = if percent { Some(Decimal::ONE_HUNDRED) } else { written.population };
    let capped = cap.map_or(straight, |cap| straight.min(cap));
    // A shrinking figure does not fall below nothing.
    let capped = if pace.actual.is_sign_negative() { capped } else { capped.max(Decimal::ZERO) };
    let number = capped
        .round_dp_with_strategy(places(indicator, pace), RoundingStrategy::ToNegativeInfinity)
        .normalize();
    let unit = shown_unit(indicator, [Some(target), None]);
    Some(Figure {
        text: amount(number, unit),
        kind: FigureKind::Quantity,
        quantity: Some(Quantity { number, unit: unit.to_owned(), population: None }),
        ..Figure::blank()
    })
}

/// How many decimal places a computed outlook has: none for whole things, for percentages one, else as many as its figures.
fn places(indicator: &Indicator, pace: &Pace) -> u32 {
    if unit::counts_whole_things(&indicator.unit) {
        return 0;
    }
    let written = [pace.actual, pace.target].map(|number| number.normalize().scale()).into_iter().max();
    let least = u32::from(unit::is_percent(&indicator.unit) || unit::is_reduction(&indicator.unit));
    written.unwrap_or_default().max(least)
}
