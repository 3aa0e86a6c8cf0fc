//! A department that keeps a straight schedule is never judged late before the year's last month, whatever
//! the kind of its indicator and the bands of the plan, from the plan's first month on.

use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::evaluate::evaluate;
use crate::evaluate::sample::{FIRST, SampleReturns, bands, falling, id, indicator, month, plan};
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::Accumulation::{self, Annual, Rate, Stock};
use crate::plan::model::{Indicator, Method};
use crate::text::calendar::{FiscalYear, Month};

/// An indicator whose actuals follow a straight schedule.
#[derive(Clone, Debug)]
struct Course {
    unit: &'static str,
    accumulation: Accumulation,
    falls: bool,
    /// The value at the start of the year; `None` if the master has none.
    start: Option<i64>,
    target: i64,
    baseline: bool,
}

fn courses() -> impl Strategy<Value = Course> {
    let kinds = prop::sample::select(vec![
        ("施設", Stock, false),
        ("手続", Stock, false),
        ("%", Stock, false),
        ("", Stock, false),
        ("人", Stock, true),
        ("回", Annual, false),
        ("人", Annual, false),
        ("%", Annual, false),
        ("件", Annual, true),
        ("時間/年", Annual, false),
        ("%", Rate, false),
        ("%", Rate, true),
        ("%削減", Rate, false),
    ]);
    (kinds, prop::option::of(0_i64..200), 1_i64..150, any::<bool>()).prop_map(
        |((unit, accumulation, falls), start, distance, baseline)| {
            // A falling indicator needs a known start, and a target above 0.
            let start = if falls { Some(start.unwrap_or(0) + distance + 1) } else { start };
            let target = if falls { start.unwrap_or(0) - distance } else { start.unwrap_or(0) + distance };
            Course { unit, accumulation, falls, start, target, baseline }
        },
    )
}

impl Course {
    fn indicator(&self) -> Indicator {
        let target = format!("{}{}", self.target, self.unit);
        let closed = self.start.map_or_else(|| "-".to_owned(), |start| format!("{start}{}", self.unit));
        let one = indicator(self.unit, self.accumulation, &[("-", closed.as_str()), (&target, "-")]);
        let one = if self.falls { falling(one) } else { one };
        let baseline = self.start.map(Decimal::from);
        match self.baseline && baseline.is_some() {
            true => Indicator { method: Method::Baseline, baseline, ..one },
            false => one,
        }
    }

    /// Returns the actual on a straight line to the target, rounded to a whole number on the start's side.
    fn actual(&self, elapsed: i64, months: i64) -> String {
        let counted_anew = self.accumulation == Annual && !self.unit.ends_with("/年");
        let start = Decimal::from(if counted_anew { 0 } else { self.start.unwrap_or(0) });
        let distance = Decimal::from(self.target) - start;
        let straight = start + distance * Decimal::from(elapsed) / Decimal::from(months);
        let towards_start = match self.falls {
            true => RoundingStrategy::ToPositiveInfinity,
            false => RoundingStrategy::ToNegativeInfinity,
        };
        format!("{}{}", straight.round_dp_with_strategy(0, towards_start).normalize(), self.unit)
    }
}

/// Bands of both judgments by their 下限 in percent; the last needs action.
fn schemes() -> Vec<Vec<Option<&'static str>>> {
    vec![
        vec![Some("100"), Some("80"), None],
        vec![Some("100"), None],
        vec![Some("100"), Some("90"), Some("70"), Some("50"), None],
        vec![Some("60"), None],
    ]
}

fn with_bands(mut plan: Plan, floors: &[Option<&'static str>]) -> Plan {
    let names = ["一", "二", "三", "四", "五"];
    let rows: Vec<(&str, Option<&str>)> = names.into_iter().zip(floors.iter().copied()).collect();
    plan.bands.effect = bands(&rows);
    plan.bands.progress = bands(&rows);
    plan
}

/// Returns the bands of the pace and the outlook in a month, and the reasons for a failure's message.
fn judged(plan: &Plan, at: Month, actual: &str) -> (Option<usize>, Option<usize>, String) {
    let at = at.to_string();
    let accepted_months =
        SampleReturns::default().returned(plan, &at, "1-1-1", &[(Field::Actual, "", actual)]);
    let found = evaluate(plan, &accepted_months.0, month(&at));
    let year = month(&at).fiscal_year();
    let row = found.indicators.iter().find(|row| row.year == year).unwrap();
    let pace = row.pace.as_ref().and_then(|pace| pace.band(&plan.bands.progress));
    let project = found.project(&id("1-1-1")).unwrap();
    (pace, row.outlook, format!("{at} {actual}: {} / {}", row.reason, project.progress_reason))
}

proptest! {
    #[test]
    fn a_straight_course_is_on_schedule_in_every_month(course in courses(), scheme in prop::sample::select(schemes())) {
        let plan = with_bands(plan(vec![("1-1-1", vec![course.indicator()])]), &scheme);
        for elapsed in 1..12 {
            let at = (1..elapsed).fold(FiscalYear::new(FIRST + 1).first_month(), |at, _| at.next());
            let (pace, outlook, said) = judged(&plan, at, &course.actual(elapsed, 12));
            prop_assert!(pace.is_none_or(|band| band == 0), "{said}");
            prop_assert!(outlook.is_none_or(|band| band == 0), "{said}");
        }
    }

    #[test]
    fn a_straight_course_is_on_schedule_in_the_plans_short_first_year(
        course in courses(), scheme in prop::sample::select(schemes()),
    ) {
        // The plan begins in November, so its first year has five months. The value before it is a 基準値.
        let mut one = course.indicator();
        let target = one.years[&FiscalYear::new(FIRST + 1)].target.clone();
        one.baseline = course.start.map(Decimal::from);
        one.years.get_mut(&FiscalYear::new(FIRST)).unwrap().target = target;
        *one.years.get_mut(&FiscalYear::new(FIRST)).unwrap().actual = crate::figure::Figure::blank();
        let plan = with_bands(plan(vec![("1-1-1", vec![one])]), &scheme);
        let mut at = plan.period_start;
        for elapsed in 1..5 {
            let (pace, outlook, said) = judged(&plan, at, &course.actual(elapsed, 5));
            prop_assert!(pace.is_none_or(|band| band == 0), "{said}");
            prop_assert!(outlook.is_none_or(|band| band == 0), "{said}");
            at = at.next();
        }
    }

    #[test]
    fn an_actual_of_zero_is_late_in_december(
        target in 24_i64..150, kind in prop::sample::select(vec![Stock, Annual, Rate]),
    ) {
        let course = Course { unit: "%", accumulation: kind, falls: false, start: Some(0), target, baseline: false };
        let plan = plan(vec![("1-1-1", vec![course.indicator()])]);
        let (pace, outlook, said) = judged(&plan, month("2032-12"), "0%");
        prop_assert_eq!(pace, Some(2), "{}", said);
        // No outlook is computed for a 率.
        prop_assert_eq!(outlook, if kind == Rate { None } else { Some(2) });
    }
}
