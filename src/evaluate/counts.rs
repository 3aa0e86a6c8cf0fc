//! Counts and shares of a month, as they are shown.

use rust_decimal::Decimal;

use crate::evaluate::fraction::{Fraction, tenths};
use crate::text::NOT_APPLICABLE;

/// Counts by name, in the order in which tables list them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub Vec<(String, usize)>);

impl Counts {
    /// Returns the count of a name; 0 where it is not listed.
    #[must_use]
    pub fn of(&self, name: &str) -> usize {
        self.0.iter().find(|(found, _)| found == name).map_or(0, |(_, count)| *count)
    }

    /// Returns the sum of all counts.
    #[must_use]
    pub fn sum(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

/// A share, such as 20 of 31.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The numerator.
    pub part: usize,
    /// The denominator; 0 if there is nothing to count.
    pub base: usize,
}

/// Counts over a set of projects.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its name (of the 施策, 課…); empty for the plan.
    pub name: String,
    /// Its number, where it has one (基本方針番号, 施策番号).
    pub number: String,
    /// Effects of projects: bands first, then the fixed values.
    pub effect: Counts,
    /// Progress of projects: bands first, then the fixed values.
    pub progress: Counts,
    /// 達成割合: bands that are 良好 ÷ all banded.
    pub achieved: Share,
    /// 順調割合: bands that are 良好 and 完了 ÷ all reported this month.
    pub on_track: Share,
    /// Returned ÷ due.
    pub submitted: Share,
    /// 提出状況 of projects.
    pub submission: Counts,
    /// How many projects need action.
    pub needs_action: usize,
}

impl Group {
    /// Returns the number and the name.
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{} {}", self.number, self.name).trim().to_owned()
    }
}

/// Counts and shares of a month.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Over all projects.
    pub plan: Group,
    /// Effects of indicators in the as-of fiscal year (projects without indicator left out).
    pub indicator_effect: Counts,
    /// 達成割合 over indicators.
    pub indicator_achieved: Share,
    /// 対象外 of indicators, by basis.
    pub not_applicable: Counts,
    /// 対象外 of projects, by basis.
    pub project_not_applicable: Counts,
    /// 提出状況 over projects.
    pub submission: Counts,
    /// Projects that need action.
    pub needs_action: usize,
    /// Per 基本方針.
    pub by_policy: Vec<Group>,
    /// Per 施策.
    pub by_measure: Vec<Group>,
    /// Per 中項目; empty if the plan has no third level.
    pub by_middle: Vec<Group>,
    /// Per 区分; empty if all rows are projects.
    pub by_level: Vec<Group>,
    /// Per lead department that leads at least one project.
    pub by_department: Vec<Group>,
    /// Per 部局, with those without one last (部局の記載なし); empty if no lead department has one.
    pub by_bureau: Vec<Group>,
}

impl Share {
    /// Returns the share in percent; `None` where the base is 0.
    #[must_use]
    pub fn percent(self) -> Option<Decimal> {
        Fraction::new(Decimal::from(self.part), Decimal::from(self.base)).map(|share| share.percent())
    }

    /// Returns the share as people see it: `64.5%`, or `－` where the base is 0.
    #[must_use]
    pub fn shown(self) -> String {
        self.percent().map_or_else(|| NOT_APPLICABLE.to_owned(), |percent| format!("{}%", tenths(percent)))
    }
}

#[cfg(test)]
mod tests {
    use crate::evaluate::counts::{Counts, Share};

    fn counts(rows: &[(&str, usize)]) -> Counts {
        Counts(rows.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect())
    }

    #[test]
    fn counts_are_summed_and_found_by_name() {
        let counts = counts(&[("順調", 2), ("休止", 3)]);
        assert_eq!((counts.sum(), counts.of("順調"), counts.of("遅れ")), (5, 2, 0));
    }

    #[test]
    fn a_share_of_nothing_has_no_percentage() {
        assert_eq!(Share { part: 20, base: 31 }.shown(), "64.5%");
        assert_eq!(Share { part: 0, base: 4 }.shown(), "0.0%");
        assert_eq!(Share { part: 0, base: 0 }.shown(), "－");
    }
}
