//! Reads the decisions on 変更申出 from workbooks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use workbook::{Grid, Limits, Refusal, open};

use crate::amendment::{self, DecidedRequest, Verdict};
use crate::commands::input::shown;
use crate::failure::Failure;
use crate::output;
use crate::sheet::book::KIND_PROPERTY;

/// Reads the sheet 変更申出 of a workbook.
///
/// # Errors
/// If the file cannot be read, or has no such sheet.
pub(super) fn read_decisions(path: &Path) -> Result<Vec<DecidedRequest>, Failure> {
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

/// Returns a line on where the decisions may be, if this file has none and a run moved a file of the same
/// name away; otherwise an empty text.
pub(super) fn may_be_elsewhere(path: &Path, decided: &[DecidedRequest]) -> String {
    if decided.iter().any(|request| request.verdict != Verdict::Open) {
        return String::new();
    }
    let Some(folder) = output::moved_to(path) else { return String::new() };
    format!(
        "注意　　この帳票の「変更申出」には、決定が記入されていません。決定を記入したブックは {}/ に移っていることがあります\n",
        shown(&folder)
    )
}

/// The decisions entered in an edited book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entered {
    /// There are none, or the book cannot be read.
    None,
    /// Only decisions were entered.
    Alone,
    /// Other cells were edited as well.
    AmongOthers,
}

/// Returns which decisions were entered in a book, compared with the book as the run writes it.
pub(super) fn entered(edited: &[u8], written: &[u8]) -> Entered {
    let sheets = |bytes| open(bytes, KIND_PROPERTY, &Limits::default()).map(|book| book.sheets);
    let (Ok(edited), Ok(written)) = (sheets(edited), sheets(written)) else { return Entered::None };
    let decided = amendment::read(&edited).unwrap_or_default();
    if decided.iter().all(|request| request.verdict == Verdict::Open) {
        return Entered::None;
    }
    let places: BTreeSet<&str> = decided.iter().map(|request| request.place.as_str()).collect();
    let others = |sheets: &[Grid]| -> BTreeMap<String, String> {
        let cells = sheets.iter().flat_map(|grid| {
            grid.cells.iter().map(|(pos, cell)| (format!("{}!{}", grid.name, pos.a1()), cell.text.clone()))
        });
        cells.filter(|(place, _)| !places.contains(place.as_str())).collect()
    };
    if others(&edited) == others(&written) { Entered::Alone } else { Entered::AmongOthers }
}

/// Returns the reason why a workbook cannot be read, as a Japanese sentence.
pub(super) fn words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unreadable(reason) | Refusal::OverLimit(reason) => format!("{reason}。"),
        Refusal::Encrypted => "パスワードで保護されています。".to_owned(),
        Refusal::RightsManaged => "アクセス権の制限（IRM）がかかっています。".to_owned(),
        Refusal::NotAWorkbook(kind) => format!("Excelブックではありません（{kind}）。"),
    }
}
