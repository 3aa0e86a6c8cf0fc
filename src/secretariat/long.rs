//! Tables that may be longer than a sheet. They continue on further sheets: `データ（2）` and so on.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::sheet::book::{add_sheet, end_sheet, is_long};
use crate::sheet::table::Table;
use crate::sheet::write::ROWS;

/// The rows at the end of a sheet that are kept free for what is written below a table.
const SPARE: u32 = 8;

/// A table of any length, with the functions that begin and end each of its sheets.
pub(super) struct LongTable<'a> {
    /// The name of the first sheet.
    pub(super) name: &'a str,
    /// The approximate number of cells.
    pub(super) cells: usize,
    /// The number of rows after which the next sheet begins.
    pub(super) last_row: u32,
    /// Begins a sheet with a name: writes its title and headings, and sets up its pages.
    pub(super) begin: &'a dyn Fn(&mut Worksheet, &str) -> Result<Table, XlsxError>,
    /// Ends a table.
    pub(super) end: &'a dyn Fn(&mut Worksheet, &mut Table) -> Result<(), XlsxError>,
}

/// The number of rows after which a table continues on the next sheet.
pub(super) const LAST_ROW: u32 = ROWS - SPARE;

impl LongTable<'_> {
    /// Writes the table. `write` writes a row; `below` may write below the table on the last sheet, and
    /// returns the next row.
    pub(super) fn write<R>(
        &self,
        book: &mut Workbook,
        rows: impl Iterator<Item = R>,
        write: impl Fn(&mut Worksheet, &mut Table, &R) -> Result<(), XlsxError>,
        below: impl FnOnce(&mut Worksheet, &Table) -> Result<u32, XlsxError>,
    ) -> Result<(), XlsxError> {
        let mut rows = rows.peekable();
        let mut number = 1;
        loop {
            let name =
                if number == 1 { self.name.to_owned() } else { format!("{}（{number}）", self.name) };
            let sheet = add_sheet(book, self.cells)?;
            let mut table = (self.begin)(sheet, &name)?;
            if is_long(self.cells) {
                table = table.of_single_lines(sheet);
            }
            while table.next_row() < self.last_row {
                let Some(row) = rows.next() else { break };
                write(sheet, &mut table, &row)?;
            }
            (self.end)(sheet, &mut table)?;
            if rows.peek().is_none() {
                let next = below(sheet, &table)?;
                return end_sheet(sheet, self.cells, next);
            }
            end_sheet(sheet, self.cells, table.next_row())?;
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use rust_xlsxwriter::Workbook;

    use super::LongTable;
    use crate::sheet::table::{Table, Value, column};
    use crate::sheet::write::TextWriter;

    /// Returns the sheets with their texts for a table of `count` rows, four to a sheet. `cells` is the
    /// announced number of cells.
    fn sheets(count: usize, cells: usize) -> Vec<(String, Vec<String>)> {
        let table = LongTable {
            name: "データ",
            cells,
            last_row: 5,
            begin: &|sheet, name| {
                sheet.put_name(name)?;
                let mut table = Table::new(&[column("番号", 8.0, ())], 0);
                table.head(sheet)?;
                Ok(table)
            },
            end: &|sheet, table| table.finish(sheet, "ありません。"),
        };
        let mut book = Workbook::new();
        let below = |sheet: &mut rust_xlsxwriter::Worksheet, table: &Table| {
            sheet
                .put_text(table.next_row(), 0, "終わり", &rust_xlsxwriter::Format::new())
                .map(|_| table.next_row() + 1)
        };
        let write = |sheet: &mut _, table: &mut Table, number: &usize| {
            table.row(sheet, &[Value::Text(number.to_string())]).map(|_| ())
        };
        table.write(&mut book, 1..=count, write, below).unwrap();
        let mut read = Xlsx::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
        let names = read.sheet_names();
        let texts = |name: String| {
            let range = read.worksheet_range(&name).unwrap();
            (name, range.used_cells().map(|(.., cell): (_, _, &Data)| cell.to_string()).collect())
        };
        names.into_iter().map(texts).collect()
    }

    #[test]
    fn a_table_longer_than_a_sheet_continues_on_the_next() {
        let sheet = |name: &str, texts: &[&str]| {
            (name.to_owned(), texts.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>())
        };
        assert_eq!(sheets(4, 0), [sheet("データ", &["番号", "1", "2", "3", "4", "終わり"])]);
        let two =
            [sheet("データ", &["番号", "1", "2", "3", "4"]), sheet("データ（2）", &["番号", "5", "終わり"])];
        assert_eq!(sheets(5, 0), two);
        assert_eq!(sheets(5, 1_000_000), two, "in a temporary file");
        assert_eq!(sheets(0, 0), [sheet("データ", &["番号", "ありません。", "終わり"])]);
    }
}
