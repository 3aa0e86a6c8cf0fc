//! What a number format makes of a number: a plain number, a percentage or a date.

/// What a number is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A number.
    General,
    /// A percentage.
    Percent,
    /// A date or a time.
    Date(DateParts),
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
    match id.and_then(built_in) {
        Some(code) => classify(code),
        None => classify(code),
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

fn classify(code: &str) -> Shape {
    let code = first_section(code);
    if code.contains('%') {
        return Shape::Percent;
    }
    let code = code.to_ascii_lowercase().replace("general", "").replace("am/pm", "h").replace("a/p", "h");
    let code = code.replace("g/標準", "").replace("e+", "").replace("e-", "");
    // `ss.0` shows fractions of a second; any other place for a digit makes a number of it.
    let digits = code.replace("s.000", "s").replace("s.00", "s").replace("s.0", "s");
    if digits.contains(['0', '#', '?']) {
        return Shape::General;
    }
    let year = code.contains(['y', 'e', 'g']);
    let day = code.contains('d') || code.contains("aaa");
    let time = code.contains(['h', 's']);
    let month = code.contains('m') && (year || day || !time);
    match (year, month, day) {
        (false, true, true) => Shape::Date(DateParts::MonthDay),
        (true, true, false) => Shape::Date(DateParts::YearMonth),
        (true, false, false) => Shape::Date(DateParts::Year),
        (false, false, false) if code.contains("[]h") => Shape::Date(DateParts::Elapsed),
        (false, false, false) if time => Shape::Date(DateParts::Time),
        (false, false, false) => Shape::General,
        _ => Shape::Date(DateParts::Day),
    }
}

/// The section for positive numbers, without quoted, escaped and bracketed parts; an elapsed time (`[h]`) stays.
fn first_section(code: &str) -> String {
    let mut kept = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
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

    #[test]
    fn formats_are_told_apart() {
        for (code, expected) in [
            ("General", Shape::General),
            ("@", Shape::General),
            ("G/標準", Shape::General),
            ("#,##0.0_ ", Shape::General),
            ("0\"件\"", Shape::General),
            ("0\"m\"", Shape::General),
            ("0.00E+00", Shape::General),
            ("[Red]0;[Blue]-0", Shape::General),
            ("0.0%", Shape::Percent),
            ("0\"%\"", Shape::General),
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
    fn built_in_formats_need_no_code() {
        assert_eq!(shape("General", Some(56)), Shape::Date(DateParts::MonthDay));
        assert_eq!(shape("General", Some(0)), Shape::General);
        assert_eq!(shape("", Some(10)), Shape::Percent);
        assert_eq!(shape("", Some(14)), Shape::Date(DateParts::Day));
        assert_eq!(shape("", Some(16)), Shape::Date(DateParts::MonthDay));
        assert_eq!(shape("", Some(3)), Shape::General);
    }
}
