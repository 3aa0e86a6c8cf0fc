//! The checks of a plan that could be read: M06 to M10, M12, M15, M16 and M20, all 要確認.

use workbook::Pos;

use crate::figure::{Figure, FigureKind, Quantity};
use crate::findings::Kind;
use crate::findings::plan::{
    m06_overview_name, m07_falling_target, m08_population, m09_units, m10_deadline, m12_unit, m15_no_target,
    m16_zero_target, m20_running_year,
};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::fault::Faults;
use crate::plan::model::{Accumulation, Direction, Goal, Indicator, Method, Project};
use crate::plan::read::positions::Positions;
use crate::plan::{Plan, schema};
use crate::text::calendar::FiscalYear;
use crate::text::{fold, unit};

/// Adds a fault for everything in a readable plan that somebody should check.
pub(super) fn check(plan: &Plan, positions: &Positions, faults: &mut Faults) {
    for project in &plan.projects {
        names_agree(project, positions, faults);
        for indicator in &project.indicators {
            let entry = Entry { plan, project, indicator, positions };
            targets_rise(&entry, faults);
            population_stays(&entry, faults);
            units_agree(&entry, faults);
            deadline_within_plan(&entry, faults);
            targets_above_zero(&entry, faults);
            units_are_the_indicators(&entry, faults);
            some_target(&entry, faults);
        }
    }
}

/// Adds a fault for every actual of the running fiscal year or a later one: those come from returns.
pub(super) fn no_actual_from(year: FiscalYear, plan: &Plan, positions: &Positions, faults: &mut Faults) {
    for project in &plan.projects {
        for indicator in &project.indicators {
            let entry = Entry { plan, project, indicator, positions };
            for (of, cells) in indicator.years.range(year..) {
                let actual = &cells.actual;
                if matches!(actual.kind, FigureKind::Blank | FigureKind::None) {
                    continue;
                }
                let (label, text) = (of.label(), &actual.text);
                let message =
                    format!("{label}の実績「{text}」が入力されています（{label}の実績は回答から取ります）");
                entry.add(&m20_running_year::KIND, entry.actual_at(*of), &message, faults);
            }
        }
    }
}

/// An indicator with what its checks need.
struct Entry<'a> {
    plan: &'a Plan,
    project: &'a Project,
    indicator: &'a Indicator,
    positions: &'a Positions,
}

impl Entry<'_> {
    /// Returns the targets that have a cell of their own, with their years.
    fn targets(&self) -> impl Iterator<Item = (FiscalYear, &Figure)> {
        let derived = &self.indicator.derived;
        let own = self.indicator.years.iter();
        let own = own.filter(|(year, cells)| cells.target_from == **year && !derived.contains_key(year));
        own.map(|(year, cells)| (*year, &cells.target))
    }

    /// Returns the targets that are quantities, with their years.
    fn quantities(&self) -> impl Iterator<Item = (FiscalYear, &Quantity)> {
        self.targets().filter_map(|(year, figure)| figure.quantity.as_ref().map(|quantity| (year, quantity)))
    }

    /// Returns each quantity together with the one before it.
    fn steps(&self) -> impl Iterator<Item = (YearQuantity<'_>, YearQuantity<'_>)> {
        self.quantities().zip(self.quantities().skip(1))
    }

    fn target_at(&self, year: FiscalYear) -> Option<Pos> {
        self.positions.targets.get(&self.key(year)).copied()
    }

    fn actual_at(&self, year: FiscalYear) -> Option<Pos> {
        self.positions.actuals.get(&self.key(year)).copied()
    }

    /// Returns the first cell of the indicator's row.
    fn row_at(&self) -> Option<Pos> {
        let row = self.positions.rows.get(&(self.project.id.clone(), self.indicator.id.clone()))?;
        Some(Pos::new(*row, 0))
    }

    fn key(&self, year: FiscalYear) -> (ProjectId, IndicatorId, FiscalYear) {
        (self.project.id.clone(), self.indicator.id.clone(), year)
    }

    fn add(&self, kind: &'static Kind, at: Option<Pos>, message: &str, faults: &mut Faults) {
        let message = format!("{}{}：{message}", self.project.id, self.indicator.id);
        faults.add(kind, schema::INDICATORS.name, at, message);
    }
}

/// A fiscal year's target.
type YearQuantity<'a> = (FiscalYear, &'a Quantity);

fn names_agree(project: &Project, positions: &Positions, faults: &mut Faults) {
    if fold::key(&project.name) == fold::key(&project.overview_name) {
        return;
    }
    let message = format!(
        "{}：概要での名称「{}」が事業名称「{}」と違います",
        project.id, project.overview_name, project.name
    );
    let at = positions.overview.get(&project.id).copied();
    faults.add(&m06_overview_name::KIND, schema::PROJECTS.name, at, message);
}

fn targets_rise(entry: &Entry, faults: &mut Faults) {
    let indicator = entry.indicator;
    if indicator.accumulation != Accumulation::Stock || indicator.direction != Direction::Increase {
        return;
    }
    for ((old_year, old), (year, new)) in entry.steps() {
        if same_unit(old, new) && new.number < old.number {
            let (old_year, new_year) = (old_year.label(), year.label());
            let message = format!("累計の目標が下がっています（{old_year} {old} → {new_year} {new}）");
            entry.add(&m07_falling_target::KIND, entry.target_at(year), &message, faults);
        }
    }
}

fn population_stays(entry: &Entry, faults: &mut Faults) {
    for ((old_year, old), (year, new)) in entry.steps() {
        let Some((old, new)) = old.population.zip(new.population) else { continue };
        if old != new {
            let (old_year, new_year) = (old_year.label(), year.label());
            let message = format!("対象数が変わっています（{old_year} {old} → {new_year} {new}）");
            entry.add(&m08_population::KIND, entry.target_at(year), &message, faults);
        }
    }
}

fn units_agree(entry: &Entry, faults: &mut Faults) {
    let unit = entry.indicator.unit.as_str();
    let fits = |quantity: &Quantity| !unit.is_empty() && unit::fits(&quantity.unit, unit);
    for (year, cells) in &entry.indicator.years {
        let (Some(target), Some(actual)) = (&cells.target.quantity, &cells.actual.quantity) else { continue };
        if !(same_unit(target, actual) || fits(target) && fits(actual)) {
            let message = format!("{}の目標「{target}」と実績「{actual}」の単位が違います", year.label());
            entry.add(&m09_units::KIND, entry.actual_at(*year), &message, faults);
        }
    }
}

fn deadline_within_plan(entry: &Entry, faults: &mut Faults) {
    let end = entry.plan.period_end;
    for (year, figure) in entry.targets().filter(|(_, figure)| figure.kind == FigureKind::Deadline) {
        if let Some(deadline) = figure.deadline.filter(|deadline| deadline.last_month() > end) {
            let message = format!(
                "目標「{}」の期限（{}末）が計画の終わり（{end}）より後です",
                figure.text,
                deadline.label()
            );
            entry.add(&m10_deadline::KIND, entry.target_at(year), &message, faults);
        }
    }
}

/// Nothing can be divided by a target of zero, and an actual above it has no rate.
fn targets_above_zero(entry: &Entry, faults: &mut Faults) {
    let indicator = entry.indicator;
    let divides = indicator.method == Method::Ratio && indicator.accumulation != Accumulation::Milestone;
    if !divides || indicator.direction != Direction::Increase {
        return;
    }
    for (year, _) in entry.quantities().filter(|(_, target)| target.number.is_zero()) {
        let message = format!("向きが増の指標の{}の目標が0です", year.label());
        entry.add(&m16_zero_target::KIND, entry.target_at(year), &message, faults);
    }
}

/// Every target and 基準値 is in the indicator's unit. What is to be said in words is not only a number.
fn units_are_the_indicators(entry: &Entry, faults: &mut Faults) {
    let indicator = entry.indicator;
    let baseline = Figure::parse(&indicator.goals.baseline, &indicator.unit);
    let goal = |goal: &Option<Goal>| goal.as_ref().map(|goal| goal.target.clone());
    let mut figures: Vec<(String, Option<Pos>, Figure)> = entry
        .targets()
        .filter(|(year, _)| entry.target_at(*year).is_some())
        .map(|(year, target)| (format!("{}の目標", year.label()), entry.target_at(year), target.clone()))
        .collect();
    figures.push(("基準値".to_owned(), entry.row_at(), baseline));
    for (what, target) in [("中間目標", &indicator.goals.interim), ("最終目標", &indicator.goals.last)]
    {
        figures.extend(goal(target).map(|target| (what.to_owned(), entry.row_at(), target)));
    }
    for (what, at, figure) in figures {
        let whole = matches!(figure.kind, FigureKind::Quantity | FigureKind::Deadline);
        let Some(quantity) = figure.quantity.as_ref().filter(|_| whole) else { continue };
        let text = &figure.text;
        if indicator.accumulation == Accumulation::Milestone {
            if what != "基準値" {
                let message = format!("{what}「{text}」は数ですが、種別が節目です");
                entry.add(&m12_unit::KIND, at, &message, faults);
            }
        } else if !quantity.unit.is_empty()
            && !indicator.unit.is_empty()
            && !unit::fits(&quantity.unit, &indicator.unit)
        {
            let message = format!("{what}「{text}」の単位が、単位「{}」と違います", indicator.unit);
            entry.add(&m12_unit::KIND, at, &message, faults);
        }
    }
}

fn some_target(entry: &Entry, faults: &mut Faults) {
    let indicator = entry.indicator;
    let is_one = |figure: &Figure| !matches!(figure.kind, FigureKind::Blank | FigureKind::None);
    let goals = &indicator.goals;
    let has_goal = goals.interim.is_some() || goals.last.is_some();
    if !has_goal && !indicator.years.values().any(|cells| is_one(&cells.target)) {
        entry.add(&m15_no_target::KIND, entry.row_at(), "目標が1つもありません", faults);
    }
}

/// True if one unit is a variant of the other, or either side has none.
fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    a.unit.is_empty() || b.unit.is_empty() || unit::same(&a.unit, &b.unit)
}
