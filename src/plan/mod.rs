//! The plan: its model, the reader and checks of the master workbook, and the writer of an empty one.

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
