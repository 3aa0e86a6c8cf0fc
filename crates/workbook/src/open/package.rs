//! The zip container of an .xlsx, .xlsb or .ods and its parts.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::xml::{self, attribute, next, push_text, reader};

/// The parts of a zip container. Like Excel, it finds them whatever their case and slashes.
pub(crate) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
}

/// A relationship of a part to another.
#[derive(Debug)]
pub(crate) struct Relation {
    /// The id (`rId1`).
    pub id: String,
    /// The last word of the type (`worksheet`).
    pub kind: String,
    /// The path of the other part.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Creates the package of a zip container.
    pub(crate) fn new(zip: ZipArchive<Cursor<&'a [u8]>>) -> Self {
        let names = zip
            .file_names_raw()
            .enumerate()
            .map(|(index, name)| (normal(&String::from_utf8_lossy(name)), index))
            .collect();
        Self { zip, names }
    }

    /// Returns the bytes of a part. `None` if there is no such part or its checksum is wrong.
    pub(crate) fn bytes(&mut self, path: &str) -> Option<Vec<u8>> {
        let index = *self.names.get(&normal(path))?;
        let mut entry = self.zip.by_index(index).ok()?;
        // The container's limits were checked against the same declared sizes.
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size()).unwrap_or(0));
        entry.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Returns the text of an XML part. `None` for one with a DOCTYPE, which may declare entities: no office
    /// program writes it, and the text of the entities would be lost.
    pub(crate) fn part(&mut self, path: &str) -> Option<String> {
        self.bytes(path).map(xml::decode).filter(|text| !text.contains("<!DOCTYPE"))
    }

    /// True if there is such a part.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.names.contains_key(&normal(path))
    }

    /// Returns the relationships of a part, or of the package itself if `part` is empty.
    pub(crate) fn relations(&mut self, part: &str) -> Vec<Relation> {
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

    /// Returns the path of the workbook part: the one that the package names, else the usual one.
    pub(crate) fn workbook_path(&mut self, usual: &str) -> String {
        self.relations("")
            .into_iter()
            .find(|relation| relation.kind == "officeDocument")
            .map_or_else(|| usual.to_owned(), |relation| relation.target)
    }

    /// Returns the value of one of the document's custom properties, as text.
    pub(crate) fn custom_property(&mut self, name: &str) -> Option<String> {
        let text = self.part("docProps/custom.xml")?;
        let (mut inside, mut value) = (false, String::new());
        let mut xml = reader(&text);
        while let Some(event) = next(&mut xml) {
            match &event {
                Event::Start(start) if start.local_name().as_ref() == "property" => {
                    inside = attribute(start, "name").as_deref() == Some(name);
                }
                Event::End(end) if inside && end.local_name().as_ref() == "property" => return Some(value),
                _ if inside => push_text(&event, &mut value),
                _ => {}
            }
        }
        None
    }
}

fn normal(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// Resolves a target that is relative to a folder, as a path from the root of the package.
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

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_relative_to_their_part() {
        assert_eq!(resolve("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
