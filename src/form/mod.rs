//! The form: its labels and fields, how it is written, and how it is found again whatever happened to it.

pub mod content;
pub mod field;
pub mod labels;
pub mod layout;
pub mod raw;
pub mod read;
pub mod schedule;
pub mod write;
