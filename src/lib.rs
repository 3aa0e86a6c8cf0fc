//! shinchoku consolidates the progress returns of a municipal plan.

pub mod figure;
pub mod text;
