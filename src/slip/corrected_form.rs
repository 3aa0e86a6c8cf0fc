//! The form in a slip: what the department wrote, with the cells to correct or confirm marked.

use crate::consolidate::Consolidation;
use crate::findings::{Finding, Severity};
use crate::form::content::{FormContent, IndicatorContent, Mark, SpanText};
use crate::form::field::Field;
use crate::form::labels::CONFIRM;
use crate::ids::IndicatorId;
use crate::plan::Plan;
use crate::plan::model::Project;
use crate::prefill;
use crate::returns::{EntryKey, Return};
use crate::slip::marks::{is_about_sender, location_words, mark, marks};
use crate::slip::requests::correction;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// Returns a project's form for the slip, filled in with what the department returned. `about` are the
/// findings about the project.
pub(super) fn content(
    plan: &Plan,
    c: &Consolidation,
    department: &str,
    project: &Project,
    about: &[&Finding],
) -> FormContent {
    let (of_sender, of_form): (Vec<&Finding>, Vec<&Finding>) = about
        .iter()
        .copied()
        .filter(|finding| mark(c, finding).is_none())
        .partition(|finding| is_about_sender(c, finding));
    let number = next_issue_number(c, department, project, !of_sender.is_empty());
    let mut content = prefill::content(plan, project, c.as_of, department, number, &c.accepted_months);
    let mut marks: Vec<Mark> = about.iter().flat_map(|finding| marks(c, finding)).collect();
    if let Some(ret) = newest(c, department, project) {
        fill_in(&mut content, ret, c.fiscal_year);
        keep_plan_changes(&mut content, ret, &marks);
    }
    add_rating_cells(&mut content, &marks);
    content.corrections = of_form.iter().map(|finding| correction(c, finding)).collect();
    content.sender_requests = of_sender.iter().map(|finding| correction(c, finding)).collect();
    marks.extend(confirmation(c, about));
    content.marks = marks;
    content
}

/// Returns the mark of 確認済, with the codes that the department may write there if its entries are right.
fn confirmation(c: &Consolidation, about: &[&Finding]) -> Option<Mark> {
    let mut codes: Vec<(&str, Vec<String>)> = Vec::new();
    for finding in about.iter().filter(|finding| finding.severity == Severity::Check) {
        let code = finding.kind.code;
        let location = location_words(c, finding);
        match codes.iter_mut().find(|(known, _)| *known == code) {
            Some((_, locations)) => locations.extend(location),
            None => codes.push((code, location.into_iter().collect())),
        }
    }
    let words: Vec<String> = codes
        .iter()
        .map(|(code, locations)| match locations.as_slice() {
            [] => (*code).to_owned(),
            _ => format!("{code}（{}）", locations.join("、")),
        })
        .collect();
    let text = format!("{CONFIRM}{}", words.join("、"));
    (!codes.is_empty()).then_some(Mark { field: Field::Confirmed, symbol: None, year: None, text })
}

/// Returns the highest 提出回 among the forms of a project, department and month, plus one. An old form that was
/// sent for this month counts too, though its figures do not. If 提出課 may be corrected (`of_any`), the forms
/// of all departments count.
fn next_issue_number(c: &Consolidation, department: &str, project: &Project, of_any: bool) -> u32 {
    let of_project = c
        .returns
        .of_project(&project.id)
        .filter(|ret| of_any || ret.department.as_deref() == Some(department));
    let highest = of_project.filter(|ret| ret.belongs_to(c.as_of)).map(|ret| ret.issue_number).max();
    highest.unwrap_or(0).saturating_add(1)
}

/// Returns the department's forms of the project that are or may be this month's.
fn of_month<'a>(
    c: &'a Consolidation,
    department: &'a str,
    project: &'a Project,
) -> impl Iterator<Item = &'a Return> {
    c.returns
        .of_project(&project.id)
        .filter(move |ret| ret.department.as_deref() == Some(department))
        .filter(|ret| ret.month == Some(c.as_of) || (ret.refused && may_be_of(ret, c.as_of)))
}

/// True if a refused form may be for a month. A form that names another month is an old one: its figures must
/// not come back as this month's.
fn may_be_of(ret: &Return, month: Month) -> bool {
    ret.stated_month.map_or(ret.months.contains(&month), |own| own == month)
}

/// Returns the department's newest return of the project; a refused one if there is no other.
fn newest<'a>(c: &'a Consolidation, department: &'a str, project: &'a Project) -> Option<&'a Return> {
    let counting = c.counting(&project.id).map(|ret| ret.id.as_str());
    of_month(c, department, project).min_by_key(|ret| {
        (ret.refused, ret.rank.unwrap_or(u32::MAX), counting != Some(ret.id.as_str()), ret.id.as_str())
    })
}

/// Returns the month of the old form that a department sent instead of this month's; `None` if it also sent
/// this month's, from which the slip's form is then filled in.
pub(super) fn sent_for(c: &Consolidation, department: &str, project: &Project) -> Option<Month> {
    if newest(c, department, project).is_some() {
        return None;
    }
    let own = c.returns.of_project(&project.id).filter(|ret| ret.department.as_deref() == Some(department));
    let refused = own.filter(|ret| ret.refused && ret.belongs_to(c.as_of));
    refused.filter_map(|ret| ret.stated_month).find(|month| *month != c.as_of)
}

/// Fills the input cells with what the department wrote, withheld values included.
fn fill_in(content: &mut FormContent, ret: &Return, year: FiscalYear) {
    content.report.clear();
    for field in content.shape(None).report_rows() {
        if let Some(text) = written(ret, &EntryKey::single(field)) {
            content.report.insert(field, text);
        }
    }
    let Some(schedule) = &mut content.schedule else { return };
    let items: Vec<u8> = schedule.items.iter().map(|item| item.at).collect();
    for indicator in &mut schedule.indicators {
        let entry = |field| written(ret, &key_of(field, indicator, year));
        let (actual, forecast) = (entry(Field::Actual), entry(Field::Forecast));
        let rating = entry(Field::SelfRating);
        indicator.forecast = forecast.unwrap_or_default();
        if let Some(text) = actual {
            indicator.actuals.push(SpanText { from: year, to: year, text });
        }
        for year in indicator.open_years.keys().copied() {
            let text = written(ret, &key_of(Field::Actual, indicator, year));
            indicator.actuals.extend(text.map(|text| SpanText { from: year, to: year, text }));
        }
        for item in &items {
            let text = written(ret, &key_of(Field::IndicatorItem(*item), indicator, year));
            indicator.items.extend(text.map(|text| (*item, text)));
        }
        // A rating that the department gave is kept, whether the form asks for it or not.
        if rating.is_some() {
            indicator.self_rating = rating;
        }
    }
}

/// Adds a cell for each 自己評価 that a mark asks for. The issued form may lack it, because figures were
/// expected to decide.
fn add_rating_cells(content: &mut FormContent, marks: &[Mark]) {
    let Some(schedule) = &mut content.schedule else { return };
    for indicator in &mut schedule.indicators {
        let asked = marks.iter().any(|mark| {
            mark.field == Field::SelfRating && mark.symbol.as_deref() == Some(indicator.symbol.as_str())
        });
        if asked {
            indicator.self_rating.get_or_insert_default();
        }
    }
}

/// Keeps what the department wrote over marked texts and figures of the plan. The department confirms or
/// withdraws that change.
fn keep_plan_changes(content: &mut FormContent, ret: &Return, marks: &[Mark]) {
    for mark in marks {
        let Some(year) = mark.year else {
            rename_indicator(content, ret, mark);
            if let Some(text) = written(ret, &EntryKey::single(mark.field)) {
                set_plan_text(content, mark.field, text);
            }
            continue;
        };
        let Some(schedule) = &mut content.schedule else { continue };
        for indicator in &mut schedule.indicators {
            if Some(indicator.symbol.as_str()) != mark.symbol.as_deref() {
                continue;
            }
            let Some(text) = written(ret, &key_of(mark.field, indicator, year)) else { continue };
            match mark.field {
                Field::Target => set_span(&mut indicator.targets, year, text),
                Field::Actual => set_span(&mut indicator.actuals, year, text),
                _ => {}
            }
        }
    }
}

/// Keeps a new name of an indicator, without the symbol, which the writer puts before it.
fn rename_indicator(content: &mut FormContent, ret: &Return, mark: &Mark) {
    let Some(schedule) = content.schedule.as_mut().filter(|_| mark.field == Field::IndicatorName) else {
        return;
    };
    for indicator in &mut schedule.indicators {
        let id = Some(IndicatorId::new(&indicator.symbol));
        let key = EntryKey { field: Field::IndicatorName, indicator: id, year: None };
        let own = mark.symbol.as_deref() == Some(indicator.symbol.as_str());
        if let Some(text) = written(ret, &key).filter(|_| own) {
            indicator.name = text.trim().trim_start_matches(indicator.symbol.as_str()).trim().to_owned();
        }
    }
}

fn set_plan_text(content: &mut FormContent, field: Field, text: String) {
    match field {
        Field::Name => content.name = text,
        Field::Issue => content.issue = text,
        Field::Purpose => content.purpose = text,
        Field::Summary => content.summary = text,
        Field::Department => content.departments = text,
        _ => {}
    }
}

fn set_span(spans: &mut [SpanText], year: FiscalYear, text: String) {
    if let Some(span) = spans.iter_mut().find(|span| (span.from..=span.to).contains(&year)) {
        span.text = text;
    }
}

fn key_of(field: Field, indicator: &IndicatorContent, year: FiscalYear) -> EntryKey {
    EntryKey { field, indicator: Some(IndicatorId::new(&indicator.symbol)), year: Some(year) }
}

/// Returns what the department wrote: the text that counts, else the text of the cell.
fn written(ret: &Return, key: &EntryKey) -> Option<String> {
    let values = ret.values.iter().filter(|value| &value.key == key);
    values
        .flat_map(|value| [value.text.as_str(), value.cell.text.as_str()])
        .find(|text| !fold::is_blank(text))
        .map(str::to_owned)
}
