//! Cuts an answer into phrases: the text outside brackets, and remarks in brackets, after ※ or on a line of
//! their own.

use crate::text::fold;

/// A phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its text, without the marks around it.
    pub(super) text: String,
    /// True if it stands in brackets or after ※.
    pub(super) remark: bool,
    /// True if an arrow precedes it.
    pub(super) after_arrow: bool,
    /// True if it continues a sum after a bracket: `125手続(R3)+286手続`.
    pub(super) goes_on: bool,
}

/// Returns the phrases of a normalized text. Ignores brackets around the whole text.
pub(super) fn phrases(line: &str) -> Vec<Phrase> {
    let mut cutter = Cutter::default();
    let parted = OR.iter().fold(unwrapped(line).to_owned(), |text, word| text.replace(word, "、"));
    let mut before = ' ';
    for (at, c) in parted.char_indices() {
        let rest = &parted[at + c.len_utf8()..];
        let next = rest.chars().next();
        let between_digits = before.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
        match c {
            '(' => cutter.open(),
            ')' => cutter.close(rest.trim_start().starts_with('+')),
            '※' => cutter.note(),
            '*' if !between_digits => cutter.note(),
            c if fold::is_arrow(c) => cutter.arrow(),
            '\n' => cutter.line(),
            '。' | '、' | ',' | ';' | '・' if !between_digits => cutter.cut(),
            '/' if parts_words(rest) => cutter.cut(),
            '「' | '」' | '『' | '』' | '"' | '●' | '■' | '◆' | '◎' | '〇' | '○' | '!' => {
                cutter.push(' ')
            }
            c => cutter.push(c),
        }
        before = c;
    }
    cutter.cut();
    cutter.phrases
}

/// Words between two numbers that leave it open which one is meant.
const OR: [&str; 6] = [" or ", "または", "又は", "もしくは", "及び", "および"];

/// Words that begin a breakdown or a note on a line of its own.
const NOTES: [&str; 5] = ["内訳", "(内訳", "参考", "備考", "注記"];

/// True if a slash separates words: not before a number, or before the base of a rate (`件/月`).
fn parts_words(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    let counted = |c: char| {
        matches!(c, '年' | '月' | '日' | '週' | '四' | '半' | '時' | '人' | '校' | 'か' | 'ヶ' | 'カ' | '末')
    };
    next.is_some_and(|c| !c.is_ascii_digit() && (!counted(c) || rest.starts_with(' ')))
}

/// Returns a text without brackets or quotation marks around the whole of it.
pub(super) fn unwrapped(line: &str) -> &str {
    let mut text = line.trim();
    loop {
        let inner =
            [('(', ')'), ('「', '」'), ('『', '』'), ('"', '"')].into_iter().find_map(|(open, close)| {
                let inner = text.strip_prefix(open)?.strip_suffix(close)?;
                (!inner.contains([open, close])).then_some(inner.trim())
            });
        match inner {
            Some(inner) => text = inner,
            None => return text,
        }
    }
}

#[derive(Default)]
struct Cutter {
    phrases: Vec<Phrase>,
    text: String,
    depth: usize,
    note: bool,
    arrow: bool,
    goes_on: bool,
}

impl Cutter {
    fn push(&mut self, c: char) {
        self.text.push(c);
    }

    fn cut(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if !text.is_empty() {
            self.note |= NOTES.iter().any(|word| text.starts_with(word));
            let remark = self.depth > 0 || self.note;
            let (after_arrow, goes_on) = (self.arrow, self.goes_on && !remark);
            self.phrases.push(Phrase { text: text.to_owned(), remark, after_arrow, goes_on });
            (self.arrow, self.goes_on) = (false, false);
        }
    }

    fn open(&mut self) {
        self.cut();
        self.depth += 1;
    }

    fn close(&mut self, goes_on: bool) {
        self.cut();
        self.depth = self.depth.saturating_sub(1);
        self.goes_on = goes_on;
    }

    fn note(&mut self) {
        self.cut();
        self.note = true;
    }

    fn arrow(&mut self) {
        self.cut();
        self.arrow = true;
    }

    fn line(&mut self) {
        self.cut();
        // Lines below a breakdown belong to it.
        self.note &=
            self.phrases.last().is_some_and(|phrase| NOTES.iter().any(|word| phrase.text.starts_with(word)));
    }
}
