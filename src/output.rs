//! Output appears whole or not at all, and a book that somebody edited is kept.
//!
//! A month is staged beside its folder, synced, and renamed in. At every instant one complete generation exists:
//! the folder itself, or the one that was renamed away, which the next run puts back.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::Failure;
use crate::sheet::OutFile;

/// The record of a run, which also tells books that were edited since they were written.
pub const RUN_RECORD: &str = "実行記録.txt";
/// The line of the record after which the files stand.
const FILES_HEADING: &str = "[出力ファイル SHA-256]";
const LOCK: &str = ".shinchoku.lock";

/// The output folder, held by one run at a time.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    // Dropping the file gives the lock back.
    _lock: File,
}

/// What writing a month did, for the summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The files, relative to the output folder.
    pub files: Vec<String>,
    /// Books that were edited by hand and where they were kept, relative to the output folder.
    pub kept: Vec<String>,
}

impl OutputFolder {
    /// Creates the folder if need be, takes its lock, and repairs what an interrupted run left.
    ///
    /// # Errors
    /// Where the folder cannot be written, or another run holds it.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        let fail = |error: io::Error| unwritable(root, &error);
        fs::create_dir_all(root).map_err(fail)?;
        let lock = File::create(root.join(LOCK)).map_err(fail)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Failure::Locked(root.to_owned())),
            Err(TryLockError::Error(error)) => return Err(fail(error)),
        }
        repair(root).map_err(fail)?;
        Ok(Self { root: root.to_owned(), _lock: lock })
    }

    /// Replaces a generation (`2023-03`, or `様式/2023-03`) by these files. `log` is the run's record without its list
    /// of files, which is added here.
    ///
    /// # Errors
    /// Where something cannot be written; the previous generation then stands as it was.
    pub fn replace(&self, generation: &str, files: &[OutFile], log: &str) -> Result<Written, Failure> {
        let paths = Generation::of(&self.root, generation);
        let result = self.stage_and_swap(&paths, files, log);
        if result.is_err() {
            // The staged files are of no use to anybody; failing to remove them is repaired by the next run.
            fs::remove_dir_all(&paths.staged).unwrap_or_default();
        }
        let kept = result.map_err(|(path, error)| unwritable(&path, &error))?;
        let mut written: Vec<String> =
            files.iter().map(|file| format!("{generation}/{}", file.path)).collect();
        written.push(format!("{generation}/{RUN_RECORD}"));
        Ok(Written { files: written, kept })
    }

    /// A file of a generation as the run wrote it; `None` where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read, or is not as the run wrote it.
    pub fn written(&self, generation: &str, file: &str) -> Result<Option<Vec<u8>>, Failure> {
        let current = Generation::of(&self.root, generation).current;
        let path = current.join(file);
        let Some(bytes) = read_file(&path)? else { return Ok(None) };
        let recorded = read_file(&current.join(RUN_RECORD))?
            .map(|record| recorded(&String::from_utf8_lossy(&record)))
            .unwrap_or_default();
        if recorded.get(file) == Some(&sha256(&bytes)) {
            Ok(Some(bytes))
        } else {
            Err(Failure::RecordChanged(path))
        }
    }

    /// The files of a generation that are not as the run wrote them.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn edited(&self, generation: &str) -> Result<Vec<String>, Failure> {
        let current = Generation::of(&self.root, generation).current;
        let edited = edited(&current).map_err(|error| unreadable(&current, &error))?;
        Ok(edited.into_iter().map(|(path, _)| path).collect())
    }

    fn stage_and_swap(
        &self,
        paths: &Generation,
        files: &[OutFile],
        log: &str,
    ) -> Result<Vec<String>, (PathBuf, io::Error)> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |error| (path, error)
        };
        if paths.staged.exists() {
            fs::remove_dir_all(&paths.staged).map_err(at(&paths.staged))?;
        }
        fs::create_dir_all(&paths.staged).map_err(at(&paths.staged))?;
        for file in files {
            let path = paths.staged.join(&file.path);
            write_synced(&path, &file.bytes).map_err(at(&path))?;
        }
        let record = paths.staged.join(RUN_RECORD);
        write_synced(&record, run_record(log, files).as_bytes()).map_err(at(&record))?;
        sync_folder(&paths.staged).map_err(at(&paths.staged))?;

        let kept = self.keep_edited(paths).map_err(at(&paths.edited))?;
        if paths.current.exists() {
            fs::rename(&paths.current, &paths.old).map_err(at(&paths.current))?;
        }
        if let Err(error) = fs::rename(&paths.staged, &paths.current) {
            if paths.old.exists() {
                fs::rename(&paths.old, &paths.current).map_err(at(&paths.current))?;
            }
            return Err((paths.current.clone(), error));
        }
        if let Some(parent) = paths.current.parent() {
            sync_folder(parent).map_err(at(parent))?;
        }
        if paths.old.exists() {
            fs::remove_dir_all(&paths.old).map_err(at(&paths.old))?;
        }
        Ok(kept)
    }

    /// Copies every file of the current generation that is not as a run wrote it to `<generation>-手修正/`.
    fn keep_edited(&self, paths: &Generation) -> io::Result<Vec<String>> {
        let mut kept = Vec::new();
        for (relative, bytes) in edited(&paths.current)? {
            let target = free_name(&paths.edited, &relative, &bytes)?;
            write_synced(&paths.edited.join(&target), &bytes)?;
            kept.push(format!("{}/{target}", paths.edited_name));
        }
        Ok(kept)
    }
}

/// Every file of a generation that is not as a run wrote it, with its bytes.
fn edited(current: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    if !current.exists() {
        return Ok(found);
    }
    let written = match fs::read_to_string(current.join(RUN_RECORD)) {
        Ok(text) => recorded(&text),
        // Without a record nothing is known to be ours, so everything is kept.
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(error),
    };
    for relative in files_below(current)? {
        let name = relative.rsplit('/').next().unwrap_or_default();
        if relative == RUN_RECORD || name.starts_with("~$") || name.starts_with('.') {
            continue;
        }
        let bytes = fs::read(current.join(&relative))?;
        if written.get(&relative) != Some(&sha256(&bytes)) {
            found.push((relative, bytes));
        }
    }
    Ok(found)
}

/// The folders of a generation: what stands, what is being written, what was renamed away, what was edited.
struct Generation {
    current: PathBuf,
    staged: PathBuf,
    old: PathBuf,
    edited: PathBuf,
    edited_name: String,
}

impl Generation {
    fn of(root: &Path, generation: &str) -> Self {
        let (above, name) = generation.rsplit_once('/').unwrap_or(("", generation));
        let parent = if above.is_empty() { root.to_owned() } else { root.join(above) };
        Self {
            current: parent.join(name),
            staged: parent.join(format!(".{name}.new")),
            old: parent.join(format!(".{name}.old")),
            edited: parent.join(format!("{name}-手修正")),
            edited_name: format!("{generation}-手修正"),
        }
    }
}

/// Puts back a generation that an interrupted run had renamed away, and removes what it had staged.
fn repair(root: &Path) -> io::Result<()> {
    let mut folders = vec![root.to_owned()];
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() && !hidden {
            folders.push(entry.path());
        }
    }
    for folder in folders {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !entry.file_type()?.is_dir() {
                continue;
            }
            let Some(hidden) = name.strip_prefix('.') else { continue };
            if let Some(month) = hidden.strip_suffix(".old") {
                let current = folder.join(month);
                if current.exists() {
                    fs::remove_dir_all(entry.path())?;
                } else {
                    fs::rename(entry.path(), current)?;
                }
            } else if hidden.ends_with(".new") {
                fs::remove_dir_all(entry.path())?;
            }
        }
    }
    Ok(())
}

/// SHA-256 in hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a file; `None` where there is none.
///
/// # Errors
/// Where it is there and cannot be read.
pub fn read_file(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Writes a file beside its place and renames it in; a file that is there already is never overwritten.
///
/// # Errors
/// Where it cannot be written, or is there already.
pub fn create_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut staged = readable_by_all(&mut tempfile::Builder::new()).tempfile_in(folder)?;
        staged.write_all(bytes)?;
        staged.as_file().sync_all()?;
        staged.persist_noclobber(path).map_err(|error| error.error)?;
        sync_folder(folder)
    };
    attempt().map_err(|error| unwritable(path, &error))
}

fn run_record(log: &str, files: &[OutFile]) -> String {
    let mut text = String::from(log);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push('\n');
    text.push_str(FILES_HEADING);
    text.push('\n');
    let mut lines: Vec<String> =
        files.iter().map(|file| format!("{}  {}\n", sha256(&file.bytes), file.path)).collect();
    lines.sort_by(|a, b| a.get(66..).cmp(&b.get(66..)));
    text.extend(lines);
    text
}

/// The files of a record with their SHA-256.
fn recorded(text: &str) -> BTreeMap<String, String> {
    text.lines()
        .skip_while(|line| *line != FILES_HEADING)
        .skip(1)
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, path)| (path.to_owned(), hash.to_owned()))
        .collect()
}

fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((at, prefix)) = open.pop() {
        for entry in fs::read_dir(&at)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push((entry.path(), format!("{name}/")));
            } else if kind.is_file() {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A name in the folder of edited books that is free, or holds the same bytes already.
fn free_name(folder: &Path, relative: &str, bytes: &[u8]) -> io::Result<String> {
    let (stem, extension) = match relative.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => (stem, format!(".{extension}")),
        _ => (relative, String::new()),
    };
    let mut candidate = relative.to_owned();
    let mut number = 1;
    loop {
        let path = folder.join(&candidate);
        if !path.exists() || fs::read(&path)? == bytes {
            return Ok(candidate);
        }
        number += 1;
        candidate = format!("{stem}（{number}）{extension}");
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Temporary files are their owner's alone; what is kept is everybody's whom the system lets read.
#[cfg(unix)]
fn readable_by_all<'a, 'p, 's>(builder: &'a mut tempfile::Builder<'p, 's>) -> &'a tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;

    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn readable_by_all<'a, 'p, 's>(builder: &'a mut tempfile::Builder<'p, 's>) -> &'a tempfile::Builder<'p, 's> {
    builder
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows has no way to sync a folder; its renames are journalled.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "開く権限がないか、ほかの人が開いています。".to_owned(),
        _ => error.to_string(),
    };
    Failure::Unreadable { path: path.to_owned(), reason }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "書き込む権限がないか、ファイルが Excel などで開かれています。閉じてからもう一度実行してください。".to_owned()
        }
        io::ErrorKind::StorageFull => "ディスクの空きがありません。".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "書き込みのできない場所です。".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "同じ名前のファイルがあるため、フォルダーを作れません。".to_owned()
        }
        _ => error.to_string(),
    };
    Failure::Unwritable { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::failure::Failure;
    use crate::output::{OutputFolder, RUN_RECORD};
    use crate::sheet::OutFile;

    fn file(path: &str, text: &str) -> OutFile {
        OutFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_generation_replaces_the_one_before_with_all_its_files() {
        let root = tempfile::tempdir().unwrap();
        let output = OutputFolder::open(root.path()).unwrap();
        output.replace("2023-03", &[file("a.txt", "1"), file("差戻し/b.txt", "2")], "log").unwrap();
        let written = output.replace("2023-03", &[file("a.txt", "3")], "log").unwrap();
        assert_eq!(fs::read_to_string(root.path().join("2023-03/a.txt")).unwrap(), "3");
        assert!(!root.path().join("2023-03/差戻し").exists());
        assert_eq!(written.kept, Vec::<String>::new());
        assert!(!root.path().join(".2023-03.old").exists());
    }

    #[test]
    fn a_book_that_was_edited_is_kept_and_named() {
        let root = tempfile::tempdir().unwrap();
        let output = OutputFolder::open(root.path()).unwrap();
        output.replace("2023-03", &[file("a.txt", "1"), file("b.txt", "1")], "").unwrap();
        fs::write(root.path().join("2023-03/a.txt"), "手で直した").unwrap();
        fs::write(root.path().join("2023-03/memo.txt"), "覚え").unwrap();
        let written = output.replace("2023-03", &[file("a.txt", "2"), file("b.txt", "2")], "").unwrap();
        assert_eq!(written.kept, ["2023-03-手修正/a.txt", "2023-03-手修正/memo.txt"]);
        let kept = root.path().join("2023-03-手修正/a.txt");
        assert_eq!(fs::read_to_string(kept).unwrap(), "手で直した");
        fs::write(root.path().join("2023-03/a.txt"), "また直した").unwrap();
        let again = output.replace("2023-03", &[file("a.txt", "3")], "").unwrap();
        assert_eq!(again.kept, ["2023-03-手修正/a（2）.txt"]);
    }

    #[test]
    fn an_interrupted_run_is_repaired_to_the_generation_that_was_whole() {
        let root = tempfile::tempdir().unwrap();
        let output = OutputFolder::open(root.path()).unwrap();
        output.replace("2023-03", &[file("a.txt", "1")], "").unwrap();
        output.replace("様式/2023-03", &[file("f.txt", "1")], "").unwrap();
        drop(output);
        fs::rename(root.path().join("2023-03"), root.path().join(".2023-03.old")).unwrap();
        fs::create_dir(root.path().join(".2023-03.new")).unwrap();
        fs::rename(root.path().join("様式/2023-03"), root.path().join("様式/.2023-03.old")).unwrap();
        OutputFolder::open(root.path()).unwrap();
        assert_eq!(fs::read_to_string(root.path().join("2023-03/a.txt")).unwrap(), "1");
        assert_eq!(fs::read_to_string(root.path().join("様式/2023-03/f.txt")).unwrap(), "1");
        assert!(!root.path().join(".2023-03.new").exists());
    }

    #[test]
    fn one_run_at_a_time() {
        let root = tempfile::tempdir().unwrap();
        let first = OutputFolder::open(root.path()).unwrap();
        assert!(matches!(OutputFolder::open(root.path()), Err(Failure::Locked(_))));
        drop(first);
        assert!(OutputFolder::open(root.path()).is_ok());
    }

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let root = tempfile::tempdir().unwrap();
        let output = OutputFolder::open(root.path()).unwrap();
        output.replace("2023-03", &[file("a.txt", "1")], "").unwrap();
        // A file where a folder is needed makes the write fail half-way.
        let failed = output.replace("2023-03", &[file("x", "1"), file("x/y", "2")], "");
        assert!(matches!(failed, Err(Failure::Unwritable { .. })));
        assert_eq!(fs::read_to_string(root.path().join("2023-03/a.txt")).unwrap(), "1");
        assert!(!root.path().join(".2023-03.new").exists());
    }

    #[test]
    fn the_record_lists_every_file_with_its_hash() {
        let root = tempfile::tempdir().unwrap();
        let output = OutputFolder::open(root.path()).unwrap();
        output.replace("2023-03", &[file("b.txt", "1"), file("a.txt", "1")], "概要").unwrap();
        let record = fs::read_to_string(root.path().join("2023-03").join(RUN_RECORD)).unwrap();
        let lines: Vec<&str> = record.lines().collect();
        assert_eq!(lines[0], "概要");
        assert!(lines[3].ends_with("  a.txt") && lines[4].ends_with("  b.txt"), "{record}");
    }
}
