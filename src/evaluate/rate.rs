//! Rates (達成率). Value, words and spreadsheet formula stand side by side, so that they cannot drift apart.

use rust_decimal::Decimal;

use crate::evaluate::formula::{BandCells, Cells, banded, guarded};
use crate::evaluate::fraction::{Fraction, positive};
use crate::figure::{amount, amount_shown};
use crate::plan::bands::are_computed;
use crate::plan::model::{Band, Direction, Indicator, Method};
use crate::text::unit;

/// The formula of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RateForm {
    /// 実績 ÷ 目標.
    Ratio,
    /// 目標 ÷ 実績.
    Inverse,
    /// (実績−基準値) ÷ (目標−基準値).
    Baseline,
    /// 到達 where more is better: no rate, only whether 実績 is at least 目標.
    AtLeast,
    /// 到達 where less is better: no rate, only whether 実績 is at most 目標.
    AtMost,
}

impl RateForm {
    /// Returns the formula for an indicator. A reduction in percent should rise, although the thing reduced
    /// falls.
    #[must_use]
    pub fn of(indicator: &Indicator) -> Self {
        match indicator.method {
            Method::Baseline => Self::Baseline,
            Method::Reached if rises(indicator) => Self::AtLeast,
            Method::Reached => Self::AtMost,
            Method::Ratio if rises(indicator) => Self::Ratio,
            Method::Ratio => Self::Inverse,
        }
    }

    /// Returns the formula in words, for 判定基準.
    #[must_use]
    pub fn definition(self) -> &'static str {
        match self {
            Self::Ratio => "実績 ÷ 目標",
            Self::Inverse => "目標 ÷ 実績",
            Self::Baseline => "（実績 − 基準値）÷（目標 − 基準値）",
            Self::AtLeast => "実績が目標以上であれば到達",
            Self::AtMost => "実績が目標以下であれば到達",
        }
    }

    /// Returns the rate. `None` for a target equal to the 基準値; for a target, or an actual that it is divided
    /// by, of 0 or less; and for 到達, which has no rate.
    #[must_use]
    pub fn value(self, actual: Decimal, target: Decimal, base: Decimal) -> Option<Fraction> {
        match self {
            Self::Ratio if positive(target) => Fraction::new(actual, target),
            Self::Inverse if positive(target) && positive(actual) => Fraction::new(target, actual),
            Self::Baseline => Fraction::new(actual.checked_sub(base)?, target.checked_sub(base)?),
            Self::Ratio | Self::Inverse | Self::AtLeast | Self::AtMost => None,
        }
    }

    /// Returns whether the target is reached; `None` for forms that give a rate instead.
    #[must_use]
    pub fn reached(self, actual: Decimal, target: Decimal) -> Option<bool> {
        match self {
            Self::AtLeast => Some(actual >= target),
            Self::AtMost => Some(actual <= target),
            Self::Ratio | Self::Inverse | Self::Baseline => None,
        }
    }

    /// Returns the spreadsheet formula: a fraction (0.8 for 80%), or an empty text where no rate can be
    /// formed.
    #[must_use]
    pub fn formula(self, cells: &Cells) -> String {
        let Cells { actual, target, base, .. } = cells;
        match self {
            Self::Ratio => guarded(&[actual, target], &format!("{target}>0"), &format!("{actual}/{target}")),
            Self::Inverse => guarded(
                &[actual, target],
                &format!("AND({target}>0,{actual}>0)"),
                &format!("{target}/{actual}"),
            ),
            Self::Baseline => guarded(
                &[actual, target, base],
                &format!("{target}<>{base}"),
                &format!("({actual}-{base})/({target}-{base})"),
            ),
            Self::AtLeast | Self::AtMost => "\"\"".to_owned(),
        }
    }

    /// Returns the spreadsheet formula of the band; `rate` is the cell that holds [`RateForm::formula`]. A
    /// deleted actual becomes 未報告.
    #[must_use]
    pub fn band_formula(self, cells: &Cells, rate: &str, bands: &BandCells) -> String {
        let sign = match self {
            Self::AtLeast => Some(">="),
            Self::AtMost => Some("<="),
            Self::Ratio | Self::Inverse | Self::Baseline => None,
        };
        let ends = bands.names.first().zip(bands.names.last());
        let by_rate = match sign.zip(ends) {
            Some((sign, (best, last))) => {
                let Cells { actual, target, .. } = cells;
                let judged = format!("IF({actual}{sign}{target},{best},{last})");
                format!("IF(COUNT({actual},{target})=2,{judged},{})", bands.undecided)
            }
            None => banded(rate, bands, bands.undecided),
        };
        let judged = self.with_zero_actual(cells, bands, by_rate);
        format!("IF(COUNT({})=0,{},{judged})", cells.actual, bands.missing)
    }

    /// True if a figure that should fall has reached 0: the best band, although no rate can be formed.
    pub(super) fn nothing_left(self, actual: Decimal, target: Decimal) -> bool {
        self == Self::Inverse && actual.is_zero() && !target.is_sign_negative()
    }

    pub(super) fn with_zero_actual(self, cells: &Cells, bands: &BandCells, otherwise: String) -> String {
        match (self, bands.names.first()) {
            (Self::Inverse, Some(best)) => {
                let Cells { actual, target, .. } = cells;
                format!("IF(AND(COUNT({actual},{target})=2,{actual}=0,{target}>=0),{best},{otherwise})")
            }
            _ => otherwise,
        }
    }
}

/// 達成率 with the figures that it is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The formula.
    pub form: RateForm,
    /// 実績.
    pub actual: Decimal,
    /// 目標.
    pub target: Decimal,
    /// 基準値, for [`RateForm::Baseline`].
    pub baseline: Decimal,
    /// The decimal places to which words round 実績, as its cell does; `None` if they do not round it.
    pub places: Option<u32>,
}

impl Rate {
    /// Makes the rate of an indicator; `None` where the method needs a 基準値 and the master has none.
    #[must_use]
    pub fn of(indicator: &Indicator, actual: Decimal, target: Decimal) -> Option<Self> {
        let form = RateForm::of(indicator);
        let baseline = match form {
            RateForm::Baseline => indicator.baseline?,
            _ => indicator.baseline.unwrap_or_default(),
        };
        Some(Self { form, actual, target, baseline, places: None })
    }

    /// Returns the value; `None` where no rate can be formed.
    #[must_use]
    pub fn value(&self) -> Option<Fraction> {
        self.form.value(self.actual, self.target, self.baseline)
    }

    /// Returns the band; for 到達, the best or the last. `None` if no rate can be formed (要判断), or if the
    /// plan's judgment is reported only.
    #[must_use]
    pub fn band(&self, bands: &[Band]) -> Option<usize> {
        if let Some(reached) = self.form.reached(self.actual, self.target) {
            return bands.len().checked_sub(1).map(|last| if reached { 0 } else { last });
        }
        if !are_computed(bands) {
            return None;
        }
        if self.form.nothing_left(self.actual, self.target) {
            return Some(0);
        }
        self.value()?.band(bands)
    }

    /// True if the rate equals the 下限 of a band.
    #[must_use]
    pub fn is_at_a_limit(&self, bands: &[Band]) -> bool {
        self.value().is_some_and(|value| {
            bands.iter().filter_map(|band| band.floor).any(|floor| value.percent() == floor)
        })
    }

    /// Returns the percentage as people see it, without the percent sign.
    #[must_use]
    pub fn shown(&self, bands: &[Band]) -> Option<String> {
        self.value().map(|value| value.shown(bands))
    }

    /// Returns the calculation in words: `411手続 ÷ 400手続 = 102.8%`.
    #[must_use]
    pub fn words(&self, unit: &str, bands: &[Band]) -> String {
        let actual = amount_shown(self.actual, unit, self.places);
        let (target, base) = (amount(self.target, unit), amount(self.baseline, unit));
        if self.form.nothing_left(self.actual, self.target) {
            return format!("目標 {target}に対し実績 {actual}");
        }
        if let Some(reached) = self.form.reached(self.actual, self.target) {
            let end = if reached { "達しています" } else { "達していません" };
            return format!("実績 {actual}は目標 {target}に{end}");
        }
        let Some(shown) = self.shown(bands) else {
            return match self.form {
                RateForm::Baseline => {
                    format!("目標 {target}が基準値 {base}と同じため、達成率を計算できません")
                }
                _ => format!("目標 {target}・実績 {actual}からは達成率を計算できません"),
            };
        };
        match self.form {
            RateForm::Ratio => format!("{actual} ÷ {target} = {shown}%"),
            RateForm::Inverse => format!("目標 {target} ÷ 実績 {actual} = {shown}%"),
            RateForm::Baseline => format!("（{actual} − {base}）÷（{target} − {base}）= {shown}%"),
            // These have no rate to show.
            RateForm::AtLeast | RateForm::AtMost => format!("目標 {target}・実績 {actual}"),
        }
    }
}

/// True if more is better: for 増, and for a reduction in percent, which should rise even if the master says
/// 減.
#[must_use]
pub(crate) fn rises(indicator: &Indicator) -> bool {
    indicator.direction == Direction::Increase || unit::is_reduction(&indicator.unit)
}

#[cfg(test)]
mod tests {
    use crate::evaluate::formula::{BandCells, Cells};
    use crate::evaluate::rate::{Rate, RateForm};
    use crate::evaluate::sample::{bands, number};
    use crate::plan::model::{Band, Direction, Indicator, Method};

    fn three() -> Vec<Band> {
        bands(&[("A", Some("100")), ("B", Some("80")), ("C", None)])
    }

    fn rate(form: RateForm, actual: &str, target: &str, base: &str) -> Rate {
        Rate { form, actual: number(actual), target: number(target), baseline: number(base), places: None }
    }

    #[test]
    fn reached_is_at_the_target_or_on_its_good_side() {
        let of = |direction| {
            RateForm::of(&Indicator { method: Method::Reached, direction, ..Indicator::default() })
        };
        let (least, most) = (of(Direction::Increase), of(Direction::Decrease));
        assert_eq!((least, most), (RateForm::AtLeast, RateForm::AtMost));
        let reached =
            |form: RateForm| ["9", "10", "11"].map(|actual| form.reached(number(actual), number("10")));
        assert_eq!(reached(least), [Some(false), Some(true), Some(true)]);
        assert_eq!(reached(most), [Some(true), Some(true), Some(false)]);
        assert_eq!(reached(RateForm::Ratio), [None; 3]);
        assert_eq!(RateForm::Ratio.value(number("5"), number("0"), number("0")), None);
        assert_eq!(RateForm::Ratio.value(number("5"), number("-10"), number("0")), None);
    }

    #[test]
    fn each_form_of_rate_has_its_words_and_its_band() {
        for (form, actual, target, base, unit, words, band) in [
            (RateForm::Ratio, "411", "400", "0", "手続", "411手続 ÷ 400手続 = 102.8%", Some(0)),
            (RateForm::Ratio, "125", "150", "0", "手続", "125手続 ÷ 150手続 = 83.3%", Some(1)),
            (RateForm::Ratio, "64", "80", "0", "%", "64% ÷ 80% = 80.0%", Some(1)),
            (RateForm::Ratio, "9", "10", "0", "%削減", "9%削減 ÷ 10%削減 = 90.0%", Some(1)),
            (RateForm::Ratio, "52026", "11250", "0", "件", "52,026件 ÷ 11,250件 = 462.5%", Some(0)),
            (RateForm::Ratio, "-3", "10", "0", "件", "-3件 ÷ 10件 = -30.0%", Some(2)),
            (RateForm::Inverse, "50", "40", "0", "分", "目標 40分 ÷ 実績 50分 = 80.0%", Some(1)),
            (RateForm::Inverse, "0", "40", "0", "件", "目標 40件に対し実績 0件", Some(0)),
            (RateForm::Inverse, "0", "0", "0", "件", "目標 0件に対し実績 0件", Some(0)),
            (
                RateForm::Inverse,
                "0",
                "-5",
                "0",
                "件",
                "目標 -5件・実績 0件からは達成率を計算できません",
                None,
            ),
            (RateForm::Inverse, "3", "0", "0", "件", "目標 0件・実績 3件からは達成率を計算できません", None),
            (RateForm::Ratio, "0", "0", "0", "件", "目標 0件・実績 0件からは達成率を計算できません", None),
            (RateForm::Baseline, "30", "50", "10", "%", "（30% − 10%）÷（50% − 10%）= 50.0%", Some(2)),
            (RateForm::Baseline, "60", "50", "100", "t", "（60t − 100t）÷（50t − 100t）= 80.0%", Some(1)),
            (
                RateForm::Baseline,
                "60",
                "50",
                "50",
                "t",
                "目標 50tが基準値 50tと同じため、達成率を計算できません",
                None,
            ),
        ] {
            let rate = rate(form, actual, target, base);
            assert_eq!(rate.words(unit, &three()), words);
            assert_eq!(rate.band(&three()), band, "{words}");
        }
    }

    const CELLS: Cells<'static> = Cells {
        actual: "I2",
        target: "H2",
        base: "F2",
        start: "G2",
        elapsed: "経過月数",
        months: "対象月数",
    };

    #[test]
    fn formulas_guard_blanks_and_zeros() {
        assert_eq!(RateForm::Ratio.formula(&CELLS), "IF(COUNT(I2,H2)=2,IF(H2>0,I2/H2,\"\"),\"\")");
        assert_eq!(
            RateForm::Inverse.formula(&CELLS),
            "IF(COUNT(I2,H2)=2,IF(AND(H2>0,I2>0),H2/I2,\"\"),\"\")"
        );
        assert_eq!(
            RateForm::Baseline.formula(&CELLS),
            "IF(COUNT(I2,H2,F2)=3,IF(H2<>F2,(I2-F2)/(H2-F2),\"\"),\"\")"
        );
    }

    #[test]
    fn a_band_formula_nests_one_comparison_per_limit() {
        let names = ["B1", "B2", "B3"].map(str::to_owned);
        let floors = ["C1", "C2"].map(str::to_owned);
        let cells =
            BandCells {
                names: &names, floors: &floors, undecided: "\"要判断\"", missing: "\"未報告\""
            };
        assert_eq!(
            RateForm::Ratio.band_formula(&CELLS, "K2", &cells),
            "IF(COUNT(I2)=0,\"未報告\",IF(ISNUMBER(K2),IF(ROUND(K2,9)>=C1,B1,IF(ROUND(K2,9)>=C2,B2,B3)),\"要判断\"))"
        );
        assert_eq!(
            RateForm::Inverse.band_formula(&CELLS, "K2", &cells),
            "IF(COUNT(I2)=0,\"未報告\",IF(AND(COUNT(I2,H2)=2,I2=0,H2>=0),B1,IF(ISNUMBER(K2),IF(ROUND(K2,9)>=C1,B1,IF(ROUND(K2,9)>=C2,B2,B3)),\"要判断\")))"
        );
    }
}
