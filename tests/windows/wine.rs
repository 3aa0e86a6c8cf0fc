//! Runs the Windows executable under Wine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::support::{Workspace, copy_folder, repository, text};

/// The folder that `.ci/windows` makes: the executable, the library that Wine lacks, and a tool that holds a
/// file open.
fn tools() -> PathBuf {
    let tools = repository().join("target/windows/test");
    assert!(tools.join("shinchoku.exe").is_file(), "run `bash .ci/windows` first");
    tools
}

/// Wine's prefix: the folder with its drives.
pub(crate) fn prefix() -> PathBuf {
    repository().join("target/windows/wine")
}

fn wine(program: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let debian = Path::new("/usr/lib/wine/wine64");
    let mut command = Command::new(if debian.exists() { debian } else { Path::new("wine64") });
    command
        .arg(program)
        .args(arguments)
        .current_dir(folder)
        .envs([("WINEARCH", "win64"), ("WINEDEBUG", "-all"), ("LC_ALL", "C.UTF-8")])
        .env("WINEPREFIX", prefix())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The command that runs the Windows executable in a folder.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    wine(&tools().join("shinchoku.exe"), folder, arguments)
}

/// Runs the Windows executable in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Runs the Windows executable in a folder. It must succeed; returns its standard output.
pub(crate) fn ok(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{}", text(&output.stderr));
    text(&output.stdout)
}

/// Runs the Windows executable in a folder. It must refuse; returns its standard error.
pub(crate) fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{}", text(&output.stdout));
    text(&output.stderr)
}

/// Runs a function while a Windows program has a file open without sharing it.
pub(crate) fn while_held<T>(file: &Path, run: impl FnOnce() -> T) -> T {
    let ready = file.with_extension("held");
    let windows = |path: &Path| format!("Z:{}", path.to_str().unwrap().replace('/', "\\"));
    let mut holder =
        wine(&tools().join("hold.exe"), Path::new("/"), &[&windows(file), &windows(&ready)]).spawn().unwrap();
    while !ready.exists() {
        let ended = holder.try_wait().unwrap();
        assert!(ended.is_none(), "{} cannot be opened", file.display());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    fs::remove_file(&ready).unwrap();
    let result = run();
    holder.kill().unwrap();
    holder.wait().unwrap();
    result
}

/// Runs Windows' own command interpreter in a folder.
pub(crate) fn cmd(folder: &Path, arguments: &[&str]) -> Output {
    let interpreter = prefix().join("drive_c/windows/system32/cmd.exe");
    wine(&interpreter, folder, &[&["/c"], arguments].concat()).output().unwrap()
}

/// A path of the workspace as Windows sees it, on Wine's drive Z: for this system's root.
pub(crate) fn on_drive(workspace: &Workspace, path: &str) -> String {
    format!("Z:{}\\{path}", workspace.path().to_str().unwrap().replace('/', "\\"))
}

/// A release folder as the officer gets it: the executable, the batch files, the plan.
pub(crate) fn release() -> Workspace {
    let workspace = Workspace::new();
    copy_folder(&tools(), workspace.path());
    copy_folder(&repository().join("release/windows"), workspace.path());
    copy_folder(&repository().join("templates"), &workspace.path().join("templates"));
    workspace
}

/// A workspace with the sample returns and the delivered plan at its default path.
pub(crate) fn samples() -> Workspace {
    let workspace = Workspace::with_samples();
    copy_folder(&repository().join("templates"), &workspace.path().join("templates"));
    workspace
}

/// A workspace with the returns of two departments and a month written by this system's executable.
pub(crate) fn small() -> Workspace {
    let workspace = Workspace::with_samples_of(&["福祉総務課", "観光課"]);
    copy_folder(&repository().join("templates"), &workspace.path().join("templates"));
    workspace.ok_plain(&["--as-of", "2023-03", "--quiet"]);
    workspace
}
