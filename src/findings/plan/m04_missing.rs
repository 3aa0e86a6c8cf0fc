//! M04: a sheet, a column or a required item is missing.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M04",
    severity: Severity::Error,
    title: "シート・列・項目の不足",
    help: "shinchoku new-plan で作ったひな形から、足りないシート、列、項目を写してください",
    explain: include_str!("m04_missing.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::plan::model::Settings;
    use crate::sample::master::{faults_with, without_rows};

    #[test]
    fn a_missing_required_item_refuses_the_plan() {
        let found = faults_with(&[("計画", 0, 0, "題名")]);
        assert!(found.contains(&"M04 計画!A2".to_owned()), "{found:?}");
    }

    #[test]
    fn an_older_master_without_a_setting_takes_its_default() {
        let older = |name| without_rows(&[("計画", "事務局"), ("計画", "別冊の注記"), ("設定", name)]);
        for name in ["過大の目安", "事業の判定", "読取秒数の上限"] {
            let (plan, faults) = older(name);
            assert_eq!(faults, Vec::<String>::new(), "{name}");
            assert_eq!(plan.settings, Settings::default(), "{name}");
            assert_eq!(plan.secretariat, "");
        }
    }
}
