//! Compares two returns of the same project and month.

use std::collections::BTreeSet;

use crate::form::field::Field;
use crate::returns::{EntryKey, Return, Value};
use crate::sources::CellRef;
use crate::text::calendar::Month;
use crate::text::fold;

/// An entry in which two returns differ.
#[derive(Debug)]
pub(super) struct Differing {
    /// The entry's name: `2031年度実績①`.
    pub(super) label: String,
    pub(super) key: EntryKey,
    /// The first return's entry.
    pub(super) one: Side,
    /// The second return's entry.
    pub(super) two: Side,
}

/// One return's entry.
#[derive(Debug)]
pub(super) struct Side {
    /// The text that counts, empty if blank.
    pub(super) text: String,
    /// The entry's cell, or the form's anchor if the entry is blank.
    pub(super) at: CellRef,
    filled: bool,
}

impl Differing {
    /// Returns the cell of the first return if it is filled in, otherwise the second's.
    pub(super) fn at(&self) -> CellRef {
        if self.one.filled || !self.two.filled { self.one.at } else { self.two.at }
    }
}

/// Returns the answers in which two returns contradict each other.
pub(super) fn differing(a: &Return, b: &Return) -> Vec<Differing> {
    entries(a, b, Field::is_answer)
}

/// Returns the answers and confirmations that a newer return changes.
pub(super) fn changed(older: &Return, newer: &Return) -> Vec<Differing> {
    entries(older, newer, |field| field.is_answer() || field == Field::Confirmed)
}

fn entries(a: &Return, b: &Return, told: impl Fn(Field) -> bool) -> Vec<Differing> {
    // A refused form may have no month.
    let year = a.month.or(b.month).map(Month::fiscal_year);
    // Values of other years belong to the plan and are compared with it elsewhere.
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

/// Returns a return's entry for a key.
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

fn label(key: &EntryKey) -> String {
    let year = key.year.map(|year| year.label()).unwrap_or_default();
    let symbol = key.indicator.as_ref().map_or("", |id| id.symbol());
    format!("{year}{}{symbol}", key.field.label())
}
