//! Reads what the words around the chosen number say about it.

use crate::figure::answer::choice::{Among, Choice, choose};
use crate::figure::answer::number::{Number, Read};
use crate::figure::answer::pending::becomes_known;
use crate::figure::answer::time::{Found, Time, When, Written, adds_up};
use crate::figure::answer::vocabulary::plain::ADDS_NOTHING;
use crate::figure::answer::vocabulary::remark::{
    ACCUMULATED, ADDED, FINAL, NOT_ASKED, NOT_FINAL, NOT_FINAL_ALONE,
};
use crate::figure::answer::vocabulary::role::{REACHED, Says};
use crate::figure::answer::vocabulary::time::{BEFORE_NOT_COUNTED, EVENTS, NOT_COUNTED};
use crate::figure::model::{Figure, FigureKind, NumberSource};
use crate::figure::said::{Asked, Counting, Objection, OtherTime, Said, Stated};
use crate::text::calendar::Month;
use crate::text::unit;
use rust_decimal::Decimal;

/// The most characters beside a time; a longer remark describes an event, not the time of the value.
const SHORT: usize = 8;

/// Returns the figure of an answer. `whole` is the figure as read without regard to the words.
pub(super) fn figure(phrases: &[Read], whole: Figure, asked: &Asked<'_>, month: Month) -> Figure {
    let (number, phrase, among) = match choose(phrases, asked, month) {
        Choice::Nothing => return whole,
        Choice::Refused(objection) => return refused(whole, objection),
        Choice::One(number, phrase, among) => (number, phrase, among),
    };
    if let Some(objection) = objection_in_remarks(phrases, number, asked) {
        return refused(whole, objection);
    }
    let same = whole.number() == Some(number.measure.quantity.number);
    let said = Said {
        time: time(phrases, number, month),
        doubt: doubt(phrases, (number, phrase), asked, among, month),
        ..Said::default()
    };
    if same && whole.source == NumberSource::Whole {
        return Figure { kind: FigureKind::Quantity, deadline: None, said, ..whole };
    }
    let dressed = among == Among::Alone && !phrase.remark && adds_nothing(phrases, asked);
    Figure {
        kind: FigureKind::Quantity,
        quantity: Some(number.measure.quantity.clone()),
        hedge: number.measure.hedge.or(whole.hedge.filter(|_| same)),
        source: if dressed { NumberSource::Whole } else { NumberSource::Within },
        deadline: None,
        said,
        ..whole
    }
}

fn refused(whole: Figure, objection: Objection) -> Figure {
    let said = Said { objection: Some(objection), ..Said::default() };
    Figure { kind: FigureKind::Text, quantity: None, deadline: None, hedge: None, said, ..whole }
}

/// Returns the objection if a remark says that the number is only a part, or covers more than the year.
fn objection_in_remarks(phrases: &[Read], number: &Number, asked: &Asked<'_>) -> Option<Objection> {
    let remarks = || phrases.iter().filter(|phrase| phrase.remark && phrase.numbers.is_empty());
    let written = || number.written.clone();
    let named = |words: &[&str], phrase: &Read| {
        words.iter().find(|word| phrase.words.contains(**word)).map(|word| (*word).to_owned())
    };
    match asked.counting {
        Counting::Total if number.said(Says::Total).is_none() => remarks()
            .filter(|phrase| !phrase.words.contains('含'))
            .find_map(|phrase| named(ADDED, phrase))
            .map(|word| Objection::Increment { number: written(), word }),
        Counting::OfYear if number.said(Says::ThisYear).is_none() => remarks()
            .filter(|phrase| !is_of_this_year(&phrase.text) && !asked.unit.contains(phrase.text.as_str()))
            .find_map(|phrase| named(ACCUMULATED, phrase).or_else(|| over_years(phrase)))
            .or_else(|| years_added_up(&remarks().collect::<Vec<_>>()))
            .map(|word| Objection::RunningTotal { number: written(), word }),
        _ => None,
    }
}

/// Returns the words of a time of several fiscal years: `R3～R4`.
fn over_years(phrase: &Read) -> Option<String> {
    let found = phrase.times.iter().find(|found| found.time == Time::Years)?;
    Some(phrase.text[found.at..found.at + found.len].to_owned())
}

/// Returns the `R4計` of `R3・R4計`, which is cut into two phrases at the `・`.
fn years_added_up(remarks: &[&Read]) -> Option<String> {
    let names_year = |phrase: &&&Read| phrase.times.iter().any(|found| matches!(found.time, Time::Year(_)));
    let mut years = remarks.iter().filter(names_year);
    years.next()?;
    let last = years.next_back()?;
    adds_up(last.words.trim()).then(|| last.text.clone())
}

/// True if a running total begins with this fiscal year.
fn is_of_this_year(text: &str) -> bool {
    ["今年度", "当年度", "本年度", "年度累計", "年間累計", "4月"].iter().any(|word| text.contains(word))
}

/// Returns the time of the number if it is not the report's.
fn time(phrases: &[Read], number: &Number, month: Month) -> Option<Stated> {
    let stated = |found: &Found, words: &str| match found.time.seen_from(month) {
        When::Now => None,
        When::Other(time) => Some(Stated { words: words.to_owned(), time }),
    };
    if let Some((found, words)) = &number.time {
        return stated(found, words);
    }
    let beside = phrases.iter().filter(|phrase| phrase.numbers.is_empty() && is_time(phrase, month));
    let beside = beside.filter(|phrase| becomes_known(phrase, month).is_none());
    let times: Vec<(&Found, &str)> = beside
        .flat_map(|phrase| {
            phrase.times.iter().map(|found| (found, &phrase.text[found.at..found.at + found.len]))
        })
        .collect();
    if times.iter().any(|(found, _)| found.time.seen_from(month) == When::Now) {
        return None;
    }
    times.into_iter().find_map(|(found, words)| stated(found, words))
}

/// True if a phrase without a number names a time, and not an event at that time.
fn is_time(phrase: &Read, month: Month) -> bool {
    let rest = take_off(&phrase.words, ADDS_NOTHING);
    let counted = phrase.words.contains("分を含") || phrase.words.trim_end().ends_with("予定分");
    // What begins after the report cannot be its value: `（次年度から）`.
    let later = |found: &Found| found.time.seen_from(month) == When::Other(OtherTime::Later);
    let ahead = matches!(rest.as_str(), "から" | "以降" | "より")
        && phrase.times.iter().all(|found| matches!(found.time, Time::Year(_)) && later(found));
    let event = !ahead && EVENTS.iter().any(|word| rest.contains(word))
        || phrase.words.trim_start().starts_with('に');
    counted || !event && rest.chars().count() <= SHORT
}

/// Returns the word that says the number is not final, or not what was asked for.
fn doubt(
    phrases: &[Read],
    (number, own): (&Number, &Read),
    asked: &Asked<'_>,
    among: Among,
    month: Month,
) -> Option<String> {
    // If a part of the number is not final (`うち2手続は4月稼働予定`), neither is the whole.
    let part = |phrase: &Read| phrase.remark && phrase.text.starts_with("うち");
    let silent = |phrase: &&Read| std::ptr::eq(*phrase, own) || phrase.numbers.is_empty() || part(phrase);
    let unfinished = phrases.iter().filter(silent).find_map(not_final);
    let other = || {
        let remarks = phrases.iter().filter(|phrase| phrase.numbers.is_empty());
        let mut texts = remarks.map(|phrase| take_off(&phrase.words, REACHED));
        texts.find_map(|text| {
            NOT_ASKED.iter().find(|word| text.contains(**word) && !asked.name.contains(**word)).copied()
        })
    };
    let part = || {
        let lone = among == Among::Alone && asked.counting == Counting::Total;
        let remark =
            || phrases.iter().filter(|phrase| phrase.remark && phrase.numbers.is_empty()).find_map(this_year);
        lone.then(|| {
            number
                .said(Says::ThisYear)
                .filter(|_| number.said(Says::Total).is_none())
                .map(str::to_owned)
                .or_else(remark)
        })
        .flatten()
    };
    // `72.1%（申請率）` may measure something other than the indicator.
    let measure = || {
        let remarks = phrases.iter().filter(|phrase| phrase.remark && phrase.numbers.is_empty());
        let mut texts = remarks.map(|phrase| phrase.words.trim());
        let named = |text: &&str| text.ends_with('率') || text.ends_with("割合");
        texts.find(|text| named(text) && unit::is_percent(asked.unit) && !asked.name.contains(*text))
    };
    let later = || {
        let mut remarks = phrases.iter().filter(|phrase| phrase.numbers.is_empty());
        remarks.find(|phrase| becomes_known(phrase, month).is_some()).map(|phrase| phrase.text.clone())
    };
    unfinished
        .or_else(|| phrases.iter().find_map(time_not_counted))
        .or_else(|| two_shares(number, asked))
        .or_else(|| measure().map(str::to_owned))
        .or_else(|| other().map(str::to_owned))
        .or_else(part)
        .or_else(later)
        .or_else(|| second(phrases, number, asked))
}

/// Returns `70%/30%`, a share of a share, unless the second is the whole or a target of the plan.
fn two_shares(number: &Number, asked: &Asked<'_>) -> Option<String> {
    let quantity = &number.measure.quantity;
    let whole = quantity.population.filter(|_| unit::is_percent(&quantity.unit))?;
    let is_known = whole == Decimal::ONE_HUNDRED || asked.planned.contains(&Some(whole));
    (!is_known).then(|| number.written.clone())
}

/// Returns the `3月分を除` of `11,050人（3月分を除く）`, which says that the number excludes a part of the year.
fn time_not_counted(phrase: &Read) -> Option<String> {
    let beside = phrase.numbers.iter().filter_map(|number| number.time.as_ref()).map(|(found, _)| found);
    phrase.times.iter().chain(beside).find_map(|found| {
        let end = found.at + found.len;
        let rest = phrase.text[end..].trim_start_matches(BEFORE_NOT_COUNTED);
        let word = NOT_COUNTED.iter().find(|word| rest.starts_with(**word))?;
        let end = phrase.text.len() - rest.len() + word.len();
        Some(phrase.text[found.at..end].to_owned())
    })
}

/// Returns the second number of `411手続（412手続）`, if neither words nor the plan explain it.
fn second(phrases: &[Read], number: &Number, asked: &Asked<'_>) -> Option<String> {
    let own = &number.measure.quantity;
    let lone = |phrase: &Read| {
        let [other] = phrase.numbers.as_slice() else { return None };
        let quantity = &other.measure.quantity;
        let bare = phrase.words.chars().all(|c| !c.is_alphanumeric()) && other.says.is_empty();
        let planned = asked.planned.contains(&Some(quantity.number));
        let alike = quantity.unit == own.unit || own.unit.is_empty() || !quantity.unit.is_empty();
        let differs = quantity.number != own.number && own.population != Some(quantity.number);
        let change = other.written.starts_with(['+', '-', '▲', '△']);
        let rest = own.number.checked_add(quantity.number) == Some(Decimal::ONE_HUNDRED)
            && (unit::is_percent(asked.unit) || unit::is_reduction(asked.unit));
        let plain = other.fits && other.time.is_none() && !change && !rest && !other.term;
        (bare && plain && alike && differs && !planned).then(|| other.written.clone())
    };
    phrases.iter().filter(|phrase| phrase.remark).find_map(lone)
}

fn this_year(phrase: &Read) -> Option<String> {
    ["今年度", "当年度", "本年度"]
        .iter()
        .find(|word| phrase.words.trim() == **word)
        .map(|word| (*word).to_owned())
}

fn not_final(phrase: &Read) -> Option<String> {
    let words = take_off(&phrase.words, FINAL);
    let bare = words.trim();
    // `未集計の課はなし` denies the word.
    if ["はなし", "はない", "はありません", "はゼロ"].iter().any(|end| bare.ends_with(end)) {
        return None;
    }
    let bare = bare.strip_suffix(['値', '数']).unwrap_or(bare);
    let alone = NOT_FINAL_ALONE.iter().find(|word| **word == bare);
    alone.or_else(|| NOT_FINAL.iter().find(|word| words.contains(**word))).map(|word| (*word).to_owned())
}

/// Returns the subject of a sentence where it is a word of the indicator's name: `参加率は84%でした`.
fn subject<'a>(words: &'a str, asked: &Asked<'_>) -> &'a str {
    let subject = words.split_once('は').map_or("", |(subject, _)| subject.trim());
    if subject.chars().count() > 1 && asked.name.contains(subject) { subject } else { "" }
}

/// True if the words outside brackets only say that the number is the actual.
fn adds_nothing(phrases: &[Read], asked: &Asked<'_>) -> bool {
    phrases.iter().filter(|phrase| !phrase.remark).all(|phrase| {
        let words = take_off(&phrase.words, &[asked.name, asked.unit, subject(&phrase.words, asked)]);
        let words = take_off(&words, ADDS_NOTHING);
        let mut times =
            phrase.numbers.iter().filter_map(|number| number.time.as_ref()).map(|(found, _)| found.time);
        // `3/31 411` may be a date or two numbers.
        let unsure = times.any(|time| matches!(time, Time::Day(_, Written::AsNumbers)));
        let silent = |c: char| {
            c.is_whitespace() || matches!(c, ':' | ';' | '。' | '、' | ',' | '・' | '-' | '~' | '数')
        };
        !unsure && words.chars().all(silent)
    })
}

/// Removes words from a text, the longest match first at each position: 累計 before the 計 in it.
fn take_off(text: &str, words: &[&str]) -> String {
    let (mut kept, mut rest) = (String::new(), text);
    while let Some(c) = rest.chars().next() {
        let longest = words.iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max();
        let taken = longest.unwrap_or_default();
        if taken == 0 {
            kept.push(c);
        }
        rest = &rest[taken.max(c.len_utf8())..];
    }
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::take_off;

    #[test]
    fn the_longest_word_is_removed_at_each_position() {
        assert_eq!(take_off("累計で", &["計", "累計", "で"]), "");
        assert_eq!(take_off("5つの施設の計", &["の", "つの", "計", ""]), "5施設");
        assert_eq!(take_off("集計中", &["計"]), "集中");
    }
}
