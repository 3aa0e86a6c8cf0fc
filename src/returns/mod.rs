//! Returns as data: what a form says once its project, month and sender are known, what became of it, and
//! what of it counts.

pub mod accepted;
mod all;
mod outcome;
mod submitted;
mod year_end;

pub use all::Returns;
pub use outcome::{CellOutcome, FileOutcome, FormOutcome};
pub use submitted::{EntryKey, Remark, Return, TypedOver, Value};
pub use year_end::{LastTold, YearEnd, is_value};
