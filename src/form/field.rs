//! The fields of a form.

use serde::{Deserialize, Serialize};

/// A field of a form, in the order in which a form shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the field's terms; `label` gives the Japanese")]
pub enum Field {
    Id,
    Policy,
    Middle,
    Measure,
    Name,
    Issue,
    Purpose,
    Summary,
    Department,
    About,
    IndicatorName,
    Target,
    Actual,
    Forecast,
    SelfRating,
    /// A 追加項目 asked of indicators, by position in the master.
    IndicatorItem(u8),
    Progress,
    Activity,
    Reason,
    NextStep,
    RevisionWish,
    RevisionText,
    UserVoice,
    /// A 追加項目 asked of projects, by position in the master.
    ProjectItem(u8),
    Confirmed,
    Note,
    Author,
    Contact,
    EnteredOn,
}

impl Field {
    /// Every field except 追加項目, in order.
    pub const ALL: [Self; 27] = [
        Self::Id,
        Self::Policy,
        Self::Middle,
        Self::Measure,
        Self::Name,
        Self::Issue,
        Self::Purpose,
        Self::Summary,
        Self::Department,
        Self::About,
        Self::IndicatorName,
        Self::Target,
        Self::Actual,
        Self::Forecast,
        Self::SelfRating,
        Self::Progress,
        Self::Activity,
        Self::Reason,
        Self::NextStep,
        Self::RevisionWish,
        Self::RevisionText,
        Self::UserVoice,
        Self::Confirmed,
        Self::Note,
        Self::Author,
        Self::Contact,
        Self::EnteredOn,
    ];

    /// Returns the key in consolidation.json.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Policy => "policy",
            Self::Middle => "middle",
            Self::Measure => "measure",
            Self::Name => "name",
            Self::Issue => "issue",
            Self::Purpose => "purpose",
            Self::Summary => "summary",
            Self::Department => "department",
            Self::About => "about",
            Self::IndicatorItem(_) | Self::ProjectItem(_) => "item",
            Self::IndicatorName => "indicator_name",
            Self::Target => "target",
            Self::Actual => "actual",
            Self::Forecast => "forecast",
            Self::SelfRating => "self_rating",
            Self::Progress => "progress",
            Self::Activity => "activity",
            Self::Reason => "reason",
            Self::NextStep => "next_step",
            Self::RevisionWish => "revision_wish",
            Self::RevisionText => "revision_text",
            Self::UserVoice => "user_voice",
            Self::Confirmed => "confirmed",
            Self::Note => "note",
            Self::Author => "author",
            Self::Contact => "contact",
            Self::EnteredOn => "entered_on",
        }
    }

    /// Returns the standard label. For 追加項目 it is a placeholder: the plan knows their names.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Id => "整理番号",
            Self::Policy => "基本方針",
            Self::Middle => "中項目",
            Self::Measure => "施策",
            Self::Name => "事業名称",
            Self::Issue => "課題",
            Self::Purpose => "目的",
            Self::Summary => "概要",
            Self::Department => "担当課",
            Self::About => "指標の説明",
            Self::IndicatorItem(_) | Self::ProjectItem(_) => "追加項目",
            Self::IndicatorName => "指標名",
            Self::Target => "目標",
            Self::Actual => "実績",
            Self::Forecast => "年度末見込み",
            Self::SelfRating => "自己評価",
            Self::Progress => "進捗状況",
            Self::Activity => "取組内容",
            Self::Reason => "遅れ・未達の理由",
            Self::NextStep => "今後の対応",
            Self::RevisionWish => "計画見直しの要望",
            Self::RevisionText => "見直しの内容",
            Self::UserVoice => "利用者の意見",
            Self::Confirmed => "確認済",
            Self::Note => "備考",
            Self::Author => "記入者",
            Self::Contact => "連絡先",
            Self::EnteredOn => "記入日",
        }
    }

    /// True if the field is a row of the schedule block, with a cell for each indicator and fiscal year.
    #[must_use]
    pub fn in_schedule(self) -> bool {
        matches!(
            self,
            Self::IndicatorName
                | Self::Target
                | Self::Actual
                | Self::Forecast
                | Self::SelfRating
                | Self::IndicatorItem(_)
        )
    }

    /// Returns the position in the master if the field is a 追加項目.
    #[must_use]
    pub fn item(self) -> Option<usize> {
        match self {
            Self::IndicatorItem(at) | Self::ProjectItem(at) => Some(usize::from(at)),
            _ => None,
        }
    }

    /// True if the plan owns the field in every year. An actual is owned by the plan in past years only.
    #[must_use]
    pub fn of_plan(self) -> bool {
        self <= Self::Target
    }

    /// True if the field is about the return itself: who filled it in, when, and whether it is confirmed.
    #[must_use]
    pub fn is_about_return(self) -> bool {
        matches!(self, Self::Author | Self::Contact | Self::EnteredOn | Self::Confirmed)
    }

    /// True if the field holds an answer of the department: it is neither the plan's nor about the return
    /// itself.
    #[must_use]
    pub fn is_answer(self) -> bool {
        !self.of_plan() && !self.is_about_return()
    }

    /// True if the field holds prose by the department.
    #[must_use]
    pub fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Activity
                | Self::Reason
                | Self::NextStep
                | Self::RevisionText
                | Self::UserVoice
                | Self::Note
        )
    }
}

/// The fields of the 管理欄, which identify a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Control {
    /// 様式: the layout version.
    Layout,
    /// 計画の版.
    PlanVersion,
    /// 基準月.
    Month,
    /// 提出課.
    Sender,
    /// 提出回.
    IssueNumber,
}

impl Control {
    /// Every control field, in order.
    pub const ALL: [Self; 5] =
        [Self::Layout, Self::PlanVersion, Self::Month, Self::Sender, Self::IssueNumber];

    /// Returns the standard label.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Layout => "様式",
            Self::PlanVersion => "計画の版",
            Self::Month => "基準月",
            Self::Sender => "提出課",
            Self::IssueNumber => "提出回",
        }
    }
}
