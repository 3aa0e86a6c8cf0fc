//! What a return would change in the plan: P01 to P07, and which of its values ask for it.

use std::collections::BTreeSet;

use crate::figure::{Figure, FigureKind, NumberSource};
use crate::finding::Finding;
use crate::form::field::Field;
use crate::grid::CellRef;
use crate::ids::IndicatorId;
use crate::place::model::{Return, Value};
use crate::plan::model::{Indicator, Project};
use crate::rules::month_view::stamp;
use crate::rules::{
    p01_target, p02_past_actual, p03_name, p04_population, p05_departments, p06_indicator, p07_text,
};
use crate::settle::model::Settled;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::{fold, unit};

/// The changes that a return asks for.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// P01 to P07.
    pub(super) findings: Vec<Finding>,
    /// The places of the values that differ from the plan.
    pub(super) values: BTreeSet<usize>,
}

/// Compares what a return shows of the plan with the plan.
pub(super) fn changes(project: &Project, ret: &Return, month: Month, earlier: &Settled) -> Changes {
    let mut found = Changes::default();
    // A cell that covers several years differs once.
    let mut told: BTreeSet<(&str, CellRef)> = BTreeSet::new();
    for (place, value) in ret.values.iter().enumerate() {
        let Some(at) = value.at() else { continue };
        let indicator = value.key.indicator.as_ref();
        if indicator.is_some_and(|id| project.indicator(id).is_none()) {
            found.values.insert(place);
            continue;
        }
        let Some(difference) = difference(project, value, month, earlier) else { continue };
        found.values.insert(place);
        if let Difference::Listed(finding) = difference
            && told.insert((finding.kind.code, at))
        {
            let finding = Finding { indicator: indicator.cloned(), ..stamp(*finding, ret) };
            found.findings.push(finding);
        }
    }
    found.findings.extend(erased_targets(project, ret));
    found.findings.extend(indicators(project, ret, month.fiscal_year()));
    found
}

/// A value that is not the plan's.
enum Difference {
    /// With its finding.
    Listed(Box<Finding>),
    /// The plan has no code for it: 基本方針 and 施策 follow from the 整理番号.
    Unlisted,
}

fn difference(project: &Project, value: &Value, month: Month, earlier: &Settled) -> Option<Difference> {
    let at = value.at()?;
    let text = value.text.as_str();
    let listed = |finding| Some(Difference::Listed(Box::new(finding)));
    let indicator = value.key.indicator.as_ref().and_then(|id| project.indicator(id));
    let symbol = indicator.map_or("", |indicator| indicator.id.symbol());
    match value.key.field {
        Field::Measure => {
            let number = fold::key(&project.measure);
            (!fold::key(text).contains(&number) && text.contains('-')).then_some(Difference::Unlisted)
        }
        Field::Name => {
            let same = [&project.name, &project.overview_name].iter().any(|name| same_name(name, text));
            if same { None } else { listed(p03_name::finding(at, "事業名称", &project.name, text)) }
        }
        Field::Issue => prose(at, "課題", &project.issue, text),
        Field::Purpose => prose(at, "目的", &project.purpose, text),
        Field::Summary => prose(at, "概要", &project.summary, text),
        Field::Department => {
            let same = fold::prose(&project.departments_text) == fold::prose(text);
            if same {
                None
            } else {
                listed(p05_departments::finding(at, "担当課", &project.departments_text, text))
            }
        }
        Field::IndicatorName => {
            let name = &indicator?.name;
            let bare = fold::leading_symbol(text).map_or(text, |(_, name)| name);
            let same = same_name(name, bare) || same_name(name, text);
            if same { None } else { listed(p03_name::finding(at, &format!("指標名{symbol}"), name, text)) }
        }
        Field::Target => {
            let (year, indicator) = (value.key.year?, indicator?);
            let cells = indicator.years.get(&year)?;
            target(at, year, indicator, &cells.target, value.figure.as_ref()?, cells.target_from < year)
        }
        Field::Actual => {
            let (year, indicator) = (value.key.year.filter(|year| *year < month.fiscal_year())?, indicator?);
            let planned = year_end(project, indicator, year, earlier);
            let written = value.figure.as_ref()?;
            let known = planned.as_ref().map_or("", |figure| figure.text.as_str());
            let same =
                planned.as_ref().map_or(says_nothing(written), |planned| same_figure(planned, written));
            let what = format!("{}の実績{symbol}", year.label());
            if same { None } else { listed(p02_past_actual::finding(at, &what, known, text)) }
        }
        _ => None,
    }
}

fn prose(at: CellRef, what: &str, planned: &str, written: &str) -> Option<Difference> {
    let differs = fold::prose(planned) != fold::prose(written);
    differs.then(|| Difference::Listed(Box::new(p07_text::finding(at, what, planned, written))))
}

fn target(
    at: CellRef,
    year: FiscalYear,
    indicator: &Indicator,
    planned: &Figure,
    written: &Figure,
    spanned: bool,
) -> Option<Difference> {
    // An arrow says what a cell over several years says.
    let arrow = spanned && matches!(fold::squash(&written.text).as_str(), "→" | "⇒");
    if arrow || same_figure(planned, written) {
        return None;
    }
    let what = format!("{}の目標{}", year.label(), indicator.id.symbol());
    let only_population = planned.quantity.as_ref().zip(written.quantity.as_ref()).is_some_and(|(a, b)| {
        a.number == b.number && same_unit(&a.unit, &b.unit) && a.population != b.population
    });
    let finding = if only_population {
        p04_population::finding(at, &format!("{what}の対象数"), &planned.text, &written.text)
    } else {
        p01_target::finding(at, &what, &planned.text, &written.text)
    };
    Some(Difference::Listed(Box::new(finding)))
}

/// Targets that the plan has and the form's row leaves empty.
fn erased_targets(project: &Project, ret: &Return) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, raw) in ret.indicators.iter().zip(&ret.raw.indicators) {
        let Some(indicator) = project.indicator(id).filter(|_| raw.rows.contains(&Field::Target)) else {
            continue;
        };
        let label = ret.raw.labels.iter().find(|label| {
            label.field == Field::Target
                && label.indicator.and_then(|place| ret.indicators.get(place)) == Some(id)
        });
        for (year, cells) in indicator.years.iter().filter(|(year, _)| raw.years.contains(year)) {
            let held = ret.values.iter().any(|value| {
                value.key.field == Field::Target
                    && value.key.indicator.as_ref() == Some(id)
                    && value.key.year == Some(*year)
            });
            if held || says_nothing(&cells.target) || cells.target_from < *year {
                continue;
            }
            let at = label.map_or(ret.anchor, |label| CellRef { sheet: ret.sheet, pos: label.pos });
            let what = format!("{}の目標{}", year.label(), id.symbol());
            let finding = stamp(p01_target::finding(at, &what, &cells.target.text, ""), ret);
            findings.push(Finding { indicator: Some(id.clone()), ..finding });
        }
    }
    findings
}

/// Indicators that the form adds, and those of the plan that it lacks.
fn indicators(project: &Project, ret: &Return, year: FiscalYear) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut push = |id: &IndicatorId, at: CellRef, planned: &str, written: &str| {
        let what = format!("指標{}", if project.indicator(id).is_some() { id.symbol() } else { "" });
        let finding = stamp(p06_indicator::finding(at, &what, planned, written), ret);
        findings.push(Finding { indicator: Some(id.clone()), ..finding });
    };
    for id in ret.indicators.iter().filter(|id| project.indicator(id).is_none()) {
        let own = |value: &&Value| value.key.indicator.as_ref() == Some(id);
        let Some(first) = ret.values.iter().find(own) else { continue };
        let name = ret.values.iter().filter(own).find(|value| value.key.field == Field::IndicatorName);
        let written = name.map_or_else(|| id.symbol().to_owned(), |value| value.text.clone());
        push(id, first.at().unwrap_or(ret.anchor), "", &written);
    }
    for indicator in &project.indicators {
        if !ret.indicators.contains(&indicator.id) && !indicator.ended(year) {
            let name = if indicator.name.is_empty() { "名称なし" } else { &indicator.name };
            push(&indicator.id, ret.anchor, name, "");
        }
    }
    findings
}

/// A past fiscal year's actual: the master's, else that of the accepted return of the year's last month.
fn year_end(project: &Project, indicator: &Indicator, year: FiscalYear, earlier: &Settled) -> Option<Figure> {
    let master = indicator.years.get(&year).map(|cells| &cells.actual).filter(|figure| !says_nothing(figure));
    let returned = || {
        let accepted = earlier.months.get(&year.last_month())?.projects.get(&project.id)?;
        accepted.of_indicator(Field::Actual, &indicator.id, year)?.figure.clone()
    };
    master.cloned().or_else(returned)
}

fn same_name(planned: &str, written: &str) -> bool {
    fold::key(planned) == fold::key(written)
}

fn says_nothing(figure: &Figure) -> bool {
    matches!(figure.kind, FigureKind::Blank | FigureKind::None)
}

/// Whether two figures say the same, however they are written.
fn same_figure(a: &Figure, b: &Figure) -> bool {
    if fold::prose(&a.text) == fold::prose(&b.text) || (says_nothing(a) && says_nothing(b)) {
        return true;
    }
    let whole = |figure: &Figure| figure.kind == FigureKind::Quantity && figure.source == NumberSource::Whole;
    let (Some(x), Some(y)) = (&a.quantity, &b.quantity) else { return false };
    whole(a)
        && whole(b)
        && a.hedge == b.hedge
        && fold::prose(&a.note) == fold::prose(&b.note)
        && x.number == y.number
        && x.population == y.population
        && same_unit(&x.unit, &y.unit)
}

fn same_unit(a: &str, b: &str) -> bool {
    a.is_empty() || b.is_empty() || unit::same(a, b)
}
