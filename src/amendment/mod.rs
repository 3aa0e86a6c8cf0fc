//! 変更申出 with the committee's decisions: reads the sheet, compares the decisions with a new version of the
//! plan, and turns approved requests into edits of the master workbook.

mod carry_out;
mod decided;
mod held;
mod subject;
#[cfg(test)]
mod tests;

pub use carry_out::{Carried, Outcome, carry_out};
pub use decided::{Decided, Verdict, read};
pub use held::{Held, Presence, held};
