//! Counts and shares: every name is listed, and counts add up.

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::model::{
    Counts, DepartmentAssessment, Group, IndicatorAssessment, ProjectAssessment, Share, State, Totals,
};
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::plan::model::{Bands, Level, Measure, Policy, Project};
use crate::ratings::{Effect, EffectBasis, Progress};
use crate::text::calendar::FiscalYear;

/// The bases of 対象外 that are always listed for the as-of fiscal year. (未到来 applies to later years only;
/// `counts` adds 判定なし where the plan does not judge effects.)
const NOT_APPLICABLE: [EffectBasis; 4] =
    [EffectBasis::NoIndicator, EffectBasis::Ended, EffectBasis::NoTarget, EffectBasis::DeadlineAhead];

/// The name of the group of departments without 部局, where other departments have one.
pub const NO_BUREAU: &str = "部局の記載なし";

/// A project of the plan with its assessment.
type Row<'a> = (&'a Project, &'a ProjectAssessment);

/// Returns the totals of a month of fiscal year `year`; `indicators` are the rows of all years.
pub(super) fn totals(
    plan: &Plan,
    indicators: &[IndicatorAssessment],
    projects: &[ProjectAssessment],
    departments: &[DepartmentAssessment],
    year: FiscalYear,
) -> Totals {
    let bands = &plan.bands;
    let rows: Vec<Row> = plan.projects.iter().zip(projects).collect();
    let this_year: Vec<&IndicatorAssessment> = indicators.iter().filter(|row| row.year == year).collect();
    let real: Vec<&IndicatorAssessment> =
        this_year.iter().filter(|row| row.indicator.is_some()).copied().collect();
    let not_applicable = real.iter().filter(|row| row.effect == Effect::NotApplicable);
    let states = State::ALL.map(|state| state.word().to_owned()).to_vec();
    Totals {
        plan: group(bands, "", "", &rows),
        indicator_achieved: achieved(bands, real.iter().map(|row| row.effect)),
        indicator_effect: effects(bands, real.iter().map(|row| row.effect)),
        not_applicable: bases(not_applicable.map(|row| row.effect_basis)),
        project_not_applicable: bases(project_bases(&rows, &this_year)),
        submission: counts(states, projects.iter().map(|row| row.state.word())),
        needs_action: projects.iter().filter(|row| row.needs_action).count(),
        by_policy: by_policy(plan, &rows),
        by_measure: by_measure(plan, &rows),
        by_middle: by_middle(plan, &rows),
        by_level: by_level(plan, &rows),
        by_department: by_department(bands, &rows, departments),
        by_bureau: by_bureau(bands, &rows, departments),
    }
}

/// Returns the basis of each 対象外 project, which is that of its first indicator.
fn project_bases<'a>(
    rows: &'a [Row],
    this_year: &[&'a IndicatorAssessment],
) -> impl Iterator<Item = EffectBasis> + use<'a> {
    let mut first: BTreeMap<&ProjectId, EffectBasis> = BTreeMap::new();
    for row in this_year {
        first.entry(&row.project).or_insert(row.effect_basis);
    }
    let out = rows.iter().filter(|(_, row)| row.effect == Effect::NotApplicable);
    out.filter_map(move |(project, _)| first.get(&project.id).copied())
}

fn by_policy(plan: &Plan, rows: &[Row]) -> Vec<Group> {
    let policy = |project: &Project| plan.measure(&project.measure).map(|measure| measure.policy.clone());
    let sorted = sorted(rows, |project| policy(project).unwrap_or_default());
    let group = |policy: &Policy| {
        group(&plan.bands, &policy.name, &policy.number, of(&sorted, policy.number.as_str()))
    };
    plan.policies.iter().map(group).collect()
}

fn by_measure(plan: &Plan, rows: &[Row]) -> Vec<Group> {
    let sorted = sorted(&below_policies(plan, rows), |project| project.measure.clone());
    let group = |measure: &Measure| {
        group(&plan.bands, &measure.name, &measure.number, of(&sorted, measure.number.as_str()))
    };
    plan.measures.iter().map(group).collect()
}

/// Returns the rows that belong to a 施策; those of a 基本方針 itself do not.
fn below_policies<'a>(plan: &Plan, rows: &[Row<'a>]) -> Vec<Row<'a>> {
    rows.iter().copied().filter(|(project, _)| plan.is_below_policy(project)).collect()
}

fn by_middle(plan: &Plan, rows: &[Row]) -> Vec<Group> {
    let middle = plan.middle_groups();
    let key = |policy: &str, group: &str| format!("{policy}\n{group}");
    let sorted = sorted(&below_policies(plan, rows), |project| {
        plan.measure(&project.measure).map(|own| key(&own.policy, &own.group)).unwrap_or_default()
    });
    let group = |(policy, name): (&str, &str)| group(&plan.bands, name, "", of(&sorted, &key(policy, name)));
    middle.into_iter().map(group).collect()
}

fn by_level(plan: &Plan, rows: &[Row]) -> Vec<Group> {
    if !plan.has_other_levels() {
        return Vec::new();
    }
    let sorted = sorted(rows, |project| project.level.word().to_owned());
    let group = |level: Level| group(&plan.bands, level.word(), "", of(&sorted, level.word()));
    plan.levels().into_iter().map(group).collect()
}

fn by_department(bands: &Bands, rows: &[Row], departments: &[DepartmentAssessment]) -> Vec<Group> {
    let sorted = sorted(rows, |project| project.lead.clone());
    let leading = departments.iter().filter(|row| row.projects > 0);
    leading.map(|row| group(bands, &row.department, "", of(&sorted, row.department.as_str()))).collect()
}

fn by_bureau(bands: &Bands, rows: &[Row], departments: &[DepartmentAssessment]) -> Vec<Group> {
    let of_department: BTreeMap<&str, &str> =
        departments.iter().map(|row| (row.department.as_str(), row.bureau.as_str())).collect();
    let bureau = |project: &Project| of_department.get(project.lead.as_str()).copied().unwrap_or_default();
    let sorted = sorted(rows, |project| bureau(project).to_owned());
    let group = |name: Option<&str>| {
        group(bands, name.unwrap_or(NO_BUREAU), "", of(&sorted, name.unwrap_or_default()))
    };
    bureaus(departments).into_iter().map(group).collect()
}

/// Groups the rows by a key, each group in the master's order.
fn sorted<'a>(rows: &[Row<'a>], key: impl Fn(&Project) -> String) -> BTreeMap<String, Vec<Row<'a>>> {
    let mut sorted: BTreeMap<String, Vec<Row<'a>>> = BTreeMap::new();
    for row in rows {
        sorted.entry(key(row.0)).or_default().push(*row);
    }
    sorted
}

fn of<'r, 'a>(sorted: &'r BTreeMap<String, Vec<Row<'a>>>, key: &str) -> &'r [Row<'a>] {
    sorted.get(key).map_or(&[], Vec::as_slice)
}

/// Returns the 部局 that lead a project, in the master's order. Where the master knows only some, `None` at the
/// end stands for the departments without one, so that the sums close; where it knows none, there are no
/// totals by 部局.
fn bureaus(departments: &[DepartmentAssessment]) -> Vec<Option<&str>> {
    let leading = || departments.iter().filter(|row| row.projects > 0);
    let mut known = BTreeSet::new();
    let named = leading().map(|row| row.bureau.as_str()).filter(|name| !name.is_empty());
    let mut names: Vec<Option<&str>> = named.filter(|name| known.insert(*name)).map(Some).collect();
    if !names.is_empty() && leading().any(|row| row.bureau.is_empty()) {
        names.push(None);
    }
    names
}

fn group(bands: &Bands, name: &str, number: &str, rows: &[Row]) -> Group {
    let assessed = || rows.iter().map(|(_, row)| *row);
    let reported = || assessed().filter(|row| row.reported_now);
    let on_track = reported().filter(|row| row.progress.is_good(bands));
    let due = || assessed().filter(|row| row.state != State::NotDue);
    Group {
        name: name.to_owned(),
        number: number.to_owned(),
        effect: effects(bands, assessed().map(|row| row.effect)),
        progress: progresses(bands, assessed().map(|row| row.progress)),
        achieved: achieved(bands, assessed().map(|row| row.effect)),
        on_track: Share { part: on_track.count(), base: reported().count() },
        submitted: Share {
            part: due().filter(|row| row.state != State::Missing).count(),
            base: due().count(),
        },
        submission: submission(assessed()),
        needs_action: assessed().filter(|row| row.needs_action).count(),
    }
}

fn submission<'a>(projects: impl Iterator<Item = &'a ProjectAssessment>) -> Counts {
    let states = State::ALL.map(|state| state.word().to_owned()).to_vec();
    counts(states, projects.map(|row| row.state.word()))
}

/// 達成割合: the bands that are 良好 ÷ all banded.
fn achieved(bands: &Bands, effects: impl Iterator<Item = Effect>) -> Share {
    let banded: Vec<Effect> = effects.filter(|effect| matches!(effect, Effect::Band(_))).collect();
    Share { part: banded.iter().filter(|effect| effect.is_good(bands)).count(), base: banded.len() }
}

/// Counts effects; nothing where the plan does not judge them.
fn effects(bands: &Bands, found: impl Iterator<Item = Effect>) -> Counts {
    if !bands.judge_effect() {
        return Counts::default();
    }
    let fixed = Effect::FIXED.iter().map(|effect| effect.word(bands).to_owned());
    let names = bands.effect.iter().map(|band| band.name.clone()).chain(fixed).collect();
    counts(names, found.map(|effect| effect.word(bands)))
}

/// Counts progress; nothing where the plan does not judge it.
fn progresses(bands: &Bands, found: impl Iterator<Item = Progress>) -> Counts {
    if !bands.judge_progress() {
        return Counts::default();
    }
    let fixed = Progress::FIXED.iter().map(|progress| progress.word(bands).to_owned());
    let names = bands.progress.iter().map(|band| band.name.clone()).chain(fixed).collect();
    counts(names, found.map(|progress| progress.word(bands)))
}

fn bases(found: impl Iterator<Item = EffectBasis>) -> Counts {
    counts(NOT_APPLICABLE.map(|basis| basis.word().to_owned()).to_vec(), found.map(EffectBasis::word))
}

/// Counts how often each name was found. Adds names that are not listed, so that the sum is right.
fn counts<'a>(names: Vec<String>, found: impl Iterator<Item = &'a str>) -> Counts {
    let mut rows: Vec<(String, usize)> = names.into_iter().map(|name| (name, 0)).collect();
    for word in found {
        match rows.iter_mut().find(|(name, _)| name == word) {
            Some((_, count)) => *count += 1,
            None => rows.push((word.to_owned(), 1)),
        }
    }
    Counts(rows)
}
