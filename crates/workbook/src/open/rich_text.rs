//! Text of a binary workbook (.xls, .xlsb) with the positions at which its font changes.

use super::style::Run;

/// A text with fonts. Positions count UTF-16 units.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RichText {
    units: Vec<u16>,
    fonts: Vec<(usize, u16)>,
}

impl RichText {
    /// Creates a text from its UTF-16 units, with the position at which each font begins.
    pub(super) fn new(units: Vec<u16>, fonts: Vec<(usize, u16)>) -> Self {
        Self { units, fonts }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> String {
        String::from_utf16_lossy(&self.units)
    }

    /// Returns the parts of the text. `None` if no part is struck through. The part before the first font has
    /// the cell's own font.
    pub(super) fn runs(&self, struck: &impl Fn(u16) -> bool) -> Option<Vec<Run>> {
        if !self.fonts.iter().any(|(_, font)| struck(*font)) {
            return None;
        }
        let mut starts: Vec<(usize, Option<bool>)> = vec![(0, None)];
        starts.extend(self.fonts.iter().map(|(at, font)| (*at, Some(struck(*font)))));
        let end = |at: usize| starts.get(at + 1).map_or(self.units.len(), |(next, _)| *next);
        let runs = starts.iter().enumerate().filter_map(|(at, (start, struck))| {
            let units = self.units.get(*start..end(at)).filter(|units| !units.is_empty())?;
            Some(Run { text: String::from_utf16_lossy(units), is_struck: *struck })
        });
        Some(runs.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::RichText;
    use crate::open::style::Run;

    #[test]
    fn runs_are_returned_only_if_one_of_them_is_struck() {
        let rich = RichText::new("旧400新411".encode_utf16().collect(), vec![(1, 5), (4, 6)]);
        let run = |text: &str, is_struck| Run { text: text.to_owned(), is_struck };
        assert_eq!(
            rich.runs(&|font| font == 5),
            Some(vec![run("旧", None), run("400", Some(true)), run("新411", Some(false))])
        );
        assert_eq!(rich.runs(&|_| false), None);
        // A font that begins after the end, or before its predecessor, is ignored.
        let odd = RichText::new("旧".encode_utf16().collect(), vec![(5, 1), (0, 1)]);
        assert_eq!(odd.runs(&|_| true), Some(vec![run("旧", Some(true))]));
    }
}
