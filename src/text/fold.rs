//! Folding: what makes two spellings of one word, name or sentence equal.
//!
//! Unicode's NFKC turns `①` into `1`, which would make `目標①` and `目標1`, and `①5施設` and `15施設`, the same.
//! Circled digits are symbols of indicators here, so every function but [`nfkc`] keeps them.

use unicode_normalization::UnicodeNormalization;

/// NFKC as Unicode defines it (circled digits become plain ones).
pub fn nfkc(text: &str) -> String {
    text.nfkc().collect()
}

/// NFKC that keeps circled digits and drops characters nobody sees; white space stays.
pub fn width(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut plain = String::new();
    for c in text.chars().filter(|c| !is_invisible(*c)) {
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

/// Folded width, without any white space, line break or invisible character.
pub fn squash(text: &str) -> String {
    let mut folded = width(text);
    folded.retain(|c| !c.is_whitespace());
    folded
}

/// The key by which names are compared: squashed, in lower case, with one form of every dash, tilde, dot, bracket and comma.
pub fn key(text: &str) -> String {
    let unified: String = squash(text).chars().map(name_mark).collect();
    unified.to_lowercase()
}

/// The form in which prose is compared: line breaks, spaces and the choice between `，` and `、` or `．` and `。` do not count.
pub fn prose(text: &str) -> String {
    squash(text).chars().map(prose_mark).collect()
}

/// The form in which labels are compared: no numbering before, no colon after, no middle dots; `①` stays.
pub fn label(text: &str) -> String {
    let squashed = squash(text);
    let without: String = squashed.chars().filter(|c| !is_middle_dot(*c)).collect();
    without.trim_end_matches(':').to_owned()
}

/// Whether a cell holds nothing that anybody can see.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// The circled digit that a text consists of, white space aside.
pub fn circled(text: &str) -> Option<char> {
    let mut seen = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    match (seen.next(), seen.next()) {
        (Some(c), None) if is_circled(c) => Some(c),
        _ => None,
    }
}

/// A label and the circled digit at its end: `目標②` is (`目標`, `②`); the symbol is empty where there is none.
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

/// A circled digit at the start of a text and what follows it: `①窓口` is (`①`, `窓口`).
pub fn leading_symbol(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim();
    let first = trimmed.chars().next().filter(|c| is_circled(*c))?;
    let (symbol, name) = trimmed.split_at(first.len_utf8());
    Some((symbol, name.trim_start()))
}

/// Whether a character is a circled number (`⓪`, `①` to `㊿`).
pub fn is_circled(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{2473}' | '\u{24EA}' | '\u{3251}'..='\u{325F}' | '\u{32B1}'..='\u{32BF}')
}

/// Whether a character is a dash or minus sign of any kind (the long vowel mark is not).
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Whether a character is a wave dash or tilde of any kind.
pub fn is_tilde(c: char) -> bool {
    matches!(c, '~' | '\u{301C}' | '\u{FF5E}' | '\u{223C}' | '\u{223E}' | '\u{3030}')
}

/// Whether a character is a middle dot of any kind.
pub fn is_middle_dot(c: char) -> bool {
    matches!(c, '・' | '･' | '\u{00B7}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}')
}

/// Characters that take no room on paper: zero-width spaces, marks of direction, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
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
        ',' => '、',
        '.' => '。',
        c if is_dash(c) => '-',
        c if is_tilde(c) => '~',
        c if is_middle_dot(c) => '・',
        c => c,
    }
}
