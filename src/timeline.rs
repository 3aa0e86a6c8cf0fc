//! The columns of ロードマップ: which one a month has, and what an item shows in each.

use crate::plan::Plan;
use crate::plan::model::{RoadmapItem, RoadmapKind};
use crate::text::calendar::{FiscalYear, Month};

/// The columns for the fiscal years of the plan's period.
pub(crate) struct Timeline {
    /// The first fiscal year.
    pub(crate) first: FiscalYear,
    /// The number of fiscal years.
    pub(crate) years: u16,
    /// The number of columns of a year.
    pub(crate) per_year: u16,
}

/// What a column shows of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// `━`, `→`, `◆` or nothing.
    pub(crate) sign: &'static str,
    /// True if the bar of the item covers the column.
    pub(crate) is_bar: bool,
}

/// The number of columns of a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// One column for each quarter.
    Quarters,
    /// One column.
    Years,
}

impl Timeline {
    /// Returns the columns of a plan.
    pub(crate) fn of(plan: &Plan, scale: Scale) -> Self {
        let first = plan.period_start.fiscal_year();
        let years = u16::try_from(years_of(plan)).unwrap_or(1);
        let per_year = match scale {
            Scale::Quarters => 4,
            Scale::Years => 1,
        };
        Self { first, years, per_year }
    }

    /// Returns the number of columns.
    pub(crate) fn count(&self) -> u16 {
        self.years * self.per_year
    }

    /// Returns a month's column, from 0; the nearest one for a month outside the plan.
    pub(crate) fn column(&self, month: Month) -> u16 {
        let months = month.months_since(self.first.first_month()).max(0);
        let column = months / (12 / i32::from(self.per_year));
        u16::try_from(column).unwrap_or(u16::MAX).min(self.count() - 1)
    }

    /// Returns what a column shows of an item.
    pub(crate) fn mark(&self, item: &RoadmapItem, column: u16) -> Mark {
        let (from, to) = (self.column(item.from), self.column(item.to));
        let within = (from..=to).contains(&column);
        let (sign, is_bar) = match item.kind {
            RoadmapKind::Milestone if column == to => ("◆", false),
            RoadmapKind::Continuing if column == to => ("→", true),
            RoadmapKind::Span | RoadmapKind::Continuing if within => ("━", true),
            _ => ("", false),
        };
        Mark { sign, is_bar }
    }
}

/// Returns the number of fiscal years that the plan's period touches, at least 1.
pub(crate) fn years_of(plan: &Plan) -> i32 {
    (plan.period_end.fiscal_year().year() - plan.period_start.fiscal_year().year() + 1).max(1)
}

#[cfg(test)]
mod tests {
    use super::{Scale, Timeline};
    use crate::plan::model::{RoadmapItem, RoadmapKind};
    use crate::sample::results::{month, plan};

    fn drawn(scale: Scale, kind: RoadmapKind, from: &str, to: &str) -> String {
        let mut plan = plan();
        (plan.period_start, plan.period_end) = (month("2022-04"), month("2024-03"));
        let (measure, text, note) = ("1-1".to_owned(), "見本".to_owned(), String::new());
        let item = RoadmapItem { measure, text, note, kind, from: month(from), to: month(to) };
        let timeline = Timeline::of(&plan, scale);
        let signs = (0..timeline.count()).map(|column| timeline.mark(&item, column).sign);
        signs.map(|sign| if sign.is_empty() { "・" } else { sign }).collect()
    }

    #[test]
    fn bars_arrows_and_milestones_are_in_their_columns() {
        let quarters = |kind, from, to| drawn(Scale::Quarters, kind, from, to);
        assert_eq!(quarters(RoadmapKind::Span, "2022-07", "2023-03"), "・━━━・・・・");
        assert_eq!(quarters(RoadmapKind::Continuing, "2022-07", "2023-03"), "・━━→・・・・");
        assert_eq!(quarters(RoadmapKind::Continuing, "2023-03", "2023-03"), "・・・→・・・・");
        assert_eq!(quarters(RoadmapKind::Milestone, "2022-07", "2023-03"), "・・・◆・・・・");
        assert_eq!(drawn(Scale::Years, RoadmapKind::Span, "2022-07", "2023-04"), "━━");
    }

    #[test]
    fn a_month_outside_the_plan_has_the_first_or_last_column() {
        assert_eq!(drawn(Scale::Quarters, RoadmapKind::Span, "2021-01", "2030-03"), "━━━━━━━━");
    }
}
