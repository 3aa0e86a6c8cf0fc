//! Decides which of several returns of one project, department and month is the newest.

use std::cmp::Ordering;

use crate::accept::difference::differing;
use crate::accept::index::ReturnIndex;
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::returns::Return;
use crate::text::calendar::Month;
use crate::text::fold;

/// The returns of a sender, ordered by age.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The newest return, or several if they cannot be ordered.
    pub(super) newest: Vec<usize>,
    /// The older returns, each with its rank (2 and up) and the reason it was superseded.
    pub(super) older: Vec<(usize, u32, &'static str)>,
}

/// Orders returns, given by their indexes. Ties keep the order of the indexes, which is the order of files.
pub(super) fn order(returns: &[Return], indexes: &[usize]) -> Order {
    let all: Vec<(usize, &Return)> =
        indexes.iter().filter_map(|at| returns.get(*at).map(|ret| (*at, ret))).collect();
    let replaced = |ret: &Return| all.iter().find_map(|(_, other)| superseded_because(ret, other));
    let mut order = Order::default();
    let mut older = Vec::new();
    for (at, ret) in &all {
        match replaced(ret) {
            None => order.newest.push(*at),
            Some(why) => older.push((*at, *ret, why)),
        }
    }
    older.sort_by_key(|(at, ret, _)| (std::cmp::Reverse((ret.issue_number, ret.entered_on)), *at));
    order.older = older.iter().zip(2..).map(|((at, _, why), rank)| (*at, rank, *why)).collect();
    order
}

/// Returns the return that supersedes a refused form in a month because the form was corrected and
/// resent, and the reason in words (`提出回の大きい`). Considers returns of the months that the form was sent
/// for, of this month unless the form and its folder name two, and of any month for a form that names
/// none.
pub(super) fn corrected_by<'a>(
    returns: &'a [Return],
    index: &ReturnIndex,
    refused: &Return,
    month: Month,
) -> Option<(&'a Return, &'static str)> {
    let project = refused.project.as_ref()?;
    let of_project = |id: &ProjectId| index.of_project(id).iter().filter_map(|at| returns.get(*at));
    let sender = |ret: &Return| (ret.department.clone(), ret.unlisted_sender.clone());
    let again = || of_project(project).filter(|ret| sender(ret) == sender(refused));
    // A form in another month's folder counts as sent for that folder's month only.
    let of_its_months = |ret: &&Return| {
        let of_this_month = ret.month == Some(month) && refused.months.len() < 2;
        of_this_month || ret.month.is_some_and(|at| was_sent_for(refused, at))
    };
    let newer =
        || again().filter(of_its_months).find_map(|ret| Some((ret, superseded_because(refused, ret)?)));
    let same = || again().filter(of_its_months).find(|ret| says_the_same(refused, ret));
    // A form of two projects may come back as the other project, one without a month in any month.
    let answer = || {
        let other = refused.other_project.iter().flat_map(of_project).filter(of_its_months);
        let anywhere = again().filter(|_| refused.months.is_empty());
        let is_answer =
            |ret: &&Return| ret.project.as_ref().is_some_and(|id| answers(refused, ret, of_project(id)));
        other.chain(anywhere).filter(is_answer).min_by_key(|ret| ret.anchor)
    };
    newer().or_else(|| Some((same()?, "記入内容の同じ"))).or_else(|| Some((answer()?, "提出回の大きい")))
}

/// True if a refused form was sent for a month. If the form and its folder name different months, the folder
/// decides.
#[must_use]
pub(crate) fn was_sent_for(refused: &Return, month: Month) -> bool {
    let calls_itself = refused.stated_month == Some(month);
    refused.months.contains(&month) && (refused.months.len() == 1 || !calls_itself)
}

/// True if a counting return has the same answers as a refused form, which then holds nothing more.
fn says_the_same(refused: &Return, ret: &Return) -> bool {
    is_answered(refused) && differing(refused, ret).is_empty()
}

/// True if a return must be the answer to a slip about a refused form: it is a later issue, and no return of
/// the project is an earlier issue of it.
fn answers<'a>(refused: &Return, ret: &Return, mut of_project: impl Iterator<Item = &'a Return>) -> bool {
    let explained = |other: &Return| {
        (&other.department, other.month) == (&ret.department, ret.month)
            && other.issue_number < ret.issue_number
    };
    refused.issue_number < ret.issue_number && !of_project.any(explained)
}

/// Returns the reason a return is superseded by another, if it is. A form that nobody filled in is superseded
/// by any that is. Otherwise 提出回 decides, and 記入日 if it is readable on both. If 提出回 and 記入日 contradict
/// each other, neither is superseded.
fn superseded_because(ret: &Return, other: &Return) -> Option<&'static str> {
    match (is_answered(ret), is_answered(other)) {
        (false, true) => return Some("記入のある"),
        (true, false) => return None,
        _ => {}
    }
    let days = ret.entered_on.zip(other.entered_on).map(|(own, others)| own.cmp(&others));
    match (ret.issue_number.cmp(&other.issue_number), days) {
        (Ordering::Less, Some(Ordering::Greater)) => None,
        (Ordering::Less, _) => Some("提出回の大きい"),
        (Ordering::Equal, Some(Ordering::Less)) => Some("記入日の新しい"),
        _ => None,
    }
}

/// True if a choice or a figure was filled in. Prose does not count: the form is issued with the last
/// accepted.
pub(crate) fn is_answered(ret: &Return) -> bool {
    let year = ret.month.map(Month::fiscal_year);
    ret.values.iter().filter(|value| !fold::is_blank(&value.cell.text)).any(|value| match value.key.field {
        Field::Progress | Field::RevisionWish | Field::Confirmed => true,
        Field::Actual | Field::Forecast | Field::SelfRating => year.is_none() || value.key.year == year,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::consolidate::Consolidation;
    use crate::form::field::{Control, Field};
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, codes, form, id, month, plan, run_at};

    const DECEMBER: &str = "2031-12";

    /// Runs a refused form of the first project beside December's return, its second issue, and this month's
    /// second project.
    fn beside_december(refused: Form, at: &str, more: Vec<Form>) -> Consolidation {
        let plan = plan();
        let december = form(&plan, "1-1-1", DECEMBER).set(Field::EnteredOn, "2032-01-10");
        let second = december.clone().path("2031-12/second.xlsx").control(Control::IssueNumber, "2");
        let rest =
            vec![december, second, refused, form(&plan, "1-1-2", DECEMBER), form(&plan, "1-1-2", AS_OF)];
        run_at(&plan, rest.into_iter().chain(more).collect(), at)
    }

    fn outcome(c: &Consolidation, path: &str) -> FormOutcome {
        c.returns.iter().find(|ret| c.sources.path(ret.file) == path).unwrap().outcome
    }

    fn of_december() -> Form {
        form(&plan(), "1-1-1", AS_OF).path("2032-03/old.xlsx").control(Control::Month, "2031年12月末")
    }

    fn of_no_month() -> Form {
        form(&plan(), "1-1-1", AS_OF).file("old.xlsx", None).control(Control::Month, "不明")
    }

    fn again(at: &str) -> Form {
        form(&plan(), "1-1-1", at).path(&format!("{at}/again.xlsx")).control(Control::IssueNumber, "2")
    }

    #[test]
    fn a_return_of_another_month_does_not_supersede_a_refused_form() {
        for (refused, path, code) in
            [(of_december(), "2032-03/old.xlsx", "S12"), (of_no_month(), "old.xlsx", "S05")]
        {
            for refused in [refused.clone(), refused.actual(0, "420手続").set(Field::EnteredOn, "2032-01-05")]
            {
                let c = beside_december(refused, AS_OF, Vec::new());
                assert_eq!(codes(&c.findings), [code]);
                assert_eq!(outcome(&c, path), FormOutcome::Refused);
                assert!(c.accepted_months.months[&c.as_of].to_correct.contains(&id("1-1-1")), "{code}");
            }
        }
        let empty = of_no_month().blank();
        assert_eq!(codes(&beside_december(empty, AS_OF, Vec::new()).findings), ["S05"]);
    }

    #[test]
    fn a_later_issue_supersedes_a_refused_form_without_a_month_in_every_month() {
        for at in [DECEMBER, AS_OF, "2032-06"] {
            let c = beside_december(of_no_month().actual(0, "300手続"), at, vec![again(AS_OF)]);
            assert_eq!(outcome(&c, "old.xlsx"), FormOutcome::Superseded, "{at}");
            assert!(c.accepted_months.months[&month(at)].to_correct.is_empty(), "{at}");
        }
    }

    #[test]
    fn an_earlier_months_form_in_this_months_folder_leaves_the_earlier_month_unchanged() {
        let c = beside_december(
            of_december()
                .set(Field::EnteredOn, "2032-04-05")
                .actual(0, "420手続")
                .control(Control::IssueNumber, "2"),
            DECEMBER,
            Vec::new(),
        );
        assert_eq!(codes(&c.findings), ["C04", "S12"]);
        assert!(c.accepted_months.months[&c.as_of].to_correct.is_empty());
        let mended = beside_december(of_december(), DECEMBER, vec![again(AS_OF)]);
        assert_eq!(outcome(&mended, "2032-03/old.xlsx"), FormOutcome::Superseded);
    }

    #[test]
    fn a_refused_form_with_the_answers_of_the_right_form_is_superseded() {
        let right = || form(&plan(), "1-1-1", AS_OF).path("2032-03/right.xlsx");
        let c = beside_december(of_december(), AS_OF, vec![right()]);
        assert_eq!(codes(&c.findings), ["C04"]);
        assert_eq!(
            c.findings[0].message,
            "記入内容の同じ回答「2032-03/right.xlsx」に差し替えました（この様式は取り込めませんでした）"
        );
        let c = beside_december(of_december().actual(0, "420手続"), AS_OF, vec![right()]);
        assert_eq!(codes(&c.findings), ["S12"], "different answers are not dropped silently");
    }

    #[test]
    fn a_form_of_no_month_gives_way_to_the_same_answers_of_the_month() {
        let right = form(&plan(), "1-1-1", AS_OF).path("2032-03/right.xlsx");
        let c = beside_december(of_no_month(), AS_OF, vec![right]);
        assert_eq!(codes(&c.findings), ["C04"]);
        assert_eq!(outcome(&c, "old.xlsx"), FormOutcome::Superseded);
    }

    #[test]
    fn a_form_in_another_month_s_folder_does_not_give_way_in_its_own_month() {
        let same = form(&plan(), "1-1-1", DECEMBER).file("2032-03/old.xlsx", Some(AS_OF));
        let c = beside_december(same, DECEMBER, Vec::new());
        assert_eq!(codes(&c.findings), ["C04", "S12"], "C04 is for December's first issue");
    }

    #[test]
    fn a_figure_alone_is_an_answer() {
        let plan = plan();
        let alone = form(&plan, "1-1-1", AS_OF).blank().actual(0, "420手続").path("2032-03/again.xlsx");
        let alone = alone.control(Control::IssueNumber, "2");
        let c = run_at(&plan, vec![form(&plan, "1-1-1", AS_OF), alone], AS_OF);
        assert_eq!(outcome(&c, "2032-03/1-1-1.xlsx"), FormOutcome::Superseded);
    }
}
