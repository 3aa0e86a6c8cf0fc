//! The message that P01 to P05 share, which quotes the plan's text and the form's.

use crate::findings::change::invisible_characters::invisible_characters;
use crate::findings::finding::{Finding, Kind};
use crate::sources::CellRef;
use crate::text::fold;

/// Makes one of P01 to P05. `what` names the value, `planned` is the plan's and `written` the form's.
pub fn differs(kind: &'static Kind, at: CellRef, what: &str, planned: &str, written: &str) -> Finding {
    let shown = |text: &str| if fold::is_blank(text) { "空欄".to_owned() } else { format!("「{text}」") };
    let (plan, form) = (shown(planned), shown(written));
    let invisible =
        invisible_characters(planned, written).map_or_else(String::new, |words| format!("。{words}"));
    kind.at(at, format!("{what}が計画と違います（計画は{plan}、回答は{form}）{invisible}"))
        .item(what)
        .found(written)
        .expected(planned)
}
