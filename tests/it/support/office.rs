//! LibreOffice, one run at a time: prints books to PDF, recalculates and converts them, and reads the printed
//! pages.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

use super::text;

/// Two LibreOffice processes at once need too much memory.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A profile in which LibreOffice always recalculates. Otherwise it shows saved results, even wrong ones.
const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// Replaces the books' font, which only Windows has, by Noto, in which texts break at the same places.
const FONTS: &str = r#"<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <alias binding="same"><family>游ゴシック</family><prefer><family>Noto Sans CJK JP</family></prefer></alias>
</fontconfig>"#;

/// A printed book.
pub(crate) struct Printed {
    pub(crate) name: String,
    pub(crate) pages: Vec<Page>,
}

/// A printed page.
pub(crate) struct Page {
    /// The text of the whole page with header and footer.
    pub(crate) whole: String,
    /// The text between header and footer.
    pub(crate) body: String,
    /// Width and height in points, rounded.
    pub(crate) size: (u32, u32),
}

/// Prints books to PDF in one run of LibreOffice, which must print no error.
pub(crate) fn print(books: &[PathBuf]) -> Vec<Printed> {
    let folder = tempfile::tempdir().unwrap();
    // Names are numbered, because two books may have the same name.
    let numbered: Vec<PathBuf> = books
        .iter()
        .enumerate()
        .map(|(number, book)| {
            let copy = folder.path().join(format!("{number}.xlsx"));
            fs::copy(book, &copy).unwrap();
            copy
        })
        .collect();
    let out = folder.path().join("out");
    convert(&folder.path().join("profile"), "pdf", &numbered, &out);
    books
        .iter()
        .enumerate()
        .map(|(number, book)| {
            let name = book.file_name().unwrap().to_string_lossy().into_owned();
            let pdf = out.join(format!("{number}.pdf"));
            assert!(pdf.exists(), "{name} was not printed");
            Printed { name, pages: pages(&pdf) }
        })
        .collect()
}

/// Returns the book as LibreOffice saves it after recalculating everything.
pub(crate) fn recalculated(book: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), ALWAYS_RECALCULATE).unwrap();
    let source = folder.path().join("book.xlsx");
    fs::write(&source, book).unwrap();
    let out = folder.path().join("out");
    convert(&profile, "xlsx:Calc MS Excel 2007 XML", &[source], &out);
    fs::read(out.join("book.xlsx")).unwrap()
}

/// Returns books as LibreOffice saves them in another format (`xls`, `ods`, `xlsx`), in the given order.
pub(crate) fn saved_as(books: &[PathBuf], format: &str) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let numbered: Vec<PathBuf> = books
        .iter()
        .enumerate()
        .map(|(number, book)| {
            let copy =
                folder.path().join(format!("{number}.{}", book.extension().unwrap().to_string_lossy()));
            fs::copy(book, &copy).unwrap();
            copy
        })
        .collect();
    let out = folder.path().join("out");
    let filter = match format {
        "xls" => "xls:MS Excel 97",
        "ods" => "ods:calc8",
        _ => "xlsx:Calc MS Excel 2007 XML",
    };
    convert(&folder.path().join("profile"), filter, &numbered, &out);
    (0..books.len()).map(|number| fs::read(out.join(format!("{number}.{format}"))).unwrap()).collect()
}

fn convert(profile: &Path, to: &str, books: &[PathBuf], out: &Path) {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    fs::create_dir_all(profile).unwrap();
    let fonts = profile.join("fonts.conf");
    fs::write(&fonts, FONTS).unwrap();
    let told = Command::new("soffice")
        .env("FONTCONFIG_FILE", fonts)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(out)
        .args(books)
        .output()
        .unwrap();
    let complaint = text(&told.stderr);
    assert!(told.status.success(), "{complaint}");
    // LibreOffice reports missing Java at every start; nothing here needs it.
    let complaints: Vec<&str> =
        complaint.lines().filter(|line| !line.contains("javaldx") && !line.trim().is_empty()).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}

fn pages(pdf: &Path) -> Vec<Page> {
    let about = text(&poppler("pdfinfo", [OsStr::new("-l"), OsStr::new("-1"), pdf.as_os_str()]).stdout);
    let sizes: Vec<(u32, u32)> = about.lines().filter_map(page_size).collect();
    assert!(!sizes.is_empty(), "{about}");
    sizes
        .into_iter()
        .enumerate()
        .map(|(at, size)| Page {
            whole: page_text(pdf, at + 1, None),
            body: page_text(pdf, at + 1, Some(size)),
            size,
        })
        .collect()
}

/// Parses width and height in a line such as `Page    1 size: 595.304 x 841.89 pts (A4)`.
fn page_size(line: &str) -> Option<(u32, u32)> {
    let (page, size) = line.split_once(" size:")?;
    page.starts_with("Page ").then_some(())?;
    let mut words = size.split_whitespace();
    let mut points = || words.find_map(|word| word.split('.').next()?.parse().ok());
    Some((points()?, points()?))
}

/// The height in points of the header's strip at the top and of the footer's at the bottom of a page.
const MARGIN: u32 = 40;

fn page_text(pdf: &Path, page: usize, within: Option<(u32, u32)>) -> String {
    let number = page.to_string();
    let mut arguments: Vec<String> = ["-layout", "-f", &number, "-l", &number].map(String::from).to_vec();
    if let Some((width, height)) = within {
        let inside = (height - 2 * MARGIN).to_string();
        let window =
            ["-r", "72", "-x", "0", "-y", &MARGIN.to_string(), "-W", &width.to_string(), "-H", &inside];
        arguments.extend(window.map(String::from));
    }
    let arguments: Vec<&OsStr> =
        arguments.iter().map(OsStr::new).chain([pdf.as_os_str(), OsStr::new("-")]).collect();
    text(&poppler("pdftotext", arguments).stdout)
}

fn poppler<'a>(program: &str, arguments: impl IntoIterator<Item = &'a OsStr>) -> Output {
    let told = Command::new(program).args(arguments).output().unwrap();
    assert!(told.status.success(), "{}", text(&told.stderr));
    told
}
