//! A month's judgments as the rules see them.

use std::collections::BTreeMap;

use crate::checks::entry::Entry;
use crate::evaluate::model::{Assessment, IndicatorAssessment, ProjectAssessment};
use crate::figure::says_nothing;
use crate::findings::{Finding, Kind};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::{Plan, Project};
use crate::ratings::{EffectBasis, ProgressBasis};
use crate::returns::Return;
use crate::returns::accepted::AcceptedMonths;
use crate::text::calendar::Month;

/// The judgments, and the returns of this month that they rest on.
#[derive(Debug)]
pub struct Review<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The month.
    pub month: Month,
    /// The return that counts, per project; a project without one this month was asked about when it had.
    pub counting: BTreeMap<ProjectId, &'a Return>,
    /// The judgments.
    pub assessment: &'a Assessment,
    /// What counts.
    pub accepted_months: &'a AcceptedMonths,
}

/// A project that was returned this month, with its judgments.
#[derive(Clone, Debug)]
pub struct Reviewed<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its judgment.
    pub judged: &'a ProjectAssessment,
    /// Its indicators' judgments of the fiscal year.
    pub indicators: Vec<&'a IndicatorAssessment>,
    entry: Entry<'a>,
}

impl<'a> Review<'a> {
    /// The projects that were returned this month.
    pub fn projects(&self) -> impl Iterator<Item = Reviewed<'a>> + '_ {
        self.counting.iter().filter_map(|(id, ret)| {
            let project = self.plan.project(id)?;
            let year = self.month.fiscal_year();
            let indicators = self.assessment.indicators.of_parent(id).filter(|row| row.year == year);
            let progress = (Field::Progress, None);
            let entry = Entry::new(self.plan, project, self.month, progress, ret, None, self.accepted_months);
            let judged = self.assessment.project(id)?;
            Some(Reviewed { project, judged, indicators: indicators.collect(), entry })
        })
    }
}

impl<'a> Reviewed<'a> {
    /// A field of the report block.
    #[must_use]
    pub fn entry(&self, field: Field) -> Entry<'a> {
        self.entry.beside(field)
    }

    /// A row of the schedule block.
    #[must_use]
    pub fn row(&self, field: Field, row: &IndicatorAssessment) -> Entry<'a> {
        let indicator = row.indicator.as_ref().and_then(|id| self.project.indicator(id));
        self.entry.row(field, indicator)
    }

    /// What about it needs action, in words: `効果達成状況が「未達」`; `None` where nothing does.
    #[must_use]
    pub fn needs_action(&self, plan: &Plan) -> Option<String> {
        let progress = self.judged.progress.band(&plan.bands).filter(|band| band.needs_action).map(|band| {
            let by = (self.judged.progress_basis == Some(ProgressBasis::Secretariat)).then_some(BY_OFFICE);
            format!("進捗状況が{}「{}」", by.unwrap_or_default(), band.name)
        });
        let effect = self.indicators.iter().find_map(|row| {
            let band = row.effect.band(&plan.bands).filter(|band| band.needs_action)?;
            let by = (row.effect_basis == EffectBasis::Secretariat).then_some(BY_OFFICE);
            Some(format!("{}の効果達成状況が{}「{}」", named(row), by.unwrap_or_default(), band.name))
        });
        let outlook = self.indicators.iter().find_map(|row| {
            let band = plan.bands.effect.get(row.outlook?).filter(|band| band.needs_action)?;
            Some(format!("{}の年度末の見込みが「{}」", named(row), band.name))
        });
        effect.or(outlook).or(progress)
    }
}

/// Whose judgment it is, where it is not what the department's own figures give.
const BY_OFFICE: &str = "事務局評価で";

/// The words by which a sentence names an indicator.
#[must_use]
pub(crate) fn named(row: &IndicatorAssessment) -> String {
    let symbol = row.indicator.as_ref().map_or("", |id| id.symbol());
    format!("指標{symbol}")
}

/// Projects with a band marked 要対応, or such an outlook, whose department leaves a field that explains it blank (R03, R04).
pub(super) fn left_unsaid(
    review: &Review<'_>,
    kind: &'static Kind,
    field: Field,
    expected: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for reviewed in review.projects() {
        let entry = reviewed.entry(field);
        let Some(why) = reviewed.needs_action(review.plan).filter(|_| says_nothing(entry.text())) else {
            continue;
        };
        let message = format!("{why}ですが、{}が記入されていません", field.label());
        findings.push(entry.stamp(kind.at(entry.cell(), message).expected(expected)));
    }
    findings
}
