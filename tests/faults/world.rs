//! Workspaces in which a command may fail: with returns, a written month, and files that people left in the
//! output folder. Checks what must hold afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use shinchoku::plan;
use shinchoku::sha256;

use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, copy_folder, files_below, master, repository, text};

/// The month of all runs.
pub(crate) const MONTH: &str = "2023-03";
/// A book that was edited by hand, and its content.
const EDITED: (&str, &str) = ("進捗管理表_2023-03.xlsx", "手で直した");
/// Files that were added to the month's folder, and their content.
const ADDED: [(&str, &str); 3] =
    [("覚え.txt", "覚え"), ("公開用/.控え", "控え"), ("資料/元データ.txt", "元データ")];
/// The earlier version of the plan.
pub(crate) const OLD_PLAN: &str = "改正前.xlsx";
/// The later version of the plan. `apply` writes a file of this name, too.
pub(crate) const NEW_PLAN: &str = "改正後.xlsx";
/// The comparison table of the two versions.
const TABLE: &str = "新旧対照表_第1.2版_第1.3版.xlsx";
/// The committee's decisions on change requests.
pub(crate) const DECISIONS: &str = "決定.xlsx";
/// The content of the comparison table after it was edited by hand.
const TABLE_EDITED: &str = "手で直した対照表";
/// A file that was added to the issued forms, and its content.
const FORMS_ADDED: (&str, &str) = ("覚え.txt", "送付済み");
/// Files of other people in the output folder, which no command may touch.
const OTHERS: [&str; 4] =
    [".x.new/a.txt", ".x.old/a.txt", "様式の控え/.2023-03.old/a.txt", "2022-12-手修正/a.txt"];

/// A workspace that is made once and copied for each fault.
pub(crate) struct World {
    pub(crate) workspace: Workspace,
}

impl World {
    /// Two returns, and a month that was written and then edited.
    pub(crate) fn new() -> Self {
        let workspace = Workspace::new();
        for name in ["福祉総務課.xlsx", "観光課.xlsx"] {
            let bytes = fs::read(repository().join("input/2023-03").join(name)).unwrap();
            workspace.put(&format!("2023-03/{name}"), &bytes);
        }
        workspace.ok(&["--as-of", MONTH, "--quiet"]);
        let month = workspace.output().join(MONTH);
        fs::write(month.join(EDITED.0), EDITED.1).unwrap();
        for (path, content) in ADDED {
            put(&month.join(path), content);
        }
        for path in OTHERS {
            put(&workspace.output().join(path), "ほかの人のもの");
        }
        Self { workspace }
    }

    /// The same with issued forms, to which a file was added.
    pub(crate) fn with_forms() -> Self {
        let world = Self::new();
        world.workspace.ok(&["distribute", "--as-of", MONTH, "--quiet"]);
        put(&world.forms().join(FORMS_ADDED.0), FORMS_ADDED.1);
        world
    }

    /// Two versions of the plan, and a comparison table that was edited by hand.
    pub(crate) fn with_plans() -> Self {
        let workspace = Workspace::new();
        let folder = workspace.path();
        let mut plan = master::delivered();
        fs::rename(master::put(&plan, folder), folder.join(OLD_PLAN)).unwrap();
        let rows = plan.rows.get_mut("計画").unwrap();
        let version = rows.iter_mut().find(|row| row[0] == "版").unwrap();
        version[1] = "第1.3版".to_owned();
        fs::rename(master::put(&plan, folder), folder.join(NEW_PLAN)).unwrap();
        put(&workspace.output().join(TABLE), TABLE_EDITED);
        Self { workspace }
    }

    /// One approved change request.
    pub(crate) fn with_decisions() -> Self {
        let workspace = Workspace::new();
        let mut sheet = Sheet { name: "変更申出".to_owned(), ..Sheet::default() };
        let headings = ["整理番号", "項目", "現行（計画）", "申出", "決定"];
        let row = ["1-1-3", "事業名称（P03）", &workspace.plan().projects[2].name, "AI案内の拡大", "承認"];
        for (col, (heading, text)) in (0..).zip(headings.into_iter().zip(row)) {
            sheet.cells.insert((0, col), heading.to_owned());
            sheet.cells.insert((1, col), text.to_owned());
        }
        fs::create_dir_all(workspace.output()).unwrap();
        fs::write(workspace.path().join(DECISIONS), sheets::write(&[sheet])).unwrap();
        Self { workspace }
    }

    /// A copy of the world in a new folder.
    pub(crate) fn copy(&self) -> Self {
        let workspace = Workspace::new();
        copy_folder(&self.workspace.input(), &workspace.input());
        copy_folder(&self.workspace.output(), &workspace.output());
        for plan in [OLD_PLAN, NEW_PLAN, DECISIONS] {
            let from = self.workspace.path().join(plan);
            if from.exists() {
                fs::copy(from, workspace.path().join(plan)).unwrap();
            }
        }
        Self { workspace }
    }

    pub(crate) fn month(&self) -> std::path::PathBuf {
        self.workspace.output().join(MONTH)
    }

    /// Checks the month after a run that may have failed anywhere, and again after the next run. `output` is
    /// that of the first run, if its message is to be checked.
    pub(crate) fn check(&self, what: &str, output: Option<&Output>) {
        if let Some(output) = output {
            told_well(what, output);
        }
        let output = self.workspace.output();
        let standing = [self.month(), output.join(format!(".{MONTH}.old"))];
        assert!(standing.iter().any(|folder| is_whole(folder)), "{what}: no month is whole");
        let after = self.workspace.run(&["--as-of", MONTH, "--quiet"]);
        assert_eq!(after.status.code(), Some(0), "{what}: {}", text(&after.stderr));
        assert!(is_whole(&self.month()), "{what}: the next month is not whole");
        let foreign = ours_only(&self.month());
        assert!(foreign.is_empty(), "{what}: {foreign:?} is among the month's files");
        self.check_kept(what);
        for path in OTHERS {
            let content = fs::read_to_string(output.join(path)).unwrap_or_default();
            assert_eq!(content, "ほかの人のもの", "{what}: {path}");
        }
        let left: Vec<String> =
            names(&output).into_iter().filter(|name| name.contains(".2023-03.")).collect();
        assert!(left.is_empty(), "{what}: {left:?} is left");
    }

    fn forms(&self) -> std::path::PathBuf {
        self.workspace.output().join("様式").join(MONTH)
    }

    /// Checks the forms after `distribute` may have failed anywhere, and again after the next `distribute`.
    pub(crate) fn check_forms(&self, what: &str, output: Option<&Output>) {
        if let Some(output) = output {
            told_well(what, output);
        }
        let above = self.workspace.output().join("様式");
        let standing = [self.forms(), above.join(format!(".{MONTH}.old"))];
        assert!(standing.iter().any(|folder| is_whole(folder)), "{what}: no forms are whole");
        let after = self.workspace.run(&["distribute", "--as-of", MONTH, "--quiet"]);
        assert_eq!(after.status.code(), Some(0), "{what}: {}", text(&after.stderr));
        assert!(is_whole(&self.forms()), "{what}: the next forms are not whole");
        assert!(ours_only(&self.forms()).is_empty(), "{what}: another file is among the forms");
        let kept = fs::read_to_string(above.join(format!("{MONTH}-手修正")).join(FORMS_ADDED.0));
        assert_eq!(kept.unwrap_or_default(), FORMS_ADDED.1, "{what}: what was added was not kept");
        assert!(is_whole(&self.month()), "{what}: the month was touched");
        let left: Vec<String> = names(&above).into_iter().filter(|name| name.contains(".2023-03.")).collect();
        assert!(left.is_empty(), "{what}: {left:?} is left");
    }

    /// Checks the record after `close` may have failed anywhere, and again after the next `close`.
    pub(crate) fn check_closed(&self, what: &str, output: Option<&Output>) {
        if let Some(output) = output {
            told_well(what, output);
        }
        let records = self.workspace.input().join("確定");
        let record = records.join(format!("{MONTH}.json"));
        let written = fs::read(self.month().join("consolidation.json")).unwrap();
        let closed = fs::read(&record).ok();
        assert!(closed.is_none_or(|closed| closed == written), "{what}: the record is cut");
        let after = self.workspace.run(&["close", "--as-of", MONTH, "--quiet"]);
        assert_eq!(after.status.code(), Some(0), "{what}: {}", text(&after.stderr));
        assert!(fs::read(&record).unwrap() == written, "{what}: the next record is not whole");
        assert_eq!(names(&records).len(), 1, "{what}: another file is left beside the record");
        assert!(is_whole(&self.month()), "{what}: the month was touched");
    }

    /// Checks the tables after `compare` may have failed anywhere, and again after the next `compare`.
    pub(crate) fn check_compared(&self, what: &str, output: Option<&Output>) {
        if let Some(output) = output {
            told_well(what, output);
        }
        let folder = self.workspace.output();
        let is_whole = |bytes: &[u8]| {
            bytes == TABLE_EDITED.as_bytes() || zip::ZipArchive::new(std::io::Cursor::new(bytes)).is_ok()
        };
        let tables = || {
            let paths = files_below(&folder).into_iter();
            paths.filter(|path| path.extension().is_some_and(|extension| extension == "xlsx"))
        };
        for table in tables() {
            assert!(is_whole(&fs::read(&table).unwrap()), "{what}: {} is cut", table.display());
        }
        let after = self.workspace.run_plain(&["compare", OLD_PLAN, NEW_PLAN]);
        assert_eq!(after.status.code(), Some(0), "{what}: {}", text(&after.stderr));
        let kept = tables().filter(|table| fs::read(table).unwrap() == TABLE_EDITED.as_bytes()).count();
        assert_eq!(kept, 1, "{what}: the edited table was not kept");
        assert!(fs::read(folder.join(TABLE)).unwrap() != TABLE_EDITED.as_bytes(), "{what}: no new table");
        let left: Vec<String> = names(&folder).into_iter().filter(|name| name.ends_with(".new")).collect();
        assert!(left.is_empty(), "{what}: {left:?} is left");
    }

    /// Checks the new master after `apply` may have failed anywhere, and again after the next `apply`.
    pub(crate) fn check_applied(&self, what: &str, output: Option<&Output>) {
        if let Some(output) = output {
            told_well(what, output);
        }
        let target = self.workspace.path().join(NEW_PLAN);
        let holds = |what: &str| {
            let plan = plan::read::read(&fs::read(&target).unwrap(), &target).unwrap().0;
            assert_eq!(plan.projects[2].name, "AI案内の拡大", "{what}");
            assert_eq!(plan.version, "第1.3版", "{what}");
        };
        if target.exists() {
            holds(what);
            fs::remove_file(&target).unwrap();
        }
        let after = self.workspace.run(&["apply", DECISIONS, "--to", NEW_PLAN, "--edition", "第1.3版"]);
        assert_eq!(after.status.code(), Some(0), "{what}: {}", text(&after.stderr));
        holds(what);
        let mut left = names(self.workspace.path());
        left.retain(|name| ![NEW_PLAN, DECISIONS, "input", "output", "strace.log"].contains(&name.as_str()));
        assert!(left.is_empty(), "{what}: {left:?} is left");
    }

    /// Checks that every edited or added file is in the folder of edited files, whole.
    fn check_kept(&self, what: &str) {
        let edited = self.workspace.output().join(format!("{MONTH}-手修正"));
        for (path, content) in ADDED.into_iter().chain([EDITED]) {
            let kept = fs::read_to_string(edited.join(path)).unwrap_or_default();
            assert_eq!(kept, content, "{what}: {path} was not kept");
        }
        let kept: Vec<String> = files_below(&edited)
            .iter()
            .map(|path| path.strip_prefix(&edited).unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(kept.len(), ADDED.len() + 1, "{what}: {kept:?}");
    }
}

/// True if a folder has every file that its 実行記録.txt lists, with its hash or as [`EDITED`].
fn is_whole(month: &Path) -> bool {
    let Ok(record) = fs::read_to_string(month.join("実行記録.txt")) else { return false };
    let listed = recorded(&record);
    let holds = |(path, hash): (&String, &String)| {
        path == "実行記録.txt"
            || fs::read(month.join(path)).is_ok_and(|bytes| {
                sha256::of(&bytes) == *hash || (path == EDITED.0 && bytes == EDITED.1.as_bytes())
            })
    };
    listed.len() > 3 && listed.iter().all(holds)
}

/// The files of a folder that its 実行記録.txt does not list.
fn ours_only(month: &Path) -> Vec<String> {
    let listed = recorded(&fs::read_to_string(month.join("実行記録.txt")).unwrap());
    let relative =
        |path: &std::path::PathBuf| path.strip_prefix(month).unwrap().to_string_lossy().into_owned();
    files_below(month).iter().map(relative).filter(|path| !listed.contains_key(path)).collect()
}

fn recorded(record: &str) -> BTreeMap<String, String> {
    let list = record.rsplit("[出力ファイル SHA-256]\n").next().unwrap_or_default();
    list.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, path)| (path.to_owned(), hash.to_owned()))
        .collect()
}

/// Checks that a run ended with an exit code that the help names, and that it printed a Japanese message if
/// it failed.
fn told_well(what: &str, output: &Output) {
    let said = text(&output.stderr);
    assert!(!said.contains("panicked"), "{what}: {said}");
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 2 | 3 | 130)), "{what}: {code:?} {said}");
    // If `write` is the call that fails, the message itself may be lost.
    let silenced = said.is_empty() && what.starts_with("write");
    if code != Some(0) && !silenced {
        assert!(said.starts_with("shinchoku: "), "{what}: {said}");
        for english in ["error", "denied", "No such", "failed", "os error"] {
            assert!(!said.contains(english), "{what}: {said}");
        }
    }
}

fn put(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
