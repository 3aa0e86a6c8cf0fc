//! S15: a text is longer than what is kept of it.

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

/// A cell of which only the beginning is kept; lengths as Excel counts characters.
pub fn finding(at: CellRef, length: u64, kept: u64) -> Finding {
    KIND.at(at, format!("記載が長すぎるため（{length}文字）、先頭の{kept}文字だけを読み取りました"))
}
