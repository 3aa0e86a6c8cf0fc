//! Reading a file of decided 変更申出.

use std::path::Path;

use workbook::{Limits, Refusal, open};

use crate::amendment::{self, Decided, Verdict};
use crate::commands::input::shown;
use crate::failure::Failure;
use crate::output;
use crate::sheet::book::KIND_PROPERTY;

/// Reads the sheet 変更申出 of a workbook.
///
/// # Errors
/// If the file cannot be read, or has no such sheet.
pub(super) fn read_decisions(path: &Path) -> Result<Vec<Decided>, Failure> {
    let refused = |reason: String| Failure::Decisions { path: path.to_owned(), reason };
    let bytes = output::read_file(path)?.ok_or_else(|| refused("見つかりません。".to_owned()))?;
    let book = open(&bytes, KIND_PROPERTY, &Limits::default()).map_err(|refusal| refused(words(&refusal)))?;
    amendment::read(&book.sheets).ok_or_else(|| {
        refused(
            "整理番号・項目・現行・申出・決定の列のあるシートがありません。決定を記入した進捗管理表（「変更申出」シート）を指定してください。"
                .to_owned(),
        )
    })
}

/// Returns where the decisions may be, if this file holds none and a run moved a file of its name away; else an
/// empty text. One line.
pub(super) fn may_be_elsewhere(path: &Path, decided: &[Decided]) -> String {
    if decided.iter().any(|request| request.verdict != Verdict::Open) {
        return String::new();
    }
    let Some(folder) = output::moved_to(path) else { return String::new() };
    format!(
        "注意　　この帳票の「変更申出」には、決定が記入されていません。決定を記入したブックは {}/ に移っていることがあります\n",
        shown(&folder)
    )
}

/// Returns why a workbook is not read, as a sentence.
pub(super) fn words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unreadable(reason) | Refusal::OverLimit(reason) => format!("{reason}。"),
        Refusal::Encrypted => "パスワードで保護されています。".to_owned(),
        Refusal::RightsManaged => "アクセス権の制限（IRM）がかかっています。".to_owned(),
        Refusal::NotAWorkbook(kind) => format!("Excelブックではありません（{kind}）。"),
    }
}
