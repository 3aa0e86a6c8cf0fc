//! Reads the master workbook into the plan and reports every fault in it. A fault does not stop the reading.

mod basics;
mod book;
mod decisions;
mod department_names;
mod extras;
mod indicators;
pub(crate) mod master_cells;
mod measures;
pub(super) mod positions;
mod projects;
mod roadmap;
mod table;
mod targets;
mod times;

use std::collections::BTreeSet;
use std::path::Path;

use workbook::Grid;

use crate::failure::Failure;
use crate::findings::plan::{m18_unused, m19_too_long};
use crate::form::field::Field;
use crate::keyed::Keyed;
use crate::plan::fault::{Fault, Faults};
use crate::plan::model::{Department, Subject};
use crate::plan::read::positions::Positions;
use crate::plan::schema::{self, CHOICES, GUIDE, SHEETS, Sheet};
use crate::plan::{Plan, check};
use crate::sha256;
use crate::sheet::write::LONGEST_TEXT;
use crate::text::calendar::FiscalYear;
use crate::text::fold;
use crate::text::utf16;
pub(crate) use department_names::split_departments;
use table::Table;

/// The result of reading a master workbook, as far as it can be read.
#[derive(Debug)]
pub struct Checked {
    /// The plan; `None` if a fault refuses it.
    pub plan: Option<Plan>,
    /// All faults: 誤り first, then by sheet and cell.
    pub faults: Vec<Fault>,
}

/// Returns the plan, and its faults, which are 要確認 or 参考.
///
/// # Errors
/// If the workbook cannot be opened, or a fault refuses the plan.
pub fn read(bytes: &[u8], path: &Path) -> Result<(Plan, Vec<Fault>), Failure> {
    let Checked { plan, faults } = check(bytes, path)?;
    match plan {
        Some(plan) if !faults.iter().any(Fault::refuses) => Ok((plan, faults)),
        _ => Err(faulty(path, &faults)),
    }
}

fn faulty(path: &Path, faults: &[Fault]) -> Failure {
    let refusing = faults.iter().filter(|fault| fault.refuses());
    let lines: Vec<String> = refusing.map(|fault| format!("  {}", fault.line())).collect();
    Failure::FaultyMaster { path: path.to_owned(), count: lines.len(), faults: lines.join("\n") }
}

/// Reads the plan and returns all faults.
///
/// # Errors
/// If the workbook cannot be opened.
pub fn check(bytes: &[u8], path: &Path) -> Result<Checked, Failure> {
    check_in(bytes, path, &|_| None)
}

/// Like [`check()`], and also reports actuals of the fiscal year that the plan is being reported on, and of
/// later ones (M20). `running` returns that year, if it is known.
///
/// # Errors
/// If the workbook cannot be opened.
pub fn check_in(
    bytes: &[u8],
    path: &Path,
    running: &dyn Fn(&Plan) -> Option<FiscalYear>,
) -> Result<Checked, Failure> {
    let grids =
        book::open(bytes).map_err(|reason| Failure::UnreadableMaster { path: path.to_owned(), reason })?;
    let mut faults = Faults::default();
    let mut positions = Positions::default();
    let plan = assemble(&grids, &sha256::of(bytes), &mut positions, &mut faults);
    if let Some(plan) = &plan {
        check::check(plan, &positions, &mut faults);
        if let Some(year) = running(plan) {
            check::no_actual_from(year, plan, &positions, &mut faults);
        }
    }
    name_extra_sheets(&grids, &mut faults);
    name_long_texts(&grids, &mut faults);
    let plan = plan.filter(|_| !faults.refuse());
    let order: Vec<&str> = SHEETS.iter().map(|sheet| sheet.name).collect();
    Ok(Checked { plan, faults: faults.sorted(&order) })
}

/// Reads every sheet. Returns a plan whenever its period and its bands are known, even if there are other
/// faults, so that the whole plan can be checked too.
fn assemble(grids: &[Grid], sha256: &str, positions: &mut Positions, faults: &mut Faults) -> Option<Plan> {
    let find_with = |sheet: &'static Sheet, extra: &[&str], faults: &mut Faults| {
        let table = Table::find(sheet, grids, extra, faults)?;
        table.check(faults);
        Some(table)
    };
    let find = |sheet: &'static Sheet, faults: &mut Faults| find_with(sheet, &[], faults);
    let items = find(&schema::EXTRAS, faults).map(|table| extras::items(&table, faults)).unwrap_or_default();
    let plan_table = find(&schema::PLAN, faults);
    let measures_table = find(&schema::MEASURES, faults);
    let projects_table = find_with(&schema::PROJECTS, &extras::of_plan(&items, Subject::Project), faults);
    let indicators_table =
        find_with(&schema::INDICATORS, &extras::of_plan(&items, Subject::Indicator), faults);
    for (table, subject) in [(&projects_table, Subject::Project), (&indicators_table, Subject::Indicator)] {
        if let Some(table) = table {
            extras::check(table, &items, subject, faults);
        }
    }
    let departments_table = find(&schema::DEPARTMENTS, faults);
    let roadmap_table = find(&schema::ROADMAP, faults);
    let schedule_table = find(&schema::SCHEDULE, faults);
    let bands_table = find(&schema::BANDS, faults);
    let settings_table = find(&schema::SETTINGS, faults);
    let labels_table = find(&schema::LABELS, faults);
    let judged_table = find(&schema::SECRETARIAT_JUDGMENTS, faults);
    let decisions_table = find(&schema::DECISIONS, faults);

    let basics = plan_table.as_ref().map(|table| basics::basics(table, faults)).unwrap_or_default();
    let settings = settings_table.as_ref().map(|table| basics::settings(table, faults)).unwrap_or_default();
    let bands = bands_table.as_ref().map(|table| basics::bands(table, faults));
    let mut labels = labels_table.as_ref().map(|table| basics::labels(table, faults)).unwrap_or_default();
    let (policies, measures) =
        measures_table.as_ref().map(|table| measures::read(table, faults)).unwrap_or_default();
    let (policies, measures) = (Keyed::from(policies), Keyed::from(measures));
    let departments: Keyed<Department> = departments_table
        .as_ref()
        .map(|table| projects::departments(table, faults).into())
        .unwrap_or_default();
    let known = projects::Known { policies: &policies, measures: &measures, departments: &departments };
    let mut projects = projects_table
        .as_ref()
        .map(|table| projects::projects(table, &known, positions, faults))
        .unwrap_or_default();
    let fiscal_years = indicators_table
        .as_ref()
        .map(|table| indicators::fiscal_years(table, basics.period, faults))
        .unwrap_or_default();
    if let Some(table) = &indicators_table {
        let scope = indicators::Scope {
            known: &known,
            years: &fiscal_years,
            end: basics.period.map(|(_, end)| end),
            bands: bands.as_ref().map(|bands| bands.effect.as_slice()).unwrap_or_default(),
            without_target: settings.without_target,
        };
        indicators::indicators(table, &scope, &mut projects, positions, faults);
    }
    projects::head_schedules(&mut projects);

    let projects = Keyed::from(projects);
    let period = basics.period;
    let roadmap = roadmap_table
        .as_ref()
        .map(|table| roadmap::roadmap(table, &measures, period, faults))
        .unwrap_or_default();
    let schedule =
        schedule_table.as_ref().map(|table| roadmap::schedule(table, period, faults)).unwrap_or_default();
    let bands = bands?;
    extras::add_labels(&items, &mut labels);
    if bands.progress.is_empty() {
        labels.leave_out_progress();
    }
    labels.add_choices(Field::Progress, bands.progress.iter().map(|band| band.name.as_str()));
    let scope = decisions::Scope {
        projects: &projects,
        years: &fiscal_years,
        period,
        bands: &bands,
        reports: if faults.refuse_sheet(schema::SCHEDULE.name) { &[] } else { &schedule },
    };
    let judgments =
        judged_table.as_ref().map(|table| decisions::judgments(table, &scope, faults)).unwrap_or_default();
    let decisions =
        decisions_table.as_ref().map(|table| decisions::decisions(table, &scope, faults)).unwrap_or_default();
    let (period_start, period_end) = period?;
    Some(Plan {
        title: basics.title,
        volume_title: basics.volume_title,
        version: basics.version,
        published: basics.published,
        organisation: basics.organisation,
        secretariat: basics.secretariat,
        committee: basics.committee,
        period_start,
        period_end,
        volume_note: basics.volume_note,
        fiscal_years,
        policies,
        measures,
        projects,
        departments,
        roadmap: roadmap.into(),
        schedule,
        bands,
        settings,
        items,
        labels,
        judgments: judgments.into(),
        decisions: decisions.into(),
        sha256: sha256.to_owned(),
    })
}

fn name_extra_sheets(grids: &[Grid], faults: &mut Faults) {
    let mut unread: BTreeSet<String> =
        SHEETS.iter().map(|sheet| sheet.name).chain([GUIDE, CHOICES]).map(fold::key).collect();
    // Of two sheets whose names differ only in spaces or width, the first is read.
    for grid in grids.iter().filter(|grid| !unread.remove(&fold::key(&grid.name))) {
        faults.add(&m18_unused::KIND, &grid.name, None, format!("シート「{}」は使われません", grid.name));
    }
}

/// Reports the cells with more text than a cell of our books may hold, which leaves room for our own words
/// beside it.
fn name_long_texts(grids: &[Grid], faults: &mut Faults) {
    let mut unread: BTreeSet<String> = SHEETS.iter().map(|sheet| fold::key(sheet.name)).collect();
    // Of two sheets with one name the first is read.
    for grid in grids.iter().filter(|grid| unread.remove(&fold::key(&grid.name))) {
        for (pos, cell) in &grid.cells {
            let length = utf16::length(&cell.text);
            if length > LONGEST_TEXT {
                let message = format!("記載が長すぎます（{length}文字）。様式や帳票には先頭だけが載ります");
                faults.add(&m19_too_long::KIND, &grid.name, Some(*pos), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use workbook::{Cell, Grid, Pos};

    use crate::plan::fault::Faults;
    use crate::plan::read::{name_extra_sheets, name_long_texts};

    /// Returns code and location of the faults that sheets of these names have, each with an overlong text.
    fn faults_of(names: &[&str], find: fn(&[Grid], &mut Faults)) -> Vec<String> {
        let grid = |name: &&str| {
            let mut grid = Grid { name: (*name).to_owned(), ..Grid::default() };
            grid.cells.insert(Pos::new(2, 1), Cell::text(&"長".repeat(30_001)));
            grid
        };
        let mut faults = Faults::default();
        find(&names.iter().map(grid).collect::<Vec<_>>(), &mut faults);
        faults.sorted(&[]).iter().map(|fault| format!("{} {}", fault.kind.code, fault.location())).collect()
    }

    #[test]
    fn long_texts_are_found_on_a_sheet_whose_name_is_written_in_another_way() {
        assert_eq!(
            faults_of(&["ﾛｰﾄﾞﾏｯﾌﾟ", "事 業", "覚え書き"], name_long_texts),
            ["M19 ﾛｰﾄﾞﾏｯﾌﾟ!B3", "M19 事 業!B3"]
        );
        assert_eq!(faults_of(&["事業", "事業 "], name_long_texts), ["M19 事業!B3"]);
    }

    #[test]
    fn of_two_sheets_with_one_name_the_second_is_reported_as_unused() {
        let told = faults_of(&["事業", "ロードマップ", "ﾛｰﾄﾞﾏｯﾌﾟ", "事業 "], name_extra_sheets);
        assert_eq!(told, ["M18 ﾛｰﾄﾞﾏｯﾌﾟ", "M18 事業 "]);
        assert_eq!(faults_of(&["事 業", "ﾛｰﾄﾞﾏｯﾌﾟ"], name_extra_sheets), Vec::<String>::new());
    }
}
