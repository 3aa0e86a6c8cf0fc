//! Reads an input folder with real worker processes.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Mutex;

use rust_xlsxwriter::Workbook;
use shinchoku::failure::Failure;
use shinchoku::form::field::Field;
use shinchoku::form::labels::Labels;
use shinchoku::intake::wire::{Reading, Returned};
use shinchoku::intake::{WorkerCommand, read};
use shinchoku::sheet::BookKind;
use shinchoku::sheet::book::new_book;
use workbook::Limits;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn worker() -> WorkerCommand {
    WorkerCommand::new(env!("CARGO_BIN_EXE_shinchoku"))
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn workbook(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, text).unwrap();
    book.save_to_buffer().unwrap()
}

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read_all(root: &Path) -> Returned {
    read(root, &Labels::default(), &Limits::default(), &worker(), &|_, _| ()).unwrap()
}

fn readings(returned: &Returned) -> Vec<(&str, &Reading)> {
    returned.files.iter().map(|file| (returned.sources.path(file.id), &file.reading)).collect()
}

#[test]
fn every_file_has_one_outcome() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let plain = workbook("連絡");
    let mut ours = new_book(BookKind::Volume, "別冊", "市", None).unwrap();
    ours.add_worksheet();
    write(root, "2023-03/a.xlsx", &plain);
    write(root, "2023-03/写し/b.xls", &plain);
    write(root, "2022-12/c.xlsx", &plain);
    write(root, "2023-03/d.xlsx", &ours.save_to_buffer().unwrap());
    write(root, "2023-03/e.xlsx", b"%PDF-1.4");
    write(root, "2023-03/f.xlsx", b"");
    write(root, "2023-03/g.xlsx", &plain[..plain.len() / 2]);
    write(root, "2023-03/~$a.xlsx", b"x");
    write(root, "確定/2022-12.json", b"{}");
    let returned = read_all(root);
    let readings = readings(&returned);
    let paths: Vec<&str> = readings.iter().map(|(path, _)| *path).collect();
    assert_eq!(
        paths,
        [
            "2022-12/c.xlsx",
            "2023-03/a.xlsx",
            "2023-03/d.xlsx",
            "2023-03/e.xlsx",
            "2023-03/f.xlsx",
            "2023-03/g.xlsx",
            "2023-03/~$a.xlsx",
            "2023-03/写し/b.xls",
            "確定/2022-12.json",
        ]
    );
    assert_eq!(readings[0].1, &Reading::NoForm);
    assert_eq!(readings[1].1, &Reading::NoForm);
    assert_eq!(readings[2].1, &Reading::Ours("別冊".to_owned()));
    assert_eq!(readings[3].1, &Reading::NotAWorkbook("PDF".to_owned()));
    assert!(matches!(readings[4].1, Reading::Unreadable(_)));
    assert!(matches!(readings[5].1, Reading::Unreadable(_)));
    assert!(matches!(readings[6].1, Reading::Ignored(_)));
    assert_eq!(readings[7].1, &Reading::Duplicate { of: returned.files[1].id });
    assert!(matches!(readings[8].1, Reading::Ignored(_)));
    assert_eq!(returned.files[0].folder_month.map(|month| month.to_string()).as_deref(), Some("2022-12"));
    assert_eq!(returned.files[0].sha256, returned.files[1].sha256);
}

/// A workbook with 記入者 and 連絡先 on its first sheet and two forms on the third and fourth; the last has a 記入者
/// of its own.
fn forms() -> Vec<u8> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("記入要領").unwrap();
    for (row, (label, value)) in [("記入者", "山田"), ("連絡先", "内線1")].into_iter().enumerate() {
        let row = u32::try_from(row).unwrap();
        cover.write(row, 0, label).unwrap().write(row, 1, value).unwrap();
    }
    book.add_worksheet().set_name("関係のない表").unwrap().write(0, 0, "集計").unwrap();
    for (name, author) in [("1-1-1", None), ("1-1-2", Some("佐藤"))] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let rows = [("整理番号", name), ("事業名称", "受付"), ("担当課", "窓口課"), ("進捗状況", "順調")];
        for (row, (label, value)) in
            rows.into_iter().chain(author.map(|author| ("記入者", author))).enumerate()
        {
            let row = u32::try_from(row).unwrap();
            sheet.write(row, 1, label).unwrap().write(row, 2, value).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn each_form_names_its_file_and_sheet() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "2023-03/b.xlsx", &forms());
    write(folder.path(), "2022-12/a.xlsx", &forms());
    let returned = read_all(folder.path());
    let sources = &returned.sources;
    assert!(returned.files.iter().all(|file| file.reading == Reading::Read && file.forms == 2));
    // Four labels with values on each form, and 記入者 with its value on the second: 8 + 10 cells.
    assert_eq!(returned.files.iter().map(|file| file.cells).collect::<Vec<_>>(), [18, 18]);
    let places: Vec<(&str, &str)> = returned
        .forms
        .iter()
        .map(|form| (sources.path_of(form.sheet), sources.sheet_name(form.sheet)))
        .collect();
    assert_eq!(
        places,
        [
            ("2022-12/a.xlsx", "1-1-1"),
            ("2022-12/a.xlsx", "1-1-2"),
            ("2023-03/b.xlsx", "1-1-1"),
            ("2023-03/b.xlsx", "1-1-2"),
        ]
    );
    let author = |form: usize| {
        let value = returned.forms[form].value(Field::Author).unwrap();
        let sheet = value.other_sheet.map(|sheet| (sources.path_of(sheet), sources.sheet_name(sheet)));
        (value.cell.text.as_str(), sheet)
    };
    assert_eq!(author(2), ("山田", Some(("2023-03/b.xlsx", "記入要領"))));
    assert_eq!(author(3), ("佐藤", None));
}

#[test]
fn each_workbook_in_a_zip_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (workbook("1"), workbook("2"));
    let zip = zip_of(&[
        ("z.xlsx", &one),
        ("202303/a.xlsx", &two),
        ("__MACOSX/._a.xlsx", b"x"),
        ("memo.txt", b"memo"),
    ]);
    write(folder.path(), "返信.zip", &zip);
    write(folder.path(), "写真.zip", &zip_of(&[("a.png", b"\x89PNG")]));
    let returned = read_all(folder.path());
    let readings = readings(&returned);
    let paths: Vec<&str> = readings.iter().map(|(path, _)| *path).collect();
    assert_eq!(
        paths,
        [
            "写真.zip",
            "返信.zip!/202303/a.xlsx",
            "返信.zip!/__MACOSX/._a.xlsx",
            "返信.zip!/memo.txt",
            "返信.zip!/z.xlsx"
        ]
    );
    assert!(matches!(readings[0].1, Reading::NotAWorkbook(_)));
    assert_eq!(readings[1].1, &Reading::NoForm);
    assert!(matches!(readings[2].1, Reading::Ignored(_)));
    assert_eq!(returned.files[1].folder_month.map(|month| month.to_string()).as_deref(), Some("2023-03"));
}

#[test]
fn a_zip_within_a_zip_and_a_broken_book_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let inner = zip_of(&[("a.xlsx", &workbook("1"))]);
    write(folder.path(), "二重.zip", &zip_of(&[("中.zip", &inner)]));
    let broken = &workbook("1")[..200];
    write(folder.path(), "破損.zip", &zip_of(&[("b.xlsx", broken)]));
    let returned = read_all(folder.path());
    let readings = readings(&returned);
    assert_eq!(readings[0].0, "二重.zip!/中.zip");
    let untouched = "ZIPの中のZIPファイルで、中は開いていないもの".to_owned();
    assert_eq!(readings[0].1, &Reading::NotAWorkbook(untouched));
    assert_eq!(readings[1].0, "破損.zip!/b.xlsx");
    assert!(matches!(readings[1].1, Reading::Unreadable(_)), "{readings:?}");
}

fn refused_with(reading: &Reading, words: [&str; 2]) -> bool {
    matches!(reading, Reading::Refused(reason) if words.iter().all(|word| reason.contains(word)))
}

#[test]
fn a_file_that_exhausts_a_workers_memory_is_the_only_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    // Three million strings need more than the worker's memory limit.
    let strings = format!("<sst>{}</sst>", "<si><t>x</t></si>".repeat(3_000_000));
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            br#"<Relationships><Relationship Id="r1" Type="x/relationships/officeDocument"
                Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="r1" Type="x/relationships/sharedStrings"
                Target="sharedStrings.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", b"<workbook><sheets/></workbook>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ];
    for index in 0..3 {
        write(folder.path(), &format!("{index}-good.xlsx"), &workbook(&index.to_string()));
    }
    write(folder.path(), "1-bad.xlsx", &zip_of(&parts));
    let seen = Mutex::new(Vec::new());
    let progress = |done, total| seen.lock().unwrap().push((done, total));
    // The time limit is far off even on a busy machine, so the memory limit ends the worker.
    let limits = Limits { memory_mb: 160, seconds: 600, ..Limits::default() };
    let returned = read(folder.path(), &Labels::default(), &limits, &worker(), &progress).unwrap();
    let readings = readings(&returned);
    assert_eq!(readings[1].0, "1-bad.xlsx");
    assert!(refused_with(readings[1].1, ["異常終了", "160MB"]), "{readings:?}");
    for index in [0, 2, 3] {
        assert_eq!(readings[index].1, &Reading::NoForm);
    }
    assert_eq!(seen.lock().unwrap().last(), Some(&(4, 4)));
}

/// The worker gets only the first 80 KB of its input, so it waits for the rest of the large file without
/// using CPU time.
#[cfg(unix)]
#[test]
fn a_file_whose_worker_never_answers_is_the_only_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    // 90,000 bytes that deflate cannot shorten.
    let noise: Vec<u8> = (0..90_000_u32)
        .map(|n| n.wrapping_mul(2_654_435_761))
        .map(|n| ((n ^ n >> 15).wrapping_mul(2_246_822_519) >> 24) as u8)
        .collect();
    let book = [
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("xl/workbook.xml", b"<workbook/>"),
        ("noise", &noise),
    ];
    write(folder.path(), "1-bad.xlsx", &zip_of(&book));
    for index in 0..3 {
        write(folder.path(), &format!("{index}-good.xlsx"), &workbook(&index.to_string()));
    }
    let first_blocks = r#"{ dd bs=4096 count=20 2>/dev/null; sleep 10; } | "$0" worker"#;
    let args = ["-c", first_blocks, env!("CARGO_BIN_EXE_shinchoku")].map(Into::into).to_vec();
    let slow = WorkerCommand { program: "sh".into(), args };
    let limits = Limits { seconds: 1, ..Limits::default() };
    let returned = read(folder.path(), &Labels::default(), &limits, &slow, &|_, _| ()).unwrap();
    only_the_second_was_given_up(&returned);
}

#[test]
#[ignore = "takes five seconds of CPU; .ci/run runs it"]
fn a_file_that_takes_a_worker_too_long_is_the_only_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    // 60,000 forms on one sheet: reading them all would take minutes.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..60_000 {
        sheet.write(row, 0, "事業名称").unwrap().write(row, 1, "担当課").unwrap();
    }
    write(folder.path(), "1-bad.xlsx", &book.save_to_buffer().unwrap());
    for index in 0..3 {
        write(folder.path(), &format!("{index}-good.xlsx"), &workbook(&index.to_string()));
    }
    let limits = Limits { seconds: 1, ..Limits::default() };
    let returned = read(folder.path(), &Labels::default(), &limits, &worker(), &|_, _| ()).unwrap();
    only_the_second_was_given_up(&returned);
}

fn only_the_second_was_given_up(returned: &Returned) {
    let readings = readings(returned);
    assert!(refused_with(readings[1].1, ["終わらない", "1秒"]), "{readings:?}");
    for index in [0, 2, 3] {
        assert_eq!(readings[index].1, &Reading::NoForm);
    }
}

#[test]
fn a_missing_worker_program_or_input_folder_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.xlsx", &workbook("1"));
    let strange = WorkerCommand::new(folder.path().join("none"));
    let result = read(folder.path(), &Labels::default(), &Limits::default(), &strange, &|_, _| ());
    assert!(matches!(result, Err(Failure::Worker(_))));
    let nowhere =
        read(&folder.path().join("none"), &Labels::default(), &Limits::default(), &worker(), &|_, _| ());
    assert!(matches!(nowhere, Err(Failure::Input { .. })));
}
