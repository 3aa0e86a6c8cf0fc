//! The Windows executable under Wine, beside the executable of this system: the same files to the byte, and
//! what

//! only Windows has.
//!
//! `.ci/windows` builds what these tests need; without it they say so and fail. They are ignored by default.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its files must fail")]

#[allow(dead_code, reason = "some tools are for the suites alone")]
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
