//! Numbers and dates as text: what a person reads in the cell, without the noise of binary fractions.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use crate::grid::{Cell, CellKind};
use crate::open::dressed::Shown;
use crate::open::format::{DateParts, Shape};

/// The cell of a number in a number format.
pub(super) fn cell(value: f64, shape: &Shape, is_1904: bool) -> Cell {
    match shape {
        Shape::General => Cell { text: plain(value, 0), kind: CellKind::Number, unstruck: None },
        Shape::Percent => {
            Cell { text: format!("{}%", plain(value, 2)), kind: CellKind::Percent, unstruck: None }
        }
        Shape::Date(parts) => date(value, *parts, is_1904),
        Shape::Dressed(dressed) => match dressed.show(value) {
            Shown::Date(parts) => date(value, parts, is_1904),
            Shown::Text(text) => worded(text),
        },
    }
}

/// The cell of a number in words. It is a number or a percentage still, where nothing else stands beside it.
pub(super) fn worded(text: String) -> Cell {
    let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'E'));
    let kind = match text.strip_suffix('%') {
        Some(number) if is_plain(number) => CellKind::Percent,
        None if is_plain(&text) => CellKind::Number,
        _ => CellKind::Text,
    };
    Cell { text, kind, unstruck: None }
}

/// A whole number without a format.
pub(super) fn integer(value: i64) -> Cell {
    Cell { text: value.to_string(), kind: CellKind::Number, unstruck: None }
}

/// A number as the shortest plain decimal of at most 15 significant digits, as spreadsheets show it, with the decimal point moved to the right
/// so many places. It works on digits, because 0.721 × 100 is not 72.1 in binary.
pub(super) fn plain(value: f64, shift: i32) -> String {
    let scientific = format!("{:.14e}", value.abs());
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return value.to_string() };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return "0".to_owned();
    }
    let point = exponent + 1 + shift;
    let sign = if value < 0.0 { "-" } else { "" };
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if !(-20..=30).contains(&point) {
        return format!("{sign}{digits}E{}", point - count);
    }
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    if point <= 0 {
        return format!("{sign}0.{}{digits}", zeros(-point));
    }
    let (whole, rest) = digits.split_at(usize::try_from(point.min(count)).unwrap_or(0));
    let dot = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{}{dot}{rest}", zeros(point - count))
}

/// A serial date. Its text is ISO; what was probably typed follows from what the format shows of it.
fn date(value: f64, parts: DateParts, is_1904: bool) -> Cell {
    if !(0.0..2_958_466.0).contains(&value) {
        return Cell { text: plain(value, 0), kind: CellKind::Number, unstruck: None };
    }
    let kind = ExcelDateTimeType::DateTime;
    let (year, month, day, hour, minute, second, milli) =
        ExcelDateTime::new(value, kind, is_1904).to_ymd_hms_milli();
    // Serials come from arithmetic, so the last second may lie a hair below the next.
    let second = if milli >= 500 { second + 1 } else { second };
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if parts == DateParts::Elapsed {
        let days: u32 = plain(value.trunc(), 0).parse().unwrap_or(0);
        let hours = days.saturating_mul(24).saturating_add(u32::from(hour));
        let kind = CellKind::Date { typed: format!("{hours}:{minute:02}") };
        return Cell { text: format!("{hours}:{minute:02}:{second:02}"), kind, unstruck: None };
    }
    let day_text = format!("{year:04}-{month:02}-{day:02}");
    let text = if value < 1.0 {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        day_text
    } else {
        format!("{day_text}T{time}")
    };
    let typed = match parts {
        DateParts::MonthDay => format!("{month}/{day}"),
        DateParts::YearMonth => format!("{year}/{month}"),
        DateParts::Year => year.to_string(),
        DateParts::Day => format!("{year}/{month}/{day}"),
        DateParts::Time | DateParts::Elapsed => format!("{hour}:{minute:02}"),
    };
    Cell { text, kind: CellKind::Date { typed }, unstruck: None }
}

/// A date that the file itself holds as ISO text.
pub(super) fn iso(text: &str) -> Cell {
    let day = text.split('T').next().unwrap_or(text);
    let parts: Vec<&str> = day.split('-').collect();
    let typed = match parts.as_slice() {
        [_, month, day] => format!("{}/{}", month.trim_start_matches('0'), day.trim_start_matches('0')),
        _ => text.to_owned(),
    };
    let text = text.strip_suffix("T00:00:00").unwrap_or(text).to_owned();
    Cell { text, kind: CellKind::Date { typed }, unstruck: None }
}

/// A length of time that the file itself holds as ISO text (`PT07H08M00S`).
pub(super) fn duration(text: &str) -> Cell {
    let mut numbers = [String::new(), String::new(), String::new()];
    let mut digits = String::new();
    for c in text.chars() {
        match (c, "HMS".find(c)) {
            (c, _) if c.is_ascii_digit() => digits.push(c),
            (_, Some(unit)) => numbers[unit] = std::mem::take(&mut digits),
            // A fraction of a second is nothing anybody typed.
            ('.' | ',', _) => {
                numbers[2] = std::mem::take(&mut digits);
                break;
            }
            _ => digits.clear(),
        }
    }
    let [hours, minutes, seconds] = numbers.map(|number| number.parse::<u32>().unwrap_or(0));
    let kind = CellKind::Date { typed: format!("{hours}:{minutes:02}") };
    Cell { text: format!("{hours:02}:{minutes:02}:{seconds:02}"), kind, unstruck: None }
}

#[cfg(test)]
mod tests {
    use super::{cell, duration, plain};
    use crate::grid::CellKind;
    use crate::open::format::{DateParts, Shape};

    #[test]
    fn numbers_are_shown_without_noise() {
        for (value, text) in [
            (72.1, "72.1"),
            (0.1 + 0.2, "0.3"),
            (169_000.0, "169000"),
            (-0.05, "-0.05"),
            (0.0, "0"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (123_456_789.25, "123456789.25"),
            (1e-7, "0.0000001"),
            (1e300, "1E300"),
        ] {
            assert_eq!(plain(value, 0), text);
        }
    }

    #[test]
    fn a_percent_format_moves_the_point_exactly() {
        for (value, text) in
            [(0.721, "72.1%"), (0.363, "36.3%"), (1.0, "100%"), (0.0005, "0.05%"), (-0.09, "-9%")]
        {
            let cell = cell(value, &Shape::Percent, false);
            assert_eq!((cell.text.as_str(), cell.kind), (text, CellKind::Percent));
        }
    }

    #[test]
    fn a_date_tells_what_was_probably_typed() {
        let cell = cell(45_115.0, &Shape::Date(DateParts::MonthDay), false);
        assert_eq!(cell.text, "2023-07-08");
        assert_eq!(cell.kind, CellKind::Date { typed: "7/8".to_owned() });
    }

    #[test]
    fn a_time_of_day_is_kept() {
        let time = |value| cell(value, &Shape::Date(DateParts::Day), false).text;
        assert_eq!(time(45_115.5), "2023-07-08T12:00:00");
        assert_eq!(time(0.75), "18:00:00");
        let elapsed = cell(1.520_833_333_333_333_3, &Shape::Date(DateParts::Elapsed), false);
        assert_eq!(elapsed.text, "36:30:00");
        assert_eq!(duration("PT36H30M05.5S").text, "36:30:05");
        assert_eq!(elapsed.kind, CellKind::Date { typed: "36:30".to_owned() });
    }
}
