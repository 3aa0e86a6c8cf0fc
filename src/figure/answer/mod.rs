//! Reads a department's answer: its number, and what the words around the number say about it.
//!
//! [`crate::figure::read`] finds the number. This module classifies the words, which are all listed in
//! `vocabulary`: the time of the number, whether it is final, the whole or a part, and whether it is an
//! actual at all. Rules query the figure and read no words themselves.

mod choice;
mod number;
mod pending;
mod phrase;
mod qualify;
mod share;
mod time;
mod vocabulary;

use crate::figure::answer::vocabulary::role::COMPARES;
use crate::figure::model::{Figure, FigureKind, NumberSource};
use crate::figure::read;
use crate::figure::said::{Asked, Said};

/// Reads a forecast like an actual reported for the year's last month. It is text if its number is of another
/// time (`20施設（12月末現在）`), a change or a remainder (`あと2施設`), or compared with the outcome
/// (`45施設には届かない見込み`). Other words are ignored: every forecast is an estimate.
pub(super) fn forecast(text: &str, asked: &Asked<'_>) -> Figure {
    let read =
        figure(text, &Asked { month: asked.month.map(|month| month.fiscal_year().last_month()), ..*asked });
    let said = &read.said;
    let compares = COMPARES.iter().any(|word| text.contains(word));
    let stands = said.time.is_none() && said.objection.is_none() && !compares;
    let counts = match read.kind {
        FigureKind::Quantity => stands,
        FigureKind::Pending => false,
        _ => true,
    };
    let said = Said::default();
    if counts {
        return Figure { said, ..read };
    }
    Figure { kind: FigureKind::Text, quantity: None, hedge: None, said, ..read }
}

/// Reads a department's actual.
pub(super) fn figure(text: &str, asked: &Asked<'_>) -> Figure {
    let plain = share::in_percent(text, asked.unit);
    let whole = read::figure(plain.as_deref().unwrap_or(text), asked.unit);
    let stands = matches!(whole.kind, FigureKind::Quantity | FigureKind::Text | FigureKind::Deadline);
    let Some(month) = asked.month.filter(|_| stands && !read::is_prose(text) && !read::is_formula(text))
    else {
        return Figure { text: text.to_owned(), ..whole };
    };
    let line = read::normalized(plain.as_deref().unwrap_or(text));
    let cut = phrase::phrases(&line);
    let mut phrases: Vec<number::Read> =
        cut.iter().map(|phrase| number::read(phrase, asked, month)).collect();
    number::join_sums(&cut, &mut phrases);
    number::mark_monthly(&mut phrases);
    let mut figure = pending::figure(&phrases, &whole, month)
        .unwrap_or_else(|| qualify::figure(&phrases, whole, asked, month));
    text.clone_into(&mut figure.text);
    if plain.is_some() && figure.quantity.is_some() {
        figure.source = NumberSource::Within;
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::forecast;
    use crate::figure::said::{Asked, Counting};
    use crate::text::calendar::Month;

    fn asked() -> Asked<'static> {
        let month = Month::parse_iso("2022-12");
        Asked { unit: "施設", name: "施設数", counting: Counting::Total, planned: [None, None], month }
    }

    fn number(text: &str) -> Option<String> {
        forecast(text, &asked()).number().map(|number| number.to_string())
    }

    #[test]
    fn a_forecast_is_of_the_end_of_the_year() {
        for text in ["3月末45施設", "45施設（R5.3末）", "年度末45施設", "45施設の見込み"]
        {
            assert_eq!(number(text).as_deref(), Some("45"), "{text}");
        }
        for text in ["40施設（12月末現在）", "あと5施設", "5施設増", "公表待ち"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_a_forecast_is_compared_with_is_not_the_forecast() {
        for text in
            ["45施設には届かない見込み", "45施設を下回る見込み", "45施設に至らない", "45施設を上回る見込み"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        for text in ["45施設", "約45施設", "45施設見込み", "45施設に達する見込み"] {
            assert_eq!(number(text).as_deref(), Some("45"), "{text}");
        }
    }
}
