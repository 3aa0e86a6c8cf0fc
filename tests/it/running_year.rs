//! Which fiscal year `check-plan` takes as the reported one when it looks for its actuals in the master
//! (M20).

use std::fs;

use crate::support::{Workspace, master};

#[test]
fn the_reported_year_is_of_the_given_month_else_of_the_returns_else_of_the_first_report() {
    let mut plan = master::delivered();
    // The first indicator has a 2022年度実績 in the master.
    "411手続".clone_into(&mut plan.rows.get_mut("指標").unwrap()[0][11]);
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::with_plan(&master::put(&plan, folder.path()));
    let told = |arguments: &[&str]| {
        let all: Vec<&str> = ["check-plan"].iter().chain(arguments).copied().collect();
        workspace.ok(&all).matches("[M20]").count()
    };
    // Without returns, the first month of 報告予定 decides: it is in 2022年度.
    assert_eq!(told(&[]), 1);
    assert_eq!(told(&["--as-of", "2023-09"]), 0);
    // With returns of March 2023, 2022年度 is the reported year until that month is closed.
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
