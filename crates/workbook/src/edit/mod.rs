//! Changes cells of an .xlsx in place. Every other part of the package stays as it is, byte for byte, and so
//! does everything else in the parts that are changed.

mod parts;
mod sheet;
mod text;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::grid::Pos;
use crate::limits::Limits;
use crate::refusal::Refusal;
use parts::Parts;

/// A change of the content of a cell. Its format stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellEdit {
    /// The sheet's name.
    pub sheet: String,
    /// The cell.
    pub pos: Pos,
    /// The new content.
    pub content: Content,
}

/// The new content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text.
    Text(String),
    /// A number as a plain decimal.
    Number(String),
    /// Nothing.
    Blank,
}

/// Why a cell was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotEdited {
    /// The book has no such sheet.
    NoSheet,
    /// The cell has a formula.
    Formula,
}

/// A changed book.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The book.
    pub bytes: Vec<u8>,
    /// The indexes of the edits that were not carried out, each with the reason.
    pub refused: Vec<(usize, NotEdited)>,
}

/// Carries out edits. Of several for one cell the last counts.
///
/// # Errors
/// If the file is not an .xlsx or cannot be read.
pub fn edit(bytes: &[u8], edits: &[CellEdit], limits: &Limits) -> Result<Edited, Refusal> {
    let mut parts = Parts::read(bytes, limits)?;
    let mut by_part: BTreeMap<String, BTreeMap<Pos, usize>> = BTreeMap::new();
    let mut refused = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        match parts.sheet(&edit.sheet) {
            Some(path) => {
                by_part.entry(path.to_owned()).or_default().insert(edit.pos, index);
            }
            None => refused.push((index, NotEdited::NoSheet)),
        }
    }
    let mut changed: BTreeMap<String, String> = BTreeMap::new();
    for (path, cells) in by_part {
        let text = parts.text(&path)?;
        let wanted = cells
            .iter()
            .filter_map(|(pos, index)| edits.get(*index).map(|edit| (*pos, (*index, &edit.content))))
            .collect();
        let patched = sheet::patch(&text, &wanted)?;
        refused.extend(patched.formulas.into_iter().map(|index| (index, NotEdited::Formula)));
        if patched.text != text {
            changed.insert(path, patched.text);
        }
    }
    // Formulas that depend on the cells show their old results until Excel recalculates them.
    if !changed.is_empty() && parts.has_formulas()? {
        let path = parts.workbook.clone();
        let text = parts.text(&path)?;
        changed.insert(path, text::recalculating(&text));
    }
    refused.sort_by_key(|(index, _)| *index);
    Ok(Edited { bytes: packed(bytes, &changed).map_err(|_| damaged())?, refused })
}

/// Writes the package with the changed parts. Copies all others without decompressing them.
fn packed(bytes: &[u8], changed: &BTreeMap<String, String>) -> zip::result::ZipResult<Vec<u8>> {
    let changed: BTreeMap<String, &String> =
        changed.iter().map(|(path, text)| (normal(path), text)).collect();
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let entry = zip.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        let text = changed.get(&normal(&name));
        match text {
            None => writer.raw_copy_file(entry)?,
            Some(text) => {
                let mut options = SimpleFileOptions::default().compression_method(entry.compression());
                if let Some(time) = entry.last_modified() {
                    options = options.last_modified_time(time);
                }
                drop(entry);
                writer.start_file(name, options)?;
                writer.write_all(text.as_bytes())?;
            }
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// Returns the form of a part's name in which names are compared.
fn normal(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn damaged() -> Refusal {
    Refusal::Unreadable("ブックの中身が壊れています。Excelで開き、保存し直してください".to_owned())
}
