//! The files and sheets of a run, and what turns a cell into path, sheet and A1.

use serde::{Deserialize, Serialize};
use workbook::Pos;

/// A file under `input/`, by its place in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A sheet of a returned file, by its place in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SheetId(pub u32);

/// One cell of one sheet of one returned file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// The sheet.
    pub sheet: SheetId,
    /// Where on the sheet.
    pub pos: Pos,
}

/// A value that remembers its cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was read.
    pub at: CellRef,
}

/// The files and sheets of a run. Ids are given in path order, then sheet order, so they compare as formats.md §7 sorts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<String>,
    sheets: Vec<(FileId, String)>,
}

impl Sources {
    /// Registers the next file; call in path order.
    pub fn add_file(&mut self, path: &str) -> FileId {
        self.files.push(path.to_owned());
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Registers the next sheet of a file; call in sheet order.
    pub fn add_sheet(&mut self, file: FileId, name: &str) -> SheetId {
        self.sheets.push((file, name.to_owned()));
        SheetId(u32::try_from(self.sheets.len() - 1).unwrap_or(u32::MAX))
    }

    /// The path of a file, relative to `input/`.
    #[must_use]
    pub fn path(&self, file: FileId) -> &str {
        self.files.get(file.0 as usize).map_or("", String::as_str)
    }

    /// The file that a sheet belongs to.
    #[must_use]
    pub fn file_of(&self, sheet: SheetId) -> FileId {
        self.sheets.get(sheet.0 as usize).map_or(FileId(u32::MAX), |(file, _)| *file)
    }

    /// The name of a sheet.
    #[must_use]
    pub fn sheet_name(&self, sheet: SheetId) -> &str {
        self.sheets.get(sheet.0 as usize).map_or("", |(_, name)| name.as_str())
    }

    /// The path of the file that a sheet belongs to.
    #[must_use]
    pub fn path_of(&self, sheet: SheetId) -> &str {
        self.path(self.file_of(sheet))
    }
}
