//! What every sheet of the book is written from.

use crate::consolidate::Consolidation;
use crate::findings::Location;
use crate::plan::Plan;
use crate::sheet::book::Page;
use crate::sheet::table::Value;
use crate::source_link;

/// How many links a sheet holds before the rest is written as words: Excel takes 65,530.
const MOST_LINKS: u32 = 60_000;

/// What every sheet of the book is written from.
pub(super) struct Context<'a> {
    pub(super) plan: &'a Plan,
    pub(super) c: &'a Consolidation,
    /// The path from the month's folder to `input/`.
    pub(super) to_input: &'a str,
    pub(super) page: Page,
}

impl Context<'_> {
    /// Returns a link that opens a returned file: at a cell, whose address it shows, else with the word 開く.
    /// The path stands beside it as text, because not every office program wraps long links.
    pub(super) fn link(&self, location: Location) -> Value {
        let words = match location {
            Location::Cell(cell) => cell.pos.a1(),
            Location::File(_) | Location::Sheet(_) => "開く".to_owned(),
            Location::Project | Location::Run => return Value::Blank,
        };
        match source_link::to_source(self.to_input, &self.c.sources, location) {
            Some(url) => Value::Link { url, text: words },
            None => Value::centered(&words),
        }
    }

    /// Returns the same for a row that has `rows` rows above it: words alone once the sheet holds as many
    /// links as it can.
    pub(super) fn link_within(&self, location: Location, rows: u32) -> Value {
        match (self.link(location), rows < MOST_LINKS) {
            (Value::Link { text, .. }, false) => Value::Centered(text),
            (value, _) => value,
        }
    }
}
