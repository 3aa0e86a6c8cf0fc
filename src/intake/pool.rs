//! The pool of reading processes: one per core, each with one file at a time. A file that stalls or kills its
//! process loses only itself.

use std::cmp::Reverse;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::intake::frame::{Answer, Setup};
use crate::intake::process::{NoAnswer, Worker, WorkerCommand};
use crate::intake::wire::Reading;

/// The factor by which a file may take longer on its second attempt, alone.
const PATIENCE: u32 = 4;
/// The number of files that stall or kill their process before the rest get only [`SHORT`].
const MANY_FAILURES: usize = 8;
/// The time limit of a file once many have stalled.
const SHORT: Duration = Duration::from_secs(1);
/// The number of files that may use up their whole second attempt. After that no file gets one.
const SECOND_ATTEMPTS: u32 = 3;
/// The most bytes of all answers of a run, as sent, because the program keeps them. [`MOST_PER_BYTE`] raises
/// it where the files themselves are large.
const MOST: u64 = 128 * 1024 * 1024;
/// The bytes of answers allowed for each byte of the files, if that is more than [`MOST`].
const MOST_PER_BYTE: u64 = 4;

/// Returns the bytes of the file at an index of the list.
pub(super) type Load<'a> = dyn Fn(usize) -> Result<Vec<u8>, Reading> + Sync + 'a;

/// Reads files of these sizes, the largest first, so that no process is left with a large one at the end. The
/// answers are in the order of the files, whichever process gave them.
///
/// # Errors
/// If reading processes cannot be started.
pub(super) fn read(
    sizes: &[u64],
    load: &Load<'_>,
    setup: &Setup,
    command: &WorkerCommand,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Answer>, Failure> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|index| sizes.get(*index).copied().map(Reverse));
    let whole = sizes.iter().fold(0_u64, |whole, size| whole.saturating_add(*size));
    Pool {
        count: sizes.len(),
        order,
        most: whole.saturating_mul(MOST_PER_BYTE).max(MOST),
        load,
        setup,
        command,
        progress,
        limit: Duration::from_secs(setup.limits.seconds.clamp(1, LONGEST_WAIT)),
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        failures: AtomicUsize::new(0),
        held: AtomicU64::new(0),
    }
    .read()
}

/// The longest time that the master can allow for a file: a day, in seconds.
const LONGEST_WAIT: u64 = 24 * 60 * 60;

/// The files of a run and the progress of reading them.
struct Pool<'a> {
    count: usize,
    /// The files in the order in which they are read.
    order: Vec<usize>,
    /// The most bytes of all answers.
    most: u64,
    load: &'a Load<'a>,
    setup: &'a Setup,
    command: &'a WorkerCommand,
    progress: &'a (dyn Fn(usize, usize) + Sync),
    limit: Duration,
    next: AtomicUsize,
    done: AtomicUsize,
    failures: AtomicUsize,
    held: AtomicU64,
}

/// The result of the first attempt at a file.
enum First {
    /// An answer and its size as sent.
    Answered(Answer, u64),
    /// An answer that was dropped because the answers already held reach the limit.
    Dropped(u64),
    /// No answer.
    Failed(NoAnswer),
}

impl Pool<'_> {
    fn read(&self) -> Result<Vec<Answer>, Failure> {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let results: Mutex<Vec<Option<First>>> = Mutex::new((0..self.count).map(|_| None).collect());
        thread::scope(|scope| {
            for _ in 0..cores.min(self.count) {
                scope.spawn(|| self.first_attempts(&results));
            }
        });
        let results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let not_started = results.iter().flatten().find_map(|first| match first {
            First::Failed(NoAnswer::NotStarted(reason)) => Some(reason.clone()),
            _ => None,
        });
        match not_started {
            Some(reason) => Err(Failure::Worker(reason)),
            None => self.second_attempts(results),
        }
    }

    /// Reads one file after another with one reading process.
    fn first_attempts(&self, results: &Mutex<Vec<Option<First>>>) {
        let mut worker = None;
        while let Some(index) = self.next_index() {
            let first = match self.read_one(&mut worker, index, self.first_limit()) {
                Ok((answer, size)) => {
                    self.tell_progress();
                    self.hold(answer, size)
                }
                Err(no_answer) => {
                    self.failures.fetch_add(1, Ordering::Relaxed);
                    First::Failed(no_answer)
                }
            };
            if matches!(first, First::Failed(NoAnswer::NotStarted(_))) {
                // The other threads need not try, because no process can be started.
                self.next.store(self.count, Ordering::Relaxed);
            }
            if let Ok(mut results) = results.lock()
                && let Some(slot) = results.get_mut(index)
            {
                *slot = Some(first);
            }
        }
    }

    /// Returns the time limit of a first attempt: a short one once many files have stalled.
    fn first_limit(&self) -> Duration {
        let many = self.failures.load(Ordering::Relaxed) >= MANY_FAILURES;
        if many { self.limit.min(SHORT) } else { self.limit }
    }

    /// Takes the next file to read.
    fn next_index(&self) -> Option<usize> {
        self.order.get(self.next.fetch_add(1, Ordering::Relaxed)).copied()
    }

    fn hold(&self, answer: Answer, size: u64) -> First {
        let held = self.held.fetch_add(size, Ordering::Relaxed).saturating_add(size);
        if held <= self.most {
            return First::Answered(answer, size);
        }
        self.held.fetch_sub(size, Ordering::Relaxed);
        First::Dropped(size)
    }

    /// Goes through the files in order and tries failed ones again, alone, because a busy machine may make
    /// any file stall. Which answers are kept depends only on the order of the files, never on which was read
    /// first.
    fn second_attempts(&self, results: Vec<Option<First>>) -> Result<Vec<Answer>, Failure> {
        let mut kept: u64 = 0;
        let mut patience = self.limit.saturating_mul(PATIENCE * SECOND_ATTEMPTS);
        let mut answers = Vec::with_capacity(self.count);
        for (index, first) in results.into_iter().enumerate() {
            let second = match first {
                Some(First::Answered(answer, size)) => Ok((Some(answer), size)),
                Some(First::Dropped(size)) => Ok((None, size)),
                Some(First::Failed(no_answer)) => {
                    let answer = self.second_attempt(index, no_answer, &mut patience);
                    self.tell_progress();
                    answer.map(|(answer, size)| (Some(answer), size))
                }
                // Every index has a result unless no process could be started, and then `read` has failed.
                None => Err(NoAnswer::Died),
            };
            answers.push(match second {
                Ok((_, size)) if kept.saturating_add(size) > self.most => Answer::Without(self.too_much()),
                Ok((answer, size)) => {
                    kept = kept.saturating_add(size);
                    match answer {
                        Some(answer) => answer,
                        None => {
                            self.read_one(&mut None, index, self.limit.saturating_mul(PATIENCE)).map_or_else(
                                |no_answer| Answer::Without(self.refusal(&no_answer)),
                                |(answer, _)| answer,
                            )
                        }
                    }
                }
                Err(NoAnswer::NotStarted(reason)) => return Err(Failure::Worker(reason)),
                Err(no_answer) => Answer::Without(self.refusal(&no_answer)),
            });
        }
        Ok(answers)
    }

    /// Tries a file again, if earlier second attempts have left time for it.
    fn second_attempt(
        &self,
        index: usize,
        no_answer: NoAnswer,
        patience: &mut Duration,
    ) -> Result<(Answer, u64), NoAnswer> {
        if patience.is_zero() {
            return Err(match no_answer {
                NoAnswer::Stalled => NoAnswer::StalledAmongMany,
                other => other,
            });
        }
        let started = Instant::now();
        let result = self.read_one(&mut None, index, self.limit.saturating_mul(PATIENCE).min(*patience));
        if result.is_err() {
            *patience = patience.saturating_sub(started.elapsed());
        }
        result
    }

    fn tell_progress(&self) {
        (self.progress)(self.done.fetch_add(1, Ordering::Relaxed) + 1, self.count);
    }

    /// Returns why a file was given up, in the words of F04.
    fn refusal(&self, no_answer: &NoAnswer) -> Reading {
        let limits = self.setup.limits;
        Reading::Refused(match no_answer {
            NoAnswer::Stalled => format!(
                "読み取りが終わらないため中止しました（設定「読取秒数の上限」{}秒。1件だけで{}秒待っても終わりません）",
                limits.seconds,
                self.limit.saturating_mul(PATIENCE).as_secs()
            ),
            NoAnswer::StalledAmongMany => format!(
                "読み取りが終わらないため中止しました（設定「読取秒数の上限」{}秒。終わらないファイルが多いため、待つ時間を短くしています。ほかのファイルを除いて、もう一度実行してください）",
                limits.seconds
            ),
            NoAnswer::Died | NoAnswer::NotStarted(_) => format!(
                "読み取り中に異常終了しました。ファイルが壊れているか、メモリーの上限（設定「読取メモリーの上限」{}MB）を超えています",
                limits.memory_mb
            ),
        })
    }

    /// Returns why an answer is not kept.
    fn too_much(&self) -> Reading {
        Reading::Refused(format!(
            "ほかのファイルと合わせて、読み取った内容が上限（{}MB）を超えています。ほかのファイルを除いて、もう一度実行してください",
            self.most / 1024 / 1024
        ))
    }

    fn read_one(
        &self,
        worker: &mut Option<Worker>,
        index: usize,
        limit: Duration,
    ) -> Result<(Answer, u64), NoAnswer> {
        let bytes = match (self.load)(index) {
            Ok(bytes) => bytes,
            Err(reading) => return Ok((Answer::Without(reading), 0)),
        };
        let mut running = match worker.take() {
            Some(running) => running,
            None => Worker::start(self.command, self.setup)?,
        };
        let answer = running.ask(&bytes, limit)?;
        // A process that stalled or died is not put back: it is killed when dropped, and the next file gets a
        // new one.
        *worker = Some(running);
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
    use std::time::Duration;

    use workbook::Limits;

    use super::{LONGEST_WAIT, MOST, NoAnswer, PATIENCE, Pool, SECOND_ATTEMPTS, WorkerCommand};
    use crate::form::labels::Labels;
    use crate::intake::frame::{Answer, Setup};
    use crate::intake::wire::Reading;

    /// Runs a test with a pool without files, whose reading processes cannot be started.
    fn with_pool(seconds: u64, test: impl FnOnce(&Pool<'_>)) {
        let limits = Limits { seconds, ..Limits::default() };
        let setup = Setup { labels: Labels::default(), limits };
        let command = WorkerCommand::new("/there is no such program");
        test(&Pool {
            count: 0,
            order: Vec::new(),
            most: MOST,
            load: &|_| Ok(Vec::new()),
            setup: &setup,
            command: &command,
            progress: &|_, _| (),
            limit: Duration::from_secs(seconds.clamp(1, LONGEST_WAIT)),
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            failures: AtomicUsize::new(0),
            held: AtomicU64::new(0),
        });
    }

    #[test]
    fn the_largest_time_limit_does_not_overflow() {
        with_pool(u64::MAX, |pool| {
            assert!(pool.read().unwrap().is_empty());
            let Reading::Refused(told) = pool.refusal(&NoAnswer::Stalled) else { panic!() };
            assert!(told.contains("1件だけで345600秒待っても終わりません"), "{told}");
        });
    }

    #[test]
    fn hundreds_of_stalling_files_end_in_minutes() {
        with_pool(5, |pool| {
            let mut waited = pool.limit * PATIENCE * SECOND_ATTEMPTS;
            for _ in 0..500 {
                waited += pool.first_limit();
                pool.failures.fetch_add(1, Ordering::Relaxed);
            }
            // Of one reading process; several share the first attempts.
            assert_eq!(waited, Duration::from_secs(8 * 5 + 492 + 3 * 20));
        });
    }

    #[test]
    fn no_file_is_tried_again_once_others_have_used_the_time() {
        with_pool(5, |pool| {
            let mut patience = Duration::ZERO;
            let Err(no_answer) = pool.second_attempt(0, NoAnswer::Stalled, &mut patience) else { panic!() };
            let Reading::Refused(told) = pool.refusal(&no_answer) else { panic!() };
            assert!(told.contains("終わらないファイルが多いため、待つ時間を短くしています"), "{told}");
            // A dead process is reported as dead.
            assert!(matches!(pool.second_attempt(0, NoAnswer::Died, &mut patience), Err(NoAnswer::Died)));
        });
    }

    #[test]
    fn which_answers_are_kept_depends_on_the_order_of_the_files() {
        with_pool(5, |pool| {
            let answer = || Answer::Without(Reading::NoForm);
            assert!(matches!(pool.hold(answer(), MOST), super::First::Answered(..)));
            assert!(matches!(pool.hold(answer(), 1), super::First::Dropped(1)));
            let first = |size| Some(super::First::Answered(answer(), size));
            let answers = pool.second_attempts(vec![first(MOST - 1), first(2), first(1)]).unwrap();
            let kept = |answer: &Answer| matches!(answer, Answer::Without(Reading::NoForm));
            assert_eq!(answers.iter().map(kept).collect::<Vec<_>>(), [true, false, true]);
        });
    }
}
