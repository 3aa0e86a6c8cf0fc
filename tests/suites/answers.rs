//! Entries as departments type them, with what a careful officer would understand by each.
//!
//! `tests/fixtures/answers.tsv` has one entry a line: project, indicator and field, the text, the expected
//! value (`HOLD`: none is used) and the severity of the worst finding at the cell (`なし`: no finding). `|`
//! separates alternatives. Entries written together share the letter of their ids.
//!
//! Each is typed into the issued form of its project, whose other fields are filled in as in the sample
//! return, and goes through the whole pipeline in this process. 年度末見込み is typed into a form of December,
//! because the form of the year's last month has no such field.
//!
//! `helps.txt` lists every help text that the entries draw, so that a new one is read by a person. A
//! whole run with `SHINCHOKU_ACCEPT=1` renews it.

#![allow(clippy::print_stdout, reason = "the suite prints its counts")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use shinchoku::consolidate::{Consolidation, consolidate};
use shinchoku::findings::{Finding, Location, Severity};
use shinchoku::form::field::{Control, Field};
use shinchoku::form::raw::RawForm;
use shinchoku::form::read::read_book;
use shinchoku::form::write::{self, Cover};
use shinchoku::ids::{IndicatorId, ProjectId};
use shinchoku::intake::{self, wire};
use shinchoku::plan::Plan;
use shinchoku::prefill;
use shinchoku::ratings::{Effect, EffectBasis, ProgressBasis};
use shinchoku::returns::Return;
use shinchoku::sources::{SheetId, Sources};
use shinchoku::text::calendar::{FiscalYear, Month};
use workbook::{Cell, Grid, Limits, Pos};

use crate::draw::{drawn, whole};

/// The month of an entry, and the month of the earlier returns.
type Months = [&'static str; 2];
const YEAR_END: Months = ["2023-03", "2022-12"];
/// The sample has no returns of September, so the form is the first of its year.
const MID_YEAR: Months = ["2022-12", "2022-09"];

/// Lines of the table that are overridden: id, expected value, severity, and why.
const OTHERWISE: &[(&str, &str, &str, &str)] = &[
    ("A119", "HOLD", "要確認", PENDING),
    ("A121", "HOLD", "参考", PENDING),
    ("A123", "HOLD", "参考", PENDING),
    ("A125", "HOLD", "参考", PENDING),
    ("A127", "HOLD", "要確認", PENDING),
    ("A129", "HOLD", "要確認", PENDING),
    ("H024", "HOLD", "要確認", PENDING),
    ("H026", "HOLD", "要確認", PENDING),
    ("H038", "HOLD", "参考", PENDING),
];
/// The table expects 誤り here, from before V17 existed.
const PENDING: &str = "公表待ち is an answer: 参考 with its month, else 要確認, never 誤り";

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn month(text: &str) -> Month {
    Month::parse_iso(text).unwrap()
}

/// A line of the table.
struct Case {
    id: String,
    project: ProjectId,
    indicator: IndicatorId,
    field: String,
    written: String,
    expected: Vec<String>,
    severity: Vec<String>,
}

impl Case {
    fn months(&self) -> Months {
        if self.field == Field::Forecast.label() { MID_YEAR } else { YEAR_END }
    }
}

fn cases() -> Vec<Case> {
    let table = fs::read(repository().join("tests/fixtures/answers.tsv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(table.as_slice());
    let alternatives = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    let read = |row: csv::StringRecord| {
        let [id, project, indicator, field, written, mut expected, mut severity] =
            std::array::from_fn(|at| row[at].to_owned());
        if let Some((_, other, drawn, _)) = OTHERWISE.iter().find(|other| other.0 == id) {
            (expected, severity) = ((*other).to_owned(), (*drawn).to_owned());
        }
        Case {
            project: ProjectId::parse(&project).unwrap(),
            indicator: IndicatorId::new(&indicator),
            expected: alternatives(&expected),
            severity: alternatives(&severity),
            id,
            field,
            written,
        }
    };
    reader.records().map(|row| read(row.unwrap())).filter(|case| drawn(&case.id)).collect()
}

/// The forms of a folder of sample returns.
fn sample_forms(plan: &Plan, at: &str) -> Vec<RawForm> {
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, found) } else { found.push(path) }
        }
    }
    let mut paths = Vec::new();
    files(&repository().join("input").join(at), &mut paths);
    paths.sort();
    let limits = Limits::default();
    let forms = paths.iter().filter_map(|path| {
        let sheets = intake::sheets(&fs::read(path).unwrap(), &limits).ok()?;
        Some(read_book(&sheets, &plan.labels))
    });
    forms.flatten().collect()
}

fn id_of(form: &RawForm) -> Option<ProjectId> {
    ProjectId::parse(&form.value(Field::Id)?.cell.text)
}

/// The issued form of a project with the sample return's answers, and the position of each field.
struct Filled {
    plan: Plan,
    sheets: Vec<Grid>,
    /// The index of the form's sheet.
    at: usize,
    form: RawForm,
    before: Option<RawForm>,
    months: Months,
}

impl Filled {
    fn of(plan: &Plan, id: &ProjectId, months: Months, now: &[RawForm], before: &[RawForm]) -> Self {
        let [as_of, month_before] = months.map(month);
        let mut plan = plan.clone();
        plan.projects.edit(|projects| projects.retain(|project| &project.id == id));
        let own = |forms: &[RawForm]| forms.iter().find(|form| id_of(form).as_ref() == Some(id)).cloned();
        let (sample, before) = (own(now).unwrap(), own(before));
        let settled = consolidate(&plan, returned(&plan, months, &before, None), month_before);
        let settled = settled.accepted_months;
        let project = plan.projects.first().unwrap();
        let content = prefill::content(&plan, project, as_of, &project.lead, 1, &settled);
        let cover = Cover {
            organisation: plan.organisation.clone(),
            plan_title: plan.title.clone(),
            secretariat: plan.secretariat.clone(),
            department: project.lead.clone(),
            month: as_of,
            deadline: None,
            guide: prefill::guide(&plan),
        };
        let bytes = write::book(&cover, &[content]).unwrap().bytes;
        let sheets = intake::sheets(&bytes, &Limits::default()).unwrap();
        let form = read_book(&sheets, &plan.labels).remove(0);
        let at = form.sheet.0 as usize;
        let mut filled = Self { plan, sheets, at, form, before, months };
        filled.answer_as(&sample);
        filled
    }

    /// Types the answers of a sample return into the issued form.
    fn answer_as(&mut self, sample: &RawForm) {
        let symbol = |form: &RawForm, at: Option<usize>| at.map(|at| form.indicators[at].symbol.clone());
        let year = Some(month(self.months[0]).fiscal_year());
        let inputs: Vec<(Pos, Cell)> = sample
            .values
            .iter()
            .filter(|value| !value.field.of_plan() && (!value.field.in_schedule() || value.year == year))
            .filter_map(|value| {
                let place = symbol(sample, value.indicator);
                let own = |at: Option<usize>| symbol(&self.form, at) == place;
                let labels = self.form.labels.iter();
                let mut labels = labels.filter(|label| label.field == value.field && own(label.indicator));
                Some((labels.next()?.value_at?, value.cell.clone()))
            })
            .collect();
        for (pos, cell) in inputs {
            self.type_in(pos, cell);
        }
    }

    fn type_in(&mut self, pos: Pos, cell: Cell) {
        self.sheets[self.at].cells.insert(pos, cell);
    }

    /// The index of the sheet and the cell into which a field is typed.
    fn place(&self, field: &str, indicator: &IndicatorId) -> (usize, Pos) {
        if field == Field::EnteredOn.label() {
            return self.place_on_cover(field);
        }
        (self.at, self.place_on_form(field, indicator))
    }

    fn place_on_cover(&self, label: &str) -> (usize, Pos) {
        let mut cells = self.sheets[0].cells.iter();
        let (pos, _) = cells.find(|(_, cell)| cell.text == label).unwrap();
        (0, Pos { col: pos.col + 1, ..*pos })
    }

    fn place_on_form(&self, field: &str, indicator: &IndicatorId) -> Pos {
        if let Some(control) = Control::ALL.into_iter().find(|control| control.label() == field) {
            return self.form.control(control).unwrap().pos;
        }
        let field = field_of(field);
        let own = |at: Option<usize>| {
            at.is_none_or(|at| {
                indicator.symbol().is_empty() || self.form.indicators[at].symbol == indicator.symbol()
            })
        };
        let label = self.form.labels.iter().find(|label| label.field == field && own(label.indicator));
        label.unwrap_or_else(|| panic!("no {} on the form", field.label())).value_at.unwrap()
    }

    /// Runs the pipeline with one entry replaced.
    fn run(&self, field: &str, indicator: &IndicatorId, written: &str) -> Run {
        let (at, pos) = self.place(field, indicator);
        let mut typed = Self {
            plan: self.plan.clone(),
            sheets: self.sheets.clone(),
            before: self.before.clone(),
            form: self.form.clone(),
            at: self.at,
            months: self.months,
        };
        typed.sheets[at].cells.insert(pos, Cell::text(written));
        let forms = read_book(&typed.sheets, &self.plan.labels);
        let now = Some((forms, typed.sheets.as_slice()));
        let returned = returned(&self.plan, self.months, &self.before, now);
        let c = consolidate(&self.plan, returned, month(self.months[0]));
        Run { c, pos }
    }
}

fn field_of(label: &str) -> Field {
    Field::ALL.into_iter().find(|field| field.label() == label).unwrap()
}

/// The forms of both months as reading them from files would return them.
fn returned(
    plan: &Plan,
    [as_of, month_before]: Months,
    before: &Option<RawForm>,
    now: Option<(Vec<RawForm>, &[Grid])>,
) -> wire::Returned {
    let mut returned = wire::Returned::default();
    let mut sources = Sources::default();
    let mut file = |at: &str, count: usize, cells: u64, sources: &mut Sources| {
        let id = sources.add_file(&format!("{at}/{}.xlsx", plan.projects[0].lead));
        returned.files.push(wire::ReturnedFile {
            id,
            sha256: None,
            folder_month: Some(month(at)),
            reading: wire::Reading::Read,
            forms: count,
            cells,
        });
        id
    };
    let mut forms = Vec::new();
    if let Some(form) = before {
        let id = file(month_before, 1, 0, &mut sources);
        let sheet = sources.add_sheet(id, &form.sheet_name);
        let mut form = form.clone();
        form.sheet = sheet;
        form.values.iter_mut().for_each(|value| value.other_sheet = None);
        form.remarks.clear();
        forms.push(form);
    }
    if let Some((read, sheets)) = now {
        let id = file(as_of, read.len(), 0, &mut sources);
        let ids: Vec<SheetId> = sheets.iter().map(|grid| sources.add_sheet(id, &grid.name)).collect();
        forms.extend(read.into_iter().map(|mut form| {
            form.sheet = ids[form.sheet.0 as usize];
            for value in &mut form.values {
                value.other_sheet = value.other_sheet.map(|sheet| ids[sheet.0 as usize]);
            }
            form.remarks.retain(|remark| remark.elsewhere.is_none());
            form
        }));
    }
    returned.sources = sources;
    returned.forms = forms;
    returned
}

/// The month consolidated with an entry, and the entry's cell.
struct Run {
    c: Consolidation,
    pos: Pos,
}

impl Run {
    /// The findings at the entry's cell.
    fn drawn(&self) -> Vec<&Finding> {
        let own = |finding: &&Finding| match finding.location {
            Location::Cell(cell) => {
                let as_of = self.c.as_of.to_string();
                cell.pos == self.pos && self.c.sources.path_of(cell.sheet).starts_with(&as_of)
            }
            _ => false,
        };
        self.c.findings.iter().filter(own).collect()
    }

    /// The month's return.
    fn of_month(&self) -> &Return {
        self.c.returns.iter().find(|ret| ret.month == Some(self.c.as_of)).unwrap()
    }

    fn has(&self, code: &str) -> bool {
        self.c.findings.iter().any(|finding| finding.kind.code == code)
    }

    fn severity(&self) -> &'static str {
        self.drawn().iter().map(|finding| finding.severity).min_by_key(rank).map_or("なし", Severity::word)
    }

    /// What was understood, in the words of the table. Several may apply.
    fn values(&self, case: &Case) -> Vec<String> {
        let year: FiscalYear = self.c.fiscal_year;
        let bands = |effect: Effect, plan: &Plan| effect.word(&plan.bands).to_owned();
        let row = self.c.assessment.indicators.iter().find(|row| {
            row.year == year
                && row
                    .indicator
                    .as_ref()
                    .is_some_and(|id| case.indicator.symbol().is_empty() || id == &case.indicator)
        });
        let hold = || "HOLD".to_owned();
        let flag = |code: &str| if self.has(code) { code.to_owned() } else { "OK".to_owned() };
        let value = match case.field.as_str() {
            "実績" => {
                let row = row.unwrap();
                let used = !matches!(row.effect, Effect::Missing | Effect::Pending)
                    && row.effect_basis != EffectBasis::NoGrounds;
                row.actual.filter(|_| used).map_or_else(hold, |number| number.normalize().to_string())
            }
            "進捗状況" => {
                let row = &self.c.assessment.projects[0];
                let plan = plan();
                row.progress_reported
                    .filter(|_| row.reported_now)
                    .map_or_else(hold, |said| said.word(&plan.bands).to_owned())
            }
            "自己評価" => {
                let row = row.unwrap();
                if row.effect_basis == EffectBasis::SelfRating { bands(row.effect, plan()) } else { hold() }
            }
            "計画見直しの要望" => {
                let unread = self.drawn().iter().any(|finding| finding.kind.code == "R02");
                if unread {
                    hold()
                } else if self.has("R06") {
                    "WISH".to_owned()
                } else {
                    "NONE".to_owned()
                }
            }
            "遅れ・未達の理由" => flag("R03"),
            "今後の対応" => flag("R04"),
            "確認済" => {
                if self.has("V06") {
                    "ASK".to_owned()
                } else {
                    "SILENT".to_owned()
                }
            }
            "提出課" => {
                let counts = self.c.assessment.projects[0].reported_now;
                let mut told = vec![if counts { "OK".to_owned() } else { hold() }];
                told.extend(self.has("S04").then(|| "S04".to_owned()));
                return told;
            }
            "提出回" => self.of_month().issue_number.to_string(),
            "記入日" => self.of_month().entered_on.map_or_else(hold, |day| day.to_string()),
            "年度末見込み" => {
                let row = row.unwrap();
                let number = row.forecast.map(|number| number.normalize().to_string());
                let band = || row.outlook.map(|at| plan().bands.effect[at].name.clone());
                let reported = row.forecast_basis == Some(ProgressBasis::Reported);
                number.or_else(band).filter(|_| reported).unwrap_or_else(hold)
            }
            other => panic!("no field {other}"),
        };
        vec![value]
    }
}

fn rank(severity: &Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Check => 1,
        Severity::Info => 2,
    }
}

fn plan() -> &'static Plan {
    static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
    PLAN.get_or_init(|| {
        let path = repository().join("templates/master-plan.xlsx");
        shinchoku::plan::read::read(&fs::read(&path).unwrap(), &path).unwrap().0
    })
}

#[test]
fn every_entry_is_understood_as_a_careful_officer_understands_it() {
    let plan = plan();
    let [december, march] = [MID_YEAR[0], YEAR_END[0]].map(|at| (at, sample_forms(plan, at)));
    let returns = BTreeMap::from([(MID_YEAR[1], Vec::new()), december, march]);
    let mut forms: BTreeMap<(ProjectId, Months), Filled> = BTreeMap::new();
    let (mut told, mut wanted) = (Vec::new(), 0);
    let cases = cases();
    let mut helps = BTreeSet::new();
    for case in &cases {
        let months = case.months();
        let filled = forms.entry((case.project.clone(), months)).or_insert_with(|| {
            let [now, before] = months.map(|at| &returns[at]);
            Filled::of(plan, &case.project, months, now, before)
        });
        let run = filled.run(&case.field, &case.indicator, &case.written);
        let (values, severity) = (run.values(case), run.severity());
        helps.extend(run.drawn().iter().map(|finding| format!("{} {}", finding.kind.code, finding.help)));
        let right = values.iter().any(|value| case.expected.contains(value))
            && case.severity.iter().any(|allowed| allowed == severity);
        if right {
            wanted += 1;
            continue;
        }
        let said = run
            .drawn()
            .iter()
            .map(|finding| {
                format!(
                    "{} {}{} [{}]",
                    finding.kind.code,
                    finding.severity.word(),
                    finding.message,
                    finding.help
                )
            })
            .collect::<Vec<_>>()
            .join(" / ");
        told.push(format!(
            "{} {} {} {:?}: {} {severity}, expected {} {} — {said}",
            case.id,
            case.project,
            case.field,
            case.written,
            values.join("+"),
            case.expected.join("|"),
            case.severity.join("|")
        ));
    }
    println!("{wanted} of {} entries are understood as expected", cases.len());
    assert!(wanted == cases.len(), "\n{}", told.join("\n"));
    assert_helps(&helps);
}

/// Checks that every help text is in `tests/fixtures/helps.txt`, whose lines people have read. If the suites
/// run whole and `SHINCHOKU_ACCEPT` is set, writes that file anew.
fn assert_helps(drawn: &BTreeSet<String>) {
    let path = repository().join("tests/fixtures/helps.txt");
    if whole() && std::env::var_os("SHINCHOKU_ACCEPT").is_some() {
        fs::write(&path, drawn.iter().map(|help| format!("{help}\n")).collect::<String>()).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap();
    let kept: BTreeSet<String> = kept.lines().map(str::to_owned).collect();
    let new: Vec<&String> = drawn.difference(&kept).collect();
    assert!(new.is_empty(), "help texts that are not in helps.txt: {new:#?}");
    if whole() {
        let gone: Vec<&String> = kept.difference(drawn).collect();
        assert!(gone.is_empty(), "help texts of helps.txt that no entry draws: {gone:#?}");
    }
}
