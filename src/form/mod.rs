//! The form: its labels, fields and layout, the writer of issued forms, and the reader of returned ones.

pub mod content;
pub mod field;
pub mod labels;
pub mod layout;
pub mod raw;
pub mod read;
pub mod schedule;
pub mod symbols;
pub mod wording;
pub mod write;
