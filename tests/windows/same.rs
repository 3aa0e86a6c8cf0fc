//! Both systems write the same bytes and print the same text.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::hostile::corpus;
use crate::support::{Workspace, files_below};
use crate::wine::{ok, run, samples};

/// Every file below a folder with its bytes, by path.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let relative = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files_below(folder).iter().map(|path| (relative(path), fs::read(path).unwrap())).collect()
}

/// Asserts that two workspaces have the same files with the same bytes.
fn assert_same(here: &Workspace, windows: &Workspace) {
    for folder in ["input", "output"] {
        let (here, windows) = (contents(&here.path().join(folder)), contents(&windows.path().join(folder)));
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&here), names(&windows));
        for (path, bytes) in &here {
            assert!(bytes == &windows[path], "{folder}/{path} differs");
        }
    }
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn every_command_writes_and_prints_the_same() {
    let (here, windows) = (samples(), samples());
    for arguments in [
        "distribute --as-of 2023-03",
        "--as-of 2022-12",
        "close --as-of R4.12",
        "--as-of 2023-03 -v",
        "--as-of 2023-03",
        "close --as-of 2023-03",
        "check input/2023-03/観光課.xlsx",
        "check --format json input/2023-03",
        "check-plan",
        "explain V03",
        "explain --all",
        "completions powershell",
        "man",
        "--help",
        "--version",
    ] {
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let (here, windows) = (here.ok_plain(&arguments), ok(windows.path(), &arguments));
        let differs = here.lines().zip(windows.lines()).find(|(here, windows)| here != windows);
        assert_eq!(differs, None, "{arguments:?}");
        assert_eq!(here.len(), windows.len(), "{arguments:?}");
    }
    assert_same(&here, &windows);
    for workspace in [&here, &windows] {
        assert!(workspace.input().join("確定/2023-03.json").exists());
    }
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn a_new_plan_is_the_same() {
    let (here, windows) = (Workspace::new(), Workspace::new());
    here.ok_plain(&["new-plan", "新しい計画.xlsx"]);
    ok(windows.path(), &["new-plan", "新しい計画.xlsx"]);
    let plan = |workspace: &Workspace| fs::read(workspace.path().join("新しい計画.xlsx")).unwrap();
    assert!(plan(&here) == plan(&windows));
}

/// Leaves out files whose outcome depends on limits of time or memory, because Windows has no limit on
/// memory.
#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn a_folder_of_hostile_files_reads_the_same() {
    let (here, windows) = (samples(), samples());
    // One corpus for both: a zip has the time at which it was made.
    for hostile in corpus::all() {
        for workspace in [&here, &windows] {
            workspace.put(&format!("2023-03/hostile/{}", hostile.name), &hostile.bytes);
        }
    }
    here.ok_plain(&["--as-of", "2023-03", "--quiet"]);
    let output = run(windows.path(), &["--as-of", "2023-03", "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let (here, windows) = (here.record("2023-03"), windows.record("2023-03"));
    for key in ["files", "findings", "values"] {
        let lists = [&here, &windows].map(|record| record[key].as_array().unwrap());
        for (here, windows) in lists[0].iter().zip(lists[1]) {
            assert_eq!(here, windows, "{key}");
        }
        assert_eq!(lists[0].len(), lists[1].len(), "{key}");
    }
    assert_eq!(here["reconciliation"], windows["reconciliation"]);
}
