//! A worksheet part: cells, merged ranges, hidden rows and columns.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::address::{is_reference, position, range};
use super::super::damaged;
use super::super::number_format::cell::iso_date;
use super::super::sheet_builder::{LEAST_HEIGHT, LEAST_WIDTH, SheetBuilder, UNKNOWN};
use super::super::style::CellStyle;
use super::super::xml::{attribute, decode_escapes, element_text, is_set, is_true, next, number, reader};
use super::Shared;
use super::conditional::ConditionalStrikes;
use super::strings::{self, StringItem};
use crate::grid::{Grid, Pos};
use crate::refusal::Refusal;

/// Reads a worksheet part.
///
/// # Errors
/// A refusal if the part is cut off, a cell is off the sheet, or the workbook exceeds a limit.
pub(super) fn read(text: &str, shared: &Shared, builder: &mut SheetBuilder<'_>) -> Result<(), Refusal> {
    let mut sheet = Sheet { shared, builder, formulas: HashMap::new(), at: Pos::new(0, 0) };
    let mut strikes = ConditionalStrikes::default();
    let (mut root, mut closed) = (String::new(), false);
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match event {
            Event::Start(start) if root.is_empty() => start.local_name().as_ref().clone_into(&mut root),
            Event::Start(start) => match start.local_name().as_ref() {
                "c" => sheet.cell(&mut xml, &start)?,
                "row" => sheet.row(&start)?,
                "col" => sheet.columns(&start),
                "mergeCell" => sheet.merge(&start)?,
                "sheetView" => {
                    let zeros = attribute(&start, "showZeros");
                    sheet.builder.hides_zeros |= zeros.is_some_and(|zeros| !is_true(&zeros));
                }
                "conditionalFormatting" if shared.styles.may_strike() => strikes.begin(&start),
                "cfRule" if shared.styles.may_strike() => strikes.rule(&start, &shared.styles),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "row" => sheet.at = Pos::new(sheet.at.row.saturating_add(1), 0),
                name => closed = name == root,
            },
            _ => {}
        }
    }
    builder.grid.conditional_strikes = strikes.finish();
    if closed { Ok(()) } else { Err(damaged()) }
}

/// A worksheet that is being read.
struct Sheet<'s, 'b> {
    shared: &'s Shared,
    builder: &'s mut SheetBuilder<'b>,
    /// The formulas that several cells share, by index.
    formulas: HashMap<String, String>,
    /// The position of the next cell if it has no address.
    at: Pos,
}

/// A cell's content as the file has it.
#[derive(Default)]
struct Content {
    value: String,
    inline: Option<StringItem>,
    formula: Option<String>,
}

impl Sheet<'_, '_> {
    fn columns(&mut self, start: &BytesStart<'_>) {
        let is_narrow = number::<f64>(start, "width").is_some_and(|width| width < LEAST_WIDTH);
        if (is_narrow || is_set(start, "hidden"))
            && let (Some(min), Some(max)) = (number::<u32>(start, "min"), number::<u32>(start, "max"))
            && min > 0
        {
            self.builder.grid.hidden_cols.extend(min - 1..max.min(Grid::COLUMNS));
        }
    }

    fn row(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        if let Some(row) = attribute(start, "r") {
            let row: Option<u32> = row.trim().parse().ok().filter(|row| (1..=Grid::ROWS).contains(row));
            self.at = Pos::new(row.ok_or_else(damaged)? - 1, 0);
        }
        let is_low = number::<f64>(start, "ht").is_some_and(|height| height < LEAST_HEIGHT);
        if is_low || is_set(start, "hidden") {
            self.builder.grid.hidden_rows.push(self.at.row);
        }
        Ok(())
    }

    fn merge(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let Some(merge) = attribute(start, "ref").and_then(|text| range(&text)) else { return Ok(()) };
        if merge.last.row >= Grid::ROWS || merge.last.col >= Grid::COLUMNS {
            return Err(damaged());
        }
        self.builder.grid.merges.push(merge);
        Ok(())
    }

    fn cell(&mut self, xml: &mut Reader<&[u8]>, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let (mut pos, mut style, mut kind) = (self.at, 0, String::new());
        for attribute in start.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => pos = position(attribute.value.trim()).ok_or_else(damaged)?,
                "s" => style = attribute.value.trim().parse().unwrap_or(0),
                "t" => attribute.value.trim().clone_into(&mut kind),
                _ => {}
            }
        }
        if pos.row >= Grid::ROWS || pos.col >= Grid::COLUMNS {
            return Err(damaged());
        }
        self.at = Pos::new(self.at.row, pos.col + 1);
        let content = self.content(xml);
        self.put(pos, style, &kind, content)
    }

    fn content(&mut self, xml: &mut Reader<&[u8]>) -> Content {
        let mut content = Content::default();
        while let Some(event) = next(xml) {
            match event {
                Event::Start(inner) => match inner.local_name().as_ref() {
                    "v" => content.value = element_text(xml, "v"),
                    "is" => content.inline = Some(strings::item(xml, "is")),
                    "f" => content.formula = Some(self.formula(xml, &inner)),
                    _ => {}
                },
                Event::End(end) if end.local_name().as_ref() == "c" => break,
                _ => {}
            }
        }
        content
    }

    /// Reads a formula. Of those that several cells share, only the first has its text.
    fn formula(&mut self, xml: &mut Reader<&[u8]>, start: &BytesStart<'_>) -> String {
        let text = element_text(xml, "f");
        match attribute(start, "si") {
            Some(index) if text.is_empty() => self.formulas.get(&index).cloned().unwrap_or_default(),
            Some(index) => {
                self.formulas.insert(index, text.clone());
                text
            }
            None => text,
        }
    }

    fn put(&mut self, pos: Pos, style: usize, kind: &str, content: Content) -> Result<(), Refusal> {
        let style = self.shared.styles.cell(style);
        let Content { value, inline, formula } = content;
        if let Some(item) = inline {
            return self.item(pos, style, &item);
        }
        let bare = value.trim();
        match (kind, formula) {
            // The type `str` says that the result is a text, even if it is empty.
            ("str", Some(_)) if value.is_empty() => Ok(()),
            (_, Some(formula)) if value.is_empty() => self.builder.unsaved(pos, &formula),
            (_, None) if value.is_empty() => Ok(()),
            ("s", _) => match bare.parse::<usize>().ok().and_then(|at| self.shared.strings.get(at)) {
                Some(item) => self.item(pos, style, item),
                // An index without a string is of no use to a person.
                None => self.builder.error(pos, UNKNOWN),
            },
            ("str" | "inlineStr", _) => self.builder.text(pos, &decode_escapes(value), None, style),
            ("b", _) => match bare {
                "1" | "true" => self.builder.boolean(pos, true, style),
                "0" | "false" => self.builder.boolean(pos, false, style),
                _ => self.builder.error(pos, bare),
            },
            ("e", _) => self.builder.error(pos, bare),
            ("d", _) => self.builder.add(pos, iso_date(bare), None, style),
            (_, formula) => self.number(pos, style, bare, formula.as_deref()),
        }
    }

    fn item(&mut self, pos: Pos, style: &CellStyle, item: &StringItem) -> Result<(), Refusal> {
        if item.text.is_empty() {
            return Ok(());
        }
        self.builder.text(pos, &item.text, item.runs.as_deref(), style)
    }

    fn number(
        &mut self,
        pos: Pos,
        style: &CellStyle,
        value: &str,
        formula: Option<&str>,
    ) -> Result<(), Refusal> {
        let Ok(number) = value.parse::<f64>() else {
            // Some programs write a text without its type.
            return self.builder.text(pos, value, None, style);
        };
        match formula {
            // A person sees a blank cell, whatever the formula would give.
            Some(_) if number == 0.0 && self.builder.is_blank(number, style) => Ok(()),
            Some(formula) if number == 0.0 && self.shared.recalculates_on_load => {
                self.builder.unsaved(pos, formula)
            }
            Some(formula) if number == 0.0 && is_reference(formula) => {
                self.builder.number(pos, number, style)?;
                self.builder.mark_linked_zero(pos);
                Ok(())
            }
            _ => self.builder.number(pos, number, style),
        }
    }
}
