//! C01: a 累計 is worse than its previous value, a 率 than last year's end, or an annual count fell within the
//! year.

use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::evaluate::rate::rises;
use crate::figure::amount_as_written;
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
    let since = match indicator.accumulation {
        Accumulation::Stock => "前回",
        Accumulation::Rate => "前年度末",
        Accumulation::Annual if counts_up(entry.unit()) => "今年度の前回",
        Accumulation::Annual | Accumulation::Milestone => return None,
    };
    let (now, before) = (entry.quantity()?, entry.previous()?);
    // An annual count starts anew each fiscal year. Within the year it only grows, even if less is better.
    let of_year = indicator.accumulation == Accumulation::Annual;
    if of_year && before.month.fiscal_year() != entry.year() {
        return None;
    }
    let grows = of_year || rises(indicator);
    let worse = if grows { now.number < before.number } else { now.number > before.number };
    worse.then(|| {
        let unit = entry.unit();
        let (now, then) = (amount_as_written(now.number, unit), amount_as_written(before.number, unit));
        let moved = if grows { "下がって" } else { "上がって" };
        let message = format!(
            "{}{now}は、{since}（{}）の{then}より{moved}います",
            entry.label(),
            before.month.japanese()
        );
        RULE.kind.at(entry.cell(), message).expected(if grows {
            format!("{then}以上")
        } else {
            format!("{then}以下")
        })
    })
}

/// True if an annual value counts up over the year. Percentages, reductions and units per year do not.
fn counts_up(unit: &str) -> bool {
    !unit::per_year(unit) && !unit::is_percent(unit) && !unit::is_reduction(unit)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::model::{Accumulation, Direction};
    use crate::sample::forms::{
        AS_OF, findings, findings_after, findings_of, first, form, plan_with, run, said, set_year, times,
    };

    #[test]
    fn a_fallen_stock_or_rate_is_reported() {
        assert_eq!(
            said(&findings_after(|form| form.actual(0, "420手続"), |form| form)),
            ["C01 実績①411手続は、前回（2031年12月末）の420手続より下がっています"]
        );
        let found = findings(|form| form.actual(1, "36%"));
        assert_eq!(times("C01", &found), 1);
        assert_eq!(
            first("C01", &found).message,
            "実績②36%は、前年度末（2031年3月末）の36.3%より下がっています"
        );
        assert_eq!(first("C01", &found).expected, "36.3%以上");
    }

    #[test]
    fn a_past_year_with_a_suspected_slip_is_not_compared_with() {
        let plan = plan_with(0, 0, |indicator| set_year(indicator, 2030, "100手続", "-"));
        let told = |before: &str| {
            let last_year = form(&plan, "1-1-1", "2031-03").actual(0, before);
            let now = form(&plan, "1-1-1", AS_OF).of_year(Field::Actual, 0, 2030, before);
            times("C01", &run(&plan, vec![last_year, now.actual(0, "411手続")]).findings)
        };
        assert_eq!((told("1200手続"), told("500手続")), (0, 1));
    }

    #[test]
    fn an_annual_count_that_fell_within_the_year_is_reported() {
        let annual = |direction: Direction| {
            plan_with(0, 0, |indicator| {
                indicator.accumulation = Accumulation::Annual;
                indicator.direction = direction;
            })
        };
        let told = |plan: &crate::plan::Plan, last: &str| {
            let forms = vec![
                form(plan, "1-1-1", "2031-12").actual(0, last),
                form(plan, "1-1-1", AS_OF),
                form(plan, "1-1-2", AS_OF),
            ];
            said(&run(plan, forms).findings)
                .into_iter()
                .filter(|said| said.starts_with("C01"))
                .collect::<Vec<_>>()
        };
        let fell = ["C01 実績①411手続は、今年度の前回（2031年12月末）の420手続より下がっています"];
        assert_eq!(told(&annual(Direction::Increase), "420手続"), fell);
        assert_eq!(told(&annual(Direction::Decrease), "420手続"), fell);
        // An annual count is not compared with last year's.
        assert!(told(&annual(Direction::Decrease), "400手続").is_empty());
    }

    #[test]
    fn growth_is_reported_where_less_is_better() {
        let plan = plan_with(0, 0, |indicator| indicator.direction = Direction::Decrease);
        let found = findings_of(&plan, |form| form);
        let told = found.iter().find(|finding| finding.kind.code == "C01").unwrap();
        assert_eq!(told.message, "実績①411手続は、前回（2031年3月末）の125手続より上がっています");
        assert_eq!(told.expected, "125手続以下");
    }

    #[test]
    fn a_figure_is_printed_with_the_decimal_places_it_was_written_with() {
        let plan = plan_with(0, 1, |indicator| set_year(indicator, 2030, "40%", "87.0%"));
        let found =
            findings_of(&plan, |form| form.of_year(Field::Actual, 1, 2030, "87.0%").actual(1, "84.50%"));
        assert_eq!(said(&found), ["C01 実績②84.50%は、前年度末（2031年3月末）の87.0%より下がっています"]);
    }

    #[test]
    fn a_rate_is_compared_with_last_years_end_only() {
        assert_eq!(times("C01", &findings_after(|form| form.actual(1, "70%"), |form| form)), 0);
    }

    #[test]
    fn a_value_with_a_suspected_slip_is_not_compared_with() {
        assert_eq!(times("C01", &findings_after(|form| form.actual(0, "4110手続"), |form| form)), 0);
    }

    #[test]
    fn an_annual_share_reduction_or_amount_per_year_may_fall_within_the_year() {
        for unit in ["%", "%削減", "時間/年"] {
            let plan = plan_with(0, 0, |indicator| {
                unit.clone_into(&mut indicator.unit);
                indicator.accumulation = Accumulation::Annual;
                for year in 2030..2034 {
                    set_year(indicator, year, "30", "-");
                }
            });
            let told = |at: &str, actual: &str| {
                let form = form(&plan, "1-1-1", at).actual(0, actual);
                (2030..2034).fold(form, |form, year| form.of_year(Field::Target, 0, year, "30"))
            };
            let found = run(&plan, vec![told("2031-12", "20"), told(AS_OF, "18")]).findings;
            assert_eq!(times("C01", &found), 0, "{unit}");
        }
    }

    #[test]
    fn an_unchanged_value_is_neither_a_fall_nor_a_rise() {
        for direction in [Direction::Increase, Direction::Decrease] {
            let plan = plan_with(0, 0, |indicator| indicator.direction = direction);
            let forms = vec![form(&plan, "1-1-1", "2031-12"), form(&plan, "1-1-1", AS_OF)];
            assert_eq!(times("C01", &run(&plan, forms).findings), 0);
        }
    }

    #[test]
    fn a_rate_is_compared_with_the_year_s_end_that_a_return_told() {
        let last_year = |form: crate::sample::forms::Form| form.actual(1, "70%");
        let plan = plan_with(0, 1, |indicator| set_year(indicator, 2030, "40%", "-"));
        let now = form(&plan, "1-1-1", AS_OF).of_year(Field::Actual, 1, 2030, "70%");
        let found = run(&plan, vec![last_year(form(&plan, "1-1-1", "2031-03")), now]).findings;
        assert_eq!(
            first("C01", &found).message,
            "実績②65%は、前年度末（2031年3月末）の70%より下がっています"
        );
    }
}
