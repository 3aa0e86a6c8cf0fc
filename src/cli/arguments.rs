//! Arranges the arguments before clap reads them: the command is moved to the front, a path without a command
//! is checked, and default folders are taken beside the executable if the current folder has none.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::{ArgAction, Command};

use crate::cli;

/// The command that a path without a command stands for.
const CHECK: &str = "check";
/// The default master workbook, relative to the working folder.
pub(crate) const MASTER: &str = "templates/master-plan.xlsx";
/// The default folder of the returns, relative to the working folder.
pub(crate) const INPUT: &str = "input";
/// The options for folders and files, with their defaults relative to the working folder.
const PLACES: [(&str, &str); 3] = [("input", INPUT), ("output", "output"), ("plan", MASTER)];

/// Returns the arguments, including the name of the program, with the command in front. `is_there` returns
/// whether a path exists.
pub(crate) fn arranged(given: Vec<OsString>, is_there: &dyn Fn(&Path) -> bool) -> Vec<OsString> {
    let command = cli::command();
    let Some(at) = first_word(&command, &given) else { return given };
    let mut arranged = given;
    if command.find_subcommand(&arranged[at]).is_some() {
        let word = arranged.remove(at);
        arranged.insert(1, word);
    } else if is_path(&arranged[at], is_there) {
        arranged.insert(1, CHECK.into());
    }
    arranged
}

/// Returns arranged arguments with paths below `base` for every option for a folder or file that the command
/// takes and that was not given.
pub(crate) fn based(arranged: Vec<OsString>, base: &Path) -> Vec<OsString> {
    let command = cli::command();
    let named = arranged.get(1).and_then(|word| command.find_subcommand(word));
    let at = if named.is_some() { 2 } else { 1 };
    let takes = |name: &str| {
        let reader = named.unwrap_or(&command);
        reader.get_arguments().any(|arg| arg.get_long() == Some(name))
    };
    let mut based = arranged;
    for (name, relative) in PLACES {
        let long = format!("--{name}");
        let is_given = based
            .iter()
            .take_while(|word| *word != "--")
            .filter_map(|word| word.to_str())
            .any(|word| word == long || word.starts_with(&format!("{long}=")));
        if takes(name) && !is_given {
            based.insert(at, base.join(relative).into_os_string());
            based.insert(at, long.into());
        }
    }
    based
}

/// Returns the index of the first argument that is neither an option nor an option's value.
fn first_word(command: &Command, given: &[OsString]) -> Option<usize> {
    let mut at = 1;
    while let Some(word) = given.get(at) {
        let word = word.to_string_lossy();
        if word == "--" {
            return None;
        } else if let Some(long) = word.strip_prefix("--") {
            let takes_next = !long.contains('=') && takes_value(command, long);
            at += if takes_next { 2 } else { 1 };
        } else if word.len() > 1 && word.starts_with('-') {
            at += 1;
        } else {
            return Some(at);
        }
    }
    None
}

/// True if a long option of any command takes a value.
fn takes_value(command: &Command, long: &str) -> bool {
    let readers = std::iter::once(command).chain(command.get_subcommands());
    readers.flat_map(Command::get_arguments).any(|arg| {
        arg.get_long() == Some(long) && matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
    })
}

/// True if an argument must be a path: it exists, or contains a dot or a slash of either kind.
fn is_path(word: &OsStr, is_there: &dyn Fn(&Path) -> bool) -> bool {
    is_there(Path::new(word)) || word.to_string_lossy().contains(['.', '/', '\\'])
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::path::Path;

    use super::{arranged, based};

    fn words(text: &str) -> Vec<OsString> {
        std::iter::once("shinchoku").chain(text.split_whitespace()).map(OsString::from).collect()
    }

    fn told(words: &[OsString]) -> String {
        words
            .iter()
            .skip(1)
            .map(|word| word.to_string_lossy().replace('\\', "/"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn options_may_precede_or_follow_the_command() {
        for (typed, meant) in [
            ("--quiet distribute --as-of 2023-03", "distribute --quiet --as-of 2023-03"),
            ("--as-of 2023-03 close", "close --as-of 2023-03"),
            ("--as-of=2023-03 -v 集約", "集約 --as-of=2023-03 -v"),
            ("--plan check.xlsx check-plan", "check-plan --plan check.xlsx"),
            ("--as-of 2023-03", "--as-of 2023-03"),
            ("explain --all", "explain --all"),
            ("", ""),
        ] {
            assert_eq!(told(&arranged(words(typed), &|_| false)), meant, "{typed}");
        }
    }

    #[test]
    fn a_path_without_a_command_is_checked() {
        for (typed, meant) in [
            ("会計課.xlsx", "check 会計課.xlsx"),
            (r"C:\回答\会計課", "check C:/回答/会計課"),
            ("--strict 届いたもの --as-of 2023-03", "check --strict 届いたもの --as-of 2023-03"),
            ("知らない", "知らない"),
        ] {
            let there = |path: &Path| path == Path::new("届いたもの");
            assert_eq!(told(&arranged(words(typed), &there)), meant, "{typed}");
        }
    }

    #[test]
    fn folders_not_given_are_taken_from_the_base() {
        let base = Path::new("基");
        let told = |typed: &str| told(&based(words(typed), base));
        assert_eq!(
            told("distribute --output よそ"),
            "distribute --plan 基/templates/master-plan.xlsx --input 基/input --output よそ"
        );
        assert_eq!(
            told("--input=よそ"),
            "--plan 基/templates/master-plan.xlsx --output 基/output --input=よそ"
        );
        assert_eq!(told("explain V03"), "explain V03");
    }
}
