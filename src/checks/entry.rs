//! One entry of a form as the rules see it: a cell that the department fills in, filled in or blank.

use crate::checks::content::{Content, content};
use crate::checks::earlier::{self, Earlier};
use crate::figure::said::Said;
use crate::findings::Finding;
use crate::form::field::Field;
use crate::form::raw::RawLabel;
use crate::plan::model::{ExtraItem, Indicator, Plan, Project};
use crate::returns::accepted::AcceptedMonths;
use crate::returns::{EntryKey, Return, TypedOver, Value};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// An entry of the return that counts for its project.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The project.
    pub project: &'a Project,
    /// The month that the entry is about: that of the return, or the last month of the year for a past year's
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

    /// Returns the same return's entry for another field and indicator.
    #[must_use]
    pub(crate) fn row(&self, field: Field, indicator: Option<&'a Indicator>) -> Self {
        let key = EntryKey::of(field, indicator.map(|indicator| &indicator.id), self.year());
        let value = self.ret.value(&key);
        Self { field, indicator, value, content: content(field, value), ..*self }
    }

    /// Returns the number that the department typed for this indicator over a cell not meant for entries.
    #[must_use]
    pub(crate) fn typed_over(&self) -> Option<&'a TypedOver> {
        let id = &self.indicator?.id;
        self.ret.typed_over.iter().find(|typed| typed.has_number && &typed.indicator == id)
    }

    /// Returns the fiscal year that the entry is about.
    #[must_use]
    pub(crate) fn year(&self) -> FiscalYear {
        self.month.fiscal_year()
    }

    /// Returns the key that identifies the entry within a return.
    #[must_use]
    pub(crate) fn key(&self) -> EntryKey {
        EntryKey::of(self.field, self.indicator.map(|indicator| &indicator.id), self.year())
    }

    /// True if the field holds a figure: 実績 or 年度末見込み.
    #[must_use]
    pub(crate) fn is_figure(&self) -> bool {
        matches!(self.field, Field::Actual | Field::Forecast)
    }

    /// Returns the value's text without its struck-through part; empty if there is none.
    #[must_use]
    pub(crate) fn text(&self) -> &'a str {
        self.value.map_or("", |value| value.text.as_str())
    }

    /// Returns the indicator's unit, empty if it has none.
    #[must_use]
    pub(crate) fn unit(&self) -> &'a str {
        self.indicator.map_or("", |indicator| indicator.unit.as_str())
    }

    /// Returns how an entry of this indicator is written, for `expected` and help texts: `数値と単位（手続）`.
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

    /// Returns the entry's cell; for a missing value, the cell of its label's value, else the form's anchor.
    #[must_use]
    pub(crate) fn cell(&self) -> CellRef {
        self.value.and_then(Value::at).unwrap_or_else(|| self.blank_cell())
    }

    /// True if the form has a label for the entry.
    #[must_use]
    pub(crate) fn has_label(&self) -> bool {
        self.raw_label().is_some()
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

    /// Returns another entry of the same indicator, or of the return for fields outside the schedule block.
    #[must_use]
    pub(crate) fn other_field(&self, field: Field) -> Entry<'a> {
        self.row(field, self.indicator.filter(|_| field.in_schedule()))
    }

    /// True if the fiscal year's 実績, 年度末見込み, 自己評価 and 進捗状況 are all blank. R02 then stands for all.
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

    /// True if R02 stands for every blank entry: the whole form is left blank, and its sender is asked for
    /// 進捗状況.
    #[must_use]
    pub(crate) fn is_covered_by_r02(&self) -> bool {
        !self.plan.bands.progress.is_empty() && self.is_of_lead() && self.form_is_blank()
    }

    /// True unless the sender of the return is the indicator's own department, which is not asked for the
    /// project's 進捗状況.
    #[must_use]
    pub(crate) fn is_of_lead(&self) -> bool {
        self.indicator.is_none_or(|indicator| indicator.department.is_none())
    }

    /// Returns the earlier value that C01 and C02 compare the entry with.
    #[must_use]
    pub(crate) fn previous(&self) -> Option<Earlier> {
        let (project, month) = (&self.project.id, self.month);
        earlier::previous(self.plan, project, self.indicator?, month, self.returned_in(), self.earlier)
    }

    /// Fills in the finding's return, project, department and indicator, and the text found unless already
    /// set.
    #[must_use]
    pub(crate) fn attribute(&self, mut finding: Finding) -> Finding {
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
