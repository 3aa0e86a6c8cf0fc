//! M codes: mistakes in the master workbook, which the secretariat corrects before departments see the plan.

pub(crate) mod m01_id;
pub(crate) mod m02_reference;
pub(crate) mod m03_word;
pub(crate) mod m04_missing;
pub(crate) mod m05_unreadable;
pub(crate) mod m06_overview_name;
pub(crate) mod m07_falling_target;
pub(crate) mod m08_population;
pub(crate) mod m09_units;
pub(crate) mod m10_deadline;
pub(crate) mod m11_year_columns;
pub(crate) mod m12_unit;
pub(crate) mod m13_unknown;
pub(crate) mod m14_judgment_time;
pub(crate) mod m15_no_target;
pub(crate) mod m16_zero_target;
pub(crate) mod m17_former_name;
pub(crate) mod m18_unused;
pub(crate) mod m19_too_long;
pub(crate) mod m20_running_year;

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
