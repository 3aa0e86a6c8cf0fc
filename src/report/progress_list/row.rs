//! The data from which the cells of a row of 進捗一覧 are made.

use rust_decimal::Decimal;

use crate::evaluate::formula::{BandCells, Cells};
use crate::evaluate::rate::{Rate, RateForm};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::rows::ListRow;
use crate::sheet::address::cell;
use crate::sheet::table::Value;

/// A row with the figures in its cells. A column's cell is a function of it.
///
/// A cell is a formula only if recalculating it gives the result of the evaluation. Judgments on texts, by
/// self-rating or by the secretariat are constants.
pub(super) struct Row<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) list: &'a ListRow<'a>,
    /// 目標値.
    pub(super) target: Option<Decimal>,
    /// 実績値.
    pub(super) actual: Option<Decimal>,
    /// The form of the rate, if the target is a number and the actual is one or is missing.
    pub(super) rate_form: Option<RateForm>,
    /// 到達度 as a rate with the plan's last numeric target, if a formula gives it.
    pub(super) attainment: Option<(Rate, Decimal)>,
    /// The forecast's rate, if a formula gives it.
    pub(super) outlook: Option<Rate>,
}

impl<'a> Row<'a> {
    pub(super) fn new(report: &'a Report<'a>, list: &'a ListRow<'a>) -> Self {
        let mut row = Self {
            report,
            list,
            target: None,
            actual: None,
            rate_form: None,
            attainment: None,
            outlook: None,
        };
        let Some(assessment) = list.assessment else { return row };
        let (rate, pace) = (assessment.rate.as_ref(), assessment.pace.as_ref());
        row.target = rate.map(|r| r.target).or(pace.map(|p| p.target)).or(assessment.target);
        row.actual = rate.map(|r| r.actual).or(pace.map(|p| p.actual)).or(assessment.actual);
        let awaited = row.target.is_some() && row.actual.is_none();
        row.rate_form =
            rate.map(|rate| rate.form).or_else(|| list.indicator.filter(|_| awaited).map(RateForm::of));
        row.attainment = row.attainment_rate();
        row.outlook = row.outlook_rate();
        row
    }

    /// Returns 到達度 as a rate of the actual to the plan's last numeric target; `None` if that differs from
    /// the assessment.
    fn attainment_rate(&self) -> Option<(Rate, Decimal)> {
        let (assessment, indicator) = (self.list.assessment?, self.list.indicator?);
        let last = indicator.final_target()?.1.number()?;
        let rate = Rate::of(indicator, self.actual?, last)?;
        (rate.value()?.percent() == assessment.attainment?).then_some((rate, last))
    }

    fn outlook_rate(&self) -> Option<Rate> {
        let (assessment, indicator) = (self.list.assessment?, self.list.indicator?);
        let rate = Rate::of(indicator, assessment.forecast?, assessment.target?)?;
        rate.value()?;
        let bands = indicator.bands(&self.report.plan.bands);
        (rate.band(&bands.effect) == Some(assessment.outlook?)).then_some(rate)
    }

    /// Returns the indicator's own limits of the bands; empty if it uses the plan's.
    pub(super) fn limits(&self) -> &'a [Decimal] {
        self.list.indicator.map_or(&[], |indicator| indicator.limits.as_slice())
    }

    /// Returns all rows of the project; empty unless this is its first row.
    pub(super) fn rows_of_project(&self) -> &'a [ListRow<'a>] {
        self.report.rows_of(self.list)
    }

    /// Returns the address of the row's cell in a column.
    pub(super) fn address(&self, id: Id) -> String {
        cell(self.list.row, self.report.columns.of(id))
    }

    /// Returns the condition of COUNTIFS and SUMIFS for all rows of the project, wherever sorting moves them.
    pub(super) fn of_project(&self) -> String {
        format!("一覧_事業,{}", self.list.groups.project)
    }

    /// Returns the formula that `make` builds over the cells with the row's figures.
    pub(super) fn formula(&self, make: impl FnOnce(&Cells) -> String) -> String {
        self.formula_with(Id::Actual, Id::Target, make)
    }

    /// Returns the formula that `make` builds over the cells with the row's figures, if it builds one.
    pub(super) fn formula_of(&self, make: impl FnOnce(&Cells) -> Option<String>) -> Option<String> {
        self.made_with(Id::Actual, Id::Target, make)
    }

    /// Returns the formula that `make` builds over the cells with the row's figures, with other columns for
    /// actual and target.
    pub(super) fn formula_with(&self, actual: Id, target: Id, make: impl FnOnce(&Cells) -> String) -> String {
        self.made_with(actual, target, make)
    }

    fn made_with<T>(&self, actual: Id, target: Id, make: impl FnOnce(&Cells) -> T) -> T {
        let [actual, target, base, start, elapsed, months] =
            [actual, target, Id::Baseline, Id::YearStart, Id::MonthsPassed, Id::Months]
                .map(|id| self.address(id));
        make(&Cells {
            actual: &actual,
            target: &target,
            base: &base,
            start: &start,
            elapsed: &elapsed,
            months: &months,
        })
    }
}

/// Returns a formula with its result, or the result alone unless the formula agrees with it.
pub(super) fn formula_if(agrees: bool, formula: impl FnOnce() -> String, result: Value) -> Value {
    if agrees { Value::formula(formula(), result) } else { result }
}

/// The cells of 判定基準 that hold the bands of a judgment.
pub(super) struct BandNames {
    names: Vec<String>,
    floors: Vec<String>,
    undecided: String,
    missing: String,
}

impl BandNames {
    /// Replaces the plan's limits by an indicator's own, unless there are none.
    pub(super) fn with_limits(mut self, limits: &[Decimal]) -> Self {
        if !limits.is_empty() {
            let fraction = |limit: &Decimal| (limit / Decimal::ONE_HUNDRED).normalize().to_string();
            self.floors = limits.iter().map(fraction).collect();
        }
        self
    }

    /// Returns the names with which a formula gives a band's label.
    pub(super) fn labels(categories: &Categories) -> Self {
        let fixed = |at: usize| categories.label_name(categories.bands + at);
        Self {
            names: categories.band_labels(),
            floors: categories.band_floors(),
            undecided: fixed(1),
            missing: fixed(2),
        }
    }

    /// Returns the names with which a formula gives a band's number.
    pub(super) fn numbers(categories: &Categories) -> Self {
        Self {
            names: (1..=categories.bands).map(|number| number.to_string()).collect(),
            ..Self::labels(categories)
        }
    }

    pub(super) fn cells(&self) -> BandCells<'_> {
        BandCells {
            names: &self.names,
            floors: &self.floors,
            undecided: &self.undecided,
            missing: &self.missing,
        }
    }
}
