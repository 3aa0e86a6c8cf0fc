//! The parts of a date that a number format shows.

/// The parts of a date or time that a format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::open) enum DateParts {
    /// `m/d`, `m"月"d"日"`: the format that Excel applies when somebody types `7/8`.
    MonthDay,
    /// `yyyy"年"m"月"`, `mmm-yy`.
    YearMonth,
    /// `e"年度"`.
    Year,
    /// A full date.
    Day,
    /// A time of day.
    Time,
    /// A span of time, which may be longer than a day (`[h]:mm`).
    Elapsed,
}

impl DateParts {
    /// Returns the parts that a section of a format code shows; `None` if the section shows no date.
    pub(super) fn of_section(code: &str) -> Option<Self> {
        let code = without_literals(code).to_ascii_lowercase();
        let code =
            code.replace("general", "").replace("standard", "").replace("am/pm", "h").replace("a/p", "h");
        let code = code.replace("g/標準", "").replace("e+", "").replace("e-", "");
        // `ss.0` shows fractions of a second; any other digit placeholder makes it a number.
        let digits = code.replace("s.000", "s").replace("s.00", "s").replace("s.0", "s");
        if digits.contains(['0', '#', '?', '%', '@']) {
            return None;
        }
        let year = code.contains(['y', 'e', 'g']);
        let day = code.contains('d') || code.contains("aaa");
        let time = code.contains(['h', 's']);
        let month = code.contains('m') && (year || day || !time);
        match (year, month, day) {
            (false, true, true) => Some(Self::MonthDay),
            (true, true, false) => Some(Self::YearMonth),
            (true, false, false) => Some(Self::Year),
            (false, false, false) if code.contains("[]h") => Some(Self::Elapsed),
            (false, false, false) if time => Some(Self::Time),
            (false, false, false) => None,
            _ => Some(Self::Day),
        }
    }
}

/// Returns a section without its quoted, escaped and bracketed parts. An elapsed time (`[h]`, `[mm]`) becomes
/// `[]h`.
fn without_literals(code: &str) -> String {
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
                let is_elapsed = ["h", "m", "s"].iter().any(|unit| lower.replace(unit, "").is_empty());
                if !lower.is_empty() && is_elapsed {
                    kept.push_str("[]h");
                }
            }
            _ => kept.push(c),
        }
    }
    kept
}
