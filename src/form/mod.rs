//! The form: its labels, fields and layout, the writer of issued forms, and the reader of returned ones.

pub mod content;
pub mod field;
pub mod labels;
pub(crate) mod layout;
pub mod raw;
pub mod read;
pub(crate) mod schedule;
pub(crate) mod symbols;
pub(crate) mod wording;
pub mod write;
