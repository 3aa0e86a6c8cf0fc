//! 記述: every free text and 様式外の記載, by project.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::findings::Location;
use crate::ids::ProjectId;
use crate::returns::{FormOutcome, Remark};
use crate::secretariat::context::Context;
use crate::sheet::table::{Table, Value};
use crate::sheet::{book, measure};
use crate::source_link;
use crate::sources::CellRef;

const TEXT_WIDTH: f64 = 78.0;
const COLUMNS: [(&str, f64); 7] = [
    ("整理番号", 8.5),
    ("担当課", 12.0),
    ("項目", 15.0),
    ("記述", TEXT_WIDTH),
    ("扱い", 11.0),
    ("ファイル・シート", 28.0),
    ("セル", 7.0),
];

/// Lines that a row can show: Excel ends a row at 409 points.
const MOST_LINES: usize = 22;

/// A text of a department.
struct Passage<'a> {
    department: &'a str,
    item: &'a str,
    text: &'a str,
    treatment: String,
    place: Location,
}

pub(super) fn write(cx: &Context<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let remark =
        "様式に書かれた文章と、様式の外に書かれた文章・ノート・コメント・図形の文字をすべて載せています。";
    let first = book::begin(sheet, "記述", "記述", remark, &cx.page)?;
    let mut table = Table::new(&COLUMNS, first);
    table.head(sheet)?;
    for project in &cx.plan.projects {
        let passages = passages(cx, Some(&project.id));
        if !passages.is_empty() {
            table.group(sheet, &format!("{} {}", project.id, project.name))?;
        }
        rows(cx, sheet, &mut table, &project.id.to_string(), &passages)?;
    }
    let unknown = passages(cx, None);
    if !unknown.is_empty() {
        table.group(sheet, "事業を特定できない様式")?;
    }
    rows(cx, sheet, &mut table, "", &unknown)?;
    table.finish(sheet, "記述はありません。")
}

fn rows(
    cx: &Context<'_>,
    sheet: &mut Worksheet,
    table: &mut Table,
    id: &str,
    passages: &[Passage<'_>],
) -> Result<(), XlsxError> {
    for passage in passages {
        for (at, piece) in pieces(passage.text).iter().enumerate() {
            let words = source_link::words(&cx.c.sources, passage.place);
            let opener = cx.opener_within(passage.place, table.rows());
            let item =
                if at == 0 { passage.item.to_owned() } else { format!("{}（続き）", passage.item) };
            let values = [
                Value::middle(id),
                Value::text(passage.department),
                Value::text(&item),
                Value::text(piece),
                Value::middle(&passage.treatment),
                Value::text(&words),
                opener,
            ];
            table.row(sheet, &values)?;
        }
    }
    Ok(())
}

/// The texts of a project's forms of the month, else the carried ones; then what stands outside the fields.
fn passages<'a>(cx: &Context<'a>, id: Option<&ProjectId>) -> Vec<Passage<'a>> {
    let c = cx.c;
    let mut found = Vec::new();
    let of_month = c.returns.iter().filter(|returned| {
        returned.project.as_ref() == id
            && !matches!(
                returned.outcome,
                FormOutcome::Superseded | FormOutcome::Duplicate | FormOutcome::OtherMonth
            )
    });
    for returned in of_month {
        for value in returned.values.iter().filter(|value| value.key.field.is_prose()) {
            let Some(at) = value.at() else { continue };
            found.push(Passage {
                department: returned.department.as_deref().unwrap_or_default(),
                item: value.key.field.label(),
                text: &value.cell.text,
                treatment: value.outcome.word().to_owned(),
                place: Location::Cell(at),
            });
        }
    }
    if found.is_empty() {
        found.extend(carried(cx, id));
    }
    found.extend(c.remarks.iter().filter(|remark| remark.project.as_ref() == id).map(remark_passage));
    found
}

/// What stands of earlier months, where nothing was returned this month.
fn carried<'a>(cx: &Context<'a>, id: Option<&ProjectId>) -> Vec<Passage<'a>> {
    let state = cx.c.accepted_months.months.get(&cx.c.as_of);
    let Some(accepted) = id.and_then(|id| state?.projects.get(id)) else { return Vec::new() };
    accepted
        .entries
        .iter()
        .filter(|(key, entry)| key.field.is_prose() && entry.month != cx.c.as_of)
        .map(|(key, entry)| Passage {
            department: "",
            item: key.field.label(),
            text: &entry.text,
            treatment: format!("引用（{}）", entry.month),
            place: Location::Cell(entry.at),
        })
        .collect()
}

fn remark_passage(remark: &Remark) -> Passage<'_> {
    let at: Option<CellRef> = remark.at;
    Passage {
        department: "",
        item: remark.kind.word(),
        text: &remark.text,
        treatment: "様式外".to_owned(),
        place: at.map_or(Location::Sheet(remark.sheet), Location::Cell),
    }
}

/// A text in pieces that each fit a row.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for c in text.chars() {
        piece.push(c);
        // Measuring every character would be slow; a piece grows by its line breaks and every twentieth character.
        let ends = c == '\n' || piece.chars().count().is_multiple_of(20);
        if ends && measure::lines(&piece, TEXT_WIDTH * 0.9) >= MOST_LINES {
            pieces.push(std::mem::take(&mut piece).trim_end().to_owned());
        }
    }
    if !piece.trim().is_empty() || pieces.is_empty() {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use crate::secretariat::prose::{MOST_LINES, TEXT_WIDTH, pieces};
    use crate::sheet::measure::row_height;

    #[test]
    fn a_long_text_is_cut_into_rows_and_loses_nothing() {
        let long = "窓口での案内を見直しました。".repeat(400);
        let pieces = pieces(&long);
        assert!(pieces.len() > 1);
        assert_eq!(pieces.concat(), long);
        for piece in &pieces {
            assert!(row_height(&[(piece, TEXT_WIDTH)], 10.0) < 409.0, "{}", piece.chars().count());
        }
        assert_eq!(super::pieces("短い文"), ["短い文"]);
        assert_eq!(
            super::pieces(&"行\n".repeat(MOST_LINES * 2)).concat().matches('行').count(),
            MOST_LINES * 2
        );
    }
}
