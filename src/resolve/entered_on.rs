//! Reads 記入日, the day on which a form was filled in. It orders the returns of a project.

use crate::findings::Finding;
use crate::findings::answer::c04_replaced;
use crate::form::field::Field;
use crate::form::raw::RawForm;
use crate::sources::CellRef;
use crate::text::calendar::{Date, Month};
use crate::text::fold;

/// The most months between 記入日 and the month reported.
const MOST_MONTHS: i32 = 12;

/// Words after a day that only repeat the meaning of the field.
const WORDS_BEHIND: [&str; 6] = ["記入", "作成", "提出", "回答", "入力", "現在"];

/// The result of reading 記入日.
#[derive(Debug, Default)]
pub(super) struct EnteredOn {
    pub(super) date: Option<Date>,
    /// C04: the day is too far from the month reported to order returns by.
    pub(super) note: Option<Finding>,
}

/// Reads 記入日. A day without a year is the one nearest to the month reported.
pub(super) fn entered_on(form: &RawForm, month: Option<Month>) -> EnteredOn {
    let Some(value) = form.value(Field::EnteredOn) else { return EnteredOn::default() };
    let text = without_entry_word(value.cell.unstruck_text());
    let read = Date::parse(&text).or_else(|| nearest(&text, month?));
    let Some((date, month)) = read.zip(month) else { return EnteredOn { date: read, note: None } };
    if distance(date, month).is_some_and(|months| months.abs() <= MOST_MONTHS) {
        return EnteredOn { date: Some(date), note: None };
    }
    let sheet = value.other_sheet.unwrap_or(form.sheet);
    let note = value
        .cells
        .first()
        .map(|pos| c04_replaced::far_date(CellRef { sheet, pos: *pos }, &value.cell.text, month));
    EnteredOn { date: None, note }
}

/// Removes `記入` from `R5.4.7記入` and `R5.4.7（記入）`.
fn without_entry_word(text: &str) -> String {
    let squashed = fold::squash(text);
    let in_brackets = squashed.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    let bare = match in_brackets {
        Some((bare, word)) if WORDS_BEHIND.contains(&word) => bare,
        Some(_) => return squashed,
        None => WORDS_BEHIND.iter().find_map(|word| squashed.strip_suffix(word)).unwrap_or(&squashed),
    };
    bare.to_owned()
}

/// Returns the number of months from a month to the month of a day, negative for an earlier day.
fn distance(date: Date, month: Month) -> Option<i32> {
    date.in_month().map(|own| own.months_since(month))
}

/// Reads a day without a year (`4月5日`, `4/5`, `4月5日（水）`) as the one nearest to a month.
fn nearest(text: &str, month: Month) -> Option<Date> {
    let (number, day) = month_and_day(text)?;
    let years = month.year() - 1..=month.year() + 1;
    let dates = years.filter_map(|year| Date::new(year, number, day));
    // Of two days equally far away the later one counts: a form is filled in after its month.
    dates.min_by_key(|date| distance(*date, month).map_or(i32::MAX, |months| (months * 2 - 1).abs()))
}

fn month_and_day(text: &str) -> Option<(u8, u8)> {
    let squashed = fold::squash(text);
    let bare = squashed.split_once('(').map_or(squashed.as_str(), |(bare, _)| bare);
    let (month, rest) = bare.split_once(['月', '/'])?;
    let day = rest.strip_suffix('日').unwrap_or(rest);
    Some((month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::form::field::{Control, Field};
    use crate::resolve::entered_on::{nearest, without_entry_word};
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, findings, form, month, plan, run, said};
    use crate::text::calendar::Date;

    #[test]
    fn a_day_without_a_year_is_the_nearest_to_the_month() {
        for (text, at, date) in [
            ("4月5日", "2032-03", "2032-04-05"),
            ("４／５", "2032-03", "2032-04-05"),
            ("4月5日（月）", "2032-03", "2032-04-05"),
            ("3/31", "2032-03", "2032-03-31"),
            ("1月10日", "2031-12", "2032-01-10"),
            ("12/28", "2031-12", "2031-12-28"),
        ] {
            assert_eq!(nearest(text, month(at)).unwrap().to_string(), date, "{text}");
        }
        for text in ["", "5日", "13/1", "4.5", "4月", "2/30"] {
            assert_eq!(nearest(text, month(AS_OF)), None, "{text}");
        }
    }

    #[test]
    fn words_after_a_day_are_ignored() {
        for text in ["R14.4.7記入", "令和14年4月7日（作成）", "2032/4/7 現在"] {
            assert_eq!(Date::parse(&without_entry_word(text)).unwrap().to_string(), "2032-04-07", "{text}");
        }
        assert_eq!(Date::parse(&without_entry_word("同上")), None);
        assert_eq!(without_entry_word("4月7日（水）"), "4月7日(水)");
    }

    #[test]
    fn a_day_without_a_year_orders_returns() {
        let plan = plan();
        let of = |day: &str, path: &str| {
            form(&plan, "1-1-1", AS_OF).path(&format!("2032-03/{path}")).set(Field::EnteredOn, day)
        };
        let c = run(&plan, vec![of("4月5日", "a.xlsx"), of("2032/4/10", "b.xlsx").actual(0, "420手続")]);
        assert_eq!(c.returns[0].outcome, FormOutcome::Superseded);
        assert_eq!(c.returns[1].outcome, FormOutcome::Adopted);
    }

    #[test]
    fn a_day_far_from_the_month_is_reported_and_orders_nothing() {
        let found = findings(|form| form.set(Field::EnteredOn, "2023/4/5"));
        assert_eq!(
            said(&found),
            [
                "C04 記入日「2023/4/5」は2032年3月末の報告の日付とは考えられないため、回答の新旧の判断に使いませんでした"
            ]
        );
        assert_eq!(found[0].severity, Severity::Info);
        let plan = plan();
        let of = |form: Form, day: &str| form.set(Field::EnteredOn, day);
        let first = of(form(&plan, "1-1-1", AS_OF), "2032/4/5");
        let later = of(form(&plan, "1-1-1", AS_OF).path("2032-03/b.xlsx").actual(0, "420手続"), "2099/4/5");
        let c = run(&plan, vec![first, later, form(&plan, "1-1-2", AS_OF)]);
        assert!(said(&c.findings).iter().any(|text| text.starts_with("C03")), "{:?}", said(&c.findings));
    }

    #[test]
    fn a_higher_issue_with_an_earlier_day_is_a_contradiction() {
        let plan = plan();
        let first = form(&plan, "1-1-1", AS_OF).set(Field::EnteredOn, "2032/4/10");
        let second = form(&plan, "1-1-1", AS_OF)
            .path("2032-03/b.xlsx")
            .control(Control::IssueNumber, "2")
            .set(Field::EnteredOn, "2032/4/5");
        let told = |second: Form| {
            said(&run(&plan, vec![first.clone(), second, form(&plan, "1-1-2", AS_OF)]).findings)
        };
        assert!(told(second.clone()).is_empty(), "the answers are the same");
        let differing = told(second.actual(0, "420手続"));
        assert!(differing.iter().any(|text| text.starts_with("C03")), "{differing:?}");
    }
}
