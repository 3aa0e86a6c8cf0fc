//! The two judgments of evaluation.md: 効果達成状況 and 進捗状況.

pub mod model;
pub mod rate;
