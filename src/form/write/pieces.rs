//! What the cells of a schedule row show, and which of them the department fills in.

use crate::form::content::{IndicatorContent, ScheduleContent, SpanText, filled_by_words};
use crate::form::schedule::{Entry, Frame};
use crate::form::symbols;
use crate::text::calendar::FiscalYear;

/// Returns an indicator's name as printed: with its symbol, unless the name begins with it already.
pub(super) fn full_name(indicator: &IndicatorContent) -> String {
    let (symbol, _) = symbols::split_name(&indicator.name);
    let name = indicator.name.trim();
    if symbol == indicator.symbol { name.to_owned() } else { format!("{}{name}", indicator.symbol) }
}

/// True if the row is filled in for the year: the as-of year, and for actuals the open years too.
pub(super) fn is_asked(
    schedule: &ScheduleContent,
    indicator: &IndicatorContent,
    entry: Entry,
    year: FiscalYear,
) -> bool {
    let of_open_year = entry == Entry::Actual && indicator.open_years.contains_key(&year);
    entry.is_input() && schedule.current.is_some() && (schedule.current == Some(year) || of_open_year)
}

/// Returns the cells of a row in the order of the fiscal years: spans as given, single blank cells elsewhere.
pub(super) fn pieces(
    schedule: &ScheduleContent,
    indicator: &IndicatorContent,
    entry: Entry,
) -> Vec<SpanText> {
    let spans: &[SpanText] = match entry {
        Entry::Target => &indicator.targets,
        Entry::Actual => &indicator.actuals,
        Entry::Previous | Entry::Forecast | Entry::SelfRating | Entry::Item(_) => &[],
    };
    let of_current = match entry {
        Entry::Previous => Some(indicator.previous.as_str()),
        Entry::Forecast => Some(indicator.forecast.as_str()),
        Entry::SelfRating => indicator.self_rating.as_deref(),
        Entry::Item(at) => indicator.items.get(&at).map(String::as_str),
        Entry::Target | Entry::Actual => None,
    };
    let mut pieces: Vec<SpanText> = Vec::new();
    let mut last_span: Option<usize> = None;
    for year in &schedule.years {
        let span = spans.iter().position(|span| (span.from..=span.to).contains(year));
        // An input cell is never part of a span.
        let alone = is_asked(schedule, indicator, entry, *year);
        if let (Some(at), Some(piece)) = (span, pieces.last_mut())
            && last_span == Some(at)
            && !alone
        {
            piece.to = *year;
            continue;
        }
        let of_open_year = indicator.open_years.get(year).filter(|_| entry == Entry::Previous);
        let current = (schedule.current == Some(*year)).then_some(of_current).flatten();
        let current = current.or(of_open_year.map(String::as_str));
        let text = span.and_then(|at| spans.get(at)).map(|span| span.text.as_str()).or(current);
        let text = match indicator.filled_by.as_deref().filter(|_| alone) {
            Some(department) => filled_by_words(department),
            None => text.unwrap_or_default().to_owned(),
        };
        pieces.push(SpanText { from: *year, to: *year, text });
        last_span = if alone { None } else { span };
    }
    pieces
}

pub(super) fn columns_of(schedule: &ScheduleContent, frame: &Frame, piece: &SpanText) -> Option<(u16, u16)> {
    let place = |wanted| schedule.years.iter().position(|year| *year == wanted);
    let first = frame.years.get(place(piece.from)?)?;
    let last = frame.years.get(place(piece.to)?)?;
    Some((first.0, last.1))
}

pub(super) fn width_of(schedule: &ScheduleContent, frame: &Frame, piece: &SpanText) -> f64 {
    let years = schedule.years.iter().filter(|year| (piece.from..=piece.to).contains(year)).count();
    f64::from(u32::try_from(years.max(1)).unwrap_or(1)) * frame.year_width
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::form::content::{IndicatorContent, ScheduleContent, SpanText};
    use crate::form::schedule::Entry;
    use crate::form::wording::Wording;
    use crate::form::write::pieces::pieces;
    use crate::text::calendar::FiscalYear;

    fn span(from: i32, to: i32, text: &str) -> SpanText {
        SpanText { from: FiscalYear::new(from), to: FiscalYear::new(to), text: text.to_owned() }
    }

    fn schedule(current: Option<i32>) -> ScheduleContent {
        ScheduleContent {
            wording: Wording::default(),
            heading: "スケジュール".to_owned(),
            years: (2030..2034).map(FiscalYear::new).collect(),
            current: current.map(FiscalYear::new),
            rating_choices: Vec::new(),
            items: Vec::new(),
            indicators: vec![IndicatorContent {
                symbol: String::new(),
                name: "件数".to_owned(),
                targets: vec![span(2030, 2030, "1件"), span(2031, 2033, "9件")],
                actuals: vec![span(2030, 2033, "済")],
                previous: "3件".to_owned(),
                forecast: String::new(),
                self_rating: None,
                items: BTreeMap::new(),
                filled_by: None,
                open_years: BTreeMap::from([(FiscalYear::new(2031), "2件（12月末）".to_owned())]),
            }],
        }
    }

    #[test]
    fn a_span_is_one_cell_except_for_its_input_years() {
        let asked = schedule(Some(2032));
        let indicator = &asked.indicators[0];
        assert_eq!(
            pieces(&asked, indicator, Entry::Target),
            vec![span(2030, 2030, "1件"), span(2031, 2033, "9件")]
        );
        assert_eq!(
            pieces(&asked, indicator, Entry::Actual),
            vec![
                span(2030, 2030, "済"),
                span(2031, 2031, "済"),
                span(2032, 2032, "済"),
                span(2033, 2033, "済")
            ]
        );
        let texts: Vec<String> =
            pieces(&asked, indicator, Entry::Previous).into_iter().map(|piece| piece.text).collect();
        assert_eq!(texts, ["", "2件（12月末）", "3件", ""]);
        let mut of_another = schedule(Some(2032));
        of_another.indicators[0].filled_by = Some("会計課".to_owned());
        let texts =
            |entry| pieces(&of_another, &of_another.indicators[0], entry).into_iter().map(|piece| piece.text);
        assert!(texts(Entry::Actual).eq(["済", "（会計課が記入）", "（会計課が記入）", "済"]));
        assert!(texts(Entry::Forecast).eq(["", "", "（会計課が記入）", ""]));
        let printed = schedule(None);
        assert_eq!(pieces(&printed, &printed.indicators[0], Entry::Actual), vec![span(2030, 2033, "済")]);
    }
}
