//! What all workbooks of the program share: styles, text measuring, print set-up and properties.
//!
//! A list is written with [`table::Table`]: headings with widths, rows of [`table::Value`] with computed
//! heights, repeated and frozen headings, a filter, and a sentence if the list is empty. [`book::begin`]
//! writes a sheet's title and sets up its page. [`names`] makes valid names of files and sheets. [`refused`]
//! records what rust_xlsxwriter refused to write.

pub mod address;
pub mod book;
pub mod counts;
pub mod measure;
mod metrics;
pub mod names;
pub mod outbox;
pub mod package;
mod pages;
pub mod refused;
pub mod style;
pub mod table;
pub mod validation;
mod wrap;
pub mod write;
pub mod xml;

pub use book::{BookKind, OutFile};
pub use outbox::Outbox;
