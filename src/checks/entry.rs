//! One entry of a form as the rules see it: a cell for the department to fill in, whether filled in or blank.

use rust_decimal::Decimal;
use workbook::CellKind;

use crate::checks::earlier::{self, Earlier};
use crate::figure::said::Said;
use crate::figure::{Figure, FigureKind, Quantity, decimal_words, is_bare_one, is_error_value, is_reference};
use crate::findings::Finding;
use crate::form::field::Field;
use crate::form::raw::RawLabel;
use crate::plan::model::{Accumulation, ExtraItem, Indicator, Plan, Project, Subject};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return, TypedOver, Value};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::{fold, unit};

/// The fields that a department fills in for the schedule block.
const ROWS: [Field; 3] = [Field::Actual, Field::Forecast, Field::SelfRating];

/// An entry of the return that counts for its project.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The project.
    pub project: &'a Project,
    /// The month the entry speaks of: that of the return, or the last month of the year for a past year's
    /// actual.
    pub month: Month,
    /// The field.
    pub field: Field,
    /// The indicator, for rows of the schedule block.
    pub indicator: Option<&'a Indicator>,
    /// The return.
    pub ret: &'a Return,
    /// The value; `None` if the cell is empty.
    pub value: Option<&'a Value>,
    /// What was accepted in earlier months.
    pub earlier: &'a AcceptedMonths,
    /// The content of the cell, computed once because every rule needs it.
    content: Content<'a>,
}

/// The content of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    /// Nothing.
    Blank,
    /// `-`, `なし`.
    Dash,
    /// A formula without a saved result.
    Unsaved,
    /// `#REF!`.
    ErrorValue,
    /// A date, with what was probably typed.
    Date(&'a str),
    /// Text that is struck through entirely.
    Struck,
    /// `別紙参照`.
    Reference,
    /// `集計中`, `5月確定`.
    Pending,
    /// A quantity in any unit.
    Number(&'a Quantity),
    /// Anything else.
    Words,
}

/// Returns every entry of a return, filled in or blank: those of its own fiscal year, and the past years'
/// actuals that were still open.
#[must_use]
pub(crate) fn entries<'a>(
    plan: &'a Plan,
    project: &'a Project,
    month: Month,
    ret: &'a Return,
    earlier: &'a AcceptedMonths,
) -> Vec<Entry<'a>> {
    let of = |field: Field, indicator: Option<&'a Indicator>| {
        let key = EntryKey {
            field,
            indicator: indicator.map(|indicator| indicator.id.clone()),
            year: indicator.map(|_| month.fiscal_year()),
        };
        Entry::new(plan, project, month, (field, indicator), ret, ret.value(&key), earlier)
    };
    let items = plan.asked_items(Subject::Project).map(|(at, _)| Field::ProjectItem(at));
    let single = Field::ALL.into_iter().filter(|field| is_input(*field) && !field.in_schedule()).chain(items);
    let items = plan.asked_items(Subject::Indicator).map(|(at, _)| Field::IndicatorItem(at));
    let rows = project.indicators.iter().flat_map(move |indicator| {
        ROWS.into_iter().chain(items.clone()).map(move |field| (field, Some(indicator)))
    });
    let own = single.map(|field| (field, None)).chain(rows).map(|(field, indicator)| of(field, indicator));
    own.chain(past_actuals(plan, project, month, ret, earlier)).collect()
}

/// Returns the past years' actuals that were still open when the form was due.
fn past_actuals<'a>(
    plan: &'a Plan,
    project: &'a Project,
    month: Month,
    ret: &'a Return,
    earlier: &'a AcceptedMonths,
) -> impl Iterator<Item = Entry<'a>> {
    let entry = move |indicator: &'a Indicator, year: FiscalYear| {
        let key = EntryKey::actual(&indicator.id, year);
        let row = (Field::Actual, Some(indicator));
        Entry::new(plan, project, year.last_month(), row, ret, ret.value(&key), earlier)
    };
    project.indicators.iter().flat_map(move |indicator| {
        let open = earlier.open_years(&project.id, indicator, month);
        open.into_iter().map(move |year| entry(indicator, year))
    })
}

/// True if the department fills in the field.
#[must_use]
pub(crate) fn is_input(field: Field) -> bool {
    !field.of_plan()
}

/// Returns the content of a field's cell.
fn content(field: Field, value: Option<&Value>) -> Content<'_> {
    let Some(value) = value else { return Content::Blank };
    match &value.cell.kind {
        CellKind::Unsaved => return Content::Unsaved,
        CellKind::Error => return Content::ErrorValue,
        CellKind::Date { typed } => return Content::Date(typed),
        CellKind::Text | CellKind::Number | CellKind::Percent => {}
    }
    if fold::is_blank(&value.text) {
        return if value.cell.unstruck.is_some() { Content::Struck } else { Content::Blank };
    }
    if is_error_value(&value.text) {
        return Content::ErrorValue;
    }
    let Some(figure) = value.figure.as_ref().filter(|_| matches!(field, Field::Actual | Field::Forecast))
    else {
        return Content::Words;
    };
    if is_reference(&value.text) {
        return Content::Reference;
    }
    match (figure.kind, &figure.quantity) {
        (FigureKind::Blank, _) => Content::Blank,
        (FigureKind::None, _) => Content::Dash,
        (FigureKind::Error, _) => Content::ErrorValue,
        (FigureKind::Pending, _) => Content::Pending,
        (_, Some(quantity)) => Content::Number(quantity),
        (_, None) => Content::Words,
    }
}

/// Writes a number with its unit, keeping the decimal places it was written with: 87.0% stays 87.0%.
#[must_use]
pub(crate) fn as_written(number: Decimal, unit: &str) -> String {
    let words = decimal_words(number);
    let zeros = usize::try_from(number.scale() - number.normalize().scale()).unwrap_or_default();
    let point = if zeros > 0 && !words.contains('.') { "." } else { "" };
    format!("{words}{point}{}{unit}", "0".repeat(zeros))
}

/// Words in the names of indicators whose values may be negative.
const GROWTH: [&str; 9] =
    ["増減", "伸び率", "成長率", "増加率", "変化率", "増減率", "前年比", "前年度比", "収支"];

impl<'a> Entry<'a> {
    /// Creates an entry and reads the content of its value.
    #[must_use]
    pub(crate) fn new(
        plan: &'a Plan,
        project: &'a Project,
        month: Month,
        (field, indicator): (Field, Option<&'a Indicator>),
        ret: &'a Return,
        value: Option<&'a Value>,
        earlier: &'a AcceptedMonths,
    ) -> Self {
        let content = content(field, value);
        Self { plan, project, month, field, indicator, ret, value, earlier, content }
    }

    /// Returns the same return's entry for another field.
    fn moved(&self, field: Field, indicator: Option<&'a Indicator>) -> Self {
        let key = EntryKey {
            field,
            indicator: indicator.map(|indicator| indicator.id.clone()),
            year: indicator.map(|_| self.year()),
        };
        let value = self.ret.value(&key);
        Self { field, indicator, value, content: content(field, value), ..*self }
    }

    /// Returns the entry with another value in its cell.
    #[must_use]
    pub(crate) fn with_value<'b>(&self, value: &'b Value) -> Entry<'b>
    where
        'a: 'b,
    {
        Entry { value: Some(value), content: content(self.field, Some(value)), ..*self }
    }

    /// Returns the same entry of another return.
    #[must_use]
    pub(crate) fn in_return(&self, ret: &'a Return) -> Self {
        let value = ret.value(&self.key());
        Self { ret, value, content: content(self.field, value), ..*self }
    }

    /// Returns the entry of a schedule row of the same return.
    #[must_use]
    pub(crate) fn row(&self, field: Field, indicator: Option<&'a Indicator>) -> Self {
        self.moved(field, indicator)
    }

    /// Returns the number of this indicator that the department typed into a cell not meant for entries.
    #[must_use]
    pub(crate) fn typed_over(&self) -> Option<&'a TypedOver> {
        let id = &self.indicator?.id;
        self.ret.typed_over.iter().find(|typed| typed.has_number && &typed.indicator == id)
    }

    /// Returns the fiscal year the entry speaks of.
    #[must_use]
    pub(crate) fn year(&self) -> FiscalYear {
        self.month.fiscal_year()
    }

    /// Returns the key that identifies the entry within a return.
    #[must_use]
    pub(crate) fn key(&self) -> EntryKey {
        EntryKey {
            field: self.field,
            indicator: self.indicator.map(|indicator| indicator.id.clone()),
            year: self.indicator.map(|_| self.year()),
        }
    }

    /// True if the field holds a figure: 実績 or 年度末見込み.
    #[must_use]
    pub(crate) fn is_figure(&self) -> bool {
        matches!(self.field, Field::Actual | Field::Forecast)
    }

    /// True if the entry is judged as a number: a figure of an indicator that is not a 節目.
    #[must_use]
    pub(crate) fn is_number(&self) -> bool {
        self.is_figure()
            && self.indicator.is_some_and(|indicator| indicator.accumulation != Accumulation::Milestone)
    }

    /// Returns the text that counts, empty if there is none.
    #[must_use]
    pub(crate) fn text(&self) -> &'a str {
        self.value.map_or("", |value| value.text.as_str())
    }

    /// Returns the indicator's unit, empty if it has none.
    #[must_use]
    pub(crate) fn unit(&self) -> &'a str {
        self.indicator.map_or("", |indicator| indicator.unit.as_str())
    }

    /// Returns how to write an entry of this indicator, without proposing a number: `数値と単位（手続）`.
    #[must_use]
    pub(crate) fn manner(&self) -> String {
        if self.unit().is_empty() {
            "数値".to_owned()
        } else {
            format!("数値と単位（{}）", self.unit())
        }
    }

    /// Returns the entry's name for messages: `実績①`, or `2031年度の実績①` for a past year.
    #[must_use]
    pub(crate) fn label(&self) -> String {
        let symbol = self.indicator.map_or("", |indicator| indicator.id.symbol());
        let year = if self.is_of_past_year() { format!("{}の", self.year().label()) } else { String::new() };
        let label = self.item().map_or(self.field.label(), |item| &item.name);
        format!("{year}{label}{symbol}")
    }

    /// Returns the 追加項目 that the entry answers.
    #[must_use]
    pub(crate) fn item(&self) -> Option<&'a ExtraItem> {
        self.plan.items.get(self.field.item()?)
    }

    /// True if the entry is a past year's actual that was still open.
    #[must_use]
    pub(crate) fn is_of_past_year(&self) -> bool {
        self.year() < self.returned_in().fiscal_year()
    }

    /// Returns the month of the return.
    #[must_use]
    pub(crate) fn returned_in(&self) -> Month {
        self.ret.month.unwrap_or(self.month)
    }

    /// Returns the entry's cell, or the cell where it would be if it is blank.
    #[must_use]
    pub(crate) fn cell(&self) -> CellRef {
        self.value.and_then(Value::at).unwrap_or_else(|| self.blank_cell())
    }

    /// True if the form has a place for the entry.
    #[must_use]
    pub(crate) fn has_label(&self) -> bool {
        self.raw_label().is_some()
    }

    /// Returns the year's target, if something is due.
    #[must_use]
    pub(crate) fn due(&self) -> Option<&'a Figure> {
        self.indicator?.due(self.year(), self.month).ok()
    }

    /// Returns the quantity of the year's target, if something is due.
    #[must_use]
    pub(crate) fn target(&self) -> Option<&'a Quantity> {
        self.due()?.quantity.as_ref()
    }

    /// Returns the content of the cell.
    #[must_use]
    pub(crate) fn content(&self) -> Content<'a> {
        self.content
    }

    /// Returns what the words beside the number say about it. `None` without a figure.
    #[must_use]
    pub(crate) fn said(&self) -> Option<&'a Said> {
        Some(&self.value?.figure.as_ref()?.said)
    }

    /// Returns the quantity in the indicator's unit. `None` if a rule withholds it or it speaks of another
    /// time than the report's.
    #[must_use]
    pub(crate) fn quantity(&self) -> Option<&'a Quantity> {
        if self.said().is_some_and(|said| said.time.is_some()) {
            return None;
        }
        let Content::Number(quantity) = self.content() else { return None };
        let usable = self.is_number()
            && self.unit_fits(quantity)
            && !self.is_wrongly_negative(quantity)
            && !is_bare_one(self.text(), self.unit());
        usable.then_some(quantity)
    }

    /// True if a quantity is in the indicator's unit. A bare number always is.
    #[must_use]
    pub(crate) fn unit_fits(&self, quantity: &Quantity) -> bool {
        // Where the plan names no unit, any unit fits, except a percentage where the target is a count.
        let share = self.unit().is_empty()
            && unit::is_percent(&quantity.unit)
            && self.target().is_some_and(|target| !unit::is_percent(&target.unit));
        quantity.unit.is_empty() || unit::fits(&quantity.unit, self.unit()) && !share
    }

    /// True if a number is negative although every figure of the plan is above zero, and the indicator's
    /// name does not allow for it.
    #[must_use]
    pub(crate) fn is_wrongly_negative(&self, quantity: &Quantity) -> bool {
        let Some(indicator) = self.indicator else { return false };
        let negative = |number: Decimal| number <= Decimal::ZERO;
        let planned = indicator.years.values().any(|cells| {
            [&cells.target, &cells.actual].into_iter().filter_map(|figure| figure.number()).any(negative)
        });
        quantity.number < Decimal::ZERO
            && !GROWTH.iter().any(|word| indicator.name.contains(word))
            && !planned
            && !indicator.baseline.is_some_and(negative)
            && !unit::is_reduction(self.unit())
    }

    /// Returns another entry of the same indicator, or of the return for fields outside the schedule block.
    #[must_use]
    pub(crate) fn beside(&self, field: Field) -> Entry<'a> {
        self.moved(field, self.indicator.filter(|_| field.in_schedule()))
    }

    /// True if the department filled in nothing it was asked for; one finding then stands for all.
    #[must_use]
    pub(crate) fn form_is_blank(&self) -> bool {
        let asked = |value: &&Value| match value.key.field {
            Field::Progress => true,
            Field::Actual | Field::Forecast | Field::SelfRating => {
                value.key.year == Some(self.returned_in().fiscal_year())
            }
            _ => false,
        };
        !self.ret.values.iter().filter(asked).any(|value| !fold::is_blank(&value.cell.text))
    }

    /// True if the department asked for this entry is also asked for the project's 進捗状況.
    #[must_use]
    pub(crate) fn is_of_lead(&self) -> bool {
        self.indicator.is_none_or(|indicator| indicator.department.is_none())
    }

    /// Returns the latest earlier value, which C01 and C02 compare with.
    #[must_use]
    pub(crate) fn previous(&self) -> Option<Earlier> {
        let (project, month) = (&self.project.id, self.month);
        earlier::previous(self.plan, project, self.indicator?, month, self.returned_in(), self.earlier)
    }

    /// Fills in the finding's return, project, department and indicator, and the text found unless already
    /// set.
    #[must_use]
    pub(crate) fn stamp(&self, mut finding: Finding) -> Finding {
        finding.return_id = Some(self.ret.id.clone());
        finding.project = Some(self.project.id.clone());
        finding.department = finding.department.or_else(|| self.ret.department.clone());
        finding.indicator = self.indicator.map(|indicator| indicator.id.clone());
        if finding.found.is_empty() {
            finding.found = self.value.map(|value| value.cell.text.clone()).unwrap_or_default();
        }
        finding
    }

    fn blank_cell(&self) -> CellRef {
        let pos = self.raw_label().map(|label| label.value_at.unwrap_or(label.pos));
        CellRef { sheet: self.ret.sheet, pos: pos.unwrap_or(self.ret.raw.anchor) }
    }

    fn raw_label(&self) -> Option<&'a RawLabel> {
        let place = match self.indicator {
            Some(indicator) => Some(self.place_on_form(indicator)?),
            None => None,
        };
        self.ret.raw.labels.iter().find(|label| label.field == self.field && label.indicator == place)
    }

    /// Returns the position of the plan's indicator among those of the form.
    fn place_on_form(&self, indicator: &Indicator) -> Option<usize> {
        self.ret.indicators.iter().position(|id| id == &indicator.id)
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::entry::as_written;
    use crate::sample::forms::number;

    #[test]
    fn a_number_keeps_the_places_it_was_written_with() {
        for (text, shown) in [
            ("87.0", "87.0%"),
            ("84.50", "84.50%"),
            ("0.0", "0.0%"),
            ("12000", "12,000%"),
            ("-1.0", "-1.0%"),
            ("1234.5", "1,234.5%"),
        ] {
            assert_eq!(as_written(number(text), "%"), shown);
        }
    }
}
