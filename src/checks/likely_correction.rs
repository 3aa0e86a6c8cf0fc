//! Guesses the correction of a withheld or missing entry where only one is likely, so that rules that
//! depend on the value can ask about it in the same round.

use rust_decimal::Decimal;

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::figure::{Figure, FigureKind, NumberSource, Quantity, amount};
use crate::form::field::Field;
use crate::ratings::Progress;
use crate::returns::accepted::Correction;
use crate::text::fold::{self, one_line};
use crate::text::unit;

/// Returns what a withheld or missing entry most likely means. `None` if more than one meaning is likely.
#[must_use]
pub(crate) fn likely_correction(entry: &Entry<'_>) -> Option<Correction> {
    match entry.content() {
        Content::Number(quantity) => in_own_unit(entry, quantity),
        Content::Date(typed) if entry.is_number() => typed_number(entry, typed),
        Content::Words if entry.field == Field::Progress => choice(entry),
        Content::Words if entry.is_number() => without_letters(entry),
        Content::Blank | Content::Dash => elsewhere(entry),
        _ => None,
    }
}

/// A small unit, the large one that departments confuse with it, and how many of the small make one large.
const CONVERSIONS: [(&str, &str, i64); 6] = [
    ("m", "km", 1000),
    ("cm", "m", 100),
    ("g", "kg", 1000),
    ("kg", "t", 1000),
    ("分", "時間", 60),
    ("秒", "分", 60),
];

/// Returns a number in the indicator's unit: 411手続 for `411件` if 手続 are counted, 700km for `700,000m`.
fn in_own_unit(entry: &Entry<'_>, quantity: &Quantity) -> Option<Correction> {
    if !entry.is_number() || entry.unit_fits(quantity) {
        return None;
    }
    let (written, own) = (unit::canonical(&quantity.unit), unit::canonical(entry.unit()));
    let is = |name: &str, other: &str| unit::canonical(name) == other;
    let convert = |(small, large, factor): &(&str, &str, i64)| {
        let factor = Decimal::from(*factor);
        if is(small, &written) && is(large, &own) {
            quantity.number.checked_div(factor)
        } else if is(large, &written) && is(small, &own) {
            quantity.number.checked_mul(factor)
        } else {
            None
        }
    };
    let counted = || {
        let countable = |name: &str| unit::counts_whole_things(name);
        (countable(&quantity.unit) && countable(entry.unit())).then_some(quantity.number)
    };
    let number = CONVERSIONS.iter().find_map(convert).or_else(counted)?;
    whole(entry, &amount(number, entry.unit()))
}

/// Returns the number that Excel turned into a date: digits alone, or a fraction of the target's population
/// (`35/148`).
fn typed_number(entry: &Entry<'_>, typed: &str) -> Option<Correction> {
    let all = entry.target().and_then(|target| target.population);
    whole(entry, typed).filter(|correction| {
        let read = correction.figure.as_ref().and_then(|figure| figure.quantity.as_ref());
        read.is_some_and(|quantity| quantity.population.is_none() || quantity.population == all)
    })
}

/// Returns the meaning of a text if it is a quantity in the indicator's unit and nothing else.
fn whole(entry: &Entry<'_>, text: &str) -> Option<Correction> {
    let figure = Figure::parse(text, entry.unit());
    let fits = figure.quantity.as_ref().is_some_and(|quantity| entry.unit_fits(quantity));
    let plain = figure.kind == FigureKind::Quantity && figure.source == NumberSource::Whole;
    (fits && plain).then(|| Correction { text: text.to_owned(), figure: Some(figure.into()), blank: None })
}

/// Returns the entry with letters that look like digits replaced: `41O`, `4ll手続`.
fn without_letters(entry: &Entry<'_>) -> Option<Correction> {
    let folded = fold::width(entry.text());
    if entry.said().is_some_and(|said| said.objection.is_some())
        || !folded.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let digit = |c: char| match c {
        'O' | 'o' | '〇' | '○' => '0',
        'l' | 'I' | '|' => '1',
        c => c,
    };
    let with_digits: String = folded.trim().chars().map(digit).collect();
    whole(entry, &with_digits).filter(|_| with_digits != folded)
}

/// Returns the only choice that a 進捗状況 contains: 順調 in `概ね順調`. `None` if words deny or doubt it.
fn choice(entry: &Entry<'_>) -> Option<Correction> {
    let written = fold::key(entry.text());
    let doubts =
        ["ない", "なし", "なく", "解消", "回復", "取り戻", "?", "予定", "見込", "一部", "検討", "未完"];
    if doubts.iter().any(|word| written.contains(word)) {
        return None;
    }
    let choices = Progress::choices(&entry.plan.bands);
    let found: Vec<&String> = choices.iter().filter(|choice| written.contains(&fold::key(choice))).collect();
    let longest = *found.iter().max_by_key(|choice| choice.chars().count())?;
    let rest = written.replacen(&fold::key(longest), "", 1);
    let others = choices.iter().any(|choice| rest.contains(&fold::key(choice)));
    (!others).then(|| Correction { text: longest.clone(), figure: None, blank: None })
}

/// Returns the only number that was typed elsewhere instead of into the blank actual: over a cell not meant
/// for entries, into 年度末見込み at the year's end, or into a later year's column.
fn elsewhere(entry: &Entry<'_>) -> Option<Correction> {
    if entry.field != Field::Actual || !entry.is_number() || entry.is_of_past_year() {
        return None;
    }
    entry.due()?;
    let id = &entry.indicator?.id;
    let later = entry.ret.values.iter().filter(|value| {
        value.key.field == Field::Actual
            && value.key.indicator.as_ref() == Some(id)
            && value.key.year.is_some_and(|year| year > entry.year())
    });
    let forecast = entry.other_field(Field::Forecast).value.filter(|_| entry.month.is_fiscal_year_end());
    let texts = later.chain(forecast).map(|value| value.text.as_str());
    let typed_over = entry.typed_over().map(|typed| typed.text.as_str());
    let mut found: Vec<Correction> =
        texts.chain(typed_over).filter_map(|text| whole(entry, &one_line(text))).collect();
    let only = found.pop().filter(|_| found.is_empty())?;
    Some(Correction { blank: Some(entry.label()), ..only })
}

#[cfg(test)]
mod tests {
    use workbook::{Cell, CellKind};

    use crate::form::field::Field;
    use crate::ids::IndicatorId;
    use crate::plan::Plan;
    use crate::plan::model::{Accumulation, ExtraItem, ExtraKind, ExtraOwner, Indicator, Subject};
    use crate::returns::EntryKey;
    use crate::sample::forms::{AS_OF, Form, cell, form, id, plan, plan_with, run, set_year};
    use crate::text::calendar::FiscalYear;

    /// What the first project's withheld or missing entry is taken to mean.
    fn likely_correction(plan: &Plan, key: &EntryKey, change: impl Fn(Form) -> Form) -> Option<String> {
        let forms = vec![change(form(plan, "1-1-1", AS_OF)), form(plan, "1-1-2", AS_OF)];
        let c = run(plan, forms);
        let accepted = &c.accepted_months.months[&c.as_of].projects[&id("1-1-1")];
        let entry = accepted.withheld.get(key).or_else(|| accepted.elsewhere.get(key))?;
        entry.correction.as_ref().map(|correction| correction.text.clone())
    }

    fn actual(symbol: &str) -> EntryKey {
        EntryKey::actual(&IndicatorId::new(symbol), FiscalYear::new(2031))
    }

    /// The plan with ① in another unit, as all its targets are.
    fn of_unit(unit: &str) -> Plan {
        plan_with(0, 0, |indicator| {
            unit.clone_into(&mut indicator.unit);
            for year in 2030..2034 {
                set_year(indicator, year, &format!("400{unit}"), "-");
            }
        })
    }

    #[test]
    fn a_unit_is_converted_only_between_two_that_belong_together() {
        let told = |unit: &str, text: &str| {
            likely_correction(&of_unit(unit), &actual("①"), |form| form.actual(0, text))
        };
        assert_eq!(told("km", "400,000m").as_deref(), Some("400km"));
        assert_eq!(told("分", "7時間").as_deref(), Some("420分"));
        for (unit, text) in [("km", "400cm"), ("km", "400kg"), ("m", "400kg"), ("kg", "400km")] {
            assert_eq!(told(unit, text), None, "{text} for {unit}");
        }
    }

    #[test]
    fn a_date_is_a_fraction_only_of_the_target_s_population() {
        let dated = |plan: &Plan, symbol: &str, at: usize, typed: &str| {
            let date = cell("2032-04-08", CellKind::Date { typed: typed.to_owned() });
            likely_correction(plan, &actual(symbol), |form| form.row(Field::Actual, at, date.clone()))
        };
        let plan = plan();
        assert_eq!(dated(&plan, "①", 0, "400/800").as_deref(), Some("400/800"));
        assert_eq!(dated(&plan, "①", 0, "4/8"), None);
        assert_eq!(dated(&plan, "①", 0, "411").as_deref(), Some("411"));
        let milestone = plan_with(0, 1, |indicator| indicator.accumulation = Accumulation::Milestone);
        assert_eq!(dated(&milestone, "②", 1, "65"), None);
    }

    #[test]
    fn a_number_elsewhere_is_the_actual_only_alone_and_in_the_indicator_s_unit() {
        let told = |plan: &Plan, symbol: &str, at: usize, text: &str| {
            likely_correction(plan, &actual(symbol), |form| {
                form.actual(at, "").row(Field::Forecast, at, Cell::text(text))
            })
        };
        let plan = plan();
        assert_eq!(told(&plan, "②", 1, "65%").as_deref(), Some("65%"));
        for text in ["予約機能を活用(65%)", "65件", "検討中"] {
            assert_eq!(told(&plan, "②", 1, text), None, "{text}");
        }
        let words = |indicator: &mut Indicator| indicator.accumulation = Accumulation::Milestone;
        assert_eq!(told(&plan_with(0, 1, words), "②", 1, "65%"), None);
    }

    #[test]
    fn letters_are_digits_only_beside_a_digit_and_in_an_actual() {
        let told = |text: &str| likely_correction(&plan(), &actual("①"), |form| form.actual(0, text));
        assert_eq!(told("4ll手続").as_deref(), Some("411手続"));
        assert_eq!(told("OO"), None);
        let mut plan = plan();
        plan.items = vec![ExtraItem {
            name: "予算額".to_owned(),
            subject: Subject::Project,
            kind: ExtraKind::Number("千円".to_owned()),
            owner: ExtraOwner::Department,
            required: false,
            listed: false,
            printed: false,
            public: false,
        }];
        let key = EntryKey::single(Field::ProjectItem(0));
        assert_eq!(likely_correction(&plan, &key, |form| form.set(Field::ProjectItem(0), "4O千円")), None);
    }
}
