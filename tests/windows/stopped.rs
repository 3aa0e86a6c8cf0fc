//! A killed run on Windows leaves a whole month.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use shinchoku::sha256;

use crate::support::files_below;
use crate::wine::{command, ok, small};

/// True if a folder has every file that its 実行記録.txt lists, with its hash.
fn is_whole(month: &Path) -> bool {
    let Ok(record) = fs::read_to_string(month.join("実行記録.txt")) else { return false };
    let list = record.rsplit("[出力ファイル SHA-256]\n").next().unwrap_or_default();
    let mut lines = list.lines().filter_map(|line| line.split_once("  ")).peekable();
    lines.peek().is_some()
        && lines
            .filter(|(_, path)| *path != "実行記録.txt")
            .all(|(hash, path)| fs::read(month.join(path)).is_ok_and(|bytes| sha256::of(&bytes) == hash))
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn a_killed_run_leaves_a_whole_month() {
    let workspace = small();
    let output = workspace.output();
    for after in [150, 400, 700, 1_000, 1_300, 1_600, 2_000] {
        let mut child = command(workspace.path(), &["--as-of", "2023-03", "--quiet"]).spawn().unwrap();
        thread::sleep(Duration::from_millis(after));
        // The process may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
        let standing = [output.join("2023-03"), output.join(".2023-03.old")];
        assert!(standing.iter().any(|month| is_whole(month)), "killed after {after} ms");
    }
    ok(workspace.path(), &["--as-of", "2023-03", "--quiet"]);
    assert!(is_whole(&output.join("2023-03")));
    let left: Vec<String> = fs::read_dir(&output)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(".2023-03.") || name.contains("手修正"))
        .collect();
    assert!(left.is_empty(), "{left:?} of {:?}", files_below(&output));
    assert!(files_below(&output).len() > 5);
}
