//! ロードマップ.

use crate::keyed::Row;
use crate::text::calendar::Month;

/// 種類 of a roadmap row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadmapKind {
    /// 期間.
    Span,
    /// 継続: continues after its end.
    Continuing,
    /// 節目.
    Milestone,
}

/// A row of ロードマップ.
#[derive(Clone, Debug)]
pub struct RoadmapItem {
    /// 施策番号.
    pub measure: String,
    /// 内容.
    pub text: String,
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// 種類.
    pub kind: RoadmapKind,
    /// 備考.
    pub note: String,
}

impl Row for RoadmapItem {
    type Key = ();
    type Parent = String;

    /// The 施策番号.
    fn parent(&self) -> String {
        self.measure.clone()
    }
}
