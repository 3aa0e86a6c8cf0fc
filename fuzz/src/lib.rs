//! Inputs for the fuzz targets, and the checks that must hold for all of them.

pub mod drawn;
pub mod held;
pub mod library;
pub mod parts;
pub mod typed;
