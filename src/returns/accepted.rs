//! What counts in each month: the accepted entries, what is withheld and what is carried.

use std::collections::{BTreeMap, BTreeSet};

use crate::figure::Figure;
use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::returns::EntryKey;
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};

/// The months with a return up to the run's month, and the run's month itself.
#[derive(Clone, Debug, Default)]
pub struct AcceptedMonths {
    /// The months, ascending.
    pub months: BTreeMap<Month, AcceptedMonth>,
}

/// What counts in one month.
#[derive(Clone, Debug, Default)]
pub struct AcceptedMonth {
    /// Per project; projects without any accepted entry of the fiscal year are absent.
    pub projects: BTreeMap<ProjectId, Accepted>,
    /// Projects for which something was returned this month and a 誤り remains, a refused form included
    /// (要訂正).
    pub to_correct: BTreeSet<ProjectId>,
    /// Projects whose return of this month replaced an earlier one, or is itself a second issue.
    pub resubmitted: BTreeSet<ProjectId>,
}

/// What counts for one project in one month.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// The id of the return that counts in this month; `None`: nothing was returned, everything here is
    /// carried.
    pub return_id: Option<String>,
    /// 提出回 of that return.
    pub issue_number: u32,
    /// The month of the latest return of the fiscal year: this month, or where the values are carried from.
    pub returned_in: Option<Month>,
    /// The entries that stand.
    pub entries: BTreeMap<EntryKey, AcceptedEntry>,
    /// The entries of this month's return that are withheld (誤り). The last accepted one may stand in
    /// `entries`.
    pub withheld: BTreeMap<EntryKey, WithheldEntry>,
    /// Codes that the department confirms as correct (確認済).
    pub confirmed: Vec<String>,
}

/// An entry that stands.
#[derive(Clone, Debug)]
pub struct AcceptedEntry {
    /// The text.
    pub text: String,
    /// The figure, for targets, actuals and forecasts.
    pub figure: Option<Figure>,
    /// Where it was read.
    pub at: CellRef,
    /// The month whose return it comes from: earlier than the month at hand where it is carried or stands for
    /// a withheld one.
    pub month: Month,
    /// True if it drew a C02 that was not confirmed: later months are not compared with it.
    pub doubtful: bool,
}

/// An entry that is withheld.
#[derive(Clone, Debug)]
pub struct WithheldEntry {
    /// The text as written.
    pub text: String,
    /// Where.
    pub at: CellRef,
    /// The codes of the findings that withhold it.
    pub codes: Vec<&'static str>,
}

impl Accepted {
    /// The entry of a field that stands once on a form.
    #[must_use]
    pub fn entry(&self, field: Field) -> Option<&AcceptedEntry> {
        self.entries.get(&EntryKey { field, indicator: None, year: None })
    }

    /// The text of such a field; empty where it is blank.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        self.entry(field).map_or("", |entry| entry.text.as_str())
    }

    /// An entry of the schedule block.
    #[must_use]
    pub fn of_indicator(
        &self,
        field: Field,
        indicator: &IndicatorId,
        year: FiscalYear,
    ) -> Option<&AcceptedEntry> {
        self.entries.get(&EntryKey { field, indicator: Some(indicator.clone()), year: Some(year) })
    }

    /// A withheld entry of the schedule block.
    #[must_use]
    pub fn withheld_of(
        &self,
        field: Field,
        indicator: &IndicatorId,
        year: FiscalYear,
    ) -> Option<&WithheldEntry> {
        self.withheld.get(&EntryKey { field, indicator: Some(indicator.clone()), year: Some(year) })
    }

    /// The month that the values are carried from, where nothing was returned this month.
    #[must_use]
    pub fn carried_from(&self) -> Option<Month> {
        if self.return_id.is_some() { None } else { self.returned_in }
    }
}
