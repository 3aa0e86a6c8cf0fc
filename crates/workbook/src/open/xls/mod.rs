//! An .xls of Excel 5 to 2003, read from the records of its workbook stream.
//!
//! Text boxes of workbooks older than Excel 97 are not read.

mod globals;
mod objects;
mod properties;
mod records;
mod sheet;
mod strings;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::budget::{Budget, check_names, check_sheet_count};
use super::sheet_builder::SheetBuilder;
use super::{Book, damaged};
use crate::decrypt;
use crate::limits::Limits;
use crate::refusal::Refusal;

pub(super) fn open(bytes: &[u8], property: &str, limits: &Limits) -> Result<Book, Refusal> {
    // The library checks the chains of sectors first, because they may be circular.
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    // An embedded workbook has a storage of its own, so the stream must be the root's.
    let mut stream =
        ["/Workbook", "/Book"].into_iter().find_map(|name| stream(&mut file, name)).ok_or_else(damaged)?;
    let mut globals = globals::read(&stream).ok_or_else(damaged)?;
    if globals.is_encrypted {
        stream = decrypt::decrypt_xls(&stream).ok_or(Refusal::Encrypted)?;
        globals = globals::read(&stream).ok_or_else(damaged)?;
    }
    check_sheet_count(globals.sheets.len(), limits)?;
    check_names(globals.sheets.iter().map(|sheet| sheet.name.as_str()))?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    for listed in globals.sheets.iter().filter(|sheet| sheet.is_worksheet) {
        let mut builder =
            SheetBuilder::new(listed.name.clone(), listed.is_hidden, globals.epoch, &mut budget);
        let records = stream.get(listed.start..).ok_or_else(damaged)?;
        sheet::read(records, &globals, &mut builder)?;
        sheets.push(builder.grid);
    }
    let kind = stream_of_properties(&mut file).and_then(|stream| properties::custom(&stream, property));
    Ok(Book { sheets, damaged: Vec::new(), kind })
}

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

fn stream(file: &mut File<'_>, name: &str) -> Option<Vec<u8>> {
    if !file.is_stream(name) {
        return None;
    }
    let mut bytes = Vec::new();
    file.open_stream(name).and_then(|mut stream| stream.read_to_end(&mut bytes)).ok()?;
    Some(bytes)
}

fn stream_of_properties(file: &mut File<'_>) -> Option<Vec<u8>> {
    stream(file, "/\u{5}DocumentSummaryInformation")
}
