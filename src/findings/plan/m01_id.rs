//! M01: an id, symbol or name is malformed or occurs twice.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M01",
    severity: Severity::Error,
    title: "番号・記号・名称の誤りや重複",
    help: "正しい形で入力し、同じものが2つあるときは分けてください",
    explain: include_str!("m01_id.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::faults_with;

    #[test]
    fn malformed_and_duplicate_ids_are_reported_with_their_cells() {
        assert_eq!(faults_with(&[("事業", 0, 0, "1-1-123456789012345678")])[0], "M01 事業!A3");
        assert_eq!(faults_with(&[("事業", 1, 0, "1-1-1")])[0], "M01 事業!A4");
        assert_eq!(faults_with(&[("指標", 2, 1, "①")]), ["M01 指標!B5"]);
        assert_eq!(faults_with(&[("担当課", 1, 2, "庶務課")]), ["M01 担当課!C4"]);
    }

    #[test]
    fn width_and_spaces_do_not_change_an_id() {
        assert!(faults_with(&[("事業", 0, 0, " １－１－１ ")]).is_empty());
    }
}
