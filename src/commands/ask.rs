//! Asks the person at the terminal.

use std::io::{self, BufRead, IsTerminal};

use crate::commands::console::print;
use crate::failure::Failure;

/// The answers that mean yes, in lower case.
const YES: [&str; 4] = ["はい", "y", "yes", "ｙ"];

/// True if a person can be asked: both the questions and the answers go through a terminal.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks for a text on the terminal. `None` if nothing was entered.
pub(super) fn text(question: &str) -> Option<String> {
    print(question);
    answer(&mut io::stdin().lock())
}

/// Returns the month as typed on the command line, or asked for on the terminal.
///
/// # Errors
/// If there is neither.
pub(super) fn month(typed: Option<&str>, what: &str) -> Result<String, Failure> {
    let asked = || is_possible().then(|| text(&format!("{what}（例：2023-03、R5.3）: "))).flatten();
    typed.map(str::to_owned).or_else(asked).ok_or(Failure::NoMonthGiven)
}

/// Asks a yes-or-no question on the terminal. Every answer but yes means no.
pub(super) fn whether(question: &str) -> bool {
    text(&format!("{question}（はい・いいえ）: ")).is_some_and(|answer| is_yes(&answer))
}

fn answer(from: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    from.read_line(&mut line).ok()?;
    Some(line.trim().to_owned()).filter(|line| !line.is_empty())
}

fn is_yes(answer: &str) -> bool {
    YES.contains(&answer.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{answer, is_yes};

    #[test]
    fn an_answer_is_a_trimmed_line() {
        assert_eq!(answer(&mut "　R5.3 \r\n次".as_bytes()).as_deref(), Some("R5.3"));
        assert_eq!(answer(&mut "\n".as_bytes()), None);
        assert_eq!(answer(&mut "".as_bytes()), None);
    }

    #[test]
    fn only_yes_counts_as_yes() {
        assert!(is_yes("はい") && is_yes("Y"));
        assert!(!is_yes("いいえ") && !is_yes("n") && !is_yes("はいいいえ"));
    }
}
