//! C01: a 累計 below its previous value, a 率 below last year's end.

use crate::evaluate::rate::rises;
use crate::finding::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::plan::model::Accumulation;
use crate::rules::entry::{Entry, as_written};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "C01",
        severity: Severity::Check,
        title: "前回より下がった値",
        help: "値を確かめ、誤っていれば直してください",
        explain: include_str!("c01_fell.md"),
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let indicator = entry.indicator.filter(|_| entry.field == Field::Actual)?;
    let since = match indicator.accumulation {
        Accumulation::Stock => "前回",
        Accumulation::Rate => "前年度末",
        Accumulation::Annual | Accumulation::Milestone => return None,
    };
    let (now, before) = (entry.quantity()?, entry.previous()?);
    let worse = if rises(indicator) { now.number < before.number } else { now.number > before.number };
    worse.then(|| {
        let unit = entry.unit();
        let (now, then) = (as_written(now.number, unit), as_written(before.number, unit));
        let moved = if rises(indicator) { "下がって" } else { "上がって" };
        let message = format!(
            "{}{now}は、{since}（{}）の{then}より{moved}います",
            entry.label(),
            before.month.japanese()
        );
        RULE.kind.at(entry.cell(), message).expected(if rises(indicator) {
            format!("{then}以上")
        } else {
            format!("{then}以下")
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::sample::{codes_after, codes_when};

    #[test]
    fn a_level_that_fell_is_named() {
        assert_eq!(codes_after(|form| form.actual(0, "420手続"), |form| form), ["C01"]);
        assert_eq!(codes_when(|form| form.actual(1, "36%")), ["R03", "R04", "R05", "C01"]);
    }

    #[test]
    fn a_rate_is_compared_with_last_year_s_end_only() {
        assert!(codes_after(|form| form.actual(1, "70%"), |form| form).is_empty());
    }

    #[test]
    fn a_suspected_slip_is_no_yardstick() {
        assert!(codes_after(|form| form.actual(0, "4110手続"), |form| form).is_empty());
    }
}
