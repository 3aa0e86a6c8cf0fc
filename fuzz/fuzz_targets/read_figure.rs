//! What somebody has typed into a cell of figures: it is kept as it stands, and what is read of it can be
//! written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinchoku_fuzz::held;
use shinchoku_fuzz::typed::Typed;

fuzz_target!(|typed: Typed| {
    held::figure(&typed.text, &typed.unit);
    held::words(&typed.text);
});
