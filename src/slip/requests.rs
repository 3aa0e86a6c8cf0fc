//! Sentences that ask a department for something.

use crate::consolidate::Consolidation;
use crate::findings::{Finding, Planned, Role};
use crate::follow_up::answer_until;
use crate::plan::Plan;

/// Returns what a finding asks for: severity, code, message and help. If a text of the plan was changed,
/// quotes the plan's text.
pub(super) fn correction(c: &Consolidation, finding: &Finding) -> String {
    let planned = Some(finding.expected.trim())
        .filter(|expected| finding.kind.role == Role::Change(Planned::Text) && !expected.is_empty())
        .map(|expected| format!("計画では「{expected}」です。"))
        .unwrap_or_default();
    format!(
        "【{}・{}】{}{planned}{}",
        finding.severity.word(),
        finding.kind.code,
        sentence(&finding.message),
        help(c, finding)
    )
}

/// Returns how to correct what was found. For a refused form, adds which project the slip's form is for if it
/// named two, and which other return counts.
pub(super) fn help(c: &Consolidation, finding: &Finding) -> String {
    let mut words = sentence(&finding.help);
    let Some(ret) = c.return_of(finding).filter(|ret| ret.refused) else { return words };
    if let Some((project, _)) = ret.project.as_ref().zip(ret.other_project.as_ref()) {
        words.push_str(&format!(
            "このブックの様式は {project} のものとしています。その内容であれば、このまま返送してください。"
        ));
    }
    if let Some(other) = finding.project.as_ref().and_then(|id| c.counting(id)) {
        let path = c.sources.path(other.file);
        let name = path.rsplit('/').next().unwrap_or(path);
        words.push_str(&format!(
            "この事業は、ほかに受け取った「{name}」の内容で集計しています。それが正しければ、このまま返送してください。"
        ));
    }
    words
}

/// Returns a text with one full stop at its end; an empty text stays empty.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('。');
    if text.is_empty() { String::new() } else { format!("{text}。") }
}

/// Returns the deadline for an answer: `令和5年4月14日までに`; an empty text if there is none.
pub(super) fn deadline_words(plan: &Plan, c: &Consolidation) -> String {
    answer_until(plan, c).map(|date| format!("{}までに", date.japanese())).unwrap_or_default()
}
