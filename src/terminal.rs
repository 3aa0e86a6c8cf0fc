//! The texts on the terminal: findings one by one, and the six lines that end a run. Pure functions that
//! return text.

use std::collections::BTreeMap;

use crate::consolidate::Consolidation;
use crate::file_check::FileCheck;
use crate::findings::{Finding, Severity};
use crate::next_steps::NextStep;
use crate::run_summary;
use crate::sources::Sources;

/// Returns a finding as `check` and `-v` show it: message, location, text, related cells and help.
#[must_use]
pub fn render(finding: &Finding, sources: &Sources, input_prefix: &str) -> String {
    let mut lines = vec![format!(
        "{}[{}] {}",
        finding.severity.word(),
        finding.kind.code,
        run_summary::line(&finding.message)
    )];
    if let Some(place) = run_summary::place(finding, sources, input_prefix) {
        lines.push(format!("  --> {place}"));
    }
    if !finding.found.trim().is_empty() {
        lines.push(format!("      {}", run_summary::line(&finding.found)));
    }
    for cell in &finding.related {
        lines.push(format!("  = 関連: {}", run_summary::at_cell(*cell, sources, input_prefix)));
    }
    let help = run_summary::line(&finding.help);
    if !help.is_empty() {
        lines.push(format!("  = 直し方: {help}"));
    }
    lines.join("\n") + "\n"
}

/// Returns what `check` shows: the findings one by one, then their numbers.
#[must_use]
pub fn file_check(examination: &FileCheck) -> String {
    let c = &examination.consolidation;
    let mut out: String =
        examination.findings().into_iter().map(|finding| render(finding, &c.sources, "") + "\n").collect();
    let counts = [Severity::Error, Severity::Check, Severity::Info]
        .map(|severity| format!("{} {}件", severity.word(), examination.count(severity)));
    let (forms, elsewhere) = examination.forms();
    out.push_str(&format!(
        "{}{}（{}、ファイル {}件・様式 {forms}件）\n",
        headed("点検"),
        counts.join("・"),
        examination.month.map_or_else(|| "基準月なし".to_owned(), |month| month.japanese()),
        examination.files().count()
    ));
    if examination.files().count() == 0 {
        out.push_str(&format!("{}点検するファイルがありません\n", headed("注意")));
    }
    if elsewhere > 0 {
        out.push_str(&format!(
            "{}ほかの月の様式 {elsewhere}件は点検していません。--as-of で月を指定してください\n",
            headed("注意")
        ));
    }
    out
}

/// Returns the six lines that end a run: month, files and forms, 提出, 効果, 検証, and the files written. A
/// plan that does not judge 効果達成状況 has no line for it.
#[must_use]
pub fn summary(c: &Consolidation, folder: &str, written: &[String]) -> String {
    let lines = [
        ("基準月", Some(run_summary::month(c))),
        ("読取", Some(run_summary::reading(c))),
        ("提出", Some(run_summary::submission(c))),
        ("効果", run_summary::effect(c)),
        ("検証", Some(run_summary::findings(c))),
        ("作成", Some(outputs(folder, written))),
    ];
    let told = lines.into_iter().filter_map(|(heading, words)| Some((heading, words?)));
    told.map(|(heading, words)| format!("{}{words}\n", headed(heading))).collect()
}

/// Returns the cautions shown with the six lines: few returns, and closed months with 確定後の変更.
#[must_use]
pub fn notes(c: &Consolidation) -> String {
    let few = run_summary::few_returns(c).map(|words| format!("注意　　{words}\n"));
    let revised = c.since_closed.iter().filter(|revised| !revised.changes.is_empty());
    let revised = revised
        .map(|revised| {
            format!(
                "注意　　確定した{}と違うところが{}件あります（確定後の変更。進捗管理表の「前回比較」にあります）\n",
                revised.month.japanese(),
                revised.changes.len()
            )
        });
    few.into_iter().chain(revised).collect()
}

/// Returns 今月の作業: the steps that remain, numbered.
#[must_use]
pub fn work(steps: &[NextStep]) -> String {
    let mut text = "\n今月の作業\n".to_owned();
    for (number, step) in (1..).zip(steps) {
        text.push_str(&format!("  {number}. {}：{}\n", step.work, run_summary::line(&step.words)));
    }
    text
}

/// Returns a heading padded to three characters, so that the lines align.
fn headed(heading: &str) -> String {
    let missing = 3_usize.saturating_sub(heading.chars().count());
    format!("{heading}{}　", "　".repeat(missing))
}

/// Returns the folder with the names of its files, and the number of files in each folder within.
fn outputs(folder: &str, written: &[String]) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for path in written {
        match path.split_once('/') {
            Some((within, _)) => *folders.entry(within).or_default() += 1,
            None => names.push(path.clone()),
        }
    }
    names.extend(folders.iter().map(|(within, count)| format!("{within} {count}件")));
    format!("{folder}（{}）", names.join("、"))
}

#[cfg(test)]
mod tests {
    use crate::findings::Location;
    use crate::next_steps::NextStep;
    use crate::sample::results as sample;
    use crate::terminal::{notes, render, summary, work};

    #[test]
    fn a_finding_shows_message_location_text_and_help() {
        let c = sample::consolidation();
        assert_eq!(
            render(&c.findings[0], &c.sources, "input"),
            "誤り[V03] 単位が指標と違います（指標は「手続」）\n  \
             --> input/2023-03/総務課 #1.xlsx  1-1-1 手続!D15\n      \
             500件\n  \
             = 関連: input/2023-03/総務課 #1.xlsx  1-1-1 手続!D13\n  \
             = 直し方: 指標の単位で入力してください\n"
        );
        assert_eq!(
            render(&c.findings[1], &c.sources, "input"),
            "参考[R01] 提出されていません\n  --> 1-1-2  市民課\n  = 直し方: 様式を提出してください\n"
        );
    }

    #[test]
    fn texts_of_a_file_do_not_control_the_terminal() {
        let c = sample::consolidation();
        let finding = sample::UNIT.located(Location::Project, "\u{1b}[31m赤\r\n次").found("\u{7}鳴る");
        let shown = render(&finding, &c.sources, "input");
        assert_eq!(shown, "誤り[V03] [31m赤⏎次\n      鳴る\n  = 直し方: 指標の単位で入力してください\n");
    }

    #[test]
    fn a_run_ends_with_six_lines() {
        let written = ["進捗管理表.xlsx", "差戻し/総務課.xlsx", "差戻し/送付文.txt"].map(str::to_owned);
        let c = sample::consolidation();
        let shown = summary(&c, "output/2023-03", &written);
        let expected = "\
基準月　2023年3月末（令和5年3月31日現在、前回なし）
読取　　ファイル 2件（読取 1・無視 1）　様式 1件（一部採用 1）
提出　　2事業のうち 1事業（要訂正 1・未提出 1）
効果　　達成 1・対象外 1　達成割合 1／1事業
検証　　誤り 1件・要確認 0件・参考 1件
作成　　output/2023-03（進捗管理表.xlsx、差戻し 2件）
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_work_of_the_month_is_numbered() {
        let step = |work, words: &str| NextStep { work, words: words.to_owned() };
        let steps = [step("差戻し", "送ってください。"), step("報告と確定", "確定してください。")];
        let expected = "\n今月の作業\n  1. 差戻し：送ってください。\n  2. 報告と確定：確定してください。\n";
        assert_eq!(work(&steps), expected);
    }

    #[test]
    fn few_returns_draw_a_caution() {
        let mut c = sample::consolidation();
        assert_eq!(c.assessment.totals.plan.submitted.base, 2);
        assert_eq!(
            notes(&c),
            "注意　　提出は2事業のうち1事業です。割合は提出のあった事業だけの値で、計画全体の状況を表すものではありません。\n"
        );
        c.assessment.totals.plan.submitted.part = 2;
        assert_eq!(notes(&c), "");
    }

    #[test]
    fn the_summary_points_out_a_month_without_returns() {
        let mut c = sample::consolidation();
        let submission = &mut c.assessment.totals.submission.0;
        for (name, count) in submission.iter_mut() {
            *count = if name == "未提出" { 2 } else { 0 };
        }
        let shown = summary(&c, "output/2023-03", &[]);
        assert!(shown.contains("2事業のうち 0事業（未提出 2）　この月の回答は1件もありません。"));
    }
}
