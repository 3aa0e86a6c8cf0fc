//! The only way to write texts into a workbook: cuts them to Excel's limits and removes characters that XML
//! forbids.
//!
//! No returned text, of whatever length or content, may stop a book from being written or opened. No other
//! module calls the library's own functions for texts, links, notes and names, as `tests/it/architecture.rs`
//! verifies.
//!
//! What the library refuses all the same is noted with its cell ([`crate::sheet::refused`]), and writing goes
//! on. The library's errors, and what keeps data from causing them:
//!
//! | call | error | why no data causes it, or what happens then |
//! | --- | --- | --- |
//! | a cell or range | `RowColumnLimitError` | ends at the sheet's limit (`is_on_sheet`, `Table`) |
//! | a range | `RowColumnOrderError` | its corners come from the layout, in order |
//! | a text | `MaxStringLengthExceeded` | cut (`fitting`); else noted, [`Loss::MARK`] in the cell |
//! | a text of several formats | `ParameterError` (an empty part) | no empty parts; else one format, noted |
//! | a cell above a later one of a long sheet | none: dropped | written downwards (`book::add_sheet`) |
//! | a merged range | `MergeRangeSingleCell`, `…Overlaps` | text in the first cell; overlap noted |
//! | a link | `MaxUrlLengthExceeded`, `UnknownUrlType`, `ParameterError` | text alone, noted |
//! | links beyond 65,530 | none: the library leaves them out | the tables stop at 60,000 |
//! | a sheet's name | `Sheetname…` | made to fit (`names::sheet_name`) |
//! | two sheets of one name (on saving) | `SheetnameReused` | numbered (`names::sheet_names`) |
//! | a defined name | `NameError` | left out, noted |
//! | two defined names (on saving) | `NameReused` | made of ids, which are unique in a plan |
//! | a message or list of a cell | `DataValidationError` | cut, or no list (`validation`) |
//! | page breaks | `ParameterError` beyond 1,023 | the volume begins a new sheet at 1,000 pages |
//! | charts, sparklines | `ChartError`, `SparklineError` | their ranges come from the layout |
//! | conditional formats, filters, groups | `ConditionalFormatError`, … | constants |
//! | dates | `DateTime…` | the only one is the book's creation date |
//! | saving | `IoError`, `TempFileError`, `ZipError` | the system's; the run ends with its reason |
//!
//! Any other refusal costs its book (`package::compose`).

use std::borrow::Cow;

use rust_xlsxwriter::{Format, FormatUnderline, Note, Url, Workbook, Worksheet, XlsxError};

use crate::sheet::names::sheet_name;
use crate::sheet::refused::{self, Loss};
use crate::sheet::style;
use crate::sheet::xml::without_forbidden;
use crate::text::utf16::{self, OMITTED};

/// The most UTF-16 units of a text in a cell or note. Excel allows 32,767, of which a note's author takes
/// some.
const MOST: usize = 32_000;
/// The longest text taken from a returned cell, in UTF-16 units. Leaves room for what is printed with it.
pub(crate) const LONGEST_TEXT: usize = 30_000;
/// The rows of a sheet.
pub(crate) const ROWS: u32 = 1_048_576;
/// The columns of a sheet.
pub(crate) const COLUMNS: u16 = 16_384;

/// A part of a text, underlined or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The characters.
    pub text: String,
    /// True if they are underlined.
    pub underlined: bool,
}

/// Writes texts of any length and content without failing.
pub(crate) trait TextWriter {
    /// Writes a text into a cell; [`Loss::MARK`] if the library refuses it. Ignores a cell outside the sheet.
    ///
    /// # Errors
    /// If the library refuses the mark too.
    fn put_text(
        &mut self,
        row: u32,
        col: u16,
        text: impl AsRef<str>,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError>;

    /// Writes a text of which some passages are underlined. `size` is the font size of `format` in points.
    /// Ignores a cell outside the sheet.
    ///
    /// # Errors
    /// As for [`Self::put_text`].
    fn put_passages(
        &mut self,
        row: u32,
        col: u16,
        passages: &[Passage],
        format: &Format,
        size: f64,
    ) -> Result<&mut Worksheet, XlsxError>;

    /// Merges a range and writes a text into it; writes into the first cell without merging if the range is a
    /// single cell or overlaps another. Ignores a range that leaves the sheet.
    ///
    /// # Errors
    /// As for [`Self::put_text`].
    fn put_merged(
        &mut self,
        first_row: u32,
        first_col: u16,
        last_row: u32,
        last_col: u16,
        text: impl AsRef<str>,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError>;

    /// Writes a link. Writes only the text if the library refuses the address.
    ///
    /// # Errors
    /// As for [`Self::put_text`].
    fn put_link(
        &mut self,
        row: u32,
        col: u16,
        url: &str,
        text: &str,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError>;

    /// Attaches a note. `look` sets its size.
    ///
    /// # Errors
    /// Never: a note that the library refuses is left out.
    fn put_note(
        &mut self,
        row: u32,
        col: u16,
        text: &str,
        look: impl FnOnce(Note) -> Note,
    ) -> Result<&mut Worksheet, XlsxError>;

    /// Names the sheet.
    ///
    /// # Errors
    /// If the library refuses the name. A name that another sheet has is only refused when the book is saved.
    fn put_name(&mut self, name: &str) -> Result<&mut Worksheet, XlsxError>;
}

impl TextWriter for Worksheet {
    fn put_text(
        &mut self,
        row: u32,
        col: u16,
        text: impl AsRef<str>,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError> {
        if !is_on_sheet(row, col) {
            return Ok(self);
        }
        write(self, row, col, &fitting(text.as_ref()), format)
    }

    fn put_passages(
        &mut self,
        row: u32,
        col: u16,
        passages: &[Passage],
        format: &Format,
        size: f64,
    ) -> Result<&mut Worksheet, XlsxError> {
        if !is_on_sheet(row, col) {
            return Ok(self);
        }
        let font = |underlined: bool| {
            let font = Format::new().set_font_name(style::FONT).set_font_size(size);
            if underlined { font.set_underline(FormatUnderline::Single) } else { font }
        };
        let (plain, marked) = (font(false), font(true));
        let parts = fitting_passages(passages);
        match parts.as_slice() {
            [] => self.write_blank(row, col, format),
            [(text, false)] => write(self, row, col, text, format),
            [(text, true)] => {
                write(self, row, col, text, &format.clone().set_underline(FormatUnderline::Single))
            }
            parts => {
                let segments: Vec<(&Format, &str)> = parts
                    .iter()
                    .map(|(text, underlined)| (if *underlined { &marked } else { &plain }, text.as_str()))
                    .collect();
                match self.write_rich_string_with_format(row, col, &segments, format) {
                    Ok(_) => Ok(self),
                    Err(error) => {
                        let text: String = parts.iter().map(|(text, _)| text.as_str()).collect();
                        write_plain(self, (row, col), &text, format, &error)
                    }
                }
            }
        }
    }

    fn put_merged(
        &mut self,
        first_row: u32,
        first_col: u16,
        last_row: u32,
        last_col: u16,
        text: impl AsRef<str>,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError> {
        if !is_on_sheet(last_row, last_col) {
            return Ok(self);
        }
        let text = fitting(text.as_ref());
        match self.merge_range(first_row, first_col, last_row, last_col, &text, format) {
            Ok(_) => Ok(self),
            Err(XlsxError::MergeRangeSingleCell) => write(self, first_row, first_col, &text, format),
            Err(error) => write_plain(self, (first_row, first_col), &text, format, &error),
        }
    }

    fn put_link(
        &mut self,
        row: u32,
        col: u16,
        url: &str,
        text: &str,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError> {
        if !is_on_sheet(row, col) {
            return Ok(self);
        }
        let (text, address) = (fitting(text), Url::new(without_forbidden(url)));
        match self.write_url_with_options(row, col, address, &*text, "", Some(format)) {
            Ok(_) => Ok(self),
            Err(error) => write_plain(self, (row, col), &text, format, &error),
        }
    }

    fn put_note(
        &mut self,
        row: u32,
        col: u16,
        text: &str,
        look: impl FnOnce(Note) -> Note,
    ) -> Result<&mut Worksheet, XlsxError> {
        if !is_on_sheet(row, col) {
            return Ok(self);
        }
        match self.insert_note(row, col, &look(Note::new(fitting(text)))) {
            Ok(_) => {}
            Err(error) => refused::note_cell(self, row, col, Loss::Note, &error),
        }
        Ok(self)
    }

    fn put_name(&mut self, name: &str) -> Result<&mut Worksheet, XlsxError> {
        self.set_name(sheet_name(name))
    }
}

/// Defines a name for `place`, a formula with its `=`. Leaves out a name that the library refuses.
pub(crate) fn define_name(book: &mut Workbook, name: &str, place: &str) {
    let name = without_forbidden(name);
    if let Err(error) = book.define_name(name.as_ref(), &without_forbidden(place)) {
        refused::note_name(&name, &error);
    }
}

/// Writes a text that fits, or [`Loss::MARK`] if the library refuses it.
fn write<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    col: u16,
    text: &str,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    #[cfg(test)]
    let text = if text.contains(REFUSED_IN_TESTS) { TOO_LONG_IN_TESTS.as_str() } else { text };
    if let Err(error) = sheet.write_string_with_format(row, col, text, format) {
        refused::note_cell(sheet, row, col, Loss::Text, &error);
        return sheet.write_string_with_format(row, col, Loss::MARK, format);
    }
    Ok(sheet)
}

/// Writes a text without the look that the library refused.
fn write_plain<'a>(
    sheet: &'a mut Worksheet,
    (row, col): (u32, u16),
    text: &str,
    format: &Format,
    error: &XlsxError,
) -> Result<&'a mut Worksheet, XlsxError> {
    refused::note_cell(sheet, row, col, Loss::Formatting, error);
    write(sheet, row, col, text, format)
}

/// A text that the library refuses in tests; it refuses none that data can hold.
#[cfg(test)]
pub(crate) const REFUSED_IN_TESTS: &str = "（見本：書き込めない文字）";
#[cfg(test)]
static TOO_LONG_IN_TESTS: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| "長".repeat(40_000));

/// Returns a text cut to what a cell or a note can hold.
fn fitting(text: &str) -> Cow<'_, str> {
    let text = without_forbidden(text);
    let kept = utf16::beginning(&text, MOST);
    if kept.len() == text.len() { text } else { Cow::Owned(format!("{kept}{OMITTED}")) }
}

/// Drops empty passages, joins neighbours that are underlined alike, and cuts them as one text.
fn fitting_passages(passages: &[Passage]) -> Vec<(String, bool)> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    let mut room = MOST;
    for passage in passages {
        let text = without_forbidden(&passage.text);
        let kept = utf16::beginning(&text, room);
        room -= utf16::length(kept);
        match parts.last_mut() {
            _ if kept.is_empty() => {}
            Some((before, underlined)) if *underlined == passage.underlined => before.push_str(kept),
            _ => parts.push((kept.to_owned(), passage.underlined)),
        }
        if kept.len() < text.len() {
            parts.push((OMITTED.to_owned(), false));
            break;
        }
    }
    parts
}

fn is_on_sheet(row: u32, col: u16) -> bool {
    row < ROWS && col < COLUMNS
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use rust_xlsxwriter::{Format, Workbook};

    use super::{MOST, Passage, ROWS, TextWriter, define_name, fitting};
    use crate::sheet::names::quoted;
    use crate::sheet::style;
    use crate::sheet::xml::is_forbidden;

    /// Returns characters that XML forbids, and others that need escaping or look odd.
    fn odd() -> String {
        let forbidden = (0..0x20).chain([0xFFFE, 0xFFFF]).filter_map(char::from_u32);
        forbidden.chain(['\u{7f}', '\u{85}', '\u{202e}', '<', '&', '"', '\'', '𠮷']).collect()
    }

    #[test]
    fn a_text_is_cut_at_a_whole_character() {
        assert_eq!(fitting("短い"), "短い");
        assert_eq!(fitting(&"あ".repeat(MOST)).chars().count(), MOST);
        let long = fitting(&format!("あ{}", "𠮷".repeat(MOST))).into_owned();
        assert!(long.encode_utf16().count() < 32_767 && long.ends_with("𠮷…（以下省略）"));
    }

    #[test]
    fn no_text_stops_a_book_from_being_written_or_opened() {
        let mut book = Workbook::new();
        let format = Format::new();
        let name = format!("表{}", odd());
        let sheet = book.add_worksheet();
        sheet.put_name(&name).unwrap();
        let long = odd() + &"あ".repeat(40_000);
        sheet.put_text(0, 0, &long, &format).unwrap();
        sheet.put_merged(1, 0, 1, 3, &long, &format).unwrap();
        sheet.put_note(2, 0, &long, |note| note.set_width(100)).unwrap();
        sheet.put_link(3, 0, &format!("file:///x/{}", odd()), &long, &format).unwrap();
        sheet.put_link(4, 0, &format!("file:///{}", "あ ".repeat(900)), "長い", &format).unwrap();
        sheet.put_link(5, 0, "odd:x", "知らない", &format).unwrap();
        sheet.put_text(ROWS, 0, "下", &format).unwrap();
        let passage = |text: &str, underlined| Passage { text: text.to_owned(), underlined };
        let parts = [passage("", true), passage(&odd(), false), passage(&long, true), passage("後", false)];
        sheet.put_passages(6, 0, &parts, &format, style::SIZE).unwrap();
        sheet.put_passages(7, 0, &parts[..1], &format, style::SIZE).unwrap();
        sheet.put_passages(8, 0, &[passage(" 下線 ", true)], &format, style::SIZE).unwrap();
        sheet.put_passages(ROWS, 0, &parts, &format, style::SIZE).unwrap();
        sheet.put_merged(ROWS - 1, 0, ROWS, 1, "下", &format).unwrap();
        sheet.put_merged(9, 0, 9, 0, "一つの欄", &format).unwrap();
        sheet.put_merged(1, 3, 2, 4, "重なる欄", &format).unwrap();
        let place = format!("={}!$A$1", quoted(&sheet.name()));
        define_name(&mut book, "事業_1\u{ffff}", &place);
        let bytes = book.save_to_buffer().unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for index in 0..zip.len() {
            let mut part = zip.by_index(index).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            assert!(!text.contains(is_forbidden), "{text}");
            let mut reader = quick_xml::Reader::from_str(&text);
            while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        }
    }
}
