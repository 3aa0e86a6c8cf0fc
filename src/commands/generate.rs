//! `shinchoku completions SHELL` and `shinchoku man`: texts that installers put beside the executable.

use clap_complete::{Shell, generate};
use clap_mangen::Man;

use crate::cli::{self, CompletionsArgs, ShellName};
use crate::commands::console::print;
use crate::failure::{Failure, io_words};

/// The name of the executable.
const PROGRAM: &str = "shinchoku";
/// The headings that clap_mangen writes in English, with their Japanese.
const HEADINGS: [(&str, &str); 7] = [
    (".SH NAME", ".SH 名前"),
    (".SH SYNOPSIS", ".SH 書式"),
    (".SH DESCRIPTION", ".SH 説明"),
    (".SH OPTIONS", ".SH オプション"),
    (".SH SUBCOMMANDS", ".SH コマンド"),
    (".SH EXTRA", ".SH 終了コード"),
    (".SH VERSION", ".SH 版"),
];

/// Prints the completions of a shell. Returns the exit code.
///
/// # Errors
/// Never; all commands have this signature.
pub(super) fn completions(args: &CompletionsArgs) -> Result<u8, Failure> {
    let shell = match args.shell {
        ShellName::Bash => Shell::Bash,
        ShellName::Fish => Shell::Fish,
        ShellName::Powershell => Shell::PowerShell,
        ShellName::Zsh => Shell::Zsh,
    };
    let mut bytes = Vec::new();
    generate(shell, &mut cli::command(), PROGRAM, &mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    // Windows PowerShell reads a script as UTF-8 only if it begins with a byte order mark.
    let mark = if shell == Shell::PowerShell { "\u{feff}" } else { "" };
    Ok(print(&format!("{mark}{text}")))
}

/// Prints the manual page. Returns the exit code.
///
/// # Errors
/// If clap_mangen cannot write it.
pub(super) fn man() -> Result<u8, Failure> {
    let mut bytes = Vec::new();
    Man::new(cli::command()).render(&mut bytes).map_err(|error| Failure::Record(io_words(&error)))?;
    let mut page = String::from_utf8_lossy(&bytes).into_owned();
    for (english, japanese) in HEADINGS {
        page = page.replace(&format!("{english}\n"), &format!("{japanese}\n"));
    }
    Ok(print(&page))
}
