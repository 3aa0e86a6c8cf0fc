//! P codes: a form differs from the plan.

pub(crate) mod differs;
mod invisible_characters;
pub(crate) mod p01_target;
pub(crate) mod p02_past_actual;
pub(crate) mod p03_name;
pub(crate) mod p04_population;
pub(crate) mod p05_departments;
pub(crate) mod p06_indicator;
pub(crate) mod p07_text;

use crate::findings::finding::Kind;

/// The kinds of this family, by code.
pub(super) static KINDS: &[&Kind] = &[
    &p01_target::KIND,
    &p02_past_actual::KIND,
    &p03_name::KIND,
    &p04_population::KIND,
    &p05_departments::KIND,
    &p06_indicator::KIND,
    &p07_text::KIND,
];
