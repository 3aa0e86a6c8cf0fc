//! Chooses which number of an answer is the actual.

use crate::figure::answer::number::{Number, Read, not_yet};
use crate::figure::answer::time::{Time, When};
use crate::figure::answer::vocabulary::pending::NOT_DONE;
use crate::figure::answer::vocabulary::role::Says;
use crate::figure::said::{Asked, Counting, Objection, OtherTime};
use crate::text::calendar::Month;
use crate::text::unit;
use rust_decimal::Decimal;

/// The result of choosing a number.
pub(super) enum Choice<'a> {
    /// The number, its phrase, and whether there were others.
    One(&'a Number, &'a Read, Among),
    /// There are numbers, but none is usable.
    Refused(Objection),
    /// No number is in the indicator's unit.
    Nothing,
}

/// Whether the chosen number stood alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    /// It is the only number outside brackets.
    Alone,
    /// Words or times distinguished it from others.
    Several,
}

/// Chooses the number by the words around it. Refuses if two numbers cannot be told apart.
pub(super) fn choose<'a>(phrases: &'a [Read], asked: &Asked<'_>, month: Month) -> Choice<'a> {
    let fitting = |remark: bool| {
        let of = phrases.iter().filter(move |phrase| phrase.remark == remark);
        of.flat_map(|phrase| {
            phrase.numbers.iter().filter(|number| number.fits).map(move |number| (number, phrase))
        })
    };
    let mains: Vec<(&Number, &Read)> = fitting(false).collect();
    let remarks: Vec<(&Number, &Read)> = fitting(true).collect();
    let open = |all: &[(&'a Number, &'a Read)]| -> Vec<(&'a Number, &'a Read)> {
        all.iter().filter(|(number, _)| refusal(number, asked, month).is_none()).copied().collect()
    };
    let (open_mains, open_remarks) = (open(&mains), open(&remarks));
    if let Some((number, phrase)) = spelt_out(&mains, &remarks, asked) {
        return Choice::One(number, phrase, Among::Several);
    }
    if let Some((number, phrase)) = singled_out(&mains, &open_mains, &open_remarks, asked, month) {
        return Choice::One(number, phrase, Among::Several);
    }
    match (open_mains.as_slice(), mains.is_empty()) {
        ([(number, phrase)], _) if number.measure.spaced => Choice::Refused(split_by_space(number, phrase)),
        ([(number, phrase)], _) => {
            let among = if mains.len() == 1 { Among::Alone } else { Among::Several };
            Choice::One(number, phrase, among)
        }
        ([], true) => match not_done(phrases, asked).zip(open_remarks.first()) {
            Some((word, (number, _))) if !number.measure.quantity.number.is_zero() => {
                Choice::Refused(Objection::NotAnActual { number: number.written.clone(), word })
            }
            _ => of_remarks(&remarks, &open_remarks, asked, month),
        },
        ([], false) => {
            // `目標400手続（実績411手続）`
            let actual = open_remarks.iter().find(|(_, phrase)| phrase.words.contains("実績"));
            match actual {
                Some((number, phrase)) => Choice::One(number, phrase, Among::Several),
                None => Choice::Refused(refused(&mains, asked, month)),
            }
        }
        (several, _) => told_apart(several, month).map_or_else(
            || Choice::Refused(two_numbers(several)),
            |(number, phrase)| Choice::One(number, phrase, Among::Several),
        ),
    }
}

/// Returns the word outside brackets that says nothing was done: `未実施（400手続）`.
fn not_done(phrases: &[Read], asked: &Asked<'_>) -> Option<String> {
    let mains = || phrases.iter().filter(|phrase| !phrase.remark);
    let unmet = |word: &String| word.starts_with("未達");
    let not_yet = mains().find_map(|phrase| not_yet(&phrase.words, asked.name)).filter(|word| !unmet(word));
    let word = || NOT_DONE.iter().find(|word| mains().any(|phrase| phrase.words.contains(**word)));
    not_yet.or_else(|| word().map(|word| (*word).to_owned()))
}

/// Returns the number in brackets that gives the one before it in the indicator's unit: `0.721（72.1%）`, or
/// `86%（14%削減）` for a reduction.
fn spelt_out<'a>(
    mains: &[(&'a Number, &'a Read)],
    remarks: &[(&'a Number, &'a Read)],
    asked: &Asked<'_>,
) -> Option<(&'a Number, &'a Read)> {
    let ([(main, _)], [remark]) = (mains, remarks) else { return None };
    let (bare, full) = (&main.measure.quantity, &remark.0.measure.quantity);
    let reduces = |number: &Number| number.written.contains(['減', '▲', '△', '-']);
    let of_percent = bare.unit.is_empty()
        && unit::is_percent(&full.unit)
        && bare.number.checked_mul(Decimal::ONE_HUNDRED) == Some(full.number);
    let of_rest = unit::is_reduction(asked.unit)
        && reduces(remark.0)
        && !reduces(main)
        && bare.number.abs().checked_add(full.number.abs()) == Some(Decimal::ONE_HUNDRED);
    (of_percent || of_rest).then_some(*remark)
}

fn of_remarks<'a>(
    all: &[(&'a Number, &'a Read)],
    open: &[(&'a Number, &'a Read)],
    asked: &Asked<'_>,
    month: Month,
) -> Choice<'a> {
    match open {
        [(number, phrase)] => Choice::One(number, phrase, Among::Several),
        [] if all.is_empty() => Choice::Nothing,
        [] => Choice::Refused(refused(all, asked, month)),
        several => Choice::Refused(two_numbers(several)),
    }
}

/// Returns the number that the words name as the one the indicator needs: the total for 累計, this year's for
/// 単年, the sum of a list for any kind.
fn singled_out<'a>(
    mains: &[(&'a Number, &'a Read)],
    open_mains: &[(&'a Number, &'a Read)],
    open_remarks: &[(&'a Number, &'a Read)],
    asked: &Asked<'_>,
    month: Month,
) -> Option<(&'a Number, &'a Read)> {
    let wanted = |number: &Number| match asked.counting {
        Counting::Total => number.said(Says::Total).is_some(),
        Counting::OfYear => number.said(Says::ThisYear).is_some() || of_year(number, month),
        Counting::Level => false,
    };
    let sums = |number: &Number| number.said(Says::Sum).is_some() || wanted(number);
    let only = |found: Vec<(&'a Number, &'a Read)>| match found.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    if open_mains.len() > 1 || mains.len() > open_mains.len() && open_mains.len() == 1 {
        let of_mains = only(open_mains.iter().filter(|(number, _)| sums(number)).copied().collect());
        if of_mains.is_some() {
            return of_mains;
        }
    }
    let beside = only(open_remarks.iter().filter(|(number, _)| wanted(number)).copied().collect())?;
    // A total is larger than the count beside it, and this year's part is smaller.
    let fits = mains.iter().all(|(main, _)| {
        let (of_remark, of_main) = (beside.0.measure.quantity.number, main.measure.quantity.number);
        let told = main.said(Says::Total).is_some() || main.said(Says::Sum).is_some();
        match asked.counting {
            Counting::Total => of_remark > of_main && !told,
            Counting::OfYear => of_remark < of_main,
            Counting::Level => false,
        }
    });
    (fits && !mains.is_empty()).then_some(beside)
}

/// Returns, of several numbers, the one called current, or else the only one without an earlier time beside
/// it, or else the one an arrow leads to.
fn told_apart<'a>(several: &[(&'a Number, &'a Read)], month: Month) -> Option<(&'a Number, &'a Read)> {
    let seen = |number: &Number| number.time.as_ref().map(|(found, _)| found.time.seen_from(month));
    let older = |number: &Number| {
        matches!(seen(number), Some(When::Other(OtherTime::Earlier(_) | OtherTime::PastYear(_))))
    };
    let current = |number: &Number| number.said(Says::Current).is_some() || seen(number) == Some(When::Now);
    let only = |keep: &dyn Fn(&Number) -> bool| {
        let mut found = several.iter().filter(|(number, _)| keep(number));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    };
    let without_older =
        || several.iter().any(|(number, _)| older(number)).then(|| only(&|number| !older(number))).flatten();
    let led_to = || several.last().filter(|(number, _)| number.after_arrow && several.len() == 2).copied();
    only(&current).or_else(without_older).or_else(led_to)
}

/// Returns why a number cannot be the actual, judged by its own phrase. `None` if it can.
fn refusal(number: &Number, asked: &Asked<'_>, month: Month) -> Option<Objection> {
    let said = |word: &str| Objection::NotAnActual { number: number.written.clone(), word: word.to_owned() };
    if number.term {
        return Some(said("+"));
    }
    let other =
        [Says::NotAnActual, Says::Previous, Says::Whole].into_iter().find_map(|says| number.said(says));
    if let Some(word) = other {
        return Some(said(word));
    }
    if let Some((found, words)) = &number.time
        && found.time.seen_from(month) == When::Other(OtherTime::Later)
    {
        return Some(said(words));
    }
    let (written, whole) = (number.written.clone(), number.said(Says::Total).or(number.said(Says::Sum)));
    let added = number.said(Says::Increment).or(number.plus.then_some("+"));
    let part = number.says.iter().any(|(_, word)| word == "うち").then_some("うち");
    match asked.counting {
        Counting::Total if whole.is_none() => {
            added.map(|word| Objection::Increment { number: written, word: word.to_owned() })
        }
        Counting::OfYear if number.said(Says::ThisYear).is_none() => number
            .said(Says::Total)
            .or_else(|| over_years(number))
            .map(|word| Objection::RunningTotal { number: written, word: word.to_owned() })
            .or_else(|| {
                added.filter(|word| grows(word)).or(part.filter(|_| !of_year(number, month))).map(said)
            }),
        Counting::Level => added.filter(|word| grows(word)).or(part).map(said),
        Counting::Total | Counting::OfYear => None,
    }
}

/// Returns the words of the fiscal years beside a number that covers several: `R3～R4`.
fn over_years(number: &Number) -> Option<&str> {
    number.time.as_ref().filter(|(found, _)| found.time == Time::Years).map(|(_, words)| words.as_str())
}

/// True if the time beside a number is the fiscal year of the report.
fn of_year(number: &Number, month: Month) -> bool {
    number.time.as_ref().is_some_and(|(found, _)| found.time == Time::Year(month.fiscal_year()))
}

/// True if a word means growth, and not only something new: in an annual count everything is new.
fn grows(word: &str) -> bool {
    word.contains('増') || matches!(word, "+" | "アップ" | "UP" | "上昇")
}

fn refused(all: &[(&Number, &Read)], asked: &Asked<'_>, month: Month) -> Objection {
    let terms = all.iter().filter(|(number, _)| number.term).count();
    let first = all.iter().find_map(|(number, _)| refusal(number, asked, month));
    first.filter(|_| terms < 2).unwrap_or_else(|| two_numbers(all))
}

/// Returns the objection that names the first two of several numbers.
fn two_numbers(several: &[(&Number, &Read)]) -> Objection {
    let written = |at: usize| several.get(at).map(|(number, _)| number.written.clone()).unwrap_or_default();
    Objection::TwoNumbers { first: written(0), second: written(1) }
}

/// Returns the objection that a number with a space among its digits is two numbers.
fn split_by_space(number: &Number, phrase: &Read) -> Objection {
    let (first, second) = number.written.split_once(' ').unwrap_or((&phrase.text, ""));
    Objection::TwoNumbers { first: first.to_owned(), second: second.to_owned() }
}
