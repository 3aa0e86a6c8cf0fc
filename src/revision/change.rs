//! A difference between two versions of a plan.

use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// The part of the plan that a change is in, in the order of the 新旧対照表.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 計画.
    Plan,
    /// 体系.
    System,
    /// 事業.
    Project,
    /// 指標.
    Indicator,
    /// 担当課.
    Department,
    /// ロードマップ.
    Roadmap,
    /// 判定区分.
    Bands,
    /// 設定.
    Settings,
    /// 報告予定, 見出し語, 事務局評価 and 決定事項: the records that the secretariat keeps beside the plan.
    Records,
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 9] = [
        Self::Plan,
        Self::System,
        Self::Project,
        Self::Indicator,
        Self::Department,
        Self::Roadmap,
        Self::Bands,
        Self::Settings,
        Self::Records,
    ];

    /// Returns its Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "計画",
            Self::System => "体系",
            Self::Project => "事業",
            Self::Indicator => "指標",
            Self::Department => "担当課",
            Self::Roadmap => "ロードマップ",
            Self::Bands => "判定区分",
            Self::Settings => "設定",
            Self::Records => "運用の記録",
        }
    }
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It was removed.
    Removed,
    /// Its name changed.
    Renamed,
    /// Its number or symbol changed.
    Renumbered,
    /// It belongs to another policy or measure.
    Moved,
    /// Its order among others of its kind changed.
    Reordered,
    /// Several departments became one.
    Merged,
    /// One department became several.
    Split,
    /// The target is more ambitious.
    TargetRaised,
    /// The target is less ambitious.
    TargetLowered,
    /// There is a target where there was none.
    TargetSet,
    /// There is no target where there was one.
    TargetDropped,
    /// The target changed otherwise.
    TargetChanged,
    /// An actual changed.
    Actual,
    /// 担当課 or 主担当課 changed.
    Departments,
    /// A text or value changed.
    Content,
    /// Only the spelling changed: width, spaces, commas, or how a number is written.
    Spelling,
}

impl ChangeKind {
    /// Returns its Japanese words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "追加",
            Self::Removed => "削除",
            Self::Renamed => "名称の変更",
            Self::Renumbered => "番号の変更",
            Self::Moved => "移動",
            Self::Reordered => "順序の変更",
            Self::Merged => "統合",
            Self::Split => "分割",
            Self::TargetRaised => "目標の引上げ",
            Self::TargetLowered => "目標の引下げ",
            Self::TargetSet => "目標の設定",
            Self::TargetDropped => "目標の取りやめ",
            Self::TargetChanged => "目標の変更",
            Self::Actual => "実績の変更",
            Self::Departments => "担当の変更",
            Self::Content => "内容の変更",
            Self::Spelling => "表記の変更",
        }
    }

    /// True if the change is of a target.
    #[must_use]
    pub fn is_of_target(self) -> bool {
        matches!(
            self,
            Self::TargetRaised
                | Self::TargetLowered
                | Self::TargetSet
                | Self::TargetDropped
                | Self::TargetChanged
        )
    }
}

/// What a change concerns in the old plan; decisions on it are found by this.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic {
    /// The project's 整理番号 in the old plan.
    pub project: ProjectId,
    /// The field.
    pub field: Field,
    /// The indicator's symbol in the old plan.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year, for a target or an actual.
    pub year: Option<FiscalYear>,
}

/// A difference between two versions of a plan: one item of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The part of the plan.
    pub part: Part,
    /// The kind.
    pub kind: ChangeKind,
    /// The project, by its new 整理番号 if the new plan has the project.
    pub project: Option<ProjectId>,
    /// The indicator, by its new symbol if the new plan has the indicator.
    pub indicator: Option<IndicatorId>,
    /// The subject in words: `1-1-1 窓口の改善`.
    pub subject: String,
    /// The item: `課題`, `2023年度の目標①`.
    pub item: String,
    /// The text of the old plan; empty if it has none.
    pub old: String,
    /// The text of the new plan; empty if it has none.
    pub new: String,
    /// An explanation; may be empty.
    pub remark: String,
    /// Further items of a subject that was added or removed.
    pub details: Vec<Detail>,
    /// What the change concerns in the old plan; empty if no decision can concern it.
    pub topics: Vec<Topic>,
}

/// An item of a subject that was added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The item.
    pub item: String,
    /// Its text.
    pub text: String,
}

impl Change {
    /// Returns a change without further items.
    pub(super) fn new(part: Part, kind: ChangeKind, subject: &str, item: &str, old: &str, new: &str) -> Self {
        Self {
            part,
            kind,
            project: None,
            indicator: None,
            subject: subject.to_owned(),
            item: item.to_owned(),
            old: tidy(old),
            new: tidy(new),
            remark: String::new(),
            details: Vec::new(),
            topics: Vec::new(),
        }
    }

    /// Returns the change of a text, or `None` if only surrounding spaces or the kind of line break differ.
    pub(super) fn of_text(part: Part, subject: &str, item: &str, old: &str, new: &str) -> Option<Self> {
        let kind = kind_of_text(old, new)?;
        Some(Self::new(part, kind, subject, item, old, new))
    }

    pub(super) fn kind(mut self, kind: ChangeKind) -> Self {
        self.kind = kind;
        self
    }

    /// Replaces the kind, unless only the spelling changed.
    pub(super) fn unless_spelling(self, kind: ChangeKind) -> Self {
        if self.kind == ChangeKind::Spelling { self } else { self.kind(kind) }
    }

    pub(super) fn remark(mut self, words: impl Into<String>) -> Self {
        self.remark = words.into();
        self
    }

    pub(super) fn project(mut self, id: &ProjectId) -> Self {
        self.project = Some(id.clone());
        self
    }

    pub(super) fn indicator(mut self, id: &IndicatorId) -> Self {
        self.indicator = Some(id.clone());
        self
    }

    pub(super) fn topic(mut self, topic: Topic) -> Self {
        self.topics.push(topic);
        self
    }

    /// Adds an item of a subject that was added or removed, unless it is blank.
    pub(super) fn detail(mut self, item: &str, text: &str) -> Self {
        if !fold::is_blank(text) {
            self.details.push(Detail { item: item.to_owned(), text: tidy(text) });
        }
        self
    }
}

/// Returns a text as compared and shown: with `\n` for every line break, trimmed.
pub(super) fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// Returns how a text changed; `None` if it did not.
pub(super) fn kind_of_text(old: &str, new: &str) -> Option<ChangeKind> {
    if tidy(old) == tidy(new) {
        return None;
    }
    let same = fold::prose(old) == fold::prose(new);
    Some(if same { ChangeKind::Spelling } else { ChangeKind::Content })
}
