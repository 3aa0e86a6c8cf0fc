//! The long suites. `cargo test` runs a fixed tenth of the cases; `SHINCHOKU_SUITES=whole cargo test --test
//! suites` runs all, as `.ci/run` does.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod draw;
mod hostile;
mod mixtures;
mod moved_forms;
mod mutation;
mod no_false_alarms;
mod odd_year;
#[path = "../it/support/mod.rs"]
mod support;
mod year;

#[test]
fn about_a_tenth_of_similar_names_is_drawn() {
    let drawn = (0..10_000).filter(|number| draw::in_tenth(&format!("insert Rows {number}"))).count();
    assert!((900..1_100).contains(&drawn), "{drawn}");
}
