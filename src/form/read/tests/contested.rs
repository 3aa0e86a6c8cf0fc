//! Two texts that answer one question: neither is taken silently.

use workbook::{Grid, Merge, Pos};

use crate::form::field::Field;
use crate::form::raw::{RawForm, ShapeIssue};
use crate::form::read::tests::edit::{find, insert, put};
use crate::form::read::tests::{content, filled, indicator, meant, only, said, written};

fn form() -> Grid {
    written(&filled(content(vec![indicator("①", "手続の数"), indicator("②", "件数")])))
}

/// Returns the form with a column inserted right of 2031年度.
fn wider() -> Grid {
    let grid = form();
    let col = find(&grid, "2031年度").col + 1;
    let mut grid = insert(&grid, col, 1, false);
    // Inserting widens merged ranges; the cells of the schedule are unmerged.
    let top = find(&grid, "2031年度").row;
    let bottom = find(&grid, "進捗状況").row;
    grid.merges.retain(|merge| {
        !(top..bottom).contains(&merge.first.row) || !(merge.first.col..=merge.last.col).contains(&col)
    });
    grid
}

fn contested(form: &RawForm) -> Vec<(&str, Vec<String>)> {
    let mut found = Vec::new();
    for issue in &form.shape_issues {
        if let ShapeIssue::Contested { what, cells } = issue {
            found.push((what.as_str(), cells.iter().map(|pos| pos.a1()).collect()));
        }
    }
    found
}

#[test]
fn two_texts_under_one_year_are_contested() {
    let mut grid = wider();
    let (year, actual) = (find(&grid, "2031年度"), find(&grid, "実績①"));
    grid.merges.push(Merge { first: year, last: Pos::new(year.row, year.col + 1) });
    // Nothing is contested while one of the two is blank.
    assert!(contested(&only(&grid)).is_empty());
    put(&mut grid, Pos::new(actual.row, year.col + 1), "500手続");
    assert_eq!(
        contested(&only(&grid)),
        [(
            "2031年度の実績①",
            vec![Pos::new(actual.row, year.col).a1(), Pos::new(actual.row, year.col + 1).a1()]
        )]
    );
    // Equal texts do not contest one another.
    put(&mut grid, Pos::new(actual.row, year.col + 1), "４１１手続");
    assert!(contested(&only(&grid)).is_empty());
    // A unit in the next cell belongs to the number.
    put(&mut grid, Pos::new(actual.row, year.col), "411");
    put(&mut grid, Pos::new(actual.row, year.col + 1), "手続");
    let form = only(&grid);
    assert!(contested(&form).is_empty());
    assert!(form.values.iter().any(|value| value.field == Field::Actual && value.cells.len() == 2));
}

#[test]
fn a_year_with_two_columns_is_read_from_the_filled_one() {
    let mut grid = wider();
    let (year, actual) = (find(&grid, "2031年度"), find(&grid, "実績①"));
    put(&mut grid, Pos::new(year.row, year.col + 1), "令和13年度");
    let own = grid.cells.remove(&Pos::new(actual.row, year.col)).unwrap();
    grid.cells.insert(Pos::new(actual.row, year.col + 1), own);
    let form = only(&grid);
    let content = filled(content(vec![indicator("①", "手続の数"), indicator("②", "件数")]));
    let mut told = said(&form);
    let mut wanted = meant(&content);
    told.sort();
    wanted.sort();
    assert_eq!(told, wanted);
    assert!(
        form.shape_issues.iter().any(|issue| matches!(issue,
            ShapeIssue::Shifted { what, .. } if what.contains("「2031年度」の列が2か所"))),
        "{:?}",
        form.shape_issues
    );
    put(&mut grid, Pos::new(actual.row, year.col), "6手続");
    assert_eq!(contested(&only(&grid)).len(), 1);
}

#[test]
fn two_texts_beside_one_tall_label_are_contested() {
    let grid = form();
    let actual = find(&grid, "実績①");
    let mut grid = insert(&grid, actual.row + 1, 1, true);
    grid.merges.push(Merge { first: actual, last: Pos::new(actual.row + 1, actual.col) });
    let year = find(&grid, "2031年度").col;
    assert!(contested(&only(&grid)).is_empty());
    put(&mut grid, Pos::new(actual.row + 1, year), "1手続");
    let cells = vec![Pos::new(actual.row, year).a1(), Pos::new(actual.row + 1, year).a1()];
    assert_eq!(contested(&only(&grid)), [("2031年度の実績①", cells)]);
}

#[test]
fn a_repeated_label_is_reported_if_the_texts_differ() {
    let told = |text: &str| {
        let mut grid = written(&filled(content(vec![indicator("", "手続数")])));
        let own = find(&grid, "備考");
        put(&mut grid, Pos::new(own.row, own.col + 1), "本当の備考");
        // The rows far below the form are free.
        put(&mut grid, Pos::new(own.row + 40, own.col), "備考");
        put(&mut grid, Pos::new(own.row + 40, own.col + 1), text);
        let form = only(&grid);
        form.shape_issues
            .iter()
            .any(|issue| matches!(issue, ShapeIssue::Repeated { label, .. } if label == "備考"))
    };
    assert!(told("別の備考"));
    assert!(!told("本当の備考"));
}
