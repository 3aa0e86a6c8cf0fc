//! The styles of an .ods: which are struck through, and which hide a sheet.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::xml::{attribute, next, reader};

/// A style. Its parent decides what it does not set.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    is_struck: Option<bool>,
    hides_sheet: bool,
}

/// The styles of a workbook, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<(String, String), Style>,
}

/// The most parents that are followed. More would be a circle.
const MOST_PARENTS: usize = 32;

impl Styles {
    /// Adds the automatic and common styles of a part.
    pub(super) fn add(&mut self, part: &str) {
        let mut xml = reader(part);
        let mut open: Option<(String, String)> = None;
        while let Some(event) = next(&mut xml) {
            match &event {
                Event::Start(start) => match (start.local_name().as_ref(), &open) {
                    ("style", _) => {
                        let Some(name) = attribute(start, "name") else { continue };
                        let key = (attribute(start, "family").unwrap_or_default(), name);
                        let parent = attribute(start, "parent-style-name");
                        self.all.insert(key.clone(), Style { parent, ..Style::default() });
                        open = Some(key);
                    }
                    ("text-properties", Some(key)) => {
                        if let (Some(style), Some(is_struck)) = (self.all.get_mut(key), strikes(start)) {
                            style.is_struck = Some(is_struck);
                        }
                    }
                    ("table-properties", Some(key)) => {
                        if let Some(style) = self.all.get_mut(key) {
                            style.hides_sheet = attribute(start, "display").as_deref() == Some("false");
                        }
                    }
                    // The sheets follow the styles.
                    ("spreadsheet", _) => break,
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "style" => open = None,
                _ => {}
            }
        }
    }

    /// Returns true if a style strikes text through; `None` if neither it nor its parents decide.
    pub(super) fn is_struck(&self, family: &str, name: &str) -> Option<bool> {
        let mut name = name.to_owned();
        for _ in 0..MOST_PARENTS {
            let style = self.all.get(&(family.to_owned(), name))?;
            if style.is_struck.is_some() {
                return style.is_struck;
            }
            name = style.parent.clone()?;
        }
        None
    }

    /// True if a style of a sheet hides the sheet.
    pub(super) fn hides_sheet(&self, name: &str) -> bool {
        self.all.get(&("table".to_owned(), name.to_owned())).is_some_and(|style| style.hides_sheet)
    }
}

fn strikes(start: &BytesStart<'_>) -> Option<bool> {
    let kinds = ["text-line-through-style", "text-line-through-type"];
    let said: Vec<String> = kinds.iter().filter_map(|kind| attribute(start, kind)).collect();
    if said.is_empty() { None } else { Some(said.iter().all(|value| value != "none")) }
}

#[cfg(test)]
mod tests {
    use super::Styles;

    #[test]
    fn a_style_inherits_strikethrough_from_its_parent() {
        let mut styles = Styles::default();
        styles.add(
            r#"<office:styles><style:style style:name="取消" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style></office:styles>"#,
        );
        styles.add(
            r#"<office:automatic-styles>
            <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="取消"/>
            <style:style style:name="ce2" style:family="table-cell" style:parent-style-name="取消"><style:text-properties style:text-line-through-style="none"/></style:style>
            <style:style style:name="ce3" style:family="table-cell" style:parent-style-name="ce3"/>
            <style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>
            </office:automatic-styles>"#,
        );
        assert_eq!(styles.is_struck("table-cell", "ce1"), Some(true));
        assert_eq!(styles.is_struck("table-cell", "ce2"), Some(false));
        assert_eq!(styles.is_struck("table-cell", "ce3"), None);
        assert_eq!(styles.is_struck("text", "ce1"), None);
        assert!(styles.hides_sheet("ta1") && !styles.hides_sheet("ta2"));
    }
}
