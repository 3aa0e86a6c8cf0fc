//! At every limit the band is exact: scaling both sides, or writing a figure in another way, never moves it.

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::evaluate::rate::{Rate, RateForm};
use crate::evaluate::sample::{FIRST, bands, falling, indicator, number, plan, row};
use crate::plan::model::Accumulation::{Annual, Rate as Ratio};
use crate::plan::model::{Band, Method};
use crate::ratings::{Effect, EffectBasis};
use crate::returns::accepted::AcceptedMonths;

fn scheme(floors: &[&str]) -> Vec<Band> {
    let names = ["一", "二", "三", "四", "五", "六"];
    let floors = floors.iter().map(|floor| Some(*floor)).chain([None]);
    let rows: Vec<(&str, Option<&str>)> = names.into_iter().zip(floors).collect();
    bands(&rows)
}

fn schemes() -> impl Strategy<Value = Vec<Band>> {
    prop::sample::select(vec![
        scheme(&["100", "80"]),
        scheme(&["100", "80", "50"]),
        scheme(&["120", "100", "66.7", "33.3"]),
        scheme(&["100"]),
        scheme(&["110", "90", "60", "12.5", "0.5"]),
    ])
}

/// The ways in which departments and plans write a whole number of a unit.
fn ways(number: i64, unit: &str) -> Vec<String> {
    let wide = |text: &str| -> String {
        text.chars()
            .map(|c| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_digit()).unwrap_or(c))
            .collect()
    };
    let grouped = {
        let digits = number.to_string();
        let mut out = String::new();
        for (at, c) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(c);
        }
        out
    };
    let mut ways = vec![
        format!("{number}{unit}"),
        format!("{grouped}{unit}"),
        format!("{}{unit}", wide(&grouped)),
        format!(" {number} {unit}"),
        format!("{number}.00{unit}"),
        format!("試行（{number}{unit}）"),
        format!("{number}"),
    ];
    if number % 10_000 == 0 && number > 0 {
        ways.push(format!("{}万{unit}", number / 10_000));
    }
    if number % 100 == 0 && number > 0 {
        // 3.2千件 is 3,200件.
        ways.push(format!("{}千{unit}", Decimal::new(number / 100, 1).normalize()));
    }
    ways
}

/// Returns the effect of a past year from the texts of its target and actual.
fn judged(scheme: &[Band], unit: &str, target: &str, actual: &str) -> (Effect, EffectBasis) {
    let mut plan = plan(vec![("1-1-1", vec![indicator(unit, Annual, &[(target, actual), ("-", "-")])])]);
    plan.bands.effect = scheme.to_vec();
    let found = row(&plan, &AcceptedMonths::default(), "2033-03", "1-1-1", FIRST);
    (found.effect, found.effect_basis)
}

/// Returns the first band whose 下限 × target the actual reaches, computed in whole thousandths.
fn by_hand(scheme: &[Band], actual: i64, target: i64) -> usize {
    let reached = |band: &Band| match band.floor {
        Some(floor) => {
            let thousandths = (floor * Decimal::from(1000)).trunc().mantissa();
            i128::from(actual) * 100_000 >= thousandths * i128::from(target)
        }
        None => true,
    };
    scheme.iter().position(reached).unwrap()
}

proptest! {
    #[test]
    fn the_written_form_of_a_figure_never_moves_its_band(
        scheme in schemes(), target in 1_i64..200_000, at in 0_usize..6, beside in -1_i64..2,
        first in 0_usize..9, second in 0_usize..9,
    ) {
        // On a limit of the scheme, one below it, one above it.
        let floor = scheme.get(at % scheme.len()).and_then(|band| band.floor).unwrap_or_default();
        let actual = (Decimal::from(target) * floor / Decimal::ONE_HUNDRED).ceil().mantissa();
        let actual = (i64::try_from(actual).unwrap() + beside).max(0);
        let (targets, actuals) = (ways(target, "件"), ways(actual, "件"));
        let (target_text, actual_text) = (&targets[first % targets.len()], &actuals[second % actuals.len()]);
        let expected = by_hand(&scheme, actual, target);
        let found = judged(&scheme, "件", target_text, actual_text);
        prop_assert_eq!(found, (Effect::Band(expected), EffectBasis::Figures), "{} of {}", actual_text, target_text);
    }

    #[test]
    fn scaling_both_sides_never_moves_the_band(
        scheme in schemes(), actual in 0_i64..1_000_000_000, target in 1_i64..1_000_000_000,
        base in 0_i64..1_000, factor in 1_i64..1_000_000, places in 0_u32..6,
    ) {
        let scale = Decimal::new(factor, places);
        for form in [RateForm::Ratio, RateForm::Inverse, RateForm::Baseline] {
            let rate = |by: Decimal| Rate {
                form,
                actual: Decimal::from(actual) * by,
                target: Decimal::from(target) * by,
                baseline: if form == RateForm::Baseline { Decimal::from(base) * by } else { Decimal::ZERO },
                places: None,
            };
            prop_assert_eq!(rate(Decimal::ONE).band(&scheme), rate(scale).band(&scheme), "{:?}", form);
        }
        let ratio = Rate {
            form: RateForm::Ratio,
            actual: Decimal::from(actual),
            target: Decimal::from(target),
            baseline: Decimal::ZERO,
            places: None,
        };
        prop_assert_eq!(ratio.band(&scheme), Some(by_hand(&scheme, actual, target)));
    }

    #[test]
    fn a_percentage_has_the_same_band_however_it_is_written(tenths in 0_i64..1_200, target in 1_i64..101) {
        let three = scheme(&["100", "80"]);
        let actual = Decimal::new(tenths, 1);
        let expected = by_hand(&three, tenths, target * 10);
        for written in [format!("{actual}%"), format!("{}％", actual.normalize()), format!("{actual} パーセント")] {
            let (effect, _) = judged(&three, "%", &format!("{target}%"), &written);
            prop_assert_eq!(effect, Effect::Band(expected), "{} of {}%", written, target);
        }
    }
}

#[test]
fn inverse_and_baseline_rates_are_exact_at_a_limit() {
    let three = || scheme(&["100", "80"]);
    // 80 ÷ 100 exactly, and one above.
    for (target, actual, expected) in
        [("80件", "100件", 1), ("80件", "101件", 2), ("80件", "80件", 0), ("80件", "81件", 1)]
    {
        let mut town =
            plan(vec![("1-1-1", vec![falling(indicator("件", Annual, &[(target, actual), ("-", "-")]))])]);
        town.bands.effect = three();
        let found = row(&town, &AcceptedMonths::default(), "2033-03", "1-1-1", FIRST);
        assert_eq!(found.effect, Effect::Band(expected), "{actual}");
    }
    // (x − 62.5) ÷ (75 − 62.5): ten points are exactly 80%.
    for (actual, expected) in [("72.5%", 1), ("72.4%", 2), ("75.0%", 0), ("74.99%", 1)] {
        let mut one = indicator("%", Ratio, &[("75%", actual), ("-", "-")]);
        one.method = Method::Baseline;
        one.baseline = Some(number("62.5"));
        let mut town = plan(vec![("1-1-1", vec![one])]);
        town.bands.effect = three();
        let found = row(&town, &AcceptedMonths::default(), "2033-03", "1-1-1", FIRST);
        assert_eq!(found.effect, Effect::Band(expected), "{actual}");
    }
}
