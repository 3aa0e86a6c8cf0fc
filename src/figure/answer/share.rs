//! Converts shares in 割, 分 and 厘 to percentages: `7割2分1厘` is 72.1%.

use rust_decimal::Decimal;

use crate::text::{fold, numeral, unit};

/// Returns the text with its share as a percentage. `None` if there is no share, or the indicator is not a
/// percentage.
pub(super) fn in_percent(text: &str, indicator: &str) -> Option<String> {
    if !(unit::is_percent(indicator) || unit::is_reduction(indicator)) {
        return None;
    }
    let folded = fold::width(text);
    let at = folded.find('割')?;
    let (start, tenths) = number_before(&folded[..at])?;
    let mut rest = &folded[at + '割'.len_utf8()..];
    let mut percent = tenths.checked_mul(Decimal::TEN)?;
    for (mark, worth) in [('分', Decimal::ONE), ('厘', Decimal::new(1, 1))] {
        let digit = rest.find(mark).filter(|end| (1..=3).contains(end));
        if let Some(number) = digit.and_then(|end| digit_of(&rest[..end])) {
            percent += number * worth;
            rest = rest.split_once(mark).map_or("", |(_, rest)| rest);
        }
    }
    // 割引, 割合 and 割り当て are words.
    let word = rest.starts_with(['引', '合', 'り', '増', '高', '安', '当']);
    (!word && percent <= Decimal::ONE_THOUSAND)
        .then(|| format!("{}{}%{rest}", &folded[..start], percent.normalize()))
}

/// Returns the number at the end of a text, and the byte offset where it begins.
fn number_before(text: &str) -> Option<(usize, Decimal)> {
    let numeric = |c: char| c.is_ascii_digit() || c == '.' || "一二三四五六七八九十".contains(c);
    let start = text.trim_end_matches(numeric).len();
    digit_of(&text[start..]).map(|number| (start, number))
}

fn digit_of(text: &str) -> Option<Decimal> {
    if text == "一" { Some(Decimal::ONE) } else { numeral::parse(text) }
}
