//! Replaces cells in the text of a worksheet part and leaves every other character as it is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Content;
use super::text::escaped;
use crate::grid::Pos;
use crate::open::address::position;
use crate::open::xml::{attribute, number};
use crate::refusal::Refusal;

/// The cells to change: the index of the edit and the new content.
pub(super) type Wanted<'a> = BTreeMap<Pos, (usize, &'a Content)>;

/// A changed part.
pub(super) struct Patched {
    pub(super) text: String,
    /// The edits of cells that hold a formula.
    pub(super) formulas: Vec<usize>,
}

/// Replaces the wanted cells of a worksheet part.
///
/// # Errors
/// If the part is broken.
pub(super) fn patch(text: &str, wanted: &Wanted<'_>) -> Result<Patched, Refusal> {
    let mut walk = Walk {
        remaining: wanted.clone(),
        patches: Vec::new(),
        formulas: Vec::new(),
        prefix: String::new(),
        styles: BTreeMap::new(),
        position: Pos::new(0, 0),
    };
    walk.through(text)?;
    let mut patched = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in &walk.patches {
        patched.push_str(text.get(at..range.start).ok_or_else(super::damaged)?);
        patched.push_str(new);
        at = range.end;
    }
    patched.push_str(text.get(at..).ok_or_else(super::damaged)?);
    Ok(Patched { text: patched, formulas: walk.formulas })
}

/// The state of a walk through a worksheet part.
struct Walk<'a> {
    /// The wanted cells that were not reached yet.
    remaining: Wanted<'a>,
    /// The ranges of the part to replace, in order, each with its new text.
    patches: Vec<(Range<usize>, String)>,
    formulas: Vec<usize>,
    /// The prefix of the part's elements (`x:`), usually none.
    prefix: String,
    /// The style of the last cell of each column, which a new cell below takes.
    styles: BTreeMap<u32, String>,
    /// The position of the next cell if it has no address.
    position: Pos,
}

impl<'a> Walk<'a> {
    fn through(&mut self, text: &str) -> Result<(), Refusal> {
        let mut xml = Reader::from_str(text);
        xml.config_mut().check_end_names = false;
        let mut closed = false;
        loop {
            let from = offset(&xml)?;
            match xml.read_event().map_err(|_| super::damaged())? {
                Event::Eof => break,
                Event::Start(start) => match start.local_name().as_ref() {
                    "sheetData" => self.take_prefix(&start),
                    "row" => self.row(&start, from),
                    "c" => self.cell(&start, from, &mut xml)?,
                    _ => {}
                },
                Event::Empty(start) => {
                    let to = offset(&xml)?;
                    match start.local_name().as_ref() {
                        "sheetData" => {
                            self.take_prefix(&start);
                            let rows = self.rows_before(None);
                            self.fill(text, from..to, &rows);
                            closed = true;
                        }
                        "row" => {
                            self.row(&start, from);
                            let cells = self.cells_before(None);
                            self.fill(text, from..to, &cells);
                            self.position = Pos::new(self.position.row.saturating_add(1), 0);
                        }
                        "c" => self.replace(&start, from..to, false),
                        _ => {}
                    }
                }
                Event::End(end) => match end.local_name().as_ref() {
                    "row" => {
                        let cells = self.cells_before(None);
                        self.insert(from, cells);
                        self.position = Pos::new(self.position.row.saturating_add(1), 0);
                    }
                    "sheetData" => {
                        let rows = self.rows_before(None);
                        self.insert(from, rows);
                        closed = true;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        if closed { Ok(()) } else { Err(super::damaged()) }
    }

    fn take_prefix(&mut self, start: &BytesStart<'_>) {
        let name = start.name();
        let name: &str = name.as_ref();
        self.prefix = name.strip_suffix("sheetData").unwrap_or_default().to_owned();
    }

    fn row(&mut self, start: &BytesStart<'_>, from: usize) {
        if let Some(row) = number::<u32>(start, "r").filter(|row| *row > 0) {
            self.position = Pos::new(row - 1, 0);
        }
        let rows = self.rows_before(Some(self.position.row));
        self.insert(from, rows);
    }

    /// Walks to the end of a cell with content, and replaces the cell if it is wanted.
    fn cell(&mut self, start: &BytesStart<'_>, from: usize, xml: &mut Reader<&[u8]>) -> Result<(), Refusal> {
        let start = start.to_owned();
        let mut has_formula = false;
        let to = loop {
            match xml.read_event().map_err(|_| super::damaged())? {
                Event::Eof => return Err(super::damaged()),
                Event::Start(inner) | Event::Empty(inner) => {
                    has_formula |= inner.local_name().as_ref() == "f";
                }
                Event::End(end) if end.local_name().as_ref() == "c" => break offset(xml)?,
                _ => {}
            }
        };
        self.replace(&start, from..to, has_formula);
        Ok(())
    }

    /// Replaces a cell if it is wanted, and inserts the wanted cells before it.
    fn replace(&mut self, start: &BytesStart<'_>, range: Range<usize>, has_formula: bool) {
        if let Some(pos) = attribute(start, "r").and_then(|a1| position(a1.trim())) {
            self.position = pos;
        }
        let pos = self.position;
        let before = self.cells_before(Some(pos.col));
        self.insert(range.start, before);
        let style = attribute(start, "s");
        if let Some((index, content)) = self.remaining.remove(&pos) {
            if has_formula {
                self.formulas.push(index);
            } else {
                let cell = self.written(pos, style.as_deref(), content);
                self.patches.push((range, cell));
            }
        }
        if let Some(style) = style {
            self.styles.insert(pos.col, style);
        }
        self.position = Pos::new(pos.row, pos.col.saturating_add(1));
    }

    /// Takes the wanted cells of this row before a column, or all that are left of it, and returns their XML.
    fn cells_before(&mut self, col: Option<u32>) -> String {
        let row = self.position.row;
        let end = Pos::new(row, col.unwrap_or(u32::MAX));
        let found: Vec<(Pos, &Content)> =
            self.remaining.range(Pos::new(row, 0)..end).map(|(pos, (_, content))| (*pos, *content)).collect();
        let mut cells = String::new();
        for (pos, content) in found {
            self.remaining.remove(&pos);
            if *content != Content::Blank {
                let style = self.styles.get(&pos.col).cloned();
                cells.push_str(&self.written(pos, style.as_deref(), content));
            }
        }
        cells
    }

    /// Takes the wanted rows before a row, or all that are left, and returns their XML.
    fn rows_before(&mut self, row: Option<u32>) -> String {
        let rows: std::collections::BTreeSet<u32> =
            self.remaining.keys().map(|pos| pos.row).filter(|at| row.is_none_or(|row| *at < row)).collect();
        let here = self.position;
        let mut text = String::new();
        for row in rows {
            self.position = Pos::new(row, 0);
            let cells = self.cells_before(None);
            if !cells.is_empty() {
                let prefix = &self.prefix;
                // Writing to a string cannot fail.
                write!(text, "<{prefix}row r=\"{}\">{cells}</{prefix}row>", row + 1).unwrap_or_default();
            }
        }
        self.position = here;
        text
    }

    fn insert(&mut self, at: usize, text: String) {
        if !text.is_empty() {
            self.patches.push((at..at, text));
        }
    }

    /// Puts content into the empty element at `range`.
    fn fill(&mut self, text: &str, range: Range<usize>, content: &str) {
        let tag = text.get(range.clone()).unwrap_or_default();
        if content.is_empty() {
            return;
        }
        let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        let name = open.trim_start_matches('<').split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        self.patches.push((range, format!("{open}>{content}</{name}>")));
    }

    fn written(&self, pos: Pos, style: Option<&str>, content: &Content) -> String {
        let prefix = &self.prefix;
        let style = style.map_or_else(String::new, |style| format!(" s=\"{}\"", escaped(style)));
        let a1 = pos.a1();
        match content {
            Content::Blank => format!("<{prefix}c r=\"{a1}\"{style}/>"),
            Content::Number(number) => {
                format!("<{prefix}c r=\"{a1}\"{style}><{prefix}v>{}</{prefix}v></{prefix}c>", escaped(number))
            }
            Content::Text(text) => format!(
                "<{prefix}c r=\"{a1}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}is></{prefix}c>",
                escaped(text)
            ),
        }
    }
}

fn offset(xml: &Reader<&[u8]>) -> Result<usize, Refusal> {
    usize::try_from(xml.buffer_position()).map_err(|_| super::damaged())
}

#[cfg(test)]
mod tests {
    use super::super::Content;
    use super::{Wanted, patch};
    use crate::grid::Pos;

    fn patched(text: &str, cells: &[(u32, u32, &str)]) -> String {
        let contents: Vec<Content> = cells
            .iter()
            .map(
                |(_, _, text)| {
                    if text.is_empty() { Content::Blank } else { Content::Text((*text).to_owned()) }
                },
            )
            .collect();
        let wanted: Wanted<'_> = cells
            .iter()
            .zip(&contents)
            .enumerate()
            .map(|(at, ((row, col, _), content))| (Pos::new(*row, *col), (at, content)))
            .collect();
        patch(text, &wanted).unwrap().text
    }

    fn inline(a1: &str, style: &str, text: &str) -> String {
        format!("<c r=\"{a1}\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
    }

    #[test]
    fn a_cell_keeps_its_style_and_everything_else_its_bytes() {
        let sheet = "<?xml version=\"1.0\"?>\r\n<worksheet ><!-- x --><sheetData>\n<row r=\"1\" spans='1:3'><c r=\"A1\" s=\"4\" t=\"s\"><v>0</v></c><c  r='B1' s='7'/><c r=\"C1\"><v>3</v></c></row></sheetData><pageMargins left='0.7'/></worksheet>";
        let new = patched(sheet, &[(0, 0, "a<b&\"c"), (0, 1, "x")]);
        let expected = sheet
            .replace(
                "<c r=\"A1\" s=\"4\" t=\"s\"><v>0</v></c>",
                &inline("A1", " s=\"4\"", "a&lt;b&amp;&quot;c"),
            )
            .replace("<c  r='B1' s='7'/>", &inline("B1", " s=\"7\"", "x"));
        assert_eq!(new, expected);
        assert_eq!(patched(sheet, &[]), sheet);
    }

    #[test]
    fn missing_cells_and_rows_are_inserted_in_order() {
        let sheet = "<worksheet><sheetData><row r=\"2\"><c r=\"B2\" s=\"3\"/></row><row r=\"5\"/></sheetData></worksheet>";
        let new = patched(
            sheet,
            &[
                (0, 0, "前"),
                (1, 0, "左"),
                (1, 2, "右"),
                (3, 1, "間"),
                (4, 0, "空行"),
                (8, 0, "後"),
                (9, 9, ""),
            ],
        );
        let expected = format!(
            "<worksheet><sheetData><row r=\"1\">{}</row><row r=\"2\">{}<c r=\"B2\" s=\"3\"/>{}</row><row r=\"4\">{}</row><row r=\"5\">{}</row><row r=\"9\">{}</row></sheetData></worksheet>",
            inline("A1", "", "前"),
            inline("A2", "", "左"),
            inline("C2", "", "右"),
            inline("B4", " s=\"3\"", "間"),
            inline("A5", "", "空行"),
            inline("A9", "", "後"),
        );
        assert_eq!(new, expected);
        assert_eq!(
            patched("<x:worksheet><x:sheetData /></x:worksheet>", &[(0, 0, "a")]),
            "<x:worksheet><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
        );
    }

    #[test]
    fn cells_without_an_address_have_the_next_position() {
        let sheet = "<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData></worksheet>";
        let new = patched(sheet, &[(0, 1, ""), (1, 0, "x")]);
        assert_eq!(
            new,
            sheet
                .replace("<c><v>2</v></c>", "<c r=\"B1\"/>")
                .replace("<c><v>3</v></c>", &inline("A2", "", "x"))
        );
    }

    #[test]
    fn a_formula_is_kept_and_reported() {
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>B1</f><v>1</v></c></row></sheetData></worksheet>";
        let content = Content::Text("x".to_owned());
        let wanted: Wanted<'_> = [(Pos::new(0, 0), (7, &content))].into_iter().collect();
        let found = patch(sheet, &wanted).unwrap();
        assert_eq!((found.text.as_str(), found.formulas), (sheet, vec![7]));
        assert!(patch("<worksheet><sheetData><row r=\"1\"><c r=\"A1\">", &wanted).is_err());
    }
}
