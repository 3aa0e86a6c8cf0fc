//! 公表待ち: recognises answers that say the value is not known yet, alone or with the latest known value.

use crate::figure::answer::number::{Number, Read};
use crate::figure::answer::time::When;
use crate::figure::answer::vocabulary::pending::{ABOUT_THEN, BECOMES_KNOWN, PENDING};
use crate::figure::answer::vocabulary::role::Says;
use crate::figure::model::{Figure, FigureKind};
use crate::figure::said::{OtherTime, Said};
use crate::text::calendar::Month;

/// Returns the figure of a pending value. `None` if the answer is not pending.
pub(super) fn figure(phrases: &[Read], whole: &Figure, month: Month) -> Option<Figure> {
    let says = |phrase: &Read| PENDING.iter().any(|word| phrase.words.contains(word));
    let known_in = phrases.iter().find_map(|phrase| becomes_known(phrase, month));
    let announced =
        || phrases.iter().any(|phrase| is_announced(phrase, month)) || is_announced_beside(phrases, month);
    let bare = || matches!(phrases, [phrase] if matches!(phrase.words.trim(), "後日" | "追って"));
    if !phrases.iter().any(says) && !announced() && !bare() && !names_a_later_month(phrases, month) {
        return None;
    }
    // A number for the report's own time is an answer, even if provisional.
    let numbers = || phrases.iter().filter(|phrase| !phrase.remark).flat_map(|phrase| &phrase.numbers);
    if !numbers().all(|number| is_of_before(number, month, phrases)) {
        return None;
    }
    let told = known_in.or_else(|| {
        let bare = phrases.iter().filter(|phrase| phrase.numbers.is_empty());
        bare.flat_map(|phrase| &phrase.times).find_map(|time| time.time.next_after(month))
    });
    let said = Said { known_in: told, ..Said::default() };
    Some(Figure { text: whole.text.clone(), kind: FigureKind::Pending, said, ..Figure::blank() })
}

/// Returns the month in which the value becomes known: `5月確定`, `R5.9公表予定`, `公表は9月`.
pub(super) fn becomes_known(phrase: &Read, month: Month) -> Option<Month> {
    let says = BECOMES_KNOWN.iter().any(|word| phrase.words.contains(word));
    if !says || phrase.words.contains('済') {
        return None;
    }
    let beside = phrase.numbers.iter().filter_map(|number| number.time.as_ref().map(|(found, _)| found));
    phrase.times.iter().chain(beside).find_map(|time| time.time.next_after(month))
}

/// True if a phrase names a later month or year in which the value becomes known.
fn is_announced(phrase: &Read, month: Month) -> bool {
    let later = |when: When| when == When::Other(OtherTime::Later);
    let says = BECOMES_KNOWN.iter().any(|word| phrase.words.contains(word));
    becomes_known(phrase, month).is_some()
        || says && phrase.times.iter().any(|time| later(time.time.seen_from(month)))
}

/// True if one phrase says that the value becomes known, another names the later month, and there is no
/// number: `出納閉鎖後（5月末）に確定`.
fn is_announced_beside(phrases: &[Read], month: Month) -> bool {
    let says = |phrase: &Read| {
        !phrase.words.contains('済') && BECOMES_KNOWN.iter().any(|word| phrase.words.contains(word))
    };
    let later = |phrase: &Read| phrase.times.iter().any(|time| time.time.next_after(month).is_some());
    phrases.iter().all(|phrase| phrase.numbers.is_empty())
        && phrases.iter().any(says)
        && phrases.iter().any(later)
}

/// True if the answer is nothing but a later month: `5月頃`.
fn names_a_later_month(phrases: &[Read], month: Month) -> bool {
    let later = |phrase: &Read| phrase.times.iter().any(|time| time.time.next_after(month).is_some());
    let words: String = phrases.iter().map(|phrase| phrase.words.as_str()).collect();
    let about = ABOUT_THEN.iter().any(|word| words.contains(word));
    let rest = ABOUT_THEN.iter().fold(words, |rest, word| rest.replace(word, " "));
    let bare = rest.chars().all(|c| c == ' ' || matches!(c, 'に' | 'の' | '末'));
    about && bare && phrases.iter().any(later) && phrases.iter().all(|phrase| phrase.numbers.is_empty())
}

fn is_of_before(number: &Number, month: Month, phrases: &[Read]) -> bool {
    let earlier = |when: When| matches!(when, When::Other(OtherTime::Earlier(_) | OtherTime::PastYear(_)));
    let own = number.time.as_ref().map(|(found, _)| found.time.seen_from(month));
    let beside = || {
        let remarks = phrases.iter().filter(|phrase| phrase.remark && phrase.numbers.is_empty());
        let remarks = remarks.filter(|phrase| becomes_known(phrase, month).is_none());
        remarks.flat_map(|phrase| &phrase.times).any(|time| earlier(time.time.seen_from(month)))
    };
    number.said(Says::Previous).is_some() || own.map_or_else(beside, earlier)
}
