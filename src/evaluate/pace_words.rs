//! Words a pace: its calculation, and why a shortfall does not count.

use crate::evaluate::fraction::Fraction;
use crate::evaluate::pace::{DistanceToTarget, Pace, PaceForm};
use crate::evaluate::rate::{Rate, RateForm};
use crate::evaluate::reason::PaceWords;
use crate::figure::{amount, amount_shown};
use crate::plan::Plan;
use crate::plan::model::Band;

impl Pace {
    /// Returns the calculation in words: `今年度の伸び 189手続のうち 69手続 (36.5%)、経過 6/12 → 進度 73.0%`.
    #[must_use]
    pub fn words(&self, unit: &str, bands: &[Band]) -> PaceWords {
        let (actual, target) = (amount_shown(self.actual, unit, self.places), amount(self.target, unit));
        if self.form.as_rate().nothing_left(self.actual, self.target) {
            return PaceWords::whole(format!("目標 {target}に対し実績 {actual}"));
        }
        let Some(shown) = self.shown(bands) else {
            return PaceWords::whole(format!("目標 {target}・実績 {actual}からは進度を計算できません"));
        };
        let elapsed = self.elapsed_words();
        let result = Some(format!("進度 {shown}%{}", self.eased_words(unit, bands)));
        match self.form {
            PaceForm::Rate(_) => PaceWords::whole(format!("達成率がそのまま進度 {shown}%")),
            PaceForm::LevelRate(..) => {
                let level =
                    self.level_words(unit, bands).map(|words| format!("。{words}")).unwrap_or_default();
                PaceWords::whole(format!("達成率がそのまま進度 {shown}%{level}"))
            }
            PaceForm::Growth => {
                let calculation = format!("今年度の{}、{elapsed}", self.growth_words(unit, bands));
                PaceWords { calculation, result }
            }
            PaceForm::Annual | PaceForm::AnnualInverse => {
                let calculation = format!("今年度の目標 {target}に対し {actual}、{elapsed}");
                PaceWords { calculation, result }
            }
        }
    }

    /// Returns how far a level below its target has come since the start of the year, or why that is not
    /// judged; `None` for other paces and for levels at the target.
    #[must_use]
    pub fn level_words(&self, unit: &str, bands: &[Band]) -> Option<String> {
        let PaceForm::LevelRate(_, distance) = self.form else { return None };
        let exact = self.value()?.band(bands)?;
        if exact == 0 {
            return None;
        }
        match distance {
            DistanceToTarget::Long => {
                let from = if self.start.is_zero() {
                    "年度初めを0とみると、"
                } else {
                    "前年度末からの"
                };
                let along = self.growth_fraction(self.actual)?.shown(bands);
                let (growth, elapsed) = (self.growth_words(unit, bands), self.elapsed_words());
                Some(format!("{from}{growth}、{elapsed} で予定の {along}%{}", self.eased_words(unit, bands)))
            }
            DistanceToTarget::Short if self.fell_behind() => None,
            DistanceToTarget::Short => {
                Some("目標までの差が小さいため、年度途中の率からは遅れを判定しません".to_owned())
            }
            DistanceToTarget::Unknown => {
                Some("年度初めの値がないため、年度途中の率からは遅れを判定しません".to_owned())
            }
        }
    }

    fn elapsed_words(&self) -> String {
        format!("経過 {}/{}", self.elapsed, self.months)
    }

    /// Returns the growth since the start of the year: `伸び 189手続のうち 69手続 (36.5%)`.
    fn growth_words(&self, unit: &str, bands: &[Band]) -> String {
        let (done, all) = (self.actual - self.start, self.target - self.start);
        let share = Fraction::new(done, all).map(|share| share.shown(bands)).unwrap_or_default();
        let change = if all.is_sign_negative() { "減少" } else { "伸び" };
        let (done, all) = if all.is_sign_negative() { (-done, -all) } else { (done, all) };
        let done =
            amount_shown(done, unit, self.places.map(|places| places.max(self.start.normalize().scale())));
        format!("{change} {}のうち {done} ({share}%)", amount(all, unit))
    }

    /// Says that the shortfall is less than one unit in the last place, where that alone gave the better
    /// band.
    fn eased_words(&self, unit: &str, bands: &[Band]) -> String {
        let exact = match self.form {
            PaceForm::LevelRate(_, DistanceToTarget::Long) => {
                self.growth_fraction(self.actual).and_then(|along| along.band(bands))
            }
            _ => self.value().and_then(|value| value.band(bands)),
        };
        let eased = self.band(bands);
        let better = exact.zip(eased).is_some_and(|(exact, eased)| eased < exact);
        let by_rate = matches!(self.form, PaceForm::LevelRate(..))
            && self.value().and_then(|value| value.band(bands)) == eased;
        if better && !by_rate {
            let unit = amount(self.last_place_unit().abs(), unit);
            format!("（下限との差は{unit}に満たない）")
        } else {
            String::new()
        }
    }
}

/// Returns a pace in words; where the pace is the rate, the calculation of the rate.
pub(super) fn pace_words(pace: &Pace, unit: &str, plan: &Plan) -> String {
    let bands = &plan.bands.progress;
    match pace.form {
        PaceForm::Rate(form) => rate_words(pace, form, unit, plan),
        PaceForm::LevelRate(form, _) => {
            let level = pace.level_words(unit, bands).map(|words| format!("。{words}")).unwrap_or_default();
            rate_words(pace, form, unit, plan) + &level
        }
        _ => pace.words(unit, bands).to_string(),
    }
}

fn rate_words(pace: &Pace, form: RateForm, unit: &str, plan: &Plan) -> String {
    let rate =
        Rate { form, actual: pace.actual, target: pace.target, baseline: pace.base, places: pace.places };
    rate.words(unit, &plan.bands.progress)
}
