//! Identifies a file by its bytes. Its name is not used: people rename files, and programs name them wrongly.

use std::io::Cursor;

use zip::ZipArchive;

use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::{archive, compound};

/// A workbook's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `.xlsx`, `.xlsm` and their templates.
    Xlsx,
    /// `.xlsb`.
    Xlsb,
    /// `.xls` (Excel 5 to 2003).
    Xls,
    /// `.ods`.
    Ods,
}

/// The kind of a file that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// A workbook.
    Workbook(Format),
    /// A zip of other files.
    Zip,
}

/// The contents of a file, with the zip container that was opened to identify them.
pub(crate) enum Contents<'a> {
    /// An .xls.
    Xls,
    /// An encrypted .xlsx or .xlsb. The password may be Excel's own.
    Encrypted,
    /// A workbook in a zip container.
    Package(Format, Zip<'a>),
    /// A zip of other files.
    Zip,
}

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Identifies a file. Of a zip, only the directory and a few small members are read.
///
/// # Errors
/// A refusal if the file is not a workbook or must not be opened.
pub fn identify(bytes: &[u8], limits: &Limits) -> Result<Identity, Refusal> {
    Ok(match inspect(bytes, limits)? {
        Contents::Xls => Identity::Workbook(Format::Xls),
        // `open` finds out whether the password is Excel's own.
        Contents::Encrypted => Identity::Workbook(Format::Xlsx),
        Contents::Package(format, _) => Identity::Workbook(format),
        Contents::Zip => Identity::Zip,
    })
}

/// Identifies a file, and keeps its zip container open.
///
/// # Errors
/// A refusal if the file is not a workbook or must not be opened.
pub(crate) fn inspect<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Contents<'a>, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Unreadable("ファイルの中身がありません（0バイト）".to_owned()));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_contents(bytes, limits);
    }
    if bytes.starts_with(&compound::MAGIC) {
        return compound::contents(bytes);
    }
    if let [0x09, 0x00 | 0x02 | 0x04 | 0x08, _, 0x00, ..] = bytes {
        let reason = "Excel 4.0以前の形式です。Excelで開き、xlsx形式で保存し直してください";
        return Err(Refusal::Unreadable(reason.to_owned()));
    }
    Err(Refusal::NotAWorkbook(other_kind(bytes).to_owned()))
}

fn zip_contents<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Contents<'a>, Refusal> {
    let mut zip = archive::open(bytes, limits)?;
    let has = |prefix: &str| {
        zip.file_names_raw().any(|name| name.to_ascii_lowercase().starts_with(prefix.as_bytes()))
    };
    if has("[content_types].xml") || has("_rels/.rels") {
        archive::check_part_names(&zip)?;
        let kind = if has("word/") {
            "Word文書"
        } else if has("ppt/") {
            "PowerPoint文書"
        } else if has("visio/") {
            "Visio図面"
        } else {
            "Officeの文書（ブックではないもの）"
        };
        let usual = if has("xl/workbook.bin") {
            Some(Format::Xlsb)
        } else if has("xl/") || has("xl\\") || has("workbook.xml") {
            Some(Format::Xlsx)
        } else {
            None
        };
        archive::check_readable(&zip)?;
        // The main part may have any name, so its content type decides.
        let format = usual.or_else(|| format_by_content_type(&mut zip));
        return format
            .map(|format| Contents::Package(format, zip))
            .ok_or_else(|| Refusal::NotAWorkbook(kind.to_owned()));
    }
    if has("mimetype") && has("content.xml") {
        archive::check_readable(&zip)?;
        return match archive::member(&mut zip, "mimetype", 100) {
            Some(kind) if kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => {
                Ok(Contents::Package(Format::Ods, zip))
            }
            _ => Err(Refusal::NotAWorkbook("OpenDocumentの文書（表計算ではないもの）".to_owned())),
        };
    }
    if has("index/document.iwa") || has("index.zip") {
        return Err(Refusal::NotAWorkbook("Appleのアプリの書類".to_owned()));
    }
    Ok(Contents::Zip)
}

fn format_by_content_type(zip: &mut Zip<'_>) -> Option<Format> {
    /// The most bytes that are read of the list of content types. No workbook has more.
    const LONGEST: u64 = 1 << 20;
    let types = archive::member(zip, "[Content_Types].xml", LONGEST)?;
    let has = |kind: &[u8]| types.windows(kind.len()).any(|window| window == kind);
    if has(b"ms-excel.sheet.binary") {
        Some(Format::Xlsb)
    } else if has(b"spreadsheetml.sheet.main")
        || has(b"spreadsheetml.template.main")
        || has(b"ms-excel.sheet")
    {
        Some(Format::Xlsx)
    } else {
        None
    }
}

/// The refusal of a file that ends too early, or whose directory is damaged.
pub(crate) fn broken() -> Refusal {
    Refusal::Unreadable("ファイルが途中で切れているか、壊れています".to_owned())
}

fn other_kind(bytes: &[u8]) -> &'static str {
    const MAGIC: [(&[u8], &str); 21] = [
        (b"%PDF", "PDF"),
        (b"\xE0\x03", "DocuWorks文書（.xdw）"),
        (b"L\0\0\0\x01\x14\x02\0", "ショートカット（.lnk）"),
        (b"xar!", "圧縮ファイル（xar）"),
        (b"BZh", "圧縮ファイル（bz2）"),
        (b"{\\rtf", "リッチテキスト文書"),
        (b"\x89PNG", "画像（PNG）"),
        (b"\xFF\xD8\xFF", "画像（JPEG）"),
        (b"GIF8", "画像（GIF）"),
        (b"BM", "画像（BMP）"),
        (b"II*\0", "画像（TIFF）"),
        (b"MM\0*", "画像（TIFF）"),
        (b"RIFF", "画像か音声"),
        (b"\xD7\xCD\xC6\x9A", "画像（WMF）"),
        (b"7z\xBC\xAF\x27\x1C", "圧縮ファイル（7z）"),
        (b"Rar!", "圧縮ファイル（rar）"),
        (b"\x1F\x8B", "圧縮ファイル（gz）"),
        (b"MZ", "実行ファイル"),
        (b"\x7FELF", "実行ファイル"),
        (b"ID;P", "SYLK形式の表"),
        (b"MIME-Version:", "Webページ（mht）"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return kind;
    }
    if bytes.get(2..5) == Some(b"-lh") || bytes.get(2..5) == Some(b"-lz") {
        return "圧縮ファイル（lzh）";
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return "画像か動画";
    }
    match text(bytes) {
        Some(text) => text_kind(&text),
        None => "種類の分からないファイル",
    }
}

/// Returns the beginning of a text file in UTF-8, UTF-16 with a byte order mark, or Shift_JIS.
fn text(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(head) {
        return Some(encoding.decode(head).0.into_owned());
    }
    if head.iter().any(|byte| *byte < 0x20 && !b"\t\r\n\x0C\x1A".contains(byte)) {
        return None;
    }
    // The last character of the head may be cut.
    (0..4.min(head.len())).find_map(|cut| {
        let head = head.get(..head.len() - cut)?;
        std::str::from_utf8(head).ok().map(str::to_owned).or_else(|| {
            let (text, _, bad) = encoding_rs::SHIFT_JIS.decode(head);
            (!bad).then(|| text.into_owned())
        })
    })
}

fn text_kind(text: &str) -> &'static str {
    let head = text.trim_start().to_lowercase();
    if head.starts_with("<?xml") || head.starts_with("<workbook") {
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return "XMLスプレッドシート2003";
        }
        return if head.contains("<html") { "HTML" } else { "XML" };
    }
    if ["<!doctype html", "<html", "<head", "<table", "<meta"].iter().any(|tag| head.starts_with(tag))
        || head.contains("<html")
    {
        return "HTML";
    }
    let header = |name: &str| text.lines().take(30).any(|line| line.to_lowercase().starts_with(name));
    if header("from:") && (header("subject:") || header("received:")) || header("return-path:") {
        return "メール（.eml）";
    }
    let first = text.lines().next().unwrap_or_default();
    if first.contains(',') {
        "CSV"
    } else if first.contains('\t') {
        "タブ区切りのテキスト"
    } else {
        "テキスト"
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Identity, identify};
    use crate::limits::Limits;
    use crate::refusal::Refusal;

    fn not_a_workbook(bytes: &[u8]) -> String {
        match identify(bytes, &Limits::default()) {
            Err(Refusal::NotAWorkbook(kind)) => kind,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_that_is_no_workbook_is_refused_with_its_kind() {
        assert_eq!(not_a_workbook(b"%PDF-1.7\n..."), "PDF");
        assert_eq!(not_a_workbook(b"\xEF\xBB\xBF<html><table>"), "HTML");
        assert_eq!(not_a_workbook("a,b\n事業,課\n".as_bytes()), "CSV");
        assert_eq!(not_a_workbook(b"\x8E\x96\x8B\xC6,\x89\xDB\r\n"), "CSV");
        assert_eq!(not_a_workbook("連絡です".as_bytes()), "テキスト");
        assert_eq!(not_a_workbook(b"\x00\x01\x02\x03"), "種類の分からないファイル");
        assert_eq!(not_a_workbook(b"\xE0\x03\x68\x00"), "DocuWorks文書（.xdw）");
        assert_eq!(not_a_workbook(b"L\0\0\0\x01\x14\x02\0\0\0"), "ショートカット（.lnk）");
        assert_eq!(not_a_workbook(b"\x21\x00-lh5-\x00"), "圧縮ファイル（lzh）");
        let mail = "Received: from a\r\nFrom: mihon@example.jp\r\nSubject: =?utf-8?B?6Lg=?=\r\n\r\n本文";
        assert_eq!(not_a_workbook(mail.as_bytes()), "メール（.eml）");
    }

    #[test]
    fn a_workbook_is_identified_by_its_contents() {
        let bytes = rust_xlsxwriter::Workbook::new().save_to_buffer().unwrap();
        assert_eq!(identify(&bytes, &Limits::default()), Ok(Identity::Workbook(Format::Xlsx)));
    }

    #[test]
    fn an_empty_or_truncated_file_is_unreadable() {
        let bytes = rust_xlsxwriter::Workbook::new().save_to_buffer().unwrap();
        for part in [&bytes[..0], &bytes[..bytes.len() / 2], &bytes[..bytes.len() - 30]] {
            assert!(matches!(identify(part, &Limits::default()), Err(Refusal::Unreadable(_))));
        }
    }
}
