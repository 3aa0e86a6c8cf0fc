//! The sample returns, consolidated once for all tests of a binary.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;

use super::{Workspace, files_below};

/// A run for a month of the sample returns: its standard output, record and files.
pub(crate) struct SampleRun {
    pub(crate) printed: String,
    pub(crate) record: Value,
    /// The files of the month, by their paths below `output/`.
    files: Vec<(PathBuf, Vec<u8>)>,
}

/// December 2022, chosen by `--as-of`.
pub(crate) fn december() -> &'static SampleRun {
    static RUN: OnceLock<SampleRun> = OnceLock::new();
    RUN.get_or_init(|| SampleRun::of("2022-12", &["--as-of", "2022-12"]))
}

/// March 2023, which the program chooses without `--as-of`.
pub(crate) fn march() -> &'static SampleRun {
    static RUN: OnceLock<SampleRun> = OnceLock::new();
    RUN.get_or_init(|| SampleRun::of("2023-03", &[]))
}

impl SampleRun {
    fn of(month: &str, arguments: &[&str]) -> Self {
        let workspace = Workspace::with_samples();
        let printed = workspace.ok(arguments);
        let output = workspace.output();
        let below = |path: PathBuf| {
            let bytes = fs::read(&path).unwrap();
            (path.strip_prefix(&output).unwrap().to_owned(), bytes)
        };
        let files = files_below(&output.join(month)).into_iter().map(below).collect();
        Self { printed, record: workspace.record(month), files }
    }

    /// The files, by their paths below `output/`.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.to_str().unwrap(), bytes.as_slice()))
    }

    /// A file, by its path below `output/`.
    pub(crate) fn file(&self, path: &str) -> &[u8] {
        self.files().find(|(known, _)| *known == path).unwrap_or_else(|| panic!("{path} was not written")).1
    }

    /// A new workspace with the sample returns and the files of this run.
    pub(crate) fn workspace(&self) -> Workspace {
        let workspace = Workspace::with_samples();
        for (path, bytes) in &self.files {
            let path = workspace.output().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        workspace
    }
}
