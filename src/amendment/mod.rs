//! 変更申出 with the committee's decisions: reads the sheet, compares the decisions with a new version of the
//! plan, and turns approved requests into edits of the master workbook.

mod decided;
mod decision_check;
mod edits;
mod subject;
#[cfg(test)]
mod tests;

pub use decided::{DecidedRequest, Verdict, read};
pub use decision_check::{DecisionCheck, Presence, check_decisions};
pub use edits::{AppliedRequest, Outcome, edits_for};
