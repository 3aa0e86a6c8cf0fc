//! Small plans, forms and results for tests.

pub(crate) mod forms;
pub(crate) mod master;
pub(crate) mod results;
mod run;
