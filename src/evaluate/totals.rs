//! Counts and shares: every name is always listed, and counts always add up.

use crate::evaluate::model::{
    Counts, DepartmentAssessment, Group, IndicatorAssessment, ProjectAssessment, Share, State, Totals,
};
use crate::plan::Plan;
use crate::plan::model::{Bands, Project};
use crate::ratings::{Effect, EffectBasis, Progress};
use crate::text::calendar::FiscalYear;

/// Why an indicator of the as-of fiscal year can be 対象外 (a year ahead it is not).
const NOT_APPLICABLE: [EffectBasis; 4] =
    [EffectBasis::NoIndicator, EffectBasis::Ended, EffectBasis::NoTarget, EffectBasis::DeadlineAhead];

/// The name under which the departments stand whose 部局 the master does not know.
pub const NO_BUREAU: &str = "部局の記載なし";

/// A project of the plan with its assessment.
type Row<'a> = (&'a Project, &'a ProjectAssessment);

/// The totals of a month; `indicators` are the rows of its fiscal year `year`.
pub(super) fn totals(
    plan: &Plan,
    indicators: &[IndicatorAssessment],
    projects: &[ProjectAssessment],
    departments: &[DepartmentAssessment],
    year: FiscalYear,
) -> Totals {
    let bands = &plan.bands;
    let rows: Vec<Row> = plan.projects.iter().zip(projects).collect();
    let of = |name: &str, number: &str, belongs: &dyn Fn(&Project) -> bool| {
        group(bands, name, number, rows.iter().filter(|(project, _)| belongs(project)).copied().collect())
    };
    let policy_of = |project: &Project| {
        plan.measure(&project.measure).map(|measure| measure.policy.as_str()).unwrap_or_default().to_owned()
    };
    let this_year: Vec<&IndicatorAssessment> = indicators.iter().filter(|row| row.year == year).collect();
    let real: Vec<&IndicatorAssessment> =
        this_year.iter().filter(|row| row.indicator.is_some()).copied().collect();
    let indicator_effect = effects(bands, real.iter().map(|row| row.effect));
    // A project that is 対象外 has only such indicators: the first says why.
    let out =
        rows.iter().filter(|(_, row)| row.effect == Effect::NotApplicable).filter_map(|(project, _)| {
            this_year.iter().find(|row| row.project == project.id).map(|row| row.effect_basis)
        });
    Totals {
        plan: of("", "", &|_| true),
        indicator_achieved: achieved(real.iter().map(|row| row.effect)),
        indicator_effect,
        not_applicable: bases(
            real.iter().filter(|row| row.effect == Effect::NotApplicable).map(|row| row.effect_basis),
        ),
        project_not_applicable: bases(out),
        submission: counts(
            State::ALL.map(|state| state.word().to_owned()).to_vec(),
            projects.iter().map(|row| row.state.word()),
        ),
        needs_action: projects.iter().filter(|row| row.needs_action).count(),
        by_policy: plan
            .policies
            .iter()
            .map(|policy| of(&policy.name, &policy.number, &|project| policy_of(project) == policy.number))
            .collect(),
        by_measure: plan
            .measures
            .iter()
            .map(|measure| of(&measure.name, &measure.number, &|project| project.measure == measure.number))
            .collect(),
        by_department: departments
            .iter()
            .filter(|row| row.projects > 0)
            .map(|row| of(&row.department, "", &|project| project.lead == row.department))
            .collect(),
        by_bureau: bureaus(departments)
            .into_iter()
            .map(|bureau| {
                of(bureau.unwrap_or(NO_BUREAU), "", &|project| {
                    let own = |row: &&DepartmentAssessment| row.department == project.lead;
                    departments.iter().find(own).map_or("", |row| row.bureau.as_str())
                        == bureau.unwrap_or_default()
                })
            })
            .collect(),
    }
}

/// The bureaus that lead a project, in the order in which the master names them. Where it names only some, the departments without one
/// stand together at the end, so that the sums close; where it names none, there are no totals by bureau.
fn bureaus(departments: &[DepartmentAssessment]) -> Vec<Option<&str>> {
    let mut names: Vec<Option<&str>> = Vec::new();
    let leading = || departments.iter().filter(|row| row.projects > 0);
    for row in leading().filter(|row| !row.bureau.is_empty()) {
        if !names.contains(&Some(row.bureau.as_str())) {
            names.push(Some(&row.bureau));
        }
    }
    if !names.is_empty() && leading().any(|row| row.bureau.is_empty()) {
        names.push(None);
    }
    names
}

fn group(bands: &Bands, name: &str, number: &str, rows: Vec<Row>) -> Group {
    let assessed = || rows.iter().map(|(_, row)| *row);
    let reported = || assessed().filter(|row| row.reported_now);
    let on_track = reported().filter(|row| matches!(row.progress, Progress::Band(0) | Progress::Completed));
    let due = || assessed().filter(|row| row.state != State::NotDue);
    Group {
        name: name.to_owned(),
        number: number.to_owned(),
        effect: effects(bands, assessed().map(|row| row.effect)),
        progress: progresses(bands, assessed().map(|row| row.progress)),
        achieved: achieved(assessed().map(|row| row.effect)),
        on_track: Share { part: on_track.count(), base: reported().count() },
        submitted: Share {
            part: due().filter(|row| row.state != State::Missing).count(),
            base: due().count(),
        },
    }
}

/// 達成割合: the best band ÷ all banded.
fn achieved(effects: impl Iterator<Item = Effect>) -> Share {
    let banded: Vec<Effect> = effects.filter(|effect| matches!(effect, Effect::Band(_))).collect();
    Share { part: banded.iter().filter(|effect| **effect == Effect::Band(0)).count(), base: banded.len() }
}

fn effects(bands: &Bands, found: impl Iterator<Item = Effect>) -> Counts {
    let fixed = Effect::FIXED.iter().map(|effect| effect.word(bands).to_owned());
    let names = bands.effect.iter().map(|band| band.name.clone()).chain(fixed).collect();
    counts(names, found.map(|effect| effect.word(bands)))
}

fn progresses(bands: &Bands, found: impl Iterator<Item = Progress>) -> Counts {
    let fixed = Progress::FIXED.iter().map(|progress| progress.word(bands).to_owned());
    let names = bands.progress.iter().map(|band| band.name.clone()).chain(fixed).collect();
    counts(names, found.map(|progress| progress.word(bands)))
}

fn bases(found: impl Iterator<Item = EffectBasis>) -> Counts {
    counts(NOT_APPLICABLE.map(|basis| basis.word().to_owned()).to_vec(), found.map(EffectBasis::word))
}

/// How often each name was found; a name that is not listed yet is added, so that nothing is lost.
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
