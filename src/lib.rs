//! shinchoku consolidates the progress returns of a municipal plan.
//!
//! The pipeline, in the order in which a return passes through it:
//!
//! 1. [`plan`] reads the master workbook, which holds everything particular to a plan: names, years, units,
//!    bands.
//! 2. [`intake`] reads everything under `input/`. Worker processes open the files and return forms as they
//!    are: labels and cells ([`form`]), without any judgment.
//! 3. [`resolve`] finds the project, month and department of a form, and reads its figures ([`figure`]).
//! 4. `accept` goes through the months: the newest return counts, the `checks` look at each entry, and
//!    誤り withholds it.
//! 5. [`evaluate`] makes the two judgments, each with its reason in words, and `review` checks them.
//! 6. [`consolidate`] is steps 3 to 5 as one pure function, and accounts for every file, form and cell.
//!    `file_check` does the same for single files. An earlier month that was `closed` is taken from its
//!    record, as the committee saw it.
//! 7. [`report`], [`secretariat`], [`volume`], [`slip`] and [`export`] render the result and decide nothing.
//! 8. [`output`] writes the month whole or not at all.
//!
//! Bad data is one of the [`findings`]; a run that cannot go on is a [`failure`]. Only [`intake`], [`output`]
//! and [`commands`] touch the disk, the clock or the process.

mod accept;
mod amendment;
pub mod catalogue;
mod checks;
mod cli;
mod closed;
pub mod commands;
mod comparison_table;
pub mod consolidate;
pub mod evaluate;
pub mod export;
pub mod failure;
pub mod figure;
mod file_check;
pub mod findings;
mod follow_up;
pub mod form;
pub mod ids;
pub mod intake;
mod items;
pub mod keyed;
mod mail;
mod names;
mod next_steps;
pub mod output;
pub mod plan;
pub mod prefill;
pub mod ratings;
pub mod report;
mod request_mail;
pub mod resolve;
pub mod returns;
mod review;
pub mod revision;
mod run_record;
mod run_summary;
#[cfg(test)]
pub(crate) mod sample;
pub mod secretariat;
pub mod sha256;
pub mod sheet;
pub mod slip;
mod source_link;
pub mod sources;
pub mod terminal;
pub mod text;
mod timeline;
pub mod volume;
