//! Correctly filled returns of departments on schedule.
//!
//! Fills in the books that `shinchoku distribute` writes for any plan and month as their guidance asks:
//! actuals that fit the indicator and the months elapsed, 年度末見込み, 自己評価 if the form has it, 進捗状況, and texts
//! that change from month to month. The same plan, forms and month give the same return.
//!
//! Entries depend only on what the form shows (earlier actuals, 前回値) and on the plan's indicators.

use std::fs;

use rust_decimal::{Decimal, RoundingStrategy};
use shinchoku::figure::{Figure, FigureKind, Quantity, decimal_words};
use shinchoku::plan::Plan;
use shinchoku::plan::model::{Accumulation, Direction, Indicator, Project};
use shinchoku::text::calendar::{FiscalYear, Month};
use shinchoku::text::unit;

use super::Workspace;
use super::sheets::{self, Sheet};

/// The months of a fiscal year within the plan's period, in order.
pub(crate) fn months(plan: &Plan, year: i32) -> Vec<Month> {
    FiscalYear::new(year).months().filter(|month| plan.covers(*month)).collect()
}

/// Writes the forms of a month, fills them in, and puts each department's book into the month's folder.
pub(crate) fn return_month(workspace: &Workspace, plan: &Plan, month: Month) {
    for (department, book) in month_books(workspace, plan, month) {
        workspace.put(&format!("{month}/{department}.xlsx"), &sheets::write(&book));
    }
}

/// The filled-in books of a month by department, for tests that change them before putting them into
/// `input/`.
pub(crate) fn month_books(workspace: &Workspace, plan: &Plan, month: Month) -> Vec<(String, Vec<Sheet>)> {
    workspace.ok(&["distribute", "--as-of", &month.to_string(), "--unscheduled", "--quiet"]);
    let folder = workspace.output().join("様式").join(month.to_string());
    let mut books: Vec<(String, Vec<Sheet>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xlsx"))
        .map(|path| {
            let department = path.file_stem().unwrap().to_string_lossy().into_owned();
            let issued = fs::read(path).unwrap();
            let book = fill_book(plan, month, &department, &issued);
            (department, book)
        })
        .collect();
    books.sort();
    books
}

/// Fills in an issued book for a department.
pub(crate) fn fill_book(plan: &Plan, month: Month, department: &str, issued: &[u8]) -> Vec<Sheet> {
    let mut book = sheets::read(issued);
    let (cover, forms) = book.split_first_mut().unwrap();
    cover.fill("記入者", &format!("{department}（見本）"));
    cover.fill("連絡先", "内線 0000（見本）");
    cover.fill("記入日", &entered_on(month));
    for form in forms {
        fill_form(plan, month, form);
    }
    book
}

/// Fills in an issued form.
pub(crate) fn fill_form(plan: &Plan, month: Month, form: &mut Sheet) {
    let id = form.beside("整理番号").unwrap().to_owned();
    let place = plan.projects.iter().position(|project| project.id.to_string() == id);
    let (place, project) = place.map(|at| (at, &plan.projects[at])).unwrap();
    for indicator in &project.indicators {
        Entry { plan, project, indicator, month, place }.fill(form);
    }
    if let Some(best) = plan.bands.progress.first() {
        form.fill("進捗状況", &best.name);
    }
    form.fill("取組内容", &activity(project, month));
    form.fill("計画見直しの要望", "なし");
    if month.month().is_multiple_of(3) {
        form.fill("今後の対応", &format!("（見本）{}月以降も計画のとおり続ける。", month.next().month()));
    }
}

/// An indicator whose cells are filled in.
struct Entry<'a> {
    plan: &'a Plan,
    project: &'a Project,
    indicator: &'a Indicator,
    month: Month,
    /// The project's index in the plan. The habit and the wording of milestones depend on it.
    place: usize,
}

/// Which cells a department fills in before the year's last month. The guidance allows all three.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Habit {
    /// The actual alone.
    Plain,
    /// The actual and a forecast.
    Both,
    /// In the first quarter the forecast alone, then both.
    LateCounter,
}

impl Entry<'_> {
    fn fill(&self, form: &mut Sheet) {
        let symbol = self.indicator.id.symbol();
        let (actual_row, rating_row) = (format!("実績{symbol}"), format!("自己評価{symbol}"));
        if form.find(&actual_row).is_none() {
            return;
        }
        self.tell_past_years(form, &actual_row);
        let year = self.month.fiscal_year();
        let (actual, forecast) = match self.indicator.due(year, self.month) {
            Ok(target) => self.answer(form, target),
            Err(_) => (self.level(form).unwrap_or_default(), String::new()),
        };
        if !actual.is_empty() {
            form.fill_year(&actual_row, &year.label(), &actual);
        }
        if !forecast.is_empty() {
            form.fill_year(&format!("年度末見込み{symbol}"), &year.label(), &forecast);
        }
        if form.find(&rating_row).is_some() && self.month.is_fiscal_year_end() {
            form.fill_year(&rating_row, &year.label(), &self.plan.bands.effect[0].name);
        }
    }

    /// Fills in the actuals of past years that the form still shows blank: their targets were reached.
    fn tell_past_years(&self, form: &mut Sheet, row: &str) {
        let past = self.plan.fiscal_years.iter().filter(|year| **year < self.month.fiscal_year());
        for year in past {
            let blank = form.in_year(row, &year.label()).is_none_or(|text| text.trim().is_empty());
            if let Some(target) = self.indicator.due(*year, year.last_month()).ok().filter(|_| blank) {
                form.fill_year(row, &year.label(), &one_line(&target.text));
            }
        }
    }

    /// The actual and the forecast of a year whose target is due.
    fn answer(&self, form: &Sheet, target: &Figure) -> (String, String) {
        if self.indicator.accumulation == Accumulation::Milestone {
            return self.milestone(target);
        }
        let Some(goal) = &target.quantity else { return self.towards_words(form, target) };
        let actual = self.written(self.counted(form, goal), goal);
        let habit = self.habit();
        if self.month.is_fiscal_year_end() || habit == Habit::Plain {
            return (actual, String::new());
        }
        let forecast = self.written(self.at_year_end(form, goal), goal);
        let counts_already = self.month.number_in_fiscal_year() > 3 || habit == Habit::Both;
        (if counts_already { actual } else { String::new() }, forecast)
    }

    /// The actual and the forecast of a milestone: reached in the year's last month, in progress before.
    fn milestone(&self, target: &Figure) -> (String, String) {
        let goal = one_line(&target.text);
        if self.month.is_fiscal_year_end() {
            let reached = if self.place.is_multiple_of(2) {
                goal
            } else {
                format!("「{goal}」を予定どおり終えた")
            };
            return (reached, String::new());
        }
        match self.habit() {
            Habit::Plain => (format!("{}月末時点で予定どおり準備中", self.month.month()), String::new()),
            Habit::Both => ("予定どおり進行中".to_owned(), goal),
            Habit::LateCounter => (String::new(), String::new()),
        }
    }

    /// The actual and the forecast for a target in words: the last actual improved by a step, else the
    /// target's own words.
    fn towards_words(&self, form: &Sheet, target: &Figure) -> (String, String) {
        match self.level(form) {
            Some(level) => (level, String::new()),
            None if self.month.is_fiscal_year_end() => (one_line(&target.text), String::new()),
            None => (String::new(), one_line(&target.text)),
        }
    }

    /// The actual at the end of the month, on schedule.
    fn counted(&self, form: &Sheet, goal: &Quantity) -> Decimal {
        let (elapsed, all) = self.elapsed();
        let part = |whole: Decimal| whole * Decimal::from(elapsed) / Decimal::from(all);
        match self.indicator.accumulation {
            Accumulation::Annual if unit::per_year(&self.indicator.unit) => goal.number,
            Accumulation::Annual => self.rounded(part(goal.number), goal),
            _ => {
                let start = self.start(form, goal);
                let way = self.at_year_end(form, goal) - start;
                let now = self.rounded(start + part(way), goal);
                let before = self.previous(form);
                // Rounding must not make a 累計 worse than 前回値.
                match before.filter(|_| self.indicator.accumulation == Accumulation::Stock) {
                    Some(before) if self.rises() => now.max(before),
                    Some(before) => now.min(before),
                    None => now,
                }
            }
        }
    }

    /// The actual at the year's end: the target, or the level at the year's start if that is better.
    fn at_year_end(&self, form: &Sheet, goal: &Quantity) -> Decimal {
        if self.indicator.accumulation == Accumulation::Annual {
            return goal.number;
        }
        let start = self.start(form, goal);
        if self.rises() { start.max(goal.number) } else { start.min(goal.number) }
    }

    /// The level at the year's start: the latest actual on the form, else 基準値, else zero (the target
    /// where less is better).
    fn start(&self, form: &Sheet, goal: &Quantity) -> Decimal {
        let known = self.last_actual(form).map(|quantity| quantity.number).or(self.indicator.baseline);
        known.unwrap_or(if self.rises() { Decimal::ZERO } else { goal.number })
    }

    /// The last actual, improved by one step up to its limit. `None` for 単年 and 節目.
    fn level(&self, form: &Sheet) -> Option<String> {
        if matches!(self.indicator.accumulation, Accumulation::Annual | Accumulation::Milestone) {
            return None;
        }
        let last = self.last_actual(form)?;
        let step = if self.whole() { Decimal::ONE } else { Decimal::new(1, 1) };
        let moved = if self.rises() { last.number + step } else { (last.number - step).max(Decimal::ZERO) };
        let top = last.population.or(self.percent().then_some(Decimal::ONE_HUNDRED));
        Some(self.written(top.map_or(moved, |top| moved.min(top).max(last.number)), &last))
    }

    /// The latest earlier year's actual on the form that is a quantity.
    fn last_actual(&self, form: &Sheet) -> Option<Quantity> {
        let row = format!("実績{}", self.indicator.id.symbol());
        let years = self.plan.fiscal_years.iter().rev().filter(|year| **year < self.month.fiscal_year());
        years.filter_map(|year| form.in_year(&row, &year.label())).find_map(|text| self.read(text))
    }

    /// The number of 前回値 on the form.
    fn previous(&self, form: &Sheet) -> Option<Decimal> {
        let row = format!("前回値{}", self.indicator.id.symbol());
        let text = form.in_year(&row, &self.month.fiscal_year().label())?;
        self.read(text).map(|quantity| quantity.number)
    }

    fn read(&self, text: &str) -> Option<Quantity> {
        let figure = Figure::parse(text, &self.indicator.unit);
        figure.quantity.filter(|quantity| {
            figure.kind == FigureKind::Quantity && unit::fits(&quantity.unit, &self.indicator.unit)
        })
    }

    /// Rounds to the unit's precision, in the better direction, and to at most the population or 100%.
    fn rounded(&self, number: Decimal, goal: &Quantity) -> Decimal {
        let places = if self.whole() { 0 } else { goal.number.normalize().scale().max(1) };
        let better = if self.rises() {
            RoundingStrategy::ToPositiveInfinity
        } else {
            RoundingStrategy::ToNegativeInfinity
        };
        let rounded = number.round_dp_with_strategy(places, better).normalize();
        let top = goal.population.or(self.percent().then_some(Decimal::ONE_HUNDRED));
        top.map_or(rounded, |top| rounded.min(top.max(goal.number)))
    }

    /// A number with the target's unit, in even months also with the target's population.
    fn written(&self, number: Decimal, like: &Quantity) -> String {
        let unit = if like.unit.is_empty() { &self.indicator.unit } else { &like.unit };
        let number = decimal_words(number);
        match like.population {
            Some(population) if self.month.month().is_multiple_of(2) => {
                format!("{number}{unit}／{}{unit}", decimal_words(population))
            }
            _ => format!("{number}{unit}"),
        }
    }

    fn rises(&self) -> bool {
        self.indicator.direction == Direction::Increase || unit::is_reduction(&self.indicator.unit)
    }

    fn whole(&self) -> bool {
        unit::counts_whole_things(&self.indicator.unit)
    }

    fn percent(&self) -> bool {
        unit::is_percent(&self.indicator.unit) || unit::is_reduction(&self.indicator.unit)
    }

    /// The months elapsed and the number of months that the plan has in the fiscal year.
    fn elapsed(&self) -> (i32, i32) {
        let year = self.month.fiscal_year();
        let first = self.plan.first_month_of(year);
        (self.month.months_since(first) + 1, year.last_month().months_since(first) + 1)
    }

    fn habit(&self) -> Habit {
        let indicators = self.project.indicators.iter().position(|own| own.id == self.indicator.id);
        match (self.place + indicators.unwrap_or_default()) % 3 {
            0 => Habit::Plain,
            1 => Habit::Both,
            _ => Habit::LateCounter,
        }
    }
}

/// The text of 取組内容, worded differently each month.
fn activity(project: &Project, month: Month) -> String {
    let done = ["関係課と調整し", "利用者に周知し", "結果を点検し", "次の段階の準備を進め"];
    let did = done[usize::from(month.month()) % done.len()];
    format!("（見本）{}年{}月は「{}」について、{did}た。", month.year(), month.month(), project.overview_name)
}

/// The fifth of the next month, in one of three notations.
fn entered_on(month: Month) -> String {
    let next = month.next();
    match month.month() % 3 {
        0 => format!("{}/{}/5", next.year(), next.month()),
        1 => format!("令和{}年{}月5日", next.year() - 2018, next.month()),
        _ => format!("{}年{}月5日", next.year(), next.month()),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("")
}
