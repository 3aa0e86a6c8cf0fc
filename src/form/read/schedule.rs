//! The schedule block: a value belongs to the indicator of its row and to every fiscal year that its cell covers.

use workbook::{Cell, CellKind, Pos};

use crate::form::field::Field;
use crate::form::layout::Anchor;
use crate::form::raw::{CellRole, RawIndicator, RawLabel, RawValue};
use crate::form::read::lines::{self, Line, Name};
use crate::form::read::page::{self, Page};
use crate::form::read::sheet::{Piece, PieceId};
use crate::form::read::symbols;
use crate::form::read::years::{UNIT, YearColumns, YearRow, covered};
use crate::form::schedule::Entry;
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// A longer text beside a number is no unit.
const LONGEST_UNIT: usize = 8;

/// What the block gave.
#[derive(Default)]
pub(super) struct Schedule {
    /// The indicators.
    pub(super) indicators: Vec<RawIndicator>,
    /// All values of the form, those of the block among them.
    pub(super) values: Vec<RawValue>,
    /// The labels of the block.
    pub(super) labels: Vec<RawLabel>,
    /// What was seen where, for the comparison with the issued layout.
    pub(super) seen: Seen,
}

/// Where the block's rows and years stand.
#[derive(Default)]
pub(super) struct Seen {
    /// Rows with their labels.
    pub(super) anchors: Vec<(Anchor, Pos)>,
    /// The first year row.
    pub(super) years: Vec<YearColumns>,
    /// Indicators that have a name.
    pub(super) named: Vec<bool>,
    /// Labels that stand twice for one indicator.
    pub(super) doubled: Vec<(String, Vec<Pos>)>,
    /// Values for which several different texts stand there: what they are, and the cells.
    pub(super) contested: Vec<(String, Vec<Pos>)>,
    /// Fiscal years that head more than one column of a row: the row, and the columns.
    pub(super) years_again: Vec<(FiscalYear, Vec<Pos>)>,
    /// Whether rows stand there without any fiscal years above them.
    pub(super) without_years: bool,
}

enum Event<'r> {
    Name(Name),
    Years(usize),
    Line(Line<'r>),
}

/// Reads the block. `names` are the indicators' names that have a label; `values` the form's other values.
pub(super) fn read(
    page: &mut Page<'_, '_>,
    years: &[YearRow],
    names: Vec<(usize, Option<PieceId>)>,
    values: Vec<RawValue>,
    as_of: Option<FiscalYear>,
) -> Schedule {
    let mut schedule = Schedule { values, ..Schedule::default() };
    let lines = lines::lines(page, years);
    if lines.is_empty() && names.is_empty() {
        return schedule;
    }
    if let Some(first) = years.first() {
        schedule.seen.years.clone_from(&first.columns);
    }
    schedule.seen.years_again = years.iter().flat_map(doubled_years).collect();
    let mut events: Vec<(u32, u32, u32, Event<'_>)> = Vec::new();
    for name in lines::find_names(page, years, &lines, names) {
        events.push((name.row, 0, name.col, Event::Name(name)));
    }
    events.extend(years.iter().enumerate().map(|(at, row)| (row.row, 1, 0, Event::Years(at))));
    events.extend(lines.into_iter().map(|line| (line.first, 2, line.label.first.col, Event::Line(line))));
    events.sort_by_key(|(row, rank, col, _)| (*row, *rank, *col));
    let mut reading = Reading { page, schedule, as_of, current: None, fresh: false, years: None };
    for (.., event) in events {
        match event {
            Event::Name(name) => reading.name(name),
            Event::Years(at) => reading.year_row(years.get(at)),
            Event::Line(line) => reading.line(&line),
        }
    }
    reading.schedule
}

/// The fiscal years that a year row names more than once, each with its headings.
fn doubled_years(row: &YearRow) -> Vec<(FiscalYear, Vec<Pos>)> {
    let of = |year: FiscalYear| {
        let all = row.columns.iter().chain(&row.again).filter(move |columns| columns.year == year);
        all.map(|columns| Pos::new(row.row, columns.first)).collect()
    };
    let mut years: Vec<FiscalYear> = row.again.iter().map(|columns| columns.year).collect();
    years.dedup();
    years.into_iter().map(|year| (year, of(year))).collect()
}

struct Reading<'p, 's, 'a, 'y> {
    page: &'p mut Page<'s, 'a>,
    schedule: Schedule,
    as_of: Option<FiscalYear>,
    /// The indicator at hand.
    current: Option<usize>,
    /// A year row has come since the last row: a row without symbol begins another indicator.
    fresh: bool,
    years: Option<&'y YearRow>,
}

impl<'a, 'y> Reading<'_, '_, 'a, 'y> {
    fn name(&mut self, name: Name) {
        let piece = name.piece.map(|id| self.page.sheet.piece(id));
        let text = piece.map_or("", |piece| piece.text().trim());
        let other = symbols::leading(text).filter(|(_, rest)| !rest.is_empty());
        let (symbol, rest) = match (fold::leading_symbol(text), &other) {
            (Some(found), _) => found,
            (None, Some((symbol, rest))) => (symbol.as_str(), rest.as_str()),
            (None, None) => (name.symbol.as_str(), text),
        };
        let at = if symbol.is_empty() { self.add("") } else { self.with_symbol(symbol) };
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
            self.page.claim(id, CellRole::Heading);
            return;
        }
        if let Some(named) = self.schedule.seen.named.get_mut(at) {
            *named = true;
        }
        let Some(cell) = piece.cell else { return };
        let cell = Cell { text: rest.to_owned(), ..cell.clone() };
        let value = self.page.value(Field::IndicatorName, Some((at, None)), cell, vec![piece.first]);
        self.page.claim(id, page::VALUE);
        self.schedule.values.push(value);
    }

    fn year_row(&mut self, years: Option<&'y YearRow>) {
        let has_rows = self
            .current
            .and_then(|at| self.schedule.indicators.get(at))
            .is_some_and(|indicator| !indicator.rows.is_empty());
        self.fresh |= has_rows;
        self.years = years;
    }

    fn line(&mut self, line: &Line<'_>) {
        let at = self.indicator_of(line);
        self.current = Some(at);
        self.fresh = false;
        if let Some(years) = self.years {
            let known: Vec<FiscalYear> = years.columns.iter().map(|columns| columns.year).collect();
            let unknown =
                self.schedule.indicators.get(at).is_some_and(|indicator| indicator.years.is_empty());
            if unknown {
                if let Some(indicator) = self.schedule.indicators.get_mut(at) {
                    indicator.years = known;
                }
                self.schedule.seen.anchors.push((Anchor::Years(at), Pos::new(years.row, 0)));
            }
        }
        let place = Pos::new(line.first, line.label.first.col);
        let anchor = Anchor::Entry(at, line.entry);
        let again =
            self.schedule.seen.anchors.iter().find(|(known, _)| *known == anchor).map(|(_, pos)| *pos);
        if let Some(first) = again {
            // What a doubled row holds cannot be told from the first one's: it counts for nothing.
            let symbol = self.schedule.indicators.get(at).map_or("", |indicator| indicator.symbol.as_str());
            let word = format!("{}{symbol}", line.entry.label());
            match self.schedule.seen.doubled.iter_mut().find(|(known, _)| *known == word) {
                Some((_, cells)) => cells.push(place),
                None => self.schedule.seen.doubled.push((word, vec![first, place])),
            }
            return;
        }
        self.schedule.seen.anchors.push((anchor, place));
        let Some(field) = line.entry.field() else {
            self.skip(line);
            return;
        };
        if let Some(indicator) = self.schedule.indicators.get_mut(at) {
            indicator.rows.push(field);
        }
        let value_at = self.column_of_as_of().map(|col| Pos::new(line.first, col));
        self.schedule.labels.push(RawLabel { field, indicator: Some(at), pos: place, value_at });
        match self.years {
            Some(years) => self.values(line, field, at, years),
            None => self.schedule.seen.without_years = true,
        }
    }

    /// The indicator that a row belongs to, by its symbol, else by what came before.
    fn indicator_of(&mut self, line: &Line<'_>) -> usize {
        let bare = self.current.filter(|at| {
            self.schedule.indicators.get(*at).is_some_and(|i| i.symbol.is_empty() && i.rows.is_empty())
        });
        if !line.symbol.is_empty() {
            let known = self.schedule.indicators.iter().position(|indicator| indicator.symbol == line.symbol);
            if let Some(at) = known {
                return at;
            }
            // A name without symbol above rows with one: they belong together.
            if let Some(at) = bare {
                if let Some(indicator) = self.schedule.indicators.get_mut(at) {
                    indicator.symbol.clone_from(&line.symbol);
                }
                return at;
            }
            return self.add(&line.symbol);
        }
        let Some(current) = self.current else { return self.add("") };
        let begins_again = line.entry == Entry::Target
            && self.schedule.indicators.get(current).is_some_and(|i| i.rows.contains(&Field::Target));
        if self.fresh || begins_again { self.add("") } else { current }
    }

    fn add(&mut self, symbol: &str) -> usize {
        self.schedule.indicators.push(RawIndicator {
            symbol: symbol.to_owned(),
            years: Vec::new(),
            rows: Vec::new(),
        });
        self.schedule.seen.named.push(false);
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

    /// 前回値 is for the department's information only.
    fn skip(&mut self, line: &Line<'_>) {
        for (id, piece) in self.pieces_of(line) {
            if self.years.is_some_and(|years| !covered(years, piece.first.col, piece.last.col).is_empty()) {
                self.page.claim(id, CellRole::Heading);
            }
        }
    }

    fn pieces_of(&self, line: &Line<'_>) -> Vec<(PieceId, Piece<'a>)> {
        let mut pieces: Vec<(PieceId, Piece<'a>)> = Vec::new();
        for row in line.first..=line.last {
            for (id, piece) in self.page.row(row) {
                let beside = piece.first.col > line.label.last.col && piece.cell.is_some();
                if beside && !self.page.is_label(id) && !pieces.iter().any(|(known, _)| *known == id) {
                    pieces.push((id, piece));
                }
            }
        }
        pieces
    }

    fn values(&mut self, line: &Line<'_>, field: Field, at: usize, years: &YearRow) {
        let begin = self.schedule.values.len();
        let pieces: Vec<(PieceId, Pos, Pos, Cell)> = self
            .pieces_of(line)
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
            // A cell that reaches down from the row above is that row's as well as this one's.
            let shared = first.row < line.first && !self.page.is_free(id);
            if open.is_empty() {
                if !self.join_unit(begin, id, first, &cell, years) {
                    self.contest(begin, id, first, &cell, &covered);
                }
            } else if self.page.is_free(id) || shared {
                for year in open {
                    let value = self.page.value(field, Some((at, Some(year))), cell.clone(), vec![first]);
                    self.schedule.values.push(value);
                }
                self.page.claim(id, page::VALUE);
            }
        }
        self.join_unit_of_row(begin, line, years);
    }

    /// `単位 | 2030年度 | 2031年度`: the unit of a row belongs to each of its bare numbers.
    fn join_unit_of_row(&mut self, begin: usize, line: &Line<'_>, years: &YearRow) {
        let Some(column) = years.unit else { return };
        let found =
            self.page.sheet.at(Pos::new(line.first, column)).filter(|(id, _)| !self.page.is_label(*id));
        let Some((id, piece)) = found else { return };
        let Some(unit) = piece.cell.filter(|cell| is_unit(cell)) else { return };
        for value in self.schedule.values.get_mut(begin..).into_iter().flatten() {
            if !value.cells.contains(&piece.first) && is_bare_number(&value.cell.text) {
                join(value, unit, piece.first);
                self.page.claim(id, page::VALUE);
            }
        }
        // Beside numbers that have units of their own it is a heading.
        self.page.claim(id, CellRole::Heading);
    }

    /// A further text where a value has been read: the same words are part of it; of two that differ nobody can say which is meant.
    fn contest(&mut self, begin: usize, id: PieceId, first: Pos, cell: &Cell, covered: &[FiscalYear]) {
        if !self.page.is_free(id) {
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
            let symbol = value.indicator.and_then(|at| self.schedule.indicators.get(at));
            let symbol = symbol.map_or("", |indicator| indicator.symbol.as_str());
            let what = format!("{}の{}{symbol}", year.label(), value.field.label());
            let contested = &mut self.schedule.seen.contested;
            match contested.iter_mut().find(|(known, _)| *known == what) {
                Some((_, cells)) => cells.push(first),
                None => contested.push((what, value.cells.clone())),
            }
        }
        if claimed {
            self.page.claim(id, page::VALUE);
        }
    }

    /// 年度末見込み and 自己評価 are asked for one year only, however wide their cell was merged.
    fn is_asked(&self, field: Field, year: FiscalYear, covered: usize) -> bool {
        let single = matches!(field, Field::Forecast | Field::SelfRating);
        !single || covered < 2 || self.as_of.is_none_or(|as_of| as_of == year)
    }

    /// `411` | `手続`: a unit in the next cell belongs to the number, unless that column is another year's.
    fn join_unit(&mut self, begin: usize, id: PieceId, first: Pos, unit: &Cell, years: &YearRow) -> bool {
        if !self.page.is_free(id) || !is_unit(unit) || self.is_headed(years, first.col) {
            return false;
        }
        let Some(left) = first.col.checked_sub(1) else { return false };
        let left = self.page.sheet.at(Pos::new(first.row, left)).map(|(_, piece)| piece.first);
        let mut joined = false;
        for value in self.schedule.values.get_mut(begin..).into_iter().flatten() {
            let beside = value.cells.len() == 1 && value.cells.first().copied() == left;
            if beside && is_bare_number(&value.cell.text) {
                join(value, unit, first);
                joined = true;
            }
        }
        if joined {
            self.page.claim(id, page::VALUE);
        }
        joined
    }

    /// Whether something other than 単位 stands above a column in the year row: then it is no column of units.
    fn is_headed(&self, years: &YearRow, col: u32) -> bool {
        let Some((_, head)) = self.page.sheet.at(Pos::new(years.row, col)) else { return false };
        let of_year = years
            .columns
            .iter()
            .chain(&years.again)
            .any(|columns| (columns.first..=columns.last).contains(&col));
        head.cell.is_some() && !of_year && fold::squash(head.text()) != UNIT
    }
}

/// Makes one value of a number and the unit that stands in another cell.
fn join(value: &mut RawValue, unit: &Cell, at: Pos) {
    let (number, word) = (value.cell.text.trim().to_owned(), unit.text.trim());
    value.cell.unstruck = match (&value.cell.unstruck, &unit.unstruck) {
        (None, None) => None,
        (number, of_unit) => {
            Some(format!("{}{}", number.as_deref().unwrap_or_default(), of_unit.as_deref().unwrap_or(word)))
        }
    };
    value.cell.text = format!("{number}{word}");
    if value.cell.kind == CellKind::Number {
        value.cell.kind = CellKind::Text;
    }
    value.cells.push(at);
}

/// Digits alone, with the signs that go with them.
fn is_bare_number(text: &str) -> bool {
    let folded = fold::squash(text);
    folded.chars().any(|c| c.is_ascii_digit())
        && folded.chars().all(|c| c.is_ascii_digit() || ",.+▲△約".contains(c) || workbook::is_dash(c))
}

fn is_unit(cell: &Cell) -> bool {
    let folded = fold::squash(&cell.text);
    let short =
        (1..=LONGEST_UNIT).contains(&folded.chars().count()) && !folded.chars().all(workbook::is_dash);
    cell.kind == CellKind::Text && short && !folded.chars().any(|c| c.is_ascii_digit())
}
