//! Decides whether two figures are the same.

use crate::figure::{Figure, FigureKind, NumberSource, Quantity};
use crate::text::{fold, unit};

/// True if two figures are the same, whatever their spelling. Populations are not compared here.
pub(super) fn same(old: &Figure, new: &Figure, indicator_unit: &str) -> bool {
    if fold::prose(&old.text) == fold::prose(&new.text) || (old.says_nothing() && new.says_nothing()) {
        return true;
    }
    if old.kind != new.kind || old.deadline != new.deadline {
        return false;
    }
    match (old.kind, whole(old), whole(new)) {
        (FigureKind::Ended, _, _) => true,
        (FigureKind::Quantity | FigureKind::Deadline, Some(a), Some(b)) => {
            a.number == b.number
                && same_unit(a, b, indicator_unit)
                && same_hedge(old, new)
                && same_note(&old.note, &new.note)
        }
        _ => false,
    }
}

/// True if both figures are quantities and their populations differ, or only one has a population.
pub(super) fn populations_differ(old: &Figure, new: &Figure) -> bool {
    match (&old.quantity, &new.quantity) {
        (Some(old), Some(new)) => old.population != new.population,
        _ => false,
    }
}

/// Returns a quantity that is the whole cell. Other figures are compared as text.
fn whole(figure: &Figure) -> Option<&Quantity> {
    figure.quantity.as_ref().filter(|_| figure.source == NumberSource::Whole)
}

/// True if the units are the same. A number without a unit has the indicator's.
fn same_unit(a: &Quantity, b: &Quantity, indicator_unit: &str) -> bool {
    let of = |quantity: &Quantity| {
        if quantity.unit.is_empty() { indicator_unit.to_owned() } else { quantity.unit.clone() }
    };
    let (a, b) = (of(a), of(b));
    // If the plan has no unit, either side may lack one; if it has one, every unit that fits it is the same.
    let fit = |unit: &str| unit::fits(unit, indicator_unit);
    unit::same(&a, &b)
        || (!indicator_unit.is_empty() && fit(&a) && fit(&b))
        || (indicator_unit.is_empty() && (a.is_empty() || b.is_empty()))
}

fn same_hedge(old: &Figure, new: &Figure) -> bool {
    old.hedge == new.hedge
}

/// True if the notes agree. A note on one side only is no difference.
fn same_note(old: &str, new: &str) -> bool {
    fold::is_blank(old) || fold::is_blank(new) || fold::prose(old) == fold::prose(new)
}
