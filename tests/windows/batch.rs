//! The batch files of the release folder, as the officer starts them.

use std::fs;

use crate::support::{Workspace, copy_folder, repository, text};
use crate::wine::{cmd, on_drive, release};

#[test]
#[ignore = "needs Wine and the Windows executable; .ci/run runs it"]
fn batch_files_work_in_their_own_folder_wherever_they_are_started_from() {
    let (folder, elsewhere) = (release(), Workspace::new());
    copy_folder(&repository().join("input/2023-03"), &folder.input().join("2023-03"));
    let run = |batch: &str, arguments: &[&str]| {
        let path = on_drive(&folder, batch);
        cmd(elsewhere.path(), &[&[path.as_str()], arguments].concat())
    };
    let output = run("月次集約.bat", &[]);
    let said = text(&output.stdout);
    assert!(output.status.success() && said.contains("今月の作業"), "{said}");
    assert!(folder.output().join("2023-03/実行記録.txt").exists());

    let output = run("様式作成.bat", &["--as-of", "R5.3"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(folder.output().join("様式/2023-03/送付文.txt").exists());

    let output = run("点検.bat", &[]);
    assert!(text(&output.stdout).contains("ファイル 21件"), "{}", text(&output.stdout));
    fs::copy(folder.input().join("2023-03/観光課.xlsx"), elsewhere.path().join("観光 課.xlsx")).unwrap();
    let output = run("点検.bat", &[&on_drive(&elsewhere, "観光 課.xlsx")]);
    assert!(text(&output.stdout).contains("ファイル 1件・様式 1件"), "{}", text(&output.stdout));

    let output = run("確定.bat", &["--as-of", "R5.3"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(folder.input().join("確定/2023-03.json").exists());

    let output = run("様式作成.bat", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("基準月が指定されていません。"));
}
