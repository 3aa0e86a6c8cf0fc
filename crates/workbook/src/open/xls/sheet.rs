//! A sheet of an .xls: cells, merged ranges, hidden rows and columns, and objects.

use super::super::binary::{error_text, is_reference, rk};
use super::super::damaged;
use super::super::sheet_builder::{LEAST_HEIGHT, LEAST_WIDTH, SheetBuilder, UNKNOWN};
use super::super::style::CellStyle;
use super::globals::Globals;
use super::objects::Objects;
use super::records::{Record, f64_at, records, u8_at, u16_at, u32_at};
use super::strings;
use crate::grid::{Merge, Pos};
use crate::refusal::Refusal;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const COL_INFO: u16 = 0x007D;
const ROW: u16 = 0x0208;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const RK: u16 = 0x027E;
const MUL_RK: u16 = 0x00BD;
const RICH_STRING: u16 = 0x00D6;
const LABEL_SST: u16 = 0x00FD;
const STRING: u16 = 0x0207;
const FORMULA: u16 = 0x0006;
const MERGED_CELLS: u16 = 0x00E5;
const WINDOW: u16 = 0x023E;
const NOTE: u16 = 0x001C;
const OBJECT: u16 = 0x005D;
const DRAWING: u16 = 0x00EC;
const TEXT_OBJECT: u16 = 0x01B6;
/// The number of columns that a sheet of this format has.
const COLUMNS: u32 = 256;
/// The text of a formula without a result. The formula itself is not decompiled.
const FORMULA_TEXT: &str = "（数式）";

/// Reads the records of a sheet.
///
/// # Errors
/// A refusal if the records are cut off or the workbook exceeds a limit.
pub(super) fn read(bytes: &[u8], globals: &Globals, builder: &mut SheetBuilder<'_>) -> Result<(), Refusal> {
    let mut sheet = Sheet { globals, builder, awaited: None, objects: Objects::default() };
    // A chart on a sheet is a nested sheet, whose cells are not the sheet's.
    let mut depth = 0_u32;
    for record in records(bytes) {
        match record.kind {
            BOF => depth += 1,
            EOF => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return sheet.finish();
                }
            }
            _ if depth == 1 => sheet.record(&record)?,
            _ => {}
        }
    }
    Err(damaged())
}

struct Sheet<'s, 'b> {
    globals: &'s Globals,
    builder: &'s mut SheetBuilder<'b>,
    /// A formula whose result is a text that follows in a record of its own.
    awaited: Option<(Pos, u16)>,
    objects: Objects,
}

impl Sheet<'_, '_> {
    fn record(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let data = record.data();
        match record.kind {
            COL_INFO => self.columns(data),
            ROW => self.row(data),
            MERGED_CELLS => self.merges(data),
            WINDOW => self.builder.hides_zeros |= u16_at(data, 0).is_some_and(|bits| bits & 0x10 == 0),
            DRAWING => self.objects.drawing(data),
            OBJECT => self.objects.object(data),
            TEXT_OBJECT => self.objects.text(record),
            NOTE => self.objects.note(data, self.globals),
            STRING => return self.formula_text(record),
            NUMBER | BOOL_ERR | RK | FORMULA | LABEL_SST | LABEL | RICH_STRING => return self.cell(record),
            MUL_RK => return self.numbers(data),
            _ => {}
        }
        Ok(())
    }

    fn columns(&mut self, data: &[u8]) {
        let (Some(first), Some(last), Some(width), Some(bits)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4), u16_at(data, 8))
        else {
            return;
        };
        // Widths are in 256ths of a character.
        if bits & 1 != 0 || f64::from(width) < LEAST_WIDTH * 256.0 {
            let columns = u32::from(first)..u32::from(last).saturating_add(1).min(COLUMNS);
            self.builder.grid.hidden_cols.extend(columns);
        }
    }

    fn row(&mut self, data: &[u8]) {
        let Some(row) = u16_at(data, 0) else { return };
        let is_hidden = u16_at(data, 12).is_some_and(|bits| bits & 0x20 != 0);
        // Heights are in 20ths of a point; 0 is the default height.
        let height = u16_at(data, 6).map_or(0.0, |height| f64::from(height & 0x7FFF) / 20.0);
        if is_hidden || (height > 0.0 && height < LEAST_HEIGHT) {
            self.builder.grid.hidden_rows.push(u32::from(row));
        }
    }

    fn merges(&mut self, data: &[u8]) {
        for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let number = |at: usize| u16_at(range, at).map(u32::from);
            if let (Some(top), Some(bottom), Some(left), Some(right)) =
                (number(0), number(2), number(4), number(6))
            {
                self.builder.grid.merges.push(Merge::between((top, left), (bottom, right)));
            }
        }
    }

    /// Reads a cell, which begins with its row, column and style.
    fn cell(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        self.end_formula()?;
        let data = record.data();
        let (Some(row), Some(col), Some(style)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4)) else {
            return Ok(());
        };
        let pos = Pos::new(u32::from(row), u32::from(col));
        let (number, globals) = (style, self.globals);
        let style = globals.style(number);
        match record.kind {
            FORMULA => self.formula(pos, number, data),
            LABEL_SST => {
                let index = u32_at(data, 6).and_then(|index| usize::try_from(index).ok());
                match index.and_then(|index| self.globals.strings.get(index)) {
                    Some(string) if string.text.is_empty() => Ok(()),
                    Some(string) => self.builder.text(pos, &string.text, string.runs.as_deref(), style),
                    None => self.builder.error(pos, UNKNOWN),
                }
            }
            LABEL | RICH_STRING => {
                match strings::in_cell(data, self.globals.is_biff8, self.globals.encoding()) {
                    Some(rich) => {
                        let string = self.globals.string(&rich);
                        self.builder.text(pos, &string.text, string.runs.as_deref(), style)
                    }
                    None => self.builder.error(pos, UNKNOWN),
                }
            }
            BOOL_ERR => match (u8_at(data, 6), u8_at(data, 7)) {
                (Some(code), Some(1)) => self.builder.error(pos, error_text(code)),
                (value, _) => self.builder.boolean(pos, value.is_some_and(|value| value != 0), style),
            },
            RK => self.number(pos, u32_at(data, 6).map(rk), style),
            _ => self.number(pos, f64_at(data, 6), style),
        }
    }

    fn number(&mut self, pos: Pos, value: Option<f64>, style: &CellStyle) -> Result<(), Refusal> {
        match value {
            Some(value) => self.builder.number(pos, value, style),
            None => self.builder.error(pos, UNKNOWN),
        }
    }

    /// Reads numbers of adjacent cells: a row, the first column, then style and number of each.
    fn numbers(&mut self, data: &[u8]) -> Result<(), Refusal> {
        self.end_formula()?;
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return Ok(()) };
        let numbers = data.get(4..).unwrap_or_default().chunks_exact(6);
        for (col, number) in (u32::from(first)..COLUMNS).zip(numbers) {
            let (Some(style), Some(bits)) = (u16_at(number, 0), u32_at(number, 2)) else { continue };
            self.builder.number(Pos::new(u32::from(row), col), rk(bits), self.globals.style(style))?;
        }
        Ok(())
    }

    /// Reads a formula's result: a number, or a mark for another kind of result.
    fn formula(&mut self, pos: Pos, style: u16, data: &[u8]) -> Result<(), Refusal> {
        let (number, globals) = (style, self.globals);
        let style = globals.style(number);
        if data.get(12..14) != Some(&[0xFF, 0xFF]) {
            let value = f64_at(data, 6);
            self.number(pos, value, style)?;
            if value == Some(0.0) && data.get(22..).is_some_and(is_reference) {
                self.builder.mark_linked_zero(pos);
            }
            return Ok(());
        }
        let value = u8_at(data, 8).unwrap_or(0);
        match u8_at(data, 6) {
            Some(0) => self.awaited = Some((pos, number)),
            Some(1) => return self.builder.boolean(pos, value != 0, style),
            Some(2) => return self.builder.error(pos, error_text(value)),
            // An empty text.
            _ => {}
        }
        Ok(())
    }

    /// Reads the text that is the result of the formula before it.
    fn formula_text(&mut self, record: &Record<'_>) -> Result<(), Refusal> {
        let Some((pos, style)) = self.awaited.take() else { return Ok(()) };
        let style = self.globals.style(style);
        match strings::formula_result(&record.parts, self.globals.is_biff8, self.globals.encoding()) {
            Some(text) if text.is_empty() => Ok(()),
            Some(text) => self.builder.text(pos, &text, None, style),
            None => self.builder.error(pos, UNKNOWN),
        }
    }

    /// Adds a formula whose text did not follow as one without a result.
    fn end_formula(&mut self) -> Result<(), Refusal> {
        match self.awaited.take() {
            Some((pos, _)) => self.builder.unsaved(pos, FORMULA_TEXT),
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<(), Refusal> {
        self.end_formula()?;
        let (remarks, drawings) = self.objects.finish();
        self.builder.grid.remarks = remarks;
        self.builder.grid.drawings = drawings;
        Ok(())
    }
}
