//! Placing forms: which project, month and department a form is from, and what its figures say.

pub mod model;
