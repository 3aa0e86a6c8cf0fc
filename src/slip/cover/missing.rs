//! The list of projects that were not returned.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::form::write::block::merged;
use crate::plan::model::Project;
use crate::sheet::table::{put, total_width};
use crate::sheet::{measure, style};
use crate::slip::cover::findings::COLUMNS;
use crate::slip::cover::forms::Forms;

/// The columns number, 整理番号, name and link, laid over those of the table of findings.
const NUMBER: u16 = 0;
const ID: u16 = 1;
const NAME: (u16, u16) = (2, 4);
const LINK: u16 = 5;

/// Writes the list. Returns the next row.
pub(super) fn write(
    sheet: &mut Worksheet,
    heading_row: u32,
    projects: &[&Project],
    forms: &Forms<'_>,
) -> Result<u32, XlsxError> {
    for (col, column) in (0..).zip(COLUMNS) {
        sheet.set_column_width(col, column.width)?;
    }
    let headings =
        [((NUMBER, NUMBER), "番号"), ((ID, ID), "整理番号"), (NAME, "事業"), ((LINK, LINK), "様式")];
    for ((first, last), words) in headings {
        merged(sheet, (heading_row, first), (heading_row, last), words, &style::heading())?;
    }
    sheet.set_row_height(heading_row, 20)?;
    let mut row = heading_row;
    for (number, project) in (1..).zip(projects) {
        row += 1;
        write_project(sheet, row, number, project, forms)?;
    }
    Ok(row + 1)
}

fn write_project(
    sheet: &mut Worksheet,
    row: u32,
    number: usize,
    project: &Project,
    forms: &Forms<'_>,
) -> Result<(), XlsxError> {
    let id = project.id.to_string();
    let middle = |format: Format| format.set_align(FormatAlign::VerticalCenter);
    merged(sheet, (row, NUMBER), (row, NUMBER), &number.to_string(), &style::centered())?;
    merged(sheet, (row, ID), (row, ID), &id, &style::centered())?;
    merged(sheet, (row, NAME.0), (row, NAME.1), &project.name, &middle(style::cell()))?;
    let link = middle(style::link().set_align(FormatAlign::Center));
    put(sheet, row, LINK, &forms.link(&id, |_| None, "開く"), &link)?;
    let width = total_width(COLUMNS.get(NAME.0.into()..=NAME.1.into()).unwrap_or_default());
    let height = measure::row_height(&[(&project.name, width)], style::SIZE);
    sheet.set_row_height(row, height.max(19.0))?;
    Ok(())
}
