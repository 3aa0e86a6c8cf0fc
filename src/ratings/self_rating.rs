//! Reads 自己評価, the band that a department gives itself.

use crate::plan::model::Bands;
use crate::ratings::choice::{Choice, position_of_choice};
use crate::ratings::effect::Effect;

/// Finds the band that a rating names. Ignores the band's symbol beside the name (`◎ 達成`), brackets,
/// punctuation and a remark after it (`達成（見込み）`). `None` for any other word (`だいたい`), which is
/// left to the officer.
#[must_use]
pub fn rating(text: &str, bands: &Bands) -> Option<Effect> {
    let choices: Vec<Choice<'_>> = bands
        .effect
        .iter()
        .map(|band| Choice { name: &band.name, symbol: &band.symbol, good: band.good })
        .collect();
    position_of_choice(text, &choices).map(Effect::Band)
}

#[cfg(test)]
mod tests {
    use crate::plan::model::Bands;
    use crate::ratings::rating;
    use crate::sample::forms::plan;

    fn named(text: &str) -> Option<String> {
        let mut bands: Bands = plan().bands;
        for (band, symbol) in bands.effect.iter_mut().zip(["◎", "○", "×"]) {
            symbol.clone_into(&mut band.symbol);
        }
        rating(text, &bands).map(|effect| effect.word(&bands).to_owned())
    }

    #[test]
    fn a_band_s_name_is_read_with_marks_and_remarks_around_it() {
        for text in [
            "達成",
            "達成。",
            " 達 成 ",
            "「達成」",
            "◎ 達成",
            "達成◎",
            "達成（見込み）",
            "（達成）",
            "達成（◎）",
        ] {
            assert_eq!(named(text).as_deref(), Some("達成"), "{text}");
        }
        assert_eq!(named("○概ね達成（3月末）").as_deref(), Some("概ね達成"));
        for text in ["未達。", "未達成", "×未達（9割）"] {
            assert_eq!(named(text).as_deref(), Some("未達"), "{text}");
        }
    }

    #[test]
    fn a_text_that_names_no_band_or_two_is_none() {
        for text in [
            "だいたい",
            "◎",
            "○達成",
            "達成（一部未達）",
            "達成／未達",
            "達成した",
            "おおむね達成",
            "達成（できず）",
            "",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
