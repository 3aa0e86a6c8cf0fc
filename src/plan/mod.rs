//! The plan: its model, the reader and checks of the master workbook, and the writer of an empty one.

pub mod about;
pub mod bands;
mod check;
pub mod compare;
mod department;
mod extra;
pub mod fault;
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
