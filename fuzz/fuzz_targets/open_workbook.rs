//! Opens arbitrary bytes. The result is sheets or a reason, the same both times, and only calamine may panic.

#![no_main]

use workbook::Limits;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use shinchoku::intake;
use shinchoku::form::labels::Labels;
use shinchoku::form::read::read_book;
use shinchoku_fuzz::{checks, library, parts};

/// Small limits, so that a file that exceeds them is found quickly.
const LIMITS: Limits =
    Limits { file_mb: 1, unpacked_mb: 8, cells: 20_000, sheets: 20, seconds: 5, memory_mb: 512 };

fuzz_target!(
    init: library::watch(),
    |bytes: &[u8]| {
        let Some(found) = library::may_panic(|| intake::sheets(bytes, &LIMITS)) else { return };
        let again = library::may_panic(|| intake::sheets(bytes, &LIMITS));
        assert!(again.is_some_and(|again| format!("{again:?}") == format!("{found:?}")), "the second reading differs");
        match found {
            Ok(sheets) => {
                checks::sheets(&sheets, &LIMITS);
                checks::forms(&sheets, &read_book(&sheets, &Labels::default()), &Labels::default());
            }
            Err(reading) => checks::reason(&reading),
        }
    }
);

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    parts::mutate(data, size, max_size, seed)
});
