//! Reads 提出回: which of several returns of one form this is.

use crate::findings::Finding;
use crate::findings::answer::c04_replaced;
use crate::form::field::Control;
use crate::form::raw::RawForm;
use crate::sources::CellRef;
use crate::text::{fold, numeral};

/// Returns the issue number: 1 if the cell is blank or missing, and 1 with C04 if it cannot be read.
pub(super) fn issue_number(form: &RawForm) -> (u32, Option<Finding>) {
    let Some(control) = form.control(Control::IssueNumber) else { return (1, None) };
    let written = &control.cell.text;
    match read(control.cell.unstruck_text()) {
        Some(number) => (number, None),
        None if fold::is_blank(written) => (1, None),
        None => {
            let at = CellRef { sheet: form.sheet, pos: control.pos };
            (1, Some(c04_replaced::unreadable(at, written)))
        }
    }
}

/// Words for a resubmission.
const AGAIN: [&str; 7] = ["訂正", "修正", "再", "差替", "差し替え", "変更", "追加"];
/// The highest issue number that is accepted.
const MOST: u32 = 999;

/// Reads a number that stands alone, else the only `2回目` among other words.
fn read(text: &str) -> Option<u32> {
    alone(text).or_else(|| among_words(&fold::squash(&fold::nfkc(text))))
}

/// Reads the only `2回目` of a text whose other numbers are of a day or month: `令和5年3月分 2回目`.
fn among_words(text: &str) -> Option<u32> {
    let mut parts = text.split("回目");
    let (before, after) = (parts.next()?, parts.next()?);
    let (others, number) = before.split_at(before.trim_end_matches(is_numeral).len());
    let others = format!("{others} {after}");
    let dated = !others.contains(is_numeral) || is_date(&others);
    let clear = parts.next().is_none()
        && !others.contains(fold::is_arrow)
        && !others.contains(['?', '~', '('])
        && dated;
    // `1回目の訂正` is ambiguous: the first return, or a correction of it.
    let again = AGAIN.iter().any(|word| others.contains(word));
    alone(number).filter(|number| clear && !(again && *number == 1))
}

/// Reads `2`, `第2回`, `２回目（再提出）`, `②`, `二`, `初回`. Other texts with numbers in them (`1→2`) are
/// ambiguous.
fn alone(text: &str) -> Option<u32> {
    let whole = fold::squash(&fold::nfkc(text));
    let text = whole.as_str();
    let text = match text.split_once('(').map(|(outer, inner)| (outer, inner.strip_suffix(')'))) {
        Some((outer, Some(remark))) if !outer.is_empty() && !is_another_number(outer, remark) => outer,
        _ => text,
    };
    // `1（訂正）` is ambiguous: the first return, or a correction of it.
    let again = AGAIN.iter().any(|word| whole.contains(word));
    let unmarked =
        text.trim_matches(['(', ')', '[', ']', '【', '】', '「', '」', '。', '.', '、']).to_lowercase();
    let text = unmarked.strip_prefix("提出").unwrap_or(&unmarked);
    let text =
        ["再提出", "提出", "訂正", "修正"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
    let text = ["no.", "№", "no", "#", "version", "ver.", "ver", "v.", "v", "第"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    if matches!(text, "初回" | "初") {
        return Some(1);
    }
    let counted = ["回目", "回め", "回", "度目", "番目", "番", "版", "st", "nd", "rd", "th"];
    let text = counted.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text);
    let number = match text {
        "一" => 1,
        _ if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok()?,
        _ => u32::try_from(numeral::kanji(text)?).ok()?,
    };
    ((1..=MOST).contains(&number) && !(again && number == 1)).then_some(number)
}

/// True if a remark may name another number: `1(2回目)`, but not a day (`2回目(4/20)`) or the return that is
/// replaced (`2回目(1回目の差替え)`).
fn is_another_number(outer: &str, remark: &str) -> bool {
    let replaced = ["回目の", "回の", "回目は"].iter().any(|word| remark.contains(word));
    remark.contains(is_numeral) && !is_date(remark) && !(outer.contains('回') && replaced)
}

/// True if the numbers of a text are those of a day or month.
fn is_date(text: &str) -> bool {
    text.contains(['/', '月', '日']) || text.starts_with(['R', 'r', '令']) && text.contains('.')
}

fn is_numeral(c: char) -> bool {
    c.is_numeric() || "一二三四五六七八九十".contains(c)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::findings::Severity;
    use crate::form::field::{Control, Field};
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, codes_when, form, plan, run, said};

    #[test]
    fn a_number_is_read_in_every_spelling() {
        for text in [
            "2",
            "２",
            "第2回",
            "2回目",
            "２回目（再提出）",
            "②",
            "二",
            "第二回",
            "2（再）",
            "No.2",
            "(2)",
            "［２］",
            "２回目。",
            "2回め",
            "2番",
            "#2",
            "Ver.2",
            "v2",
            "2nd",
            "第2回提出",
            "２回目再提出",
            "提出2回目",
            "第２回（4/20）",
            "2回目（4月20日）",
            "2回目（1回目の差替え）",
            "【2】",
            "2（R5.4.20）",
            "２回目／3月報告",
            "令和5年3月分 2回目",
            "2回目(差し替え、1回目は破棄)",
        ] {
            assert_eq!(read(text), Some(2), "{text}");
        }
        assert_eq!(read("初回"), Some(1));
        assert_eq!(read("一回目"), Some(1));
        assert_eq!(read("第十二回"), Some(12));
        for text in [
            "",
            "再提出",
            "0",
            "-1",
            "1→2",
            "2.5",
            "1(2回目)",
            "1回目または2回目",
            "1回目の訂正",
            "1→2回目",
            "1（訂正）",
            "2023-03",
            "99999999999",
            "#REF!",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_circled_or_written_number_replaces_the_first_return() {
        for text in ["②", "二", "２回目"] {
            let plan = plan();
            let again = form(&plan, "1-1-1", AS_OF)
                .path("2032-03/b.xlsx")
                .control(Control::IssueNumber, text)
                .actual(0, "420手続");
            let c = run(&plan, vec![form(&plan, "1-1-1", AS_OF), again]);
            assert_eq!(c.returns[0].outcome, FormOutcome::Superseded, "{text}");
            assert_eq!(c.returns[1].outcome, FormOutcome::Adopted, "{text}");
        }
    }

    #[test]
    fn an_unreadable_number_counts_as_1_and_is_reported() {
        let plan = plan();
        let again = |form: Form| form.control(Control::IssueNumber, "再提出");
        let c = run(&plan, vec![again(form(&plan, "1-1-1", AS_OF)), form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(
            said(&c.findings),
            ["C04 提出回の欄「再提出」は読み取れないため、1回目の提出として取り扱いました"]
        );
        assert_eq!(c.findings[0].severity, Severity::Check);
        assert!(codes_when(|form| form.control(Control::IssueNumber, "　")).is_empty());
    }

    #[test]
    fn an_unreadable_number_is_reported_for_a_superseded_return_too() {
        let plan = plan();
        let first = form(&plan, "1-1-1", AS_OF).set(Field::EnteredOn, "2032-04-05");
        let again = form(&plan, "1-1-1", AS_OF)
            .path("2032-03/b.xlsx")
            .control(Control::IssueNumber, "再提出")
            .set(Field::EnteredOn, "2032-04-02");
        let c = run(&plan, vec![first, again, form(&plan, "1-1-2", AS_OF)]);
        let told = said(&c.findings);
        assert!(told.iter().any(|text| text.contains("提出回の欄「再提出」")), "{told:?}");
    }
}
