//! F02: a password-protected file.

use crate::findings::finding::{Finding, Kind, Location, Severity};
use crate::sources::FileId;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "F02",
    severity: Severity::Error,
    title: "パスワード付きのファイル",
    help: "パスワードを外して保存し、再提出してください",
    explain: include_str!("f02_password.md"),
    ..Kind::PLAIN
};

/// Makes the finding.
pub(crate) fn finding(file: FileId) -> Finding {
    KIND.located(Location::File(file), "パスワードで保護されているため、読み取れません".to_owned())
        .expected("パスワードのないブック")
}

/// Makes the finding for a file under rights management, which has no password to remove.
pub(crate) fn rights_managed(file: FileId) -> Finding {
    let message = "権利管理（IRM・秘密度ラベル）で保護されているため、読み取れません";
    KIND.located(Location::File(file), message.to_owned())
        .expected("保護のないブック")
        .help("「ファイル＞情報」でアクセス制限（秘密度ラベルの暗号化）を外して保存し、再提出してください")
}

#[cfg(test)]
mod tests {
    use crate::intake::wire::Reading;
    use crate::sample::forms::said_of_file;

    #[test]
    fn a_locked_file_is_reported() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::Encrypted),
            ["F02 パスワードで保護されているため、読み取れません"]
        );
    }

    #[test]
    fn a_file_under_rights_management_is_reported_without_a_password() {
        assert_eq!(
            said_of_file("2032-03/x.xlsx", Reading::RightsManaged),
            ["F02 権利管理（IRM・秘密度ラベル）で保護されているため、読み取れません"]
        );
    }

    #[test]
    fn an_open_file_has_no_finding() {
        assert!(said_of_file("2032-03/x.xlsx", Reading::Read).is_empty());
    }
}
