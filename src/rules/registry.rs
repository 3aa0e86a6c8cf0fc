//! Every rule, in the order of its code.

use crate::rules::{
    Rule, c01_fell, c02_slipped_digit, c03_two_answers, c04_replaced, c05_far_above, c06_same_as_before,
    c07_joint_differs, f01_unreadable, f02_password, f03_not_a_workbook, f04_refused, f05_same_bytes,
    f06_left_alone, f07_no_form, f08_our_own_book, p01_target, p02_past_actual, p03_name, p04_population,
    p05_departments, p06_indicator, p07_text, r01_not_returned, r02_progress, r03_no_reason,
    r04_no_next_step, r05_contradiction, r06_revision_wish, r07_ended, r08_undecided, s01_no_id,
    s02_unknown_project, s03_two_projects, s04_not_its_department, s05_no_month, s06_outside_its_folder,
    s07_other_version, s08_shifted, s09_outside_text, s10_labels, s11_hidden, s12_month_and_folder,
    v01_blank, v02_not_a_number, v03_other_unit, v04_percent_scale, v05_negative, v06_above_population,
    v07_above_hundred, v08_fraction, v09_error_value, v10_unsaved_formula, v11_reference, v12_number_in_text,
    v13_future_actual, v14_hedged, v15_date, v16_struck, v17_pending, v18_other_time,
};

/// Every rule.
pub static RULES: &[&Rule] = &[
    &c01_fell::RULE,
    &c02_slipped_digit::RULE,
    &c03_two_answers::RULE,
    &c04_replaced::RULE,
    &c05_far_above::RULE,
    &c06_same_as_before::RULE,
    &c07_joint_differs::RULE,
    &f01_unreadable::RULE,
    &f02_password::RULE,
    &f03_not_a_workbook::RULE,
    &f04_refused::RULE,
    &f05_same_bytes::RULE,
    &f06_left_alone::RULE,
    &f07_no_form::RULE,
    &f08_our_own_book::RULE,
    &p01_target::RULE,
    &p02_past_actual::RULE,
    &p03_name::RULE,
    &p04_population::RULE,
    &p05_departments::RULE,
    &p06_indicator::RULE,
    &p07_text::RULE,
    &r01_not_returned::RULE,
    &r02_progress::RULE,
    &r03_no_reason::RULE,
    &r04_no_next_step::RULE,
    &r05_contradiction::RULE,
    &r06_revision_wish::RULE,
    &r07_ended::RULE,
    &r08_undecided::RULE,
    &s01_no_id::RULE,
    &s02_unknown_project::RULE,
    &s03_two_projects::RULE,
    &s04_not_its_department::RULE,
    &s05_no_month::RULE,
    &s06_outside_its_folder::RULE,
    &s07_other_version::RULE,
    &s08_shifted::RULE,
    &s09_outside_text::RULE,
    &s10_labels::RULE,
    &s11_hidden::RULE,
    &s12_month_and_folder::RULE,
    &v01_blank::RULE,
    &v02_not_a_number::RULE,
    &v03_other_unit::RULE,
    &v04_percent_scale::RULE,
    &v05_negative::RULE,
    &v06_above_population::RULE,
    &v07_above_hundred::RULE,
    &v08_fraction::RULE,
    &v09_error_value::RULE,
    &v10_unsaved_formula::RULE,
    &v11_reference::RULE,
    &v12_number_in_text::RULE,
    &v13_future_actual::RULE,
    &v14_hedged::RULE,
    &v15_date::RULE,
    &v16_struck::RULE,
    &v17_pending::RULE,
    &v18_other_time::RULE,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::finding::Severity;
    use crate::rules::{Check, RULES, rule};

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<&str> = RULES.iter().map(|rule| rule.kind.code).collect();
        let sorted: Vec<&str> = codes.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        assert_eq!(codes, sorted);
        assert!(rule("V06").is_some() && rule("V99").is_none());
    }

    #[test]
    fn every_rule_has_its_words_and_its_page() {
        for rule in RULES {
            let kind = &rule.kind;
            let head = format!("# {} {}（{}）\n", kind.code, kind.title, kind.severity.word());
            assert!(kind.explain.starts_with(&head), "{}", kind.code);
            for heading in ["## 何が", "## なぜ", "## 直し方", "- よい例: ", "- 直す例: "] {
                assert_eq!(kind.explain.matches(heading).count(), 1, "{} {heading}", kind.code);
            }
            assert!(!kind.help.is_empty() && !kind.help.ends_with('。'), "{}", kind.code);
        }
    }

    #[test]
    fn no_rule_after_evaluation_withholds() {
        for rule in RULES.iter().filter(|rule| matches!(rule.check, Check::Assessment(_))) {
            assert_ne!(rule.kind.severity, Severity::Error, "{}", rule.kind.code);
        }
    }
}
