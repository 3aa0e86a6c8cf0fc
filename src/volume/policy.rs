//! The worksheets of a 基本方針. Pages are laid out before they are written, so that links and breaks are
//! known.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::consolidate::Consolidation;
use crate::ids::ProjectId;
use crate::items;
use crate::names;
use crate::plan::Plan;
use crate::plan::model::{Measure, Policy, Project};
use crate::sheet::book::{self, Paper};
use crate::sheet::style;
use crate::sheet::write::TextWriter;
use crate::volume::columns::Columns;
use crate::volume::header::Header;
use crate::volume::pages::{self, Entry, PrintedPage};
use crate::volume::schedule::schedule;
use crate::volume::table::{ProjectTable, Shown, UsedTexts};

/// The height inside the margins of an A4 page in points, less some slack, because office programs round
/// heights differently.
const ROOM: f64 = 715.0;
/// The height of the page heading, in points.
const HEADING: f64 = 26.0;
/// The height of a 施策 line, in points.
const MEASURE: f64 = 22.0;
/// The space between two projects, in points.
const GAP: f64 = 16.0;
/// The most points by which rows grow if a page has room left.
const MOST_EXTRA: f64 = 9.0;

/// The most pages on a sheet: Excel allows 1,023 breaks between them.
pub(super) const MOST_PAGES: usize = 1_000;

/// A sheet, laid out.
pub(super) struct Sheet<'a> {
    /// Its name, which no other sheet of the book may have.
    pub(super) name: String,
    columns: Columns,
    pages: Vec<PrintedPage<'a>>,
    tables: BTreeMap<ProjectId, ProjectTable>,
}

impl<'a> Sheet<'a> {
    /// Lays out a 基本方針 on as many sheets as its pages need; none if it has no project.
    pub(super) fn of(plan: &'a Plan, c: &Consolidation, texts: &UsedTexts, policy: &Policy) -> Vec<Self> {
        let columns = Columns::new(plan.fiscal_years.len());
        let table = |project: &Project| {
            let of_project = items::of_project(plan, c, project);
            let of_indicators = items::printed_of_indicators(plan, c, project);
            let room = ROOM - HEADING - MEASURE;
            let schedule = schedule(plan, c, project);
            let shown = Shown { project, texts, schedule, items: &of_project, of_indicators: &of_indicators };
            ProjectTable::new(shown, plan.labels.wording(), &columns, room)
        };
        let measures = plan.measures.of_parent(&policy.number);
        let projects = measures.flat_map(|measure| plan.projects_of(&measure.number));
        let tables: BTreeMap<ProjectId, ProjectTable> =
            projects.map(|project| (project.id.clone(), table(project))).collect();
        let fits = |entries: &[Entry<'_>]| {
            let own = entries.iter().filter_map(|entry| tables.get(&entry.project.id));
            let heights: f64 = own.map(|table| table.height(&columns)).sum();
            let above: f64 = entries.iter().map(above).sum();
            HEADING + heights + above + gaps(entries) <= ROOM
        };
        let length = |project: &Project| tables.get(&project.id).map_or(1, ProjectTable::pages);
        let pages = pages::pages(plan, policy, fits, length);
        let name = names::volume_sheet(policy);
        let sheet = |pages: &[PrintedPage<'a>]| {
            let own = pages.iter().flat_map(|page| &page.entries).map(|entry| &entry.project.id);
            let tables = own.filter_map(|id| Some((id.clone(), tables.get(id)?.clone()))).collect();
            Self { name: name.clone(), columns: columns.clone(), pages: pages.to_vec(), tables }
        };
        pages.chunks(MOST_PAGES).map(sheet).collect()
    }

    /// Returns the sheet and row where each project's table begins.
    pub(super) fn places(&self) -> Vec<(ProjectId, (String, u32))> {
        let mut places = Vec::new();
        let mut row = 0;
        for page in &self.pages {
            row += 1;
            for (at, entry) in page.entries.iter().enumerate() {
                row += rows_above(at, entry);
                if entry.part == 0 {
                    places.push((entry.project.id.clone(), (self.name.clone(), row)));
                }
                let table = self.tables.get(&entry.project.id);
                row += table.map_or(0, |table| table.count(entry.part, &self.columns));
            }
        }
        places
    }

    /// Writes the sheet.
    pub(super) fn write(&self, header: &Header, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.put_name(&self.name)?;
        book::set_page(sheet, Paper::A4Portrait, &header.left, &header.right);
        sheet.set_print_center_horizontally(true);
        sheet.set_margins(0.4, 0.4, 0.65, 0.6, 0.3, 0.3);
        sheet.set_print_scale(100);
        sheet.set_screen_gridlines(false);
        self.columns.set(sheet)?;
        let mut row = 0;
        let mut breaks = Vec::new();
        for page in &self.pages {
            if row > 0 {
                breaks.push(row);
            }
            row = self.write_page(page, row, sheet)?;
        }
        sheet.set_print_area(0, 0, row.saturating_sub(1), self.columns.last)?;
        if !breaks.is_empty() {
            sheet.set_page_breaks(&breaks)?;
        }
        Ok(())
    }

    fn write_page(&self, page: &PrintedPage<'_>, top: u32, sheet: &mut Worksheet) -> Result<u32, XlsxError> {
        let extra = self.extra(page);
        let title = style::title();
        sheet.put_text(top, 0, &page.heading, &title)?;
        sheet.set_row_height(top, HEADING)?;
        let mut row = top + 1;
        for (at, entry) in page.entries.iter().enumerate() {
            if at > 0 {
                sheet.set_row_height(row, GAP)?;
                row += 1;
            }
            if let Some(measure) = entry.measure {
                sheet.put_text(row, 0, measure_line(measure), &style::section())?;
                sheet.set_row_height(row, MEASURE)?;
                row += 1;
            }
            if let Some(table) = self.tables.get(&entry.project.id) {
                row = table.write(sheet, row, entry.part, &self.columns, extra)?;
            }
        }
        Ok(row)
    }

    /// Returns the points by which each row of a page grows.
    fn extra(&self, page: &PrintedPage<'_>) -> f64 {
        let mut used = HEADING + gaps(&page.entries);
        let mut rows = 0;
        for entry in &page.entries {
            used += above(entry);
            if let Some(table) = self.tables.get(&entry.project.id) {
                used += table.part_height(entry.part, &self.columns);
                rows += table.count(entry.part, &self.columns);
            }
        }
        ((ROOM - used) / f64::from(rows.max(1))).floor().clamp(0.0, MOST_EXTRA)
    }
}

/// Returns the text of a 施策 line, followed by the 中項目 if there is one.
fn measure_line(measure: &Measure) -> String {
    let heading = measure.heading();
    if measure.group.is_empty() { heading } else { format!("{heading}（{}）", measure.group) }
}

/// Returns the height of the 施策 line above a project; 0 without one.
fn above(entry: &Entry<'_>) -> f64 {
    if entry.measure.is_some() { MEASURE } else { 0.0 }
}

/// Returns the height of all spaces between projects.
fn gaps(entries: &[Entry<'_>]) -> f64 {
    entries.iter().skip(1).map(|_| GAP).sum()
}

/// Returns the number of rows for the space and the 施策 line above a project's table.
fn rows_above(at: usize, entry: &Entry<'_>) -> u32 {
    u32::from(at > 0) + u32::from(entry.measure.is_some())
}
