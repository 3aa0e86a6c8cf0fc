//! 指標: changes of names, of how they are counted, of targets and of actuals.

use crate::figure::{Figure, FigureKind};
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::about;
use crate::plan::model::{Direction, Goal, Indicator, IndicatorYear, Method, Project};
use crate::revision::change::{Change, ChangeKind, Part, Topic, kind_of_text};
use crate::revision::matching::Matching;
use crate::revision::pairs::Pairs;
use crate::revision::projects;
use crate::text::calendar::FiscalYear;
use crate::text::unit;

/// Remark on a target of an indicator for which less is better.
const LESS_IS_BETTER: &str = "少ないほどよい指標です。";

/// Returns the changes project by project: added indicators, removed ones, then changed ones.
pub(super) fn changes(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let mut found = Vec::new();
    for (at, project) in new.projects.iter().enumerate() {
        let old_at = matching.projects.old_of(at);
        let before = old_at.and_then(|old_at| old.projects.get(old_at));
        let pairs = old_at.and_then(|old_at| matching.indicators.get(&(old_at, at)));
        let (Some(before), Some(pairs)) = (before, pairs) else {
            found.extend(project.indicators.iter().map(|row| whole(project, row, ChangeKind::Added)));
            continue;
        };
        let added = pairs.free_news().into_iter().filter_map(|at| project.indicators.get(at));
        found.extend(
            added.map(|row| whole(project, row, ChangeKind::Added).topic(topic(before, row, None, None))),
        );
        let removed = pairs.free_olds().into_iter().filter_map(|at| before.indicators.get(at));
        found.extend(
            removed.map(|row| whole(project, row, ChangeKind::Removed).topic(topic(before, row, None, None))),
        );
        found.extend(of_pairs(before, project, pairs));
    }
    for at in matching.projects.free_olds() {
        if let Some(project) = old.projects.get(at) {
            found.extend(project.indicators.iter().map(|row| whole(project, row, ChangeKind::Removed)));
        }
    }
    found
}

fn of_pairs(before: &Project, project: &Project, pairs: &Pairs) -> Vec<Change> {
    let mut found = Vec::new();
    let out_of_order = pairs.out_of_order();
    for (at, row) in project.indicators.iter().enumerate() {
        let Some(old_at) = pairs.old_of(at) else { continue };
        let Some(old) = before.indicators.get(old_at) else { continue };
        let pair = Pair { before, project, old, new: row };
        if old.id == row.id && out_of_order.contains(&at) {
            let place = |at: usize| format!("{}番目", at + 1);
            found.push(pair.change(ChangeKind::Reordered, "指標の順序", &place(old_at), &place(at)));
        }
        found.extend(pair.texts());
        found.extend(pair.years());
    }
    found
}

/// Returns the change of an added or removed indicator, with its targets as details.
fn whole(project: &Project, row: &Indicator, kind: ChangeKind) -> Change {
    let name = shown(row);
    let (old, new) = if kind == ChangeKind::Added { ("", name.as_str()) } else { (name.as_str(), "") };
    let counted =
        format!("単位 {}、種別 {}、向き {}", blank(&row.unit), row.accumulation.word(), direction(row));
    let targets: Vec<String> = row
        .years
        .iter()
        .filter(|(year, cells)| cells.target_from == **year && !cells.target.is_blank())
        .filter(|(year, _)| is_printed(row, **year))
        .map(|(year, cells)| format!("{} {}", year.label(), cells.target.text))
        .collect();
    let change = Change::new(Part::Indicator, kind, &projects::heading(project), "指標", old, new)
        .project(&project.id)
        .indicator(&row.id)
        .detail("数え方", &counted)
        .detail("目標", &targets.join("\n"))
        .detail("中間目標", &goal_words(row.goals.interim.as_ref()))
        .detail("最終目標", &goal_words(row.goals.last.as_ref()))
        .detail("基準値", &baseline(row))
        .detail("下限", &limits(row))
        .detail("担当課", row.department.as_deref().unwrap_or_default())
        .detail("把握時期", &known_in(row))
        .detail("出典", &row.source)
        .detail("説明", &row.about);
    row.extra.iter().fold(change, |change, (item, text)| change.detail(item, text))
}

fn topic(project: &Project, row: &Indicator, field: Option<Field>, year: Option<FiscalYear>) -> Topic {
    Topic {
        project: project.id.clone(),
        field: field.unwrap_or(Field::IndicatorName),
        indicator: Some(row.id.clone()),
        year,
    }
}

/// Returns an indicator's symbol and name.
pub(super) fn shown(row: &Indicator) -> String {
    let words = format!("{}{}", row.id.symbol(), row.name.trim());
    if words.is_empty() { "（名称のない指標）".to_owned() } else { words }
}

fn blank(text: &str) -> &str {
    if text.trim().is_empty() { "なし" } else { text }
}

fn direction(row: &Indicator) -> &'static str {
    match row.direction {
        Direction::Increase => "増",
        Direction::Decrease => "減",
    }
}

fn method(row: &Indicator) -> &'static str {
    match row.method {
        Method::Ratio => "実績÷目標",
        Method::Baseline => "基準値比",
        Method::Reached => "到達",
    }
}

/// Returns 基準値 with its time, as printed if possible.
fn baseline(row: &Indicator) -> String {
    match row.goals.baseline_words() {
        words if words.is_empty() => {
            row.baseline.map_or_else(String::new, |number| crate::figure::amount(number, &row.unit))
        }
        words => words,
    }
}

/// Returns 中間目標 or 最終目標 with its fiscal year.
fn goal_words(goal: Option<&Goal>) -> String {
    goal.map_or_else(String::new, |goal| format!("{}（{}）", goal.target.text, goal.year.label()))
}

/// Returns 下限 as in the master: `100/80`.
fn limits(row: &Indicator) -> String {
    let limits: Vec<String> = row.limits.iter().map(|limit| limit.normalize().to_string()).collect();
    limits.join("/")
}

fn known_in(row: &Indicator) -> String {
    row.known_in.map(about::words).unwrap_or_default()
}

/// True if the plan prints the target of the year: it is neither derived nor taken from 中間目標 or 最終目標.
fn is_printed(row: &Indicator, year: FiscalYear) -> bool {
    let Some(cells) = row.years.get(&year) else { return false };
    let mut goals = [&row.goals.interim, &row.goals.last].into_iter().flatten();
    !row.derived.contains_key(&year)
        && !goals.any(|goal| goal.year == year && goal.target.text == cells.target.text)
}

/// An indicator that both plans have.
struct Pair<'a> {
    before: &'a Project,
    project: &'a Project,
    old: &'a Indicator,
    new: &'a Indicator,
}

impl Pair<'_> {
    fn change(&self, kind: ChangeKind, item: &str, old: &str, new: &str) -> Change {
        Change::new(Part::Indicator, kind, &projects::heading(self.project), item, old, new)
            .project(&self.project.id)
            .indicator(&self.new.id)
    }

    fn of_text(&self, item: &str, old: &str, new: &str) -> Option<Change> {
        let kind = kind_of_text(old, new)?;
        Some(self.change(kind, &format!("{item}{}", self.new.id.symbol()), old, new))
    }

    fn texts(&self) -> Vec<Change> {
        let (old, new) = (self.old, self.new);
        let symbol = self
            .of_text("指標記号", old.id.symbol(), new.id.symbol())
            .map(|change| change.kind(ChangeKind::Renumbered));
        let name = self.of_text("指標名", &old.name, &new.name).map(|change| {
            change.unless_spelling(ChangeKind::Renamed).topic(topic(
                self.before,
                old,
                Some(Field::IndicatorName),
                None,
            ))
        });
        let department = |row: &Indicator| row.department.clone().unwrap_or_default();
        [
            symbol,
            name,
            self.of_text("単位", &old.unit, &new.unit),
            self.of_text("種別", old.accumulation.word(), new.accumulation.word()),
            self.of_text("向き", direction(old), direction(new)),
            self.of_text("算定方法", method(old), method(new)),
            self.of_text("基準値", &old.goals.baseline, &new.goals.baseline),
            self.of_text("基準値の時点", &old.goals.baseline_time, &new.goals.baseline_time),
            self.goal("中間目標", old.goals.interim.as_ref(), new.goals.interim.as_ref()),
            self.goal("最終目標", old.goals.last.as_ref(), new.goals.last.as_ref()),
            self.of_text("下限", &limits(old), &limits(new)),
            self.of_text("把握時期", &known_in(old), &known_in(new)),
            self.of_text("出典", &old.source, &new.source),
            self.of_text("説明", &old.about, &new.about),
            self.of_text("担当課", &department(old), &department(new))
                .map(|change| change.unless_spelling(ChangeKind::Departments)),
        ]
        .into_iter()
        .flatten()
        .chain(self.extra())
        .collect()
    }

    /// Returns the changes of the plan's own 追加項目 of the indicator.
    fn extra(&self) -> Vec<Change> {
        projects::extra(&self.old.extra, &self.new.extra)
            .filter_map(|(item, old, new)| self.of_text(item, old, new))
            .collect()
    }

    /// Returns the change of 中間目標 or 最終目標 with its fiscal year.
    fn goal(&self, item: &str, old: Option<&Goal>, new: Option<&Goal>) -> Option<Change> {
        let change = self.of_text(item, &goal_words(old), &goal_words(new))?;
        let kind = match (old, new) {
            (Some(old), Some(new)) => match self.kind_of_target(&old.target, &new.target) {
                ChangeKind::Spelling => ChangeKind::TargetChanged,
                kind => kind,
            },
            (None, _) => ChangeKind::TargetSet,
            (_, None) => ChangeKind::TargetDropped,
        };
        Some(change.unless_spelling(kind))
    }

    fn years(&self) -> Vec<Change> {
        let years: std::collections::BTreeSet<FiscalYear> =
            self.old.years.keys().chain(self.new.years.keys()).copied().collect();
        let years: Vec<FiscalYear> = years.into_iter().collect();
        let mut found = self.row_of(&years, Field::Target);
        found.extend(self.row_of(&years, Field::Actual));
        found
    }

    /// Compares the cells of a row. A cell that spans several years in both plans gives one change. Targets
    /// that both plans take from 中間目標 or 最終目標 are left to the change of these.
    fn row_of(&self, years: &[FiscalYear], field: Field) -> Vec<Change> {
        let cell = |row: &Indicator, year: FiscalYear| row.years.get(&year).map(|cells| of(cells, field));
        let is_told = |year: &&FiscalYear| {
            field != Field::Target || is_printed(self.old, **year) || is_printed(self.new, **year)
        };
        let mut found: Vec<(Vec<FiscalYear>, Change)> = Vec::new();
        for &year in years.iter().filter(is_told) {
            let (old, new) = (cell(self.old, year), cell(self.new, year));
            let spans =
                |cell: &Option<(Figure, FiscalYear)>| cell.as_ref().is_some_and(|(_, from)| *from < year);
            let blank = || (Figure::blank(), year);
            let (old_spans, new_spans) = (spans(&old), spans(&new));
            let (old, new) = (old.unwrap_or_else(blank).0, new.unwrap_or_else(blank).0);
            let Some(kind) = kind_of_text(&old.text, &new.text) else { continue };
            let kind = match field {
                Field::Target => self.kind_of_target(&old, &new),
                _ if kind == ChangeKind::Spelling => kind,
                _ => ChangeKind::Actual,
            };
            let same = |change: &Change| change.old == old.text.trim() && change.new == new.text.trim();
            match found.last_mut() {
                Some((years, change))
                    if old_spans && new_spans && same(change) && years.last() == Some(&year.prev()) =>
                {
                    years.push(year);
                }
                _ => found.push((vec![year], self.change(kind, "", &old.text, &new.text))),
            }
        }
        found.into_iter().map(|(years, change)| self.dated(change, &years, field)).collect()
    }

    fn dated(&self, mut change: Change, years: &[FiscalYear], field: Field) -> Change {
        let when = match years {
            [] => String::new(),
            [one] => one.label(),
            [first, .., last] => format!("{}～{}", first.label(), last.label()),
        };
        change.item = format!("{when}の{}{}", field.label(), self.new.id.symbol());
        if matches!(change.kind, ChangeKind::TargetRaised | ChangeKind::TargetLowered)
            && self.new.direction == Direction::Decrease
        {
            LESS_IS_BETTER.clone_into(&mut change.remark);
        }
        let topics = years.iter().map(|year| topic(self.before, self.old, Some(field), Some(*year)));
        change.topics.extend(topics);
        change
    }

    fn kind_of_target(&self, old: &Figure, new: &Figure) -> ChangeKind {
        kind_of_target(old, new, self.old, self.new)
    }
}

fn of(cells: &IndicatorYear, field: Field) -> (Figure, FiscalYear) {
    match field {
        Field::Target => ((*cells.target).clone(), cells.target_from),
        _ => ((*cells.actual).clone(), cells.actual_from),
    }
}

/// Returns how a target changed; raised or lowered only if both are quantities in the same unit.
pub(super) fn kind_of_target(
    old: &Figure,
    new: &Figure,
    old_row: &Indicator,
    new_row: &Indicator,
) -> ChangeKind {
    if kind_of_text(&old.text, &new.text) == Some(ChangeKind::Spelling) {
        return ChangeKind::Spelling;
    }
    let asks = |figure: &Figure| !figure.says_nothing() && figure.kind != FigureKind::Ended;
    match (asks(old), asks(new)) {
        (false, false) => return ChangeKind::TargetChanged,
        (false, true) => return ChangeKind::TargetSet,
        (true, false) => return ChangeKind::TargetDropped,
        (true, true) => {}
    }
    let (Some(before), Some(after)) = (&old.quantity, &new.quantity) else {
        return ChangeKind::TargetChanged;
    };
    let unit = |written: &str, row: &Indicator| {
        if written.is_empty() { row.unit.clone() } else { written.to_owned() }
    };
    let one_unit = unit::same(&unit(&before.unit, old_row), &unit(&after.unit, new_row));
    if !one_unit || old.deadline != new.deadline || old_row.direction != new_row.direction {
        return ChangeKind::TargetChanged;
    }
    let more = match new_row.direction {
        Direction::Increase => after.number.cmp(&before.number),
        Direction::Decrease => before.number.cmp(&after.number),
    };
    match more {
        std::cmp::Ordering::Greater => ChangeKind::TargetRaised,
        std::cmp::Ordering::Less => ChangeKind::TargetLowered,
        std::cmp::Ordering::Equal if same_words(old, new) => ChangeKind::Spelling,
        std::cmp::Ordering::Equal => ChangeKind::TargetChanged,
    }
}

/// True if two figures with the same number differ in spelling only.
fn same_words(old: &Figure, new: &Figure) -> bool {
    let whole = |figure: &Figure| figure.source == crate::figure::NumberSource::Whole;
    let population = |figure: &Figure| figure.quantity.as_ref().and_then(|quantity| quantity.population);
    whole(old)
        && whole(new)
        && old.hedge == new.hedge
        && population(old) == population(new)
        && kind_of_text(&old.note, &new.note).is_none()
}
