//! Chooses the cases of a long suite that run.

use std::env;

/// The environment variable that says how much of the suites runs: `tenth` (the default) or `whole`.
const VARIABLE: &str = "SHINCHOKU_SUITES";

/// True if every case runs.
pub(crate) fn whole() -> bool {
    match env::var(VARIABLE) {
        Err(_) => false,
        Ok(value) if value == "tenth" => false,
        Ok(value) if value == "whole" => true,
        Ok(value) => panic!("{VARIABLE} is {value:?}; it may be `tenth` or `whole`"),
    }
}

/// True if a case runs. Depends only on the case's name, so adding cases does not change which others run.
pub(crate) fn drawn(name: &str) -> bool {
    whole() || in_tenth(name)
}

/// True if a name is in the tenth that runs by default.
pub(crate) fn in_tenth(name: &str) -> bool {
    // FNV-1a. Uses the upper half, because the lowest bits are mixed least.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32).is_multiple_of(10)
}
