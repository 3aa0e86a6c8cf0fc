//! The advance widths of characters in Noto Sans CJK JP 2.004 (table `hmtx`). 游ゴシック has the same for
//! Japanese, and for Latin letters differs by a few hundredths of an em.

use unicode_width::UnicodeWidthChar;

/// One em in the unit of the tables.
const EM: u16 = 1000;
/// The widths of U+0020 to U+007E, in thousandths of an em.
const ASCII: [u16; 95] = [
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555,
    555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293,
    535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555,
    559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468,
    377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
];
/// The widths of U+00A0 to U+00FF, in thousandths of an em.
const LATIN_1: [u16; 96] = [
    224, 323, 555, 555, 555, 555, 270, 1000, 606, 832, 386, 479, 555, 347, 473, 606, 370, 1000, 411, 411,
    606, 628, 1000, 561, 606, 411, 407, 479, 873, 903, 889, 474, 608, 608, 608, 608, 608, 608, 918, 638, 589,
    589, 589, 589, 293, 293, 293, 293, 712, 723, 742, 742, 742, 742, 742, 1000, 742, 721, 721, 721, 721, 531,
    652, 643, 563, 563, 563, 563, 563, 563, 877, 510, 554, 554, 554, 554, 275, 275, 275, 275, 608, 610, 606,
    606, 606, 606, 606, 1000, 606, 607, 607, 607, 607, 521, 620, 521,
];

/// Returns the advance width of a character in ems.
pub(super) fn advance(c: char) -> f64 {
    let from = |first: u32, table: &[u16]| {
        let at = usize::try_from(u32::from(c).checked_sub(first)?).ok()?;
        table.get(at).copied()
    };
    let width = from(0x20, &ASCII).or_else(|| from(0xA0, &LATIN_1));
    f64::from(width.unwrap_or_else(|| by_kind(c))) / f64::from(EM)
}

/// Returns the width of a character that is in no table: full, half (`ｱ`), or none (a mark on the character
/// before it).
fn by_kind(c: char) -> u16 {
    match c.width_cjk() {
        None | Some(0) => 0,
        Some(1) if matches!(c, '\u{ff61}'..='\u{ff9f}') => EM / 2,
        Some(1) => 606,
        Some(_) => EM,
    }
}

#[cfg(test)]
mod tests {
    use super::advance;

    #[test]
    fn every_kind_of_character_has_its_width() {
        for (c, width) in [
            ('1', 0.555),
            ('A', 0.608),
            ('市', 1.0),
            ('①', 1.0),
            ('×', 1.0),
            ('÷', 1.0),
            ('ｱ', 0.5),
            ('～', 1.0),
        ] {
            assert!((advance(c) - width).abs() < 1e-9, "{c}");
        }
        assert!(advance('\u{3099}').abs() < 1e-9 && advance('\n').abs() < 1e-9);
    }
}
