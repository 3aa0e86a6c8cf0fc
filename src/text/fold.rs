//! Folds texts, so that different spellings of a word, name or sentence compare equal.
//!
//! Unicode's NFKC turns `①` into `1`, so that `目標①` would equal `目標1`, and `①5施設` `15施設`. Here
//! circled digits are the symbols of indicators, so every function except [`nfkc`] keeps them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};
use workbook::is_dash;

/// Returns the NFKC form as Unicode defines it. Circled digits become plain ones.
pub fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

/// Returns the NFKC form, but keeps circled digits and removes invisible characters. White space stays.
pub fn width(text: &str) -> String {
    quick_width(text).unwrap_or_else(|| whole_width(text))
}

/// Does the same where every character is folded by itself, as in nearly all texts; otherwise `None`.
fn quick_width(text: &str) -> Option<String> {
    let Some(changed) = text.find(|c| !is_plain(c)) else { return Some(text.to_owned()) };
    let (plain, rest) = text.split_at(changed);
    let mut folded = String::with_capacity(text.len());
    folded.push_str(plain);
    for c in rest.chars() {
        folded.push(match c {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)?,
            c if is_plain(c) || is_circled(c) => c,
            _ => return None,
        });
    }
    Some(folded)
}

fn whole_width(text: &str) -> String {
    let changes = |c: char| is_invisible(c) || is_radical(c);
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes && !text.contains(changes) {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    let mut plain = String::new();
    for c in text.chars().filter(|c| !is_invisible(*c)).map(radical) {
        if is_circled(c) {
            folded.extend(plain.nfkc());
            plain.clear();
            folded.push(c);
        } else {
            plain.push(c);
        }
    }
    folded.extend(plain.nfkc());
    folded
}

/// True for ASCII, kana, kanji, Japanese punctuation and marks that NFKC never changes or composes with one
/// another.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c,
            '\u{203B}' | '\u{2190}'..='\u{2193}' | '\u{25A0}'..='\u{25CF}' | '\u{3001}'..='\u{3003}' | '\u{3005}'..='\u{3029}' | '\u{3030}'..='\u{3035}'
            | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' | '\u{4E00}'..='\u{9FFF}')
}

/// Folds the width, and removes white space, line breaks and invisible characters.
pub fn squash(text: &str) -> String {
    squash_folded(width(text))
}

/// Does the same for a text whose width is folded already.
pub fn squash_folded(mut folded: String) -> String {
    if !folded.contains(char::is_whitespace) {
        return folded;
    }
    folded.retain(|c| !c.is_whitespace());
    // Without the space a mark may follow the letter it belongs to (`か ゛`), so compose again.
    if is_composed(&folded) { folded } else { folded.nfc().collect() }
}

/// True if no character of a text can be composed with another.
fn is_composed(text: &str) -> bool {
    text.chars().all(|c| is_plain(c) || is_circled(c))
}

/// Returns the key for comparing names: squashed, in lower case, with one form of every dash, tilde, dot,
/// bracket and comma.
pub fn key(text: &str) -> String {
    let mut unified: String = squash(text).chars().map(look_alike).map(name_mark).collect();
    if is_composed(&unified) {
        // Of these characters only ASCII has letters of two cases.
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

/// Returns the form for comparing labels: `１　事業名称`, `(1)事業名称：`, `■事業名称` and `事 業 名 称` all
/// become `事業名称`. Removes numbering, bullets and middle dots, but keeps `①`, which distinguishes the rows
/// of indicators.
pub fn label(text: &str) -> String {
    label_folded(&width(text))
}

/// Does the same for a text whose width is folded already.
pub fn label_folded(folded: &str) -> String {
    let mut rest = folded.trim();
    loop {
        let inner = rest.strip_prefix('【').and_then(|rest| rest.strip_suffix('】')).unwrap_or(rest);
        let shorter = without_numbering(inner.trim_start_matches(is_bullet).trim_start());
        if shorter == rest {
            break;
        }
        rest = shorter;
    }
    let bare: String = rest.chars().filter(|c| !c.is_whitespace() && !is_middle_dot(*c)).collect();
    let bare = bare.trim_end_matches(':');
    // Keep a label that consists only of a number or a mark.
    if bare.is_empty() { squash_folded(folded.to_owned()) } else { bare.to_owned() }
}

/// True if a cell holds nothing visible.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Returns the circled digit that a text consists of, ignoring white space.
pub fn circled(text: &str) -> Option<char> {
    let mut seen = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    match (seen.next(), seen.next()) {
        (Some(c), None) if is_circled(c) => Some(c),
        _ => None,
    }
}

/// Splits a label from the circled digit at its end: `目標②` becomes (`目標`, `②`). The symbol is empty if
/// there is none.
pub fn split_symbol(text: &str) -> (&str, &str) {
    let trimmed = text.trim();
    match trimmed.char_indices().next_back() {
        Some((at, c)) if is_circled(c) => {
            let (name, symbol) = trimmed.split_at(at);
            (name.trim_end(), symbol)
        }
        _ => (trimmed, ""),
    }
}

/// Splits a circled digit from the text after it: `①窓口` becomes (`①`, `窓口`).
pub fn leading_symbol(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim();
    let first = trimmed.chars().next().filter(|c| is_circled(*c))?;
    let (symbol, name) = trimmed.split_at(first.len_utf8());
    Some((symbol, name.trim_start()))
}

/// True for a circled number (`⓪`, `①` to `㊿`).
pub fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{2473}' | '\u{24EA}' | '\u{3251}'..='\u{325F}' | '\u{32B1}'..='\u{32BF}')
}

/// True for a wave dash or tilde of any kind.
pub fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '\u{301C}' | '\u{FF5E}' | '\u{223C}' | '\u{223E}' | '\u{3030}')
}

/// True for a middle dot of any kind.
pub fn is_middle_dot(c: char) -> bool {
    matches!(c, '・' | '･' | '\u{00B7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}')
}

/// True for characters without width: zero-width spaces, direction marks, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// True for CJK Radicals Supplement, which NFKC leaves unchanged. It turns all other radicals into kanji.
fn is_radical(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2EF3}')
}

/// Returns the kanji that a radical looks like. Text copied from a PDF has radicals (`⺠`, `⻑`) in place of
/// kanji.
fn radical(c: char) -> char {
    static KANJI: LazyLock<Pairs> = LazyLock::new(|| {
        Pairs::new(
            "⺎兀⺒巳⺓幺⺜日⺝月⺠民⺩王⺬示⺼月⺽臼⻁虎⻄西⻅見⻆角⻉貝⻋車⻑長⻓長⻔門⻗雨⻘青⻚頁⻛風⻜飛⻝食⻞食⻡首⻢馬⻣骨⻤鬼⻥魚⻦鳥\
             ⻨麦⻩黄⻫斉⻭歯⻯竜⻱亀⻲亀",
        )
    });
    if is_radical(c) { KANJI.of(c).unwrap_or(c) } else { c }
}

/// Returns one character for all that look like it: kana for kanji (`力所` is `カ所`), Latin letters for
/// Greek and Cyrillic ones, the usual kanji for its variants. Only for comparing: `二` becomes `ニ`.
fn look_alike(c: char) -> char {
    static SAME: LazyLock<Pairs> = LazyLock::new(|| {
        Pairs::new(
            "力カ二ニ八ハ口ロ工エ夕タ卜ト一ーへヘべベぺペ髙高﨑崎濵浜濱浜德徳瀨瀬邉辺邊辺齋斎齊斉櫻桜國国澤沢廣広惠恵眞真學学會会\
             ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoАAВBЕEКKМMНHОOРPСCТTХXаaеeоoрpсcхx",
        )
    });
    if c.is_ascii() { c } else { SAME.of(c).unwrap_or(c) }
}

/// Characters, each with the one it stands for.
struct Pairs {
    /// By the character.
    all: Vec<(char, char)>,
    /// Whether a character with this last byte is among them: nearly all others are told by it.
    ends: [bool; 256],
}

impl Pairs {
    /// Pairs each first character with the second. Of several pairs for one character the last counts.
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let pairs = chars.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        let all: Vec<(char, char)> = pairs.collect::<BTreeMap<char, char>>().into_iter().collect();
        let mut ends = [false; 256];
        for (c, _) in &all {
            ends[Self::end(*c)] = true;
        }
        Self { all, ends }
    }

    fn end(c: char) -> usize {
        usize::from(u32::from(c).to_le_bytes()[0])
    }

    fn of(&self, c: char) -> Option<char> {
        if !self.ends[Self::end(c)] {
            return None;
        }
        let at = self.all.binary_search_by_key(&c, |(known, _)| *known).ok()?;
        self.all.get(at).map(|(_, same)| *same)
    }
}

fn is_bullet(c: char) -> bool {
    is_middle_dot(c) || matches!(c, '■' | '□' | '◆' | '◇' | '●' | '▼' | '▽' | '▶' | '▪' | '◾')
}

/// Returns a label without the number before it. Numbering has a separator or brackets; a number directly
/// before a word counts something (`5年間`, `20課題`).
fn without_numbering(text: &str) -> &str {
    let number = |text: &str| {
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let roman = text.chars().take_while(|c| matches!(c, 'I' | 'V' | 'X')).count();
        let kana = usize::from(text.starts_with(|c| "アイウエオカキクケコ一二三四五六七八九十".contains(c)))
            * 'ア'.len_utf8();
        if matches!(digits, 1 | 2) { digits } else { roman.max(kana) }
    };
    if let Some(inner) = text.strip_prefix('(') {
        let len = number(inner);
        let after = inner[len..].strip_prefix(')').filter(|rest| len > 0 && !rest.trim().is_empty());
        return after.map_or(text, str::trim_start);
    }
    let (mark, rest) = text.split_at(number(text));
    let latin = mark.starts_with(|c: char| c.is_ascii());
    let after = rest.trim_start_matches(['.', ')', '、', ':']);
    let parted = after.len() < rest.len() || (latin && rest.starts_with(char::is_whitespace));
    let after = after.trim_start();
    // A number without a separator counts what follows: `20課題`.
    let numbering = !mark.is_empty() && parted && !after.is_empty();
    if numbering && !after.starts_with(|c: char| c.is_ascii_digit()) { after } else { text }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use unicode_normalization::UnicodeNormalization;

    use super::{circled, is_blank, key, label, leading_symbol, nfkc, prose, split_symbol, squash, width};

    #[test]
    fn squashing_leaves_no_white_space_and_keeps_circled_digits() {
        assert_eq!(squash(" 担　当\u{a0}課\u{200b}\r\n（ＩＣＴ）"), "担当課(ICT)");
        assert_eq!(squash("目標①"), "目標①");
        assert_eq!(squash("ﾊﾟｰｾﾝﾄ㉑㊿⓪"), "パーセント㉑㊿⓪");
        assert_eq!(nfkc("目標①"), "目標1");
        assert_eq!(width("Ａ　Ｂ\n①"), "A B\n①");
    }

    #[test]
    fn a_letter_with_a_mark_of_its_own_folds_once_and_for_all() {
        assert_eq!(key("İ゛業務"), key(&key("İ゛業務")));
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
    fn prose_is_equal_whatever_its_breaks_and_commas() {
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
    fn labels_lose_their_numbering_and_keep_their_symbols() {
        for text in [
            "事業名称",
            "１　事業名称",
            "1. 事業名称",
            "１．事業名称",
            "(1)事業名称",
            "（１）　事業名称",
            "⑴事業名称",
            "1)事業名称",
            "12 事業名称",
            "Ⅱ　事業名称",
            "(ア)事業名称",
            "ア.事業名称",
            "一、事業名称",
            "■事業名称",
            "【事業名称】",
            "・事業名称",
            "事業・名称",
            "事業\n名称：",
            "事 業 名 称:",
            "■ 1 事業名称",
        ] {
            assert_eq!(label(text), "事業名称", "{text}");
        }
        for (text, expected) in [
            ("目標①", "目標①"),
            ("①窓口", "①窓口"),
            ("1 目標②", "目標②"),
            ("遅れ・未達の理由", "遅れ未達の理由"),
            ("2023年度", "2023年度"),
            ("5年間の計画", "5年間の計画"),
            ("1-1-1", "1-1-1"),
            ("1.5倍", "1.5倍"),
            ("15分以上", "15分以上"),
            ("20課題", "20課題"),
            ("1事業名称", "1事業名称"),
            ("コ メ ン ト", "コメント"),
            ("一 覧", "一覧"),
            ("(1)", "(1)"),
            ("3", "3"),
            ("：", ":"),
            ("", ""),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn symbols_are_split_off() {
        assert_eq!(split_symbol("目標②"), ("目標", "②"));
        assert_eq!(split_symbol(" 目標　② "), ("目標", "②"));
        assert_eq!(split_symbol("目標2"), ("目標2", ""));
        assert_eq!(split_symbol("①"), ("", "①"));
        assert_eq!(split_symbol(""), ("", ""));
        assert_eq!(leading_symbol("①窓口の数"), Some(("①", "窓口の数")));
        assert_eq!(leading_symbol("　⑳ 窓口"), Some(("⑳", "窓口")));
        assert_eq!(leading_symbol("1窓口"), None);
        assert_eq!((circled(" ③ "), circled("③④"), circled("3"), circled("")), (Some('③'), None, None, None));
    }

    #[test]
    fn blank_is_what_nobody_sees() {
        assert!(["", " ", "　\u{a0}", "\n\t", "\u{200b}\u{feff}"].into_iter().all(is_blank));
        assert!(!["-", "。", "0"].into_iter().any(is_blank));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "[ぁ-んァ-ヶーｱ-ﾝﾞﾟ一-龠！-～a-zA-Z0-9①-⑳㈱㎡㌫゛ 　\\n，．、。・〜－−―【】「」]{0,20}") {
            assert_eq!(key(&key(&text)), key(&text));
            assert_eq!(prose(&prose(&text)), prose(&text));
            assert_eq!(squash(&squash(&text)), squash(&text));
        }

        #[test]
        fn folding_twice_anything_is_folding_once(text in any::<String>()) {
            assert_eq!(key(&key(&text)), key(&text));
        }

        #[test]
        fn plain_characters_fold_to_themselves(text in "[ -~、。「」・ーぁ-ゖァ-ヺ々〆一-龠]{0,20}") {
            assert_eq!(nfkc(&text), text);
            assert_eq!(width(&text), text);
        }

        #[test]
        fn a_quick_fold_is_the_whole_one(text in "[ -~、。「」・ーぁ-ゖァ-ヺ々〆一-龠！-～　①-⑳※→■-●\\n]{0,20}") {
            assert_eq!(super::quick_width(&text), Some(super::whole_width(&text)));
            let spaceless = super::width(&text).chars().filter(|c| !c.is_whitespace()).nfc().collect::<String>();
            assert_eq!(squash(&text), spaceless);
            assert_eq!(key(&text), key(&text).to_lowercase().nfc().collect::<String>());
        }

        #[test]
        fn folding_never_panics(text in any::<String>()) {
            let _ = (key(&text), prose(&text), label(&text), is_blank(&text), circled(&text));
            let (name, symbol) = split_symbol(&text);
            assert!(text.trim().starts_with(name) && text.trim().ends_with(symbol));
            assert!(leading_symbol(&text).is_none_or(|(symbol, _)| circled(symbol).is_some()));
        }

        #[test]
        fn labels_never_panic(text in "[0-9０-９().、: 　①②アイ一二IVX事業・■【】\\n]{0,12}") {
            let folded = label(&text);
            assert!(!folded.contains(char::is_whitespace));
            assert!(is_blank(&text) || !folded.is_empty());
        }
    }
}
