//! The parts of an xlsx that calamine does not show.

pub(super) mod remarks;
pub(super) mod sheet;
pub(super) mod strings;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::grid::{Merge, Pos};
use crate::refusal::Refusal;

/// The parts of a package, found as Excel finds them: whatever their case and slashes.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: BTreeMap<String, usize>,
}

/// A relationship of a part.
#[derive(Debug)]
pub(super) struct Relation {
    /// Its id (`rId1`).
    pub id: String,
    /// The last word of its type (`worksheet`).
    pub kind: String,
    /// The part it leads to.
    pub target: String,
}

impl<'a> Package<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| super::damaged())?;
        let names = zip
            .file_names_raw()
            .enumerate()
            .map(|(index, name)| (normal(&String::from_utf8_lossy(name)), index))
            .collect();
        Ok(Self { zip, names })
    }

    /// The bytes of a part; `None` where there is none, or it is damaged (the checksum is looked at here, and nowhere else).
    pub(super) fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        let index = *self.names.get(&normal(path))?;
        let mut entry = self.zip.by_index(index).ok()?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// The text of a part. One that declares entities of its own is damaged: no office program writes such a part, and what its entities stand for
    /// would be left out.
    pub(super) fn part(&mut self, path: &str) -> Option<String> {
        self.bytes(path).map(text_of).filter(|text| !text.contains("<!DOCTYPE"))
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, path: &str) -> bool {
        self.names.contains_key(&normal(path))
    }

    /// The relationships of a part (of the package itself: `""`).
    pub(super) fn relations(&mut self, part: &str) -> Vec<Relation> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let Some(text) = self.part(&path) else { return Vec::new() };
        let mut relations = Vec::new();
        let mut reader = reader(&text);
        while let Some(event) = next(&mut reader) {
            let Event::Start(start) = event else { continue };
            if start.local_name().as_ref() != "Relationship"
                || attribute(&start, "TargetMode").as_deref() == Some("External")
            {
                continue;
            }
            let (Some(id), Some(kind), Some(target)) =
                (attribute(&start, "Id"), attribute(&start, "Type"), attribute(&start, "Target"))
            else {
                continue;
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id, kind, target: resolve(folder, &target) });
        }
        relations
    }

    /// The main part: the usual one, unless the package says otherwise.
    pub(super) fn workbook(&mut self, usual: &str) -> String {
        self.relations("")
            .into_iter()
            .find(|relation| relation.kind == "officeDocument")
            .map_or_else(|| usual.to_owned(), |relation| relation.target)
    }

    /// The sheets' names and parts, in order.
    pub(super) fn sheets(&mut self, workbook: &str) -> Vec<(String, String)> {
        let relations = self.relations(workbook);
        let Some(text) = self.part(workbook) else { return Vec::new() };
        let mut sheets = Vec::new();
        let mut reader = reader(&text);
        while let Some(event) = next(&mut reader) {
            let Event::Start(start) = event else { continue };
            if start.local_name().as_ref() != "sheet" {
                continue;
            }
            let (Some(name), Some(id)) = (attribute(&start, "name"), attribute(&start, "id")) else {
                continue;
            };
            if let Some(relation) = relations.iter().find(|relation| relation.id == id) {
                sheets.push((name, relation.target.clone()));
            }
        }
        sheets
    }
}

fn normal(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A target relative to a folder, as a path from the package's root.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// A reader in which an empty element has a start and an end.
pub(super) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    reader
}

/// The next event; `None` at the end, or where the XML is broken: calamine says so of the parts that matter.
pub(super) fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Option<Event<'a>> {
    match reader.read_event() {
        Ok(Event::Eof) | Err(_) => None,
        Ok(event) => Some(event),
    }
}

/// Bytes as text; what is no UTF-8 is replaced.
pub(super) fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// An attribute by its name with prefix, where two prefixes share a name.
pub(super) fn qualified(start: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute_where(start, |key| key.as_ref() == name)
}

/// An attribute by its name without prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute_where(start, |key| key.local_name().as_ref() == name)
}

fn attribute_where(start: &BytesStart<'_>, wanted: impl Fn(QName<'_>) -> bool) -> Option<String> {
    start.attributes().with_checks(false).flatten().find(|attribute| wanted(attribute.key)).map(|attribute| {
        match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value.into_owned(),
            Err(_) => attribute.value.into_owned(),
        }
    })
}

/// Whether an attribute says yes.
pub(super) fn flag(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| value == "1" || value == "true")
}

/// Adds what an event contributes to a text.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(name) => match (resolve_xml_entity(name.as_ref()), name.resolve_char_ref()) {
            (Some(known), _) => text.push_str(known),
            (None, Ok(Some(c))) => text.push(c),
            _ => {}
        },
        _ => {}
    }
}

/// `B3` as a position.
pub(super) fn position(a1: &str) -> Option<Pos> {
    let a1 = a1.replace('$', "");
    let split = a1.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = a1.split_at(split);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return None;
    }
    let mut col: u32 = 0;
    for c in letters.bytes() {
        if !c.is_ascii_alphabetic() {
            return None;
        }
        col = col * 26 + u32::from(c.to_ascii_uppercase() - b'A') + 1;
    }
    let row: u32 = digits.parse().ok()?;
    (row > 0).then(|| Pos::new(row - 1, col - 1))
}

/// `B3:D4` as a range.
pub(super) fn range(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let (a, b) = (position(first)?, position(last)?);
    Some(Merge::between((a.row, a.col), (b.row, b.col)))
}

/// Text as Excel means it: `_x000D_` is a character that XML cannot hold.
pub(super) fn decode_escapes(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        decoded.push_str(before);
        let code = after
            .get(2..7)
            .and_then(|code| code.strip_suffix('_'))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        let taken = match code {
            Some(c) => {
                decoded.push(c);
                7
            }
            None => {
                decoded.push_str("_x");
                2
            }
        };
        rest = after.get(taken..).unwrap_or_default();
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::{decode_escapes, position, range, resolve};
    use crate::grid::Pos;

    #[test]
    fn addresses_become_positions() {
        assert_eq!(position("D14"), Some(Pos::new(13, 3)));
        assert_eq!(position("$XFD$1048576"), Some(Pos::new(1_048_575, 16_383)));
        for wrong in ["", "14", "D", "D0", "ABCD1", "あ1"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
        assert_eq!(range("C4:B3").map(|merge| merge.first), Some(Pos::new(2, 1)));
    }

    #[test]
    fn targets_are_relative_to_their_part() {
        assert_eq!(resolve("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }

    #[test]
    fn escapes_of_characters_are_undone() {
        assert_eq!(decode_escapes("a_x000D_b_x_c_xあ"), "a\rb_x_c_xあ");
        assert_eq!(decode_escapes("_x005F_x000D_"), "_x000D_");
    }
}
