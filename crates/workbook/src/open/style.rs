//! The parts of cell styles that change what is read: number formats, strikethrough (見え消し), white text.

use super::number_format::NumberFormat;

/// The style of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CellStyle {
    /// The number format.
    pub format: NumberFormat,
    /// True if the cell's font is struck through.
    pub is_struck: bool,
    /// True if the text is white on a white background.
    pub is_invisible: bool,
}

/// A part of a cell's text that has a font of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The text.
    pub text: String,
    /// True if it is struck through; `None` if the cell's own font decides.
    pub is_struck: Option<bool>,
}

/// Returns a cell's text without the struck-through parts. `None` if nothing is struck through.
///
/// `runs` is `None` if the whole text has the cell's own font.
pub(super) fn without_struck(runs: Option<&[Run]>, is_cell_struck: bool) -> Option<String> {
    let Some(runs) = runs else { return is_cell_struck.then(String::new) };
    let is_struck = |run: &&Run| run.is_struck.unwrap_or(is_cell_struck);
    // White space is not visibly struck through.
    if !runs.iter().any(|run| is_struck(&run) && !run.text.trim().is_empty()) {
        return None;
    }
    Some(runs.iter().filter(|run| !is_struck(run)).map(|run| run.text.as_str()).collect())
}

#[cfg(test)]
mod tests {
    use super::{Run, without_struck};

    fn run(text: &str, is_struck: Option<bool>) -> Run {
        Run { text: text.to_owned(), is_struck }
    }

    #[test]
    fn the_struck_part_is_left_out() {
        let runs = [run("400", Some(true)), run("411", Some(false))];
        assert_eq!(without_struck(Some(&runs), false).as_deref(), Some("411"));
        assert_eq!(without_struck(Some(&[run("411", Some(false))]), false), None);
        assert_eq!(without_struck(Some(&[run(" ", Some(true)), run("411", None)]), false), None);
    }

    #[test]
    fn a_run_without_a_font_has_the_cell_s() {
        let runs = [run("400", None), run("411", Some(false))];
        assert_eq!(without_struck(Some(&runs), true).as_deref(), Some("411"));
        assert_eq!(without_struck(Some(&runs), false), None);
        assert_eq!(without_struck(None, true).as_deref(), Some(""));
        assert_eq!(without_struck(None, false), None);
    }
}
