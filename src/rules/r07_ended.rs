//! R07: an ended project was reported on.

use crate::finding::{Finding, Kind, Severity};
use crate::place::model::Return;
use crate::plan::model::Project;
use crate::rules::month_view::{MonthView, stamp};
use crate::rules::{Check, Rule};

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R07",
        severity: Severity::Info,
        title: "終了した事業の報告",
        help: "対応は要りません",
        explain: include_str!("r07_ended.md"),
    },
    check: Check::Month(check),
};

fn check(view: &MonthView<'_>) -> Vec<Finding> {
    let ended = view.returned().filter(|(project, _)| project.ended(view.year()));
    let finding = |(project, ret): (&Project, &Return)| {
        let message = format!("{} は{}には終了している事業です", project.id, view.year().label());
        stamp(RULE.kind.at(ret.anchor, message), ret)
    };
    ended.map(finding).collect()
}
