//! The cells that checks of the whole plan report.

use std::collections::BTreeMap;

use workbook::Pos;

use crate::ids::{IndicatorId, ProjectId};
use crate::text::calendar::FiscalYear;

/// The cells that checks of the whole plan report.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    /// The cell of 概要での名称 of each project.
    pub(crate) overview: BTreeMap<ProjectId, Pos>,
    /// The cell of the target of each indicator and fiscal year.
    pub(crate) targets: BTreeMap<(ProjectId, IndicatorId, FiscalYear), Pos>,
    /// The row of each indicator.
    pub(crate) rows: BTreeMap<(ProjectId, IndicatorId), u32>,
    /// The cell of the actual of each indicator and fiscal year.
    pub(crate) actuals: BTreeMap<(ProjectId, IndicatorId, FiscalYear), Pos>,
}
