//! shinchoku consolidates the progress returns of a municipal plan.

pub mod cli;
pub mod commands;
pub mod consolidate;
pub mod evaluate;
pub mod failure;
pub mod figure;
pub mod finding;
pub mod form;
pub mod grid;
pub mod ids;
pub mod intake;
pub mod issue;
pub mod limits;
pub mod output;
pub mod place;
pub mod plan;
pub mod record;
pub mod report;
pub mod rules;
#[cfg(test)]
pub(crate) mod sample;
pub mod secretariat;
pub mod settle;
pub mod sheet;
pub mod slip;
pub mod terminal;
pub mod text;
pub mod volume;
