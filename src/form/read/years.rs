//! The year rows of a form: which columns belong to which fiscal year.

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::raw::CellRole;
use crate::form::read::find::Found;
use crate::form::read::page::Page;
use crate::form::read::sheet::{Piece, PieceId};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// Words that head the columns left of the years.
const HEAD_WORDS: [&str; 6] = ["年度", "年", "区分", "項目", UNIT, "内容"];
/// A row of fiscal years.
pub(super) struct YearRow {
    /// The row.
    pub(super) row: u32,
    /// Each year with its first and last column, from left to right.
    pub(super) columns: Vec<YearColumns>,
    /// Further columns of a year that stands there more than once.
    pub(super) again: Vec<YearColumns>,
    /// The one column of units that all years share: left of them all, or right of them all.
    pub(super) unit: Option<u32>,
}

/// The word above a column of units.
pub(super) const UNIT: &str = "単位";

/// The columns of a fiscal year.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct YearColumns {
    /// The year.
    pub(super) year: FiscalYear,
    /// The first column.
    pub(super) first: u32,
    /// The last column.
    pub(super) last: u32,
}

/// The year rows of a form's part of the sheet; their cells are headings from now on.
pub(super) fn year_rows(page: &mut Page<'_, '_>) -> Vec<YearRow> {
    let lines: Vec<(u32, u32)> = page
        .region
        .labels
        .iter()
        .filter(|label| label.is_year_entry())
        .map(|label| (label.first.row, label.last.row))
        .collect();
    let Some(last) = lines.iter().map(|(_, last)| *last).max() else { return Vec::new() };
    let mut found = Vec::new();
    for row in page.sheet.rows_between(page.region.top, last) {
        let of_entry = lines.iter().any(|(first, last)| (*first..=*last).contains(&row));
        let of_field = page.region.labels.iter().any(|label| label.first.row == row && forbids_years(label));
        if of_entry || of_field {
            continue;
        }
        if let Some(years) = year_row(page, row) {
            found.push(years);
        }
    }
    for years in &found {
        let cells: Vec<PieceId> = page
            .row(years.row)
            .filter(|(id, piece)| page.is_free(*id) && (is_year(piece) || is_head_word(piece.text())))
            .map(|(id, _)| id)
            .collect();
        for id in cells {
            page.claim(id, CellRole::Heading);
        }
    }
    found
}

/// Whether a label cannot stand in a year row.
pub(super) fn forbids_years(label: &Found) -> bool {
    match label.label {
        Label::Control(_) => true,
        Label::Field(field) => !matches!(field, Field::IndicatorName | Field::Note),
        _ => false,
    }
}

fn year_row(page: &Page<'_, '_>, row: u32) -> Option<YearRow> {
    let mut columns: Vec<YearColumns> = Vec::new();
    let mut again: Vec<YearColumns> = Vec::new();
    let mut marked = false;
    for (id, piece) in page.row(row) {
        if !page.is_free(id) || piece.first.row != row || piece.text().chars().count() > 24 {
            continue;
        }
        let Some(year) = FiscalYear::parse(piece.text()) else { continue };
        let own = YearColumns { year, first: piece.first.col, last: piece.last.col };
        if columns.iter().any(|known| known.year == year) {
            again.push(own);
            continue;
        }
        marked |= piece.text().contains('年') || !piece.text().trim().starts_with(|c: char| c.is_numeric());
        columns.push(own);
    }
    // A bare number alone may be anything: 2030 手続.
    let sound = columns.len() >= 2 || (marked && columns.len() == 1);
    let unit = unit_column(page, row, &columns);
    sound.then_some(YearRow { row, columns, again, unit })
}

/// Between the years a column of units is its left neighbour's alone.
fn unit_column(page: &Page<'_, '_>, row: u32, columns: &[YearColumns]) -> Option<u32> {
    let mut heads = page.row(row).filter(|(_, piece)| fold::squash(piece.text()) == UNIT);
    let (_, head) = heads.next().filter(|_| heads.next().is_none())?;
    let first = columns.iter().map(|columns| columns.first).min()?;
    let last = columns.iter().map(|columns| columns.last).max()?;
    (head.first.col < first || head.first.col > last).then_some(head.first.col)
}

fn is_year(piece: &Piece<'_>) -> bool {
    piece.text().chars().count() <= 24 && FiscalYear::parse(piece.text()).is_some()
}

/// Whether a text heads a column left of the years.
pub(super) fn is_head_word(text: &str) -> bool {
    text.chars().count() <= 8 && HEAD_WORDS.contains(&fold::squash(text).as_str())
}

/// The year row that a row belongs to: the nearest above it.
pub(super) fn above(years: &[YearRow], row: u32) -> Option<&YearRow> {
    years.iter().rfind(|years| years.row < row)
}

/// The fiscal years that a range of columns covers.
pub(super) fn covered(years: &YearRow, first: u32, last: u32) -> Vec<FiscalYear> {
    let within = |columns: &&YearColumns| first <= columns.last && last >= columns.first;
    let mut covered = Vec::new();
    for columns in years.columns.iter().chain(&years.again).filter(within) {
        if !covered.contains(&columns.year) {
            covered.push(columns.year);
        }
    }
    covered
}
