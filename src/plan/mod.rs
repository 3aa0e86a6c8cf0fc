//! The plan: its model, the reader and checks of the master workbook, and the writer of an empty one.

pub(crate) mod about;
pub(crate) mod bands;
mod check;
pub(crate) mod compare;
mod department;
mod extra;
mod fault;
mod indicator;
pub mod model;
mod outline;
mod project;
pub mod read;
mod roadmap;
pub mod schema;
mod secretariat;
mod settings;
pub mod template;
mod title;
mod version;

pub use fault::Fault;
pub use model::Plan;
