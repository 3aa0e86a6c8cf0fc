//! A reading process as its pool sees it: it is started, asked for one file after another, and killed.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::failure::io_words;
use crate::intake::frame::{self, Answer, Ready, Setup};

/// The command that starts a reading process.
#[derive(Clone, Debug)]
pub struct WorkerCommand {
    /// The program, which is this one.
    pub program: PathBuf,
    /// The arguments that make it a reading process.
    pub args: Vec<OsString>,
}

impl WorkerCommand {
    /// Returns the command that runs a program with the subcommand [`WORKER`].
    #[must_use]
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), args: vec![WORKER.into()] }
    }
}

/// The hidden subcommand that makes the program a reading process.
pub const WORKER: &str = "worker";

/// The time in which a new process must answer, even on a machine that is busy or scans every program.
const START: Duration = Duration::from_secs(30);

/// The reason there is no answer.
#[derive(Clone, Debug)]
pub(super) enum NoAnswer {
    NotStarted(String),
    Stalled,
    /// Stalled, and was not tried again because many have.
    StalledAmongMany,
    Died,
}

/// A running process, with a thread that reads its output.
pub(super) struct Worker {
    child: Child,
    to: ChildStdin,
    from: Receiver<Vec<u8>>,
}

impl Worker {
    pub(super) fn start(command: &WorkerCommand, setup: &Setup) -> Result<Self, NoAnswer> {
        let started = |error: io::Error| {
            NoAnswer::NotStarted(format!("{}（{}）", command.program.display(), io_words(&error)))
        };
        let mut child = Command::new(&command.program)
            .args(&command.args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(started)?;
        let (Some(to), Some(mut said)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(NoAnswer::NotStarted(command.program.display().to_string()));
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
            return Err(NoAnswer::NotStarted(format!("{}（{hint}）", command.program.display())));
        }
        Ok(worker)
    }

    /// Returns the answer for a file, and its size as sent.
    pub(super) fn ask(&mut self, bytes: &[u8], limit: Duration) -> Result<(Answer, u64), NoAnswer> {
        frame::send(&mut self.to, bytes).map_err(|_| NoAnswer::Died)?;
        match self.from.recv_timeout(limit) {
            Ok(sent) => {
                let answer: Answer = frame::message(&sent).map_err(|_| NoAnswer::Died)?;
                let size = u64::try_from(sent.len()).map_err(|_| NoAnswer::Died)?;
                // A malicious file may make its process send anything.
                if answer.is_sound() { Ok((answer, size)) } else { Err(NoAnswer::Died) }
            }
            Err(RecvTimeoutError::Timeout) => Err(NoAnswer::Stalled),
            Err(RecvTimeoutError::Disconnected) => Err(NoAnswer::Died),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Errors do not matter: the process holds no data and may have died.
        let _ = self.to.flush();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
