//! The limits on what a workbook may hold.

use std::collections::BTreeSet;

use super::damaged;
use crate::limits::Limits;
use crate::refusal::Refusal;

/// Counts a workbook's cells and the amount of their text against its limits. The text counts for each cell,
/// because all cells may share one long text.
#[derive(Debug)]
pub(super) struct Budget {
    cells: u64,
    bytes: u64,
    limits: Limits,
}

impl Budget {
    /// Creates the budget of one workbook.
    pub(super) fn new(limits: &Limits) -> Self {
        let bytes = limits.unpacked_mb.saturating_mul(1024 * 1024);
        Self { cells: limits.cells, bytes, limits: *limits }
    }

    /// Counts one cell with its text.
    pub(super) fn spend(&mut self, text: &str) -> Result<(), Refusal> {
        self.cells = self.cells.checked_sub(1).ok_or_else(|| {
            Refusal::OverLimit(format!(
                "入力のあるセルが上限（{}個）を超えています（設定「セル数の上限」）",
                self.limits.cells
            ))
        })?;
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.checked_sub(length).ok_or_else(|| {
            Refusal::OverLimit(format!(
                "セルの文字の量が上限（{}MB）を超えています（設定「展開後の上限」）",
                self.limits.unpacked_mb
            ))
        })?;
        Ok(())
    }
}

/// Refuses a workbook that has too many sheets.
pub(super) fn check_sheet_count(sheets: usize, limits: &Limits) -> Result<(), Refusal> {
    if u64::try_from(sheets).unwrap_or(u64::MAX) > limits.sheets {
        let reason = format!("シートが上限（{}枚）を超えています（設定「シート数の上限」）", limits.sheets);
        return Err(Refusal::OverLimit(reason));
    }
    Ok(())
}

/// Refuses a workbook in which two sheets have the same name. No program writes one, and its names would not
/// identify its sheets.
pub(super) fn check_names<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(damaged());
        }
    }
    Ok(())
}
