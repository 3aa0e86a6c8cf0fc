//! Reads the sheets ロードマップ and 報告予定.

use super::table::{Row, Table};
use super::times;
use crate::findings::plan::{m01_id, m02_reference, m05_unreadable, m13_unknown};
use crate::ids::number_key;
use crate::keyed::Keyed;
use crate::plan::fault::Faults;
use crate::plan::model::{Measure, Report, RoadmapItem, RoadmapKind};
use crate::plan::schema::ROADMAP_KINDS;
use crate::text::calendar::{Date, Month};

/// Reads ロードマップ.
pub(super) fn roadmap(
    table: &Table,
    measures: &Keyed<Measure>,
    plan: Option<(Month, Month)>,
    faults: &mut Faults,
) -> Vec<RoadmapItem> {
    let mut items = Vec::new();
    for row in table.rows() {
        let text = row.text("施策番号");
        let known = measures.find(&number_key(&text));
        let measure = known.map(|measure| measure.number.clone()).unwrap_or_default();
        if !text.is_empty() && known.is_none() {
            let message = format!("施策番号「{text}」が「体系」シートにありません");
            row.fault(&m13_unknown::KIND, "施策番号", message, "施策番号を直してください", faults);
        }
        let kind = match row.word("種類", faults) {
            Some(word) if word == ROADMAP_KINDS[1] => RoadmapKind::Continuing,
            Some(word) if word == ROADMAP_KINDS[2] => RoadmapKind::Milestone,
            _ => RoadmapKind::Span,
        };
        let start = period(&row, "開始", faults);
        let end = period(&row, "終了", faults);
        let Some((from, natural_end)) = start else { continue };
        let to = match end {
            Some((_, to)) => to,
            None if kind == RoadmapKind::Continuing => plan.map_or(natural_end, |(_, end)| end),
            None => natural_end,
        };
        if to < from {
            let message = format!("終了「{}」が開始「{}」より前です", row.text("終了"), row.text("開始"));
            row.fault(&m05_unreadable::KIND, "終了", message, "開始か終了を直してください", faults);
            continue;
        }
        items.push(RoadmapItem {
            measure, text: row.text("内容"), from, to, kind, note: row.prose("備考")
        });
    }
    items
}

fn period(row: &Row, column: &str, faults: &mut Faults) -> Option<(Month, Month)> {
    let text = row.text(column);
    if text.is_empty() {
        return None;
    }
    let period = times::period(&text);
    if period.is_none() {
        let message = format!("{column}「{text}」を読み取れません");
        row.fault(
            &m05_unreadable::KIND,
            column,
            message,
            "年度（2024）、四半期（2024Q3）、年月（2024-10）のいずれかで入力してください",
            faults,
        );
    }
    period
}

/// Reads 報告予定, in ascending order.
pub(super) fn schedule(table: &Table, plan: Option<(Month, Month)>, faults: &mut Faults) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    for row in table.rows() {
        let deadline = day(&row, "提出期限", faults);
        let resubmission = day(&row, "再提出期限", faults);
        let meeting = day(&row, "委員会開催日", faults);
        let Some(month) = month(&row, plan, faults) else { continue };
        if reports.iter().any(|report| report.month == month) {
            let message = format!("基準月「{month}」が2つあります");
            row.fault(&m01_id::KIND, "基準月", message, "どちらかを削除してください", faults);
            continue;
        }
        reports.push(Report { month, deadline, resubmission, meeting });
    }
    reports.sort_by_key(|report| report.month);
    reports
}

/// Reads 基準月. Adds a fault if it is unreadable or outside the plan's period.
pub(super) fn month(row: &Row, plan: Option<(Month, Month)>, faults: &mut Faults) -> Option<Month> {
    let text = row.text("基準月");
    if text.is_empty() {
        return None;
    }
    let Some(month) = Month::parse(&text) else {
        let message = format!("基準月「{text}」を読み取れません");
        row.fault(&m05_unreadable::KIND, "基準月", message, "「2024-09」のように入力してください", faults);
        return None;
    };
    if let Some((start, end)) = plan.filter(|(start, end)| !(*start..=*end).contains(&month)) {
        let message = format!("基準月 {month} が計画期間（{start}～{end}）の外です");
        row.fault(
            &m02_reference::KIND,
            "基準月",
            message,
            "基準月か、「計画」シートの計画期間を直してください",
            faults,
        );
    }
    Some(month)
}

fn day(row: &Row, column: &str, faults: &mut Faults) -> Option<Date> {
    let text = row.text(column);
    if text.is_empty() {
        return None;
    }
    let day = times::day(&text);
    if day.is_none() {
        let message = format!("{column}「{text}」を日付として読み取れません");
        row.fault(&m05_unreadable::KIND, column, message, "「2024-10-15」のように入力してください", faults);
    }
    day
}
