//! Reads the forms of arbitrary sheets. Every cell has one role, every value has a label, and no address
//! matters.

#![no_main]

use libfuzzer_sys::fuzz_target;
use shinchoku::form::labels::Labels;
use shinchoku::form::read::read_book;
use shinchoku_fuzz::drawn::Drawn;
use shinchoku_fuzz::held;

fuzz_target!(|drawn: Drawn| {
    let labels = Labels::default();
    let forms = read_book(&drawn.sheets, &labels);
    held::forms(&drawn.sheets, &forms, &labels);
    held::anywhere(&drawn.sheets, &forms, &labels);
});
