//! 指標の説明: what forms and the volume print about a project's indicators besides their figures.

use crate::plan::indicator::{Goal, Indicator, KnownIn};
use crate::plan::model::Project;

/// Returns 指標の説明 of a project, one line for each indicator with something to print.
#[must_use]
pub(crate) fn about(project: &Project) -> String {
    let lines = project.indicators.iter().filter_map(|indicator| {
        let facts = facts(indicator);
        let symbol = indicator.id.symbol();
        let lead = if symbol.is_empty() { String::new() } else { format!("{symbol}　") };
        (!facts.is_empty()).then(|| format!("{lead}{}", facts.join("、")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns what is printed about an indicator: 基準値, 中間目標, 最終目標, 把握時期, 出典 and 説明.
fn facts(indicator: &Indicator) -> Vec<String> {
    let goal = |word: &str, goal: &Option<Goal>| {
        goal.as_ref().map(|goal| format!("{word} {}（{}）", goal.target.text, goal.year.label()))
    };
    let text = |word: &str, text: &str| (!text.is_empty()).then(|| format!("{word} {text}"));
    [
        text("基準値", &indicator.goals.baseline_words()),
        goal("中間目標", &indicator.goals.interim),
        goal("最終目標", &indicator.goals.last),
        indicator.known_in.map(|known_in| format!("把握時期 {}", words(known_in))),
        text("出典", &indicator.source),
        (!indicator.about.is_empty()).then(|| indicator.about.clone()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns 把握時期 as printed.
#[must_use]
pub(crate) fn words(known_in: KnownIn) -> String {
    let year = match known_in.years {
        0 => "当年度",
        1 => "翌年度",
        _ => "翌々年度",
    };
    format!("{year}{}月", known_in.month)
}
