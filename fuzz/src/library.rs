//! Panics of the spreadsheet library, which cost a reading process one file and are no news; any other panic
//! is a finding.

use std::backtrace::Backtrace;
use std::collections::BTreeSet;
use std::io::Write;
use std::panic::{self, PanicHookInfo, UnwindSafe, catch_unwind};
use std::sync::Mutex;

/// A file to which every place is added at which the library was seen to panic.
const LIST: &str = "LIBRARY_PANICS";

static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Lets the library's panics unwind; whatever else panics ends the process, as a fuzz target wants it.
pub fn watch() {
    let end = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if is_the_librarys(panic) {
            note(panic);
        } else {
            end(panic);
        }
    }));
}

/// What a function gives; nothing where the library has panicked within it.
pub fn may_panic<T>(read: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    catch_unwind(read).ok()
}

/// Whether the innermost call that is the library's or ours is the library's.
fn is_the_librarys(panic: &PanicHookInfo<'_>) -> bool {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    if place.contains("/calamine-") {
        return true;
    }
    if !place.contains("/library/") {
        return false;
    }
    let calls = Backtrace::force_capture().to_string();
    let first = |name: &str| calls.find(name).unwrap_or(usize::MAX);
    // The hook itself stands in this crate, whose name begins like the program's.
    let calls_of_ours = calls.match_indices("shinchoku").map(|(at, _)| at);
    let ours = calls_of_ours.filter(|at| !calls[*at..].starts_with("shinchoku_fuzz::library")).min();
    first("calamine::") < ours.unwrap_or(usize::MAX)
}

fn note(panic: &PanicHookInfo<'_>) {
    let line = panic.to_string().replace('\n', " ");
    let Ok(mut seen) = SEEN.lock() else { return };
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    if !seen.insert(place) {
        return;
    }
    let Ok(path) = std::env::var(LIST) else { return };
    let list = std::fs::OpenOptions::new().create(true).append(true).open(path);
    if let Ok(mut list) = list {
        let _ = writeln!(list, "{line}");
    }
}
