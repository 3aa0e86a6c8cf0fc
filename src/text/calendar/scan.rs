//! The scanner of written years, months and days. It works on squashed text, so that width and spaces do not matter.

use std::ops::RangeInclusive;

use super::{Date, Era, Month};
use crate::text::fold;

/// The years that a plan can speak of; what lies outside is a misreading.
pub(super) const SANE: RangeInclusive<i32> = 1950..=2150;

/// A fiscal year that a text consists of.
pub(super) fn fiscal_year(text: &str) -> Option<i32> {
    let text = prepared(text);
    let text = text.strip_prefix("FY").unwrap_or(&text);
    let (year, rest) = year(text)?;
    matches!(rest, "" | "年度" | "年").then_some(year)
}

/// A month that a text consists of, with a day or an end of month after it or not.
pub(super) fn month(text: &str) -> Option<Month> {
    let text = prepared(text);
    if let Some(year) = text.strip_suffix("年度末").and_then(fiscal_year) {
        return Month::new(year + 1, 3);
    }
    let (month, rest) = leading_month(&text)?;
    is_month_ending(rest).then_some(month)
}

/// A month at the start of a folder's name; what follows it is free, but for digits.
pub(super) fn folder_month(name: &str) -> Option<Month> {
    let text = prepared(name).replace('_', "-");
    leading_month(&text).map(|(month, _)| month)
}

/// A day that a text consists of, with a weekday or a time of day after it or not.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = prepared(text);
    let (date, rest) = leading_date(&text)?;
    is_date_ending(rest).then_some(date)
}

/// Squashed, in upper case (for `r5`), with one dash; a space between two digits still parts them.
fn prepared(text: &str) -> String {
    let folded = fold::width(text);
    let chars: Vec<char> = folded.trim().chars().collect();
    let mut out = String::with_capacity(folded.len());
    for (at, c) in chars.iter().enumerate() {
        if !c.is_whitespace() {
            out.push(if fold::is_dash(*c) { '-' } else { c.to_ascii_uppercase() });
        } else if out.ends_with(|c: char| c.is_ascii_digit())
            && chars.get(at + 1).is_some_and(char::is_ascii_digit)
        {
            out.push(' ');
        }
    }
    out
}

/// A year at the start: four digits of the common era, or an era's name or letter and a number (元 is 1). A second counting
/// in brackets, as in `2023年(令和5年)`, is passed over where it says the same.
fn year(text: &str) -> Option<(i32, &str)> {
    let (year, rest) = plain_year(text.strip_prefix("西暦").unwrap_or(text))?;
    if !SANE.contains(&year) {
        return None;
    }
    for mark in ["年度", "年", ""] {
        if let Some((inner, outer)) =
            rest.strip_prefix(mark).and_then(|r| r.strip_prefix('(')).and_then(|r| r.split_once(')'))
        {
            let (again, ending) = plain_year(inner)?;
            if again != year || !matches!(ending, "" | "年" | "年度") {
                return None;
            }
            // Either counting may carry the 年: `2023(令和5)年度`, `令和5年(2023年)3月`.
            return Some((year, if mark.is_empty() { outer } else { &rest[rest.len() - outer.len()..] }))
                .map(|(y, r)| {
                    (y, if r.is_empty() || r.starts_with(['年', '.', '-', '/']) { r } else { after_year(r) })
                });
        }
    }
    Some((year, rest))
}

fn after_year(rest: &str) -> &str {
    rest
}

fn plain_year(text: &str) -> Option<(i32, &str)> {
    for era in Era::all() {
        let Some(rest) = text.strip_prefix(era.name).or_else(|| text.strip_prefix(era.letter)) else {
            continue;
        };
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some(rest) = rest.strip_prefix('元') {
            return Some((era.year(1), rest));
        }
        let (n, rest) = digits(rest, 2)?;
        return (n > 0).then_some((era.year(n), rest));
    }
    let (n, rest) = digits(text, 4)?;
    (n >= 1000).then_some((n, rest))
}

/// A whole run of at most `most` digits at the start.
fn digits(text: &str, most: usize) -> Option<(i32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 || end > most {
        return None;
    }
    let (number, rest) = text.split_at(end);
    Some((number.parse().ok()?, rest))
}

/// The month at the start, and what follows it (after a day, where one is written).
fn leading_month(text: &str) -> Option<(Month, &str)> {
    if let Some((date, rest)) = leading_date(text) {
        return Some((date.in_month()?, rest));
    }
    if let Some((month, rest)) = compact(text, 6) {
        return Some((Month::new(month / 100, u8::try_from(month % 100).ok()?)?, rest));
    }
    let (year, rest) = year(text)?;
    let rest = separator(rest, "年")?;
    let (month, rest) = digits(rest, 2)?;
    let month = Month::new(year, u8::try_from(month).ok()?)?;
    Some((month, rest.strip_prefix('月').unwrap_or(rest)))
}

fn leading_date(text: &str) -> Option<(Date, &str)> {
    if let Some((n, rest)) = compact(text, 8) {
        let date = Date::new(n / 10_000, u8::try_from(n / 100 % 100).ok()?, u8::try_from(n % 100).ok()?)?;
        return Some((date, rest));
    }
    let (year, rest) = year(text)?;
    let (month, rest) = digits(separator(rest, "年")?, 2)?;
    let (day, rest) = digits(separator(rest, "月")?, 2)?;
    let date = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some((date, rest.strip_prefix('日').unwrap_or(rest)))
}

/// A run of exactly `length` digits, as in `202303`.
fn compact(text: &str, length: usize) -> Option<(i32, &str)> {
    let (number, rest) = digits(text, length)?;
    (text.len() - rest.len() == length).then_some((number, rest))
}

fn separator<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_prefix(word).or_else(|| text.strip_prefix(['.', '-', '/', ' ']))
}

fn is_month_ending(rest: &str) -> bool {
    let rest = rest.strip_prefix("末日").or_else(|| rest.strip_prefix('末')).unwrap_or(rest);
    matches!(rest, "" | "現在" | "時点" | "分" | "期") || is_date_ending(rest)
}

fn is_date_ending(rest: &str) -> bool {
    let rest = weekday(rest);
    let clock = rest.strip_prefix('T').or_else(|| rest.strip_prefix(' ')).unwrap_or(rest);
    matches!(rest, "" | "現在" | "時点")
        || (clock.contains(':') && clock.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.')))
}

fn weekday(rest: &str) -> &str {
    let Some((inner, after)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) else {
        return rest;
    };
    let day = inner.strip_suffix("曜日").or_else(|| inner.strip_suffix('曜')).unwrap_or(inner);
    if ["月", "火", "水", "木", "金", "土", "日"].contains(&day) { after } else { rest }
}
