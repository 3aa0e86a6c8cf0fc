//! Where the cells are that the checks of the whole plan report.

use std::collections::BTreeMap;

use workbook::Pos;

use crate::ids::{IndicatorId, ProjectId};
use crate::text::calendar::FiscalYear;

/// Where the cells are that the checks of the whole plan report.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    /// 概要での名称 of each project.
    pub(crate) overview: BTreeMap<ProjectId, Pos>,
    /// The target's cell of each indicator and fiscal year.
    pub(crate) targets: BTreeMap<(ProjectId, IndicatorId, FiscalYear), Pos>,
    /// The row of each indicator.
    pub(crate) rows: BTreeMap<(ProjectId, IndicatorId), u32>,
    /// The actual's cell of each indicator and fiscal year.
    pub(crate) actuals: BTreeMap<(ProjectId, IndicatorId, FiscalYear), Pos>,
}
