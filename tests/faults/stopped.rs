//! A run that is asked to end, is killed, or finds the disk full: it says so in a sentence, and leaves
//! nothing half-written.

use std::fs;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use crate::draw::whole;
use crate::support::{repository, text};
use crate::world::{MONTH, World};

fn command(world: &World) -> Command {
    command_with(world, &[])
}

fn command_with(world: &World, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
    command
        .args(options)
        .args(["--as-of", MONTH, "--plan"])
        .arg(repository().join("templates/master-plan.xlsx"))
        .current_dir(world.workspace.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Starts a run, sends it a signal after `after` milliseconds, and waits for its end.
fn signalled(world: &World, signal: &str, after: u64) -> Output {
    let child = command(world).spawn().unwrap();
    thread::sleep(Duration::from_millis(after));
    // The process may have ended by itself.
    let _ = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
    child.wait_with_output().unwrap()
}

/// The first case, or all cases if the suites run whole.
fn tried(cases: &[u64]) -> Vec<u64> {
    let most = if whole() { cases.len() } else { 1 };
    cases.iter().copied().take(most).collect()
}

#[test]
fn a_run_that_is_asked_to_end_says_so_and_leaves_no_unfinished_month() {
    let world = World::new();
    for signal in ["-TERM", "-INT"] {
        for after in tried(&[400, 150, 700, 1_000, 1_400]) {
            let world = world.copy();
            let output = signalled(&world, signal, after);
            let said = text(&output.stderr);
            match output.status.code() {
                Some(0) => {}
                Some(130) => assert!(said.contains("中断しました。"), "{said}"),
                // The signal came before the handler was set, and ended the process.
                None => assert!(said.is_empty(), "{said}"),
                other => panic!("{other:?} {said}"),
            }
            assert!(!world.workspace.output().join(format!(".{MONTH}.new")).exists(), "{signal} {after}");
            world.check(&format!("{signal} after {after} ms"), None);
        }
    }
}

#[test]
fn a_run_that_is_killed_leaves_a_whole_month() {
    let world = World::new();
    for after in tried(&[800, 500, 100, 1_100, 1_300, 1_500]) {
        let world = world.copy();
        signalled(&world, "-KILL", after);
        world.check(&format!("killed after {after} ms"), None);
    }
}

#[test]
fn a_watch_that_is_killed_or_asked_to_end_leaves_a_whole_month() {
    let world = World::new();
    for signal in ["-KILL", "-TERM"] {
        // During the first run, between the runs, and during the one for the file that arrived.
        for after in tried(&[1_500, 300, 2_500, 3_500, 5_000]) {
            let world = world.copy();
            let child = command_with(&world, &["--watch"]).spawn().unwrap();
            thread::sleep(Duration::from_millis(500));
            let late = fs::read(repository().join("input/2023-03/教育総務課.xlsx")).unwrap();
            world.workspace.put(&format!("{MONTH}/教育総務課.xlsx"), &late);
            thread::sleep(Duration::from_millis(after));
            Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
            let output = child.wait_with_output().unwrap();
            let code = output.status.code();
            let expected = if signal == "-KILL" { None } else { Some(130) };
            assert_eq!(code, expected, "{signal} {after}: {}", text(&output.stderr));
            world.check(&format!("watch {signal} after {after} ms"), None);
        }
    }
}

#[test]
fn a_full_disk_loses_only_the_new_month() {
    let world = World::new();
    // A limit on the size of files, in blocks of 512 bytes, stands for a full disk.
    for blocks in tried(&[8, 200, 0, 1, 40]) {
        let world = world.copy();
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let output = Command::new("sh")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_shinchoku"), "--as-of", MONTH, "--plan"])
            .arg(repository().join("templates/master-plan.xlsx"))
            .current_dir(world.workspace.path())
            .output()
            .unwrap();
        if output.status.code() != Some(0) {
            let said = text(&output.stderr);
            assert!(
                said.contains("ファイルが大きすぎます（エラー番号27）") || !cfg!(target_os = "linux"),
                "{said}"
            );
            assert!(!world.workspace.output().join(format!(".{MONTH}.new")).exists());
        }
        world.check(&format!("{blocks} blocks"), Some(&output));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_summary_that_cannot_be_printed_gives_exit_code_3() {
    let world = World::new();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&world).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = text(&output.stderr);
    assert!(
        said.contains("結果を表示できませんでした。\n  ディスクの空きがありません（エラー番号28）。"),
        "{said}"
    );
    world.check("/dev/full", None);
}
