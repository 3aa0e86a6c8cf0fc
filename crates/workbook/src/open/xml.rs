//! Reads XML event by event.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::{Reader, XmlVersion};

/// Creates a reader that gives a start and an end for an empty element, too.
pub(crate) fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().check_end_names = false;
    reader
}

/// Returns the next event; `None` at the end, or if the XML is broken.
pub(crate) fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Option<Event<'a>> {
    match reader.read_event() {
        Ok(Event::Eof) | Err(_) => None,
        Ok(event) => Some(event),
    }
}

/// Returns an attribute by its name with prefix (`office:value`).
pub(super) fn qualified(start: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute_where(start, |key| key.as_ref() == name)
}

/// Returns an attribute by its name without prefix.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    attribute_where(start, |key| key.local_name().as_ref() == name)
}

fn attribute_where(start: &BytesStart<'_>, wanted: impl Fn(QName<'_>) -> bool) -> Option<String> {
    start.attributes().with_checks(false).flatten().find(|attribute| wanted(attribute.key)).map(|attribute| {
        match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => value.into_owned(),
            Err(_) => attribute.value.into_owned(),
        }
    })
}

/// Returns an attribute as a number.
pub(crate) fn number<T: std::str::FromStr>(start: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(start, name)?.trim().parse().ok()
}

/// True if an attribute is true.
pub(super) fn is_set(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| is_true(&value))
}

/// True if a text is XML's true: `1` or `true`.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true")
}

/// True if an element such as `<strike/>` switches something on: its `val` is absent or true.
pub(super) fn is_on(start: &BytesStart<'_>) -> bool {
    attribute(start, "val").is_none_or(|value| is_true(&value))
}

/// Appends the text of an event.
pub(super) fn push_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(name) => match (resolve_xml_entity(name.as_ref()), name.resolve_char_ref()) {
            (Some(known), _) => text.push_str(known),
            (None, Ok(Some(c))) => text.push(c),
            _ => {}
        },
        _ => {}
    }
}

/// Reads the text of an element up to its end.
pub(super) fn element_text(xml: &mut Reader<&[u8]>, name: &str) -> String {
    let mut text = String::new();
    while let Some(event) = next(xml) {
        if let Event::End(end) = &event
            && end.local_name().as_ref() == name
        {
            break;
        }
        push_text(&event, &mut text);
    }
    text
}

/// Replaces Office's escapes of characters that XML cannot hold (`_x000D_`).
pub(super) fn decode_escapes(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        decoded.push_str(before);
        let code = after
            .get(2..7)
            .and_then(|code| code.strip_suffix('_'))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        let taken = match code {
            Some(c) => {
                decoded.push(c);
                7
            }
            None => {
                decoded.push_str("_x");
                2
            }
        };
        rest = after.get(taken..).unwrap_or_default();
    }
    decoded.push_str(rest);
    decoded
}

/// Decodes the bytes of an XML part: UTF-16 with or without a byte order mark, else UTF-8 with bad bytes
/// replaced.
pub(super) fn decode(bytes: Vec<u8>) -> String {
    let utf16 = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    match utf16 {
        Some(encoding) => encoding.decode(&bytes).0.into_owned(),
        None => String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_escapes};

    #[test]
    fn escapes_of_characters_are_decoded() {
        assert_eq!(decode_escapes("a_x000D_b_x_c_xあ".to_owned()), "a\rb_x_c_xあ");
        assert_eq!(decode_escapes("_x005F_x000D_".to_owned()), "_x000D_");
    }

    #[test]
    fn parts_may_be_utf_16() {
        let little: Vec<u8> = "<a>進捗</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}<a>進捗</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big, "<a>進捗</a>".as_bytes().to_vec()] {
            assert_eq!(decode(bytes), "<a>進捗</a>");
        }
    }
}
