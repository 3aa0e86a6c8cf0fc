//! Returns as data: forms whose project, month and sender are known, their outcomes, and the entries accepted
//! from them.

pub mod accepted;
mod all;
mod outcome;
mod submitted;
mod year_end;

pub use all::Returns;
pub use outcome::{CellOutcome, FileOutcome, FormOutcome};
pub use submitted::{EntryKey, Remark, Return, TypedOver, Value};
pub use year_end::{LastReported, YearEnd, is_value};
