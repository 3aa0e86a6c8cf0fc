//! The separate volume of the delivered plan: how many pages it has, and that the form reader reads it back.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use workbook::{Cell, Grid, Merge, Pos};

use crate::support::{Workspace, repository, samples};
use shinchoku::consolidate::consolidate;
use shinchoku::figure::Figure;
use shinchoku::form::field::Field;
use shinchoku::form::raw::RawForm;
use shinchoku::form::read::read_forms;
use shinchoku::intake::wire::Returned;
use shinchoku::plan::Plan;
use shinchoku::plan::model::IndicatorYear;
use shinchoku::text::calendar::{FiscalYear, Month};
use shinchoku::volume;

fn plan() -> Plan {
    Workspace::new().plan()
}

/// The volume's sheets in a month for which nothing was returned.
fn sheets(plan: &Plan, month: &str) -> Vec<Grid> {
    let c = consolidate(plan, Returned::default(), Month::parse_iso(month).unwrap());
    let files = volume::write(plan, &c).unwrap();
    grids(files[0].bytes.clone())
}

fn grids(bytes: Vec<u8>) -> Vec<Grid> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    book.sheet_names().into_iter().map(|name| grid(&mut book, &name)).collect()
}

fn grid(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Grid {
    let range = book.worksheet_range(name).unwrap();
    let (row, column) = range.start().unwrap_or_default();
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    for (down, right, data) in range.used_cells() {
        if let Data::String(text) = data
            && !text.trim().is_empty()
        {
            let pos = Pos::new(row + u32::try_from(down).unwrap(), column + u32::try_from(right).unwrap());
            grid.cells.insert(pos, Cell::text(text));
        }
    }
    for merge in book.merge_cells_by_sheet_name(name).unwrap() {
        let pos = |(row, column): (u32, u32)| Pos::new(row, column);
        grid.merges.push(Merge { first: pos(merge.start), last: pos(merge.end) });
    }
    grid
}

#[test]
fn a_policy_has_as_many_pages_as_the_plan_prints() {
    let plan = plan();
    let pages: Vec<usize> = sheets(&plan, "2023-03")
        .iter()
        .filter(|sheet| !["表紙", "概要", "ロードマップ"].contains(&sheet.name.as_str()))
        .zip(&plan.policies)
        .map(|(sheet, policy)| {
            let heading = format!("{} {}", policy.number, policy.name);
            sheet.cells.values().filter(|cell| cell.text.starts_with(&heading)).count()
        })
        .collect();
    assert_eq!(pages, [11, 7, 5]);
}

#[test]
fn the_volume_reads_back_to_the_plan() {
    let plan = plan();
    let forms: Vec<RawForm> =
        sheets(&plan, "2023-03").iter().flat_map(|sheet| read_forms(sheet, &plan.labels)).collect();
    assert_eq!(forms.len(), plan.projects.len());
    for (form, project) in forms.iter().zip(&plan.projects) {
        let id = project.id.to_string();
        let number = form.number.as_ref().map(|number| number.text.as_str());
        assert_eq!(number, Some(project.id.number_within(&project.measure)), "{id}");
        let line = form.measure_line.as_ref().map(|line| line.text.clone());
        assert_eq!(line, plan.measure(&project.measure).map(|measure| measure.heading()), "{id}");
        let heading = form.schedule_heading.as_ref().map_or("", |heading| heading.text.as_str());
        assert_eq!(heading, project.schedule_heading, "{id}");
        let texts = [
            (Field::Name, &project.name),
            (Field::Issue, &project.issue),
            (Field::Purpose, &project.purpose),
            (Field::Summary, &project.summary),
            (Field::Department, &project.departments_text),
        ];
        for (field, text) in texts {
            assert_eq!(form.value(field).map(|value| &value.cell.text), Some(text), "{id} {field:?}");
        }
        assert!(form.shape_issues.is_empty(), "{id} {:?}", form.shape_issues);
        assert!(form.remarks.iter().all(|remark| !remark.text.contains("年度")), "{id}");

        let symbols: Vec<&str> = form.indicators.iter().map(|found| found.symbol.as_str()).collect();
        let expected: Vec<&str> = project.indicators.iter().map(|one| one.id.symbol()).collect();
        assert_eq!(symbols, expected, "{id}");
        for (at, indicator) in project.indicators.iter().enumerate() {
            let read = |field: Field| -> BTreeMap<FiscalYear, String> {
                let of = form.values.iter().filter(|one| one.field == field && one.indicator == Some(at));
                of.filter_map(|one| Some((one.year?, one.cell.text.clone()))).collect()
            };
            let printed = |text: fn(&shinchoku::plan::model::IndicatorYear) -> &str| {
                let years = indicator.years.iter().map(|(year, cells)| (*year, text(cells).to_owned()));
                years.filter(|(_, text)| !text.is_empty()).collect::<BTreeMap<_, _>>()
            };
            assert_eq!(read(Field::Target), printed(|cells| &cells.target.text), "{id}");
            // Actuals of years before the month's are the plan's own.
            let earlier = |mut actuals: BTreeMap<FiscalYear, String>| {
                actuals.retain(|year, _| *year < FiscalYear::new(2022));
                actuals
            };
            assert_eq!(earlier(read(Field::Actual)), earlier(printed(|cells| &cells.actual.text)), "{id}");
        }
    }
}

#[test]
fn ten_fiscal_years_are_split_into_bands_and_read_back() {
    let mut plan = plan();
    plan.fiscal_years = (2021..=2030).map(FiscalYear::new).collect();
    plan.projects.edit(|projects| {
        for indicator in projects.iter_mut().flat_map(|project| &mut project.indicators) {
            for year in (2025..=2030).map(FiscalYear::new) {
                let target = Figure::parse("9,999手続／12,000手続", &indicator.unit);
                let actual = Figure::parse("-", &indicator.unit);
                let cells = IndicatorYear {
                    target: Box::new(target),
                    target_from: year,
                    actual: Box::new(actual),
                    actual_from: year,
                };
                indicator.years.insert(year, cells);
            }
        }
    });
    let forms: Vec<RawForm> =
        sheets(&plan, "2023-03").iter().flat_map(|sheet| read_forms(sheet, &plan.labels)).collect();
    assert_eq!(forms.len(), plan.projects.len());
    for (form, project) in forms.iter().zip(&plan.projects) {
        assert!(form.shape_issues.is_empty(), "{} {:?}", project.id, form.shape_issues);
        assert_eq!(form.indicators.len(), project.indicators.len(), "{}", project.id);
        for (at, indicator) in project.indicators.iter().enumerate() {
            assert_eq!(form.indicators[at].years, plan.fiscal_years, "{}", project.id);
            let of = form.values.iter().filter(|one| one.field == Field::Target && one.indicator == Some(at));
            let read: BTreeMap<FiscalYear, &str> =
                of.filter_map(|one| Some((one.year?, one.cell.text.as_str()))).collect();
            let printed = indicator.years.iter().map(|(year, cells)| (*year, cells.target.text.as_str()));
            assert_eq!(read, printed.filter(|(_, text)| !text.is_empty()).collect(), "{}", project.id);
        }
    }
}

#[test]
fn the_volume_of_the_sample_month_prints_every_target_and_actual_of_the_plan() {
    let plan = plan();
    let book = samples::march().file("2023-03/別冊_個別事業編_2023-03.xlsx").to_vec();
    let forms: Vec<RawForm> = grids(book).iter().flat_map(|sheet| read_forms(sheet, &plan.labels)).collect();
    let facts = fs::read_to_string(repository().join("tests/fixtures/plan-facts.tsv")).unwrap();
    let mut compared = 0;
    for line in facts.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let at = plan.projects.iter().position(|project| project.id.to_string() == fields[0]).unwrap();
        let indicator =
            plan.projects[at].indicators.iter().position(|one| one.id.symbol() == fields[1]).unwrap();
        let year = FiscalYear::parse(fields[2]);
        let printed = |field: Field| -> String {
            let of_year = forms[at].values.iter().find(|value| {
                value.field == field && value.indicator == Some(indicator) && value.year == year
            });
            of_year.map_or_else(String::new, |value| value.cell.text.clone())
        };
        assert_eq!(printed(Field::Target), fields[3], "target of {line}");
        if year <= FiscalYear::parse("2022") {
            assert_eq!(printed(Field::Actual), fields[4], "actual of {line}");
        }
        compared += 1;
    }
    assert_eq!(compared, 44 * 4);
}
