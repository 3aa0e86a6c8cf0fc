//! Finds an indicator's actual as known in a month, in the master or a return, and compares it with targets.

use rust_decimal::Decimal;

use crate::evaluate::rate::Rate;
use crate::figure::said::OtherTime;
use crate::figure::{Figure, FigureKind, Quantity};
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::plan::model::{Accumulation, Indicator, Project};
use crate::returns::accepted::{Accepted, AcceptedEntry, AcceptedMonths};
use crate::returns::{LastReported, YearEnd, is_value};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::unit;

/// The actual of an indicator and fiscal year, as known in a month.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownActual<'a> {
    /// The actual; `None` if nothing is known.
    pub(super) figure: Option<&'a Figure>,
    /// The text as written.
    pub(super) text: &'a str,
    /// The cell it was read from; `None` if it comes from the master.
    pub(super) source: Option<CellRef>,
    /// The month whose return gave it.
    pub(super) month: Option<Month>,
    /// The month it is carried over from, if that is earlier than the month it stands for.
    pub(super) carried_from: Option<Month>,
    /// The later month in which a past year's actual was reported.
    pub(super) reported_late_in: Option<Month>,
    /// True if the month's own entry is withheld.
    pub(super) withheld: bool,
    /// The time that its words name, if it is not the report's.
    pub(super) time: Option<OtherTime>,
    /// If nothing is reported: the later month in which, by the plan, the year's value becomes known.
    pub(super) awaited: Option<Month>,
}

impl<'a> KnownActual<'a> {
    /// Finds the actual of a fiscal year: the master's for earlier years, otherwise the one from the year's
    /// returns.
    pub(super) fn of(
        indicator: &'a Indicator,
        project: &ProjectId,
        accepted_months: &'a AcceptedMonths,
        year: FiscalYear,
        month: Month,
    ) -> Self {
        let known = Self::find(indicator, project, accepted_months, year, month);
        let is_blank = known.figure.is_none_or(|figure| figure.is_blank() || figure.kind == FigureKind::None);
        let awaited = indicator.awaited(year, month).filter(|_| is_blank && !known.withheld);
        Self { awaited, ..known }
    }

    fn find(
        indicator: &'a Indicator,
        project: &ProjectId,
        accepted_months: &'a AcceptedMonths,
        year: FiscalYear,
        month: Month,
    ) -> Self {
        let master =
            || indicator.years.get(&year).map_or_else(Self::default, |cells| Self::planned(&cells.actual));
        if year > month.fiscal_year() {
            return master();
        }
        if year < month.fiscal_year() {
            return match accepted_months.year_end(project, indicator, year, month.next()) {
                YearEnd::Planned(figure) => Self::planned(figure),
                YearEnd::Reported(entry) => Self {
                    reported_late_in: (entry.month > year.last_month()).then_some(entry.month),
                    ..Self::reported(entry)
                },
                YearEnd::Open(LastReported { entry: None, withheld, .. }) => Self { withheld, ..master() },
                YearEnd::Open(LastReported { entry: Some(entry), withheld, .. }) => Self {
                    carried_from: (entry.month < year.last_month()).then_some(entry.month),
                    withheld,
                    ..Self::reported(entry)
                },
            };
        }
        let Some(accepted) = accepted(accepted_months, project, year, month) else { return Self::default() };
        let withheld = accepted.withheld_of(Field::Actual, &indicator.id, year).is_some();
        match accepted.of_indicator(Field::Actual, &indicator.id, year) {
            None => Self { withheld, ..Self::default() },
            Some(entry) => Self {
                carried_from: (entry.month != month).then_some(entry.month),
                withheld,
                ..Self::reported(entry)
            },
        }
    }

    fn planned(figure: &'a Figure) -> Self {
        Self { figure: Some(figure), text: &figure.text, ..Self::default() }
    }

    fn reported(entry: &'a AcceptedEntry) -> Self {
        Self {
            figure: entry.figure.as_deref(),
            text: &entry.text,
            source: Some(entry.at),
            month: Some(entry.month),
            time: entry.time,
            ..Self::default()
        }
    }

    /// Returns the actual if it holds a value of its own month: not carried, withheld or of another time.
    pub(super) fn own_value(&self) -> Option<&'a Figure> {
        self.any_value().filter(|_| self.carried_from.is_none() && !self.withheld && self.time.is_none())
    }

    /// True if the department or the plan says that the year's actual is not known yet, or the department
    /// gives another year's instead.
    pub(super) fn is_pending(&self) -> bool {
        self.awaited.is_some()
            || self.is_of_past_year()
            || self.figure.is_some_and(|figure| figure.kind == FigureKind::Pending)
    }

    fn is_of_past_year(&self) -> bool {
        matches!(self.time, Some(OtherTime::PastYear(_)))
    }

    /// Returns the actual if it holds a value, from whichever month.
    pub(super) fn any_value(&self) -> Option<&'a Figure> {
        self.figure.filter(|figure| is_value(figure) && !self.is_of_past_year())
    }
}

/// Returns what a month has accepted of a project for a fiscal year.
pub(super) fn accepted<'a>(
    accepted_months: &'a AcceptedMonths,
    project: &ProjectId,
    year: FiscalYear,
    until: Month,
) -> Option<&'a Accepted> {
    if until < year.first_month() {
        return None;
    }
    accepted_months
        .months
        .range(year.first_month()..=until)
        .rev()
        .find_map(|(_, state)| state.projects.get(project))
}

/// Returns an indicator's entry for a fiscal year, if it says something.
pub(super) fn entry<'a>(
    accepted: Option<&'a Accepted>,
    field: Field,
    indicator: &Indicator,
    year: FiscalYear,
) -> Option<&'a AcceptedEntry> {
    accepted?
        .of_indicator(field, &indicator.id, year)
        .filter(|entry| entry.figure.as_deref().map_or(!entry.text.trim().is_empty(), is_value))
}

/// Returns a figure's quantity. `None` for a 節目, whose words may contain numbers that do not count.
pub(super) fn quantity<'a>(indicator: &Indicator, figure: &'a Figure) -> Option<&'a Quantity> {
    if indicator.accumulation == Accumulation::Milestone { None } else { figure.quantity.as_ref() }
}

/// Returns the number with which a fiscal year ended, if known.
pub(super) fn year_end(
    accepted_months: &AcceptedMonths,
    project: &Project,
    indicator: &Indicator,
    year: FiscalYear,
    month: Month,
) -> Option<Decimal> {
    let known = KnownActual::of(indicator, &project.id, accepted_months, year, month);
    let written = quantity(indicator, known.own_value()?)?;
    (written.unit.is_empty() || unit::fits(&written.unit, &indicator.unit)).then_some(written.number)
}

/// Returns the rate of an actual or a forecast against a target. `None` unless both are quantities in the
/// same unit.
pub(super) fn rate(indicator: &Indicator, actual: &Figure, target: &Figure) -> Option<Rate> {
    let places = actual.places;
    let (actual, target) = (quantity(indicator, actual)?, quantity(indicator, target)?);
    let rate =
        comparable(indicator, actual, target).then(|| Rate::of(indicator, actual.number, target.number));
    Some(Rate { places, ..rate.flatten()? })
}

/// True if two quantities have the same unit. A blank unit means the indicator's.
fn comparable(indicator: &Indicator, one: &Quantity, other: &Quantity) -> bool {
    let own = indicator.unit.as_str();
    if own.is_empty() {
        return one.unit.is_empty() || other.unit.is_empty() || unit::same(&one.unit, &other.unit);
    }
    let meant = |quantity: &Quantity| {
        if quantity.unit.is_empty() || unit::fits(&quantity.unit, own) {
            unit::canonical(own)
        } else {
            unit::canonical(&quantity.unit)
        }
    };
    meant(one) == meant(other)
}

/// Returns the unit to show beside an indicator's numbers: its own, otherwise one written beside a number.
pub(super) fn shown_unit<'a>(indicator: &'a Indicator, figures: [Option<&'a Figure>; 2]) -> &'a str {
    let written = figures.into_iter().flatten().filter_map(|figure| figure.quantity.as_ref());
    [indicator.unit.as_str()]
        .into_iter()
        .chain(written.map(|quantity| quantity.unit.as_str()))
        .find(|unit| !unit.is_empty())
        .unwrap_or_default()
}

/// Returns 到達度 in percent: the share of the plan's last numeric target that is reached. Only for 累計 and
/// 率.
pub(super) fn attainment(indicator: &Indicator, actual: &Figure) -> Option<Decimal> {
    match indicator.accumulation {
        Accumulation::Stock | Accumulation::Rate => {
            let (_, last) = indicator.final_target()?;
            Some(rate(indicator, actual, last)?.value()?.percent())
        }
        Accumulation::Annual | Accumulation::Milestone => None,
    }
}

/// Returns the months elapsed and the months in total of the fiscal year, counted from the plan's first
/// month. `None` before the plan begins.
#[must_use]
pub fn elapsed(plan: &Plan, month: Month) -> Option<(u32, u32)> {
    let year = month.fiscal_year();
    let first = plan.first_month_of(year);
    let count = |until: Month| u32::try_from(until.months_since(first) + 1).ok().filter(|months| *months > 0);
    Some((count(month)?, count(year.last_month())?))
}

#[cfg(test)]
mod tests {
    use super::elapsed;
    use crate::evaluate::sample::{FIRST, SampleReturns, indicator, month, plan, row};
    use crate::form::field::Field;
    use crate::plan::model::Accumulation::Annual;
    use crate::plan::model::{Indicator, KnownIn};
    use crate::ratings::Effect;

    #[test]
    fn the_year_is_counted_from_the_plans_first_month() {
        let plan = plan(Vec::new());
        let of = |at: &str| elapsed(&plan, month(at));
        assert_eq!([of("2031-10"), of("2031-11"), of("2032-03")], [None, Some((1, 5)), Some((5, 5))]);
        assert_eq!(of("2032-04"), Some((1, 12)));
    }

    #[test]
    fn a_value_at_the_years_end_is_neither_carried_nor_late() {
        let plan = plan(vec![("1-1-1", vec![indicator("件", Annual, &[("100件", "-"), ("100件", "-")])])]);
        let told = |at: &str| {
            let accepted =
                SampleReturns::default().returned(&plan, at, "1-1-1", &[(Field::Actual, "", "90件")]).0;
            let found = row(&plan, &accepted, "2032-09", "1-1-1", FIRST);
            (found.dated_actual(), found.reported_late_in, found.carried_from)
        };
        assert_eq!(told("2032-03"), ("90件".to_owned(), None, None));
        assert_eq!(told("2032-02").2, Some(month("2032-02")));
    }

    #[test]
    fn a_value_that_becomes_known_later_is_pending_until_it_is_reported() {
        let awaited = Indicator {
            known_in: Some(KnownIn { years: 1, month: 9 }),
            ..indicator("件", Annual, &[("-", "-"), ("100件", "-")])
        };
        let plan = plan(vec![("1-1-1", vec![awaited])]);
        let of = |told: SampleReturns| row(&plan, &told.0, "2033-03", "1-1-1", FIRST + 1).effect;
        let returned = |text: &str| {
            SampleReturns::default().returned(&plan, "2033-03", "1-1-1", &[(Field::Actual, "", text)])
        };
        assert_eq!(of(returned("100件")), Effect::Band(0));
        assert_eq!([of(returned("")), of(returned("-"))], [Effect::Pending, Effect::Pending]);
        let reason = row(&plan, &returned("").0, "2033-03", "1-1-1", FIRST + 1).reason.to_string();
        assert_eq!(reason, "実績は公表待ちです（2033年9月に分かる見込み）");
        assert_ne!(of(SampleReturns::default().withheld("2033-03", "1-1-1", "100人")), Effect::Pending);
    }

    #[test]
    fn an_interim_value_of_what_becomes_known_later_is_no_pending_one() {
        let late = Indicator {
            known_in: Some(KnownIn { years: 1, month: 9 }),
            ..indicator("件", Annual, &[("-", "-"), ("100件", "-")])
        };
        let plan = plan(vec![("1-1-1", vec![late])]);
        let december = [(Field::Actual, "", "90件")];
        let carried = SampleReturns::default().carried(&plan, "2033-03", "2032-12", "1-1-1", &december).0;
        assert_eq!(row(&plan, &carried, "2033-03", "1-1-1", FIRST + 1).effect, Effect::Missing);
    }

    #[test]
    fn the_first_month_of_a_year_knows_its_own_returns() {
        let plan = plan(vec![("1-1-1", vec![indicator("件", Annual, &[("-", "-"), ("100件", "-")])])]);
        let april = [(Field::Actual, "", "9件")];
        let told = SampleReturns::default().returned(&plan, "2032-04", "1-1-1", &april).0;
        assert_eq!(row(&plan, &told, "2032-04", "1-1-1", FIRST + 1).dated_actual(), "9件");
    }
}
