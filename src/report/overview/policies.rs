//! 基本方針 × each judgment, side by side.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::evaluate::model::{Counts, Group, Share};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::overview::columns::{Block, count_width, name_width};
use crate::report::overview::writing::Writing;
use crate::report::sheet_names;
use crate::report::totals::layout::Id;
use crate::report::totals::share::percent;
use crate::sheet::address::cell_on;
use crate::sheet::extent;
use crate::sheet::table::{Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

/// The size of the categories' names over their narrow columns.
const HEADING_SIZE: f64 = 9.0;

/// The table of one judgment.
struct Side<'a> {
    block: Block,
    title: &'static str,
    share_heading: &'static str,
    categories: &'a Categories,
    /// The columns of 集計: a category's counts, their sum, and the share.
    count: fn(usize) -> Id,
    sum: Id,
    share: Id,
    counts_of: fn(&Group) -> &Counts,
    share_of: fn(&Group) -> Share,
}

/// A row: a 基本方針, or the whole plan.
struct Row<'a> {
    name: String,
    /// Its row on 集計.
    source: u32,
    group: &'a Group,
}

/// Writes both tables; returns the first row below them.
pub(super) fn write(sheet: &mut Worksheet, writing: &Writing, first: u32) -> Result<u32, XlsxError> {
    let rows = rows(writing);
    for side in sides(writing) {
        write_headings(sheet, writing, &side, first)?;
        for (at, row) in (first + 2..).zip(&rows) {
            write_row(sheet, writing, &side, at, row)?;
        }
    }
    sheet.set_row_height(first, 20.0)?;
    sheet.set_row_height(first + 1, heading_height(writing.report))?;
    Ok(first + 2 + extent::rows(rows.len()))
}

fn sides<'a>(writing: &Writing<'a>) -> [Side<'a>; 2] {
    [
        Side {
            block: writing.columns.left,
            title: "効果達成状況（事業数）",
            share_heading: "達成割合",
            categories: &writing.report.effect,
            count: Id::Effect,
            sum: Id::EffectSum,
            share: Id::Achieved,
            counts_of: |group| &group.effect,
            share_of: |group| group.achieved,
        },
        Side {
            block: writing.columns.right,
            title: "進捗状況（事業数）",
            share_heading: "順調割合",
            categories: &writing.report.progress,
            count: Id::Progress,
            sum: Id::ProgressSum,
            share: Id::OnTrack,
            counts_of: |group| &group.progress,
            share_of: |group| group.on_track,
        },
    ]
}

fn rows<'a>(writing: &Writing<'a>) -> Vec<Row<'a>> {
    let totals = &writing.report.c.assessment.totals;
    let policy = |(position, group): (u32, &'a Group)| Row {
        name: format!("{} {}", group.number, group.name).trim().to_owned(),
        source: writing.layout.policy_row(position),
        group,
    };
    let plan = Row { name: "計".to_owned(), source: writing.layout.plan_row(), group: &totals.plan };
    (0..).zip(&totals.by_policy).map(policy).chain([plan]).collect()
}

fn write_headings(sheet: &mut Worksheet, writing: &Writing, side: &Side, row: u32) -> Result<(), XlsxError> {
    let heading = &writing.formats.heading;
    sheet.put_text(row, side.block.first, side.title, &style::section())?;
    sheet.put_text(row + 1, side.block.first, "基本方針", heading)?;
    let narrow = heading.clone().set_font_size(HEADING_SIZE);
    for (col, category) in (side.block.first + 1..).zip(&side.categories.all) {
        sheet.put_text(row + 1, col, category.heading(), &narrow)?;
    }
    sheet.put_text(row + 1, side.block.sum(), "計", heading)?;
    sheet.put_text(row + 1, side.block.last, side.share_heading, heading)?;
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    writing: &Writing,
    side: &Side,
    at: u32,
    row: &Row,
) -> Result<(), XlsxError> {
    let formats = &writing.formats;
    let counts = (side.counts_of)(row.group);
    let source = |id: Id| cell_on(sheet_names::TOTALS, row.source, writing.layout.col(id));
    put(sheet, at, side.block.first, &Value::text(&row.name), &formats.text)?;
    for (number, category) in (1..).zip(&side.categories.all) {
        let col = side.block.first + extent::columns(number);
        let count = Value::Count(counts.of(&category.word));
        put(sheet, at, col, &Value::formula(source((side.count)(number)), count), &formats.count)?;
    }
    let sum = Value::formula(source(side.sum), Value::Count(counts.sum()));
    put(sheet, at, side.block.sum(), &sum, &formats.count)?;
    let share = Value::formula(source(side.share), percent((side.share_of)(row.group)));
    put(sheet, at, side.block.last, &share, &formats.percent)?;
    let height = measure::row_height(&[(&row.name, name_width())], style::SIZE);
    sheet.set_row_height(at, height.max(20.0))?;
    Ok(())
}

/// Returns the height of the row that names the categories: bands may have long names.
fn heading_height(report: &Report) -> f64 {
    let all = report.effect.all.iter().chain(&report.progress.all);
    let headings: Vec<String> = all.map(|category| category.heading()).collect();
    let texts: Vec<(&str, f64)> = headings.iter().map(|heading| (heading.as_str(), count_width())).collect();
    measure::row_height(&texts, HEADING_SIZE).max(34.0)
}
