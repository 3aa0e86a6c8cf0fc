use std::fs;
use std::path::Path;

use crate::failure::Failure;
use crate::output::{Composed, OutputFolder, RUN_RECORD, Written};
use crate::sheet::{OutFile, Outbox};

fn file(path: &str, text: &str) -> OutFile {
    OutFile::plain(path, text.as_bytes().to_vec())
}

/// Replaces a generation with these files.
fn replace(
    output: &OutputFolder,
    generation: &str,
    files: &[OutFile],
    log: &str,
) -> Result<Written, Failure> {
    let put = |outbox: &Outbox<'_>| {
        files.iter().cloned().for_each(|file| outbox.put(file));
        Ok(Composed { log: log.to_owned(), result: () })
    };
    output.replace(generation, put).map(|(written, ())| written)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Returns the names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_generation_replaces_the_one_before_with_all_its_files() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    replace(&output, "2023-03", &[file("a.txt", "1"), file("差戻し/b.txt", "2")], "log").unwrap();
    let written = replace(&output, "2023-03", &[file("a.txt", "3")], "log").unwrap();
    assert_eq!(read(&root.path().join("2023-03/a.txt")), "3");
    assert!(!root.path().join("2023-03/差戻し").exists());
    assert_eq!((written.kept, written.left), (Vec::new(), Vec::new()));
    assert_eq!(names(root.path()), [".shinchoku.lock", "2023-03"]);
}

#[test]
fn edited_and_added_files_are_kept_and_reported() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    replace(&output, "2023-03", &[file("a.txt", "1"), file("b.txt", "1")], "").unwrap();
    fs::write(root.path().join("2023-03/a.txt"), "手で直した").unwrap();
    fs::write(root.path().join("2023-03/memo.txt"), "覚え").unwrap();
    let written = replace(&output, "2023-03", &[file("a.txt", "2"), file("b.txt", "2")], "").unwrap();
    assert_eq!(written.kept, ["2023-03-手修正/a.txt", "2023-03-手修正/memo.txt"]);
    assert_eq!(read(&root.path().join("2023-03-手修正/a.txt")), "手で直した");
    fs::write(root.path().join("2023-03/a.txt"), "また直した").unwrap();
    let again = replace(&output, "2023-03", &[file("a.txt", "3")], "").unwrap();
    assert_eq!(again.kept, ["2023-03-手修正/a（2）.txt"]);
}

#[test]
fn an_interrupted_run_is_repaired_to_the_complete_generation() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    replace(&output, "2023-03", &[file("a.txt", "1")], "").unwrap();
    replace(&output, "様式/2023-03", &[file("f.txt", "1")], "").unwrap();
    drop(output);
    fs::rename(root.path().join("2023-03"), root.path().join(".2023-03.old")).unwrap();
    fs::create_dir(root.path().join(".2023-03.new")).unwrap();
    fs::rename(root.path().join("様式/2023-03"), root.path().join("様式/.2023-03.old")).unwrap();
    OutputFolder::open(root.path()).unwrap();
    assert_eq!(read(&root.path().join("2023-03/a.txt")), "1");
    assert_eq!(read(&root.path().join("様式/2023-03/f.txt")), "1");
    assert!(!root.path().join(".2023-03.new").exists());
}

/// Simulates a run that ended between renaming the new month into place and clearing up the old one.
#[test]
fn edited_files_of_an_old_generation_left_behind_are_kept() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    replace(&output, "2023-03", &[file("a.txt", "1"), file("b.txt", "1")], "").unwrap();
    drop(output);
    fs::rename(root.path().join("2023-03"), root.path().join(".2023-03.old")).unwrap();
    fs::write(root.path().join(".2023-03.old/a.txt"), "手で直した").unwrap();
    fs::create_dir(root.path().join("2023-03")).unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    assert_eq!(output.repaired().kept, ["2023-03-手修正/a.txt"]);
    assert_eq!(read(&root.path().join("2023-03-手修正/a.txt")), "手で直した");
    assert!(!root.path().join(".2023-03.old").exists());
}

#[test]
fn repairing_changes_only_folders_of_runs() {
    let root = tempfile::tempdir().unwrap();
    let others =
        [".draft.new", ".draft.old", ".2023-13.old", "写真/.2023-03.old", "写真/.2023-03.new", ".2023-3.new"];
    for other in others {
        fs::create_dir_all(root.path().join(other).join("x")).unwrap();
    }
    fs::write(root.path().join(".2023-03.new"), "a file").unwrap();
    OutputFolder::open(root.path()).unwrap();
    for other in others {
        assert!(root.path().join(other).join("x").is_dir(), "{other}");
    }
    assert_eq!(read(&root.path().join(".2023-03.new")), "a file");
}

#[test]
fn a_failure_names_the_path_that_blocks_the_month() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    fs::write(root.path().join("2023-03"), "a file").unwrap();
    let failure = replace(&output, "2023-03", &[file("a.txt", "1")], "").unwrap_err().to_string();
    assert!(failure.contains("2023-03\n  同じ名前のファイルかリンクがあるため"), "{failure}");
    assert_eq!(read(&root.path().join("2023-03")), "a file");
    fs::write(root.path().join(".2022-12.old"), "a file").unwrap();
    let failure = replace(&output, "2022-12", &[file("a.txt", "1")], "").unwrap_err().to_string();
    assert!(failure.contains(".2022-12.old\n  以前の帳票が片付いていません"), "{failure}");
    assert_eq!(names(root.path()), [".2022-12.old", ".shinchoku.lock", "2023-03"]);
}

#[cfg(unix)]
#[test]
fn a_month_that_is_a_link_is_not_replaced() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    fs::create_dir(root.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", root.path().join("2023-03")).unwrap();
    assert!(replace(&output, "2023-03", &[file("a.txt", "1")], "").is_err());
    assert_eq!(fs::read_dir(root.path().join("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_failed_write_leaves_the_previous_generation() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    replace(&output, "2023-03", &[file("a.txt", "1")], "").unwrap();
    // A file in place of a folder makes writing fail half-way.
    let failed = replace(&output, "2023-03", &[file("x", "1"), file("x/y", "2")], "");
    assert!(matches!(failed, Err(Failure::Unwritable { .. })));
    assert_eq!(read(&root.path().join("2023-03/a.txt")), "1");
    assert!(!root.path().join(".2023-03.new").exists());
}

#[test]
fn a_file_is_returned_only_as_it_was_written() {
    let root = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(root.path()).unwrap();
    replace(&output, "2023-03", &[file("a.txt", "1")], "概要").unwrap();
    assert_eq!(output.written("2023-03", "a.txt").unwrap().unwrap(), b"1");
    assert_eq!(output.written("2023-03", "b.txt").unwrap(), None);
    assert_eq!(output.edited("2023-03").unwrap(), Vec::<String>::new());
    fs::write(root.path().join("2023-03/a.txt"), "2").unwrap();
    assert!(matches!(output.written("2023-03", "a.txt"), Err(Failure::RecordChanged(_))));
    assert_eq!(output.edited("2023-03").unwrap(), ["a.txt"]);
    assert!(read(&root.path().join("2023-03").join(RUN_RECORD)).starts_with("概要\n"));
}
