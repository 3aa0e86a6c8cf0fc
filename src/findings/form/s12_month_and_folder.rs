//! S12: the form's 基準月 and its folder's month differ. The message does not mention the folder, which the
//! department does not know.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;
use crate::text::calendar::Month;
use crate::text::fold::one_line;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "S12",
    severity: Severity::Error,
    title: "基準月の食い違い",
    help: "今回の様式に記入し直してください",
    explain: include_str!("s12_month_and_folder.md"),
    ..Kind::PLAIN
};

/// Makes the finding for an unreadable 基準月, in place of which the folder's month is used.
pub(crate) fn unreadable(at: CellRef, written: &str, folder: Month) -> Finding {
    let message = format!(
        "基準月の欄「{}」は読み取れないため、今回（{}）の回答として取り扱いました",
        one_line(written),
        folder.japanese()
    );
    let help = format!("{}の回答であることを確かめ、基準月を直してください", folder.japanese());
    KIND.at(at, message).severity(Severity::Check).found(written).expected(folder.japanese()).help(help)
}

/// Makes the finding. `cell` is the month of 基準月, `folder` that of the folder.
pub(crate) fn finding(at: CellRef, written: &str, cell: Month, folder: Month) -> Finding {
    let message = format!("様式の基準月が{}です（今回は{}）", cell.japanese(), folder.japanese());
    let help = format!(
        "今回の様式に記入し直してください。{}の報告として提出されたときは、事務局へお知らせください",
        cell.japanese()
    );
    KIND.at(at, message).found(written).expected(folder.japanese()).help(help)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::sample::forms::{findings, said, times};

    #[test]
    fn an_earlier_months_form_is_refused() {
        let found = findings(|form| form.control(Control::Month, "2031年12月末"));
        assert_eq!(said(&found), ["S12 様式の基準月が2031年12月末です（今回は2032年3月末）"]);
        assert_eq!(
            found[0].help,
            "今回の様式に記入し直してください。2031年12月末の報告として提出されたときは、事務局へお知らせください"
        );
    }

    #[test]
    fn the_same_month_in_another_spelling_is_accepted() {
        assert_eq!(times("S12", &findings(|form| form.control(Control::Month, "2032年3月"))), 0);
    }
}
