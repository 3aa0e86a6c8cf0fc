//! The plan: its model, how the master workbook is read and checked, and how a new one is written.

pub mod model;

pub use model::Plan;
