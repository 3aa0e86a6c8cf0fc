//! The changes of the master's sheets beside the plan: 報告予定, 見出し語, 事務局評価 and 決定事項.

use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::revision::change::{Change, ChangeKind, Part};

pub(super) fn changes(old: &Plan, new: &Plan) -> Vec<Change> {
    let mut found = Vec::new();
    for ((sheet, olds), (_, news)) in rows(old).into_iter().zip(rows(new)) {
        let count = |rows: &[String]| {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for row in rows {
                *counts.entry(row.clone()).or_default() += 1;
            }
            counts
        };
        let (mut had, mut has) = (count(&olds), count(&news));
        for row in news.iter().filter(|row| !taken(&mut had, row)) {
            found.push(Change::new(Part::Records, ChangeKind::Added, sheet, "行", "", row));
        }
        for row in olds.iter().filter(|row| !taken(&mut has, row)) {
            found.push(Change::new(Part::Records, ChangeKind::Removed, sheet, "行", row, ""));
        }
    }
    found
}

/// Takes one row equal to this one; returns false if none is left.
fn taken(rows: &mut BTreeMap<String, usize>, row: &str) -> bool {
    rows.get_mut(row).filter(|count| **count > 0).map(|count| *count -= 1).is_some()
}

fn rows(plan: &Plan) -> [(&'static str, Vec<String>); 4] {
    let day = |day: Option<crate::text::calendar::Date>| day.map_or_else(String::new, |day| day.japanese());
    let schedule = plan.schedule.iter().map(|row| {
        line(&[
            &row.month.japanese(),
            &part("提出期限", &day(row.deadline)),
            &part("委員会", &day(row.meeting)),
            &part("再提出期限", &day(row.resubmission)),
        ])
    });
    let judgments = plan.judgments.iter().map(|row| {
        line(&[
            &format!("{}{}", row.project, row.indicator),
            &row.year.label(),
            &row.month.japanese_report(),
            &row.effect,
            &row.progress,
            &row.reason,
        ])
    });
    let decisions = plan.decisions.iter().map(|row| {
        let project = row.project.as_ref().map_or_else(|| "全体".to_owned(), ToString::to_string);
        line(&[&row.meeting, &project, &row.decision, &part("対応状況", &row.status)])
    });
    [
        ("報告予定", schedule.collect()),
        ("見出し語", plan.labels.other_words()),
        ("事務局評価", judgments.collect()),
        ("決定事項", decisions.collect()),
    ]
}

fn part(name: &str, text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("{name} {text}") }
}

fn line(cells: &[&str]) -> String {
    let cells: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    cells.join("　")
}
