//! M18: a sheet, column or item that the program does not know.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M18",
    severity: Severity::Info,
    title: "使われないシート・列・項目",
    help: "覚え書きであれば、このままで構いません。使うつもりであれば、名前をひな形のとおりに直してください",
    explain: include_str!("m18_unused.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_with;

    #[test]
    fn an_unknown_item_is_reported_and_its_default_applies() {
        assert_eq!(said_with(&[("設定", 0, 0, "過大のめやす")]), ["M18 項目「過大のめやす」は使われません"]);
    }

    #[test]
    fn a_known_item_is_accepted_in_any_width() {
        assert!(said_with(&[("設定", 3, 0, "一ファイルの上限（ＭＢ）")]).is_empty());
    }
}
