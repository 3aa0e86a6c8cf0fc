//! Faults around a run: returned files with extreme texts and names, an output folder that others use, too, a
//! disk that fails or fills up, and a process that is stopped or killed. The month or the one before it is
//! whole, and no file of others is touched.

#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its files must fail")]

#[allow(dead_code, reason = "only `whole` is used here")]
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
