//! What the sheets are written from.

use crate::amendment::DecisionCheck;
use crate::plan::Plan;
use crate::revision::Revision;
use crate::sheet::book::{Page, Paper};

/// Two versions of a plan and the differences between them.
pub struct Compared<'a> {
    /// The old version.
    pub old: &'a Plan,
    /// The new version.
    pub new: &'a Plan,
    /// The differences.
    pub revision: &'a Revision,
    /// The comparison of the committee's decisions with the new version, if the decisions are known.
    pub decision_check: Option<&'a DecisionCheck>,
}

impl Compared<'_> {
    /// Returns the title of a sheet.
    pub(super) fn title(&self, words: &str) -> String {
        format!("{words}　{}（改正前）→ {}（改正後）", self.old.version.trim(), self.new.version.trim())
    }

    /// Returns the paper and the header of every sheet.
    pub(super) fn page(&self) -> Page {
        Page {
            paper: Paper::A4Landscape,
            left: self.new.full_title("　"),
            right: format!("新旧対照表　{} → {}", self.old.version.trim(), self.new.version.trim()),
        }
    }
}
