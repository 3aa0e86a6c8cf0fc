//! What an ods says beyond calamine's cells: merges, percentages, hidden rows and columns, notes, encryption.

use std::collections::BTreeMap;
use std::io::Cursor;

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::parts::{attribute, next, push_text, reader};
use crate::grid::{CellKind, Grid, GridRemark, Merge, Pos, RemarkKind};
use crate::intake::guard;

/// A run of repeated rows or columns longer than this is the empty rest of a sheet.
const REPEATS: u32 = 1_000;

/// What lies over the cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Marks {
    merges: Vec<Merge>,
    percent: Vec<Pos>,
    hidden_rows: Vec<u32>,
    hidden_cols: Vec<u32>,
    notes: Vec<GridRemark>,
}

impl Marks {
    pub(super) fn apply(self, grid: &mut Grid) {
        for pos in self.percent {
            if let Some(cell) = grid.cells.get_mut(&pos)
                && cell.kind == CellKind::Number
                && let Ok(value) = cell.text.parse()
            {
                *cell = super::number::cell(value, super::format::Shape::Percent, false);
            }
        }
        grid.merges = self.merges;
        grid.hidden_rows = self.hidden_rows;
        grid.hidden_cols = self.hidden_cols;
        grid.remarks = self.notes;
    }
}

/// Whether the book is protected by a password: its manifest says how it was encrypted.
pub(super) fn is_encrypted(bytes: &[u8]) -> bool {
    part(bytes, "META-INF/manifest.xml").is_some_and(|text| text.contains("encryption-data"))
}

/// The marks of every sheet, by its name.
pub(super) fn read(bytes: &[u8]) -> BTreeMap<String, Marks> {
    part(bytes, "content.xml").map(|text| sheets(&text)).unwrap_or_default()
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let bytes = guard::member(&mut zip, name, u64::MAX)?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn sheets(text: &str) -> BTreeMap<String, Marks> {
    let mut all = BTreeMap::new();
    let (mut name, mut marks) = (String::new(), Marks::default());
    let (mut at, mut columns, mut row_repeats, mut cell_repeats) = (Pos::new(0, 0), 0, 1, 1);
    let (mut in_note, mut note) = (false, String::new());
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "table" => {
                    name = attribute(start, "name").unwrap_or_default();
                    (marks, at, columns) = (Marks::default(), Pos::new(0, 0), 0);
                }
                "table-column" => {
                    let repeats = repeats(start, "number-columns-repeated");
                    if is_hidden(start) {
                        marks.hidden_cols.extend(columns..columns + repeats.min(REPEATS));
                    }
                    columns = columns.saturating_add(repeats);
                }
                "table-row" => {
                    row_repeats = repeats(start, "number-rows-repeated");
                    if is_hidden(start) {
                        marks.hidden_rows.extend(at.row..at.row.saturating_add(row_repeats.min(REPEATS)));
                    }
                    at.col = 0;
                }
                "table-cell" | "covered-table-cell" => {
                    cell_repeats = repeats(start, "number-columns-repeated");
                    marks.cell(start, at, row_repeats, cell_repeats);
                }
                "annotation" => in_note = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "table" => {
                    all.insert(std::mem::take(&mut name), std::mem::take(&mut marks));
                }
                "table-row" => at.row = at.row.saturating_add(row_repeats),
                "table-cell" | "covered-table-cell" => at.col = at.col.saturating_add(cell_repeats),
                "annotation" => {
                    in_note = false;
                    let text = note.trim().to_owned();
                    note.clear();
                    if !text.is_empty() {
                        marks.notes.push(GridRemark { kind: RemarkKind::Note, text, at: Some(at) });
                    }
                }
                // A note's date and author stand before its paragraphs.
                "date" | "creator" | "date-string" | "creator-initials" if in_note => note.clear(),
                "p" if in_note => note.push('\n'),
                _ => {}
            },
            _ if in_note => push_text(&event, &mut note),
            _ => {}
        }
    }
    all
}

impl Marks {
    fn cell(&mut self, start: &BytesStart<'_>, at: Pos, rows: u32, columns: u32) {
        let span = |name: &str| number(start, name).unwrap_or(1).max(1) - 1;
        let (down, right) = (span("number-rows-spanned"), span("number-columns-spanned"));
        if down > 0 || right > 0 {
            let last = Pos::new(at.row.saturating_add(down), at.col.saturating_add(right));
            self.merges.push(Merge { first: at, last });
        }
        if attribute(start, "value-type").as_deref() == Some("percentage") {
            for row in 0..rows.min(REPEATS) {
                for col in 0..columns.min(REPEATS) {
                    self.percent.push(Pos::new(at.row.saturating_add(row), at.col.saturating_add(col)));
                }
            }
        }
    }
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "visibility").is_some_and(|value| value == "collapse" || value == "filter")
}

fn repeats(start: &BytesStart<'_>, name: &str) -> u32 {
    number(start, name).unwrap_or(1)
}

fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::sheets;
    use crate::grid::Pos;

    #[test]
    fn repeated_cells_are_counted() {
        let all = sheets(
            r#"<table:table table:name="様式"><table:table-column table:number-columns-repeated="2"/>
            <table:table-column table:visibility="collapse"/>
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="4"/></table:table-row>
            <table:table-row table:visibility="collapse"><table:table-cell table:number-columns-repeated="2"/>
            <table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="percentage"><office:annotation><dc:date>2023</dc:date><text:p>確認中</text:p></office:annotation><text:p>1</text:p></table:table-cell>
            <table:covered-table-cell/></table:table-row></table:table>"#,
        );
        let marks = &all["様式"];
        assert_eq!(marks.hidden_cols, [2]);
        assert_eq!(marks.hidden_rows, [3]);
        assert_eq!(marks.percent, [Pos::new(3, 2)]);
        assert_eq!(marks.merges[0].last, Pos::new(3, 3));
        assert_eq!(marks.notes[0].text, "確認中");
    }
}
