//! S codes: what is wrong or unusual about a form as a whole.

mod project_name;
pub mod s01_no_id;
pub mod s02_unknown_project;
pub mod s03_two_projects;
pub mod s04_not_its_department;
pub mod s05_no_month;
pub mod s06_outside_its_folder;
pub mod s07_other_version;
pub mod s08_shifted;
pub mod s09_outside_text;
pub mod s10_labels;
pub mod s11_hidden;
pub mod s12_month_and_folder;
pub mod s13_untouched;
pub mod s14_copy;
pub mod s15_too_long;

use crate::findings::finding::Kind;

pub use project_name::ProjectName;

/// The kinds of this family, by code.
pub(super) static KINDS: &[&Kind] = &[
    &s01_no_id::KIND,
    &s02_unknown_project::KIND,
    &s03_two_projects::KIND,
    &s04_not_its_department::KIND,
    &s05_no_month::KIND,
    &s06_outside_its_folder::KIND,
    &s07_other_version::KIND,
    &s08_shifted::KIND,
    &s09_outside_text::KIND,
    &s10_labels::KIND,
    &s11_hidden::KIND,
    &s12_month_and_folder::KIND,
    &s13_untouched::KIND,
    &s14_copy::KIND,
    &s15_too_long::KIND,
];
