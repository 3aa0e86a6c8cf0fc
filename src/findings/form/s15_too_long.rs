//! S15: a text is longer than the limit and was cut.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S15",
    severity: Severity::Check,
    title: "長すぎる記載",
    help: "要点にまとめて記入してください。詳しい資料は別に提出してください",
    explain: include_str!("s15_too_long.md"),
    ..Kind::PLAIN
};

/// Makes the finding for a cell of which only the beginning is kept. Lengths count characters as Excel does.
pub fn finding(at: CellRef, length: u64, kept: u64) -> Finding {
    KIND.at(at, format!("記載が長すぎるため（{length}文字）、先頭の{kept}文字だけを読み取りました"))
}

#[cfg(test)]
mod tests {
    use workbook::Pos;

    use crate::form::field::Field;
    use crate::form::raw::ShapeIssue;
    use crate::sample::forms::{findings, said_when, times};

    #[test]
    fn a_text_that_was_cut_is_reported() {
        let issue = || ShapeIssue::TooLong { pos: Pos::new(20, 1), length: 32_767, kept: 30_000 };
        assert_eq!(
            said_when(|form| form.issue(issue())),
            ["S15 記載が長すぎるため（32767文字）、先頭の30000文字だけを読み取りました"]
        );
    }

    #[test]
    fn a_text_at_the_limit_is_accepted() {
        assert_eq!(times("S15", &findings(|form| form.set(Field::Activity, &"長".repeat(30_000)))), 0);
    }
}
