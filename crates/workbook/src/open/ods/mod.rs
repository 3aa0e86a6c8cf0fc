//! An .ods, read from its XML by this program itself.
//!
//! calamine reads .ods too, but takes the text of a box that lies on a cell for a part of the cell's, never ends where a table is
//! cut off, and sets a place aside for every repeated cell. None of that may happen to a return.

mod cell;
mod content;
mod shown;
mod styles;

use super::parts::{Package, attribute, next, push_text, reader};
use super::{Book, damaged};
use crate::limits::Limits;
use crate::refusal::Refusal;
use quick_xml::events::Event;

pub(super) fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Refusal> {
    let mut package = Package::new(bytes)?;
    let manifest = package.part("META-INF/manifest.xml").unwrap_or_default();
    // The manifest says how each part was encrypted; of a book that is encrypted as a whole it knows one part only.
    if manifest.contains("encryption-data") || package.has("encrypted-package") {
        return Err(Refusal::Encrypted);
    }
    let content = package.part("content.xml").ok_or_else(damaged)?;
    let mut styles = styles::Styles::default();
    styles.add(&package.part("styles.xml").unwrap_or_default());
    styles.add(&content);
    let kind = package.part("meta.xml").and_then(|meta| own_property(&meta, property));
    Ok(Book { sheets: content::read(&content, &styles, limits)?, kind })
}

/// A document property of the user's own.
fn own_property(meta: &str, property: &str) -> Option<String> {
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
