//! The changes of 計画 and 体系.

use crate::plan::Plan;
use crate::revision::change::{Change, ChangeKind, Part};
use crate::revision::matching::Matching;
use crate::text::calendar::FiscalYear;

pub(super) fn changes(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let mut found = plan(old, new);
    found.extend(policies(old, new, matching));
    found.extend(measures(old, new, matching));
    found
}

/// Returns the changes of 計画 and of the fiscal years for which indicators have targets.
fn plan(old: &Plan, new: &Plan) -> Vec<Change> {
    let texts = |plan: &Plan| {
        [
            ("計画名称", plan.title.clone()),
            ("別冊名称", plan.volume_title.clone()),
            ("版", plan.version.clone()),
            ("策定年月", plan.published.clone()),
            ("団体名", plan.organisation.clone()),
            ("事務局", plan.secretariat.clone()),
            ("委員会", plan.committee.clone()),
            ("計画期間開始", plan.period_start.japanese_month()),
            ("計画期間終了", plan.period_end.japanese_month()),
            ("別冊の注記", plan.volume_note.clone()),
            ("目標のある年度", years(&plan.fiscal_years)),
        ]
    };
    let pairs = texts(old).into_iter().zip(texts(new));
    pairs
        .filter_map(|((item, old), (_, new))| Change::of_text(Part::Plan, "計画", item, &old, &new))
        .collect()
}

fn years(years: &[FiscalYear]) -> String {
    let labels: Vec<String> = years.iter().map(|year| year.label()).collect();
    labels.join("、")
}

fn policies(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let pairs = &matching.policies;
    let mut found = Vec::new();
    for at in pairs.free_news() {
        if let Some(row) = new.policies.get(at) {
            let heading = format!("{} {}", row.number, row.name);
            found.push(Change::new(Part::System, ChangeKind::Added, &heading, "基本方針", "", &heading));
        }
    }
    for at in pairs.free_olds() {
        if let Some(row) = old.policies.get(at) {
            let heading = format!("{} {}", row.number, row.name);
            found.push(Change::new(Part::System, ChangeKind::Removed, &heading, "基本方針", &heading, ""));
        }
    }
    for (at, row) in new.policies.iter().enumerate() {
        let Some(before) = pairs.old_of(at).and_then(|old_at| old.policies.get(old_at)) else { continue };
        let subject = format!("{} {}", row.number, row.name);
        let text = |item, old: &str, new: &str| Change::of_text(Part::System, &subject, item, old, new);
        found.extend(
            text("基本方針番号", &before.number, &row.number)
                .map(|change| change.unless_spelling(ChangeKind::Renumbered)),
        );
        found.extend(
            text("基本方針", &before.name, &row.name)
                .map(|change| change.unless_spelling(ChangeKind::Renamed)),
        );
    }
    found
}

fn measures(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let pairs = &matching.measures;
    let mut found = Vec::new();
    for at in pairs.free_news() {
        if let Some(row) = new.measures.get(at) {
            let heading = row.heading();
            found.push(
                Change::new(Part::System, ChangeKind::Added, &heading, "施策", "", &heading)
                    .detail("到達イメージ", &row.outcome),
            );
        }
    }
    for at in pairs.free_olds() {
        if let Some(row) = old.measures.get(at) {
            let heading = row.heading();
            found.push(
                Change::new(Part::System, ChangeKind::Removed, &heading, "施策", &heading, "")
                    .detail("到達イメージ", &row.outcome),
            );
        }
    }
    let out_of_order = pairs.out_of_order();
    for (at, row) in new.measures.iter().enumerate() {
        let Some(before) = pairs.old_of(at).and_then(|old_at| old.measures.get(old_at)) else { continue };
        let subject = row.heading();
        let text = |item, old: &str, new: &str| Change::of_text(Part::System, &subject, item, old, new);
        let renumbered = text("施策番号", &before.number, &row.number)
            .map(|change| change.unless_spelling(ChangeKind::Renumbered));
        if renumbered.is_none() && out_of_order.contains(&at) {
            let place = |plan: &Plan, at: usize| match at.checked_sub(1).and_then(|at| plan.measures.get(at))
            {
                Some(above) => format!("「{}」の次", above.heading()),
                None => "先頭".to_owned(),
            };
            let before = pairs.old_of(at).unwrap_or_default();
            found.push(Change::new(
                Part::System,
                ChangeKind::Reordered,
                &subject,
                "施策の順序",
                &place(old, before),
                &place(new, at),
            ));
        }
        found.extend(renumbered);
        found.extend(
            text("施策", &before.name, &row.name).map(|change| change.unless_spelling(ChangeKind::Renamed)),
        );
        if policy_of(old, before.policy.as_str(), matching, new) != Some(row.policy.clone()) {
            let heading = |plan: &Plan, number: &str| {
                plan.policy(number).map_or_else(String::new, |row| format!("{} {}", row.number, row.name))
            };
            found.extend(
                text("基本方針", &heading(old, &before.policy), &heading(new, &row.policy))
                    .map(|change| change.kind(ChangeKind::Moved)),
            );
        }
        found.extend(text("中項目", &before.group, &row.group));
        found.extend(text("到達イメージ", &before.outcome, &row.outcome));
    }
    found
}

/// Returns the new number of an old 基本方針.
fn policy_of(old: &Plan, number: &str, matching: &Matching, new: &Plan) -> Option<String> {
    let at = old.policy_place(number)?;
    let to = matching.policies.new_of(at)?;
    new.policies.get(to).map(|row| row.number.clone())
}
