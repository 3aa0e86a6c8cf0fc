//! Single characters: which kind they are of, and which one stands for others that look like it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// True for a circled number (`⓪`, `①` to `㊿`).
pub fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{2473}' | '\u{24EA}' | '\u{3251}'..='\u{325F}' | '\u{32B1}'..='\u{32BF}')
}

/// True for a wave dash or tilde of any kind.
pub fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '\u{301C}' | '\u{FF5E}' | '\u{223C}' | '\u{223E}' | '\u{3030}')
}

/// True for an arrow to the right of any kind.
pub fn is_arrow(c: char) -> bool {
    matches!(c, '→' | '⇒' | '➡')
}

/// True for a middle dot of any kind.
pub fn is_middle_dot(c: char) -> bool {
    matches!(c, '・' | '･' | '\u{00B7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}')
}

/// True for ASCII, kana, kanji, Japanese punctuation and marks that NFKC never changes or composes with one
/// another.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c,
            '\u{203B}' | '\u{2190}'..='\u{2193}' | '\u{25A0}'..='\u{25CF}' | '\u{3001}'..='\u{3003}' | '\u{3005}'..='\u{3029}' | '\u{3030}'..='\u{3035}'
            | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' | '\u{4E00}'..='\u{9FFF}')
}

/// True for characters without width: zero-width spaces, direction marks, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}

/// True for CJK Radicals Supplement, which NFKC leaves unchanged. It turns all other radicals into kanji.
pub(super) fn is_radical(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2EF3}')
}

/// Returns the kanji that a radical looks like. Text copied from a PDF has radicals (`⺠`, `⻑`) in place of
/// kanji.
pub(super) fn radical(c: char) -> char {
    static KANJI: LazyLock<Pairs> = LazyLock::new(|| {
        Pairs::new(
            "⺎兀⺒巳⺓幺⺜日⺝月⺠民⺩王⺬示⺼月⺽臼⻁虎⻄西⻅見⻆角⻉貝⻋車⻑長⻓長⻔門⻗雨⻘青⻚頁⻛風⻜飛⻝食⻞食⻡首⻢馬⻣骨⻤鬼⻥魚⻦鳥\
             ⻨麦⻩黄⻫斉⻭歯⻯竜⻱亀⻲亀",
        )
    });
    if is_radical(c) { KANJI.of(c).unwrap_or(c) } else { c }
}

/// Returns the same character for all that look alike: kana for kanji (`力所` is `カ所`), Latin letters for
/// Greek and Cyrillic ones, the usual kanji for its variants. Only for comparing: `二` becomes `ニ`.
pub(super) fn look_alike(c: char) -> char {
    static SAME: LazyLock<Pairs> = LazyLock::new(|| {
        Pairs::new(
            "力カ二ニ八ハ口ロ工エ夕タ卜ト一ーへヘべベぺペ髙高﨑崎濵浜濱浜德徳瀨瀬邉辺邊辺齋斎齊斉櫻桜國国澤沢廣広惠恵眞真學学會会\
             ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoАAВBЕEКKМMНHОOРPСCТTХXаaеeоoрpсcхx",
        )
    });
    if c.is_ascii() { c } else { SAME.of(c).unwrap_or(c) }
}

/// Replacements of single characters.
struct Pairs {
    /// Each character with its replacement, sorted by the character.
    all: Vec<(char, char)>,
    /// True at the lowest byte of each character in `all`. Rules out nearly all other characters without a
    /// search.
    ends: [bool; 256],
}

impl Pairs {
    /// Reads characters, each followed by its replacement. The last pair for a character wins.
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
