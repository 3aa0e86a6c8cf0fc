//! The data that all sheets of the book share.

use crate::consolidate::Consolidation;
use crate::findings::Location;
use crate::plan::Plan;
use crate::sheet::book::Page;
use crate::sheet::table::Value;
use crate::source_link;

/// The most links on a sheet; further ones are written as text. Excel allows 65,530.
const MOST_LINKS: u32 = 60_000;

/// The data that all sheets of the book share.
pub(super) struct Context<'a> {
    pub(super) plan: &'a Plan,
    pub(super) c: &'a Consolidation,
    /// The path from the month's folder to `input/`.
    pub(super) to_input: &'a str,
    pub(super) page: Page,
}

impl Context<'_> {
    /// Returns a link that opens a returned file. Its text is the address of the cell at which it opens, else
    /// 開く. Another column has the path as text, because not every office program wraps long links.
    pub(super) fn link(&self, location: Location) -> Value {
        let words = match location {
            Location::Cell(cell) => cell.pos.a1(),
            Location::File(_) | Location::Sheet(_) => "開く".to_owned(),
            Location::Project => return Value::Blank,
        };
        match source_link::to_source(self.to_input, &self.c.sources, location) {
            Some(url) => Value::Link { url, text: words },
            None => Value::centered(&words),
        }
    }

    /// Returns the link for a row with `rows` rows above it; only its text if the sheet has no room for more
    /// links.
    pub(super) fn link_within(&self, location: Location, rows: u32) -> Value {
        match (self.link(location), rows < MOST_LINKS) {
            (Value::Link { text, .. }, false) => Value::Centered(text),
            (value, _) => value,
        }
    }
}
