//! 確認済: the codes of findings that a department confirms as correct.

use crate::findings::finding::{Finding, Severity};
use crate::text::fold;

/// Returns the codes in an entry such as `C05、V06`.
#[must_use]
pub fn codes(text: &str) -> Vec<String> {
    let folded = fold::squash(text).to_uppercase();
    let chars: Vec<char> = folded.chars().collect();
    let mut codes: Vec<String> = chars
        .windows(3)
        .filter(|window| {
            matches!(window, [letter, ten, one]
                if letter.is_ascii_uppercase() && ten.is_ascii_digit() && one.is_ascii_digit())
        })
        .map(|window| window.iter().collect())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Returns what a confirmation leaves of a finding: nothing of 要確認, except a change to the plan, which stays
/// as 参考.
#[must_use]
pub fn after_confirmation(finding: Finding, confirmed: bool) -> Option<Finding> {
    if !confirmed || finding.severity != Severity::Check {
        return Some(finding);
    }
    finding.kind.is_change().then(|| finding.severity(Severity::Info))
}

#[cfg(test)]
mod tests {
    use super::codes;
    use crate::findings::finding::Severity;
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, Form, codes_when, findings, form, plan, run};

    #[test]
    fn a_confirmation_silences_its_code_and_no_other() {
        assert_eq!(codes_when(|form| form.actual(0, "806手続").set(Field::Confirmed, "V06")), ["C05"]);
        assert!(codes_when(|form| form.actual(0, "806手続").set(Field::Confirmed, "V06、C05")).is_empty());
    }

    #[test]
    fn what_is_wrong_cannot_be_confirmed_and_a_change_of_the_plan_stays_on_the_record() {
        assert_eq!(codes_when(|form| form.actual(0, "411件").set(Field::Confirmed, "V03")), ["V03"]);
        let found = findings(|form| form.set(Field::Name, "窓口の改善").set(Field::Confirmed, "P03"));
        assert_eq!((found.len(), found[0].kind.code, found[0].severity), (1, "P03", Severity::Info));
    }

    #[test]
    fn what_was_confirmed_is_asked_again_once_the_value_is_another() {
        let plan = plan();
        let later = |december: &str, march: &str| {
            let above = |form: Form, text: &str| form.actual(0, text);
            let forms = vec![
                above(form(&plan, "1-1-1", "2031-12"), december).set(Field::Confirmed, "V06 C05"),
                above(form(&plan, "1-1-1", AS_OF), march),
                form(&plan, "1-1-2", AS_OF),
            ];
            let found = run(&plan, forms).findings;
            found.iter().map(|finding| finding.kind.code).collect::<Vec<_>>()
        };
        assert_eq!(later("806手続", "806手続"), Vec::<&str>::new());
        assert_eq!(later("806手続", "８０６ 手続"), Vec::<&str>::new());
        assert_eq!(later("806手続", "807手続"), ["C05", "V06"]);
    }

    #[test]
    fn codes_are_found_however_they_are_listed() {
        assert_eq!(codes("Ｃ０５、v06"), ["C05", "V06"]);
        assert_eq!(codes("C05（確認しました） C05"), ["C05"]);
        assert!(codes("確認済").is_empty());
    }
}
