//! Hostile and broken files: each has one outcome, the run succeeds, and the good returns beside them read as
//! they would without them.

mod build;
mod corpus;
mod costly;

use std::collections::BTreeMap;
use std::fs;

use crate::draw::{drawn, whole};
use crate::support::{Workspace, findings, repository, text, values};
use serde_json::Value;
use shinchoku::intake;
use workbook::Limits;

/// The month whose folder has the hostile files beside the sample returns.
const MONTH: &str = "2023-03";

fn outcomes(record: &Value) -> BTreeMap<String, (String, String)> {
    let word = |file: &Value, key: &str| file[key].as_str().unwrap_or_default().to_owned();
    let files = record["files"].as_array().unwrap();
    files.iter().map(|file| (word(file, "path"), (word(file, "outcome"), word(file, "reason")))).collect()
}

#[test]
fn hostile_files_have_one_outcome_each_and_change_no_good_return() {
    let clean = Workspace::with_samples().judged(MONTH);
    let workspace = Workspace::with_samples();
    let mut corpus = corpus::all();
    assert!(corpus.len() >= 150, "{}", corpus.len());
    corpus.retain(|hostile| drawn(&hostile.name));
    for hostile in &corpus {
        workspace.put(&format!("{MONTH}/hostile/{}", hostile.name), &hostile.bytes);
    }
    fs::create_dir_all(workspace.input().join(MONTH).join("hostile/a-folder.xlsx")).unwrap();
    let record = run_in_little_memory(&workspace);

    // A zip that holds workbooks is listed by its members.
    let outcomes = outcomes(&record);
    for hostile in &corpus {
        let path = format!("{MONTH}/hostile/{}", hostile.name);
        let own = outcomes.iter().filter(|(known, _)| {
            **known == path || known.strip_prefix(&path).is_some_and(|rest| rest.starts_with("!/"))
        });
        let own: Vec<_> = own.collect();
        assert!(!own.is_empty(), "{path} has no outcome");
        assert!(own.len() == 1 || path.ends_with(".zip"), "{path}: {own:?}");
        for (path, (outcome, reason)) in own {
            assert!(
                ["読取", "重複", "無視", "対象外", "不採用"].contains(&outcome.as_str()),
                "{path}: {outcome}"
            );
            assert!(outcome == "読取" || !reason.is_empty(), "{path} is {outcome} without a reason");
            let plain = !reason.is_ascii() || reason.is_empty();
            assert!(plain, "{path}: {reason}");
        }
    }
    assert_eq!(record["reconciliation"]["closes"], true);

    // The values and the findings of the good returns are the same as without the hostile files.
    let good = |record: &Value| {
        let mut kept = record.clone();
        let of_good = |row: &Value| !row["file"].as_str().unwrap_or_default().contains("/hostile/");
        for rows in ["values", "findings"] {
            kept[rows].as_array_mut().unwrap().retain(of_good);
        }
        (values(&kept), findings(&kept))
    };
    assert_eq!(good(&record), good(&clean));
}

#[test]
fn costly_files_together_fit_into_an_address_space_of_1_2_gb() {
    let form = fs::read(repository().join("input/2023-03/様式（港湾河川課）.ods")).unwrap();
    let mut costly = costly::files(&form, if whole() { 1 } else { 15 });
    if !whole() {
        costly.truncate(4);
    }
    let workspace = Workspace::new();
    for (name, bytes) in &costly {
        assert!(bytes.len() < 61_000, "{name}: {}", bytes.len());
        workspace.put(&format!("{MONTH}/{name}"), bytes);
    }
    let record = run_in_little_memory(&workspace);
    let outcomes = outcomes(&record);
    for (name, _) in &costly {
        let (outcome, reason) = &outcomes[&format!("{MONTH}/{name}")];
        assert!(["読取", "重複"].contains(&outcome.as_str()) || !reason.is_empty(), "{name}: {outcome}");
    }
    assert_eq!(record["reconciliation"]["closes"], true);
    // At most 2,000 remarks of a book are kept, and one that sums up the rest.
    let remarks = record["remarks"].as_array().unwrap();
    assert!(remarks.len() <= costly.len() * 2_001, "{}", remarks.len());
}

/// Runs the binary in an address space of 1.2 GB.
fn run_in_little_memory(workspace: &Workspace) -> Value {
    if cfg!(not(unix)) {
        return workspace.consolidate(MONTH);
    }
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -v 1200000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_shinchoku")])
        .args(["--as-of", MONTH, "--quiet", "--plan"])
        .arg(repository().join("templates/master-plan.xlsx"))
        // Threads and their heaps reserve address space, so their number must not depend on the machine.
        .envs([("RAYON_NUM_THREADS", "2"), ("MALLOC_ARENA_MAX", "2")])
        .current_dir(workspace.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    workspace.record(MONTH)
}

/// Small workbooks that the tests below cut, one each as .xlsx, .xls and .ods.
fn small() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("xlsx", build::book()),
        ("xls", include_bytes!("../../crates/workbook/tests/fixtures/foreign/xlwt.xls").to_vec()),
        (
            "ods",
            build::ods(&build::ods_content(
                r#"<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>事業名称</text:p></table:table-cell></table:table-row></table:table>"#,
            )),
        ),
    ]
}

#[test]
fn a_file_cut_anywhere_is_refused_or_read_whole() {
    for (format, bytes) in small() {
        let whole = intake::sheets(&bytes, &Limits::default()).unwrap();
        let mut read = 0;
        for end in (0..bytes.len()).filter(|end| drawn(&format!("{format} cut at {end}"))) {
            // A cut file is refused, or reads as the whole if only padding is missing.
            if let Ok(sheets) = intake::sheets(&bytes[..end], &Limits::default()) {
                read += 1;
                let same = sheets.iter().map(|sheet| &sheet.cells).eq(whole.iter().map(|sheet| &sheet.cells));
                assert!(same, "{format} cut at {end} of {}", bytes.len());
            }
        }
        assert!(read < bytes.len() / 8, "{format}: {read}");
    }
}

#[test]
fn a_part_cut_anywhere_is_refused_or_read_whole() {
    for (bytes, part) in
        [(build::book(), build::SHEET), (build::book(), build::STRINGS), (small().remove(2).1, "content.xml")]
    {
        let text = build::text_of(&bytes, part);
        let cuts = (0..text.len()).filter(|end| text.is_char_boundary(*end));
        for end in cuts.filter(|end| drawn(&format!("{part} cut at {end}"))) {
            let cut = build::with_member(&bytes, part, &text.as_bytes()[..end]);
            let Ok(sheets) = intake::sheets(&cut, &Limits::default()) else { continue };
            // Only white space may be missing.
            let missing = text[end..].trim();
            assert!(
                missing.is_empty(),
                "{part} cut at {end}: {missing:.40} is missing, and {sheets:?} was read"
            );
        }
    }
}
