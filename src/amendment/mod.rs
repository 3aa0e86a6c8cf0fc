//! 変更申出 with the committee's decisions: reading the sheet, holding the decisions against a new version of
//! the plan, and carrying approved ones out in the master workbook.

mod carry_out;
mod decided;
mod held;
mod subject;
#[cfg(test)]
mod tests;

pub use carry_out::{Carried, Outcome, carry_out};
pub use decided::{Decided, Verdict, read};
pub use held::{Held, Presence, held};
