//! An answer cut into phrases: what stands on the line itself, and what stands in brackets, behind ※ or on a
//! line of its own.

/// A phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its text, without the marks around it.
    pub(super) text: String,
    /// Whether it stands in brackets or behind ※.
    pub(super) remark: bool,
    /// Whether an arrow leads to it.
    pub(super) after_arrow: bool,
}

/// The phrases of an evened text. Brackets around the whole of it say nothing.
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
            ')' => cutter.close(),
            '※' => cutter.note(),
            '*' if !between_digits => cutter.note(),
            '→' | '⇒' | '➡' => cutter.arrow(),
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

/// Words between two numbers of which either may be meant.
const OR: [&str; 4] = [" or ", "または", "又は", "もしくは"];

/// What begins a breakdown or a note on a line of its own.
const NOTES: [&str; 5] = ["内訳", "(内訳", "参考", "備考", "注記"];

/// Whether a slash parts words: not before a number, nor before what a unit is counted by (`件/月`).
fn parts_words(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    let counted = |c: char| {
        matches!(c, '年' | '月' | '日' | '週' | '四' | '半' | '時' | '人' | '校' | 'か' | 'ヶ' | 'カ')
    };
    next.is_some_and(|c| !c.is_ascii_digit() && (!counted(c) || rest.starts_with(' ')))
}

/// A text without the brackets or quotation marks around the whole of it.
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
            self.phrases.push(Phrase { text: text.to_owned(), remark, after_arrow: self.arrow });
            self.arrow = false;
        }
    }

    fn open(&mut self) {
        self.cut();
        self.depth += 1;
    }

    fn close(&mut self) {
        self.cut();
        self.depth = self.depth.saturating_sub(1);
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
        // What is listed below a breakdown goes on with it.
        self.note &=
            self.phrases.last().is_some_and(|phrase| NOTES.iter().any(|word| phrase.text.starts_with(word)));
    }
}
