//! Paces (進度): a rate in relation to the months elapsed. Value, words and spreadsheet formula stand side by
//! side.
//!
//! A department on schedule must never be judged late. The plain formulas would do so for whole things
//! (nobody has 1.9 of them when 1.9 are due) and for levels that climb to their target during the year.
//! Therefore a shortfall of less than one unit in the last place of the figures does not count, and a level
//! below its target is also compared with a straight line from the start of the year.

use rust_decimal::Decimal;

use crate::evaluate::formula::{BandCells, Cells, banded, banded_where, guarded};
use crate::evaluate::fraction::{Fraction, positive};
use crate::evaluate::rate::RateForm;
use crate::plan::bands::are_computed;
use crate::plan::model::Band;

/// The formula of a pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaceForm {
    /// The rate alone: in the year's last month, and for a level that has only to be kept.
    Rate(RateForm),
    /// The rate of a level that may still be rising (率, and units per year, before the year's last month).
    LevelRate(RateForm, DistanceToTarget),
    /// 累計: (実績−前年度末) ÷ (目標−前年度末) ÷ 経過割合.
    Growth,
    /// 単年, 増: 実績 ÷ (目標 × 経過割合).
    Annual,
    /// 単年, 減: 目標 × 経過割合 ÷ 実績.
    AnnualInverse,
}

/// What is known of a level between the start of the year and the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DistanceToTarget {
    /// The distance is long enough to be compared with the months elapsed.
    Long,
    /// The distance is so short that it is covered in steps: only a level behind its start is late.
    Short,
    /// The level at the start is not known.
    Unknown,
}

impl PaceForm {
    /// True if the formula uses the months elapsed.
    #[must_use]
    pub fn over_time(self) -> bool {
        matches!(self, Self::Growth | Self::Annual | Self::AnnualInverse)
    }

    /// True if the pace or its band depends on the value at the start of the year.
    #[must_use]
    pub fn has_start(self) -> bool {
        matches!(self, Self::Growth | Self::LevelRate(_, DistanceToTarget::Long | DistanceToTarget::Short))
    }

    /// Returns the formula in words, for 判定基準.
    #[must_use]
    pub fn definition(self) -> &'static str {
        match self {
            Self::Rate(form) | Self::LevelRate(form, _) => form.definition(),
            Self::Growth => "（実績 − 前年度末）÷（目標 − 前年度末）÷ 経過割合",
            Self::Annual => "実績 ÷（目標 × 経過割合）",
            Self::AnnualInverse => "目標 × 経過割合 ÷ 実績",
        }
    }

    /// Returns the spreadsheet formula of the pace: a fraction, or an empty text where there is no pace.
    #[must_use]
    pub fn formula(self, cells: &Cells) -> String {
        let Cells { actual, target, start, elapsed, months, .. } = cells;
        match self {
            Self::Rate(form) | Self::LevelRate(form, _) => form.formula(cells),
            Self::Growth => guarded(
                &[actual, target, start, elapsed, months],
                &format!("AND({target}<>{start},{elapsed}>0)"),
                &growth_formula(actual, cells),
            ),
            Self::Annual => guarded(
                &[actual, target, elapsed, months],
                &format!("AND({target}>0,{elapsed}>0)"),
                &annual_formula(actual, cells),
            ),
            Self::AnnualInverse => guarded(
                &[actual, target, elapsed, months],
                &format!("AND({target}>0,{actual}>0,{elapsed}>0)"),
                &inverse_formula(actual, cells),
            ),
        }
    }

    /// Returns the rate that behaves the same at zero.
    pub(super) fn as_rate(self) -> RateForm {
        match self {
            Self::Rate(form) | Self::LevelRate(form, _) => form,
            Self::Growth => RateForm::Baseline,
            Self::Annual => RateForm::Ratio,
            Self::AnnualInverse => RateForm::Inverse,
        }
    }
}

/// 進度 with the figures that it is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The formula.
    pub form: PaceForm,
    /// 実績.
    pub actual: Decimal,
    /// 目標.
    pub target: Decimal,
    /// 基準値, for a baseline rate.
    pub base: Decimal,
    /// The decimal places to which words round 実績, as its cell does; `None` if they do not round it.
    pub places: Option<u32>,
    /// The value at the start of the year, where [`PaceForm::has_start`]; else 0.
    pub start: Decimal,
    /// Months elapsed.
    pub elapsed: u32,
    /// Months of the fiscal year that the plan covers.
    pub months: u32,
}

impl Pace {
    /// Returns the value; `None` where no pace can be formed.
    #[must_use]
    pub fn value(&self) -> Option<Fraction> {
        match self.form {
            PaceForm::Rate(form) | PaceForm::LevelRate(form, _) => {
                form.value(self.actual, self.target, self.base)
            }
            PaceForm::Growth => self.growth_fraction(self.actual),
            PaceForm::Annual if positive(self.target) => self.annual_fraction(self.actual),
            PaceForm::AnnualInverse if positive(self.target) && positive(self.actual) => {
                self.inverse_fraction(self.actual)
            }
            PaceForm::Annual | PaceForm::AnnualInverse => None,
        }
    }

    /// Returns the band; `None` where the pace allows no judgment.
    #[must_use]
    pub fn band(&self, bands: &[Band]) -> Option<usize> {
        if self.form.as_rate().nothing_left(self.actual, self.target) && are_computed(bands) {
            return Some(0);
        }
        let exact = self.value()?.band(bands)?;
        match self.form {
            PaceForm::Rate(_) => Some(exact),
            PaceForm::LevelRate(_, DistanceToTarget::Unknown) => Some(exact).filter(|band| *band == 0),
            PaceForm::LevelRate(_, DistanceToTarget::Short) => {
                Some(exact).filter(|band| *band == 0 || self.fell_behind())
            }
            _ => bands
                .iter()
                .position(|band| band.floor.is_none_or(|floor| self.reaches(floor)))
                .or(Some(exact)),
        }
    }

    /// True if the actual is on or above the linear schedule, ignoring less than one unit in the last place.
    #[must_use]
    pub fn on_schedule(&self) -> bool {
        self.form.as_rate().nothing_left(self.actual, self.target) || self.reaches(Decimal::ONE_HUNDRED)
    }

    /// Returns the percentage as people see it, without the percent sign.
    #[must_use]
    pub fn shown(&self, bands: &[Band]) -> Option<String> {
        self.value().map(|value| value.shown(bands))
    }

    /// Returns the spreadsheet formula, see [`PaceForm::formula`].
    #[must_use]
    pub fn formula(&self, cells: &Cells) -> String {
        self.form.formula(cells)
    }

    /// Returns the spreadsheet formula of the band; `pace` is the cell that holds [`Pace::formula`]. Its
    /// result is an empty text where there is no pace.
    #[must_use]
    pub fn band_formula(&self, cells: &Cells, pace: &str, bands: &BandCells) -> String {
        let Cells { actual, target, start, .. } = cells;
        let nearly = format!("{actual}{:+}", self.last_place_unit());
        let along = |floor: &str, also: &[String]| {
            let reached: Vec<String> =
                std::iter::once(format!("ROUND({pace},9)>={floor}")).chain(also.iter().cloned()).collect();
            format!("OR({})", reached.join(","))
        };
        let with = |reached: &dyn Fn(&str) -> String| banded_where(pace, bands, "\"\"", reached);
        let by_pace = match self.form {
            PaceForm::Rate(_) => banded(pace, bands, "\"\""),
            PaceForm::Growth => {
                with(&|floor| along(floor, &[format!("ROUND({},9)>{floor}", growth_formula(&nearly, cells))]))
            }
            PaceForm::Annual => {
                with(&|floor| along(floor, &[format!("ROUND({},9)>{floor}", annual_formula(&nearly, cells))]))
            }
            PaceForm::AnnualInverse => with(&|floor| {
                let eased = format!("ROUND({},9)>{floor}", inverse_formula(&nearly, cells));
                along(floor, &[format!("IF({nearly}<=0,TRUE,{eased})")])
            }),
            PaceForm::LevelRate(_, DistanceToTarget::Long) => with(&|floor| {
                let (exact, eased) = (growth_formula(actual, cells), growth_formula(&nearly, cells));
                along(floor, &[format!("ROUND({exact},9)>={floor}"), format!("ROUND({eased},9)>{floor}")])
            }),
            PaceForm::LevelRate(_, distance) => {
                let behind = match distance {
                    DistanceToTarget::Short => format!("({actual}-{start})*({target}-{start})<0"),
                    _ => "FALSE".to_owned(),
                };
                let (best, limit) = (bands.names.first(), bands.floors.first());
                match best.zip(limit) {
                    Some((best, limit)) => {
                        let late = format!("IF({behind},{},\"\")", banded(pace, bands, "\"\""));
                        format!("IF(ISNUMBER({pace}),IF(ROUND({pace},9)>={limit},{best},{late}),\"\")")
                    }
                    None => banded(pace, bands, "\"\""),
                }
            }
        };
        self.form.as_rate().with_zero_actual(cells, bands, by_pace)
    }

    /// Returns the spreadsheet condition of [`Pace::on_schedule`] for a pace over time. Its cells must hold
    /// numbers.
    pub(super) fn on_schedule_formula(&self, cells: &Cells) -> String {
        let nearly = format!("({}{:+})", cells.actual, self.last_place_unit());
        let along = |of: fn(&str, &Cells) -> String| {
            format!("OR(ROUND({},9)>=1,ROUND({},9)>1)", of(cells.actual, cells), of(&nearly, cells))
        };
        match self.form {
            PaceForm::Growth => along(growth_formula),
            PaceForm::AnnualInverse => format!("IF({nearly}<=0,TRUE,{})", along(inverse_formula)),
            _ => along(annual_formula),
        }
    }

    /// True if the actual reaches `floor` percent of the amount due by now, ignoring less than one unit in
    /// the last place.
    fn reaches(&self, floor: Decimal) -> bool {
        let exact = |fraction: Option<Fraction>| fraction.is_some_and(|value| value.at_least(floor));
        let eased = |fraction: Option<Fraction>| fraction.is_some_and(|value| value.above(floor));
        let nearly = self.actual.checked_add(self.last_place_unit()).unwrap_or(self.actual);
        exact(self.value())
            || match self.form {
                PaceForm::Growth => eased(self.growth_fraction(nearly)),
                PaceForm::Annual => eased(self.annual_fraction(nearly)),
                PaceForm::AnnualInverse => !positive(nearly) || eased(self.inverse_fraction(nearly)),
                PaceForm::LevelRate(_, DistanceToTarget::Long) => {
                    exact(self.growth_fraction(self.actual)) || eased(self.growth_fraction(nearly))
                }
                PaceForm::Rate(_) | PaceForm::LevelRate(..) => false,
            }
    }

    /// Returns one unit in the last place that actual and target are written with, signed towards the target.
    pub(super) fn last_place_unit(&self) -> Decimal {
        let places = self.actual.normalize().scale().max(self.target.normalize().scale());
        let falls = match self.form {
            PaceForm::Growth | PaceForm::LevelRate(..) => self.target < self.start,
            PaceForm::AnnualInverse => true,
            PaceForm::Rate(_) | PaceForm::Annual => false,
        };
        let unit = Decimal::new(1, places);
        if falls { -unit } else { unit }
    }

    /// True if a level has moved away from the target since the start of the year.
    pub(super) fn fell_behind(&self) -> bool {
        if self.target < self.start { self.actual > self.start } else { self.actual < self.start }
    }

    pub(super) fn growth_fraction(&self, actual: Decimal) -> Option<Fraction> {
        Fraction::new(
            actual.checked_sub(self.start)?.checked_mul(self.months.into())?,
            self.target.checked_sub(self.start)?.checked_mul(self.elapsed.into())?,
        )
    }

    fn annual_fraction(&self, actual: Decimal) -> Option<Fraction> {
        Fraction::new(actual.checked_mul(self.months.into())?, self.target.checked_mul(self.elapsed.into())?)
    }

    fn inverse_fraction(&self, actual: Decimal) -> Option<Fraction> {
        Fraction::new(self.target.checked_mul(self.elapsed.into())?, actual.checked_mul(self.months.into())?)
    }
}

fn growth_formula(actual: &str, cells: &Cells) -> String {
    let Cells { target, start, elapsed, months, .. } = cells;
    format!("(({actual}-{start})*{months})/(({target}-{start})*{elapsed})")
}

fn annual_formula(actual: &str, cells: &Cells) -> String {
    let Cells { target, elapsed, months, .. } = cells;
    format!("(({actual})*{months})/({target}*{elapsed})")
}

fn inverse_formula(actual: &str, cells: &Cells) -> String {
    let Cells { target, elapsed, months, .. } = cells;
    format!("({target}*{elapsed})/(({actual})*{months})")
}

#[cfg(test)]
mod tests {
    use crate::evaluate::formula::{BandCells, Cells};
    use crate::evaluate::pace::{DistanceToTarget, Pace, PaceForm};
    use crate::evaluate::rate::RateForm;
    use crate::evaluate::sample::{bands, number};
    use crate::plan::model::Band;

    fn three() -> Vec<Band> {
        bands(&[("A", Some("100")), ("B", Some("80")), ("C", None)])
    }

    fn pace(form: PaceForm, actual: &str, target: &str, start: &str, elapsed: u32) -> Pace {
        let [actual, target, start] = [actual, target, start].map(number);
        Pace { form, actual, target, base: number("0"), places: None, start, elapsed, months: 12 }
    }

    #[test]
    fn each_form_of_pace_has_its_words_and_its_band() {
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
                PaceForm::Annual,
                "5000",
                "12000",
                "0",
                6,
                "今年度の目標 12,000手続に対し 5,000手続、経過 6/12 → 進度 83.3%",
                Some(1),
            ),
            (
                PaceForm::AnnualInverse,
                "60",
                "100",
                "0",
                6,
                "今年度の目標 100手続に対し 60手続、経過 6/12 → 進度 83.3%",
                Some(1),
            ),
            (PaceForm::AnnualInverse, "0", "100", "0", 6, "目標 100手続に対し実績 0手続", Some(0)),
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
            assert_eq!(pace.words("手続", &three()).to_string(), words);
            assert_eq!(pace.band(&three()), band, "{words}");
        }
    }

    #[test]
    fn a_shortfall_of_less_than_the_last_place_is_not_late() {
        use PaceForm::{Annual, AnnualInverse, Growth};
        for (form, actual, target, start, elapsed, band) in [
            // Of 23 a year, 1.9 are due in April; whole things on schedule are at 1.
            (Growth, "1", "23", "0", 1, Some(0)),
            (Growth, "0", "23", "0", 1, Some(2)),
            (Growth, "100.9", "123", "100", 1, Some(2)),
            (Growth, "41", "100", "36.3", 1, Some(0)),
            (Growth, "40", "100", "36.3", 1, Some(1)),
            // From 100 down to 77: 98.1 are due in April.
            (Growth, "99", "77", "100", 1, Some(0)),
            (Growth, "100", "77", "100", 1, Some(2)),
            // Four in a year: the first is due in June.
            (Annual, "0", "4", "0", 2, Some(0)),
            (Annual, "0", "4", "0", 3, Some(1)),
            (Annual, "0", "4", "0", 6, Some(2)),
            (Annual, "1", "4", "0", 3, Some(0)),
            (AnnualInverse, "1", "4", "0", 1, Some(0)),
            (AnnualInverse, "2", "4", "0", 1, Some(2)),
            (AnnualInverse, "500", "1000", "0", 6, Some(0)),
            (AnnualInverse, "501", "1000", "0", 6, Some(1)),
            (Annual, "499", "1000", "0", 6, Some(1)),
            (Annual, "399", "1000", "0", 6, Some(2)),
        ] {
            let pace = pace(form, actual, target, start, elapsed);
            assert_eq!(pace.band(&three()), band, "{form:?} {actual} of {target}");
            assert_eq!(pace.on_schedule(), band == Some(0), "{form:?} {actual} of {target}");
        }
        let words = pace(Growth, "1", "23", "0", 1).words("施設", &three()).to_string();
        assert_eq!(
            words,
            "今年度の伸び 23施設のうち 1施設 (4.3%)、経過 1/12 → 進度 52.2%（下限との差は1施設に満たない）"
        );
    }

    #[test]
    fn a_level_is_judged_by_its_growth_and_never_worse_than_by_its_rate() {
        let level = |distance| PaceForm::LevelRate(RateForm::Ratio, distance);
        for (distance, actual, target, start, band) in [
            (DistanceToTarget::Long, "29", "40", "17", Some(0)),
            (DistanceToTarget::Long, "27", "40", "17", Some(1)),
            (DistanceToTarget::Long, "20", "40", "17", Some(2)),
            (DistanceToTarget::Long, "16", "40", "17", Some(2)),
            (DistanceToTarget::Long, "33", "40", "17", Some(0)),
            (DistanceToTarget::Short, "95", "100", "95", None),
            (DistanceToTarget::Short, "94", "100", "95", Some(1)),
            (DistanceToTarget::Short, "100", "100", "95", Some(0)),
            (DistanceToTarget::Unknown, "10", "100", "0", None),
            (DistanceToTarget::Unknown, "101", "100", "0", Some(0)),
        ] {
            let pace = pace(level(distance), actual, target, start, 6);
            assert_eq!(pace.band(&three()), band, "{distance:?} {actual} of {target} from {start}");
        }
        let words = |distance, actual, start| {
            pace(level(distance), actual, "40", start, 6).level_words("%", &three())
        };
        assert_eq!(
            words(DistanceToTarget::Long, "27", "17").unwrap(),
            "前年度末からの伸び 23%のうち 10% (43.5%)、経過 6/12 で予定の 87.0%"
        );
        assert_eq!(
            words(DistanceToTarget::Long, "20", "0").unwrap(),
            "年度初めを0とみると、伸び 40%のうち 20% (50.0%)、経過 6/12 で予定の 100.0%"
        );
        assert!(words(DistanceToTarget::Short, "35", "30").unwrap().starts_with("目標までの差が小さいため"));
        assert_eq!(words(DistanceToTarget::Short, "29", "30"), None);
        assert_eq!(words(DistanceToTarget::Long, "40", "17"), None);
    }

    #[test]
    fn formulas_follow_the_form_of_the_pace() {
        let cells = Cells { actual: "I2", target: "H2", base: "F2", start: "G2", elapsed: "E", months: "M" };
        assert_eq!(
            PaceForm::Growth.formula(&cells),
            "IF(COUNT(I2,H2,G2,E,M)=5,IF(AND(H2<>G2,E>0),((I2-G2)*M)/((H2-G2)*E),\"\"),\"\")"
        );
        assert_eq!(PaceForm::Rate(RateForm::Ratio).formula(&cells), RateForm::Ratio.formula(&cells));
        let (names, floors) = (["B1", "B2"].map(str::to_owned), ["C1".to_owned()]);
        let bands = BandCells { names: &names, floors: &floors, undecided: "U", missing: "M" };
        let of = |form, actual, start| pace(form, actual, "40", start, 6).band_formula(&cells, "L2", &bands);
        assert_eq!(
            of(PaceForm::Rate(RateForm::Ratio), "30", "0"),
            "IF(ISNUMBER(L2),IF(ROUND(L2,9)>=C1,B1,B2),\"\")"
        );
        assert_eq!(
            of(PaceForm::Annual, "3.5", "0"),
            "IF(ISNUMBER(L2),IF(OR(ROUND(L2,9)>=C1,ROUND(((I2+0.1)*M)/(H2*E),9)>C1),B1,B2),\"\")"
        );
        assert_eq!(
            of(PaceForm::Growth, "50", "60"),
            "IF(ISNUMBER(L2),IF(OR(ROUND(L2,9)>=C1,ROUND(((I2-1-G2)*M)/((H2-G2)*E),9)>C1),B1,B2),\"\")"
        );
        assert_eq!(
            of(PaceForm::LevelRate(RateForm::Ratio, DistanceToTarget::Short), "35", "30"),
            "IF(ISNUMBER(L2),IF(ROUND(L2,9)>=C1,B1,IF((I2-G2)*(H2-G2)<0,IF(ISNUMBER(L2),IF(ROUND(L2,9)>=C1,B1,B2),\"\"),\"\")),\"\")"
        );
    }

    #[test]
    fn a_count_of_the_year_has_a_pace_only_above_nought() {
        for (form, actual, target) in [
            (PaceForm::Annual, "-3", "-6"),
            (PaceForm::AnnualInverse, "-3", "6"),
            (PaceForm::AnnualInverse, "3", "-6"),
            (PaceForm::AnnualInverse, "-3", "-6"),
        ] {
            assert_eq!(pace(form, actual, target, "0", 6).value(), None, "{form:?} {actual} of {target}");
        }
    }

    #[test]
    fn a_level_within_one_unit_of_its_line_is_called_on_it() {
        // 40 + 13 × 7/12 is between 47.5 and 47.6.
        let level =
            pace(PaceForm::LevelRate(RateForm::Ratio, DistanceToTarget::Long), "47.5", "53.0", "40", 7);
        assert_eq!(level.band(&three()), Some(0));
        let words = level.level_words("点", &three()).unwrap();
        assert!(words.ends_with("（下限との差は0.1点に満たない）"), "{words}");
    }
}
