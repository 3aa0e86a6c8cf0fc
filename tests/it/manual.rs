//! The commands in docs/手引き.md work: those in code blocks are run in order on the sample, those in sentences
//! are only parsed.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{Workspace, copy_folder, repository, text};

fn manual() -> String {
    fs::read_to_string(repository().join("docs/手引き.md")).unwrap()
}

/// The arguments of each `shinchoku` line in the manual's code blocks.
fn shown_in_blocks(manual: &str) -> Vec<Vec<String>> {
    let blocks = manual.split("```").skip(1).step_by(2);
    blocks.flat_map(str::lines).filter_map(|line| words(line.trim())).collect()
}

/// The arguments of each `shinchoku` command that a sentence quotes.
fn shown_in_sentences(manual: &str) -> Vec<Vec<String>> {
    let sentences: String = manual.split("```").step_by(2).collect();
    sentences.split('`').skip(1).step_by(2).filter_map(words).collect()
}

fn words(line: &str) -> Option<Vec<String>> {
    let mut words = line.split_whitespace().map(str::to_owned);
    (words.next()? == "shinchoku").then(|| words.collect())
}

/// A workspace as the manual supposes it: the plan, a draft revision, the sample returns, and a file in
/// 届いたもの.
fn desk() -> Workspace {
    let workspace = Workspace::with_samples();
    copy_folder(&repository().join("templates"), &workspace.path().join("templates"));
    let templates = workspace.path().join("templates");
    fs::copy(templates.join("master-plan.xlsx"), workspace.path().join("計画_改定案.xlsx")).unwrap();
    let arrived = workspace.path().join("届いたもの");
    fs::create_dir(&arrived).unwrap();
    let sample = repository().join("input/2023-03/福祉総務課.xlsx");
    fs::copy(sample, arrived.join("会計課.xlsx")).unwrap();
    workspace
}

#[test]
fn the_commands_in_code_blocks_run_in_order() {
    let workspace = desk();
    let commands = shown_in_blocks(&manual());
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        workspace.ok_plain(&arguments);
    }
    for written in
        ["output/2023-03", "output/様式/2023-03/送付文.txt", "input/確定/2023-03.json", "新しい計画.xlsx"]
    {
        assert!(workspace.path().join(written).exists(), "{written}");
    }
}

#[test]
fn the_commands_in_sentences_parse() {
    let workspace = desk();
    let commands = shown_in_sentences(&manual());
    assert!(commands.len() >= 6, "{commands:?}");
    for command in commands {
        // With --help the arguments before it are parsed, and nothing is run.
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        if !arguments.contains(&"--help") {
            arguments.push("--help");
        }
        let output = workspace.run_plain(&arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?} {}", text(&output.stderr));
    }
}

#[test]
fn every_command_that_an_officer_uses_is_in_the_manual() {
    let manual = manual();
    let workspace = Workspace::new();
    let help = workspace.ok_plain(&["--help"]);
    let listed = help.split("コマンド:\n").nth(1).unwrap_or_default();
    let listed = listed.split("\n\n").next().unwrap_or_default();
    let commands: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains("distribute"), "{help}");
    for command in commands {
        // Not needed in the manual: the default command, and two that are for installers.
        if !["consolidate", "completions", "man"].contains(&command) {
            assert!(manual.contains(&format!("`shinchoku {command}")), "{command}");
        }
    }
}
