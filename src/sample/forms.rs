//! A neutral plan of two projects and forms for it, for the tests of rules and of the pipeline.

use rust_decimal::Decimal;
use workbook::{Cell, CellKind, Pos, RemarkKind};

use crate::figure::Figure;
use crate::form::field::{Control, Field};
use crate::form::labels::Labels;
use crate::form::raw::{
    CellRole, Elsewhere, RawControl, RawForm, RawIndicator, RawLabel, RawPrevious, RawRemark, RawText,
    RawValue, ShapeIssue,
};
use crate::ids::{IndicatorId, ProjectId};
use crate::keyed::Keyed;
use crate::plan::Plan;
use crate::plan::model::{
    Accumulation, Band, Bands, Department, Direction, Indicator, IndicatorYear, Level, Measure, Method,
    Policy, Project, Settings,
};
use crate::sources::SheetId;
use crate::text::calendar::{FiscalYear, Month};

pub(crate) use crate::sample::run::{
    codes, codes_when, findings, findings_after, findings_at, findings_of, first, returned, run, run_at,
    said, said_of_file, said_when, times,
};

/// The last month of the second fiscal year, at which the sample forms are returned.
pub(crate) const AS_OF: &str = "2032-03";
const FIRST: i32 = 2030;

/// Returns the month of a text such as `2032-03`.
pub(crate) fn month(text: &str) -> Month {
    Month::parse_iso(text).unwrap()
}

/// Returns the number of a text such as `12.5`.
pub(crate) fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Returns the project id of a text such as `1-1-1`.
pub(crate) fn id(text: &str) -> ProjectId {
    ProjectId::parse(text).unwrap()
}

/// Returns a plan of two projects over four fiscal years: 1-1-1 of 総務課 and 会計課 with a 累計 and a 率,
/// 1-1-2 of 会計課 with a 節目.
pub(crate) fn plan() -> Plan {
    let stock = indicator(
        "①",
        "手続数",
        "手続",
        Accumulation::Stock,
        ["150手続／800手続", "400手続／800手続", "600手続／800手続", "800手続／800手続"],
        "125手続",
    );
    let rate = indicator("②", "利用率", "%", Accumulation::Rate, ["40%", "60%", "80%", "100%"], "36.3%");
    let words =
        indicator("", "", "", Accumulation::Milestone, ["設計", "整備・運用", "拡大を検討", "-"], "設計");
    Plan {
        title: "試験計画".to_owned(),
        volume_title: "別冊".to_owned(),
        version: "第1版".to_owned(),
        published: String::new(),
        organisation: "試験市".to_owned(),
        secretariat: String::new(),
        committee: String::new(),
        period_start: month("2030-04"),
        period_end: month("2034-03"),
        volume_note: String::new(),
        fiscal_years: (FIRST..FIRST + 4).map(FiscalYear::new).collect(),
        policies: vec![Policy { number: "1".to_owned(), name: "方針".to_owned() }].into(),
        measures: vec![Measure {
            number: "1-1".to_owned(),
            policy: "1".to_owned(),
            name: "施策".to_owned(),
            outcome: String::new(),
            group: String::new(),
            is_policy: false,
        }]
        .into(),
        projects: vec![
            project("1-1-1", "窓口の見直し", &["総務課", "会計課"], vec![stock, rate]),
            project("1-1-2", "案内の充実", &["会計課"], vec![words]),
        ]
        .into(),
        departments: ["総務課", "会計課", "図書館"]
            .into_iter()
            .map(|name| Department {
                name: name.to_owned(),
                own_name: name.to_owned(),
                bureau: String::new(),
                aliases: if name == "総務課" { vec!["庶務課".to_owned()] } else { Vec::new() },
                contact: String::new(),
            })
            .collect(),
        roadmap: Keyed::default(),
        schedule: Vec::new(),
        bands: Bands {
            effect: bands([("達成", Some(100)), ("概ね達成", Some(80)), ("未達", None)]),
            progress: bands([("順調", Some(100)), ("やや遅れ", Some(80)), ("遅れ", None)]),
        },
        settings: Settings::default(),
        items: Vec::new(),
        labels: Labels::default(),
        judgments: Keyed::default(),
        decisions: Keyed::default(),
        sha256: String::new(),
    }
}

/// Returns the plan with one of its indicators changed.
pub(crate) fn plan_with(project: usize, indicator: usize, change: impl Fn(&mut Indicator)) -> Plan {
    let mut plan = plan();
    plan.projects.edit(|projects| change(&mut projects[project].indicators[indicator]));
    plan
}

/// Sets a year's target and actual from texts.
pub(crate) fn set_year(indicator: &mut Indicator, year: i32, target: &str, actual: &str) {
    let unit = indicator.unit.clone();
    let cells = indicator.years.get_mut(&FiscalYear::new(year)).unwrap();
    *cells.target = Figure::parse(target, &unit);
    *cells.actual = Figure::parse(actual, &unit);
}

fn bands(rows: [(&str, Option<i64>); 3]) -> Vec<Band> {
    rows.into_iter()
        .map(|(name, floor)| Band {
            name: name.to_owned(),
            symbol: String::new(),
            floor: floor.map(Decimal::from),
            needs_action: floor.is_none(),
            good: floor == Some(100),
        })
        .collect()
}

fn indicator(
    symbol: &str,
    name: &str,
    unit: &str,
    accumulation: Accumulation,
    targets: [&str; 4],
    first_actual: &str,
) -> Indicator {
    let years = targets.into_iter().zip(0..).map(|(target, at)| {
        let year = FiscalYear::new(FIRST + at);
        let actual = if at == 0 { first_actual } else { "-" };
        let (target, actual) = (Figure::parse(target, unit), Figure::parse(actual, unit));
        (
            year,
            IndicatorYear {
                target: target.into(),
                target_from: year,
                actual: actual.into(),
                actual_from: year,
            },
        )
    });
    Indicator {
        id: IndicatorId::new(symbol),
        name: name.to_owned(),
        unit: unit.to_owned(),
        accumulation,
        direction: Direction::Increase,
        method: Method::Ratio,
        baseline: None,
        department: None,
        years: years.collect(),
        ..Indicator::default()
    }
}

fn project(number: &str, name: &str, departments: &[&str], indicators: Vec<Indicator>) -> Project {
    Project {
        id: id(number),
        former: Vec::new(),
        level: Level::Project,
        measure: "1-1".to_owned(),
        name: name.to_owned(),
        overview_name: name.to_owned(),
        issue: "課題です。".to_owned(),
        purpose: "目的です。".to_owned(),
        summary: "概要です。".to_owned(),
        departments_text: departments.join("、"),
        departments: departments.iter().map(|name| (*name).to_owned()).collect(),
        and_others: false,
        lead: departments[0].to_owned(),
        schedule_heading: "指標とスケジュール".to_owned(),
        note: String::new(),
        indicators,
        extra: Default::default(),
    }
}

/// A form as the reader gives it. At first it is filled in so that no rule raises a finding.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) raw: RawForm,
    pub(crate) next: u32,
    pub(crate) folder: Option<String>,
    pub(crate) path: String,
}

/// Returns the form of a project for a month, with the actuals `411手続` and `65%`, or the year's target in
/// words.
pub(crate) fn form(plan: &Plan, number: &str, at: &str) -> Form {
    let project = plan.project(&id(number)).unwrap();
    let year = month(at).fiscal_year();
    let mut form =
        Form::empty(&format!("{at}/{number}.xlsx"), Some(at), &format!("{number} {}", project.name));
    form = form
        .control(Control::PlanVersion, &plan.version)
        .control(Control::Month, &month(at).japanese())
        .control(Control::Sender, &project.lead)
        .control(Control::IssueNumber, "1")
        .set(Field::Id, number)
        .set(Field::Name, &project.name)
        .set(Field::Issue, &project.issue)
        .set(Field::Purpose, &project.purpose)
        .set(Field::Summary, &project.summary)
        .set(Field::Department, &project.departments_text);
    for (at, indicator) in project.indicators.iter().enumerate() {
        let rows = vec![Field::Target, Field::Actual, Field::Forecast, Field::SelfRating];
        let symbol = indicator.id.symbol().to_owned();
        let years = plan.fiscal_years.clone();
        form.raw.indicators.push(RawIndicator { symbol, years, rows });
        if !indicator.name.is_empty() {
            form = form.put(Field::IndicatorName, Some(at), None, Cell::text(&indicator.name));
        }
        for (of, cells) in &indicator.years {
            form = form.put(Field::Target, Some(at), Some(*of), Cell::text(&cells.target.text));
            let actual = match (*of == year, indicator.unit.as_str()) {
                (false, _) => cells.actual.text.as_str(),
                (true, "手続") => "411手続",
                (true, "%") => "65%",
                (true, _) => &cells.target.text,
            };
            form = form.put(Field::Actual, Some(at), Some(*of), Cell::text(actual));
        }
        for field in [Field::Forecast, Field::SelfRating] {
            form = form.put(field, Some(at), Some(year), Cell::text(""));
        }
    }
    for field in [Field::Activity, Field::Reason, Field::NextStep, Field::RevisionWish, Field::RevisionText] {
        form = form.set(field, "");
    }
    form.set(Field::Progress, "順調").set(Field::Confirmed, "").set(Field::Activity, &format!("{at}の取組"))
}

impl Form {
    fn empty(path: &str, folder: Option<&str>, sheet: &str) -> Self {
        let raw = RawForm {
            sheet: SheetId(0),
            sheet_name: sheet.to_owned(),
            anchor: Pos::new(0, 0),
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
        };
        Self { raw, next: 1, folder: folder.map(str::to_owned), path: path.to_owned() }
    }

    /// Sets the path of the file and the month of its folder.
    pub(crate) fn file(mut self, path: &str, folder: Option<&str>) -> Self {
        (self.path, self.folder) = (path.to_owned(), folder.map(str::to_owned));
        self
    }

    /// Sets the path of the file.
    pub(crate) fn path(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// Sets a field of the 管理欄; an empty text removes it.
    pub(crate) fn control(self, control: Control, text: &str) -> Self {
        self.control_cell(control, Cell::text(text))
    }

    /// Sets a field of the 管理欄 to a cell of any kind.
    pub(crate) fn control_cell(mut self, control: Control, cell: Cell) -> Self {
        self.raw.control.retain(|found| found.control != control);
        if !cell.text.is_empty() {
            let pos = self.take_row();
            self.raw.cells.push((pos, CellRole::Heading));
            self.raw.control.push(RawControl { control, cell, pos });
        }
        self
    }

    /// Sets a field without indicator and year; an empty text leaves it blank.
    pub(crate) fn set(self, field: Field, text: &str) -> Self {
        self.put(field, None, None, Cell::text(text))
    }

    /// Sets a field without indicator and year to a cell of any kind.
    pub(crate) fn cell(self, field: Field, cell: Cell) -> Self {
        self.put(field, None, None, cell)
    }

    /// Sets the actual of an indicator in the form's fiscal year.
    pub(crate) fn actual(self, indicator: usize, text: &str) -> Self {
        self.row(Field::Actual, indicator, Cell::text(text))
    }

    /// Sets a field of an indicator in the form's fiscal year.
    pub(crate) fn row(self, field: Field, indicator: usize, cell: Cell) -> Self {
        let year = self.year();
        self.put(field, Some(indicator), Some(year), cell)
    }

    /// Sets a field of an indicator in any fiscal year.
    pub(crate) fn of_year(self, field: Field, indicator: usize, year: i32, text: &str) -> Self {
        self.put(field, Some(indicator), Some(FiscalYear::new(year)), Cell::text(text))
    }

    /// Blanks all fields that a department fills in.
    pub(crate) fn blank(mut self) -> Self {
        let year = self.year();
        let inputs: Vec<(Field, Option<usize>, Option<FiscalYear>)> = self
            .raw
            .values
            .iter()
            .filter(|value| !value.field.of_plan() && value.year.is_none_or(|own| own == year))
            .map(|value| (value.field, value.indicator, value.year))
            .collect();
        for (field, indicator, own) in inputs {
            self = self.put(field, indicator, own, Cell::text(""));
        }
        self
    }

    /// Renames an indicator.
    pub(crate) fn named(self, indicator: usize, name: &str) -> Self {
        self.put(Field::IndicatorName, Some(indicator), None, Cell::text(name))
    }

    /// Adds an indicator with a target of one year.
    pub(crate) fn with_indicator(mut self, symbol: &str, name: &str, year: i32, target: &str) -> Self {
        let at = self.raw.indicators.len();
        let years = self.raw.indicators.first().map(|known| known.years.clone()).unwrap_or_default();
        let rows = vec![Field::Target, Field::Actual];
        self.raw.indicators.push(RawIndicator { symbol: symbol.to_owned(), years, rows });
        self.named(at, name).of_year(Field::Target, at, year, target)
    }

    /// Changes an indicator's symbol.
    pub(crate) fn symbol(mut self, indicator: usize, symbol: &str) -> Self {
        symbol.clone_into(&mut self.raw.indicators[indicator].symbol);
        self
    }

    /// Exchanges the first two indicators.
    pub(crate) fn exchanged(mut self) -> Self {
        self.raw.indicators.swap(0, 1);
        let places = self.raw.values.iter_mut().map(|value| &mut value.indicator);
        for place in places.chain(self.raw.labels.iter_mut().map(|label| &mut label.indicator)).flatten() {
            *place = 1 - *place;
        }
        self
    }

    /// Copies an indicator's rows to the end, without its symbol.
    pub(crate) fn copied(mut self, indicator: usize) -> Self {
        let place = self.raw.indicators.len();
        let copy = RawIndicator { symbol: String::new(), ..self.raw.indicators[indicator].clone() };
        self.raw.indicators.push(copy);
        let own = self.raw.values.iter().filter(|value| value.indicator == Some(indicator));
        let values: Vec<RawValue> = own.cloned().collect();
        for value in values {
            self = self.put(value.field, Some(place), value.year, value.cell);
        }
        self
    }

    /// Removes an indicator's rows.
    pub(crate) fn without_indicator(mut self, indicator: usize) -> Self {
        self.raw.indicators.remove(indicator);
        self.raw.values.retain(|value| value.indicator != Some(indicator));
        self.raw.labels.retain(|label| label.indicator != Some(indicator));
        self.renumber();
        self
    }

    /// Removes a fiscal year's column.
    pub(crate) fn without_year(mut self, year: i32) -> Self {
        let year = FiscalYear::new(year);
        for indicator in &mut self.raw.indicators {
            indicator.years.retain(|own| *own != year);
        }
        self.raw.values.retain(|value| value.year != Some(year));
        self.renumber();
        self
    }

    /// Adds a shape issue.
    pub(crate) fn issue(mut self, issue: ShapeIssue) -> Self {
        self.raw.shape_issues.push(issue);
        self
    }

    /// Adds a text outside the fields.
    pub(crate) fn remark(mut self, text: &str) -> Self {
        let pos = self.take_row();
        self.raw.cells.push((pos, CellRole::Outside));
        self.raw.remarks.push(RawRemark {
            kind: RemarkKind::Outside,
            text: text.to_owned(),
            pos: Some(pos),
            elsewhere: None,
        });
        self
    }

    /// Adds a text on another sheet of the form's book. `cells` is the number of cells there.
    pub(crate) fn remark_elsewhere(mut self, sheet: &str, text: &str, cells: u32) -> Self {
        self.raw.remarks.push(RawRemark {
            kind: RemarkKind::Outside,
            text: text.to_owned(),
            pos: Some(Pos::new(0, 0)),
            elsewhere: Some(Elsewhere { sheet: SheetId(0), name: sheet.to_owned(), cells }),
        });
        self
    }

    /// Writes into the row of 前回値 of an indicator.
    pub(crate) fn previous(mut self, indicator: usize, year: i32, text: &str) -> Self {
        let pos = self.take_row();
        self.raw.cells.push((pos, CellRole::Heading));
        let year = FiscalYear::new(year);
        self.raw.previous.push(RawPrevious { indicator, year, text: text.to_owned(), pos });
        self
    }

    /// Names the project as a printed volume does: a number beside the name, the 施策 above.
    pub(crate) fn printed_number(mut self, number: &str, measure: &str) -> Self {
        let text = |text: &str| Some(RawText { text: text.to_owned(), pos: Pos::new(0, 1) });
        (self.raw.number, self.raw.measure_line) = (text(number), text(measure));
        self
    }

    /// Renames the sheet.
    pub(crate) fn sheet(mut self, name: &str) -> Self {
        name.clone_into(&mut self.raw.sheet_name);
        self
    }

    fn year(&self) -> FiscalYear {
        let control = self.raw.control(Control::Month).and_then(|found| Month::parse(&found.cell.text));
        control.unwrap_or_else(|| month(AS_OF)).fiscal_year()
    }

    fn put(mut self, field: Field, indicator: Option<usize>, year: Option<FiscalYear>, cell: Cell) -> Self {
        let same =
            |value: &RawValue| value.field == field && value.indicator == indicator && value.year == year;
        self.raw.values.retain(|value| !same(value));
        self.raw.cells.retain(|(_, role)| !matches!(role, CellRole::Value(_)));
        let pos = self.take_row();
        let known = self.raw.labels.iter().any(|label| label.field == field && label.indicator == indicator);
        if !known {
            self.raw.labels.push(RawLabel { field, indicator, pos, value_at: Some(pos) });
        }
        if !cell.text.is_empty() || cell.unstruck.is_some() {
            let cells = vec![pos];
            self.raw.values.push(RawValue {
                field,
                indicator,
                year,
                cell,
                cells,
                hidden: false,
                other_sheet: None,
            });
        }
        self.renumber();
        self
    }

    /// Gives cells the indices of their values again, after values were added or removed.
    fn renumber(&mut self) {
        self.raw.cells.retain(|(_, role)| !matches!(role, CellRole::Value(_)));
        for (at, value) in self.raw.values.iter().enumerate() {
            self.raw.cells.extend(value.cells.iter().map(|pos| (*pos, CellRole::Value(at))));
        }
    }

    fn take_row(&mut self) -> Pos {
        self.next += 1;
        Pos::new(self.next, 2)
    }
}

/// Returns a cell of which only `rest` is not struck through.
pub(crate) fn struck(text: &str, rest: &str) -> Cell {
    Cell { unstruck: Some(rest.to_owned()), ..Cell::text(text) }
}

/// Returns a cell with a text, of any kind.
pub(crate) fn cell(text: &str, kind: CellKind) -> Cell {
    Cell { kind, ..Cell::text(text) }
}
