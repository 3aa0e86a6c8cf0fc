//! What a cell of a table holds, the formats of each kind, and how it is written.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Worksheet, XlsxError};

use crate::sheet::style;
use crate::sheet::write::{Passage, ROWS, TextWriter};

/// The content of a table cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Text, left-aligned and wrapped. Always written as text, whatever it begins with.
    Text(String),
    /// Text of which some passages are underlined.
    Passages {
        /// The whole text.
        text: String,
        /// The passages, in order.
        parts: Vec<Passage>,
    },
    /// Centered text.
    Centered(String),
    /// A figure.
    Number(Decimal),
    /// A figure shown with a fixed number of decimal places; the cell holds its full value.
    Rounded(Decimal, u32),
    /// A count.
    Count(usize),
    /// A fraction shown as a percentage.
    Percent(Decimal),
    /// A link and its text.
    Link {
        /// `internal:'シート'!A1`, or `file:///…` with an absolute or relative path.
        url: String,
        /// The text shown.
        text: String,
    },
    /// An input cell.
    Input(String),
    /// A formula with its result.
    Formula {
        /// The formula, without `=`.
        formula: String,
        /// Its result, which also decides the format.
        result: Box<Value>,
    },
}

impl Value {
    /// Returns a text, or a blank if it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }

    /// Returns a centered text, or a blank if it is empty.
    #[must_use]
    pub fn centered(text: &str) -> Self {
        if text.trim().is_empty() { Self::Blank } else { Self::Centered(text.to_owned()) }
    }

    /// Returns a text of these parts, or a blank if there is none.
    #[must_use]
    pub fn passages(parts: Vec<Passage>) -> Self {
        let text: String = parts.iter().map(|part| part.text.as_str()).collect();
        if text.trim().is_empty() { Self::Blank } else { Self::Passages { text, parts } }
    }

    /// Returns a figure, or a blank if there is none.
    #[must_use]
    pub fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Blank, Self::Number)
    }

    /// Returns a formula (without `=`) with its result.
    #[must_use]
    pub fn formula(formula: impl Into<String>, result: Self) -> Self {
        Self::Formula { formula: formula.into(), result: Box::new(result) }
    }

    /// Returns the text that determines the row height; empty for numbers.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Centered(text) | Self::Input(text) => text,
            Self::Link { text, .. } | Self::Passages { text, .. } => text,
            Self::Formula { result, .. } => result.words(),
            _ => "",
        }
    }
}

/// The formats of a table, created once. Those of values align to the top of the row.
#[derive(Clone, Debug)]
pub struct Formats {
    /// Text.
    pub text: Format,
    /// Centered text.
    pub centered: Format,
    /// Figures.
    pub number: Format,
    /// Counts.
    pub count: Format,
    /// Percentages.
    pub percent: Format,
    /// Links.
    pub link: Format,
    /// Input cells.
    pub input: Format,
    /// Headings.
    pub heading: Format,
    /// Rows that head a group.
    pub group: Format,
}

impl Default for Formats {
    fn default() -> Self {
        Self {
            text: style::cell(),
            centered: style::centered().set_align(FormatAlign::Top),
            // A figure does not touch the text beside it.
            number: style::number().set_indent(1),
            count: style::count().set_align(FormatAlign::Top).set_indent(1),
            percent: style::percent().set_indent(1),
            link: style::link(),
            input: style::input(),
            heading: style::heading(),
            group: style::group(),
        }
    }
}

impl Formats {
    /// Returns the format in which a value is written.
    #[must_use]
    pub fn of(&self, value: &Value) -> &Format {
        match value {
            Value::Blank | Value::Text(_) | Value::Passages { .. } => &self.text,
            Value::Centered(_) => &self.centered,
            Value::Number(_) | Value::Rounded(..) => &self.number,
            Value::Count(_) => &self.count,
            Value::Percent(_) => &self.percent,
            Value::Link { .. } => &self.link,
            Value::Input(_) => &self.input,
            Value::Formula { result, .. } => self.of(result),
        }
    }
}

/// Writes a value into a cell in a format.
///
/// # Errors
/// If the value cannot be written.
pub fn put(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        _ if row >= ROWS => sheet,
        Value::Blank => sheet.write_blank(row, col, format)?,
        Value::Text(text) | Value::Centered(text) | Value::Input(text) => {
            sheet.put_text(row, col, text, format)?
        }
        Value::Passages { parts, .. } => sheet.put_passages(row, col, parts, format, style::SIZE)?,
        Value::Number(number) => match decimals(*number) {
            Some(places) => {
                let format = format.clone().set_num_format(format!("#,##0.{places}"));
                sheet.write_number_with_format(row, col, float(*number), &format)?
            }
            None => sheet.write_number_with_format(row, col, float(*number), format)?,
        },
        Value::Rounded(number, places) => {
            let places = "0".repeat(usize::try_from(*places).unwrap_or(0));
            let point = if places.is_empty() { "" } else { "." };
            let format = format.clone().set_num_format(format!("#,##0{point}{places}"));
            sheet.write_number_with_format(row, col, float(*number), &format)?
        }
        Value::Percent(number) => sheet.write_number_with_format(row, col, float(*number), format)?,
        Value::Count(count) => sheet.write_number_with_format(row, col, float((*count).into()), format)?,
        Value::Link { url, text } => sheet.put_link(row, col, url, text, format)?,
        Value::Formula { formula, result } => {
            let formula = Formula::new(format!("={formula}")).set_result(saved(result));
            sheet.write_formula_with_format(row, col, formula, format)?
        }
    };
    Ok(())
}

/// Returns a zero for each decimal place of a number, for a number format. `None` for a whole number, for
/// which a format with optional places (`0.##`) would show a bare point.
#[must_use]
pub fn decimals(number: Decimal) -> Option<String> {
    let places = usize::try_from(number.normalize().scale()).unwrap_or(0);
    (places > 0).then(|| "0".repeat(places))
}

/// Returns the nearest floating-point number. For writing only, never for calculation.
#[must_use]
pub fn float(number: Decimal) -> f64 {
    number.normalize().to_string().parse().ok().or_else(|| number.to_f64()).unwrap_or_default()
}

/// Returns a formula's result as its cell stores it.
fn saved(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Number(number) | Value::Rounded(number, _) | Value::Percent(number) => {
            float(*number).to_string()
        }
        Value::Count(count) => count.to_string(),
        Value::Formula { result, .. } => saved(result),
        other => other.words().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::sheet::table::value::float;

    #[test]
    fn a_decimal_is_written_as_its_nearest_float() {
        assert_eq!(float(Decimal::new(1028, 3)).to_string(), "1.028");
        assert_eq!(float(Decimal::new(100, 2)).to_string(), "1");
    }
}
