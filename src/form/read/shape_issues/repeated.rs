//! Labels and fiscal years that stand more than once.

use std::collections::BTreeMap;

use workbook::Pos;

use crate::form::field::{Control, Field};
use crate::form::labels::Label;
use crate::form::layout::Anchor;
use crate::form::raw::{RawForm, RawLabel, ShapeIssue};
use crate::form::read::area::FormArea;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::schedule::BlockFacts;
use crate::text::fold;

pub(super) fn doubled(area: &FormArea<'_, '_>, facts: &BlockFacts) -> Vec<ShapeIssue> {
    let labels = &area.region.labels;
    let mut cells: BTreeMap<&Label, Vec<Pos>> = BTreeMap::new();
    let last = labels.iter().rposition(|label| label.field() != Some(Field::Name)).unwrap_or(0);
    for (at, label) in labels.iter().enumerate() {
        let counts = match label.label {
            Label::Control(control) => {
                matches!(control, Control::Month | Control::Sender | Control::IssueNumber)
            }
            // A list of projects below the form may have another 事業名称.
            Label::Field(Field::Name) => Some(at) == area.region.anchor || at < last,
            Label::Field(field) => must_stand_once(field),
            _ => false,
        };
        let overlaps = area.region.overlapping.contains(&label.first);
        if counts && !overlaps && !in_year_row(facts, label) {
            cells.entry(&label.label).or_default().push(label.first);
        }
    }
    if !area.region.overlapping.is_empty() {
        cells.insert(&Label::Field(Field::Name), area.region.overlapping.clone());
    }
    let mut issues: Vec<ShapeIssue> = cells
        .into_iter()
        .filter(|(_, cells)| cells.len() > 1)
        .map(|(label, cells)| ShapeIssue::Doubled { label: label.word().to_owned(), cells })
        .collect();
    issues.extend(
        facts
            .doubled
            .iter()
            .map(|(label, cells)| ShapeIssue::Doubled { label: label.clone(), cells: cells.clone() }),
    );
    issues
}

/// Reports the fiscal years that head several columns.
pub(super) fn years_again(facts: &BlockFacts) -> Option<ShapeIssue> {
    let pos = facts.years_again.first().and_then(|(_, cells)| cells.get(1).copied())?;
    let mut headings: Vec<String> = Vec::new();
    for (year, cells) in &facts.years_again {
        let addresses: Vec<String> = cells.iter().map(|pos| pos.a1()).collect();
        headings.push(format!("「{}」の列が{}か所（{}）", year.label(), cells.len(), addresses.join("、")));
    }
    Some(ShapeIssue::Shifted { what: headings.join("、"), pos })
}

/// Returns the fields with several labels of which the value read is at a later one, or another one's value
/// was not read.
pub(super) fn repeated(area: &FormArea<'_, '_>, form: &RawForm) -> Vec<ShapeIssue> {
    let mut issues = Vec::new();
    for value in
        form.values.iter().filter(|value| !value.field.in_schedule() && !must_stand_once(value.field))
    {
        let own: Vec<Pos> =
            form.labels.iter().filter(|label| label.field == value.field).map(|label| label.pos).collect();
        let read_here =
            |label: &&RawLabel| label.field == value.field && label.value_at == value.cells.first().copied();
        let Some(taken) = form.labels.iter().find(read_here).filter(|_| value.other_sheet.is_none()) else {
            continue;
        };
        let headed = |pos: &Pos| area.region.labels.iter().any(|label| label.first == *pos && label.misspelt);
        // True if the label's own value was not read and differs from the one that was.
        let unread = |label: &&RawLabel| {
            let at = label.value_at.filter(|_| label.field == value.field);
            let cell = at.and_then(|at| area.sheet.grid.cells.get(&at));
            cell.is_some_and(|cell| fold::prose(&cell.text) != fold::prose(&value.cell.text))
                && !form.values.iter().any(|value| at.is_some_and(|at| value.cells.contains(&at)))
        };
        if let Some(other) = form.labels.iter().find(unread) {
            let cells = vec![other.pos, taken.pos];
            issues.push(ShapeIssue::Repeated { label: value.field.label().to_owned(), cells });
        } else if own.first() != Some(&taken.pos) && !own.iter().any(headed) {
            let before = own.iter().copied().take_while(|pos| *pos != taken.pos);
            let cells = before.chain([taken.pos]).collect();
            issues.push(ShapeIssue::Repeated { label: value.field.label().to_owned(), cells });
        }
    }
    issues
}

fn must_stand_once(field: Field) -> bool {
    matches!(
        field,
        Field::Id
            | Field::Progress
            | Field::Activity
            | Field::Reason
            | Field::NextStep
            | Field::RevisionWish
            | Field::RevisionText
            | Field::UserVoice
    )
}

fn in_year_row(facts: &BlockFacts, label: &FoundLabel) -> bool {
    facts.anchors.iter().any(|(anchor, pos)| matches!(anchor, Anchor::Years(_)) && pos.row == label.first.row)
}
