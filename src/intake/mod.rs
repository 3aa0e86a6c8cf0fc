//! Reads `input/`: the folder, untrusted files, and the processes that open them.
//!
//! The program itself only looks at names, sizes, the first bytes of a file, and the directory of a zip.
//! Workbooks are opened by separate processes (`worker`), because a few bytes can stall or exhaust any
//! parser.

mod archive;
mod bounds;
mod frame;
mod named;
mod pool;
mod process;
mod scan;
mod time_limit;
pub mod wire;
pub(crate) mod worker;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use workbook::{Grid, Identity, Limits};

use crate::failure::{Failure, io_words};
use crate::form::labels::Labels;
use crate::form::raw::RawForm;
use crate::intake::frame::{Answer, Forms, Setup};
use crate::intake::named::Named;
use crate::intake::scan::Verdict;
use crate::intake::wire::{ClosedRecord, Reading, Returned, ReturnedFile};
use crate::sha256;
use crate::sheet::book::KIND_PROPERTY;
use crate::sources::{FileId, SheetId, Sources};
use crate::text::calendar::Month;

pub use process::{WORKER, WorkerCommand};
pub(crate) use scan::KnownMonths;

/// Reads everything under a folder. `progress` receives the number of workbooks read and their total.
///
/// # Errors
/// If the folder cannot be listed, or no reading process can be started. A bad file is never an error.
pub fn read(
    input: &Path,
    labels: &Labels,
    limits: &Limits,
    worker: &WorkerCommand,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Returned, Failure> {
    let found = scan::scan(input)
        .map_err(|error| Failure::Input { path: input.to_owned(), reason: io_words(&error) })?;
    read_found(&found, &BTreeSet::new(), labels, limits, worker, progress)
}

/// Reads the named files and folders, and everything under `input/` besides them. Returns which of the files
/// were named.
///
/// # Errors
/// If something named does not exist, or no reading process can be started.
pub fn read_named(
    named: &[PathBuf],
    input: &Path,
    labels: &Labels,
    limits: &Limits,
    worker: &WorkerCommand,
) -> Result<(Returned, BTreeSet<FileId>), Failure> {
    let Named { found, paths } = named::find(named, input)?;
    let returned = read_found(&found, &paths, labels, limits, worker, &|_, _| {})?;
    let of_file = |file: &&ReturnedFile| is_named(&paths, returned.sources.path(file.id));
    let named = returned.files.iter().filter(of_file).map(|file| file.id).collect();
    Ok((returned, named))
}

/// True if a path was named. A member of a zip counts as named if the zip was.
fn is_named(named: &BTreeSet<String>, path: &str) -> bool {
    named.contains(path.split("!/").next().unwrap_or(path))
}

fn read_found(
    found: &[scan::Found],
    named: &BTreeSet<String>,
    labels: &Labels,
    limits: &Limits,
    worker: &WorkerCommand,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Returned, Failure> {
    let records: Vec<(&scan::Found, Month)> =
        found.iter().filter_map(|found| Some((found, scan::record_month(&found.path)?))).collect();
    let mut files: Vec<File> = found.par_iter().flat_map_iter(|found| examine(found, limits)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    mark_duplicates(&mut files, named);
    let jobs: Vec<&File> = files.iter().filter(|file| file.fate == Fate::Workbook).collect();
    let load = |index: usize| jobs.get(index).map_or_else(|| Err(changed()), |file| file.load(limits));
    let setup = Setup { labels: labels.clone(), limits: *limits };
    let sizes: Vec<u64> = jobs.iter().map(|file| file.size).collect();
    let answers = pool::read(&sizes, &load, &setup, worker, progress)?;
    let mut returned = assemble(files, answers);
    let by_path: BTreeMap<&str, FileId> =
        returned.files.iter().map(|file| (returned.sources.path(file.id), file.id)).collect();
    let records = records
        .into_iter()
        .filter_map(|(found, month)| {
            let file = *by_path.get(found.path.as_str())?;
            Some(ClosedRecord { file, month, content: read_record(&found.source, limits) })
        })
        .collect();
    returned.records = records;
    Ok(returned)
}

/// Returns the bytes of a closed month's record, or the reason they cannot be read. A link is refused,
/// because its target could be anything.
fn read_record(source: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let is_file = fs::symlink_metadata(source).is_ok_and(|found| found.is_file());
    if !is_file {
        return Err("ふつうのファイルではありません".to_owned());
    }
    read_file(source, limits).map_err(|reading| match reading {
        Reading::Unreadable(reason) | Reading::Refused(reason) => reason,
        _ => "読み取れません".to_owned(),
    })
}

/// Reads the sheets of a workbook in this process. For trusted files and for testing the readers;
/// departments' files are opened by separate processes.
///
/// # Errors
/// The outcome of the file, if it cannot or must not be read.
pub fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Grid>, Reading> {
    let book = workbook::open(bytes, KIND_PROPERTY, limits)?;
    if book.damaged.is_empty() {
        return Ok(book.sheets);
    }
    Err(Reading::Unreadable(format!("シート「{}」の中身が壊れています", book.damaged.join("」「"))))
}

/// A file, or a member of a zip, before it is opened.
#[derive(Debug)]
struct File {
    path: String,
    source: PathBuf,
    /// The index in the zip, for a member of one.
    member: Option<usize>,
    sha256: Option<String>,
    /// The number of bytes; 0 if they were not read.
    size: u64,
    folder_month: Option<Month>,
    fate: Fate,
}

/// What to do with a file.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// Open it.
    Workbook,
    /// Nothing: it is identical to the file at this index of the list.
    SameAs(usize),
    /// Nothing: its outcome is already known.
    Decided(Reading),
}

impl File {
    /// Reads the file's bytes again. They are not kept in memory, because there may be many files.
    fn load(&self, limits: &Limits) -> Result<Vec<u8>, Reading> {
        let mut bytes = read_file(&self.source, limits)?;
        if let Some(index) = self.member {
            bytes = archive::unpack(&bytes, index, limits)?;
        }
        if self.sha256.as_deref() != Some(sha256::of(&bytes).as_str()) {
            return Err(changed());
        }
        Ok(bytes)
    }
}

/// Examines a file without opening it. A zip of workbooks is replaced by its members.
fn examine(found: &scan::Found, limits: &Limits) -> Vec<File> {
    let file = |path: String, member, bytes: Option<&[u8]>, fate| File {
        folder_month: scan::folder_month(&path),
        path,
        source: found.source.clone(),
        member,
        sha256: bytes.map(sha256::of),
        size: bytes.map_or(0, |bytes| bytes.len() as u64),
        fate,
    };
    let alone = |bytes, fate| vec![file(found.path.clone(), None, bytes, fate)];
    match &found.verdict {
        Verdict::Ignore(reason) => return alone(None, Fate::Decided(Reading::Ignored((*reason).to_owned()))),
        Verdict::Unreadable(reason) => {
            return alone(None, Fate::Decided(Reading::Unreadable(reason.clone())));
        }
        Verdict::Read => {}
    }
    let bytes = match read_file(&found.source, limits) {
        Ok(bytes) => bytes,
        Err(reading) => return alone(None, Fate::Decided(reading)),
    };
    match workbook::identify(&bytes, limits) {
        Ok(Identity::Workbook(_)) => alone(Some(&bytes), Fate::Workbook),
        Err(refusal) => alone(Some(&bytes), Fate::Decided(refusal.into())),
        Ok(Identity::Zip) => {
            let whole = |reading| alone(Some(&bytes), Fate::Decided(reading));
            let members = match archive::members(&bytes) {
                Ok(members) => members,
                Err(reading) => return whole(reading),
            };
            let files: Vec<File> = members
                .into_iter()
                .map(|(name, index)| {
                    let path = format!("{}!/{name}", found.path);
                    let (unpacked, fate) = examine_member(&name, &bytes, index, limits);
                    file(path, Some(index), unpacked.as_deref(), fate)
                })
                .collect();
            // A member that is or may be a book is reported under its own name.
            let may_be_book = |file: &File| match &file.fate {
                Fate::Decided(Reading::NotAWorkbook(what)) => what == ZIP_WITHIN,
                Fate::Decided(Reading::Ignored(_)) => false,
                Fate::Decided(_) | Fate::Workbook | Fate::SameAs(_) => true,
            };
            if files.iter().any(may_be_book) {
                files
            } else {
                whole(Reading::NotAWorkbook("ZIPファイル（ブックを含まないもの）".to_owned()))
            }
        }
    }
}

/// The name of a zip within a zip. It may hold books, so the sender is asked to unpack it.
const ZIP_WITHIN: &str = "ZIPの中のZIPファイルで、中は開いていないもの";

/// Returns the bytes of a member of a zip, if they could be unpacked, and what to do with it.
fn examine_member(name: &str, zip: &[u8], index: usize, limits: &Limits) -> (Option<Vec<u8>>, Fate) {
    if let Some(reason) = scan::ignored(name) {
        return (None, Fate::Decided(Reading::Ignored(reason.to_owned())));
    }
    let bytes = match archive::unpack(zip, index, limits) {
        Ok(bytes) => bytes,
        Err(reading) => return (None, Fate::Decided(reading)),
    };
    let fate = match workbook::identify(&bytes, limits) {
        Ok(Identity::Workbook(_)) => Fate::Workbook,
        Ok(Identity::Zip) => Fate::Decided(Reading::NotAWorkbook(ZIP_WITHIN.to_owned())),
        Err(refusal) => Fate::Decided(refusal.into()),
    };
    (Some(bytes), fate)
}

fn read_file(source: &Path, limits: &Limits) -> Result<Vec<u8>, Reading> {
    let unreadable = |error: io::Error| Reading::Unreadable(io_words(&error));
    let kind = fs::metadata(source).map_err(unreadable)?;
    if !kind.is_file() {
        return Err(Reading::Unreadable("ふつうのファイルではありません".to_owned()));
    }
    workbook::check_size(kind.len(), limits)?;
    // The file may grow while it is being read.
    let most = limits.file_mb.saturating_mul(1024 * 1024).saturating_add(1);
    let mut bytes = Vec::new();
    fs::File::open(source).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(unreadable)?;
    workbook::check_size(bytes.len() as u64, limits)?;
    Ok(bytes)
}

/// Marks identical files in the same month's folder, of which only the first is read. A named file is never
/// passed over for one that was not named.
fn mark_duplicates(files: &mut [File], named: &BTreeSet<String>) {
    let mut first: BTreeMap<(Option<Month>, bool, String), usize> = BTreeMap::new();
    for (index, file) in files.iter_mut().enumerate() {
        let (Fate::Workbook, Some(sha256)) = (&file.fate, &file.sha256) else { continue };
        let key = (file.folder_month, is_named(named, &file.path), sha256.clone());
        let of = *first.entry(key).or_insert(index);
        if of != index {
            file.fate = Fate::SameAs(of);
        }
    }
}

/// Assigns ids to files and sheets in the order of paths, whichever process read them.
fn assemble(files: Vec<File>, answers: Vec<Answer>) -> Returned {
    let mut returned = Returned::default();
    let mut answers = answers.into_iter();
    for file in files {
        let id = returned.sources.add_file(&file.path);
        let (mut forms, mut cells) = (0, 0);
        let reading = match file.fate {
            Fate::Decided(reading) => reading,
            Fate::SameAs(index) => Reading::Duplicate { of: file_id(index) },
            Fate::Workbook => match answers.next() {
                Some(Answer::Forms(mut found)) => {
                    forms = found.forms.len();
                    cells = found.sheets.iter().map(|sheet| sheet.cells).sum();
                    assign_sheet_ids(&mut found, id, &mut returned.sources);
                    returned.forms.append(&mut found.forms);
                    if found.damaged.is_empty() { Reading::Read } else { Reading::ReadInPart(found.damaged) }
                }
                Some(Answer::Without(reading)) => reading,
                None => changed(),
            },
        };
        returned.files.push(ReturnedFile {
            id,
            sha256: file.sha256,
            folder_month: file.folder_month,
            reading,
            forms,
            cells,
        });
    }
    returned
}

/// Replaces the book's own sheet numbers by the run's sheet ids.
fn assign_sheet_ids(found: &mut Forms, file: FileId, sources: &mut Sources) {
    let ids: BTreeMap<u32, SheetId> =
        found.sheets.iter().map(|sheet| (sheet.index, sources.add_sheet(file, &sheet.name))).collect();
    #[expect(clippy::expect_used, reason = "an answer that names other sheets than its own was refused")]
    let id = |local: SheetId| *ids.get(&local.0).expect("a sheet of the answer");
    for form in &mut found.forms {
        form.shrink();
        let RawForm { sheet, values, remarks, .. } = form;
        *sheet = id(*sheet);
        for value in values {
            value.other_sheet = value.other_sheet.map(id);
        }
        for elsewhere in remarks.iter_mut().filter_map(|remark| remark.elsewhere.as_mut()) {
            elsewhere.sheet = id(elsewhere.sheet);
        }
    }
}

/// Returns the id of the file at an index of the list. Ids are assigned in its order.
#[expect(clippy::expect_used, reason = "no folder holds 2^32 files")]
fn file_id(index: usize) -> FileId {
    FileId(u32::try_from(index).expect("an id for every file"))
}

fn changed() -> Reading {
    Reading::Unreadable("読み取りの途中でファイルが変わりました。もう一度実行してください".to_owned())
}

/// Returns the sheets of a workbook that a test wrote itself.
#[cfg(test)]
pub(crate) fn sheets_of(bytes: &[u8]) -> Vec<Grid> {
    sheets(bytes, &Limits::default()).unwrap()
}
