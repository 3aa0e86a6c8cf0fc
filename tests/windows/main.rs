//! Compares the Windows executable under Wine with this system's: both write the same bytes. Also tests what
//! only Windows has.
//!
//! `.ci/windows --test` builds what these tests need; without it they say so and fail. They are ignored by
//! default.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its files must fail")]

#[allow(dead_code, reason = "some functions are only used by the suites")]
#[path = "../suites/hostile"]
mod hostile {
    pub(crate) mod build;
    pub(crate) mod corpus;
}
mod batch;
mod office;
mod paths;
mod same;
mod stopped;
#[path = "../it/support/mod.rs"]
mod support;
mod wine;
