//! A form as the reader found it: labels and cells, no figure parsed, nothing judged.

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
    /// The sheet. The worker counts sheets of the book from 0; the parent puts the run's id here.
    pub sheet: SheetId,
    /// The sheet's name.
    pub sheet_name: String,
    /// The cell of the 事業名称 label; where that is missing, of the form's first label.
    pub anchor: Pos,
    /// The 管理欄, as far as found.
    pub control: Vec<RawControl>,
    /// The number beside 事業名称 (`1` or `1-1-1`), where it stands outside the label's value.
    pub number: Option<RawText>,
    /// The 施策 line above the form that has no label (`1-1 …`), as a volume prints it.
    pub measure_line: Option<RawText>,
    /// The schedule block's heading, where there is a block.
    pub schedule_heading: Option<RawText>,
    /// The indicators of the schedule block, in order.
    pub indicators: Vec<RawIndicator>,
    /// Every non-empty field. A cell that covers several fiscal years gives one value for each.
    pub values: Vec<RawValue>,
    /// What stands in the rows of 前回値, which are issued with last time's values.
    pub previous: Vec<RawPrevious>,
    /// Every label found. A field whose label is here and whose value is not is blank.
    pub labels: Vec<RawLabel>,
    /// Every non-empty cell of the form's region, with its role.
    pub cells: Vec<(Pos, CellRole)>,
    /// Text outside the blocks, notes, comments and text boxes.
    pub remarks: Vec<RawRemark>,
    /// What is odd about the form's shape.
    pub troubles: Vec<Trouble>,
}

/// A text with its cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawText {
    /// The text.
    pub text: String,
    /// Where.
    pub pos: Pos,
}

/// Returns a field of the 管理欄.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawControl {
    /// Which.
    pub control: Control,
    /// Its cell.
    pub cell: Cell,
    /// Where.
    pub pos: Pos,
}

/// An indicator of the schedule block.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawIndicator {
    /// Its symbol; empty where it has none.
    pub symbol: String,
    /// The fiscal years of its year row, in order of columns.
    pub years: Vec<FiscalYear>,
    /// The rows that it has.
    pub rows: Vec<Field>,
}

/// A field's value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawValue {
    /// Which field.
    pub field: Field,
    /// The indicator's index in [`RawForm::indicators`], for rows of the schedule block.
    pub indicator: Option<usize>,
    /// The fiscal year of the column.
    pub year: Option<FiscalYear>,
    /// The cell: text, kind, what is struck. The text includes a unit from the next cell.
    pub cell: Cell,
    /// Its cells, the first being where the value starts.
    pub cells: Vec<Pos>,
    /// True if its row, column or sheet is hidden.
    pub hidden: bool,
    /// The sheet, where it is not the form's own (記入者 of the book's first sheet). Counted like
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
    /// Where.
    pub pos: Pos,
}

/// A label that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawLabel {
    /// The field it announces.
    pub field: Field,
    /// The indicator's index, for rows of the schedule block.
    pub indicator: Option<usize>,
    /// Where.
    pub pos: Pos,
    /// Where a value of the as-of year, or the field's value, would stand if it were filled in.
    pub value_at: Option<Pos>,
}

/// The role of a non-empty cell of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellRole {
    /// A label, a year, the 管理欄, 前回値 or 訂正依頼.
    Heading,
    /// Part of the value at this index in [`RawForm::values`]; of the first one, where a cell covers several
    /// years.
    Value(usize),
    /// Outside the blocks.
    Outside,
}

/// A text outside the form's fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawRemark {
    /// What it is.
    pub kind: RemarkKind,
    /// Its text.
    pub text: String,
    /// Where, if known.
    pub pos: Option<Pos>,
    /// The sheet, where it is not the form's own.
    pub elsewhere: Option<Elsewhere>,
}

/// A sheet of a form's book that holds no form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The sheet, counted like [`RawForm::sheet`].
    pub sheet: SheetId,
    /// Its name.
    pub name: String,
    /// How many cells or remarks the text is made of.
    pub cells: u32,
}

/// Something odd about a form's shape, of which a finding is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// Something of the issued layout stands elsewhere (S08).
    Shifted {
        /// What moved and by how much, in Japanese: `「課題」から下が2行下へ`.
        what: String,
        /// The first label that moved.
        pos: Pos,
    },
    /// A label that a form must have is missing (S10).
    Missing {
        /// The label.
        label: String,
        /// Where the issued layout has it.
        expected: String,
    },
    /// A label stands twice (S10).
    Doubled {
        /// The label.
        label: String,
        /// Its cells.
        cells: Vec<Pos>,
    },
    /// Two different texts stand for one value (S10).
    Contested {
        /// What the value is: `2022年度の実績①`.
        what: String,
        /// The cells.
        cells: Vec<Pos>,
    },
    /// The choices of a field stand in cells beside one another, and the marked one was taken (R02).
    Marked {
        /// The field's label.
        label: String,
        /// The choice.
        choice: String,
        /// Its cell, then that of the mark.
        cells: Vec<Pos>,
    },
    /// A label of the issued layout that a form can do without is gone, and its field with it (S08).
    Lost {
        /// The label.
        label: String,
    },
    /// A field has several labels, of which a later one's value was read (S10).
    Repeated {
        /// The label.
        label: String,
        /// Its cells; the last is the label whose value was read.
        cells: Vec<Pos>,
    },
    /// A doubtful label was read as the one that is missing there (S10): a character is wrong, or its hint
    /// names another time.
    Misspelt {
        /// As written.
        written: String,
        /// The label.
        label: String,
        /// Where.
        pos: Pos,
    },
    /// Inputs that hold something nobody sees: a number format hides it, or it is white on white (S11).
    Invisible {
        /// The cells.
        cells: Vec<Pos>,
    },
    /// A picture, line or other shape without text lies over inputs (S09, and V01 where one is blank).
    Overlaid {
        /// What lies there.
        drawing: DrawingKind,
        /// The cells.
        cells: Vec<Pos>,
    },
    /// A conditional format may strike inputs through (S09).
    MayBeStruck {
        /// The cells.
        cells: Vec<Pos>,
    },
    /// A value is longer than what is kept of it (S15).
    TooLong {
        /// Its cell.
        pos: Pos,
        /// Its length in UTF-16 units, as Excel counts characters.
        length: u64,
        /// How many of them are kept.
        kept: u64,
    },
    /// The form or one of its inputs is hidden (S11).
    Hidden {
        /// The first hidden cell, `None` where the whole sheet is hidden.
        pos: Option<Pos>,
    },
}

impl RawForm {
    /// Gives back the room that its lists have left, as those of an answer do that was received.
    pub fn shrink(&mut self) {
        let Self { control, indicators, values, previous, labels, cells, remarks, troubles, .. } = self;
        control.shrink_to_fit();
        indicators.shrink_to_fit();
        values.shrink_to_fit();
        previous.shrink_to_fit();
        labels.shrink_to_fit();
        cells.shrink_to_fit();
        remarks.shrink_to_fit();
        troubles.shrink_to_fit();
    }

    /// Returns whether the form's whole sheet is hidden.
    #[must_use]
    pub fn is_on_hidden_sheet(&self) -> bool {
        self.troubles.iter().any(|trouble| matches!(trouble, Trouble::Hidden { pos: None }))
    }

    /// Returns what lies over a cell and has no text.
    #[must_use]
    pub fn drawing_over(&self, pos: Pos) -> Option<DrawingKind> {
        self.troubles.iter().find_map(|trouble| match trouble {
            Trouble::Overlaid { drawing, cells } if cells.contains(&pos) => Some(*drawing),
            _ => None,
        })
    }

    /// True if the form says that it was issued in the current layout.
    #[must_use]
    pub fn is_current_layout(&self) -> bool {
        self.control(Control::Layout).is_some_and(|found| fold::squash(&found.cell.text) == layout::VERSION)
    }

    /// A field of the 管理欄.
    #[must_use]
    pub fn control(&self, control: Control) -> Option<&RawControl> {
        self.control.iter().find(|found| found.control == control)
    }

    /// Returns the value of a field that stands once on a form.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&RawValue> {
        self.values.iter().find(|value| value.field == field)
    }
}
