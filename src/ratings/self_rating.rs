//! 自己評価: the band that a department gives itself, in its own spelling.

use crate::plan::model::{Band, Bands};
use crate::ratings::effect::Effect;
use crate::text::fold;

/// Finds the band that a rating names. Ignores the band's symbol beside the name (`◎ 達成`), brackets,
/// punctuation and a remark behind it (`達成（見込み）`). Any other word names no band: 「だいたい」 is left to the
/// officer.
#[must_use]
pub fn rating(text: &str, bands: &Bands) -> Option<Effect> {
    Effect::parse(text, bands).or_else(|| {
        let named = bands.effect.iter().position(|band| is_named(text, band, &bands.effect))?;
        Some(Effect::Band(named))
    })
}

/// True if a rating is a band's name, apart from marks and a remark around it.
fn is_named(text: &str, band: &Band, bands: &[Band]) -> bool {
    let name = fold::key(&band.name);
    let symbol = fold::key(&band.symbol);
    let written = fold::key(text);
    if name.is_empty() {
        return false;
    }
    let around = written.trim_matches(is_mark);
    let bare = around.strip_prefix(symbol.as_str()).unwrap_or(around).trim_start_matches(is_mark);
    let Some(rest) = bare.strip_prefix(name.as_str()) else { return false };
    let rest = rest.trim_start_matches(is_closing);
    let rest = rest.strip_prefix(symbol.as_str()).unwrap_or(rest);
    // A remark may not name a band or deny the rating.
    let remark = rest.trim_matches(is_mark);
    remark.is_empty() || is_remark(rest) && !bands.iter().any(|other| names(remark, other)) && !denies(remark)
}

fn names(remark: &str, band: &Band) -> bool {
    let name = fold::key(&band.name);
    !name.is_empty() && remark.contains(&name)
}

fn denies(remark: &str) -> bool {
    ["ない", "なし", "未", "ず", "不"].iter().any(|word| remark.contains(word))
}

fn is_remark(rest: &str) -> bool {
    rest.starts_with('(')
}

fn is_closing(c: char) -> bool {
    is_mark(c) && !matches!(c, '(' | '[' | '「' | '『' | '【')
}

/// True for punctuation and brackets, but not for a band's symbol.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '。' | '.'
            | '、'
            | ','
            | '!'
            | '・'
            | ':'
            | ';'
            | '('
            | ')'
            | '['
            | ']'
            | '「'
            | '」'
            | '『'
            | '』'
            | '【'
            | '】'
            | '"'
            | '\''
    )
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
    fn a_band_s_name_is_read_with_what_stands_around_it() {
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
        assert_eq!(named("未達。").as_deref(), Some("未達"));
    }

    #[test]
    fn what_names_no_band_or_two_is_none() {
        for text in [
            "だいたい",
            "◎",
            "○達成",
            "達成（一部未達）",
            "達成／未達",
            "未達成",
            "達成した",
            "おおむね達成",
            "達成（できず）",
            "",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
