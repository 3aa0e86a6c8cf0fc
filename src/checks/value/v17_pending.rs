//! V17: the value is not known yet (公表待ち).

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V17",
        severity: Severity::Check,
        title: "公表待ちの実績",
        help: "実績の分かる月を記入してください",
        explain: include_str!("v17_pending.md"),
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    if entry.field != Field::Actual || entry.content() != Content::Pending {
        return None;
    }
    entry.due()?;
    let (label, text) = (entry.label(), one_line(entry.text()));
    let by_plan = || entry.indicator?.awaited(entry.year(), entry.returned_in());
    let told = entry.said()?.known_in.or_else(by_plan);
    let finding = match told {
        Some(month) => {
            let known = month.japanese_month();
            let message = format!("{label}「{text}」を公表待ちとしました（{known}に分かる見込み）");
            let help = format!("対応は要りません。{known}以降の回答で実績を記入してください");
            RULE.kind.at(entry.cell(), message).severity(Severity::Info).help(help)
        }
        None => {
            let message =
                format!("{label}「{text}」を公表待ちとしましたが、実績の分かる月が書かれていません");
            let help = "「（○月公表予定）」のように、実績の分かる月を書き添えてください";
            RULE.kind.at(entry.cell(), message).expected("実績の分かる月").help(help)
        }
    };
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::plan::model::KnownIn;
    use crate::sample::forms::{findings, findings_of, plan_with, said, times};

    #[test]
    fn a_pending_value_without_a_month_is_asked_for_it() {
        let found = findings(|form| form.actual(0, "集計中"));
        assert_eq!(
            said(&found),
            ["V17 実績①「集計中」を公表待ちとしましたが、実績の分かる月が書かれていません"]
        );
        assert_eq!(found[0].severity, Severity::Check);
        assert_eq!(found[0].help, "「（○月公表予定）」のように、実績の分かる月を書き添えてください");
    }

    #[test]
    fn a_pending_value_with_its_month_is_only_recorded() {
        let found = findings(|form| form.actual(0, "集計中（9月公表予定）"));
        assert_eq!(
            said(&found),
            ["V17 実績①「集計中（9月公表予定）」を公表待ちとしました（2032年9月に分かる見込み）"]
        );
        assert_eq!(found[0].severity, Severity::Info);
        assert_eq!(found[0].help, "対応は要りません。2032年9月以降の回答で実績を記入してください");
    }

    #[test]
    fn a_provisional_number_is_not_pending() {
        assert_eq!(times("V14", &findings(|form| form.actual(0, "411手続（集計中）"))), 1);
        assert_eq!(times("V17", &findings(|form| form.actual(0, "411手続"))), 0);
    }

    #[test]
    fn the_month_may_come_from_the_plan() {
        let plan = plan_with(0, 0, |indicator| indicator.known_in = Some(KnownIn { years: 1, month: 9 }));
        assert!(findings_of(&plan, |form| form.actual(0, "")).is_empty(), "a blank is no V01 before that");
        let found = findings_of(&plan, |form| form.actual(0, "未公表"));
        assert_eq!(said(&found), ["V17 実績①「未公表」を公表待ちとしました（2032年9月に分かる見込み）"]);
        assert_eq!(found[0].severity, Severity::Info);
        let in_time = plan_with(0, 0, |indicator| indicator.known_in = Some(KnownIn { years: 0, month: 3 }));
        assert_eq!(times("V01", &findings_of(&in_time, |form| form.actual(0, ""))), 1);
    }
}
