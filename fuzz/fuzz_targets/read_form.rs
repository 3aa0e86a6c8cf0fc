//! Reads the forms of arbitrary sheets. Every cell has one role, every value has a label, and no address
//! matters.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinchoku::form::labels::Labels;
use shinchoku::form::read::read_book;
use shinchoku_fuzz::sheets::GeneratedSheets;
use shinchoku_fuzz::checks;

fuzz_target!(|book: GeneratedSheets| {
    let labels = Labels::default();
    let forms = read_book(&book.sheets, &labels);
    checks::forms(&book.sheets, &forms, &labels);
    checks::anywhere(&book.sheets, &forms, &labels);
});
