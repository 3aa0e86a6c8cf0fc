//! The two judgments of evaluation.md: 効果達成状況 and 進捗状況.

pub mod formula;
pub mod fraction;
pub mod model;
pub mod rate;

#[cfg(test)]
pub(crate) mod sample;
