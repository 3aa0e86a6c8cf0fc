//! What every sheet is written from.

use crate::consolidate::Consolidation;
use crate::findings::Location;
use crate::plan::Plan;
use crate::plan::model::Project;
use crate::sheet::book::Page;
use crate::sheet::table::Value;
use crate::source_link;

/// What every sheet is written from.
pub(super) struct Context<'a> {
    pub(super) plan: &'a Plan,
    pub(super) c: &'a Consolidation,
    pub(super) to_input: &'a str,
    pub(super) page: Page,
}

impl Context<'_> {
    /// A short link that opens a place: its cell, else 開く. Links are no place for long words, which not every office
    /// program wraps; the way to the file stands beside them as text.
    pub(super) fn opener(&self, place: Location) -> Value {
        let words = match place {
            Location::Cell(cell) => cell.pos.a1(),
            Location::File(_) | Location::Sheet(_) => "開く".to_owned(),
            Location::Project | Location::Run => return Value::Blank,
        };
        match source_link::to_source(self.to_input, &self.c.sources, place) {
            Some(url) => Value::Link { url, text: words },
            None => Value::middle(&words),
        }
    }

    /// The same, as words alone where the sheet holds as many links as Excel takes.
    pub(super) fn opener_within(&self, place: Location, rows: u32) -> Value {
        match (self.opener(place), rows < MOST_LINKS) {
            (Value::Link { text, .. }, false) => Value::Middle(text),
            (value, _) => value,
        }
    }
}

/// How many links a sheet may hold before the rest stands as words: Excel takes 65,530.
const MOST_LINKS: u32 = 60_000;

/// The projects in the order of the departments that lead them, with the department's name.
pub(super) fn by_department(plan: &Plan) -> Vec<(&str, Vec<&Project>)> {
    plan.departments
        .iter()
        .map(|department| {
            let led = plan.projects.iter().filter(|project| project.lead == department.name).collect();
            (department.name.as_str(), led)
        })
        .collect()
}
