//! Finds what a return would change in the plan (P01 to P07) and which of its values ask for it. Differences
//! on a form of another plan version are not change requests (S07).

use std::collections::{BTreeMap, BTreeSet};

use crate::checks::month_view::stamp;
use crate::figure::says_nothing;
use crate::findings::change::differs::differs;
use crate::findings::change::{
    p01_target, p02_past_actual, p03_name, p04_population, p05_departments, p06_indicator, p07_text,
};
use crate::findings::form::s07_other_version;
use crate::findings::{Finding, Location};
use crate::form::field::{Control, Field};
use crate::ids::IndicatorId;
use crate::plan::compare::{Difference, Item, Stated, StatedEntry, differences};
use crate::plan::model::{Plan, Project};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return, Value, YearEnd};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The plan changes that a return asks for.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// P01 to P07, or S07 instead if the form was issued from another version of the plan.
    pub(super) findings: Vec<Finding>,
    /// The indexes of the values that differ from the plan.
    pub(super) values: BTreeSet<usize>,
    /// The past actuals that are still open: values for them are answers, not changes.
    pub(super) open: BTreeSet<(IndicatorId, FiscalYear)>,
}

/// Compares the plan's contents shown on a return with the plan.
pub(super) fn changes(
    plan: &Plan,
    project: &Project,
    ret: &Return,
    month: Month,
    earlier: &AcceptedMonths,
) -> Changes {
    let blanks = erased_targets(project, ret);
    let stated = stated(project, ret, month, earlier, &blanks);
    let mut found = Changes { open: stated.open.clone(), ..Changes::default() };
    // For an indicator that the plan lacks, all values are part of the request.
    found.values.extend(ret.values.iter().enumerate().filter_map(|(place, value)| {
        value.key.indicator.as_ref().filter(|id| project.indicator(id).is_none()).map(|_| place)
    }));
    let mut told: Vec<(Difference, CellRef, Vec<FiscalYear>)> = Vec::new();
    for difference in differences(plan, project, &stated) {
        found.values.extend(difference.entries.iter().copied().filter(|place| *place < ret.values.len()));
        let value = difference.entries.first().and_then(|place| ret.values.get(*place));
        let blank = difference
            .entries
            .first()
            .and_then(|place| place.checked_sub(ret.values.len()))
            .and_then(|place| blanks.get(place));
        let at = value.and_then(Value::at).or(blank.map(|(_, at)| *at)).unwrap_or(ret.anchor);
        // A cell over several years, or an emptied row, is one difference. Indicators missing from the form
        // are separate differences, although they share the form's anchor.
        let echo = told.iter_mut().find(|(before, place, _)| {
            difference.item != Item::Indicator && (before.item, *place) == (difference.item, at)
        });
        match echo {
            Some((before, _, years)) => {
                years.extend(difference.year);
                if !before.old.split('、').any(|old| old == difference.old) {
                    before.old = format!("{}、{}", before.old, difference.old);
                }
            }
            None => {
                let years = difference.year.into_iter().collect();
                told.push((difference, at, years));
            }
        }
    }
    for (difference, at, years) in told {
        let finding = stamp(spoken(&difference, &years, at), ret);
        found.findings.push(Finding { indicator: difference.indicator, ..finding });
    }
    if let Some((at, written)) = other_version(plan, ret) {
        // Where a project stands and who is in charge of it changes nothing in what was asked.
        let elsewhere = [Field::Policy, Field::Measure, Field::Department].map(Field::label);
        let differing: Vec<(String, CellRef)> = found
            .findings
            .drain(..)
            .filter(|finding| !elsewhere.contains(&finding.item.as_str()))
            .filter_map(|finding| Some((named(&finding), cell_of(&finding)?)))
            .collect();
        if !differing.is_empty() {
            let finding = s07_other_version::finding(at, written, &plan.version, &differing);
            found.findings.push(stamp(finding, ret));
        }
    }
    found
}

/// Returns 計画の版 as written and its cell, if it is not the plan's version.
fn other_version<'a>(plan: &Plan, ret: &'a Return) -> Option<(CellRef, &'a str)> {
    let found = ret.raw.control(Control::PlanVersion)?;
    let other = !plan.is_version(&found.cell.text);
    other.then_some((CellRef { sheet: ret.sheet, pos: found.pos }, found.cell.text.as_str()))
}

/// Returns the name of what a change is about.
fn named(finding: &Finding) -> String {
    if finding.item.is_empty() { finding.kind.title.to_owned() } else { finding.item.clone() }
}

fn cell_of(finding: &Finding) -> Option<CellRef> {
    match finding.location {
        Location::Cell(cell) => Some(cell),
        _ => None,
    }
}

/// Returns everything a form says about its project, including blank targets that the form has cells for.
fn stated(
    project: &Project,
    ret: &Return,
    month: Month,
    earlier: &AcceptedMonths,
    blanks: &[(StatedEntry, CellRef)],
) -> Stated {
    let entry = |value: &Value| {
        let text = match value.key.field {
            // An arrow stands for a cell that covers several years.
            Field::Target if matches!(fold::squash(&value.text).as_str(), "→" | "⇒") => "",
            _ => value.text.as_str(),
        };
        StatedEntry {
            field: value.key.field,
            indicator: value.key.indicator.clone(),
            year: value.key.year,
            text: text.to_owned(),
        }
    };
    let mut accepted = BTreeMap::new();
    let mut open = BTreeSet::new();
    for indicator in &project.indicators {
        let still_open = earlier.open_years(&project.id, indicator, month);
        open.extend(still_open.into_iter().map(|year| (indicator.id.clone(), year)));
        for year in indicator.years.keys().filter(|year| **year < month.fiscal_year()) {
            let YearEnd::Told(entry) = earlier.year_end(&project.id, indicator, *year, month) else {
                continue;
            };
            // A form issued before the actual was reported leaves it open. That is not a change request.
            let left_open = ret.value(&EntryKey::actual(&indicator.id, *year));
            if !left_open.is_some_and(|value| says_nothing(&value.text)) {
                accepted.insert((indicator.id.clone(), *year), entry.text.clone());
            }
        }
    }
    Stated {
        entries: ret.values.iter().map(entry).chain(blanks.iter().map(|(entry, _)| entry.clone())).collect(),
        current: Some(month.fiscal_year()),
        accepted,
        open,
    }
}

/// Returns the blank entries of the form's target rows, each with the cell of its row's label.
fn erased_targets(project: &Project, ret: &Return) -> Vec<(StatedEntry, CellRef)> {
    let mut blanks = Vec::new();
    for (place, (id, raw)) in ret.indicators.iter().zip(&ret.raw.indicators).enumerate() {
        let row = |field: Field| {
            ret.raw.labels.iter().find(|label| label.field == field && label.indicator == Some(place))
        };
        let (Some(label), Some(indicator)) = (row(Field::Target), project.indicator(id)) else { continue };
        let years = raw.years.iter().filter(|year| indicator.years.contains_key(year));
        for year in years {
            let entry = StatedEntry {
                field: Field::Target,
                indicator: Some(id.clone()),
                year: Some(*year),
                text: String::new(),
            };
            let filled = ret.values.iter().any(|value| {
                value.key.field == entry.field
                    && value.key.indicator == entry.indicator
                    && value.key.year == entry.year
            });
            if !filled {
                blanks.push((entry, CellRef { sheet: ret.sheet, pos: label.pos }));
            }
        }
    }
    blanks
}

/// Returns the finding for a difference in a cell that may cover several years.
fn spoken(difference: &Difference, years: &[FiscalYear], at: CellRef) -> Finding {
    let symbol = difference.indicator.as_ref().map_or("", |id| id.symbol());
    let year = match years {
        [] => String::new(),
        [one] => format!("{}の", one.label()),
        [first, .., last] => format!("{}～{}の", first.label(), last.label()),
    };
    let (old, new) = (difference.old.as_str(), difference.new.as_str());
    let label = difference.field.label();
    match difference.item {
        Item::Target => differs(&p01_target::KIND, at, &format!("{year}目標{symbol}"), old, new),
        Item::PastActual => differs(&p02_past_actual::KIND, at, &format!("{year}実績{symbol}"), old, new),
        Item::Name => differs(&p03_name::KIND, at, &format!("{label}{symbol}"), old, new),
        Item::Population => {
            differs(&p04_population::KIND, at, &format!("{year}目標{symbol}の対象数"), old, new)
        }
        Item::Departments => differs(&p05_departments::KIND, at, label, old, new),
        Item::Indicator => p06_indicator::finding(at, "指標", old, new),
        Item::Text => p07_text::finding(at, label, old, new),
    }
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{Form, said_when};

    #[test]
    fn an_emptied_row_of_targets_is_one_change_over_its_years() {
        let emptied =
            |form: Form| (2030..2034).fold(form, |form, year| form.of_year(Field::Target, 1, year, ""));
        assert_eq!(
            said_when(emptied),
            ["P01 2030年度～2033年度の目標②が計画と違います（計画は「40%、60%、80%、100%」、回答は空欄）"]
        );
    }
}
