//! The schedule block: a value belongs to the indicator of its row and to every fiscal year that its cell covers.

use crate::form::block::Entry;
use crate::form::field::Field;
use crate::form::labels::Label;
use crate::form::layout::Anchor;
use crate::form::raw::{CellRole, RawIndicator, RawLabel, RawValue};
use crate::form::read::find::Found;
use crate::form::read::page::{self, Page};
use crate::form::read::sheet::{Piece, PieceId};
use crate::grid::{Cell, CellKind, Pos};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// Words that head the columns left of the years.
const HEAD_WORDS: [&str; 6] = ["年度", "年", "区分", "項目", "単位", "内容"];
/// A longer text beside a number is no unit.
const LONGEST_UNIT: usize = 8;

/// A row of fiscal years.
pub(super) struct YearRow {
    /// The row.
    pub(super) row: u32,
    /// Each year with its first and last column, from left to right.
    pub(super) columns: Vec<YearColumns>,
}

/// The columns of a fiscal year.
#[derive(Clone, Copy)]
pub(super) struct YearColumns {
    /// The year.
    pub(super) year: FiscalYear,
    /// The first column.
    pub(super) first: u32,
    /// The last column.
    pub(super) last: u32,
}

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
    /// Whether rows stand there without any fiscal years above them.
    pub(super) without_years: bool,
}

/// A row of one indicator: a label, or the part of a label that a symbol beside it sets apart.
struct Line<'r> {
    label: &'r Found,
    entry: Entry,
    symbol: String,
    first: u32,
    last: u32,
}

/// An indicator's name.
struct Name {
    row: u32,
    col: u32,
    symbol: String,
    piece: Option<PieceId>,
    label: Option<Pos>,
}

enum Event<'r> {
    Name(Name),
    Years(usize),
    Line(Line<'r>),
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

fn forbids_years(label: &Found) -> bool {
    match label.label {
        Label::Control(_) => true,
        Label::Field(field) => !matches!(field, Field::IndicatorName | Field::Note),
        _ => false,
    }
}

fn year_row(page: &Page<'_, '_>, row: u32) -> Option<YearRow> {
    let mut columns: Vec<YearColumns> = Vec::new();
    let mut marked = false;
    for (id, piece) in page.row(row) {
        if !page.is_free(id) || piece.first.row != row || piece.text().chars().count() > 24 {
            continue;
        }
        let Some(year) = FiscalYear::parse(piece.text()) else { continue };
        if columns.iter().any(|known| known.year == year) {
            continue;
        }
        marked |= piece.text().contains('年') || !piece.text().trim().starts_with(|c: char| c.is_numeric());
        columns.push(YearColumns { year, first: piece.first.col, last: piece.last.col });
    }
    // A bare number alone may be anything: 2030 手続.
    (columns.len() >= 2 || (marked && columns.len() == 1)).then_some(YearRow { row, columns })
}

fn is_year(piece: &Piece<'_>) -> bool {
    piece.text().chars().count() <= 24 && FiscalYear::parse(piece.text()).is_some()
}

fn is_head_word(text: &str) -> bool {
    text.chars().count() <= 8 && HEAD_WORDS.contains(&fold::squash(text).as_str())
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
    let lines = lines(page, years);
    if lines.is_empty() && names.is_empty() {
        return schedule;
    }
    if let Some(first) = years.first() {
        schedule.seen.years.clone_from(&first.columns);
    }
    let mut events: Vec<(u32, u32, u32, Event<'_>)> = Vec::new();
    for name in find_names(page, years, &lines, names) {
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

/// The labelled rows; where ① and ② stand beside one tall label, a row for each.
fn lines<'s>(page: &mut Page<'s, '_>, years: &[YearRow]) -> Vec<Line<'s>> {
    let region = page.region;
    let mut lines = Vec::new();
    for label in region.labels.iter().filter(|label| label.is_year_entry()) {
        let Some(entry) = entry_of(label) else { continue };
        let symbols = if label.symbol.is_empty() { symbols_beside(page, label, years) } else { Vec::new() };
        for (id, _, _) in &symbols {
            page.claim(*id, CellRole::Heading);
        }
        let last_row = label.last.row.min(label.first.row.saturating_add(400));
        if symbols.len() < 2 {
            let symbol = symbols.into_iter().next().map_or(label.symbol.clone(), |(_, symbol, _)| symbol);
            lines.push(Line { label, entry, symbol, first: label.first.row, last: last_row });
            continue;
        }
        for (at, (_, symbol, row)) in symbols.iter().enumerate() {
            let last = symbols.get(at + 1).map_or(last_row, |(_, _, next)| next.saturating_sub(1));
            lines.push(Line { label, entry, symbol: symbol.clone(), first: *row, last });
        }
    }
    lines
}

fn entry_of(label: &Found) -> Option<Entry> {
    match label.label {
        Label::Previous => Some(Entry::Previous),
        Label::Field(Field::Target) => Some(Entry::Target),
        Label::Field(Field::Actual) => Some(Entry::Actual),
        Label::Field(Field::Forecast) => Some(Entry::Forecast),
        Label::Field(Field::SelfRating) => Some(Entry::SelfRating),
        _ => None,
    }
}

/// Symbols that stand alone in a cell beside a label: between it and the years, or directly left of it.
fn symbols_beside(page: &Page<'_, '_>, label: &Found, years: &[YearRow]) -> Vec<(PieceId, String, u32)> {
    let edge =
        above(years, label.first.row).and_then(|row| row.columns.first()).map_or(u32::MAX, |c| c.first);
    let mut symbols = Vec::new();
    for row in label.first.row..=label.last.row.min(label.first.row.saturating_add(400)) {
        for (id, piece) in page.row(row) {
            let beside = (piece.first.col > label.last.col && piece.first.col < edge)
                || piece.last.col.checked_add(1) == Some(label.first.col);
            if !beside || piece.first.row != row || !page.is_free(id) {
                continue;
            }
            if let Some(symbol) = fold::circled(piece.text()) {
                symbols.push((id, symbol.to_string(), row));
            }
        }
    }
    symbols
}

/// The year row that a row belongs to: the nearest above it.
fn above(years: &[YearRow], row: u32) -> Option<&YearRow> {
    years.iter().rfind(|years| years.row < row)
}

/// The indicators' names: with a label, or as the text above a year row, left of the years, or left of tall rows.
fn find_names(
    page: &mut Page<'_, '_>,
    years: &[YearRow],
    lines: &[Line<'_>],
    labelled: Vec<(usize, Option<PieceId>)>,
) -> Vec<Name> {
    let mut names = Vec::new();
    for (at, piece) in labelled {
        let Some(label) = page.region.labels.get(at) else { continue };
        names.push(Name {
            row: label.first.row,
            col: label.first.col,
            symbol: label.symbol.clone(),
            piece,
            label: Some(label.first),
        });
    }
    let with_label: Vec<u32> =
        names.iter().filter(|name| name.piece.is_some()).map(|name| name.row).collect();
    let mut used: Vec<PieceId> = names.iter().filter_map(|name| name.piece).collect();
    for years in years {
        let from = gap_above(page, lines, years.row);
        let labelled = with_label.iter().any(|row| (from..=years.row).contains(row));
        let mut plain = false;
        for (id, piece) in in_gap(page, from, years) {
            let symbolled = fold::leading_symbol(piece.text()).is_some();
            // One text without a symbol is the name; a second one is somebody's remark.
            if used.contains(&id) || (!symbolled && (labelled || plain)) {
                continue;
            }
            plain |= !symbolled;
            used.push(id);
            names.push(Name {
                row: piece.first.row,
                col: piece.first.col,
                symbol: String::new(),
                piece: Some(id),
                label: None,
            });
        }
    }
    for line in lines {
        let tall = page.row(line.first).find(|(id, piece)| {
            piece.last.col < line.label.first.col
                && piece.cell.is_some()
                && piece.last.row > piece.first.row
                && page.is_free(*id)
                && !used.contains(id)
        });
        if let Some((id, piece)) = tall {
            used.push(id);
            names.push(Name {
                row: piece.first.row.min(line.first),
                col: piece.first.col,
                symbol: String::new(),
                piece: Some(id),
                label: None,
            });
        }
    }
    names
}

/// The first row above a year row in which a name of its indicator may stand.
fn gap_above(page: &Page<'_, '_>, lines: &[Line<'_>], row: u32) -> u32 {
    let after_line = lines.iter().filter(|line| line.last < row).map(|line| line.last + 1).max();
    let labels = || page.region.labels.iter().filter(|label| label.first.row <= row);
    let heading = labels().filter(|label| label.label == Label::Schedule).map(|label| label.first.row).max();
    let after_field = labels()
        .filter(|label| forbids_years(label) && !label.is_year_entry())
        .map(|label| label.last.row + 1)
        .max();
    after_line.max(heading.or(after_field)).unwrap_or(page.region.top)
}

fn in_gap<'a>(page: &Page<'_, 'a>, from: u32, years: &YearRow) -> Vec<(PieceId, Piece<'a>)> {
    let first_year = years.columns.first().map_or(0, |columns| columns.first);
    let mut found = Vec::new();
    for row in page.sheet.rows_between(from, years.row.saturating_add(1)) {
        for (id, piece) in page.row(row) {
            let placed = piece.first.row == row && (row < years.row || piece.last.col < first_year);
            let free = piece.cell.is_some() && page.is_free(id) && !page.is_label(id);
            if placed && free && !is_head_word(piece.text()) {
                found.push((id, piece));
            }
        }
    }
    found
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
        let (symbol, rest) = fold::leading_symbol(text).unwrap_or((&name.symbol, text));
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
            if self.years.is_some_and(|years| !years_of(years, &piece).is_empty()) {
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
                self.join_unit(begin, id, first, &cell, years);
            } else if self.page.is_free(id) || shared {
                for year in open {
                    let value = self.page.value(field, Some((at, Some(year))), cell.clone(), vec![first]);
                    self.schedule.values.push(value);
                }
                self.page.claim(id, page::VALUE);
            }
        }
    }

    /// 年度末見込み and 自己評価 are asked for one year only, however wide their cell was merged.
    fn is_asked(&self, field: Field, year: FiscalYear, covered: usize) -> bool {
        let single = matches!(field, Field::Forecast | Field::SelfRating);
        !single || covered < 2 || self.as_of.is_none_or(|as_of| as_of == year)
    }

    /// `411` | `手続`: a unit in the next cell belongs to the number, unless that column is another year's.
    fn join_unit(&mut self, begin: usize, id: PieceId, first: Pos, unit: &Cell, years: &YearRow) {
        if !self.page.is_free(id) || !is_unit(unit) || self.is_headed(years, first.col) {
            return;
        }
        let Some(left) = first.col.checked_sub(1) else { return };
        let left = self.page.sheet.at(Pos::new(first.row, left)).map(|(_, piece)| piece.first);
        let mut joined = false;
        for value in self.schedule.values.get_mut(begin..).into_iter().flatten() {
            let beside = value.cells.len() == 1 && value.cells.first().copied() == left;
            if beside && is_bare_number(&value.cell.text) {
                value.cell.text = format!("{}{}", value.cell.text.trim(), unit.text.trim());
                value.cell.unstruck = match (&value.cell.unstruck, &unit.unstruck) {
                    (None, None) => None,
                    (number, of_unit) => Some(format!(
                        "{}{}",
                        number.as_deref().unwrap_or_default(),
                        of_unit.as_deref().unwrap_or(unit.text.trim())
                    )),
                };
                if value.cell.kind == CellKind::Number {
                    value.cell.kind = CellKind::Text;
                }
                value.cells.push(first);
                joined = true;
            }
        }
        if joined {
            self.page.claim(id, page::VALUE);
        }
    }

    /// Whether something other than 単位 stands above a column in the year row: then it is no column of units.
    fn is_headed(&self, years: &YearRow, col: u32) -> bool {
        let Some((_, head)) = self.page.sheet.at(Pos::new(years.row, col)) else { return false };
        let of_year = years.columns.iter().any(|columns| (columns.first..=columns.last).contains(&col));
        head.cell.is_some() && !of_year && fold::squash(head.text()) != "単位"
    }
}

fn years_of(years: &YearRow, piece: &Piece<'_>) -> Vec<FiscalYear> {
    covered(years, piece.first.col, piece.last.col)
}

/// The fiscal years that a range of columns covers.
fn covered(years: &YearRow, first: u32, last: u32) -> Vec<FiscalYear> {
    let within = |columns: &&YearColumns| first <= columns.last && last >= columns.first;
    years.columns.iter().filter(within).map(|columns| columns.year).collect()
}

/// Digits alone, with the signs that go with them.
fn is_bare_number(text: &str) -> bool {
    let folded = fold::squash(text);
    folded.chars().any(|c| c.is_ascii_digit())
        && folded.chars().all(|c| c.is_ascii_digit() || ",.+▲△約".contains(c) || fold::is_dash(c))
}

fn is_unit(cell: &Cell) -> bool {
    let folded = fold::squash(&cell.text);
    let short = folded.chars().count() <= LONGEST_UNIT;
    cell.kind == CellKind::Text && short && !folded.chars().any(|c| c.is_ascii_digit())
}
