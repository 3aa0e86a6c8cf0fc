//! Keeps what people wrote on sheets without a form. It is reported once for each sheet (S09).

use workbook::{Cell, Grid, GridRemark, Pos, RemarkKind};

use crate::form::labels::{CORRECTION, Labels};
use crate::form::raw::{Elsewhere, RawForm, RawRemark, RawValue};
use crate::form::read::issued_texts;
use crate::sources::SheetId;
use crate::text::fold;

/// The most texts of a sheet that are kept one by one; of more, only the beginning of all of them joined.
const MOST_APART: usize = 5;
/// The length of that beginning, in characters.
const KEPT: usize = 300;

/// Returns the remarks of a sheet without a form: notes, comments and text boxes, and the texts that neither
/// we printed nor the cover reads as values.
pub(super) fn remarks(
    grid: &Grid,
    sheet: SheetId,
    cover: &[RawValue],
    forms: &[RawForm],
    labels: &Labels,
) -> Vec<RawRemark> {
    let printed = issued_texts::cells(grid, forms, labels);
    let of_cover =
        |pos: Pos| cover.iter().any(|value| value.other_sheet == Some(sheet) && value.cells.contains(&pos));
    let texts: Vec<(Pos, &Cell)> = grid
        .cells
        .iter()
        .filter(|(pos, cell)| !fold::is_blank(&cell.text) && !printed.contains(pos) && !of_cover(**pos))
        .map(|(pos, cell)| (*pos, cell))
        .collect();
    let remark = |kind, text: String, pos, cells: usize| RawRemark {
        kind,
        text,
        pos,
        elsewhere: Some(Elsewhere {
            sheet,
            name: grid.name.clone(),
            cells: u32::try_from(cells).unwrap_or(u32::MAX),
        }),
    };
    let mut remarks = Vec::new();
    if texts.len() <= MOST_APART {
        remarks.extend(
            texts.iter().map(|(pos, cell)| remark(RemarkKind::Outside, cell.text.clone(), Some(*pos), 1)),
        );
    } else if let Some((first, _)) = texts.first() {
        let all: Vec<&str> = texts.iter().map(|(_, cell)| cell.text.trim()).collect();
        let kept = fold::shortened(&all.join("／"), KEPT);
        remarks.push(remark(RemarkKind::Outside, kept, Some(*first), texts.len()));
    }
    let over = grid.remarks.iter().filter(|over| !is_ours(over) && !fold::is_blank(&over.text));
    remarks.extend(over.map(|over| remark(over.kind, over.text.clone(), over.at, 1)));
    remarks
}

pub(super) fn is_ours(remark: &GridRemark) -> bool {
    remark.kind == RemarkKind::Note && fold::squash(&remark.text).starts_with(CORRECTION)
}
