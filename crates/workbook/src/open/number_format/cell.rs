//! Turns numbers and dates into cells: the text that a person reads, and the kind of value.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::NumberFormat;
use super::date_parts::DateParts;
use super::decimal::plain;
use super::sections::Shown;
use crate::grid::{Cell, CellKind};

/// The serial number after the last day that Excel knows (9999-12-31).
const AFTER_LAST_DAY: f64 = 2_958_466.0;
/// The serial number of 1950-01-01. Smaller whole numbers in a date format were typed as numbers: nobody
/// reports so old a date.
const FIRST_TYPED_DAY: f64 = 18_264.0;
const SECONDS_PER_DAY: f64 = 86_400.0;

/// The day from which a workbook counts its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::open) enum Epoch {
    /// 1900, with the 29 February that year did not have.
    #[default]
    Y1900,
    /// 1904, of old Macintosh workbooks.
    Y1904,
}

/// The cell of a number in a number format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::open) enum NumberCell {
    /// A cell that shows the number.
    Shown(Cell),
    /// A number that the format hides, as a cell.
    Hidden(Cell),
    /// A zero that the format hides: a person sees a blank cell.
    Blank,
}

/// Returns the cell of a number.
pub(in crate::open) fn number(value: f64, format: &NumberFormat, epoch: Epoch) -> NumberCell {
    match format.show(value) {
        Shown::Date(parts) => NumberCell::Shown(serial_date(value, parts, epoch)),
        Shown::Number { exact, shown } => NumberCell::Shown(Cell { shown, ..numeral(exact) }),
        Shown::Hidden if value == 0.0 => NumberCell::Blank,
        Shown::Hidden => NumberCell::Hidden(Cell::new(plain(value, 0), CellKind::Number)),
    }
}

/// Returns the cell of a number with the words of its format: a number or a percentage if there are no words,
/// else a text.
pub(in crate::open) fn numeral(text: String) -> Cell {
    let is_plain = |text: &str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'E'))
    };
    let kind = match text.strip_suffix('%') {
        Some(number) if is_plain(number) => CellKind::Percent,
        None if is_plain(&text) => CellKind::Number,
        _ => CellKind::Text,
    };
    Cell::new(text, kind)
}

/// Returns the cell of a serial date. Its text is ISO; what was probably typed follows from the parts that
/// the format shows.
fn serial_date(value: f64, parts: DateParts, epoch: Epoch) -> Cell {
    if !(0.0..AFTER_LAST_DAY).contains(&value) {
        return Cell::new(plain(value, 0), CellKind::Number);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a serial date is below 2,958,466")]
    let (mut days, mut seconds) = {
        let days = value.trunc();
        (days as i64, ((value - days) * SECONDS_PER_DAY).round() as i64)
    };
    if seconds >= 86_400 {
        (days, seconds) = (days + 1, 0);
    }
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if parts == DateParts::Elapsed {
        let hours = days * 24 + hour;
        let kind = CellKind::Date { typed: format!("{hours}:{minute:02}") };
        return Cell::new(format!("{hours}:{minute:02}:{second:02}"), kind);
    }
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let Some((year, month, day)) = civil(days, epoch) else {
        return Cell::new(plain(value, 0), CellKind::Number);
    };
    let iso = format!("{year:04}-{month:02}-{day:02}");
    let text = match (days, seconds) {
        (0, _) => time,
        (_, 0) => iso,
        _ => format!("{iso}T{time}"),
    };
    let is_number = (1.0..FIRST_TYPED_DAY).contains(&value) && seconds == 0;
    let typed = match parts {
        DateParts::Time | DateParts::Elapsed => format!("{hour}:{minute:02}"),
        _ if is_number => plain(value, 0),
        DateParts::MonthDay => format!("{month}/{day}"),
        DateParts::YearMonth => format!("{year}/{month}"),
        DateParts::Year => year.to_string(),
        DateParts::Day => format!("{year}/{month}/{day}"),
    };
    Cell::new(text, CellKind::Date { typed })
}

/// Returns the year, month and day of a serial day.
fn civil(days: i64, epoch: Epoch) -> Option<(i16, i8, i8)> {
    let first = match (epoch, days) {
        (Epoch::Y1904, _) => date(1904, 1, 1),
        (Epoch::Y1900, 60) => return Some((1900, 2, 29)),
        (Epoch::Y1900, ..60) => date(1899, 12, 31),
        (Epoch::Y1900, _) => date(1899, 12, 30),
    };
    let day: Date = first.checked_add(days.days()).ok()?;
    Some((day.year(), day.month(), day.day()))
}

/// Returns the cell of a date that the file has as ISO text.
pub(in crate::open) fn iso_date(text: &str) -> Cell {
    let day = text.split('T').next().unwrap_or(text);
    let parts: Vec<&str> = day.split('-').collect();
    let typed = match parts.as_slice() {
        [_, month, day] => format!("{}/{}", month.trim_start_matches('0'), day.trim_start_matches('0')),
        _ => text.to_owned(),
    };
    let text = text.strip_suffix("T00:00:00").unwrap_or(text).to_owned();
    Cell::new(text, CellKind::Date { typed })
}

/// Returns the cell of a length of time that the file has as ISO text (`PT07H08M00S`).
pub(in crate::open) fn iso_duration(text: &str) -> Cell {
    let mut numbers = [String::new(), String::new(), String::new()];
    let mut digits = String::new();
    for c in text.chars() {
        match (c, "HMS".find(c)) {
            (c, _) if c.is_ascii_digit() => digits.push(c),
            (_, Some(unit)) => numbers[unit] = std::mem::take(&mut digits),
            // Fractions of a second are ignored.
            ('.' | ',', _) => {
                numbers[2] = std::mem::take(&mut digits);
                break;
            }
            _ => digits.clear(),
        }
    }
    let [hours, minutes, seconds] = numbers.map(|number| number.parse::<u32>().unwrap_or(0));
    let kind = CellKind::Date { typed: format!("{hours}:{minutes:02}") };
    Cell::new(format!("{hours:02}:{minutes:02}:{seconds:02}"), kind)
}

#[cfg(test)]
mod tests {
    use super::{Epoch, NumberCell, iso_duration, number};
    use crate::grid::{Cell, CellKind};
    use crate::open::number_format::NumberFormat;

    fn shown(value: f64, code: &str, epoch: Epoch) -> Cell {
        match number(value, &NumberFormat::new(code, None), epoch) {
            NumberCell::Shown(cell) => cell,
            other => panic!("{code}: {other:?}"),
        }
    }

    fn typed(value: f64, code: &str) -> (String, String) {
        let cell = shown(value, code, Epoch::Y1900);
        let CellKind::Date { typed } = cell.kind else { panic!("{code}: {cell:?}") };
        (cell.text, typed)
    }

    #[test]
    fn a_percent_format_moves_the_point_exactly() {
        for (value, text) in
            [(0.721, "72.1%"), (0.363, "36.3%"), (1.0, "100%"), (0.0005, "0.05%"), (-0.09, "-9%")]
        {
            let cell = shown(value, "0.0%", Epoch::Y1900);
            assert_eq!((cell.text.as_str(), cell.kind), (text, CellKind::Percent));
        }
    }

    #[test]
    fn a_date_tells_what_was_probably_typed() {
        let pair = |text: &str, typed: &str| (text.to_owned(), typed.to_owned());
        assert_eq!(typed(45_115.0, "m/d"), pair("2023-07-08", "7/8"));
        assert_eq!(typed(45_115.0, "yyyy/m/d"), pair("2023-07-08", "2023/7/8"));
        // A number that was typed into a cell with a date format.
        assert_eq!(typed(700.0, "yyyy/m/d"), pair("1901-11-30", "700"));
    }

    #[test]
    fn a_time_of_day_is_kept() {
        assert_eq!(typed(45_115.5, "yyyy/m/d h:mm").0, "2023-07-08T12:00:00");
        assert_eq!(typed(0.75, "h:mm"), ("18:00:00".to_owned(), "18:00".to_owned()));
        let elapsed = typed(1.520_833_333_333_333_3, "[h]:mm:ss");
        assert_eq!(elapsed, ("36:30:00".to_owned(), "36:30".to_owned()));
        assert_eq!(iso_duration("PT36H30M05.5S").text, "36:30:05");
    }

    #[test]
    fn days_are_counted_from_the_workbook_s_epoch() {
        for (value, epoch, text) in [
            (1.0, Epoch::Y1900, "1900-01-01"),
            (59.0, Epoch::Y1900, "1900-02-28"),
            (60.0, Epoch::Y1900, "1900-02-29"),
            (61.0, Epoch::Y1900, "1900-03-01"),
            (2_958_465.0, Epoch::Y1900, "9999-12-31"),
            (43_653.0, Epoch::Y1904, "2023-07-08"),
        ] {
            assert_eq!(shown(value, "yyyy/m/d", epoch).text, text);
        }
        assert_eq!(shown(-1.0, "yyyy/m/d", Epoch::Y1900).text, "-1");
    }
}
