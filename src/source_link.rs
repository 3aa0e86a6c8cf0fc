//! Links from a book of ours to a cell of a returned file.

use crate::findings::Location;
use crate::sheet::names;
use crate::sources::{CellRef, Sources};

/// Excel takes no longer address.
const LONGEST: usize = 2_000;

/// What a spreadsheet's link must not hold as it stands.
const ESCAPED: &str = "% \"<>[]^`{}";

/// The link to a place; `to_input` is the way from the book's folder to `input/`. `None` where there is no file to open.
///
/// A member of a zip cannot be opened by a link: it leads to the zip.
#[must_use]
pub fn to_source(to_input: &str, sources: &Sources, place: Location) -> Option<String> {
    let (path, anchor) = match place {
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

/// The file and the sheet of a place, in words; empty where there is none.
#[must_use]
pub fn words(sources: &Sources, place: Location) -> String {
    match place {
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
        // The writer of the workbook escapes what needs it.
        return format!("file:///{full}");
    }
    if full.contains(|c| ESCAPED.contains(c)) {
        // An address that is escaped already is left alone by the writer, so that `#` can be escaped too.
        return format!("file:///{}", escape(&full));
    }
    // The writer would escape the escape of a lone `#`, and a bare one splits the name: the folder still opens.
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
    fn a_number_sign_does_not_split_a_name() {
        let expected = "file:///../../input/2023-03/総務課%20%231.xlsx#'1-1-1 課''s'!D14";
        assert_eq!(link("2023-03/総務課 #1.xlsx").unwrap(), expected);
        assert_eq!(link("2023-03/#1.xlsx").unwrap(), "file:///../../input/2023-03/");
    }

    #[test]
    fn a_member_of_a_zip_is_reached_through_the_zip() {
        assert_eq!(link("2023-03/a.zip!/b.xlsx").unwrap(), "file:///../../input/2023-03/a.zip");
        assert_eq!(to_source("x", &Sources::default(), Location::Run), None);
    }
}
