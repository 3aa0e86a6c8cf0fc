//! A project's table: its height, its pages, and how it is written.

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::figure::amount;
use crate::form::content::ScheduleContent;
use crate::form::field::Field;
use crate::form::wording::Wording;
use crate::form::write::block;
use crate::items::Answer;
use crate::plan::Plan;
use crate::plan::model::{Level, Project};
use crate::sheet::counts;
use crate::sheet::{measure, style};
use crate::volume::columns::{Columns, LABEL, NUMBER};
use crate::volume::piece::{CONTINUED, LEAST_SIZE, Piece};

/// The usual font size in points. A table that does not fit on a page with it gets [`LEAST_SIZE`].
const SIZE: f64 = 10.0;
/// The label of the row below the schedule, if the plan has a 基準値.
const BASELINE: &str = "基準値";
/// The label of 区分, printed unless it is 事業.
const LEVEL: &str = "区分";

/// A project's table.
#[derive(Clone, Debug)]
pub(super) struct ProjectTable {
    number: String,
    name: String,
    size: f64,
    /// The pieces on each page; one page unless the table is longer.
    parts: Vec<Vec<Piece>>,
}

/// The text fields that some project of the plan has. Fields that none has are not printed.
#[derive(Clone, Debug)]
pub(super) struct UsedTexts(Vec<Field>);

impl UsedTexts {
    pub(super) fn of(plan: &Plan) -> Self {
        let is_used =
            |field: &Field| plan.projects.iter().any(|project| !plan_text(project, *field).is_empty());
        Self([Field::Issue, Field::Purpose, Field::Summary].into_iter().filter(is_used).collect())
    }
}

fn plan_text(project: &Project, field: Field) -> &str {
    let text = match field {
        Field::Issue => &project.issue,
        Field::Purpose => &project.purpose,
        _ => &project.summary,
    };
    text.trim()
}

/// What a project's table prints.
pub(super) struct Shown<'a> {
    pub(super) project: &'a Project,
    /// The text fields to print.
    pub(super) texts: &'a UsedTexts,
    /// The schedule block, if the project has one.
    pub(super) schedule: Option<ScheduleContent>,
    /// The 追加項目 of the project.
    pub(super) items: &'a [Answer<'a>],
    /// The labels and texts of the 追加項目 of its indicators that are printed.
    pub(super) of_indicators: &'a [(String, String)],
}

impl ProjectTable {
    /// Returns the table of a project in the usual font size if it then fits into `room` points, else in the
    /// least one, on as many pages of that height as it needs.
    pub(super) fn new(shown: Shown<'_>, wording: &Wording, columns: &Columns, room: f64) -> Self {
        let project = shown.project;
        let pieces = pieces(shown, wording);
        let mut table = Self {
            number: project.id.number_within(&project.measure).to_owned(),
            name: project.name.clone(),
            size: SIZE,
            parts: vec![pieces],
        };
        if table.height(columns) > room {
            table.size = LEAST_SIZE;
        }
        if table.height(columns) > room {
            table.break_up(columns, room);
        }
        table
    }

    /// Returns its height in points, over all its pages.
    pub(super) fn height(&self, columns: &Columns) -> f64 {
        (0..self.parts.len()).map(|part| self.part_height(part, columns)).sum()
    }

    /// Returns the height in points of one of its pages.
    pub(super) fn part_height(&self, part: usize, columns: &Columns) -> f64 {
        self.rows(part, columns).iter().sum()
    }

    /// Returns the number of its pages.
    pub(super) fn pages(&self) -> usize {
        self.parts.len()
    }

    /// Returns the number of rows on one of its pages.
    pub(super) fn count(&self, part: usize, columns: &Columns) -> u32 {
        counts::rows(self.rows(part, columns).len())
    }

    /// Writes one of its pages from a row down, each row higher by `extra` points. Returns the next row.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        top: u32,
        part: usize,
        columns: &Columns,
        extra: f64,
    ) -> Result<u32, XlsxError> {
        let end = top + self.count(part, columns);
        let number = style::heading().set_font_size(self.size + 2.0);
        block::merged(sheet, (top, NUMBER), (end - 1, NUMBER), &self.number, &number)?;
        let mut row = top;
        if part > 0 {
            let format = style::heading()
                .set_font_size(self.size)
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::VerticalCenter)
                .set_indent(1);
            block::merged(sheet, (row, LABEL), (row, columns.last), &self.continued(), &format)?;
            row += 1;
        }
        for piece in self.parts.get(part).into_iter().flatten() {
            row = piece.write(sheet, row, columns, self.size)?;
        }
        for (row, height) in (top..).zip(self.rows(part, columns)) {
            sheet.set_row_height(row, (height + extra).min(409.0))?;
        }
        Ok(end)
    }

    /// Returns the heading of a page that continues the table.
    fn continued(&self) -> String {
        format!("{}{CONTINUED}", self.name)
    }

    fn rows(&self, part: usize, columns: &Columns) -> Vec<f64> {
        let pieces = self.parts.get(part).into_iter().flatten();
        let heading = (part > 0).then(|| self.heading_height());
        heading.into_iter().chain(pieces.flat_map(|piece| piece.heights(columns, self.size))).collect()
    }

    fn heading_height(&self) -> f64 {
        measure::height(&[(&self.continued(), Columns::value_width())], self.size)
    }

    /// Distributes the pieces over pages. A piece that does not fit on the rest of a page is cut if it can
    /// be, and otherwise begins the next page.
    fn break_up(&mut self, columns: &Columns, room: f64) {
        let mut waiting: Vec<Piece> = self.parts.drain(..).flatten().rev().collect();
        let heading = self.heading_height();
        let mut page: Vec<Piece> = Vec::new();
        let mut left = room;
        while let Some(piece) = waiting.pop() {
            let height = piece.height(columns, self.size);
            if height <= left {
                left -= height;
                page.push(piece);
                continue;
            }
            match piece.cut(columns, self.size, left) {
                Some((head, rest)) => {
                    page.push(head);
                    waiting.push(rest);
                }
                // A piece that cannot be cut gets a page of its own, whatever its height.
                None if page.is_empty() => page.push(piece),
                None => waiting.push(piece),
            }
            self.parts.push(std::mem::take(&mut page));
            left = room - heading;
        }
        if !page.is_empty() {
            self.parts.push(page);
        }
    }
}

fn pieces(shown: Shown<'_>, wording: &Wording) -> Vec<Piece> {
    let Shown { project, texts, schedule, items, of_indicators } = shown;
    let text = |label: &str, text: &str, bold: bool| Piece::Text {
        label: label.to_owned(),
        text: text.to_owned(),
        bold,
    };
    let field = |field: Field, words: &str| text(wording.printed(field.label()), words, field == Field::Name);
    let mut pieces = vec![field(Field::Name, &project.name)];
    pieces.extend(texts.0.iter().map(|used| field(*used, plan_text(project, *used))));
    pieces.push(field(Field::Department, &project.departments_text));
    // A row for a 施策 or 基本方針 itself prints its 区分.
    let level = (project.level != Level::Project).then(|| text(LEVEL, project.level.word(), false));
    pieces.extend(level);
    let printed = items.iter().filter(|answer| answer.item.printed);
    pieces.extend(printed.map(|answer| text(&answer.item.heading(), &answer.text, false)));
    if let Some(schedule) = schedule {
        let baselines = baselines(project);
        pieces.push(Piece::Schedule(schedule));
        if !baselines.is_empty() {
            pieces.push(text(BASELINE, &baselines, false));
        }
    }
    pieces.extend(of_indicators.iter().map(|(label, words)| text(label, words, false)));
    pieces
}

/// Returns the 基準値 of a project's indicators, a line each.
fn baselines(project: &Project) -> String {
    let lines: Vec<String> = project
        .indicators
        .iter()
        .filter_map(|row| {
            let printed = row.goals.baseline_words();
            let words = if printed.is_empty() { amount(row.baseline?, &row.unit) } else { printed };
            Some(format!("{}{words}", row.id.symbol()))
        })
        .collect();
    lines.join("\n")
}
