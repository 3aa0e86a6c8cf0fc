//! Opens the master workbook and gives one grid per sheet.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Xlsx};
use rust_decimal::Decimal;
use workbook::{Cell, CellKind, Grid, Merge, Pos};

use crate::text::calendar::Date;
use crate::text::fold;

/// The most bytes to which the parts may unpack. A master of 50,000 projects needs a tenth of this.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// The most cells on a sheet. The 指標 sheet of 50,000 projects has half as many.
const MOST_CELLS: usize = 2_000_000;

/// Reads the sheets of a workbook.
///
/// # Errors
/// If the workbook cannot be read, with the reason in Japanese.
pub(super) fn open(bytes: &[u8]) -> Result<Vec<Grid>, String> {
    sniff(bytes)?;
    // Some damaged addresses make calamine's arithmetic overflow.
    std::panic::catch_unwind(|| sheets(bytes)).unwrap_or_else(|_| Err(broken(&"セルの番地を読み取れません")))
}

fn sheets(bytes: &[u8]) -> Result<Vec<Grid>, String> {
    let mut book: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let epoch_1904 = book.has_1904_epoch();
    let names: Vec<String> = book.sheet_names();
    let mut grids = Vec::new();
    for name in names {
        grids.push(sheet(&mut book, &name, epoch_1904)?);
    }
    Ok(grids)
}

/// Refuses a file that is not an .xlsx workbook, with what it is, or that would unpack to too much.
fn sniff(bytes: &[u8]) -> Result<(), String> {
    if bytes.is_empty() {
        return Err("ファイルが空です。".to_owned());
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(
            "パスワード付きか、古い形式（.xls）のブックです。パスワードを外し、Excel ブック（.xlsx）で保存し直してください。"
                .to_owned(),
        );
    }
    if !bytes.starts_with(b"PK") {
        return Err("Excel ブック（.xlsx）ではありません。".to_owned());
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        let member = archive.by_index_raw(at).map_err(|error| broken(&error))?;
        unpacked = unpacked.saturating_add(member.size());
    }
    if unpacked > MOST_UNPACKED {
        return Err("展開後の大きさが上限を超えています。".to_owned());
    }
    Ok(())
}

fn broken(error: &dyn std::fmt::Display) -> String {
    log::debug!("{error}");
    "ブックが壊れています。Excel で開いて保存し直すか、保管してある写しから戻してください。".to_owned()
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, epoch_1904: bool) -> Result<Grid, String> {
    let fail = |error: calamine::XlsxError| format!("シート「{name}」を読み取れません。（{error}）");
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    {
        let mut cells = match book.worksheet_cells_reader(name) {
            Ok(cells) => cells,
            // A chart sheet has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(grid),
            Err(error) => return Err(fail(error)),
        };
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(fail)? {
            let percent = cells
                .styles()
                .get(style)
                .and_then(|style| style.number_format.as_ref())
                .is_some_and(|format| is_percent(&format.format_code));
            let (row, col) = cell.get_position();
            if let Some(cell) = shown(&Data::from(cell.get_value().clone()), percent, epoch_1904) {
                grid.cells.insert(Pos::new(row, col), cell);
            }
            if grid.cells.len() > MOST_CELLS {
                return Err(format!("シート「{name}」のセルが多すぎます。"));
            }
        }
    }
    {
        // A formula whose result was not saved reads as an empty cell.
        let mut formulas = book.worksheet_cells_reader(name).map_err(fail)?;
        while let Some(record) = formulas.next_cell_with_formula().map_err(fail)? {
            let pos = Pos::new(record.pos.0, record.pos.1);
            if let (Some(formula), DataRef::Empty) = (record.formula, record.value) {
                let text = format!("={formula}");
                grid.cells.insert(pos, Cell::new(text, CellKind::Unsaved));
            }
        }
    }
    for area in book.merge_cells_by_sheet_name(name).map_err(fail)? {
        grid.merges.push(Merge {
            first: Pos::new(area.start.0, area.start.1),
            last: Pos::new(area.end.0, area.end.1),
        });
    }
    Ok(grid)
}

/// Returns a cell as Excel shows it; `None` if it shows nothing.
fn shown(data: &Data, percent: bool, epoch_1904: bool) -> Option<Cell> {
    let cell = |text: String, kind: CellKind| Some(Cell::new(text, kind));
    match data {
        Data::Empty => None,
        Data::String(text) if fold::is_blank(text) => None,
        Data::String(text) => cell(text.replace("\r\n", "\n"), CellKind::Text),
        Data::Int(number) => cell(number.to_string(), CellKind::Number),
        Data::Float(number) => match (decimal(*number), percent) {
            (Some(number), true) => {
                let shown = (number * Decimal::ONE_HUNDRED).normalize();
                cell(format!("{shown}%"), CellKind::Percent)
            }
            (Some(number), false) => cell(number.to_string(), CellKind::Number),
            (None, _) => cell(number.to_string(), CellKind::Number),
        },
        Data::Bool(value) => cell(if *value { "TRUE" } else { "FALSE" }.to_owned(), CellKind::Number),
        Data::DateTime(stamp) => match whole_days(stamp.as_f64())
            .filter(|_| stamp.is_datetime())
            .and_then(|days| Date::from_excel_serial(days, epoch_1904))
        {
            Some(date) => {
                let typed = format!("{}/{}", date.month(), date.day());
                cell(date.to_string(), CellKind::Date { typed })
            }
            None => cell(stamp.as_f64().to_string(), CellKind::Number),
        },
        Data::DateTimeIso(text) => cell(
            text.split('T').next().unwrap_or_default().to_owned(),
            CellKind::Date { typed: text.clone() },
        ),
        Data::DurationIso(text) => cell(text.clone(), CellKind::Text),
        Data::Error(error) => cell(error.to_string(), CellKind::Error),
    }
}

/// Returns a number as Excel shows it: 15 significant digits, without the noise of binary fractions.
fn decimal(number: f64) -> Option<Decimal> {
    Decimal::from_scientific(&format!("{number:.14e}")).ok().map(|exact| exact.normalize())
}

#[allow(clippy::cast_possible_truncation, reason = "a date's serial number is far below the limits of i64")]
fn whole_days(serial: f64) -> Option<i64> {
    (serial.is_finite() && serial.abs() < 1e7).then(|| serial.floor() as i64)
}

/// True if a number format shows percentages. A `%` in quotes or after a backslash is literal.
fn is_percent(format: &str) -> bool {
    let mut quoted = false;
    let mut escaped = false;
    for c in format.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use calamine::Data;

    use super::{is_percent, open, shown};

    #[test]
    fn a_number_is_read_without_binary_noise_and_with_its_percent_sign() {
        let text = |value: f64, percent| shown(&Data::Float(value), percent, false).unwrap().text;
        assert_eq!(text(0.363, true), "36.3%");
        assert_eq!(text(1.0, true), "100%");
        assert_eq!(text(0.1 + 0.2, false), "0.3");
        assert_eq!(text(169_000.0, false), "169000");
    }

    #[test]
    fn a_quoted_or_escaped_percent_sign_makes_no_percent_format() {
        assert!(is_percent("0.0%"));
        assert!(!is_percent("0\"%\""));
        assert!(!is_percent("0\\%"));
    }

    #[test]
    fn a_file_that_is_no_workbook_is_refused_with_the_reason() {
        assert!(open(b"").unwrap_err().contains("空"));
        assert!(open(b"%PDF-1.7").unwrap_err().contains("Excel ブック"));
        assert!(open(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]).unwrap_err().contains("パスワード"));
        assert!(open(b"PK\x03\x04rubbish").unwrap_err().contains("壊れて"));
    }
}
