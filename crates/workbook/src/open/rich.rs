//! A text of a binary book with the places where other fonts begin.

use super::look::Run;

/// The text; places are counted in UTF-16 units.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rich {
    units: Vec<u16>,
    fonts: Vec<(usize, u16)>,
}

impl Rich {
    /// From its UTF-16 units, and for each font the place where it begins.
    pub(super) fn new(units: Vec<u16>, fonts: Vec<(usize, u16)>) -> Self {
        Self { units, fonts }
    }

    /// The text.
    pub(super) fn text(&self) -> String {
        String::from_utf16_lossy(&self.units)
    }

    /// Its parts, where one of them is struck through; what stands before the first font has the cell's own.
    pub(super) fn runs(&self, struck: &impl Fn(u16) -> bool) -> Option<Vec<Run>> {
        if !self.fonts.iter().any(|(_, font)| struck(*font)) {
            return None;
        }
        let mut starts: Vec<(usize, Option<bool>)> = vec![(0, None)];
        starts.extend(self.fonts.iter().map(|(at, font)| (*at, Some(struck(*font)))));
        let end = |at: usize| starts.get(at + 1).map_or(self.units.len(), |(next, _)| *next);
        let runs = starts.iter().enumerate().filter_map(|(at, (start, struck))| {
            let units = self.units.get(*start..end(at)).filter(|units| !units.is_empty())?;
            Some(Run { text: String::from_utf16_lossy(units), struck: *struck })
        });
        Some(runs.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Rich;
    use crate::open::look::Run;

    #[test]
    fn parts_in_other_fonts_are_told_where_one_is_struck() {
        let rich = Rich::new("旧400新411".encode_utf16().collect(), vec![(1, 5), (4, 6)]);
        let run = |text: &str, struck| Run { text: text.to_owned(), struck };
        assert_eq!(
            rich.runs(&|font| font == 5),
            Some(vec![run("旧", None), run("400", Some(true)), run("新411", Some(false))])
        );
        assert_eq!(rich.runs(&|_| false), None);
        // A font that begins behind the end, or before the one before it, says nothing.
        let odd = Rich::new("旧".encode_utf16().collect(), vec![(5, 1), (0, 1)]);
        assert_eq!(odd.runs(&|_| true), Some(vec![run("旧", Some(true))]));
    }
}
