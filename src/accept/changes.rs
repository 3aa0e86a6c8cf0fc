//! Finds the changes to the plan that a return asks for (P01 to P07), and the values that ask for them.
//! What a form of another version of the plan has from that version is no change request (S07).

use std::collections::{BTreeMap, BTreeSet};

use crate::accept::context::MonthContext;
use crate::accept::old_version::{Origin, OtherVersion};
use crate::checks::month_view::attribute_to_return;
use crate::figure::says_nothing;
use crate::findings::Finding;
use crate::findings::change::differs::differs;
use crate::findings::change::{
    p01_target, p02_past_actual, p03_name, p04_population, p05_departments, p06_indicator, p07_text,
};
use crate::findings::form::s07_other_version;
use crate::form::field::Field;
use crate::form::raw::RawLabel;
use crate::ids::IndicatorId;
use crate::plan::compare::{Difference, Item, Stated, StatedEntry, differences};
use crate::plan::model::Project;
use crate::returns::{EntryKey, Return, Value, YearEnd};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The plan changes that a return asks for.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// P01 to P07; S07 for what the form has from another version of the plan.
    pub(super) findings: Vec<Finding>,
    /// The indexes of the values that differ from the plan, and beyond them those of erased targets.
    pub(super) values: BTreeSet<usize>,
    /// The past actuals that are still open: values for them are answers, not changes.
    pub(super) open: BTreeSet<(IndicatorId, FiscalYear)>,
}

/// Compares the plan's contents shown on a return with the plan.
pub(super) fn changes(cx: &MonthContext<'_>, project: &Project, ret: &Return) -> Changes {
    let blanks = erased_targets(project, ret);
    let stated = stated(cx, project, ret, cx.month, &blanks);
    let mut found = Changes { open: stated.open.clone(), ..Changes::default() };
    // For an indicator that the plan lacks, all values are part of the request.
    found.values.extend(ret.values.iter().enumerate().filter_map(|(place, value)| {
        value.key.indicator.as_ref().filter(|id| project.indicator(id).is_none()).map(|_| place)
    }));
    let other = OtherVersion::of(cx, ret);
    let of_first =
        other.as_ref().and_then(|other| other.first).map(|first| differences_of(cx, project, first));
    let of_first = of_first.unwrap_or_default();
    let mut reported: Vec<ReportedDifference> = Vec::new();
    for difference in differences(cx.plan, project, &stated) {
        found.values.extend(difference.entries.iter().copied());
        let origin = other.as_ref().map_or(Origin::Department, |other| other.origin(&difference, &of_first));
        let at = place(&difference, ret, &blanks);
        merge_difference(&mut reported, difference, at, origin);
    }
    let mut of_version: Vec<(String, CellRef)> = Vec::new();
    for ReportedDifference { difference, at, years, origin } in reported {
        let finding = finding_for(&difference, &years, at);
        if origin == Origin::Version {
            // Another place in the plan or another 担当課 does not change what the form asks.
            let elsewhere = matches!(
                difference.field,
                Field::Policy | Field::Middle | Field::Measure | Field::Department
            );
            of_version.extend((!elsewhere).then(|| (named(&finding), at)));
            continue;
        }
        let finding = match &other {
            Some(other) => other.told(finding, origin),
            None => finding,
        };
        found.findings.push(Finding { indicator: difference.indicator, ..attribute_to_return(finding, ret) });
    }
    if let Some(OtherVersion { at, written, .. }) = other.filter(|_| !of_version.is_empty()) {
        let finding = s07_other_version::finding(at, written, &cx.plan.version, &of_version);
        found.findings.push(attribute_to_return(finding, ret));
    }
    found
}

/// A difference that is reported once for all years that its cell covers.
struct ReportedDifference {
    difference: Difference,
    at: CellRef,
    years: Vec<FiscalYear>,
    origin: Origin,
}

/// Adds a difference to those to be reported. Merges differences of several years in one cell or in an
/// emptied row, but not indicators missing from the form, although they share its anchor as their cell.
fn merge_difference(
    reported: &mut Vec<ReportedDifference>,
    difference: Difference,
    at: CellRef,
    origin: Origin,
) {
    let same = reported.iter_mut().find(|before| {
        difference.item != Item::Indicator
            && (before.difference.item, before.at, before.origin) == (difference.item, at, origin)
    });
    match same {
        Some(before) => {
            before.years.extend(difference.year);
            let old = &mut before.difference.old;
            if !old.split('、').any(|old| old == difference.old) {
                *old = format!("{old}、{}", difference.old);
            }
        }
        None => {
            let years = difference.year.into_iter().collect();
            reported.push(ReportedDifference { difference, at, years, origin });
        }
    }
}

/// Returns the cell of a difference.
fn place(difference: &Difference, ret: &Return, blanks: &[(StatedEntry, CellRef)]) -> CellRef {
    let entry = difference.entries.first();
    let value = entry.and_then(|place| ret.values.get(*place)).and_then(Value::at);
    let blank = || {
        let place = entry.and_then(|place| place.checked_sub(ret.values.len()));
        place.and_then(|place| blanks.get(place)).map(|(_, at)| *at)
    };
    value.or_else(blank).unwrap_or(ret.anchor)
}

/// Returns the differences between an earlier month's return and today's plan.
fn differences_of(cx: &MonthContext<'_>, project: &Project, ret: &Return) -> Vec<Difference> {
    let blanks = erased_targets(project, ret);
    let month = ret.month.unwrap_or(cx.month);
    differences(cx.plan, project, &stated(cx, project, ret, month, &blanks))
}

/// Returns the subject of a change in words.
fn named(finding: &Finding) -> String {
    if finding.item.is_empty() { finding.kind.title.to_owned() } else { finding.item.clone() }
}

/// Returns everything a form says about its project, including blank targets that the form has cells for.
fn stated(
    cx: &MonthContext<'_>,
    project: &Project,
    ret: &Return,
    month: Month,
    blanks: &[(StatedEntry, CellRef)],
) -> Stated {
    let earlier = cx.earlier;
    let entry = |value: &Value| {
        let text = match value.key.field {
            // An arrow stands for a cell that covers several years.
            Field::Target if fold::is_arrows(&value.text) => "",
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
            let YearEnd::Reported(entry) = earlier.year_end(&project.id, indicator, *year, month) else {
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
        let is_row = |label: &&RawLabel| label.field == Field::Target && label.indicator == Some(place);
        let row = ret.raw.labels.iter().find(is_row);
        let (Some(label), Some(indicator)) = (row, project.indicator(id)) else { continue };
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
fn finding_for(difference: &Difference, years: &[FiscalYear], at: CellRef) -> Finding {
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
    use crate::findings::Location;
    use crate::form::field::Field;
    use crate::ids::IndicatorId;
    use crate::returns::CellOutcome;
    use crate::sample::forms::{AS_OF, Form, findings_of, form, plan, plan_with, run, said, said_when};
    use crate::text::calendar::FiscalYear;

    #[test]
    fn an_emptied_row_of_targets_is_one_change_over_its_years() {
        let emptied =
            |form: Form| (2030..2034).fold(form, |form, year| form.of_year(Field::Target, 1, year, ""));
        assert_eq!(
            said_when(emptied),
            ["P01 2030年度～2033年度の目標②が計画と違います（計画は「40%、60%、80%、100%」、回答は空欄）"]
        );
    }

    #[test]
    fn one_emptied_target_is_told_at_the_label_of_its_row() {
        let plan = plan();
        let emptied = form(&plan, "1-1-1", AS_OF).of_year(Field::Target, 1, 2032, "");
        let mut labels = emptied.raw.labels.iter();
        let row = labels.find(|label| (label.field, label.indicator) == (Field::Target, Some(1)));
        let pos = row.unwrap().pos;
        let found = run(&plan, vec![emptied, form(&plan, "1-1-2", AS_OF)]).findings;
        assert_eq!(said(&found), ["P01 2032年度の目標②が計画と違います（計画は「80%」、回答は空欄）"]);
        assert!(matches!(found[0].location, Location::Cell(cell) if cell.pos == pos), "{:?}", found[0]);
    }

    #[test]
    fn only_the_value_that_differs_from_the_plan_is_a_change_request() {
        let plan = plan();
        let asks = form(&plan, "1-1-1", AS_OF).of_year(Field::Target, 0, 2032, "550手続／800手続");
        let c = run(&plan, vec![asks, form(&plan, "1-1-2", AS_OF)]);
        let outcome = |year: i32| {
            let of = (Field::Target, Some(IndicatorId::new("①")), Some(FiscalYear::new(year)));
            let key = |value: &crate::returns::Value| {
                (value.key.field, value.key.indicator.clone(), value.key.year) == of
            };
            c.returns[0].values.iter().find(|value| key(value)).unwrap().outcome
        };
        assert_eq!([2032, 2033].map(outcome), [CellOutcome::ChangeRequest, CellOutcome::Unchanged]);
    }

    #[test]
    fn an_arrow_where_an_earlier_year_s_target_spans_is_no_change() {
        let plan = plan_with(0, 1, |indicator| {
            let spanning = indicator.years[&FiscalYear::new(2031)].target.clone();
            let cells = indicator.years.get_mut(&FiscalYear::new(2032)).unwrap();
            (cells.target, cells.target_from) = (spanning, FiscalYear::new(2031));
        });
        for arrow in ["→", "⇒"] {
            let found = findings_of(&plan, |form| form.of_year(Field::Target, 1, 2032, arrow));
            assert!(found.is_empty(), "{:?}", said(&found));
        }
    }
}
