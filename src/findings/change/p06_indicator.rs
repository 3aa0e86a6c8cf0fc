//! P06: an indicator was added or removed.

use crate::findings::finding::{Finding, Kind, Planned, Role, Severity};
use crate::sources::CellRef;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "P06",
    severity: Severity::Check,
    title: "指標の追加・削除",
    help: "変更したいときは、理由を「見直しの内容」に記入してください。誤って変えたときは元に戻してください",
    explain: include_str!("p06_indicator.md"),
    role: Role::Change(Planned::Value),
    ..Kind::PLAIN
};

/// Makes the finding. `what` names the indicator; `written` is empty if the form lacks it.
pub(crate) fn finding(at: CellRef, what: &str, planned: &str, written: &str) -> Finding {
    KIND.at(
        at,
        if written.is_empty() {
            format!("{what}（{planned}）が様式にありません")
        } else {
            format!("計画にない{what}（{written}）があります")
        },
    )
    .item(what)
    .found(written)
    .expected(planned)
}

#[cfg(test)]
mod tests {
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_removed_indicator_is_reported() {
        assert_eq!(said_when(|form| form.without_indicator(1)), ["P06 指標（②利用率）が様式にありません"]);
    }

    #[test]
    fn an_added_indicator_is_reported() {
        assert_eq!(
            said_when(|form| form.with_indicator("③", "満足度", 2031, "80%")),
            ["P06 計画にない指標（③満足度）があります"]
        );
    }

    #[test]
    fn unchanged_indicators_are_accepted() {
        assert_eq!(times("P06", &findings(|form| form)), 0);
    }
}
