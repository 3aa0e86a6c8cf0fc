//! A workbook's properties, print set-up and bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::sheet::style;
use crate::sheet::write::TextWriter;
use crate::sheet::xml::without_forbidden;
use crate::text::calendar::Month;

/// A file to be written, relative to the month's folder, with `/` between folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutFile {
    /// Where.
    pub path: String,
    /// What.
    pub bytes: Vec<u8>,
}

/// The custom document property that tells our own books from returns (F08).
pub const KIND_PROPERTY: &str = "shinchoku-kind";

/// What kind of book it is. Books for reading are never returns; forms and slips are.
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
    /// The Japanese word, as the document property holds it.
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

    /// Whether a book with this property is for reading only: found under `input/`, it is no return.
    #[must_use]
    pub fn is_for_reading(word: &str) -> bool {
        [Self::Report, Self::Secretariat, Self::Volume, Self::Comparison]
            .iter()
            .any(|kind| kind.word() == word)
    }
}

/// A new workbook with its properties. Its creation date is the month's last day, so that bytes repeat.
///
/// # Errors
/// Where the date cannot be set.
pub fn new_book(
    kind: BookKind,
    title: &str,
    organisation: &str,
    month: Option<Month>,
) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
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

/// Paper and direction of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A4 upright.
    A4Portrait,
    /// A4 lying.
    A4Landscape,
    /// A3 lying.
    A3Landscape,
}

/// Print set-up: paper, margins, the header's words and the page number in the footer.
pub fn set_page(sheet: &mut Worksheet, paper: Paper, left: &str, right: &str) {
    match paper {
        Paper::A4Portrait => sheet.set_paper_size(9).set_portrait(),
        Paper::A4Landscape => sheet.set_paper_size(9).set_landscape(),
        Paper::A3Landscape => sheet.set_paper_size(8).set_landscape(),
    };
    sheet.set_margins(0.5, 0.5, 0.65, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L&9{}&R&9{}", header_part(left), header_part(right)));
    sheet.set_footer("&C&9&P／&N");
}

/// Begins a sheet: its name, title line and remark (empty: none), page set to one page's width, no screen gridlines.
/// Returns the first free row.
///
/// # Errors
/// Where the sheet refuses a cell.
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
    // A formula whose result is an empty text would otherwise be saved with the result 0.
    sheet.set_formula_result_default("");
    sheet.put_text(0, 0, title, &style::title())?;
    sheet.set_row_height(0, 24.0)?;
    if remark.is_empty() {
        return Ok(1);
    }
    sheet.put_text(1, 0, remark, &style::remark())?;
    Ok(2)
}

/// Paper and the words of the header, the same on every sheet of a book but for the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Paper.
    pub paper: Paper,
    /// The header's left: organisation and plan.
    pub left: String,
    /// The header's right: kind of book and month.
    pub right: String,
}

impl Page {
    /// The same words on other paper.
    #[must_use]
    pub fn on(&self, paper: Paper) -> Self {
        Self { paper, ..self.clone() }
    }
}

/// Characters of a header's half that are shown: Excel holds 255 with all codes, and a literal `&` takes two.
const LONGEST_HALF: usize = 60;

/// A text as half of a header. `&` begins a code there, so a literal one is doubled; a digit right after the font size
/// would be read as part of it, so a space parts them.
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
