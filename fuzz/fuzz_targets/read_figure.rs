//! Reads a typed entry as a figure. Its text is kept, and the quantity can be written and read again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinchoku_fuzz::checks;
use shinchoku_fuzz::entries::GeneratedEntry;

fuzz_target!(|entry: GeneratedEntry| {
    checks::figure(&entry.text, &entry.unit);
    checks::words(&entry.text);
});
