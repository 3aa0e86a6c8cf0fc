//! What reading `input/` gives: neutral facts about files and forms. Findings are made of them elsewhere.

use serde::{Deserialize, Serialize};
use workbook::Refusal;

use crate::form::raw::RawForm;
use crate::sources::{FileId, Sources};
use crate::text::calendar::Month;

/// Everything that was found under `input/`.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// Files and sheets by id.
    pub sources: Sources,
    /// Every file, in path order.
    pub files: Vec<ReturnedFile>,
    /// Every form, by file, sheet and place on the sheet.
    pub forms: Vec<RawForm>,
    /// The records of closed months, in path order. As files they are left alone.
    pub records: Vec<ClosedRecord>,
}

/// A record that `close` has put into `確定/`.
#[derive(Clone, Debug)]
pub struct ClosedRecord {
    /// Its id in [`Returned::sources`].
    pub file: FileId,
    /// The month that its name says.
    pub month: Month,
    /// Its bytes, or why it cannot be read, in plain Japanese.
    pub content: Result<Vec<u8>, String>,
}

/// One file under `input/`, or one member of a zip (`a.zip!/b.xlsx`).
#[derive(Clone, Debug)]
pub struct ReturnedFile {
    /// Its id in [`Returned::sources`].
    pub id: FileId,
    /// SHA-256 of its bytes in hex; `None` where it could not be read, or was left alone.
    pub sha256: Option<String>,
    /// The month of the nearest ancestor folder that starts with one.
    pub folder_month: Option<Month>,
    /// What became of it.
    pub reading: Reading,
    /// How many forms it holds.
    pub forms: usize,
    /// Non-empty cells of its sheets that hold a form, counted on the grid before any form was read.
    pub cells: u64,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// Read; it holds at least one form.
    Read,
    /// Read, but for these sheets, whose parts are damaged (F01). Forms on the other sheets are whole.
    ReadInPart(Vec<String>),
    /// The same bytes as another file of the same month's folder (F05).
    Duplicate {
        /// The file that was read.
        of: FileId,
    },
    /// Left alone (F06): a lock file, a hidden or system file. The reason in Japanese.
    Ignored(String),
    /// Not a workbook (F03): what it really is, in Japanese.
    NotAWorkbook(String),
    /// A book that this program wrote for reading (F08): its kind (`進捗管理表`).
    Ours(String),
    /// A workbook without any form (F07).
    NoForm,
    /// Cannot be read (F01): the reason in plain Japanese.
    Unreadable(String),
    /// Password-protected (F02).
    Encrypted,
    /// Protected by rights management (F02): only named people can open it.
    RightsManaged,
    /// Refused for safety (F04): which limit, or what the reader did, in plain Japanese.
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
