//! 送付文: a short mail for each department, to be pasted into the mail program.

use crate::consolidate::Consolidation;
use crate::findings::{Finding, Severity};
use crate::follow_up::FollowUp;
use crate::mail::{self, Mail};
use crate::plan::Plan;
use crate::slip::marks::location_words;
use crate::slip::requests::deadline_words;

/// Returns the mails of all departments as the text of a file. `attached` has the file names of each
/// department's books.
pub(super) fn text(
    plan: &Plan,
    c: &Consolidation,
    follow_ups: &[FollowUp<'_>],
    attached: &[Vec<String>],
) -> String {
    let pairs = follow_ups.iter().zip(attached);
    let mails: Vec<Mail<'_>> = pairs.map(|(follow_up, books)| mail(plan, c, follow_up, books)).collect();
    mail::file(plan, &mails)
}

fn mail<'a>(plan: &Plan, c: &Consolidation, follow_up: &'a FollowUp<'_>, attached: &'a [String]) -> Mail<'a> {
    Mail {
        department: follow_up.department,
        attached,
        request: follow_up.subject(),
        month: c.as_of,
        body: body(plan, c, follow_up, attached.len()),
    }
}

fn body(plan: &Plan, c: &Consolidation, follow_up: &FollowUp<'_>, books: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (errors, checks) = (follow_up.count(Severity::Error), follow_up.count(Severity::Check));
    let mut asked = Vec::new();
    if errors > 0 {
        asked.push(format!("・誤り　{errors}件（該当する記入は、直るまで集計に使えません）"));
        asked.extend(items(c, follow_up, Severity::Error));
    }
    if checks > 0 {
        asked.push(format!("・要確認　{checks}件（内容の確認をお願いします）"));
        asked.extend(items(c, follow_up, Severity::Check));
    }
    if !follow_up.missing.is_empty() {
        asked.push(format!("・まだ届いていない様式　{}事業", follow_up.missing.len()));
        let missing = follow_up.missing.iter();
        asked.extend(missing.map(|project| format!("　　{}　{}", project.id, project.name)));
    }
    let subject = format!("「{}」の進捗報告（{}現在）", plan.title, c.as_of.japanese_last_day());
    lines.push(if follow_up.findings.is_empty() {
        format!("{subject}について、まだ届いていない様式がありますのでお知らせします。行き違いの場合はご容赦ください。")
    } else {
        format!("{subject}をご提出いただきありがとうございます。内容を確認したところ、次の点がありましたのでお知らせします。")
    });
    lines.push(String::new());
    lines.extend(asked);
    lines.push(String::new());
    let until = deadline_words(plan, c);
    lines.push(if books > 1 {
        format!("添付の{books}つのブックの、それぞれ1枚目をご覧のうえ、様式に記入し、{until}どのブックもそのまま返送してください。")
    } else {
        let title = follow_up.title();
        format!("添付のブックの1枚目「{title}」をご覧のうえ、様式に記入し、{until}このブックのまま返送してください。")
    });
    if checks > 0 {
        lines.push(
            "要確認の項目は、記入のとおりで正しければ、様式の「確認済」の欄に符号を記入してください。"
                .to_owned(),
        );
    }
    lines.push("ご不明な点は、事務局までお問い合わせください。よろしくお願いします。".to_owned());
    lines
}

/// Returns the findings of a severity, a line each. The slip has what is left of a long list.
fn items(c: &Consolidation, follow_up: &FollowUp<'_>, severity: Severity) -> Vec<String> {
    let findings: Vec<&&Finding> =
        follow_up.findings.iter().filter(|finding| finding.severity == severity).collect();
    let line = |finding: &&&Finding| {
        let project = finding.project.as_ref().map(|id| format!("{id}　")).unwrap_or_default();
        let location = location_words(c, finding).map(|words| format!("{words}　")).unwrap_or_default();
        format!("　　{project}{location}{}", finding.kind.title)
    };
    let mut lines: Vec<String> = findings.iter().take(MOST_ITEMS).map(line).collect();
    let rest = findings.len().saturating_sub(MOST_ITEMS);
    if rest > 0 {
        lines.push(format!("　　ほか{rest}件"));
    }
    lines
}

/// The most findings of a severity that a mail lists.
const MOST_ITEMS: usize = 12;
