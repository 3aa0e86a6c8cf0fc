//! Windows paths: drives, backslashes, shares, long paths and reserved names.

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::{Workspace, text};
use crate::wine::{ok, on_drive, prefix, refused, run, small};

/// The record of the month as this system reads it, without what depends on the folders.
fn outcome(workspace: &Workspace, output: &str) -> String {
    let path = workspace.path().join(output).join("2023-03/consolidation.json");
    fs::read_to_string(path).unwrap()
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn drives_backslashes_and_shares_give_the_same_month() {
    let workspace = small();
    let expected = outcome(&workspace, "output");
    let path = workspace.path().to_str().unwrap();
    let share = prefix().join("dosdevices/unc/server");
    fs::create_dir_all(&share).unwrap();
    let name = workspace.path().file_name().unwrap().to_str().unwrap();
    symlink(path, share.join(name)).unwrap();
    for (number, base) in [
        on_drive(&workspace, ""),
        format!(r"\\?\{}", on_drive(&workspace, "")),
        format!(r"\\server\{name}\"),
        r".\".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        let output = format!("出力{number}");
        let at = |folder: &str| format!("{base}{folder}");
        let (input, to) = (at("input"), at(&output));
        ok(workspace.path(), &["--as-of", "2023-03", "--quiet", "--input", &input, "--output", &to]);
        assert_eq!(outcome(&workspace, &output), expected, "{base}");
    }
    fs::remove_file(share.join(name)).unwrap();
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn an_output_in_the_input_is_refused_however_it_is_spelt() {
    let workspace = small();
    for output in
        [on_drive(&workspace, r"input\結果"), r"INPUT\結果".to_owned(), r"input\..\input\x".to_owned()]
    {
        let told = refused(workspace.path(), &["--as-of", "2023-03", "--output", &output]);
        assert!(told.contains("と同じか、その中にあります"), "{output}: {told}");
    }
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn paths_of_more_than_260_characters_are_read_and_written() {
    let workspace = small();
    let book = fs::read(workspace.input().join("2023-03/観光課.xlsx")).unwrap();
    fs::remove_file(workspace.input().join("2023-03/観光課.xlsx")).unwrap();
    let deep = vec!["とても深いところにあるフォルダーの名前です"; 14].join("/");
    workspace.put(&format!("2023-03/{deep}/観光課.xlsx"), &book);
    assert!(deep.chars().count() > 260);
    let output = format!("出力\\{}", deep.replace('/', "\\"));
    ok(workspace.path(), &["--as-of", "2023-03", "--quiet", "--output", &output]);
    let written = workspace.path().join("出力").join(&deep).join("2023-03/consolidation.json");
    let record = fs::read_to_string(written).unwrap();
    assert!(record.contains(&format!("2023-03/{deep}/観光課.xlsx")));
    ok(workspace.path(), &["--as-of", "2023-03", "--quiet", "--output", &output]);
}

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn names_that_windows_reserves_are_refused() {
    let workspace = small();
    for arguments in [vec!["check", "CON.xlsx"], vec!["--as-of", "2023-03", "--output", "NUL"]] {
        let output = run(workspace.path(), &arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {said}");
        assert!(said.starts_with("shinchoku: ") && !said.contains("os error"), "{said}");
    }
}
