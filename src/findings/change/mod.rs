//! P codes: a form differs from the plan.

pub mod differs;
mod invisible_characters;
pub mod p01_target;
pub mod p02_past_actual;
pub mod p03_name;
pub mod p04_population;
pub mod p05_departments;
pub mod p06_indicator;
pub mod p07_text;

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
