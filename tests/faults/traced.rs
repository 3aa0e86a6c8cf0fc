//! Faults injected by strace: system calls of every kind fail with each error, or the process is killed
//! there.
//!
//! Needs strace and the right to trace; without them the tests say so and check nothing. By default a few
//! calls of each kind are tried, spread over the run; with `SHINCHOKU_SUITES=whole` every one.

use std::fs;
use std::process::{Command, Output};

use crate::support::text;
use crate::world::{DECISIONS, MONTH, NEW_PLAN, OLD_PLAN, World};

/// Groups of system calls with the errors that are injected. `KILL` kills the process instead.
const FAULTS: &[(&str, &[&str])] = &[
    ("write,writev,pwrite64", &["ENOSPC", "EIO", "KILL"]),
    ("fsync,fdatasync", &["EIO", "KILL"]),
    ("?rename,?renameat,renameat2", &["EACCES", "EIO", "KILL"]),
    ("?mkdir,mkdirat", &["EACCES", "ENOSPC", "KILL"]),
    ("?open,openat", &["EACCES", "EIO", "EMFILE", "KILL"]),
    ("?unlink,unlinkat,?rmdir", &["EACCES", "EIO", "KILL"]),
    ("?stat,?lstat,statx,?newfstatat,?fstat", &["EACCES", "EIO", "KILL"]),
    ("getdents64", &["EIO", "KILL"]),
    ("flock", &["ENOLCK", "EIO"]),
];
/// A command, the world in which it runs, and the check after it may have failed anywhere.
struct Deed {
    arguments: &'static [&'static str],
    world: fn() -> World,
    check: fn(&World, &str, Option<&Output>),
    faults: &'static [(&'static str, &'static [&'static str])],
    /// How many calls of each kind are tried by default, spread over the run.
    places: usize,
}

#[test]
#[ignore = "takes minutes and needs strace; .ci/run runs it"]
fn a_month_is_whole_whichever_call_fails() {
    let deed = Deed {
        arguments: &["--as-of", MONTH, "--quiet"],
        world: World::new,
        check: World::check,
        faults: FAULTS,
        places: 4,
    };
    assert!(deed.try_all().is_none_or(|tried| tried >= 60));
}

#[test]
#[ignore = "takes minutes and needs strace; .ci/run runs it"]
fn a_run_killed_while_it_removes_the_old_month_leaves_nothing_that_looks_edited() {
    let deed = Deed {
        arguments: &["--as-of", MONTH, "--quiet"],
        world: World::new,
        check: World::check,
        faults: &[("?unlink,unlinkat,?rmdir", &["KILL"])],
        places: usize::MAX,
    };
    assert!(deed.try_all().is_none_or(|tried| tried >= 20));
}

#[test]
#[ignore = "takes minutes and needs strace; .ci/run runs it"]
fn the_forms_are_whole_whichever_call_fails() {
    let deed = Deed {
        arguments: &["distribute", "--as-of", MONTH, "--quiet"],
        world: World::with_forms,
        check: World::check_forms,
        faults: FAULTS,
        places: 2,
    };
    assert!(deed.try_all().is_none_or(|tried| tried >= 30));
}

#[test]
#[ignore = "takes minutes and needs strace; .ci/run runs it"]
fn a_month_is_closed_or_not_whichever_call_fails() {
    let deed = Deed {
        arguments: &["close", "--as-of", MONTH, "--quiet"],
        world: World::new,
        check: World::check_closed,
        faults: FAULTS,
        places: 2,
    };
    assert!(deed.try_all().is_none_or(|tried| tried >= 30));
}

#[test]
#[ignore = "takes minutes and needs strace; .ci/run runs it"]
fn a_comparison_is_whole_or_absent_whichever_call_fails() {
    let deed = Deed {
        arguments: &["compare", OLD_PLAN, NEW_PLAN],
        world: World::with_plans,
        check: World::check_compared,
        faults: FAULTS,
        places: 2,
    };
    assert!(deed.try_all().is_none_or(|tried| tried >= 20));
}

#[test]
#[ignore = "takes minutes and needs strace; .ci/run runs it"]
fn a_new_master_is_whole_or_absent_whichever_call_fails() {
    let deed = Deed {
        arguments: &["apply", DECISIONS, "--to", NEW_PLAN, "--edition", "第1.3版"],
        world: World::with_decisions,
        check: World::check_applied,
        faults: FAULTS,
        places: 2,
    };
    assert!(deed.try_all().is_none_or(|tried| tried >= 20));
}

impl Deed {
    /// Tries every fault and returns how many were injected. `None` without strace.
    #[expect(clippy::print_stdout, reason = "the test prints its counts")]
    fn try_all(&self) -> Option<usize> {
        if !can_trace() {
            println!("strace でプロセスを追えないため、試していません");
            return None;
        }
        let world = (self.world)();
        let (mut tried, mut failed, mut killed) = (0, 0, 0);
        for (calls, ways) in self.faults {
            let made = self.count(&world, calls);
            for way in *ways {
                for place in places(made, self.places) {
                    let fault = fault(calls, way, place);
                    let world = world.copy();
                    let (output, hit) = self.run(&world, calls, &fault);
                    let ended = output.status.code();
                    let what = format!("{fault} ({ended:?})");
                    // If the program cannot even be loaded (127), the system's loader reports it, so the
                    // message is not checked.
                    let loaded = ended != Some(127);
                    let reported = (*way != "KILL" && loaded).then_some(&output);
                    (self.check)(&world, &what, reported);
                    tried += usize::from(hit);
                    failed += usize::from(hit && *way != "KILL" && ended != Some(0));
                    killed += usize::from(ended.is_none());
                }
            }
        }
        println!("{:?}: {tried} faults tried, {failed} reported, {killed} killed: all whole", self.arguments);
        Some(tried)
    }

    /// The number of calls of a kind in a run, made by the thread that makes most.
    fn count(&self, world: &World, calls: &str) -> usize {
        let world = world.copy();
        let log = world.workspace.path().join("strace.log");
        let output = self.strace(&world, &["-o", log.to_str().unwrap(), "-e", &format!("trace={calls}")]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let log = String::from_utf8_lossy(&fs::read(log).unwrap()).into_owned();
        let mut threads = std::collections::BTreeMap::<&str, usize>::new();
        for line in log.lines().filter(|line| line.contains('(') && !line.contains("resumed>")) {
            // strace logs the calls of a single thread without its number.
            let thread = line.split(' ').next().filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
            *threads.entry(thread.unwrap_or_default()).or_default() += 1;
        }
        threads.values().copied().max().unwrap_or_default()
    }

    fn run(&self, world: &World, calls: &str, fault: &str) -> (Output, bool) {
        let log = world.workspace.path().join("strace.log");
        let trace = format!("trace={calls}");
        let inject = format!("inject={fault}");
        let output = self.strace(world, &["-o", log.to_str().unwrap(), "-e", &trace, "-e", &inject]);
        let log = String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned();
        let hit = output.status.code().is_none() || log.contains("(INJECTED)");
        (output, hit)
    }

    fn strace(&self, world: &World, options: &[&str]) -> Output {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq"]);
        // Faster, but no signals can be injected with it.
        if !options.iter().any(|option| option.contains("signal=")) {
            command.arg("--seccomp-bpf");
        }
        command
            .args(options)
            .arg(env!("CARGO_BIN_EXE_shinchoku"))
            .args(self.arguments)
            .current_dir(world.workspace.path());
        // `compare` takes its plans as arguments.
        if self.arguments.first() != Some(&"compare") {
            command.arg("--plan").arg(crate::support::repository().join("templates/master-plan.xlsx"));
        }
        command.output().unwrap()
    }
}

fn can_trace() -> bool {
    let traced = Command::new("strace").args(["-f", "-qq", "-e", "trace=none", "true"]).output();
    traced.is_ok_and(|output| output.status.success())
}

fn fault(calls: &str, way: &str, place: usize) -> String {
    let how = if way == "KILL" { "signal=KILL".to_owned() } else { format!("error={way}") };
    format!("{calls}:{how}:when={place}")
}

/// Which of `made` calls are tried, counted from 1: all, or `most` from the first to the last.
fn places(made: usize, most: usize) -> Vec<usize> {
    if crate::draw::whole() || made <= most {
        return (1..=made).collect();
    }
    (0..most).map(|at| 1 + at * (made - 1) / (most - 1)).collect()
}
