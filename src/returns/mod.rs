//! Returns as data: what a form says once its project, month and sender are known, what became of it, and
//! what of it counts.

pub mod accepted;
mod outcome;
mod submitted;

pub use outcome::{CellOutcome, FileOutcome, FormOutcome};
pub use submitted::{EntryKey, Remark, Return, TypedOver, Value};
