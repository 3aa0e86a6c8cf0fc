//! Spreadsheet formulas of rates and bands, over cells whose addresses the report gives.
//!
//! The texts have no leading `=`, so that they can be part of other formulas, and use no function newer than
//! Excel 2010.

/// The cells of a row's figures: addresses or defined names, as a formula writes them.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    /// 実績.
    pub actual: &'a str,
    /// 目標.
    pub target: &'a str,
    /// 基準値.
    pub base: &'a str,
    /// The value at the start of the fiscal year, for a pace.
    pub start: &'a str,
    /// Months elapsed.
    pub elapsed: &'a str,
    /// Months of the fiscal year that the plan covers.
    pub months: &'a str,
}

/// The cells of a judgment's bands, best first.
#[derive(Clone, Copy, Debug)]
pub struct BandCells<'a> {
    /// Each band's name: an address, or a text in quotation marks.
    pub names: &'a [String],
    /// Each band's 下限 as a fraction (a cell that holds 0.8 and shows 80%); the last band needs none.
    pub floors: &'a [String],
    /// The result where no rate can be formed (要判断): an address, or a text in quotation marks.
    pub undecided: &'a str,
    /// The result where the actual is missing (未報告).
    pub missing: &'a str,
}

/// Writes the band of the fraction in the cell `value` as nested comparisons; the expression `otherwise` is
/// the result where the cell holds no number.
///
/// Compares nine decimal places: in a spreadsheet, 1.2/1.5 is not quite 0.8.
#[must_use]
pub(crate) fn banded(value: &str, bands: &BandCells, otherwise: &str) -> String {
    banded_where(value, bands, otherwise, &|floor| format!("ROUND({value},9)>={floor}"))
}

/// Writes the same as [`banded`], with the condition for a 下限 given by `reached`.
pub(super) fn banded_where(
    value: &str,
    bands: &BandCells,
    otherwise: &str,
    reached: &dyn Fn(&str) -> String,
) -> String {
    let Some((last, upper)) = bands.names.split_last() else { return otherwise.to_owned() };
    let nested = upper
        .iter()
        .zip(bands.floors)
        .rev()
        .fold(last.clone(), |worse, (name, floor)| format!("IF({},{name},{worse})", reached(floor)));
    format!("IF(ISNUMBER({value}),{nested},{otherwise})")
}

/// Writes `value` where all cells hold numbers and `condition` is met, else an empty text.
pub(super) fn guarded(cells: &[&&str], condition: &str, value: &str) -> String {
    let all: Vec<&str> = cells.iter().map(|cell| **cell).collect();
    format!("IF(COUNT({})={},IF({condition},{value},\"\"),\"\")", all.join(","), all.len())
}
