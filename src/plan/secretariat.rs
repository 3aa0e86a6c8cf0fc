//! What the secretariat keeps in the master as the plan goes on: 報告予定, 事務局評価, 決定事項.

use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::Row;
use crate::text::calendar::{Date, FiscalYear, Month};

/// A row of 報告予定.
#[derive(Clone, Debug)]
pub struct Report {
    /// 基準月.
    pub month: Month,
    /// 提出期限.
    pub deadline: Option<Date>,
    /// 再提出期限: the deadline for answering slips.
    pub resubmission: Option<Date>,
    /// 委員会開催日.
    pub meeting: Option<Date>,
}

/// A row of 事務局評価.
#[derive(Clone, Debug)]
pub struct Judgment {
    /// 整理番号.
    pub project: ProjectId,
    /// 指標記号.
    pub indicator: IndicatorId,
    /// 年度.
    pub year: FiscalYear,
    /// 基準月.
    pub month: Month,
    /// 効果達成状況, the name of a band; empty if not judged.
    pub effect: String,
    /// 進捗状況, the name of a band; empty if not judged.
    pub progress: String,
    /// 理由.
    pub reason: String,
}

impl Row for Judgment {
    type Key = ();
    type Parent = ProjectId;

    fn parent(&self) -> ProjectId {
        self.project.clone()
    }
}

/// A row of 決定事項.
#[derive(Clone, Debug)]
pub struct Decision {
    /// 委員会開催日, as written.
    pub meeting: String,
    /// 整理番号; `None` if the decision is about the whole plan.
    pub project: Option<ProjectId>,
    /// 決定.
    pub decision: String,
    /// 対応状況.
    pub status: String,
}

impl Decision {
    /// True if 対応状況 is blank.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.trim().is_empty()
    }
}

impl Row for Decision {
    type Key = ();
    type Parent = Option<ProjectId>;

    fn parent(&self) -> Option<ProjectId> {
        self.project.clone()
    }
}
