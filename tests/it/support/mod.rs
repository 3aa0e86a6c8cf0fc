//! Shared by the test binaries: a folder in which the binary runs, and workbooks as plain cells that can be
//! filled in and changed.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test binary uses a part of this, and a test fails by panicking"
)]

pub(crate) mod filled;
pub(crate) mod kinds;
pub(crate) mod master;
pub(crate) mod office;
pub(crate) mod samples;
pub(crate) mod schemes;
pub(crate) mod sheets;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use shinchoku::consolidate::consolidate;
use shinchoku::export;
use shinchoku::intake::{self, WorkerCommand};
use shinchoku::plan::template::{self, PlanSheets};
use shinchoku::plan::{self, Plan};
use shinchoku::text::calendar::Month;
use tempfile::TempDir;

/// A temporary folder in which the real binary runs, with `input/` and `output/`.
pub(crate) struct Workspace {
    folder: TempDir,
    plan: PathBuf,
}

impl Workspace {
    /// A workspace on the delivered plan.
    pub(crate) fn new() -> Self {
        Self::with_plan(&repository().join("templates/master-plan.xlsx"))
    }

    /// A workspace on another master workbook.
    pub(crate) fn with_plan(plan: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("input")).unwrap();
        Self { folder, plan: plan.to_owned() }
    }

    /// A workspace whose folder holds the given master workbook.
    pub(crate) fn holding_plan(master: &[u8]) -> Self {
        let mut workspace = Self::new();
        workspace.plan = workspace.folder.path().join("計画.xlsx");
        fs::write(&workspace.plan, master).unwrap();
        workspace
    }

    /// A workspace on the delivered plan with a copy of the sample returns.
    pub(crate) fn with_samples() -> Self {
        let workspace = Self::new();
        copy_folder(&repository().join("input"), &workspace.input());
        workspace
    }

    /// A workspace with the sample returns of a few departments and the part of the delivered plan that they
    /// lead. A file or department is kept if its name contains one of `departments`.
    pub(crate) fn with_samples_of(departments: &[&str]) -> Self {
        let is_one = |name: &str| departments.iter().any(|department| name.contains(department));
        let whole = Self::new().plan();
        let own = whole.projects.iter().filter(|project| is_one(&project.lead));
        let own: Vec<String> = own.map(|project| project.id.to_string()).collect();
        let workspace = Self::holding_plan(&template::write(&master::of_projects(&own)).unwrap());
        copy_folder(&repository().join("input"), &workspace.input());
        for file in files_below(&workspace.input()) {
            if !is_one(&file.file_name().unwrap().to_string_lossy()) {
                fs::remove_file(&file).unwrap();
            }
        }
        workspace
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn input(&self) -> PathBuf {
        self.folder.path().join("input")
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    /// The workspace's plan, as the program reads it.
    pub(crate) fn plan(&self) -> Plan {
        plan::read::read(&fs::read(&self.plan).unwrap(), &self.plan).unwrap().0
    }

    /// The rows of the workspace's master workbook, which must be the delivered one or a part of it.
    pub(crate) fn master(&self) -> PlanSheets {
        master::rows_of(&self.plan)
    }

    /// Puts a file under `input/`.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.input().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs the binary with the workspace's plan.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shinchoku"));
        command.current_dir(self.folder.path()).args(arguments);
        let knows_plan = !matches!(arguments.first(), Some(&"new-plan"));
        if knows_plan && !arguments.contains(&"--plan") {
            command.arg("--plan").arg(&self.plan);
        }
        command.output().unwrap()
    }

    /// Runs the binary with these arguments alone.
    pub(crate) fn run_plain(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_shinchoku"))
            .current_dir(self.folder.path())
            .args(arguments)
            .output()
            .unwrap()
    }

    /// Runs the binary with these arguments alone. It must succeed; returns its standard output.
    pub(crate) fn ok_plain(&self, arguments: &[&str]) -> String {
        let output = self.run_plain(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}\n{}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    /// Runs the binary with the workspace's plan. It must succeed; returns its standard output.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}\n{}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    /// Returns a department's book of forms for a month, issuing the month's forms first where needed.
    pub(crate) fn issued(&self, month: &str, department: &str) -> Vec<u8> {
        let path = self.output().join("様式").join(month).join(format!("{department}.xlsx"));
        if !path.exists() {
            self.ok(&["distribute", "--as-of", month, "--unscheduled"]);
        }
        fs::read(path).unwrap()
    }

    /// The record (`consolidation.json`) of a month that was written.
    pub(crate) fn record(&self, month: &str) -> Value {
        let path = self.output().join(month).join("consolidation.json");
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    }

    /// Consolidates a month in this process without writing anything, and returns its record.
    pub(crate) fn judged(&self, month: &str) -> Value {
        let plan = self.plan();
        let worker = WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"));
        let limits = &plan.settings.limits;
        let returned = intake::read(&self.input(), &plan.labels, limits, &worker, &|_, _| ()).unwrap();
        let judged = consolidate(&plan, returned, Month::parse_iso(month).unwrap());
        serde_json::from_slice(&export::record(&plan, &judged).unwrap()).unwrap()
    }

    /// Consolidates a month with the binary, and returns its record.
    pub(crate) fn consolidate(&self, month: &str) -> Value {
        self.ok(&["--as-of", month, "--quiet"]);
        self.record(month)
    }
}

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of bytes that the binary printed.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The values of a record, sorted: project, indicator, field and fiscal year, with text and outcome.
pub(crate) fn values(record: &Value) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = record["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| {
            let key = format!(
                "{} {} {} {}",
                value["project"].as_str().unwrap_or("?"),
                value["indicator"].as_str().unwrap_or("-"),
                value["field"].as_str().unwrap(),
                value["fiscal_year"]
            );
            (key, format!("{} [{}]", value["text"].as_str().unwrap(), value["outcome"].as_str().unwrap()))
        })
        .collect();
    found.sort();
    found
}

/// The findings of a record as `code project` with the indicator's symbol, sorted.
pub(crate) fn findings(record: &Value) -> Vec<String> {
    let mut found: Vec<String> = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let word = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}{}", word("code"), word("project"), word("indicator")).trim().to_owned()
        })
        .collect();
    found.sort();
    found
}

/// Every file below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    paths.into_iter().flat_map(below).collect()
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
