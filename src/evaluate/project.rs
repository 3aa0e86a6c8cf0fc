//! Projects and departments: effect, progress and 提出状況.

use crate::evaluate::known_actual::accepted;
use crate::evaluate::model::{DepartmentAssessment, IndicatorAssessment, ProjectAssessment, State};
use crate::evaluate::progress::judge;
use crate::plan::Plan;
use crate::plan::model::{Project, ProjectEffect};
use crate::ratings::Effect;
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::Month;

/// Returns a project's row; `rows` are its indicators (or its own row) of the as-of fiscal year.
pub(super) fn assess(
    plan: &Plan,
    accepted_months: &AcceptedMonths,
    project: &Project,
    rows: &[&IndicatorAssessment],
    month: Month,
) -> ProjectAssessment {
    let bands = &plan.bands;
    let stands = accepted(accepted_months, &project.id, month.fiscal_year(), month);
    let judged = judge(plan, project, stands, rows, month);
    let resubmitted =
        accepted_months.months.get(&month).is_some_and(|state| state.resubmitted.contains(&project.id));
    let needs_action = judged.progress.needs_action(bands) || rows.iter().any(|row| row.needs_action(bands));
    ProjectAssessment {
        project: project.id.clone(),
        effect: effect(rows, plan.settings.project_effect, bands.effect.len()),
        progress: judged.progress,
        progress_basis: judged.basis,
        progress_computed: judged.computed,
        progress_reported: judged.reported,
        reported_now: judged.reported_now,
        progress_reason: judged.reason,
        state: state(accepted_months, project, month),
        resubmitted,
        carried_from: stands.and_then(|stands| stands.returned_in).filter(|made| *made != month),
        needs_action,
    }
}

/// Returns a department's row; `projects` are those that it leads.
pub(super) fn department(name: &str, bureau: &str, projects: &[&ProjectAssessment]) -> DepartmentAssessment {
    let count = |wanted: State| projects.iter().filter(|row| row.state == wanted).count();
    DepartmentAssessment {
        department: name.to_owned(),
        bureau: bureau.to_owned(),
        projects: projects.len(),
        returned: count(State::Returned) + count(State::ToCorrect),
        to_correct: count(State::ToCorrect),
        missing: count(State::Missing),
        state: projects.iter().map(|row| row.state).min().unwrap_or(State::NotDue),
    }
}

fn effect(rows: &[&IndicatorAssessment], choice: ProjectEffect, bands: usize) -> Effect {
    let chosen = match choice {
        ProjectEffect::Primary => rows.first(),
        ProjectEffect::Worst => rows.iter().min_by_key(|row| row.effect.rank(bands)),
    };
    chosen.map_or(Effect::NotApplicable, |row| row.effect)
}

fn state(accepted_months: &AcceptedMonths, project: &Project, month: Month) -> State {
    if project.ended(month.fiscal_year()) {
        return State::NotDue;
    }
    let Some(state) = accepted_months.months.get(&month) else { return State::Missing };
    if state.to_correct.contains(&project.id) {
        return State::ToCorrect;
    }
    if state.unanswered.get(&project.id).is_some_and(|departments| !departments.is_empty()) {
        return State::Missing;
    }
    let returned = state.projects.get(&project.id).is_some_and(|accepted| accepted.return_id.is_some());
    if returned { State::Returned } else { State::Missing }
}
