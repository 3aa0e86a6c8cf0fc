//! Merges the findings of a mistake that is repeated in several cells of a form.

use crate::findings::{Finding, Location};
use crate::text::fold;

/// Merges findings of one kind about equal texts. Each comes with the name of its entry, which the message
/// of the merged finding lists.
pub(super) fn merge_repeated(findings: Vec<(String, Finding)>) -> Vec<Finding> {
    let mut kept: Vec<(Finding, Vec<String>)> = Vec::new();
    for (label, finding) in findings {
        match kept.iter_mut().find(|(known, _)| same(known, &finding)) {
            Some((known, labels)) => {
                if let Location::Cell(cell) = finding.location {
                    known.related.push(cell);
                }
                known.related.extend(finding.related);
                labels.push(label);
            }
            None => kept.push((finding, Vec::new())),
        }
    }
    let spoken = kept.into_iter().map(|(finding, labels)| {
        if labels.is_empty() {
            return finding;
        }
        let message = format!("{}（{}も同じです）", finding.message, labels.join("、"));
        Finding { message, repeated: true, ..finding }
    });
    spoken.collect()
}

/// True if two findings differ only in their cells and messages. Blank entries are never merged.
fn same(a: &Finding, b: &Finding) -> bool {
    let words = |finding: &Finding| {
        (
            finding.kind.code,
            finding.severity,
            fold::key(&finding.found),
            finding.expected.clone(),
            finding.help.clone(),
        )
    };
    !fold::is_blank(&a.found) && words(a) == words(b)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, Form, codes_when, findings, form, plan, run, said_when};

    #[test]
    fn a_copied_error_value_is_one_finding_with_all_its_cells() {
        let broken = |form: Form| form.actual(0, "#REF!").actual(1, "#REF!").set(Field::Activity, "#REF!");
        assert_eq!(said_when(broken), ["V09 取組内容が「#REF!」になっています（実績①、実績②も同じです）"]);
        assert_eq!(findings(broken)[0].related.len(), 2);
    }

    #[test]
    fn each_entry_with_a_copied_error_is_withheld() {
        let plan = plan();
        let broken = form(&plan, "1-1-1", AS_OF).actual(0, "#REF!").actual(1, "#REF!");
        let c = run(&plan, vec![broken]);
        let accepted = &c.accepted_months.months[&c.as_of].projects[&plan.projects[0].id];
        assert_eq!(accepted.withheld.len(), 2);
    }

    #[test]
    fn different_texts_expectations_and_blanks_are_not_merged() {
        assert_eq!(codes_when(|form| form.actual(0, "#REF!").actual(1, "#N/A")), ["V09", "V09"]);
        // The expected units differ, so the findings are not merged.
        assert_eq!(codes_when(|form| form.actual(0, "411人日").actual(1, "411人日")), ["V03", "V03"]);
        assert_eq!(codes_when(|form| form.actual(0, "").actual(1, "")), ["V01", "V01"]);
    }
}
