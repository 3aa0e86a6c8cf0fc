//! 概況 fits one page when printed at 90% or more, so that its 10-point type is not printed below 9 points.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use crate::support::schemes::{FIVE, run};
use crate::support::{Workspace, copy_folder, master, repository};

/// The height in points of the rows that fit on A4 landscape at 90%. Margins at top and bottom are 0.9 inches
/// together.
const PAGE: f64 = (595.0 - 0.9 * 72.0) / 0.9;

/// The sum of the row heights of 概況, the first sheet of the committee's workbook, in points.
fn height(month: &Path) -> f64 {
    let name = month.file_name().unwrap().to_string_lossy().into_owned();
    let book = fs::read(month.join(format!("進捗管理表_{name}.xlsx"))).unwrap();
    let mut xml = String::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    let heights = xml.split(" ht=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let heights: Vec<f64> = heights.map(|height| height.parse().unwrap()).collect();
    assert!(heights.len() > 20);
    heights.iter().sum::<f64>()
}

#[test]
fn the_overview_of_the_sample_months_fits_its_page() {
    let workspace = Workspace::with_samples();
    for month in ["2022-12", "2023-03"] {
        workspace.ok(&["--as-of", month, "--quiet"]);
        let height = height(&workspace.output().join(month));
        assert!(height <= PAGE, "{month}: {height}");
    }
}

#[test]
fn five_bands_fit_the_page() {
    let (workspace, _) = run(&FIVE[..], "2023-03");
    let height = height(&workspace.output().join("2023-03"));
    assert!(height <= PAGE, "{height}");
}

#[test]
fn long_names_and_more_projects_than_have_room_fit_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = master::delivered();
    let long = "市民の利便性の向上と行政事務の効率化をともに進めるための基盤となる仕組みの整備と活用に関する総合的な取組の推進";
    for (sheet, col, most) in [("事業", 1, 60), ("体系", 1, 30), ("体系", 3, 45)] {
        for row in plan.rows.get_mut(sheet).unwrap().iter_mut() {
            row[col] = format!("{}{long}", row[col]).chars().take(most).collect();
        }
    }
    let workspace = Workspace::with_plan(&master::put(&plan, folder.path()));
    copy_folder(&repository().join("input"), &workspace.input());
    workspace.ok(&["--as-of", "2023-03", "--quiet"]);
    let height = height(&workspace.output().join("2023-03"));
    assert!(height <= PAGE, "{height}");
}
