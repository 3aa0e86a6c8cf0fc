//! Tests of several commands together.

#[allow(dead_code, reason = "only whether the suites run whole is asked")]
#[path = "../../../tests/suites/draw.rs"]
mod draw;
mod hostile_texts;
mod long_sheets;
mod refused;
