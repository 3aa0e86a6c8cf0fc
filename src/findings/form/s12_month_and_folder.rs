//! S12: the form's 基準月 and its folder's month differ.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;
use crate::text::calendar::Month;
use crate::text::fold::one_line;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S12",
    severity: Severity::Error,
    title: "基準月とフォルダーの食い違い",
    help: "今回の様式に記入し直すか、正しい月のフォルダーに移してください",
    explain: include_str!("s12_month_and_folder.md"),
    ..Kind::PLAIN
};

/// Makes the finding for an unreadable 基準月, in place of which the folder's month is used.
pub fn unreadable(at: CellRef, written: &str, folder: Month) -> Finding {
    let message = format!(
        "基準月の欄「{}」は読み取れないため、フォルダー名の{}の回答として取り扱いました",
        one_line(written),
        folder.japanese()
    );
    let help = format!("{}の回答であることを確かめ、基準月を直してください", folder.japanese());
    KIND.at(at, message).severity(Severity::Check).found(written).expected(folder.japanese()).help(help)
}

/// Makes the finding.
pub fn finding(at: CellRef, written: &str, cell: Month, folder: Month) -> Finding {
    let message = format!(
        "様式の基準月は{}ですが、{}のフォルダーにあります。前回の様式に記入していませんか",
        cell.japanese(),
        folder.japanese()
    );
    let help = format!(
        "{}の様式に記入し直してください。基準月が正しいときは、事務局がその月のフォルダーに移します",
        folder.japanese()
    );
    KIND.at(at, message).found(written).expected(folder.japanese()).help(help)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::sample::forms::{findings, said, times};

    #[test]
    fn last_time_s_form_is_refused() {
        let found = findings(|form| form.control(Control::Month, "2031年12月末"));
        assert_eq!(
            said(&found),
            [
                "S12 様式の基準月は2031年12月末ですが、2032年3月末のフォルダーにあります。前回の様式に記入していませんか"
            ]
        );
        assert_eq!(
            found[0].help,
            "2032年3月末の様式に記入し直してください。基準月が正しいときは、事務局がその月のフォルダーに移します"
        );
    }

    #[test]
    fn the_same_month_in_another_spelling_is_not() {
        assert_eq!(times("S12", &findings(|form| form.control(Control::Month, "2032年3月"))), 0);
    }
}
