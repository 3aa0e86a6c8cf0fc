//! Reads a figure from the text of a cell.

use crate::figure::measure::{self, Measure, Setting};
use crate::figure::model::{Figure, FigureKind, Hedge, NumberSource, Quantity};
use crate::figure::{deadline, no_value};
use crate::text::calendar::FiscalYear;
use crate::text::{fold, numeral, unit};

/// The most characters of a cell that is searched for a figure. In longer prose it is unclear which number is
/// meant.
const LONGEST: usize = 2_000;

/// True if a text is too long to be searched for a figure.
pub(super) fn is_prose(text: &str) -> bool {
    text.chars().nth(LONGEST).is_some()
}

/// True if a text is a formula that Excel kept as text (`=SUM(A1:A9)`): its arguments are no figure.
pub(super) fn is_formula(text: &str) -> bool {
    let squashed = fold::squash(text);
    squashed.strip_prefix('=').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Reads a cell; see [`Figure::parse`].
pub(super) fn figure(text: &str, indicator: &str) -> Figure {
    let plain = |kind| Figure { text: text.to_owned(), kind, ..Figure::blank() };
    if fold::is_blank(text) {
        return plain(FigureKind::Blank);
    }
    let squashed = fold::squash(text);
    if no_value::is_error_value(&squashed) {
        return plain(FigureKind::Error);
    }
    if no_value::is_none(&squashed) {
        return plain(FigureKind::None);
    }
    if no_value::is_ended(&squashed) {
        return plain(FigureKind::Ended);
    }
    if is_prose(text) || is_formula(text) {
        return plain(FigureKind::Text);
    }
    let line = normalized(text);
    let found = match deadline::leading(&line) {
        Some((year, rest)) => Found { deadline: Some(year), ..find(rest, indicator) },
        None => find(&line, indicator),
    };
    let kind = match (found.deadline, &found.quantity) {
        (Some(_), _) => FigureKind::Deadline,
        (None, Some(_)) => FigureKind::Quantity,
        (None, None) => FigureKind::Text,
    };
    Figure {
        kind,
        quantity: found.quantity,
        note: found.note,
        deadline: found.deadline,
        source: found.source,
        hedge: found.hedge,
        ..plain(kind)
    }
}

/// The parts found in a text.
struct Found {
    quantity: Option<Quantity>,
    note: String,
    deadline: Option<FiscalYear>,
    source: NumberSource,
    hedge: Option<Hedge>,
}

impl Found {
    fn nothing() -> Self {
        Self { quantity: None, note: String::new(), deadline: None, source: NumberSource::Whole, hedge: None }
    }
}

/// Reads the whole cell as a quantity in the indicator's unit, otherwise the only such quantity within it,
/// otherwise the whole cell in any unit.
fn find(line: &str, indicator: &str) -> Found {
    let whole = whole(line, indicator);
    let at_home =
        |found: &Found| found.quantity.as_ref().is_some_and(|quantity| unit::fits(&quantity.unit, indicator));
    match whole {
        Some(found) if at_home(&found) => found,
        other => within(line, indicator).or(other).unwrap_or_else(Found::nothing),
    }
}

/// Reads the cell as one quantity, with hedges around it and remarks after it.
fn whole(line: &str, indicator: &str) -> Option<Found> {
    if let Some(found) = kanji_numeral(line, indicator) {
        return Some(found);
    }
    let (mut hedge, mut rest) = (None, line);
    while let Some((found, len)) = measure::leading_hedge(rest) {
        hedge = hedge.or(Some(found));
        rest = &rest[len..];
    }
    // `年間20,400時間` means the same as `20,400時間/年`.
    let rest = rest
        .strip_prefix("年間")
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(rest);
    let measure = measure::measure(rest, indicator, Setting::Cell).ok()?;
    let remarks = remarks(&rest[measure.len..])?;
    // A plus sign may mean an increase, so treat it like a word that was left out.
    let source = if rest.starts_with('+') && !unit::is_reduction(indicator) {
        NumberSource::Within
    } else {
        NumberSource::Whole
    };
    let mut found = Found {
        hedge: measure.hedge.or(hedge),
        quantity: Some(measure.quantity),
        source,
        ..Found::nothing()
    };
    let mut notes = Vec::new();
    for remark in remarks {
        let quantity =
            found.quantity.as_mut().filter(|quantity| quantity.unit.is_empty() && !indicator.is_empty());
        if let Some(quantity) = quantity
            && unit::same(remark, indicator)
        {
            // `12（施設）`: the brackets hold the unit.
            quantity.unit = unit::as_written(remark);
            continue;
        }
        found.deadline = found.deadline.or(deadline::whole(remark));
        found.hedge = found.hedge.or(measure::remark_hedge(remark));
        notes.push(remark);
    }
    found.note = notes.join(" ");
    Some(found)
}

/// Returns the remarks after a quantity: brackets, and everything after a ※. `None` if other words follow.
fn remarks(text: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches([' ', '\n']);
    loop {
        // Ignore a comma or a full stop at the end.
        if rest.trim_end_matches(['。', '、', ',', '.', ';', ':', '・', ' ', '\n']).is_empty() {
            return Some(found);
        }
        if rest.starts_with(['※', '*']) {
            found.push(rest);
            return Some(found);
        }
        let (inner, after) = bracketed(rest)?;
        found.push(inner.trim());
        rest = after.trim_start_matches([' ', '\n']);
    }
}

/// Returns the contents of the brackets at the start of a text, including nested ones, and the rest of the
/// text.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some((&text[1..at], &text[at + 1..])),
            ')' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Reads `十五人`. Kanji numerals count only if they and the unit fill the cell, because `一部` and `十分`
/// are words.
fn kanji_numeral(line: &str, indicator: &str) -> Option<Found> {
    let end = line
        .find(|c: char| numeral::kanji(&c.to_string()).is_none() && !"一百千万億兆".contains(c))
        .unwrap_or(line.len());
    let (digits, written) = line.split_at(end);
    let number = numeral::kanji(digits)?;
    let word = ["十分", "万一", "千万"].contains(&line);
    let fits = written.is_empty() || (!indicator.is_empty() && unit::same(written, indicator));
    let quantity = Quantity { number, unit: unit::as_written(written), population: None };
    (fits && !word).then(|| Found { quantity: Some(quantity), ..Found::nothing() })
}

/// Reads the only quantity in the indicator's unit among words. `None` if there are two, because either may
/// be meant.
fn within(line: &str, indicator: &str) -> Option<Found> {
    if indicator.is_empty() {
        return None;
    }
    let mut candidates = candidates(line, indicator).into_iter();
    let (measure, before) = candidates.next()?;
    let after = &line[before.len() + measure.len..];
    if candidates.next().is_some() || is_part(before, after) {
        return None;
    }
    let hedge = measure.hedge.or(measure::prefix_hedge(before).map(|(hedge, _)| hedge));
    Some(Found { quantity: Some(measure.quantity), source: NumberSource::Within, hedge, ..Found::nothing() })
}

/// True if a quantity is only a part of the amount: `1時間30分`, `6施設×2回`, `48+2回`.
fn is_part(before: &str, after: &str) -> bool {
    let joint = |c: char| matches!(c, '×' | '✕' | '*' | '÷' | '+');
    after.starts_with(|c: char| c.is_ascii_digit())
        || after.trim_start().starts_with(joint)
        || before.trim_end().ends_with(joint)
        || ends_with_a_measure(before)
}

/// True if a text ends with an amount that the number after it continues: the `1時間` of `1時間30分`.
fn ends_with_a_measure(text: &str) -> bool {
    let number = text.trim_end_matches(char::is_alphabetic);
    let unit = &text[number.len()..];
    number.ends_with(|c: char| c.is_ascii_digit())
        && unit::prefix(unit, "").is_some_and(|(_, len)| len == unit.len())
        && !unit::counts_whole_things(unit)
}

/// Returns every quantity in the indicator's unit, each with the text before it.
fn candidates<'a>(line: &'a str, indicator: &str) -> Vec<(Measure, &'a str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = line[at..].find(|c: char| c.is_ascii_digit()) {
        let digit = at + offset;
        let before = &line[..digit];
        let signed = before
            .strip_suffix(['-', '+', '▲', '△'])
            .filter(|text| !text.ends_with(|c: char| c.is_ascii_alphanumeric()));
        let start = signed.map_or(digit, str::len);
        let (token, end) = token(line, start, digit, indicator);
        let own = token
            .filter(|measure| unit::fits(&measure.quantity.unit, indicator) && stands_alone(&line[..start]));
        found.extend(own.map(|measure| (measure, &line[..start])));
        at = end;
    }
    found
}

/// Reads the measure at byte `start`, whose first digit is at byte `digit`. Returns it, and the byte offset
/// at which to continue. Skips linked digits (`1-1-1`, `2023-03`) and malformed numerals as a whole.
fn token(line: &str, start: usize, digit: usize, indicator: &str) -> (Option<Measure>, usize) {
    let digits = match numeral::prefix(&line[digit..]) {
        numeral::Reading::Number(numeral) => numeral.len,
        numeral::Reading::Malformed(len) => return (None, digit + len),
        numeral::Reading::Absent => return (None, digit + 1),
    };
    let linked = linked_length(&line[digit..]);
    if linked > digits {
        return (None, digit + linked);
    }
    let (measure, len) = match measure::measure(&line[start..], indicator, Setting::Prose) {
        Ok(measure) => {
            let len = measure.len;
            (Some(measure).filter(|measure| !measure.spaced), len)
        }
        Err(len) => (None, len),
    };
    (measure, (start + len).max(digit + digits))
}

/// Returns the length in bytes of digits linked by hyphens.
fn linked_length(text: &str) -> usize {
    let mut len = 0;
    for (at, c) in text.char_indices() {
        let link = c == '-' && text[at + 1..].starts_with(|next: char| next.is_ascii_digit());
        if !c.is_ascii_digit() && !link {
            break;
        }
        len = at + 1;
    }
    len
}

/// True if a number can be a quantity, judged by the text before it. It cannot if it is part of a name
/// (第2業務, A4, Web3), or if a grouping mark joins it to that text: `9’660`, `l,200`.
pub(super) fn stands_alone(before: &str) -> bool {
    let group_mark = |c: char| matches!(c, ',' | '.' | '\'' | '’' | '‘' | '‚' | '`' | '´');
    let joined =
        before.strip_suffix(group_mark).unwrap_or(before).ends_with(|c: char| c.is_ascii_alphanumeric());
    !joined && !before.ends_with(['第', '_', '#'])
}

/// Unifies width, brackets, dashes, tildes and slashes, and collapses white space. Keeps line breaks, because
/// they separate two numbers.
pub(super) fn normalized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in fold::width(text).trim().chars() {
        let even = match c {
            '【' | '〔' | '[' | '〈' | '《' => '(',
            '】' | '〕' | ']' | '〉' | '》' => ')',
            '\u{2044}' | '\u{2215}' => '/',
            '\n' | '\r' => '\n',
            c if c.is_whitespace() => ' ',
            c if workbook::is_dash(c) => '-',
            // Typed instead of a dash between two numbers: 10ー20.
            'ー' if out.ends_with(|c: char| c.is_ascii_digit() || c == '%') => '-',
            c if fold::is_tilde(c) => '~',
            c => c,
        };
        let repeated = even.is_whitespace() && out.ends_with(char::is_whitespace);
        if !repeated {
            out.push(even);
        } else if even == '\n' {
            out.pop();
            out.push('\n');
        }
    }
    with_signs_at_numbers(&out)
}

/// Moves a sign to the number that brackets, spaces or a hedge part it from: `(▲)6億円` is `▲6億円`, `▲約6億円`
/// is `約▲6億円`, `マイナス約6億円` is `約-6億円`.
fn with_signs_at_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((hedge, sign, number)) = parted_sign(&out, rest) {
            out.push_str(hedge);
            out.push(sign);
            rest = number;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Returns the hedge, the sign and the text from the number on, if a text begins with a sign that is parted from
/// its number. A dash or plus counts only where a number may begin, because elsewhere it joins two of them
/// (`10-約12件`), and not before a space, because it may be a bullet.
fn parted_sign<'a>(before: &str, text: &'a str) -> Option<(&'a str, char, &'a str)> {
    let begins = before.trim_end().is_empty() || before.ends_with(['(', ':']);
    let (written, sign) = SIGNS.iter().find(|(written, _)| text.starts_with(written))?;
    let after = &text[written.len()..];
    let is_plain = matches!(*written, "-" | "ー" | "+");
    if !begins && !matches!(sign, '▲' | '△') && *written != "マイナス" || is_plain && after.starts_with(' ')
    {
        return None;
    }
    let next = after.trim_start_matches(' ');
    let (hedge, number) = next.split_at(measure::leading_hedge(next).map_or(0, |(_, len)| len));
    let is_at_number = number.len() == after.len() && written.chars().eq([*sign]);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '¥' | '\\'));
    (is_number && !is_at_number).then_some((hedge, *sign, number))
}

/// Signs as they are written, each with the character that reading knows.
const SIGNS: [(&str, char); 11] = [
    ("(▲)", '▲'),
    ("(△)", '△'),
    ("(-)", '-'),
    ("(マイナス)", '-'),
    ("▲", '▲'),
    ("△", '△'),
    ("マイナス", '-'),
    ("プラス", '+'),
    ("-", '-'),
    ("ー", '-'),
    ("+", '+'),
];

#[cfg(test)]
mod tests {
    use super::linked_length;

    #[test]
    fn digits_are_linked_only_by_a_hyphen_followed_by_a_digit() {
        let lengths = ["1-1-1件", "2023-03", "411-件", "411件", "1-"].map(linked_length);
        assert_eq!(lengths, [5, 7, 3, 3, 1]);
    }
}
