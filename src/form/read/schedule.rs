//! Reads the schedule block. A value belongs to the indicator of its row and to every fiscal year that its
//! cell covers.

use std::collections::{BTreeMap, BTreeSet};

use workbook::{Cell, Pos};

use crate::form::field::Field;
use crate::form::layout::Anchor;
use crate::form::raw::{CellRole, RawIndicator, RawLabel, RawPrevious, RawValue};
use crate::form::read::area::{FormArea, VALUE};
use crate::form::read::indicator_rows::{self, IndicatorRow, Name};
use crate::form::read::sheet::{Piece, PieceId};
use crate::form::read::unit_cells::{is_bare_number, is_unit, join};
use crate::form::read::years::{UNIT, YearColumns, YearRow, covered};
use crate::form::schedule::Entry;
use crate::form::symbols;
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// What was read from the block.
#[derive(Default)]
pub(super) struct Schedule {
    /// The indicators.
    pub(super) indicators: Vec<RawIndicator>,
    /// All values of the form, including those of the block.
    pub(super) values: Vec<RawValue>,
    /// The texts in the rows of 前回値.
    pub(super) previous: Vec<RawPrevious>,
    /// The labels of the block.
    pub(super) labels: Vec<RawLabel>,
    /// The positions of the block's rows and years, to compare with the issued layout.
    pub(super) facts: BlockFacts,
}

/// The positions of the block's rows and years, and what is wrong with them.
#[derive(Default)]
pub(super) struct BlockFacts {
    /// The labels of its rows.
    pub(super) anchors: Vec<(Anchor, Pos)>,
    /// The columns of the first year row.
    pub(super) years: Vec<YearColumns>,
    /// For each indicator, true if it has a name.
    pub(super) named: Vec<bool>,
    /// Labels that occur twice for one indicator, with their cells.
    pub(super) doubled: Vec<(String, Vec<Pos>)>,
    /// Values for which there are different texts: their description in Japanese, and the cells.
    pub(super) contested: Vec<(String, Vec<Pos>)>,
    /// Fiscal years that head several columns of one row, with their headings.
    pub(super) years_again: Vec<(FiscalYear, Vec<Pos>)>,
    /// True if rows have no fiscal years above them.
    pub(super) without_years: bool,
}

enum Event<'r> {
    Name(Name),
    Years(usize),
    Row(IndicatorRow<'r>),
}

/// Reads the block. `names` are the labelled names of indicators, `values` the form's other values.
pub(super) fn read(
    area: &mut FormArea<'_, '_>,
    years: &[YearRow],
    names: Vec<(usize, Option<PieceId>)>,
    values: Vec<RawValue>,
    as_of: Option<FiscalYear>,
) -> Schedule {
    let mut schedule = Schedule { values, ..Schedule::default() };
    let rows = indicator_rows::rows(area, years);
    if rows.is_empty() && names.is_empty() {
        return schedule;
    }
    if let Some(first) = years.first() {
        schedule.facts.years.clone_from(&first.columns);
    }
    schedule.facts.years_again = years.iter().flat_map(doubled_years).collect();
    let mut events: Vec<(u32, u32, u32, Event<'_>)> = Vec::new();
    for name in indicator_rows::find_names(area, years, &rows, names) {
        events.push((name.row, 0, name.col, Event::Name(name)));
    }
    events.extend(years.iter().enumerate().map(|(at, row)| (row.row, 1, 0, Event::Years(at))));
    events.extend(rows.into_iter().map(|row| (row.first, 2, row.label.first.col, Event::Row(row))));
    events.sort_by_key(|(row, rank, col, _)| (*row, *rank, *col));
    let mut reading =
        Reading { area, schedule, as_of, current: None, fresh: false, years: None, seen: BTreeMap::new() };
    for (.., event) in events {
        match event {
            Event::Name(name) => reading.name(name),
            Event::Years(at) => reading.year_row(years.get(at)),
            Event::Row(row) => reading.row(&row),
        }
    }
    reading.schedule
}

/// Returns the fiscal years that occur more than once in a year row, each with its headings.
fn doubled_years(row: &YearRow) -> Vec<(FiscalYear, Vec<Pos>)> {
    let of = |year: FiscalYear| {
        let all = row.columns.iter().chain(&row.again).filter(move |columns| columns.year == year);
        all.map(|columns| Pos::new(row.row, columns.first)).collect()
    };
    let years: BTreeSet<FiscalYear> = row.again.iter().map(|columns| columns.year).collect();
    years.into_iter().map(|year| (year, of(year))).collect()
}

/// The state of reading the block from top to bottom. Indices of indicators come from `add`, so they are
/// always valid.
struct Reading<'p, 's, 'a, 'y> {
    area: &'p mut FormArea<'s, 'a>,
    schedule: Schedule,
    as_of: Option<FiscalYear>,
    /// The index of the indicator whose rows are being read.
    current: Option<usize>,
    /// True if there was a year row since the last row; a row without symbol then begins another indicator.
    fresh: bool,
    years: Option<&'y YearRow>,
    /// The fiscal years that each row has covered so far.
    seen: BTreeMap<(usize, Entry), BTreeSet<FiscalYear>>,
}

impl<'a, 'y> Reading<'_, '_, 'a, 'y> {
    fn name(&mut self, name: Name) {
        let piece = name.piece.map(|id| self.area.sheet.piece(id));
        let text = piece.map_or("", |piece| piece.text().trim());
        let (own, rest) = symbols::split_name(text);
        let symbol = if own.is_empty() { name.symbol } else { own };
        let at = if symbol.is_empty() { self.add("") } else { self.with_symbol(&symbol) };
        self.current = Some(at);
        self.fresh = false;
        if let Some(pos) = name.label {
            self.schedule.labels.push(RawLabel {
                field: Field::IndicatorName,
                indicator: Some(at),
                pos,
                value_at: piece.map(|piece| piece.first),
            });
        }
        let (Some(id), Some(piece)) = (name.piece, piece) else { return };
        if rest.is_empty() {
            self.area.claim(id, CellRole::Heading);
            return;
        }
        self.schedule.facts.named[at] = true;
        let Some(cell) = piece.cell else { return };
        let cell = Cell { text: rest.to_owned(), ..cell.clone() };
        let value = self.area.value(Field::IndicatorName, Some((at, None)), cell, vec![piece.first]);
        self.area.claim(id, VALUE);
        self.schedule.values.push(value);
    }

    fn year_row(&mut self, years: Option<&'y YearRow>) {
        self.fresh |= self.current.is_some_and(|at| !self.schedule.indicators[at].rows.is_empty());
        self.years = years;
    }

    fn row(&mut self, row: &IndicatorRow<'_>) {
        let at = self.indicator_of(row);
        self.current = Some(at);
        self.fresh = false;
        if let Some(years) = self.years.filter(|_| self.schedule.indicators[at].years.is_empty()) {
            self.schedule.indicators[at].years = years.columns.iter().map(|columns| columns.year).collect();
            self.schedule.facts.anchors.push((Anchor::Years(at), Pos::new(years.row, 0)));
        }
        let pos = Pos::new(row.first, row.label.first.col);
        let anchor = Anchor::Entry(at, row.entry);
        let again =
            self.schedule.facts.anchors.iter().find(|(known, _)| *known == anchor).map(|(_, pos)| *pos);
        let goes_on = again.is_some() && self.goes_on(at, row.entry);
        if let Some(first) = again.filter(|_| !goes_on) {
            // The form is refused for a doubled row (S10), so its values are not read.
            let word = format!("{}{}", row.entry.label(), self.schedule.indicators[at].symbol);
            match self.schedule.facts.doubled.iter_mut().find(|(known, _)| *known == word) {
                Some((_, cells)) => cells.push(pos),
                None => self.schedule.facts.doubled.push((word, vec![first, pos])),
            }
            return;
        }
        let years = self.years.into_iter().flat_map(|years| &years.columns).map(|columns| columns.year);
        self.seen.entry((at, row.entry)).or_default().extend(years.clone());
        if goes_on {
            let known = &mut self.schedule.indicators[at].years;
            let more: Vec<FiscalYear> = years.filter(|year| !known.contains(year)).collect();
            known.extend(more);
        } else {
            self.schedule.facts.anchors.push((anchor, pos));
        }
        let Some(field) = row.entry.field() else {
            self.previous(row, at);
            return;
        };
        let value_at = self.column_of_as_of().map(|col| Pos::new(row.first, col));
        if !goes_on {
            self.schedule.indicators[at].rows.push(field);
            self.schedule.labels.push(RawLabel { field, indicator: Some(at), pos, value_at });
        }
        match self.years {
            Some(years) => self.values(row, field, at, years),
            None => self.schedule.facts.without_years = true,
        }
    }

    /// True if a row continues an earlier row of the same indicator with other fiscal years.
    fn goes_on(&self, at: usize, entry: Entry) -> bool {
        let Some((years, seen)) = self.years.zip(self.seen.get(&(at, entry))) else { return false };
        !years.columns.iter().any(|columns| seen.contains(&columns.year))
    }

    /// Returns the indicator of a row: by its symbol, else by the rows before it.
    fn indicator_of(&mut self, row: &IndicatorRow<'_>) -> usize {
        let bare = self.current.filter(|at| {
            let indicator = &self.schedule.indicators[*at];
            indicator.symbol.is_empty() && indicator.rows.is_empty()
        });
        if !row.symbol.is_empty() {
            let known = self.schedule.indicators.iter().position(|indicator| indicator.symbol == row.symbol);
            if let Some(at) = known {
                return at;
            }
            // A name without symbol belongs to the rows with a symbol below it.
            if let Some(at) = bare {
                self.schedule.indicators[at].symbol.clone_from(&row.symbol);
                return at;
            }
            return self.add(&row.symbol);
        }
        let Some(current) = self.current else { return self.add("") };
        let begins_again =
            row.entry == Entry::Target && self.schedule.indicators[current].rows.contains(&Field::Target);
        let begins = (self.fresh || begins_again) && !self.goes_on(current, row.entry);
        if begins { self.add("") } else { current }
    }

    fn add(&mut self, symbol: &str) -> usize {
        self.schedule.indicators.push(RawIndicator {
            symbol: symbol.to_owned(),
            years: Vec::new(),
            rows: Vec::new(),
        });
        self.schedule.facts.named.push(false);
        self.schedule.indicators.len() - 1
    }

    fn with_symbol(&mut self, symbol: &str) -> usize {
        let known = self.schedule.indicators.iter().position(|indicator| indicator.symbol == symbol);
        known.unwrap_or_else(|| self.add(symbol))
    }

    fn column_of_as_of(&self) -> Option<u32> {
        let columns = &self.years?.columns;
        columns.iter().find(|columns| Some(columns.year) == self.as_of).map(|columns| columns.first)
    }

    /// Keeps the texts in a row of 前回値, which is issued with the values reported last time.
    fn previous(&mut self, row: &IndicatorRow<'_>, indicator: usize) {
        let Some(years) = self.years else { return };
        for (id, piece) in self.pieces_of(row) {
            let covered = covered(years, piece.first.col, piece.last.col);
            // A cell merged over several years counts for the as-of year.
            let as_of = self.as_of.filter(|year| covered.contains(year));
            let Some(year) = as_of.or_else(|| covered.first().copied()) else { continue };
            let text = piece.text().trim().to_owned();
            self.schedule.previous.push(RawPrevious { indicator, year, text, pos: piece.first });
            self.area.claim(id, CellRole::Heading);
        }
    }

    fn pieces_of(&self, row: &IndicatorRow<'_>) -> Vec<(PieceId, Piece<'a>)> {
        let mut pieces: Vec<(PieceId, Piece<'a>)> = Vec::new();
        for sheet_row in row.first..=row.last {
            for (id, piece) in self.area.row(sheet_row) {
                let beside = piece.first.col > row.label.last.col && piece.cell.is_some();
                if beside && !self.area.is_label(id) && !pieces.iter().any(|(known, _)| *known == id) {
                    pieces.push((id, piece));
                }
            }
        }
        pieces
    }

    fn values(&mut self, row: &IndicatorRow<'_>, field: Field, at: usize, years: &YearRow) {
        let begin = self.schedule.values.len();
        let pieces: Vec<(PieceId, Pos, Pos, Cell)> = self
            .pieces_of(row)
            .into_iter()
            .filter_map(|(id, piece)| Some((id, piece.first, piece.last, piece.cell?.clone())))
            .collect();
        for (id, first, last, cell) in pieces {
            let covered = covered(years, first.col, last.col);
            let mine = self.schedule.values.get(begin..).unwrap_or_default();
            let open: Vec<FiscalYear> = covered
                .iter()
                .copied()
                .filter(|year| !mine.iter().any(|value| value.year == Some(*year)))
                .filter(|year| self.is_asked(field, *year, covered.len()))
                .collect();
            // A cell that begins in the row above belongs to both rows.
            let shared = first.row < row.first && !self.area.is_free(id);
            if open.is_empty() {
                if !self.join_unit(begin, id, first, &cell, years) {
                    self.contest(begin, id, first, &cell, &covered);
                }
            } else if self.area.is_free(id) || shared {
                for year in open {
                    let value = self.area.value(field, Some((at, Some(year))), cell.clone(), vec![first]);
                    self.schedule.values.push(value);
                }
                self.area.claim(id, VALUE);
            }
        }
        self.join_unit_of_row(begin, row, years);
    }

    /// Adds the unit of a column headed 単位 to the bare numbers of its row.
    fn join_unit_of_row(&mut self, begin: usize, row: &IndicatorRow<'_>, years: &YearRow) {
        let Some(column) = years.unit else { return };
        let found =
            self.area.sheet.at(Pos::new(row.first, column)).filter(|(id, _)| !self.area.is_label(*id));
        let Some((id, piece)) = found else { return };
        let Some(unit) = piece.cell.filter(|cell| is_unit(cell)) else { return };
        for value in self.schedule.values.get_mut(begin..).into_iter().flatten() {
            if !value.cells.contains(&piece.first) && is_bare_number(&value.cell.text) {
                join(value, unit, piece.first);
                self.area.claim(id, VALUE);
            }
        }
        // Beside numbers with their own units, the cell is a heading.
        self.area.claim(id, CellRole::Heading);
    }

    /// Takes a second text for a value that has been read. An equal text becomes part of the value; a
    /// different one contests it.
    fn contest(&mut self, begin: usize, id: PieceId, first: Pos, cell: &Cell, covered: &[FiscalYear]) {
        if !self.area.is_free(id) {
            return;
        }
        let mut claimed = false;
        for value in self.schedule.values.get_mut(begin..).into_iter().flatten() {
            let Some(year) = value.year.filter(|year| covered.contains(year)) else { continue };
            claimed = true;
            let same = fold::squash(&value.cell.text) == fold::squash(&cell.text)
                && value.cell.unstruck == cell.unstruck;
            value.cells.push(first);
            if same {
                continue;
            }
            let symbol = value.indicator.map_or("", |at| self.schedule.indicators[at].symbol.as_str());
            let what = format!("{}の{}{symbol}", year.label(), value.field.label());
            let contested = &mut self.schedule.facts.contested;
            match contested.iter_mut().find(|(known, _)| *known == what) {
                Some((_, cells)) => cells.push(first),
                None => contested.push((what, value.cells.clone())),
            }
        }
        if claimed {
            self.area.claim(id, VALUE);
        }
    }

    /// True if the field is asked for in this year of a merged cell. 年度末見込み, 自己評価 and 追加項目 are
    /// asked for the as-of year only.
    fn is_asked(&self, field: Field, year: FiscalYear, covered: usize) -> bool {
        let single = matches!(field, Field::Forecast | Field::SelfRating | Field::IndicatorItem(_));
        !single || covered < 2 || self.as_of.is_none_or(|as_of| as_of == year)
    }

    /// Appends the unit in the next cell to a number (`411` | `手続`), unless the unit's column has another
    /// heading.
    fn join_unit(&mut self, begin: usize, id: PieceId, first: Pos, unit: &Cell, years: &YearRow) -> bool {
        if !self.area.is_free(id) || !is_unit(unit) || self.is_headed(years, first.col) {
            return false;
        }
        let Some(left) = first.col.checked_sub(1) else { return false };
        let left = self.area.sheet.at(Pos::new(first.row, left)).map(|(_, piece)| piece.first);
        let mut joined = false;
        for value in self.schedule.values.get_mut(begin..).into_iter().flatten() {
            let beside = value.cells.len() == 1 && value.cells.first().copied() == left;
            if beside && is_bare_number(&value.cell.text) {
                join(value, unit, first);
                joined = true;
            }
        }
        if joined {
            self.area.claim(id, VALUE);
        }
        joined
    }

    /// True if a column's cell in the year row is neither blank, a year nor 単位.
    fn is_headed(&self, years: &YearRow, col: u32) -> bool {
        let Some((_, head)) = self.area.sheet.at(Pos::new(years.row, col)) else { return false };
        let of_year = years
            .columns
            .iter()
            .chain(&years.again)
            .any(|columns| (columns.first..=columns.last).contains(&col));
        head.cell.is_some() && !of_year && fold::squash(head.text()) != UNIT
    }
}
