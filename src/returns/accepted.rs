//! What counts in each month: the accepted entries, what is withheld and what is carried.

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

/// What counts in one month.
#[derive(Clone, Debug, Default)]
pub struct AcceptedMonth {
    /// Per project; projects without any accepted entry of the fiscal year are absent.
    pub projects: BTreeMap<ProjectId, Accepted>,
    /// Projects for which something was returned this month and a 誤り remains, a refused form included
    /// (要訂正).
    pub to_correct: BTreeSet<ProjectId>,
    /// Of each project that several departments are asked about, those that have not answered.
    pub unanswered: BTreeMap<ProjectId, BTreeSet<String>>,
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
    /// Actuals that are blank, each with the value that was typed elsewhere instead.
    pub elsewhere: BTreeMap<EntryKey, WithheldEntry>,
    /// Codes that the department confirms as correct (確認済).
    pub confirmed: Vec<String>,
    /// Where the return names no 進捗状況 that can be read: what is known instead. The last one does not
    /// stand for it.
    pub unread_progress: Option<UnreadProgress>,
}

/// A 進捗状況 that cannot be read.
#[derive(Clone, Debug)]
pub struct UnreadProgress {
    /// True if something is written, and withheld; else it is blank.
    pub withheld: bool,
    /// The last one that was reported in the fiscal year, with its month.
    pub last: Option<(Month, String)>,
}

/// An entry that stands.
#[derive(Clone, Debug)]
pub struct AcceptedEntry {
    /// The text, as its cell shows it.
    pub text: String,
    /// The figure, for targets, actuals and forecasts.
    pub figure: Option<Box<Figure>>,
    /// Where it was read.
    pub at: CellRef,
    /// The month whose return it comes from: earlier than the month at hand where it is carried or stands for
    /// a withheld one.
    pub month: Month,
    /// The time that its words name, where that is not the report's and was not confirmed: it is shown, and
    /// not rated.
    pub time: Option<OtherTime>,
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
    /// What it will be when it is corrected, where that can be known: then everything that depends on it is
    /// asked at once.
    pub meant: Option<Meant>,
}

/// What a withheld entry will be when it is corrected.
#[derive(Clone, Debug)]
pub struct Meant {
    /// As it will be written: `411手続`.
    pub text: String,
    /// Read, where it is a figure.
    pub figure: Option<Box<Figure>>,
    /// The name of the entry (`実績①`) where it is blank.
    pub blank: Option<String>,
}

/// Returns the words for a correction of several entries: `「411件」を「411手続」に訂正した場合`.
#[must_use]
pub fn once_corrected<'a>(entries: impl IntoIterator<Item = (&'a str, &'a Meant)>) -> String {
    let mut corrects = true;
    let parts: Vec<String> = entries
        .into_iter()
        .map(|(written, meant)| match &meant.blank {
            Some(label) => {
                corrects = false;
                format!("{label}を「{}」と", meant.text)
            }
            None => format!("「{}」を「{}」に", one_line(written), meant.text),
        })
        .collect();
    format!("{}{}した場合", parts.join("、"), if corrects { "訂正" } else { "" })
}

impl AcceptedMonth {
    /// True if anything was returned in the month that counts.
    #[must_use]
    pub fn has_returns(&self) -> bool {
        self.projects.values().any(|accepted| accepted.return_id.is_some())
    }
}

impl AcceptedMonths {
    /// Returns the months with a month's withheld entries as they are meant, with the entries of each project
    /// concerned. `None` where no meaning is known.
    #[must_use]
    pub fn as_meant(&self, month: Month) -> Option<(Self, BTreeMap<ProjectId, Vec<WithheldEntry>>)> {
        let meant: BTreeMap<ProjectId, Vec<WithheldEntry>> = self
            .months
            .get(&month)?
            .projects
            .iter()
            .map(|(id, accepted)| {
                let known = accepted.withheld.values().chain(accepted.elsewhere.values());
                let known = known.filter(|withheld| withheld.meant.is_some());
                (id.clone(), known.cloned().collect::<Vec<_>>())
            })
            .filter(|(_, known)| !known.is_empty())
            .collect();
        if meant.is_empty() {
            return None;
        }
        let mut months = self.clone();
        let state = months.months.get_mut(&month)?;
        for accepted in
            state.projects.iter_mut().filter(|(id, _)| meant.contains_key(*id)).map(|(_, own)| own)
        {
            accepted.correct(month);
        }
        Some((months, meant))
    }
}

impl Accepted {
    /// Puts what withheld entries are meant to be in their place.
    fn correct(&mut self, month: Month) {
        let Self { entries, withheld, elsewhere, unread_progress, .. } = self;
        let mut stays = |key: &EntryKey, entry: &mut WithheldEntry| {
            let Some(Meant { text, figure, .. }) = entry.meant.take() else { return true };
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

    /// The entry of a field that stands once on a form.
    #[must_use]
    pub fn entry(&self, field: Field) -> Option<&AcceptedEntry> {
        self.entries.get(&EntryKey::single(field))
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
        self.entries.get(&EntryKey::row(field, indicator, year))
    }

    /// A withheld entry of the schedule block.
    #[must_use]
    pub fn withheld_of(
        &self,
        field: Field,
        indicator: &IndicatorId,
        year: FiscalYear,
    ) -> Option<&WithheldEntry> {
        self.withheld.get(&EntryKey::row(field, indicator, year))
    }

    /// The month that the values are carried from, where nothing was returned this month.
    #[must_use]
    pub fn carried_from(&self) -> Option<Month> {
        if self.return_id.is_some() { None } else { self.returned_in }
    }
}
