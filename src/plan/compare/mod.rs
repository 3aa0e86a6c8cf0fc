//! Compares a project of the plan with what a form or another version of the plan states about it. P01 to
//! P07, 変更申出 and 新旧対照表 are all based on this comparison.
//!
//! Width, spaces, line breaks, the choice of comma and the spelling of a figure are ignored. So is anything
//! not stated, because older forms show less than the plan has.

mod figures;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::figure::Figure;
use crate::form::field::Field;
use crate::form::symbols;
use crate::ids::IndicatorId;
use crate::plan::Plan;
use crate::plan::model::{Indicator, Project};
use crate::plan::read::split_departments;
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// The kind of difference, in the order of the findings P01 to P07.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// P01: a target.
    Target,
    /// P02: a past actual.
    PastActual,
    /// P03: the name of the project, of an indicator, or of the 基本方針 or 施策 that the project belongs to.
    Name,
    /// P04: the population.
    Population,
    /// P05: 担当課.
    Departments,
    /// P06: an indicator was added or removed.
    Indicator,
    /// P07: 課題, 目的 or 概要.
    Text,
}

/// A statement: a field of a form, or of another version of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedEntry {
    /// The field.
    pub field: Field,
    /// The indicator, if the field is in the schedule block.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year, for targets and actuals.
    pub year: Option<FiscalYear>,
    /// The text; empty if the field is blank.
    pub text: String,
}

/// The statements about a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The entries, in any order.
    pub entries: Vec<StatedEntry>,
    /// The fiscal year before which actuals are compared; `None` to compare all.
    pub current: Option<FiscalYear>,
    /// Past actuals that the plan lacks, from accepted returns.
    pub accepted: BTreeMap<(IndicatorId, FiscalYear), String>,
    /// Past actuals that the form asks for again. A statement about them is an answer and no difference.
    pub open: BTreeSet<(IndicatorId, FiscalYear)>,
}

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind of difference.
    pub item: Item,
    /// The field that differs.
    pub field: Field,
    /// The indicator; by the plan's symbol if the plan has the indicator.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year; the first one for a cell over several years.
    pub year: Option<FiscalYear>,
    /// The text of the plan; empty if it has none.
    pub old: String,
    /// The text stated; empty if it was removed.
    pub new: String,
    /// Indices of the statements: several for a cell over several years, none for a removed indicator.
    pub entries: Vec<usize>,
}

/// Returns the differences, by item, indicator and year.
#[must_use]
pub fn differences(plan: &Plan, project: &Project, stated: &Stated) -> Vec<Difference> {
    let indicators = Matched::new(project, stated);
    let mut found = Vec::new();
    for (at, entry) in stated.entries.iter().enumerate() {
        let difference = match entry.field {
            Field::Name => named(&project.name, entry).map(|old| (Item::Name, old)),
            Field::Policy | Field::Measure => heading(plan, project, entry).map(|old| (Item::Name, old)),
            Field::Middle => middle(plan, project, entry).map(|old| (Item::Name, old)),
            Field::Issue => prose(&project.issue, entry).map(|old| (Item::Text, old)),
            Field::Purpose => prose(&project.purpose, entry).map(|old| (Item::Text, old)),
            Field::Summary => prose(&project.summary, entry).map(|old| (Item::Text, old)),
            Field::Department => departments(plan, project, entry).map(|old| (Item::Departments, old)),
            _ => None,
        };
        found.extend(difference.map(|(item, old)| of(item, entry, at, None, old)));
        if let Some(indicator) = indicators.of(entry) {
            found.extend(of_indicator(indicator, entry, at, stated));
        }
    }
    found.extend(indicators.added(stated));
    found.extend(indicators.removed(project));
    found.sort_by(|a, b| {
        let order = |d: &Difference| (d.item, d.indicator.clone(), d.year, d.field, d.entries.clone());
        order(a).cmp(&order(b))
    });
    one_per_span(project, found)
}

/// True if two figures of an indicator are the same, population included, whatever their spelling.
#[must_use]
pub fn same_figures(one: &Figure, other: &Figure, unit: &str) -> bool {
    figures::same(one, other, unit) && !figures::populations_differ(one, other)
}

/// Returns what a version of the plan states about a project, to compare with another version.
#[must_use]
pub fn stated_by(project: &Project) -> Stated {
    let field = |field, text: &str| StatedEntry { field, indicator: None, year: None, text: text.to_owned() };
    let mut entries = vec![
        field(Field::Name, &project.name),
        field(Field::Issue, &project.issue),
        field(Field::Purpose, &project.purpose),
        field(Field::Summary, &project.summary),
        field(Field::Department, &project.departments_text),
    ];
    for indicator in &project.indicators {
        let entry = |field, year, text: &str| StatedEntry {
            field,
            indicator: Some(indicator.id.clone()),
            year,
            text: text.to_owned(),
        };
        entries.push(entry(Field::IndicatorName, None, &indicator.name));
        for (year, cells) in &indicator.years {
            entries.push(entry(Field::Target, Some(*year), &cells.target.text));
            entries.push(entry(Field::Actual, Some(*year), &cells.actual.text));
        }
    }
    Stated { entries, ..Stated::default() }
}

/// Matches statements with the indicators of the plan.
struct Matched<'a> {
    project: &'a Project,
    /// The symbols stated, with the index of the first entry of each.
    stated: BTreeMap<IndicatorId, usize>,
    /// The only indicator of the plan, if only one is stated: they are the same, whatever the symbol.
    single: Option<&'a Indicator>,
}

impl<'a> Matched<'a> {
    fn new(project: &'a Project, stated: &Stated) -> Self {
        let mut symbols = BTreeMap::new();
        for (at, entry) in stated.entries.iter().enumerate().filter(|(_, entry)| entry.field.in_schedule()) {
            if let Some(id) = &entry.indicator {
                symbols.entry(id.clone()).or_insert(at);
            }
        }
        let single = match project.indicators.as_slice() {
            [only] if symbols.len() == 1 => Some(only),
            _ => None,
        };
        Self { project, stated: symbols, single }
    }

    fn of(&self, entry: &StatedEntry) -> Option<&'a Indicator> {
        let id = entry.indicator.as_ref().filter(|_| entry.field.in_schedule())?;
        self.single.or_else(|| self.project.indicator(id))
    }

    fn added(&self, stated: &Stated) -> Vec<Difference> {
        if self.single.is_some() {
            return Vec::new();
        }
        self.stated
            .iter()
            .filter(|(id, _)| self.project.indicator(id).is_none())
            .filter_map(|(id, at)| {
                let entries = stated.entries.iter().enumerate();
                let mut texts = entries
                    .filter(|(_, entry)| entry.indicator.as_ref() == Some(id))
                    .filter(|(_, entry)| says_something(&entry.text));
                // Shows its name, or else its first figure. Rows without either are not an indicator.
                let first = texts.clone().find(|(_, entry)| entry.field == Field::IndicatorName);
                let (at, entry) = first.or_else(|| texts.next()).map_or((*at, None), |(at, e)| (at, Some(e)));
                entry.map(|entry| Difference {
                    item: Item::Indicator,
                    field: entry.field,
                    indicator: Some(id.clone()),
                    year: None,
                    old: String::new(),
                    new: added(id, entry),
                    entries: vec![at],
                })
            })
            .collect()
    }

    /// Returns the plan's indicators that are not stated; none if the form states no indicator, having no
    /// schedule block.
    fn removed(&self, project: &Project) -> Vec<Difference> {
        if self.single.is_some() || self.stated.is_empty() {
            return Vec::new();
        }
        let known: BTreeSet<&IndicatorId> = self.stated.keys().collect();
        project
            .indicators
            .iter()
            .filter(|indicator| !known.contains(&indicator.id))
            .map(|indicator| Difference {
                item: Item::Indicator,
                field: Field::IndicatorName,
                indicator: Some(indicator.id.clone()),
                year: None,
                old: shown(&indicator.id, &indicator.name),
                new: String::new(),
                entries: Vec::new(),
            })
            .collect()
    }
}

fn of_indicator(indicator: &Indicator, entry: &StatedEntry, at: usize, stated: &Stated) -> Vec<Difference> {
    let make = |item, old: &str| of(item, entry, at, Some(indicator), old.to_owned());
    match (entry.field, entry.year) {
        (Field::IndicatorName, _) => {
            // The name may begin with the symbol, on the form as in the master.
            let name = |text| fold::key(symbols::split_name(text).1);
            let differs = name(&indicator.name) != name(&entry.text);
            differs.then(|| make(Item::Name, &indicator.name)).into_iter().collect()
        }
        (Field::Target, Some(year)) => {
            let Some(cells) = indicator.years.get(&year) else { return Vec::new() };
            let blank_within_span = fold::is_blank(&entry.text) && cells.target_from < year;
            // The texts are usually equal: do not parse them then.
            let same_words = fold::prose(&entry.text) == fold::prose(&cells.target.text);
            if same_words || blank_within_span || (indicator.ended(year) && !says_something(&entry.text)) {
                return Vec::new();
            }
            let new = Figure::parse(&entry.text, &indicator.unit);
            let mut items = Vec::new();
            if !figures::same(&cells.target, &new, &indicator.unit) {
                items.push(make(Item::Target, &cells.target.text));
            }
            if figures::populations_differ(&cells.target, &new) {
                items.push(make(Item::Population, &cells.target.text));
            }
            items
        }
        (Field::Actual, Some(year)) if stated.current.is_none_or(|current| year < current) => {
            let Some(cells) = indicator.years.get(&year) else { return Vec::new() };
            if fold::is_blank(&entry.text) && cells.actual_from < year {
                return Vec::new();
            }
            let key = (indicator.id.clone(), year);
            if stated.open.contains(&key) {
                return Vec::new();
            }
            let accepted = stated.accepted.get(&key);
            let old = match accepted.filter(|_| !says_something(&cells.actual.text)) {
                Some(text) => Figure::parse(text, &indicator.unit),
                None => (*cells.actual).clone(),
            };
            let new = Figure::parse(&entry.text, &indicator.unit);
            if figures::same(&old, &new, &indicator.unit) {
                return Vec::new();
            }
            vec![make(Item::PastActual, &old.text)]
        }
        _ => Vec::new(),
    }
}

fn of(item: Item, entry: &StatedEntry, at: usize, indicator: Option<&Indicator>, old: String) -> Difference {
    Difference {
        item,
        field: entry.field,
        indicator: indicator.map(|indicator| indicator.id.clone()),
        year: entry.year,
        old,
        new: entry.text.clone(),
        entries: vec![at],
    }
}

/// Joins the differences of the years that one cell spans.
fn one_per_span(project: &Project, found: Vec<Difference>) -> Vec<Difference> {
    let mut kept: Vec<Difference> = Vec::new();
    for difference in found {
        let same_cell = |before: &&mut Difference| {
            spanned(project, &difference)
                && (before.item, &before.indicator, &before.old, &before.new)
                    == (difference.item, &difference.indicator, &difference.old, &difference.new)
        };
        match kept.last_mut().filter(same_cell) {
            Some(before) => before.entries.extend(difference.entries),
            None => kept.push(difference),
        }
    }
    kept
}

/// True if the plan's cell for the year begins in an earlier year.
fn spanned(project: &Project, difference: &Difference) -> bool {
    let (Some(id), Some(year)) = (&difference.indicator, difference.year) else { return false };
    project.indicator(id).and_then(|indicator| indicator.years.get(&year)).is_some_and(|cells| {
        year > if difference.field == Field::Target { cells.target_from } else { cells.actual_from }
    })
}

/// Returns the plan's name if the stated one differs.
fn named(old: &str, entry: &StatedEntry) -> Option<String> {
    (fold::key(old) != fold::key(&entry.text)).then(|| old.to_owned())
}

/// Returns the plan's 基本方針 or 施策 with its number if another is stated. Stating only the number or only
/// the name is no difference.
fn heading(plan: &Plan, project: &Project, entry: &StatedEntry) -> Option<String> {
    let measure = plan.measure(&project.measure)?;
    let policy = plan.policy(&measure.policy)?;
    let (number, name) = match entry.field {
        Field::Policy => (&policy.number, &policy.name),
        _ => (&measure.number, &measure.name),
    };
    let whole = format!("{number} {name}");
    let stated = fold::key(&entry.text);
    let known = [number, name, &whole].into_iter().any(|known| fold::key(known) == stated);
    (!known && !stated.is_empty()).then_some(whole)
}

/// Returns the plan's 中項目 if another is stated. Stating only the number or only the name is no difference.
fn middle(plan: &Plan, project: &Project, entry: &StatedEntry) -> Option<String> {
    let group = &plan.measure(&project.measure)?.group;
    let (number, name) = group.split_once(' ').unwrap_or((group, group));
    let stated = fold::key(&entry.text);
    let known = [number, name, group].into_iter().any(|known| fold::key(known) == stated);
    (!known && !stated.is_empty() && !group.is_empty()).then(|| group.clone())
}

/// Returns the plan's text if the stated one differs.
fn prose(old: &str, entry: &StatedEntry) -> Option<String> {
    (fold::prose(old) != fold::prose(&entry.text)).then(|| old.to_owned())
}

/// Returns the plan's 担当課 if others are stated. A former name was printed before a reorganisation. The
/// department may since have been split or merged, so only current names are then compared.
fn departments(plan: &Plan, project: &Project, entry: &StatedEntry) -> Option<String> {
    let (names, and_others) = split_departments(&entry.text);
    let current = |name: &String| {
        fold::key(plan.department(name).map_or(name.as_str(), |department| department.name.as_str()))
    };
    let (former, present): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| plan.is_former_name(name));
    let known: Vec<String> = project.departments.iter().map(current).collect();
    let differ = if former.is_empty() {
        let stated: Vec<String> = names.iter().map(current).collect();
        stated != known || and_others != project.and_others
    } else {
        present.into_iter().any(|name| !known.contains(&current(name)))
    };
    differ.then(|| project.departments_text.clone())
}

/// True if a text is more than blanks or a dash.
fn says_something(text: &str) -> bool {
    !crate::figure::says_nothing(text)
}

/// Describes an added indicator; one without a name by its first figure.
fn added(id: &IndicatorId, entry: &StatedEntry) -> String {
    match entry.field {
        Field::IndicatorName => format!("{}{}", id.written(), entry.text),
        _ => format!("{}名称のない指標 {}", id.written(), entry.text),
    }
}

fn shown(id: &IndicatorId, text: &str) -> String {
    let words = format!("{id}{text}");
    if words.is_empty() { "（名称のない指標）".to_owned() } else { words }
}
