//! The reading processes: one per core, each with one file at a time. A file that stalls or kills its reader costs that file only.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::intake::frame::{self, Answer, Ready, Setup};
use crate::intake::wire::Reading;

/// How a reading process is started.
#[derive(Clone, Debug)]
pub struct WorkerCommand {
    /// The program: this one.
    pub program: PathBuf,
    /// What makes it a reading process.
    pub args: Vec<OsString>,
}

impl WorkerCommand {
    /// A program with the subcommand that `main` understands.
    #[must_use]
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), args: vec!["worker".into()] }
    }
}

/// How much longer a file may take when it is tried again alone.
const PATIENCE: u32 = 4;
/// How long a new process may take to answer, on a machine that is busy or scans every program.
const START: Duration = Duration::from_secs(30);

/// Where the bytes of a file come from, by its place in the list.
pub(super) type Load<'a> = dyn Fn(usize) -> Result<Vec<u8>, Reading> + Sync + 'a;

/// Reads so many files; the answers stand in the order of the files, whichever process gave them.
///
/// # Errors
/// Where reading processes cannot be started.
pub(super) fn read(
    count: usize,
    load: &Load<'_>,
    setup: &Setup,
    command: &WorkerCommand,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Answer>, Failure> {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let limit = Duration::from_secs(setup.limits.seconds.max(1));
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let told = |result: Result<Answer, Trouble>| {
        if !matches!(result, Err(Trouble::Stalled | Trouble::Died)) {
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, count);
        }
        result
    };
    let results: Mutex<Vec<Option<Result<Answer, Trouble>>>> = Mutex::new((0..count).map(|_| None).collect());
    thread::scope(|scope| {
        for _ in 0..cores.min(count) {
            scope.spawn(|| {
                let mut worker = None;
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count {
                        break;
                    }
                    let result = told(one(&mut worker, index, load, setup, command, limit));
                    let failed = matches!(result, Err(Trouble::NotStarted(_)));
                    if let Ok(mut results) = results.lock()
                        && let Some(slot) = results.get_mut(index)
                    {
                        *slot = Some(result);
                    }
                    if failed {
                        // The others need not try what cannot be started.
                        next.store(count, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let results = results.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(reason) = results.iter().flatten().find_map(|result| match result {
        Err(Trouble::NotStarted(reason)) => Some(reason.clone()),
        _ => None,
    }) {
        return Err(Failure::Worker(reason));
    }
    let mut answers = Vec::with_capacity(count);
    for (index, result) in results.into_iter().enumerate() {
        let answer = match result {
            Some(Ok(answer)) => answer,
            // A busy machine may make any file stall, so it gets a second chance, alone.
            _ => match told(one(&mut None, index, load, setup, command, limit * PATIENCE)) {
                Ok(answer) => answer,
                Err(Trouble::NotStarted(reason)) => return Err(Failure::Worker(reason)),
                Err(trouble) => {
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1, count);
                    Answer::Without(refusal(&trouble, setup))
                }
            },
        };
        answers.push(answer);
    }
    Ok(answers)
}

/// Why there is no answer.
#[derive(Clone, Debug)]
enum Trouble {
    NotStarted(String),
    Stalled,
    Died,
}

fn refusal(trouble: &Trouble, setup: &Setup) -> Reading {
    let limits = setup.limits;
    Reading::Refused(match trouble {
        Trouble::Stalled => format!(
            "読み取りが終わらないため中止しました（設定「読取秒数の上限」{}秒。1件だけで{}秒待っても終わりません）",
            limits.seconds,
            limits.seconds.max(1) * u64::from(PATIENCE)
        ),
        Trouble::Died | Trouble::NotStarted(_) => format!(
            "読み取り中に異常終了しました。ファイルが壊れているか、メモリーの上限（設定「読取メモリーの上限」{}MB）を超えています",
            limits.memory_mb
        ),
    })
}

fn one(
    worker: &mut Option<Worker>,
    index: usize,
    load: &Load<'_>,
    setup: &Setup,
    command: &WorkerCommand,
    limit: Duration,
) -> Result<Answer, Trouble> {
    let bytes = match load(index) {
        Ok(bytes) => bytes,
        Err(reading) => return Ok(Answer::Without(reading)),
    };
    let mut running = match worker.take() {
        Some(running) => running,
        None => Worker::start(command, setup)?,
    };
    let answer = running.ask(&bytes, limit)?;
    // One that stalled or died is not put back: it is killed as it goes out of scope, and the next file gets a new one.
    *worker = Some(running);
    Ok(answer)
}

/// A running process, with a thread that reads what it says.
struct Worker {
    child: Child,
    to: ChildStdin,
    from: Receiver<Vec<u8>>,
}

impl Worker {
    fn start(command: &WorkerCommand, setup: &Setup) -> Result<Self, Trouble> {
        let started =
            |error: io::Error| Trouble::NotStarted(format!("{}（{error}）", command.program.display()));
        let mut child = Command::new(&command.program)
            .args(&command.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(started)?;
        let (Some(to), Some(mut said)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Trouble::NotStarted(command.program.display().to_string()));
        };
        let (sender, from) = mpsc::channel();
        thread::spawn(move || {
            while let Ok(Some(bytes)) = frame::receive(&mut said) {
                if sender.send(bytes).is_err() {
                    break;
                }
            }
        });
        let mut worker = Self { child, to, from };
        frame::send_message(&mut worker.to, setup).map_err(started)?;
        let ready =
            worker.from.recv_timeout(START).ok().and_then(|bytes| frame::message::<Ready>(&bytes).ok());
        if ready != Some(Ready::new()) {
            let hint =
                "読取用のプロセスが応答しません。設定「読取メモリーの上限」が小さすぎないか確かめてください";
            return Err(Trouble::NotStarted(format!("{}（{hint}）", command.program.display())));
        }
        Ok(worker)
    }

    fn ask(&mut self, bytes: &[u8], limit: Duration) -> Result<Answer, Trouble> {
        frame::send(&mut self.to, bytes).map_err(|_| Trouble::Died)?;
        match self.from.recv_timeout(limit) {
            Ok(answer) => frame::message(&answer).map_err(|_| Trouble::Died),
            Err(RecvTimeoutError::Timeout) => Err(Trouble::Stalled),
            Err(RecvTimeoutError::Disconnected) => Err(Trouble::Died),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It holds nothing that could be lost, and it may be one that no longer listens.
        let _ = self.to.flush();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
