//! The model of the plan. All of it comes from the master workbook.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use workbook::Limits;

use crate::form::labels::Labels;
use crate::ids::{IndicatorId, ProjectId, number_key};
use crate::keyed::{Keyed, Row};
pub use crate::plan::bands::{Band, Bands};
pub use crate::plan::extra::{ExtraItem, ExtraKind, ExtraOwner, Subject};
pub use crate::plan::indicator::{
    Accumulation, Direction, Goal, Goals, Indicator, IndicatorYear, KnownIn, Method, NotDue, TargetOrigin,
};
use crate::plan::version;
use crate::text::calendar::{Date, FiscalYear, Month};
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
    pub fn place(&self, id: &ProjectId) -> (bool, Option<usize>) {
        let place = self.projects.place(id);
        (place.is_none(), place)
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
        self.policies.place(&number_key(number))
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

impl Row for Policy {
    type Key = String;
    type Parent = ();

    fn keys(&self) -> Vec<String> {
        vec![number_key(&self.number)]
    }

    fn parent(&self) {}
}

impl Row for Measure {
    type Key = String;
    type Parent = String;

    fn keys(&self) -> Vec<String> {
        vec![number_key(&self.number)]
    }

    /// The 基本方針番号.
    fn parent(&self) -> String {
        self.policy.clone()
    }
}

impl Row for Project {
    type Key = ProjectId;
    type Parent = String;

    fn keys(&self) -> Vec<ProjectId> {
        vec![self.id.clone()]
    }

    /// 旧整理番号.
    fn aliases(&self) -> Vec<ProjectId> {
        self.former.clone()
    }

    /// The 施策番号.
    fn parent(&self) -> String {
        self.measure.clone()
    }

    /// 事業名称 and 概要での名称.
    fn names(&self) -> Vec<&str> {
        vec![&self.name, &self.overview_name]
    }
}

impl Department {
    /// Returns 課名 with 部局 in brackets, if several 部局 share the 課名: `まちづくり推進課（南区）`.
    fn with_bureau_behind(&self) -> Option<String> {
        (self.name != self.own_name).then(|| format!("{}（{}）", self.own_name, self.bureau))
    }
}

impl Row for Department {
    type Key = String;
    type Parent = String;

    /// The name, folded.
    fn keys(&self) -> Vec<String> {
        vec![fold::key(&self.name)]
    }

    /// 別名, and 課名 with 部局 before or after it, folded.
    fn aliases(&self) -> Vec<String> {
        let whole = format!("{}{}", self.bureau, self.own_name);
        let names = self.aliases.iter().cloned().chain([whole]).chain(self.with_bureau_behind());
        names.map(|name| fold::key(&name)).collect()
    }

    /// The 課名, folded; departments of several 部局 may share it.
    fn parent(&self) -> String {
        fold::key(&self.own_name)
    }

    /// The name and 別名.
    fn names(&self) -> Vec<&str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str).collect()
    }
}

impl Row for RoadmapItem {
    type Key = ();
    type Parent = String;

    /// The 施策番号.
    fn parent(&self) -> String {
        self.measure.clone()
    }
}

impl Row for Judgment {
    type Key = ();
    type Parent = ProjectId;

    fn parent(&self) -> ProjectId {
        self.project.clone()
    }
}

impl Row for Decision {
    type Key = ();
    type Parent = Option<ProjectId>;

    fn parent(&self) -> Option<ProjectId> {
        self.project.clone()
    }
}

/// A 基本方針.
#[derive(Clone, Debug)]
pub struct Policy {
    /// 基本方針番号.
    pub number: String,
    /// 基本方針.
    pub name: String,
}

/// A 施策.
#[derive(Clone, Debug)]
pub struct Measure {
    /// 施策番号 (`1-1`).
    pub number: String,
    /// 基本方針番号 of its 基本方針.
    pub policy: String,
    /// 施策.
    pub name: String,
    /// 到達イメージ.
    pub outcome: String,
    /// 中項目, number and name, between 基本方針 and 施策; empty if the plan has no third level.
    pub group: String,
    /// True if the 基本方針 has no 施策: number and name are then its own.
    pub is_policy: bool,
}

impl Measure {
    /// Returns number and name as printed in the plan.
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{} {}", self.number, self.name)
    }
}

/// 区分 of a row of 事業: what its indicators measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 基本方針.
    Policy,
    /// 施策.
    Measure,
    /// 事業.
    #[default]
    Project,
}

impl Level {
    /// Every level, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Project, Self::Measure, Self::Policy];

    /// Returns the word in the master.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Policy => "基本方針",
            Self::Measure => "施策",
            Self::Project => "事業",
        }
    }
}

/// A 個別事業.
#[derive(Clone, Debug)]
pub struct Project {
    /// 整理番号.
    pub id: ProjectId,
    /// 旧整理番号.
    pub former: Vec<ProjectId>,
    /// 区分.
    pub level: Level,
    /// 施策番号 of its 施策, as spelt in 体系.
    pub measure: String,
    /// 事業名称.
    pub name: String,
    /// 概要での名称; the name if that cell is blank.
    pub overview_name: String,
    /// 課題.
    pub issue: String,
    /// 目的.
    pub purpose: String,
    /// 概要.
    pub summary: String,
    /// 担当課 as printed.
    pub departments_text: String,
    /// The departments in `departments_text` without `ほか`, by their names in 担当課.
    pub departments: Vec<String>,
    /// True if `ほか` follows the departments.
    pub and_others: bool,
    /// 主担当課.
    pub lead: String,
    /// 日程の見出し. Only a project without indicators may have none, and then has no schedule block.
    pub schedule_heading: String,
    /// 備考 in the master.
    pub note: String,
    /// Its indicators, in the master's order; may be empty.
    pub indicators: Vec<Indicator>,
    /// The 追加項目 of the project that the plan fills in, by 項目.
    pub extra: BTreeMap<String, String>,
}

impl Project {
    /// Returns the departments that fill in its form: the lead, then those of its indicators.
    #[must_use]
    pub fn asked(&self) -> Vec<&str> {
        let mut asked = vec![self.lead.as_str()];
        for department in self.indicators.iter().filter_map(|indicator| indicator.department.as_deref()) {
            if !asked.contains(&department) {
                asked.push(department);
            }
        }
        asked
    }

    /// True if the project is a department's: it is one of its 担当課 or is asked for one of its indicators.
    #[must_use]
    pub fn is_of(&self, department: &str) -> bool {
        self.departments.iter().any(|own| own == department) || self.asked().contains(&department)
    }

    /// Returns the indicator with this symbol.
    #[must_use]
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| &indicator.id == id)
    }

    /// True if the project has indicators and all of them have ended by a fiscal year.
    #[must_use]
    pub fn ended(&self, year: FiscalYear) -> bool {
        !self.indicators.is_empty() && self.indicators.iter().all(|indicator| indicator.ended(year))
    }
}

/// A 担当課.
#[derive(Clone, Debug)]
pub struct Department {
    /// 課名; preceded by 部局 if several 部局 share the 課名.
    pub name: String,
    /// 課名 alone.
    pub own_name: String,
    /// 部局; may be empty.
    pub bureau: String,
    /// 別名.
    pub aliases: Vec<String>,
    /// 連絡先; may be empty.
    pub contact: String,
}

/// 種類 of a roadmap row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoadmapKind {
    /// 期間.
    Span,
    /// 継続: continues after its end.
    Continuing,
    /// 節目.
    Milestone,
}

/// A row of ロードマップ.
#[derive(Clone, Debug)]
pub struct RoadmapItem {
    /// 施策番号.
    pub measure: String,
    /// 内容.
    pub text: String,
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// 種類.
    pub kind: RoadmapKind,
    /// 備考.
    pub note: String,
}

/// A row of 報告予定.
#[derive(Clone, Debug)]
pub struct Report {
    /// 基準月.
    pub month: Month,
    /// 提出期限.
    pub deadline: Option<Date>,
    /// 再提出期限: the deadline for answering slips.
    pub resubmission: Option<Date>,
    /// 委員会開催日.
    pub meeting: Option<Date>,
}

/// 事業の判定: the indicator that decides a project's effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectEffect {
    /// 最も低い指標.
    Worst,
    /// 主指標: the first.
    Primary,
}

/// 年度目標のない年: what a fiscal year without a target in the plan is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WithoutTarget {
    /// 評価しない.
    #[default]
    NotRated,
    /// 直線で見込む: the value on the straight line to the next target.
    StraightLine,
    /// 最終目標と比べる.
    FinalTarget,
}

/// 設定.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// 過大の目安: the rate, in percent, above which the target should be reviewed.
    pub over_percent: Decimal,
    /// 桁違いの倍率: the factor between an actual and the last one or the target from which a slip of digits
    /// is suspected.
    pub slip_factor: Decimal,
    /// 事業の判定.
    pub project_effect: ProjectEffect,
    /// 年度目標のない年.
    pub without_target: WithoutTarget,
    /// The limits for reading returned files.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            over_percent: Decimal::from(200),
            slip_factor: Decimal::from(10),
            project_effect: ProjectEffect::Worst,
            without_target: WithoutTarget::NotRated,
            limits: Limits::default(),
        }
    }
}

/// A row of 事務局評価.
#[derive(Clone, Debug)]
pub struct Judgment {
    /// 整理番号.
    pub project: ProjectId,
    /// 指標記号.
    pub indicator: IndicatorId,
    /// 年度.
    pub year: FiscalYear,
    /// 基準月.
    pub month: Month,
    /// 効果達成状況, the name of a band; empty if not judged.
    pub effect: String,
    /// 進捗状況, the name of a band; empty if not judged.
    pub progress: String,
    /// 理由.
    pub reason: String,
}

/// A row of 決定事項.
#[derive(Clone, Debug)]
pub struct Decision {
    /// 委員会開催日, as written.
    pub meeting: String,
    /// 整理番号; `None` if the decision is about the whole plan.
    pub project: Option<ProjectId>,
    /// 決定.
    pub decision: String,
    /// 対応状況.
    pub status: String,
}

impl Decision {
    /// True if 対応状況 is blank.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.trim().is_empty()
    }
}
