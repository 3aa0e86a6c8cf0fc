//! Document properties, page set-up and saved bytes of workbooks.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::sheet::refused::Refusal;
use crate::sheet::style;
use crate::sheet::write::TextWriter;
use crate::sheet::xml::without_forbidden;
use crate::text::calendar::Month;

/// A file to write, relative to the month's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutFile {
    /// The path, with `/` between folders.
    pub path: String,
    /// The contents.
    pub bytes: Vec<u8>,
    /// What rust_xlsxwriter refused to write; empty unless the file is a workbook.
    pub refused: Vec<Refusal>,
}

impl OutFile {
    /// Returns a file that is not a workbook.
    #[must_use]
    pub fn plain(path: &str, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), bytes, refused: Vec::new() }
    }

    /// Returns the file of a saved workbook.
    #[must_use]
    pub fn book(path: String, book: Book) -> Self {
        Self { path, bytes: book.bytes, refused: book.refused }
    }
}

/// A saved workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// The file's contents.
    pub bytes: Vec<u8>,
    /// What rust_xlsxwriter refused to write.
    pub refused: Vec<Refusal>,
}

/// The custom document property that distinguishes our own books from returns (F08).
pub const KIND_PROPERTY: &str = "shinchoku-kind";

/// The kind of a book. Forms and slips can come back as returns, the others cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookKind {
    /// 進捗管理表.
    Report,
    /// 事務局確認表.
    Secretariat,
    /// 別冊.
    Volume,
    /// 新旧対照表.
    Comparison,
    /// 様式.
    Form,
    /// 差戻し票.
    Slip,
    /// 計画台帳: the master workbook.
    Master,
}

impl BookKind {
    /// Returns the Japanese word, as stored in the document property.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "進捗管理表",
            Self::Secretariat => "事務局確認表",
            Self::Volume => "別冊",
            Self::Comparison => "新旧対照表",
            Self::Form => "様式",
            Self::Slip => "差戻し票",
            Self::Master => "計画台帳",
        }
    }

    /// True if books of this kind are only for reading, so that one found under `input/` is not a return.
    /// `word` is the value of [`KIND_PROPERTY`].
    #[must_use]
    pub fn is_for_reading(word: &str) -> bool {
        [Self::Report, Self::Secretariat, Self::Volume, Self::Comparison]
            .iter()
            .any(|kind| kind.word() == word)
    }
}

/// Creates a workbook with its properties. The creation date is the last day of `month`, or 2000-01-01
/// without one, so that the bytes are reproducible.
///
/// # Errors
/// If the date cannot be set.
pub fn new_book(
    kind: BookKind,
    title: &str,
    organisation: &str,
    month: Option<Month>,
) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    if matches!(kind, BookKind::Report | BookKind::Secretariat | BookKind::Comparison) {
        // Column widths are counted in digits of the default font. Every office program has this one or
        // replaces it in the same way.
        book.set_default_format(&Format::new().set_font_name(style::FONT).set_font_size(11), 25, 72)?;
    }
    let created = match month {
        Some(month) => {
            let day = month.last_day();
            ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), day.month(), day.day())?
        }
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let subject = month.map_or_else(|| kind.word().to_owned(), |month| format!("{}　{month}", kind.word()));
    let properties = DocProperties::new()
        .set_title(without_forbidden(title))
        .set_subject(without_forbidden(&subject))
        .set_company(without_forbidden(organisation))
        .set_category(kind.word())
        .set_creation_datetime(&created)
        .set_custom_property(KIND_PROPERTY, kind.word());
    book.set_properties(&properties);
    Ok(book)
}

/// The number of cells from which a sheet is kept in a temporary file instead of in memory.
const LONG: usize = 100_000;

/// The zip compression level (1 to 9) of a book with a long sheet: a little larger than at the default level,
/// in half the time.
const LONG_SHEET_COMPRESSION: u8 = 3;

/// Adds a sheet of about `cells` cells. Cells and row heights must be written from top to bottom: in a long
/// sheet, the library drops what is written above a row it already has. Call [`end_sheet`] after the last
/// row.
///
/// # Errors
/// If a temporary file cannot be created.
pub fn add_sheet(book: &mut Workbook, cells: usize) -> Result<&mut Worksheet, XlsxError> {
    if !is_long(cells) {
        return Ok(book.add_worksheet());
    }
    book.set_zip_compression_level(LONG_SHEET_COMPRESSION);
    book.add_worksheet_with_low_memory()
}

/// Ends a sheet of about `cells` cells; `below` is the row after the last. A long sheet gets a blank cell
/// there, because the library writes the last row twice if it has a height, and such a book does not open.
///
/// # Errors
/// If a cell cannot be written.
pub fn end_sheet(sheet: &mut Worksheet, cells: usize, below: u32) -> Result<(), XlsxError> {
    if is_long(cells) {
        sheet.write_blank(below, 0, &style::plain())?;
    }
    Ok(())
}

/// True if a sheet of about `cells` cells is kept in a temporary file.
pub fn is_long(cells: usize) -> bool {
    #[cfg(test)]
    if ALL_LONG_IN_TESTS.get() {
        return true;
    }
    cells >= LONG
}

#[cfg(test)]
thread_local! {
    /// True while a test has every sheet of this thread kept in a temporary file.
    pub(crate) static ALL_LONG_IN_TESTS: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// The paper size and orientation of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A4 portrait.
    A4Portrait,
    /// A4 landscape.
    A4Landscape,
    /// A3 landscape.
    A3Landscape,
}

/// The height of a sheet's title row, in points.
pub(super) const TITLE_HEIGHT: f64 = 24.0;
/// The height of a row for which none is set, in points.
pub(super) const ROW_HEIGHT: f64 = 18.75;

/// The margins of a page in inches: beside, above and below.
const MARGINS: (f64, f64, f64) = (0.5, 0.65, 0.6);

impl Paper {
    /// Returns the width and height inside the margins, in points.
    pub(super) fn printable(self) -> (f64, f64) {
        let (width, height) = match self {
            Self::A4Portrait => (595.3, 841.9),
            Self::A4Landscape => (841.9, 595.3),
            Self::A3Landscape => (1190.6, 841.9),
        };
        let (beside, above, below) = MARGINS;
        (width - 2.0 * beside * 72.0, height - (above + below) * 72.0)
    }
}

/// Sets up printing: paper, margins, the texts of the header, and the page number in the footer.
pub fn set_page(sheet: &mut Worksheet, paper: Paper, left: &str, right: &str) {
    match paper {
        Paper::A4Portrait => sheet.set_paper_size(9).set_portrait(),
        Paper::A4Landscape => sheet.set_paper_size(9).set_landscape(),
        Paper::A3Landscape => sheet.set_paper_size(8).set_landscape(),
    };
    let (beside, above, below) = MARGINS;
    sheet.set_margins(beside, beside, above, below, 0.3, 0.3);
    set_header(sheet, left, right, 9);
}

/// Writes the texts of the header and the page number in the footer, in a size in points.
pub fn set_header(sheet: &mut Worksheet, left: &str, right: &str, size: u8) {
    sheet.set_header(format!("&L&{size}{}&R&{size}{}", header_part(left), header_part(right)));
    sheet.set_footer(format!("&C&{size}&P／&N"));
}

/// Returns the width in pixels of a column of `characters` half-width characters: from 5 to 1,790, for 255
/// characters, the most that Excel allows.
fn pixels_of(characters: f64) -> f64 {
    (characters.clamp(0.0, 255.0) * 7.0 + 5.0).floor()
}

/// Returns the width in points of a column of `characters` half-width characters.
pub(super) fn points_of(characters: f64) -> f64 {
    pixels_of(characters) * 0.75
}

/// Sets a column's width in half-width characters of 7 pixels, whatever the book's default font.
///
/// # Errors
/// If the column is beyond the last one of a sheet.
pub fn set_width(sheet: &mut Worksheet, col: u16, characters: f64) -> Result<(), XlsxError> {
    let pixels = pixels_of(characters);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 5 and 1,790")]
    sheet.set_column_width_pixels(col, pixels as u32)?;
    Ok(())
}

/// Writes the head of a sheet: its name, a title line, and a remark unless empty. Makes it one page wide,
/// without gridlines on screen. Returns the first free row.
///
/// # Errors
/// If a cell cannot be written.
pub fn begin(
    sheet: &mut Worksheet,
    name: &str,
    title: &str,
    remark: &str,
    page: &Page,
) -> Result<u32, XlsxError> {
    sheet.put_name(name)?;
    set_page(sheet, page.paper, &page.left, &page.right);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_screen_gridlines(false);
    // Without this, a formula whose result is an empty text would be saved with the result 0.
    sheet.set_formula_result_default("");
    sheet.put_text(0, 0, title, &style::title())?;
    sheet.set_row_height(0, TITLE_HEIGHT)?;
    if remark.is_empty() {
        return Ok(1);
    }
    sheet.put_text(1, 0, remark, &style::remark())?;
    Ok(2)
}

/// The paper and the header texts of a sheet. The texts are the same on all sheets of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Paper.
    pub paper: Paper,
    /// The left half of the header: organisation and plan.
    pub left: String,
    /// The right half of the header: kind of book and month.
    pub right: String,
}

impl Page {
    /// Returns the page with another paper and the same header texts.
    #[must_use]
    pub fn on(&self, paper: Paper) -> Self {
        Self { paper, ..self.clone() }
    }
}

/// The most characters shown in one half of a header. Excel allows 255 in all, codes included, and a literal
/// `&` takes two.
const LONGEST_HALF: usize = 60;

/// Returns a text as one half of a header. Doubles a literal `&`, which would begin a code, and puts a space
/// before a leading digit, which would be read as part of the font size.
fn header_part(text: &str) -> String {
    let text = without_forbidden(text);
    let mut short: String = text.chars().take(LONGEST_HALF).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    let apart = if short.starts_with(|first: char| first.is_ascii_digit()) { " " } else { "" };
    format!("{apart}{}", short.replace('&', "&&"))
}

#[cfg(test)]
mod tests {
    use super::header_part;

    #[test]
    fn a_number_in_a_header_is_not_a_font_size() {
        assert_eq!(header_part("1-1-1 調査 & 研究"), " 1-1-1 調査 && 研究");
        assert_eq!(header_part("調査 1"), "調査 1");
        assert!(header_part(&"&".repeat(300)).len() < 125);
    }
}
