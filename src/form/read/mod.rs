//! Reads the forms on a sheet of any origin and gives every cell a role.
//!
//! `find_labels` finds the labels of a `Sheet`, `regions` divides the sheet into forms, `fields` and
//! `schedule` take the values, `shape_issues` reports oddities of a form, and `formless_sheets` keeps the
//! texts of the book's other sheets. No figure is parsed and nothing is judged here, because units and
//! projects are the plan's.

mod area;
mod choices;
mod fields;
mod find_labels;
mod formless_sheets;
mod found_label;
mod hinted;
mod indicator_rows;
mod issued_texts;
mod misspelt;
mod printed_numbers;
mod recognise;
mod regions;
mod schedule;
mod shape_issues;
mod sheet;
mod unit_cells;
mod years;

use std::collections::{BTreeMap, BTreeSet};

use workbook::{Grid, Pos, RemarkKind};

use crate::form::field::{Control, Field};
use crate::form::labels::{Label, Labels};
use crate::form::raw::{CellRole, RawControl, RawForm, RawRemark, RawText, RawValue};
use crate::form::read::area::FormArea;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::regions::Region;
use crate::form::read::sheet::Sheet;
use crate::sources::SheetId;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The fields that a book may give once for all its sheets.
const COVER_FIELDS: [Field; 3] = [Field::Author, Field::Contact, Field::EnteredOn];

/// Returns the forms of a book, by sheet and position. 記入者, 連絡先 and 記入日 on a sheet without forms
/// apply to the forms that lack them; other texts on such sheets become remarks of the first form.
#[must_use]
pub fn read_book(grids: &[Grid], labels: &Labels) -> Vec<RawForm> {
    let mut forms = Vec::new();
    let mut cover: Vec<RawValue> = Vec::new();
    for (sheet, grid) in (0..).map(SheetId).zip(grids) {
        let (mut found, values) = read_sheet(grid, labels);
        for mut value in values {
            value.other_sheet = Some(sheet);
            if !cover.iter().any(|known| known.field == value.field) {
                cover.push(value);
            }
        }
        for form in &mut found {
            form.sheet = sheet;
        }
        forms.append(&mut found);
    }
    let with_form: BTreeSet<SheetId> = forms.iter().map(|form| form.sheet).collect();
    let without = (0..).map(SheetId).zip(grids).filter(|(sheet, _)| !with_form.contains(sheet));
    let remarks: Vec<RawRemark> = without
        .flat_map(|(sheet, grid)| formless_sheets::remarks(grid, sheet, &cover, &forms, labels))
        .collect();
    if let Some(first) = forms.first_mut() {
        first.remarks.extend(remarks);
    }
    for form in &mut forms {
        add_cover(form, &cover);
    }
    forms
}

/// Adds to a form the fields of its book's cover that it lacks.
pub fn add_cover(form: &mut RawForm, cover: &[RawValue]) {
    for value in cover {
        if form.value(value.field).is_none() {
            form.values.push(value.clone());
        }
    }
}

/// Returns 記入者, 連絡先 and 記入日 of a sheet without forms.
#[must_use]
pub fn read_cover(grid: &Grid, labels: &Labels) -> Vec<RawValue> {
    read_sheet(grid, labels).1
}

fn cover_values(sheet: &Sheet<'_>, found: Vec<FoundLabel>, labels: &Labels) -> Vec<RawValue> {
    if !found.iter().any(|label| label.field().is_some_and(|field| COVER_FIELDS.contains(&field))) {
        return Vec::new();
    }
    let region = Region::whole(found);
    let mut area = FormArea::new(sheet, &region);
    let fields = fields::read(&mut area, &[], labels);
    fields.values.into_iter().filter(|value| COVER_FIELDS.contains(&value.field)).collect()
}

/// Returns the forms of a sheet, from top to bottom, then from left to right.
#[must_use]
pub fn read_forms(grid: &Grid, labels: &Labels) -> Vec<RawForm> {
    read_sheet(grid, labels).0
}

/// Returns the forms of a sheet; if it has none, the values that it gives for all forms of the book.
fn read_sheet(grid: &Grid, labels: &Labels) -> (Vec<RawForm>, Vec<RawValue>) {
    let sheet = Sheet::new(grid);
    let found = find_labels::find(&sheet, labels);
    let regions = regions::regions(&sheet, &found);
    let mut forms: Vec<RawForm> = regions.iter().map(|region| read_form(&sheet, region, labels)).collect();
    if forms.is_empty() {
        return (forms, cover_values(&sheet, found, labels));
    }
    inherit_measure_lines(&mut forms);
    place_remarks(grid, &regions, &mut forms);
    (forms, Vec::new())
}

fn read_form(sheet: &Sheet<'_>, region: &Region, labels: &Labels) -> RawForm {
    let mut area = FormArea::new(sheet, region);
    let anchor = region.head().map_or(Pos::new(0, 0), |label| label.first);
    let mut number = own_number(&mut area);
    let measure_line = measure_line(&mut area, anchor);
    let years = years::year_rows(&mut area);
    let fields = fields::read(&mut area, &years, labels);
    number = number.or(fields.number);
    let as_of = as_of_year(&fields.control);
    let schedule = schedule::read(&mut area, &years, fields.names, fields.values, as_of);
    let own_labels = fields.labels.into_iter().chain(schedule.labels).collect();
    let heading = region.labels.iter().find(|label| label.label == Label::Schedule);
    let mut form = RawForm {
        sheet: SheetId(0),
        sheet_name: sheet.grid.name.clone(),
        anchor,
        control: fields.control,
        number,
        measure_line,
        schedule_heading: heading.map(|label| RawText { text: area.label_text(label), pos: label.first }),
        indicators: schedule.indicators,
        values: schedule.values,
        previous: schedule.previous,
        labels: own_labels,
        cells: Vec::new(),
        remarks: Vec::new(),
        shape_issues: Vec::new(),
    };
    form.shape_issues = shape_issues::shape_issues(&area, &form, &schedule.facts, labels, as_of);
    form.shape_issues.extend(fields.marked);
    account(&area, &mut form);
    form
}

/// Returns the number left of 事業名称, or before it in the same cell.
fn own_number(area: &mut FormArea<'_, '_>) -> Option<RawText> {
    let label = area.region.labels.get(area.region.anchor?)?;
    if let Some(number) = &label.number {
        return Some(RawText { text: number.clone(), pos: label.first });
    }
    let (id, number) = printed_numbers::left_of(area.sheet, label, area.region.left)?;
    area.claim(id, CellRole::Heading);
    Some(number)
}

/// Returns the 施策 line above 事業名称. The page heading above that line gets the role of a heading.
fn measure_line(area: &mut FormArea<'_, '_>, anchor: Pos) -> Option<RawText> {
    let above: Vec<_> = area
        .texts()
        .filter(|(id, piece)| piece.first.row < anchor.row && !area.is_label(*id) && area.is_free(*id))
        .filter(|(id, _)| !area.beside_label(*id))
        .collect();
    let (id, line) =
        above.iter().rev().find(|(_, piece)| printed_numbers::is_measure_line(piece.text())).copied()?;
    area.claim(id, CellRole::Heading);
    for (heading, piece) in above {
        if piece.first.row < line.first.row && printed_numbers::is_page_heading(piece.text()) {
            area.claim(heading, CellRole::Heading);
        }
    }
    Some(RawText { text: line.text().trim().to_owned(), pos: line.first })
}

/// Gives each form without a 施策 line that of the form before: a volume prints it once per page.
fn inherit_measure_lines(forms: &mut [RawForm]) {
    let mut last: Option<RawText> = None;
    for form in forms {
        match &form.measure_line {
            Some(line) => last = Some(line.clone()),
            None if form.value(Field::Measure).is_none() => form.measure_line.clone_from(&last),
            None => {}
        }
    }
}

fn as_of_year(control: &[RawControl]) -> Option<FiscalYear> {
    let month = control.iter().find(|found| found.control == Control::Month)?;
    Month::parse(&month.cell.text).map(Month::fiscal_year)
}

/// Gives every cell of the form's region a role, and keeps texts outside the fields as remarks.
fn account(area: &FormArea<'_, '_>, form: &mut RawForm) {
    let region = area.region;
    let mut value_at: BTreeMap<Pos, usize> = BTreeMap::new();
    for (at, value) in form.values.iter().enumerate() {
        for pos in &value.cells {
            value_at.entry(*pos).or_insert(at);
        }
    }
    let rows = Pos::new(region.top, 0)..Pos::new(region.bottom, 0);
    for (pos, cell) in area.sheet.grid.cells.range(rows) {
        if !(region.left..region.right).contains(&pos.col) {
            continue;
        }
        let of_piece = || {
            let (id, piece) = area.sheet.at(*pos)?;
            area.role(id).filter(|role| piece.first == *pos && *role != area::VALUE)
        };
        let value = value_at.get(pos).map(|at| CellRole::Value(*at));
        let role = value.or_else(of_piece).unwrap_or(CellRole::Outside);
        if role == CellRole::Outside && !fold::is_blank(&cell.text) {
            form.remarks.push(RawRemark {
                kind: RemarkKind::Outside,
                text: cell.text.clone(),
                pos: Some(*pos),
                elsewhere: None,
            });
        }
        form.cells.push((*pos, role));
    }
}

/// Adds notes, comments and text boxes to the form that they are on, else to the first. Notes that a slip
/// printed are skipped.
fn place_remarks(grid: &Grid, regions: &[Region], forms: &mut [RawForm]) {
    for remark in &grid.remarks {
        if formless_sheets::is_ours(remark) {
            continue;
        }
        let home = remark.at.and_then(|pos| {
            regions.iter().position(|region| {
                (region.top..region.bottom).contains(&pos.row)
                    && (region.left..region.right).contains(&pos.col)
            })
        });
        if let Some(form) = forms.get_mut(home.unwrap_or(0)) {
            let (kind, text, pos) = (remark.kind, remark.text.clone(), remark.at);
            form.remarks.push(RawRemark { kind, text, pos, elsewhere: None });
        }
    }
}

#[cfg(test)]
mod tests;
