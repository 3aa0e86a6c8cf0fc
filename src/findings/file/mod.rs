//! F codes: what is wrong with a file as a whole.

pub mod f01_unreadable;
pub mod f02_password;
pub mod f03_not_a_workbook;
pub mod f04_refused;
pub mod f05_same_bytes;
pub mod f06_ignored;
pub mod f07_no_form;
pub mod f08_our_own_book;

use crate::findings::finding::Kind;

/// The kinds of this family, by code.
pub(super) static KINDS: &[&Kind] = &[
    &f01_unreadable::KIND,
    &f02_password::KIND,
    &f03_not_a_workbook::KIND,
    &f04_refused::KIND,
    &f05_same_bytes::KIND,
    &f06_ignored::KIND,
    &f07_no_form::KIND,
    &f08_our_own_book::KIND,
];
