//! In what two returns of the same project and month differ.

use std::collections::BTreeSet;

use crate::form::field::Field;
use crate::grid::CellRef;
use crate::place::model::{EntryKey, Return, Value};
use crate::rules::entry::{is_input, value_of};
use crate::text::calendar::Month;
use crate::text::fold;

/// The entries in which two returns differ, with a label and a cell: the first's, where it has one.
pub(super) fn differing(a: &Return, b: &Return) -> Vec<(String, EntryKey, CellRef)> {
    let year = a.month.map(Month::fiscal_year);
    // What other years show is the plan's, and compared with the plan.
    let told = |key: &&EntryKey| is_told(key.field) && (key.year.is_none() || key.year == year);
    let keys: BTreeSet<&EntryKey> =
        a.values.iter().chain(&b.values).map(|value| &value.key).filter(told).collect();
    let mut found = Vec::new();
    for key in keys {
        let (one, two) = (value_of(a, key), value_of(b, key));
        let text = |value: Option<&Value>| value.map_or_else(String::new, |value| fold::prose(&value.text));
        if text(one) != text(two) {
            let at = one.and_then(Value::at).or_else(|| two.and_then(Value::at)).unwrap_or(a.anchor);
            found.push((label(key), key.clone(), at));
        }
    }
    found
}

/// Whether two returns can contradict each other in a field: who filled a form in, and when, is no answer.
fn is_told(field: Field) -> bool {
    is_input(field) && !matches!(field, Field::Author | Field::Contact | Field::EnteredOn | Field::Confirmed)
}

fn label(key: &EntryKey) -> String {
    let year = key.year.map(|year| year.label()).unwrap_or_default();
    let symbol = key.indicator.as_ref().map_or("", |id| id.symbol());
    format!("{year}{}{symbol}", key.field.label())
}
