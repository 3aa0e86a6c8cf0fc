//! Reads a 基準月 that is not written like `2023年3月末`: with a fiscal year, a quarter, no year, or a remark
//! after it.

use crate::text::calendar::era::Era;
use crate::text::calendar::fiscal_year::FiscalYear;
use crate::text::calendar::month::Month;
use crate::text::calendar::scan;

impl Month {
    /// Reads a 基準月 in another notation, if it has only one meaning: `2022年度12月末`,
    /// `令和4年度第3四半期`, `2022年12月末（第3四半期）`. A missing year (`12月末`) is taken from `around`; a
    /// short one (`22年12月末`) is completed so that the month is `possible`.
    pub fn stated(text: &str, around: Option<FiscalYear>, possible: impl Fn(Self) -> bool) -> Option<Self> {
        stated_month(text, around, &possible)
    }
}

/// Returns the only month that a text can mean. A missing year comes from `around`, the century or era of a
/// short year (`22年`, `4年`) from what is `possible`. `None` if the text is unreadable or ambiguous.
pub(super) fn stated_month(
    text: &str,
    around: Option<FiscalYear>,
    possible: &dyn Fn(Month) -> bool,
) -> Option<Month> {
    if let Some(month) = scan::month(text) {
        return Some(month);
    }
    let text = scan::prepared(text)?;
    let text = text.strip_prefix("基準月").unwrap_or(&text);
    let text = text.strip_prefix(':').unwrap_or(text);
    let read = |text: &str| one_month(text, around, possible);
    let Some((before, rest)) = text.split_once('(') else { return read(text) };
    let (inner, after) = rest.split_once(')')?;
    let outer = format!("{before}{after}");
    if outer.is_empty() {
        return read(inner);
    }
    // A remark may repeat the month in other words or name no time. With another time the text is ambiguous.
    let month = read(&outer)?;
    let agrees = read(inner).map_or(!names_a_number(inner), |other| other == month);
    agrees.then_some(month)
}

/// The notation of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Year {
    /// `2022年度`
    Fiscal(i32),
    /// `2022年`
    Calendar(i32),
    /// `2022`, directly before a quarter.
    Bare(i32),
    /// No year.
    Missing,
}

/// The part of a year that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartOfYear {
    /// A month by its number: `12月`.
    Month(u8),
    /// A quarter or half of the fiscal year, given as the number of its last month.
    Ending(u8),
}

/// Characters that replace the century of a year: `’22.12`.
const APOSTROPHES: [char; 5] = ['\'', '’', '‘', '`', '´'];

fn one_month(text: &str, around: Option<FiscalYear>, possible: &dyn Fn(Month) -> bool) -> Option<Month> {
    let (years, rest) = years(text)?;
    let is_fiscal = years.iter().all(|year| matches!(year, Year::Fiscal(_)));
    let year_end = rest.strip_prefix("年度末").or_else(|| rest.strip_prefix('末').filter(|_| is_fiscal));
    let part = match year_end {
        Some(rest) => without_ending(rest).is_empty().then_some(PartOfYear::Ending(3))?,
        None => part(without_ending(rest), text.starts_with(APOSTROPHES))?,
    };
    let short = years.len() > 1;
    let mut months: Vec<Month> = years
        .into_iter()
        .filter_map(|year| to_month(year, part, around))
        .filter(|month| !short || possible(*month))
        .collect();
    months.sort_unstable();
    months.dedup();
    match months.as_slice() {
        [month] => Some(*month),
        _ => None,
    }
}

fn to_month(year: Year, part: PartOfYear, around: Option<FiscalYear>) -> Option<Month> {
    match (year, part) {
        (Year::Fiscal(year), PartOfYear::Month(number) | PartOfYear::Ending(number))
        | (Year::Bare(year), PartOfYear::Ending(number)) => Month::from_fiscal(FiscalYear::new(year), number),
        (Year::Calendar(year), PartOfYear::Month(number)) => Month::new(year, number),
        (Year::Missing, PartOfYear::Month(number) | PartOfYear::Ending(number)) => {
            Month::from_fiscal(around?, number)
        }
        // A quarter of a calendar year may be meant as a quarter of the fiscal year.
        (Year::Calendar(_), PartOfYear::Ending(_)) | (Year::Bare(_), PartOfYear::Month(_)) => None,
    }
}

/// Returns the years that the start of a text can mean (several for a short year), and the rest of the text.
fn years(text: &str) -> Option<(Vec<Year>, &str)> {
    if let Some((year, rest)) = scan::year(text) {
        return Some(match mark(rest) {
            Some((YearMark::Fiscal, rest)) => (vec![Year::Fiscal(year)], rest),
            Some((YearMark::Calendar, rest)) => (vec![Year::Calendar(year)], rest),
            None => (vec![Year::Bare(year)], rest.strip_prefix('-').unwrap_or(rest)),
        });
    }
    if let Some(era) =
        Era::all().iter().find(|era| era.name.chars().next().is_some_and(|c| text.starts_with(c)))
    {
        // `令4年12月`
        let rest = text.get(text.chars().next()?.len_utf8()..)?;
        let (number, rest) = scan::digits(rest, 2)?;
        let year = era.year(number);
        return Some(match mark(rest)? {
            (YearMark::Fiscal, rest) => (vec![Year::Fiscal(year)], rest),
            (YearMark::Calendar, rest) => (vec![Year::Calendar(year)], rest),
        });
    }
    let (text, is_marked) = match text.strip_prefix(APOSTROPHES) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let short = || {
        let (number, rest) = scan::digits(text, 2)?;
        let (mark, rest) = match mark(rest) {
            Some(found) => found,
            None if is_marked => (YearMark::Calendar, rest.strip_prefix(['.', '/', '-'])?),
            None => return None,
        };
        let years = std::iter::once(2000 + number).chain(Era::all().iter().map(|era| era.year(number)));
        let year = |year: i32| match mark {
            YearMark::Fiscal => Year::Fiscal(year),
            YearMark::Calendar => Year::Calendar(year),
        };
        Some((years.map(year).collect(), rest))
    };
    short().or_else(|| (!is_marked).then(|| (vec![Year::Missing], text)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum YearMark {
    Fiscal,
    Calendar,
}

fn mark(rest: &str) -> Option<(YearMark, &str)> {
    let fiscal =
        rest.strip_prefix("年度").map(|rest| (YearMark::Fiscal, rest.strip_prefix('の').unwrap_or(rest)));
    fiscal.or_else(|| rest.strip_prefix('年').map(|rest| (YearMark::Calendar, rest)))
}

/// Removes words at the end that add nothing to the month.
fn without_ending(text: &str) -> &str {
    let mut rest = text;
    while let Some(shorter) =
        ["現在", "時点", "末日", "末", "分", "報告", "実績"].iter().find_map(|word| rest.strip_suffix(word))
    {
        rest = shorter;
    }
    rest
}

/// Reads the part of a year that a text names. A bare number counts as a month only if `may_be_bare`.
fn part(text: &str, may_be_bare: bool) -> Option<PartOfYear> {
    match text {
        "上半期" | "上期" => return Some(PartOfYear::Ending(9)),
        "下半期" | "下期" => return Some(PartOfYear::Ending(3)),
        _ => {}
    }
    if let Some(number) = quarter(text) {
        return (1..=4).contains(&number).then_some(PartOfYear::Ending(if number == 4 {
            3
        } else {
            number * 3 + 3
        }));
    }
    let (number, rest) = scan::digits(text, 2)?;
    let number = u8::try_from(number).ok().filter(|number| (1..=12).contains(number))?;
    let is_month = matches!(rest, "月" | "月期") || (may_be_bare && rest.is_empty());
    (is_month || is_last_day(number, rest)).then_some(PartOfYear::Month(number))
}

/// True if the last day of the month follows its number: `/31`, `月31日`. Any other day may be the day of
/// filling in.
fn is_last_day(month: u8, rest: &str) -> bool {
    let day = rest.strip_prefix(['/', '月']).and_then(|rest| scan::digits(rest, 2));
    let Some((day, "" | "日")) = day else { return false };
    let last = |year: i32| Month::new(year, month).map(|month| i32::from(month.last_day().day()));
    last(2023) == Some(day) || last(2024) == Some(day)
}

/// Reads a quarter: `第3四半期`, `3Q`, `Q3`.
fn quarter(text: &str) -> Option<u8> {
    let number = match text.strip_suffix("四半期") {
        Some(number) => number.strip_prefix('第').unwrap_or(number),
        None => {
            let text = text.strip_prefix('第').unwrap_or(text);
            text.strip_suffix('Q').or_else(|| text.strip_prefix('Q'))?
        }
    };
    match scan::digits(number, 1)? {
        (number, "") => u8::try_from(number).ok(),
        _ => None,
    }
}

fn names_a_number(text: &str) -> bool {
    text.contains(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::stated_month;
    use crate::text::calendar::{FiscalYear, Month};

    fn read(text: &str) -> Option<String> {
        let possible = |month: Month| (2021..2026).contains(&month.fiscal_year().year());
        stated_month(text, Some(FiscalYear::new(2022)), &possible).map(|month| month.to_string())
    }

    #[test]
    fn a_text_with_one_meaning_is_read() {
        for text in [
            "2022年12月末",
            "2022年12月末（第3四半期）",
            "2022年12月末（確定値）",
            "12月末",
            "12月",
            "１２月末現在",
            "12月31日",
            "12/31",
            "第3四半期",
            "第３四半期末",
            "第三四半期",
            "令和4年度第3四半期",
            "R4年度3Q",
            "2022Q3",
            "2022年度12月末",
            "令和4年度12月末現在",
            "令和４年度の12月分",
            "22年12月末",
            "4年12月末",
            "’22.12末",
            "令4年12月",
            "令和4年 12月期",
            "令和四年十二月末",
            "二〇二二年十二月末",
            "平成34年12月",
            "基準月：2022年12月末",
            "（2022年12月末）",
        ] {
            assert_eq!(read(text).as_deref(), Some("2022-12"), "{text}");
        }
        assert_eq!(read("2022年度3月").as_deref(), Some("2023-03"));
        assert_eq!(read("第4四半期").as_deref(), Some("2023-03"));
        assert_eq!(read("令和4年度上半期").as_deref(), Some("2022-09"));
        assert_eq!(read("第1四半期").as_deref(), Some("2022-06"));
        assert_eq!(read("4年度末").as_deref(), Some("2023-03"));
        assert_eq!(read("年度末").as_deref(), Some("2023-03"));
    }

    #[test]
    fn an_ambiguous_or_unreadable_text_gives_none() {
        for text in [
            "",
            "-",
            "12",
            "2022",
            "2022年度",
            "4年度",
            "年度",
            "44926",
            "#REF!",
            "4/12",
            "12/15",
            "2022年第3四半期",
            "2022年12月末→2023年3月末",
            "2023年3月末（前回：2022年12月末）",
            "2023年3月末時点（提出：2022年12月）",
            "2022年12月末（第4四半期）",
            "2022年12月未",
            "2022年I2月末",
            "2022年13月末",
            "第5四半期",
            "December 2022",
            "9年12月末",
            "前回",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let nothing = stated_month("12月末", None, &|_| true);
        assert_eq!(nothing, None, "without `around` the year is unknown");
    }
}
