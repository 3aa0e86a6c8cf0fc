//! The rules: one small file for each code, with its sentence, its page and its tests.
//!
//! A rule never reads files and never decides what counts; it looks at one entry, one month or one assessment, and says what it
//! found. Rules of kind [`Check::Raised`] are spoken by whoever meets the matter: reading, placing, comparing, settling.

pub mod confirmed;
pub mod entry;
mod history;
pub mod month_view;
pub mod pages;
pub mod registry;
pub mod review;
#[cfg(test)]
pub(crate) mod sample;
pub mod wish;

mod c01_fell;
mod c02_slipped_digit;
pub(crate) mod c03_two_answers;
pub(crate) mod c04_replaced;
mod c05_far_above;
mod c06_same_as_before;
mod c07_joint_differs;
pub(crate) mod f01_unreadable;
pub(crate) mod f02_password;
pub(crate) mod f03_not_a_workbook;
pub(crate) mod f04_refused;
pub(crate) mod f05_same_bytes;
pub(crate) mod f06_left_alone;
pub(crate) mod f07_no_form;
pub(crate) mod f08_our_own_book;
pub(crate) mod p01_target;
pub(crate) mod p02_past_actual;
pub(crate) mod p03_name;
pub(crate) mod p04_population;
pub(crate) mod p05_departments;
pub(crate) mod p06_indicator;
pub(crate) mod p07_text;
mod r01_not_returned;
pub(crate) mod r02_progress;
mod r03_no_reason;
mod r04_no_next_step;
mod r05_contradiction;
mod r06_revision_wish;
mod r07_ended;
mod r08_undecided;
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

pub use registry::RULES;

use crate::finding::{Finding, Kind};
use crate::rules::entry::Entry;
use crate::rules::month_view::MonthView;
use crate::rules::review::Review;
use crate::sources::CellRef;
use crate::text::fold;

/// A rule: what it declares, and how it is asked.
#[derive(Debug)]
pub struct Rule {
    /// Code, severity, words.
    pub kind: Kind,
    /// When it is asked.
    pub check: Check,
}

/// When a rule is asked, and for what.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Spoken where the matter is met: by the reading of files, the placing of forms, the comparison, the settling.
    Raised,
    /// Asked of every entry of the return that counts.
    Entry(fn(&Entry<'_>) -> Option<Finding>),
    /// Asked once of a month's returns.
    Month(fn(&MonthView<'_>) -> Vec<Finding>),
    /// Asked once after evaluation; never 誤り.
    Assessment(fn(&Review<'_>) -> Vec<Finding>),
}

/// What the rules say of an entry.
#[must_use]
pub fn of_entry(entry: &Entry<'_>) -> Vec<Finding> {
    let ask = |rule: &&Rule| match rule.check {
        Check::Entry(check) => check(entry),
        _ => None,
    };
    RULES.iter().filter_map(ask).map(|finding| entry.stamp(finding)).collect()
}

/// What the rules say of a month's returns.
#[must_use]
pub fn of_month(view: &MonthView<'_>) -> Vec<Finding> {
    let ask = |rule: &&Rule| match rule.check {
        Check::Month(check) => check(view),
        _ => Vec::new(),
    };
    RULES.iter().flat_map(ask).collect()
}

/// What the rules say of a month's judgments.
#[must_use]
pub fn of_assessment(review: &Review<'_>) -> Vec<Finding> {
    let ask = |rule: &&Rule| match rule.check {
        Check::Assessment(check) => check(review),
        _ => Vec::new(),
    };
    RULES.iter().flat_map(ask).collect()
}

/// A value of the plan that a form states otherwise (P01 to P05): the plan's words and the form's, side by side.
fn differs(kind: &'static Kind, at: CellRef, what: &str, planned: &str, written: &str) -> Finding {
    let shown = |text: &str| if fold::is_blank(text) { "空欄".to_owned() } else { format!("「{text}」") };
    let (plan, form) = (shown(planned), shown(written));
    kind.at(at, format!("{what}が計画と違います（計画は{plan}、回答は{form}）"))
        .item(what)
        .found(written)
        .expected(planned)
}

/// The rule with a code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.kind.code == code)
}
