//! shinchoku consolidates the progress returns of a municipal plan.
//!
//! The pipeline, in the order in which a return passes through it:
//!
//! 1. [`plan`] reads the master workbook. Everything that is particular to a plan is in it: names, years, units, bands.
//! 2. [`intake`] reads everything under `input/`. Worker processes open the files and give forms as they stand: labels and
//!    cells ([`form`]), nothing judged.
//! 3. [`place`] says which project, month and department a form is from, and reads its figures ([`figure`]).
//! 4. [`settle`] folds the months: the newest return counts, the [`rules`] look at each entry, 誤り withholds.
//! 5. [`evaluate`] makes the two judgments, each with its reason in words.
//! 6. [`consolidate`] is steps 3 to 5 as one pure function, and accounts for every file, form and cell; [`examine`] asks it about
//!    single files. What the committee saw of an earlier month is its record, where it was [`closed`].
//! 7. [`report`], [`secretariat`], [`volume`], [`slip`] and [`record`] render the result. They decide nothing.
//! 8. [`output`] lets the month appear whole or not at all.
//!
//! Bad data is a [`finding`]; a run that cannot go on is a [`failure`]. Only [`intake`], [`output`] and [`commands`] touch
//! disk, clock or process.

pub mod accept;
pub mod catalogue;
pub mod checks;
pub mod cli;
pub mod closed;
pub mod commands;
pub mod consolidate;
pub mod evaluate;
pub mod export;
pub mod failure;
pub mod figure;
pub mod file_check;
pub mod findings;
pub mod follow_up;
pub mod form;
pub mod ids;
pub mod intake;
pub mod keyed;
pub mod names;
pub mod output;
pub mod plan;
pub mod prefill;
pub mod ratings;
pub mod report;
pub mod resolve;
pub mod returns;
pub mod review;
pub mod run_record;
pub mod run_summary;
#[cfg(test)]
pub(crate) mod sample;
pub mod secretariat;
pub mod sheet;
pub mod slip;
pub mod source_link;
pub mod sources;
pub mod terminal;
pub mod text;
pub mod volume;
