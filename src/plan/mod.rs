//! The plan: its model, how the master workbook is read and checked, and how a new one is written.

pub mod about;
pub mod bands;
mod check;
pub mod compare;
mod extra;
pub mod fault;
mod indicator;
pub mod model;
pub mod read;
pub mod schema;
pub mod template;
mod title;
mod version;

pub use fault::Fault;
pub use model::Plan;
