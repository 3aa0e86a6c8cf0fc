//! What a worksheet's XML says beyond its cells' values.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::strings;
use super::{attribute, flag, next, position, push_text, range, reader};
use crate::grid::{Grid, Merge, Pos};
use crate::open::look::Run;

/// What lies over the cells of a worksheet.
#[derive(Debug, Default)]
pub(in crate::open) struct Overlay {
    /// Where each cell stands, in the order of the file, empty ones too.
    pub places: Vec<Pos>,
    /// Merged ranges.
    pub merges: Vec<Merge>,
    /// Hidden rows.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns.
    pub hidden_cols: Vec<u32>,
    /// Rich text within a cell.
    pub inline: BTreeMap<Pos, Vec<Run>>,
    /// The index of a cell's shared string.
    pub shared: BTreeMap<Pos, usize>,
    /// Formulas whose result was not saved, with their `=`.
    pub unsaved: BTreeMap<Pos, String>,
}

/// Reads a sheet's XML; `None` where it ends too early, or does not say which row is which.
pub(in crate::open) fn read(text: &str) -> Option<Overlay> {
    let mut overlay = Overlay::default();
    let (mut root, mut closed) = (String::new(), false);
    let mut shared_formulas = BTreeMap::new();
    let mut xml = reader(text);
    let mut at = Pos::new(0, 0);
    while let Some(event) = next(&mut xml) {
        match event {
            Event::Start(start) if root.is_empty() => start.local_name().as_ref().clone_into(&mut root),
            Event::Start(start) => match start.local_name().as_ref() {
                "col" => overlay.hide_columns(&start),
                "row" => {
                    if let Some(row) = attribute(&start, "r") {
                        let row: u32 = row.parse().ok().filter(|row| (1..=Grid::ROWS).contains(row))?;
                        at.row = row - 1;
                    }
                    if flag(&start, "hidden") || attribute(&start, "ht").as_deref() == Some("0") {
                        overlay.hidden_rows.push(at.row);
                    }
                }
                "c" => {
                    let pos = match attribute(&start, "r") {
                        Some(a1) => position(&a1)?,
                        None => at,
                    };
                    overlay.places.push(pos);
                    overlay.cell(&mut xml, &start, pos, &mut shared_formulas);
                    at.col = pos.col.saturating_add(1);
                }
                "mergeCell" => overlay.merges.extend(attribute(&start, "ref").and_then(|text| range(&text))),
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "row" => {
                at = Pos::new(at.row.saturating_add(1), 0);
            }
            Event::End(end) => closed = end.local_name().as_ref() == root,
            _ => {}
        }
    }
    closed.then_some(overlay)
}

impl Overlay {
    fn hide_columns(&mut self, start: &BytesStart<'_>) {
        let zero = attribute(start, "width").is_some_and(|width| width == "0");
        if !flag(start, "hidden") && !zero {
            return;
        }
        if let (Some(min), Some(max)) = (number(start, "min"), number(start, "max"))
            && min > 0
        {
            self.hidden_cols.extend(min - 1..max.min(Grid::COLUMNS));
        }
    }

    fn cell(
        &mut self,
        xml: &mut Reader<&[u8]>,
        start: &BytesStart<'_>,
        pos: Pos,
        shared_formulas: &mut BTreeMap<String, String>,
    ) {
        let kind = attribute(start, "t").unwrap_or_default();
        let (mut value, mut formula) = (String::new(), None);
        while let Some(event) = next(xml) {
            match event {
                Event::Start(inner) => match inner.local_name().as_ref() {
                    "v" => value = element_text(xml, "v"),
                    "is" => {
                        if let Some(runs) = strings::runs(xml, "is") {
                            self.inline.insert(pos, runs);
                        }
                    }
                    "f" => formula = Some(formula_text(xml, &inner, shared_formulas)),
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "c" => break,
                _ => {}
            }
        }
        if kind == "s"
            && let Ok(index) = value.trim().parse()
        {
            self.shared.insert(pos, index);
        }
        // A formula that gives an empty text has a saved result, too: the type says so.
        if let Some(formula) = formula
            && value.is_empty()
            && kind != "str"
        {
            self.unsaved.insert(pos, format!("={formula}"));
        }
    }
}

/// What stands in the cells of a sheet, as it stands in the file: asked for where a value cannot be understood. Of a shared string the
/// file holds a number only, which tells nobody anything.
pub(in crate::open) fn raw_values(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut shared = false;
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        let Event::Start(start) = event else { continue };
        match start.local_name().as_ref() {
            "c" => {
                shared = attribute(&start, "t").as_deref() == Some("s");
                values.push(String::new());
            }
            "v" if !shared => {
                let value = element_text(&mut xml, "v");
                if let Some(last) = values.last_mut() {
                    *last = value;
                }
            }
            _ => {}
        }
    }
    values
}

/// A formula; one that is shared stands at its first cell only.
fn formula_text(
    xml: &mut Reader<&[u8]>,
    start: &BytesStart<'_>,
    shared: &mut BTreeMap<String, String>,
) -> String {
    let text = element_text(xml, "f");
    match attribute(start, "si") {
        Some(index) if text.is_empty() => shared.get(&index).cloned().unwrap_or_default(),
        Some(index) => {
            shared.insert(index, text.clone());
            text
        }
        None => text,
    }
}

fn element_text(xml: &mut Reader<&[u8]>, end: &str) -> String {
    let mut text = String::new();
    while let Some(event) = next(xml) {
        if let Event::End(closed) = &event
            && closed.local_name().as_ref() == end
        {
            break;
        }
        push_text(&event, &mut text);
    }
    text
}

fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(start, name)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::grid::Pos;

    #[test]
    fn what_lies_over_the_cells_is_found() {
        let overlay = read(
            r#"<worksheet><cols><col min="3" max="4" hidden="1"/></cols><sheetData>
            <row r="2" hidden="true"><c r="B2" t="s"><v>7</v></c><c t="e"><v>#SPILL!</v></c></row>
            <row><c r="A3"><f t="shared" ref="A3:A4" si="0">SUM(B1)</f></c><c r="B3" t="str"><f>""</f><v></v></c></row>
            <row><c r="A4"><f t="shared" si="0"/></c></row>
            </sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#,
        )
        .unwrap();
        assert_eq!(overlay.hidden_cols, [2, 3]);
        assert_eq!(overlay.hidden_rows, [1]);
        assert_eq!(overlay.shared.get(&Pos::new(1, 1)), Some(&7));
        assert_eq!(overlay.places.get(1), Some(&Pos::new(1, 2)));
        assert_eq!(overlay.unsaved.get(&Pos::new(2, 0)).map(String::as_str), Some("=SUM(B1)"));
        assert_eq!(overlay.unsaved.get(&Pos::new(2, 1)), None);
        assert_eq!(overlay.unsaved.get(&Pos::new(3, 0)).map(String::as_str), Some("=SUM(B1)"));
        assert_eq!(overlay.merges.len(), 1);
    }

    #[test]
    fn xml_that_ends_too_early_is_not_half_read() {
        for cut in
            ["", "<worksheet>", "<worksheet><sheetData></sheetData>", "<worksheet><sheetData/></worksh"]
        {
            assert!(read(cut).is_none(), "{cut}");
        }
        assert!(read("<worksheet><sheetData/></worksheet>").is_some());
        assert!(read("<x:worksheet><x:sheetData/></x:worksheet>\n").is_some());
    }
}
