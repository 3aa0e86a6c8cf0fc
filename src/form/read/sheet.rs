//! A grid as the reader sees it: rows of pieces. A piece is a cell or a merged range, with or without text.

use std::collections::BTreeMap;

use workbook::{Cell, Grid, Pos};

use crate::text::fold;

/// The most rows of a merged range that are indexed, so that a merged column does not cost a million entries.
const MOST_ROWS: u32 = 400;
/// The longest text, in characters, that can be a label, a year or a number. Longer texts are not folded.
pub(super) const LONGEST_FOLDED: usize = 120;

/// A cell or a merged range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// The top left cell.
    pub(super) first: Pos,
    /// The bottom right cell.
    pub(super) last: Pos,
    /// The content; `None` if blank.
    pub(super) cell: Option<&'a Cell>,
}

impl<'a> Piece<'a> {
    /// Returns its text; empty if blank.
    pub(super) fn text(&self) -> &'a str {
        self.cell.map_or("", |cell| cell.text.as_str())
    }

    /// True if it spans several columns.
    pub(super) fn is_wide(&self) -> bool {
        self.first.col < self.last.col
    }
}

/// The index of a piece among a sheet's.
pub(super) type PieceId = usize;

/// The forms of a piece's text in which it is compared. Both are empty if the text is blank or longer than
/// [`LONGEST_FOLDED`].
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// [`fold::squash`]: one width, no white space.
    pub(super) squashed: String,
    /// [`fold::label`]: without numbering, bullets and middle dots as well.
    pub(super) label: String,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        if text.is_empty() || text.chars().nth(LONGEST_FOLDED).is_some() {
            return Self::default();
        }
        let folded = fold::width(text);
        Self { label: fold::label_folded(&folded), squashed: fold::squash_folded(folded) }
    }
}

/// A sheet divided into pieces.
pub(super) struct Sheet<'a> {
    /// The grid.
    pub(super) grid: &'a Grid,
    pieces: Vec<Piece<'a>>,
    folded: Vec<Folded>,
    rows: BTreeMap<u32, Vec<PieceId>>,
}

impl<'a> Sheet<'a> {
    /// Divides a grid into pieces.
    pub(super) fn new(grid: &'a Grid) -> Self {
        let mut merges: BTreeMap<Pos, Pos> = BTreeMap::new();
        for merge in &grid.merges {
            merges.entry(merge.first).or_insert(merge.last);
        }
        let mut pieces: Vec<Piece<'a>> = merges
            .iter()
            .map(|(first, last)| Piece {
                first: *first,
                last: *last,
                cell: grid.cells.get(first).filter(|cell| !fold::is_blank(&cell.text)),
            })
            .collect();
        let mut sheet = Self { grid, pieces: Vec::new(), folded: Vec::new(), rows: BTreeMap::new() };
        sheet.index(&pieces);
        for (pos, cell) in &grid.cells {
            // Excel shows only the top left cell of a merged range; whatever the others hold is dropped.
            if !merges.contains_key(pos) && sheet.covering(&pieces, *pos).is_none() {
                let cell = Some(cell).filter(|cell| !fold::is_blank(&cell.text));
                pieces.push(Piece { first: *pos, last: *pos, cell });
            }
        }
        pieces.sort_by_key(|piece| piece.first);
        sheet.index(&pieces);
        sheet.folded = pieces.iter().map(|piece| Folded::new(piece.text())).collect();
        sheet.pieces = pieces;
        sheet
    }

    /// Returns every piece with its index, by row and column.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (PieceId, &Piece<'a>)> {
        self.pieces.iter().enumerate()
    }

    /// Returns the pieces that begin in the rows `from..to` with their ids, by row and column.
    pub(super) fn pieces_between(&self, from: u32, to: u32) -> impl Iterator<Item = (PieceId, &Piece<'a>)> {
        let first = self.pieces.partition_point(|piece| piece.first.row < from);
        let pieces = self.pieces.get(first..).unwrap_or_default().iter();
        (first..).zip(pieces.take_while(move |piece| piece.first.row < to))
    }

    /// Returns a piece.
    ///
    /// # Panics
    /// If the index is not one of this sheet.
    pub(super) fn piece(&self, id: PieceId) -> Piece<'a> {
        self.pieces[id]
    }

    /// Returns the folded text of a piece.
    ///
    /// # Panics
    /// If the index is not one of this sheet.
    pub(super) fn folded(&self, id: PieceId) -> &Folded {
        &self.folded[id]
    }

    /// Returns the pieces that cover a cell of the row, from left to right.
    pub(super) fn row(&self, row: u32) -> impl DoubleEndedIterator<Item = (PieceId, Piece<'a>)> {
        self.rows.get(&row).into_iter().flatten().map(|id| (*id, self.piece(*id)))
    }

    /// Returns the rows of `from..to` that hold anything.
    pub(super) fn rows_between(&self, from: u32, to: u32) -> impl DoubleEndedIterator<Item = u32> {
        self.rows.range(from..to.max(from)).map(|(row, _)| *row)
    }

    /// Returns the piece at a position.
    pub(super) fn at(&self, pos: Pos) -> Option<(PieceId, Piece<'a>)> {
        self.covering(&self.pieces, pos).map(|id| (id, self.piece(id)))
    }

    fn index(&mut self, pieces: &[Piece<'a>]) {
        self.rows.clear();
        for (id, piece) in pieces.iter().enumerate() {
            for row in piece.first.row..=piece.last.row.min(piece.first.row.saturating_add(MOST_ROWS)) {
                self.rows.entry(row).or_default().push(id);
            }
        }
        for row in self.rows.values_mut() {
            row.sort_by_key(|id| pieces.get(*id).map(|piece| piece.first.col));
        }
    }

    fn covering(&self, pieces: &[Piece<'a>], pos: Pos) -> Option<PieceId> {
        let row = self.rows.get(&pos.row)?;
        let end = row.partition_point(|id| pieces.get(*id).is_some_and(|piece| piece.first.col <= pos.col));
        let id = *row.get(end.checked_sub(1)?)?;
        pieces.get(id).filter(|piece| piece.last.col >= pos.col).map(|_| id)
    }
}
