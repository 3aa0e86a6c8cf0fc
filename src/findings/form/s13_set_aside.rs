//! S13: a sheet that holds a copy of the form was not used.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;
use crate::text::calendar::Month;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S13",
    severity: Severity::Info,
    title: "使わなかった控えのシート",
    help: "対応は要りません",
    explain: include_str!("s13_set_aside.md"),
    ..Kind::PLAIN
};

/// The finding; `month` is the 基準月 of the copy.
pub fn finding(at: CellRef, sheet: &str, month: Option<Month>, is_hidden: bool) -> Finding {
    let hidden = if is_hidden { "非表示の" } else { "" };
    let of_month = month.map(|month| format!("（基準月は{}）", month.japanese())).unwrap_or_default();
    let message = format!(
        "{hidden}シート「{sheet}」{of_month}は控えとみて、集計に使っていません。同じブックにある今回の様式を使いました"
    );
    KIND.at(at, message).found(sheet)
}

#[cfg(test)]
mod tests {
    use crate::consolidate::Consolidation;
    use crate::form::field::Control;
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, form, plan, run, said};

    /// This month's form and a changed copy of it in the same book.
    fn beside_copy(sheet: &str, change: impl Fn(Form) -> Form) -> Consolidation {
        let plan = plan();
        let meant = form(&plan, "1-1-1", AS_OF).path("2032-03/book.xlsx").sheet("1-1-1");
        let copy = form(&plan, "1-1-1", AS_OF).path("2032-03/book.xlsx").sheet(sheet);
        run(&plan, vec![meant, change(copy), form(&plan, "1-1-2", AS_OF)])
    }

    fn told(c: &Consolidation) -> Vec<String> {
        said(&c.findings)
    }

    #[test]
    fn last_time_s_sheet_beside_this_time_s_is_not_used() {
        let c =
            beside_copy("12月末", |form| form.control(Control::Month, "2031年12月末").actual(0, "300手続"));
        assert_eq!(
            told(&c),
            [
                "S13 シート「12月末」（基準月は2031年12月末）は控えとみて、集計に使っていません。同じブックにある今回の様式を使いました"
            ]
        );
        let outcomes: Vec<FormOutcome> = c.returns.iter().map(|ret| ret.outcome).collect();
        assert_eq!(outcomes, [FormOutcome::Adopted, FormOutcome::Adopted, FormOutcome::OtherMonth]);
    }

    #[test]
    fn an_example_or_a_copy_by_its_name_is_not_used() {
        for sheet in ["記入例", "1-1-1（控え）", "旧", "前回"] {
            let c = beside_copy(sheet, |form| form.actual(0, "300"));
            assert_eq!(c.findings.len(), 1, "{sheet}: {:?}", told(&c));
            assert_eq!(c.findings[0].kind.code, "S13");
        }
    }

    #[test]
    fn two_sheets_of_equal_right_are_not_told_apart() {
        let c = beside_copy("1-1-1 (2)", |form| form.actual(0, "300手続"));
        assert!(told(&c).iter().all(|said| !said.starts_with("S13")), "{:?}", told(&c));
    }

    #[test]
    fn a_copy_alone_is_the_answer() {
        let plan = plan();
        let only = form(&plan, "1-1-1", AS_OF).sheet("控え");
        let c = run(&plan, vec![only, form(&plan, "1-1-2", AS_OF)]);
        assert!(told(&c).is_empty(), "{:?}", told(&c));
    }
}
