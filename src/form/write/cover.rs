//! Writes 記入要領, the first sheet of a department's book: a page on how to fill in the forms.

use rust_xlsxwriter::{FormatAlign, ProtectionOptions, Worksheet, XlsxError};

use crate::form::content::FormContent;
use crate::form::field::Field;
use crate::form::write::block::merged;
use crate::form::write::guidance;
use crate::form::write::guide::Guide;
use crate::sheet::book::{Paper, set_page};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, names, style};
use crate::text::calendar::{Date, Month};

/// The name of the first sheet.
pub const COVER_SHEET: &str = "記入要領";

/// The content of 記入要領 without the list of projects.
#[derive(Clone, Debug)]
pub struct Cover {
    /// 団体名.
    pub organisation: String,
    /// 計画名称.
    pub plan_title: String,
    /// 事務局; may be empty.
    pub secretariat: String,
    /// The department that fills in the forms.
    pub department: String,
    /// 基準月.
    pub month: Month,
    /// 提出期限, if 報告予定 has one.
    pub deadline: Option<Date>,
    /// 記入のしかた.
    pub guide: Guide,
}

impl Cover {
    /// Returns the title of the book.
    #[must_use]
    pub fn book_title(&self) -> String {
        format!("{}　進捗報告（{}）", self.plan_title, self.department)
    }
}

/// The most projects that fit on one page in a legible size.
const MOST_ON_PAGE: usize = 40;
const WIDTHS: [f64; 3] = [12.0, 62.0, 28.0];

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    cover: &Cover,
    forms: &[FormContent],
    sheets: &[String],
) -> Result<(), XlsxError> {
    sheet.put_name(COVER_SHEET)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    set_page(sheet, Paper::A4Portrait, &cover.plan_title, &cover.department);
    // A longer list of projects takes further pages.
    sheet.set_print_fit_to_pages(1, u16::from(forms.len() <= MOST_ON_PAGE));
    sheet.set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    let mut row = write_head(sheet, cover)?;
    row = write_author(sheet, cover, row)?;
    row = write_guide(sheet, row, cover)?;
    row = write_projects(sheet, row, forms, sheets)?;
    sheet.set_print_area(0, 0, row - 1, 2)?;
    Ok(())
}

fn write_head(sheet: &mut Worksheet, cover: &Cover) -> Result<u32, XlsxError> {
    let title = format!("{}　進捗報告　{COVER_SHEET}", cover.plan_title);
    merged(sheet, (0, 0), (0, 2), &title, &style::title().set_align(FormatAlign::Center))?;
    sheet.set_row_height(0, 30)?;
    merged(sheet, (1, 0), (1, 2), &format!("{}　御中", cover.department), &style::section())?;
    sheet.set_row_height(1, 24)?;
    let deadline = cover.deadline.map(|date| format!("{}までに、", date.japanese())).unwrap_or_default();
    let office = if cover.secretariat.is_empty() { "事務局" } else { &cover.secretariat };
    let subject = if cover.guide.on_schedule.is_some() { "進捗状況" } else { "取組の状況" };
    let request = format!(
        "{}現在の{subject}を報告してください。記入が済んだら、{deadline}このブックを{office}へ返送してください。",
        cover.month.japanese_last_day(),
    );
    let request = cover.guide.wording.in_sentence(&request);
    let format = style::plain().set_text_wrap();
    merged(sheet, (2, 0), (2, 2), &request, &format)?;
    sheet.set_row_height(2, measure::row_height(&[(&request, whole_width())], style::SIZE))?;
    sheet.set_row_height(3, 8)?;
    Ok(4)
}

fn write_author(sheet: &mut Worksheet, cover: &Cover, top: u32) -> Result<u32, XlsxError> {
    let mut row = top;
    for (field, message) in [
        (Field::Author, "このブックに記入した方の氏名を記入してください。"),
        (Field::Contact, "内線番号やメールアドレスを記入してください。"),
        (Field::EnteredOn, "記入した日を、年から記入してください（例：2023/4/5、令和5年4月5日）。"),
    ] {
        let label = cover.guide.wording.printed(field.label());
        merged(sheet, (row, 0), (row, 0), label, &style::heading())?;
        let input = style::input().set_align(FormatAlign::VerticalCenter);
        merged(sheet, (row, 1), (row, 2), "", &input)?;
        sheet.set_row_height(row, 21)?;
        sheet.add_data_validation(row, 1, row, 1, &guidance::said(label, message)?)?;
        row += 1;
    }
    sheet.set_row_height(row, 10)?;
    Ok(row + 1)
}

fn write_guide(sheet: &mut Worksheet, top: u32, cover: &Cover) -> Result<u32, XlsxError> {
    merged(sheet, (top, 0), (top, 2), "記入のしかた", &style::section())?;
    sheet.set_row_height(top, 20)?;
    let mut row = top + 1;
    for (number, text) in (1..).zip(cover.guide.points()) {
        let number_format = style::centered().set_align(FormatAlign::Top);
        merged(sheet, (row, 0), (row, 0), &number.to_string(), &number_format)?;
        merged(sheet, (row, 1), (row, 2), &text, &style::cell())?;
        sheet.set_row_height(
            row,
            measure::row_height(
                &[(&text, whole_width() - WIDTHS.first().copied().unwrap_or(0.0))],
                style::SIZE,
            ),
        )?;
        row += 1;
    }
    sheet.set_row_height(row, 10)?;
    Ok(row + 1)
}

fn write_projects(
    sheet: &mut Worksheet,
    top: u32,
    forms: &[FormContent],
    sheets: &[String],
) -> Result<u32, XlsxError> {
    let title = format!("対象の事業（{}件）", forms.len());
    merged(sheet, (top, 0), (top, 2), &title, &style::section())?;
    sheet.set_row_height(top, 20)?;
    let mut row = top + 1;
    for (column, text) in (0..).zip(["番号", "事業", "シート"]) {
        merged(sheet, (row, column), (row, column), text, &style::heading())?;
    }
    sheet.set_row_height(row, 19)?;
    for (form, name) in forms.iter().zip(sheets) {
        row += 1;
        merged(sheet, (row, 0), (row, 0), &form.id, &style::centered())?;
        let middle = style::cell().set_align(FormatAlign::VerticalCenter);
        merged(sheet, (row, 1), (row, 1), &form.name, &middle)?;
        let place = format!("internal:{}!A1", names::quoted(name));
        let format = style::link().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        sheet.put_link(row, 2, &place, "開く", &format)?;
        let width = WIDTHS.get(1).copied().unwrap_or(60.0);
        sheet.set_row_height(row, measure::row_height(&[(&form.name, width)], style::SIZE).max(19.0))?;
    }
    Ok(row + 1)
}

fn whole_width() -> f64 {
    WIDTHS.iter().sum()
}
