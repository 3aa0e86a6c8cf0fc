//! The volume of a generated plan reads back as that plan: every project with the same texts and figures.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use workbook::Limits;

use shinchoku::consolidate::consolidate;
use shinchoku::figure::Figure;
use shinchoku::form::field::Field;
use shinchoku::form::read::{read_book, read_forms};
use shinchoku::ids::{IndicatorId, ProjectId};
use shinchoku::intake::wire::{Reading, Returned, ReturnedFile};
use shinchoku::keyed::Keyed;
use shinchoku::plan::Plan;
use shinchoku::plan::model::{
    Accumulation, Direction, Indicator, IndicatorYear, Level, Measure, Method, Policy, Project,
};
use shinchoku::sources::Sources;
use shinchoku::text::calendar::FiscalYear;
use shinchoku::{intake, volume};

/// The delivered plan, whose policies, measures, projects and years are replaced by generated ones.
fn base() -> Plan {
    static BASE: OnceLock<Plan> = OnceLock::new();
    let read = || {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/master-plan.xlsx");
        shinchoku::plan::read::read(&fs::read(&path).unwrap(), &path).unwrap().0
    };
    BASE.get_or_init(read).clone()
}

/// Parts of generated texts, among them parts of labels, years, numbers and units.
const WORDS: [&str; 36] = [
    "窓口",
    "予約",
    "手続",
    "の",
    "見直し",
    "目標",
    "実績",
    "概要",
    "課題",
    "担当課",
    "指標",
    "スケジュール",
    "進捗状況",
    "年度末見込み",
    "2022年度",
    "令和5年度",
    "1-1",
    "①",
    "②",
    "（1）",
    "・",
    "、",
    "AI",
    "ＲＰＡ",
    "ﾃﾞｰﾀ",
    "100%",
    "３千人",
    "（試行）",
    "「書かない」",
    "：",
    "※",
    "→",
    "、職員",
    "及び",
    "10",
    "-",
];

/// Beginnings of generated names. A leading number, symbol or bullet would be read as numbering.
const STARTS: [&str; 9] = ["窓口", "予約", "目標", "実績", "概要", "AI", "ＲＰＡ", "ﾃﾞｰﾀ", "「書かない」"];

fn words(most: usize) -> impl Strategy<Value = String> {
    let labels = base().labels;
    (select(STARTS.to_vec()), vec(select(WORDS.to_vec()), 1..most))
        .prop_map(|(start, words)| format!("{start}{}", words.concat()))
        // A text that is a label would not be read as a value.
        .prop_filter("a label", move |text| {
            let bare: String = text.chars().filter(|c| c.is_alphabetic() || *c == 'ー').collect();
            labels.recognise(text).is_none() && labels.recognise(&bare).is_none()
        })
}

fn prose() -> impl Strategy<Value = String> {
    vec(words(12), 1..8).prop_map(|lines| lines.join("。\n"))
}

/// A row's cells by year: a text, or `None` where the cell before is merged with it.
fn row(years: usize, actual: bool) -> impl Strategy<Value = Vec<Option<String>>> {
    let shown = if actual {
        vec![
            "125手続",
            "36.3%",
            "検討",
            "-",
            "9%削減",
            "85台/887台",
            "試行の拡大（7施設）",
            "①調査\n②試行",
            "〃",
        ]
    } else {
        vec![
            "150手続／800手続",
            "40%",
            "運用状況を踏まえ拡大",
            "10%削減",
            "2028年度末までに20業務",
            "-",
            "終了",
            "100台/887台（試行）",
            "・調査の実施\n・支援(14団体)",
            "1,050km",
            "169,000",
        ]
    };
    let cell = prop_oneof![
        6 => select(shown).prop_map(|text| Some(text.to_owned())),
        2 => Just(None),
        1 => Just(Some(String::new())),
    ];
    vec(cell, years)
}

/// The texts of a row by year, each with the first year of its merged cell.
fn spanned(years: &[FiscalYear], cells: &[Option<String>]) -> Vec<(FiscalYear, String)> {
    let mut all: Vec<(FiscalYear, String)> = Vec::new();
    for (year, cell) in years.iter().zip(cells) {
        let before = all.last().cloned().filter(|(_, text)| cell.is_none() && !text.is_empty());
        all.push(before.unwrap_or_else(|| (*year, cell.clone().unwrap_or_default())));
    }
    all
}

fn indicator(years: Vec<FiscalYear>) -> impl Strategy<Value = Indicator> {
    let count = years.len();
    (words(6), row(count, false), row(count, true), select(vec!["手続", "%", "%削減", "台", ""])).prop_map(
        move |(name, targets, actuals, unit)| {
            let figure = |text: &str| Figure::parse(text, unit);
            let cells = spanned(&years, &targets).into_iter().zip(spanned(&years, &actuals));
            let years = years.iter().copied().zip(cells).map(
                |(year, ((target_from, target), (actual_from, actual)))| {
                    let cells = IndicatorYear {
                        target: figure(&target).into(),
                        target_from,
                        actual: figure(&actual).into(),
                        actual_from,
                    };
                    (year, cells)
                },
            );
            Indicator {
                id: IndicatorId::new(""),
                name,
                unit: unit.to_owned(),
                accumulation: Accumulation::Stock,
                direction: Direction::Increase,
                method: Method::Ratio,
                baseline: None,
                department: None,
                years: years.collect(),
                ..Indicator::default()
            }
        },
    )
}

fn project(years: Vec<FiscalYear>) -> impl Strategy<Value = Project> {
    let departments = base().departments;
    let heading = select(vec!["指標とスケジュール", "スケジュール"]);
    (
        words(7),
        prose(),
        prose(),
        prose(),
        any::<bool>(),
        heading,
        vec(indicator(years), 0..4),
        0..departments.len(),
    )
        .prop_map(move |(name, issue, purpose, summary, others, heading, mut indicators, department)| {
            if indicators.len() > 1 {
                for (indicator, symbol) in indicators.iter_mut().zip(["①", "②", "③"]) {
                    indicator.id = IndicatorId::new(symbol);
                }
            }
            let lead = departments[department].name.clone();
            Project {
                id: ProjectId::parse("1-1-1").unwrap(),
                former: Vec::new(),
                level: Level::Project,
                measure: String::new(),
                overview_name: name.clone(),
                name,
                issue,
                purpose,
                summary,
                departments_text: if others { format!("{lead}ほか") } else { lead.clone() },
                departments: vec![lead.clone()],
                and_others: others,
                lead,
                schedule_heading: if indicators.is_empty() { String::new() } else { heading.to_owned() },
                note: String::new(),
                indicators,
                extra: Default::default(),
            }
        })
}

fn plan() -> impl Strategy<Value = Plan> {
    (2018_i32..2030, 1_i32..7).prop_flat_map(|(first, count)| {
        let years: Vec<FiscalYear> = (first..first + count).map(FiscalYear::new).collect();
        let projects = vec(vec(vec(project(years.clone()), 1..4), 1..3), 1..3);
        (projects, vec(words(5), 16)).prop_map(move |(policies, names)| {
            let mut plan = base();
            let mut names = names.into_iter().cycle();
            plan.fiscal_years.clone_from(&years);
            plan.period_start = years[0].first_month();
            plan.period_end = years[years.len() - 1].last_month();
            let (mut all_policies, mut all_measures, mut all_projects) = (Vec::new(), Vec::new(), Vec::new());
            for (p, measures) in (1..).zip(policies) {
                all_policies.push(Policy { number: p.to_string(), name: names.next().unwrap() });
                for (m, projects) in (1..).zip(measures) {
                    let number = format!("{p}-{m}");
                    all_measures.push(Measure {
                        number: number.clone(),
                        policy: p.to_string(),
                        name: names.next().unwrap(),
                        outcome: String::new(),
                        group: String::new(),
                        is_policy: false,
                    });
                    for (i, project) in (1..).zip(projects) {
                        all_projects.push(Project {
                            id: ProjectId::parse(&format!("{number}-{i}")).unwrap(),
                            measure: number.clone(),
                            ..project
                        });
                    }
                }
            }
            plan.policies = all_policies.into();
            plan.measures = all_measures.into();
            plan.projects = all_projects.into();
            plan.schedule = Vec::new();
            (plan.roadmap, plan.judgments, plan.decisions) =
                (Keyed::default(), Keyed::default(), Keyed::default());
            plan
        })
    })
}

/// The volume as if a department had sent it back.
fn as_return(plan: &Plan, bytes: &[u8], month: shinchoku::text::calendar::Month) -> Returned {
    let grids = intake::sheets(bytes, &Limits::default()).unwrap();
    // Cover and overview hold no forms.
    for grid in &grids[..2] {
        assert!(read_forms(grid, &plan.labels).is_empty(), "{}", grid.name);
    }
    let mut sources = Sources::default();
    let id = sources.add_file("volume.xlsx");
    let sheets: Vec<_> = grids.iter().map(|grid| sources.add_sheet(id, &grid.name)).collect();
    let mut forms = read_book(&grids, &plan.labels);
    for form in &mut forms {
        form.sheet = sheets[usize::try_from(form.sheet.0).unwrap()];
    }
    let cells: usize = sheets
        .iter()
        .zip(&grids)
        .filter(|(sheet, _)| forms.iter().any(|form| form.sheet == **sheet))
        .map(|(_, grid)| grid.cells.len())
        .sum();
    let file = ReturnedFile {
        id,
        sha256: None,
        folder_month: Some(month),
        reading: Reading::Read,
        forms: forms.len(),
        cells: u64::try_from(cells).unwrap(),
    };
    Returned { sources, files: vec![file], forms, ..Returned::default() }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::with_cases(60)
    })]

    #[test]
    fn a_volume_reads_back_to_its_plan(plan in plan(), at in 0_usize..6) {
        let month = plan.fiscal_years[at % plan.fiscal_years.len()].last_month();
        let printed = consolidate(&plan, Returned::default(), month);
        let book = volume::write(&plan, &printed).unwrap().remove(0).bytes;
        let found = consolidate(&plan, as_return(&plan, &book, month), month);

        assert!(found.reconciliation.closes(), "{:?}", found.reconciliation);
        let ids: Vec<_> = found.returns.iter().map(|ret| ret.project.clone()).collect();
        assert_eq!(ids, plan.projects.iter().map(|project| Some(project.id.clone())).collect::<Vec<_>>());
        for (project, ret) in plan.projects.iter().zip(&found.returns) {
            assert!(!ret.refused, "{} {:?}", project.id, ret.raw.shape_issues);
            // Remarks on the cover and the overview (`elsewhere`) go with the first form. No project has any
            // on its own page.
            let own: Vec<_> = ret.raw.remarks.iter().filter(|remark| remark.elsewhere.is_none()).collect();
            assert!(own.is_empty(), "{} {:?}", project.id, own);
            let text = |field: Field| {
                ret.values.iter().find(|value| value.key.field == field).map_or("", |value| value.text.as_str())
            };
            assert_eq!(text(Field::Name), project.name);
            assert_eq!(text(Field::Issue), project.issue);
            assert_eq!(text(Field::Purpose), project.purpose);
            assert_eq!(text(Field::Summary), project.summary);
            assert_eq!(text(Field::Department), project.departments_text);
            for indicator in &project.indicators {
                let row = |field: Field| -> BTreeMap<FiscalYear, &str> {
                    let mine = |value: &&shinchoku::returns::Value| {
                        value.key.field == field && value.key.indicator.as_ref() == Some(&indicator.id)
                    };
                    let values = ret.values.iter().filter(mine);
                    values.filter_map(|value| Some((value.key.year?, value.text.as_str()))).collect()
                };
                let targets: BTreeMap<FiscalYear, &str> = indicator
                    .years
                    .iter()
                    .map(|(year, cells)| (*year, cells.target.text.as_str()))
                    .filter(|(_, text)| !text.is_empty())
                    .collect();
                assert_eq!(row(Field::Target), targets, "{} {}", project.id, indicator.id);
                let past: BTreeMap<FiscalYear, &str> = indicator
                    .years
                    .iter()
                    .filter(|(year, cells)| **year < month.fiscal_year() && !cells.actual.is_blank())
                    .map(|(year, cells)| (*year, cells.actual.text.as_str()))
                    .collect();
                let mut read = row(Field::Actual);
                read.retain(|year, _| past.contains_key(year));
                assert_eq!(read, past, "{} {}", project.id, indicator.id);
            }
        }
        let asked: Vec<String> = found
            .findings
            .iter()
            .filter(|finding| finding.kind.code.starts_with('P'))
            .map(|finding| format!("{} {}", finding.kind.code, finding.message))
            .collect();
        assert!(asked.is_empty(), "{asked:?}");
    }
}
