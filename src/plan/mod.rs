//! The plan: its model, how the master workbook is read and checked, and how a new one is written.

mod check;
pub mod compare;
pub mod fault;
pub mod model;
pub mod read;
pub mod schema;
pub mod template;

pub use fault::Fault;
pub use model::Plan;
