//! A return: a form whose project, month and sender are known, with its figures read.

use workbook::{Cell, RemarkKind};

use crate::figure::Figure;
use crate::form::field::Field;
use crate::form::raw::RawForm;
use crate::ids::{IndicatorId, ProjectId};
use crate::returns::outcome::{CellOutcome, FormOutcome};
use crate::sources::{CellRef, FileId, SheetId};
use crate::text::calendar::{Date, FiscalYear, Month};
use crate::text::fold;

/// A form, resolved as far as possible.
#[derive(Clone, Debug)]
pub struct Return {
    /// `path#sheet!cell`, where the cell is `anchor`.
    pub id: String,
    /// The file.
    pub file: FileId,
    /// The sheet.
    pub sheet: SheetId,
    /// The cell of the 事業名称 label.
    pub anchor: CellRef,
    /// The project; `None` if it was not recognised.
    pub project: Option<ProjectId>,
    /// The project of 事業名称, if 整理番号 names another one (S03). `project` is that of 整理番号 at
    /// first. `accept` exchanges the two, unless only the project of 整理番号 lacks another return.
    pub other_project: Option<ProjectId>,
    /// The department that sent it, by its name in 担当課; the lead if the form names no known department.
    pub department: Option<String>,
    /// 提出課, folded, if it names no department of the project (S04). Such a return never replaces, orders
    /// or disputes one of the project's own departments.
    pub unlisted_sender: Option<String>,
    /// The month; `None` if none is readable, it is outside the plan, or cell and folder disagree.
    pub month: Option<Month>,
    /// The months of the plan that the form and its folder name. A refused form shows its findings in each.
    pub months: Vec<Month>,
    /// The month that its 基準月 names, whatever its folder says.
    pub stated_month: Option<Month>,
    /// 提出回; 1 if it is absent or unreadable.
    pub issue_number: u32,
    /// 計画の版 as written.
    pub plan_version: Option<String>,
    /// 記入日, if it is readable and within a year of the month.
    pub entered_on: Option<Date>,
    /// Every field that it holds.
    pub values: Vec<Value>,
    /// The plan's indicator for each of [`RawForm::indicators`]; an id of its own for one that the form adds.
    pub indicators: Vec<IndicatorId>,
    /// Texts that were typed over texts of the issued form.
    pub typed_over: Vec<TypedOver>,
    /// The form as read: labels, cells, shape issues. Its own `values` are empty, because `values` above has
    /// them.
    pub raw: RawForm,
    /// True if it counts for nothing: it cannot be read or placed (S02, S03, S05, S10, S12), or is a copy
    /// (S14).
    pub refused: bool,
    /// True if it is refused as a copy beside the form that counts (S14): there is nothing to correct.
    pub is_copy: bool,
    /// Its outcome, relative to the run's month.
    pub outcome: FormOutcome,
    /// Its rank among the returns of the same project, sender and month; 1 is the newest.
    pub rank: Option<u32>,
}

impl Return {
    /// Returns the first value with a key whose cell is not blank.
    #[must_use]
    pub fn value(&self, key: &EntryKey) -> Option<&Value> {
        self.values.iter().find(|value| &value.key == key && !fold::is_blank(&value.cell.text))
    }

    /// True if its findings belong to a month: its own, or for a refused one every month that it may be meant
    /// for.
    #[must_use]
    pub fn belongs_to(&self, month: Month) -> bool {
        if self.refused {
            self.months.is_empty() || self.months.contains(&month)
        } else {
            self.month == Some(month)
        }
    }
}

/// A text that a department typed over a text of the issued form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedOver {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The label of the cell: 前回値, 目標.
    pub label: String,
    /// The text.
    pub text: String,
    /// True if it holds a number in the indicator's unit.
    pub has_number: bool,
    /// Its cell.
    pub at: CellRef,
}

/// The key of an entry within a project: the field, and in the schedule block the indicator and the year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey {
    /// The field.
    pub field: Field,
    /// The indicator.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year.
    pub year: Option<FiscalYear>,
}

impl EntryKey {
    /// Returns the key of a field that a form has once.
    #[must_use]
    pub fn single(field: Field) -> Self {
        Self { field, indicator: None, year: None }
    }

    /// Returns the key of an indicator's row in a fiscal year.
    #[must_use]
    pub fn row(field: Field, indicator: &IndicatorId, year: FiscalYear) -> Self {
        Self { field, indicator: Some(indicator.clone()), year: Some(year) }
    }

    /// Returns the key of an indicator's row in a fiscal year; without an indicator, that of a field that a
    /// form has once.
    #[must_use]
    pub fn of(field: Field, indicator: Option<&IndicatorId>, year: FiscalYear) -> Self {
        indicator.map_or_else(|| Self::single(field), |indicator| Self::row(field, indicator, year))
    }

    /// Returns the key of an indicator's actual of a fiscal year.
    #[must_use]
    pub fn actual(indicator: &IndicatorId, year: FiscalYear) -> Self {
        Self::row(Field::Actual, indicator, year)
    }
}

/// A field's value on a return.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its key.
    pub key: EntryKey,
    /// The cell as read.
    pub cell: Cell,
    /// The text that counts: the cell's, without what is struck through.
    pub text: String,
    /// The figure of a target, an actual, a forecast or a numeric 追加項目.
    pub figure: Option<Box<Figure>>,
    /// Its cells; never empty.
    pub cells: Vec<CellRef>,
    /// Its outcome, relative to the run's month.
    pub outcome: CellOutcome,
}

impl Value {
    /// Returns the text that counts, as its cell shows it.
    #[must_use]
    pub fn as_shown(&self) -> &str {
        match &self.cell.shown {
            Some(shown) if self.cell.text == self.text => shown,
            _ => &self.text,
        }
    }

    /// Returns the first of its cells.
    #[must_use]
    pub fn at(&self) -> Option<CellRef> {
        self.cells.first().copied()
    }
}

/// A text outside the fields of a form.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The return's id.
    pub return_id: String,
    /// The project, if known.
    pub project: Option<ProjectId>,
    /// Its kind.
    pub kind: RemarkKind,
    /// The text.
    pub text: String,
    /// The sheet.
    pub sheet: SheetId,
    /// The cell, if known.
    pub at: Option<CellRef>,
}
