//! Inputs for the fuzz targets, and the checks that must hold for all of them.

pub mod sheets;
pub mod checks;
pub mod library;
pub mod parts;
pub mod entries;
