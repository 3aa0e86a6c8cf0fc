//! Measures a run for the sample month, and the parsing of single figures: `cargo bench --bench month`.

use std::path::PathBuf;
use std::process::Command;

use shinchoku::figure::Figure;

fn main() {
    divan::main();
}

/// A whole run as the officer starts it: a process, its workers, every book.
#[divan::bench(sample_count = 10)]
fn a_month_of_sample_returns() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let status = Command::new(env!("CARGO_BIN_EXE_shinchoku"))
        .current_dir(&root)
        .args(["--quiet", "--output", "target/bench-output"])
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the run failed");
}

/// Parses one figure of each common shape.
#[divan::bench(args = ["411手続", "400手続／800手続", "試行の拡大（7施設）", "2025年度末までに20業務", "約3,200万枚"])]
fn a_figure(text: &str) -> Figure {
    Figure::parse(text, "手続")
}
