//! S05: no readable 基準月, or one outside the plan.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;
use crate::text::calendar::Month;

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "S05",
    severity: Severity::Error,
    title: "基準月が分からない様式",
    help: "基準月を「2023年3月末」のように記入してください",
    explain: include_str!("s05_no_month.md"),
    ..Kind::PLAIN
};

/// Makes the finding for an unreadable month.
pub(crate) fn unreadable(at: CellRef, written: &str) -> Finding {
    let message = if written.is_empty() {
        "基準月がなく、フォルダー名からも分かりません".to_owned()
    } else {
        format!("基準月「{written}」を読み取れず、フォルダー名からも分かりません")
    };
    KIND.at(at, message).found(written).expected("年と月")
}

/// Makes the finding for a month outside the plan's period.
pub(crate) fn outside(at: CellRef, written: &str, month: Month, (first, last): (Month, Month)) -> Finding {
    let period = format!("{first}～{last}");
    KIND.at(at, format!("基準月 {month} は計画期間（{period}）の外です"))
        .found(if written.is_empty() { month.to_string() } else { written.to_owned() })
        .expected(period)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Control;
    use crate::sample::forms::{Form, findings, said_when, times};

    #[test]
    fn a_form_without_month_is_refused() {
        let none = |form: Form| form.file("1-1-1.xlsx", None).control(Control::Month, "3月末");
        assert_eq!(said_when(none), ["S05 基準月「3月末」を読み取れず、フォルダー名からも分かりません"]);
        let nothing = |form: Form| form.file("1-1-1.xlsx", None).control(Control::Month, "");
        assert_eq!(said_when(nothing), ["S05 基準月がなく、フォルダー名からも分かりません"]);
    }

    #[test]
    fn a_month_outside_the_plan_is_refused() {
        let late = |form: Form| form.file("1-1-1.xlsx", None).control(Control::Month, "2034年6月末");
        assert_eq!(said_when(late)[0], "S05 基準月 2034-06 は計画期間（2030-04～2034-03）の外です");
    }

    #[test]
    fn the_folders_month_is_used_where_the_form_has_none() {
        assert_eq!(times("S05", &findings(|form| form.control(Control::Month, ""))), 0);
    }
}
