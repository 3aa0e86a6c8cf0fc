//! The cells of 進捗一覧 that take more than a line: each is a function from the row to its cell, `None` for no
//! cell.

pub(super) mod effect;
pub(super) mod forecast;
pub(super) mod plain;
pub(super) mod progress;
pub(super) mod project;
pub(super) mod rate;
