//! The sections of a number format, as Excel writes them: `#,##0"件";[Red]"▲"0"件";"なし"`.

use super::dressed::{kept, without_marks};
use super::format::{DateParts, Shape};

/// The sections of a format that numbers are shown by. What follows them is for text.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut found = Vec::new();
    for section in split(code) {
        if found.len() == 3 || (section.contains('@') && !found.is_empty()) {
            break;
        }
        found.push(section_of(section));
    }
    found
}

/// One section of a format: what it shows around a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Section {
    /// The numbers that it is for.
    pub(super) condition: Option<Condition>,
    /// What stands before the number.
    pub(super) before: String,
    /// What stands behind it.
    pub(super) after: String,
    /// What stands between its digits, with how many places follow.
    pub(super) between: Vec<(usize, String)>,
    /// How many places there are before the point.
    pub(super) places: usize,
    /// How far the point moves to the right: by two for a percentage, by three to the left for each comma behind the digits.
    pub(super) shift: i32,
    /// Whether a number is shown at all.
    pub(super) has_digits: bool,
    /// The date that it shows instead.
    pub(super) date: Option<DateParts>,
}

impl Section {
    /// The shape of a section that is nothing special. Behind the first one, marks of negative numbers say what the sign says.
    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        if let Some(parts) = self.date {
            return Some(Shape::Date(parts));
        }
        let words = |words: &str, may_be_minus: bool| match at {
            0 => kept(words, may_be_minus),
            _ => kept(&without_marks(words), false),
        };
        let (before, after) = (words(&self.before, true), words(&self.after, false));
        let silent = before.is_empty() && self.between.is_empty();
        match (self.has_digits, self.shift, after.as_str()) {
            (false, ..) if words(&self.before, false).is_empty() => Some(Shape::General),
            (true, 0, "") if silent => Some(Shape::General),
            (true, 2, "%") if silent => Some(Shape::Percent),
            _ => None,
        }
    }

    /// Whether its condition is for negative numbers alone, which are shown without their sign then.
    pub(super) fn is_negative(&self) -> bool {
        let below = |condition: &Condition| condition.bound <= 0.0 && condition.is_below();
        self.condition.as_ref().is_some_and(below)
    }
}

/// `[>=100]`
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Condition {
    operator: String,
    bound: f64,
}

impl Condition {
    fn parse(inside: &str) -> Option<Self> {
        let end = inside.find(|c: char| !matches!(c, '<' | '>' | '=')).filter(|end| *end > 0)?;
        let (operator, bound) = inside.split_at(end);
        Some(Self { operator: operator.to_owned(), bound: bound.trim().parse().ok()? })
    }

    /// Whether it holds of a number.
    pub(super) fn holds(&self, value: f64) -> bool {
        let Some(order) = value.partial_cmp(&self.bound) else { return false };
        match self.operator.as_str() {
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            "<>" => order.is_ne(),
            _ => order.is_eq(),
        }
    }

    fn is_below(&self) -> bool {
        matches!(self.operator.as_str(), "<" | "<=")
    }
}

/// The sections as written: a semicolon in quotes, behind a backslash or in brackets parts nothing.
fn split(code: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted, mut bracketed, mut escaped) = (0, false, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '"' if !bracketed => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            ';' if !bracketed => {
                parts.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&code[start..]);
    parts
}

/// Reads one section. Colours, places of languages, filling and spacing say nothing.
fn section_of(code: &str) -> Section {
    let mut section = Section { date: date_of(code), ..Section::default() };
    let mut scan = Scan::default();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let tail = &rest[c.len_utf8()..];
        rest = match c {
            '"' => {
                let end = tail.find('"').unwrap_or(tail.len());
                scan.word(&mut section, &tail[..end]);
                tail.get(end + 1..).unwrap_or("")
            }
            '\\' => {
                let mut chars = tail.chars();
                let next = chars.next().map(String::from).unwrap_or_default();
                // What a Japanese font shows for it.
                scan.word(&mut section, if next == "\\" { "¥" } else { &next });
                chars.as_str()
            }
            '_' | '*' => {
                let mut chars = tail.chars();
                chars.next();
                chars.as_str()
            }
            '[' => {
                let end = tail.find(']').unwrap_or(tail.len());
                let inside = &tail[..end];
                if let Some(currency) = inside.strip_prefix('$') {
                    scan.word(&mut section, currency.split('-').next().unwrap_or(""));
                } else if let Some(condition) = Condition::parse(inside) {
                    section.condition = Some(condition);
                }
                tail.get(end + 1..).unwrap_or("")
            }
            '0' | '#' | '?' => {
                scan.digit(&mut section, c == '0');
                tail
            }
            '.' if section.has_digits || tail.starts_with(['0', '#', '?']) => {
                scan.point(&mut section);
                tail
            }
            ',' if section.has_digits => {
                scan.commas += 1;
                tail
            }
            '%' => {
                section.shift += 2;
                scan.word(&mut section, "%");
                tail
            }
            'E' | 'e' if section.has_digits && tail.starts_with(['+', '-']) => {
                scan.is_over = true;
                &tail[1..]
            }
            // A fraction.
            '/' if section.has_digits
                && tail.starts_with(|c: char| c == '?' || c == '#' || c.is_ascii_digit()) =>
            {
                scan.is_over = true;
                tail
            }
            _ => match general(rest) {
                Some(after) => {
                    scan.digit(&mut section, false);
                    after
                }
                None => {
                    scan.word(&mut section, &rest[..c.len_utf8()]);
                    tail
                }
            },
        };
    }
    section.shift -= 3 * scan.commas;
    section
}

/// What follows the word for a number without a format; `@` shows numbers so, too.
fn general(code: &str) -> Option<&str> {
    let word = |word: &str| code.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word));
    let found =
        word("General").or_else(|| word("G/標準")).or_else(|| word("Standard")).or_else(|| word("@"))?;
    code.get(found.len()..)
}

/// Where the reading of a section stands.
#[derive(Debug, Default)]
struct Scan {
    /// Commas behind the last place: grouping where another place follows, else thousands.
    commas: i32,
    /// The point has been passed.
    is_decimal: bool,
    /// The rest of the digits belongs to an exponent or a fraction.
    is_over: bool,
}

impl Scan {
    fn word(&self, section: &mut Section, words: &str) {
        let side = if section.has_digits { &mut section.after } else { &mut section.before };
        side.push_str(words);
    }

    fn digit(&mut self, section: &mut Section, is_zero: bool) {
        section.has_digits = true;
        if self.is_over || self.is_decimal {
            return;
        }
        self.commas = 0;
        let words = std::mem::take(&mut section.after);
        for (after, _) in &mut section.between {
            *after += 1;
        }
        if words.chars().any(|c| !matches!(c, ' ' | '\'' | '\u{a0}' | '\u{202f}')) {
            section.between.push((1, words));
        }
        // A place that shows nothing where there is no digit asks for none.
        section.places += usize::from(is_zero || section.places > 0);
    }

    fn point(&mut self, section: &mut Section) {
        section.has_digits = true;
        self.is_decimal = true;
    }
}

/// The date that a section shows, if it does.
fn date_of(code: &str) -> Option<DateParts> {
    let code = bare(code).to_ascii_lowercase();
    let code = code.replace("general", "").replace("standard", "").replace("am/pm", "h").replace("a/p", "h");
    let code = code.replace("g/標準", "").replace("e+", "").replace("e-", "");
    // `ss.0` shows fractions of a second; any other place for a digit makes a number of it.
    let digits = code.replace("s.000", "s").replace("s.00", "s").replace("s.0", "s");
    if digits.contains(['0', '#', '?', '%', '@']) {
        return None;
    }
    let year = code.contains(['y', 'e', 'g']);
    let day = code.contains('d') || code.contains("aaa");
    let time = code.contains(['h', 's']);
    let month = code.contains('m') && (year || day || !time);
    match (year, month, day) {
        (false, true, true) => Some(DateParts::MonthDay),
        (true, true, false) => Some(DateParts::YearMonth),
        (true, false, false) => Some(DateParts::Year),
        (false, false, false) if code.contains("[]h") => Some(DateParts::Elapsed),
        (false, false, false) if time => Some(DateParts::Time),
        (false, false, false) => None,
        _ => Some(DateParts::Day),
    }
}

/// A section without quoted, escaped and bracketed parts; an elapsed time (`[h]`) stays.
fn bare(code: &str) -> String {
    let mut kept = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let lower = inside.to_ascii_lowercase();
                if !lower.is_empty() && ["h", "m", "s"].iter().any(|unit| lower.replace(unit, "").is_empty())
                {
                    kept.push_str("[]h");
                }
            }
            _ => kept.push(c),
        }
    }
    kept
}
