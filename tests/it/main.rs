//! End-to-end tests in one binary, a module per topic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod another_plan;
mod apply;
mod architecture;
mod bands;
mod check;
mod closing;
mod committee;
mod compare;
mod desk;
mod every_column;
mod failures;
mod first_month;
mod foreign;
mod intake;
mod large_departments;
mod left_out;
mod manual;
mod one_fault;
mod our_books;
mod overview_page;
mod own_words;
mod plan;
mod published;
mod published_plans;
mod renumbering;
mod reorganisation;
mod revision;
mod rule_pages;
mod running_year;
mod slips;
mod support;
mod verdicts;
mod volume;
mod volume_round_trip;
