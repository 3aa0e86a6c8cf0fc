//! Decides the outcome of each file and raises the F findings.

use crate::findings::file::{
    f01_unreadable, f02_password, f03_not_a_workbook, f04_refused, f05_same_bytes, f06_ignored, f07_no_form,
    f08_our_own_book,
};
use crate::findings::{Finding, Severity};
use crate::intake::wire::{Reading, ReturnedFile};
use crate::plan::model::Plan;
use crate::resolve::departments;
use crate::returns::FileOutcome;
use crate::sources::Sources;
use crate::text::calendar::Month;

/// Returns a file's outcome, with the reason in Japanese unless it was read in full.
#[must_use]
pub fn outcome_of_file(sources: &Sources, file: &ReturnedFile) -> (FileOutcome, String) {
    match &file.reading {
        Reading::Read => (FileOutcome::Read, String::new()),
        Reading::ReadInPart(sheets) => {
            (FileOutcome::Read, format!("シート「{}」は読み取れません", sheets.join("」「")))
        }
        Reading::Duplicate { of } => (FileOutcome::Duplicate, format!("{}と同じ内容です", sources.path(*of))),
        Reading::Ignored(reason) => (FileOutcome::Ignored, reason.clone()),
        Reading::NotAWorkbook(what) => {
            (FileOutcome::NotAReturn, format!("Excelブックではありません（{what}）"))
        }
        Reading::Ours(kind) => (FileOutcome::NotAReturn, format!("このプログラムが出力した{kind}です")),
        Reading::NoForm => (FileOutcome::Refused, "様式が見つかりません".to_owned()),
        Reading::Unreadable(reason) => (FileOutcome::Refused, reason.clone()),
        Reading::Encrypted => (FileOutcome::Refused, "パスワードで保護されています".to_owned()),
        Reading::RightsManaged => {
            (FileOutcome::Refused, "権利管理（IRM・秘密度ラベル）で保護されています".to_owned())
        }
        Reading::Refused(reason) => (FileOutcome::Refused, reason.clone()),
    }
}

/// Returns the F findings of the files in the folder of `as_of` or in a folder of no month. An error goes to
/// the department that the file's path names, because that department believes it has answered.
#[must_use]
pub fn findings_of_files(
    plan: &Plan,
    sources: &Sources,
    files: &[ReturnedFile],
    as_of: Month,
) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.folder_month.is_none_or(|month| month == as_of))
        .filter_map(|file| {
            let finding = finding(sources, file)?;
            let asked = finding.severity == Severity::Error;
            let department = asked.then(|| named_in(plan, sources.path(file.id))).flatten();
            Some(Finding { department, ..finding })
        })
        .collect()
}

/// Returns the one department that a path names, by any of its names. `消防局/警防課 回答.xlsx` names
/// 消防局警防課.
fn named_in(plan: &Plan, path: &str) -> Option<String> {
    // These marks separate the words of a file's name.
    let path: String = path.chars().map(|c| if "_-【】（）()".contains(c) { ' ' } else { c }).collect();
    match departments::named_in(plan, &path.replace('/', " ")).as_slice() {
        [department] => Some(department.name.clone()),
        _ => None,
    }
}

fn finding(sources: &Sources, file: &ReturnedFile) -> Option<Finding> {
    let id = file.id;
    let finding = match &file.reading {
        Reading::Read => return None,
        Reading::ReadInPart(sheets) => f01_unreadable::of_sheets(id, sheets),
        Reading::Duplicate { of } => f05_same_bytes::finding(id, sources.path(*of)),
        Reading::Ignored(reason) => f06_ignored::finding(id, reason),
        Reading::NotAWorkbook(what) => f03_not_a_workbook::finding(id, what),
        Reading::Ours(kind) => f08_our_own_book::finding(id, kind),
        Reading::NoForm => f07_no_form::finding(id),
        Reading::Unreadable(reason) => f01_unreadable::finding(id, reason),
        Reading::Encrypted => f02_password::finding(id),
        Reading::RightsManaged => f02_password::rights_managed(id),
        Reading::Refused(reason) => f04_refused::finding(id, reason),
    };
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::resolve::files::named_in;
    use crate::sample::forms::plan;

    #[test]
    fn a_path_names_its_department() {
        let mut plan = plan();
        let mut fire = plan.departments[0].clone();
        (fire.name, fire.aliases) = ("消防局総務課".to_owned(), Vec::new());
        plan.departments.edit(|departments| departments.push(fire));
        let named = |path: &str| named_in(&plan, path).unwrap_or_default();
        assert_eq!(named("2032-03/【回答】会計課（最終）.xlsx"), "会計課");
        assert_eq!(named("2032-03/庶務課.xlsx"), "総務課", "by a former name");
        assert_eq!(named("2032-03/消防局/総務課 回答.xlsx"), "消防局総務課", "the longest name counts");
        assert_eq!(named("2032-03/総務課と会計課.xlsx"), "");
        assert_eq!(named("2032-03/回答.xlsx"), "");
    }
}
