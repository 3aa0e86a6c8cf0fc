//! The final actual of a past fiscal year: known from the plan or from a return, or still open.

use crate::figure::{Figure, FigureKind};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::model::Indicator;
use crate::returns::accepted::{Accepted, AcceptedEntry, AcceptedMonths};
use crate::text::calendar::{FiscalYear, Month};

/// The final actual of a past fiscal year, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub enum YearEnd<'a> {
    /// Known from the plan, which takes precedence over returns.
    Planned(&'a Figure),
    /// Known from a return: that of the year's last month, else the first later one.
    Reported(&'a AcceptedEntry),
    /// Not known yet. Departments are asked again.
    Open(LastReported<'a>),
}

/// The entries of returns for a fiscal year whose final actual is open.
#[derive(Clone, Copy, Debug, Default)]
pub struct LastReported<'a> {
    /// The latest entry, with or without a value.
    pub entry: Option<&'a AcceptedEntry>,
    /// The latest entry with a value, which is an interim one.
    pub value: Option<&'a AcceptedEntry>,
    /// True if the entry of the year's last month is withheld (誤り).
    pub withheld: bool,
}

impl LastReported<'_> {
    /// Returns the month in which the actual becomes known, if the last entry names it (公表待ち).
    #[must_use]
    pub fn known_in(&self) -> Option<Month> {
        self.entry?.figure.as_ref()?.said.known_in
    }
}

impl AcceptedMonths {
    /// Returns the final actual of `year` from the plan or the returns of the months before `before`. `year`
    /// must be earlier than the fiscal year at hand.
    #[must_use]
    pub fn year_end<'a>(
        &'a self,
        project: &ProjectId,
        indicator: &'a Indicator,
        year: FiscalYear,
        before: Month,
    ) -> YearEnd<'a> {
        let planned = indicator.years.get(&year).map(|cells| &cells.actual);
        if let Some(figure) = planned.filter(|figure| is_value(figure)) {
            return YearEnd::Planned(figure);
        }
        let last_month = year.last_month();
        let own = |accepted: &'a Accepted| accepted.of_indicator(Field::Actual, &indicator.id, year);
        let of_month = |month: Month| self.months.get(&month)?.projects.get(project);
        let withheld = of_month(last_month)
            .is_some_and(|accepted| accepted.withheld_of(Field::Actual, &indicator.id, year).is_some());
        let in_time = of_month(last_month).and_then(own).filter(|_| !withheld);
        // An entry that is carried, or that replaces a withheld one, is of an earlier month.
        if let Some(entry) = in_time.filter(|entry| entry.month == last_month && is_final(entry)) {
            return YearEnd::Reported(entry);
        }
        let from = year.first_month().min(before);
        let mut told = LastReported { withheld, ..LastReported::default() };
        for (month, state) in self.months.range(from..before) {
            let Some(entry) = state.projects.get(project).and_then(own) else { continue };
            if *month > last_month && entry.month == *month && is_final(entry) {
                return YearEnd::Reported(entry);
            }
            told.entry = Some(entry);
            if entry.says_something() {
                told.value = Some(entry);
            }
        }
        YearEnd::Open(told)
    }

    /// Returns the past fiscal years in which an actual was due and whose final actual is still open.
    #[must_use]
    pub fn open_years(&self, project: &ProjectId, indicator: &Indicator, month: Month) -> Vec<FiscalYear> {
        let year_at_hand = month.fiscal_year();
        let past = indicator.years.keys().copied().take_while(|year| *year < year_at_hand);
        past.filter(|year| indicator.due(*year, year.last_month()).is_ok())
            .filter(|year| matches!(self.year_end(project, indicator, *year, month), YearEnd::Open(_)))
            .collect()
    }
}

impl AcceptedEntry {
    /// True if the entry has a value or words: it is not a blank, `-`, an error value or 公表待ち.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.figure.as_deref().map_or(!self.text.trim().is_empty(), is_value)
    }
}

/// True if an entry has a value, and its words name no other time than the one asked for.
fn is_final(entry: &AcceptedEntry) -> bool {
    entry.says_something() && entry.time.is_none()
}

/// True if a figure is not a blank, `-`, an error value or 公表待ち.
#[must_use]
pub fn is_value(figure: &Figure) -> bool {
    !matches!(figure.kind, FigureKind::Blank | FigureKind::None | FigureKind::Error | FigureKind::Pending)
}
