//! What the fuzz targets share: how their input is made, and what must hold whatever it is.

pub mod drawn;
pub mod held;
pub mod library;
pub mod parts;
pub mod typed;
