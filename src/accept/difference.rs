//! In what two returns of the same project and month differ.

use std::collections::BTreeSet;

use crate::checks::entry::is_input;
use crate::form::field::Field;
use crate::returns::{EntryKey, Return, Value};
use crate::sources::CellRef;
use crate::text::calendar::Month;
use crate::text::fold;

/// An entry in which two returns differ.
#[derive(Debug)]
pub(super) struct Differing {
    /// What it is called: `2031年度実績①`.
    pub(super) label: String,
    pub(super) key: EntryKey,
    /// What the first return says.
    pub(super) one: Side,
    /// What the second says.
    pub(super) two: Side,
}

/// What one of two returns says of an entry.
#[derive(Debug)]
pub(super) struct Side {
    /// The text that counts; empty where it says nothing.
    pub(super) text: String,
    /// Its cell; of what it leaves blank, the form's own.
    pub(super) at: CellRef,
    filled: bool,
}

impl Differing {
    /// The cell of the first return where it has one, else the second's.
    pub(super) fn at(&self) -> CellRef {
        if self.one.filled || !self.two.filled { self.one.at } else { self.two.at }
    }
}

/// The answers in which two returns contradict each other.
pub(super) fn differing(a: &Return, b: &Return) -> Vec<Differing> {
    entries(a, b, is_answer)
}

/// Everything that a newer return says otherwise than the older one: its answers, and what it confirms.
pub(super) fn changed(older: &Return, newer: &Return) -> Vec<Differing> {
    entries(older, newer, |field| is_answer(field) || field == Field::Confirmed)
}

fn entries(a: &Return, b: &Return, told: impl Fn(Field) -> bool) -> Vec<Differing> {
    // A refused form may have no month.
    let year = a.month.or(b.month).map(Month::fiscal_year);
    // What other years show is the plan's, and compared with the plan.
    let told = |key: &&EntryKey| told(key.field) && (key.year.is_none() || key.year == year);
    let keys: BTreeSet<&EntryKey> =
        a.values.iter().chain(&b.values).map(|value| &value.key).filter(told).collect();
    let differ = |key: &EntryKey| {
        let (one, two) = (a.value(key), b.value(key));
        let text = |value: Option<&Value>| value.map_or_else(String::new, |value| fold::prose(&value.text));
        (text(one) != text(two)).then(|| Differing {
            label: label(key),
            key: key.clone(),
            one: side(a, one),
            two: side(b, two),
        })
    };
    keys.into_iter().filter_map(differ).collect()
}

/// What a return says of an entry.
pub(super) fn side_of(ret: &Return, key: &EntryKey) -> Side {
    side(ret, ret.value(key))
}

fn side(ret: &Return, value: Option<&Value>) -> Side {
    let at = value.and_then(Value::at);
    Side {
        text: value.map_or_else(String::new, |value| value.text.clone()),
        at: at.unwrap_or(ret.anchor),
        filled: at.is_some(),
    }
}

/// Whether two returns can contradict each other in a field: who filled a form in, and when, is no answer.
fn is_answer(field: Field) -> bool {
    is_input(field) && !matches!(field, Field::Author | Field::Contact | Field::EnteredOn | Field::Confirmed)
}

fn label(key: &EntryKey) -> String {
    let year = key.year.map(|year| year.label()).unwrap_or_default();
    let symbol = key.indicator.as_ref().map_or("", |id| id.symbol());
    format!("{year}{}{symbol}", key.field.label())
}
