//! Edits that people make to sheets: rows and columns are inserted or removed, forms are pasted below or
//! beside one another.

use workbook::{Cell, Grid, Merge, Pos};

/// Inserts empty rows or columns before an index as Excel does: merged ranges across it grow.
pub(super) fn insert(grid: &Grid, at: u32, count: u32, rows: bool) -> Grid {
    let moved = |index: u32| if index >= at { index + count } else { index };
    let move_pos = |pos: Pos| {
        if rows { Pos::new(moved(pos.row), pos.col) } else { Pos::new(pos.row, moved(pos.col)) }
    };
    map(grid, move_pos)
}

/// Moves everything down and right.
pub(super) fn shift(grid: &Grid, rows: u32, cols: u32) -> Grid {
    map(grid, |pos| Pos::new(pos.row + rows, pos.col + cols))
}

/// Returns two sheets merged into one.
pub(super) fn together(a: &Grid, b: &Grid) -> Grid {
    let mut both = a.clone();
    both.cells.extend(b.cells.iter().map(|(pos, cell)| (*pos, cell.clone())));
    both.merges.extend(b.merges.iter().copied());
    both.remarks.extend(b.remarks.iter().cloned());
    both
}

/// Replaces the text of every cell for which `change` returns another.
pub(super) fn replace(grid: &Grid, change: impl Fn(&str) -> Option<String>) -> Grid {
    let mut changed = grid.clone();
    for cell in changed.cells.values_mut() {
        if let Some(text) = change(&cell.text) {
            *cell = Cell::text(&text);
        }
    }
    changed
}

/// Returns the position of the first cell with a text.
pub(super) fn find(grid: &Grid, text: &str) -> Pos {
    grid.cells.iter().find(|(_, cell)| cell.text == text).map(|(pos, _)| *pos).unwrap()
}

/// Writes into a cell.
pub(super) fn put(grid: &mut Grid, pos: Pos, text: &str) {
    grid.cells.insert(pos, Cell::text(text));
}

fn map(grid: &Grid, place: impl Fn(Pos) -> Pos) -> Grid {
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
    mapped
}
