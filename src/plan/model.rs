//! The plan. All of it comes from the master workbook.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use workbook::Limits;

use crate::figure::{Figure, FigureKind};
use crate::form::labels::Labels;
use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::{Keyed, Row};
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
    /// The fiscal years that the master's 指標 sheet has columns for, ascending.
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
    /// 報告予定, ascending; where empty, every month with a return is reported.
    pub schedule: Vec<Report>,
    /// 判定区分.
    pub bands: Bands,
    /// 設定.
    pub settings: Settings,
    /// The form's labels with the master's 見出し語.
    pub labels: Labels,
    /// 事務局評価.
    pub judgments: Keyed<Judgment>,
    /// 決定事項.
    pub decisions: Keyed<Decision>,
    /// SHA-256 of the master workbook, in hex.
    pub sha256: String,
}

impl Plan {
    /// Returns the project with an id.
    #[must_use]
    pub fn project(&self, id: &ProjectId) -> Option<&Project> {
        self.projects.find(id)
    }

    /// Returns the 施策 with a number.
    #[must_use]
    pub fn measure(&self, number: &str) -> Option<&Measure> {
        self.measures.find(number)
    }

    /// Returns the 基本方針 with a number.
    #[must_use]
    pub fn policy(&self, number: &str) -> Option<&Policy> {
        self.policies.find(number)
    }

    /// Returns the department with a name, or with an 別名, in any width and spacing.
    #[must_use]
    pub fn department(&self, name: &str) -> Option<&Department> {
        self.departments.find(&fold::key(name))
    }

    /// Returns the projects of a 施策, in the master's order.
    pub fn projects_of(&self, measure: &str) -> impl Iterator<Item = &Project> + Clone + use<'_> {
        self.projects.of_parent(measure)
    }

    /// True if the committee is told of a month: a row of 報告予定, or any month where it has none.
    #[must_use]
    pub fn reports_on(&self, month: Month) -> bool {
        self.schedule.is_empty() || self.schedule.iter().any(|report| report.month == month)
    }

    /// True if a month lies within the plan's period.
    #[must_use]
    pub fn covers(&self, month: Month) -> bool {
        (self.period_start..=self.period_end).contains(&month)
    }

    /// Returns the first month of a fiscal year that the plan covers: April, or the plan's start if later.
    #[must_use]
    pub fn first_month_of(&self, year: FiscalYear) -> Month {
        year.first_month().max(self.period_start)
    }
}

impl Row for Policy {
    type Key = String;
    type Parent = ();

    fn keys(&self) -> Vec<String> {
        vec![self.number.clone()]
    }

    fn parent(&self) {}
}

impl Row for Measure {
    type Key = String;
    type Parent = String;

    fn keys(&self) -> Vec<String> {
        vec![self.number.clone()]
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

    /// The 施策番号.
    fn parent(&self) -> String {
        self.measure.clone()
    }

    /// 事業名称 and 概要での名称.
    fn names(&self) -> Vec<&str> {
        vec![&self.name, &self.overview_name]
    }
}

impl Row for Department {
    type Key = String;
    type Parent = String;

    /// 課名 and 別名, folded.
    fn keys(&self) -> Vec<String> {
        std::iter::once(&self.name).chain(&self.aliases).map(|name| fold::key(name)).collect()
    }

    /// The 部局.
    fn parent(&self) -> String {
        self.bureau.clone()
    }

    /// 課名 and 別名.
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
    type Parent = ProjectId;

    fn parent(&self) -> ProjectId {
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
    /// The 基本方針番号 it belongs to.
    pub policy: String,
    /// 施策.
    pub name: String,
    /// 到達イメージ.
    pub outcome: String,
}

impl Measure {
    /// Returns number and name, as the plan prints them.
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{} {}", self.number, self.name)
    }
}

/// A 個別事業.
#[derive(Clone, Debug)]
pub struct Project {
    /// 整理番号.
    pub id: ProjectId,
    /// The 施策番号 it belongs to.
    pub measure: String,
    /// 事業名称.
    pub name: String,
    /// 概要での名称; the name where the master leaves it blank.
    pub overview_name: String,
    /// 課題.
    pub issue: String,
    /// 目的.
    pub purpose: String,
    /// 概要.
    pub summary: String,
    /// 担当課 as printed.
    pub departments_text: String,
    /// The departments, split and without `ほか`, by their names in 担当課.
    pub departments: Vec<String>,
    /// True if `ほか` follows the departments.
    pub and_others: bool,
    /// 主担当課.
    pub lead: String,
    /// 日程の見出し; empty where the project has no schedule block.
    pub schedule_heading: String,
    /// 備考 of the master.
    pub note: String,
    /// Its indicators, in the master's order; may be empty.
    pub indicators: Vec<Indicator>,
}

impl Project {
    /// Returns the departments that are asked to fill in its form: the lead, then those of its indicators.
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

    /// True if a department shares the project: as one of its 担当課, or as that of one of its indicators.
    #[must_use]
    pub fn is_of(&self, department: &str) -> bool {
        self.departments.iter().any(|own| own == department) || self.asked().contains(&department)
    }

    /// Returns the indicator with a symbol.
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

/// 種別 of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accumulation {
    /// 累計: accumulates over the years.
    Stock,
    /// 単年: counted anew each fiscal year.
    Annual,
    /// 率: a ratio.
    Rate,
    /// 節目: words, not a quantity.
    Milestone,
}

impl Accumulation {
    /// Returns the master's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stock => "累計",
            Self::Annual => "単年",
            Self::Rate => "率",
            Self::Milestone => "節目",
        }
    }
}

/// 向き of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// 増: more is better.
    Increase,
    /// 減: less is better.
    Decrease,
}

/// 算定方法 of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// 実績÷目標.
    Ratio,
    /// 基準値比.
    Baseline,
}

/// A 指標.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// 指標記号.
    pub id: IndicatorId,
    /// 指標名; may be empty.
    pub name: String,
    /// 単位; may be empty.
    pub unit: String,
    /// 種別.
    pub accumulation: Accumulation,
    /// 向き.
    pub direction: Direction,
    /// 算定方法.
    pub method: Method,
    /// 基準値.
    pub baseline: Option<Decimal>,
    /// 担当課 of the indicator, by its name in 担当課; `None`: the project's lead.
    pub department: Option<String>,
    /// Target and actual per fiscal year; every year of the plan is present.
    pub years: BTreeMap<FiscalYear, IndicatorYear>,
    /// 備考 of the master.
    pub note: String,
}

/// An indicator's cells of one fiscal year.
#[derive(Clone, Debug)]
pub struct IndicatorYear {
    /// The target of the year: from its own cell, or from the cell that spans it.
    pub target: Figure,
    /// The first fiscal year of the target's cell (the year itself unless a cell spans several).
    pub target_from: FiscalYear,
    /// The master's actual; blank where it has none.
    pub actual: Figure,
    /// The first fiscal year of the actual's cell.
    pub actual_from: FiscalYear,
}

/// Why nothing is due of an indicator (evaluation.md, situations 2–5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDue {
    /// 終了.
    Ended,
    /// 目標なし.
    NoTarget,
    /// 期限未到来.
    DeadlineAhead,
    /// 未到来.
    YearAhead,
}

impl Indicator {
    /// Returns the target of a fiscal year.
    #[must_use]
    pub fn target(&self, year: FiscalYear) -> Option<&Figure> {
        self.years.get(&year).map(|cells| &cells.target)
    }

    /// True if a figure is words where the indicator has numbers: a memo, no actual.
    #[must_use]
    pub fn holds_memo(&self, figure: &Figure) -> bool {
        self.accumulation != Accumulation::Milestone
            && figure.kind == FigureKind::Text
            && figure.quantity.is_none()
    }

    /// True if a target, an actual or the 基準値 in the plan has a fraction.
    #[must_use]
    pub fn has_fractions(&self) -> bool {
        let figures = self.years.values().flat_map(|cells| [&cells.target, &cells.actual]);
        let mut numbers = figures.filter_map(Figure::number).chain(self.baseline);
        numbers.any(|number| !number.normalize().is_integer())
    }

    /// True if the indicator has ended by a fiscal year: its target is `終了`, or blank after an earlier `終了`.
    #[must_use]
    pub fn ended(&self, year: FiscalYear) -> bool {
        let mut ended = false;
        for (at, cells) in self.years.range(..=year) {
            match cells.target.kind {
                FigureKind::Ended => ended = true,
                FigureKind::Blank => {}
                _ => ended = false,
            }
            if *at == year {
                return ended;
            }
        }
        false
    }

    /// Returns the target that is due for a fiscal year as of a month. Rules and evaluation both decide by
    /// it.
    ///
    /// # Errors
    /// The situation of evaluation.md in which nothing is due.
    pub fn due(&self, year: FiscalYear, as_of: Month) -> Result<&Figure, NotDue> {
        if self.ended(year) {
            return Err(NotDue::Ended);
        }
        let Some(target) = self.target(year) else { return Err(NotDue::NoTarget) };
        match target.kind {
            FigureKind::Blank | FigureKind::None => return Err(NotDue::NoTarget),
            FigureKind::Ended => return Err(NotDue::Ended),
            FigureKind::Deadline if target.deadline.is_some_and(|deadline| deadline > year) => {
                return Err(NotDue::DeadlineAhead);
            }
            _ => {}
        }
        if year > as_of.fiscal_year() {
            return Err(NotDue::YearAhead);
        }
        Ok(target)
    }
}

/// A 担当課.
#[derive(Clone, Debug)]
pub struct Department {
    /// 課名.
    pub name: String,
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
    /// 継続: goes on after its end.
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
    /// First month.
    pub from: Month,
    /// Last month.
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
    /// 再提出期限: until when slips are to be answered.
    pub resubmission: Option<Date>,
    /// 委員会開催日.
    pub meeting: Option<Date>,
}

/// The two lists of 判定区分, each best first.
#[derive(Clone, Debug)]
pub struct Bands {
    /// 効果達成状況.
    pub effect: Vec<Band>,
    /// 進捗状況.
    pub progress: Vec<Band>,
}

/// A band of a judgment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// 区分.
    pub name: String,
    /// 記号.
    pub symbol: String,
    /// 下限 in percent; `None` for the last.
    pub floor: Option<Decimal>,
    /// 要対応.
    pub needs_action: bool,
}

/// 事業の判定: which indicator decides a project's effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectEffect {
    /// 最も低い指標.
    Worst,
    /// 主指標: the first.
    Primary,
}

/// 設定.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// 過大の目安, in percent.
    pub over_percent: Decimal,
    /// 桁違いの倍率.
    pub slip_factor: Decimal,
    /// 事業の判定.
    pub project_effect: ProjectEffect,
    /// The limits of reading.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            over_percent: Decimal::from(200),
            slip_factor: Decimal::from(10),
            project_effect: ProjectEffect::Worst,
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
    /// 効果達成状況, a band's name; empty where it is not judged.
    pub effect: String,
    /// 進捗状況, a band's name; empty where it is not judged.
    pub progress: String,
    /// 理由.
    pub reason: String,
}

/// A row of 決定事項.
#[derive(Clone, Debug)]
pub struct Decision {
    /// 委員会開催日, as written.
    pub meeting: String,
    /// 整理番号.
    pub project: ProjectId,
    /// 決定.
    pub decision: String,
    /// 対応状況.
    pub status: String,
}

impl Decision {
    /// Returns `true` if nobody has written yet what came of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.trim().is_empty()
    }
}
