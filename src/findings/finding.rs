//! A finding: what is wrong or noteworthy, where, and how to correct it.

use serde::{Deserialize, Serialize};

use crate::form::field::Field;
use crate::ids::{IndicatorId, ProjectId};
use crate::sources::{CellRef, FileId, SheetId};

/// The severity of a finding. Errors sort first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// 誤り: the value is withheld until it is corrected.
    Error,
    /// 要確認: the value counts, but is marked.
    Check,
    /// 参考: recorded, but not on any slip.
    Info,
}

impl Severity {
    /// Returns the Japanese word, as shown to users and in consolidation.json.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "誤り",
            Self::Check => "要確認",
            Self::Info => "参考",
        }
    }
}

/// What all findings of a code share.
#[derive(Debug)]
pub struct Kind {
    /// The code, such as `V06`.
    pub code: &'static str,
    /// The usual severity.
    pub severity: Severity,
    /// A short Japanese title.
    pub title: &'static str,
    /// How to correct it, in one Japanese sentence.
    pub help: &'static str,
    /// The explanation page, in Japanese.
    pub explain: &'static str,
    /// What its findings mean to later stages.
    pub role: Role,
    /// The field that a finding asks to fill in, if the finding has no value of its own.
    pub asks: Option<Field>,
}

/// What findings of a kind mean to later stages, beyond their severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing special.
    Plain,
    /// The form differs from the plan: a request to the committee (変更申出), which stays on record even if
    /// the department confirms it.
    Change(Planned),
    /// The department asks in words for a revision of the plan (変更申出).
    Wish,
    /// The entry was not filled in: its value is missing, not withheld.
    Missing,
    /// The entry is doubtful: it is not used for comparison in later months.
    Doubt,
    /// The entry exceeds the possible maximum. Reported only if no digit slipped.
    BeyondAll,
    /// The entry is of a time other than the report's: it is shown, but not rated.
    OtherTime,
    /// The return was superseded. The finding stays even if no other finding of that return does.
    Replaced,
    /// The master workbook is wrong: the secretariat corrects it, and no form shows or confirms the finding.
    Master,
}

/// The part of the form that differs from the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// A name, a number or a department.
    Value,
    /// Prose, which a request quotes in full.
    Text,
    /// The actual of a past year, which earlier returns may know even if the master does not.
    PastActual,
}

impl Kind {
    /// The defaults for a declaration: `Kind { code: …, ..Kind::PLAIN }`.
    pub const PLAIN: Self = Self {
        code: "",
        severity: Severity::Check,
        title: "",
        help: "",
        explain: "",
        role: Role::Plain,
        asks: None,
    };

    /// True if its findings are 変更申出: differences from the plan, or wishes in words.
    #[must_use]
    pub fn is_request(&self) -> bool {
        self.is_change() || self.role == Role::Wish
    }

    /// True if its findings are differences from the plan.
    #[must_use]
    pub fn is_change(&self) -> bool {
        matches!(self.role, Role::Change(_))
    }

    /// True if a department can confirm its findings as correct (確認済).
    #[must_use]
    pub fn can_be_confirmed(&self) -> bool {
        self.severity == Severity::Check && self.role != Role::Master
    }

    /// Makes a finding of this kind at a cell.
    #[must_use]
    pub fn at(&'static self, cell: CellRef, message: impl Into<String>) -> Finding {
        self.located(Location::Cell(cell), message)
    }

    /// Makes a finding of this kind at any location.
    #[must_use]
    pub fn located(&'static self, location: Location, message: impl Into<String>) -> Finding {
        Finding {
            kind: self,
            severity: self.severity,
            location,
            project: None,
            indicator: None,
            department: None,
            return_id: None,
            item: String::new(),
            found: String::new(),
            expected: String::new(),
            message: message.into(),
            help: self.help.to_owned(),
            related: Vec::new(),
            repeated: false,
        }
    }
}

/// The location of a finding. Sorts by file, sheet and cell; locations without a file come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A file as a whole.
    File(FileId),
    /// A sheet as a whole.
    Sheet(SheetId),
    /// One cell.
    Cell(CellRef),
    /// A project of the plan, not tied to a file.
    Project,
}

impl Location {
    /// Returns the sheet of the location. `None` for a file, a project or the run.
    #[must_use]
    pub fn sheet(self) -> Option<SheetId> {
        match self {
            Self::Sheet(sheet) => Some(sheet),
            Self::Cell(cell) => Some(cell.sheet),
            Self::File(_) | Self::Project => None,
        }
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The kind.
    pub kind: &'static Kind,
    /// The severity: the kind's, unless this case has another.
    pub severity: Severity,
    /// The location.
    pub location: Location,
    /// The project concerned.
    pub project: Option<ProjectId>,
    /// The indicator concerned.
    pub indicator: Option<IndicatorId>,
    /// The department that has to act, or that sent the return.
    pub department: Option<String>,
    /// The return's id, `path#sheet!A1`.
    pub return_id: Option<String>,
    /// The subject in words (`2023年度の目標①`); empty if the kind's title says enough.
    pub item: String,
    /// The value as written.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// The message, one Japanese sentence.
    pub message: String,
    /// How to correct it.
    pub help: String,
    /// Other cells that belong to the finding.
    pub related: Vec<CellRef>,
    /// True if the cells in `related` repeat the same mistake.
    pub repeated: bool,
}

impl Finding {
    /// Sets the subject, in words.
    #[must_use]
    pub fn item(mut self, words: impl Into<String>) -> Self {
        self.item = words.into();
        self
    }

    /// Sets the value as written.
    #[must_use]
    pub fn found(mut self, text: impl Into<String>) -> Self {
        self.found = text.into();
        self
    }

    /// Sets what was expected.
    #[must_use]
    pub fn expected(mut self, text: impl Into<String>) -> Self {
        self.expected = text.into();
        self
    }

    /// Replaces the kind's advice on how to correct it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = text.into();
        self
    }

    /// Prefixes the message with the correction of entries after which the finding holds:
    /// `「120件」を「120手続」に訂正した場合`.
    #[must_use]
    pub fn once_corrected(mut self, how: &str) -> Self {
        self.message = format!("{how}、{}", self.message);
        self
    }

    /// Sets a severity other than the kind's.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds other cells that belong to the finding.
    #[must_use]
    pub fn related(mut self, cells: impl IntoIterator<Item = CellRef>) -> Self {
        self.related.extend(cells);
        self
    }

    /// Sets the project concerned.
    #[must_use]
    pub fn project(mut self, project: &ProjectId) -> Self {
        self.project = Some(project.clone());
        self
    }

    /// Sets the department concerned.
    #[must_use]
    pub fn department(mut self, department: &str) -> Self {
        self.department = Some(department.to_owned());
        self
    }
}
