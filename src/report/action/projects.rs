//! Selects the projects of 要対応 and their rows, to which 概況 links.

use crate::evaluate::model::ProjectAssessment;
use crate::evaluate::reason::Reason;
use crate::plan::model::Project;
use crate::ratings::{EffectBasis, OUTLOOK};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::progress_list::rows::ListRow;

/// The row of the headings, counted from 0.
pub(super) const HEADING_ROW: u32 = 2;

/// A project on the sheet.
pub(in crate::report) struct ActionItem<'a> {
    /// Its row on the sheet, counted from 0.
    pub(in crate::report) row: u32,
    /// The project.
    pub(in crate::report) project: &'a Project,
    /// The assessment of the project.
    pub(in crate::report) assessment: &'a ProjectAssessment,
    /// The first of its rows of 進捗一覧.
    pub(super) first: &'a ListRow<'a>,
    /// Its rows of 進捗一覧.
    pub(super) rows: &'a [ListRow<'a>],
    /// The heading of its 施策, for the first project of each.
    pub(super) measure_heading: Option<String>,
}

impl ActionItem<'_> {
    /// Returns in a few words why the first indicator that needs action does. `None` if only the progress
    /// does, or if the label 未報告 says enough.
    pub(in crate::report) fn detail(&self, report: &Report) -> Option<String> {
        let bands = &report.plan.bands;
        let row = self.rows.iter().filter_map(|row| row.assessment).find(|row| row.needs_action(bands))?;
        let words = match &row.reason {
            _ if row.effect_basis == EffectBasis::NoActual && row.carried_from.is_none() => return None,
            Reason::Running(so_far) => so_far.outlook.as_ref()?.calculation.clone(),
            Reason::Stated(statement) => statement.sentence.clone(),
            Reason::Secretariat(replaced) => replaced.in_short(),
        };
        Some(words).filter(|words| !words.is_empty())
    }

    /// Returns the labels because of which the project needs action, without duplicates.
    pub(in crate::report) fn reasons(&self, report: &Report) -> Vec<String> {
        let mut reasons: Vec<String> = Vec::new();
        let mut add = |reason: String| {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        };
        for assessment in self.rows.iter().filter_map(|row| row.assessment) {
            let number = report.effect.number(assessment.effect);
            if report.effect.needs_action(number) {
                add(report.effect.label(number));
            }
            if let Some(band) = assessment.outlook.filter(|band| report.effect.needs_action(band + 1)) {
                add(format!("{}{OUTLOOK}", report.effect.label(band + 1)));
            }
        }
        let number = report.progress.number(self.assessment.progress);
        if report.progress.needs_action(number) {
            add(format!("進捗 {}", report.progress.label(number)));
        }
        reasons
    }
}

/// Returns the projects that need action, each with its row: by 施策 in the plan's order, within each the
/// worst first.
pub(in crate::report) fn projects<'a>(report: &'a Report<'a>) -> Vec<ActionItem<'a>> {
    let mut needing: Vec<(&ListRow<'a>, &'a ProjectAssessment)> = report
        .first_rows()
        .filter_map(|first| {
            let needing = first.project_assessment.filter(|project| project.needs_action);
            Some((first, needing?))
        })
        .collect();
    // The sort is stable: equally bad projects keep their order.
    needing.sort_by_key(|(first, project)| (first.groups.section, badness(report, project)));
    let mut listed: Vec<ActionItem> = Vec::new();
    let mut row = HEADING_ROW + 1;
    let mut measure = 0;
    for (first, assessment) in needing {
        let mut measure_heading = None;
        if measure != first.groups.section {
            measure = first.groups.section;
            measure_heading = Some(first.measure.heading());
            row += 1;
        }
        let rows = report.rows_of(first);
        listed.push(ActionItem { row, project: first.project, assessment, first, rows, measure_heading });
        row += 1;
    }
    listed
}

/// Returns a sort key that puts the worst project first.
fn badness(report: &Report, project: &ProjectAssessment) -> (usize, usize) {
    let weight = |categories: &Categories, number: usize| {
        categories.get(number).map_or(usize::MAX, |category| category.weight)
    };
    let effect = weight(&report.effect, report.effect.number(project.effect));
    (effect, weight(&report.progress, report.progress.number(project.progress)))
}
