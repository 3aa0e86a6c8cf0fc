//! 取組と意見: what the departments wrote, by project. A long text is split over several rows, so that no
//! page cuts it.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::form::field::Field;
use crate::plan::model::{Measure, Project};
use crate::report::context::Report;
use crate::report::sheet_names;
use crate::returns::accepted::Accepted;
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Column, Table, Value, column};
use crate::sheet::{measure, style};

const HEADING_ROW: u32 = 2;
/// The fields that the sheet shows, with their shares of the width.
const FIELDS: [(Field, f64); 3] = [(Field::Activity, 1.2), (Field::NextStep, 1.0), (Field::UserVoice, 1.0)];
/// The width of all texts together, in half-width characters.
const TEXTS_WIDTH: f64 = 110.0;
/// The number of lines up to which a text is never split.
const MOST_LINES: usize = 18;
/// The fewest lines that a row of a split text gets.
const LEAST_LINES: usize = 5;

/// The columns have no functions for cells: each row is composed from its texts.
type NoCell = ();

const PROJECT: [Column<NoCell>; 4] = [
    column("施策", 14.0, ()),
    column("整理番号", 8.5, ()),
    column("事業名称", 22.0, ()),
    column("担当課", 14.0, ()),
];

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let title = format!("取組と意見（{}現在）", report.c.as_of.japanese_last_day());
    let remark = "担当課の記述をそのまま載せています。今回未提出の事業は、同じ年度の前の報告の記述です。";
    begin(sheet, sheet_names::ACTIVITIES, &title, remark, &report.page.on(Paper::A4Landscape))?;
    let projects: Vec<(&Project, &Accepted)> = report
        .first_rows()
        .filter_map(|first| Some((first.project, report.c.accepted(&first.project.id)?)))
        .filter(|(_, accepted)| FIELDS.iter().any(|(field, _)| !written(accepted, *field).is_empty()))
        .collect();
    // A field that no department filled in has no column.
    let used: Vec<(Field, f64)> = FIELDS
        .into_iter()
        .filter(|(field, _)| projects.iter().any(|(_, accepted)| !written(accepted, *field).is_empty()))
        .collect();
    let shares: f64 = used.iter().map(|(_, share)| share).sum();
    let width = |share: f64| (TEXTS_WIDTH * share / shares).floor();
    let texts = used.iter().map(|(field, share)| column(field.label(), width(*share), ()));
    let columns: Vec<Column<NoCell>> = PROJECT.into_iter().chain(texts).collect();
    let whole: Vec<Vec<Value>> = projects
        .iter()
        .map(|(project, accepted)| {
            let texts = used.iter().map(|(field, _)| Value::text(written(accepted, *field)));
            heading(measure_of(report, project).as_deref(), project, accepted, false)
                .into_iter()
                .chain(texts)
                .collect()
        })
        .collect();
    let mut table = Table::new(&columns, HEADING_ROW).with_widths_for_breaks(&whole).on(Paper::A4Landscape);
    if !projects.is_empty() {
        table.head(sheet)?;
    }
    for (project, accepted) in projects {
        let texts: Vec<&str> = used.iter().map(|(field, _)| written(accepted, *field)).collect();
        let measure = measure_of(report, project);
        let heading = |goes_on| heading(measure.as_deref(), project, accepted, goes_on);
        write_project(sheet, &mut table, heading, texts)?;
    }
    table.finish(sheet, "該当はありません。")
}

/// Writes the rows of a project: as many lines of its texts in each as the page has room for.
fn write_project(
    sheet: &mut Worksheet,
    table: &mut Table,
    heading: impl Fn(bool) -> [Value; PROJECT.len()],
    mut texts: Vec<&str>,
) -> Result<(), XlsxError> {
    let widths: Vec<f64> = table.widths().skip(PROJECT.len()).collect();
    let mut goes_on = false;
    while !goes_on || texts.iter().any(|text| !text.is_empty()) {
        let of_columns = || texts.iter().zip(widths.iter().copied());
        let lines = of_columns().map(|(text, width)| measure::lines(text, width, style::SIZE)).max();
        let most = lines_of_row(lines.unwrap_or(1), table.lines_of_page(LEAST_LINES));
        let (heads, rests): (Vec<&str>, Vec<&str>) =
            of_columns().map(|(text, width)| measure::cut(text, width, style::SIZE, most)).unzip();
        let row: Vec<Value> =
            heading(goes_on).into_iter().chain(heads.into_iter().map(Value::text)).collect();
        table.row(sheet, &row)?;
        (texts, goes_on) = (rests, true);
    }
    Ok(())
}

/// Returns how many of a text's `lines` the next row takes if `fitting` fit on the page. Leaves enough for
/// the last row not to be short.
fn lines_of_row(lines: usize, fitting: usize) -> usize {
    if lines <= MOST_LINES.max(fitting) { lines } else { fitting.min(lines.saturating_sub(LEAST_LINES)) }
}

/// Returns the name of the project's 施策, unless it belongs to a 基本方針 itself.
fn measure_of(report: &Report, project: &Project) -> Option<String> {
    let measure = report.plan.measure(&project.measure).filter(|_| report.plan.is_below_policy(project));
    measure.map(Measure::heading)
}

/// Returns the cells that name the project, with the month of the return from which its texts are carried.
fn heading(
    measure: Option<&str>,
    project: &Project,
    accepted: &Accepted,
    goes_on: bool,
) -> [Value; PROJECT.len()] {
    let carried = accepted.carried_from();
    let month = carried.map_or_else(String::new, |month| format!("\n（{}の報告）", month.japanese()));
    let goes_on = if goes_on { "\n（続き）" } else { "" };
    [
        Value::text(measure.unwrap_or_default()),
        Value::centered(&project.id.to_string()),
        Value::text(&format!("{}{month}{goes_on}", project.name)),
        Value::text(&project.departments_text),
    ]
}

fn written(accepted: &Accepted, field: Field) -> &str {
    accepted.text(field).trim()
}

#[cfg(test)]
mod tests {
    use crate::report::activities::lines_of_row;

    #[test]
    fn a_long_text_fills_the_page_and_leaves_no_short_end() {
        assert_eq!(lines_of_row(18, 7), 18, "goes to the next page whole");
        assert_eq!(lines_of_row(100, 24), 24);
        assert_eq!(lines_of_row(24, 24), 24);
        assert_eq!(lines_of_row(26, 24), 21, "five lines for the last row");
    }
}
