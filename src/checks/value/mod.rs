//! V codes: one entry of a form.

mod v01_blank;
mod v02_not_a_number;
mod v03_other_unit;
mod v04_percent_scale;
mod v05_negative;
mod v06_above_population;
mod v07_above_hundred;
mod v08_fraction;
mod v09_error_value;
mod v10_unsaved_formula;
mod v11_reference;
mod v12_number_in_text;
mod v13_future_actual;
mod v14_hedged;
mod v15_date;
mod v16_struck;
mod v17_pending;
mod v18_other_time;
mod v20_item;

use crate::checks::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[
    &v01_blank::RULE,
    &v02_not_a_number::RULE,
    &v03_other_unit::RULE,
    &v04_percent_scale::RULE,
    &v05_negative::RULE,
    &v06_above_population::RULE,
    &v07_above_hundred::RULE,
    &v08_fraction::RULE,
    &v09_error_value::RULE,
    &v10_unsaved_formula::RULE,
    &v11_reference::RULE,
    &v12_number_in_text::RULE,
    &v13_future_actual::RULE,
    &v14_hedged::RULE,
    &v15_date::RULE,
    &v16_struck::RULE,
    &v17_pending::RULE,
    &v18_other_time::RULE,
    &v20_item::RULE,
];
