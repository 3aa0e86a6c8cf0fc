//! Separates panics in calamine, which are not findings, from all others.

use std::backtrace::Backtrace;
use std::collections::BTreeSet;
use std::io::Write;
use std::panic::{self, PanicHookInfo, UnwindSafe, catch_unwind};
use std::sync::Mutex;

/// The environment variable with the path of a file to which the places of panics in calamine are appended.
const LIST: &str = "LIBRARY_PANICS";

static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Lets panics in calamine unwind. All others end the process, as libFuzzer expects.
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

/// Returns the result of a function; `None` if calamine panicked in it.
pub fn may_panic<T>(read: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    catch_unwind(read).ok()
}

/// True if a panic is in calamine, or in the standard library below a call by calamine rather than by us.
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
    // Leave out the hook itself, which is in this crate: its name begins like the program's.
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
