//! The command line as the officer uses it: names of commands, where folders are found, 送付文, `--watch`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::support::{Workspace, copy_folder, master, repository, text};

#[test]
fn commands_have_japanese_names_and_options_may_come_before_or_after_them() {
    let workspace = Workspace::with_samples_of(&["観光課"]);
    workspace.ok(&["--quiet", "様式", "--as-of", "R5.3"]);
    assert!(workspace.output().join("様式/2023-03/観光課.xlsx").exists());
    workspace.ok(&["--quiet", "--as-of", "令和5年3月", "集約"]);
    workspace.ok(&["--as-of", "2023-3", "確定"]);
    assert!(workspace.input().join("確定/2023-03.json").exists());
    assert!(workspace.ok_plain(&["解説", "V03"]).contains("V03"));
    assert!(workspace.ok(&["計画点検"]).contains("個別事業 1"));
}

#[test]
fn a_path_without_a_command_is_checked() {
    let workspace = Workspace::with_samples_of(&["観光課"]);
    let said = workspace.ok(&["input/2023-03/観光課.xlsx"]);
    assert_eq!(said, workspace.ok(&["check", "input/2023-03/観光課.xlsx"]));
    let output = workspace.run(&["ない.xlsx"]);
    assert!(text(&output.stderr).contains("点検するファイルを開けません: ない.xlsx"));
    let output = workspace.run(&["しらない"]);
    assert!(text(&output.stderr).contains("「しらない」というコマンドはありません。"));
}

#[test]
fn folders_are_found_beside_the_executable() {
    let release = tempfile::tempdir().unwrap();
    let program = release.path().join("shinchoku");
    fs::copy(env!("CARGO_BIN_EXE_shinchoku"), &program).unwrap();
    copy_folder(&repository().join("templates"), &release.path().join("templates"));
    copy_folder(&repository().join("input/2023-03"), &release.path().join("input/2023-03"));
    let elsewhere = tempfile::tempdir().unwrap();
    let run = Command::new(&program).current_dir(elsewhere.path()).arg("--quiet").output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(release.path().join("output/2023-03/進捗管理表_2023-03.xlsx").exists());
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn each_department_gets_a_mail_with_its_forms() {
    let workspace = Workspace::new();
    let said = workspace.ok(&["distribute", "--as-of", "2023-03"]);
    assert!(said.contains("件、送付文.txt）"), "{said}");
    let folder = workspace.output().join("様式/2023-03");
    let mails = fs::read_to_string(folder.join("送付文.txt")).unwrap();
    let books = fs::read_dir(folder).unwrap().filter(|entry| {
        entry.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "xlsx")
    });
    assert_eq!(mails.matches("件名：【報告のお願い】").count(), books.count());
    assert!(mails.contains("添付：観光課.xlsx"), "{mails}");
}

#[test]
fn completions_and_the_manual_page_name_every_command() {
    let workspace = Workspace::new();
    let man = workspace.ok_plain(&["man"]);
    for shell in ["bash", "fish", "powershell", "zsh"] {
        let completions = workspace.ok_plain(&["completions", shell]);
        for command in ["distribute", "check-plan", "close"] {
            assert!(completions.contains(command), "{shell}: {command}");
            assert!(man.contains(&command.replace('-', "\\-")), "{command} in\n{man}");
        }
    }
    for heading in [".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH SUBCOMMANDS"] {
        assert!(!man.contains(heading), "{heading}");
    }
}

#[cfg(unix)]
#[test]
fn watch_runs_again_when_a_file_arrives_and_ends_on_ctrl_c() {
    let workspace = Workspace::with_samples_of(&["観光課"]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_shinchoku"))
        .args(["--watch", "--as-of", "2023-03", "--plan"])
        .arg(repository().join("templates/master-plan.xlsx"))
        .current_dir(workspace.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut until = |part: &str| {
        let found = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains(part)));
        assert!(found.is_some(), "no line contains {part}");
    };
    until("待機　　input にファイルが届くのを待っています（終わるときは Ctrl+C）");
    let bytes = fs::read(repository().join("input/2023-03/福祉総務課.xlsx")).unwrap();
    workspace.put("2023-03/福祉総務課.xlsx", &bytes);
    until("追加　　2023-03/福祉総務課.xlsx");
    until("基準月　2023年3月末");
    until("待機　　");
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(text(&output.stderr), "shinchoku: 待機を終わりました。作成した帳票はそのままです。\n");
    assert!(workspace.record("2023-03").to_string().contains("福祉総務課"));
    let left = fs::read_dir(workspace.output()).unwrap();
    assert!(
        left.map(|entry| entry.unwrap().file_name()).all(|name| !name.to_string_lossy().ends_with(".new"))
    );
}

#[test]
fn distribute_reports_a_missing_deadline() {
    let workspace = Workspace::new();
    let note = "注意　　「報告予定」に2023年3月末の提出期限がないため、送付文に期限を書いていません\n";
    assert!(workspace.ok(&["distribute", "--as-of", "2023-03"]).contains(note));
    let mut plan = master::delivered();
    master::set(&mut plan, "報告予定", &[&["2023-03", "2023-04-21"]]);
    let path = master::put(&plan, workspace.path());
    let told = workspace.ok_plain(&["distribute", "--as-of", "2023-03", "--plan", path.to_str().unwrap()]);
    assert!(!told.contains("注意"), "{told}");
}
