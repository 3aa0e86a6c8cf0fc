//! A form as read from a sheet: labels and cells. No figure is parsed, nothing is judged.

use serde::{Deserialize, Serialize};
use workbook::{Cell, DrawingKind, Pos, RemarkKind};

use crate::form::field::{Control, Field};
use crate::form::layout;
use crate::sources::SheetId;
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// One form of one sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawForm {
    /// The sheet. A worker counts the sheets of its book from 0; the parent replaces this with the id in the
    /// run.
    pub sheet: SheetId,
    /// The sheet's name.
    pub sheet_name: String,
    /// The cell of the 事業名称 label, or of the form's first label if that is missing.
    pub anchor: Pos,
    /// The fields of the 管理欄 that were found.
    pub control: Vec<RawControl>,
    /// The number beside 事業名称 (`1` or `1-1-1`), if it is outside the label's value.
    pub number: Option<RawText>,
    /// The unlabelled 施策 line above the form (`1-1 …`), as a volume prints it.
    pub measure_line: Option<RawText>,
    /// The heading of the schedule block, if there is a block.
    pub schedule_heading: Option<RawText>,
    /// The indicators of the schedule block, in order.
    pub indicators: Vec<RawIndicator>,
    /// The values of all non-empty fields. A cell that covers several fiscal years gives one value for each.
    pub values: Vec<RawValue>,
    /// The texts in the rows of 前回値, which are issued with the values reported last time.
    pub previous: Vec<RawPrevious>,
    /// Every label found. A field with a label but no value is blank.
    pub labels: Vec<RawLabel>,
    /// Every non-empty cell of the form's region, with its role.
    pub cells: Vec<(Pos, CellRole)>,
    /// Text outside the blocks, notes, comments and text boxes.
    pub remarks: Vec<RawRemark>,
    /// The oddities of the form's shape.
    pub shape_issues: Vec<ShapeIssue>,
}

/// A text with its cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawText {
    /// The text.
    pub text: String,
    /// Its cell.
    pub pos: Pos,
}

/// A field of the 管理欄.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawControl {
    /// The field.
    pub control: Control,
    /// The cell's content.
    pub cell: Cell,
    /// Its address.
    pub pos: Pos,
}

/// An indicator of the schedule block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawIndicator {
    /// Its symbol; empty if it has none.
    pub symbol: String,
    /// The fiscal years of its year row, in column order.
    pub years: Vec<FiscalYear>,
    /// The rows that it has.
    pub rows: Vec<Field>,
}

/// A field's value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawValue {
    /// The field.
    pub field: Field,
    /// The indicator's index in [`RawForm::indicators`], if the field is in the schedule block.
    pub indicator: Option<usize>,
    /// The fiscal year of the column, if the field is in the schedule block.
    pub year: Option<FiscalYear>,
    /// The content: text, kind, what is struck through. A unit in the next cell is appended to the text.
    pub cell: Cell,
    /// The cells that make up the value, the first one first.
    pub cells: Vec<Pos>,
    /// True if its row, column or sheet is hidden.
    pub hidden: bool,
    /// The sheet, if it is not the form's own (記入者 on the book's first sheet). Counted like
    /// [`RawForm::sheet`].
    pub other_sheet: Option<SheetId>,
}

/// A text in a row of 前回値.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawPrevious {
    /// The indicator's index in [`RawForm::indicators`].
    pub indicator: usize,
    /// The fiscal year of the column.
    pub year: FiscalYear,
    /// The text.
    pub text: String,
    /// Its cell.
    pub pos: Pos,
}

/// A label that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawLabel {
    /// The field it announces.
    pub field: Field,
    /// The indicator's index in [`RawForm::indicators`], if the field is in the schedule block.
    pub indicator: Option<usize>,
    /// Its cell.
    pub pos: Pos,
    /// The cell in which the field's value, or that of the as-of year, would be entered.
    pub value_at: Option<Pos>,
}

/// The role of a non-empty cell of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellRole {
    /// A label, a year, the 管理欄, 前回値 or 訂正依頼.
    Heading,
    /// Part of the value at this index in [`RawForm::values`]. Where a cell covers several years, the index
    /// is that of the first.
    Value(usize),
    /// Outside the blocks.
    Outside,
}

/// A text outside the form's fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawRemark {
    /// Its kind.
    pub kind: RemarkKind,
    /// Its text.
    pub text: String,
    /// Its cell, if known.
    pub pos: Option<Pos>,
    /// The sheet, if it is not the form's own.
    pub elsewhere: Option<Elsewhere>,
}

/// A sheet without a form, in a book that has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The sheet, counted like [`RawForm::sheet`].
    pub sheet: SheetId,
    /// Its name.
    pub name: String,
    /// The number of cells or remarks that make up the text.
    pub cells: u32,
}

/// An oddity of a form's shape, to be reported as a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShapeIssue {
    /// A part of the issued layout has moved (S08).
    Shifted {
        /// What moved and by how much, in Japanese: `「課題」から下が2行下へ`.
        what: String,
        /// The first label that moved.
        pos: Pos,
    },
    /// A label that every form must have is missing (S10).
    Missing {
        /// The label.
        label: String,
        /// The cell in which the issued layout has it.
        expected: String,
    },
    /// A label occurs twice (S10).
    Doubled {
        /// The label.
        label: String,
        /// Its cells.
        cells: Vec<Pos>,
    },
    /// Two different texts answer one question (S10).
    Contested {
        /// The question, in Japanese: `2022年度の実績①`.
        what: String,
        /// The cells.
        cells: Vec<Pos>,
    },
    /// The choices of a field are in adjacent cells, and the marked one was taken (R02).
    Marked {
        /// The field's label.
        label: String,
        /// The choice.
        choice: String,
        /// Its cell, then the cell of the mark.
        cells: Vec<Pos>,
    },
    /// A label that a form can do without is gone, and its field with it (S08).
    Lost {
        /// The label.
        label: String,
    },
    /// A field has several labels, and the value of a later one was read (S10).
    Repeated {
        /// The label.
        label: String,
        /// Their cells; the last is the label whose value was read.
        cells: Vec<Pos>,
    },
    /// A doubtful label was read as the label that is missing there (S10): one character is wrong, or its
    /// hint names another time.
    Misspelt {
        /// The label as written.
        written: String,
        /// The label it was read as.
        label: String,
        /// Its cell.
        pos: Pos,
    },
    /// Input cells hold something invisible: a number format hides it, or it is white on white (S11).
    Invisible {
        /// The cells.
        cells: Vec<Pos>,
    },
    /// A picture, line or other shape without text lies over input cells (S09; V01 if one of them is blank).
    Overlaid {
        /// The kind of drawing.
        drawing: DrawingKind,
        /// The cells.
        cells: Vec<Pos>,
    },
    /// A conditional format may strike through input cells (S09).
    MayBeStruck {
        /// The cells.
        cells: Vec<Pos>,
    },
    /// A value is longer than the limit and was cut (S15).
    TooLong {
        /// Its cell.
        pos: Pos,
        /// Its length in UTF-16 units, as Excel counts characters.
        length: u64,
        /// The number of units kept.
        kept: u64,
    },
    /// The form or one of its input cells is hidden (S11).
    Hidden {
        /// The first hidden cell; `None` if the whole sheet is hidden.
        pos: Option<Pos>,
    },
}

impl RawForm {
    /// Frees the spare capacity of its lists, which a form received from a worker has.
    pub fn shrink(&mut self) {
        let Self { control, indicators, values, previous, labels, cells, remarks, shape_issues, .. } = self;
        control.shrink_to_fit();
        indicators.shrink_to_fit();
        values.shrink_to_fit();
        previous.shrink_to_fit();
        labels.shrink_to_fit();
        cells.shrink_to_fit();
        remarks.shrink_to_fit();
        shape_issues.shrink_to_fit();
    }

    /// True if the form's whole sheet is hidden.
    #[must_use]
    pub fn is_on_hidden_sheet(&self) -> bool {
        self.shape_issues.iter().any(|issue| matches!(issue, ShapeIssue::Hidden { pos: None }))
    }

    /// Returns the kind of the drawing without text that lies over a cell.
    #[must_use]
    pub fn drawing_over(&self, pos: Pos) -> Option<DrawingKind> {
        self.shape_issues.iter().find_map(|issue| match issue {
            ShapeIssue::Overlaid { drawing, cells } if cells.contains(&pos) => Some(*drawing),
            _ => None,
        })
    }

    /// True if 様式 names the current layout version.
    #[must_use]
    pub fn is_current_layout(&self) -> bool {
        self.control(Control::Layout).is_some_and(|found| fold::squash(&found.cell.text) == layout::VERSION)
    }

    /// Returns a field of the 管理欄.
    #[must_use]
    pub fn control(&self, control: Control) -> Option<&RawControl> {
        self.control.iter().find(|found| found.control == control)
    }

    /// Returns the value of a field that occurs once on a form.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&RawValue> {
        self.values.iter().find(|value| value.field == field)
    }
}
