//! What happens around a run: returned files that try the writers, an output folder that others use too, a
//! disk that fails or fills up, and a process that is stopped or killed. A month is whole, or the one before
//! stands, and nothing that is not ours is touched.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its files must fail")]

#[allow(dead_code, reason = "the faults only ask whether the suites run whole")]
#[path = "../suites/draw.rs"]
mod draw;
mod inputs;
mod office;
#[cfg(unix)]
mod stopped;
#[path = "../it/support/mod.rs"]
mod support;
#[cfg(target_os = "linux")]
mod traced;
mod world;
