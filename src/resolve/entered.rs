//! 記入日: the day on which a form was filled in, which orders returns of the same 提出回.

use crate::findings::Finding;
use crate::findings::answer::c04_replaced;
use crate::form::field::Field;
use crate::form::raw::RawForm;
use crate::sources::CellRef;
use crate::text::calendar::{Date, Month};
use crate::text::fold;

/// The day, as far as it can be used.
#[derive(Debug, Default)]
pub(super) struct Entered {
    pub(super) date: Option<Date>,
    /// C04, where the day cannot be one of this report.
    pub(super) note: Option<Finding>,
}

/// Reads 記入日. A day without a year (`4/5`) is the first one from the month of the report on; one that is more
/// than a year away from the month is a slip, orders nothing and is told.
pub(super) fn entered_on(form: &RawForm, month: Option<Month>) -> Entered {
    let Some(value) = form.value(Field::EnteredOn) else { return Entered::default() };
    let text = value.cell.standing();
    let date = Date::parse(text).or_else(|| month.and_then(|month| without_year(text, month)));
    let (Some(date), Some(month)) = (date, month) else { return Entered { date, note: None } };
    let away = date.in_month().map_or(i32::MAX, |of| of.months_since(month).abs());
    if away <= MOST_MONTHS {
        return Entered { date: Some(date), note: None };
    }
    let sheet = value.other_sheet.unwrap_or(form.sheet);
    let note = value.cells.first().map(|pos| c04_replaced::far_day(CellRef { sheet, pos: *pos }, text));
    Entered { date: None, note }
}

/// So far from the month of its report no form is filled in.
const MOST_MONTHS: i32 = 12;

/// `4/5`, `4月5日`
fn without_year(text: &str, month: Month) -> Option<Date> {
    let folded = fold::squash(text);
    let (number, rest) = folded.split_once(['/', '月', '.'])?;
    let day = rest.strip_suffix('日').unwrap_or(rest);
    let (number, day) = (number.parse().ok()?, day.parse().ok()?);
    let year = month.year() + i32::from(number < month.month());
    Date::new(year, number, day)
}

#[cfg(test)]
mod tests {
    use crate::findings::Severity;
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{AS_OF, codes_when, findings, form, plan, run, said};

    #[test]
    fn a_day_without_a_year_is_the_first_one_from_the_month_on() {
        let plan = plan();
        let days = |text: &str, at: &str| {
            let c = run(&plan, vec![form(&plan, "1-1-1", at).set(Field::EnteredOn, text)]);
            c.returns[0].entered_on.map(|date| date.to_string()).unwrap_or_default()
        };
        assert_eq!(days("4/5", AS_OF), "2032-04-05");
        assert_eq!(days("４月５日", AS_OF), "2032-04-05");
        assert_eq!(days("3/31", AS_OF), "2032-03-31");
        assert_eq!(days("1/10", "2031-12"), "2032-01-10");
        assert_eq!(days("13/1", AS_OF), "");
    }

    #[test]
    fn a_day_far_from_the_month_orders_nothing_and_is_told() {
        let found = findings(|form| form.set(Field::EnteredOn, "2023/4/5"));
        assert_eq!(
            said(&found),
            ["C04 記入日「2023/4/5」は基準月から離れているため、新旧の判断に使いません"]
        );
        assert_eq!(found[0].severity, Severity::Info);
        assert!(codes_when(|form| form.set(Field::EnteredOn, "2032/4/5")).is_empty());
    }

    #[test]
    fn a_later_issue_of_an_earlier_day_is_a_contradiction() {
        let plan = plan();
        let of = |number: &str, day: &str, actual: &str, path: &str| {
            form(&plan, "1-1-1", AS_OF)
                .path(path)
                .control(Control::IssueNumber, number)
                .set(Field::EnteredOn, day)
                .actual(0, actual)
        };
        let told = |second: &str| {
            let forms = vec![
                of("1", "2032/4/10", "411手続", "2032-03/a.xlsx"),
                of("2", second, "420手続", "2032-03/b.xlsx"),
                form(&plan, "1-1-2", AS_OF),
            ];
            let found = run(&plan, forms).findings;
            found.iter().map(|finding| finding.kind.code).collect::<Vec<_>>()
        };
        assert_eq!(told("2032/4/5").first(), Some(&"C03"));
        assert_eq!(told("2032/4/12"), ["C04"]);
    }
}
