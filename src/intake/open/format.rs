//! What a number format makes of a number: a plain number, a percentage, a date, or a number in words of its own.

use std::sync::Arc;

use super::dressed::{Dressed, kept, without_marks};

/// What a number is shown as.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A number.
    General,
    /// A percentage.
    Percent,
    /// A date or a time.
    Date(DateParts),
    /// A number with words or signs around it, or in thousands; how depends on the number.
    Dressed(Arc<Dressed>),
}

/// Which parts of a date a format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateParts {
    /// `m/d`, `m"月"d"日"`: what Excel chooses for a typed `7/8`.
    MonthDay,
    /// `yyyy"年"m"月"`, `mmm-yy`.
    YearMonth,
    /// `e"年度"`.
    Year,
    /// A full date.
    Day,
    /// A time without a date.
    Time,
    /// A span of time, which may be longer than a day.
    Elapsed,
}

/// Reads a format, by its code or by the number of one that Excel has built in.
pub(super) fn shape(code: &str, id: Option<u32>) -> Shape {
    let sections = sections(id.and_then(built_in).unwrap_or(code));
    let all: Vec<Option<Shape>> =
        sections.iter().enumerate().map(|(at, section)| section.shape(at)).collect();
    let first = all.first().cloned().unwrap_or(Some(Shape::General));
    let is_free = sections.iter().all(|section| section.condition.is_none());
    let alike = is_free && all.iter().all(|shape| *shape == first);
    match first {
        // What a date has for negative numbers shows no date.
        Some(Shape::Date(parts)) if is_free => Shape::Date(parts),
        Some(shape) if alike => shape,
        _ => Shape::Dressed(Arc::new(Dressed::new(sections))),
    }
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
    fn shape(&self, at: usize) -> Option<Shape> {
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
        match self.operator.as_str() {
            ">" => value > self.bound,
            ">=" => value >= self.bound,
            "<" => value < self.bound,
            "<=" => value <= self.bound,
            "<>" => value < self.bound || value > self.bound,
            _ => value >= self.bound && value <= self.bound,
        }
    }

    fn is_below(&self) -> bool {
        matches!(self.operator.as_str(), "<" | "<=")
    }
}

/// The formats that Excel has built in, those of its Japanese edition among them. Not every program writes them into the file.
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        9 | 10 => "0%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 => "h:mm",
        22 => "yyyy/m/d h:mm",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        27 | 36 | 50 | 57 => "ge.m.d",
        28 | 29 | 51 | 54 | 58 => "ggge年m月d日",
        30 => "m/d/yy",
        31 => "yyyy年m月d日",
        32 => "h時mm分",
        33 => "h時mm分ss秒",
        34 | 52 | 55 => "yyyy年m月",
        35 | 53 | 56 => "m月d日",
        _ => return None,
    })
}

/// The sections of a format that numbers are shown by. What follows them is for text.
fn sections(code: &str) -> Vec<Section> {
    let mut found = Vec::new();
    for section in split(code) {
        if found.len() == 3 || (section.contains('@') && !found.is_empty()) {
            break;
        }
        found.push(section_of(section));
    }
    found
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

#[cfg(test)]
mod tests {
    use super::{DateParts, Shape, shape};
    use crate::intake::open::dressed::Shown;

    #[test]
    fn formats_are_told_apart() {
        for (code, expected) in [
            ("General", Shape::General),
            ("@", Shape::General),
            ("G/標準", Shape::General),
            ("#,##0.0_ ", Shape::General),
            ("0.00E+00", Shape::General),
            ("[Red]0;[Blue]-0", Shape::General),
            ("0.0%", Shape::Percent),
            ("#,##0;[Red]-#,##0", Shape::General),
            ("#,##0_);(#,##0)", Shape::General),
            ("0;▲0", Shape::General),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", Shape::General),
            ("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)", Shape::General),
            ("# ?/?", Shape::General),
            ("0;-0;;@", Shape::General),
            (";;;", Shape::General),
            ("", Shape::General),
            ("m\"月\"d\"日\"", Shape::Date(DateParts::MonthDay)),
            ("m/d;@", Shape::Date(DateParts::MonthDay)),
            ("d-mmm", Shape::Date(DateParts::MonthDay)),
            ("mmm-yy", Shape::Date(DateParts::YearMonth)),
            ("yyyy/m/d", Shape::Date(DateParts::Day)),
            ("[$-411]ge.m.d;@", Shape::Date(DateParts::Day)),
            ("[$-411]e\"年度\"", Shape::Date(DateParts::Year)),
            ("aaa", Shape::Date(DateParts::Day)),
            ("[h]:mm:ss", Shape::Date(DateParts::Elapsed)),
            ("mm:ss.0", Shape::Date(DateParts::Time)),
            ("h:mm AM/PM", Shape::Date(DateParts::Time)),
        ] {
            assert_eq!(shape(code, None), expected, "{code}");
        }
    }

    #[test]
    fn what_a_person_reads_beside_the_number_stays() {
        for (code, value, text) in [
            ("0\"件\"", 7.0, "7件"),
            ("0\"m\"", 7.0, "7m"),
            ("0件", 7.5, "7.5件"),
            ("\"約\"0件", -7.0, "約-7件"),
            ("\"約\"0\"施設以上\"", 7.0, "約7施設以上"),
            ("\"▲\"0", 7.0, "▲7"),
            ("\"-\"0", 7.0, "-7"),
            ("#,##0\"世帯\"", 1234.0, "1234世帯"),
            ("\"（見込）\"#,##0", 1234.0, "（見込）1234"),
            ("0.00\"千人\"", 7.26, "7.26千人"),
            ("#,##0,", 9_660_000.0, "9660"),
            ("#,##0,\"千人\"", 9_660_500.0, "9660.5千人"),
            ("0.0,,\"百万円\"", 1_234_567.0, "1.234567百万円"),
            ("0.0\"割\"", 7.2, "7.2割"),
            ("0.0‰", 3.5, "3.5‰"),
            ("0\"%\"", 7.0, "7%"),
            ("0%\"程度\"", 0.721, "72.1%程度"),
            ("[$¥-411]#,##0", 1200.0, "¥1200"),
            ("\"¥\"#,##0;\"¥\"-#,##0", -1200.0, "¥-1200"),
            ("#,##0\"円\"", 1200.0, "1200円"),
            ("0\"件\";\"▲\"0\"件\"", -7.0, "-7件"),
            ("0\"件\";(0\"件\")", -7.0, "-7件"),
            ("0\"件\";[赤]0\"件\"", -7.0, "-7件"),
            ("\"▲\"0", -7.0, "▲-7"),
            ("0;-0;\"なし\"", 0.0, "なし"),
            ("0;-0;\"なし\"", 7.0, "7"),
            ("0\"件\";-0\"件\";\"-\"", 0.0, "0"),
            ("[>=100]\"百以上\"0;0\"件\"", 120.0, "百以上120"),
            ("[>=100]\"百以上\"0;0\"件\"", 99.0, "99件"),
            ("[<0]\"▲\"0\"件\";0\"件\"", -7.0, "-7件"),
            ("[Red][=1]\"可\";[=0]\"不可\";General", 1.0, "可"),
            ("[Red][=1]\"可\";[=0]\"不可\";General", 2.0, "2"),
            ("G/標準\"件\"", 7.0, "7件"),
            ("0\"/800手続\"", 411.0, "411/800手続"),
            ("0000\"年\"00\"月\"", 202_303.0, "2023年03月"),
            ("0-0-0", 116.0, "1-1-6"),
            ("\"第\"0\"回\"", 2.0, "第2回"),
            ("\"12月末\"", 44_926.0, "12月末"),
            ("0\\件", 7.0, "7件"),
            ("0\"件;\"", 7.0, "7件;"),
            ("_-* 0\"件\"_-;-* 0\"件\"_-", 7.0, "7件"),
        ] {
            let shape = shape(code, None);
            let Shape::Dressed(dressed) = &shape else { panic!("{code}: {shape:?}") };
            assert_eq!(dressed.show(value), Shown::Text(text.to_owned()), "{code} {value}");
        }
    }

    #[test]
    fn no_format_makes_it_panic() {
        for code in [
            "\"",
            "[",
            "\\",
            "_",
            "*",
            "件\"",
            ";;;;",
            "0;0;0;0;0",
            "[>",
            "[>=]0",
            "0E+",
            "0/",
            "年[$",
            "0.",
            ",0,",
        ] {
            for value in [-1.0, 0.0, 0.5, 1e300] {
                if let Shape::Dressed(dressed) = shape(code, None) {
                    dressed.show(value);
                }
            }
        }
    }

    #[test]
    fn built_in_formats_need_no_code() {
        assert_eq!(shape("General", Some(56)), Shape::Date(DateParts::MonthDay));
        assert_eq!(shape("General", Some(0)), Shape::General);
        assert_eq!(shape("", Some(10)), Shape::Percent);
        assert_eq!(shape("", Some(14)), Shape::Date(DateParts::Day));
        assert_eq!(shape("", Some(16)), Shape::Date(DateParts::MonthDay));
        assert_eq!(shape("", Some(3)), Shape::General);
    }
}
