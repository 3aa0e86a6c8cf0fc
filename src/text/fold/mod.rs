//! Folds texts, so that different spellings of a word, name or sentence compare equal.
//!
//! Unicode's NFKC turns `①` into `1`, so that `目標①` would equal `目標1`, and `①5施設` `15施設`. Here
//! circled digits are the symbols of indicators, so every function except [`nfkc`] keeps them.

mod character;
mod label;
mod symbol;
mod width;

use unicode_normalization::UnicodeNormalization;
use workbook::is_dash;

pub use crate::text::fold::character::{is_arrow, is_circled, is_middle_dot, is_tilde};
use crate::text::fold::character::{is_invisible, look_alike};
pub use crate::text::fold::label::{label, label_folded};
pub use crate::text::fold::symbol::{circled, leading_symbol, split_symbol};
use crate::text::fold::width::is_composed;
pub use crate::text::fold::width::{nfkc, squash, squash_folded, width};

/// Returns the key for comparing names: squashed, in lower case, with one form of every dash, tilde, dot,
/// bracket and comma.
pub fn key(text: &str) -> String {
    let mut unified: String = squash(text).chars().map(look_alike).map(name_mark).collect();
    if is_composed(&unified) {
        // Among these characters only the ASCII letters have case.
        unified.make_ascii_lowercase();
        return unified;
    }
    // A lower-case letter may have a separate mark (`İ` is `i̇`), so compose again.
    unified.to_lowercase().nfc().collect()
}

/// Returns the form for comparing prose: ignores line breaks and spaces, and treats `，` and `、`, `．` and
/// `。` alike.
pub fn prose(text: &str) -> String {
    squash(text).chars().map(look_alike).map(prose_mark).collect()
}

/// True if a text has no visible character.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

fn name_mark(c: char) -> char {
    match c {
        'ー' => '-',
        c if is_dash(c) => '-',
        c if is_tilde(c) => '~',
        c if is_middle_dot(c) => '・',
        '、' => ',',
        '。' => '.',
        '[' | '{' | '【' | '〔' | '〈' | '《' | '〖' => '(',
        ']' | '}' | '】' | '〕' | '〉' | '》' | '〗' => ')',
        '『' | '“' | '‘' => '「',
        '』' | '”' | '’' => '」',
        c => c,
    }
}

fn prose_mark(c: char) -> char {
    match c {
        'ー' => '-',
        ',' => '、',
        '.' => '。',
        c if is_dash(c) => '-',
        c if is_tilde(c) => '~',
        c if is_middle_dot(c) => '・',
        c => c,
    }
}

/// Puts a text on one line for quoting it in a message: each run of white space becomes one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True if a text is arrows alone: the cell of the year before goes on over this one.
#[must_use]
pub fn is_arrows(text: &str) -> bool {
    let squashed = squash(text);
    !squashed.is_empty() && squashed.chars().all(is_arrow)
}

/// Cuts a text to `most` characters and `…`, for columns that only need to identify it.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use unicode_normalization::UnicodeNormalization;

    use super::{
        circled, is_arrows, is_blank, key, label, leading_symbol, nfkc, prose, split_symbol, squash, width,
    };

    #[test]
    fn squashing_leaves_no_white_space_and_keeps_circled_digits() {
        assert_eq!(squash(" 担　当\u{a0}課\u{200b}\r\n（ＩＣＴ）"), "担当課(ICT)");
        assert_eq!(squash("目標①"), "目標①");
        assert_eq!(squash("ﾊﾟｰｾﾝﾄ㉑㊿⓪"), "パーセント㉑㊿⓪");
        assert_eq!(nfkc("目標①"), "目標1");
        assert_eq!(width("Ａ　Ｂ\n①"), "A B\n①");
    }

    #[test]
    fn a_letter_whose_lower_case_has_a_combining_mark_folds_stably() {
        assert_eq!(key("İ゛業務"), key(&key("İ゛業務")));
    }

    #[test]
    fn arrows_alone_are_told_from_words_with_arrows() {
        assert!(["→", "⇒", " ➡ ", "→→"].into_iter().all(is_arrows));
        assert!(!["", "→5件", "←", "-"].into_iter().any(is_arrows));
    }

    #[test]
    fn names_are_equal_in_every_spelling() {
        for (a, b) in [
            ("ＲＰＡの導入・拡大", "rpaの導入･拡大"),
            ("テレワーク（在宅）", "テレワ－ク【在宅】"),
            ("2021〜2024", "２０２１～２０２４"),
            ("「書かない」窓口", "『書かない』 窓口"),
            ("調達，構築", "調達、構築"),
            ("1-1-1", "１－１−１"),
        ] {
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
        for (a, b) in [("システム①", "システム1"), ("窓口の改善", "窓口改善"), ("実績", "実積")]
        {
            assert_ne!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn prose_is_equal_with_any_line_breaks_and_commas() {
        assert_eq!(prose("調査し，\n 導入した．"), prose("調査し、導入した。"));
        assert_eq!(prose("５０％〜"), prose("50%～"));
        assert_ne!(prose("導入した。"), prose("導入する。"));
        assert_ne!(prose("①調査"), prose("1調査"));
    }

    #[test]
    fn characters_that_look_alike_are_compared_as_one() {
        for (a, b) in [
            ("⺠生委員の⻑期⻄⻅学", "民生委員の長期西見学"),
            ("データの力所", "デ－タのカ所"),
            ("デ一タ口ガー", "データロガー"),
            ("髙齢者の濵﨑德", "高齢者の浜崎徳"),
            ("ＡＩのАＩ", "AIのAI"),
            ("葛\u{E0100}飾", "葛飾"),
        ] {
            assert_eq!(key(a), key(b), "{a} / {b}");
            assert_eq!(prose(a).to_lowercase(), prose(b).to_lowercase(), "{a} / {b}");
        }
        assert_eq!(width("⺠⻑⻭"), "民長歯");
        assert_ne!(key("データ"), key("デタ"));
    }

    #[test]
    fn white_space_and_invisible_characters_are_blank() {
        assert!(["", " ", "　\u{a0}", "\n\t", "\u{200b}\u{feff}"].into_iter().all(is_blank));
        assert!(!["-", "。", "0"].into_iter().any(is_blank));
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "[ぁ-んァ-ヶーｱ-ﾝﾞﾟ一-龠！-～a-zA-Z0-9①-⑳㈱㎡㌫゛ 　\\n，．、。・〜－−―【】「」]{0,20}") {
            assert_eq!(key(&key(&text)), key(&text));
            assert_eq!(prose(&prose(&text)), prose(&text));
            assert_eq!(squash(&squash(&text)), squash(&text));
        }

        #[test]
        fn the_key_of_any_text_is_its_own_key(text in any::<String>()) {
            assert_eq!(key(&key(&text)), key(&text));
        }

        #[test]
        fn a_key_is_in_lower_case_and_composed(text in "[ -~、。「」・ーぁ-ゖァ-ヺ々〆一-龠！-～　①-⑳※→■-●\\n]{0,20}") {
            assert_eq!(key(&text), key(&text).to_lowercase().nfc().collect::<String>());
        }

        #[test]
        fn plain_characters_fold_to_themselves(text in "[ -~、。「」・ーぁ-ゖァ-ヺ々〆一-龠]{0,20}") {
            assert_eq!(nfkc(&text), text);
            assert_eq!(width(&text), text);
        }

        #[test]
        fn folding_never_panics(text in any::<String>()) {
            let _ = (key(&text), prose(&text), label(&text), is_blank(&text), circled(&text));
            let (name, symbol) = split_symbol(&text);
            assert!(text.trim().starts_with(name) && text.trim().ends_with(symbol));
            assert!(leading_symbol(&text).is_none_or(|(symbol, _)| circled(symbol).is_some()));
        }

    }
}
