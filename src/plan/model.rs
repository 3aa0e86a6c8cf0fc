//! The model of the plan. All of it comes from the master workbook.

use std::collections::BTreeSet;

use crate::form::labels::Labels;
use crate::ids::{ProjectId, number_key};
use crate::keyed::Keyed;
pub use crate::plan::bands::{Band, Bands};
pub use crate::plan::department::Department;
pub use crate::plan::extra::{ExtraItem, ExtraKind, ExtraOwner, Subject};
pub use crate::plan::indicator::{
    Accumulation, Direction, Goal, Goals, Indicator, IndicatorYear, KnownIn, Method, NotDue, TargetOrigin,
};
pub use crate::plan::outline::{Measure, Policy};
pub use crate::plan::project::{Level, Project};
pub use crate::plan::roadmap::{RoadmapItem, RoadmapKind};
pub use crate::plan::secretariat::{Decision, Judgment, Report};
pub use crate::plan::settings::{ProjectEffect, Settings, WithoutTarget};
use crate::plan::version;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// A municipal plan, read from its master workbook.
#[derive(Clone, Debug)]
pub struct Plan {
    /// 計画名称.
    pub title: String,
    /// 別冊名称.
    pub volume_title: String,
    /// 版, as printed (`第1.2版`).
    pub version: String,
    /// 策定年月, as printed; may be empty.
    pub published: String,
    /// 団体名.
    pub organisation: String,
    /// 事務局; may be empty.
    pub secretariat: String,
    /// 委員会; may be empty.
    pub committee: String,
    /// 計画期間開始.
    pub period_start: Month,
    /// 計画期間終了.
    pub period_end: Month,
    /// 別冊の注記; may be empty.
    pub volume_note: String,
    /// The fiscal years for which the master's 指標 sheet has columns, ascending.
    pub fiscal_years: Vec<FiscalYear>,
    /// 基本方針, in the master's order.
    pub policies: Keyed<Policy>,
    /// 施策, in the master's order.
    pub measures: Keyed<Measure>,
    /// 個別事業, in the master's order.
    pub projects: Keyed<Project>,
    /// 担当課, in the master's order.
    pub departments: Keyed<Department>,
    /// ロードマップ.
    pub roadmap: Keyed<RoadmapItem>,
    /// 報告予定, ascending; if empty, every month with a return is reported.
    pub schedule: Vec<Report>,
    /// 判定区分.
    pub bands: Bands,
    /// 設定.
    pub settings: Settings,
    /// 追加項目, in the master's order.
    pub items: Vec<ExtraItem>,
    /// The labels of the form, with the master's 見出し語.
    pub labels: Labels,
    /// 事務局評価.
    pub judgments: Keyed<Judgment>,
    /// 決定事項.
    pub decisions: Keyed<Decision>,
    /// SHA-256 of the master workbook, in hex.
    pub sha256: String,
}

impl Plan {
    /// Returns the project with this id, or else the one that had it formerly (旧整理番号).
    #[must_use]
    pub fn project(&self, id: &ProjectId) -> Option<&Project> {
        self.projects.find(id)
    }

    /// Returns the project that had this id in the given version of the plan. For an earlier version,
    /// 旧整理番号 takes precedence.
    #[must_use]
    pub fn project_in(&self, version: &str, id: &ProjectId) -> Option<&Project> {
        let is_current = version.trim().is_empty() || self.is_version(version);
        let former = (!is_current).then(|| self.projects.find_alias(id)).flatten();
        former.or_else(|| self.project(id))
    }

    /// True if a text names this version of the plan, ignoring the words around its number.
    #[must_use]
    pub fn is_version(&self, text: &str) -> bool {
        version::same(text, &self.version)
    }

    /// True if two texts name the same version, ignoring the words around its number.
    #[must_use]
    pub fn is_same_version(one: &str, other: &str) -> bool {
        version::same(one, other)
    }

    /// Returns a sort key: the index of the project's row in the master. Projects that the plan lacks come
    /// last.
    #[must_use]
    pub fn sort_key(&self, id: &ProjectId) -> (bool, Option<usize>) {
        let position = self.projects.position(id);
        (position.is_none(), position)
    }

    /// Returns the 施策 with this number, in any width.
    #[must_use]
    pub fn measure(&self, number: &str) -> Option<&Measure> {
        self.measures.find(&number_key(number))
    }

    /// Returns the 基本方針 with this number, in any width.
    #[must_use]
    pub fn policy(&self, number: &str) -> Option<&Policy> {
        self.policies.find(&number_key(number))
    }

    /// Returns the zero-based position of the 基本方針 with this number.
    #[must_use]
    pub fn policy_place(&self, number: &str) -> Option<usize> {
        self.policies.position(&number_key(number))
    }

    /// Returns the department with this name or 別名, in any width and spacing.
    #[must_use]
    pub fn department(&self, name: &str) -> Option<&Department> {
        self.departments.find(&fold::key(name))
    }

    /// Returns the 基本方針番号 and name of each 中項目, in the master's order; empty if the plan has no
    /// third level.
    #[must_use]
    pub fn middle_groups(&self) -> Vec<(&str, &str)> {
        let own = self.measures.iter().filter(|measure| !measure.group.is_empty());
        let mut groups: Vec<(&str, &str)> = Vec::new();
        let mut known = BTreeSet::new();
        for measure in own {
            let group = (measure.policy.as_str(), measure.group.as_str());
            if known.insert(group) {
                groups.push(group);
            }
        }
        groups
    }

    /// Returns the 区分 that occur among the plan's rows, the narrowest first.
    #[must_use]
    pub fn levels(&self) -> Vec<Level> {
        let used: BTreeSet<Level> = self.projects.iter().map(|project| project.level).collect();
        Level::ALL.into_iter().filter(|level| used.contains(level)).collect()
    }

    /// True if some 基本方針 or 施策 have their own rows, beside those of projects.
    #[must_use]
    pub fn has_other_levels(&self) -> bool {
        self.projects.iter().any(|project| project.level != Level::Project)
    }

    /// True if a row is to be shown under a 施策. A row for a 基本方針 is not, unless the 基本方針 has no
    /// 施策.
    #[must_use]
    pub fn is_below_policy(&self, project: &Project) -> bool {
        let alone = || self.measure(&project.measure).is_none_or(|measure| measure.is_policy);
        project.level != Level::Policy || alone()
    }

    /// Returns the projects of a 施策: rows for its 基本方針 and for the 施策 itself first, otherwise in the
    /// master's order.
    pub fn projects_of(&self, measure: &str) -> impl Iterator<Item = &Project> + Clone + use<'_> {
        let own = self.projects.of_parent(measure);
        let of = |level| own.clone().filter(move |project: &&Project| project.level == level);
        of(Level::Policy).chain(of(Level::Measure)).chain(of(Level::Project))
    }

    /// Returns the 追加項目 that departments are asked about projects or about indicators, each with its
    /// position in the master.
    pub fn asked_items(&self, subject: Subject) -> impl Iterator<Item = (u8, &ExtraItem)> + Clone {
        let numbered = (0..=u8::MAX).zip(&self.items);
        numbered.filter(move |(_, item)| item.is_asked() && item.subject == subject)
    }

    /// True if the committee receives a report for a month: 報告予定 has a row for it, or has no rows at all.
    #[must_use]
    pub fn reports_on(&self, month: Month) -> bool {
        self.schedule.is_empty() || self.schedule.iter().any(|report| report.month == month)
    }

    /// True if a month lies within the plan's period.
    #[must_use]
    pub fn covers(&self, month: Month) -> bool {
        (self.period_start..=self.period_end).contains(&month)
    }

    /// Returns the first month of a fiscal year in the plan's period: April, or the plan's start if later.
    #[must_use]
    pub fn first_month_of(&self, year: FiscalYear) -> Month {
        year.first_month().max(self.period_start)
    }

    /// True if a text is a former name (別名) of a department, printed before a reorganisation.
    #[must_use]
    pub fn is_former_name(&self, text: &str) -> bool {
        let key = fold::key(text);
        let known = self.department(text);
        known.is_some_and(|department| department.aliases.iter().any(|alias| fold::key(alias) == key))
    }
}
