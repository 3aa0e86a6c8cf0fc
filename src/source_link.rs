//! Links from the books that a run writes to cells of returned files.

use crate::findings::Location;
use crate::sheet::names;
use crate::sources::{CellRef, Sources};

/// The longest address that is written, in characters; Excel allows 2,079.
const LONGEST: usize = 2_000;

/// Characters that an address must not hold unescaped.
const ESCAPED: &str = "% \"<>[]^`{}";

/// Returns the link to a location; `to_input` is the path from the book's folder to `input/`. `None` if there
/// is no file to open or the address is too long. For a member of a zip, which no link can open, it leads to
/// the zip.
#[must_use]
pub(crate) fn to_source(to_input: &str, sources: &Sources, location: Location) -> Option<String> {
    let (path, anchor) = match location {
        Location::File(file) => (sources.path(file), None),
        Location::Sheet(sheet) => (sources.path_of(sheet), Some((sheet, "A1".to_owned()))),
        Location::Cell(cell) => (sources.path_of(cell.sheet), Some((cell.sheet, cell.pos.a1()))),
        Location::Project | Location::Run => return None,
    };
    let within_zip = path.split_once("!/").map(|(zip, _)| zip);
    let url = url(to_input, within_zip.unwrap_or(path));
    let opens_cells = within_zip.is_none() && !url.ends_with('/');
    let url = match anchor {
        Some((sheet, cell)) if opens_cells => {
            format!("{url}#{}!{cell}", names::quoted(sources.sheet_name(sheet)))
        }
        _ => url,
    };
    (url.chars().count() <= LONGEST).then_some(url)
}

/// Returns the file and, on a second line, the sheet of a location; an empty text if there is none.
#[must_use]
pub(crate) fn file_and_sheet(sources: &Sources, location: Location) -> String {
    match location {
        Location::File(file) => sources.path(file).to_owned(),
        Location::Sheet(sheet) | Location::Cell(CellRef { sheet, .. }) => {
            format!("{}\n{}", sources.path_of(sheet), sources.sheet_name(sheet))
        }
        Location::Project | Location::Run => String::new(),
    }
}

fn url(to_input: &str, path: &str) -> String {
    let full = format!("{}/{path}", to_input.trim_end_matches('/'));
    if !full.contains('#') {
        // rust_xlsxwriter escapes it.
        return format!("file:///{full}");
    }
    if full.contains(|c| ESCAPED.contains(c)) {
        // The library leaves an escaped address as it is, so that `#` can be escaped here, too.
        return format!("file:///{}", escape(&full));
    }
    // If only `#` were escaped, the library would escape that again. A bare `#` would split the name, so that
    // the link opens the folder instead.
    let folder =
        full.split('#').next().and_then(|before| before.rsplit_once('/')).map_or("", |(folder, _)| folder);
    format!("file:///{folder}/")
}

fn escape(path: &str) -> String {
    path.chars()
        .map(|c| match c {
            c if ESCAPED.contains(c) || c == '#' => format!("%{:02X}", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::findings::Location;
    use crate::source_link::to_source;
    use crate::sources::{CellRef, Sources};
    use workbook::Pos;

    fn link(path: &str) -> Option<String> {
        let mut sources = Sources::default();
        let file = sources.add_file(path);
        let sheet = sources.add_sheet(file, "1-1-1 課's");
        let cell = CellRef { sheet, pos: Pos::new(13, 3) };
        to_source("../../input", &sources, Location::Cell(cell))
    }

    #[test]
    fn a_link_opens_at_the_cell() {
        let expected = "file:///../../input/2023-03/総務課.xlsx#'1-1-1 課''s'!D14";
        assert_eq!(link("2023-03/総務課.xlsx").unwrap(), expected);
    }

    #[test]
    fn a_number_sign_does_not_split_a_file_name() {
        let expected = "file:///../../input/2023-03/総務課%20%231.xlsx#'1-1-1 課''s'!D14";
        assert_eq!(link("2023-03/総務課 #1.xlsx").unwrap(), expected);
        assert_eq!(link("2023-03/#1.xlsx").unwrap(), "file:///../../input/2023-03/");
    }

    #[test]
    fn the_link_to_a_member_of_a_zip_leads_to_the_zip() {
        assert_eq!(link("2023-03/a.zip!/b.xlsx").unwrap(), "file:///../../input/2023-03/a.zip");
        assert_eq!(to_source("x", &Sources::default(), Location::Run), None);
    }
}
