//! `shinchoku new-plan FILE`: writes an empty master workbook with guidance.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};

use crate::cli::NewPlanArgs;
use crate::commands::console::print;
use crate::failure::Failure;
use crate::output;
use crate::plan::template::{PlanSheets, write};
use crate::text::calendar::{FiscalYear, Month};

/// The number of fiscal years in a new workbook. More can be added in Excel.
const YEARS: usize = 4;

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If the file exists already or cannot be written.
pub fn run(args: &NewPlanArgs) -> Result<u8, Failure> {
    create(&args.file, this_year())?;
    Ok(print(&format!(
        "計画のマスターブックのひな形を作成しました: {0}\n  「使い方」シートを読んで入力し、shinchoku check-plan {0} で点検してください。\n",
        args.file.display()
    )))
}

/// Writes the workbook, with fiscal years from `first`. Never overwrites a file.
///
/// # Errors
/// If the file exists already or cannot be written.
pub fn create(file: &Path, first: FiscalYear) -> Result<(), Failure> {
    let unwritable = |reason: String| Failure::Unwritable { path: file.to_owned(), reason };
    if !file
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
    {
        return Err(unwritable("ファイル名の最後を .xlsx にしてください。".to_owned()));
    }
    let bytes = write(&PlanSheets::empty(first, YEARS))?;
    if fs::symlink_metadata(file).is_ok() {
        return Err(unwritable("同じ名前のファイルがあります。別の名前を指定してください。".to_owned()));
    }
    output::create_file(file, &bytes)
}

/// Returns the current fiscal year in Japan, the likely start of a new plan.
fn this_year() -> FiscalYear {
    let today = Timestamp::now().to_zoned(TimeZone::fixed(offset(9))).date();
    let month = u8::try_from(today.month()).ok().and_then(|month| Month::new(i32::from(today.year()), month));
    month.map_or_else(|| FiscalYear::new(i32::from(today.year())), Month::fiscal_year)
}

#[cfg(test)]
mod tests {
    use super::create;
    use crate::text::calendar::FiscalYear;

    #[test]
    fn an_existing_file_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("plan.xlsx");
        create(&file, FiscalYear::new(2030)).unwrap();
        let before = std::fs::read(&file).unwrap();
        let failure = create(&file, FiscalYear::new(2040)).unwrap_err();
        assert!(failure.to_string().contains("同じ名前"), "{failure}");
        assert_eq!(std::fs::read(&file).unwrap(), before);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_name_without_xlsx_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(create(&folder.path().join("plan.xls"), FiscalYear::new(2030)).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
