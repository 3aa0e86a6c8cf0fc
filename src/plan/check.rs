//! The checks of a plan that could be read: M06 to M10, M12, M15, M16 and M20, all 要確認.

use rust_decimal::Decimal;
use workbook::Pos;

use crate::figure::{Figure, FigureKind, Quantity, decimal_words};
use crate::findings::Kind;
use crate::findings::plan::{
    m06_overview_name, m07_falling_target, m08_population, m09_units, m10_deadline, m12_unit, m15_no_target,
    m16_zero_target, m20_running_year,
};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::fault::Faults;
use crate::plan::model::{Accumulation, Direction, Indicator, Method, Project};
use crate::plan::read::positions::Positions;
use crate::plan::{Plan, schema};
use crate::text::calendar::FiscalYear;
use crate::text::{fold, unit};

/// Adds a fault for everything in a readable plan that the secretariat should check.
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
            let stated = entry.stated();
            units_are_the_indicators(&entry, &stated, faults);
            percentages_are_whole(&entry, &stated, faults);
            targets_pass_the_baseline(&entry, &stated, faults);
            some_target(&entry, faults);
        }
    }
}

/// Adds a fault for every actual of the running fiscal year or a later one, because returns give those.
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

/// An indicator and what its checks need.
struct Entry<'a> {
    plan: &'a Plan,
    project: &'a Project,
    indicator: &'a Indicator,
    positions: &'a Positions,
}

impl Entry<'_> {
    /// Returns the targets that the plan prints, with their years; a target over several years counts for the
    /// first.
    fn targets(&self) -> impl Iterator<Item = (FiscalYear, &Figure)> {
        let derived = &self.indicator.derived;
        let own = self.indicator.years.iter();
        let own = own.filter(|(year, cells)| cells.target_from == **year && !derived.contains_key(year));
        own.map(|(year, cells)| (*year, &*cells.target))
    }

    /// Returns the targets that are quantities, with their years.
    fn quantities(&self) -> impl Iterator<Item = (FiscalYear, &Quantity)> {
        self.targets().filter_map(|(year, figure)| figure.quantity.as_ref().map(|quantity| (year, quantity)))
    }

    /// Returns each quantity with the next one.
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

    /// Returns the targets of the years, 基準値, 中間目標 and 最終目標, each with its cell or, if it has none
    /// of its own, the row.
    fn stated(&self) -> Vec<Stated> {
        let indicator = self.indicator;
        let of_years = self.targets().filter_map(|(year, target)| {
            let at = Some(self.target_at(year)?);
            Some(Stated { what: format!("{}の目標", year.label()), at, figure: target.clone() })
        });
        let mut stated: Vec<Stated> = of_years.collect();
        let in_row = |what: &str, figure| Stated { what: what.to_owned(), at: self.row_at(), figure };
        stated.push(in_row(BASELINE, Figure::parse(&indicator.goals.baseline, &indicator.unit)));
        for (what, goal) in [("中間目標", &indicator.goals.interim), ("最終目標", &indicator.goals.last)]
        {
            stated.extend(goal.as_ref().map(|goal| in_row(what, goal.target.clone())));
        }
        stated
    }

    fn add(&self, kind: &'static Kind, at: Option<Pos>, message: &str, faults: &mut Faults) {
        let message = format!("{}{}：{message}", self.project.id, self.indicator.id);
        faults.add(kind, schema::INDICATORS.name, at, message);
    }

    fn add_with_help(
        &self,
        kind: &'static Kind,
        at: Option<Pos>,
        message: &str,
        help: &str,
        faults: &mut Faults,
    ) {
        let message = format!("{}{}：{message}", self.project.id, self.indicator.id);
        faults.add_with_help(kind, schema::INDICATORS.name, at, message, help);
    }
}

/// A target or 基準値 as stated in the plan.
struct Stated {
    /// Its name in sentences.
    what: String,
    at: Option<Pos>,
    figure: Figure,
}

const BASELINE: &str = "基準値";

/// A fiscal year and its target.
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

/// Reports targets by which no rate can be computed: below zero, or zero if more is better.
fn targets_above_zero(entry: &Entry, faults: &mut Faults) {
    let indicator = entry.indicator;
    let divides = indicator.method == Method::Ratio && indicator.accumulation != Accumulation::Milestone;
    if !divides {
        return;
    }
    let kind = &m16_zero_target::KIND;
    for (year, target) in entry.quantities() {
        let label = year.label();
        if target.number.is_zero() && indicator.direction == Direction::Increase {
            let message = format!("向きが増の指標の{label}の目標が0です");
            entry.add(kind, entry.target_at(year), &message, faults);
        } else if target.number.is_sign_negative() && !target.number.is_zero() {
            let message = format!("{label}の目標が0より小さいため、実績÷目標では率を計算できません");
            let help = "届いたかどうかで評価するときは算定方法を「到達」に、基準値からの進みで評価するときは\
                        「基準値比」にしてください";
            entry.add_with_help(kind, entry.target_at(year), &message, help, faults);
        }
    }
}

/// Reports targets and 基準値 in another unit than the indicator's, and targets of a 節目 that are mere
/// numbers.
fn units_are_the_indicators(entry: &Entry, stated: &[Stated], faults: &mut Faults) {
    let indicator = entry.indicator;
    for Stated { what, at, figure } in stated {
        let Some(quantity) = whole_quantity(figure) else { continue };
        let text = &figure.text;
        if indicator.accumulation == Accumulation::Milestone {
            if what != BASELINE {
                let message = format!("{what}に数がありますが、種別は「節目」です");
                let help =
                    "文章で評価するときは、このままで構いません。数で評価するときは、種別を直してください";
                entry.add_with_help(&m12_unit::KIND, *at, &message, help, faults);
            }
        } else if !quantity.unit.is_empty()
            && !indicator.unit.is_empty()
            && !unit::fits(&quantity.unit, &indicator.unit)
        {
            let message = format!("{what}「{text}」の単位が、単位「{}」と違います", indicator.unit);
            entry.add(&m12_unit::KIND, *at, &message, faults);
        }
    }
}

/// Reports bare fractions among percentages, such as 0.4 beside 50%: others are at least ten times as large.
fn percentages_are_whole(entry: &Entry, stated: &[Stated], faults: &mut Faults) {
    if !unit::same(&entry.indicator.unit, "%") || entry.indicator.accumulation == Accumulation::Milestone {
        return;
    }
    let actuals = entry.indicator.years.values().map(|cells| &*cells.actual);
    let figures = stated.iter().map(|stated| &stated.figure).chain(actuals);
    let others = figures.filter(|figure| !may_be_fraction(figure)).filter_map(whole_quantity);
    let Some(least) = others.map(|quantity| quantity.number.abs()).min() else { return };
    for Stated { what, at, figure } in stated.iter().filter(|stated| may_be_fraction(&stated.figure)) {
        let Some(number) = whole_quantity(figure).map(|quantity| quantity.number) else { continue };
        if least < number * Decimal::TEN {
            continue;
        }
        let (text, read) = (&figure.text, decimal_words(number));
        let meant = decimal_words(number * Decimal::ONE_HUNDRED);
        let message = format!("{what}「{text}」は{read}%と読み取ります。{meant}%のことではありませんか");
        let help = format!(
            "{meant}%のときは、「{meant}%」と入力してください。{read}%のときは、このままで構いません"
        );
        entry.add_with_help(&m12_unit::KIND, *at, &message, &help, faults);
    }
}

/// True for a bare number above 0 and up to 1, as Excel shows a percentage without its format.
fn may_be_fraction(figure: &Figure) -> bool {
    let is_bare = !figure.text.contains(['%', '％']);
    let number = whole_quantity(figure).map(|quantity| quantity.number);
    is_bare && number.is_some_and(|number| number > Decimal::ZERO && number <= Decimal::ONE)
}

/// Reports targets on the wrong side of 基準値, given 向き.
fn targets_pass_the_baseline(entry: &Entry, stated: &[Stated], faults: &mut Faults) {
    let indicator = entry.indicator;
    if indicator.accumulation == Accumulation::Milestone {
        return;
    }
    let baseline = stated.iter().find(|stated| stated.what == BASELINE);
    let Some(baseline) = baseline.and_then(|stated| whole_quantity(&stated.figure)) else { return };
    let (direction, passed) = match indicator.direction {
        Direction::Increase => (schema::DIRECTIONS[0], "下回って"),
        Direction::Decrease => (schema::DIRECTIONS[1], "上回って"),
    };
    for Stated { what, at, figure } in stated.iter().filter(|stated| stated.what != BASELINE) {
        let Some(target) = whole_quantity(figure).filter(|target| same_unit(target, baseline)) else {
            continue;
        };
        // M12 reports it already.
        if may_be_fraction(figure) && baseline.number >= target.number * Decimal::TEN {
            continue;
        }
        let is_behind = match indicator.direction {
            Direction::Increase => target.number < baseline.number,
            Direction::Decrease => target.number > baseline.number,
        };
        if is_behind {
            let message =
                format!("向きは「{direction}」ですが、{what}{target}が基準値{baseline}を{passed}います");
            let help = "計画のとおりであれば、このままで構いません。入力の誤りであれば、向き、目標、基準値を直してください";
            entry.add_with_help(&m07_falling_target::KIND, *at, &message, help, faults);
        }
    }
}

/// Returns the quantity of a figure that is nothing else, with or without a deadline.
fn whole_quantity(figure: &Figure) -> Option<&Quantity> {
    let is_whole = matches!(figure.kind, FigureKind::Quantity | FigureKind::Deadline);
    figure.quantity.as_ref().filter(|_| is_whole)
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

/// True if the units are variants of each other, or either is empty.
fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    a.unit.is_empty() || b.unit.is_empty() || unit::same(&a.unit, &b.unit)
}
