//! Reads numerals exactly: digits of either width, groups of three, and the multipliers 百, 千, 万, 億, 兆.
//!
//! Nothing is guessed: `1,05` has no groups of three, `1.2.3` is a version and `36・3` may be two numbers.
//! Malformed digits are distinguished from no digits, so that no caller reads `05` from `1,05`.

use rust_decimal::Decimal;

use super::fold;

/// The result of reading the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// No digit.
    Absent,
    /// Digits that are not a numeral, with their length in bytes.
    Malformed(usize),
    /// A numeral.
    Number(Numeral),
}

/// A numeral at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The value, including multipliers.
    pub value: Decimal,
    /// The length in the text, in bytes.
    pub len: usize,
    /// True if a multiplier was written (`3千`).
    pub multiplied: bool,
    /// True if spaces separate the digit groups (`7 260`). Reliable only if the numeral stands alone.
    pub spaced: bool,
}

/// Reads a text that consists of a number: `７，２６０`, `1億2,000万`, `▲3.5`, `二十`.
pub fn parse(text: &str) -> Option<Decimal> {
    let folded = fold::width(text);
    let trimmed = folded.trim();
    let (negative, body) = sign(trimmed);
    let value = match prefix(body) {
        Reading::Number(numeral) if numeral.len == body.len() => numeral.value,
        Reading::Absent => kanji(body)?,
        _ => return None,
    };
    Some(if negative { -value } else { value })
}

/// Returns true if a text starts with a minus sign (`-`, `▲`, `△`, `マイナス`), and the text after a sign of
/// either kind.
pub fn sign(text: &str) -> (bool, &str) {
    let minus = |c: char| matches!(c, '▲' | '△') || workbook::is_dash(c);
    if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_prefix("マイナス")) {
        return (true, rest.trim_start());
    }
    (false, text.strip_prefix('+').map_or(text, str::trim_start))
}

/// Reads the numeral at the start of a text whose width has been folded.
pub fn prefix(text: &str) -> Reading {
    let (first, mut at, mut spaced) = match arabic(text) {
        Arabic::Absent => return Reading::Absent,
        Arabic::Malformed(len) => return Reading::Malformed(len),
        Arabic::Number { value, len, spaced } => (value, len, spaced),
    };
    let mut sum = Sum::new(first);
    let mut multiplied = false;
    loop {
        // `3 千円`, or in a narrow cell `3` with 千円 on the next line.
        let gap =
            if multiplied { 0 } else { text[at..].len() - text[at..].trim_start_matches([' ', '\n']).len() };
        let Some(multiplier) = text[at + gap..].chars().next().and_then(multiplier) else { break };
        // Every multiplier is a kanji of three bytes.
        at += gap + '万'.len_utf8();
        if !sum.multiply(multiplier) {
            return Reading::Malformed(at);
        }
        multiplied = true;
        match arabic(&text[at..]) {
            Arabic::Absent => {}
            Arabic::Number { value, len, spaced: parted } if sum.add(value) => {
                at += len;
                spaced |= parted;
            }
            Arabic::Malformed(len) | Arabic::Number { len, .. } => {
                return Reading::Malformed(at + len);
            }
        }
    }
    match sum.total() {
        Some(value) => Reading::Number(Numeral { value, len: at, multiplied, spaced }),
        None => Reading::Malformed(at),
    }
}

/// Reads the digits at the start of a text, ignoring any multiplier after them. Returns the number and its
/// length in bytes.
pub fn plain(text: &str) -> Option<(Decimal, usize)> {
    match arabic(text) {
        Arabic::Number { value, len, spaced: false } => Some((value, len)),
        _ => None,
    }
}

/// Returns the value of a multiplier at the start of a unit (`千円`, `百万円`), and the unit after it.
pub fn unit_multiplier(unit: &str) -> Option<(Decimal, &str)> {
    ["百万", "千万", "十億", "百億", "千", "万", "億", "兆"].into_iter().find_map(|word| {
        let rest = unit.strip_prefix(word).filter(|rest| !rest.is_empty())?;
        let value =
            word.chars().filter_map(multiplier_or_ten).try_fold(Decimal::ONE, Decimal::checked_mul)?;
        Some((value, rest))
    })
}

/// Returns the value by which a kanji multiplies the digits before it.
pub fn multiplier(c: char) -> Option<Decimal> {
    let value: i64 = match c {
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '億' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    };
    Some(Decimal::from(value))
}

/// Reads a text that consists of kanji numerals: `二十`, `百五十`, `二〇二三`. `None` for a lone `一`, which
/// may be a dash.
pub fn kanji(text: &str) -> Option<Decimal> {
    if text.is_empty() || text == "一" {
        return None;
    }
    if text.chars().all(|c| kanji_digit(c).is_some()) {
        // Read digit by digit, as in years.
        let digits = text.chars().filter_map(kanji_digit);
        return (text.chars().count() <= 18).then(|| Decimal::from(digits.fold(0, |n: u64, d| n * 10 + d)));
    }
    let mut sum = Sum::empty();
    for c in text.chars() {
        let read = match (kanji_digit(c), multiplier_or_ten(c)) {
            (Some(digit), _) => sum.add(Decimal::from(digit)),
            (None, Some(multiplier)) => sum.multiply_or_one(multiplier),
            (None, None) => false,
        };
        if !read {
            return None;
        }
    }
    sum.total()
}

/// A number built from multipliers in descending order: 2億 3千 5百 万 4百.
struct Sum {
    total: Option<Decimal>,
    section: Decimal,
    pending: Option<Decimal>,
    last_large: Decimal,
    last_small: Decimal,
}

impl Sum {
    fn new(first: Decimal) -> Self {
        Self { pending: Some(first), ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            total: Some(Decimal::ZERO),
            section: Decimal::ZERO,
            pending: None,
            last_large: Decimal::MAX,
            last_small: Decimal::MAX,
        }
    }

    /// Adds digits after a multiplier. Returns false if they are not smaller than it, because the meaning is
    /// then unclear.
    fn add(&mut self, value: Decimal) -> bool {
        let fits = self.pending.is_none() && value < self.last_small && value < self.last_large;
        if fits {
            self.pending = Some(value);
        }
        fits
    }

    /// Applies a multiplier to the number so far. Returns false if the order does not allow it.
    fn multiply(&mut self, multiplier: Decimal) -> bool {
        if multiplier < Decimal::from(10_000) {
            let Some(value) = self.pending.filter(|_| multiplier < self.last_small) else {
                return false;
            };
            self.pending = None;
            self.last_small = multiplier;
            self.section =
                match value.checked_mul(multiplier).and_then(|product| self.section.checked_add(product)) {
                    Some(section) => section,
                    None => return self.overflow(),
                };
            return true;
        }
        let section = self.section + self.pending.unwrap_or_default();
        let bare = self.pending.is_none() && section.is_zero() && self.last_small == Decimal::MAX;
        if multiplier >= self.last_large || bare {
            return false;
        }
        self.total = section.checked_mul(multiplier).and_then(|product| self.total?.checked_add(product));
        (self.section, self.pending) = (Decimal::ZERO, None);
        (self.last_large, self.last_small) = (multiplier, Decimal::MAX);
        true
    }

    /// Like `multiply`, but a bare 十, 百 or 千 counts once.
    fn multiply_or_one(&mut self, multiplier: Decimal) -> bool {
        if self.pending.is_none() && multiplier < Decimal::from(10_000) {
            self.pending = Some(Decimal::ONE);
        }
        self.multiply(multiplier)
    }

    fn overflow(&mut self) -> bool {
        self.total = None;
        true
    }

    fn total(self) -> Option<Decimal> {
        self.total?.checked_add(self.section)?.checked_add(self.pending.unwrap_or_default())
    }
}

enum Arabic {
    Absent,
    Malformed(usize),
    Number { value: Decimal, len: usize, spaced: bool },
}

/// Reads the run of digits and separators at the start of a text, then decides whether it is a number.
fn arabic(text: &str) -> Arabic {
    let mut len = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = at > 0
            && matches!(c, ',' | '.' | ' ' | '・' | '、' | ':' | '\'')
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !c.is_ascii_digit() && !joins {
            break;
        }
        len = at + c.len_utf8();
    }
    if len == 0 {
        return Arabic::Absent;
    }
    let run = &text[..len];
    let (whole, fraction) =
        run.split_once('.').map_or((run, None), |(whole, fraction)| (whole, Some(fraction)));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let spaced = whole.contains(' ');
    if !(plain(whole) || in_threes(whole, ',') || in_threes(whole, ' ')) || !fraction.is_none_or(plain) {
        return Arabic::Malformed(len);
    }
    let digits: String = run.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    // `from_str_exact` rejects what a Decimal cannot hold exactly, where `parse` would round.
    match Decimal::from_str_exact(&digits) {
        Ok(value) => Arabic::Number { value, len, spaced },
        Err(_) => Arabic::Malformed(len),
    }
}

fn in_threes(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark);
    let plain = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let first = groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()) && plain(first) && !first.starts_with('0'));
    first && groups.all(|group| group.len() == 3 && plain(group))
}

fn multiplier_or_ten(c: char) -> Option<Decimal> {
    if c == '十' { Some(Decimal::TEN) } else { multiplier(c) }
}

fn kanji_digit(c: char) -> Option<u64> {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = digits.iter().position(|digit| *digit == c).or((c == '零').then_some(0))?;
    u64::try_from(digit).ok()
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Reading, kanji, parse, prefix, unit_multiplier};

    fn number(text: &str) -> Option<String> {
        parse(text).map(|number| number.to_string())
    }

    #[test]
    fn numerals_of_every_kind_are_exact() {
        for (text, value) in [
            ("0", "0"),
            ("７，２６０", "7260"),
            ("1,234,567.8", "1234567.8"),
            ("7 260", "7260"),
            ("７　２６０", "7260"),
            ("1.050", "1.050"),
            ("169000", "169000"),
            ("3千", "3000"),
            ("1億2,000万", "120000000"),
            ("3.2千万", "32000000.0"),
            ("3,200万", "32000000"),
            ("2万5千", "25000"),
            ("2万5,000", "25000"),
            ("2千5百", "2500"),
            ("1.2万", "12000.0"),
            ("4 万", "40000"),
            ("12\n千", "12000"),
            ("0万", "0"),
            ("0百万", "0"),
            ("▲3.5", "-3.5"),
            ("△ 9", "-9"),
            ("－９", "-9"),
            ("+5", "5"),
            ("二十", "20"),
            ("十五", "15"),
            ("百五十", "150"),
            ("二千三百", "2300"),
            ("一億二千万", "120000000"),
            ("二〇二三", "2023"),
            ("七", "7"),
        ] {
            assert_eq!(number(text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn malformed_or_ambiguous_numerals_are_rejected() {
        for text in [
            "",
            "1,05",
            "1,0500",
            "0,123",
            "1,,000",
            "1.2.3",
            "36・3",
            "1、2",
            "2 0",
            "1234 567",
            "12:30",
            "1,050,",
            ".5",
            "5.",
            "一",
            "十万千万",
            "千二千",
            "2千1500",
            "6万万",
            "1兆億兆",
            "0百百",
            "63万3万",
            "1億万",
            "1千 千",
            "1e3",
            "--5",
            "99999999999999999999999999999999",
            "万",
            "①",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_malformed_run_is_taken_whole() {
        assert_eq!(prefix("1,05件"), Reading::Malformed(4));
        assert_eq!(prefix("2千1500件"), Reading::Malformed(8));
        assert_eq!(prefix("件"), Reading::Absent);
    }

    #[test]
    fn a_multiplier_in_front_of_a_unit_is_split_off() {
        assert_eq!(unit_multiplier("百万円"), Some((Decimal::from(1_000_000), "円")));
        assert_eq!(unit_multiplier("千人"), Some((Decimal::from(1_000), "人")));
        assert_eq!(unit_multiplier("千"), None);
        assert_eq!(kanji("十万"), Some(Decimal::from(100_000)));
    }
}
