//! Reads measures: a number with its unit and its population, at the start of a text.

use rust_decimal::Decimal;

use crate::figure::model::{Hedge, Quantity};
use crate::text::{fold, numeral, unit};

/// A measure at the start of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) quantity: Quantity,
    pub(super) hedge: Option<Hedge>,
    /// Its length in the text, in bytes.
    pub(super) len: usize,
    /// True if spaces separate the digit groups of its number.
    pub(super) spaced: bool,
}

/// The surroundings of a measure, which decide how unknown words are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// The measure should fill a cell: an unknown noun after the number is its unit.
    Cell,
    /// The measure stands among words: only known units count.
    Prose,
}

/// Characters that may separate a number from its unit or its population.
const GAPS: [char; 2] = [' ', '\n'];

/// Reads a range or a single measure at the start of a text.
///
/// # Errors
/// Returns the length in bytes to skip if there is no measure or its parts contradict each other, so that the
/// caller does not take a part of it for a quantity.
pub(super) fn measure(text: &str, indicator: &str, setting: Setting) -> Result<Measure, usize> {
    if let Some(rest) = text.strip_prefix('~') {
        // `～20%` has only an upper end.
        let rest = rest.trim_start_matches(' ');
        let at = text.len() - rest.len();
        let high = with_population(rest, indicator, setting).map_err(|len| at + len)?;
        return Ok(Measure { hedge: Some(Hedge::AtMost), len: at + high.len, ..high });
    }
    let low = with_population(text, indicator, setting)?;
    let rest = text[low.len..].trim_start_matches(' ');
    // A hyphen makes a range only if a unit shows that the text is not a code or a date: `10-20%`.
    let hyphen = setting == Setting::Cell && rest.starts_with('-');
    let Some(beyond) = rest.strip_prefix('~').or_else(|| rest.strip_prefix('-').filter(|_| hyphen)) else {
        return Ok(low);
    };
    let beyond = beyond.trim_start_matches(' ');
    let at = text.len() - beyond.len();
    let Some(high) =
        single(beyond, indicator, setting).filter(|_| beyond.starts_with(|c: char| c.is_ascii_digit()))
    else {
        // `20%～` has only a lower end, and the tilde belongs to it.
        let open = Measure { hedge: Some(Hedge::AtLeast), len: text.len() - rest.len() + 1, ..low.clone() };
        return Ok(if hyphen { low } else { open });
    };
    if hyphen && high.quantity.unit.is_empty() {
        return Ok(low);
    }
    let len = at + high.len;
    let unit = shared_unit(&low, &high).ok_or(len)?;
    let (from, to) = (low.quantity.number, high.quantity.number);
    if from >= to || low.quantity.population.is_some() {
        return Err(len);
    }
    Ok(Measure {
        quantity: Quantity { number: from, unit, population: None },
        hedge: Some(Hedge::Range { low: from, high: to }),
        len,
        spaced: low.spaced || high.spaced,
    })
}

/// Reads a measure and, after a slash, its population: `150手続／800手続`, `7/8施設`.
fn with_population(text: &str, indicator: &str, setting: Setting) -> Result<Measure, usize> {
    let part = single(text, indicator, setting).ok_or(0_usize)?;
    let rest = text[part.len..].trim_start_matches(GAPS);
    let Some(beyond) = rest.strip_prefix('/').map(|rest| rest.trim_start_matches(GAPS)) else {
        return Ok(part);
    };
    let Some(whole) =
        single(beyond, indicator, setting).filter(|_| beyond.starts_with(|c: char| c.is_ascii_digit()))
    else {
        return Ok(part);
    };
    let len = text.len() - beyond.len() + whole.len;
    // Two slashes make a date, a code or a list.
    if let Some(beyond) = text[len..].strip_prefix('/') {
        return Err(len + 1 + listed_length(beyond, indicator, setting));
    }
    let unit = shared_unit(&part, &whole).ok_or(len)?;
    // For a percentage, `27/60` may mean 45% or a date, but never 27%.
    if unit.is_empty() && (unit::is_percent(indicator) || unit::is_reduction(indicator)) {
        return Err(len);
    }
    Ok(Measure {
        quantity: Quantity { number: part.quantity.number, unit, population: Some(whole.quantity.number) },
        hedge: part.hedge.or(whole.hedge),
        len,
        spaced: part.spaced || whole.spaced,
    })
}

/// Returns the length in bytes of the rest of a list of measures or digits separated by slashes.
fn listed_length(text: &str, indicator: &str, setting: Setting) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        at += match (single(rest, indicator, setting), numeral::prefix(rest)) {
            (Some(measure), _) => measure.len,
            (None, numeral::Reading::Malformed(len)) => len,
            (None, _) => return at,
        };
        if !text[at..].starts_with('/') {
            return at;
        }
        at += '/'.len_utf8();
    }
}

/// Returns the unit that two measures side by side share: they have the same one, or only one is written.
/// `None` if a minus precedes a reduction whose unit is written only later, because the sign is ambiguous.
fn shared_unit(first: &Measure, second: &Measure) -> Option<String> {
    let (a, b) = (first.quantity.unit.as_str(), second.quantity.unit.as_str());
    match (a.is_empty(), b.is_empty()) {
        (_, true) => Some(a.to_owned()),
        (true, false) => {
            let signed = first.quantity.number.is_sign_negative() && unit::is_reduction(b);
            (!signed).then(|| b.to_owned())
        }
        (false, false) => unit::same(a, b).then(|| a.to_owned()),
    }
}

/// Reads one signed number and its unit.
fn single(text: &str, indicator: &str, setting: Setting) -> Option<Measure> {
    let (minus, after_sign) = numeral::sign(text);
    let plus = text.starts_with('+');
    let (currency, body) =
        after_sign.strip_prefix(['¥', '\\']).map_or((false, after_sign), |rest| (true, rest));
    // The sign may stand on either side of the currency: `-¥1,200`, `¥-1,200`.
    let (minus, body) = match numeral::sign(body) {
        (true, rest) if currency && !minus => (true, rest),
        _ => (minus, body),
    };
    if let Some((value, len)) = in_own_unit(body, indicator) {
        let (number, unit) = signed(value, minus, plus, unit::as_written(indicator), indicator);
        let end = text.len() - body.len() + len;
        let (hedge, hedged) = suffix_hedge(&text[end..]).map_or((None, 0), |(hedge, len)| (Some(hedge), len));
        let quantity = Quantity { number, unit, population: None };
        return Some(Measure { quantity, hedge, len: end + hedged, spaced: false });
    }
    let numeral::Reading::Number(numeral) = numeral::prefix(body) else {
        return None;
    };
    let after_number = &body[numeral.len..];
    let (more, gap) = strip_any(after_number.trim_start_matches(GAPS), &["余り", "余"])
        .map_or((false, after_number), |rest| (true, rest));
    // In a narrow cell the unit may be on the next line; among words a line break ends the quantity.
    let rest =
        if setting == Setting::Cell { gap.trim_start_matches(GAPS) } else { gap.trim_start_matches(' ') };
    if rest.chars().next().and_then(numeral::multiplier).is_some() {
        // `2万 万円`, `10余万円`: what is multiplied is unclear.
        return None;
    }
    let (written, taken) = written_unit(rest, indicator, setting);
    let end = if taken == 0 { text.len() - gap.len() } else { text.len() - rest.len() + taken };
    let written = if currency && written.is_empty() { "円".to_owned() } else { written };
    let (value, written) = in_indicators_scale(numeral, written, indicator);
    let (number, written) = signed(value, minus, plus, written, indicator);
    let inner = more.then_some(Hedge::AtLeast);
    let (hedge, hedged) =
        suffix_hedge(&text[end..]).map_or((inner, 0), |(hedge, len)| (inner.or(Some(hedge)), len));
    Some(Measure {
        quantity: Quantity { number, unit: written, population: None },
        hedge,
        len: end + hedged,
        spaced: numeral.spaced,
    })
}

/// Reads a number in the indicator's own unit as the plan writes it, if that unit contains something that is
/// otherwise read differently: a multiplier (`億台キロ`), a space or brackets (`万トン（累積）`). Returns the
/// number and the length of both in bytes.
fn in_own_unit(text: &str, indicator: &str) -> Option<(Decimal, usize)> {
    let wanted = fold::squash(indicator);
    let bare = wanted.split_once('(').map_or(wanted.as_str(), |(bare, _)| bare);
    let special = bare.len() < wanted.len()
        || indicator.contains(char::is_whitespace)
        || bare.contains(|c| numeral::multiplier(c).is_some());
    if bare.is_empty() || !special {
        return None;
    }
    let (value, len) = numeral::plain(text)?;
    let taken = squashed_prefix(&text[len..], &wanted).or_else(|| squashed_prefix(&text[len..], bare))?;
    let goes_on =
        text[len + taken..].starts_with(char::is_alphabetic) && suffix_hedge(&text[len + taken..]).is_none();
    (!goes_on).then_some((value, len + taken))
}

/// Returns the length in bytes of a word at the start of a text, ignoring white space inside it.
fn squashed_prefix(text: &str, word: &str) -> Option<usize> {
    let mut wanted = word.chars();
    let mut next = wanted.next();
    for (at, c) in text.char_indices() {
        match next {
            None => return Some(at),
            Some(_) if c.is_whitespace() => {}
            Some(w) if w == c => next = wanted.next(),
            Some(_) => return None,
        }
    }
    next.is_none().then_some(text.len())
}

/// Returns the unit at the start of a text and its length in bytes. The unit is empty if there is none.
fn written_unit(text: &str, indicator: &str, setting: Setting) -> (String, usize) {
    let known = unit::prefix(text, indicator);
    if let Some((written, len)) = &known
        && (setting == Setting::Prose
            || unit::fits(written, indicator) && !indicator.is_empty()
            || ends_here(&text[*len..]))
    {
        return (written.clone(), *len);
    }
    if setting == Setting::Prose {
        return (String::new(), 0);
    }
    let word_end = text.find(|c: char| !c.is_alphabetic() && c != 'ー').unwrap_or(text.len());
    let word = &text[..word_end];
    let hedge_free = (0..word.len())
        .filter(|at| word.is_char_boundary(*at))
        .find(|at| ends_here(&word[*at..]))
        .unwrap_or(word.len());
    let word = &word[..hedge_free];
    if unit::may_be_unit(word) && ends_here(&text[word.len()..]) {
        (unit::as_written(word), word.len())
    } else {
        (String::new(), 0)
    }
}

/// True if nothing follows that could continue a unit.
fn ends_here(mut rest: &str) -> bool {
    while rest.starts_with(char::is_alphanumeric) {
        let Some((_, len)) = suffix_hedge(rest) else { return false };
        rest = &rest[len..];
    }
    true
}

/// Converts to the indicator's scale: `2,000万円` is 2,000 if the unit is 万円, and 20,000,000 if it is 円 or
/// none.
fn in_indicators_scale(numeral: numeral::Numeral, written: String, indicator: &str) -> (Decimal, String) {
    let scale = numeral::unit_multiplier(indicator)
        .filter(|(_, base)| numeral.multiplied && unit::same(&written, base));
    match scale.and_then(|(scale, _)| numeral.value.checked_div(scale)) {
        Some(value) => (value.normalize(), unit::as_written(indicator)),
        None => (numeral.value, written),
    }
}

/// Applies the sign. For a reduction the sign means the same as the word 削減, so `▲9%`, `-9%`, `9%` and
/// `9%削減` are equal, while `+9%` is growth.
fn signed(value: Decimal, minus: bool, plus: bool, written: String, indicator: &str) -> (Decimal, String) {
    if unit::is_reduction(&written) {
        return (value, written);
    }
    if unit::is_reduction(indicator) && (unit::is_percent(&written) || written.is_empty()) {
        return match (written.is_empty(), plus) {
            (true, _) => (value, written),
            (false, true) => (value, "%増".to_owned()),
            (false, false) => (value, "%削減".to_owned()),
        };
    }
    (if minus { -value } else { value }, written)
}

/// Returns a hedge at the start of the text after a quantity, and its length in bytes.
pub(super) fn suffix_hedge(text: &str) -> Option<(Hedge, usize)> {
    let trimmed = text.trim_start_matches(' ');
    SUFFIXES
        .iter()
        .find(|(word, _)| trimmed.starts_with(word) && !trimmed.starts_with("超過"))
        .map(|(word, hedge)| (*hedge, text.len() - trimmed.len() + word.len()))
}

/// Returns a hedge at the end of the text before a quantity.
pub(super) fn prefix_hedge(before: &str) -> Option<(Hedge, usize)> {
    let trimmed = before.trim_end_matches([' ', ':']);
    PREFIXES
        .iter()
        .find(|(word, _)| trimmed.ends_with(word))
        .map(|(word, hedge)| (*hedge, trimmed.len() - word.len()))
}

/// Returns a hedge at the start of a cell, and its length in bytes.
pub(super) fn leading_hedge(text: &str) -> Option<(Hedge, usize)> {
    let (word, hedge) = PREFIXES.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = text[word.len()..].trim_start_matches([' ', ':']);
    Some((*hedge, text.len() - rest.len()))
}

/// Returns the hedge that a remark consists of: `（見込）`, `（速報値）`.
pub(super) fn remark_hedge(remark: &str) -> Option<Hedge> {
    let word = remark.strip_suffix('値').or_else(|| remark.strip_suffix('数')).unwrap_or(remark);
    let bare = |(known, hedge): &(&str, Hedge)| (*known == word || *known == remark).then_some(*hedge);
    SUFFIXES.iter().chain(PREFIXES).find_map(bare)
}

const SUFFIXES: &[(&str, Hedge)] = &[
    ("以上", Hedge::AtLeast),
    ("超え", Hedge::AtLeast),
    ("超", Hedge::AtLeast),
    ("以下", Hedge::AtMost),
    ("以内", Hedge::AtMost),
    ("未満", Hedge::LessThan),
    ("程度", Hedge::Roughly),
    ("前後", Hedge::Roughly),
    ("ほど", Hedge::Roughly),
    ("くらい", Hedge::Roughly),
    ("ぐらい", Hedge::Roughly),
    ("弱", Hedge::LessThan),
    ("強", Hedge::AtLeast),
    ("余り", Hedge::AtLeast),
    ("余", Hedge::AtLeast),
    ("見込み", Hedge::Expected),
    ("見込", Hedge::Expected),
    ("予定", Hedge::Expected),
    ("速報", Hedge::Expected),
    ("暫定", Hedge::Expected),
];

const PREFIXES: &[(&str, Hedge)] = &[
    ("(見込み)", Hedge::Expected),
    ("(見込)", Hedge::Expected),
    ("(予定)", Hedge::Expected),
    ("(約)", Hedge::About),
    ("見込み", Hedge::Expected),
    ("見込", Hedge::Expected),
    ("おおよそ", Hedge::About),
    ("およそ", Hedge::About),
    ("おおむね", Hedge::About),
    ("概ね", Hedge::About),
    ("概", Hedge::About),
    ("ほぼ", Hedge::About),
    ("約", Hedge::About),
    ("最大", Hedge::AtMost),
    ("最低", Hedge::AtLeast),
    ("推計", Hedge::Expected),
];

fn strip_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

#[cfg(test)]
mod tests {
    use super::{Measure, Setting, measure};
    use rust_decimal::Decimal;

    fn read(text: &str, indicator: &str) -> Measure {
        measure(text, indicator, Setting::Cell).unwrap()
    }

    #[test]
    fn a_space_within_any_of_the_numbers_is_recorded() {
        for text in ["1 000件", "1 000件~2000件", "1000件~2 000件", "1 000件/2000件", "1000件/2 000件"]
        {
            assert!(read(text, "件").spaced, "{text}");
        }
        assert!(!read("1000件~2000件", "件").spaced);
    }

    #[test]
    fn the_length_covers_marks_spaces_and_lists() {
        assert_eq!(["~20%", "~ 20%", "20%~30%"].map(|text| read(text, "%").len), [4, 5, 7]);
        assert_eq!(measure("~20/30/40", "件", Setting::Cell), Err(9));
    }

    #[test]
    fn a_unit_written_after_the_population_applies_to_the_part_too() {
        let part =
            |text: &str, unit: &str| measure(text, unit, Setting::Cell).map(|read| read.quantity.number);
        assert_eq!(part("5/10%削減", "%削減"), Ok(Decimal::from(5)));
        assert_eq!(part("-5/10件", "件"), Ok(Decimal::from(-5)));
    }

    #[test]
    fn units_with_brackets_and_long_vowels_are_read_whole() {
        assert_eq!(read("62トン(累積)", "トン（累積）").quantity.unit, "トン(累積)");
        assert_eq!(read("5サーバー", "").quantity.unit, "サーバー");
    }
}
