//! Turns the fields of a form into values, keyed by the plan's indicators, and reads their figures.

use rust_decimal::Decimal;

use crate::figure::{Figure, meant_percent, rounded};
use crate::form::field::Field;
use crate::form::raw::{RawForm, RawValue};
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::model::{ExtraKind, Indicator, Plan, Project};
use crate::resolve::figures;
use crate::returns::{CellOutcome, EntryKey, Value};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};

/// Returns every field that a form holds.
pub(super) fn values(
    plan: &Plan,
    project: Option<&ProjectId>,
    month: Option<Month>,
    matched: &[IndicatorId],
    form: &RawForm,
) -> Vec<Value> {
    let project = project.and_then(|id| plan.project(id));
    form.values.iter().map(|raw| value(plan, project, month, form, matched, raw)).collect()
}

fn value(
    plan: &Plan,
    project: Option<&Project>,
    month: Option<Month>,
    form: &RawForm,
    matched: &[IndicatorId],
    raw: &RawValue,
) -> Value {
    let id = raw.indicator.and_then(|at| matched.get(at)).cloned();
    let indicator = project.zip(id.as_ref()).and_then(|(project, id)| project.indicator(id));
    let text = raw.cell.unstruck_text().to_owned();
    let year = match raw.field {
        // These rows concern the as-of year, whichever column is filled in. If the year's own column is among
        // them, the others keep theirs.
        Field::Forecast | Field::SelfRating | Field::IndicatorItem(_) => {
            let now = month.map(Month::fiscal_year);
            let same_row = |other: &&RawValue| (other.field, other.indicator) == (raw.field, raw.indicator);
            let in_place = form.values.iter().filter(same_row).any(|other| other.year == now);
            if in_place { raw.year } else { now.or(raw.year) }
        }
        _ => raw.year,
    };
    let sheet = raw.other_sheet.unwrap_or(form.sheet);
    let read_anew = || {
        // The actual of a past year is read as of the end of that year.
        let asked = month.map(|month| year.map_or(month, |year| month.min(year.last_month())));
        let read = |text: &str| {
            figures::figure(raw.field, indicator, asked, text).or_else(|| of_item(plan, raw.field, text))
        };
        let shown = raw.cell.shown.as_deref().and_then(read).and_then(|figure| figure.number());
        let figure = read(&text)?;
        Some(Figure { places: places(figure.number(), shown), ..figure })
    };
    let figure = planned(raw.field, indicator, year, month, &text).cloned().or_else(read_anew);
    Value {
        key: EntryKey { field: raw.field, indicator: id, year },
        figure: figure.map(Box::new),
        text,
        cell: raw.cell.clone(),
        cells: raw.cells.iter().map(|pos| CellRef { sheet, pos: *pos }).collect(),
        outcome: CellOutcome::Adopted,
    }
}

/// Returns the figure of a 追加項目 that is a number.
fn of_item(plan: &Plan, field: Field, text: &str) -> Option<Figure> {
    match &plan.items.get(field.item()?)?.kind {
        ExtraKind::Number(unit) => Some(Figure::parse(text, unit)),
        ExtraKind::Text | ExtraKind::Choice(_) => None,
    }
}

/// Returns the decimal places to which a cell rounds its number; `None` if it shows the number exactly or in
/// another scale.
fn places(exact: Option<Decimal>, shown: Option<Decimal>) -> Option<u32> {
    let (exact, shown) = (exact?, shown?);
    let places = shown.scale();
    let rounds = rounded(exact, places) == shown;
    (rounds && exact != shown).then_some(places)
}

/// Returns the plan's figure, already read, if the form's text is the plan's.
fn planned<'a>(
    field: Field,
    indicator: Option<&'a Indicator>,
    year: Option<FiscalYear>,
    month: Option<Month>,
    text: &str,
) -> Option<&'a Figure> {
    let indicator = indicator?;
    let cells = indicator.years.get(&year?)?;
    let figure = match field {
        Field::Target => &cells.target,
        Field::Actual => &cells.actual,
        _ => return None,
    };
    // The actual of the as-of year or a later one is read as an answer, even if the plan has the same text.
    if field == Field::Actual && year >= month.map(Month::fiscal_year) {
        return None;
    }
    // In a return, unlike in the plan, a bare fraction may mean a percentage (V04).
    let fraction = || field == Field::Actual && meant_percent(text, &indicator.unit).is_some();
    (figure.text == text && !fraction()).then_some(figure)
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::form::field::Field;
    use crate::sample::forms::{codes, findings_at, findings_of, number, plan, plan_with, set_year};

    #[test]
    fn a_forecast_in_another_column_is_this_year_s() {
        let plan = plan();
        let told = |year: i32| {
            codes(&findings_at(&plan, "2031-12", |form| {
                form.actual(0, "").of_year(Field::Forecast, 0, year, "400手続")
            }))
        };
        assert_eq!(told(2031), Vec::<&str>::new());
        assert_eq!(told(2030), Vec::<&str>::new());
    }

    #[test]
    fn a_cell_rounds_only_if_it_shows_the_number_itself_with_fewer_places() {
        let of = |exact: &str, shown: &str| places(Some(number(exact)), Some(number(shown)));
        assert_eq!(of("72.14", "72.1"), Some(1));
        assert_eq!(of("72.1", "72.1"), None);
        assert_eq!(of("0.721", "72.1"), None);
    }

    #[test]
    fn the_running_year_s_actual_is_read_as_an_answer_though_the_plan_has_its_text() {
        let text = "318手続（12月末）";
        let plan = plan_with(0, 0, |indicator| set_year(indicator, 2031, "400手続／800手続", text));
        assert!(codes(&findings_of(&plan, |form| form.actual(0, text))).contains(&"V18"));
    }
}
