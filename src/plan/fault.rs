//! Faults of the master workbook: what is wrong or noteworthy, in which cell, and how to correct it.

use std::fmt;

use workbook::Pos;

use crate::findings::{Kind, Severity};

/// One fault of the master workbook.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The kind of fault. With a fault of severity 誤り the plan is refused; 要確認 and 参考 do not refuse
    /// it.
    pub kind: &'static Kind,
    /// The sheet.
    pub sheet: String,
    /// The cell; `None` for the whole sheet.
    pub at: Option<Pos>,
    /// One Japanese sentence.
    pub message: String,
    /// How to correct it.
    pub help: String,
}

impl Fault {
    /// Returns the location as people write it: `事業!A5`.
    #[must_use]
    pub fn location(&self) -> String {
        match self.at {
            Some(pos) => format!("{}!{}", self.sheet, pos.a1()),
            None => self.sheet.clone(),
        }
    }

    /// True if the plan cannot be used until the fault is corrected.
    #[must_use]
    pub fn refuses(&self) -> bool {
        self.kind.severity == Severity::Error
    }

    /// Returns the fault on a single line, without the correction.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {}　{}", self.head(), self.location(), self.message)
    }

    fn head(&self) -> String {
        format!("{}[{}]", self.kind.severity.word(), self.kind.code)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, location) = (self.head(), self.location());
        write!(f, "{head} {}\n  --> {location}\n  = 直し方: {}", self.message, self.help)
    }
}

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    /// Adds a fault with the correction that its kind gives.
    pub(super) fn add(&mut self, kind: &'static Kind, sheet: &str, at: Option<Pos>, message: String) {
        self.add_with_help(kind, sheet, at, message, kind.help);
    }

    /// Adds a fault with its own correction.
    pub(super) fn add_with_help(
        &mut self,
        kind: &'static Kind,
        sheet: &str,
        at: Option<Pos>,
        message: String,
        help: &str,
    ) {
        self.list.push(Fault { kind, sheet: sheet.to_owned(), at, message, help: help.to_owned() });
    }

    /// True if a fault refuses the plan.
    pub(super) fn refuse(&self) -> bool {
        self.list.iter().any(Fault::refuses)
    }

    /// True if a fault of this sheet refuses the plan, so that the sheet is not completely known.
    pub(super) fn refuse_sheet(&self, sheet: &str) -> bool {
        self.list.iter().any(|fault| fault.refuses() && fault.sheet == sheet)
    }

    /// Returns the faults without duplicates: 誤り first, then in the order of `sheets` and of the cells.
    pub(super) fn sorted(mut self, sheets: &[&str]) -> Vec<Fault> {
        let order =
            |fault: &Fault| sheets.iter().position(|name| *name == fault.sheet).unwrap_or(sheets.len());
        self.list.sort_by_key(|fault| (fault.kind.severity, order(fault), fault.at, fault.kind.code));
        self.list.dedup_by(|a, b| {
            (a.kind.code, &a.sheet, a.at, &a.message, &a.help)
                == (b.kind.code, &b.sheet, b.at, &b.message, &b.help)
        });
        self.list
    }
}
