//! Reads one time at the start of a text.

use super::model::{Time, Written};
use crate::text::calendar::{Date, Era, FiscalYear, Month};

/// Reads one time at the start of a text. An inner `None` means words that begin like a time but name none
/// (`前年度比`).
pub(super) fn single(text: &str, now: Month) -> Option<(Option<Time>, usize)> {
    let (time, len) = month_of_year(text, now)
        .or_else(|| words(text, now))
        .or_else(|| dated(text))
        .or_else(|| yearless(text, now))
        .or_else(|| months(text, now))
        .or_else(|| years_together(text))?;
    // A time that the number is compared with is not its own time: `2020年度比`.
    let compared = COMPARED.iter().any(|word| text[len..].starts_with(word));
    Some((time.filter(|_| !compared), len))
}

/// Words after a time that say that the number is compared with it.
const COMPARED: [&str; 9] = ["比", "並", "同", "差", "より", "に比べ", "を基準", "から増", "から減"];

/// Reads a month of a year that is named by its distance: `昨年3月`, `前年度の12月`.
fn month_of_year(text: &str, now: Month) -> Option<(Option<Time>, usize)> {
    const NAMED: [(&str, i32); 10] = [
        ("一昨年", -2),
        ("前々年", -2),
        ("昨年", -1),
        ("去年", -1),
        ("前年", -1),
        ("今年", 0),
        ("本年", 0),
        ("来年", 1),
        ("翌年", 1),
        ("明年", 1),
    ];
    let (word, distance) = NAMED.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    let (of_fiscal_year, rest) = rest.strip_prefix('度').map_or((false, rest), |rest| (true, rest));
    let (number, rest) = digits(rest.strip_prefix('の').unwrap_or(rest))?;
    let rest = rest.strip_prefix('月')?;
    // A report for December that is written in January calls it last year's.
    let just_ended = *distance == -1 && number == 12 && now.month() == 12;
    let month = if just_ended && !of_fiscal_year {
        now
    } else if of_fiscal_year {
        Month::from_fiscal(FiscalYear::new(now.fiscal_year().year() + distance), number)?
    } else {
        Month::new(now.year() + distance, number)?
    };
    Some((Some(Time::Month(month)), text.len() - rest.len()))
}

/// Reads a number of years that are counted together: the `2か年` of `2か年計`.
fn years_together(text: &str) -> Option<(Option<Time>, usize)> {
    let (_, rest) = digits(text).filter(|(number, _)| *number > 1)?;
    let rest = YEARS.iter().find_map(|word| rest.strip_prefix(word))?;
    adds_up(rest).then_some((Some(Time::Years), text.len() - rest.len()))
}

fn words(text: &str, now: Month) -> Option<(Option<Time>, usize)> {
    let year = now.fiscal_year();
    let same_time = ["前年度同期", "前年同期", "昨年度同期", "昨年同期", "前年同月"];
    let fourth = if now.fiscal_year().months().skip(9).any(|month| month == now) {
        Time::PartUntilReport
    } else {
        Time::Month(year.last_month())
    };
    let table: [(&[&str], Time); 17] = [
        (&same_time, Time::Year(year.prev())),
        (&["前四半期末", "前四半期"], Time::Month(now.prev().prev().prev())),
        (&["第4四半期末", "第四四半期末", "第4Q末", "4Q末"], Time::Month(year.last_month())),
        (&["第4四半期", "第四四半期", "第4Q", "4Q", "Q4"], fourth),
        (&["前々年度", "一昨年度", "前々年", "一昨年"], Time::Year(year.prev().prev())),
        (&["先月", "前月"], Time::Month(now.prev())),
        (&["年度当初", "年度初め", "年度始め", "年度はじめ", "期首"], Time::Month(year.first_month())),
        (&["年末", "年内"], Time::Yearless(12)),
        (&["今年度末", "当年度末", "本年度末", "年度末"], Time::Month(year.last_month())),
        (
            &["前年度末", "昨年度末", "前年度", "昨年度", "去年度", "前年", "昨年", "去年"],
            Time::Year(year.prev()),
        ),
        (&["次年度", "来年度", "翌年度"], Time::Year(year.next())),
        (&["上半期", "上期", "前半期", "前期分"], Time::Yearless(9)),
        (&["下半期", "下期", "後半期", "後期"], Time::Part),
        (&["第1四半期", "第1Q", "1Q", "Q1", "第一四半期"], Time::Yearless(6)),
        (&["第2四半期", "第2Q", "2Q", "Q2", "第二四半期"], Time::Yearless(9)),
        (&["第3四半期", "第3Q", "3Q", "Q3", "第三四半期"], Time::Yearless(12)),
        (&["来月", "翌月"], Time::Month(now.next())),
    ];
    let (word, time) = table
        .iter()
        .find_map(|(words, time)| Some((words.iter().find(|word| text.starts_with(**word))?, *time)))?;
    let rest = &text[word.len()..];
    let compared = rest.starts_with(['を', '+']);
    Some(((!compared).then_some(time), word.len()))
}

/// Reads a time with its year: `R5.3.31`, `2023年3月末`, `令和4年度末`, `R4`.
fn dated(text: &str) -> Option<(Option<Time>, usize)> {
    let (year, era, rest) = year(text)?;
    let len = |rest: &str| text.len() - rest.len();
    if let Some(rest) = rest.strip_prefix("年度") {
        let fiscal = FiscalYear::new(year);
        let rest = rest.strip_prefix('の').unwrap_or(rest);
        if let Some(rest) = rest.strip_prefix('末') {
            return Some((Some(Time::Month(fiscal.last_month())), len(rest)));
        }
        if let Some((number, rest)) = digits(rest).filter(|(_, rest)| rest.starts_with('月')) {
            let month = Month::from_fiscal(fiscal, number)?;
            return Some((Some(Time::Month(month)), len(&rest['月'.len_utf8()..])));
        }
        return Some((Some(Time::Year(fiscal)), len(rest)));
    }
    let mark = ["年", ".", "/", "-"].iter().find_map(|mark| rest.strip_prefix(mark));
    let dated = mark.and_then(|rest| {
        let (number, rest) = digits(rest)?;
        let month = Month::new(year, number)?;
        let beyond = ["月", ".", "/", "-"].iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest);
        match digits(beyond).filter(|_| beyond.len() < rest.len()) {
            Some((day, rest)) => {
                let day = Date::new(year, number, day)?;
                let rest = rest.strip_prefix('日').unwrap_or(rest);
                Some((Some(Time::Day(day, Written::InFull)), len(rest)))
            }
            None if rest.starts_with(['.', '/']) => None,
            None => Some((Some(Time::Month(month)), len(rest.strip_prefix('月').unwrap_or(rest)))),
        }
    });
    if dated.is_some() {
        return dated;
    }
    if let Some(rest) = rest.strip_prefix("年末") {
        return Some((Some(Time::Month(Month::new(year, 12)?)), len(rest)));
    }
    if let Some(rest) = rest.strip_prefix("暦年").or_else(|| rest.strip_prefix("年暦年")) {
        return Some((Some(Time::Calendar(year)), len(rest)));
    }
    match rest.strip_prefix('年') {
        Some(rest) if era => Some((Some(Time::Year(FiscalYear::new(year))), len(rest))),
        Some(rest) => Some((Some(Time::Calendar(year)), len(rest))),
        // `R4` alone is the fiscal year, but `2022` alone is a number.
        None if era => Some((Some(Time::Year(FiscalYear::new(year))), len(rest))),
        None => None,
    }
}

/// Reads a month without its year: `3月末`, `2月28日`, `3/31`.
fn yearless(text: &str, now: Month) -> Option<(Option<Time>, usize)> {
    let (number, rest) = digits(text).filter(|(number, _)| (1..=12).contains(number))?;
    let named = Month::from_fiscal(now.fiscal_year(), number)?;
    let len = |rest: &str| text.len() - rest.len();
    if rest.strip_prefix(['/', '.']).is_some_and(|rest| rest.starts_with('末')) {
        return Some((Some(Time::Yearless(number)), len(rest) + 1));
    }
    if let Some(rest) = rest.strip_prefix('月') {
        if let Some((day, after)) = digits(rest).filter(|(_, after)| after.starts_with('日')) {
            // `4月1日` may be the first day of this fiscal year or of the next.
            let time = Date::new(named.year(), number, day).map(|day| Time::Day(day, Written::Yearless))?;
            return Some((Some(time), len(&after['日'.len_utf8()..])));
        }
        let period = ["間", "平均", "額"].iter().any(|word| rest.starts_with(word));
        return Some(((!period).then_some(Time::Yearless(number)), len(rest)));
    }
    let (day, rest) = digits(rest.strip_prefix(['/', '.'])?)?;
    if let Some((last, rest)) = rest.strip_prefix(['/', '.']).and_then(digits) {
        // `5.3.31`: the year belongs to the era of the report's month.
        let year = Era::of(now.year(), now.month(), now.last_day().day())?.year(i32::from(number));
        let day = Date::new(year, day, last)?;
        return Some((Some(Time::Day(day, Written::InFull)), len(rest)));
    }
    let day = Date::new(named.year(), number, day)
        .filter(|day| *day == named.last_day() || ends_like_a_day(rest))?;
    let alone = rest.is_empty() || rest.starts_with([' ', ')', '\n', ':']) || ends_like_a_day(rest);
    let written = if ends_like_a_day(rest) { Written::Yearless } else { Written::AsNumbers };
    alone.then(|| (Some(Time::Day(day, written)), len(rest)))
}

/// Reads the first months of the fiscal year: `11か月分`.
fn months(text: &str, now: Month) -> Option<(Option<Time>, usize)> {
    let (number, rest) = digits(text).filter(|(number, _)| (1..=12).contains(number))?;
    let rest = MONTHS.iter().find_map(|word| rest.strip_prefix(word))?;
    let rest = ["分", "間", "まで"].iter().find_map(|word| rest.strip_prefix(word))?;
    let month = now.fiscal_year().months().nth(usize::from(number) - 1)?;
    Some((Some(Time::Month(month)), text.len() - rest.len()))
}

/// Reads a year at the start of a text. Returns it, true if an era or `FY` marks it (it is a fiscal year even
/// without 年度 then), and the rest of the text.
fn year(text: &str) -> Option<(i32, bool, &str)> {
    let named = Era::all().iter().find_map(|era| {
        let letter = || text.strip_prefix([era.letter, era.letter.to_ascii_lowercase()]);
        // Current plans abbreviate only the eras R and H; M, S and T begin other words.
        let rest =
            text.strip_prefix(era.name).or_else(|| letter().filter(|_| matches!(era.letter, 'R' | 'H')))?;
        let rest = rest.trim_start_matches(' ');
        let (n, rest) = match rest.strip_prefix('元') {
            Some(rest) => (1, rest),
            None => digits(rest.strip_prefix('.').unwrap_or(rest))?,
        };
        (n > 0).then(|| (era.year(i32::from(n)), true, rest))
    });
    let short = || {
        // `'22.12`
        let (number, rest) = digits(text.strip_prefix(['\'', '’', '‘', '`'])?)?;
        rest.starts_with(['年', '.', '/', '-']).then(|| (2000 + i32::from(number), false, rest))
    };
    let western = || {
        // `FY2022`, `FY22`
        let rest = text.strip_prefix("FY").or_else(|| text.strip_prefix("fy"))?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number: i32 = rest[..end].parse().ok()?;
        let year = if end == 2 { 2000 + number } else { number };
        (matches!(end, 2 | 4) && (1950..=2150).contains(&year)).then_some((year, true, &rest[end..]))
    };
    named.or_else(western).or_else(short).or_else(|| {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, rest) = text.split_at(end);
        let year = number.parse().ok().filter(|year| end == 4 && (1950..=2150).contains(year))?;
        rest.starts_with(['年', '.', '/', '-']).then_some((year, false, rest))
    })
}

/// Reads one or two digits at the start of a text. Returns the number and the rest.
pub(super) fn digits(text: &str) -> Option<(u8, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    (1..=2).contains(&end).then_some((number.parse().ok()?, rest))
}

fn ends_like_a_day(rest: &str) -> bool {
    ["末", "現在", "時点", "日", "確定", "公表", "集計", "判明", "頃", "ごろ"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// True if a text begins with a word that adds up the years before it: `計`, `の合計`.
pub(crate) fn adds_up(text: &str) -> bool {
    let word = text.strip_prefix('の').unwrap_or(text);
    SUMMED.iter().any(|summed| word.starts_with(summed))
}

/// Words that add up the years before them.
const SUMMED: [&str; 6] = ["計", "合計", "累計", "延べ", "分計", "分の合計"];

/// Spellings of a number of years.
const YEARS: [&str; 6] = ["か年", "ヶ年", "カ年", "ヵ年", "箇年", "年間"];

/// Spellings of a number of months.
pub(super) const MONTHS: [&str; 6] = ["か月", "ヶ月", "カ月", "ヵ月", "箇月", "ケ月"];

#[cfg(test)]
mod tests {
    use super::{Time, month_of_year, years_together};
    use crate::text::calendar::Month;

    fn month(text: &str) -> Month {
        Month::parse_iso(text).unwrap()
    }

    #[test]
    fn a_month_of_last_year_is_distinguished_from_this_years() {
        for (text, now, named) in [
            ("昨年3月末", "2023-03", "2022-03"),
            ("前年度の12月", "2023-03", "2021-12"),
            ("今年3月", "2023-03", "2023-03"),
            ("一昨年4月", "2023-03", "2021-04"),
            ("昨年12月末", "2022-12", "2022-12"),
            ("昨年度12月", "2022-12", "2021-12"),
            ("昨年11月", "2022-12", "2021-11"),
        ] {
            let (time, len) = month_of_year(text, month(now)).unwrap();
            assert_eq!(time, Some(Time::Month(month(named))), "{text} in {now}");
            assert!(matches!(&text[len..], "" | "末"), "{text}");
        }
        assert_eq!(month_of_year("昨年並み", month("2023-03")), None);
        assert_eq!(month_of_year("今年度", month("2023-03")), None);
    }

    #[test]
    fn years_count_together_only_if_they_are_added_up() {
        assert_eq!(years_together("2か年計"), Some((Some(Time::Years), "2か年".len())));
        assert_eq!(years_together("1年間の累計"), None);
        assert_eq!(years_together("2年間有効"), None);
    }
}
