//! Describes the result of a run: the lines that the terminal and the record share. Pure functions that
//! return text.

use crate::consolidate::{Balance, Consolidation};
use crate::evaluate::model::{Counts, Share, State};
use crate::findings::{Finding, Location, Severity};
use crate::returns::{FileOutcome, FormOutcome};
use crate::sources::{CellRef, Sources};
use crate::text::NOT_APPLICABLE;

pub(crate) fn month(c: &Consolidation) -> String {
    let previous = c.before().map_or_else(
        || "前回なし".to_owned(),
        |before| {
            let closed = if before.closed { "・確定" } else { "" };
            format!("前回 {}{closed}", before.month.japanese())
        },
    );
    format!("{}（{}現在、{previous}）", c.as_of.japanese(), c.as_of.japanese_last_day())
}

pub(crate) fn reading(c: &Consolidation) -> String {
    let balances = &c.reconciliation;
    let closes = if balances.closes() { "" } else { "　※検算が一致しません" };
    format!(
        "ファイル {}　様式 {}{closes}",
        balance(&balances.files, &FileOutcome::ALL, FileOutcome::word),
        balance(&balances.forms, &FormOutcome::ALL, FormOutcome::word),
    )
}

fn balance<T: Ord + Copy>(balance: &Balance<T>, all: &[T], word: fn(T) -> &'static str) -> String {
    let parts: Vec<String> = all
        .iter()
        .filter_map(|outcome| {
            let count = balance.output.get(outcome).copied().filter(|count| *count > 0)?;
            Some(format!("{} {count}", word(*outcome)))
        })
        .collect();
    if parts.is_empty() {
        "0件".to_owned()
    } else {
        format!("{}件（{}）", balance.input, parts.join("・"))
    }
}

pub(crate) fn submission(c: &Consolidation) -> String {
    let counts = &c.assessment.totals.submission;
    let of = |state: State| counts.of(state.word());
    let due = counts.sum() - of(State::NotDue);
    let returned = of(State::Returned) + of(State::ToCorrect);
    let mut words = format!("{due}事業のうち {returned}事業");
    let rest: Vec<String> = [State::ToCorrect, State::Missing, State::NotDue]
        .into_iter()
        .filter(|state| of(*state) > 0)
        .map(|state| format!("{} {}", state.word(), of(state)))
        .collect();
    if !rest.is_empty() {
        words.push_str(&format!("（{}）", rest.join("・")));
    }
    if due > 0 && returned == 0 {
        words.push_str("　この月の回答は1件もありません。すべて未提出として作成しました。");
    }
    words
}

/// The percentage of returned projects below which other shares say little about the plan.
const FEW: usize = 80;

/// Returns a caution about shares if too few projects were returned; `None` if enough were.
pub(crate) fn few_returns(c: &Consolidation) -> Option<String> {
    let share = c.assessment.totals.plan.submitted;
    (share.base > 0 && share.part * 100 < share.base * FEW).then(|| {
        format!(
            "提出は{}事業のうち{}事業です。割合は提出のあった事業だけの値で、計画全体の状況を表すものではありません。",
            share.base, share.part
        )
    })
}

/// Returns 効果達成状況 of the projects; `None` if the plan does not judge it.
pub(crate) fn effect(c: &Consolidation) -> Option<String> {
    let plan = &c.assessment.totals.plan;
    let is_judged = !plan.effect.0.is_empty();
    is_judged.then(|| format!("{}　達成割合 {}", counted(&plan.effect), share(plan.achieved)))
}

fn counted(counts: &Counts) -> String {
    let parts: Vec<String> = counts
        .0
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if parts.is_empty() { "なし".to_owned() } else { parts.join("・") }
}

fn share(share: Share) -> String {
    if share.base == 0 { NOT_APPLICABLE.to_owned() } else { format!("{}／{}事業", share.part, share.base) }
}

pub(crate) fn findings(c: &Consolidation) -> String {
    let count = |severity: Severity| c.findings.iter().filter(|finding| finding.severity == severity).count();
    let parts = [Severity::Error, Severity::Check, Severity::Info]
        .map(|severity| format!("{} {}件", severity.word(), count(severity)));
    parts.join("・")
}

pub(crate) fn place(finding: &Finding, sources: &Sources, prefix: &str) -> Option<String> {
    match finding.location {
        Location::File(file) => Some(with_prefix(prefix, sources.path(file))),
        Location::Sheet(sheet) => Some(format!(
            "{}  {}",
            with_prefix(prefix, sources.path_of(sheet)),
            line(sources.sheet_name(sheet))
        )),
        Location::Cell(cell) => Some(at_cell(cell, sources, prefix)),
        Location::Project | Location::Run => {
            let project = finding.project.as_ref().map(ToString::to_string);
            let words: Vec<String> =
                project.into_iter().chain(finding.department.as_deref().map(line)).collect();
            (!words.is_empty()).then(|| words.join("  "))
        }
    }
}

pub(crate) fn at_cell(cell: CellRef, sources: &Sources, prefix: &str) -> String {
    format!(
        "{}  {}!{}",
        with_prefix(prefix, sources.path_of(cell.sheet)),
        line(sources.sheet_name(cell.sheet)),
        cell.pos.a1()
    )
}

fn with_prefix(prefix: &str, path: &str) -> String {
    let path = line(path);
    if prefix.is_empty() { path } else { format!("{}/{path}", prefix.trim_end_matches('/')) }
}

/// Puts a text on one line, without characters that control a terminal or hide text: control characters,
/// direction marks, characters without width.
pub(crate) fn line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\u{2028}' | '\u{2029}' => Some('⏎'),
        c if is_hidden_or_control(c) => None,
        c => Some(c),
    };
    text.trim().chars().filter_map(shown).collect()
}

/// Returns a text of several lines for the terminal, without the characters that [`line`] drops.
pub(crate) fn lines(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !is_hidden_or_control(*c)).collect()
}

fn is_hidden_or_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{line, lines};

    #[test]
    fn characters_that_control_the_terminal_or_hide_text_are_dropped() {
        assert_eq!(line(" \u{1b}[31m赤\r\n次\u{2028}行 "), "[31m赤⏎次⏎行");
        assert_eq!(line("回答\u{202e}xslx.exe\u{200b}\u{feff}"), "回答xslx.exe");
        assert_eq!(lines("一\n\u{2066}二\u{7}"), "一\n二");
        // A variation selector stays with its character.
        assert_eq!(line("葛\u{e0100}飾"), "葛\u{e0100}飾");
    }
}
