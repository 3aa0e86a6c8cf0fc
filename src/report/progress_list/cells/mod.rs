//! The cells of 進捗一覧 that take more than a line of code: functions from the row to its cell, or `None`
//! for no cell. The comment of each names the column and says what the cell holds.

pub(super) mod effect;
pub(super) mod forecast;
pub(super) mod plain;
pub(super) mod progress;
pub(super) mod project;
pub(super) mod rate;
