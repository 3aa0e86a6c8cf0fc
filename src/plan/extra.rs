//! 追加項目: what a city reports besides indicators, as defined in the master.

use std::fmt;

use rust_decimal::Decimal;

use crate::figure::{Figure, FigureKind};
use crate::text::{fold, unit};

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
    /// 必須: a return without it is reported.
    pub required: bool,
    /// 一覧: shown in 進捗一覧.
    pub listed: bool,
    /// 別冊: printed in the volume.
    pub printed: bool,
    /// 公開: written to the public files.
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
    /// 数, with its 単位, which may be empty.
    Number(String),
    /// 選択, one of 選択肢.
    Choice(Vec<String>),
}

/// 記入: who fills in a 追加項目.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraOwner {
    /// 計画: the secretariat, in a column of the master with the item's name.
    Plan,
    /// 回答: the departments, on the form.
    Department,
}

impl ExtraItem {
    /// Returns the name, and in brackets the 単位 of a number, as headings show it.
    #[must_use]
    pub fn heading(&self) -> String {
        match &self.kind {
            ExtraKind::Number(unit) if !unit.is_empty() => format!("{}（{unit}）", self.name),
            _ => self.name.clone(),
        }
    }

    /// True if departments fill it in.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.owner == ExtraOwner::Department
    }

    /// True if its answers are added up: numbers that are not shares. Percentages of several projects have no
    /// sum.
    #[must_use]
    pub fn is_summed(&self) -> bool {
        let is_share = |own: &str| unit::is_percent(own) || unit::is_reduction(own);
        matches!(&self.kind, ExtraKind::Number(own) if !is_share(own))
    }

    /// Returns its 選択肢; empty if text or a number is asked for.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        match &self.kind {
            ExtraKind::Choice(choices) => choices.clone(),
            ExtraKind::Text | ExtraKind::Number(_) => Vec::new(),
        }
    }

    /// Returns the number in an answer; `None` if it is not exactly one number, or is in another unit.
    #[must_use]
    pub fn number(&self, figure: &Figure) -> Option<Decimal> {
        let ExtraKind::Number(own) = &self.kind else { return None };
        let quantity = figure.quantity.as_ref().filter(|_| figure.kind == FigureKind::Quantity)?;
        let fits = quantity.unit.is_empty() || own.is_empty() || unit::fits(&quantity.unit, own);
        fits.then_some(quantity.number)
    }

    /// Returns the 選択肢 that an answer names, ignoring brackets and marks around it.
    #[must_use]
    pub fn choice(&self, text: &str) -> Option<&str> {
        let ExtraKind::Choice(choices) = &self.kind else { return None };
        let bare = |text: &str| fold::key(text.trim_matches(|c: char| "「」『』。．（）() ○◎".contains(c)));
        choices.iter().find(|choice| bare(choice) == bare(text)).map(String::as_str)
    }

    /// Returns the input message of its cell on the form.
    #[must_use]
    pub fn message(&self) -> String {
        let how = match &self.kind {
            ExtraKind::Text => "記入してください。".to_owned(),
            ExtraKind::Number(unit) if unit.is_empty() => "数で記入してください。".to_owned(),
            ExtraKind::Number(unit) => format!("数で記入してください（単位は{unit}です）。"),
            ExtraKind::Choice(_) => "一覧から選んでください。".to_owned(),
        };
        if self.required { how } else { format!("該当があれば、{how}") }
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

#[cfg(test)]
mod tests {
    use super::{ExtraItem, ExtraKind, ExtraOwner, Subject};

    #[test]
    fn numbers_are_summed_and_shares_are_not() {
        let item = |kind| ExtraItem {
            name: "項目".to_owned(),
            subject: Subject::Project,
            kind,
            owner: ExtraOwner::Department,
            required: false,
            listed: false,
            printed: false,
            public: false,
        };
        let of_unit = |unit: &str| item(ExtraKind::Number(unit.to_owned())).is_summed();
        assert!(of_unit("千円") && of_unit("人") && of_unit(""));
        assert!(!of_unit("%") && !of_unit("％") && !of_unit("パーセント") && !of_unit("%削減"));
        assert!(!item(ExtraKind::Text).is_summed());
    }
}
