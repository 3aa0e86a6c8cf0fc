//! 確認済: the codes that a department has confirmed, in this return or in an earlier one.

use crate::findings::confirmed;
use crate::form::field::Field;
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return};
use crate::text::calendar::Month;
use crate::text::fold;

/// True if a finding of this code about an entry is confirmed, by this return or by an earlier one with the
/// same value.
#[must_use]
pub(crate) fn is_confirmed(
    ret: &Return,
    earlier: &AcceptedMonths,
    month: Month,
    code: &str,
    entry: Option<(&EntryKey, &str)>,
) -> bool {
    if confirmed_codes(ret).iter().any(|own| own == code) {
        return true;
    }
    let Some(((key, text), project)) = entry.zip(ret.project.as_ref()) else { return false };
    let same_row = |other: &EntryKey| other.field == key.field && other.indicator == key.indicator;
    earlier.months.range(..month).any(|(at, state)| {
        state.projects.get(project).is_some_and(|accepted| {
            accepted.confirmed.iter().any(|confirmed| confirmed == code)
                && accepted.entries.iter().any(|(other, entry)| {
                    entry.month == *at
                        && same_row(other)
                        && !fold::is_blank(text)
                        && fold::prose(&entry.text) == fold::prose(text)
                })
        })
    })
}

/// Returns the codes that a return confirms.
pub(super) fn confirmed_codes(ret: &Return) -> Vec<String> {
    let key = EntryKey::single(Field::Confirmed);
    ret.value(&key).map(|value| confirmed::codes(&value.text)).unwrap_or_default()
}
