//! The entries of each month: accepted, withheld, and carried from earlier months.

use std::collections::{BTreeMap, BTreeSet};

use crate::figure::Figure;
use crate::figure::said::OtherTime;
use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::returns::submitted::EntryKey;
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold::one_line;

/// The months with a return up to the run's month, and the run's month itself.
#[derive(Clone, Debug, Default)]
pub struct AcceptedMonths {
    /// The months, ascending.
    pub months: BTreeMap<Month, AcceptedMonth>,
}

/// The accepted and withheld entries of one month.
#[derive(Clone, Debug, Default)]
pub struct AcceptedMonth {
    /// The entries of each project that has an accepted one in the fiscal year.
    pub projects: BTreeMap<ProjectId, Accepted>,
    /// Projects for which something was returned this month and a 誤り remains, a refused form included
    /// (要訂正).
    pub to_correct: BTreeSet<ProjectId>,
    /// Of each project that several departments are asked about, those that have not answered.
    pub unanswered: BTreeMap<ProjectId, BTreeSet<String>>,
    /// Projects whose return of this month replaced an earlier one, or is itself a second issue.
    pub resubmitted: BTreeSet<ProjectId>,
}

/// The accepted and withheld entries of one project in one month.
#[derive(Clone, Debug, Default)]
pub struct Accepted {
    /// The id of the return that counts in this month. `None` if nothing was returned and every entry is
    /// carried.
    pub return_id: Option<String>,
    /// 提出回 of that return.
    pub issue_number: u32,
    /// The month of the latest return of the fiscal year: this month, or the one that entries are carried
    /// from.
    pub returned_in: Option<Month>,
    /// The accepted entries.
    pub entries: BTreeMap<EntryKey, AcceptedEntry>,
    /// The entries of this month's return that are withheld (誤り). The last accepted one may be in
    /// `entries`.
    pub withheld: BTreeMap<EntryKey, WithheldEntry>,
    /// Actuals that are blank, each with the value that was typed elsewhere instead.
    pub elsewhere: BTreeMap<EntryKey, WithheldEntry>,
    /// Codes that the department confirms as correct (確認済).
    pub confirmed: Vec<String>,
    /// Set if 進捗状況 on the return is blank or unreadable. The last one reported does not take its place.
    pub unread_progress: Option<UnreadProgress>,
}

/// A 進捗状況 that is blank or unreadable.
#[derive(Clone, Debug)]
pub struct UnreadProgress {
    /// True if it is unreadable and withheld, false if it is blank.
    pub withheld: bool,
    /// The last one that was reported in the fiscal year, with its month.
    pub last: Option<(Month, String)>,
}

/// An accepted entry.
#[derive(Clone, Debug)]
pub struct AcceptedEntry {
    /// The text, as its cell shows it.
    pub text: String,
    /// The figure, for targets, actuals and forecasts.
    pub figure: Option<Box<Figure>>,
    /// Its cell.
    pub at: CellRef,
    /// The month whose return it comes from. It is earlier than the month at hand if the entry is carried or
    /// takes the place of a withheld one.
    pub month: Month,
    /// The time that its words name, if that is not the report's and was not confirmed. Such an entry is
    /// shown but not rated.
    pub time: Option<OtherTime>,
    /// True if it drew a C02 that was not confirmed: later months are not compared with it.
    pub doubtful: bool,
}

/// An entry that is withheld.
#[derive(Clone, Debug)]
pub struct WithheldEntry {
    /// The text as written.
    pub text: String,
    /// Its cell.
    pub at: CellRef,
    /// The codes of the findings that withhold it.
    pub codes: Vec<&'static str>,
    /// The probable correction, if there is one. The findings that depend on it are raised at once.
    pub correction: Option<Correction>,
}

/// The probable correction of a withheld entry, or the probable entry of a blank cell.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The text: `411手続`.
    pub text: String,
    /// The figure that the text is read as, if any.
    pub figure: Option<Box<Figure>>,
    /// The label of the entry (`実績①`), if its cell is blank.
    pub blank: Option<String>,
}

/// Returns the Japanese words for a correction of several entries: `「411件」を「411手続」に訂正した場合`.
#[must_use]
pub fn once_corrected<'a>(entries: impl IntoIterator<Item = (&'a str, &'a Correction)>) -> String {
    let mut corrects = true;
    let parts: Vec<String> = entries
        .into_iter()
        .map(|(written, correction)| match &correction.blank {
            Some(label) => {
                corrects = false;
                format!("{label}を「{}」と", correction.text)
            }
            None => format!("「{}」を「{}」に", one_line(written), correction.text),
        })
        .collect();
    format!("{}{}した場合", parts.join("、"), if corrects { "訂正" } else { "" })
}

impl AcceptedMonth {
    /// True if a return of the month counts for any project.
    #[must_use]
    pub fn has_returns(&self) -> bool {
        self.projects.values().any(|accepted| accepted.return_id.is_some())
    }
}

impl AcceptedMonths {
    /// Returns the months with the probable corrections of `month` applied, and the corrected entries of each
    /// project. `None` if there are no corrections.
    #[must_use]
    pub fn with_corrections(&self, month: Month) -> Option<(Self, BTreeMap<ProjectId, Vec<WithheldEntry>>)> {
        let corrected: BTreeMap<ProjectId, Vec<WithheldEntry>> = self
            .months
            .get(&month)?
            .projects
            .iter()
            .map(|(id, accepted)| {
                let known = accepted.withheld.values().chain(accepted.elsewhere.values());
                let known = known.filter(|withheld| withheld.correction.is_some());
                (id.clone(), known.cloned().collect::<Vec<_>>())
            })
            .filter(|(_, known)| !known.is_empty())
            .collect();
        if corrected.is_empty() {
            return None;
        }
        let mut months = self.clone();
        let state = months.months.get_mut(&month)?;
        for accepted in
            state.projects.iter_mut().filter(|(id, _)| corrected.contains_key(*id)).map(|(_, own)| own)
        {
            accepted.apply_corrections(month);
        }
        Some((months, corrected))
    }
}

impl Accepted {
    /// Applies the probable corrections of withheld and blank entries.
    fn apply_corrections(&mut self, month: Month) {
        let Self { entries, withheld, elsewhere, unread_progress, .. } = self;
        let mut stays = |key: &EntryKey, entry: &mut WithheldEntry| {
            let Some(Correction { text, figure, .. }) = entry.correction.take() else { return true };
            if key.field == Field::Progress {
                *unread_progress = None;
            }
            let corrected = AcceptedEntry { text, figure, at: entry.at, month, time: None, doubtful: false };
            entries.insert(key.clone(), corrected);
            false
        };
        withheld.retain(&mut stays);
        elsewhere.retain(&mut stays);
    }

    /// Returns the entry of a field that a form has once.
    #[must_use]
    pub fn entry(&self, field: Field) -> Option<&AcceptedEntry> {
        self.entries.get(&EntryKey::single(field))
    }

    /// Returns the text of a field that a form has once; empty if it is blank.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        self.entry(field).map_or("", |entry| entry.text.as_str())
    }

    /// Returns an entry of the schedule block.
    #[must_use]
    pub fn of_indicator(
        &self,
        field: Field,
        indicator: &IndicatorId,
        year: FiscalYear,
    ) -> Option<&AcceptedEntry> {
        self.entries.get(&EntryKey::row(field, indicator, year))
    }

    /// Returns a withheld entry of the schedule block.
    #[must_use]
    pub fn withheld_of(
        &self,
        field: Field,
        indicator: &IndicatorId,
        year: FiscalYear,
    ) -> Option<&WithheldEntry> {
        self.withheld.get(&EntryKey::row(field, indicator, year))
    }

    /// Returns the month that the entries are carried from. `None` if something was returned this month.
    #[must_use]
    pub fn carried_from(&self) -> Option<Month> {
        if self.return_id.is_some() { None } else { self.returned_in }
    }
}
