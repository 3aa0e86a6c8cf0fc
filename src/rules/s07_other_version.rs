//! S07: issued from another version of the plan.

use crate::finding::{Finding, Kind, Severity};
use crate::grid::CellRef;
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "S07",
        severity: Severity::Check,
        title: "計画の版が違う様式",
        help: "現在の版の様式で目標などを確かめ、提出し直してください",
        explain: include_str!("s07_other_version.md"),
    },
    check: Check::Raised,
};

/// The finding.
pub(crate) fn finding(at: CellRef, written: &str, version: &str) -> Finding {
    RULE.kind
        .at(at, format!("この様式は計画の「{written}」のもので、現在の「{version}」と違います"))
        .found(written)
        .expected(version)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::rules::sample::{codes_when, said_when};

    #[test]
    fn an_older_version_is_named() {
        assert_eq!(
            said_when(|form| form.control(Control::PlanVersion, "第0版")),
            ["S07 この様式は計画の「第0版」のもので、現在の「第1版」と違います"]
        );
    }

    #[test]
    fn the_same_version_in_another_width_is_not() {
        assert!(codes_when(|form| form.control(Control::PlanVersion, "第１版")).is_empty());
    }
}
