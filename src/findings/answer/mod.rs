//! C03 and C04: several returns answer the same question.

pub(crate) mod c03_two_answers;
pub(crate) mod c04_replaced;

use crate::findings::finding::Kind;

/// The kinds of this family, by code.
pub(super) static KINDS: &[&Kind] = &[&c03_two_answers::KIND, &c04_replaced::KIND];
