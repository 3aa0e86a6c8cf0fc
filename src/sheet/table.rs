//! A ruled table with a heading row: widths, computed heights, repeated headings, filter.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use crate::sheet::write::{ROWS, TextWriter};
use crate::sheet::{measure, style};

/// What a cell of a table holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Text at the left, wrapped. Always written as text, whatever it begins with.
    Text(String),
    /// Text in the middle.
    Middle(String),
    /// A figure.
    Number(Decimal),
    /// A count.
    Count(usize),
    /// A fraction shown as a percentage.
    Percent(Decimal),
    /// A link with the words that stand for it.
    Link {
        /// `internal:'シート'!A1`, `external:file.xlsx#'シート'!A1`, `file:///…`.
        url: String,
        /// What is shown.
        text: String,
    },
    /// A cell to be filled in.
    Input(String),
    /// A formula of ours with its result, looking like another value.
    Live {
        /// The formula, without `=`.
        formula: String,
        /// Its result; also decides the look.
        result: Box<Value>,
    },
}

impl Value {
    /// Text; nothing where it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }

    /// Text in the middle; nothing where it is empty.
    #[must_use]
    pub fn middle(text: &str) -> Self {
        if text.trim().is_empty() { Self::Blank } else { Self::Middle(text.to_owned()) }
    }

    /// A figure; nothing where there is none.
    #[must_use]
    pub fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }

    /// A live cell.
    #[must_use]
    pub fn live(formula: impl Into<String>, result: Self) -> Self {
        Self::Live { formula: formula.into(), result: Box::new(result) }
    }

    /// The words by which its room is measured.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Middle(text) | Self::Input(text) | Self::Link { text, .. } => text,
            Self::Live { result, .. } => result.words(),
            _ => "",
        }
    }
}

/// The formats of a table's values, made once.
#[derive(Clone, Debug)]
pub struct Looks {
    /// Text.
    pub text: Format,
    /// Text in the middle.
    pub middle: Format,
    /// Figures.
    pub number: Format,
    /// Counts.
    pub count: Format,
    /// Percentages.
    pub percent: Format,
    /// Links.
    pub link: Format,
    /// Cells to be filled in.
    pub input: Format,
    /// Headings.
    pub heading: Format,
    /// A row that begins a group.
    pub group: Format,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            text: style::cell(),
            middle: style::centered(),
            number: style::number(),
            count: style::count(),
            percent: style::percent(),
            link: style::link(),
            input: style::input(),
            heading: style::heading(),
            group: style::group(),
        }
    }
}

impl Looks {
    /// The format in which a value is written.
    #[must_use]
    pub fn of(&self, value: &Value) -> &Format {
        match value {
            Value::Blank | Value::Text(_) => &self.text,
            Value::Middle(_) => &self.middle,
            Value::Number(_) => &self.number,
            Value::Count(_) => &self.count,
            Value::Percent(_) => &self.percent,
            Value::Link { .. } => &self.link,
            Value::Input(_) => &self.input,
            Value::Live { result, .. } => self.of(result),
        }
    }
}

/// How many links a table may hold before the rest stands as words: Excel takes 65,530 on a sheet.
pub const MOST_LINKS: u32 = 60_000;

/// A table being written, row by row.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<(String, f64)>,
    first_row: u32,
    first_col: u16,
    next: u32,
    rows: u32,
    links: u32,
    looks: Looks,
}

impl Table {
    /// A table with these headings and column widths, whose heading row is the given one.
    #[must_use]
    pub fn new(columns: &[(&str, f64)], heading_row: u32) -> Self {
        Self {
            columns: columns.iter().map(|(heading, width)| ((*heading).to_owned(), *width)).collect(),
            first_row: heading_row,
            first_col: 0,
            next: heading_row + 1,
            rows: 0,
            links: 0,
            looks: Looks::default(),
        }
    }

    /// The same table, beginning at another column.
    #[must_use]
    pub fn from_column(mut self, column: u16) -> Self {
        self.first_col = column;
        self
    }

    /// The row that will be written next.
    #[must_use]
    pub fn next_row(&self) -> u32 {
        self.next
    }

    /// How many rows were written; group rows do not count.
    #[must_use]
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The widths of all columns together.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.columns.iter().map(|(_, width)| width).sum()
    }

    /// Writes the headings and sets the widths.
    ///
    /// # Errors
    /// Where the sheet refuses a cell.
    pub fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (col, (heading, width)) in self.numbered() {
            sheet.set_column_width(col, *width)?;
            sheet.put_text(self.first_row, col, heading, &self.looks.heading)?;
        }
        let cells: Vec<(&str, f64)> = self.columns.iter().map(|(h, w)| (h.as_str(), *w)).collect();
        sheet.set_row_height(self.first_row, measure::row_height(&cells, style::SIZE).max(20.0))?;
        Ok(())
    }

    /// Writes a row; its height fits its texts.
    ///
    /// # Errors
    /// Where the sheet refuses a cell.
    pub fn row(&mut self, sheet: &mut Worksheet, values: &[Value]) -> Result<u32, XlsxError> {
        self.tall_row(sheet, values, 0.0)
    }

    /// Writes a row that is at least as high as told, so that there is room to write by hand.
    ///
    /// # Errors
    /// Where the sheet refuses a cell.
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
        let mut cells: Vec<(&str, f64)> = Vec::new();
        let mut links = self.links;
        for ((col, (_, width)), value) in self.numbered().zip(values) {
            let look = self.looks.of(value);
            match value {
                Value::Link { text, .. } if links >= MOST_LINKS => {
                    sheet.put_text(row, col, text, &self.looks.text)?;
                }
                _ => put(sheet, row, col, value, look)?,
            }
            links += u32::from(matches!(value, Value::Link { .. }));
            cells.push((value.words(), *width));
        }
        self.links = links;
        sheet.set_row_height(row, measure::row_height(&cells, style::SIZE).max(least))?;
        self.next += 1;
        self.rows += 1;
        Ok(row)
    }

    /// Writes a row that begins a group: its words stand over the whole width.
    ///
    /// # Errors
    /// Where the sheet refuses a cell.
    pub fn group(&mut self, sheet: &mut Worksheet, words: &str) -> Result<u32, XlsxError> {
        if self.is_full(sheet)? {
            return Ok(self.next - 1);
        }
        let row = self.next;
        for (col, _) in self.numbered() {
            if col == self.first_col {
                sheet.put_text(row, col, words, &self.looks.group)?;
            } else {
                sheet.write_blank(row, col, &self.looks.group)?;
            }
        }
        sheet.set_row_height(row, 18.0)?;
        self.next += 1;
        Ok(row)
    }

    /// Whether the sheet has no row left but the last, which says so.
    fn is_full(&mut self, sheet: &mut Worksheet) -> Result<bool, XlsxError> {
        let last = ROWS - 1;
        if self.next == last {
            let words = "シートの行数の上限に達したため、ここから先は省略しました。";
            sheet.put_text(last, self.first_col, words, &style::plain())?;
            self.next += 1;
        }
        Ok(self.next > last)
    }

    /// Ends the table: headings repeat on every page and stay in view, a filter where there is something to filter, and a
    /// sentence where there is nothing.
    ///
    /// # Errors
    /// Where the sheet refuses a setting.
    pub fn finish(&mut self, sheet: &mut Worksheet, none: &str) -> Result<(), XlsxError> {
        let last_col = self.last_col();
        if self.rows == 0 {
            sheet.put_text(self.next, self.first_col, none, &style::plain())?;
            self.next += 1;
            return Ok(());
        }
        sheet.set_repeat_rows(0, self.first_row)?;
        sheet.set_freeze_panes(self.first_row + 1, 0)?;
        sheet.autofilter(self.first_row, self.first_col, self.next - 1, last_col)?;
        Ok(())
    }

    /// The last column.
    #[must_use]
    pub fn last_col(&self) -> u16 {
        self.first_col + u16::try_from(self.columns.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }

    fn numbered(&self) -> impl Iterator<Item = (u16, &(String, f64))> {
        (self.first_col..).zip(&self.columns)
    }
}

/// Writes a value into a cell in a format.
///
/// # Errors
/// Where the sheet refuses it.
pub fn put(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        _ if row >= ROWS => sheet,
        Value::Blank => sheet.write_blank(row, col, format)?,
        Value::Text(text) | Value::Middle(text) | Value::Input(text) => {
            sheet.put_text(row, col, text, format)?
        }
        Value::Number(number) => match decimals(*number) {
            Some(places) => {
                let format = format.clone().set_num_format(format!("#,##0.{places}"));
                sheet.write_number_with_format(row, col, float(*number), &format)?
            }
            None => sheet.write_number_with_format(row, col, float(*number), format)?,
        },
        Value::Percent(number) => sheet.write_number_with_format(row, col, float(*number), format)?,
        Value::Count(count) => sheet.write_number_with_format(row, col, float((*count).into()), format)?,
        Value::Link { url, text } => sheet.put_link(row, col, url, text, format)?,
        Value::Live { formula, result } => {
            let formula = Formula::new(format!("={formula}")).set_result(saved(result));
            sheet.write_formula_with_format(row, col, formula, format)?
        }
    };
    Ok(())
}

/// The decimal places of a number as a format writes them. A format with optional places (`0.##`) would show a bare point.
#[must_use]
pub fn decimals(number: Decimal) -> Option<String> {
    let places = usize::try_from(number.normalize().scale()).unwrap_or(0);
    (places > 0).then(|| "0".repeat(places))
}

/// A decimal as the nearest number that a spreadsheet can hold. For writing only: nothing is computed with it.
#[must_use]
pub fn float(number: Decimal) -> f64 {
    number.normalize().to_string().parse().ok().or_else(|| number.to_f64()).unwrap_or_default()
}

/// The result as a formula's cell stores it.
fn saved(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Number(number) | Value::Percent(number) => float(*number).to_string(),
        Value::Count(count) => count.to_string(),
        Value::Live { result, .. } => saved(result),
        other => other.words().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use rust_xlsxwriter::Workbook;

    use crate::sheet::table::{MOST_LINKS, Table, Value, float};
    use crate::sheet::write::ROWS;

    #[test]
    fn a_decimal_is_written_as_its_nearest_float() {
        assert_eq!(float(Decimal::new(1028, 3)).to_string(), "1.028");
        assert_eq!(float(Decimal::new(100, 2)).to_string(), "1");
    }

    #[test]
    fn rows_follow_the_heading_and_a_long_text_is_no_failure() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut table = Table::new(&[("番号", 8.0), ("内容", 20.0)], 2);
        table.head(sheet).unwrap();
        assert_eq!(table.group(sheet, "1-1 施策").unwrap(), 3);
        let long = "＝長い文".repeat(20_000);
        assert_eq!(table.row(sheet, &[Value::Count(1), Value::text(&long)]).unwrap(), 4);
        assert_eq!((table.rows(), table.next_row(), table.last_col()), (1, 5, 1));
        table.finish(sheet, "該当はありません。").unwrap();
        book.save_to_buffer().unwrap();
    }

    #[test]
    fn a_table_ends_at_the_last_row_with_a_sentence() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut table = Table::new(&[("番号", 8.0)], ROWS - 4);
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
        let mut table = Table::new(&[("場所", 8.0)], 0);
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
