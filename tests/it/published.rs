//! The CSV files of 公開用 as docs/scale.md reads them: all months as one table, by DuckDB. Does nothing if
//! Python lacks DuckDB.

use std::fs;
use std::process::Command;

use crate::support::{Workspace, repository, text};

/// A Python program that runs a query and prints one row a line.
const RUN: &str = "import duckdb, sys\nfor row in duckdb.sql(sys.argv[1]).fetchall(): print(*row)";

#[test]
fn the_documented_query_reads_all_months_as_one_table() {
    let has_duckdb = Command::new("python3").args(["-c", "import duckdb"]).output();
    if !has_duckdb.is_ok_and(|output| output.status.success()) {
        return;
    }
    let page = fs::read_to_string(repository().join("docs/scale.md")).unwrap();
    let query = page.split("```sql\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let workspace = Workspace::with_samples();
    for month in ["2022-12", "2023-03"] {
        workspace.ok(&["--as-of", month, "--quiet"]);
    }
    let output =
        Command::new("python3").args(["-c", RUN, query]).current_dir(workspace.path()).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let rows = text(&output.stdout);
    for row in ["2022-12 年度途中 36", "2023-03 達成 21", "2023-03 概ね達成 4", "2023-03 未達 8"]
    {
        assert!(rows.lines().any(|line| line == row), "{row} is not among\n{rows}");
    }
}
