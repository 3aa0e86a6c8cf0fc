//! 改正の概要: a page with the counts of changes and the main points of the revision.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::comparison_table::compared::Compared;
use crate::comparison_table::{final_targets, records};
use crate::revision::Movement;
use crate::revision::change::{Change, ChangeKind, Part};
use crate::sheet::book::begin;
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};
use crate::text::NOT_APPLICABLE;

const SHEET: &str = "改正の概要";
/// The widths of the column of labels and of the columns of counts.
const WIDTHS: [f64; 10] = [24.0, 12.0, 12.0, 16.0, 12.0, 12.0, 12.0, 12.0, 14.0, 10.0];

/// A column of counts: its heading, and whether it counts a kind.
type Counted = (&'static str, fn(ChangeKind) -> bool);

const COUNTED: [Counted; 8] = [
    ("追加", |kind| kind == ChangeKind::Added),
    ("削除", |kind| kind == ChangeKind::Removed),
    ("名称・番号・\n所属の変更", is_of_place),
    ("統合・分割", |kind| matches!(kind, ChangeKind::Merged | ChangeKind::Split)),
    ("目標の\n引上げ", |kind| kind == ChangeKind::TargetRaised),
    ("目標の\n引下げ", |kind| kind == ChangeKind::TargetLowered),
    ("目標の\nその他", |kind| {
        kind.is_of_target() && !matches!(kind, ChangeKind::TargetRaised | ChangeKind::TargetLowered)
    }),
    ("その他の\n内容・表記", |kind| {
        matches!(
            kind,
            ChangeKind::Content | ChangeKind::Spelling | ChangeKind::Actual | ChangeKind::Departments
        )
    }),
];

fn is_of_place(kind: ChangeKind) -> bool {
    matches!(kind, ChangeKind::Renamed | ChangeKind::Renumbered | ChangeKind::Moved | ChangeKind::Reordered)
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, compared: &Compared<'_>) -> Result<(), XlsxError> {
    begin(sheet, SHEET, &compared.title(SHEET), "", &compared.page())?;
    sheet.set_print_fit_to_pages(1, 1);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let mut row = 2;
    sheet.put_text(row, 0, "1　改正の件数", &style::section())?;
    row = numbers(sheet, row + 1, compared)?;
    sheet.put_text(row + 1, 0, "2　指標の最終目標への影響", &style::section())?;
    row = targets(sheet, row + 2, compared)?;
    sheet.put_text(row + 1, 0, "3　主な改正", &style::section())?;
    main_points(sheet, row + 2, compared)
}

fn numbers(sheet: &mut Worksheet, top: u32, compared: &Compared<'_>) -> Result<u32, XlsxError> {
    let heading = style::heading();
    sheet.put_text(top, 0, "区分", &heading)?;
    for (column, (words, _)) in (1..).zip(COUNTED) {
        sheet.put_text(top, column, words, &heading)?;
    }
    sheet.put_text(top, 9, "計", &heading)?;
    sheet.set_row_height(top, 30)?;
    let mut row = top + 1;
    let mut totals = [0; COUNTED.len()];
    for part in Part::ALL.into_iter().filter(|part| *part != Part::Records) {
        let counts = COUNTED.map(|(_, is_meant)| compared.revision.count(part, is_meant));
        for (total, count) in totals.iter_mut().zip(counts) {
            *total += count;
        }
        line(sheet, row, part.word(), &counts)?;
        row += 1;
    }
    line(sheet, row, "計", &totals)?;
    Ok(row + 1)
}

/// Returns the format of a count: centred, with a point for zero.
fn counted() -> Format {
    style::count()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_num_format("#,##0;-#,##0;\"・\"")
}

fn line(sheet: &mut Worksheet, row: u32, words: &str, counts: &[usize]) -> Result<(), XlsxError> {
    sheet.put_text(row, 0, words, &style::cell())?;
    let all = counts.iter().sum();
    for (column, count) in (1..).zip(counts.iter().copied().chain([all])) {
        put(sheet, row, column, &Value::Count(count), &counted())?;
    }
    sheet.set_row_height(row, 18)?;
    Ok(())
}

fn targets(sheet: &mut Worksheet, top: u32, compared: &Compared<'_>) -> Result<u32, XlsxError> {
    let counts = final_targets::counts(&compared.revision.final_targets);
    sheet.put_text(top, 0, "", &style::heading())?;
    sheet.put_text(top + 1, 0, "指標の数", &style::cell())?;
    for (column, (movement, count)) in (1..).zip(counts) {
        sheet.put_text(top, column, movement.word(), &style::heading())?;
        put(sheet, top + 1, column, &Value::Count(count), &counted())?;
    }
    sheet.set_row_height(top + 1, 18)?;
    let sentence = format!("指標ごとの内訳は「{}」シートのとおりです。", final_targets::SHEET);
    sheet.put_text(top + 2, 0, sentence, &style::remark())?;
    Ok(top + 3)
}

/// The most subjects listed for a point.
const MOST_NAMED: usize = 12;

fn main_points(sheet: &mut Worksheet, top: u32, compared: &Compared<'_>) -> Result<(), XlsxError> {
    let mut row = top;
    let wide = WIDTHS.iter().skip(1).sum::<f64>();
    for (words, subjects) in points(compared) {
        let named: Vec<&str> = subjects.iter().take(MOST_NAMED).map(String::as_str).collect();
        let rest = subjects.len().saturating_sub(MOST_NAMED);
        let more = if rest > 0 { format!("　ほか{rest}件") } else { String::new() };
        let text = format!("{}{more}", named.join("\n"));
        sheet.put_text(row, 0, format!("{words}（{}件）", subjects.len()), &style::cell())?;
        sheet.put_merged(row, 1, row, 9, &text, &style::cell())?;
        sheet.set_row_height(row, measure::row_height(&[(&text, wide)], style::SIZE))?;
        row += 1;
    }
    if row == top {
        sheet.put_text(
            row,
            0,
            "事業・指標・施策の追加、削除、名称の変更、最終目標の変更はありません。",
            &style::plain(),
        )?;
        row += 1;
    }
    let beside = records::changes(compared).count();
    if beside > 0 {
        let sentence = format!(
            "このほか、報告予定などの運用の記録に{beside}件の違いがあります（「運用の記録」シート）。"
        );
        sheet.put_text(row, 0, sentence, &style::remark())?;
    }
    Ok(())
}

/// Returns the main points of the revision, each with its subjects.
fn points(compared: &Compared<'_>) -> Vec<(String, Vec<String>)> {
    let changes = &compared.revision.changes;
    let of = |part: Part, is_meant: fn(ChangeKind) -> bool| -> Vec<&Change> {
        changes.iter().filter(|change| change.part == part && is_meant(change.kind)).collect()
    };
    let names = |found: Vec<&Change>| found.iter().map(|change| named(change)).collect::<Vec<String>>();
    let added: fn(ChangeKind) -> bool = |kind| kind == ChangeKind::Added;
    let removed: fn(ChangeKind) -> bool = |kind| kind == ChangeKind::Removed;
    let merged: fn(ChangeKind) -> bool = |kind| matches!(kind, ChangeKind::Merged | ChangeKind::Split);
    let mut found = vec![
        ("体系の追加", names(of(Part::System, added))),
        ("体系の削除", names(of(Part::System, removed))),
        ("体系の名称・番号", names(of(Part::System, is_of_place))),
        ("事業の追加", names(of(Part::Project, added))),
        ("事業の削除", names(of(Part::Project, removed))),
        ("事業の名称・番号・所属", names(of(Part::Project, is_of_place))),
        ("指標の追加", names(of(Part::Indicator, added))),
        ("指標の削除", names(of(Part::Indicator, removed))),
        ("課の統合・分割", names(of(Part::Department, merged))),
        ("課の名称", names(of(Part::Department, is_of_place))),
    ];
    let moved = |movement: Movement| -> Vec<String> {
        let targets = compared.revision.final_targets.iter().filter(|target| target.movement == movement);
        targets
            .map(|target| {
                let text = |side: &Option<(_, String)>| {
                    side.as_ref().map_or(NOT_APPLICABLE, |(_, text)| text).trim().to_owned()
                };
                format!(
                    "{} {}　{}：{} → {}",
                    target.project,
                    target.name,
                    target.indicator_name,
                    text(&target.old),
                    text(&target.new)
                )
            })
            .collect()
    };
    found.push(("最終目標の引上げ", moved(Movement::Raised)));
    found.push(("最終目標の引下げ", moved(Movement::Lowered)));
    let points = found.into_iter().filter(|(_, subjects)| !subjects.is_empty());
    points.map(|(words, subjects)| (words.to_owned(), subjects)).collect()
}

fn named(change: &Change) -> String {
    match change.kind {
        ChangeKind::Added | ChangeKind::Removed if change.part == Part::Indicator => {
            let name = if change.kind == ChangeKind::Added { &change.new } else { &change.old };
            format!("{}　{name}", change.subject)
        }
        ChangeKind::Added | ChangeKind::Removed => change.subject.clone(),
        _ => format!("{}：{} → {}", change.subject, change.old, change.new),
    }
}

const _: () = assert!(WIDTHS.len() == COUNTED.len() + 2);
