//! Plans and returned books of any size: what `examples/generate.rs` writes, and what tests and benches count
//! and time.
//!
//! The same [`Size`] gives the same bytes. Books are composed from the forms that `distribute` issues and are
//! filled in; some of them are then saved in another format, or changed as departments change them.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "each target uses its own part, and stops if a book cannot be composed"
)]

mod books;
mod entries;
mod kinds;
mod ods;
mod plan;
mod random;
#[path = "../../tests/it/support/sheets.rs"]
mod sheets;
mod xls;

pub(crate) use books::returned;
pub(crate) use plan::master;

use shinchoku::text::calendar::Month;

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// The number of projects.
    pub(crate) projects: usize,
    /// The departments that they belong to.
    pub(crate) departments: Departments,
    /// The number of months with returns, a quarter apart, up to [`LAST`].
    pub(crate) months: usize,
    /// The texts of plan and returns.
    pub(crate) texts: Texts,
    /// What is wrong with the returns.
    pub(crate) faults: Faults,
    /// The seed of everything that is drawn.
    pub(crate) seed: u64,
}

/// The number of departments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Departments {
    /// Two for every three projects.
    Sample,
    /// One for each project.
    EachProject,
    /// One for all projects.
    One,
    /// This many.
    Count(usize),
}

/// The length of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Texts {
    /// A line.
    Short,
    /// Several hundred characters.
    Long,
}

/// What is wrong with returns, and the formats that they are saved in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Faults {
    /// Nothing: .xlsx files, correctly filled in.
    None,
    /// Formats, changed forms and doubtful entries about as often as in the repository's sample.
    AsInTheSample,
}

/// The year and month of the last returns.
const LAST: (i32, u8) = (2023, 3);

impl Size {
    /// Returns the months with returns, ascending.
    pub(crate) fn months(&self) -> Vec<Month> {
        let last = Month::new(LAST.0, LAST.1).expect("a month");
        let quarter_before = |month: &Month| Some(month.prev().prev().prev());
        let mut months: Vec<Month> =
            std::iter::successors(Some(last), quarter_before).take(self.months.max(1)).collect();
        months.reverse();
        months
    }

    /// Returns the number of departments.
    fn departments(&self) -> usize {
        let count = match self.departments {
            Departments::Sample => self.projects * 2 / 3,
            Departments::EachProject => self.projects,
            Departments::One => 1,
            Departments::Count(count) => count,
        };
        count.clamp(1, self.projects.max(1))
    }
}
