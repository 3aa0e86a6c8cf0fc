//! One section of a number format, such as `#,##0"件"` or `[Red]"▲"0"件"`: its placeholders and literal text.

use super::date_parts::DateParts;

/// One section of a format code.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Section {
    /// The condition on the numbers that the section is for, if it has one (`[>=100]`).
    pub(super) condition: Option<Condition>,
    /// The literal text before the number, or before `@`.
    pub(super) before: String,
    /// The literal text after it.
    pub(super) after: String,
    /// The literal text between digit placeholders, each with the number of placeholders of the whole number
    /// to its right.
    pub(super) between: Vec<(usize, String)>,
    /// The digits that a whole number is padded to (`000` is 3).
    pub(super) padded: usize,
    /// The decimal places; `None` if the section does not round (General, fractions, exponents).
    pub(super) decimals: Option<u32>,
    /// The decimal places that are shown even if the number has fewer (`0.0`, not `0.#`).
    pub(super) kept_decimals: u32,
    /// True if the digits are shown in groups of three.
    pub(super) grouped: bool,
    /// How far the decimal point moves to the right: 2 for `%`, -3 for each comma after the digits, and less
    /// for a point written as literal text between the digits (`0"."0`).
    pub(super) shift: i32,
    /// True if the section has any placeholder for a number.
    pub(super) has_digits: bool,
    /// True if a zero is shown; `#` and `?` show none.
    pub(super) shows_zero: bool,
    /// True if the section shows text (`@`).
    pub(super) has_text: bool,
    /// The date that the section shows instead of a number.
    pub(super) date: Option<DateParts>,
}

impl Section {
    /// True if the section is for negative numbers alone, which it then shows without a minus sign.
    pub(super) fn is_for_negatives(&self) -> bool {
        self.condition.as_ref().is_some_and(|condition| condition.bound <= 0.0 && condition.is_upper_bound())
    }
}

/// A condition of a section: `[>=100]`.
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

    /// True if a number meets the condition.
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

    fn is_upper_bound(&self) -> bool {
        matches!(self.operator.as_str(), "<" | "<=")
    }
}

/// Splits a format code at its semicolons, except those that are quoted, escaped or in brackets, and parses
/// each section.
pub(super) fn parse_all(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
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
                sections.push(parse(&code[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(parse(&code[start..]));
    sections
}

/// Parses one section. Colours, locales, fill characters and spacing show no text and are skipped.
fn parse(code: &str) -> Section {
    let mut parser = Parser::default();
    parser.section.date = DateParts::of_section(code);
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        rest = parser.token(c, rest, &rest[c.len_utf8()..]);
    }
    parser.finish()
}

#[derive(Default)]
struct Parser {
    section: Section,
    /// Commas after the last placeholder of the whole number: they divide by a thousand unless another
    /// placeholder follows.
    commas: i32,
    /// True after the decimal point.
    in_decimals: bool,
    /// True in an exponent or a denominator, to which all further placeholders belong.
    in_other_part: bool,
    is_general: bool,
}

impl Parser {
    /// Reads the token that starts with `c`. `rest` starts with `c`, `tail` after it. Returns the text after
    /// the token.
    fn token<'c>(&mut self, c: char, rest: &'c str, tail: &'c str) -> &'c str {
        match c {
            '"' => {
                let end = tail.find('"').unwrap_or(tail.len());
                self.literal(&tail[..end]);
                tail.get(end + 1..).unwrap_or("")
            }
            '\\' => {
                let mut chars = tail.chars();
                let escaped = chars.next().map(String::from).unwrap_or_default();
                // Japanese fonts show a backslash as a yen sign.
                self.literal(if escaped == "\\" { "¥" } else { &escaped });
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
                    self.literal(currency.split('-').next().unwrap_or(""));
                } else if let Some(condition) = Condition::parse(inside) {
                    self.section.condition = Some(condition);
                }
                tail.get(end + 1..).unwrap_or("")
            }
            '0' | '#' | '?' => {
                self.placeholder(c == '0');
                tail
            }
            '.' if self.section.has_digits || tail.starts_with(['0', '#', '?']) => {
                self.section.has_digits = true;
                self.in_decimals = true;
                tail
            }
            ',' if self.section.has_digits => {
                self.commas += 1;
                tail
            }
            '%' => {
                self.section.shift += 2;
                self.literal("%");
                tail
            }
            'E' | 'e' if self.section.has_digits && tail.starts_with(['+', '-']) => {
                self.in_other_part = true;
                &tail[1..]
            }
            '/' if self.section.has_digits && tail.starts_with(is_denominator) => {
                self.in_other_part = true;
                tail.trim_start_matches(is_denominator)
            }
            '@' => {
                self.section.has_text = true;
                self.general();
                tail
            }
            _ => match after_general(rest) {
                Some(after) => {
                    self.general();
                    after
                }
                None => {
                    self.literal(&rest[..c.len_utf8()]);
                    tail
                }
            },
        }
    }

    fn literal(&mut self, text: &str) {
        let section = &mut self.section;
        let side = if section.has_digits { &mut section.after } else { &mut section.before };
        side.push_str(text);
    }

    fn general(&mut self) {
        self.is_general = true;
        self.placeholder(true);
    }

    fn placeholder(&mut self, is_zero: bool) {
        let section = &mut self.section;
        section.has_digits = true;
        section.shows_zero |= is_zero;
        if self.in_other_part {
            return;
        }
        if self.in_decimals {
            let places = section.decimals.unwrap_or(0) + 1;
            section.decimals = Some(places);
            if is_zero {
                section.kept_decimals = places;
            }
            return;
        }
        section.grouped |= self.commas > 0;
        self.commas = 0;
        let text = std::mem::take(&mut section.after);
        for (after, _) in &mut section.between {
            *after += 1;
        }
        if text.chars().any(|c| !matches!(c, ' ' | '\'' | ',' | '，' | '\u{a0}' | '\u{202f}')) {
            section.between.push((1, text));
        }
        // From the first `0` on, a placeholder shows a digit even if the number has none there.
        section.padded += usize::from(is_zero || section.padded > 0);
    }

    fn finish(mut self) -> Section {
        let section = &mut self.section;
        section.shift -= 3 * self.commas;
        let places = section.decimals.unwrap_or(0);
        section.decimals = (!self.is_general && !self.in_other_part).then_some(places);
        // A literal point between the digits divides by ten for every placeholder after it.
        let is_point = |text: &str| matches!(text.trim(), "." | "．");
        if let Some(at) = section.between.iter().position(|(_, text)| is_point(text)) {
            let (places, _) = section.between.remove(at);
            section.shift -= i32::try_from(places).unwrap_or(0);
            let places = u32::try_from(places).unwrap_or(0);
            section.decimals = section.decimals.map(|decimals| decimals + places);
            section.kept_decimals += places;
            section.padded = 0;
        }
        self.section
    }
}

fn is_denominator(c: char) -> bool {
    c == '?' || c == '#' || c.is_ascii_digit()
}

/// Returns the code after the name of the General format, in English, Japanese or German.
fn after_general(code: &str) -> Option<&str> {
    ["General", "G/標準", "Standard"].iter().find_map(|name| {
        code.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
        code.get(name.len()..)
    })
}
