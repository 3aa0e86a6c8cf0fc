//! What all workbooks of the program share: styles, text measuring, print set-up and properties.
//!
//! A list is written with [`table::Table`]: headings with widths, rows of [`table::Value`] with computed
//! heights, repeated and frozen headings, a filter, and a sentence if the list is empty. [`book::begin`]
//! writes a sheet's title and sets up its page. `names` makes valid names of files and sheets. `refused`
//! records what rust_xlsxwriter refused to write.

pub(crate) mod address;
pub mod book;
pub(crate) mod counts;
pub(crate) mod measure;
mod metrics;
pub(crate) mod names;
pub mod outbox;
pub(crate) mod package;
mod pages;
pub(crate) mod refused;
pub(crate) mod style;
pub mod table;
pub mod validation;
mod wrap;
pub(crate) mod write;
pub(crate) mod xml;

pub use book::{BookKind, OutFile};
pub use outbox::Outbox;
