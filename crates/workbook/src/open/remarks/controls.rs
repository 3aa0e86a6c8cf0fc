//! Form controls (check boxes, option buttons and others), whose captions and states are in a legacy VML
//! drawing.

use quick_xml::events::{BytesStart, Event};

use super::super::xml::{attribute, next, push_text, reader};
use super::push;
use crate::grid::{GridRemark, Pos, RemarkKind};

/// A shape of the drawing that is being read.
#[derive(Default)]
struct Shape {
    caption: String,
    /// `Checkbox`, `Radio`, `Button`, `Note` and others.
    control: String,
    anchor: String,
    is_checked: bool,
}

/// Reads the captions of form controls. Check boxes and option buttons begin with ☑ or ☐.
pub(super) fn read(text: &str) -> Vec<GridRemark> {
    let mut remarks = Vec::new();
    let mut shape = Shape::default();
    let (mut in_caption, mut field) = (false, String::new());
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml) {
        match &event {
            Event::Start(start) => match start.local_name().as_ref() {
                "shape" => shape = Shape::default(),
                "textbox" => in_caption = true,
                "br" if in_caption => shape.caption.push('\n'),
                "ClientData" => shape.control = control_kind(start),
                name => name.clone_into(&mut field),
            },
            Event::End(end) => match end.local_name().as_ref() {
                "textbox" => in_caption = false,
                "shape" => finish(std::mem::take(&mut shape), &mut remarks),
                _ => field.clear(),
            },
            _ if in_caption => push_text(&event, &mut shape.caption),
            _ if field == "Anchor" => push_text(&event, &mut shape.anchor),
            Event::Text(text) if field == "Checked" => shape.is_checked = text.xml10_content().trim() != "0",
            _ => {}
        }
    }
    remarks
}

fn control_kind(start: &BytesStart<'_>) -> String {
    attribute(start, "ObjectType").unwrap_or_default()
}

fn finish(shape: Shape, remarks: &mut Vec<GridRemark>) {
    let state = match shape.control.as_str() {
        // Notes are read from their own part, and shapes other than controls from the newer drawing.
        "" | "Note" | "Pict" | "Shape" | "Rect" => return,
        "Checkbox" | "Radio" if shape.is_checked => "☑",
        "Checkbox" | "Radio" => "☐",
        _ => "",
    };
    let caption = shape.caption.split_whitespace().collect::<Vec<_>>().join(" ");
    if caption.is_empty() && !shape.is_checked {
        return;
    }
    push(remarks, RemarkKind::Shape, &mut format!("{state}{caption}"), anchor(&shape.anchor));
}

/// Returns the cell at which an anchor begins: column, offset, row, offset, and the same for the end.
fn anchor(text: &str) -> Option<Pos> {
    let mut numbers = text.split(',').map(|number| number.trim().parse::<u32>().ok());
    let col = numbers.next()??;
    let row = numbers.nth(1)??;
    Some(Pos::new(row, col))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::grid::Pos;

    #[test]
    fn captions_and_states_are_read_and_notes_are_not() {
        let found = read(
            r#"<xml><v:shape type="_x0000_t202"><v:textbox><div>メモ</div></v:textbox><x:ClientData ObjectType="Note"><x:Anchor>1,2,3,4,5,6,7,8</x:Anchor></x:ClientData></v:shape>
            <v:shape><v:textbox><div><font>予定<br>どおり</font></div></v:textbox><x:ClientData ObjectType="Checkbox"><x:Anchor> 2, 15, 8, 2, 3, 1, 9, 1</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape>
            <v:shape><v:textbox><div>遅れ</div></v:textbox><x:ClientData ObjectType="Radio"><x:Anchor>2,15,9,2,3,1,10,1</x:Anchor></x:ClientData></v:shape></xml>"#,
        );
        let found: Vec<_> = found.iter().map(|remark| (remark.text.as_str(), remark.at)).collect();
        assert_eq!(found, [("☑予定 どおり", Some(Pos::new(8, 2))), ("☐遅れ", Some(Pos::new(9, 2)))]);
    }
}
