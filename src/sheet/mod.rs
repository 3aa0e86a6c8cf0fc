//! What every workbook that the program writes shares: styles, measuring of Japanese text, print set-up, properties.

pub mod book;
pub mod measure;
pub mod style;

pub use book::{BookKind, OutFile};
