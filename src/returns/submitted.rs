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

/// One form, resolved as far as it can be.
#[derive(Clone, Debug)]
pub struct Return {
    /// `path#sheet!A1-of-事業名称`.
    pub id: String,
    /// The file.
    pub file: FileId,
    /// The sheet.
    pub sheet: SheetId,
    /// The cell of the 事業名称 label.
    pub anchor: CellRef,
    /// The project; `None` where it was not recognised.
    pub project: Option<ProjectId>,
    /// The other project of a form whose 整理番号 and 事業名称 are of two (S03): placing takes the form for its 整理番号's, settling for
    /// the one that is missing.
    pub other_project: Option<ProjectId>,
    /// The department that sent it, by its name in 担当課; the lead where the form does not say.
    pub department: Option<String>,
    /// 提出課 as written, where the plan knows no such department: then its answers count only where the lead gives none.
    pub unknown_sender: Option<String>,
    /// The month; `None` where none is readable, or where cell and folder disagree.
    pub month: Option<Month>,
    /// Every month that the form or its folder names: where a refused form shows its findings.
    pub months: Vec<Month>,
    /// The month that its 基準月 names, whatever its folder says.
    pub stated_month: Option<Month>,
    /// 提出回; 1 where absent.
    pub issue_number: u32,
    /// 計画の版 as written.
    pub plan_version: Option<String>,
    /// 記入日, where readable.
    pub entered_on: Option<Date>,
    /// Every field that it holds.
    pub values: Vec<Value>,
    /// The plan's indicator for each of [`RawForm::indicators`]; an id that the plan does not have where the form adds one.
    pub indicators: Vec<IndicatorId>,
    /// The form as found: labels, cells, troubles.
    pub raw: RawForm,
    /// Whether it was refused at the door (S02, S03, S05, S10, S12): it counts for nothing.
    pub refused: bool,
    /// What became of it, relative to the run's month.
    pub outcome: FormOutcome,
    /// Its place among the returns of the same project, department and month, 1 being the newest.
    pub rank: Option<u32>,
}

impl Return {
    /// Returns the first value with a key that is not white space.
    #[must_use]
    pub fn value(&self, key: &EntryKey) -> Option<&Value> {
        self.values.iter().find(|value| &value.key == key && !fold::is_blank(&value.cell.text))
    }

    /// Returns whether its findings belong to a month: its own, or for a refused one every month that it may be meant for.
    #[must_use]
    pub fn belongs_to(&self, month: Month) -> bool {
        if self.refused {
            self.months.is_empty() || self.months.contains(&month)
        } else {
            self.month == Some(month)
        }
    }
}

/// What identifies an entry within a project: the field, and for the schedule block the indicator and the year.
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
    /// The key of a field that stands once on a form.
    #[must_use]
    pub fn single(field: Field) -> Self {
        Self { field, indicator: None, year: None }
    }

    /// The key of an indicator's actual of a fiscal year.
    #[must_use]
    pub fn actual(indicator: &IndicatorId, year: FiscalYear) -> Self {
        Self { field: Field::Actual, indicator: Some(indicator.clone()), year: Some(year) }
    }
}

/// A field's value on a return.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub key: EntryKey,
    /// The cell as read.
    pub cell: Cell,
    /// The text that counts: the cell's, or what stands without the struck part.
    pub text: String,
    /// The figure, for targets, actuals and forecasts.
    pub figure: Option<Figure>,
    /// Its cells; never empty.
    pub cells: Vec<CellRef>,
    /// What became of it, relative to the run's month.
    pub outcome: CellOutcome,
}

impl Value {
    /// Where the value starts.
    #[must_use]
    pub fn at(&self) -> Option<CellRef> {
        self.cells.first().copied()
    }
}

/// A text outside the fields, kept and listed.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The return's id.
    pub return_id: String,
    /// The project, where known.
    pub project: Option<ProjectId>,
    /// What it is.
    pub kind: RemarkKind,
    /// The text.
    pub text: String,
    /// The sheet.
    pub sheet: SheetId,
    /// The cell, where known.
    pub at: Option<CellRef>,
}
