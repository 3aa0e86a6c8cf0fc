//! What the writing library refuses costs a cell or a book, but never the month.

use std::collections::BTreeSet;
use std::fs;

use crate::commands::consolidate::compose;
use crate::commands::input::write_notices;
use crate::form::field::Field;
use crate::names;
use crate::output::{Composed, OutputFolder, RUN_RECORD};
use crate::sample::forms::{AS_OF, form, month, plan, run};
use crate::sheet::write::REFUSED_IN_TESTS;

/// Writes the month of a return with this text. Returns the printed lines, the record, and the files in the
/// month's folder.
fn written_with(activity: &str) -> (String, String, BTreeSet<String>) {
    let plan = plan();
    let filled = form(&plan, "1-1-1", AS_OF).set(Field::Activity, activity);
    let c = run(&plan, vec![filled]);
    let folder = tempfile::tempdir().unwrap();
    let output = OutputFolder::open(folder.path()).unwrap();
    let generation = month(AS_OF).to_string();
    let (written, paths) = output
        .replace(&generation, |outbox| {
            Ok(Composed { log: "記録\n".to_owned(), result: compose(&plan, &c, "../../input", outbox)? })
        })
        .unwrap();
    let place = folder.path().join(&generation);
    assert!(paths.iter().all(|path| place.join(path).is_file()));
    let record = fs::read_to_string(place.join(RUN_RECORD)).unwrap();
    (write_notices(&written, "output", "帳票"), record, paths.into_iter().collect())
}

#[test]
fn a_refused_cell_is_reported_and_the_month_written() {
    let (none, record, whole) = written_with("講座を開いた。");
    assert_eq!(none, "");
    assert!(!record.contains("書き込めなかったところ"));
    let (told, record, paths) = written_with(REFUSED_IN_TESTS);
    assert_eq!(paths, whole, "every book is written");
    assert!(paths.contains(&names::report_file(month(AS_OF))));
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines.len() > 1, "{told}");
    for line in &lines {
        let words = line.strip_prefix("注意　　").unwrap();
        assert!(words.contains("シート「") && words.contains("に、文字を書き込めませんでした"), "{line}");
        assert!(record.contains(words), "{record}");
    }
    let first = "注意　　「事務局確認表_2032-03.xlsx」のシート「記述」の";
    assert!(lines.iter().any(|line| line.starts_with(first)), "{told}");
    assert!(record.contains("\n[書き込めなかったところ]\n"));
}
