//! 記述: every free text and 様式外の記載, by project.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::findings::Location;
use crate::form::field::Field;
use crate::ids::ProjectId;
use crate::plan::Plan;
use crate::returns::{Remark, Return, Value as ReturnedValue};
use crate::secretariat::context::Context;
use crate::sheet::table::{Column, Table, Value, cells, column};
use crate::sheet::{book, measure, style};
use crate::source_link;
use crate::text::fold;

/// The width of 記述, in half-width characters.
const TEXT_WIDTH: f64 = 78.0;
/// The most lines in a row: Excel limits its height to 409 points.
const MOST_LINES: usize = 22;

/// The approximate number of texts on a form.
const TEXTS_OF_A_FORM: usize = 5;

/// A text of a department.
struct Passage<'a> {
    department: &'a str,
    item: &'a str,
    text: &'a str,
    treatment: String,
    location: Location,
}

/// A piece of a passage that fits into one row, with the number of rows above it.
struct Row<'a> {
    cx: &'a Context<'a>,
    project: &'a str,
    passage: &'a Passage<'a>,
    piece: &'a str,
    is_first_piece: bool,
    rows_above: u32,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

const COLUMNS: &[Column<CellOf>] = &[
    column("整理番号", 8.5, |row| Value::centered(row.project)),
    column("担当課", 12.0, |row| Value::text(row.passage.department)),
    column("項目", 15.0, item),
    column("記述", TEXT_WIDTH, |row| Value::text(row.piece)),
    column("扱い", 11.0, |row| Value::centered(&row.passage.treatment)),
    column("ファイル・シート", 28.0, |row| {
        Value::text(&source_link::file_and_sheet(&row.cx.c.sources, row.passage.location))
    }),
    column("セル", 7.0, |row| row.cx.link_within(row.passage.location, row.rows_above)),
];

/// Writes the sheet.
pub(super) fn write(cx: &Context<'_>, book: &mut Workbook) -> Result<(), XlsxError> {
    let size = (cx.c.returns.len() * TEXTS_OF_A_FORM + cx.c.remarks.len()) * COLUMNS.len();
    let sheet = book::add_sheet(book, size)?;
    let remark =
        "様式に書かれた文章と、様式の外に書かれた文章・ノート・コメント・図形の文字をすべて載せています。";
    let first = book::begin(sheet, "記述", "記述", remark, &cx.page)?;
    let mut table = Table::new(COLUMNS, first).on(cx.page.paper);
    table.head(sheet)?;
    let texts = Texts::new(cx);
    for project in &cx.plan.projects {
        let passages = texts.passages(Some(&project.id));
        if !passages.is_empty() {
            table.group(sheet, &format!("{} {}", project.id, project.name))?;
        }
        write_passages(cx, sheet, &mut table, &project.id.to_string(), &passages)?;
    }
    let unknown = texts.passages(None);
    if !unknown.is_empty() {
        table.group(sheet, "事業を特定できない様式")?;
    }
    write_passages(cx, sheet, &mut table, "", &unknown)?;
    table.finish(sheet, "記述はありません。")?;
    book::end_sheet(sheet, size, table.next_row())
}

fn write_passages(
    cx: &Context<'_>,
    sheet: &mut Worksheet,
    table: &mut Table,
    project: &str,
    passages: &[Passage<'_>],
) -> Result<(), XlsxError> {
    for passage in passages {
        for (at, piece) in pieces(passage.text).into_iter().enumerate() {
            let (is_first_piece, rows_above) = (at == 0, table.rows());
            let row = Row { cx, project, passage, piece, is_first_piece, rows_above };
            table.row(sheet, &cells(COLUMNS, &row))?;
        }
    }
    Ok(())
}

fn item(row: &Row) -> Value {
    let item = row.passage.item;
    if row.is_first_piece { Value::text(item) } else { Value::text(&format!("{item}（続き）")) }
}

/// The month's returns and the texts outside their fields, by project; `None` is an unknown project.
struct Texts<'a> {
    cx: &'a Context<'a>,
    returns: BTreeMap<Option<&'a ProjectId>, Vec<&'a Return>>,
    remarks: BTreeMap<Option<&'a ProjectId>, Vec<&'a Remark>>,
}

impl<'a> Texts<'a> {
    fn new(cx: &'a Context<'a>) -> Self {
        let mut returns: BTreeMap<_, Vec<&Return>> = BTreeMap::new();
        for ret in cx.c.returns.iter().filter(|ret| ret.outcome.is_current()) {
            returns.entry(ret.project.as_ref()).or_default().push(ret);
        }
        let mut remarks: BTreeMap<_, Vec<&Remark>> = BTreeMap::new();
        for remark in &cx.c.remarks {
            remarks.entry(remark.project.as_ref()).or_default().push(remark);
        }
        Self { cx, returns, remarks }
    }

    /// Returns the texts of a project's returns of the month, else the carried ones; then the texts outside
    /// the fields.
    fn passages(&self, project: Option<&ProjectId>) -> Vec<Passage<'a>> {
        let returns = self.returns.get(&project).into_iter().flatten();
        let mut found: Vec<Passage<'a>> = returns.flat_map(|ret| written(self.cx.plan, ret)).collect();
        if found.is_empty() {
            found.extend(project.map(|id| self.carried(id)).unwrap_or_default());
        }
        found.extend(self.remarks.get(&project).into_iter().flatten().map(|remark| outside(remark)));
        found
    }

    /// Returns the texts carried from earlier months.
    fn carried(&self, project: &ProjectId) -> Vec<Passage<'a>> {
        let Some(accepted) = self.cx.c.accepted(project) else { return Vec::new() };
        accepted
            .entries
            .iter()
            .filter(|(key, entry)| {
                (key.field.is_prose() || key.field.item().is_some()) && entry.month != self.cx.c.as_of
            })
            .map(|(key, entry)| Passage {
                department: "",
                item: label(self.cx.plan, key.field),
                text: &entry.text,
                treatment: format!("引用（{}）", entry.month),
                location: Location::Cell(entry.at),
            })
            .collect()
    }
}

/// Returns the texts in the fields of a return.
fn written<'a>(plan: &'a Plan, ret: &'a Return) -> impl Iterator<Item = Passage<'a>> {
    let filled = |value: &&ReturnedValue| value.key.field.item().is_some() && !fold::is_blank(&value.text);
    let values = ret.values.iter().filter(move |value| value.key.field.is_prose() || filled(value));
    values.filter_map(|value| {
        Some(Passage {
            department: ret.department.as_deref().unwrap_or_default(),
            item: label(plan, value.key.field),
            text: &value.cell.text,
            treatment: value.outcome.word().to_owned(),
            location: Location::Cell(value.at()?),
        })
    })
}

/// Returns the label of a field, or the name of a 追加項目.
fn label(plan: &Plan, field: Field) -> &str {
    field.item().and_then(|at| plan.items.get(at)).map_or(field.label(), |item| &item.name)
}

/// Returns a text outside the fields as a passage.
fn outside(remark: &Remark) -> Passage<'_> {
    Passage {
        department: "",
        item: remark.kind.word(),
        text: &remark.text,
        treatment: "様式外".to_owned(),
        location: remark.at.map_or(Location::Sheet(remark.sheet), Location::Cell),
    }
}

/// Cuts a text into pieces that each fit into a row. A line break between two pieces belongs to neither.
fn pieces(text: &str) -> Vec<&str> {
    let (first, mut rest) = measure::cut(text, TEXT_WIDTH, style::SIZE, MOST_LINES);
    let mut pieces = vec![first];
    while !rest.is_empty() {
        let (piece, others) = measure::cut(rest, TEXT_WIDTH, style::SIZE, MOST_LINES);
        pieces.push(piece);
        rest = others;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use crate::secretariat::texts::{MOST_LINES, TEXT_WIDTH, pieces};
    use crate::sheet::measure::row_height;

    #[test]
    fn a_long_text_is_cut_into_rows_without_loss() {
        let long = "窓口での案内を見直しました。".repeat(400);
        let pieces = pieces(&long);
        assert!(pieces.len() > 1);
        assert_eq!(pieces.concat(), long);
        for piece in &pieces {
            assert!(row_height(&[(piece, TEXT_WIDTH)], 10.0) < 409.0, "{}", piece.chars().count());
        }
        assert_eq!(super::pieces("短い文"), ["短い文"]);
        // Blank lines at a cut are kept.
        let spaced = format!("{}\n\n\n続き", "行\n".repeat(MOST_LINES - 2));
        assert_eq!(super::pieces(&spaced).join("\n"), spaced);
    }
}
