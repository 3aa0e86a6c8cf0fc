//! One cell of an .ods while it is being read: what its attributes say, and its text in parts.

use quick_xml::events::BytesStart;

use super::super::look::{self, Run};
use super::super::parts::qualified;
use super::super::{bool_cell, error_cell, format::Shape, number, text_cell};
use super::shown;
use crate::grid::{Cell, CellKind};

/// What the cell's value is.
#[derive(Debug)]
enum Value {
    Number(String, Shape),
    Date(String),
    Duration(String),
    Bool(bool),
    Error,
    /// Text, which may stand in an attribute, too.
    Text(Option<String>),
    /// Nothing is said: an empty cell, or a formula without a result.
    Unsaid,
}

/// A cell and its text.
#[derive(Debug)]
pub(super) struct CellText {
    value: Value,
    formula: Option<String>,
    struck: bool,
    parts: Vec<Run>,
    /// The open parts: their depth, and whether they are struck through.
    open: Vec<(usize, Option<bool>)>,
    paragraphs: u32,
}

impl CellText {
    /// A cell of which only the start has been seen; `struck`: its own style strikes it through.
    pub(super) fn new(start: &BytesStart<'_>, struck: bool) -> Self {
        let said = |name: &str| qualified(start, name);
        let number = || said("office:value").unwrap_or_default();
        let kind = said("office:value-type");
        let value = match kind.as_deref() {
            _ if said("calcext:value-type").as_deref() == Some("error") => Value::Error,
            Some("float" | "currency") => Value::Number(number(), Shape::General),
            Some("percentage") => Value::Number(number(), Shape::Percent),
            Some("date") => Value::Date(said("office:date-value").unwrap_or_default()),
            Some("time") => Value::Duration(said("office:time-value").unwrap_or_default()),
            Some("boolean") => Value::Bool(said("office:boolean-value").as_deref() == Some("true")),
            Some(_) => Value::Text(said("office:string-value")),
            None => Value::Unsaid,
        };
        Self {
            value,
            formula: said("table:formula"),
            struck,
            parts: Vec::new(),
            open: Vec::new(),
            paragraphs: 0,
        }
    }

    /// A paragraph begins: on a line of its own.
    pub(super) fn paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.current().push('\n');
        }
        self.paragraphs += 1;
    }

    /// A part with a style of its own begins.
    pub(super) fn begin_part(&mut self, depth: usize, struck: Option<bool>) {
        self.open.push((depth, struck));
    }

    /// Whatever part began at a depth ends.
    pub(super) fn end_part(&mut self, depth: usize) {
        self.open.retain(|(open, _)| *open < depth);
    }

    /// Where the next characters go.
    pub(super) fn current(&mut self) -> &mut String {
        let struck = self.open.iter().rev().find_map(|(_, struck)| *struck);
        if self.parts.last().is_none_or(|part| part.struck != struck) {
            self.parts.push(Run { text: String::new(), struck });
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last].text
    }

    /// The cell; none where it is empty.
    pub(super) fn finish(self) -> Option<Cell> {
        let text: String = self.parts.iter().map(|part| part.text.as_str()).collect();
        let numeric = |value: &str| value.parse::<f64>().ok().filter(|number| number.is_finite());
        let cell = match self.value {
            Value::Number(value, shape) => match numeric(&value) {
                Some(number) => shown::number(number, &shape, &text),
                // It costs this cell only.
                None => error_cell(if text.is_empty() { value } else { text }),
            },
            Value::Date(iso) => number::iso(&iso),
            Value::Duration(iso) => number::duration(&iso),
            Value::Bool(value) => bool_cell(value),
            Value::Error => error_cell(text),
            Value::Text(_) if !text.is_empty() => text_cell(text),
            Value::Text(said) => text_cell(said?),
            Value::Unsaid if !text.is_empty() => text_cell(text),
            Value::Unsaid => {
                let formula = self.formula?;
                let formula = formula.split_once(":=").map_or(formula.as_str(), |(_, rest)| rest);
                let text = format!("={}", formula.trim_start_matches('='));
                Cell { text, kind: CellKind::Unsaved, unstruck: None }
            }
        };
        let runs = Some(self.parts.as_slice()).filter(|_| cell.kind == CellKind::Text);
        let unstruck = look::unstruck(runs.filter(|runs| !runs.is_empty()), self.struck);
        Some(Cell { unstruck, ..cell })
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::CellText;
    use crate::grid::{Cell, CellKind};
    use crate::open::parts::{next, push_text, reader};

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
    fn values_are_what_the_file_says_of_them() {
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
