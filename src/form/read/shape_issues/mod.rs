//! Finds the oddities of a form: labels missing, doubled or moved, and inputs that are hidden.

mod issued;
mod missing;
mod moved;
mod repeated;
mod unseen;

use crate::form::labels::Labels;
use crate::form::layout::{Anchor, Layout};
use crate::form::raw::{RawForm, ShapeIssue};
use crate::form::read::area::FormArea;
use crate::form::read::schedule::BlockFacts;
use crate::form::read::shape_issues::issued::shape_of;
use crate::form::read::shape_issues::missing::{expected, lost, wanted};
use crate::form::read::shape_issues::moved::shifted;
use crate::form::read::shape_issues::repeated::{doubled, repeated, years_again};
use crate::form::read::shape_issues::unseen::{hidden, inputs, overlaid, unseen};
use crate::text::calendar::FiscalYear;

/// Returns all oddities of a form.
pub(super) fn shape_issues(
    area: &FormArea<'_, '_>,
    form: &RawForm,
    facts: &BlockFacts,
    labels: &Labels,
    as_of: Option<FiscalYear>,
) -> Vec<ShapeIssue> {
    let layout = Layout::new(&shape_of(form, facts, labels));
    let mut issues = Vec::new();
    let wanted = wanted(area, form, facts, labels);
    let expected = |(anchor, label): &(Anchor, String)| ShapeIssue::Missing {
        label: label.clone(),
        expected: expected(area, facts, &layout, anchor),
    };
    issues.extend(wanted.iter().map(expected));
    issues.extend(doubled(area, facts));
    issues.extend(
        facts
            .contested
            .iter()
            .map(|(what, cells)| ShapeIssue::Contested { what: what.clone(), cells: cells.clone() }),
    );
    issues.extend(years_again(facts));
    issues.extend(repeated(area, form));
    issues.extend(misspelt(area));
    issues.extend(hidden(area, form, as_of));
    let inputs = inputs(form, as_of);
    issues.extend(unseen(area, &inputs));
    issues.extend(overlaid(area, &inputs));
    if form.is_current_layout() {
        issues.extend(shifted(area, form, facts, &layout));
        issues.extend(lost(area, facts, &layout, &wanted));
    }
    issues
}

fn misspelt(area: &FormArea<'_, '_>) -> impl Iterator<Item = ShapeIssue> {
    area.region.labels.iter().filter(|label| label.misspelt).map(|label| ShapeIssue::Misspelt {
        written: area.label_text(label),
        label: format!("{}{}", label.label.word(), label.symbol),
        pos: label.first,
    })
}
