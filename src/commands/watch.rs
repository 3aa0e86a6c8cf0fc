//! `--watch`: waits for changes in the input folder and for copying to finish, then runs again and lists the
//! changed files.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::{RecursiveMode, Watcher};

use crate::commands::console::{print, print_failure};
use crate::commands::input::shown;
use crate::failure::{Failure, io_words};
use crate::output;
use crate::run_summary;

/// The time without changes after which files count as completely copied.
const SETTLED: Duration = Duration::from_secs(2);
/// The interval at which the folder is checked even if the system reports no change, as on many network
/// drives.
const LOOK: Duration = Duration::from_secs(20);
/// The number of [`SETTLED`] intervals to wait for a file that cannot be opened.
const PATIENCE: u32 = 30;
/// The most changed files to list by name; the rest are counted.
const NAMED: usize = 20;

/// The size and modification time of each file in a folder.
type Files = BTreeMap<String, (u64, Option<SystemTime>)>;

/// Runs `once` now and after each change in the input folder, until the process is ended.
///
/// # Errors
/// If the first run fails, or the input folder cannot be watched.
pub(super) fn run(
    input: &Path,
    is_quiet: bool,
    once: &dyn Fn() -> Result<u8, Failure>,
) -> Result<u8, Failure> {
    let (sender, changes) = mpsc::channel();
    let notice = move |_: notify::Result<notify::Event>| {
        // The receiver lives as long as the process.
        sender.send(()).unwrap_or_default();
    };
    let failed = |reason: String| Failure::Input { path: input.to_owned(), reason };
    let mut watcher = notify::recommended_watcher(notice).map_err(|error| failed(words(&error)))?;
    watcher.watch(input, RecursiveMode::Recursive).map_err(|error| failed(words(&error)))?;

    let mut before = files(input);
    once()?;
    let mut is_done = true;
    loop {
        output::wait();
        if !is_quiet {
            let place = shown(input);
            print(&format!("\n待機　　{place} にファイルが届くのを待っています（終わるときは Ctrl+C）\n"));
        }
        let now = next(input, &before, &changes, is_done);
        if !is_quiet {
            print(&format!("\n{}", report_lines(&before, &now)));
        }
        before = now;
        is_done = match once() {
            Ok(_) => true,
            Err(failure) => {
                print_failure(&failure.to_string());
                false
            }
        };
    }
}

/// Waits until the files differ from `before` and have settled, and returns them. After a failed run, also
/// returns after [`LOOK`] without changes: a workbook that was open may be closed by then.
fn next(input: &Path, before: &Files, changes: &Receiver<()>, is_done: bool) -> Files {
    loop {
        let is_told = changes.recv_timeout(LOOK).is_ok();
        let now = settled(input, before);
        while changes.try_recv().is_ok() {}
        if now != *before || (!is_done && !is_told) {
            return now;
        }
    }
}

/// Returns the files as soon as nothing has changed for [`SETTLED`] and every new one can be opened.
fn settled(input: &Path, before: &Files) -> Files {
    let mut last = files(input);
    if last == *before {
        return last;
    }
    let mut unopened = 0;
    loop {
        thread::sleep(SETTLED);
        let now = files(input);
        let can_open = |path: &str| File::open(input.join(path)).is_ok();
        let is_new = |(path, state): &(&String, _)| before.get(*path) != Some(*state);
        let opened = unopened >= PATIENCE || now.iter().filter(is_new).all(|(path, _)| can_open(path));
        if now == last && opened {
            return now;
        }
        unopened += u32::from(now == last);
        last = now;
    }
}

/// Lists the files below a folder by their paths with `/`. Unreadable folders and Excel's temporary files are
/// left out.
fn files(root: &Path) -> Files {
    let mut found = Files::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root.join(&folder)).into_iter().flatten().flatten() {
            let relative = folder.join(entry.file_name());
            let Ok(data) = entry.metadata() else { continue };
            if data.is_dir() {
                open.push(relative);
            } else if !entry.file_name().to_string_lossy().starts_with("~$") {
                found.insert(shown(&relative), (data.len(), data.modified().ok()));
            }
        }
    }
    found
}

/// Returns how the files differ, one line each.
fn report_lines(before: &Files, now: &Files) -> String {
    let added = now.keys().filter(|path| !before.contains_key(*path)).map(|path| ("追加", path));
    let changed = now
        .iter()
        .filter(|(path, state)| before.get(*path).is_some_and(|old| old != *state))
        .map(|(path, _)| ("更新", path));
    let gone = before.keys().filter(|path| !now.contains_key(*path)).map(|path| ("削除", path));
    let all: Vec<(&str, &String)> = added.chain(changed).chain(gone).collect();
    let mut text: String = all
        .iter()
        .take(NAMED)
        .map(|(what, path)| format!("{what}　　{}\n", run_summary::line(path)))
        .collect();
    let rest = all.len().saturating_sub(NAMED);
    if rest > 0 {
        text.push_str(&format!("　　　　ほか{rest}件\n"));
    }
    text
}

/// Returns the reason why a folder cannot be watched, in Japanese.
fn words(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => format!("{}。", io_words(error)),
        notify::ErrorKind::PathNotFound => "見つかりません。".to_owned(),
        notify::ErrorKind::MaxFilesWatch => {
            "見張ることのできるフォルダーの数の上限に達しています。".to_owned()
        }
        _ => "フォルダーの変化を見張ることができません。".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Files, files, report_lines, settled};

    fn listed(names: &[(&str, u64)]) -> Files {
        names.iter().map(|(name, size)| ((*name).to_owned(), (*size, None))).collect()
    }

    #[test]
    fn changed_files_are_listed_one_by_one() {
        let before = listed(&[("2023-03/a.xlsx", 1), ("2023-03/b.xlsx", 1), ("c.xlsx", 1)]);
        let now = listed(&[("2023-03/a.xlsx", 2), ("c.xlsx", 1), ("d.xlsx", 1)]);
        let expected = "追加　　d.xlsx\n更新　　2023-03/a.xlsx\n削除　　2023-03/b.xlsx\n";
        assert_eq!(report_lines(&before, &now), expected);
        let many: Vec<(String, u64)> = (0..25).map(|number| (format!("{number:02}.xlsx"), 1)).collect();
        let many: Vec<(&str, u64)> = many.iter().map(|(name, size)| (name.as_str(), *size)).collect();
        assert!(report_lines(&Files::new(), &listed(&many)).ends_with("追加　　19.xlsx\n　　　　ほか5件\n"));
    }

    #[test]
    fn temporary_files_of_excel_are_no_change() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("課")).unwrap();
        fs::write(root.path().join("課/a.xlsx"), "1").unwrap();
        let before = files(root.path());
        assert_eq!(before.keys().collect::<Vec<_>>(), ["課/a.xlsx"]);
        fs::write(root.path().join("課/~$a.xlsx"), "1").unwrap();
        assert_eq!(settled(root.path(), &before), before);
    }
}
