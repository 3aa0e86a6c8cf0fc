//! Separates, on a form of another version of the plan, the changes that a department asks for from the
//! differences between the versions.
//!
//! The master of the other version is not available. The project's first form of that version that asked for
//! no revision shows its contents; if there is none, the wish on the form itself decides.

use crate::accept::context::MonthContext;
use crate::checks::states_wish;
use crate::findings::Finding;
use crate::form::field::Control;
use crate::plan::compare::{Difference, Item};
use crate::plan::model::Plan;
use crate::returns::Return;
use crate::sources::CellRef;
use crate::text::fold;

/// The origin of a difference from today's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The other version: the department left the text as it was issued.
    Version,
    /// The department: the difference is a change request.
    Department,
    /// One or the other, on a form that asks for a revision of the plan.
    Unclear,
}

/// The other version that a form was issued from.
pub(super) struct OtherVersion<'a> {
    /// The cell of 計画の版.
    pub(super) at: CellRef,
    /// 計画の版 as written.
    pub(super) written: &'a str,
    /// The project's first form of that version from an earlier month that asked for no revision.
    pub(super) first: Option<&'a Return>,
    wishes: bool,
}

impl<'a> OtherVersion<'a> {
    /// Returns the version of a form, if it is not the plan's.
    pub(super) fn of(cx: &MonthContext<'a>, ret: &'a Return) -> Option<Self> {
        let (at, written) = other_version(cx.plan, ret)?;
        Some(Self { at, written, first: first(cx, ret), wishes: states_wish(ret) })
    }

    /// Returns the origin of a difference; `of_first` are the differences of the first form.
    pub(super) fn origin(&self, difference: &Difference, of_first: &[Difference]) -> Origin {
        if !self.first.is_some_and(|first| is_past_for(first, difference)) {
            return if self.wishes { Origin::Unclear } else { Origin::Version };
        }
        let is_old = of_first.iter().any(|known| same(known, difference));
        if is_old { Origin::Version } else { Origin::Department }
    }

    /// Adds to the finding of a change request that the form was issued from the other version.
    pub(super) fn told(&self, finding: Finding, origin: Origin) -> Finding {
        let code = finding.kind.code;
        let message = format!("{}。様式は計画の「{}」のものです", finding.message, self.written);
        let finding = Finding { message, ..finding };
        if origin == Origin::Department {
            return finding;
        }
        finding.help(format!(
            "前の版の記載のままであれば、今の計画に合わせて直してください。変更の申出であれば、「確認済」に {code} と記入してください"
        ))
    }
}

/// Returns 計画の版 as written and its cell, if it is not the plan's version.
fn other_version<'a>(plan: &Plan, ret: &'a Return) -> Option<(CellRef, &'a str)> {
    let found = ret.raw.control(Control::PlanVersion)?;
    let other = !plan.is_version(&found.cell.text);
    other.then_some((CellRef { sheet: ret.sheet, pos: found.pos }, found.cell.text.as_str()))
}

/// Returns the project's first return of the same version from an earlier month that asked for no revision.
/// Its contents are taken for the version's.
fn first<'a>(cx: &MonthContext<'a>, ret: &Return) -> Option<&'a Return> {
    let (project, version) = ret.project.as_ref().zip(ret.plan_version.as_deref())?;
    let known = cx.index.of_project(project).iter().filter_map(|at| cx.returns.get(*at));
    known
        .filter(|other| other.month.is_some_and(|month| month < cx.month))
        .filter(|other| other.plan_version.as_deref().is_some_and(|of| Plan::is_same_version(of, version)))
        .filter(|other| !states_wish(other))
        .min_by_key(|other| (other.month, other.issue_number))
}

/// True if a difference could show on the first form: a past actual only if its year had ended by then.
fn is_past_for(first: &Return, difference: &Difference) -> bool {
    let ended = || first.month.zip(difference.year).is_some_and(|(month, year)| year < month.fiscal_year());
    difference.item != Item::PastActual || ended()
}

fn same(one: &Difference, other: &Difference) -> bool {
    let place = |of: &Difference| (of.item, of.field, of.indicator.clone(), of.year);
    place(one) == place(other) && fold::prose(&one.new) == fold::prose(&other.new)
}

#[cfg(test)]
mod tests {
    use crate::form::field::{Control, Field};
    use crate::sample::forms::{AS_OF, Form, codes, findings_after, form, plan, run, said, said_when};

    /// A form of an earlier version, in which the target of 2032 was lower.
    fn old(form: Form) -> Form {
        form.control(Control::PlanVersion, "第0版").of_year(Field::Target, 0, 2032, "550手続／800手続")
    }

    #[test]
    fn a_difference_that_the_versions_first_form_lacks_is_a_change_request() {
        let asks = |form: Form| old(form).of_year(Field::Target, 0, 2033, "790手続／800手続");
        assert_eq!(
            said(&findings_after(old, asks)),
            [
                "S07 この様式は計画の「第0版」のもので、現在の「第1版」と違います（違うところ: 2032年度の目標①）",
                "P01 2033年度の目標①が計画と違います（計画は「800手続／800手続」、回答は「790手続／800手続」）。様式は計画の「第0版」のものです",
            ]
        );
        let plain = |form: Form| form.control(Control::PlanVersion, "第0版");
        let department = |form: Form| plain(form).set(Field::Department, "総務課、図書館");
        assert_eq!(codes(&findings_after(plain, department)), ["P05"]);
    }

    #[test]
    fn a_difference_on_a_form_that_asks_for_a_revision_is_a_request_until_denied() {
        let asks = |form: Form| {
            old(form).set(Field::RevisionWish, "あり").set(Field::RevisionText, "550手続に下げたい")
        };
        let found = said_when(asks);
        assert_eq!(
            found,
            [
                "P01 2032年度の目標①が計画と違います（計画は「600手続／800手続」、回答は「550手続／800手続」）。様式は計画の「第0版」のものです",
                "R06 計画見直しの要望があります（550手続に下げたい）",
            ]
        );
        let plan = plan();
        let found = run(&plan, vec![asks(form(&plan, "1-1-1", AS_OF))]).findings;
        assert_eq!(
            found.iter().find(|finding| finding.kind.code == "P01").map(|finding| finding.help.as_str()),
            Some(
                "前の版の記載のままであれば、今の計画に合わせて直してください。変更の申出であれば、「確認済」に P01 と記入してください"
            )
        );
    }

    #[test]
    fn a_wish_does_not_turn_the_versions_own_differences_into_requests() {
        let asks = |form: Form| {
            old(form).set(Field::RevisionWish, "あり").set(Field::RevisionText, "指標を足したい")
        };
        assert_eq!(codes(&findings_after(old, asks)), ["S07", "R06"]);
    }

    #[test]
    fn a_form_that_asked_for_a_revision_does_not_show_the_versions_contents() {
        let approved = |form: Form| {
            form.control(Control::PlanVersion, "第0版")
                .set(Field::RevisionWish, "あり")
                .set(Field::RevisionText, "600手続に上げたい")
        };
        assert_eq!(codes(&findings_after(approved, old)), ["S07"]);
    }

    #[test]
    fn a_past_actual_that_the_first_form_could_not_show_is_no_request_without_a_wish() {
        let plain = |form: Form| form.control(Control::PlanVersion, "第0版");
        let plan = plan();
        let forms = |told: &dyn Fn(Form) -> Form| {
            vec![plain(form(&plan, "1-1-1", "2030-12")), told(plain(form(&plan, "1-1-1", AS_OF)))]
        };
        let past = |form: Form| form.of_year(Field::Actual, 0, 2030, "130手続");
        let found = run(&plan, forms(&past)).findings;
        assert!(codes(&found).contains(&"S07"), "{:?}", said(&found));
    }

    #[test]
    fn a_form_of_the_same_month_does_not_say_what_its_version_had() {
        let plan = plan();
        let one = || old(form(&plan, "1-1-1", AS_OF));
        let again = one()
            .of_year(Field::Target, 0, 2033, "790手続／800手続")
            .path("2032-03/again.xlsx")
            .control(Control::IssueNumber, "2");
        let found = run(&plan, vec![one(), again, form(&plan, "1-1-2", AS_OF)]).findings;
        assert_eq!(codes(&found), ["C04", "S07"]);
    }

    #[test]
    fn a_past_actual_that_the_first_form_could_say_is_a_request() {
        let plain = |form: Form| form.control(Control::PlanVersion, "第0版");
        let past = |form: Form| plain(form).of_year(Field::Actual, 0, 2030, "130手続");
        assert_eq!(codes(&findings_after(plain, past)), ["P02"]);
    }

    #[test]
    fn another_target_than_the_version_had_is_a_request() {
        let asks = |form: Form| old(form).of_year(Field::Target, 0, 2032, "560手続／800手続");
        assert_eq!(codes(&findings_after(old, asks)), ["P01"]);
    }
}
