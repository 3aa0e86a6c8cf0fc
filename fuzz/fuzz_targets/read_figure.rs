//! Reads a typed entry as a figure. Its text is kept, and the quantity can be written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinchoku_fuzz::held;
use shinchoku_fuzz::typed::Typed;

fuzz_target!(|typed: Typed| {
    held::figure(&typed.text, &typed.unit);
    held::words(&typed.text);
});
