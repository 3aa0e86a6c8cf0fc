//! An .ods, each part read once.

mod cell;
mod content;
mod shown;
mod styles;

use quick_xml::events::Event;

use super::package::Package;
use super::xml::{attribute, next, push_text, reader};
use super::{Book, damaged};
use crate::limits::Limits;
use crate::refusal::Refusal;

pub(super) fn open(package: &mut Package<'_>, property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let manifest = package.part("META-INF/manifest.xml").unwrap_or_default();
    // The manifest lists encrypted parts; a workbook that is encrypted as a whole has a single part.
    if manifest.contains("encryption-data") || package.has("encrypted-package") {
        return Err(Refusal::Encrypted);
    }
    let content = package.part("content.xml").ok_or_else(damaged)?;
    let mut styles = styles::Styles::default();
    styles.add(&package.part("styles.xml").unwrap_or_default());
    styles.add(&content);
    let kind = package.part("meta.xml").and_then(|meta| custom_property(&meta, property));
    Ok(Book { sheets: content::read(&content, &styles, limits)?, damaged: Vec::new(), kind })
}

/// Returns the value of a custom document property.
fn custom_property(meta: &str, property: &str) -> Option<String> {
    let mut xml = reader(meta);
    let (mut inside, mut text) = (false, String::new());
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) => {
                inside = start.local_name().as_ref() == "user-defined"
                    && attribute(start, "name").as_deref() == Some(property);
            }
            Event::End(_) if inside => return Some(text),
            _ if inside => push_text(&event, &mut text),
            _ => {}
        }
    }
    None
}
