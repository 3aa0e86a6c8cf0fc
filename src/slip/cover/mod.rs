//! The first sheet of a department's book: what to correct, to confirm and to submit.

mod findings;
mod forms;
mod missing;
mod other_months;

use rust_xlsxwriter::{FormatAlign, ProtectionOptions, Worksheet, XlsxError};

use crate::consolidate::Consolidation;
use crate::findings::Severity;
use crate::follow_up::FollowUp;
use crate::form::content::FormContent;
use crate::form::field::Field;
use crate::form::write::block::merged;
use crate::mail::office;
use crate::plan::Plan;
use crate::prefill;
use crate::sheet::book::{Page, Paper, begin};
use crate::sheet::table::total_width;
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};
use crate::slip::cover::findings::COLUMNS;
use crate::slip::cover::forms::Forms;
use crate::slip::requests::deadline_words;

/// The last column.
const LAST: u16 = COLUMNS.len() as u16 - 1;
/// The heading of the instructions for filling in forms.
const GUIDE: &str = "記入のしかた";

/// Writes the sheet. `sheets` are the names of the forms' sheets in this book.
pub(super) fn write(
    plan: &Plan,
    c: &Consolidation,
    follow_up: &FollowUp<'_>,
    forms: &[FormContent],
    sheets: &[String],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let title = follow_up.title();
    let page = Page {
        paper: Paper::A4Landscape,
        left: plan.title.clone(),
        right: format!("{title}　{}", follow_up.department.name),
    };
    let heading = format!("{title}　{}分　進捗報告", c.as_of.japanese());
    let mut row = begin(sheet, title, &heading, "", &page)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    row = write_head(sheet, row, plan, c, follow_up)?;
    let forms = Forms::new(forms, sheets);
    if !follow_up.findings.is_empty() {
        row = section(sheet, row, "訂正・確認をお願いする箇所")?;
        row = findings::write(sheet, row, c, &forms, follow_up)?;
    }
    if !follow_up.missing.is_empty() {
        row = section(sheet, row, "提出をお願いする事業")?;
        row = missing::write(sheet, row, &follow_up.missing, &forms)?;
    }
    row = write_guide(sheet, row, plan)?;
    sheet.set_print_area(0, 0, row.saturating_sub(1), LAST)?;
    Ok(())
}

/// Writes the instructions for filling in forms, because the issued book with them may no longer be at hand.
/// Returns the next row.
fn write_guide(sheet: &mut Worksheet, top: u32, plan: &Plan) -> Result<u32, XlsxError> {
    let mut row = section(sheet, top, GUIDE)?;
    let width = total_width(COLUMNS.get(1..).unwrap_or_default());
    for (number, text) in (1..).zip(prefill::guide(plan).points()) {
        let format = style::centered().set_align(FormatAlign::Top);
        merged(sheet, (row, 0), (row, 0), &number.to_string(), &format)?;
        merged(sheet, (row, 1), (row, LAST), &text, &style::cell())?;
        sheet.set_row_height(row, measure::row_height(&[(&text, width)], style::SIZE))?;
        row += 1;
    }
    Ok(row)
}

fn write_head(
    sheet: &mut Worksheet,
    top: u32,
    plan: &Plan,
    c: &Consolidation,
    follow_up: &FollowUp<'_>,
) -> Result<u32, XlsxError> {
    let mut row = top;
    let address = format!("{}　御中", follow_up.department.name);
    sheet.put_text(row, 0, &address, &style::section())?;
    sheet.set_row_height(row, 20)?;
    row += 1;
    let format = style::plain().set_text_wrap();
    let width = total_width(COLUMNS);
    for text in guide(plan, c, follow_up) {
        let text = plan.labels.wording().in_sentence(&text);
        merged(sheet, (row, 0), (row, LAST), &text, &format)?;
        sheet.set_row_height(row, measure::row_height(&[(&text, width)], style::SIZE))?;
        row += 1;
    }
    sheet.set_row_height(row, 6)?;
    row += 1;
    for field in [Field::Author, Field::Contact, Field::EnteredOn] {
        let label = plan.labels.wording().printed(field.label());
        merged(sheet, (row, 0), (row, 1), label, &style::heading())?;
        merged(sheet, (row, 2), (row, 3), "", &style::input().set_align(FormatAlign::VerticalCenter))?;
        sheet.set_row_height(row, 19)?;
        row += 1;
    }
    Ok(row)
}

fn guide(plan: &Plan, c: &Consolidation, follow_up: &FollowUp<'_>) -> Vec<String> {
    let office = office(plan);
    let mut lines = Vec::new();
    let (errors, checks) = (follow_up.count(Severity::Error), follow_up.count(Severity::Check));
    if errors + checks > 0 {
        let mut kinds = Vec::new();
        if errors > 0 {
            kinds.push(format!("誤り{errors}件（該当する記入は、直るまで集計に使えません）"));
        }
        if checks > 0 {
            kinds.push(format!("要確認{checks}件（そのまま集計していますが、確認が要ります）"));
        }
        let of_other_months = other_months::Forms::of(c, follow_up);
        let how = if follow_up.with_findings.is_empty() {
            "下の表の「内容」と「直し方」をご覧ください。"
        } else if of_other_months.are_all {
            ""
        } else {
            "「箇所」を押すと、このブックの様式の該当する欄が開きます。様式には提出いただいた内容が入っています。赤みの付いた欄を、その下の「訂正依頼」のとおりに直してください。"
        };
        lines.push(format!("提出いただいた報告に、{}があります。{how}", kinds.join("と")));
        lines.extend(of_other_months.words(plan, c));
    }
    if checks > 0 {
        lines.push(
            "要確認の項目は、記入のとおりで正しければ、その様式の「確認済」の欄に符号（例：V12）を記入してください。「確認の欄」の□を押すと、その欄が開きます。"
                .to_owned(),
        );
    }
    if !follow_up.missing.is_empty() {
        lines.push(format!(
            "次の{}事業は、{}現在の様式がまだ届いていません。このブックの様式に記入して提出してください。",
            follow_up.missing.len(),
            c.as_of.japanese_last_day()
        ));
    }
    let deadline = deadline_words(plan, c);
    lines.push(format!(
        "記入が済んだら、このブックのまま{deadline}{office}へ返送してください。書き方は、下の「{GUIDE}」をご覧ください。"
    ));
    lines
}

fn section(sheet: &mut Worksheet, row: u32, words: &str) -> Result<u32, XlsxError> {
    sheet.set_row_height(row, 8)?;
    sheet.put_text(row + 1, 0, words, &style::section())?;
    sheet.set_row_height(row + 1, 20)?;
    Ok(row + 2)
}
