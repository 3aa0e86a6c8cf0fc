//! A sheet as a grid of absolute cells.

use std::collections::BTreeMap;

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
    /// A position from zero-based row and column.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// The address people see: `D14`. The only place where A1 is formatted.
    #[must_use]
    pub fn a1(self) -> String {
        format!("{}{}", column_letters(self.col), self.row + 1)
    }

    /// The same address as one that does not move when a formula is copied: `$D$14`.
    #[must_use]
    pub fn absolute(self) -> String {
        format!("${}${}", column_letters(self.col), self.row + 1)
    }
}

/// The letters of a zero-based column: 0 is `A`, 26 is `AA`.
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

/// What a cell holds, beside the text it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    /// Text as stored.
    Text,
    /// A number (or a boolean, shown as such) without a percent format.
    Number,
    /// A number with a percent format; the text shows it with `%`.
    Percent,
    /// A date; the text is ISO. `typed` is what a person probably typed (`7/8`), where the cell's format tells.
    Date {
        /// What was probably typed.
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
    /// What the cell shows (formats.md §4).
    pub text: String,
    /// What it holds.
    pub kind: CellKind,
    /// Where part of it, or all of it, is struck through: the text that stands without the struck part (empty: all struck).
    pub unstruck: Option<String>,
}

impl Cell {
    /// A plain text cell.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), kind: CellKind::Text, unstruck: None }
    }

    /// What it says once the struck part is left out.
    #[must_use]
    pub fn standing(&self) -> &str {
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
    /// The range between two corners, given as rows and columns, in whichever order.
    #[must_use]
    pub fn between(a: (u32, u32), b: (u32, u32)) -> Self {
        Self { first: Pos::new(a.0.min(b.0), a.1.min(b.1)), last: Pos::new(a.0.max(b.0), a.1.max(b.1)) }
    }

    /// Whether a position lies within.
    #[must_use]
    pub fn contains(&self, pos: Pos) -> bool {
        (self.first.row..=self.last.row).contains(&pos.row)
            && (self.first.col..=self.last.col).contains(&pos.col)
    }
}

/// A remark that does not stand in a cell's text.
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
    /// The Japanese word, as consolidation.json and the books show it.
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
    /// What it is.
    pub kind: RemarkKind,
    /// Its text.
    pub text: String,
    /// The cell it belongs to or starts at, where that is known.
    pub at: Option<Pos>,
}

/// A sheet: its cells at absolute positions, and what lies over them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Grid {
    /// The sheet's name.
    pub name: String,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// The non-empty cells (white space alone is empty). A merged range's text stands at its top left.
    #[serde(with = "cell_pairs")]
    pub cells: BTreeMap<Pos, Cell>,
    /// The merged ranges.
    pub merges: Vec<Merge>,
    /// Hidden rows, zero-based.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, zero-based.
    pub hidden_cols: Vec<u32>,
    /// Notes, comments and text boxes.
    pub remarks: Vec<GridRemark>,
}

impl Grid {
    /// The rows that a sheet has at most.
    pub const ROWS: u32 = 1_048_576;
    /// The columns that a sheet has at most.
    pub const COLUMNS: u32 = 16_384;

    /// The cell at a position, looking up the merged range that covers it.
    #[must_use]
    pub fn cell(&self, pos: Pos) -> Option<&Cell> {
        self.cells.get(&self.top_left(pos))
    }

    /// The merged range that covers a position.
    #[must_use]
    pub fn merge_at(&self, pos: Pos) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.contains(pos))
    }

    /// The top left of the merged range that covers a position, else the position itself.
    #[must_use]
    pub fn top_left(&self, pos: Pos) -> Pos {
        self.merge_at(pos).map_or(pos, |merge| merge.first)
    }

    /// Whether the row or column of a position, or the sheet, is hidden.
    #[must_use]
    pub fn is_hidden(&self, pos: Pos) -> bool {
        self.hidden || self.hidden_rows.contains(&pos.row) || self.hidden_cols.contains(&pos.col)
    }
}

/// JSON has no map keys but strings: cells travel as a list of pairs.
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
    fn addresses_are_those_of_the_spreadsheet() {
        assert_eq!(Pos::new(13, 3).a1(), "D14");
        assert_eq!(column_letters(25), "Z");
        assert_eq!(column_letters(26), "AA");
        assert_eq!(column_letters(16_383), "XFD");
    }

    #[test]
    fn a_merged_range_answers_for_all_its_cells() {
        let mut grid = Grid::default();
        grid.merges.push(Merge { first: Pos::new(1, 1), last: Pos::new(2, 3) });
        assert_eq!(grid.top_left(Pos::new(2, 2)), Pos::new(1, 1));
        assert_eq!(grid.top_left(Pos::new(3, 2)), Pos::new(3, 2));
    }
}
