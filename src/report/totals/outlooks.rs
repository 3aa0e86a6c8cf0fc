//! Counts the indicators of each group by the band into which the year's forecast falls.

use std::collections::BTreeMap;

use crate::evaluate::model::Share;
use crate::report::context::Report;

/// A group, as 集計 counts it: its number within its kind and the column that holds such numbers; `None` for
/// the plan.
type Group = Option<(usize, &'static str)>;

/// The counts of all groups.
#[derive(Default)]
pub(in crate::report) struct Outlooks {
    /// Indicators by group and band; the bands count from 1.
    bands: BTreeMap<(Group, usize), usize>,
    /// All indicators by group.
    sums: BTreeMap<Group, usize>,
    /// The bands that are 良好.
    good: Vec<usize>,
}

impl Outlooks {
    pub(in crate::report) fn new(report: &Report) -> Self {
        let mut counts = Self { good: report.effect.good.clone(), ..Self::default() };
        for row in report.rows.iter().filter(|row| row.indicator.is_some()) {
            let groups: [Group; 7] = [
                None,
                Some((row.groups.policy, "一覧_基本方針")),
                Some((row.groups.measure, "一覧_施策")),
                Some((row.groups.middle, "一覧_中項目")),
                Some((row.groups.level, "一覧_区分")),
                Some((row.groups.department, "一覧_課")),
                Some((row.groups.bureau, "一覧_部局")),
            ];
            let band = row.assessment.and_then(|assessment| assessment.outlook);
            for group in groups {
                *counts.sums.entry(group).or_default() += 1;
                if let Some(band) = band {
                    *counts.bands.entry((group, band + 1)).or_default() += 1;
                }
            }
        }
        counts
    }

    /// Returns how many indicators of a group have an outlook in a band.
    pub(in crate::report) fn of(&self, group: Group, band: usize) -> usize {
        self.bands.get(&(group, band)).copied().unwrap_or(0)
    }

    /// Returns how many indicators a group has.
    pub(in crate::report) fn sum(&self, group: Group) -> usize {
        self.sums.get(&group).copied().unwrap_or(0)
    }

    /// Returns how many indicators of a group have an outlook.
    pub(in crate::report) fn banded(&self, group: Group) -> usize {
        self.bands.range((group, 0)..=(group, usize::MAX)).map(|(_, count)| count).sum()
    }

    /// Returns the share of 良好 bands among the indicators with an outlook.
    pub(in crate::report) fn share(&self, group: Group) -> Share {
        let part = self.good.iter().map(|band| self.of(group, *band)).sum();
        Share { part, base: self.banded(group) }
    }
}
