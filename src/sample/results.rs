//! A small plan and its consolidation, made by hand, for the tests of the renderers.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use workbook::{Cell, Pos, RemarkKind};

use crate::consolidate::{Balance, Consolidation, FileRecord, Reconciliation};
use crate::evaluate::model::{
    Assessment, Counts, DepartmentAssessment, Group, IndicatorAssessment, ProjectAssessment, Share, State,
    Totals,
};
use crate::evaluate::rate::{Rate, RateForm};
use crate::evaluate::reason::Reason;
use crate::figure::{Figure, FigureKind, Quantity};
use crate::findings::{Kind, Location, Severity};
use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::RawForm;
use crate::ids::{IndicatorId, ProjectId};
use crate::intake::wire::{Reading, ReturnedFile};
use crate::keyed::Keyed;
use crate::plan::Plan;
use crate::plan::model::{
    Accumulation, Band, Bands, Department, Direction, Indicator, IndicatorYear, Level, Measure, Method,
    Policy, Project, Settings,
};
use crate::ratings::{Effect, EffectBasis, Progress, ProgressBasis};
use crate::returns::accepted::{Accepted, AcceptedEntry, AcceptedMonth, AcceptedMonths, WithheldEntry};
use crate::returns::{CellOutcome, EntryKey, FileOutcome, FormOutcome, Remark, Return, Value};
use crate::sources::{CellRef, Sources};
use crate::text::calendar::{Date, FiscalYear, Month};

/// A kind of finding for tests, with the code of the real one.
pub(crate) static UNIT: Kind = Kind {
    code: "V03",
    severity: Severity::Error,
    title: "単位の違い",
    help: "指標の単位で入力してください",
    explain: "",
    ..Kind::PLAIN
};
static MISSING: Kind = Kind {
    code: "R01",
    severity: Severity::Info,
    title: "未提出",
    help: "様式を提出してください",
    explain: "",
    ..Kind::PLAIN
};

/// Returns the month of a text such as `2023-03`.
pub(crate) fn month(text: &str) -> Month {
    Month::parse_iso(text).unwrap()
}

/// Returns the project id of a text such as `1-1-1`.
pub(crate) fn id(text: &str) -> ProjectId {
    ProjectId::parse(text).unwrap()
}

fn quantity(text: &str, number: i64, unit: &str) -> Figure {
    Figure {
        text: text.to_owned(),
        kind: FigureKind::Quantity,
        quantity: Some(Quantity {
            number: Decimal::from(number),
            unit: unit.to_owned(),
            population: Some(Decimal::from(800)),
        }),
        ..Figure::blank()
    }
}

fn band(name: &str, symbol: &str, floor: Option<i64>) -> Band {
    Band {
        name: name.to_owned(),
        symbol: symbol.to_owned(),
        floor: floor.map(Decimal::from),
        needs_action: floor.is_none(),
        good: floor == Some(100),
    }
}

fn project(number: &str, name: &str, lead: &str, indicators: Vec<Indicator>) -> Project {
    Project {
        id: id(number),
        former: Vec::new(),
        level: Level::Project,
        measure: "1-1".to_owned(),
        name: name.to_owned(),
        overview_name: name.to_owned(),
        issue: "来庁しないと手続ができません。".to_owned(),
        purpose: "来庁しなくても手続ができるようにします。".to_owned(),
        summary: "手続をオンラインで受け付けます。".to_owned(),
        departments_text: lead.to_owned(),
        departments: vec![lead.to_owned()],
        and_others: false,
        lead: lead.to_owned(),
        schedule_heading: "指標とスケジュール".to_owned(),
        note: String::new(),
        indicators,
        extra: Default::default(),
    }
}

/// Returns a plan of two projects.
pub(crate) fn plan() -> Plan {
    let years = [(2022, quantity("400手続／800手続", 400, "手続")), (2023, Figure::blank())]
        .into_iter()
        .map(|(year, target)| {
            let year = FiscalYear::new(year);
            let cells = IndicatorYear {
                target: target.into(),
                target_from: year,
                actual: Figure::blank().into(),
                actual_from: year,
            };
            (year, cells)
        })
        .collect();
    let indicator = Indicator {
        id: IndicatorId::new(""),
        name: "オンライン手続数".to_owned(),
        unit: "手続".to_owned(),
        accumulation: Accumulation::Stock,
        direction: Direction::Increase,
        method: Method::Ratio,
        baseline: None,
        department: None,
        years,
        ..Indicator::default()
    };
    Plan {
        title: "情報化計画".to_owned(),
        volume_title: "別冊".to_owned(),
        version: "第1版".to_owned(),
        published: String::new(),
        organisation: "見本市".to_owned(),
        secretariat: "企画課".to_owned(),
        committee: String::new(),
        period_start: month("2022-04"),
        period_end: month("2024-03"),
        volume_note: String::new(),
        fiscal_years: vec![FiscalYear::new(2022), FiscalYear::new(2023)],
        policies: vec![Policy { number: "1".to_owned(), name: "便利な暮らし".to_owned() }].into(),
        measures: vec![Measure {
            number: "1-1".to_owned(),
            policy: "1".to_owned(),
            name: "手続の見直し".to_owned(),
            outcome: String::new(),
            group: String::new(),
            is_policy: false,
        }]
        .into(),
        projects: vec![
            project("1-1-1", "手続のオンライン化", "総務課", vec![indicator]),
            project("1-1-2", "窓口の案内", "市民課", Vec::new()),
        ]
        .into(),
        departments: ["総務課", "市民課"]
            .map(|name| Department {
                name: name.to_owned(),
                own_name: name.to_owned(),
                bureau: String::new(),
                aliases: Vec::new(),
                contact: String::new(),
            })
            .into_iter()
            .collect(),
        roadmap: Keyed::default(),
        schedule: Vec::new(),
        bands: Bands {
            effect: vec![
                band("達成", "◎", Some(100)),
                band("概ね達成", "○", Some(80)),
                band("未達", "×", None),
            ],
            progress: vec![
                band("順調", "○", Some(100)),
                band("やや遅れ", "△", Some(80)),
                band("遅れ", "×", None),
            ],
        },
        settings: Settings::default(),
        items: Vec::new(),
        labels: Labels::default(),
        judgments: Keyed::default(),
        decisions: Keyed::default(),
        sha256: "00ff".to_owned(),
    }
}

/// Returns the consolidation of March 2023: 1-1-1 was returned with one 誤り and a text that looks like a
/// formula, 1-1-2 is missing.
pub(crate) fn consolidation() -> Consolidation {
    let mut sources = Sources::default();
    let file = sources.add_file("2023-03/総務課 #1.xlsx");
    let sheet = sources.add_sheet(file, "1-1-1 手続");
    let ignored = sources.add_file("2023-03/~$総務課.xlsx");
    let at = |row: u32, col: u32| CellRef { sheet, pos: Pos::new(row, col) };
    let as_of = month("2023-03");
    let year = as_of.fiscal_year();
    let single = IndicatorId::new("");
    let actual = EntryKey::actual(&single, year);
    let forecast = EntryKey { field: Field::Forecast, ..actual.clone() };
    let activity = EntryKey::single(Field::Activity);
    let value = |key: &EntryKey, text: &str, figure, cell, outcome| Value {
        key: key.clone(),
        cell: Cell::text(text),
        text: text.to_owned(),
        figure,
        cells: vec![cell],
        outcome,
    };
    let figure = quantity("411手続", 411, "手続");
    let returned = Return {
        id: "2023-03/総務課 #1.xlsx#1-1-1 手続!B4".to_owned(),
        file,
        sheet,
        anchor: at(3, 1),
        project: Some(id("1-1-1")),
        other_project: None,
        department: Some("総務課".to_owned()),
        unlisted_sender: None,
        month: Some(as_of),
        months: vec![as_of],
        stated_month: Some(as_of),
        issue_number: 2,
        plan_version: Some("第1版".to_owned()),
        entered_on: Date::new(2023, 4, 5),
        values: vec![
            value(&activity, "=1+1 受付を始めました。", None, at(20, 3), CellOutcome::Adopted),
            value(&actual, "411手続", Some(figure.clone().into()), at(13, 3), CellOutcome::Adopted),
            value(&forecast, "500件", None, at(14, 3), CellOutcome::Withheld),
        ],
        indicators: Vec::new(),
        typed_over: Vec::new(),
        raw: RawForm {
            sheet,
            sheet_name: "1-1-1 手続".to_owned(),
            anchor: Pos::new(3, 1),
            control: Vec::new(),
            number: None,
            measure_line: None,
            schedule_heading: None,
            indicators: Vec::new(),
            values: Vec::new(),
            previous: Vec::new(),
            labels: Vec::new(),
            cells: Vec::new(),
            remarks: Vec::new(),
            shape_issues: Vec::new(),
        },
        refused: false,
        is_copy: false,
        outcome: FormOutcome::Partly,
        rank: Some(1),
    };
    let entry = |text: &str, figure, at| AcceptedEntry {
        text: text.to_owned(),
        figure,
        at,
        month: as_of,
        time: None,
        doubtful: false,
    };
    let accepted = Accepted {
        unread_progress: None,
        elsewhere: BTreeMap::new(),
        return_id: Some(returned.id.clone()),
        issue_number: 2,
        returned_in: Some(as_of),
        entries: BTreeMap::from([
            (actual, entry("411手続", Some(figure.into()), at(13, 3))),
            (activity, entry("=1+1 受付を始めました。", None, at(20, 3))),
        ]),
        withheld: BTreeMap::from([(
            forecast,
            WithheldEntry { text: "500件".to_owned(), at: at(14, 3), codes: vec!["V03"], correction: None },
        )]),
        confirmed: Vec::new(),
    };
    let mut accepted_months = AcceptedMonths::default();
    let state = AcceptedMonth {
        projects: BTreeMap::from([(id("1-1-1"), accepted)]),
        to_correct: [id("1-1-1")].into(),
        unanswered: BTreeMap::new(),
        resubmitted: [id("1-1-1")].into(),
    };
    accepted_months.months.insert(as_of, state);
    let mut unit = UNIT
        .at(at(14, 3), "単位が指標と違います（指標は「手続」）")
        .found("500件")
        .expected("手続")
        .project(&id("1-1-1"))
        .indicator(&single)
        .department("総務課")
        .related([at(12, 3)]);
    unit.return_id = Some(returned.id.clone());
    let missing =
        MISSING.located(Location::Project, "提出されていません").project(&id("1-1-2")).department("市民課");
    let record = |id, outcome, reason: &str, reading, forms, cells| FileRecord {
        file: ReturnedFile {
            id,
            sha256: (forms > 0).then(|| "abcd".to_owned()),
            folder_month: Some(as_of),
            reading,
            forms,
            cells,
        },
        outcome,
        reason: reason.to_owned(),
    };
    Consolidation {
        as_of,
        fiscal_year: year,
        previous: None,
        files: vec![
            record(file, FileOutcome::Read, "", Reading::Read, 1, 4),
            record(
                ignored,
                FileOutcome::Ignored,
                "Excelの作業用ファイルのため",
                Reading::Ignored(String::new()),
                0,
                0,
            ),
        ],
        remarks: vec![Remark {
            return_id: returned.id.clone(),
            project: Some(id("1-1-1")),
            kind: RemarkKind::Outside,
            text: "ご確認ください".to_owned(),
            sheet,
            at: Some(at(30, 1)),
        }],
        returns: vec![returned].into(),
        findings: vec![unit, missing],
        accepted_months,
        assessment: assessment(as_of, at(13, 3)),
        earlier: Vec::new(),
        since_closed: Vec::new(),
        reconciliation: Reconciliation {
            files: Balance {
                input: 2,
                output: BTreeMap::from([(FileOutcome::Read, 1), (FileOutcome::Ignored, 1)]),
            },
            forms: Balance { input: 1, output: BTreeMap::from([(FormOutcome::Partly, 1)]) },
            cells: Balance {
                input: 4,
                output: BTreeMap::from([
                    (CellOutcome::Adopted, 2),
                    (CellOutcome::Withheld, 1),
                    (CellOutcome::Outside, 1),
                ]),
            },
        },
        sources,
    }
}

fn assessment(as_of: Month, source: CellRef) -> Assessment {
    let year = as_of.fiscal_year();
    let counts = |of: &[(&str, usize)]| Counts(of.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect());
    let group = |name: &str| Group {
        name: name.to_owned(),
        number: String::new(),
        effect: counts(&[("達成", 1), ("未達", 0), ("対象外", 1)]),
        progress: counts(&[("順調", 1), ("未報告", 1)]),
        achieved: Share { part: 1, base: 1 },
        on_track: Share { part: 1, base: 1 },
        submitted: Share { part: 1, base: 2 },
        submission: counts(&[("提出", 0), ("要訂正", 1), ("未提出", 1), ("提出不要", 0)]),
        needs_action: 0,
    };
    let row = |project: &str, indicator: Option<IndicatorId>, year: FiscalYear| IndicatorAssessment {
        project: id(project),
        indicator,
        year,
        target_text: String::new(),
        actual_text: String::new(),
        target: None,
        actual: None,
        rate: None,
        effect: Effect::NotApplicable,
        effect_basis: EffectBasis::NoIndicator,
        effect_computed: Effect::NotApplicable,
        reason: Reason::stated(""),
        pace: None,
        forecast: None,
        forecast_text: String::new(),
        forecast_basis: None,
        forecast_computed: None,
        outlook: None,
        attainment: None,
        final_target_text: String::new(),
        prospect: None,
        source: None,
        actual_places: None,
        carried_from: None,
        reported_late_in: None,
    };
    let judged = IndicatorAssessment {
        target_text: "400手続／800手続".to_owned(),
        actual_text: "411手続".to_owned(),
        target: Some(Decimal::from(400)),
        actual: Some(Decimal::from(411)),
        rate: Some(Rate {
            form: RateForm::Ratio,
            actual: Decimal::from(411),
            target: Decimal::from(400),
            baseline: Decimal::ZERO,
            places: None,
        }),
        effect: Effect::Band(0),
        effect_basis: EffectBasis::Figures,
        effect_computed: Effect::Band(0),
        reason: Reason::stated("411手続 ÷ 400手続 = 102.8%"),
        outlook: Some(0),
        source: Some(source),
        ..row("1-1-1", Some(IndicatorId::new("")), year)
    };
    let next = IndicatorAssessment {
        effect_basis: EffectBasis::NoTarget,
        ..row("1-1-1", Some(IndicatorId::new("")), year.next())
    };
    let project = |number: &str, effect, progress, basis, state| ProjectAssessment {
        project: id(number),
        effect,
        progress,
        progress_basis: basis,
        progress_computed: None,
        progress_reported: (basis == Some(ProgressBasis::Reported)).then_some(progress),
        reported_now: basis == Some(ProgressBasis::Reported),
        progress_reason: String::new(),
        state,
        resubmitted: state == State::ToCorrect,
        carried_from: None,
        needs_action: false,
    };
    let department = |name: &str, to_correct, missing, state| DepartmentAssessment {
        department: name.to_owned(),
        bureau: String::new(),
        projects: 1,
        returned: to_correct,
        to_correct,
        missing,
        state,
    };
    Assessment {
        month: as_of,
        indicators: vec![judged, next, row("1-1-2", None, year), row("1-1-2", None, year.next())].into(),
        projects: vec![
            project(
                "1-1-1",
                Effect::Band(0),
                Progress::Band(0),
                Some(ProgressBasis::Reported),
                State::ToCorrect,
            ),
            project("1-1-2", Effect::NotApplicable, Progress::Missing, None, State::Missing),
        ]
        .into(),
        departments: vec![
            department("総務課", 1, 0, State::ToCorrect),
            department("市民課", 0, 1, State::Missing),
        ],
        totals: Totals {
            plan: group(""),
            indicator_effect: counts(&[("達成", 1)]),
            indicator_achieved: Share { part: 1, base: 1 },
            submission: counts(&[("提出", 0), ("要訂正", 1), ("未提出", 1), ("提出不要", 0)]),
            by_policy: vec![group("便利な暮らし")],
            by_measure: vec![group("手続の見直し")],
            by_department: vec![group("総務課"), group("市民課")],
            ..Totals::default()
        },
    }
}
