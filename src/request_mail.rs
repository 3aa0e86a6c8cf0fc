//! The mails that go with issued forms: the request, the number of forms, the deadline, and where to return
//! them.

use crate::form::write::COVER_SHEET;
use crate::mail::{Mail, office};
use crate::plan::Plan;
use crate::plan::model::{Department, Project};
use crate::text::calendar::Month;

/// The name of the file of mails, beside the books of forms.
pub(crate) const MAILS: &str = "送付文.txt";

/// Returns the mail for a department's books of forms.
#[must_use]
pub(crate) fn mail<'a>(
    plan: &Plan,
    month: Month,
    department: &'a Department,
    attached: &'a [String],
    projects: &[&Project],
) -> Mail<'a> {
    let deadline = plan.schedule.iter().find(|row| row.month == month).and_then(|row| row.deadline);
    let books = if attached.len() > 1 { format!("{}つの", attached.len()) } else { String::new() };
    let mut body = vec![
        format!(
            "「{}」の{}（{}現在）について、報告をお願いします。",
            plan.title,
            plan.bands.subject(),
            month.japanese_last_day()
        ),
        String::new(),
        format!("・様式　　　添付の{books}ブックに{}事業分（1事業につき1シート）", projects.len()),
    ];
    body.extend(projects.iter().map(|project| format!("　　{}　{}", project.id, project.name)));
    body.extend(deadline.map(|date| format!("・提出期限　{}", date.japanese())));
    body.push(format!(
        "・提出先　　{}（このメールに、記入したブックを添付して返信してください）",
        office(plan)
    ));
    body.push(String::new());
    let each = if attached.len() > 1 { "それぞれの" } else { "" };
    body.push(format!("{each}ブックの1枚目「{COVER_SHEET}」をご覧のうえ、色の付いた欄に記入してください。"));
    body.push("ご不明な点は、事務局までお問い合わせください。よろしくお願いします。".to_owned());
    Mail { department, attached, request: "報告のお願い", month, body }
}

#[cfg(test)]
mod tests {
    use super::mail;
    use crate::mail::file;
    use crate::plan::model::{Project, Report};
    use crate::sample::results::{month, plan};
    use crate::text::calendar::Date;

    #[test]
    fn the_mail_states_forms_deadline_and_where_to_return_them() {
        let mut plan = plan();
        let of = month("2023-03");
        let deadline = Date::new(2023, 4, 14);
        plan.schedule = vec![Report { month: of, deadline, resubmission: None, meeting: None }];
        let projects: Vec<&Project> = plan.projects.iter().take(1).collect();
        let attached = ["総務課.xlsx".to_owned()];
        let mail = mail(&plan, of, &plan.departments[0], &attached, &projects);
        let expected = "\u{feff}――――――――――――――――――――
宛先：総務課
添付：総務課.xlsx
件名：【報告のお願い】情報化計画　2023年3月末分の進捗報告について
本文：
総務課　ご担当者様

いつもお世話になっております。
「情報化計画」の進捗状況（令和5年3月31日現在）について、報告をお願いします。

・様式　　　添付のブックに1事業分（1事業につき1シート）
　　1-1-1　手続のオンライン化
・提出期限　令和5年4月14日
・提出先　　企画課（このメールに、記入したブックを添付して返信してください）

ブックの1枚目「記入要領」をご覧のうえ、色の付いた欄に記入してください。
ご不明な点は、事務局までお問い合わせください。よろしくお願いします。

見本市　企画課
";
        assert_eq!(file(&plan, &[mail]), expected.replace('\n', "\r\n"));
    }

    #[test]
    fn several_books_are_all_named() {
        let plan = plan();
        let attached = ["総務課.xlsx", "総務課_その2.xlsx"].map(str::to_owned);
        let projects: Vec<&Project> = plan.projects.iter().collect();
        let mail = mail(&plan, month("2023-03"), &plan.departments[0], &attached, &projects);
        let text = file(&plan, &[mail]);
        assert!(text.contains("添付：総務課.xlsx、総務課_その2.xlsx\r\n"), "{text}");
        assert!(text.contains("添付の2つのブックに"), "{text}");
        assert!(text.contains("それぞれのブックの1枚目「記入要領」をご覧のうえ"), "{text}");
    }
}
