//! 追加項目: what else the city reports, defined in the master.

use std::fmt;

/// A row of 追加項目.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraItem {
    /// 項目: its name, and its label on the form.
    pub name: String,
    /// 対象.
    pub subject: Subject,
    /// 種類, with 選択肢 and 単位.
    pub kind: ExtraKind,
    /// 記入.
    pub owner: ExtraOwner,
    /// 必須: an answer without it is told.
    pub required: bool,
    /// 一覧: shown in 進捗一覧.
    pub listed: bool,
    /// 別冊: printed in the volume.
    pub printed: bool,
    /// 公開: in the public files.
    pub public: bool,
}

/// 対象 of a 追加項目.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// 事業.
    Project,
    /// 指標.
    Indicator,
}

/// 種類 of a 追加項目.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtraKind {
    /// 文.
    Text,
    /// 数, in a 単位 that may be empty.
    Number(String),
    /// 選択, one of 選択肢.
    Choice(Vec<String>),
}

/// 記入: who fills a 追加項目 in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraOwner {
    /// 計画: the master has it in a column of that name.
    Plan,
    /// 回答: departments are asked.
    Department,
}

impl ExtraItem {
    /// Returns the name with the 単位 of numbers, as a heading shows it.
    #[must_use]
    pub fn heading(&self) -> String {
        match &self.kind {
            ExtraKind::Number(unit) if !unit.is_empty() => format!("{}（{unit}）", self.name),
            _ => self.name.clone(),
        }
    }

    /// True if departments are asked about projects.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.owner == ExtraOwner::Department
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Project => "事業",
            Self::Indicator => "指標",
        })
    }
}
