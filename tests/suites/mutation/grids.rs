//! Changes that people make to sheets, as functions from a grid to a grid.

use std::collections::BTreeMap;

use workbook::{Cell, CellKind, Grid, Merge, Pos};

/// Rows or columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Axis {
    Rows,
    Columns,
}

impl Axis {
    fn of(self, pos: Pos) -> u32 {
        match self {
            Self::Rows => pos.row,
            Self::Columns => pos.col,
        }
    }

    fn with(self, pos: Pos, index: u32) -> Pos {
        match self {
            Self::Rows => Pos::new(index, pos.col),
            Self::Columns => Pos::new(pos.row, index),
        }
    }
}

/// The index after the last used row or column.
pub(crate) fn end(grid: &Grid, axis: Axis) -> u32 {
    let cells = grid.cells.keys().map(|pos| axis.of(*pos));
    cells.chain(grid.merges.iter().map(|merge| axis.of(merge.last))).max().map_or(0, |last| last + 1)
}

/// Inserts empty rows or columns before an index as spreadsheets do: merged ranges across it grow.
pub(crate) fn insert(grid: &Grid, at: u32, count: u32, axis: Axis) -> Grid {
    moved(grid, |pos| {
        let index = axis.of(pos);
        axis.with(pos, if index >= at { index + count } else { index })
    })
}

/// Deletes a row or column with its cells. Merged ranges across it shrink.
pub(crate) fn delete(grid: &Grid, at: u32, axis: Axis) -> Grid {
    let up = |index: u32| if index > at { index - 1 } else { index };
    let place = |pos: Pos| axis.with(pos, up(axis.of(pos)));
    let mut left = Grid { name: grid.name.clone(), hidden: grid.hidden, ..Grid::default() };
    left.cells = grid
        .cells
        .iter()
        .filter(|(pos, _)| axis.of(**pos) != at)
        .map(|(pos, cell)| (place(*pos), cell.clone()))
        .collect();
    left.merges = grid
        .merges
        .iter()
        .filter(|merge| axis.of(merge.first) != axis.of(merge.last) || axis.of(merge.first) != at)
        .map(|merge| {
            let last = axis.of(merge.last);
            let last = if last >= at && last > 0 { last - 1 } else { last };
            Merge { first: place(merge.first), last: axis.with(merge.last, last) }
        })
        .collect();
    left.remarks.clone_from(&grid.remarks);
    left
}

/// Moves everything down and right.
pub(crate) fn shift(grid: &Grid, rows: u32, cols: u32) -> Grid {
    moved(grid, |pos| Pos::new(pos.row + rows, pos.col + cols))
}

/// Moves the cells of some rows right.
pub(crate) fn indent(grid: &Grid, rows: std::ops::Range<u32>, cols: u32) -> Grid {
    moved(grid, |pos| if rows.contains(&pos.row) { Pos::new(pos.row, pos.col + cols) } else { pos })
}

/// Puts blocks of rows into another order.
pub(crate) fn reordered(grid: &Grid, blocks: &[std::ops::Range<u32>]) -> Grid {
    let mut places: BTreeMap<u32, u32> = BTreeMap::new();
    for row in blocks.iter().cloned().flatten() {
        let next = u32::try_from(places.len()).unwrap();
        places.insert(row, next);
    }
    moved(grid, |pos| Pos::new(places.get(&pos.row).copied().unwrap_or(pos.row), pos.col))
}

/// Puts the cells of two sheets on one.
pub(crate) fn together(a: &Grid, b: &Grid) -> Grid {
    let mut both = a.clone();
    both.cells.extend(b.cells.iter().map(|(pos, cell)| (*pos, cell.clone())));
    both.merges.extend(b.merges.iter().copied());
    both.remarks.extend(b.remarks.iter().cloned());
    both.hidden_rows.extend(&b.hidden_rows);
    both.hidden_cols.extend(&b.hidden_cols);
    both
}

/// Rewrites the texts of cells for which `rewrite` returns one.
pub(crate) fn rewritten(grid: &Grid, rewrite: impl Fn(Pos, &str) -> Option<String>) -> Grid {
    let mut changed = grid.clone();
    for (pos, cell) in &mut changed.cells {
        if let Some(text) = rewrite(*pos, &cell.text) {
            *cell = Cell::text(&text);
        }
    }
    changed
}

/// Replaces one cell.
pub(crate) fn with_cell(grid: &Grid, pos: Pos, cell: Cell) -> Grid {
    let mut changed = grid.clone();
    changed.cells.insert(pos, cell);
    changed
}

/// Empties one cell.
pub(crate) fn without(grid: &Grid, pos: Pos) -> Grid {
    let mut changed = grid.clone();
    changed.cells.remove(&pos);
    changed
}

/// A cell with a text and a kind.
pub(crate) fn cell(text: &str, kind: CellKind) -> Cell {
    Cell::new(text, kind)
}

fn moved(grid: &Grid, place: impl Fn(Pos) -> Pos) -> Grid {
    let mut mapped = grid.clone();
    mapped.cells = grid.cells.iter().map(|(pos, cell)| (place(*pos), cell.clone())).collect();
    mapped.merges = grid
        .merges
        .iter()
        .map(|merge| Merge { first: place(merge.first), last: place(merge.last) })
        .collect();
    for remark in &mut mapped.remarks {
        remark.at = remark.at.map(&place);
    }
    mapped.hidden_rows = grid.hidden_rows.iter().map(|row| place(Pos::new(*row, 0)).row).collect();
    mapped.hidden_cols = grid.hidden_cols.iter().map(|col| place(Pos::new(0, *col)).col).collect();
    mapped
}

/// The text with its digits and letters in full width.
pub(crate) fn wide(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// The text with its katakana in half width, voicing marks as characters of their own.
pub(crate) fn narrow_kana(text: &str) -> String {
    const FULL: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォッャュョー・";
    const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰ･";
    const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ";
    const PLAIN: &str = "カキクケコサシスセソタチツテトハヒフヘホウ";
    const HALF_VOICED: &str = "パピプペポ";
    let half = |c: char| FULL.chars().position(|full| full == c).and_then(|at| HALF.chars().nth(at));
    let mut out = String::new();
    for c in text.chars() {
        let voiced = VOICED.chars().position(|known| known == c).and_then(|at| PLAIN.chars().nth(at));
        let popped =
            HALF_VOICED.chars().position(|known| known == c).and_then(|at| "ハヒフヘホ".chars().nth(at));
        match (half(c), voiced, popped) {
            (Some(half), ..) => out.push(half),
            (None, Some(plain), _) => out.extend([half(plain).unwrap(), 'ﾞ']),
            (None, None, Some(plain)) => out.extend([half(plain).unwrap(), 'ﾟ']),
            _ => out.push(c),
        }
    }
    out
}

/// The text with a character between all its characters.
pub(crate) fn spread(text: &str, between: char) -> String {
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if at > 0 {
            out.push(between);
        }
        out.push(c);
    }
    out
}
