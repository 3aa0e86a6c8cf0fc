//! The drawing part of a sheet: text boxes, pictures, lines and other shapes.

use quick_xml::events::{BytesStart, Event};

use super::super::xml::{attribute, decode_escapes, is_set, next, push_text, reader};
use super::Overlays;
use crate::grid::{Drawing, DrawingKind, GridRemark, Merge, Pos, RemarkKind};

/// The corner of an anchor that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Corner {
    From,
    To,
}

/// The anchored object that is being read.
#[derive(Default)]
struct Anchored {
    from: Option<Pos>,
    to: Option<Pos>,
    /// How far the object reaches into its last column and row, in EMU.
    reach: (u64, u64),
    kind: Option<DrawingKind>,
    has_text: bool,
    is_hidden: bool,
}

#[derive(Default)]
struct Walk {
    object: Anchored,
    corner: Option<Corner>,
    field: String,
    in_body: bool,
    words: String,
    /// The number of open fallbacks. A fallback repeats an object for old versions of Excel.
    fallbacks: u32,
}

/// Reads a drawing part.
pub(super) fn read(text: &str, found: &mut Overlays) {
    let mut walk = Walk::default();
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) if start.local_name().as_ref() == "Fallback" => walk.fallbacks += 1,
            Event::End(end) if end.local_name().as_ref() == "Fallback" => {
                walk.fallbacks = walk.fallbacks.saturating_sub(1);
            }
            _ if walk.fallbacks > 0 => {}
            Event::Start(start) => walk.start(start),
            Event::End(end) => walk.end(end.local_name().as_ref(), found),
            _ if walk.in_body && walk.field == "t" => push_text(&event, &mut walk.words),
            Event::Text(text) if walk.corner.is_some() => walk.place(text.xml10_content().trim()),
            _ => {}
        }
    }
}

impl Walk {
    fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.object = Anchored::default(),
            "from" => {
                self.corner = Some(Corner::From);
                self.object.from = Some(Pos::new(0, 0));
            }
            "to" => {
                self.corner = Some(Corner::To);
                self.object.to = Some(Pos::new(0, 0));
            }
            "pic" => self.is_a(DrawingKind::Picture),
            "cxnSp" => self.is_a(DrawingKind::Line),
            "sp" | "contentPart" => self.is_a(DrawingKind::Shape),
            "graphicFrame" => self.is_a(DrawingKind::Object),
            "prstGeom" if attribute(start, "prst").is_some_and(|shape| is_line(&shape)) => {
                if self.object.kind == Some(DrawingKind::Shape) {
                    self.object.kind = Some(DrawingKind::Line);
                }
            }
            "cNvPr" => self.object.is_hidden |= is_set(start, "hidden"),
            "txBody" => self.in_body = true,
            "br" if self.in_body => self.words.push('\n'),
            name => name.clone_into(&mut self.field),
        }
    }

    /// Sets the kind of the object. The first object of a group decides.
    fn is_a(&mut self, kind: DrawingKind) {
        self.object.kind.get_or_insert(kind);
    }

    fn end(&mut self, name: &str, found: &mut Overlays) {
        match name {
            "from" | "to" => self.corner = None,
            "p" if self.in_body => self.words.push('\n'),
            "txBody" => {
                self.in_body = false;
                let text = decode_escapes(self.words.trim().to_owned());
                self.words.clear();
                if !text.is_empty() {
                    self.object.has_text = true;
                    // A form control is hidden here; `controls` reads its caption and state.
                    if !self.object.is_hidden {
                        found.remarks.push(GridRemark {
                            kind: RemarkKind::Shape,
                            text,
                            at: self.object.from,
                        });
                    }
                }
            }
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                found.drawings.extend(std::mem::take(&mut self.object).drawing());
            }
            _ => {}
        }
        self.field.clear();
    }

    fn place(&mut self, text: &str) {
        let Ok(number) = text.parse::<u32>() else { return };
        let is_to = self.corner == Some(Corner::To);
        let corner = if is_to { &mut self.object.to } else { &mut self.object.from };
        let Some(pos) = corner else { return };
        match self.field.as_str() {
            "row" => pos.row = number,
            "col" => pos.col = number,
            "colOff" if is_to => self.object.reach.0 = u64::from(number),
            "rowOff" if is_to => self.object.reach.1 = u64::from(number),
            _ => {}
        }
    }
}

impl Anchored {
    /// Returns the object if it is a visible drawing without text that lies on cells.
    fn drawing(self) -> Option<Drawing> {
        if self.has_text || self.is_hidden {
            return None;
        }
        let (kind, first) = self.kind.zip(self.from)?;
        let mut last = self.to.unwrap_or(first);
        // An object that ends on the edge of a cell does not cover it.
        if self.reach.0 == 0 && last.col > first.col {
            last.col -= 1;
        }
        if self.reach.1 == 0 && last.row > first.row {
            last.row -= 1;
        }
        Some(Drawing { kind, over: Merge::between((first.row, first.col), (last.row, last.col)) })
    }
}

fn is_line(shape: &str) -> bool {
    shape == "line" || shape == "lineInv" || shape.contains("Connector")
}

#[cfg(test)]
mod tests {
    use super::super::Overlays;
    use super::read;
    use crate::grid::{DrawingKind, Pos};

    fn overlays(objects: &str) -> Overlays {
        let mut found = Overlays::default();
        read(&format!("<xdr:wsDr>{objects}</xdr:wsDr>"), &mut found);
        found
    }

    fn anchored(object: &str) -> String {
        format!(
            "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>5</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>\
             <xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>7</xdr:rowOff></xdr:to>{object}</xdr:twoCellAnchor>"
        )
    }

    #[test]
    fn a_text_box_starts_at_a_cell_and_is_read_once() {
        let found = overlays(&anchored(
            "<mc:AlternateContent><mc:Choice><xdr:sp><xdr:txBody>\
             <a:p><a:r><a:t>一行目</a:t></a:r></a:p><a:p><a:r><a:t>二行目</a:t></a:r></a:p></xdr:txBody></xdr:sp></mc:Choice>\
             <mc:Fallback><xdr:txBody><a:p><a:r><a:t>一行目</a:t></a:r></a:p></xdr:txBody></mc:Fallback></mc:AlternateContent>",
        ));
        assert_eq!((found.remarks.len(), found.drawings.len()), (1, 0));
        assert_eq!(found.remarks[0].text, "一行目\n二行目");
        assert_eq!(found.remarks[0].at, Some(Pos::new(4, 2)));
    }

    #[test]
    fn drawings_without_text_have_the_cells_that_they_cover() {
        for (object, kind) in [
            ("<xdr:pic><xdr:blipFill/></xdr:pic>", DrawingKind::Picture),
            ("<xdr:cxnSp/>", DrawingKind::Line),
            ("<xdr:sp><xdr:spPr><a:prstGeom prst=\"line\"/></xdr:spPr></xdr:sp>", DrawingKind::Line),
            (
                "<xdr:sp><xdr:spPr><a:prstGeom prst=\"ellipse\"/></xdr:spPr><xdr:txBody/></xdr:sp>",
                DrawingKind::Shape,
            ),
            ("<xdr:graphicFrame/>", DrawingKind::Object),
        ] {
            let drawings = overlays(&anchored(object)).drawings;
            let found: Vec<_> = drawings
                .iter()
                .map(|drawing| (drawing.kind, drawing.over.first, drawing.over.last))
                .collect();
            assert_eq!(found, [(kind, Pos::new(4, 2), Pos::new(5, 3))], "{object}");
        }
        let hidden = anchored("<xdr:sp><xdr:nvSpPr><xdr:cNvPr id=\"1\" hidden=\"1\"/></xdr:nvSpPr></xdr:sp>");
        assert!(overlays(&hidden).drawings.is_empty());
    }
}
