//! The result of reading `input/`: neutral facts about files and forms. Other modules turn them into
//! findings.

use serde::{Deserialize, Serialize};
use workbook::Refusal;

use crate::form::raw::RawForm;
use crate::sources::{FileId, Sources};
use crate::text::calendar::Month;

/// Everything found under `input/`.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// Files and sheets by id.
    pub sources: Sources,
    /// Every file, in path order.
    pub files: Vec<ReturnedFile>,
    /// Every form, by file, sheet and position on the sheet.
    pub forms: Vec<RawForm>,
    /// The records of closed months, in path order. As files they are ignored.
    pub records: Vec<ClosedRecord>,
}

/// A record that `close` wrote into `確定/`.
#[derive(Clone, Debug)]
pub struct ClosedRecord {
    /// Its id in [`Returned::sources`].
    pub file: FileId,
    /// The month in its name.
    pub month: Month,
    /// Its bytes, or the reason it cannot be read, in plain Japanese.
    pub content: Result<Vec<u8>, String>,
}

/// One file under `input/`, or one member of a zip (`a.zip!/b.xlsx`).
#[derive(Clone, Debug)]
pub struct ReturnedFile {
    /// Its id in [`Returned::sources`].
    pub id: FileId,
    /// SHA-256 of its bytes in hex; `None` if it could not be read or was ignored.
    pub sha256: Option<String>,
    /// The month of the nearest parent folder whose name starts with one.
    pub folder_month: Option<Month>,
    /// The outcome of reading it.
    pub reading: Reading,
    /// The number of forms in it.
    pub forms: usize,
    /// The number of non-empty cells on its sheets with a form, counted before any form was read.
    pub cells: u64,
}

/// The outcome of reading a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// Read, with at least one form.
    Read,
    /// Read, except for these sheets, whose parts are damaged (F01). Forms on the other sheets are complete.
    ReadInPart(Vec<String>),
    /// Identical to another file in the same month's folder (F05).
    Duplicate {
        /// The file that was read.
        of: FileId,
    },
    /// Ignored (F06): a lock file, a hidden or a system file. The reason in Japanese.
    Ignored(String),
    /// Not a workbook (F03): what it is instead, in Japanese.
    NotAWorkbook(String),
    /// A book that this program wrote for reading only (F08): its kind (`進捗管理表`).
    Ours(String),
    /// A workbook without any form (F07).
    NoForm,
    /// Unreadable (F01): the reason in plain Japanese.
    Unreadable(String),
    /// Password-protected (F02).
    Encrypted,
    /// Protected by rights management (F02): only certain people can open it.
    RightsManaged,
    /// Refused for safety (F04): the limit it exceeds or what its process did, in plain Japanese.
    Refused(String),
}

impl From<Refusal> for Reading {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unreadable(reason) => Self::Unreadable(reason),
            Refusal::Encrypted => Self::Encrypted,
            Refusal::RightsManaged => Self::RightsManaged,
            Refusal::NotAWorkbook(what) => Self::NotAWorkbook(what),
            Refusal::OverLimit(reason) => Self::Refused(reason),
        }
    }
}
