//! Which year `check-plan` takes for the one that is being reported, when it looks for actuals of it (M20).

use std::fs;

use crate::support::{Workspace, master};

#[test]
fn the_year_is_that_of_the_month_given_of_the_latest_returns_or_of_the_first_report() {
    let mut plan = master::delivered();
    // 2022年度実績 of the first indicator.
    "411手続".clone_into(&mut plan.rows.get_mut("指標").unwrap()[0][11]);
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::with_plan(&master::put(&plan, folder.path()));
    let told = |arguments: &[&str]| {
        let all: Vec<&str> = ["check-plan"].iter().chain(arguments).copied().collect();
        workspace.ok(&all).matches("[M20]").count()
    };
    // Nothing came back yet: the first report of 報告予定 is of 2022年度.
    assert_eq!(told(&[]), 1);
    assert_eq!(told(&["--as-of", "2023-09"]), 0);
    // Returns of March: the year is reported until its last month is closed.
    fs::create_dir_all(workspace.input().join("2023-03 第4四半期")).unwrap();
    assert_eq!(told(&[]), 1);
    workspace.put("確定/2023-03.json", b"{}");
    assert_eq!(told(&[]), 0);
    assert_eq!(told(&["--as-of", "2022-12"]), 1);
    fs::create_dir_all(workspace.input().join("2023-09")).unwrap();
    assert_eq!(told(&[]), 0);
    let output = workspace.run(&["check-plan", "--as-of", "いつか"]);
    assert_eq!(output.status.code(), Some(2));
}
