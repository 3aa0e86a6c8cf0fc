//! What became of each file, and the F findings that say so.

use crate::finding::Finding;
use crate::grid::Sources;
use crate::intake::wire::{Reading, ReturnedFile};
use crate::place::model::FileOutcome;
use crate::rules::{
    f01_unreadable, f02_password, f03_not_a_workbook, f04_refused, f05_same_bytes, f06_left_alone,
    f07_no_form, f08_our_own_book,
};
use crate::text::calendar::Month;

/// A file's outcome and, where it is not simply read, the reason in Japanese.
#[must_use]
pub fn outcome_of_file(sources: &Sources, file: &ReturnedFile) -> (FileOutcome, String) {
    match &file.reading {
        Reading::Read => (FileOutcome::Read, String::new()),
        Reading::Duplicate { of } => (FileOutcome::Duplicate, format!("{}と同じ内容です", sources.path(*of))),
        Reading::Ignored(reason) => (FileOutcome::Ignored, reason.clone()),
        Reading::NotAWorkbook(what) => {
            (FileOutcome::NotAReturn, format!("Excelブックではありません（{what}）"))
        }
        Reading::Ours(kind) => (FileOutcome::NotAReturn, format!("このプログラムが出力した{kind}です")),
        Reading::NoForm => (FileOutcome::Refused, "様式が見つかりません".to_owned()),
        Reading::Unreadable(reason) => (FileOutcome::Refused, reason.clone()),
        Reading::Encrypted => (FileOutcome::Refused, "パスワードで保護されています".to_owned()),
        Reading::Refused(reason) => (FileOutcome::Refused, reason.clone()),
    }
}

/// The findings of the files that lie in a month's folder, or in none that names a month.
#[must_use]
pub fn findings_of_files(sources: &Sources, files: &[ReturnedFile], as_of: Month) -> Vec<Finding> {
    files
        .iter()
        .filter(|file| file.folder_month.is_none_or(|month| month == as_of))
        .filter_map(|file| finding(sources, file))
        .collect()
}

fn finding(sources: &Sources, file: &ReturnedFile) -> Option<Finding> {
    let id = file.id;
    let finding = match &file.reading {
        Reading::Read => return None,
        Reading::Duplicate { of } => f05_same_bytes::finding(id, sources.path(*of)),
        Reading::Ignored(reason) => f06_left_alone::finding(id, reason),
        Reading::NotAWorkbook(what) => f03_not_a_workbook::finding(id, what),
        Reading::Ours(kind) => f08_our_own_book::finding(id, kind),
        Reading::NoForm => f07_no_form::finding(id),
        Reading::Unreadable(reason) => f01_unreadable::finding(id, reason),
        Reading::Encrypted => f02_password::finding(id),
        Reading::Refused(reason) => f04_refused::finding(id, reason),
    };
    Some(finding)
}
