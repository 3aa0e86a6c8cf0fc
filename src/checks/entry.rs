//! One entry of a form as the rules see it: a cell that the department fills in, blank ones included.

use rust_decimal::Decimal;
use workbook::CellKind;

use crate::checks::earlier::{self, Earlier};
use crate::figure::said::Said;
use crate::figure::{
    Figure, FigureKind, Quantity, amount, decimal_words, is_bare_one, is_error_value, is_reference,
};
use crate::findings::Finding;
use crate::form::field::Field;
use crate::form::raw::RawLabel;
use crate::plan::model::{Accumulation, Indicator, Plan, Project};
use crate::returns::accepted::{AcceptedMonths, Meant};
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
    /// The month that it speaks of: that of the return; for a past year's actual that year's last month.
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
    /// `集計中`, `5月確定`.
    Pending,
    /// A quantity, in whatever unit.
    Number(&'a Quantity),
    /// Anything else.
    Words,
}

/// Returns every entry of a return, filled in or not: those of the fiscal year of its month, and the actuals of past years that were
/// still to be told.
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
        Entry::new(plan, project, month, (field, indicator), ret, ret.value(&key), earlier)
    };
    let single = Field::ALL.into_iter().filter(|field| is_input(*field) && !field.in_schedule());
    let rows = project
        .indicators
        .iter()
        .flat_map(|indicator| ROWS.into_iter().map(move |field| (field, Some(indicator))));
    let own = single.map(|field| (field, None)).chain(rows).map(|(field, indicator)| of(field, indicator));
    own.chain(past_actuals(plan, project, month, ret, earlier)).collect()
}

/// The actuals of past years that were still to be told when the form was due.
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

/// Whether the department fills the field in.
#[must_use]
pub fn is_input(field: Field) -> bool {
    !field.of_plan()
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
        (FigureKind::Pending, _) => Content::Pending,
        (_, Some(quantity)) => Content::Number(quantity),
        (_, None) => Content::Words,
    }
}

/// A number with its unit, with as many decimal places as it was written with: the plan prints 87.0%, not
/// 87%.
#[must_use]
pub fn as_written(number: Decimal, unit: &str) -> String {
    let words = decimal_words(number);
    let zeros = usize::try_from(number.scale() - number.normalize().scale()).unwrap_or_default();
    let point = if zeros > 0 && !words.contains('.') { "." } else { "" };
    format!("{words}{point}{}{unit}", "0".repeat(zeros))
}

/// Names of indicators whose values may fall below nothing.
const GROWTH: [&str; 9] =
    ["増減", "伸び率", "成長率", "増加率", "変化率", "増減率", "前年比", "前年度比", "収支"];

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
        let value = self.ret.value(&key);
        Self { field, indicator, value, content: content(field, value), ..*self }
    }

    /// What an entry that is withheld for its unit will be when it is corrected: where both units count whole things, the number
    /// with the indicator's unit. Of `411件` where 手続 are counted nobody means anything but 411手続.
    #[must_use]
    pub fn meant(&self) -> Option<Meant> {
        let Content::Number(quantity) = self.content else { return None };
        let countable = |unit: &str| unit::counts_whole_things(unit);
        let other_unit = self.is_number() && !self.unit_fits(quantity);
        if !other_unit || !countable(&quantity.unit) || !countable(self.unit()) {
            return None;
        }
        let text = amount(quantity.number, self.unit());
        Some(Meant { figure: Figure::parse(&text, self.unit()), text })
    }

    /// The same entry with another value in its cell.
    #[must_use]
    pub fn with_value<'b>(&self, value: &'b Value) -> Entry<'b>
    where
        'a: 'b,
    {
        Entry { value: Some(value), content: content(self.field, Some(value)), ..*self }
    }

    /// The same entry of another return.
    #[must_use]
    pub fn in_return(&self, ret: &'a Return) -> Self {
        let value = ret.value(&self.key());
        Self { ret, value, content: content(self.field, value), ..*self }
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

    /// How an entry of this indicator is written, without any number: `数値と単位（手続）`.
    #[must_use]
    pub fn manner(&self) -> String {
        if self.unit().is_empty() {
            "数値".to_owned()
        } else {
            format!("数値と単位（{}）", self.unit())
        }
    }

    /// What a sentence calls it: `実績①`; of a past year `2031年度の実績①`.
    #[must_use]
    pub fn label(&self) -> String {
        let symbol = self.indicator.map_or("", |indicator| indicator.id.symbol());
        let year = if self.is_of_past_year() { format!("{}の", self.year().label()) } else { String::new() };
        format!("{year}{}{symbol}", self.field.label())
    }

    /// True for the actual of a past year that was still to be told.
    #[must_use]
    pub fn is_of_past_year(&self) -> bool {
        self.year() < self.returned_in().fiscal_year()
    }

    /// The month of the return.
    #[must_use]
    pub fn returned_in(&self) -> Month {
        self.ret.month.unwrap_or(self.month)
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

    /// What the words beside its number say of it; nothing where there is no figure.
    #[must_use]
    pub fn said(&self) -> Option<&'a Said> {
        Some(&self.value?.figure.as_ref()?.said)
    }

    /// Its quantity in the indicator's unit, where no rule withholds it and it is of the report's time.
    #[must_use]
    pub fn quantity(&self) -> Option<&'a Quantity> {
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

    /// Whether a quantity is in the indicator's unit; a bare number is.
    #[must_use]
    pub fn unit_fits(&self, quantity: &Quantity) -> bool {
        // Where the plan names no unit, any is right, but a percentage is no count.
        let share = self.unit().is_empty()
            && unit::is_percent(&quantity.unit)
            && self.target().is_some_and(|target| !unit::is_percent(&target.unit));
        quantity.unit.is_empty() || unit::fits(&quantity.unit, self.unit()) && !share
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
            && !GROWTH.iter().any(|word| indicator.name.contains(word))
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
            Field::Actual | Field::Forecast | Field::SelfRating => {
                value.key.year == Some(self.returned_in().fiscal_year())
            }
            _ => false,
        };
        !self.ret.values.iter().filter(asked).any(|value| !fold::is_blank(&value.cell.text))
    }

    /// True if the department that is asked for the entry is asked for the project's 進捗状況 too.
    #[must_use]
    pub fn is_of_lead(&self) -> bool {
        let own = self.indicator.and_then(|indicator| indicator.department.as_ref());
        own.is_none() || own != self.ret.department.as_ref()
    }

    /// The latest earlier value to compare with, as C01 and C02 take it.
    #[must_use]
    pub fn previous(&self) -> Option<Earlier> {
        let (project, month) = (&self.project.id, self.month);
        earlier::previous(self.plan, project, self.indicator?, month, self.returned_in(), self.earlier)
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
