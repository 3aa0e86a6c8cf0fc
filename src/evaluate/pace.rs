//! Paces: a rate seen against the time elapsed, with value, words and formula side by side as for rates.

use rust_decimal::Decimal;

use crate::evaluate::formula::{BandCells, Cells, banded, guarded};
use crate::evaluate::fraction::Fraction;
use crate::evaluate::rate::{RateForm, amount, positive};
use crate::plan::model::Band;

/// How a pace is formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaceForm {
    /// The rate itself.
    Rate(RateForm),
    /// 累計: (実績−b) ÷ (目標−b) ÷ e.
    Growth,
    /// 単年, 増: 実績 ÷ (目標 × e).
    Yearly,
    /// 単年, 減: 目標 × e ÷ 実績.
    YearlyInverse,
}

impl PaceForm {
    /// Whether the months elapsed enter into it.
    #[must_use]
    pub fn over_time(self) -> bool {
        !matches!(self, Self::Rate(_))
    }

    /// The form in words, for 判定基準.
    #[must_use]
    pub fn definition(self) -> &'static str {
        match self {
            Self::Rate(form) => form.definition(),
            Self::Growth => "（実績 − 前年度末）÷（目標 − 前年度末）÷ 経過割合",
            Self::Yearly => "実績 ÷（目標 × 経過割合）",
            Self::YearlyInverse => "目標 × 経過割合 ÷ 実績",
        }
    }

    /// The formula of the pace: a fraction, or an empty text where it says nothing.
    #[must_use]
    pub fn formula(self, cells: &Cells) -> String {
        let Cells { actual, target, base, elapsed, months } = cells;
        match self {
            Self::Rate(form) => form.formula(cells),
            Self::Growth => guarded(
                &[actual, target, base, elapsed, months],
                &format!("AND({target}<>{base},{elapsed}>0)"),
                &format!("(({actual}-{base})*{months})/(({target}-{base})*{elapsed})"),
            ),
            Self::Yearly => guarded(
                &[actual, target, elapsed, months],
                &format!("AND({target}>0,{elapsed}>0)"),
                &format!("({actual}*{months})/({target}*{elapsed})"),
            ),
            Self::YearlyInverse => guarded(
                &[actual, target, elapsed, months],
                &format!("AND({target}>0,{actual}>0,{elapsed}>0)"),
                &format!("({target}*{elapsed})/({actual}*{months})"),
            ),
        }
    }

    /// The formula of the pace's band; `pace` is the cell that holds [`PaceForm::formula`]. Empty where there is no pace.
    #[must_use]
    pub fn band_formula(self, cells: &Cells, pace: &str, bands: &BandCells) -> String {
        self.as_rate().with_zero_actual(cells, bands, banded(pace, bands, "\"\""))
    }

    /// The rate that shares its behaviour at zero.
    fn as_rate(self) -> RateForm {
        match self {
            Self::Rate(form) => form,
            Self::Growth => RateForm::Baseline,
            Self::Yearly => RateForm::Ratio,
            Self::YearlyInverse => RateForm::Inverse,
        }
    }
}

/// 進度 with what it was formed of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How.
    pub form: PaceForm,
    /// 実績.
    pub actual: Decimal,
    /// 目標.
    pub target: Decimal,
    /// b, for [`PaceForm::Growth`]; 基準値 for a baseline rate.
    pub base: Decimal,
    /// Months elapsed.
    pub elapsed: u32,
    /// Months of the fiscal year that the plan covers.
    pub months: u32,
}

impl Pace {
    /// Its value; `None` where it says nothing.
    #[must_use]
    pub fn value(&self) -> Option<Fraction> {
        let (elapsed, months) = (Decimal::from(self.elapsed), Decimal::from(self.months));
        match self.form {
            PaceForm::Rate(form) => form.value(self.actual, self.target, self.base),
            PaceForm::Growth => Fraction::new(
                self.actual.checked_sub(self.base)?.checked_mul(months)?,
                self.target.checked_sub(self.base)?.checked_mul(elapsed)?,
            ),
            PaceForm::Yearly if positive(self.target) => {
                Fraction::new(self.actual.checked_mul(months)?, self.target.checked_mul(elapsed)?)
            }
            PaceForm::YearlyInverse if positive(self.target) && positive(self.actual) => {
                Fraction::new(self.target.checked_mul(elapsed)?, self.actual.checked_mul(months)?)
            }
            PaceForm::Yearly | PaceForm::YearlyInverse => None,
        }
    }

    /// The band that it falls into; `None` where nothing can be said.
    #[must_use]
    pub fn band(&self, bands: &[Band]) -> Option<usize> {
        if self.form.as_rate().nothing_left(self.actual, self.target) && !bands.is_empty() {
            return Some(0);
        }
        self.value()?.band(bands)
    }

    /// The percentage as people see it, without the sign.
    #[must_use]
    pub fn shown(&self, bands: &[Band]) -> Option<String> {
        self.value().map(|value| value.shown(bands))
    }

    /// How it comes about: `今年度の伸び 189手続のうち 69手続 (36.5%)、経過 6/12 → 進度 73.0%`.
    #[must_use]
    pub fn words(&self, unit: &str, bands: &[Band]) -> String {
        let (actual, target) = (amount(self.actual, unit), amount(self.target, unit));
        let elapsed = format!("経過 {}/{}", self.elapsed, self.months);
        if self.form.as_rate().nothing_left(self.actual, self.target) {
            return format!("目標 {target}に対し実績 {actual}");
        }
        let Some(shown) = self.shown(bands) else {
            return format!("目標 {target}・実績 {actual}からは進度を計算できません");
        };
        match self.form {
            PaceForm::Rate(_) => format!("達成率がそのまま進度 {shown}%"),
            PaceForm::Growth => {
                let (done, all) = (self.actual - self.base, self.target - self.base);
                let share = Fraction::new(done, all).map(|share| share.shown(bands)).unwrap_or_default();
                let change = if all.is_sign_negative() { "減少" } else { "伸び" };
                let (done, all) = if all.is_sign_negative() { (-done, -all) } else { (done, all) };
                format!(
                    "今年度の{change} {}のうち {} ({share}%)、{elapsed} → 進度 {shown}%",
                    amount(all, unit),
                    amount(done, unit)
                )
            }
            PaceForm::Yearly | PaceForm::YearlyInverse => {
                format!("今年度の目標 {target}に対し {actual}、{elapsed} → 進度 {shown}%")
            }
        }
    }

    /// Its formula, see [`PaceForm::formula`].
    #[must_use]
    pub fn formula(&self, cells: &Cells) -> String {
        self.form.formula(cells)
    }
}

#[cfg(test)]
mod tests {
    use crate::evaluate::pace::{Pace, PaceForm};
    use crate::evaluate::rate::RateForm;
    use crate::evaluate::sample::{bands, number};
    use crate::plan::model::Band;

    fn three() -> Vec<Band> {
        bands(&[("A", Some("100")), ("B", Some("80")), ("C", None)])
    }

    fn pace(form: PaceForm, actual: &str, target: &str, base: &str, elapsed: u32) -> Pace {
        Pace { form, actual: number(actual), target: number(target), base: number(base), elapsed, months: 12 }
    }

    #[test]
    fn a_pace_has_its_words_and_its_band() {
        for (form, actual, target, base, elapsed, words, band) in [
            (
                PaceForm::Growth,
                "480",
                "600",
                "411",
                6,
                "今年度の伸び 189手続のうち 69手続 (36.5%)、経過 6/12 → 進度 73.0%",
                Some(2),
            ),
            (
                PaceForm::Growth,
                "90",
                "80",
                "100",
                6,
                "今年度の減少 20手続のうち 10手続 (50.0%)、経過 6/12 → 進度 100.0%",
                Some(0),
            ),
            (
                PaceForm::Yearly,
                "5000",
                "12000",
                "0",
                6,
                "今年度の目標 12,000手続に対し 5,000手続、経過 6/12 → 進度 83.3%",
                Some(1),
            ),
            (
                PaceForm::YearlyInverse,
                "60",
                "100",
                "0",
                6,
                "今年度の目標 100手続に対し 60手続、経過 6/12 → 進度 83.3%",
                Some(1),
            ),
            (PaceForm::YearlyInverse, "0", "100", "0", 6, "目標 100手続に対し実績 0手続", Some(0)),
            (PaceForm::Rate(RateForm::Ratio), "60", "100", "0", 6, "達成率がそのまま進度 60.0%", Some(2)),
            (
                PaceForm::Growth,
                "480",
                "600",
                "411",
                0,
                "目標 600手続・実績 480手続からは進度を計算できません",
                None,
            ),
        ] {
            let pace = pace(form, actual, target, base, elapsed);
            assert_eq!(pace.words("手続", &three()), words);
            assert_eq!(pace.band(&three()), band, "{words}");
        }
    }
}
