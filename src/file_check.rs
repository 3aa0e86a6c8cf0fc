//! Checks named files against the plan before they are returned, for `shinchoku check`.
//!
//! They are judged as returns of their month, with what was accepted in earlier months, but without the other
//! returns of their month.

use std::collections::{BTreeMap, BTreeSet};

use crate::consolidate::{Consolidation, FileRecord, consolidate_resolved};
use crate::figure::says_nothing;
use crate::findings::{Finding, Location, Planned, Role, Severity};
use crate::intake::wire::Returned;
use crate::plan::Plan;
use crate::resolve::{self, Resolved};
use crate::returns::Return;
use crate::sources::FileId;
use crate::text::calendar::Month;

/// The result of the check.
#[derive(Debug)]
pub struct FileCheck {
    /// The consolidation of the files as returns of the month.
    pub consolidation: Consolidation,
    /// The files named.
    pub named: BTreeSet<FileId>,
    /// The month given, or found in the files; `None` if there is neither.
    pub month: Option<Month>,
    /// True if there was anything besides the plan to compare with.
    pub has_history: bool,
}

/// Checks the named files as returns of a month: the one given, otherwise the latest month in the files.
#[must_use]
pub(crate) fn check_files(
    plan: &Plan,
    returned: Returned,
    named: BTreeSet<FileId>,
    as_of: Option<Month>,
) -> FileCheck {
    let mut resolved = resolve::resolve(plan, returned);
    let month = as_of.or_else(|| latest(&resolved, &named));
    let as_of = month.unwrap_or(plan.period_end);
    let own = |ret: &Return| named.contains(&ret.file);
    resolved.returns.retain(|ret| own(ret) || (!ret.refused && ret.month.is_some_and(|month| month < as_of)));
    let has_history = resolved.returns.iter().any(|ret| !own(ret));
    let kept: BTreeSet<&str> = resolved.returns.iter().map(|ret| ret.id.as_str()).collect();
    let mut findings = std::mem::take(&mut resolved.findings);
    findings.retain(|finding| finding.return_id.as_deref().is_some_and(|id| kept.contains(id)));
    resolved.findings = findings;
    FileCheck { consolidation: consolidate_resolved(plan, resolved, as_of), named, month, has_history }
}

/// Returns the latest month of the named files: of resolved forms, otherwise of unresolved ones, otherwise of
/// their folders.
fn latest(resolved: &Resolved, named: &BTreeSet<FileId>) -> Option<Month> {
    let own = || resolved.returns.iter().filter(|ret| named.contains(&ret.file));
    let folders = resolved.files.iter().filter(|file| named.contains(&file.id));
    own()
        .filter_map(|ret| ret.month)
        .max()
        .or_else(|| own().flat_map(|ret| ret.months.iter().copied()).max())
        .or_else(|| folders.filter_map(|file| file.folder_month).max())
}

impl FileCheck {
    /// Returns the findings about the named files: 誤り first, then in the order of the record.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        let c = &self.consolidation;
        let files: BTreeMap<&str, FileId> = c.returns.iter().map(|ret| (ret.id.as_str(), ret.file)).collect();
        let file_of = |finding: &Finding| match finding.location {
            Location::File(file) => Some(file),
            _ => finding.return_id.as_deref().and_then(|id| files.get(id).copied()),
        };
        let mut findings: Vec<&Finding> = c
            .findings
            .iter()
            .filter(|finding| file_of(finding).is_some_and(|file| self.named.contains(&file)))
            .filter(|finding| self.has_history || !rests_on_returns(finding))
            .collect();
        findings.sort_by_key(|finding| finding.severity);
        findings
    }

    /// Returns the named files with their outcomes.
    pub fn files(&self) -> impl Iterator<Item = &FileRecord> {
        self.consolidation.files.iter().filter(|record| self.named.contains(&record.file.id))
    }

    /// Returns the number of forms checked, and the number of forms for other months, in the named files.
    #[must_use]
    pub fn forms(&self) -> (usize, usize) {
        let c = &self.consolidation;
        let own = || c.returns.iter().filter(|ret| self.named.contains(&ret.file));
        let examined = own().filter(|ret| ret.belongs_to(c.as_of)).count();
        (examined, own().count() - examined)
    }

    /// Returns the number of findings with a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings().iter().filter(|finding| finding.severity == severity).count()
    }
}

/// True if a finding cannot be judged without earlier returns: the form shows a past year's actual that the
/// plan does not have yet.
fn rests_on_returns(finding: &Finding) -> bool {
    finding.kind.role == Role::Change(Planned::PastActual) && says_nothing(&finding.expected)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::file_check::{FileCheck, check_files};
    use crate::findings::Severity;
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, Form, form, month, plan, returned};
    use crate::text::calendar::Month;

    fn examined(forms: Vec<Form>, named: &[&str], as_of: Option<Month>) -> FileCheck {
        let returned = returned(forms);
        let named: BTreeSet<_> = returned
            .files
            .iter()
            .filter(|file| named.contains(&returned.sources.path(file.id)))
            .map(|file| file.id)
            .collect();
        check_files(&plan(), returned, named, as_of)
    }

    fn codes(found: &FileCheck) -> Vec<&str> {
        found.findings().iter().map(|finding| finding.kind.code).collect()
    }

    #[test]
    fn only_findings_about_the_named_file_are_shown() {
        let plan = plan();
        let forms = vec![
            form(&plan, "1-1-1", AS_OF).path("new.xlsx").actual(0, "411件"),
            form(&plan, "1-1-2", AS_OF).actual(0, "#REF!"),
        ];
        let found = examined(forms, &["new.xlsx"], None);
        assert_eq!(codes(&found), ["V03"]);
        assert_eq!((found.forms(), found.count(Severity::Error)), ((1, 0), 1));
    }

    #[test]
    fn earlier_months_count_and_other_returns_of_the_month_do_not() {
        let plan = plan();
        let forms = vec![
            form(&plan, "1-1-1", "2031-12").actual(0, "420手続"),
            // This return of the same month, already in its folder, neither replaces the checked file nor
            // conflicts with it.
            form(&plan, "1-1-1", AS_OF).actual(0, "430手続"),
            form(&plan, "1-1-1", AS_OF).path("new.xlsx"),
        ];
        assert_eq!(codes(&examined(forms, &["new.xlsx"], None)), ["C01"]);
    }

    #[test]
    fn a_past_actual_that_the_plan_lacks_is_a_change_only_beside_earlier_returns() {
        let plan = plan();
        let next = || form(&plan, "1-1-1", "2032-06").path("new.xlsx");
        let shown =
            || next().of_year(Field::Actual, 0, 2031, "411手続").actual(0, "500手続").actual(1, "70%");
        assert_eq!(codes(&examined(vec![shown()], &["new.xlsx"], None)), Vec::<&str>::new());
        let before = form(&plan, "1-1-1", AS_OF).actual(0, "400手続");
        assert_eq!(codes(&examined(vec![before, shown()], &["new.xlsx"], None)), ["P02"]);
    }

    #[test]
    fn the_month_is_the_given_one_else_the_latest_in_the_files() {
        let plan = plan();
        let forms = || vec![form(&plan, "1-1-1", "2031-12"), form(&plan, "1-1-1", AS_OF)];
        let both = ["2031-12/1-1-1.xlsx", "2032-03/1-1-1.xlsx"];
        let found = examined(forms(), &both, None);
        assert_eq!((found.consolidation.as_of, found.forms()), (month(AS_OF), (1, 1)));
        let found = examined(forms(), &both, Some(month("2031-12")));
        assert_eq!((found.consolidation.as_of, found.forms()), (month("2031-12"), (1, 1)));
    }
}
