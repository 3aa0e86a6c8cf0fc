//! A fiscal year and the April after it: departments on schedule, one that never answers, one that sends an
//! old month late, one that sends two months at once, a month in which nobody reports, closed months, a
//! revised plan. A run of a tenth takes the projects that the tests name and a tenth of the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Arc, LazyLock, Mutex};

use crate::draw::drawn;
use crate::support::{Workspace, copy_folder, filled, master};
use shinchoku::consolidate::{Consolidation, consolidate};
use shinchoku::evaluate::evaluate;
use shinchoku::evaluate::history::{Change, ChangeKind, ChangedItem, changes};
use shinchoku::evaluate::model::{Assessment, IndicatorAssessment, State};
use shinchoku::evaluate::summary::MonthSummary;
use shinchoku::export;
use shinchoku::figure::Figure;
use shinchoku::intake::wire::{ClosedRecord, Returned};
use shinchoku::intake::{self, WorkerCommand};
use shinchoku::plan::Plan;
use shinchoku::ratings::{Effect, EffectBasis, Progress};
use shinchoku::text::calendar::{FiscalYear, Month};

/// The fiscal year.
const YEAR: i32 = 2022;
/// The department that never answers.
const SILENT: &str = "港湾河川課";
/// The department that answers November only in February.
const LATE: &str = "健康推進課";
/// The department that answers August and September together in September.
const TWO_AT_ONCE: &str = "会計課";
/// The month in which nobody reports.
const SKIPPED: &str = "2022-07";

struct Year {
    plan: Plan,
    everything: Returned,
}

/// The projects that the tests name, and those of the departments above.
const NAMED: [&str; 6] = ["1-1-1", "1-1-6", "1-1-7", "1-3-4", "1-3-5", "1-3-7"];
/// Projects of the other kinds in the plan: 累計 that rise in steps or steadily, 単年, 率, reductions, targets in
/// words, with deadlines and over several years, two indicators, none, and a project that has ended.
const OTHERS: [&str; 13] = [
    "1-1-2", "1-1-8", "1-1-9", "1-2-4", "1-3-1", "2-1-2", "2-1-8", "2-2-3", "3-1-1", "3-1-3", "3-3-1",
    "3-3-2", "3-3-3",
];

fn runs(project: &str) -> bool {
    NAMED.contains(&project) || (OTHERS.contains(&project) && drawn(&format!("year {project}")))
}

/// A plan of these projects that reports every month, and the returns of the year.
static RETURNED: LazyLock<Year> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut sheets = master::delivered();
    for sheet in ["事業", "指標"] {
        sheets.rows.get_mut(sheet).unwrap().retain(|row| runs(&row[0]));
    }
    master::set(&mut sheets, "報告予定", &[]);
    let workspace = Workspace::with_plan(&master::put(&sheets, folder.path()));
    let plan = workspace.plan();
    let all = workspace.path().join("all");
    let mut months = filled::months(&plan, YEAR);
    months.extend(filled::months(&plan, YEAR + 1).first());
    for month in &months {
        filled::return_month(&workspace, &plan, *month);
        let folder = workspace.input().join(month.to_string());
        if month.to_string() != SKIPPED {
            copy_folder(&folder, &all.join(month.to_string()));
            let silent = all.join(month.to_string()).join(format!("{SILENT}.xlsx"));
            // The department has no project left in April.
            assert_eq!(silent.exists(), month.fiscal_year() == FiscalYear::new(YEAR));
            if silent.exists() {
                fs::remove_file(silent).unwrap();
            }
        }
        // The next form shows the last return. Older months would only slow `distribute` down.
        let last = workspace.input().join(month.prev().to_string());
        if last.exists() && !month.prev().is_fiscal_year_end() {
            fs::remove_dir_all(last).unwrap();
        }
    }
    let worker = WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"));
    let everything = intake::read(&all, &plan.labels, &plan.settings.limits, &worker, &|_, _| {}).unwrap();
    Year { plan, everything }
});

/// The month in which a file arrives.
fn arrives(path: &str) -> Month {
    let (month, name) = path.split_once('/').unwrap();
    let at = match (month, name.trim_end_matches(".xlsx")) {
        ("2022-11", LATE) => "2023-02",
        ("2022-08", TWO_AT_ONCE) => "2022-09",
        _ => month,
    };
    self::month(at)
}

/// The returns that have arrived by a month.
fn until(month: Month) -> Returned {
    let everything = &RETURNED.everything;
    let path = |file| everything.sources.path(file);
    let files: Vec<_> =
        everything.files.iter().filter(|file| arrives(path(file.id)) <= month).cloned().collect();
    let known: BTreeSet<_> = files.iter().map(|file| file.id).collect();
    let forms =
        everything.forms.iter().filter(|form| known.contains(&everything.sources.file_of(form.sheet)));
    let forms = forms.cloned().collect();
    Returned { sources: everything.sources.clone(), forms, files, records: Vec::new() }
}

fn month(text: &str) -> Month {
    Month::parse_iso(text).unwrap()
}

/// A month, consolidated with the returns that have arrived by then. Cached.
fn seen(text: &str) -> Arc<Consolidation> {
    static SEEN: Mutex<BTreeMap<String, Arc<Consolidation>>> = Mutex::new(BTreeMap::new());
    if let Some(known) = SEEN.lock().unwrap().get(text) {
        return Arc::clone(known);
    }
    let c = Arc::new(consolidate(&RETURNED.plan, until(month(text)), month(text)));
    SEEN.lock().unwrap().insert(text.to_owned(), Arc::clone(&c));
    c
}

/// Adds the closed record of a month to some returns.
fn closed(mut returned: Returned, c: &Consolidation) -> Returned {
    let file = returned.sources.add_file(&format!("確定/{}.json", c.as_of));
    let bytes = export::record(&RETURNED.plan, c).unwrap();
    returned.records.push(ClosedRecord { file, month: c.as_of, content: Ok(bytes) });
    returned
}

fn led_by(department: &str) -> Vec<String> {
    let led = RETURNED.plan.projects.iter().filter(|project| project.lead == department);
    led.map(|project| project.id.to_string()).collect()
}

fn rows(c: &Consolidation) -> impl Iterator<Item = &IndicatorAssessment> {
    let year = FiscalYear::new(YEAR);
    c.assessment.indicators.iter().filter(move |row| row.year == year)
}

/// Changes as texts such as `1-1-1 提出状況 未提出→提出`, sorted.
fn told(changes: &[Change]) -> Vec<String> {
    let mut told: Vec<String> = changes
        .iter()
        .map(|change| {
            let symbol = change.indicator.as_ref().map_or("", |id| id.symbol());
            format!("{}{symbol} {} {}→{}", change.project, change.item.word(), change.before, change.now)
        })
        .collect();
    told.sort();
    told
}

#[test]
fn every_month_compares_with_the_one_before_and_nobody_is_called_late() {
    let plan = &RETURNED.plan;
    for at in filled::months(plan, YEAR) {
        let c = seen(&at.to_string());
        let told_month = at.to_string();
        // 前回 is the latest earlier month with a return. Nobody reported in July.
        let expected = if told_month == "2022-08" { "2022-06".to_owned() } else { at.prev().to_string() };
        let expected = (told_month != "2022-04").then_some(expected);
        assert_eq!(c.previous.map(|month| month.to_string()), expected, "{told_month}");
        assert!(c.reconciliation.closes());

        let totals = &c.assessment.totals;
        let silent: Vec<String> = c
            .assessment
            .projects
            .iter()
            .filter(|project| project.state == State::Missing)
            .map(|project| project.project.to_string())
            .collect();
        let mut missing = led_by(SILENT);
        missing.extend(if told_month == "2022-11" { led_by(LATE) } else { Vec::new() });
        missing.extend(if told_month == "2022-08" { led_by(TWO_AT_ONCE) } else { Vec::new() });
        missing.retain(|id| !plan.project(&id_of(id)).unwrap().ended(at.fiscal_year()));
        if told_month == SKIPPED {
            assert_eq!(totals.plan.submitted.part, 0);
            assert_eq!(totals.plan.on_track.base, 0, "carried values should not count towards 順調割合");
        } else {
            assert_eq!(sorted(silent), sorted(missing), "{told_month}");
            assert_eq!(totals.plan.on_track.part, totals.plan.on_track.base, "{told_month}");
        }
        for project in &c.assessment.projects {
            let word = project.progress.word(&plan.bands);
            assert!(
                !matches!(project.progress, Progress::Band(at) if at > 0),
                "{told_month} {} is called {word}: {}",
                project.project,
                project.progress_reason
            );
            let computed = project.progress_computed;
            assert!(
                computed.is_none_or(|band| band == Progress::Band(0)),
                "{told_month} {}",
                project.project
            );
        }
        for row in rows(&c) {
            let low = row.outlook.is_some_and(|band| plan.bands.effect[band].needs_action);
            assert!(!low, "{told_month} {}: {}", row.project, row.reason);
            assert!(!row.reason.to_string().is_empty());
        }
        if let Some(previous) = c.previous {
            comparisons_are_right(plan, &evaluate(plan, &c.accepted_months, previous), &c);
        }
    }
}

/// Compares the reported changes between two months with the months themselves.
fn comparisons_are_right(plan: &Plan, before: &Assessment, now: &Consolidation) {
    let seen_before = now.before().unwrap();
    assert!(!seen_before.closed);
    assert!(*seen_before == MonthSummary::of(plan, before), "{}", now.as_of);
    let found = changes(plan, seen_before, &MonthSummary::of(plan, &now.assessment));
    let count = |kind: ChangeKind, item: &str| {
        found.iter().filter(|change| change.kind == kind && change.item.word() == item).count()
    };
    let pairs: Vec<_> = rows(now)
        .map(|new| (before.indicator(&new.project, new.indicator.as_ref(), new.year).unwrap(), new))
        .collect();
    let moved = pairs.iter().filter(|(old, new)| {
        !matches!(old.actual_text.as_str(), "" | "-") && old.actual_text != new.actual_text
    });
    assert_eq!(count(ChangeKind::Figure, "実績"), moved.count(), "{}", now.as_of);
    let back = now.assessment.projects.iter().filter(|new| {
        let old = before.project(&new.project).unwrap();
        old.state == State::Missing && new.state == State::Returned
    });
    assert_eq!(count(ChangeKind::Returned, "提出状況"), back.count(), "{}", now.as_of);
    let gone = now.assessment.projects.iter().filter(|new| {
        let old = before.project(&new.project).unwrap();
        old.state == State::Returned && new.state == State::Missing
    });
    assert_eq!(count(ChangeKind::Unreturned, "提出状況"), gone.count(), "{}", now.as_of);
    assert_eq!(count(ChangeKind::Worse, "進捗状況"), 0);
    // A project on schedule never falls to a lower band.
    assert_eq!(count(ChangeKind::Worse, "効果達成状況"), 0, "{:?}", told(&found));
}

fn id_of(text: &str) -> shinchoku::ids::ProjectId {
    shinchoku::ids::ProjectId::parse(text).unwrap()
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

#[test]
fn a_missing_value_is_carried_within_the_year_and_marked_with_its_month() {
    let carried = |at: &str, department: &str| -> BTreeMap<String, Option<String>> {
        let c = seen(at);
        let led = led_by(department);
        let projects = c.assessment.projects.iter().filter(|row| led.contains(&row.project.to_string()));
        projects.map(|row| (row.project.to_string(), row.carried_from.map(|from| from.to_string()))).collect()
    };
    assert!(carried("2022-11", LATE).values().all(|from| from.as_deref() == Some("2022-10")));
    assert!(carried(SKIPPED, LATE).values().all(|from| from.as_deref() == Some("2022-06")));
    assert!(carried("2022-12", LATE).values().all(Option::is_none));
    assert!(carried("2022-08", TWO_AT_ONCE).values().all(|from| from.as_deref() == Some("2022-06")));
    assert!(carried("2022-11", SILENT).values().all(Option::is_none));
    // November carries October's value and computes its pace with the 7 months elapsed in October.
    let november = seen("2022-11");
    let row = rows(&november).find(|row| row.project == id_of("1-1-7")).unwrap();
    assert_eq!(row.carried_from, Some(month("2022-10")));
    assert_eq!(row.pace.as_ref().unwrap().elapsed, 7);
}

#[test]
fn at_the_years_end_every_returned_project_is_rated() {
    let c = seen("2023-03");
    let silent = led_by(SILENT);
    for row in rows(&c).filter(|row| row.indicator.is_some() && row.effect != Effect::NotApplicable) {
        let expected =
            if silent.contains(&row.project.to_string()) { Effect::Missing } else { Effect::Band(0) };
        assert_eq!(row.effect, expected, "{} {}", row.project, row.reason);
    }
    // Some projects with a target in words rate themselves.
    assert!(rows(&c).any(|row| row.effect_basis == EffectBasis::SelfRating));
    let totals = &c.assessment.totals;
    assert_eq!(totals.plan.achieved.part, totals.plan.achieved.base);
    assert_eq!(totals.plan.effect.sum(), RETURNED.plan.projects.len());
}

#[test]
fn in_april_no_effect_or_actual_counts_as_changed() {
    let april = seen("2023-04");
    assert_eq!(april.previous, Some(month("2023-03")));
    let plan = &RETURNED.plan;
    let found = changes(plan, april.before().unwrap(), &MonthSummary::of(plan, &april.assessment));
    assert!(found.iter().all(|change| change.item != ChangedItem::Effect), "{:?}", told(&found));
    // The old year's actuals are March's, and the new year has no earlier ones.
    assert!(found.iter().all(|change| change.kind != ChangeKind::Figure), "{:?}", told(&found));
    let row = april.assessment.indicator(&id_of("1-1-1"), Some(&Default::default()), FiscalYear::new(YEAR));
    assert_eq!(row.unwrap().effect, Effect::Band(0));
}

#[test]
fn a_closed_month_stays_and_a_late_return_is_reported_as_a_later_change() {
    let november = seen("2022-11");
    let january = closed(until(month("2023-01")), &november);
    let c = consolidate(&RETURNED.plan, january, month("2023-01"));
    assert_eq!(c.revised(), 0);
    // November's late forms arrive in February: its record stays, and the differences are reported.
    let february = closed(until(month("2023-02")), &november);
    let c = consolidate(&RETURNED.plan, february, month("2023-02"));
    assert_eq!(c.since_closed.len(), 1);
    let revised = told(&c.since_closed[0].changes);
    for id in led_by(LATE) {
        assert!(revised.contains(&format!("{id} 提出状況 未提出→提出")), "{revised:?}");
    }
    let elsewhere =
        revised.iter().filter(|line| !led_by(LATE).iter().any(|id| line.starts_with(id.as_str())));
    assert_eq!(elsewhere.count(), 0, "{revised:?}");
    assert!(revised.iter().any(|line| line.starts_with("1-1-7 実績 ")), "{revised:?}");
    let record = c.earlier.iter().find(|seen| seen.month == month("2022-11")).unwrap();
    assert!(record.closed);
    assert_eq!(record.project(&id_of("1-1-7")).unwrap().state, "未提出");
    // 前回 of December is the closed record of November, in which the late projects are 未提出.
    let december = closed(until(month("2023-02")), &november);
    let c = consolidate(&RETURNED.plan, december, month("2022-12"));
    assert!(c.before().unwrap().closed);
    let found =
        changes(&RETURNED.plan, c.before().unwrap(), &MonthSummary::of(&RETURNED.plan, &c.assessment));
    let back = told(&found);
    for id in led_by(LATE) {
        assert!(back.contains(&format!("{id} 提出状況 未提出→提出")), "{back:?}");
    }
}

#[test]
fn a_closed_record_reads_back_as_its_month() {
    for at in ["2022-06", "2022-11", "2023-03"] {
        let c = seen(at);
        let later = closed(until(month("2023-04")), &c);
        let april = consolidate(&RETURNED.plan, later, month("2023-04"));
        let record = april.earlier.iter().find(|seen| seen.month == c.as_of).unwrap();
        let itself = MonthSummary::of(&RETURNED.plan, &c.assessment);
        assert!(record.closed);
        for (row, own) in record.indicators.iter().zip(&itself.indicators) {
            assert_eq!(row, own, "{at}");
        }
        assert!(MonthSummary { closed: false, ..record.clone() } == itself, "{at}");
    }
}

#[test]
fn a_revision_of_the_plan_is_reported_as_changes_since_the_closed_month() {
    let december = seen("2022-12");
    let mut revised = RETURNED.plan.clone();
    revised.version = "第1.3版".to_owned();
    revised.projects.edit(|projects| {
        let project = projects.iter_mut().find(|project| project.id == id_of("1-1-7")).unwrap();
        let cells = project.indicators[0].years.get_mut(&FiscalYear::new(YEAR)).unwrap();
        *cells.target = Figure::parse("20,000人", "人");
        projects.retain(|project| project.id != id_of("1-3-7"));
    });
    let returned = closed(until(month("2023-03")), &december);
    let c = consolidate(&revised, returned, month("2023-03"));
    assert_eq!(c.since_closed[0].version, "第1.2版");
    let revised = told(&c.since_closed[0].changes);
    assert!(revised.contains(&"1-1-7 目標 9,660人→20,000人".to_owned()), "{revised:?}");
    assert!(revised.contains(&"1-1-7 効果達成状況 達成見込み→未達見込み".to_owned()), "{revised:?}");
    assert!(revised.contains(&"1-3-7 事業 デジタル観光マップの整備→".to_owned()), "{revised:?}");
    let others = revised.iter().filter(|line| !line.starts_with("1-1-7") && !line.starts_with("1-3-7"));
    assert_eq!(others.count(), 0, "{revised:?}");
}
