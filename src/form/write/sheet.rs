//! Writes an issued form on its worksheet.

use rust_xlsxwriter::{Format, FormatAlign, ProtectionOptions, Worksheet, XlsxError};

use crate::form::content::{FormContent, Mark, ScheduleContent, filled_by_words};
use crate::form::field::{Control, Field};
use crate::form::labels::{CORRECTION, TITLE};
use crate::form::layout::{self, CONTROL_ROWS, Columns, LABEL_WIDTH, Layout, ROW_LABEL_WIDTH};
use crate::form::schedule::Entry;
use crate::form::write::block::{self, Slot, Styles, merged};
use crate::form::write::guidance;
use crate::sheet::book::{Paper, set_page};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

const SIZE: f64 = style::SIZE;

/// Writes a form. Everything on it is a label, a heading or a value, so that the reader keeps nothing as a
/// remark.
pub(super) fn write(
    sheet: &mut Worksheet,
    plan_title: &str,
    guidance: &str,
    content: &FormContent,
) -> Result<(), XlsxError> {
    let shape = content.shape(content.schedule.as_ref().map(block::shapes));
    let layout = Layout::new(&shape);
    set_up(sheet, plan_title, content, &layout)?;
    write_head(sheet, guidance, content, &layout)?;
    for (row, field) in (layout.plan..).zip(shape.plan_rows()) {
        let text = plan_text(content, field);
        let marks = of_field(&content.marks, field);
        let format = block::marked(&style::cell().set_align(FormatAlign::VerticalCenter), !marks.is_empty());
        write_row(sheet, &layout.columns, row, content.label(field), text, &format, 19.0)?;
        annotate(sheet, row, layout.columns.row_label, &marks)?;
    }
    if let Some(schedule) = &content.schedule {
        write_schedule(sheet, content, schedule, &layout)?;
    }
    for (row, field) in (layout.report..).zip(shape.report_rows()) {
        let align = if field.is_prose() { FormatAlign::Top } else { FormatAlign::VerticalCenter };
        if let Some(department) = &content.report_of {
            let format = style::cell().set_background_color(style::IDLE_FILL).set_align(align);
            let text = filled_by_words(department);
            write_row(sheet, &layout.columns, row, content.label(field), &text, &format, 20.0)?;
            continue;
        }
        let text = content.report.get(&field).map_or("", String::as_str);
        let marks = of_field(&content.marks, field);
        let format = block::marked(&style::input().set_align(align), !marks.is_empty());
        write_row(sheet, &layout.columns, row, content.label(field), text, &format, least_height(field))?;
        let cell = (row, layout.columns.row_label);
        sheet.add_data_validation(cell.0, cell.1, cell.0, cell.1, &guidance::of_field(field, content)?)?;
        annotate(sheet, row, layout.columns.row_label, &marks)?;
    }
    let end = write_corrections(sheet, content, &layout)?;
    sheet.set_print_area(0, 0, end - 1, layout.columns.last)?;
    Ok(())
}

fn set_up(
    sheet: &mut Worksheet,
    plan_title: &str,
    content: &FormContent,
    layout: &Layout,
) -> Result<(), XlsxError> {
    let columns = &layout.columns;
    sheet.set_column_width(columns.label, LABEL_WIDTH)?;
    sheet.set_column_width(columns.row_label, ROW_LABEL_WIDTH)?;
    for column in columns.row_label + 1..=columns.last {
        sheet.set_column_width(column, columns.year_width)?;
    }
    set_page(sheet, Paper::A4Portrait, plan_title, &format!("{} {}", content.id, content.name));
    sheet.set_print_fit_to_pages(1, 1);
    sheet.set_print_center_horizontally(true);
    sheet.set_screen_gridlines(false);
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

fn write_head(
    sheet: &mut Worksheet,
    guidance: &str,
    content: &FormContent,
    layout: &Layout,
) -> Result<(), XlsxError> {
    let columns = &layout.columns;
    let title = style::title().set_align(FormatAlign::Center);
    merged(sheet, (layout.title, columns.label), (layout.title, columns.last), TITLE, &title)?;
    sheet.set_row_height(layout.title, 26)?;
    let small = style::plain().set_font_size(9.0).set_align(FormatAlign::Center);
    merged(sheet, (layout.title + 1, columns.label), (layout.title + 1, columns.last), guidance, &small)?;
    sheet.set_row_height(layout.title + 1, 18)?;
    let value = style::cell().set_align(FormatAlign::VerticalCenter);
    for (row, (left, right)) in (layout.control..).zip(CONTROL_ROWS) {
        let left_end = if right.is_some() { columns.second.0 - 1 } else { columns.last };
        merged(
            sheet,
            (row, columns.label),
            (row, columns.label),
            content.wording.printed(left.label()),
            &style::heading(),
        )?;
        merged(sheet, (row, columns.row_label), (row, left_end), &control_text(content, left), &value)?;
        if let Some(right) = right {
            let second = columns.second;
            merged(
                sheet,
                (row, second.0),
                (row, second.1),
                content.wording.printed(right.label()),
                &style::heading(),
            )?;
            let text = control_text(content, right);
            let asked = right == Control::Sender && !content.sender_requests.is_empty();
            let format = block::marked(&value, asked);
            merged(sheet, (row, second.1 + 1), (row, columns.last), &text, &format)?;
            if asked {
                attach_note(sheet, (row, second.1 + 1), &content.sender_requests)?;
            }
        }
        sheet.set_row_height(row, 18)?;
    }
    sheet.set_row_height(layout.plan - 1, 6)?;
    Ok(())
}

fn write_schedule(
    sheet: &mut Worksheet,
    content: &FormContent,
    schedule: &ScheduleContent,
    layout: &Layout,
) -> Result<(), XlsxError> {
    let frame = layout.columns.frame();
    let slots = block::write(sheet, layout.block, &frame, schedule, &Styles::at(SIZE), &content.marks)?;
    for slot in &slots {
        if slot.input {
            let message = if schedule.current.is_some_and(|current| slot.year < current) {
                guidance::of_open_year(slot.year, content)?
            } else {
                guidance::of_entry(slot.entry, content)?
            };
            sheet.add_data_validation(slot.row, slot.columns.0, slot.row, slot.columns.0, &message)?;
        }
        annotate(sheet, slot.row, slot.columns.0, &of_slot(&content.marks, schedule, slot))?;
    }
    Ok(())
}

/// Writes a label into the first column and its value across the others.
fn write_row(
    sheet: &mut Worksheet,
    columns: &Columns,
    row: u32,
    label: &str,
    text: &str,
    format: &Format,
    least: f64,
) -> Result<(), XlsxError> {
    merged(sheet, (row, columns.label), (row, columns.label), label, &style::heading())?;
    merged(sheet, (row, columns.row_label), (row, columns.last), text, format)?;
    let height = measure::row_height(&[(text, Columns::value_width()), (label, LABEL_WIDTH)], SIZE);
    sheet.set_row_height(row, height.max(least))?;
    Ok(())
}

/// Writes the requested corrections into rows below the form, which the reader skips. Returns the row after
/// the last.
fn write_corrections(
    sheet: &mut Worksheet,
    content: &FormContent,
    layout: &Layout,
) -> Result<u32, XlsxError> {
    let format = style::cell().set_background_color(style::MARK_FILL);
    let mut row = layout.end;
    let of_marks = content.marks.iter().map(|mark| format!("{}：{}", mark_words(content, mark), mark.text));
    let of_sender = content
        .sender_requests
        .iter()
        .map(|text| format!("{}：{text}", content.wording.printed(Control::Sender.label())));
    for text in content.corrections.iter().cloned().chain(of_sender).chain(of_marks) {
        write_row(sheet, &layout.columns, row, CORRECTION, &text, &format, 19.0)?;
        row += 1;
    }
    Ok(row)
}

/// Adds a note to a cell in question. It begins with 訂正依頼, by which the reader recognises it as printed
/// by us.
fn annotate(sheet: &mut Worksheet, row: u32, column: u16, marks: &[&Mark]) -> Result<(), XlsxError> {
    if marks.is_empty() {
        return Ok(());
    }
    let texts: Vec<String> = marks.iter().map(|mark| mark.text.clone()).collect();
    attach_note(sheet, (row, column), &texts)
}

fn attach_note(sheet: &mut Worksheet, (row, column): (u32, u16), texts: &[String]) -> Result<(), XlsxError> {
    // At most about a screen high; a longer note is scrolled.
    let lines = u32::try_from(texts.len().min(40)).unwrap_or(40);
    sheet.put_note(row, column, &format!("{CORRECTION}\n{}", texts.join("\n")), |note| {
        note.add_author_prefix(false).set_width(260).set_height(60 + 24 * lines)
    })?;
    Ok(())
}

fn mark_words(content: &FormContent, mark: &Mark) -> String {
    let year = mark.year.map(|year| format!("{}の", year.label())).unwrap_or_default();
    format!("{year}{}{}", label_of(content, mark.field), mark.symbol.as_deref().unwrap_or_default())
}

/// Returns the label of any field of the form.
fn label_of(content: &FormContent, field: Field) -> &str {
    match (field, &content.schedule) {
        (Field::IndicatorItem(at), Some(schedule)) => schedule.label(Entry::Item(at)),
        _ => content.label(field),
    }
}

fn of_field(marks: &[Mark], field: Field) -> Vec<&Mark> {
    marks.iter().filter(|mark| mark.field == field).collect()
}

fn of_slot<'a>(marks: &'a [Mark], schedule: &ScheduleContent, slot: &Slot) -> Vec<&'a Mark> {
    let symbol = schedule.indicators.get(slot.indicator).map_or("", |indicator| indicator.symbol.as_str());
    marks
        .iter()
        .filter(|mark| {
            Some(mark.field) == slot.entry.field()
                && mark.symbol.as_deref().unwrap_or_default() == symbol
                && mark.year.is_some_and(|year| (slot.year..=slot.to).contains(&year))
        })
        .collect()
}

fn control_text(content: &FormContent, control: Control) -> String {
    match control {
        Control::Layout => layout::VERSION.to_owned(),
        Control::PlanVersion => content.plan_version.clone(),
        Control::Month => content.month.japanese(),
        Control::Sender => content.sender.clone(),
        Control::IssueNumber => content.issue_number.to_string(),
    }
}

fn plan_text(content: &FormContent, field: Field) -> &str {
    match field {
        Field::Id => &content.id,
        Field::Policy => &content.policy,
        Field::Middle => &content.middle,
        Field::Measure => &content.measure,
        Field::Name => &content.name,
        Field::Issue => &content.issue,
        Field::Purpose => &content.purpose,
        Field::Summary => &content.summary,
        Field::Department => &content.departments,
        Field::About => &content.about,
        _ => "",
    }
}

/// Returns the least height of a field's row in points, which leaves room to write.
fn least_height(field: Field) -> f64 {
    match field {
        Field::Activity => 112.0,
        Field::Reason | Field::NextStep => 76.0,
        Field::RevisionText | Field::UserVoice => 52.0,
        Field::Note => 40.0,
        _ => 20.0,
    }
}
