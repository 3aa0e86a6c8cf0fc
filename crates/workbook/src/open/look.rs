//! How a cell looks, as far as that changes what is read: its number format, and what of it is struck through (見え消し).

use super::format::Shape;

/// What a cell's style makes of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Look {
    /// What a number is shown as.
    pub shape: Shape,
    /// Whether the whole cell is struck through.
    pub struck: bool,
}

impl Look {
    /// A cell without any style of its own.
    pub(super) const PLAIN: Self = Self { shape: Shape::General, struck: false };
}

/// A part of a cell's text with a font of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Its text.
    pub text: String,
    /// Whether it is struck through; `None`: as the cell's own font says.
    pub struck: Option<bool>,
}

/// What stands without the struck part; `None` where nothing is struck.
pub(super) fn unstruck(runs: Option<&[Run]>, cell_struck: bool) -> Option<String> {
    let Some(runs) = runs else { return cell_struck.then(String::new) };
    let is_struck = |run: &&Run| run.struck.unwrap_or(cell_struck);
    if !runs.iter().any(|run| is_struck(&run) && !run.text.trim().is_empty()) {
        return None;
    }
    Some(runs.iter().filter(|run| !is_struck(run)).map(|run| run.text.as_str()).collect())
}

#[cfg(test)]
mod tests {
    use super::{Run, unstruck};

    fn run(text: &str, struck: Option<bool>) -> Run {
        Run { text: text.to_owned(), struck }
    }

    #[test]
    fn the_struck_part_is_left_out() {
        let runs = [run("400", Some(true)), run("411", Some(false))];
        assert_eq!(unstruck(Some(&runs), false).as_deref(), Some("411"));
        assert_eq!(unstruck(Some(&[run("411", Some(false))]), false), None);
        // Nobody sees a struck space.
        assert_eq!(unstruck(Some(&[run(" ", Some(true)), run("411", None)]), false), None);
    }

    #[test]
    fn a_run_without_a_font_has_the_cells() {
        let runs = [run("400", None), run("411", Some(false))];
        assert_eq!(unstruck(Some(&runs), true).as_deref(), Some("411"));
        assert_eq!(unstruck(Some(&runs), false), None);
        assert_eq!(unstruck(None, true).as_deref(), Some(""));
        assert_eq!(unstruck(None, false), None);
    }
}
