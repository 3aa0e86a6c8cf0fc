//! C04: a newer return replaces an older one; says which, why, and what changed.

use crate::findings::finding::{Finding, Kind, Role, Severity};
use crate::sources::CellRef;
use crate::text::calendar::Month;
use crate::text::fold::one_line;

/// The kind.
pub static KIND: Kind = Kind {
    code: "C04",
    severity: Severity::Info,
    title: "差し替えられた回答",
    help: "対応は要りません",
    explain: include_str!("c04_replaced.md"),
    role: Role::Replaced,
    ..Kind::PLAIN
};

/// An entry that the newer return changes.
pub struct Change {
    /// The entry's name.
    pub label: String,
    /// The older and the newer answer; `None` for prose, which is too long to quote.
    pub texts: Option<(String, String)>,
    /// The cells of the older and the newer answer.
    pub cells: [CellRef; 2],
}

/// The most changes to list.
const MOST: usize = 8;

/// Makes the finding at the older return.
pub fn finding(at: CellRef, newer: &str, why: &str, changed: &[Change]) -> Finding {
    let what = if changed.is_empty() {
        "記入内容は同じです".to_owned()
    } else {
        let shown: Vec<String> = changed.iter().take(MOST).map(words).collect();
        let rest = changed.len().saturating_sub(MOST);
        let more = if rest > 0 { format!("ほか{rest}欄") } else { String::new() };
        format!("違う欄: {}{more}", shown.join("、"))
    };
    KIND.at(at, format!("{why}「{newer}」に差し替えました（{what}）"))
        .expected(newer)
        .related(changed.iter().flat_map(|change| change.cells))
}

fn words(change: &Change) -> String {
    let shown =
        |text: &str| if text.is_empty() { "空欄".to_owned() } else { format!("「{}」", one_line(text)) };
    match &change.texts {
        Some((old, new)) => format!("{}{}→{}", change.label, shown(old), shown(new)),
        None => change.label.clone(),
    }
}

/// Makes the finding at a form that was refused and has since been corrected.
pub fn corrected(at: CellRef, newer: &str, why: &str) -> Finding {
    KIND.at(at, format!("{why}回答「{newer}」に差し替えました（この様式は取り込めませんでした）"))
        .expected(newer)
}

/// Reports that 提出回 is unreadable, so that the form counts as the first return.
pub fn unreadable(at: CellRef, written: &str) -> Finding {
    let message =
        format!("提出回の欄「{}」は読み取れないため、1回目の提出として取り扱いました", one_line(written));
    KIND.at(at, message)
        .severity(Severity::Check)
        .found(written)
        .expected("1、2などの数")
        .help("何回目の提出か確かめ、提出回に数字を記入してください")
}

/// Reports that 記入日 is too far from the month reported to order returns by it.
pub fn far_date(at: CellRef, written: &str, month: Month) -> Finding {
    let message = format!(
        "記入日「{}」は{}の報告の日付とは考えられないため、回答の新旧の判断に使いませんでした",
        one_line(written),
        month.japanese()
    );
    KIND.at(at, message).found(written)
}

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, form, plan, run, said};

    fn two(date: &str, change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        let first = form(&plan, "1-1-1", AS_OF).set(Field::EnteredOn, "2032/4/5");
        let second = first.clone().file("2032-03/copy.xlsx", Some(AS_OF)).set(Field::EnteredOn, date);
        said(&run(&plan, vec![first, change(second), form(&plan, "1-1-2", AS_OF)]).findings)
    }

    #[test]
    fn an_older_return_has_no_finding_but_its_replacement() {
        assert_eq!(
            two("令和14年4月2日", |form| form.actual(0, "#REF!").remark("速報")),
            [
                "C04 記入日の新しい回答「2032-03/1-1-1.xlsx」に差し替えました（違う欄: 2031年度実績①「#REF!」→「411手続」）"
            ]
        );
    }

    #[test]
    fn a_changed_confirmation_is_listed_too() {
        assert_eq!(
            two("令和14年4月9日", |form| form.set(Field::Confirmed, "C05")),
            ["C04 記入日の新しい回答「2032-03/copy.xlsx」に差し替えました（違う欄: 確認済空欄→「C05」）"]
        );
    }

    #[test]
    fn a_refused_form_that_was_corrected_needs_no_more_correction() {
        let plan = plan();
        let old = form(&plan, "1-1-1", AS_OF).control(Control::Month, "2031年12月末");
        let new = form(&plan, "1-1-1", AS_OF).path("2032-03/new.xlsx").control(Control::IssueNumber, "2");
        let c = run(&plan, vec![old, new, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(
            said(&c.findings),
            ["C04 提出回の大きい回答「2032-03/new.xlsx」に差し替えました（この様式は取り込めませんでした）"]
        );
        let state = &c.accepted_months.months[&c.as_of];
        assert!(state.to_correct.is_empty());
        assert_eq!(c.returns[0].outcome, FormOutcome::Superseded);
    }

    #[test]
    fn a_filled_in_form_replaces_an_empty_later_issue() {
        let plan = plan();
        let empty =
            form(&plan, "1-1-1", AS_OF).path("2032-03/new.xlsx").control(Control::IssueNumber, "2").blank();
        let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), empty, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(c.findings.len(), 1);
        let told = &c.findings[0].message;
        assert!(told.starts_with("記入のある回答「2032-03/1-1-1.xlsx」に差し替えました（違う欄: "), "{told}");
    }

    #[test]
    fn single_answers_have_no_finding() {
        let plan = plan();
        let forms = vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)];
        assert!(run(&plan, forms).findings.is_empty());
    }
}
