//! One entry of a form as the rules see it: a cell that the department fills in, blank ones included.

use rust_decimal::Decimal;
use workbook::CellKind;

use crate::checks::earlier::{self, Earlier};
use crate::figure::{
    Figure, FigureKind, Quantity, amount, decimal_words, is_bare_one, is_error_value, is_reference,
};
use crate::findings::Finding;
use crate::form::field::Field;
use crate::form::raw::RawLabel;
use crate::plan::model::{Accumulation, Indicator, Plan, Project};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return, TypedOver, Value};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::{fold, unit};

/// The fields that a department fills in for the schedule block.
const ROWS: [Field; 3] = [Field::Actual, Field::Forecast, Field::SelfRating];

/// An entry of the return that counts for its project.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The project.
    pub project: &'a Project,
    /// The month of the return.
    pub month: Month,
    /// The field.
    pub field: Field,
    /// The indicator, for rows of the schedule block.
    pub indicator: Option<&'a Indicator>,
    /// The return.
    pub ret: &'a Return,
    /// The value; `None` where the cell is empty.
    pub value: Option<&'a Value>,
    /// What counts in the months before.
    pub earlier: &'a AcceptedMonths,
    /// What stands in the cell; every rule asks for it.
    content: Content<'a>,
}

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// Nothing.
    Blank,
    /// `-`, `なし`.
    Dash,
    /// A formula without its result.
    Unsaved,
    /// `#REF!`.
    ErrorValue,
    /// A date, and what was probably typed.
    Date(&'a str),
    /// Everything is struck through.
    Struck,
    /// `別紙参照`.
    Reference,
    /// A quantity, in whatever unit.
    Number(&'a Quantity),
    /// Anything else.
    Words,
}

/// Every entry of a return, filled in or not, for the fiscal year of its month.
#[must_use]
pub fn entries<'a>(
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
        Entry::new(plan, project, month, (field, indicator), ret, value_of(ret, &key), earlier)
    };
    let single = Field::ALL.into_iter().filter(|field| is_input(*field) && !field.in_schedule());
    let rows = project
        .indicators
        .iter()
        .flat_map(|indicator| ROWS.into_iter().map(move |field| (field, Some(indicator))));
    single.map(|field| (field, None)).chain(rows).map(|(field, indicator)| of(field, indicator)).collect()
}

/// Whether the department fills the field in.
#[must_use]
pub fn is_input(field: Field) -> bool {
    !field.of_plan()
}

/// The first value of a return with a key that is not white space.
#[must_use]
pub fn value_of<'a>(ret: &'a Return, key: &EntryKey) -> Option<&'a Value> {
    ret.values.iter().find(|value| &value.key == key && !fold::is_blank(&value.cell.text))
}

/// What stands in a field's cell.
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
        (_, Some(quantity)) => Content::Number(quantity),
        (_, None) => Content::Words,
    }
}

/// A number with its unit, with as many decimal places as it was written with: the plan prints 87.0%, not 87%.
#[must_use]
pub fn as_written(number: Decimal, unit: &str) -> String {
    let words = decimal_words(number);
    let zeros = usize::try_from(number.scale() - number.normalize().scale()).unwrap_or_default();
    let point = if zeros > 0 && !words.contains('.') { "." } else { "" };
    format!("{words}{point}{}{unit}", "0".repeat(zeros))
}

impl<'a> Entry<'a> {
    /// An entry with its value.
    #[must_use]
    pub fn new(
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

    /// The same return's entry of another field.
    fn moved(&self, field: Field, indicator: Option<&'a Indicator>) -> Self {
        let key = EntryKey {
            field,
            indicator: indicator.map(|indicator| indicator.id.clone()),
            year: indicator.map(|_| self.year()),
        };
        let value = value_of(self.ret, &key);
        Self { field, indicator, value, content: content(field, value), ..*self }
    }

    /// A row of the schedule block.
    #[must_use]
    pub fn row(&self, field: Field, indicator: Option<&'a Indicator>) -> Self {
        self.moved(field, indicator)
    }

    /// Returns a number of the indicator that the department typed into a cell of ours.
    #[must_use]
    pub fn typed_over(&self) -> Option<&'a TypedOver> {
        let id = &self.indicator?.id;
        self.ret.typed_over.iter().find(|typed| typed.has_number && &typed.indicator == id)
    }

    /// The fiscal year at hand.
    #[must_use]
    pub fn year(&self) -> FiscalYear {
        self.month.fiscal_year()
    }

    /// What identifies it.
    #[must_use]
    pub fn key(&self) -> EntryKey {
        EntryKey {
            field: self.field,
            indicator: self.indicator.map(|indicator| indicator.id.clone()),
            year: self.indicator.map(|_| self.year()),
        }
    }

    /// Whether the entry holds a figure.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        matches!(self.field, Field::Actual | Field::Forecast)
    }

    /// Whether it is judged as a number: a figure of an indicator that is not a 節目.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.is_figure()
            && self.indicator.is_some_and(|indicator| indicator.accumulation != Accumulation::Milestone)
    }

    /// The text that counts; empty where there is none.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.value.map_or("", |value| value.text.as_str())
    }

    /// The indicator's unit; empty where it has none.
    #[must_use]
    pub fn unit(&self) -> &'a str {
        self.indicator.map_or("", |indicator| indicator.unit.as_str())
    }

    /// What an entry of this indicator looks like: the year's target as a number with its unit, else any number with the unit.
    #[must_use]
    pub fn example(&self) -> String {
        match self.target() {
            Some(target) => amount(target.number, self.unit()),
            None if self.unit().is_empty() => "10".to_owned(),
            None => format!("10{}", self.unit()),
        }
    }

    /// What the plan calls it: `実績①`.
    #[must_use]
    pub fn label(&self) -> String {
        let symbol = self.indicator.map_or("", |indicator| indicator.id.symbol());
        format!("{}{symbol}", self.field.label())
    }

    /// Where it stands, or would stand if it were filled in.
    #[must_use]
    pub fn cell(&self) -> CellRef {
        self.value.and_then(Value::at).unwrap_or_else(|| self.blank_cell())
    }

    /// Whether the form has a place for it.
    #[must_use]
    pub fn has_label(&self) -> bool {
        self.raw_label().is_some()
    }

    /// The year's target, where something is due.
    #[must_use]
    pub fn due(&self) -> Option<&'a Figure> {
        self.indicator?.due(self.year(), self.month).ok()
    }

    /// The quantity of the year's target, where something is due.
    #[must_use]
    pub fn target(&self) -> Option<&'a Quantity> {
        self.due()?.quantity.as_ref()
    }

    /// What stands in the cell.
    #[must_use]
    pub fn content(&self) -> Content<'a> {
        self.content
    }

    /// Its quantity in the indicator's unit, where no rule withholds it.
    #[must_use]
    pub fn quantity(&self) -> Option<&'a Quantity> {
        let Content::Number(quantity) = self.content() else { return None };
        let usable = self.is_number()
            && self.unit_fits(quantity)
            && !self.is_wrongly_negative(quantity)
            && !is_bare_one(self.text(), self.unit());
        usable.then_some(quantity)
    }

    /// Whether a quantity is in the indicator's unit; a bare number is.
    #[must_use]
    pub fn unit_fits(&self, quantity: &Quantity) -> bool {
        quantity.unit.is_empty() || unit::fits(&quantity.unit, self.unit())
    }

    /// Whether a number is negative although nothing in the plan says that the indicator can be.
    #[must_use]
    pub fn is_wrongly_negative(&self, quantity: &Quantity) -> bool {
        let Some(indicator) = self.indicator else { return false };
        let negative = |number: Decimal| number < Decimal::ZERO;
        let planned = indicator.years.values().any(|cells| {
            [&cells.target, &cells.actual].into_iter().filter_map(|figure| figure.number()).any(negative)
        });
        negative(quantity.number)
            && !planned
            && !indicator.baseline.is_some_and(negative)
            && !unit::is_reduction(self.unit())
    }

    /// Another entry of the same indicator, or of the same return.
    #[must_use]
    pub fn beside(&self, field: Field) -> Entry<'a> {
        self.moved(field, self.indicator.filter(|_| field.in_schedule()))
    }

    /// Whether nothing at all was filled in of what is asked: then one finding says so, and no other.
    #[must_use]
    pub fn form_is_blank(&self) -> bool {
        let asked = |value: &&Value| match value.key.field {
            Field::Progress => true,
            Field::Actual | Field::Forecast | Field::SelfRating => value.key.year == Some(self.year()),
            _ => false,
        };
        !self.ret.values.iter().filter(asked).any(|value| !fold::is_blank(&value.cell.text))
    }

    /// The latest earlier value to compare with, as C01 and C02 take it.
    #[must_use]
    pub fn previous(&self) -> Option<Earlier> {
        earlier::previous(self.plan, &self.project.id, self.indicator?, self.month, self.earlier)
    }

    /// Says whose finding it is.
    #[must_use]
    pub fn stamp(&self, mut finding: Finding) -> Finding {
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

    /// Which of the form's indicators is the plan's one.
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
