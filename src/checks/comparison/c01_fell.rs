//! C01: a 累計 below its previous value, a 率 below last year's end, a 単年 below its value of an earlier month of the year.

use crate::checks::entry::{Entry, as_written};
use crate::checks::rule::{Check, Rule};
use crate::evaluate::rate::rises;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::plan::model::Accumulation;
use crate::text::unit;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C01",
        severity: Severity::Check,
        title: "前回より下がった値",
        help: "値を確かめ、誤っていれば直してください",
        explain: include_str!("c01_fell.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let indicator = entry.indicator.filter(|_| entry.field == Field::Actual)?;
    let (now, before) = (entry.quantity()?, entry.previous()?);
    let within_the_year = before.month.fiscal_year() == entry.year();
    let since = match indicator.accumulation {
        Accumulation::Stock => "前回",
        Accumulation::Rate => "前年度末",
        // What is counted through a year starts anew in the next; a figure per year may fall at any time.
        Accumulation::Annual if within_the_year && !unit::per_year(entry.unit()) => "今年度の前回",
        Accumulation::Annual | Accumulation::Milestone => return None,
    };
    // What has been counted within a year never becomes less, whether more or less of it is wanted.
    let rises = indicator.accumulation == Accumulation::Annual || rises(indicator);
    let worse = if rises { now.number < before.number } else { now.number > before.number };
    worse.then(|| {
        let unit = entry.unit();
        let (now, then) = (as_written(now.number, unit), as_written(before.number, unit));
        let moved = if rises { "下がって" } else { "上がって" };
        let message = format!(
            "{}{now}は、{since}（{}）の{then}より{moved}います",
            entry.label(),
            before.month.japanese()
        );
        RULE.kind.at(entry.cell(), message).expected(if rises {
            format!("{then}以上")
        } else {
            format!("{then}以下")
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::Plan;
    use crate::plan::model::{Accumulation, Direction};
    use crate::sample::forms::{
        AS_OF, codes, codes_after, findings, findings_after, findings_of, form, plan_with, run, run_at, said,
        set_year,
    };

    #[test]
    fn a_level_that_fell_is_named() {
        assert_eq!(
            said(&findings_after(|form| form.actual(0, "420手続"), |form| form)),
            ["C01 実績①411手続は、前回（2031年12月末）の420手続より下がっています"]
        );
        let found = findings(|form| form.actual(1, "36%"));
        assert_eq!(codes(&found), ["R03", "R04", "R05", "C01"]);
        assert_eq!(found[3].message, "実績②36%は、前年度末（2031年3月末）の36.3%より下がっています");
        assert_eq!(found[3].expected, "36.3%以上");
    }

    #[test]
    fn of_what_should_shrink_growth_is_named() {
        let plan = plan_with(0, 0, |indicator| indicator.direction = Direction::Decrease);
        let found = findings_of(&plan, |form| form);
        let told = found.iter().find(|finding| finding.kind.code == "C01").unwrap();
        assert_eq!(told.message, "実績①411手続は、前回（2031年3月末）の125手続より上がっています");
        assert_eq!(told.expected, "125手続以下");
    }

    #[test]
    fn a_figure_is_printed_as_the_plan_prints_it() {
        let plan = plan_with(0, 1, |indicator| set_year(indicator, 2030, "40%", "87.0%"));
        let found =
            findings_of(&plan, |form| form.of_year(Field::Actual, 1, 2030, "87.0%").actual(1, "84.50%"));
        assert_eq!(said(&found), ["C01 実績②84.50%は、前年度末（2031年3月末）の87.0%より下がっています"]);
    }

    #[test]
    fn a_rate_is_compared_with_last_year_s_end_only() {
        assert!(codes_after(|form| form.actual(1, "70%"), |form| form).is_empty());
    }

    #[test]
    fn a_count_of_one_year_that_fell_within_the_year_is_named() {
        let annual = |unit: &str, direction: Direction| {
            plan_with(0, 0, |indicator| {
                (indicator.unit, indicator.accumulation, indicator.direction) =
                    (unit.to_owned(), Accumulation::Annual, direction);
                for (year, target) in [(2030, "300件"), (2031, "400件"), (2032, "400件"), (2033, "400件")]
                {
                    set_year(indicator, year, &target.replace("件", unit), "-");
                }
            })
        };
        let told = |plan: &Plan, december: &str, march: &str| {
            let of = |at: &str, actual: &str| form(plan, "1-1-1", at).actual(0, actual);
            let forms = vec![of("2031-12", december), of(AS_OF, march), form(plan, "1-1-2", AS_OF)];
            said(&run(plan, forms).findings).into_iter().find(|told| told.starts_with("C01"))
        };
        let fell = "C01 実績①300件は、今年度の前回（2031年12月末）の318件より下がっています";
        for direction in [Direction::Increase, Direction::Decrease] {
            let plan = annual("件", direction);
            assert_eq!(told(&plan, "318件", "300件").as_deref(), Some(fell));
            assert_eq!(told(&plan, "318件", "318件"), None);
        }
        assert_eq!(told(&annual("件/年", Direction::Increase), "318件/年", "300件/年"), None);
    }

    #[test]
    fn a_count_of_one_year_starts_anew_in_the_next() {
        let plan = plan_with(0, 0, |indicator| indicator.accumulation = Accumulation::Annual);
        let forms = vec![
            form(&plan, "1-1-1", AS_OF),
            form(&plan, "1-1-1", "2032-06").of_year(Field::Actual, 0, 2031, "411手続").actual(0, "100手続"),
        ];
        let c = run_at(&plan, forms, "2032-06");
        assert!(!codes(&c.findings).contains(&"C01"), "{:?}", said(&c.findings));
    }

    #[test]
    fn a_suspected_slip_is_no_yardstick() {
        assert!(codes_after(|form| form.actual(0, "4110手続"), |form| form).is_empty());
    }
}
