//! A neutral plan and its returns, built line by line, for the tests of the judgments.

use rust_decimal::Decimal;
use workbook::Pos;

use crate::evaluate::evaluate;
use crate::evaluate::model::IndicatorAssessment;
use crate::figure::Figure;
use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::{
    Accumulation, Band, Department, Direction, Indicator, IndicatorYear, Judgment, Measure, Method, Policy,
    Project,
};
use crate::returns::EntryKey;
use crate::returns::accepted::{AcceptedEntry, AcceptedMonth, AcceptedMonths, WithheldEntry};
use crate::sources::{CellRef, Sources};
use crate::text::calendar::{FiscalYear, Month};

/// The first fiscal year of the sample plan, which begins in its November.
pub(crate) const FIRST: i32 = 2031;

/// Parses an exact number.
pub(crate) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Parses a month: `2032-09`.
pub(crate) fn month(text: &str) -> Month {
    Month::parse_iso(text).unwrap()
}

/// Parses a project id.
pub(crate) fn id(text: &str) -> ProjectId {
    ProjectId::parse(text).unwrap()
}

/// Returns bands with these names and 下限. The first is 良好, the last 要対応.
pub(crate) fn bands(rows: &[(&str, Option<&str>)]) -> Vec<Band> {
    let last = rows.len().saturating_sub(1);
    rows.iter()
        .enumerate()
        .map(|(at, (name, floor))| Band {
            name: (*name).to_owned(),
            symbol: "○".to_owned(),
            floor: floor.map(number),
            needs_action: at == last,
            good: at == 0,
        })
        .collect()
}

/// Returns an indicator with these targets and actuals from [`FIRST`] on; `→` continues the target before it.
pub(crate) fn indicator(unit: &str, accumulation: Accumulation, years: &[(&str, &str)]) -> Indicator {
    let mut cells = std::collections::BTreeMap::new();
    let (mut spanning, mut from) = (Figure::blank(), FiscalYear::new(FIRST));
    for (year, (target, actual)) in (FIRST..).map(FiscalYear::new).zip(years) {
        if *target != "→" {
            (spanning, from) = (Figure::parse(target, unit), year);
        }
        let actual = Figure::parse(actual, unit);
        cells.insert(
            year,
            IndicatorYear {
                target: spanning.clone().into(),
                target_from: from,
                actual: actual.into(),
                actual_from: year,
            },
        );
    }
    Indicator {
        id: IndicatorId::default(),
        name: "件数".to_owned(),
        unit: unit.to_owned(),
        accumulation,
        direction: Direction::Increase,
        method: Method::Ratio,
        baseline: None,
        department: None,
        years: cells,
        ..Indicator::default()
    }
}

/// Returns the indicator with the direction 減.
pub(crate) fn falling(indicator: Indicator) -> Indicator {
    Indicator { direction: Direction::Decrease, ..indicator }
}

/// Returns a plan of four fiscal years with these projects; several indicators of a project are ①, ②…
pub(crate) fn plan(projects: Vec<(&str, Vec<Indicator>)>) -> Plan {
    let mut plan = crate::sample::results::plan();
    let model = plan.projects.first().cloned().unwrap();
    plan.period_start = month("2031-11");
    plan.period_end = month("2035-03");
    plan.fiscal_years = (FIRST..FIRST + 4).map(FiscalYear::new).collect();
    let policy = |number: &str| Policy { number: number.to_owned(), name: format!("方針{number}") };
    plan.policies = ["1", "2"].map(policy).into_iter().collect();
    plan.measures = ["1-1", "1-2", "2-1"]
        .map(|number| Measure {
            number: number.to_owned(),
            policy: number.split('-').next().unwrap_or_default().to_owned(),
            name: format!("施策{number}"),
            outcome: String::new(),
            group: String::new(),
            is_policy: false,
        })
        .into_iter()
        .collect();
    plan.departments = [("総務課", "総務局"), ("市民課", "市民局"), ("税務課", "総務局"), ("広報課", "")]
        .map(|(name, bureau)| Department {
            name: name.to_owned(),
            own_name: name.to_owned(),
            bureau: bureau.to_owned(),
            aliases: Vec::new(),
            contact: String::new(),
        })
        .into_iter()
        .collect();
    plan.projects = projects
        .into_iter()
        .map(|(number, mut indicators)| {
            if indicators.len() > 1 {
                for (indicator, symbol) in indicators.iter_mut().zip(["①", "②", "③"]) {
                    indicator.id = IndicatorId::new(symbol);
                }
            }
            Project { id: id(number), measure: id(number).measure().to_owned(), indicators, ..model.clone() }
        })
        .collect();
    plan
}

/// Returns a 事務局評価.
pub(crate) fn judgment(project: &str, year: i32, at: &str, effect: &str, progress: &str) -> Judgment {
    Judgment {
        project: id(project),
        indicator: IndicatorId::default(),
        year: FiscalYear::new(year),
        month: month(at),
        effect: effect.to_owned(),
        progress: progress.to_owned(),
        reason: "現地で確認した".to_owned(),
    }
}

/// Returns the cell that every entry of these tests is read from.
pub(crate) fn cell() -> CellRef {
    let mut sources = Sources::default();
    let file = sources.add_file("a.xlsx");
    let sheet = sources.add_sheet(file, "様式");
    CellRef { sheet, pos: Pos::new(3, 2) }
}

/// Returns of departments, built entry by entry.
#[derive(Default)]
pub(crate) struct SampleReturns(pub(crate) AcceptedMonths);

impl SampleReturns {
    /// Adds a month, if it has no return yet.
    pub(crate) fn month(mut self, at: &str) -> Self {
        self.state(at);
        self
    }

    /// Adds a return of a month, with its fields as (field, symbol, text).
    pub(crate) fn returned(
        mut self,
        plan: &Plan,
        at: &str,
        project: &str,
        fields: &[(Field, &str, &str)],
    ) -> Self {
        let accepted = self.state(at).projects.entry(id(project)).or_default();
        accepted.return_id = Some(format!("{at}/{project}"));
        accepted.returned_in = Some(month(at));
        self.entries(plan, at, at, project, fields)
    }

    /// Adds values of month `from` that are carried to month `at`, which has no return.
    pub(crate) fn carried(
        mut self,
        plan: &Plan,
        at: &str,
        from: &str,
        project: &str,
        fields: &[(Field, &str, &str)],
    ) -> Self {
        self.state(at).projects.entry(id(project)).or_default().returned_in = Some(month(from));
        self.entries(plan, at, from, project, fields)
    }

    /// Adds a return whose actual is withheld; entries added before stay.
    pub(crate) fn withheld(mut self, at: &str, project: &str, text: &str) -> Self {
        let year = Some(month(at).fiscal_year());
        let key = EntryKey { field: Field::Actual, indicator: Some(IndicatorId::default()), year };
        let entry = WithheldEntry { text: text.to_owned(), at: cell(), codes: vec!["V03"], correction: None };
        let state = self.state(at);
        state.to_correct.insert(id(project));
        let accepted = state.projects.entry(id(project)).or_default();
        accepted.return_id = Some(format!("{at}/{project}"));
        accepted.returned_in = Some(month(at));
        accepted.withheld.insert(key, entry);
        self
    }

    fn state(&mut self, at: &str) -> &mut AcceptedMonth {
        self.0.months.entry(month(at)).or_default()
    }

    fn entries(
        mut self,
        plan: &Plan,
        at: &str,
        from: &str,
        project: &str,
        fields: &[(Field, &str, &str)],
    ) -> Self {
        let year = month(at).fiscal_year();
        for (field, symbol, text) in fields {
            let indicator = plan
                .project(&id(project))
                .and_then(|project| project.indicator(&IndicatorId::new(symbol)))
                .filter(|_| field.in_schedule());
            let key = EntryKey::of(*field, indicator.map(|indicator| &indicator.id), year);
            let figure = indicator
                .filter(|_| matches!(field, Field::Actual | Field::Forecast))
                .map(|indicator| Figure::parse(text, &indicator.unit));
            let entry = AcceptedEntry {
                text: (*text).to_owned(),
                figure: figure.map(Box::new),
                at: cell(),
                month: month(from),
                time: None,
                doubtful: false,
            };
            self.state(at).projects.entry(id(project)).or_default().entries.insert(key, entry);
        }
        self
    }
}

/// Returns the row of a project's only indicator in a fiscal year, as of a month.
pub(crate) fn row(
    plan: &Plan,
    accepted_months: &AcceptedMonths,
    at: &str,
    project: &str,
    year: i32,
) -> IndicatorAssessment {
    let found = evaluate(plan, accepted_months, month(at));
    let rows: Vec<_> = found
        .indicators
        .iter()
        .filter(|row| row.project == id(project) && row.year == FiscalYear::new(year))
        .collect();
    (*rows.first().unwrap()).clone()
}
