//! What every workbook that the program writes shares: styles, measuring of Japanese text, print set-up, properties.
//!
//! A sheet that is a list is written with [`table::Table`]: headings with widths, rows of [`table::Value`] whose heights are
//! computed, repeated and frozen headings, filter, and a sentence where there is nothing to list. [`book::begin`] writes a
//! sheet's title and sets its page. Names of files, and of sheets that other books link to, come from [`names`].

pub mod address;
pub mod book;
pub mod measure;
pub mod names;
pub mod style;
pub mod table;
pub mod write;
pub mod xml;

pub use book::{BookKind, OutFile};
