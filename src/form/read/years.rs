//! Finds the year rows of a form and the columns of each fiscal year.

use workbook::CellKind;

use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::raw::CellRole;
use crate::form::read::area::FormArea;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::recognise::without_hint;
use crate::form::read::sheet::{Piece, PieceId};
use crate::text::calendar::{Date, FiscalYear};
use crate::text::fold;

/// Words that head the columns left of the years.
const HEAD_WORDS: [&str; 6] = ["年度", "年", "区分", "項目", UNIT, "内容"];

/// A row of fiscal years.
pub(super) struct YearRow {
    /// The row.
    pub(super) row: u32,
    /// The years with their columns, from left to right.
    pub(super) columns: Vec<YearColumns>,
    /// Further columns of years that occur more than once.
    pub(super) again: Vec<YearColumns>,
    /// The column of the units that all years share; it is left or right of all years.
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

/// Returns the year rows of a form, and makes their cells headings.
pub(super) fn year_rows(area: &mut FormArea<'_, '_>) -> Vec<YearRow> {
    let lines: Vec<(u32, u32)> = area
        .region
        .labels
        .iter()
        .filter(|label| label.is_year_entry())
        .map(|label| (label.first.row, label.last.row))
        .collect();
    let Some(last) = lines.iter().map(|(_, last)| *last).max() else { return Vec::new() };
    let mut found = Vec::new();
    let mut rows = Vec::new();
    for row in area.sheet.rows_between(area.region.top, last) {
        let of_entry = lines.iter().any(|(first, last)| (*first..=*last).contains(&row));
        let of_field = area.region.labels.iter().any(|label| label.first.row == row && forbids_years(label));
        if of_entry || of_field {
            continue;
        }
        rows.push(row);
    }
    found.extend(rows.iter().filter_map(|row| year_row(area, *row, &plain_year)));
    // Other spellings of years count only if no row has a plain one.
    let plain = !found.is_empty();
    if !plain {
        let shown = rows.iter().filter_map(|row| year_row(area, *row, &year_of));
        found.extend(shown.filter(|row| row.columns.len() >= 2 && row.again.is_empty()));
    }
    let year = |piece: &Piece<'_>| if plain { plain_year(piece) } else { year_of(piece) };
    for years in &found {
        let cells: Vec<PieceId> = area
            .row(years.row)
            .filter(|(id, piece)| area.is_free(*id) && (year(piece).is_some() || is_head_word(piece.text())))
            .map(|(id, _)| id)
            .collect();
        for id in cells {
            area.claim(id, CellRole::Heading);
        }
    }
    found
}

/// True if a row with this label cannot be a year row.
pub(super) fn forbids_years(label: &FoundLabel) -> bool {
    match label.label {
        Label::Control(_) => true,
        Label::Field(field) => !matches!(field, Field::IndicatorName | Field::Note),
        _ => false,
    }
}

fn year_row(
    area: &FormArea<'_, '_>,
    row: u32,
    read: &dyn Fn(&Piece<'_>) -> Option<FiscalYear>,
) -> Option<YearRow> {
    let mut columns: Vec<YearColumns> = Vec::new();
    let mut again: Vec<YearColumns> = Vec::new();
    let mut marked = false;
    for (id, piece) in area.row(row) {
        if !area.is_free(id) || piece.first.row != row {
            continue;
        }
        let Some(year) = read(&piece) else { continue };
        let own = YearColumns { year, first: piece.first.col, last: piece.last.col };
        if columns.iter().any(|known| known.year == year) {
            again.push(own);
            continue;
        }
        marked |= piece.text().contains('年') || !piece.text().trim().starts_with(|c: char| c.is_numeric());
        columns.push(own);
    }
    // A single bare number may be a figure: 2030 手続.
    let sound = columns.len() >= 2 || (marked && columns.len() == 1);
    let unit = unit_column(area, row, &columns);
    sound.then_some(YearRow { row, columns, again, unit })
}

/// Returns the column of the units that all years share. A 単位 between the years belongs to its left
/// neighbour alone.
fn unit_column(area: &FormArea<'_, '_>, row: u32, columns: &[YearColumns]) -> Option<u32> {
    let mut heads = area.row(row).filter(|(_, piece)| fold::squash(piece.text()) == UNIT);
    let (_, head) = heads.next().filter(|_| heads.next().is_none())?;
    let first = columns.iter().map(|columns| columns.first).min()?;
    let last = columns.iter().map(|columns| columns.last).max()?;
    (head.first.col < first || head.first.col > last).then_some(head.first.col)
}

/// The longest heading of a year, in characters.
const LONGEST: usize = 24;
/// Words for the figures below that may follow a year.
const OF_FIGURES: [&str; 8] = ["実績値", "目標値", "実績", "目標", "見込み", "見込", "計画", "予定"];

fn plain_year(piece: &Piece<'_>) -> Option<FiscalYear> {
    let text = piece.text();
    if text.is_empty() || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    FiscalYear::parse(text).or_else(|| {
        // `2022年度※`, `令和4年度（今回）`. A bare number with a hint may be anything.
        let (outer, hint) = without_hint(text);
        let named = outer.contains('年') || !outer.starts_with(|c: char| c.is_ascii_digit());
        hint.filter(|_| named).and_then(|_| FiscalYear::parse(&outer))
    })
}

/// Returns the year of a heading in any spelling: plain, a date whose format shows only the year,
/// `2022年度実績`, `22年度`, `’22`, `FY22`.
pub(super) fn year_of(piece: &Piece<'_>) -> Option<FiscalYear> {
    if let Some(year) = plain_year(piece) {
        return Some(year);
    }
    let cell = piece.cell.filter(|cell| cell.text.chars().count() <= LONGEST)?;
    if matches!(cell.kind, CellKind::Date { .. }) {
        let date = Date::parse(&cell.text)?;
        // A date from April on is taken for the fiscal year of its calendar year; so is 1 January, which
        // stands for a year alone.
        let sound = date.month() >= 4 || (date.month(), date.day()) == (1, 1);
        return sound.then(|| FiscalYear::new(date.year()));
    }
    let squashed = fold::squash(&cell.text);
    let bare = squashed.trim_matches(['(', ')']);
    let word = OF_FIGURES.iter().find_map(|word| bare.strip_suffix(word)).unwrap_or(bare);
    let word = word.trim_end_matches(['の', '(']);
    if let Some(year) = FiscalYear::parse(word) {
        return Some(year);
    }
    let upper = word.to_uppercase();
    let short = upper.strip_prefix("FY").unwrap_or(&upper).trim_start_matches(['\'', '’', '‘', '`', '´']);
    // Two digits without a mark are no year.
    let marked = short.len() < upper.len() || short.ends_with('度');
    let digits = short.trim_end_matches('度').trim_end_matches('年');
    let two = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (two && marked).then(|| digits.parse().ok().map(|year: i32| FiscalYear::new(CENTURY + year))).flatten()
}

/// The century of a two-digit year. If an era or another century was meant, the plan does not have the year,
/// which S10 reports.
const CENTURY: i32 = 2000;

/// True if a text is a heading of a column left of the years.
pub(super) fn is_head_word(text: &str) -> bool {
    text.chars().count() <= 8 && HEAD_WORDS.contains(&fold::squash(text).as_str())
}

/// Returns the year row that applies to a row: the nearest above it.
pub(super) fn above(years: &[YearRow], row: u32) -> Option<&YearRow> {
    years.iter().rfind(|years| years.row < row)
}

/// Returns the fiscal years that a range of columns covers.
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
