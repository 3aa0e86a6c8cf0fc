//! Workbooks as plain cells that tests read, fill in, change as departments do, and write again.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};

/// A sheet as text cells and merged ranges, zero-based.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u16), String>,
    pub(crate) merges: Vec<(u32, u16, u32, u16)>,
}

/// Reads a workbook that the program or a test wrote.
pub(crate) fn read(bytes: &[u8]) -> Vec<Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let (top, left) = range.start().unwrap_or_default();
            let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
            for (row, col, value) in range.used_cells() {
                let text = match value {
                    Data::String(text) => text.clone(),
                    Data::Float(number) => number.to_string(),
                    Data::Int(number) => number.to_string(),
                    Data::Bool(value) => value.to_string(),
                    other => other.to_string(),
                };
                if !text.trim().is_empty() {
                    let at = (top + u32::try_from(row).unwrap(), u16::try_from(left as usize + col).unwrap());
                    sheet.cells.insert(at, text);
                }
            }
            for merged in book.merge_cells_by_sheet_name(&name).unwrap() {
                sheet.merges.push((
                    merged.start.0,
                    u16::try_from(merged.start.1).unwrap(),
                    merged.end.0,
                    u16::try_from(merged.end.1).unwrap(),
                ));
            }
            sheet
        })
        .collect()
}

/// Writes sheets as a plain workbook without styles.
pub(crate) fn write(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Workbook::new();
    for sheet in sheets {
        let worksheet = book.add_worksheet().set_name(&sheet.name).unwrap();
        for (top, left, bottom, right) in &sheet.merges {
            worksheet.merge_range(*top, *left, *bottom, *right, "", &Format::new()).unwrap();
        }
        for ((row, col), text) in &sheet.cells {
            worksheet.write_string(*row, *col, text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

impl Sheet {
    /// The first cell with exactly this text.
    pub(crate) fn find(&self, text: &str) -> Option<(u32, u16)> {
        self.cells.iter().find(|(_, found)| found.as_str() == text).map(|(at, _)| *at)
    }

    /// Fills in the field to the right of a label: the cell after the label's merged range.
    pub(crate) fn fill(&mut self, label: &str, text: &str) {
        let at = self.after(label).unwrap_or_else(|| panic!("no label {label} on {}", self.name));
        self.cells.insert(at, text.to_owned());
    }

    /// Empties the field to the right of a label.
    pub(crate) fn clear(&mut self, label: &str) {
        if let Some(at) = self.after(label) {
            self.cells.remove(&at);
        }
    }

    /// Empties a row of the schedule block in the column of a fiscal year.
    pub(crate) fn clear_year(&mut self, label: &str, year: &str) {
        if let Some(at) = self.of_year(label, year) {
            self.cells.remove(&at);
        }
    }

    /// The text of the field to the right of a label.
    pub(crate) fn beside(&self, label: &str) -> Option<&str> {
        self.cells.get(&self.after(label)?).map(String::as_str)
    }

    /// The cell to the right of a label: the one after the label's merged range.
    fn after(&self, label: &str) -> Option<(u32, u16)> {
        let (row, col) = self.find(label)?;
        let merged = self.merges.iter().find(|merge| (merge.0, merge.1) == (row, col));
        Some((row, merged.map_or(col + 1, |merge| merge.3 + 1)))
    }

    /// Fills in a row of the schedule block in the column of a fiscal year.
    pub(crate) fn fill_year(&mut self, label: &str, year: &str, text: &str) {
        let at = self
            .of_year(label, year)
            .unwrap_or_else(|| panic!("no row {label} with {year} above it on {}", self.name));
        self.cells.insert(at, text.to_owned());
    }

    /// The text in a row of the schedule block in the column of a fiscal year.
    pub(crate) fn in_year(&self, label: &str, year: &str) -> Option<&str> {
        self.cells.get(&self.of_year(label, year)?).map(String::as_str)
    }

    fn of_year(&self, label: &str, year: &str) -> Option<(u32, u16)> {
        let (row, _) = self.find(label)?;
        let above = self.cells.iter().filter(|((at, _), found)| *at < row && found.as_str() == year);
        above.map(|((_, col), _)| (row, *col)).next_back()
    }

    /// Inserts an empty row before a row, stretching the merged ranges that it cuts.
    pub(crate) fn insert_row(&mut self, before: u32) {
        self.cells = std::mem::take(&mut self.cells)
            .into_iter()
            .map(|((row, col), text)| ((row + u32::from(row >= before), col), text))
            .collect();
        for merge in &mut self.merges {
            merge.0 += u32::from(merge.0 >= before);
            merge.2 += u32::from(merge.2 >= before);
        }
    }

    /// Inserts an empty column before a column, stretching the merged ranges that it cuts.
    pub(crate) fn insert_column(&mut self, before: u16) {
        self.cells = std::mem::take(&mut self.cells)
            .into_iter()
            .map(|((row, col), text)| ((row, col + u16::from(col >= before)), text))
            .collect();
        for merge in &mut self.merges {
            merge.1 += u16::from(merge.1 >= before);
            merge.3 += u16::from(merge.3 >= before);
        }
    }

    /// Removes a row with its cells. Merged ranges shrink or disappear.
    pub(crate) fn remove_row(&mut self, gone: u32) {
        self.cells = std::mem::take(&mut self.cells)
            .into_iter()
            .filter(|((row, _), _)| *row != gone)
            .map(|((row, col), text)| ((row - u32::from(row > gone), col), text))
            .collect();
        self.merges.retain(|merge| (merge.0, merge.2) != (gone, gone));
        for merge in &mut self.merges {
            merge.0 -= u32::from(merge.0 > gone);
            merge.2 -= u32::from(merge.2 >= gone);
        }
        self.drop_single_merges();
    }

    /// Removes a column with its cells. Merged ranges shrink or disappear.
    pub(crate) fn remove_column(&mut self, gone: u16) {
        self.cells = std::mem::take(&mut self.cells)
            .into_iter()
            .filter(|((_, col), _)| *col != gone)
            .map(|((row, col), text)| ((row, col - u16::from(col > gone)), text))
            .collect();
        self.merges.retain(|merge| (merge.1, merge.3) != (gone, gone));
        for merge in &mut self.merges {
            merge.1 -= u16::from(merge.1 > gone);
            merge.3 -= u16::from(merge.3 >= gone);
        }
        self.drop_single_merges();
    }

    fn drop_single_merges(&mut self) {
        self.merges.retain(|merge| (merge.0, merge.1) != (merge.2, merge.3));
    }

    /// Copies another sheet below the last row of this one, after `gap` empty rows.
    pub(crate) fn stack(&mut self, other: &Self, gap: u32) {
        let bottom = self.last_row() + 1 + gap;
        for ((row, col), text) in &other.cells {
            self.cells.insert((row + bottom, *col), text.clone());
        }
        self.merges
            .extend(other.merges.iter().map(|merge| (merge.0 + bottom, merge.1, merge.2 + bottom, merge.3)));
    }

    /// The last used row, zero-based.
    pub(crate) fn last_row(&self) -> u32 {
        let cells = self.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
        self.merges.iter().map(|merge| merge.2).max().unwrap_or(0).max(cells)
    }

    /// The last used column, zero-based.
    pub(crate) fn last_column(&self) -> u16 {
        let cells = self.cells.keys().map(|(_, col)| *col).max().unwrap_or(0);
        self.merges.iter().map(|merge| merge.3).max().unwrap_or(0).max(cells)
    }
}
