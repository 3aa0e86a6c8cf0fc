//! Checks of sheets, forms and figures that must hold for any input.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use workbook::{Cell, CellKind, Grid, Limits, Merge, Pos};

use shinchoku::figure::{Figure, FigureKind, NumberSource, is_reference, meant_percent};
use shinchoku::form::field::Field;
use shinchoku::form::labels::Labels;
use shinchoku::form::raw::{CellRole, RawForm, RawValue, ShapeIssue};
use shinchoku::form::read::read_book;
use shinchoku::intake::wire::Reading;
use shinchoku::sources::SheetId;
use shinchoku::text::{fold, numeral, unit};
use shinchoku::text::calendar::{Date, FiscalYear, Month};

/// The number of rows of a sheet.
pub const ROWS: u32 = 1_048_576;
/// The number of columns of a sheet.
pub const COLUMNS: u32 = 16_384;

/// Checks that an opened workbook keeps to its limits, and that its sheets have only what a person sees.
pub fn sheets(sheets: &[Grid], limits: &Limits) {
    let number = |length: usize| u64::try_from(length).unwrap();
    assert!(number(sheets.len()) <= limits.sheets, "{} sheets", sheets.len());
    let cells: usize = sheets.iter().map(|sheet| sheet.cells.len()).sum();
    assert!(number(cells) <= limits.cells, "{cells} cells");
    let names: BTreeSet<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names.len(), sheets.len(), "two sheets have one name");
    for sheet in sheets {
        let last_row = sheet.cells.keys().map(|pos| pos.row).max().unwrap_or(0);
        let last_col = sheet.cells.keys().map(|pos| pos.col).max().unwrap_or(0);
        assert!(last_row < ROWS && last_col < COLUMNS, "a cell at {}", Pos::new(last_row, last_col).a1());
        for (pos, cell) in &sheet.cells {
            assert!(!cell.text.trim().is_empty(), "{} is empty", pos.a1());
            match cell.kind {
                CellKind::Percent => assert!(cell.text.ends_with('%'), "{cell:?}"),
                CellKind::Unsaved => assert!(cell.text.starts_with('='), "{cell:?}"),
                _ => {}
            }
        }
        for merge in &sheet.merges {
            assert!(merge.first <= merge.last && merge.first.col <= merge.last.col, "{merge:?}");
            assert!(merge.last.row < ROWS && merge.last.col < COLUMNS, "{merge:?}");
            let mut within = sheet.cells.range(merge.first..=merge.last).map(|(pos, _)| *pos);
            assert!(
                !within.any(|pos| pos != merge.first && merge.contains(pos)),
                "a cell lies under {merge:?}"
            );
        }
        assert!(sheet.hidden_rows.iter().all(|row| *row <= last_row), "hidden rows below the last");
        assert!(sheet.hidden_cols.iter().all(|col| *col <= last_col), "hidden columns right of the last");
    }
}

/// Checks that a file that cannot be read has a reason in Japanese.
pub fn reason(reading: &Reading) {
    match reading {
        Reading::NotAWorkbook(reason) | Reading::Unreadable(reason) | Reading::Refused(reason) => {
            assert!(!reason.is_empty() && (!reason.is_ascii() || reason.chars().count() < 20), "{reason}");
        }
        Reading::Encrypted | Reading::RightsManaged => {}
        other => panic!("opening a file gave {other:?}"),
    }
}

/// Checks that every cell of a sheet with forms has one role in one form, and that every value is the text of
/// its cells, has a label, and is no label itself.
pub fn forms(sheets: &[Grid], forms: &[RawForm], labels: &Labels) {
    let mut cells: BTreeMap<SheetId, Vec<Pos>> = BTreeMap::new();
    for form in forms {
        cells.entry(form.sheet).or_default().extend(form.cells.iter().map(|(pos, _)| *pos));
        let grid = &sheets[usize::try_from(form.sheet.0).unwrap()];
        self::form(grid, form, labels);
        for value in &form.values {
            let at = value.other_sheet.unwrap_or(form.sheet);
            assert!(value.other_sheet != Some(form.sheet), "the form's own sheet is given as another one");
            let contested = form.shape_issues.iter().any(|issue| {
                matches!(issue, ShapeIssue::Contested { cells, .. } if value.cells.iter().all(|pos| cells.contains(pos)))
            });
            self::value(&sheets[usize::try_from(at.0).unwrap()], value, contested, labels);
        }
    }
    for (sheet, mut found) in cells {
        let grid = &sheets[usize::try_from(sheet.0).unwrap()];
        found.sort_unstable();
        let all: Vec<Pos> = grid.cells.keys().copied().collect();
        assert!(found == all, "not every cell has one role: {}", shown(grid));
    }
}

fn form(grid: &Grid, form: &RawForm, labels: &Labels) {
    let roles: BTreeMap<Pos, CellRole> = form.cells.iter().copied().collect();
    for (pos, role) in &roles {
        let cell = &grid.cells[pos];
        match role {
            CellRole::Value(at) => {
                let points = form.values.get(*at).is_some_and(|value| value.cells.contains(pos));
                assert!(points, "{} points at a value without it: {}", pos.a1(), shown(grid));
            }
            CellRole::Outside => {
                let kept =
                    form.remarks.iter().any(|remark| remark.pos == Some(*pos) && remark.text == cell.text);
                assert!(kept || fold::is_blank(&cell.text), "{} is kept nowhere: {}", pos.a1(), shown(grid));
            }
            CellRole::Heading => {}
        }
    }
    let mut once = BTreeSet::new();
    for value in form.values.iter().filter(|value| value.other_sheet.is_none()) {
        for pos in &value.cells {
            let role = roles.get(pos);
            assert!(matches!(role, Some(CellRole::Value(_))), "{} is {role:?}: {}", pos.a1(), shown(grid));
        }
        assert!(
            once.insert((value.field, value.indicator, value.year)),
            "two values of {:?} {:?} {:?}: {}",
            value.field,
            value.indicator,
            value.year,
            shown(grid)
        );
        assert_eq!(value.field.in_schedule(), value.indicator.is_some(), "{value:?}");
        if let Some(at) = value.indicator {
            let indicator = form.indicators.get(at).unwrap_or_else(|| panic!("{value:?}: {}", shown(grid)));
            assert!(
                value.year.is_none_or(|year| indicator.years.contains(&year)),
                "{value:?}: {}",
                shown(grid)
            );
            assert_eq!(value.year.is_none(), value.field == Field::IndicatorName, "{value:?}");
        }
        let labelled =
            form.labels.iter().any(|label| label.field == value.field && label.indicator == value.indicator);
        assert!(labelled || value.field == Field::IndicatorName, "{value:?} has no label: {}", shown(grid));
    }
    let anchor = grid.cells.get(&form.anchor);
    assert!(
        anchor.is_some_and(|cell| !labels_of(cell, labels).is_empty())
            || form.anchor != Pos::new(0, 0)
            || anchor.is_some()
    );
}

/// Checks that a value is the text of its cells and no label. If several cells contest one field, whose form
/// is refused, it is that of the first.
fn value(grid: &Grid, value: &RawValue, contested: bool, labels: &Labels) {
    let cells: Vec<&Cell> = value
        .cells
        .iter()
        .map(|pos| grid.cells.get(pos).unwrap_or_else(|| panic!("{} is empty: {}", pos.a1(), shown(grid))))
        .collect();
    let text = match cells.as_slice() {
        [cell] if value.field == Field::IndicatorName => {
            assert!(cell.text.trim().ends_with(&value.cell.text), "{value:?} of {cell:?}");
            value.cell.text.clone()
        }
        [cell] => cell.text.clone(),
        [first, ..] if contested => first.text.clone(),
        [number, unit] => format!("{}{}", number.text.trim(), unit.text.trim()),
        _ => panic!("{value:?} of {} cells", cells.len()),
    };
    assert_eq!(value.cell.text, text, "{}", shown(grid));
    for cell in cells {
        let found = labels_of(cell, labels);
        assert!(found.is_empty(), "{value:?} is the label {found}: {}", shown(grid));
    }
}

/// Returns the label that a cell is; empty if it is none. A text of more than 120 characters is none.
fn labels_of(cell: &Cell, labels: &Labels) -> String {
    if cell.text.chars().count() > 120 {
        return String::new();
    }
    labels.recognise(&cell.text).map_or_else(String::new, |(label, _)| label.word().to_owned())
}

/// Checks that forms are found by their labels, not by addresses: the same sheets, moved, give the same
/// values.
pub fn anywhere(sheets: &[Grid], forms: &[RawForm], labels: &Labels) {
    let fits = |grid: &Grid| {
        let merged = grid.merges.iter().map(|merge| merge.last);
        grid.cells.keys().copied().chain(merged).all(|pos| pos.row < ROWS - 7 && pos.col < COLUMNS - 3)
    };
    if !sheets.iter().all(fits) {
        return;
    }
    let moved: Vec<Grid> = sheets.iter().map(|grid| moved(grid, 7, 3)).collect();
    let found = read_book(&moved, labels);
    assert_eq!(forms.len(), found.len(), "{}", sheets.iter().map(shown).collect::<String>());
    for (form, other) in forms.iter().zip(&found) {
        let said = (said(form), said(other));
        let grid = &sheets[usize::try_from(form.sheet.0).unwrap()];
        assert!(said.0 == said.1, "the moved sheets differ: {:?}\n{:?}\n{}", said.0, said.1, shown(grid));
    }
}

type Said<'f> = (Field, Option<usize>, Option<FiscalYear>, &'f str, bool);

fn said(form: &RawForm) -> Vec<Said<'_>> {
    let said = |value: &'_ RawValue| (value.field, value.indicator, value.year, value.hidden);
    form.values
        .iter()
        .map(|value| {
            let (field, indicator, year, hidden) = said(value);
            (field, indicator, year, value.cell.text.as_str(), hidden)
        })
        .collect()
}

fn moved(grid: &Grid, rows: u32, cols: u32) -> Grid {
    let place = |pos: Pos| Pos::new(pos.row + rows, pos.col + cols);
    let mut moved = grid.clone();
    moved.cells = grid.cells.iter().map(|(pos, cell)| (place(*pos), cell.clone())).collect();
    let merge = |merge: &Merge| Merge { first: place(merge.first), last: place(merge.last) };
    moved.merges = grid.merges.iter().map(merge).collect();
    moved.hidden_rows = grid.hidden_rows.iter().map(|row| row + rows).collect();
    moved.hidden_cols = grid.hidden_cols.iter().map(|col| col + cols).collect();
    for remark in &mut moved.remarks {
        remark.at = remark.at.map(place);
    }
    moved
}

/// Describes a sheet so that a test can build it.
fn shown(grid: &Grid) -> String {
    let mut text = format!("\nsheet {:?}{}\n", grid.name, if grid.hidden { " (hidden)" } else { "" });
    for (pos, cell) in &grid.cells {
        let _ = writeln!(text, "  {} {:?} {:?} {:?}", pos.a1(), cell.text, cell.kind, cell.unstruck);
    }
    for merge in &grid.merges {
        let _ = writeln!(text, "  {}:{}", merge.first.a1(), merge.last.a1());
    }
    let _ = writeln!(text, "  hidden rows {:?}, columns {:?}", grid.hidden_rows, grid.hidden_cols);
    text
}

/// Checks that a figure keeps its text, has a quantity if its kind is one, and that the quantity can be
/// written and read again.
pub fn figure(text: &str, unit: &str) {
    let figure = Figure::parse(text, unit);
    assert_eq!(figure.text, text);
    match figure.kind {
        FigureKind::Quantity => assert!(figure.quantity.is_some() && figure.deadline.is_none(), "{figure:?}"),
        FigureKind::Deadline => assert!(figure.deadline.is_some(), "{figure:?}"),
        _ => {
            assert!(
                figure.quantity.is_none() && figure.deadline.is_none() && figure.hedge.is_none(),
                "{figure:?}"
            );
            assert!(figure.note.is_empty(), "{figure:?}");
        }
    }
    assert_eq!(figure.kind == FigureKind::Blank, fold::is_blank(text), "{figure:?}");
    assert!(figure.quantity.is_some() || figure.source == NumberSource::Whole, "{figure:?}");
    if figure.source == NumberSource::Within {
        let quantity = figure.quantity.as_ref().unwrap();
        let more = fold::width(text).contains('+');
        assert!(more || unit::fits(&quantity.unit, unit), "{figure:?} of {unit}");
    }
    // The width of characters changes nothing.
    let folded = Figure::parse(&fold::width(text), unit);
    let read = |figure: &Figure| {
        (figure.kind, figure.quantity.clone(), figure.deadline, figure.hedge, figure.source)
    };
    assert_eq!(read(&folded), read(&figure), "{text:?} of {unit:?}");
    if let Some(quantity) = figure.quantity {
        let written = quantity.in_full();
        let again = Figure::parse(&written, unit);
        assert_eq!(again.quantity.as_ref(), Some(&quantity), "{text:?} of {unit:?} is written {written:?}");
    }
}

/// Checks the other readers of typed texts.
pub fn words(text: &str) {
    let _ = is_reference(text);
    let percent = meant_percent(text, "%");
    assert!(
        percent.is_none_or(|percent| numeral::parse(text).is_some_and(|number| number < percent)),
        "{text:?}"
    );
    if let Some(month) = Month::parse(text) {
        assert_eq!(Month::parse(&fold::width(text)), Some(month), "{text:?}");
        assert_eq!(Month::parse(&month.to_string()), Some(month), "{text:?}");
    }
    if let Some(year) = FiscalYear::parse(text) {
        assert_eq!(FiscalYear::parse(&year.label()), Some(year), "{text:?}");
    }
    let _ = Date::parse(text);
    for fold in [fold::key, fold::prose, fold::squash, fold::width] {
        assert_eq!(fold(&fold(text)), fold(text), "{text:?}");
    }
    let _ = (fold::label(text), unit::canonical(text), unit::counts_whole_things(text));
    assert!(unit::same(text, text));
}
