//! A sheet as a table: finds the headings by their text, returns the rows, and reports unreadable cells.

use std::collections::BTreeMap;

use workbook::{Cell, CellKind, Grid, Pos};

use crate::findings::Kind;
use crate::findings::plan::{m01_id, m03_word, m04_missing, m05_unreadable, m18_unused};
use crate::plan::fault::Faults;
use crate::plan::schema::{ACTUAL, Blank, Column, EXAMPLE, Holds, ITEM_NOTE, Shape, Sheet, TARGET};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// The number of rows, from the top, among which the headings are looked for.
const HEADING_ROWS: u32 = 20;

/// A sheet whose headings were found.
pub(super) struct Table<'g> {
    pub(super) sheet: &'static Sheet,
    pub(super) grid: &'g Grid,
    heading: u32,
    columns: BTreeMap<&'static str, u32>,
    /// The columns of the plan's own 追加項目, by 項目.
    extra: BTreeMap<String, u32>,
    /// The columns of the fiscal years.
    pub(super) years: BTreeMap<FiscalYear, YearColumns>,
}

/// The columns of a fiscal year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct YearColumns {
    pub(super) target: Option<u32>,
    pub(super) actual: Option<u32>,
}

/// A row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'t, 'g> {
    pub(super) table: &'t Table<'g>,
    pub(super) row: u32,
}

impl<'g> Table<'g> {
    /// Finds the headings of a sheet. Adds faults for missing, repeated and unknown ones.
    pub(super) fn find(
        sheet: &'static Sheet,
        grids: &'g [Grid],
        extra: &[&str],
        faults: &mut Faults,
    ) -> Option<Self> {
        let Some(grid) = grids.iter().find(|grid| fold::key(&grid.name) == fold::key(sheet.name)) else {
            if sheet.optional {
                return None;
            }
            faults.add_with_help(
                &m04_missing::KIND,
                sheet.name,
                None,
                format!("シート「{}」がありません", sheet.name),
                "シートを追加してください。shinchoku new-plan で作ったひな形から写せます",
            );
            return None;
        };
        let Some(heading) = heading_row(sheet, grid) else {
            faults.add_with_help(
                &m04_missing::KIND,
                sheet.name,
                None,
                format!("見出しの行が見つかりません（{}）", names(sheet)),
                "見出しの行を、上から20行までのところに置いてください",
            );
            return None;
        };
        let (columns, years) = (BTreeMap::new(), BTreeMap::new());
        let mut table = Self { sheet, grid, heading, columns, extra: BTreeMap::new(), years };
        table.take_headings(extra, faults);
        Some(table)
    }

    /// Returns the rows that are neither blank nor examples.
    pub(super) fn rows(&self) -> Vec<Row<'_, 'g>> {
        let used: Vec<u32> = self.used_columns();
        let mut rows: Vec<u32> = self
            .grid
            .cells
            .range(Pos::new(self.heading + 1, 0)..)
            .filter(|(pos, _)| used.contains(&pos.col))
            .map(|(pos, _)| pos.row)
            .collect();
        rows.dedup();
        rows.into_iter().map(|row| Row { table: self, row }).filter(|row| !row.is_example()).collect()
    }

    /// Returns the first cell of the headings.
    pub(super) fn heading_pos(&self) -> Pos {
        Pos::new(self.heading, self.used_columns().into_iter().min().unwrap_or(0))
    }

    /// Adds a fault for every cell without a usable value: error values, formulas without a saved result,
    /// dates where none are expected, blanks where a value is required.
    pub(super) fn check(&self, faults: &mut Faults) {
        for row in self.rows() {
            for column in self.sheet.columns {
                if let Some(col) = self.columns.get(column.name) {
                    self.check_cell(column, Pos::new(row.row, *col), faults);
                }
            }
            let years = self.years.values().flat_map(|year| [year.target, year.actual]).flatten();
            for col in years.chain(self.extra.values().copied()) {
                self.check_kind(Pos::new(row.row, col), false, &m05_unreadable::KIND, faults);
            }
        }
    }

    fn check_cell(&self, column: &Column, pos: Pos, faults: &mut Faults) {
        // An id that Excel turned into a date is an invalid id.
        let kind = if is_id(column.holds) { &m01_id::KIND } else { &m05_unreadable::KIND };
        self.check_kind(pos, column.holds == Holds::Day, kind, faults);
        if column.blank == Blank::Refused && self.grid.cell(pos).is_none() {
            faults.add_with_help(
                kind,
                self.sheet.name,
                Some(pos),
                format!("「{}」が空欄です", column.name),
                column.guidance,
            );
        }
    }

    fn check_kind(&self, pos: Pos, day: bool, kind: &'static Kind, faults: &mut Faults) {
        let Some(cell) = self.grid.cells.get(&pos) else { return };
        let (kind, message, help) = match &cell.kind {
            CellKind::Error => (
                &m05_unreadable::KIND,
                format!("セルがエラー値（{}）になっています", cell.text),
                "正しい値を入力してください",
            ),
            CellKind::Unsaved => (
                &m05_unreadable::KIND,
                format!("数式（{}）の計算結果が保存されていません", cell.text),
                "Excel で開いて保存し直すか、値を直接入力してください",
            ),
            CellKind::Date { .. } if !day => (
                kind,
                format!("Excel が入力を日付（{}）に変えています", cell.text),
                "セルの表示形式を「文字列」にしてから入力し直してください",
            ),
            _ => return,
        };
        faults.add_with_help(kind, self.sheet.name, Some(pos), message, help);
    }

    fn take_headings(&mut self, extra: &[&str], faults: &mut Faults) {
        let (first, last) = (Pos::new(self.heading, 0), Pos::new(self.heading, u32::MAX));
        let cells: Vec<(Pos, String)> =
            self.grid.cells.range(first..=last).map(|(pos, cell)| (*pos, cell.text.clone())).collect();
        for (pos, text) in cells {
            if let Some(column) = declared(self.sheet, &text) {
                if self.columns.contains_key(column.name) {
                    self.doubled(pos, &text, faults);
                } else {
                    self.columns.insert(column.name, pos.col);
                }
            } else if let Some((year, is_target)) =
                year_heading(&text).filter(|_| matches!(self.sheet.shape, Shape::YearRows))
            {
                let columns = self.years.entry(year).or_default();
                let place = if is_target { &mut columns.target } else { &mut columns.actual };
                if place.is_some() {
                    self.doubled(pos, &text, faults);
                } else {
                    *place = Some(pos.col);
                }
            } else if let Some(name) = extra.iter().find(|name| fold::key(name) == fold::key(&text)) {
                if self.extra.insert((*name).to_owned(), pos.col).is_some() {
                    self.doubled(pos, &text, faults);
                }
            } else if !(matches!(self.sheet.shape, Shape::Items(_))
                && fold::key(&text) == fold::key(ITEM_NOTE))
            {
                let message = format!("列「{}」は使われません", fold::squash(&text));
                faults.add(&m18_unused::KIND, self.sheet.name, Some(pos), message);
            }
        }
        for name in extra.iter().filter(|name| !self.extra.contains_key(**name)) {
            faults.add_with_help(
                &m04_missing::KIND,
                self.sheet.name,
                Some(Pos::new(self.heading, 0)),
                format!("追加項目「{name}」の列がありません"),
                "見出しの行に、追加項目と同じ名前の列を追加してください（値は空欄でも構いません）",
            );
        }
        for column in self.sheet.columns {
            if !column.optional && !self.columns.contains_key(column.name) {
                faults.add_with_help(
                    &m04_missing::KIND,
                    self.sheet.name,
                    Some(Pos::new(self.heading, 0)),
                    format!("列「{}」がありません", column.name),
                    "見出しの行に列を追加してください（値は空欄でも構いません）",
                );
            }
        }
    }

    fn doubled(&self, pos: Pos, text: &str, faults: &mut Faults) {
        faults.add_with_help(
            &m04_missing::KIND,
            self.sheet.name,
            Some(pos),
            format!("見出し「{text}」の列が2つあります"),
            "使わないほうの見出しを変えるか、列を削除してください",
        );
    }

    fn used_columns(&self) -> Vec<u32> {
        let years = self.years.values().flat_map(|year| [year.target, year.actual]).flatten();
        self.columns.values().chain(self.extra.values()).copied().chain(years).collect()
    }
}

impl<'g> Row<'_, 'g> {
    /// Returns the cell of a column; for a merged range, the cell that holds its content.
    pub(super) fn cell(&self, column: &str) -> Option<&'g Cell> {
        self.pos(column).and_then(|pos| self.table.grid.cell(pos))
    }

    /// Returns the position of a column on this row.
    pub(super) fn pos(&self, column: &str) -> Option<Pos> {
        self.table.columns.get(column).map(|col| Pos::new(self.row, *col))
    }

    /// Returns a column's text, trimmed; empty if the cell is blank or unreadable.
    pub(super) fn text(&self, column: &str) -> String {
        self.prose(column).trim().to_owned()
    }

    /// Returns a column's text as stored; empty if the cell is blank or unreadable.
    pub(super) fn prose(&self, column: &str) -> String {
        self.cell(column).filter(|cell| is_readable(cell)).map(|cell| cell.text.clone()).unwrap_or_default()
    }

    /// Returns the texts of the plan's own 追加項目 on this row, by 項目, without blank ones.
    pub(super) fn extra(&self) -> BTreeMap<String, String> {
        let text = |col: u32| self.table.grid.cell(Pos::new(self.row, col)).filter(|cell| is_readable(cell));
        let texts =
            self.table.extra.iter().filter_map(|(name, col)| Some((name.clone(), text(*col)?.text.clone())));
        texts.filter(|(_, text)| !fold::is_blank(text)).collect()
    }

    /// Returns the allowed word that the cell of a column holds, and reports any other. `None` if it is blank
    /// or not allowed.
    pub(super) fn word(&self, column: &str, faults: &mut Faults) -> Option<&'static str> {
        let text = self.text(column);
        let declared = self.table.sheet.columns.iter().find(|declared| declared.name == column)?;
        let Holds::Words(words) = declared.holds else { return None };
        if text.is_empty() {
            return None;
        }
        let found = words.iter().find(|word| fold::key(word) == fold::key(&text)).copied();
        if found.is_none() {
            self.not_allowed(column, words, faults);
        }
        found
    }

    /// Reports a word that is not allowed.
    pub(super) fn not_allowed<W: AsRef<str>>(&self, column: &str, words: &[W], faults: &mut Faults) {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        self.fault(
            &m03_word::KIND,
            column,
            format!("「{column}」に「{}」は使えません", self.text(column)),
            &format!("{} のいずれかを入力してください", words.join("・")),
            faults,
        );
    }

    /// Reports a fault in a column of this row.
    pub(super) fn fault(
        &self,
        kind: &'static Kind,
        column: &str,
        message: String,
        help: &str,
        faults: &mut Faults,
    ) {
        faults.add_with_help(kind, self.table.sheet.name, self.pos(column), message, help);
    }

    /// Reports a fault in the column of a 追加項目 on this row.
    pub(super) fn item_fault(
        &self,
        kind: &'static Kind,
        item: &str,
        message: String,
        help: &str,
        faults: &mut Faults,
    ) {
        let pos = self.table.extra.get(item).map(|col| Pos::new(self.row, *col));
        faults.add_with_help(kind, self.table.sheet.name, pos, message, help);
    }

    fn is_example(&self) -> bool {
        let first = self.table.columns.values().min().copied().unwrap_or(0);
        let text =
            self.table.grid.cells.get(&Pos::new(self.row, first)).map_or("", |cell| cell.text.as_str());
        let folded = fold::squash(text);
        folded == "例" || folded.starts_with(&fold::squash(EXAMPLE)) || folded.starts_with("例:")
    }
}

/// True if a cell has a usable value.
pub(super) fn is_readable(cell: &Cell) -> bool {
    !matches!(cell.kind, CellKind::Error | CellKind::Unsaved)
}

fn is_id(holds: Holds) -> bool {
    matches!(holds, Holds::Id | Holds::Of(..))
}

/// Returns the row, among the first [`HEADING_ROWS`], with most of the sheet's headings.
fn heading_row(sheet: &Sheet, grid: &Grid) -> Option<u32> {
    let mut found: BTreeMap<u32, usize> = BTreeMap::new();
    for (pos, cell) in grid.cells.range(..Pos::new(HEADING_ROWS, 0)) {
        if declared(sheet, &cell.text).is_some() {
            *found.entry(pos.row).or_default() += 1;
        }
    }
    let most = found.values().max().copied()?;
    let enough = most >= 2 || most == sheet.columns.len();
    found.into_iter().find(|(_, count)| enough && *count == most).map(|(row, _)| row)
}

fn declared<'s>(sheet: &'s Sheet, text: &str) -> Option<&'s Column> {
    let wanted = fold::key(text);
    sheet.columns.iter().find(|column| fold::key(column.name) == wanted)
}

/// Returns the fiscal year of a heading such as `2021年度目標`, and true if it is a target's.
fn year_heading(text: &str) -> Option<(FiscalYear, bool)> {
    let folded = fold::squash(text);
    if let Some(year) = folded.strip_suffix(TARGET) {
        return FiscalYear::parse(year).map(|year| (year, true));
    }
    folded.strip_suffix(ACTUAL).and_then(FiscalYear::parse).map(|year| (year, false))
}

fn names(sheet: &Sheet) -> String {
    let names: Vec<&str> = sheet.columns.iter().map(|column| column.name).collect();
    names.join("、")
}
