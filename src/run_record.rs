//! Composes 実行記録.txt, the record of a run, except the list of the files written. It has no clock time, so
//! that the same input gives the same bytes.

use crate::consolidate::Consolidation;
use crate::evaluate::history::Change;
use crate::plan::Plan;
use crate::run_summary;

/// Returns what was read, what was found, and the result.
#[must_use]
pub(crate) fn write(plan: &Plan, c: &Consolidation) -> String {
    let mut lines = vec![
        format!("shinchoku {} 実行記録", env!("CARGO_PKG_VERSION")),
        format!("計画　　{} {}", run_summary::line(&plan.title), run_summary::line(&plan.version)),
        format!("　　　　SHA-256 {}", plan.sha256),
        format!("基準月　{}", run_summary::month(c)),
        format!("読取　　{}", run_summary::reading(c)),
        format!("提出　　{}", run_summary::submission(c)),
    ];
    lines.extend(run_summary::effect(c).map(|words| format!("効果　　{words}")));
    lines.extend([
        format!("検証　　{}", run_summary::findings(c)),
        String::new(),
        "[入力ファイル]".to_owned(),
    ]);
    lines.extend(c.files.iter().map(|record| {
        let reason = if record.reason.is_empty() {
            String::new()
        } else {
            format!("（{}）", run_summary::line(&record.reason))
        };
        format!("{}　{}{reason}", record.outcome.word(), run_summary::line(c.sources.path(record.file.id)))
    }));
    lines.push(String::new());
    lines.push("[検証結果]".to_owned());
    lines.extend(c.findings.iter().map(|finding| {
        let place = run_summary::place(finding, &c.sources, "input")
            .map_or_else(String::new, |place| format!("　{place}"));
        format!(
            "{}[{}] {}{place}",
            finding.severity.word(),
            finding.kind.code,
            run_summary::line(&finding.message)
        )
    }));
    for revised in &c.since_closed {
        lines.push(String::new());
        lines.push(format!("[{} 確定後の変更 {}件]", revised.month.japanese(), revised.changes.len()));
        lines.extend(revised.changes.iter().map(change));
    }
    lines.join("\n") + "\n"
}

/// Returns a 確定後の変更 on one line.
fn change(change: &Change) -> String {
    let symbol = change.indicator.as_ref().map_or("", |id| id.symbol());
    let year = change.year.map(|year| format!("{}の", year.label())).unwrap_or_default();
    let shown =
        |text: &str| if text.trim().is_empty() { "（なし）".to_owned() } else { run_summary::line(text) };
    let (before, now) = (shown(&change.before), shown(&change.now));
    format!("{}{symbol}　{year}{}　{before} → {now}", change.project, change.item.word())
}
