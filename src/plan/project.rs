//! 個別事業, and 区分, which says what a row of them is about.

use std::collections::BTreeMap;

use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::Row;
use crate::plan::indicator::Indicator;
use crate::text::calendar::FiscalYear;

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
