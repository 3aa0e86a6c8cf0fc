//! A form once more: what the department wrote, with the cells in question marked.

use crate::consolidate::Consolidation;
use crate::findings::{Finding, Location, Planned, Role, Severity};
use crate::form::content::{FormContent, IndicatorContent, Mark, SpanText};
use crate::form::field::{Control, Field};
use crate::form::layout::REPORT_ROWS;
use crate::ids::IndicatorId;
use crate::plan::Plan;
use crate::plan::model::Project;
use crate::prefill;
use crate::returns::{EntryKey, Return};
use crate::slip::place;
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The form of a project with what the department returned, to be corrected.
pub(super) fn content(
    plan: &Plan,
    c: &Consolidation,
    department: &str,
    project: &Project,
    findings: &[&Finding],
) -> FormContent {
    let about: Vec<&Finding> =
        findings.iter().copied().filter(|finding| finding.project.as_ref() == Some(&project.id)).collect();
    let (of_sender, of_form): (Vec<&Finding>, Vec<&Finding>) = about
        .iter()
        .copied()
        .filter(|finding| mark(c, finding).is_none())
        .partition(|finding| is_about_sender(c, finding));
    let number = next_issue(c, department, project, !of_sender.is_empty());
    let mut content = prefill::content(plan, project, c.as_of, department, number, &c.accepted_months);
    let mut marks: Vec<Mark> = about.iter().flat_map(|finding| marks(c, finding)).collect();
    if let Some(ret) = newest(c, department, project) {
        prefill(&mut content, ret, c.fiscal_year);
        keep_changes(&mut content, ret, &marks);
    }
    ask_ratings(&mut content, &marks);
    content.corrections = of_form.iter().map(|finding| correction(c, finding)).collect();
    content.sender_requests = of_sender.iter().map(|finding| correction(c, finding)).collect();
    marks.extend(confirmation(c, &about));
    content.marks = marks;
    content
}

/// Where a department confirms what is right as it stands: the codes that it may write there.
fn confirmation(c: &Consolidation, about: &[&Finding]) -> Option<Mark> {
    let mut codes: Vec<(&str, Vec<String>)> = Vec::new();
    for finding in about.iter().filter(|finding| finding.severity == Severity::Check) {
        let code = finding.kind.code;
        let place = place_words(c, finding);
        match codes.iter_mut().find(|(known, _)| *known == code) {
            Some((_, places)) => places.extend(place),
            None => codes.push((code, place.into_iter().collect())),
        }
    }
    let words: Vec<String> = codes
        .iter()
        .map(|(code, places)| match places.as_slice() {
            [] => (*code).to_owned(),
            _ => format!("{code}（{}）", places.join("、")),
        })
        .collect();
    let text = format!("記入のとおりで正しい項目は、その符号を記入してください。{}", words.join("、"));
    (!codes.is_empty()).then_some(Mark { field: Field::Confirmed, symbol: None, year: None, text })
}

/// The highest 提出回 that was seen of a project, department and month, plus one; last time's form that was sent for this month is
/// seen too, though its figures are not used. Where 提出課 may be corrected, the form may come back as any department's.
fn next_issue(c: &Consolidation, department: &str, project: &Project, of_any: bool) -> u32 {
    let of_project = c.returns.iter().filter(|ret| {
        ret.project.as_ref() == Some(&project.id) && (of_any || ret.department.as_deref() == Some(department))
    });
    let seen = of_project.filter(|ret| ret.belongs_to(c.as_of)).map(|ret| ret.issue_number).max();
    seen.unwrap_or(0).saturating_add(1)
}

fn of_month<'a>(
    c: &'a Consolidation,
    department: &'a str,
    project: &'a Project,
) -> impl Iterator<Item = &'a Return> {
    c.returns
        .iter()
        .filter(|ret| ret.project.as_ref() == Some(&project.id))
        .filter(move |ret| ret.department.as_deref() == Some(department))
        .filter(|ret| ret.month == Some(c.as_of) || (ret.refused && may_be_of(ret, c.as_of)))
}

/// Whether a refused form may be this month's. One that calls itself another month's is last time's form: its figures
/// must not come back as this month's.
fn may_be_of(ret: &Return, month: Month) -> bool {
    ret.stated_month.map_or(ret.months.contains(&month), |own| own == month)
}

/// The department's newest return of the project; a refused one where there is no other.
fn newest<'a>(c: &'a Consolidation, department: &'a str, project: &'a Project) -> Option<&'a Return> {
    let counting = c.counting(&project.id).map(|ret| ret.id.as_str());
    of_month(c, department, project).min_by_key(|ret| {
        (ret.refused, ret.rank.unwrap_or(u32::MAX), counting != Some(ret.id.as_str()), ret.id.as_str())
    })
}

/// Puts what the department wrote into the input cells, withheld values included.
fn prefill(content: &mut FormContent, ret: &Return, year: FiscalYear) {
    content.report.clear();
    for field in REPORT_ROWS {
        if let Some(text) = written(ret, &EntryKey { field, indicator: None, year: None }) {
            content.report.insert(field, text);
        }
    }
    let Some(schedule) = &mut content.schedule else { return };
    for indicator in &mut schedule.indicators {
        let entry = |field| written(ret, &key_of(field, indicator, year));
        let (actual, forecast) = (entry(Field::Actual), entry(Field::Forecast));
        let rating = entry(Field::SelfRating);
        indicator.forecast = forecast.unwrap_or_default();
        if let Some(text) = actual {
            indicator.actuals.push(SpanText { from: year, to: year, text });
        }
        // A rating that was given is kept, asked for or not.
        if rating.is_some() {
            indicator.self_rating = rating;
        }
    }
}

/// A rating that is asked for has a cell, even where the form as issued had none: figures were thought to decide.
fn ask_ratings(content: &mut FormContent, marks: &[Mark]) {
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

/// Where a cell of the plan is in question, what the department made of it stands there: the wish to change the plan is theirs to
/// confirm or to withdraw.
fn keep_changes(content: &mut FormContent, ret: &Return, marks: &[Mark]) {
    for mark in marks {
        let Some(year) = mark.year else {
            rename_indicator(content, ret, mark);
            if let Some(text) = written(ret, &EntryKey { field: mark.field, indicator: None, year: None }) {
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

/// A new name of an indicator, without the symbol that the writer puts before it.
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

/// What the department wrote: the text that counts, or the cell's where nothing of it does.
fn written(ret: &Return, key: &EntryKey) -> Option<String> {
    let values = ret.values.iter().filter(|value| &value.key == key);
    values
        .flat_map(|value| [value.text.as_str(), value.cell.text.as_str()])
        .find(|text| !fold::is_blank(text))
        .map(str::to_owned)
}

/// The cell in question, as the form knows it; `None` where a finding concerns the form as a whole.
pub(super) fn mark(c: &Consolidation, finding: &Finding) -> Option<Mark> {
    let key = key(c, finding)?;
    Some(mark_of(c, finding, key))
}

/// Whether a finding is about 提出課.
pub(super) fn is_about_sender(c: &Consolidation, finding: &Finding) -> bool {
    let control = c
        .return_of(finding)
        .and_then(|ret| Some((ret, ret.raw.control(Control::Sender)?)))
        .map(|(ret, control)| Location::Cell(CellRef { sheet: ret.sheet, pos: control.pos }));
    control.is_some_and(|place| place == finding.location)
}

/// What the department calls the place in question, on one line; `None` where a finding concerns the form as a whole.
pub(super) fn place_words(c: &Consolidation, finding: &Finding) -> Option<String> {
    let sender = || is_about_sender(c, finding).then(|| Control::Sender.label().to_owned());
    mark(c, finding).map(|mark| place::words(&mark).replace('\n', "の")).or_else(sender)
}

/// The cells in question: of a mistake that was copied over several cells, all of them.
fn marks(c: &Consolidation, finding: &Finding) -> Vec<Mark> {
    let Location::Cell(cell) = finding.location else { return mark(c, finding).into_iter().collect() };
    let copies = finding.related.iter().filter(|other| other.sheet == cell.sheet && finding.repeated);
    let of_copies = copies.filter_map(|other| {
        let value = c.return_of(finding)?.values.iter().find(|value| value.cells.contains(other))?;
        Some(mark_of(c, finding, value.key.clone()))
    });
    mark(c, finding).into_iter().chain(of_copies).collect()
}

/// What a finding asks, in a sentence or two; where a text of the plan was changed, with the plan's own words.
fn correction(c: &Consolidation, finding: &Finding) -> String {
    let planned = Some(finding.expected.trim())
        .filter(|expected| finding.kind.role == Role::Change(Planned::Text) && !expected.is_empty())
        .map(|expected| format!("計画では「{expected}」です。"))
        .unwrap_or_default();
    format!(
        "【{}・{}】{}{planned}{}",
        finding.severity.word(),
        finding.kind.code,
        sentence(&finding.message),
        help(c, finding)
    )
}

/// How to mend what was found, on this form: what of it has been done already is said.
pub(super) fn help(c: &Consolidation, finding: &Finding) -> String {
    let mut words = sentence(&finding.help);
    let Some(ret) = c.return_of(finding).filter(|ret| ret.refused) else { return words };
    if let Some((project, _)) = ret.project.as_ref().zip(ret.other_project.as_ref()) {
        words.push_str(&format!(
            "このブックの様式は {project} のものとしています。その内容であれば、このまま返送してください。"
        ));
    }
    if let Some(other) = finding.project.as_ref().and_then(|id| c.counting(id)) {
        let path = c.sources.path(other.file);
        let name = path.rsplit('/').next().unwrap_or(path);
        words.push_str(&format!(
            "この事業は、ほかに受け取った「{name}」の内容で集計しています。それが正しければ、このまま返送してください。"
        ));
    }
    words
}

fn mark_of(c: &Consolidation, finding: &Finding, key: EntryKey) -> Mark {
    let text = correction(c, finding);
    let schedule = key.field.in_schedule();
    let symbol = key.indicator.as_ref().map(|id| id.symbol().to_owned());
    Mark {
        field: key.field,
        symbol: schedule.then(|| symbol.unwrap_or_default()),
        year: key.year.filter(|_| schedule),
        text,
    }
}

/// A text that ends as a sentence does; nothing stays nothing.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('。');
    if text.is_empty() { String::new() } else { format!("{text}。") }
}

/// The entry that a finding is about: the one that stands in its cell, or would stand there; else the one its code speaks of.
fn key(c: &Consolidation, finding: &Finding) -> Option<EntryKey> {
    let ret = c.return_of(finding)?;
    let Location::Cell(cell) = finding.location else { return of_code(c, finding) };
    let here = |key: &EntryKey| finding.indicator.is_none() || key.indicator == finding.indicator;
    let values = || ret.values.iter().filter(|value| value.cells.contains(&cell));
    let value = values().find(|value| here(&value.key)).or_else(|| values().next());
    if let Some(value) = value {
        return Some(value.key.clone());
    }
    let label =
        ret.raw.labels.iter().find(|label| {
            cell.sheet == ret.sheet && (label.value_at == Some(cell.pos) || label.pos == cell.pos)
        });
    let Some(label) = label.filter(|label| label.field != Field::Name && label.field != Field::Id) else {
        return of_code(c, finding);
    };
    let schedule = label.field.in_schedule();
    Some(EntryKey {
        field: label.field,
        indicator: finding.indicator.clone().filter(|_| schedule),
        year: schedule.then_some(c.fiscal_year),
    })
}

fn of_code(c: &Consolidation, finding: &Finding) -> Option<EntryKey> {
    let field = finding.kind.asks?;
    let schedule = field.in_schedule();
    Some(EntryKey {
        field,
        indicator: finding.indicator.clone().filter(|_| schedule),
        year: schedule.then_some(c.fiscal_year),
    })
}
