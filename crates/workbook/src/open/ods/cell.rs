//! A cell of an .ods: its typed value, and its text in parts.

use quick_xml::events::BytesStart;

use super::super::number_format::cell::{iso_date, iso_duration};
use super::super::style::{Run, without_struck};
use super::super::xml::qualified;
use super::shown::{self, NumberKind};
use crate::grid::{Cell, CellKind};

/// The value that the cell's attributes give.
#[derive(Debug)]
enum Value {
    Number(String, NumberKind),
    Date(String),
    Duration(String),
    Bool(bool),
    Error,
    /// A text; `Some` if an attribute has it, too.
    Text(Option<String>),
    /// No value: an empty cell, or a formula without a result.
    Missing,
}

/// A cell that is being read.
#[derive(Debug)]
pub(super) struct CellText {
    value: Value,
    formula: Option<String>,
    is_struck: bool,
    parts: Vec<Run>,
    /// The open parts, by depth, and whether they are struck through.
    open: Vec<(usize, Option<bool>)>,
    paragraphs: u32,
}

impl CellText {
    /// Creates a cell from its start tag. `is_struck` is true if its own style strikes it through.
    pub(super) fn new(start: &BytesStart<'_>, is_struck: bool) -> Self {
        let said = |name: &str| qualified(start, name);
        let number = || said("office:value").unwrap_or_default();
        let kind = said("office:value-type");
        let value = match kind.as_deref() {
            _ if said("calcext:value-type").as_deref() == Some("error") => Value::Error,
            Some("float" | "currency") => Value::Number(number(), NumberKind::Plain),
            Some("percentage") => Value::Number(number(), NumberKind::Percent),
            Some("date") => Value::Date(said("office:date-value").unwrap_or_default()),
            Some("time") => Value::Duration(said("office:time-value").unwrap_or_default()),
            Some("boolean") => Value::Bool(said("office:boolean-value").as_deref() == Some("true")),
            Some(_) => Value::Text(said("office:string-value")),
            None => Value::Missing,
        };
        Self {
            value,
            formula: said("table:formula"),
            is_struck,
            parts: Vec::new(),
            open: Vec::new(),
            paragraphs: 0,
        }
    }

    /// Begins a paragraph, on a line of its own.
    pub(super) fn paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.current().push('\n');
        }
        self.paragraphs += 1;
    }

    /// Begins a part with a style of its own.
    pub(super) fn begin_part(&mut self, depth: usize, struck: Option<bool>) {
        self.open.push((depth, struck));
    }

    /// Ends the part that began at a depth.
    pub(super) fn end_part(&mut self, depth: usize) {
        self.open.retain(|(open, _)| *open < depth);
    }

    /// Returns the text to which the next characters are added.
    pub(super) fn current(&mut self) -> &mut String {
        let struck = self.open.iter().rev().find_map(|(_, struck)| *struck);
        if self.parts.last().is_none_or(|part| part.is_struck != struck) {
            self.parts.push(Run { text: String::new(), is_struck: struck });
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last].text
    }

    /// True if the cell is a number that its format hides.
    pub(super) fn is_hidden_number(&self) -> bool {
        let is_empty = self.parts.iter().all(|part| part.text.is_empty());
        matches!(self.value, Value::Number(..)) && is_empty && self.paragraphs > 0
    }

    /// Returns the cell; `None` if it is empty.
    pub(super) fn finish(self) -> Option<Cell> {
        let is_hidden = self.is_hidden_number();
        let text: String = self.parts.iter().map(|part| part.text.as_str()).collect();
        let numeric = |value: &str| value.parse::<f64>().ok().filter(|number| number.is_finite());
        let text_cell = |text: String| Cell::new(text, CellKind::Text);
        let error_cell = |text: String| Cell::new(text, CellKind::Error);
        let cell = match self.value {
            // A zero that the number format hides.
            Value::Number(value, kind) => match numeric(&value) {
                Some(0.0) if is_hidden => return None,
                Some(number) => shown::number(number, kind, &text),
                // An unreadable number makes only this cell an error.
                None => error_cell(if text.is_empty() { value } else { text }),
            },
            Value::Date(iso) => iso_date(&iso),
            Value::Duration(iso) => iso_duration(&iso),
            Value::Bool(value) => Cell::new(if value { "TRUE" } else { "FALSE" }, CellKind::Number),
            Value::Error => error_cell(text),
            Value::Text(_) if !text.is_empty() => text_cell(text),
            Value::Text(said) => text_cell(said?),
            Value::Missing if !text.is_empty() => text_cell(text),
            Value::Missing => {
                let formula = self.formula?;
                let formula = formula.split_once(":=").map_or(formula.as_str(), |(_, rest)| rest);
                Cell::new(format!("={}", formula.trim_start_matches('=')), CellKind::Unsaved)
            }
        };
        let runs = Some(self.parts.as_slice()).filter(|_| cell.kind == CellKind::Text);
        let unstruck = without_struck(runs.filter(|runs| !runs.is_empty()), self.is_struck);
        Some(Cell { unstruck, ..cell })
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::CellText;
    use crate::grid::{Cell, CellKind};
    use crate::open::xml::{next, push_text, reader};

    fn cell(attributes: &str, text: &str) -> Option<Cell> {
        let xml = format!("<table:table-cell {attributes}/>{text}");
        let mut xml = reader(&xml);
        let Some(Event::Start(start)) = next(&mut xml) else { panic!("{attributes}") };
        let mut cell = CellText::new(&start, false);
        while let Some(event) = next(&mut xml) {
            push_text(&event, cell.current());
        }
        cell.finish()
    }

    #[test]
    fn values_are_read_from_attributes_and_texts() {
        let date = |typed: &str| CellKind::Date { typed: typed.to_owned() };
        for (attributes, shown, text, kind) in [
            (r#"office:value-type="float" office:value="1050.5""#, "1,050.5", "1050.5", CellKind::Number),
            (r#"office:value-type="percentage" office:value="1.5""#, "150%", "150%", CellKind::Percent),
            (r#"office:value-type="currency" office:value="20""#, "¥20", "¥20", CellKind::Text),
            (r#"office:value-type="float" office:value="7""#, "約7施設", "約7施設", CellKind::Text),
            (r#"office:value-type="date" office:date-value="2023-07-08""#, "7/8", "2023-07-08", date("7/8")),
            (
                r#"office:value-type="time" office:time-value="PT07H08M00S""#,
                "07:08",
                "07:08:00",
                date("7:08"),
            ),
            (r#"office:value-type="boolean" office:boolean-value="true""#, "TRUE", "TRUE", CellKind::Number),
            (
                r#"office:value-type="string" calcext:value-type="error" office:string-value="""#,
                "#REF!",
                "#REF!",
                CellKind::Error,
            ),
            (r#"office:value-type="string" office:string-value="済""#, "", "済", CellKind::Text),
            (r#"office:value-type="float" office:value="12x""#, "12x", "12x", CellKind::Error),
            (r#"table:formula="of:=SUM([.B1])""#, "", "=SUM([.B1])", CellKind::Unsaved),
        ] {
            let cell = cell(attributes, shown).unwrap_or_else(|| panic!("{attributes}"));
            assert_eq!((cell.text.as_str(), cell.kind), (text, kind), "{attributes}");
        }
        assert_eq!(cell("", ""), None);
    }
}
