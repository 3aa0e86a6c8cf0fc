//! 概要: every project on a line beside its 施策 and 基本方針, each name a link to the project's table.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::form::field::Field;
use crate::form::wording::Wording;
use crate::form::write::block::merged;
use crate::plan::Plan;
use crate::plan::model::{Measure, Policy, Project};
use crate::sheet::book::{self, Paper};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, names, style};
use crate::volume::columns::WIDER;
use crate::volume::header::{Header, Places};
use crate::volume::policy::MOST_PAGES;

/// The widths of the columns for 基本方針, 施策, number and name.
const WIDTHS: [f64; 4] = [12.0, 17.0, 6.5, 44.0];
/// The height of a page for rows of projects, in points.
const ROOM: f64 = 640.0;
/// The least height of a row, in points.
const LOWEST: f64 = 24.0;
const SIZE: f64 = 10.0;
/// The size of names. Small type keeps most links on one line, because not every office program wraps them.
const NAME_SIZE: f64 = 9.0;

/// A project's line.
struct Line<'a> {
    policy: &'a Policy,
    measure: &'a Measure,
    project: &'a Project,
    /// The text of its 施策; blank if it stands for the 基本方針 itself, or if that has no 施策.
    group: String,
    height: f64,
}

/// The overview, laid out before it is written.
pub(super) struct Overview<'a> {
    lines: Vec<Line<'a>>,
    /// The index of the first line of each page.
    starts: Vec<usize>,
    wording: &'a Wording,
}

/// A sheet of the overview, with some of its pages.
pub(super) struct Part<'a> {
    lines: &'a [Line<'a>],
    /// The index of the first line of each page, counted within the sheet.
    starts: Vec<usize>,
    wording: &'a Wording,
}

impl<'a> Overview<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let lines = lines(plan);
        let starts = page_starts(&lines);
        Self { lines, starts, wording: plan.labels.wording() }
    }

    /// Returns the names of its sheets: one, unless there are more pages than fit on a sheet.
    pub(super) fn names(&self) -> Vec<String> {
        names::sheet_names(&vec![SHEET; self.starts.chunks(MOST_PAGES).count()], &[])
    }

    /// Returns its sheets.
    pub(super) fn sheets(&'a self) -> impl Iterator<Item = Part<'a>> {
        let firsts = self.starts.iter().step_by(MOST_PAGES).copied();
        let ends = firsts.skip(1).chain([self.lines.len()]);
        self.starts.chunks(MOST_PAGES).zip(ends).map(|(starts, end)| {
            let first = starts.first().copied().unwrap_or_default();
            Part {
                lines: self.lines.get(first..end).unwrap_or_default(),
                starts: starts.iter().map(|start| start - first).collect(),
                wording: self.wording,
            }
        })
    }
}

const SHEET: &str = "概要";

impl Part<'_> {
    /// Writes the sheet.
    pub(super) fn write(
        &self,
        name: &str,
        places: &Places,
        header: &Header,
        sheet: &mut Worksheet,
    ) -> Result<(), XlsxError> {
        sheet.put_name(name)?;
        begin(header, self.wording, sheet)?;
        let mut breaks = Vec::new();
        let middle = |format: Format| format.set_align(FormatAlign::VerticalCenter);
        let group = middle(style::cell()).set_bold();
        let first = 2;
        let ends = self.starts.iter().skip(1).copied().chain([self.lines.len()]);
        for (start, end) in self.starts.iter().zip(ends) {
            let page = self.lines.get(*start..end).unwrap_or_default();
            let top = first + row(*start);
            if *start > 0 {
                breaks.push(top);
            }
            for (from, to, line) in runs(page, |line| line.policy.number.as_str()) {
                let text = format!("{} {}", line.policy.number, line.policy.name);
                merged(sheet, (top + from, 0), (top + to, 0), &text, &group)?;
            }
            for (from, to, line) in runs(page, |line| line.group.as_str()) {
                merged(sheet, (top + from, 1), (top + to, 1), &line.group, &middle(style::cell()))?;
            }
        }
        for (at, line) in (first..).zip(self.lines) {
            sheet.set_row_height(at, line.height)?;
            sheet.put_text(at, 2, line.project.id.to_string(), &style::centered())?;
            let name = line.project.overview_name.as_str();
            match places.get(&line.project.id) {
                Some((target, row)) => {
                    let place = format!("internal:{}!A{}", names::quoted(target), row + 1);
                    let format = middle(style::link()).set_font_size(NAME_SIZE);
                    sheet.put_link(at, 3, &place, name, &format)?;
                }
                None => {
                    let format = middle(style::cell()).set_font_size(NAME_SIZE);
                    sheet.put_text(at, 3, name, &format)?;
                }
            }
        }
        if !breaks.is_empty() {
            sheet.set_page_breaks(&breaks)?;
        }
        Ok(())
    }
}

/// Sets a sheet up and writes its headings.
fn begin(header: &Header, wording: &Wording, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    book::set_page(sheet, Paper::A4Portrait, &header.left, &header.right);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.4, 0.4, 0.65, 0.6, 0.3, 0.3);
    sheet.set_print_scale(100);
    sheet.set_screen_gridlines(false);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.put_text(0, 0, SHEET, &style::title())?;
    sheet.set_row_height(0, 26)?;
    let heading = style::heading();
    sheet.put_text(1, 0, wording.printed(Field::Policy.label()), &heading)?;
    sheet.put_text(1, 1, wording.printed(Field::Measure.label()), &heading)?;
    merged(sheet, (1, 2), (1, 3), "個別事業", &heading)?;
    sheet.set_row_height(1, 22)?;
    sheet.set_repeat_rows(0, 1)?;
    Ok(())
}

/// Returns a 施策 as it is printed, below its 中項目 if it has one.
fn measure_text(measure: &Measure) -> String {
    let above = if measure.group.is_empty() { String::new() } else { format!("{}\n", measure.group) };
    format!("{above}{}", measure.heading())
}

fn lines(plan: &Plan) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for policy in &plan.policies {
        for measure in plan.measures.of_parent(&policy.number) {
            let of_measure = lines.len();
            for project in plan.projects_of(&measure.number) {
                let height = measure::row_height(&[(&project.overview_name, WIDTHS[3] * WIDER)], NAME_SIZE)
                    .max(LOWEST);
                let is_below = plan.is_below_policy(project) && !measure.is_policy;
                let group = if is_below { measure_text(measure) } else { String::new() };
                lines.push(Line { policy, measure, project, group, height });
            }
            // The last row of a 施策 grows if its rows are too low for its name.
            let group = lines.last().map_or("", |line| line.group.as_str());
            let needed = measure::row_height(&[(group, WIDTHS[1] * WIDER)], SIZE);
            let own = lines.iter().skip(of_measure).filter(|line| !line.group.is_empty());
            let taken: f64 = own.map(|line| line.height).sum();
            if let Some(last) = lines.get_mut(of_measure..).and_then(<[Line<'_>]>::last_mut)
                && needed > taken
            {
                last.height += needed - taken;
            }
        }
    }
    lines
}

/// Returns the index of the first line of each page. A page begins at the 基本方針 nearest to the middle, or
/// at a 施策 if there is only one 基本方針; halves longer than a page are broken before a 施策.
fn page_starts(lines: &[Line<'_>]) -> Vec<usize> {
    let begins = |at: &usize, key: fn(&Line<'_>) -> String| {
        let (before, here) = (at.checked_sub(1).and_then(|before| lines.get(before)), lines.get(*at));
        here.map(key) != before.map(key)
    };
    let policy = |line: &Line<'_>| line.policy.number.clone();
    let measure = |line: &Line<'_>| line.measure.number.clone();
    let half = (1..lines.len())
        .filter(|at| begins(at, policy))
        .min_by_key(|at| (at * 2).abs_diff(lines.len()))
        .or_else(|| {
            (1..lines.len()).filter(|at| begins(at, measure)).min_by_key(|at| (at * 2).abs_diff(lines.len()))
        });
    let mut starts = vec![0];
    let mut used = 0.0;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let start = starts.last().copied().unwrap_or_default();
        if half == Some(at) && at > start {
            starts.push(at);
            used = 0.0;
        } else if used + line.height > ROOM && at > start {
            // Goes back to the beginning of the 施策, unless it fills the page alone.
            let back = (start + 1..=at).rev().find(|place| begins(place, measure)).unwrap_or(at);
            starts.push(back);
            at = back;
            used = 0.0;
            continue;
        }
        used += line.height;
        at += 1;
    }
    starts
}

/// Returns the runs of neighbouring lines with the same key: first index, last index and first line.
fn runs<'a, 'b>(
    lines: &'b [Line<'a>],
    key: for<'l> fn(&'l Line<'a>) -> &'l str,
) -> Vec<(u32, u32, &'b Line<'a>)> {
    let mut runs: Vec<(u32, u32, &'b Line<'a>)> = Vec::new();
    for (at, line) in (0..).zip(lines) {
        match runs.last_mut() {
            Some((_, to, first)) if key(first) == key(line) => *to = at,
            _ => runs.push((at, at, line)),
        }
    }
    runs
}

#[expect(clippy::expect_used, reason = "a plan has fewer than 2^32 projects")]
fn row(at: usize) -> u32 {
    u32::try_from(at).expect("a line of a sheet")
}
