//! Finds the times in a text, with the words that belong to them, and joins those of a span.

use super::model::{Found, Time, When};
use super::single::{MONTHS, adds_up, digits, single};
use crate::figure::said::{Asked, Counting};
use crate::text::calendar::{FiscalYear, Month};

/// Returns every time in a text, in order. `now` is the month of the report; a month without a year belongs
/// to its fiscal year.
pub(crate) fn times(text: &str, now: Month, asked: &Asked<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    // If the indicator itself counts months or days, a number of them is the answer, not a time.
    let counts_time = ["月", "年", "日", "期", "時"].iter().any(|word| asked.unit.contains(word));
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let joined =
            text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | ','));
        let time = if joined { None } else { spanned(rest, now) };
        let time = time.or_else(|| (at == 0).then(|| bare_months(rest, now)).flatten());
        let digits = rest.starts_with(|c: char| c.is_ascii_digit());
        match time.filter(|_| !(counts_time && digits)) {
            Some((Some(time), len)) => {
                let time = within_year(time, &rest[len..], now, asked.counting);
                let len = len + tail(&rest[len..]);
                found.push(Found { at, len, time });
                at += len;
            }
            Some((None, len)) => at += len,
            None if digits => at += rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()),
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// Narrows a time to a part of the fiscal year: the report's own month if the words say that it is that
/// month's only (`3月分`), and a [`Time::PartOfAnnual`] for a part of the year in a 単年.
fn within_year(time: Time, rest: &str, now: Month, counting: Counting) -> Time {
    let month = match time {
        Time::Month(month) => Some(month),
        Time::Yearless(number) => Month::from_fiscal(now.fiscal_year(), number),
        _ => None,
    };
    let month_s_own = || {
        let own = ["のみ", "だけ", "単月"].iter().any(|word| rest.starts_with(word));
        own || rest.strip_prefix('分').is_some_and(|rest| rest.trim_start_matches("の実績").is_empty())
    };
    let time = if month == Some(now) && month_s_own() { Time::PartUntilReport } else { time };
    match time {
        Time::Part | Time::PartUntilReport if counting == Counting::OfYear => Time::PartOfAnnual,
        time => time,
    }
}

/// Reads a time and its length in bytes. A span of times such as `R4.4～R5.2` gives its end. An inner `None`
/// means words to skip.
fn spanned(text: &str, now: Month) -> Option<(Option<Time>, usize)> {
    let (first, len) = first_of_span(text).or_else(|| single(text, now))?;
    if let Some(more) = first.and_then(|first| year_beside(first, &text[len..], now)) {
        return Some((Some(Time::Years), len + more));
    }
    let rest = &text[len..];
    let beyond = ["から", "~", "-"]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark))
        .map(|rest| rest.trim_start_matches(' '));
    let last = beyond.and_then(|beyond| {
        let (last, more) = single(beyond, now).or_else(|| bare_end(first?, beyond))?;
        Some((last, text.len() - beyond.len() + more))
    });
    Some(last.map_or((first, len), |(last, len)| (span(first, last, now), len)))
}

/// Returns the length in bytes of the `・R4` of `R3・R4計`: a second year that the first is added to.
fn year_beside(first: Time, text: &str, now: Month) -> Option<usize> {
    let Time::Year(_) = first else { return None };
    let beyond =
        ["・", "、", ",", "+", "と", "及び", "および"].iter().find_map(|mark| text.strip_prefix(mark))?;
    let (Some(Time::Year(_)), len) = single(beyond.trim_start_matches(' '), now)? else { return None };
    let rest = beyond.trim_start_matches(' ').get(len..)?;
    adds_up(rest).then_some(text.len() - rest.len())
}

/// Reads the `12` of `R4.4~12`, which is a month only because a month with its year begins the span.
fn bare_end(first: Time, text: &str) -> Option<(Option<Time>, usize)> {
    let Time::Month(_) = first else { return None };
    let (number, rest) = digits(text).filter(|(number, _)| (1..=12).contains(number))?;
    let ends = rest.is_empty() || rest.starts_with([' ', ')', '\n']);
    ends.then_some((Some(Time::Yearless(number)), text.len() - rest.len()))
}

/// Returns the time of a span: its end, or, if it ends with the report, [`Time::Years`] or
/// [`Time::PartUntilReport`] by where it begins.
fn span(first: Option<Time>, last: Option<Time>, now: Month) -> Option<Time> {
    let begins = match first? {
        Time::Day(day, _) => day.in_month(),
        Time::Month(month) => Some(month),
        Time::Yearless(number) => Month::from_fiscal(now.fiscal_year(), number),
        Time::Year(year) => Some(year.first_month()),
        _ => None,
    };
    let ends_now = last.is_some_and(|last| last.seen_from(now) == When::Now);
    match begins.filter(|_| ends_now) {
        Some(month) if month.fiscal_year() < now.fiscal_year() => Some(Time::Years),
        Some(month) if month > now.fiscal_year().first_month() => Some(Time::PartUntilReport),
        _ => last,
    }
}

/// Reads the `4` of `4～2月` and `4-12月`, which is a month only because one follows the mark; likewise a year.
fn first_of_span(text: &str) -> Option<(Option<Time>, usize)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let beyond = text[end..].strip_prefix(['~', '-'])?.trim_start_matches(' ');
    let digits = beyond.find(|c: char| !c.is_ascii_digit())?;
    match (end, digits) {
        (1..=2, 1..=2) if beyond[digits..].starts_with('月') => {
            let number = text[..end].parse().ok().filter(|number| (1..=12).contains(number))?;
            Some((Some(Time::Yearless(number)), end))
        }
        // `2021～2022年度`
        (4, 4) if beyond[digits..].starts_with('年') => {
            let year = text[..end].parse().ok().filter(|year| (1950..=2150).contains(year))?;
            Some((Some(Time::Year(FiscalYear::new(year))), end))
        }
        _ => None,
    }
}

/// Reads a remark that is nothing but a year: `2021`. A year after the report's fiscal year is a calendar
/// year.
pub(crate) fn bare_year(remark: &str, now: Month) -> Option<Found> {
    let year: i32 = Some(remark.trim()).filter(|text| text.len() == 4)?.parse().ok()?;
    let time = if year > now.fiscal_year().year() {
        Time::Calendar(year)
    } else {
        Time::Year(FiscalYear::new(year))
    };
    (1950..=2150).contains(&year).then_some(Found { at: 0, len: remark.len(), time })
}

/// Reads the first months of the fiscal year if they are the whole text: `9か月`.
fn bare_months(text: &str, now: Month) -> Option<(Option<Time>, usize)> {
    let (number, rest) = digits(text).filter(|(number, _)| (1..=12).contains(number))?;
    let month = now.fiscal_year().months().nth(usize::from(number) - 1)?;
    MONTHS.contains(&rest.trim()).then_some((Some(Time::Month(month)), text.len()))
}

/// Returns the length in bytes of the words that follow a time and belong to it: `末現在`, `まで`, `分`.
fn tail(text: &str) -> usize {
    let mut len = 0;
    while let Some(word) = ["末日", "末", "現在", "時点", "まで", "の実績", "実績", "の値", "値", "分", "中"]
        .iter()
        .find(|word| text[len..].starts_with(**word))
    {
        len += word.len();
    }
    len + length_of_span(&text[len..]).unwrap_or(0)
}

/// Returns the length in bytes of the number of months stated after a span of time: `の10か月`.
fn length_of_span(text: &str) -> Option<usize> {
    let (_, rest) = digits(text.strip_prefix('の')?)?;
    let rest = MONTHS.iter().find_map(|word| rest.strip_prefix(word))?;
    let rest = ["分", "間"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::{Time, year_beside};
    use crate::text::calendar::{FiscalYear, Month};

    #[test]
    fn a_second_year_belongs_to_the_first_only_where_both_are_added_up() {
        let (first, now) = (Time::Year(FiscalYear::new(2021)), Month::parse_iso("2023-03").unwrap());
        for (text, belongs) in
            [("・R4計", Some("・R4")), ("とR4の合計", Some("とR4")), ("・R4", None), ("比", None)]
        {
            assert_eq!(year_beside(first, text, now), belongs.map(str::len), "{text}");
        }
    }
}
