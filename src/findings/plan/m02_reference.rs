//! M02: a row refers to something that the workbook lacks.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M02",
    severity: Severity::Error,
    title: "参照先がない",
    help: "参照している番号や名称を直すか、参照先のシートに追加してください",
    explain: include_str!("m02_reference.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::faults_with;

    #[test]
    fn a_dangling_reference_is_reported_with_its_cell() {
        assert_eq!(faults_with(&[("報告予定", 0, 0, "2029-03")]), ["M02 報告予定!A3"]);
        assert_eq!(faults_with(&[("指標", 0, 8, "→")]), ["M02 指標!I3"]);
    }

    #[test]
    fn an_arrow_after_a_value_refers_to_it() {
        assert!(faults_with(&[("指標", 0, 10, "→")]).is_empty());
    }
}
