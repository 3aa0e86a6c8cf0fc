//! An answer cut into phrases: what stands on the line itself, and what stands in brackets, behind ※ or on a line of its own.

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
    let mut chars = unwrapped(line).chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let between_digits = before.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit());
        match c {
            '(' => cutter.open(),
            ')' => cutter.close(),
            '※' | '*' if !between_digits => cutter.note(),
            '→' | '⇒' | '➡' => cutter.arrow(),
            '\n' => cutter.line(),
            '。' | '、' | ',' | ';' | '・' if !between_digits => cutter.cut(),
            '/' if before == ' ' || next == Some(' ') || next.is_some_and(char::is_alphabetic) && !in_unit(next) => cutter.cut(),
            '「' | '」' | '『' | '』' | '"' | '●' | '■' | '◆' | '◎' | '〇' | '○' | '!' => cutter.push(' '),
            c => cutter.push(c),
        }
        before = c;
    }
    cutter.cut();
    cutter.phrases
}

/// What a slash in a unit stands before: `件/月`.
fn in_unit(next: Option<char>) -> bool {
    next.is_some_and(|c| matches!(c, '年' | '月' | '日' | '週' | '四' | '半' | '時' | '人' | '校' | 'か' | 'ヶ' | 'カ'))
}

/// A text without the brackets or quotation marks around the whole of it.
pub(super) fn unwrapped(line: &str) -> &str {
    let mut text = line.trim();
    loop {
        let inner = [('(', ')'), ('「', '」'), ('『', '』'), ('"', '"')].into_iter().find_map(|(open, close)| {
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
        self.note = false;
    }
}
