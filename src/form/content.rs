//! The content of an issued form: all that the writer knows. It does not see the plan.

use std::collections::BTreeMap;

use crate::form::field::Field;
use crate::form::layout::Shape;
use crate::form::schedule::{Entry, IndicatorShape};
use crate::form::wording::Wording;
use crate::text::calendar::{FiscalYear, Month};

/// One form to be written.
#[derive(Clone, Debug)]
pub struct FormContent {
    /// 計画の版.
    pub plan_version: String,
    /// 基準月.
    pub month: Month,
    /// 提出課.
    pub sender: String,
    /// 提出回.
    pub issue_number: u32,
    /// 整理番号.
    pub id: String,
    /// 基本方針, number and name.
    pub policy: String,
    /// 中項目, number and name; empty if the plan has no third level.
    pub middle: String,
    /// 施策, number and name.
    pub measure: String,
    /// 事業名称.
    pub name: String,
    /// 課題.
    pub issue: String,
    /// 目的.
    pub purpose: String,
    /// 概要.
    pub summary: String,
    /// 担当課 as printed.
    pub departments: String,
    /// 指標の説明 (基準値, 出典 and so on); empty if the plan has none.
    pub about: String,
    /// The schedule block, if the project has one.
    pub schedule: Option<ScheduleContent>,
    /// The department that fills in the report block, if it is not the sender. Its cells are then locked and
    /// name that department.
    pub report_of: Option<String>,
    /// The prefilled values of the report block; on a slip they include 進捗状況.
    pub report: BTreeMap<Field, String>,
    /// The choices of 進捗状況; empty if the plan does not ask for it.
    pub progress_choices: Vec<String>,
    /// The 追加項目 asked of projects.
    pub items: Vec<ItemContent>,
    /// The words of the labels.
    pub wording: Wording,
    /// The cells in question on a slip; empty on a fresh form.
    pub marks: Vec<Mark>,
    /// What a slip asks about 提出課, whose cell is then unlocked; empty on a fresh form.
    pub sender_requests: Vec<String>,
    /// What a slip asks about the form as a whole; empty on a fresh form.
    pub corrections: Vec<String>,
}

/// A 追加項目 that forms ask for.
#[derive(Clone, Debug)]
pub struct ItemContent {
    /// Its position in the master.
    pub at: u8,
    /// Its label on the form.
    pub label: String,
    /// Its choices; empty if text or a number is asked for.
    pub choices: Vec<String>,
    /// The input message, which says what to enter.
    pub message: String,
}

/// The schedule block.
#[derive(Clone, Debug)]
pub struct ScheduleContent {
    /// `指標とスケジュール` or `スケジュール`.
    pub heading: String,
    /// The plan's fiscal years, ascending.
    pub years: Vec<FiscalYear>,
    /// The as-of fiscal year; `None` in the volume, which has no input cells.
    pub current: Option<FiscalYear>,
    /// The choices of 自己評価.
    pub rating_choices: Vec<String>,
    /// The 追加項目 asked of indicators.
    pub items: Vec<ItemContent>,
    /// The words of the labels.
    pub wording: Wording,
    /// The indicators.
    pub indicators: Vec<IndicatorContent>,
}

/// An indicator of the schedule block.
#[derive(Clone, Debug)]
pub struct IndicatorContent {
    /// Its symbol; empty if it has none.
    pub symbol: String,
    /// Its name; may be empty.
    pub name: String,
    /// The targets, each with the years that its cell spans.
    pub targets: Vec<SpanText>,
    /// The actuals, likewise. For the as-of year and the open years, the content of the input cell.
    pub actuals: Vec<SpanText>,
    /// 前回値, in a submission.
    pub previous: String,
    /// 年度末見込み, in a submission: the content of the input cell.
    pub forecast: String,
    /// 自己評価: the content of the input cell; `None` if it is not asked for.
    pub self_rating: Option<String>,
    /// The contents of the input cells of 追加項目, by position in the master.
    pub items: BTreeMap<u8, String>,
    /// The department that fills in the indicator, if it is not the sender. Its cells are then locked and
    /// name that department.
    pub filled_by: Option<String>,
    /// The past years whose actual is asked for again, each with its 前回値: the last value reported for it,
    /// and the month that reported it.
    pub open_years: BTreeMap<FiscalYear, String>,
}

/// A text over a run of fiscal years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanText {
    /// The first fiscal year.
    pub from: FiscalYear,
    /// The last fiscal year.
    pub to: FiscalYear,
    /// The text.
    pub text: String,
}

/// A cell in question on a slip.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The field.
    pub field: Field,
    /// The indicator's symbol, for rows of the schedule block.
    pub symbol: Option<String>,
    /// The fiscal year, for rows of the schedule block.
    pub year: Option<FiscalYear>,
    /// What the department is asked to do.
    pub text: String,
}

impl FormContent {
    /// Returns the shape from which the layout of the form follows.
    #[must_use]
    pub fn shape(&self, indicators: Option<Vec<IndicatorShape>>) -> Shape {
        Shape {
            years: self.schedule.as_ref().map_or(4, |schedule| schedule.years.len()),
            indicators,
            middle: !self.middle.is_empty(),
            about: !self.about.is_empty(),
            without_progress: self.progress_choices.is_empty(),
            items: self.items.iter().map(|item| item.at).collect(),
        }
    }

    /// Returns the label of a field of the plan or report block.
    #[must_use]
    pub fn label(&self, field: Field) -> &str {
        let own = self.items.iter().find(|item| field == Field::ProjectItem(item.at));
        own.map_or_else(|| self.wording.printed(field.label()), |item| &item.label)
    }
}

impl ScheduleContent {
    /// Returns the label of an indicator's row, without the indicator's symbol.
    #[must_use]
    pub fn label(&self, entry: Entry) -> &str {
        let own = self.items.iter().find(|item| entry == Entry::Item(item.at));
        own.map_or_else(|| self.wording.printed(entry.label()), |item| &item.label)
    }
}

/// Returns the text of an input cell that another department fills in.
#[must_use]
pub fn filled_by_words(department: &str) -> String {
    format!("（{department}が記入）")
}
