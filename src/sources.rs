//! The files and sheets of a run, and the ids by which findings refer to them.

use serde::{Deserialize, Serialize};
use workbook::Pos;

/// A file under `input/`: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A sheet of a returned file: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SheetId(pub u32);

/// One cell of one sheet of one returned file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// The sheet.
    pub sheet: SheetId,
    /// The position on the sheet.
    pub pos: Pos,
}

/// The files and sheets of a run. Ids are given in path order, then sheet order, so that sorting by id gives
/// the order of the outputs. An id is only valid for the `Sources` that gave it.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<String>,
    sheets: Vec<(FileId, String)>,
}

impl Sources {
    /// Registers the next file; call in path order.
    pub fn add_file(&mut self, path: &str) -> FileId {
        let id = FileId(next_id(self.files.len()));
        self.files.push(path.to_owned());
        id
    }

    /// Registers the next sheet of a file; call in sheet order.
    pub fn add_sheet(&mut self, file: FileId, name: &str) -> SheetId {
        let id = SheetId(next_id(self.sheets.len()));
        self.sheets.push((file, name.to_owned()));
        id
    }

    /// Returns the path of a file, relative to `input/`.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize]
    }

    /// Returns the file that a sheet belongs to.
    #[must_use]
    pub fn file_of(&self, sheet: SheetId) -> FileId {
        self.sheets[sheet.0 as usize].0
    }

    /// Returns the name of a sheet.
    #[must_use]
    pub fn sheet_name(&self, sheet: SheetId) -> &str {
        &self.sheets[sheet.0 as usize].1
    }

    /// Returns the path of the file that a sheet belongs to.
    #[must_use]
    pub fn path_of(&self, sheet: SheetId) -> &str {
        self.path(self.file_of(sheet))
    }
}

#[expect(clippy::expect_used, reason = "the files of a run and their sheets are far fewer than 2^32")]
fn next_id(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 files and sheets")
}
