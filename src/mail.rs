//! 送付文: mails to departments as a text file, to be pasted into the mail program. Each has a head (address,
//! attachments, subject) and a body.

use crate::plan::Plan;
use crate::plan::model::Department;
use crate::text::calendar::Month;

/// The line between two mails.
const RULE: &str = "――――――――――――――――――――";

/// A mail to a department.
#[derive(Debug)]
pub(crate) struct Mail<'a> {
    /// The department.
    pub department: &'a Department,
    /// The names of the attached books.
    pub attached: &'a [String],
    /// The request, as in the subject: `報告のお願い`.
    pub request: &'a str,
    /// The month that is reported on.
    pub month: Month,
    /// The lines of the body between the greeting and the signature.
    pub body: Vec<String>,
}

/// Returns mails as the text of a file, with the line ends that Windows' own editor needs.
#[must_use]
pub(crate) fn file(plan: &Plan, mails: &[Mail<'_>]) -> String {
    let mails: Vec<String> = mails.iter().map(|mail| mail.text(plan)).collect();
    format!("\u{feff}{}", mails.join("\n").replace('\n', "\r\n"))
}

impl Mail<'_> {
    fn text(&self, plan: &Plan) -> String {
        let department = &self.department.name;
        let mut lines = vec![RULE.to_owned(), format!("宛先：{department}")];
        let contact = self.department.contact.trim();
        if !contact.is_empty() {
            lines.push(format!("連絡先：{contact}"));
        }
        lines.push(format!("添付：{}", self.attached.join("、")));
        lines.push(format!(
            "件名：【{}】{}　{}分の進捗報告について",
            self.request,
            plan.title,
            self.month.japanese()
        ));
        lines.push("本文：".to_owned());
        lines.push(format!("{department}　ご担当者様"));
        lines.push(String::new());
        lines.push("いつもお世話になっております。".to_owned());
        lines.extend(self.body.iter().cloned());
        lines.push(String::new());
        lines.push(format!("{}　{}", plan.organisation, office(plan)));
        lines.push(String::new());
        lines.join("\n")
    }
}

/// Returns the name of the secretariat: 事務局 of the plan, or that word itself.
#[must_use]
pub(crate) fn office(plan: &Plan) -> &str {
    if plan.secretariat.trim().is_empty() { "事務局" } else { plan.secretariat.trim() }
}
