//! Collects the findings of a month from the stages, and sorts them for the record.

use std::collections::{BTreeMap, BTreeSet};

use workbook::Pos;

use crate::accept::{self, Counting};
use crate::evaluate::evaluate;
use crate::evaluate::model::Assessment;
use crate::findings::{Finding, Location, Role, confirmed};
use crate::ids::ProjectId;
use crate::intake::wire::ReturnedFile;
use crate::plan::model::Plan;
use crate::resolve;
use crate::returns::accepted::{self, AcceptedMonths};
use crate::returns::{EntryKey, FormOutcome, Return, Returns};
use crate::review::{Review, of_assessment};
use crate::sources::{CellRef, FileId, SheetId, Sources};
use crate::text::calendar::Month;

/// Returns the findings about a month's forms from resolving, and about forms in no month's folder. Leaves
/// out those of superseded and duplicate forms.
pub(super) fn of_forms(
    files: &[ReturnedFile],
    returns: &[Return],
    findings: Vec<Finding>,
    accepted_months: &AcceptedMonths,
    as_of: Month,
) -> Vec<Finding> {
    let speaks = |ret: &Return, finding: &Finding| match ret.outcome {
        FormOutcome::Duplicate | FormOutcome::OtherMonth => false,
        // Of a superseded form only what led to its replacement is told, such as an unreadable 提出回.
        FormOutcome::Superseded => finding.kind.role == Role::Replaced,
        // A form that only `accept` refused has one finding from there, with the reason.
        FormOutcome::Refused => ret.refused,
        FormOutcome::Adopted | FormOutcome::Partly => true,
    };
    let own = |ret: &&Return| ret.belongs_to(as_of);
    let by_id: BTreeMap<&str, &Return> =
        returns.iter().filter(own).map(|ret| (ret.id.as_str(), ret)).collect();
    let told = findings.into_iter().filter_map(|finding| {
        let ret = by_id.get(finding.return_id.as_deref()?)?;
        if !speaks(ret, &finding) {
            return None;
        }
        let own = accept::is_confirmed(ret, accepted_months, as_of, finding.kind.code, None);
        // For a form that names two projects, `accept` has chosen one.
        let project = if ret.other_project.is_some() { ret.project.clone() } else { finding.project.clone() };
        confirmed::after_confirmation(Finding { project, ..finding }, own)
    });
    let folders: BTreeMap<FileId, Month> =
        files.iter().filter_map(|file| Some((file.id, file.folder_month?))).collect();
    let misplaced = |ret| resolve::misplaced(ret, folders.get(&ret.file).copied(), as_of);
    let elsewhere = returns.iter().filter_map(misplaced);
    told.chain(elsewhere).collect()
}

/// Replaces the standard labels in findings by those of the plan's forms (様式での表記).
pub(super) fn in_issued_words(findings: &mut [Finding], plan: &Plan) {
    let wording = plan.labels.wording();
    if wording.is_standard() {
        return;
    }
    for finding in findings {
        for text in [&mut finding.message, &mut finding.help, &mut finding.expected] {
            *text = wording.in_sentence(text).into_owned();
        }
    }
}

/// Returns the findings about a month's judgments, adjusted for 確認済.
pub(super) fn of_review(
    plan: &Plan,
    returns: &Returns,
    counting: &BTreeMap<ProjectId, Counting>,
    assessment: &Assessment,
    accepted_months: &AcceptedMonths,
    as_of: Month,
) -> Vec<Finding> {
    let of = |at: usize| returns.get(at);
    let main = counting.iter().filter_map(|(id, counting)| Some((id.clone(), of(counting.main)?)));
    let sources = counting.iter().map(|(id, counting)| {
        let others = counting.others.iter();
        let of_others: BTreeMap<EntryKey, &Return> =
            others.filter_map(|(key, at)| Some((key.clone(), of(*at)?))).collect();
        (id.clone(), of_others)
    });
    let (counting, sources) = (main.collect(), sources.collect());
    let review = Review { plan, month: as_of, counting, sources, assessment, accepted_months };
    let mut found = of_assessment(&review);
    found.extend(once_corrected(&review, &found));
    let told = found.into_iter().filter_map(|finding| {
        let ret = finding.return_id.as_deref().and_then(|id| returns.find(id));
        let own = ret.is_some_and(|ret| {
            let at = |value: &crate::returns::Value| value.at().map(Location::Cell) == Some(finding.location);
            let value = ret.values.iter().find(|value| at(value));
            let entry = value.map(|value| (&value.key, value.as_shown()));
            accept::is_confirmed(ret, accepted_months, as_of, finding.kind.code, entry)
        });
        confirmed::after_confirmation(finding, own)
    });
    told.collect()
}

/// Returns the further findings that would arise if withheld entries were corrected as they are meant, so
/// that departments get all questions in one round.
fn once_corrected(review: &Review<'_>, found: &[Finding]) -> Vec<Finding> {
    let Some((accepted_months, corrections)) = review.accepted_months.with_corrections(review.month) else {
        return Vec::new();
    };
    let assessment = evaluate(review.plan, &accepted_months, review.month);
    let corrected = Review {
        assessment: &assessment,
        accepted_months: &accepted_months,
        counting: review.counting.clone(),
        sources: review.sources.clone(),
        ..*review
    };
    let said: BTreeSet<(&str, Location)> =
        found.iter().map(|finding| (finding.kind.code, finding.location)).collect();
    of_assessment(&corrected)
        .into_iter()
        .filter(|finding| !said.contains(&(finding.kind.code, finding.location)))
        .filter_map(|finding| {
            let entries = corrections.get(finding.project.as_ref()?)?;
            let known =
                entries.iter().filter_map(|entry| Some((entry.text.as_str(), entry.correction.as_ref()?)));
            Some(finding.once_corrected(&accepted::once_corrected(known)))
        })
        .collect()
}

/// Sorts findings by path, sheet, row, column and code. A missing key sorts last.
pub(super) fn sort(findings: &mut [Finding], sources: &Sources) {
    findings.sort_by_cached_key(|finding| {
        let (path, sheet, pos) = match finding.location {
            Location::File(file) => (Some(sources.path(file)), None, None),
            Location::Sheet(sheet) => (Some(sources.path_of(sheet)), Some(sheet), None),
            Location::Cell(CellRef { sheet, pos }) => (Some(sources.path_of(sheet)), Some(sheet), Some(pos)),
            Location::Project | Location::Run => (None, None, None),
        };
        let last = |path: Option<&str>| (path.is_none(), path.unwrap_or_default().as_bytes().to_vec());
        let sheet = (sheet.is_none(), sheet.unwrap_or(SheetId(0)));
        let pos = (pos.is_none(), pos.unwrap_or(Pos::new(0, 0)));
        let rest = (finding.project.clone(), finding.indicator.clone(), finding.message.clone());
        (last(path), sheet, pos, finding.kind.code, rest)
    });
}
