//! A bordered table with a heading row, declared as a slice of columns.

mod column;
mod value;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::sheet::book::{Paper, ROW_HEIGHT, TITLE_HEIGHT, points_of, set_width};
use crate::sheet::pages::Pages;
pub use crate::sheet::table::column::{Column, cells, column, position, total_width};
pub use crate::sheet::table::value::{Formats, Value, decimals, float, put};
use crate::sheet::write::{ROWS, TextWriter};
use crate::sheet::{counts, measure, style};

/// The number of first rows whose texts decide the widths of columns.
const ROWS_THAT_DECIDE: usize = 500;

/// The most links in a table; of further ones only the text is written. Excel allows 65,530 on a sheet.
pub const MOST_LINKS: u32 = 60_000;

/// A table being written, row by row.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<(String, f64)>,
    first_row: u32,
    next: u32,
    rows: u32,
    links: u32,
    formats: Formats,
    /// The sheet's default row height in points, if [`Table::of_single_lines`] set it.
    standard_height: Option<f64>,
    paper: Option<Paper>,
    pages: Option<Pages>,
}

/// The height of a row that heads a group, in points.
const GROUP_HEIGHT: f64 = 18.0;

impl Table {
    /// Returns a table whose headings stand in `heading_row`, counted from 0.
    #[must_use]
    pub fn new<F>(columns: &[Column<F>], heading_row: u32) -> Self {
        Self {
            columns: columns.iter().map(|column| (column.heading.to_owned(), column.width)).collect(),
            first_row: heading_row,
            next: heading_row + 1,
            rows: 0,
            links: 0,
            formats: Formats::default(),
            standard_height: None,
            paper: None,
            pages: None,
        }
    }

    /// Sets the sheet's default row height to one line, so that most rows of a long table need no height of
    /// their own: the library keeps each in memory until the book is saved.
    #[must_use]
    pub fn of_single_lines(mut self, sheet: &mut Worksheet) -> Self {
        let line = measure::row_height(&[], style::SIZE);
        sheet.set_default_row_height(line);
        self.standard_height = Some(line);
        self
    }

    /// Keeps group headings on the page of their first row. [`crate::sheet::book::begin`] must have set up
    /// the sheet for the same paper.
    #[must_use]
    pub fn on(mut self, paper: Paper) -> Self {
        self.paper = Some(paper);
        self
    }

    /// Replaces the heading of a column by one known only at run time.
    #[must_use]
    pub fn with_heading(mut self, column: u16, words: &str) -> Self {
        if let Some((heading, _)) = self.columns.get_mut(usize::from(column)) {
            words.clone_into(heading);
        }
        self
    }

    /// Widens columns a little where texts of these rows would otherwise end in a lone closing mark, or have
    /// more lines in one program than in another. Looks at the first rows of a long table only.
    #[must_use]
    pub fn with_widths_for_breaks(mut self, rows: &[Vec<Value>]) -> Self {
        for (at, (_, width)) in self.columns.iter_mut().enumerate() {
            let texts = rows.iter().take(ROWS_THAT_DECIDE).filter_map(|row| row.get(at)).map(Value::words);
            *width = measure::width_for_breaks(texts, *width, style::SIZE);
        }
        self
    }

    /// Returns the row that will be written next, counted from 0.
    #[must_use]
    pub fn next_row(&self) -> u32 {
        self.next
    }

    /// Returns the number of rows written, not counting group headings.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Returns the widths of the columns in half-width characters.
    pub fn widths(&self) -> impl Iterator<Item = f64> {
        self.columns.iter().map(|(_, width)| *width)
    }

    /// Returns how many lines the next row may have to end on this page, or on the next one if fewer than
    /// `least` fit here.
    #[must_use]
    pub fn lines_of_page(&self, least: usize) -> usize {
        let (here, whole) = self.pages.as_ref().map_or((f64::MAX, f64::MAX), Pages::left);
        let [here, whole] = [here, whole].map(|height| measure::lines_within(height, style::SIZE));
        if here < least { whole.max(least) } else { here }
    }

    /// Writes the headings and sets the widths of the columns.
    ///
    /// # Errors
    /// If a cell cannot be written.
    pub fn head(&mut self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (col, (heading, width)) in self.numbered() {
            set_width(sheet, col, *width)?;
            sheet.put_text(self.first_row, col, heading, &self.formats.heading)?;
        }
        let cells: Vec<(&str, f64)> = self.columns.iter().map(|(h, w)| (h.as_str(), *w)).collect();
        let height = measure::row_height(&cells, style::SIZE).max(20.0);
        sheet.set_row_height(self.first_row, height)?;
        if let Some(paper) = self.paper {
            let width = self.columns.iter().map(|(_, width)| points_of(*width)).sum();
            let between = f64::from(self.first_row.saturating_sub(1)) * ROW_HEIGHT;
            self.pages = Some(Pages::new(paper, width, TITLE_HEIGHT + between + height));
        }
        Ok(())
    }

    /// Writes a row as high as its texts need. Returns its number, counted from 0.
    ///
    /// # Errors
    /// If a cell cannot be written.
    pub fn row(&mut self, sheet: &mut Worksheet, values: &[Value]) -> Result<u32, XlsxError> {
        self.tall_row(sheet, values, 0.0)
    }

    /// Writes a row at least `least` points high, which leaves room to write by hand. Returns its number.
    ///
    /// # Errors
    /// If a cell cannot be written.
    pub fn tall_row(
        &mut self,
        sheet: &mut Worksheet,
        values: &[Value],
        least: f64,
    ) -> Result<u32, XlsxError> {
        if self.is_full(sheet)? {
            return Ok(self.next - 1);
        }
        let row = self.next;
        let mut height = least.max(measure::line_height(style::SIZE));
        let mut links = self.links;
        for ((col, (_, width)), value) in self.numbered().zip(values) {
            match value {
                Value::Link { text, .. } if links >= MOST_LINKS => {
                    sheet.put_text(row, col, text, &self.formats.text)?;
                }
                _ => {
                    let needed = self.put(sheet, (row, col), value, *width)?;
                    height = height.max(needed);
                }
            }
            links += u32::from(matches!(value, Value::Link { .. }));
        }
        self.links = links;
        if self.standard_height != Some(height) {
            sheet.set_row_height(row, height)?;
        }
        if let Some(pages) = &mut self.pages {
            pages.row(row, height);
        }
        self.next += 1;
        self.rows += 1;
        Ok(row)
    }

    /// Writes a value, a little smaller where a line would otherwise be a lone closing mark. Returns the
    /// height it needs in points.
    fn put(
        &self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        value: &Value,
        width: f64,
    ) -> Result<f64, XlsxError> {
        let format = self.formats.of(value);
        let size = measure::shrunk_size(value.words(), width, style::SIZE);
        let format = if size < style::SIZE { &format.clone().set_font_size(size) } else { format };
        match value {
            Value::Passages { parts, .. } => {
                sheet.put_passages(row, col, parts, format, size)?;
            }
            _ => put(sheet, row, col, value, format)?,
        }
        Ok(measure::cell_height(value.words(), width, size))
    }

    /// Writes a group heading over the whole width. Returns its row.
    ///
    /// # Errors
    /// If a cell cannot be written.
    pub fn group(&mut self, sheet: &mut Worksheet, words: &str) -> Result<u32, XlsxError> {
        if self.is_full(sheet)? {
            return Ok(self.next - 1);
        }
        let row = self.next;
        for (col, _) in self.numbered() {
            if col == 0 {
                sheet.put_text(row, col, words, &self.formats.group)?;
            } else {
                sheet.write_blank(row, col, &self.formats.group)?;
            }
        }
        sheet.set_row_height(row, GROUP_HEIGHT)?;
        if let Some(pages) = &mut self.pages {
            pages.heading(row, GROUP_HEIGHT);
        }
        self.next += 1;
        Ok(row)
    }

    /// True if only the sheet's last row is left. Writes into it that the table is cut.
    fn is_full(&mut self, sheet: &mut Worksheet) -> Result<bool, XlsxError> {
        let last = ROWS - 1;
        if self.next == last {
            let words = "シートの行数の上限に達したため、ここから先は省略しました。";
            sheet.put_text(last, 0, words, &style::plain())?;
            self.next += 1;
        }
        Ok(self.next > last)
    }

    /// Ends the table: headings repeat on every page and stay in view, and rows can be filtered. A table
    /// without rows gets the sentence `none`.
    ///
    /// # Errors
    /// If the library refuses a setting.
    pub fn finish(&mut self, sheet: &mut Worksheet, none: &str) -> Result<(), XlsxError> {
        let last_col = self.last_col();
        if self.rows == 0 {
            sheet.put_text(self.next, 0, none, &style::plain())?;
            self.next += 1;
            return Ok(());
        }
        if let Some(breaks) = self.pages.as_ref().map(Pages::breaks).filter(|breaks| !breaks.is_empty()) {
            sheet.set_page_breaks(breaks)?;
        }
        sheet.set_repeat_rows(0, self.first_row)?;
        sheet.set_freeze_panes(self.first_row + 1, 0)?;
        sheet.autofilter(self.first_row, 0, self.next - 1, last_col)?;
        Ok(())
    }

    /// Returns the last column, counted from 0.
    #[must_use]
    pub fn last_col(&self) -> u16 {
        counts::columns(self.columns.len()).saturating_sub(1)
    }

    fn numbered(&self) -> impl Iterator<Item = (u16, &(String, f64))> {
        (0..).zip(&self.columns)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use rust_xlsxwriter::Workbook;

    use crate::sheet::table::{MOST_LINKS, Table, Value, column, position};
    use crate::sheet::write::ROWS;

    #[test]
    fn headings_find_their_columns() {
        let columns = [column("番号", 8.0, ()), column("内容", 20.0, ())];
        assert_eq!(["番号", "内容"].map(|heading| position(&columns, heading)), [0, 1]);
        let table = Table::new(&columns, 0).with_heading(1, "理由");
        assert_eq!(table.columns[1], ("理由".to_owned(), 20.0));
    }

    #[test]
    fn rows_follow_the_heading_and_an_overlong_text_does_not_fail() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut table = Table::new(&[column("番号", 8.0, ()), column("内容", 20.0, ())], 2);
        table.head(sheet).unwrap();
        assert_eq!(table.group(sheet, "1-1 施策").unwrap(), 3);
        let long = "＝長い文".repeat(20_000);
        assert_eq!(table.row(sheet, &[Value::Count(1), Value::text(&long)]).unwrap(), 4);
        assert_eq!((table.rows(), table.next_row(), table.last_col()), (1, 5, 1));
        table.finish(sheet, "該当はありません。").unwrap();
        book.save_to_buffer().unwrap();
    }

    #[test]
    fn cells_align_to_the_top_and_a_lone_mark_makes_type_smaller() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut table = Table::new(&[column("番号", 8.0, ()), column("内容", 20.0, ())], 0);
        // At 10 points a line holds ten characters: the full stop would stand alone.
        let text = format!("{}。", "あ".repeat(10));
        let row = [Value::Count(1), Value::text(&text)];
        table.row(sheet, &row).unwrap();
        table.row(sheet, &[Value::centered("中"), Value::Number(Decimal::ONE)]).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let xml = std::io::read_to_string(zip.by_name("xl/styles.xml").unwrap()).unwrap();
        assert_eq!(xml.matches("vertical=\"top\"").count(), 3, "{xml}");
        assert!(!xml.contains("vertical=\"center\""), "{xml}");
        assert!(xml.contains("<sz val=\"9.5\"/>"), "{xml}");
    }

    #[test]
    fn a_table_ends_at_the_last_row_with_a_sentence() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut table = Table::new(&[column("番号", 8.0, ())], ROWS - 4);
        table.head(sheet).unwrap();
        let rows: Vec<u32> = (0..4).map(|count| table.row(sheet, &[Value::Count(count)]).unwrap()).collect();
        assert_eq!(rows, [ROWS - 3, ROWS - 2, ROWS - 1, ROWS - 1]);
        assert_eq!(table.rows(), 2);
        table.finish(sheet, "").unwrap();
        book.save_to_buffer().unwrap();
    }

    #[test]
    fn a_sheet_holds_no_more_links_than_excel_takes() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut table = Table::new(&[column("場所", 8.0, ())], 0);
        let link = Value::Link { url: "internal:'a'!A1".to_owned(), text: "開く".to_owned() };
        for _ in 0..MOST_LINKS + 2 {
            table.row(sheet, std::slice::from_ref(&link)).unwrap();
        }
        sheet.set_name("a").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let xml = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
        assert_eq!(xml.matches("<hyperlink ").count(), MOST_LINKS as usize);
        assert_eq!(table.rows(), MOST_LINKS + 2);
    }
}
