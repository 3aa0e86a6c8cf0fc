//! Faults of the master workbook: what is wrong or noteworthy, in which cell, and how to mend it.

use std::fmt;

use workbook::Pos;

use crate::findings::Severity;

/// One fault of the master workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `M01` to `M10`; empty for what is merely listed (参考).
    pub code: &'static str,
    /// 誤り refuses the plan; 要確認 and 参考 do not.
    pub severity: Severity,
    /// The sheet.
    pub sheet: String,
    /// The cell; `None` where the whole sheet is meant.
    pub at: Option<Pos>,
    /// One Japanese sentence.
    pub message: String,
    /// How to mend it; may be empty.
    pub help: String,
}

impl Fault {
    /// Where it is, as people write it: `事業!A5`.
    #[must_use]
    pub fn place(&self) -> String {
        match self.at {
            Some(pos) => format!("{}!{}", self.sheet, pos.a1()),
            None => self.sheet.clone(),
        }
    }

    /// The fault on a single line.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {}　{}", self.head(), self.place(), self.message)
    }

    fn head(&self) -> String {
        if self.code.is_empty() {
            return self.severity.word().to_owned();
        }
        format!("{}[{}]", self.severity.word(), self.code)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}\n  --> {}", self.head(), self.message, self.place())?;
        if !self.help.is_empty() {
            write!(f, "\n  = 直し方: {}", self.help)?;
        }
        Ok(())
    }
}

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    pub(super) fn error(
        &mut self,
        code: &'static str,
        sheet: &str,
        at: Option<Pos>,
        message: String,
        help: &str,
    ) {
        self.push(code, Severity::Error, sheet, at, message, help);
    }

    pub(super) fn check(
        &mut self,
        code: &'static str,
        sheet: &str,
        at: Option<Pos>,
        message: String,
        help: &str,
    ) {
        self.push(code, Severity::Check, sheet, at, message, help);
    }

    pub(super) fn info(&mut self, sheet: &str, at: Option<Pos>, message: String) {
        self.push("", Severity::Info, sheet, at, message, "");
    }

    pub(super) fn refuse(&self) -> bool {
        self.list.iter().any(|fault| fault.severity == Severity::Error)
    }

    /// The faults, 誤り first, then in the order of sheets and cells.
    pub(super) fn sorted(mut self, sheets: &[&str]) -> Vec<Fault> {
        let place =
            |fault: &Fault| sheets.iter().position(|name| *name == fault.sheet).unwrap_or(sheets.len());
        self.list
            .sort_by(|a, b| (a.severity, place(a), a.at, a.code).cmp(&(b.severity, place(b), b.at, b.code)));
        self.list.dedup();
        self.list
    }

    fn push(
        &mut self,
        code: &'static str,
        severity: Severity,
        sheet: &str,
        at: Option<Pos>,
        message: String,
        help: &str,
    ) {
        self.list.push(Fault { code, severity, sheet: sheet.to_owned(), at, message, help: help.to_owned() });
    }
}
