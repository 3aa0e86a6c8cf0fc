//! Refuses copies of a form in the same book: sheets named 記入例, 控え, 旧, 前回 or after another month.

use std::collections::BTreeMap;

use crate::findings::Finding;
use crate::findings::form::s14_copy;
use crate::ids::ProjectId;
use crate::plan::model::Plan;
use crate::returns::{FormOutcome, Return};
use crate::sources::{FileId, SheetId};
use crate::text::calendar::Month;
use crate::text::fold;

/// Words in a sheet's name that mark it as a copy.
const WORDS: [&str; 10] =
    ["記入例", "記載例", "サンプル", "控", "旧", "前回", "前期", "前月", "先月", "バックアップ"];

/// Refuses each copy of a form. S14, which asks the department for nothing, replaces the findings on the
/// copy's sheet.
pub(super) fn set_aside(plan: &Plan, returns: &mut [Return], findings: &mut Vec<Finding>) {
    let mut groups: BTreeMap<(FileId, ProjectId), Vec<usize>> = BTreeMap::new();
    for (at, ret) in returns.iter().enumerate() {
        if let Some(project) = &ret.project {
            groups.entry((ret.file, project.clone())).or_default().push(at);
        }
    }
    let mut copies: BTreeMap<String, (SheetId, Finding)> = BTreeMap::new();
    for ((_, project), indices) in groups {
        let name = plan.project(&project).map_or("", |project| project.name.as_str());
        let (marked, plain): (Vec<usize>, Vec<usize>) = indices.into_iter().partition(|at| {
            returns.get(*at).is_some_and(|ret| states_another_month(ret) || is_called_a_copy(ret, name))
        });
        let Some(kept) = plain.iter().find_map(|at| returns.get(*at)) else { continue };
        let (kept_sheet, months) = (kept.raw.sheet_name.clone(), kept.months.clone());
        for at in marked {
            let Some(copy) = returns.get_mut(at) else { continue };
            let finding = s14_copy::finding(copy.anchor, &copy.raw.sheet_name, &kept_sheet);
            let finding = Finding {
                return_id: Some(copy.id.clone()),
                project: copy.project.clone(),
                department: copy.department.clone(),
                ..finding
            };
            copies.insert(copy.id.clone(), (copy.sheet, finding));
            copy.refused = true;
            copy.is_copy = true;
            copy.outcome = FormOutcome::Refused;
            copy.months.clone_from(&months);
        }
    }
    // Findings about other sheets of the book stay.
    findings.retain(|finding| {
        let copy = finding.return_id.as_ref().and_then(|id| copies.get(id));
        copy.is_none_or(|(sheet, _)| finding.location.sheet() != Some(*sheet))
    });
    findings.extend(copies.into_values().map(|(_, finding)| finding));
}

/// True if a form names another month than its folder's.
fn states_another_month(ret: &Return) -> bool {
    ret.month.is_none() && ret.stated_month.is_some() && ret.months.len() > 1
}

/// True if a sheet's name, ignoring the project's name, has a word for a copy or names another month than the
/// form's.
fn is_called_a_copy(ret: &Return, project: &str) -> bool {
    let name = fold::key(&ret.raw.sheet_name);
    let rest = name.replace(&shared_beginning(&fold::key(project), &name), " ");
    if WORDS.iter().any(|word| rest.contains(word)) {
        return true;
    }
    // A form refused for its month has only the months that it and its folder name.
    let Some(month) = ret.month.or(ret.months.last().copied()) else { return false };
    let named = named_month(&rest, month);
    named.is_some_and(|named| named != month)
}

/// Returns the longest beginning of a project's name that a sheet's name contains. Excel cuts the names of
/// sheets.
fn shared_beginning(project: &str, name: &str) -> String {
    let mut shared = String::new();
    for c in project.chars() {
        shared.push(c);
        if !name.contains(&shared) {
            shared.pop();
            break;
        }
    }
    // A single character may match by chance. No sheet's name has `\0`, so replacing it changes nothing.
    if shared.chars().count() > 1 { shared } else { "\u{0}".to_owned() }
}

/// Returns the month that a sheet's name states. A month without a year is one of the fiscal year of `near`.
fn named_month(name: &str, near: Month) -> Option<Month> {
    let around = Some(near.fiscal_year());
    let within = |month: Month| month.months_since(near).abs() <= 24;
    let whole = Month::stated(name.trim(), around, within).filter(|month| within(*month));
    whole.or_else(|| {
        let (before, _) = name.split_once('月')?;
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let number: u8 = before.get(before.len() - digits..)?.parse().ok()?;
        Month::from_fiscal(near.fiscal_year(), number)
    })
}

#[cfg(test)]
mod tests {
    use super::is_called_a_copy;
    use crate::consolidate::{Consolidation, consolidate};
    use crate::form::field::Control;
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, form, month, plan, returned, said};

    /// Consolidates the form of 1-1-1 with a changed copy on a second sheet of its book, and the form of
    /// 1-1-2.
    fn beside(second: &str, change: impl Fn(Form) -> Form) -> Consolidation {
        let plan = plan();
        let of = |number: &str| form(&plan, number, AS_OF);
        let copy = change(of("1-1-1").sheet(second).actual(0, "1手続"));
        let mut returned = returned(vec![of("1-1-1"), copy.path("2032-03/1-1-1.xlsx2"), of("1-1-2")]);
        // Both sheets are of one file.
        let kept = returned.sources.file_of(returned.forms[0].sheet);
        let sheet = returned.sources.add_sheet(kept, second);
        returned.forms[1].sheet = sheet;
        consolidate(&plan, returned, month(AS_OF))
    }

    #[test]
    fn a_copy_is_refused_with_one_s14() {
        for (name, change) in [
            ("前回", Form::clone as fn(&Form) -> Form),
            ("記入例", Form::clone),
            ("1-1-1 窓口の見直し（控え）", Form::clone),
            ("旧1-1-1", Form::clone),
            ("12月", Form::clone),
            ("R13.12", Form::clone),
            ("前回", |form| form.clone().control(Control::Month, "2031年12月末")),
            ("1-1-1", |form| form.clone().control(Control::Month, "2031年12月末")),
        ] {
            let c = beside(name, |form| change(&form));
            assert_eq!(
                said(&c.findings),
                [format!(
                    "S14 シート「{name}」は、同じ事業の様式（シート「1-1-1 窓口の見直し」）の控えとみられるため、使いませんでした"
                )]
            );
            assert_eq!(c.returns.iter().filter(|ret| ret.outcome == FormOutcome::Refused).count(), 1);
            assert!(c.accepted_months.months[&c.as_of].to_correct.is_empty());
        }
    }

    #[test]
    fn a_sheet_of_any_other_name_is_an_answer() {
        for name in ["1-1-1", "3月", "Sheet1", "1-1-1 窓口の見直し (2)"] {
            let c = beside(name, |form| form);
            assert!(said(&c.findings).iter().any(|text| text.starts_with("C03")), "{name}");
        }
    }

    #[test]
    fn a_word_of_the_project_s_own_name_marks_no_copy() {
        let called = |project: &str, sheet: &str| {
            let mut ret = beside("1-1-1", |form| form).returns[0].clone();
            sheet.clone_into(&mut ret.raw.sheet_name);
            is_called_a_copy(&ret, project)
        };
        assert!(!called("前回調査の見直し", "前回調査の見直し"));
        assert!(!called("前回調査の見直し", "前回調査"));
        assert!(called("旧庁舎の活用", "旧"), "a character may match by chance");
        assert!(called("窓口の見直し", "提出12月報告"));
        assert!(!called("窓口の見直し", "提出3月報告"));
    }
}
