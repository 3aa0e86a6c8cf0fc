//! A sheet as a grid of cells at absolute positions.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A position on a sheet, zero-based. Ordered by row, then column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pos {
    /// Row, zero-based.
    pub row: u32,
    /// Column, zero-based.
    pub col: u32,
}

impl Pos {
    /// Creates a position from a zero-based row and column.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// Returns the address that people see: `D14`. Addresses are formatted nowhere else.
    #[must_use]
    pub fn a1(self) -> String {
        format!("{}{}", column_letters(self.col), self.row + 1)
    }

    /// Returns the absolute address: `$D$14`.
    #[must_use]
    pub fn absolute(self) -> String {
        format!("${}${}", column_letters(self.col), self.row + 1)
    }
}

/// Returns the letters of a zero-based column: 0 is `A`, 26 is `AA`.
#[must_use]
pub fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The kind of value that a cell holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    /// Text as stored.
    Text,
    /// A number (or a boolean, shown as such) without a percent format.
    Number,
    /// A number with a percent format; the text shows it with `%`.
    Percent,
    /// A date or time; the text is ISO.
    Date {
        /// What a person probably typed (`7/8`), judged by the cell's format.
        typed: String,
    },
    /// An error value; the text is `#REF!` and the like.
    Error,
    /// A formula whose result was not saved; the text is the formula with its `=`.
    Unsaved,
}

/// One non-empty cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The text that the cell shows, with its number unrounded.
    pub text: String,
    /// The kind of value that it holds.
    pub kind: CellKind,
    /// The text without its struck-through part, if any part is struck through; empty if all of it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unstruck: Option<String>,
    /// The text with its number as the number format shows it (rounded, padded, in groups of three), if that
    /// differs from `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// True if the cell is a zero taken from another cell by a bare reference (`=B3`), which Excel shows for
    /// a blank cell, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_linked_zero: bool,
}

impl Cell {
    /// Creates a cell that is not struck through or linked and shows its text.
    #[must_use]
    pub fn new(text: impl Into<String>, kind: CellKind) -> Self {
        Self { text: text.into(), kind, unstruck: None, shown: None, is_linked_zero: false }
    }

    /// Creates a text cell.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::new(text, CellKind::Text)
    }

    /// Returns the text as the cell shows it, without its struck-through part.
    #[must_use]
    pub fn as_shown(&self) -> &str {
        self.shown.as_deref().filter(|_| self.unstruck.is_none()).unwrap_or_else(|| self.unstruck_text())
    }

    /// Returns the text without its struck-through part.
    #[must_use]
    pub fn unstruck_text(&self) -> &str {
        self.unstruck.as_deref().map_or(&self.text, str::trim)
    }
}

/// A merged range, both corners included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Top left.
    pub first: Pos,
    /// Bottom right.
    pub last: Pos,
}

impl Merge {
    /// Creates the range between two opposite corners, each a row and a column, in either order.
    #[must_use]
    pub fn between(a: (u32, u32), b: (u32, u32)) -> Self {
        Self { first: Pos::new(a.0.min(b.0), a.1.min(b.1)), last: Pos::new(a.0.max(b.0), a.1.max(b.1)) }
    }

    /// Returns `true` if a position lies within the range.
    #[must_use]
    pub fn contains(&self, pos: Pos) -> bool {
        (self.first.row..=self.last.row).contains(&pos.row)
            && (self.first.col..=self.last.col).contains(&pos.col)
    }
}

/// The kind of a text that is in no field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RemarkKind {
    /// A cell's text outside the blocks of a form (様式外).
    Outside,
    /// A cell note (ノート).
    Note,
    /// A threaded comment (コメント).
    Comment,
    /// A text box or shape (図形).
    Shape,
}

impl RemarkKind {
    /// Returns the Japanese word for it, as consolidation.json and the books show it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Outside => "様式外",
            Self::Note => "ノート",
            Self::Comment => "コメント",
            Self::Shape => "図形",
        }
    }
}

/// A note, comment or text box found on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridRemark {
    /// Its kind.
    pub kind: RemarkKind,
    /// Its text.
    pub text: String,
    /// The cell that it belongs to or starts at, if the file says so.
    pub at: Option<Pos>,
}

/// The kind of a drawing without text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DrawingKind {
    /// A picture.
    Picture,
    /// A line or connector.
    Line,
    /// Any other shape.
    Shape,
    /// A chart, diagram or embedded object.
    Object,
}

impl DrawingKind {
    /// Returns the Japanese word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Picture => "画像",
            Self::Line => "線",
            Self::Shape => "図形",
            Self::Object => "グラフや埋め込みの図",
        }
    }
}

/// A picture, line or other shape without text that lies over cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// Its kind.
    pub kind: DrawingKind,
    /// The cells that it covers, at least in part.
    pub over: Merge,
}

/// A sheet: its cells at absolute positions, and what lies over them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Grid {
    /// The sheet's name.
    pub name: String,
    /// True if the sheet is hidden.
    pub hidden: bool,
    /// The non-empty cells; white space alone is empty. A merged range has its cell at the top left.
    #[serde(with = "cell_pairs")]
    pub cells: BTreeMap<Pos, Cell>,
    /// The merged ranges.
    pub merges: Vec<Merge>,
    /// Rows that are hidden or of next to no height, zero-based.
    pub hidden_rows: Vec<u32>,
    /// Columns that are hidden or of next to no width, zero-based.
    pub hidden_cols: Vec<u32>,
    /// Non-empty cells whose content does not show: a number format hides it (`;;;`), or it is white on
    /// white.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub hidden_cells: BTreeSet<Pos>,
    /// Notes, comments, text boxes and captions of form controls.
    pub remarks: Vec<GridRemark>,
    /// Pictures, lines and other shapes without text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawings: Vec<Drawing>,
    /// Ranges that a conditional format may strike through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditional_strikes: Vec<Merge>,
}

impl Grid {
    /// The number of rows that a sheet can have.
    pub const ROWS: u32 = 1_048_576;
    /// The number of columns that a sheet can have.
    pub const COLUMNS: u32 = 16_384;

    /// Returns the cell at a position, or the one that a merged range shows there.
    #[must_use]
    pub fn cell(&self, pos: Pos) -> Option<&Cell> {
        self.cells.get(&self.top_left(pos))
    }

    /// Returns the merged range that covers a position.
    #[must_use]
    pub fn merge_at(&self, pos: Pos) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.contains(pos))
    }

    /// Returns the top left of the merged range that covers a position, or the position itself.
    #[must_use]
    pub fn top_left(&self, pos: Pos) -> Pos {
        self.merge_at(pos).map_or(pos, |merge| merge.first)
    }

    /// Returns `true` if a position is hidden: itself, its row, its column or the sheet.
    #[must_use]
    pub fn is_hidden(&self, pos: Pos) -> bool {
        self.hidden
            || self.hidden_rows.contains(&pos.row)
            || self.hidden_cols.contains(&pos.col)
            || self.hidden_cells.contains(&pos)
    }

    /// Returns the drawing without text that lies over a position.
    #[must_use]
    pub fn drawing_over(&self, pos: Pos) -> Option<&Drawing> {
        self.drawings.iter().find(|drawing| drawing.over.contains(pos))
    }
}

/// Serialises cells as a list of pairs, because JSON allows only strings as keys.
mod cell_pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::grid::{Cell, Pos};

    pub(super) fn serialize<S: Serializer>(
        cells: &BTreeMap<Pos, Cell>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let pairs: Vec<(&Pos, &Cell)> = cells.iter().collect();
        pairs.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Pos, Cell>, D::Error> {
        Ok(Vec::<(Pos, Cell)>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::grid::{Grid, Merge, Pos, column_letters};

    #[test]
    fn addresses_are_in_a1_notation() {
        assert_eq!(Pos::new(13, 3).a1(), "D14");
        assert_eq!(column_letters(25), "Z");
        assert_eq!(column_letters(26), "AA");
        assert_eq!(column_letters(16_383), "XFD");
    }

    #[test]
    fn a_position_in_a_merged_range_leads_to_its_top_left() {
        let mut grid = Grid::default();
        grid.merges.push(Merge { first: Pos::new(1, 1), last: Pos::new(2, 3) });
        assert_eq!(grid.top_left(Pos::new(2, 2)), Pos::new(1, 1));
        assert_eq!(grid.top_left(Pos::new(3, 2)), Pos::new(3, 2));
    }
}
