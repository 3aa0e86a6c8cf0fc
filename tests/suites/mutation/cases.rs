//! Every mutation of a sheet, with the cells that it removes on purpose.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use workbook::{Cell, CellKind, Grid, Pos};

use crate::mutation::grids::{
    Axis, cell, delete, end, indent, insert, narrow_kana, reordered, rewritten, shift, spread, together,
    wide, with_cell, without,
};
use crate::mutation::judge::{Gone, Judged, Sample};
use shinchoku::form::field::Field;
use shinchoku::form::labels::{Label, Labels};
use shinchoku::form::raw::RawForm;
use shinchoku::ids::ProjectId;
use shinchoku::plan::Plan;
use shinchoku::plan::model::Accumulation;
use shinchoku::text::calendar::{FiscalYear, Month};
use shinchoku::text::fold;

/// A mutated sheet.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) grid: Grid,
    pub(crate) gone: Gone,
}

fn case(name: impl Into<String>, grid: Grid) -> Case {
    Case { name: name.into(), grid, gone: Gone::default() }
}

/// All mutations of a sheet. `partner` is a sheet of another project.
pub(crate) fn all(plan: &Plan, sample: &Sample, before: &Judged, partner: &Grid) -> Vec<Case> {
    let (grid, month) = (&sample.grid, sample.month);
    let mut cases = Vec::new();
    cases.extend(lines(grid));
    cases.extend(blocks(grid, before));
    cases.extend(stacks(grid, partner));
    cases.extend(dress(grid, before));
    cases.extend(notations(grid, before, month));
    cases.extend(years(grid, before, month));
    cases.extend(labels_lost(grid, before, &plan.labels));
    cases.extend(blanks(grid, before));
    cases.extend(figures(plan, sample, before));
    cases.extend(hidden(grid));
    cases
}

/// Inserts and deletes rows and columns.
fn lines(grid: &Grid) -> Vec<Case> {
    let mut cases = Vec::new();
    for axis in [Axis::Rows, Axis::Columns] {
        for at in 0..end(grid, axis) {
            cases.push(case(format!("insert {axis:?} {at}"), insert(grid, at, 1, axis)));
            let of_line = |pos: &&Pos| if axis == Axis::Rows { pos.row == at } else { pos.col == at };
            let cells: BTreeSet<Pos> = grid.cells.keys().filter(of_line).copied().collect();
            let gone = Gone { cells, blanked: false };
            cases.push(Case { name: format!("delete {axis:?} {at}"), grid: delete(grid, at, axis), gone });
        }
        cases.push(case(format!("insert five {axis:?} first"), insert(grid, 0, 5, axis)));
    }
    cases
}

/// Moves the form's blocks into another order or to the right.
fn blocks(grid: &Grid, before: &Judged) -> Vec<Case> {
    let [form] = before.forms.as_slice() else { return Vec::new() };
    let Some([control, plan, schedule, report]) = block_rows(grid, form) else { return Vec::new() };
    let order = |blocks: &[&Range<u32>]| {
        let head = 0..control.start;
        let blocks: Vec<Range<u32>> = std::iter::once(&head).chain(blocks.iter().copied()).cloned().collect();
        reordered(grid, &blocks)
    };
    vec![
        case("管理欄 last", order(&[&plan, &schedule, &report, &control])),
        case("report before schedule", order(&[&control, &plan, &report, &schedule])),
        case("管理欄 in the middle", order(&[&plan, &control, &schedule, &report])),
        case("schedule last, 管理欄 before it", order(&[&plan, &report, &control, &schedule])),
        case("schedule further right", indent(grid, schedule.clone(), 2)),
        case("report further right", indent(grid, report.clone(), 1)),
        case("everything further down and right", shift(grid, 3, 2)),
    ]
}

/// The rows of 管理欄, plan, schedule and report, each up to the next block.
fn block_rows(grid: &Grid, form: &RawForm) -> Option<[Range<u32>; 4]> {
    let row = |field: Field| form.labels.iter().find(|label| label.field == field).map(|label| label.pos.row);
    let control = form.control.iter().map(|found| found.pos.row).min()?;
    let (plan, report) = (row(Field::Id)?, row(Field::Progress)?);
    let schedule = form.schedule_heading.as_ref().map_or(report, |heading| heading.pos.row);
    Some([control..plan, plan..schedule, schedule..report, report..end(grid, Axis::Rows)])
}

/// Puts another form on the sheet, below, above or beside.
fn stacks(grid: &Grid, partner: &Grid) -> Vec<Case> {
    let (rows, cols) = (end(grid, Axis::Rows), end(grid, Axis::Columns));
    let above = end(partner, Axis::Rows) + 1;
    let right = end(partner, Axis::Columns) + 1;
    let mut cases = vec![
        case("another form below", together(grid, &shift(partner, rows + 1, 0))),
        case("another form directly below", together(grid, &shift(partner, rows, 0))),
        case("another form beside", together(grid, &shift(partner, 0, cols + 1))),
        case("another form above", together(partner, &shift(grid, above, 0))),
    ];
    // Beside one another with one form beginning lower.
    for lower in [1, 15, 25, rows - 1] {
        let beside = shift(partner, lower, cols + 1);
        cases.push(case(format!("another form beside, {lower} rows lower"), together(grid, &beside)));
        let beside = shift(grid, lower, right);
        cases.push(case(format!("another form left, {lower} rows higher"), together(partner, &beside)));
    }
    cases
}

/// Writes texts in other widths and with spaces, line breaks, colons, brackets and numbering.
fn dress(grid: &Grid, before: &Judged) -> Vec<Case> {
    let headings = before.headings();
    let is_label = |pos: Pos, text: &str| {
        headings.contains(&pos)
            && text.chars().count() <= 12
            && FiscalYear::parse(text).is_none()
            && is_word(text)
    };
    let labels = |dress: &dyn Fn(&str) -> String| {
        rewritten(grid, |pos, text| is_label(pos, text).then(|| dress(text)))
    };
    vec![
        case("full width", rewritten(grid, |_, text| Some(wide(text)))),
        case("half-width katakana", rewritten(grid, |_, text| Some(narrow_kana(text)))),
        case("spaces around", rewritten(grid, |_, text| Some(format!("　{text}\u{a0}")))),
        case("invisible characters", rewritten(grid, |_, text| Some(format!("\u{feff}{text}\u{200b}")))),
        case("carriage returns", rewritten(grid, |_, text| Some(text.replace('\n', "\r\n")))),
        case("spread labels", labels(&|text| spread(text, '　'))),
        case("labels on several lines", labels(&|text| spread(text, '\n'))),
        case("labels with colons", labels(&|text| format!("{text}："))),
        case("numbered labels", labels(&|text| format!("（３）{text}"))),
        case("labels in brackets", labels(&|text| format!("【{text}】"))),
        case("labels with bullets", labels(&|text| format!("■{text}"))),
    ]
}

/// True if a text is one of the labels that the program knows without any master workbook.
fn is_word(text: &str) -> bool {
    static LABELS: LazyLock<Labels> = LazyLock::new(Labels::default);
    LABELS.recognise(text).is_some()
}

/// Writes years and months in other notations.
fn notations(grid: &Grid, before: &Judged, month: Month) -> Vec<Case> {
    let headings = before.headings();
    let mut cases = Vec::new();
    type Notation = fn(i32) -> String;
    let notations: [(&str, Notation); 7] = [
        ("R3", |year| format!("R{}", year - 2018)),
        ("令和3年度", |year| format!("令和{}年度", year - 2018)),
        ("2021", |year| year.to_string()),
        ("２０２１年度", |year| wide(&format!("{year}年度"))),
        ("2021年度（令和3年度）", |year| format!("{year}年度（令和{}年度）", year - 2018)),
        ("令和3年度(2021)", |year| {
            format!("令和{}年度\n(2021)", year - 2018).replace("2021", &year.to_string())
        }),
        ("R3年度", |year| format!("Ｒ{}年度", year - 2018)),
    ];
    for (name, notation) in notations {
        let grid = rewritten(grid, |pos, text| {
            let year = text.strip_suffix("年度")?.parse().ok()?;
            headings.contains(&pos).then(|| notation(year))
        });
        cases.push(case(format!("years as {name}"), grid));
    }
    let Some(at) = before
        .forms
        .iter()
        .flat_map(|form| &form.control)
        .find(|found| Month::parse(&found.cell.text) == Some(month))
    else {
        return cases;
    };
    let (year, number) = (month.to_string()[..4].parse::<i32>().unwrap(), month.to_string()[5..].to_owned());
    let short = number.trim_start_matches('0');
    for text in [
        format!("令和{}年{short}月末", year - 2018),
        format!("令和{}年{short}月", year - 2018),
        format!("R{}.{short}", year - 2018),
        format!("{year}/{short}"),
        format!("{year}-{number}"),
        format!("{year}{number}"),
        wide(&format!("{year}年{short}月")),
        format!("{year}年{short}月31日"),
    ] {
        cases.push(case(format!("基準月 as {text}"), with_cell(grid, at.pos, Cell::text(&text))));
    }
    let date = CellKind::Date { typed: format!("{year}/{short}") };
    cases.push(case("基準月 as a date", with_cell(grid, at.pos, cell(&format!("{year}-{number}-31"), date))));
    cases
}

/// Swaps, removes and adds columns of years.
fn years(grid: &Grid, before: &Judged, month: Month) -> Vec<Case> {
    let headings = before.headings();
    let year_cells: Vec<(Pos, FiscalYear)> = headings
        .iter()
        .filter_map(|pos| {
            Some((
                *pos,
                FiscalYear::parse(&grid.cells.get(pos)?.text)
                    .filter(|_| grid.cells[pos].text.contains("年度"))?,
            ))
        })
        .collect();
    let mut cases = Vec::new();
    let columns: BTreeSet<u32> = year_cells.iter().map(|(pos, _)| pos.col).collect();
    for (at, first) in columns.iter().enumerate() {
        for second in columns.iter().skip(at + 1) {
            // Columns under a merged cell cannot be swapped.
            let of_years =
                |col: u32| year_cells.iter().filter(move |(pos, _)| pos.col == col).map(|(pos, _)| pos.row);
            let (Some(top), Some(bottom)) = (of_years(*first).min(), of_years(*first).max()) else {
                continue;
            };
            let last =
                before.forms.iter().flat_map(|form| &form.labels).filter(|label| label.field.in_schedule());
            let bottom = last.map(|label| label.pos.row).max().unwrap_or(bottom).max(bottom);
            let rows = top..bottom + 1;
            let merged = grid.merges.iter().any(|merge| {
                rows.contains(&merge.first.row)
                    && merge.first.col != merge.last.col
                    && [*first, *second].iter().any(|col| (merge.first.col..=merge.last.col).contains(col))
            });
            if !merged {
                cases.push(case(
                    format!("columns {first} and {second} change places"),
                    swapped(grid, *first, *second, &rows),
                ));
            }
        }
    }
    for (pos, year) in &year_cells {
        if *year != month.fiscal_year() {
            let cells = of_column(grid, *pos, before);
            let gone = Gone { cells, blanked: false };
            cases.push(Case {
                name: format!("{year} has no heading at {}", pos.a1()),
                grid: without(grid, *pos),
                gone,
            });
        } else {
            cases.push(case(format!("the year at hand has no heading at {}", pos.a1()), without(grid, *pos)));
        }
    }
    if let Some(last) = columns.iter().max() {
        let mut wider = grid.clone();
        for (pos, year) in year_cells.iter().filter(|(pos, _)| pos.col == *last) {
            wider.cells.insert(Pos::new(pos.row, last + 1), Cell::text(&year.next().label()));
        }
        cases.push(case("one year more", wider));
    }
    cases
}

/// The cells below a year's heading.
fn of_column(grid: &Grid, heading: Pos, before: &Judged) -> BTreeSet<Pos> {
    let values = before.values.values().flat_map(|said| &said.cells);
    values
        .filter(|pos| pos.col == heading.col && pos.row > heading.row && grid.cells.contains_key(pos))
        .copied()
        .collect()
}

fn swapped(grid: &Grid, first: u32, second: u32, rows: &Range<u32>) -> Grid {
    let place = |pos: Pos| match pos {
        pos if !rows.contains(&pos.row) => pos,
        pos if pos.col == first => Pos::new(pos.row, second),
        pos if pos.col == second => Pos::new(pos.row, first),
        pos => pos,
    };
    let mut changed = grid.clone();
    changed.cells = grid.cells.iter().map(|(pos, cell)| (place(*pos), cell.clone())).collect();
    changed
}

/// Blanks, misspells, duplicates and replaces labels.
fn labels_lost(grid: &Grid, before: &Judged, labels: &Labels) -> Vec<Case> {
    let mut cases = Vec::new();
    for pos in before.headings() {
        let text = &grid.cells[&pos].text;
        let Some((label, symbol)) = labels.recognise(text) else { continue };
        if matches!(label, Label::Heading | Label::Correction) {
            continue;
        }
        let place = pos.a1();
        cases.push(case(format!("{text} at {place} is blank"), without(grid, pos)));
        let other = |text: &str| with_cell(grid, pos, Cell::text(text));
        cases.push(case(format!("{text} at {place} is another word"), other("その他の欄")));
        let mut chars: Vec<char> = fold::squash(text).trim_end_matches(&symbol).chars().collect();
        if let Some(last) = chars.last_mut() {
            *last = '鬱';
            let slip: String = chars.iter().collect::<String>() + &symbol;
            cases.push(case(format!("{text} at {place} is misspelt"), other(&slip)));
        }
        // A copy of the label at the end of the sheet, with another value beside it.
        let bottom = end(grid, Axis::Rows) + 1;
        let mut copied = with_cell(grid, Pos::new(bottom, pos.col), Cell::text(text));
        copied.cells.insert(Pos::new(bottom, pos.col + 1), Cell::text("別の記入"));
        cases.push(case(format!("{text} at {place} stands again at the end"), copied));
    }
    cases
}

/// Blanks each field.
fn blanks(grid: &Grid, before: &Judged) -> Vec<Case> {
    let cells: BTreeSet<Pos> = before.values.values().flat_map(|said| said.cells.iter().copied()).collect();
    cells
        .into_iter()
        .map(|pos| {
            let gone = Gone { cells: BTreeSet::from([pos]), blanked: true };
            Case { name: format!("{} is blank", pos.a1()), grid: without(grid, pos), gone }
        })
        .collect()
}

/// Writes the actuals of the month's fiscal year in other ways, and replaces them by texts that are no
/// figures.
fn figures(plan: &Plan, sample: &Sample, before: &Judged) -> Vec<Case> {
    let (grid, month) = (&sample.grid, sample.month);
    let mut cases = Vec::new();
    for ((project, key), said) in &before.values {
        let asked = key.field == Field::Actual && key.year == Some(month.fiscal_year());
        // Only values that were accepted: a mutation may settle what a finding asked about another.
        let (Some((number, unit)), true) = (&said.number, asked && said.outcome == "採用") else {
            continue;
        };
        let Some(pos) = said.cells.first().copied() else { continue };
        let text = &said.text;
        let mut put = |name: &str, changed: Cell| {
            cases.push(case(format!("{} as {name}", pos.a1()), with_cell(grid, pos, changed)));
        };
        let plain = number.replace(',', "");
        let bare = plain.split('/').next().unwrap_or_default();
        put("full width", Cell::text(&wide(text)));
        put("without groups", Cell::text(&text.replace(',', "")));
        put(
            "with a space before the unit",
            Cell::text(&text.replacen(unit.as_str(), &format!("\u{a0}{unit}"), 1)),
        );
        put("on two lines", Cell::text(&text.replacen(unit.as_str(), &format!("\n{unit}"), 1)));
        put("with a remark", Cell::text(&format!("{text}（見本）")));
        put("with a mark", Cell::text(&format!("{text}※速報")));
        put("with a full stop", Cell::text(&format!("{text}。")));
        put("about", Cell::text(&format!("約{text}")));
        put(
            "struck and written anew",
            Cell { unstruck: Some(text.clone()), ..Cell::text(&format!("999{text}")) },
        );
        put("all struck", Cell { unstruck: Some(String::new()), ..Cell::text(text) });
        if !number.contains('/') {
            put("a number without its unit", cell(bare, CellKind::Number));
        }
        if unit == "%" {
            put("a percentage of the sheet", cell(&format!("{bare}%"), CellKind::Percent));
            if let Ok(percent) = bare.parse::<rust_decimal::Decimal>() {
                let share = percent / rust_decimal::Decimal::ONE_HUNDRED;
                put("a bare fraction", cell(&share.normalize().to_string(), CellKind::Number));
            }
        }
        put(
            "a range",
            Cell::text(&format!(
                "{bare}～{}{unit}",
                bare.parse::<rust_decimal::Decimal>().unwrap_or_default() + rust_decimal::Decimal::ONE
            )),
        );
        put("a date", cell("2023-07-08", CellKind::Date { typed: "7/8".to_owned() }));
        put("an error", cell("#REF!", CellKind::Error));
        put("a formula without a result", cell("=A1", CellKind::Unsaved));
        // If the target is no quantity, words are a valid answer.
        let indicator = ProjectId::parse(project)
            .and_then(|id| plan.project(&id)?.indicator(key.indicator.as_ref()?))
            .filter(|indicator| indicator.accumulation != Accumulation::Milestone);
        let measured = indicator.is_some_and(|indicator| {
            indicator.due(month.fiscal_year(), month).is_ok_and(|target| target.quantity.is_some())
        });
        if !measured {
            continue;
        }
        for other in ["別紙参照", "同上", "〃", "確認中", "増加", "1,05", "数件", "１２３４連携先"]
        {
            put(other, Cell::text(other));
        }
    }
    cases
}

/// Hides each row, and the whole sheet.
fn hidden(grid: &Grid) -> Vec<Case> {
    let mut cases = Vec::new();
    for row in 0..end(grid, Axis::Rows) {
        let mut changed = grid.clone();
        changed.hidden_rows.push(row);
        cases.push(case(format!("row {row} hidden"), changed));
    }
    let mut changed = grid.clone();
    changed.hidden = true;
    cases.push(case("the sheet hidden", changed));
    cases
}
