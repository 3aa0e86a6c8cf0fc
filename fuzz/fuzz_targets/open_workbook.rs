//! A file that nobody vouches for: opening it gives sheets or a reason, twice the same, and only the library
//! may panic.

#![no_main]

use workbook::Limits;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use shinchoku::intake;
use shinchoku::form::labels::Labels;
use shinchoku::form::read::read_book;
use shinchoku_fuzz::{held, library, parts};

/// Small files deserve small limits: what exceeds them is found in a second.
const LIMITS: Limits =
    Limits { file_mb: 1, unpacked_mb: 8, cells: 20_000, sheets: 20, seconds: 5, memory_mb: 512 };

fuzz_target!(
    init: library::watch(),
    |bytes: &[u8]| {
        let Some(found) = library::may_panic(|| intake::sheets(bytes, &LIMITS)) else { return };
        let again = library::may_panic(|| intake::sheets(bytes, &LIMITS));
        assert!(again.is_some_and(|again| format!("{again:?}") == format!("{found:?}")), "read otherwise the second time");
        match found {
            Ok(sheets) => {
                held::sheets(&sheets, &LIMITS);
                held::forms(&sheets, &read_book(&sheets, &Labels::default()), &Labels::default());
            }
            Err(reading) => held::reason(&reading),
        }
    }
);

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    parts::mutate(data, size, max_size, seed)
});
