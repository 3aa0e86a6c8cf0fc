//! The judgments of a month as the review rules see them.

use std::collections::BTreeMap;

use crate::checks::entry::Entry;
use crate::evaluate::model::{Assessment, IndicatorAssessment, ProjectAssessment};
use crate::figure::has_no_content;
use crate::findings::{Finding, Kind};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::{Plan, Project};
use crate::ratings::{EffectBasis, ProgressBasis};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return};
use crate::text::calendar::Month;

/// The judgments of a month, and the returns they rest on.
#[derive(Debug)]
pub(crate) struct Review<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The month.
    pub month: Month,
    /// The counting return of each project. Projects without one are not reviewed: their carried values were
    /// reviewed in an earlier month.
    pub counting: BTreeMap<ProjectId, &'a Return>,
    /// By project, the entries that count from another department's return.
    pub sources: BTreeMap<ProjectId, BTreeMap<EntryKey, &'a Return>>,
    /// The judgments.
    pub assessment: &'a Assessment,
    /// The accepted entries of all months.
    pub accepted_months: &'a AcceptedMonths,
}

/// A project returned this month, with its judgments.
#[derive(Clone, Debug)]
pub(crate) struct Reviewed<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its judgment.
    pub judged: &'a ProjectAssessment,
    /// The judgments of its indicators for the fiscal year.
    pub indicators: Vec<&'a IndicatorAssessment>,
    entry: Entry<'a>,
    sources: BTreeMap<EntryKey, &'a Return>,
}

impl<'a> Review<'a> {
    /// Returns the projects that were returned this month.
    #[must_use]
    pub(crate) fn projects(&self) -> Vec<Reviewed<'a>> {
        let year = self.month.fiscal_year();
        let mut rows: BTreeMap<&ProjectId, Vec<&'a IndicatorAssessment>> = BTreeMap::new();
        for row in self.assessment.indicators.iter().filter(|row| row.year == year) {
            rows.entry(&row.project).or_default().push(row);
        }
        let judged: BTreeMap<&ProjectId, &'a ProjectAssessment> =
            self.assessment.projects.iter().map(|row| (&row.project, row)).collect();
        let reviewed = |project: &'a Project| {
            let ret = self.counting.get(&project.id)?;
            let progress = (Field::Progress, None);
            Some(Reviewed {
                project,
                judged: judged.get(&project.id)?,
                indicators: rows.get(&project.id).cloned().unwrap_or_default(),
                entry: Entry::new(self.plan, project, self.month, progress, ret, None, self.accepted_months),
                sources: self.sources.get(&project.id).cloned().unwrap_or_default(),
            })
        };
        self.plan.projects.iter().filter_map(reviewed).collect()
    }
}

impl<'a> Reviewed<'a> {
    /// Returns a field of the report block, from the return from which it counts.
    #[must_use]
    pub(crate) fn entry(&self, field: Field) -> Entry<'a> {
        self.in_counting_return(self.entry.other_field(field))
    }

    /// Returns a row of the schedule block, from the return from which it counts.
    #[must_use]
    pub(crate) fn row(&self, field: Field, row: &IndicatorAssessment) -> Entry<'a> {
        let indicator = row.indicator.as_ref().and_then(|id| self.project.indicator(id));
        self.in_counting_return(self.entry.row(field, indicator))
    }

    fn in_counting_return(&self, entry: Entry<'a>) -> Entry<'a> {
        self.sources.get(&entry.key()).map_or(entry, |ret| entry.in_return(ret))
    }

    /// Returns in words the first band or outlook marked 要対応, such as `指標①の効果達成状況が「未達」`: an
    /// effect, else an outlook, else the progress.
    #[must_use]
    pub(crate) fn needs_action(&self, plan: &Plan) -> Option<String> {
        let progress = self.judged.progress.band(&plan.bands).filter(|band| band.needs_action).map(|band| {
            let by =
                (self.judged.progress_basis == Some(ProgressBasis::Secretariat)).then_some(BY_SECRETARIAT);
            format!("進捗状況が{}「{}」", by.unwrap_or_default(), band.name)
        });
        let effect = self.indicators.iter().find_map(|row| {
            let band = row.effect.band(&plan.bands).filter(|band| band.needs_action)?;
            let by = (row.effect_basis == EffectBasis::Secretariat).then_some(BY_SECRETARIAT);
            Some(format!("{}の効果達成状況が{}「{}」", named(row), by.unwrap_or_default(), band.name))
        });
        let outlook = self.indicators.iter().find_map(|row| {
            let band = plan.bands.effect.get(row.outlook?).filter(|band| band.needs_action)?;
            Some(format!("{}の年度末の見込みが「{}」", named(row), band.name))
        });
        effect.or(outlook).or(progress)
    }
}

/// Precedes the band of a judgment that the secretariat made.
const BY_SECRETARIAT: &str = "事務局評価で";

/// Returns the name of an indicator for messages.
#[must_use]
pub(crate) fn named(row: &IndicatorAssessment) -> String {
    let symbol = row.indicator.as_ref().map_or("", |id| id.symbol());
    format!("指標{symbol}")
}

/// Reports projects with a band or an outlook marked 要対応 whose department left `field` blank (R03, R04).
pub(super) fn blank_despite_action(
    review: &Review<'_>,
    kind: &'static Kind,
    field: Field,
    expected: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for reviewed in review.projects() {
        let entry = reviewed.entry(field);
        let Some(why) = reviewed.needs_action(review.plan).filter(|_| has_no_content(entry.text())) else {
            continue;
        };
        let message = format!("{why}ですが、{}が記入されていません", field.label());
        findings.push(entry.attribute(kind.at(entry.cell(), message).expected(expected)));
    }
    findings
}
