//! Finds the oddities of a form: labels missing, doubled or moved, and inputs that are hidden.

mod issued;
mod missing;
mod moved;
mod repeated;
mod unseen;

use crate::form::labels::Labels;
use crate::form::layout::{Anchor, Layout};
use crate::form::raw::{RawForm, Trouble};
use crate::form::read::area::FormArea;
use crate::form::read::schedule::BlockFacts;
use crate::form::read::troubles::issued::shape_of;
use crate::form::read::troubles::missing::{expected, lost, wanted};
use crate::form::read::troubles::moved::shifted;
use crate::form::read::troubles::repeated::{doubled, repeated, years_again};
use crate::form::read::troubles::unseen::{hidden, inputs, overlaid, unseen};
use crate::text::calendar::FiscalYear;

/// Returns all oddities of a form.
pub(super) fn troubles(
    area: &FormArea<'_, '_>,
    form: &RawForm,
    facts: &BlockFacts,
    labels: &Labels,
    as_of: Option<FiscalYear>,
) -> Vec<Trouble> {
    let layout = Layout::new(&shape_of(form, facts, labels));
    let mut troubles = Vec::new();
    let wanted = wanted(area, form, facts, labels);
    let expected = |(anchor, label): &(Anchor, String)| Trouble::Missing {
        label: label.clone(),
        expected: expected(area, facts, &layout, anchor),
    };
    troubles.extend(wanted.iter().map(expected));
    troubles.extend(doubled(area, facts));
    troubles.extend(
        facts
            .contested
            .iter()
            .map(|(what, cells)| Trouble::Contested { what: what.clone(), cells: cells.clone() }),
    );
    troubles.extend(years_again(facts));
    troubles.extend(repeated(area, form));
    troubles.extend(misspelt(area));
    troubles.extend(hidden(area, form, as_of));
    let inputs = inputs(form, as_of);
    troubles.extend(unseen(area, &inputs));
    troubles.extend(overlaid(area, &inputs));
    if form.is_current_layout() {
        troubles.extend(shifted(area, form, facts, &layout));
        troubles.extend(lost(area, facts, &layout, &wanted));
    }
    troubles
}

fn misspelt(area: &FormArea<'_, '_>) -> impl Iterator<Item = Trouble> {
    area.region.labels.iter().filter(|label| label.misspelt).map(|label| Trouble::Misspelt {
        written: area.label_text(label),
        label: format!("{}{}", label.label.word(), label.symbol),
        pos: label.first,
    })
}
