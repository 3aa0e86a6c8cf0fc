//! M codes: mistakes in the master workbook, which the secretariat corrects before departments see the plan.

pub mod m01_id;
pub mod m02_reference;
pub mod m03_word;
pub mod m04_missing;
pub mod m05_unreadable;
pub mod m06_overview_name;
pub mod m07_falling_target;
pub mod m08_population;
pub mod m09_units;
pub mod m10_deadline;
pub mod m11_year_columns;
pub mod m12_unit;
pub mod m13_unknown;
pub mod m14_judgment_time;
pub mod m15_no_target;
pub mod m16_zero_target;
pub mod m17_former_name;
pub mod m18_unused;
pub mod m19_too_long;
pub mod m20_running_year;

use crate::findings::finding::Kind;

/// The kinds of this family, by code.
pub(super) static KINDS: &[&Kind] = &[
    &m01_id::KIND,
    &m02_reference::KIND,
    &m03_word::KIND,
    &m04_missing::KIND,
    &m05_unreadable::KIND,
    &m06_overview_name::KIND,
    &m07_falling_target::KIND,
    &m08_population::KIND,
    &m09_units::KIND,
    &m10_deadline::KIND,
    &m11_year_columns::KIND,
    &m12_unit::KIND,
    &m13_unknown::KIND,
    &m14_judgment_time::KIND,
    &m15_no_target::KIND,
    &m16_zero_target::KIND,
    &m17_former_name::KIND,
    &m18_unused::KIND,
    &m19_too_long::KIND,
    &m20_running_year::KIND,
];
