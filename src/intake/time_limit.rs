//! Ends a reading process that works on one file much longer than the program waits, because the program must
//! have died.

use std::time::Instant;

use workbook::Limits;

/// How many times longer than the first attempt at a file the program may wait, and a little more.
const LONGEST_SECOND_ATTEMPT: u64 = 5;

/// The limit on the time that a process takes for a file.
#[derive(Debug)]
pub(super) struct TimeLimit {
    started: Instant,
}

impl TimeLimit {
    /// Begins to count. No limit is set yet.
    pub(super) fn start() -> Self {
        let limit = Self { started: Instant::now() };
        limit.release();
        limit
    }

    /// Returns the second, counted from the start, after which a file that begins now has taken too long.
    fn end(&self, limits: &Limits) -> u64 {
        let file = limits.seconds.clamp(1, 24 * 60 * 60).saturating_mul(LONGEST_SECOND_ATTEMPT);
        self.started.elapsed().as_secs().saturating_add(file).saturating_add(1)
    }
}

/// The system counts CPU time, which never exceeds the elapsed time.
#[cfg(unix)]
impl TimeLimit {
    /// Limits the time of the file that begins now.
    pub(super) fn limit(&self, limits: &Limits) {
        // If the system refuses the limit, read without it.
        let _ = rlimit::setrlimit(rlimit::Resource::CPU, self.end(limits), rlimit::INFINITY);
    }

    /// Lifts the limit while there is no file. Waiting takes no CPU time.
    #[expect(clippy::unused_self, reason = "other systems count differently")]
    pub(super) fn release(&self) {}
}

/// On a system without such a limit a thread watches the time.
#[cfg(not(unix))]
mod watch {
    use std::sync::Once;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;
    use std::{process, thread};

    use super::{Limits, TimeLimit};

    /// Starts the watching thread once.
    static WATCH: Once = Once::new();
    /// The second, counted from the start, at which the process ends.
    static END: AtomicU64 = AtomicU64::new(u64::MAX);

    impl TimeLimit {
        /// Limits the time of the file that begins now.
        pub(in crate::intake) fn limit(&self, limits: &Limits) {
            END.store(self.end(limits), Ordering::Relaxed);
            let started = self.started;
            WATCH.call_once(|| {
                thread::spawn(move || {
                    while started.elapsed().as_secs() < END.load(Ordering::Relaxed) {
                        thread::sleep(Duration::from_secs(1));
                    }
                    process::exit(1);
                });
            });
        }

        /// Lifts the limit while there is no file.
        #[expect(clippy::unused_self, reason = "it is the process's limit")]
        pub(in crate::intake) fn release(&self) {
            END.store(u64::MAX, Ordering::Relaxed);
        }
    }
}
