//! Reading forms: a sheet of any origin gives the forms on it, with every cell accounted for.
//!
//! `find` recognises labels, `split` gives each form its part of the sheet, `fields` and `schedule` take the values,
//! and `shape` says what is odd. Nothing is judged here and no figure is parsed.

mod choices;
mod elsewhere;
mod fields;
mod find;
mod found;
mod identity;
mod lines;
mod misspelt;
mod page;
mod printed;
mod schedule;
mod shape;
mod sheet;
mod split;
mod symbols;
mod years;

use std::collections::{BTreeMap, BTreeSet};

use workbook::{Grid, Pos, RemarkKind};

use crate::form::field::{Control, Field};
use crate::form::labels::{Label, Labels};
use crate::form::raw::{CellRole, RawControl, RawForm, RawRemark, RawText, RawValue};
use crate::form::read::page::Page;
use crate::form::read::sheet::Sheet;
use crate::form::read::split::Region;
use crate::sources::SheetId;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The fields that a book may give once for all its sheets.
const COVER_FIELDS: [Field; 3] = [Field::Author, Field::Contact, Field::EnteredOn];

/// The forms of a book, by sheet and place: 記入者, 連絡先 and 記入日 of a sheet without forms stand for the forms that have none. What else was
/// written on such sheets goes with the first form.
#[must_use]
pub fn read_book(grids: &[Grid], labels: &Labels) -> Vec<RawForm> {
    let mut forms = Vec::new();
    let mut cover: Vec<RawValue> = Vec::new();
    for (sheet, grid) in (0..).map(SheetId).zip(grids) {
        let mut found = read_forms(grid, labels);
        if found.is_empty() {
            for mut value in read_cover(grid, labels) {
                value.other_sheet = Some(sheet);
                if !cover.iter().any(|known| known.field == value.field) {
                    cover.push(value);
                }
            }
        }
        for form in &mut found {
            form.sheet = sheet;
        }
        forms.append(&mut found);
    }
    let with_form: BTreeSet<SheetId> = forms.iter().map(|form| form.sheet).collect();
    let without = (0..).map(SheetId).zip(grids).filter(|(sheet, _)| !with_form.contains(sheet));
    let remarks: Vec<RawRemark> =
        without.flat_map(|(sheet, grid)| elsewhere::remarks(grid, sheet, &cover, &forms)).collect();
    if let Some(first) = forms.first_mut() {
        first.remarks.extend(remarks);
    }
    for form in &mut forms {
        add_cover(form, &cover);
    }
    forms
}

/// Gives a form the fields of its book's first sheet that it does not have itself.
pub fn add_cover(form: &mut RawForm, cover: &[RawValue]) {
    for value in cover {
        if form.value(value.field).is_none() {
            form.values.push(value.clone());
        }
    }
}

/// 記入者, 連絡先 and 記入日 of a sheet that holds no form.
#[must_use]
pub fn read_cover(grid: &Grid, labels: &Labels) -> Vec<RawValue> {
    let sheet = Sheet::new(grid);
    let found: Vec<found::Found> = find::labels(&sheet, labels);
    if !found.iter().any(|label| label.field().is_some_and(|field| COVER_FIELDS.contains(&field))) {
        return Vec::new();
    }
    let region = Region::whole(found);
    let mut page = Page::new(&sheet, &region);
    let fields = fields::read(&mut page, &[], labels);
    fields.values.into_iter().filter(|value| COVER_FIELDS.contains(&value.field)).collect()
}

/// The forms of a sheet, from top to bottom, then from left to right; none where neither 事業名称 nor all the rest of a form marks one.
#[must_use]
pub fn read_forms(grid: &Grid, labels: &Labels) -> Vec<RawForm> {
    let sheet = Sheet::new(grid);
    let found = find::labels(&sheet, labels);
    let regions = split::regions(&sheet, found);
    let mut forms: Vec<RawForm> = regions.iter().map(|region| read_form(&sheet, region, labels)).collect();
    inherit_measure_lines(&mut forms);
    place_remarks(grid, &regions, &mut forms);
    forms
}

fn read_form(sheet: &Sheet<'_>, region: &Region, labels: &Labels) -> RawForm {
    let mut page = Page::new(sheet, region);
    let anchor = region.head().map_or(Pos::new(0, 0), |label| label.first);
    let mut number = own_number(&mut page);
    let measure_line = measure_line(&mut page, anchor);
    let years = years::year_rows(&mut page);
    let fields = fields::read(&mut page, &years, labels);
    number = number.or(fields.number);
    let as_of = as_of_year(&fields.control);
    let schedule = schedule::read(&mut page, &years, fields.names, fields.values, as_of);
    let labels = fields.labels.into_iter().chain(schedule.labels).collect();
    let heading = region.labels.iter().find(|label| label.label == Label::Schedule);
    let mut form = RawForm {
        sheet: SheetId(0),
        sheet_name: sheet.grid.name.clone(),
        anchor,
        control: fields.control,
        number,
        measure_line,
        schedule_heading: heading.map(|label| RawText { text: page.label_text(label), pos: label.first }),
        indicators: schedule.indicators,
        values: schedule.values,
        labels,
        cells: Vec::new(),
        remarks: Vec::new(),
        troubles: Vec::new(),
    };
    form.troubles = shape::troubles(&page, &form, &schedule.seen, as_of);
    form.troubles.extend(fields.marked);
    account(&page, &mut form);
    form
}

/// The number left of 事業名称, or before it in its own cell.
fn own_number(page: &mut Page<'_, '_>) -> Option<RawText> {
    let label = page.region.labels.get(page.region.anchor?)?;
    if let Some(number) = &label.number {
        return Some(RawText { text: number.clone(), pos: label.first });
    }
    let (id, number) = identity::left_of(page.sheet, label, page.region.left)?;
    page.claim(id, CellRole::Heading);
    Some(number)
}

/// The 施策 line above 事業名称, and the page heading above that.
fn measure_line(page: &mut Page<'_, '_>, anchor: Pos) -> Option<RawText> {
    let above: Vec<_> = page
        .texts()
        .filter(|(id, piece)| piece.first.row < anchor.row && !page.is_label(*id) && page.is_free(*id))
        .filter(|(id, _)| !page.beside_label(*id))
        .collect();
    let (id, line) =
        above.iter().rev().find(|(_, piece)| identity::is_measure_line(piece.text())).copied()?;
    page.claim(id, CellRole::Heading);
    for (heading, piece) in above {
        if piece.first.row < line.first.row && identity::is_page_heading(piece.text()) {
            page.claim(heading, CellRole::Heading);
        }
    }
    Some(RawText { text: line.text().trim().to_owned(), pos: line.first })
}

/// A volume prints a 施策 line once for all its projects on a page.
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

/// Gives every cell of the form's part of the sheet its role, and keeps what stands outside as remarks.
fn account(page: &Page<'_, '_>, form: &mut RawForm) {
    let region = page.region;
    let mut places: BTreeMap<Pos, usize> = BTreeMap::new();
    for (at, value) in form.values.iter().enumerate() {
        for pos in &value.cells {
            places.entry(*pos).or_insert(at);
        }
    }
    for (pos, cell) in &page.sheet.grid.cells {
        if !(region.top..region.bottom).contains(&pos.row) || !(region.left..region.right).contains(&pos.col)
        {
            continue;
        }
        let of_piece = || {
            let (id, piece) = page.sheet.at(*pos)?;
            page.role(id).filter(|role| piece.first == *pos && *role != page::VALUE)
        };
        let value = places.get(pos).map(|at| CellRole::Value(*at));
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

/// Notes, comments and text boxes go to the form that stands there, else to the first. Our own notes on a slip are passed over.
fn place_remarks(grid: &Grid, regions: &[Region], forms: &mut [RawForm]) {
    for remark in &grid.remarks {
        if elsewhere::is_ours(remark) {
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
