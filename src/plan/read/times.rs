//! Reads times in the master: months, days, fiscal years and quarters.

use crate::text::calendar::{Date, FiscalYear, Month};
use crate::text::fold;

/// Returns the first and last month of a roadmap cell: a fiscal year, a quarter or a month.
pub(super) fn period(text: &str) -> Option<(Month, Month)> {
    if let Some(year) = FiscalYear::parse(text) {
        return Some((year.first_month(), year.last_month()));
    }
    if let Some(quarter) = quarter(text) {
        return Some(quarter);
    }
    Month::parse(text).map(|month| (month, month))
}

/// Reads a day. An Excel date comes as ISO text.
pub(super) fn day(text: &str) -> Option<Date> {
    Date::parse(text)
}

/// Reads a quarter of a fiscal year: `2021Q3` (October to December) or `2021年度第3四半期`.
fn quarter(text: &str) -> Option<(Month, Month)> {
    let folded = fold::squash(text).to_uppercase();
    let (year, number) = folded
        .split_once('Q')
        .or_else(|| folded.strip_suffix("四半期").and_then(|rest| rest.split_once('第')))?;
    let year = FiscalYear::parse(year)?;
    let number: u8 = number.parse().ok().filter(|number| (1..=4).contains(number))?;
    let first = Month::from_fiscal(year, if number == 4 { 1 } else { 1 + number * 3 })?;
    Some((first, first.next().next()))
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn a_year_a_quarter_and_a_month_are_periods() {
        let words = |text: &str| period(text).map(|(from, to)| format!("{from}~{to}"));
        assert_eq!(words("2021").unwrap(), "2021-04~2022-03");
        assert_eq!(words("2021年度").unwrap(), "2021-04~2022-03");
        assert_eq!(words("2021Q3").unwrap(), "2021-10~2021-12");
        assert_eq!(words("２０２１Ｑ４").unwrap(), "2022-01~2022-03");
        assert_eq!(words("2021年度第1四半期").unwrap(), "2021-04~2021-06");
        assert_eq!(words("2021-11").unwrap(), "2021-11~2021-11");
        assert_eq!(words("2021Q5"), None);
        assert_eq!(words("来年"), None);
    }
}
