//! Reads written years, months and days. Works on squashed text, so width and spaces do not matter.

use crate::text::calendar::date::Date;
use crate::text::calendar::era::Era;
use crate::text::calendar::fiscal_year::FiscalYear;
use crate::text::calendar::month::{ACCEPTED_YEARS, Month};
use crate::text::{fold, numeral};

impl FiscalYear {
    /// Reads `2023年度`, `令和5年度`, `R5`, `2023` and the like. `None` before 1950 and after 2150.
    pub fn parse(text: &str) -> Option<Self> {
        fiscal_year(text).map(Self::new)
    }
}

impl Month {
    /// Reads a month as offices write it: `2023年3月末`, `令和5年3月`, `R5.3`, `R5.3.31`, `2023/3`, `202303`,
    /// `令和5年3月31日現在`.
    pub fn parse(text: &str) -> Option<Self> {
        month(text)
    }

    /// Reads the month at the start of a folder's name: `2023-03`, `令和5年3月分`, `202303_最終`.
    pub fn folder_prefix(name: &str) -> Option<Self> {
        folder_month(name)
    }
}

impl Date {
    /// Reads `2023/4/5`, `2023-04-05`, `令和5年4月5日`, `R5.4.5` and the like. `None` if the year is missing.
    pub fn parse(text: &str) -> Option<Self> {
        date(text)
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("日付として読めません: {text}"))
    }
}

/// Reads a text that consists of a fiscal year.
pub(super) fn fiscal_year(text: &str) -> Option<i32> {
    let text = prepared(text)?;
    let (year, rest) = year(text.strip_prefix("FY").unwrap_or(&text))?;
    matches!(rest, "" | "年度" | "年").then_some(year)
}

/// Reads a text that consists of a month, optionally with a day or 末 after it.
pub(super) fn month(text: &str) -> Option<Month> {
    let text = prepared(text)?;
    let (month, rest) = leading_month(&text)?;
    is_month_ending(rest).then_some(month)
}

/// Reads the month at the start of a folder's name. Anything may follow it.
pub(super) fn folder_month(name: &str) -> Option<Month> {
    let text = prepared(&name.replace(['_', '＿'], "-"))?;
    leading_month(&text).map(|(month, _)| month)
}

/// Reads a text that consists of a day, optionally with a weekday or a time after it.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = prepared(text)?;
    let (date, rest) = leading_date(&text)?;
    is_date_ending(rest).then_some(date)
}

/// Normalises a text for the readers of this module: folds its width, removes white space except between two
/// digits, converts it to upper case (for `r5`), unifies dashes, and removes a repeated year. `None` if the
/// two years differ.
pub(super) fn prepared(text: &str) -> Option<String> {
    let folded = fold::width(text);
    let mut out = String::with_capacity(folded.len());
    let mut chars = folded.trim().chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_whitespace() {
            out.push(if workbook::is_dash(c) { '-' } else { c.to_ascii_uppercase() });
        } else if out.ends_with(is_digit) && chars.peek().copied().is_some_and(is_digit) {
            out.push(' ');
        }
    }
    without_repeated_year(out)
}

/// Removes the repeated year from `2023年(令和5年)3月` and `令和5(2023)年度`. `None` if the two years differ.
fn without_repeated_year(text: String) -> Option<String> {
    let Some((first, rest)) = any_year(&text) else { return Some(text) };
    let (mark, rest) = ["年度", "年"]
        .into_iter()
        .find_map(|mark| Some((mark, rest.strip_prefix(mark)?)))
        .unwrap_or(("", rest));
    let Some((inner, outer)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
        return Some(text);
    };
    let Some((second, inner_mark)) = any_year(inner) else { return Some(text) };
    if second != first || !matches!(inner_mark, "" | "年" | "年度") {
        return None;
    }
    let mark = if mark.is_empty() && !outer.starts_with('年') { inner_mark } else { mark };
    Some(format!("{first}{mark}{outer}"))
}

/// Reads a year from 1950 to 2150 at the start of a text.
pub(super) fn year(text: &str) -> Option<(i32, &str)> {
    any_year(text).filter(|(year, _)| ACCEPTED_YEARS.contains(year))
}

/// Reads a year at the start of a text: four digits, or an era's name or letter with a number (元 is 1).
fn any_year(text: &str) -> Option<(i32, &str)> {
    let text = text.strip_prefix("西暦").unwrap_or(text);
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

/// Reads the run of digits at the start of a text, or the kanji numerals (`令和五年十二月`), if it has at
/// most `most` digits.
pub(super) fn digits(text: &str, most: usize) -> Option<(i32, &str)> {
    let end = text.find(|c| !is_digit(c)).unwrap_or(text.len());
    if end == 0 {
        let end = text.find(|c| !"〇一二三四五六七八九十".contains(c)).unwrap_or(text.len());
        let (written, rest) = text.split_at(end);
        // Before 年 or 月 a lone 一 is a numeral, not a dash.
        let number = if written == "一" { 1 } else { i32::try_from(numeral::kanji(written)?).ok()? };
        return (number.to_string().len() <= most).then_some((number, rest));
    }
    let (number, rest) = text.split_at(end);
    (end <= most).then_some(())?;
    Some((number.parse().ok()?, rest))
}

/// Reads the month at the start of a text, with a day if one follows. Returns the rest of the text too.
fn leading_month(text: &str) -> Option<(Month, &str)> {
    if let Some((date, rest)) = leading_date(text) {
        return Some((date.in_month()?, rest));
    }
    if let Some((month, rest)) = compact(text, 6) {
        return Some((Month::new(month / 100, u8::try_from(month % 100).ok()?)?, rest));
    }
    let (year, rest) = year(text)?;
    if let Some(rest) = rest.strip_prefix("年度末") {
        return Some((Month::new(year + 1, 3)?, rest));
    }
    let (month, rest) = digits(separator(rest, "年")?, 2)?;
    let month = Month::new(year, u8::try_from(month).ok()?)?;
    Some((month, rest.strip_prefix('月').unwrap_or(rest)))
}

/// Reads the day at the start of a text. Returns the rest of the text too.
fn leading_date(text: &str) -> Option<(Date, &str)> {
    let (year, month, day, rest) = if let Some((n, rest)) = compact(text, 8) {
        (n / 10_000, n / 100 % 100, n % 100, rest)
    } else {
        let (year, rest) = year(text)?;
        let (month, rest) = digits(separator(rest, "年")?, 2)?;
        let (day, rest) = digits(separator(rest, "月")?, 2)?;
        (year, month, day, rest.strip_prefix('日').unwrap_or(rest))
    };
    let date = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    ACCEPTED_YEARS.contains(&year).then_some((date, rest))
}

/// Reads a run of exactly `length` digits, such as `202303`.
fn compact(text: &str, length: usize) -> Option<(i32, &str)> {
    let (number, rest) = digits(text, length)?;
    (text.starts_with(is_digit) && text.len() - rest.len() == length).then_some((number, rest))
}

fn separator<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_prefix(word).or_else(|| text.strip_prefix(['.', '-', '/', ' ']))
}

fn is_month_ending(rest: &str) -> bool {
    let rest = rest.strip_prefix("末日").or_else(|| rest.strip_prefix('末')).unwrap_or(rest);
    rest == "分" || is_date_ending(rest)
}

fn is_date_ending(rest: &str) -> bool {
    let rest = without_weekday(rest);
    let clock = rest.strip_prefix(['T', ' ']).unwrap_or(rest);
    let is_clock = clock.contains(':') && clock.chars().all(|c| is_digit(c) || matches!(c, ':' | '.' | 'Z'));
    matches!(rest, "" | "現在" | "時点") || is_clock
}

fn without_weekday(rest: &str) -> &str {
    let Some((inner, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
        return rest;
    };
    let day = inner.strip_suffix("曜日").or_else(|| inner.strip_suffix('曜')).unwrap_or(inner);
    if ["月", "火", "水", "木", "金", "土", "日"].contains(&day) { after } else { rest }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
