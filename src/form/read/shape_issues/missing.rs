//! Labels that a form lacks.

use workbook::Pos;

use crate::form::field::{Control, Field};
use crate::form::labels::{Label, Labels};
use crate::form::layout::{Anchor, Layout};
use crate::form::raw::{RawForm, ShapeIssue};
use crate::form::read::area::FormArea;
use crate::form::read::schedule::BlockFacts;
use crate::form::read::shape_issues::issued::{position, words};
use crate::form::schedule::Entry;

/// Labels that a submission in the current layout must have.
const NEEDED: [Field; 5] =
    [Field::Progress, Field::Activity, Field::Reason, Field::NextStep, Field::RevisionWish];

/// Returns the required labels that are missing.
pub(super) fn wanted(
    area: &FormArea<'_, '_>,
    form: &RawForm,
    facts: &BlockFacts,
    known: &Labels,
) -> Vec<(Anchor, String)> {
    let mut wanted: Vec<(Anchor, String)> = Vec::new();
    let labels = &area.region.labels;
    let has = |label: &Label| labels.iter().any(|found| found.label == *label);
    let controls = [Control::Layout, Control::Month, Control::Sender, Control::PlanVersion];
    if area.region.anchor.is_none() {
        wanted.push((Anchor::Field(Field::Name), Field::Name.label().to_owned()));
    }
    let submission = controls.iter().any(|control| has(&Label::Control(*control)));
    if submission {
        let needed = if form.is_current_layout() { &NEEDED[..] } else { &[Field::Progress] };
        for field in needed.iter().filter(|field| known.expects(**field)) {
            if !has(&Label::Field(*field)) {
                wanted.push((Anchor::Field(*field), field.label().to_owned()));
            }
        }
    }
    if form.schedule_heading.is_some() || !form.indicators.is_empty() {
        if facts.years.is_empty() || facts.without_years {
            wanted.push((Anchor::Years(0), "年度".to_owned()));
        }
        for at in 0..form.indicators.len().max(1) {
            let indicator = form.indicators.get(at);
            for (entry, field) in [(Entry::Target, Field::Target), (Entry::Actual, Field::Actual)] {
                if !indicator.is_some_and(|indicator| indicator.rows.contains(&field)) {
                    let symbol = indicator.map_or("", |indicator| indicator.symbol.as_str());
                    wanted.push((Anchor::Entry(at, entry), format!("{}{symbol}", field.label())));
                }
            }
        }
    }
    wanted
}

/// Returns the other labels of the issued layout that are missing.
pub(super) fn lost(
    area: &FormArea<'_, '_>,
    facts: &BlockFacts,
    layout: &Layout,
    wanted: &[(Anchor, String)],
) -> Vec<ShapeIssue> {
    let is_lost = |anchor: &Anchor| {
        position(area, facts, anchor).is_none() && !wanted.iter().any(|(needed, _)| needed == anchor)
    };
    let anchors = layout.anchors().into_iter().map(|(anchor, ..)| anchor);
    anchors.filter(is_lost).map(|anchor| ShapeIssue::Lost { label: words(area, &anchor) }).collect()
}

/// Returns where the issued layout has a label, in Japanese: its cell, moved like the nearest label before
/// it, and that label.
pub(super) fn expected(
    area: &FormArea<'_, '_>,
    facts: &BlockFacts,
    layout: &Layout,
    anchor: &Anchor,
) -> String {
    let mut before: Option<(String, i64)> = None;
    for (known, row, column) in layout.anchors() {
        if known == *anchor {
            let Some((label, offset)) = before else { break };
            let row = u32::try_from(i64::from(row) + offset).unwrap_or(row);
            return format!("{}（「{label}」の次）", Pos::new(row, u32::from(column)).a1());
        }
        if let Some(pos) = position(area, facts, &known) {
            before = Some((words(area, &known), i64::from(pos.row) - i64::from(row)));
        }
    }
    String::new()
}
