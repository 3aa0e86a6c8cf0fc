//! Sheets that are no answer although they hold a form: last time's form, an example or a kept copy, beside
//! the form that is meant.

use std::collections::BTreeMap;

use crate::findings::form::s13_set_aside;
use crate::findings::{Finding, Location};
use crate::form::raw::RawRemark;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::Return;
use crate::sources::FileId;
use crate::text::calendar::Month;
use crate::text::fold;

/// Words in a sheet's name that call it an example or a copy.
const COPIES: [&str; 6] = ["記入例", "記載例", "控え", "前回", "(控)", "(旧)"];
/// Words that do so only at the end of a name: they are parts of other words, too (`控除`).
const AT_EDGES: [char; 2] = ['控', '旧'];

/// Sets aside the copies in each book that also holds the form itself, and tells of each with that form. A
/// copy counts in no month, and nothing that is wrong with it is told.
pub(super) fn set_aside(
    plan: &Plan,
    folders: &BTreeMap<FileId, Option<Month>>,
    returns: &mut [Return],
    findings: &mut Vec<Finding>,
) {
    let mut books: BTreeMap<(FileId, ProjectId), Vec<usize>> = BTreeMap::new();
    for (at, ret) in returns.iter().enumerate() {
        if let Some(project) = &ret.project {
            books.entry((ret.file, project.clone())).or_default().push(at);
        }
    }
    for ((file, project), forms) in books.into_iter().filter(|(_, forms)| forms.len() > 1) {
        let folder = folders.get(&file).copied().flatten();
        let name = plan.project(&project).map_or("", |project| project.name.as_str());
        let is_copy = |at: &usize| {
            returns.get(*at).is_some_and(|ret| is_of_another_month(ret, folder) || is_called_copy(ret, name))
        };
        let (copies, meant): (Vec<usize>, Vec<usize>) = forms.into_iter().partition(is_copy);
        let meant = meant.into_iter().find(|at| returns.get(*at).is_some_and(|ret| !ret.refused));
        let Some(meant) = meant else { continue };
        for copy in copies {
            put_aside(returns, findings, copy, meant);
        }
    }
}

/// Returns whether a form names another month than its folder's.
fn is_of_another_month(ret: &Return, folder: Option<Month>) -> bool {
    folder.zip(ret.stated_month).is_some_and(|(folder, stated)| folder != stated)
}

/// Returns whether a sheet's name calls the form a copy, by a word that its project's own name does not have.
fn is_called_copy(ret: &Return, project: &str) -> bool {
    let (sheet, project) = (fold::squash(&ret.raw.sheet_name), fold::squash(project));
    COPIES.iter().any(|word| sheet.contains(word) && !project.contains(word))
        || sheet.ends_with(AT_EDGES) && !project.ends_with(AT_EDGES)
        || sheet.chars().count() == 1 && sheet.starts_with(AT_EDGES)
}

fn put_aside(returns: &mut [Return], findings: &mut Vec<Finding>, copy: usize, meant: usize) {
    let Some(ret) = returns.get_mut(copy) else { return };
    let sheet = ret.sheet;
    let of_own_sheet = |finding: &Finding| match finding.location {
        Location::Cell(cell) => cell.sheet == sheet,
        Location::Sheet(other) => other == sheet,
        Location::File(_) | Location::Project | Location::Run => true,
    };
    findings.retain(|finding| finding.return_id.as_deref() != Some(&ret.id) || !of_own_sheet(finding));
    let told = s13_set_aside::finding(
        ret.anchor,
        &ret.raw.sheet_name,
        ret.stated_month,
        ret.raw.is_on_hidden_sheet(),
    );
    (ret.refused, ret.month) = (false, None);
    let id = ret.id.clone();
    // What stands on sheets without a form goes with the form that counts.
    let (elsewhere, own): (Vec<RawRemark>, Vec<RawRemark>) =
        std::mem::take(&mut ret.raw.remarks).into_iter().partition(|remark| remark.elsewhere.is_some());
    ret.raw.remarks = own;
    let Some(meant) = returns.get_mut(meant) else { return };
    meant.raw.remarks.extend(elsewhere);
    for finding in findings.iter_mut().filter(|finding| finding.return_id.as_deref() == Some(&id)) {
        finding.return_id = Some(meant.id.clone());
    }
    findings.push(Finding {
        return_id: Some(meant.id.clone()),
        project: meant.project.clone(),
        department: meant.department.clone(),
        ..told
    });
}
