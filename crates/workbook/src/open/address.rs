//! Addresses of cells and ranges in A1 notation.

use crate::grid::{Merge, Pos};

/// Parses an address such as `B3` or `$B$3`.
pub(crate) fn position(a1: &str) -> Option<Pos> {
    let (mut col, mut row, mut digits) = (0_u32, 0_u32, 0_u32);
    let mut letters = 0;
    for byte in a1.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if digits == 0 && letters < 3 => {
                letters += 1;
                col = col * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
            }
            b'0'..=b'9' if letters > 0 && digits < 7 => {
                digits += 1;
                row = row * 10 + u32::from(byte - b'0');
            }
            _ => return None,
        }
    }
    (row > 0).then(|| Pos::new(row - 1, col - 1))
}

/// Parses a range such as `B3:D4`.
pub(super) fn range(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let (a, b) = (position(first)?, position(last)?);
    Some(Merge::between((a.row, a.col), (b.row, b.col)))
}

/// Parses a list of cells and ranges: `B3 D4:E5`.
pub(super) fn ranges(text: &str) -> impl Iterator<Item = Merge> {
    text.split_whitespace()
        .filter_map(|text| range(text).or_else(|| position(text).map(|pos| Merge { first: pos, last: pos })))
}

/// Returns `true` if a formula, without its `=`, only refers to another cell: `B3`, `'前回'!$B$3`.
pub(super) fn is_reference(formula: &str) -> bool {
    let cell = formula.rsplit_once('!').map_or(formula, |(_, cell)| cell);
    position(cell.trim()).is_some() && !formula.contains(['(', '+', '*', '&', '"'])
}

#[cfg(test)]
mod tests {
    use super::{is_reference, position, range, ranges};
    use crate::grid::Pos;

    #[test]
    fn addresses_become_positions() {
        assert_eq!(position("D14"), Some(Pos::new(13, 3)));
        assert_eq!(position("$XFD$1048576"), Some(Pos::new(1_048_575, 16_383)));
        for wrong in ["", "14", "D", "D0", "ABCD1", "あ1", "D1D", "D12345678"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
        assert_eq!(range("C4:B3").map(|merge| merge.first), Some(Pos::new(2, 1)));
        assert_eq!(
            ranges("A1 B2:C3").map(|range| range.last).collect::<Vec<_>>(),
            [Pos::new(0, 0), Pos::new(2, 2)]
        );
    }

    #[test]
    fn a_bare_reference_is_distinguished_from_a_calculation() {
        for formula in ["B3", "$B$3", "前回!B3", "'前回 控え'!$B$3"] {
            assert!(is_reference(formula), "{formula}");
        }
        for formula in ["B3+0", "SUM(B3)", "B3:B4", "名前", "1", "A1*B3", ""] {
            assert!(!is_reference(formula), "{formula}");
        }
    }
}
