//! M13: a department, a 整理番号 or a 施策番号 is not in the plan.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M13",
    severity: Severity::Error,
    title: "計画にない課・番号",
    help: "課名か番号を直すか、参照先のシートに追加してください",
    explain: include_str!("m13_unknown.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::{faults_with, said_with};

    #[test]
    fn an_unknown_department_id_or_measure_is_reported_with_its_cell() {
        assert_eq!(faults_with(&[("事業", 0, 6, "総務課、存在しない課")]), ["M13 事業!G3"]);
        assert_eq!(faults_with(&[("指標", 1, 0, "9-9-9"), ("事業", 0, 8, "スケジュール")]), ["M13 指標!A4"]);
        assert_eq!(faults_with(&[("事業", 0, 10, "9-9")]), ["M13 事業!K3"]);
        assert_eq!(faults_with(&[("ロードマップ", 0, 0, "9-9")]), ["M13 ロードマップ!A3"]);
        assert_eq!(faults_with(&[("決定事項", 0, 1, "1-2-1、8")]), ["M13 決定事項!B3"]);
    }

    #[test]
    fn a_department_name_that_two_bureaus_have_needs_its_bureau() {
        let both = [("担当課", 0, 0, "市民課"), ("担当課", 0, 1, "支所"), ("事業", 0, 6, "支所市民課")];
        assert_eq!(
            said_with(&both),
            [
                "M13 担当課「市民課」は支所・市民部のどれか分かりません",
                "M13 主担当課「市民課」は支所・市民部のどれか分かりません"
            ]
        );
    }

    #[test]
    fn a_former_name_a_measure_in_full_width_and_the_whole_plan_are_known() {
        assert_eq!(faults_with(&[("事業", 0, 6, "庶務課、市民課")]), ["M17 事業!G3"]);
        assert!(faults_with(&[("事業", 0, 10, "１－２")]).is_empty());
        assert!(faults_with(&[("決定事項", 0, 1, "全体")]).is_empty());
        assert!(faults_with(&[("決定事項", 0, 1, "1-1-1、1-2-1")]).is_empty());
    }
}
