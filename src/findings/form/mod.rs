//! S codes: what is wrong or unusual about a form as a whole.

mod project_name;
pub(crate) mod s01_no_id;
pub(crate) mod s02_unknown_project;
pub(crate) mod s03_two_projects;
pub(crate) mod s04_not_its_department;
pub(crate) mod s05_no_month;
pub(crate) mod s06_outside_its_folder;
pub(crate) mod s07_other_version;
pub(crate) mod s08_shifted;
pub(crate) mod s09_outside_text;
pub(crate) mod s10_labels;
pub(crate) mod s11_hidden;
pub(crate) mod s12_month_and_folder;
pub(crate) mod s13_untouched;
pub(crate) mod s14_copy;
pub(crate) mod s15_too_long;

use crate::findings::finding::Kind;

pub(crate) use project_name::ProjectName;

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
