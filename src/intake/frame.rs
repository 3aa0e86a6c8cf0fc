//! The protocol between the program and its reading processes: frames of a length and that many bytes.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use workbook::Limits;

use crate::form::labels::Labels;
use crate::form::raw::RawForm;
use crate::intake::wire::Reading;
use crate::sources::SheetId;

/// The longest frame in bytes. A process that announces a longer one is not trusted.
const LONGEST: u64 = 512 * 1024 * 1024;

/// The first frame sent to a reading process.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Setup {
    /// The words that mark a form's fields.
    pub labels: Labels,
    /// The limits on a file's use of the machine.
    pub limits: Limits,
}

/// The answer to the set-up, which proves that the process is a reading process.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ready {
    /// The version of the program.
    pub version: String,
}

impl Ready {
    pub(super) fn new() -> Self {
        Self { version: env!("CARGO_PKG_VERSION").to_owned() }
    }
}

/// The answer for one file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// A workbook with at least one form.
    Forms(Forms),
    /// Anything else, with the file's outcome.
    Without(Reading),
}

/// The forms of a workbook. Sheets are counted from 0.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Forms {
    /// The sheets that hold a form or a value belonging to one, in order.
    pub sheets: Vec<FormSheet>,
    /// Every form, by sheet and position on the sheet.
    pub forms: Vec<RawForm>,
    /// The names of sheets that could not be read.
    pub damaged: Vec<String>,
}

/// A sheet of a workbook.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FormSheet {
    /// Its position in the book, counted from 0.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// The number of its non-empty cells, if it holds a form.
    pub cells: u64,
}

impl Answer {
    /// True if every sheet that a form refers to is among the sheets.
    pub(super) fn is_sound(&self) -> bool {
        let Self::Forms(found) = self else { return true };
        let known: BTreeSet<SheetId> = found.sheets.iter().map(|sheet| SheetId(sheet.index)).collect();
        found.forms.iter().all(|form| {
            let others = form.values.iter().filter_map(|value| value.other_sheet);
            let elsewhere = form.remarks.iter().filter_map(|remark| remark.elsewhere.as_ref());
            let mut named = others.chain(elsewhere.map(|elsewhere| elsewhere.sheet)).chain([form.sheet]);
            named.all(|sheet| known.contains(&sheet))
        })
    }
}

/// Sends bytes as one frame.
pub(super) fn send(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u64::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Sends an answer, or a refusal in place of one that is too long, because the program keeps the answers of
/// all files.
pub(super) fn send_answer(to: &mut impl Write, answer: &Answer, limits: &Limits) -> io::Result<()> {
    let bytes = serde_json::to_vec(answer)?;
    let most = limits.unpacked_mb.saturating_mul(1024 * 1024).min(LONGEST);
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) {
        return send(to, &bytes);
    }
    let reason = format!(
        "様式として読み取った内容が上限（{}MB）を超えています（設定「展開後の上限」）",
        limits.unpacked_mb
    );
    send_message(to, &Answer::Without(Reading::Refused(reason)))
}

/// Sends a message as JSON.
pub(super) fn send_message(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    send(to, &serde_json::to_vec(message)?)
}

/// Receives the bytes of a frame. `None` if the other side has ended.
pub(super) fn receive(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u64::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("frame too long"));
    }
    // Do not allocate for a length that is only announced.
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).ok() != Some(length) {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

/// Reads a message from JSON.
pub(super) fn message<T: DeserializeOwned>(bytes: &[u8]) -> io::Result<T> {
    Ok(serde_json::from_slice(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::{receive, send};

    #[test]
    fn frames_round_trip() {
        let mut wire = Vec::new();
        send(&mut wire, b"one").unwrap();
        send(&mut wire, b"").unwrap();
        let mut from = wire.as_slice();
        assert_eq!(receive(&mut from).unwrap().as_deref(), Some(&b"one"[..]));
        assert_eq!(receive(&mut from).unwrap().as_deref(), Some(&b""[..]));
        assert_eq!(receive(&mut from).unwrap(), None);
    }

    #[test]
    fn a_truncated_frame_or_an_excessive_length_is_an_error() {
        let mut wire = Vec::new();
        send(&mut wire, b"one").unwrap();
        assert!(receive(&mut &wire[..9]).is_err());
        assert!(receive(&mut &u64::MAX.to_le_bytes()[..]).is_err());
    }
}
