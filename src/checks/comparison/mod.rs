//! C codes: compare an entry or a return with earlier ones or with those of other departments.

mod c01_fell;
mod c02_slipped_digit;
mod c06_same_as_before;
mod c07_joint_differs;

use crate::checks::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] =
    &[&c01_fell::RULE, &c02_slipped_digit::RULE, &c06_same_as_before::RULE, &c07_joint_differs::RULE];
