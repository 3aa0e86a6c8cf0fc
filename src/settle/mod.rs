//! The month fold: which return counts, what is withheld, what is carried.

pub mod model;
