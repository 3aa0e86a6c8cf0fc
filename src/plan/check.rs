//! The checks of a plan that could be read: M06 to M10, all 要確認.

use workbook::Pos;

use crate::figure::{Figure, FigureKind, Quantity};
use crate::plan::fault::Faults;
use crate::plan::model::{Accumulation, Direction, Indicator, Project};
use crate::plan::read::spots::Spots;
use crate::plan::{Plan, schema};
use crate::text::calendar::FiscalYear;
use crate::text::{fold, unit};

/// Names what a plan that can be read should have looked at.
pub(super) fn check(plan: &Plan, spots: &Spots, faults: &mut Faults) {
    for project in &plan.projects {
        names_agree(project, spots, faults);
        for indicator in &project.indicators {
            let entry = Entry { plan, project, indicator, spots };
            targets_rise(&entry, faults);
            population_stays(&entry, faults);
            units_agree(&entry, faults);
            deadline_within_plan(&entry, faults);
        }
    }
}

struct Entry<'a> {
    plan: &'a Plan,
    project: &'a Project,
    indicator: &'a Indicator,
    spots: &'a Spots,
}

impl Entry<'_> {
    /// The targets that stand in a cell of their own, with their years.
    fn targets(&self) -> impl Iterator<Item = (FiscalYear, &Figure)> {
        self.indicator
            .years
            .iter()
            .filter(|(year, cells)| cells.target_from == **year)
            .map(|(year, cells)| (*year, &cells.target))
    }

    /// Each target with a quantity, and the one before it.
    fn steps(&self) -> Vec<(Step<'_>, Step<'_>)> {
        let steps: Vec<Step> = self
            .targets()
            .filter_map(|(year, figure)| figure.quantity.as_ref().map(|quantity| Step { year, quantity }))
            .collect();
        steps.iter().copied().zip(steps.iter().copied().skip(1)).collect()
    }

    fn target_at(&self, year: FiscalYear) -> Option<Pos> {
        self.spots.targets.get(&(self.project.id.clone(), self.indicator.id.clone(), year)).copied()
    }

    fn name(&self) -> String {
        format!("{}{}", self.project.id, self.indicator.id)
    }

    fn fault(&self, code: &'static str, at: Option<Pos>, message: &str, help: &str, faults: &mut Faults) {
        faults.check(code, schema::INDICATORS.name, at, format!("{}：{message}", self.name()), help);
    }
}

#[derive(Clone, Copy)]
struct Step<'a> {
    year: FiscalYear,
    quantity: &'a Quantity,
}

fn names_agree(project: &Project, spots: &Spots, faults: &mut Faults) {
    if fold::key(&project.name) != fold::key(&project.overview_name) {
        faults.check(
            "M06",
            schema::PROJECTS.name,
            spots.overview.get(&project.id).copied(),
            format!(
                "{}：概要での名称「{}」が事業名称「{}」と違います",
                project.id, project.overview_name, project.name
            ),
            "印刷物のとおりであれば、このままで構いません",
        );
    }
}

fn targets_rise(entry: &Entry, faults: &mut Faults) {
    let indicator = entry.indicator;
    if indicator.accumulation != Accumulation::Stock || indicator.direction != Direction::Increase {
        return;
    }
    for (before, after) in entry.steps() {
        if same_unit(before.quantity, after.quantity) && after.quantity.number < before.quantity.number {
            let message = format!(
                "累計の目標が下がっています（{} {} → {} {}）",
                before.year.label(),
                before.quantity,
                after.year.label(),
                after.quantity
            );
            let help = "計画のとおりであれば、このままで構いません。種別が単年であれば直してください";
            entry.fault("M07", entry.target_at(after.year), &message, help, faults);
        }
    }
}

fn population_stays(entry: &Entry, faults: &mut Faults) {
    for (before, after) in entry.steps() {
        if let (Some(old), Some(new)) = (before.quantity.population, after.quantity.population)
            && old != new
        {
            let message = format!(
                "対象数が変わっています（{} {old} → {} {new}）",
                before.year.label(),
                after.year.label()
            );
            let help = "計画のとおりであれば、このままで構いません";
            entry.fault("M08", entry.target_at(after.year), &message, help, faults);
        }
    }
}

fn units_agree(entry: &Entry, faults: &mut Faults) {
    for (year, cells) in &entry.indicator.years {
        let (Some(target), Some(actual)) = (&cells.target.quantity, &cells.actual.quantity) else { continue };
        let unit = entry.indicator.unit.as_str();
        let fit = |quantity: &Quantity| !unit.is_empty() && unit::fits(&quantity.unit, unit);
        if !(same_unit(target, actual) || fit(target) && fit(actual)) {
            let message = format!("{}の目標「{target}」と実績「{actual}」の単位が違います", year.label());
            let key = (entry.project.id.clone(), entry.indicator.id.clone(), *year);
            let at = entry.spots.actuals.get(&key).copied();
            entry.fault("M09", at, &message, "目標と実績の単位をそろえてください", faults);
        }
    }
}

fn deadline_within_plan(entry: &Entry, faults: &mut Faults) {
    for (year, figure) in entry.targets() {
        let late = figure
            .deadline
            .filter(|_| figure.kind == FigureKind::Deadline)
            .filter(|deadline| deadline.last_month() > entry.plan.period_end);
        if let Some(deadline) = late {
            let message = format!(
                "目標「{}」の期限（{}末）が計画の終わり（{}）より後です",
                figure.text,
                deadline.label(),
                entry.plan.period_end
            );
            let help = "計画のとおりであれば、このままで構いません。期限までは評価の対象外になります";
            entry.fault("M10", entry.target_at(year), &message, help, faults);
        }
    }
}

/// Units are one where they are variants of each other, or where either side has none.
fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    a.unit.is_empty() || b.unit.is_empty() || unit::same(&a.unit, &b.unit)
}
