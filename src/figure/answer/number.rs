//! Finds the numbers of an answer, each with what the words of its phrase say about it.

use crate::figure::answer::phrase::Phrase;
use crate::figure::answer::time::{self, Found, Time};
use crate::figure::answer::vocabulary::plain::ADDS_NOTHING;
use crate::figure::answer::vocabulary::role::{
    COMPARES, FOR_EACH, GREW, INNOCENT, REACHED, ROLES, Says, Side, TOPICS,
};
use crate::figure::measure::{Measure, Setting, measure};
use crate::figure::read::stands_alone;
use crate::figure::said::Asked;
use crate::text::calendar::Month;
use crate::text::{fold, numeral, unit};
use rust_decimal::Decimal;

/// A phrase with its numbers and times.
#[derive(Debug)]
pub(super) struct Read {
    /// Its numbers, in order.
    pub(super) numbers: Vec<Number>,
    /// The times without a number beside them.
    pub(super) times: Vec<Found>,
    /// Its text without the numbers, and with the times blanked.
    pub(super) words: String,
    /// Its text.
    pub(super) text: String,
    /// True if it stands in brackets or after ※.
    pub(super) remark: bool,
}

/// A number of an answer.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// The number with its unit.
    pub(super) measure: Measure,
    /// As written.
    pub(super) written: String,
    /// True if it is, or may be, in the indicator's unit.
    pub(super) fits: bool,
    /// What the words say about it, each with the word.
    pub(super) says: Vec<(Says, String)>,
    /// The time beside it, with its words.
    pub(super) time: Option<(Found, String)>,
    /// True if an arrow leads to it.
    pub(super) after_arrow: bool,
    /// True if it is a term of a sum.
    pub(super) term: bool,
    /// True if a plus sign precedes it.
    pub(super) plus: bool,
}

impl Number {
    /// Returns the word that says `what` about the number, if there is one.
    pub(super) fn said(&self, what: Says) -> Option<&str> {
        self.says.iter().find(|(says, _)| *says == what).map(|(_, word)| word.as_str())
    }
}

/// Reads the numbers of a phrase. `now` is the month of the report.
pub(super) fn read(phrase: &Phrase, asked: &Asked<'_>, now: Month) -> Read {
    let year =
        Some(phrase).filter(|phrase| phrase.remark).and_then(|phrase| time::bare_year(&phrase.text, now));
    let times = year.map_or_else(|| time::times(&phrase.text, now, asked), |year| vec![year]);
    let blanked = blanked(&phrase.text, &times);
    let spans = spans(&blanked, asked);
    let mut words = String::new();
    let mut numbers: Vec<Number> = Vec::new();
    let mut used = vec![false; times.len()];
    for (at, (start, measure)) in spans.iter().enumerate() {
        let end = start + measure.len;
        let from = at
            .checked_sub(1)
            .and_then(|before| spans.get(before))
            .map_or(0, |(start, measure)| start + measure.len);
        let next = spans.get(at + 1).map(|(start, _)| *start);
        let before = beside(&blanked[from..*start], at > 0, false);
        let after = beside(&blanked[end..next.unwrap_or(blanked.len())], next.is_some(), true);
        words.push_str(&blanked[from..*start]);
        words.push(' ');
        let time = times.iter().enumerate().find(|(place, time)| {
            !used[*place] && time.at >= from && (time.at < *start || time.at >= end && next.is_none())
        });
        let time = time.map(|(place, time)| {
            used[place] = true;
            (time.clone(), phrase.text[time.at..time.at + time.len].to_owned())
        });
        let plus = blanked[*start..].starts_with('+');
        let mut says = says(before, &with_swallowed(measure, after, asked), &blanked, asked);
        if measure.quantity.population.is_some() {
            // In `411手続／800手続中` the word refers to the 800, which is read as the population.
            says.retain(|(says, _)| *says != Says::Whole);
        }
        let topic = TOPICS.iter().find(|topic| blanked.starts_with(**topic));
        says.extend(topic.map(|topic| (Says::NotAnActual, (*topic).to_owned())));
        let led_from = at.checked_sub(1).is_some_and(|before| leads_on(&blanked, &spans, before));
        if leads_on(&blanked, &spans, at) {
            says.push((Says::Previous, "から".to_owned()));
        }
        let each = at.checked_sub(1).and_then(|last| for_each(spans.get(last)?, &blanked, *start));
        if let (Some(word), Some(one)) = (each, numbers.last_mut()) {
            one.says.push((Says::NotAnActual, word.clone()));
            says.push((Says::NotAnActual, word));
        }
        let sign_before = |c: char| before.trim_end().ends_with(c);
        numbers.push(Number {
            fits: fits(measure, &blanked[..*start], &blanked[end..], asked.unit),
            written: phrase.text[*start..end].trim().to_owned(),
            says,
            time,
            after_arrow: at == 0 && phrase.after_arrow || led_from,
            term: (at > 0 || phrase.goes_on) && plus
                || at > 0 && blanked[from..*start].trim_start().starts_with('+')
                || joined(after)
                || ['×', '÷', '✕'].iter().any(|c| sign_before(*c))
                || next.is_some_and(|next| {
                    blanked[next..].starts_with('+') && blanked[end..next].trim().is_empty()
                }),
            plus: plus && at == 0,
            measure: measure.clone(),
        });
    }
    words.push_str(&blanked[spans.last().map_or(0, |(start, measure)| start + measure.len)..]);
    let times = times.into_iter().zip(used).filter(|(_, used)| !used).map(|(time, _)| time).collect();
    Read { numbers, times, words, text: phrase.text.clone(), remark: phrase.remark }
}

/// Marks the last number before a sum that goes on after a bracket as its term: `125手続(R3)+286手続`.
pub(super) fn join_sums(cut: &[Phrase], phrases: &mut [Read]) {
    for at in cut.iter().enumerate().filter(|(_, phrase)| phrase.goes_on).map(|(at, _)| at) {
        let before = phrases.iter_mut().take(at).rev().find(|phrase| !phrase.remark);
        if let Some(number) = before.and_then(|phrase| phrase.numbers.last_mut()) {
            number.term = true;
        }
    }
}

/// Marks numbers that are each of one month (`1月に63手続、3月に193手続`): none of them is the actual.
pub(super) fn mark_monthly(phrases: &mut [Read]) {
    let month = |number: &Number, text: &str| {
        let (found, words) = number.time.as_ref()?;
        let named = matches!(found.time, Time::Month(_) | Time::Yearless(_)) && words.ends_with('月');
        text[found.at + found.len..].starts_with('に').then(|| format!("{words}に")).filter(|_| named)
    };
    let monthly = |phrase: &Read| phrase.numbers.iter().filter_map(|one| month(one, &phrase.text)).count();
    if phrases.iter().map(monthly).sum::<usize>() < 2 {
        return;
    }
    for phrase in phrases {
        for number in &mut phrase.numbers {
            let word = month(number, &phrase.text);
            number.says.extend(word.map(|word| (Says::NotAnActual, word)));
        }
    }
}

/// True if a number is the start of a change to the next one: the 125 of `125手続から411手続に増加`.
fn leads_on(text: &str, spans: &[(usize, Measure)], at: usize) -> bool {
    let ends = |at: usize| spans.get(at).map(|(start, measure)| text[start + measure.len..].trim_start());
    let (Some(from), Some(to)) = (ends(at), ends(at + 1)) else { return false };
    let grew = ["に", "へ", "まで", "となり", "となった"].iter().any(|word| to.starts_with(word));
    let added = ["を追加", "を加え", "を上積", "の追加"].iter().any(|word| to.starts_with(word));
    from.starts_with("から") && grew || from.starts_with('に') && added
}

/// Returns the `1回` before the 20 of `1回20人`, where the 20 is an amount per 回 and not the total.
fn for_each((start, one): &(usize, Measure), text: &str, next: usize) -> Option<String> {
    let written = text[*start..next].trim();
    let words = written.strip_prefix('1').filter(|_| one.quantity.number == Decimal::ONE)?.trim_start();
    let rest = FOR_EACH.iter().find_map(|word| words.strip_prefix(word))?;
    ["", "平均", "につき", "約", "当たり", "あたり"].contains(&rest.trim()).then(|| written.to_owned())
}

/// Returns the words after a number, preceded by a 増 or 減 that was read as the number's unit because the
/// indicator has none (`33,442増`).
fn with_swallowed(measure: &Measure, after: &str, asked: &Asked<'_>) -> String {
    let unit = measure.quantity.unit.as_str();
    let words = unit.find(['増', '減']).filter(|_| asked.unit.is_empty()).map_or("", |at| &unit[at..]);
    format!("{words}{after}")
}

/// True if an arithmetic sign and a number follow. `+α` does not count, because its amount is unknown.
fn joined(after: &str) -> bool {
    let rest = after.trim_start();
    let signed = rest.strip_prefix(['+', '×', '÷', '✕']).map(str::trim_start);
    signed.is_some_and(|rest| !rest.starts_with(['α', 'a']))
}

/// Returns the text with each byte of its times replaced by a space, so that offsets stay valid.
fn blanked(text: &str, times: &[Found]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for time in times {
        out.push_str(&text[at..time.at]);
        out.push_str(&" ".repeat(time.len));
        at = time.at + time.len;
    }
    out.push_str(&text[at..]);
    out
}

/// Returns the measures of a text, each with the byte offset where it begins.
fn spans(text: &str, asked: &Asked<'_>) -> Vec<(usize, Measure)> {
    let indicator = asked.unit;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let digit = at + offset;
        let before = &text[..digit];
        let start = before
            .strip_suffix(['-', '+', '▲', '△'])
            .or_else(|| before.strip_suffix("マイナス"))
            .filter(|text| !text.ends_with(|c: char| c.is_ascii_alphanumeric()) || before.ends_with('+'))
            .map_or(digit, str::len);
        let ranked = before.ends_with('第') && indicator == "位";
        let len = match numeral::prefix(&text[digit..]) {
            numeral::Reading::Number(numeral) => numeral.len,
            numeral::Reading::Malformed(len) => len,
            numeral::Reading::Absent => 1,
        };
        at = digit + len;
        let part = before.ends_with('.')
            || before.trim_end().ends_with('注')
            || text[at..].starts_with("分の")
            || before.ends_with("分の");
        if (!stands_alone(before) && !ranked) || part {
            continue;
        }
        match one(&text[start..], indicator) {
            Ok(measure) => {
                at = at.max(start + measure.len);
                found.push((start, measure));
            }
            Err(len) => at = at.max(start + len),
        }
    }
    found
}

/// Reads the measure at the start of a text; of two in different units with a slash between them, the first.
///
/// # Errors
/// Returns the number of bytes to skip if there is no measure.
fn one(text: &str, indicator: &str) -> Result<Measure, usize> {
    let in_setting = |text: &str, setting| match measure(text, indicator, setting) {
        Ok(measure) => Ok(measure),
        Err(len) => {
            let slash = text
                .get(..len)
                .and_then(|all| all.find('/'))
                .filter(|slash| !text[slash + 1..len].contains('/'));
            let first = slash.and_then(|slash| measure(text[..slash].trim_end(), indicator, setting).ok());
            first.filter(|first| !first.quantity.unit.is_empty()).ok_or(len)
        }
    };
    in_setting(text, Setting::Cell)
        .or_else(|len| in_setting(text, Setting::Prose).map_err(|other| len.max(other)))
}

/// Returns the words before a number, or after it if `behind`, that belong to it. If a neighbouring number
/// shares the gap, a space separates the words of the two.
fn beside(words: &str, shared: bool, behind: bool) -> &str {
    match (shared, behind) {
        (false, _) => words.trim_matches(' '),
        (true, true) => words.split(' ').next().unwrap_or(words),
        (true, false) => words.trim_end().rsplit(' ').next().unwrap_or(words),
    }
}

/// True if a number may be in the indicator's unit. A bare number is not if an unknown noun follows it, or if
/// it numbers the noun before it (`別紙1`).
fn fits(measure: &Measure, before: &str, after: &str, indicator: &str) -> bool {
    let written = &measure.quantity.unit;
    if !written.is_empty() {
        return unit::fits(written, indicator);
    }
    // `5つの業務`
    let counted_things = after.strip_prefix("つの").is_some_and(|rest| rest.starts_with(indicator));
    if counted_things && !indicator.is_empty() {
        return true;
    }
    let places = ["か所", "か国", "か月", "か年", "つの"].iter().any(|word| after.starts_with(word));
    let noun = places
        || after.starts_with(|c: char| {
            matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ヺ') || c.is_ascii_alphabetic()
        });
    let cut = after.starts_with(['%', '‰', '’', '‘', '‚', '`', '´']);
    let counted = ["数", "率", "額", "量", "値", "者", "件", "度"].iter().any(|end| before.ends_with(end))
        || ROLES.iter().any(|(word, ..)| before.ends_with(word))
        || ADDS_NOTHING.iter().any(|word| before.ends_with(word));
    let names = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ヺ' | 'ー') || fold::is_circled(c);
    let numbered = before.ends_with(names) && !counted;
    !cut && (!(noun || numbered) || indicator.is_empty())
}

fn says(before: &str, after: &str, phrase: &str, asked: &Asked<'_>) -> Vec<(Says, String)> {
    let without = |text: &str| {
        REACHED.iter().chain(INNOCENT).fold(text.to_owned(), |text, innocent| text.replace(innocent, " "))
    };
    let (before, after) = (without(before), without(after));
    let level = ["に", "へ", "まで"].iter().find_map(|word| after.trim_start().strip_prefix(word));
    let reached = level.is_some_and(|rest| GREW.iter().any(|word| rest.starts_with(word)));
    let mut found = Vec::new();
    for (word, says, side) in ROLES {
        if reached && GREW.iter().any(|grew| word.starts_with(grew)) {
            continue;
        }
        let stands = match side {
            Side::DirectlyAfter => after.trim_start().starts_with(word),
            Side::AnywhereAfter => after.contains(word),
            Side::AnywhereBefore => before.contains(word),
            Side::DirectlyBefore => before.trim_end_matches([' ', ':']).ends_with(word),
            Side::BeforeOrAfter => before.contains(word) || after.contains(word),
        };
        let part_of_whole = *word == "うち" && before.contains("のうち");
        // A word of the indicator's name does not count, unless the name has it in a note in brackets:
        // `（年5%増）`, `（対象：約800手続）`.
        if stands && !part_of_whole && !outside_brackets(asked.name).contains(word) {
            found.push((*says, (*word).to_owned()));
        }
    }
    // In a comparison neither number is the actual: `400手続に11手続不足`.
    let compared = COMPARES.iter().find(|word| phrase.contains(**word) && !asked.name.contains(**word));
    found.extend(compared.map(|word| (Says::NotAnActual, (*word).to_owned())));
    found.extend(
        [&before, &after]
            .into_iter()
            .filter_map(|text| not_yet(text, asked.name))
            .map(|word| (Says::NotAnActual, word)),
    );
    found
}

/// Returns a name without its parts in brackets.
fn outside_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for c in name.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Returns a word of a text that begins with 未, such as `未交付` or `未達`, unless the indicator's name has it.
pub(super) fn not_yet(text: &str, name: &str) -> Option<String> {
    let at = text.find('未')?;
    let word: String = text[at..]
        .chars()
        .take_while(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | 'ァ'..='ヺ' | 'ー'))
        .take(4)
        .collect();
    let innocent = ["未満", "未来", "未然", "未明"].iter().any(|innocent| word.starts_with(innocent));
    (!innocent && word.chars().count() > 1 && !name.contains(&word)).then_some(word)
}
