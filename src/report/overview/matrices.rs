//! 基本方針 × each judgment, side by side: the bands of the effect, and of all other categories those that
//! occur.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::evaluate::model::{Group, Share};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::overview::grid::{LEFT, RIGHT, SIZE, Span, height, put_over};
use crate::report::overview::page::Page;
use crate::report::overview::writing::Writing;
use crate::report::sheet_names;
use crate::report::totals::layout::Id;
use crate::report::totals::outlooks::Outlooks;
use crate::report::totals::share::percent;
use crate::sheet::address::{cell_on, literal};
use crate::sheet::table::Value;
use crate::sheet::{extent, measure, style};

/// The columns of the grid for names (at least), sums and shares; categories share the rest.
const NAME: u16 = 15;
const SUM: u16 = 4;
const SHARE: u16 = 6;
/// The fewest columns for a category, which hold a count of two digits.
const LEAST: u16 = 2;
/// The most characters of a heading that fit on one line of a narrow column.
const NARROW: usize = 3;

/// A category of a judgment, as a matrix and a chart show it.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Its number among the categories, which gives its fill.
    pub(super) number: usize,
    pub(super) heading: String,
    pub(super) label: String,
    /// The column of 集計 with its counts.
    pub(super) id: Id,
}

/// The matrix of one judgment: its columns, and the columns of 集計 from which they come.
pub(super) struct Side {
    pub(super) span: Span,
    pub(super) title: &'static str,
    /// The title of the chart below the matrix.
    pub(super) chart_title: &'static str,
    pub(super) shown: Vec<Shown>,
    /// True if the counts are of 効果達成状況 or its outlook.
    pub(super) of_effect: bool,
    share_heading: &'static str,
    sum: Id,
    share: Id,
}

impl Side {
    /// Returns the categories that have a column in the matrix: as many as have room. The chart has all.
    fn columns(&self) -> &[Shown] {
        let most = usize::from(self.room() / LEAST);
        self.shown.get(..most).unwrap_or(&self.shown)
    }

    /// Returns the grid's columns for categories.
    fn room(&self) -> u16 {
        self.span.count() - NAME - SUM - SHARE
    }

    /// Returns how many projects or indicators a group has; `by` selects its indicators for [`Outlooks`].
    pub(super) fn sum_of(
        &self,
        writing: &Writing,
        group: &Group,
        by: Option<(usize, &'static str)>,
    ) -> usize {
        match self.sum {
            Id::EffectSum => group.effect.sum(),
            Id::ProgressSum => group.progress.sum(),
            _ => writing.outlooks.sum(by),
        }
    }
}

/// Returns the matrices of the judgments that the plan makes. During the year, the outlook replaces the
/// effect.
pub(super) fn sides(report: &Report, outlooks: &Outlooks) -> Vec<Side> {
    let totals = &report.c.assessment.totals.plan;
    let progress = (1..)
        .zip(&report.progress.all)
        .filter(|(_, category)| totals.progress.of(&category.word) > 0)
        .map(|(number, category)| Shown {
            number,
            heading: category.heading(),
            label: category.label(),
            id: Id::Progress(number),
        });
    let progress = Side {
        span: RIGHT,
        title: "進捗状況（事業数）",
        chart_title: "進捗状況",
        shown: progress.collect(),
        of_effect: false,
        share_heading: "順調割合",
        sum: Id::ProgressSum,
        share: Id::OnTrack,
    };
    let effect = if report.c.as_of.is_fiscal_year_end() { effect(report) } else { outlook(report, outlooks) };
    let mut sides = Vec::new();
    if report.effect.is_judged() {
        sides.push(effect);
    }
    if report.progress.is_judged() {
        sides.push(progress);
    }
    // A single matrix takes the whole width.
    if let [only] = sides.as_mut_slice() {
        only.span = Span { first: LEFT.first, last: RIGHT.last };
    }
    sides
}

fn effect(report: &Report) -> Side {
    let counts = &report.c.assessment.totals.plan.effect;
    let shown = (1..)
        .zip(&report.effect.all)
        .filter(|(number, category)| *number <= report.effect.bands || counts.of(&category.word) > 0)
        .map(|(number, category)| Shown {
            number,
            heading: category.heading(),
            label: category.label(),
            id: Id::Effect(number),
        });
    Side {
        span: LEFT,
        title: "効果達成状況（事業数）",
        chart_title: "効果達成状況",
        shown: shown.collect(),
        of_effect: true,
        share_heading: "達成割合",
        sum: Id::EffectSum,
        share: Id::Achieved,
    }
}

fn outlook(report: &Report, outlooks: &Outlooks) -> Side {
    let bands = report.effect.all.iter().take(report.effect.bands);
    let mut shown: Vec<Shown> = (1..)
        .zip(bands)
        .map(|(number, band)| Shown {
            number,
            heading: band.heading(),
            label: band.label(),
            id: Id::Outlook(number),
        })
        .collect();
    if outlooks.sum(None) > outlooks.banded(None) {
        let number = report.effect.bands + 1;
        let label = "見込みなし".to_owned();
        shown.push(Shown { number, heading: "見込み\nなし".to_owned(), label, id: Id::NoOutlook });
    }
    Side {
        span: LEFT,
        title: "年度末の見込み（指標数）",
        chart_title: "年度末の見込み",
        shown,
        of_effect: true,
        share_heading: "達成\n見込み",
        sum: Id::OutlookSum,
        share: Id::OutlookShare,
    }
}

/// A row: a 基本方針, a 中項目, or the whole plan.
#[derive(Clone)]
struct Row<'a> {
    name: String,
    /// Its row on 集計.
    source: u32,
    /// Selects the row's indicators for [`Outlooks`]: a number, and the name of the range that has it. `None`
    /// for the whole plan.
    by: Option<(usize, &'static str)>,
    group: &'a Group,
}

/// Writes the matrices and adds their rows to the page.
pub(super) fn write(
    sheet: &mut Worksheet,
    writing: &Writing,
    sides: &[Side],
    page: &mut Page,
) -> Result<(), XlsxError> {
    let first = page.row;
    let (rows, plan) = (rows(writing), plan_row(writing));
    let mut headings: Vec<(&str, Span)> = Vec::new();
    let mut names: Vec<Vec<(String, Span)>> = rows.iter().map(|_| Vec::new()).collect();
    for side in sides {
        let spans = spans(side);
        write_headings(sheet, writing, (side, &plan), &spans, first)?;
        headings.extend(
            side.columns()
                .iter()
                .zip(spans.categories.iter().copied())
                .map(|(one, span)| (one.heading.as_str(), span)),
        );
        for ((at, row), names) in (first + 2..).zip(&rows).zip(&mut names) {
            write_row(sheet, writing, side, &spans, (at, row))?;
            names.push((shown_name(row, &spans), spans.name));
        }
    }
    page.add_row(sheet, 18.0)?;
    page.add_row(sheet, height(&headings).max(33.0))?;
    for names in &names {
        let names: Vec<(&str, Span)> = names.iter().map(|(name, span)| (name.as_str(), *span)).collect();
        page.add_row(sheet, height(&names))?;
    }
    Ok(())
}

/// Returns a row's name, cut to two lines.
fn shown_name(row: &Row, spans: &Spans) -> String {
    // The first line may break before its end.
    measure::shortened_to(&row.name, spans.name.characters() * 2.0 - 4.0, SIZE)
}

/// The columns of a matrix.
struct Spans {
    name: Span,
    categories: Vec<Span>,
    sum: Span,
    share: Span,
}

fn spans(side: &Side) -> Spans {
    let words =
        side.columns().iter().map(|shown| shown.heading.lines().last().unwrap_or_default().chars().count());
    let mut counts: Vec<u16> =
        words.map(|count| 5 + extent::columns(count.saturating_sub(NARROW)).min(4)).collect();
    let room = side.room();
    if counts.iter().sum::<u16>() > room {
        let each = room / extent::columns(counts.len().max(1));
        counts = counts.iter().map(|_| each.max(LEAST)).collect();
    }
    let name = side.span.count() - SUM - SHARE - counts.iter().sum::<u16>();
    let all: Vec<u16> = std::iter::once(name).chain(counts).chain([SUM, SHARE]).collect();
    let mut cut = side.span.cut(&all).into_iter();
    let name = cut.next().unwrap_or(side.span);
    let mut categories: Vec<Span> = cut.collect();
    let share = categories.pop().unwrap_or(side.span);
    let sum = categories.pop().unwrap_or(side.span);
    Spans { name, categories, sum, share }
}

fn rows<'a>(writing: &Writing<'a>) -> Vec<Row<'a>> {
    let totals = &writing.report.c.assessment.totals;
    let policy = |(position, group): (u32, &'a Group)| Row {
        name: group.heading(),
        source: writing.layout.policy_row(position),
        by: Some((usize::try_from(position).unwrap_or(0) + 1, "一覧_基本方針")),
        group,
    };
    let middle = middle_rows(writing);
    let mut rows = Vec::new();
    for (position, group) in (0..).zip(&totals.by_policy) {
        rows.push(policy((position, group)));
        let own = middle.iter().filter(|(of, _)| *of == group.number);
        rows.extend(own.map(|(_, row)| row.clone()));
    }
    rows.push(plan_row(writing));
    rows
}

fn plan_row<'a>(writing: &Writing<'a>) -> Row<'a> {
    let group = &writing.report.c.assessment.totals.plan;
    Row { name: "計".to_owned(), source: writing.layout.plan_row(), by: None, group }
}

/// The most rows of 基本方針 and 中項目 that fit on the page.
const MOST_ROWS: usize = 14;

/// Returns the rows of the 中項目, each with the number of its 基本方針; none if they do not fit on the page.
fn middle_rows<'a>(writing: &Writing<'a>) -> Vec<(String, Row<'a>)> {
    let totals = &writing.report.c.assessment.totals;
    if totals.by_policy.len() + totals.by_middle.len() > MOST_ROWS {
        return Vec::new();
    }
    let policies = writing.report.plan.middle_groups().into_iter().map(|(policy, _)| policy.to_owned());
    let row = |(position, group): (u32, &'a Group)| Row {
        name: format!("　{}", group.name),
        source: writing.layout.middle_row(position),
        by: Some((usize::try_from(position).unwrap_or(0) + 1, "一覧_中項目")),
        group,
    };
    policies.zip((0..).zip(&totals.by_middle).map(row)).collect()
}

fn write_headings(
    sheet: &mut Worksheet,
    writing: &Writing,
    (side, plan): (&Side, &Row),
    spans: &Spans,
    row: u32,
) -> Result<(), XlsxError> {
    let heading = &writing.formats.heading;
    put_over(sheet, row, side.span, &title(writing, side, plan), &style::section())?;
    put_over(sheet, row + 1, spans.name, &Value::text("基本方針"), heading)?;
    for (shown, span) in side.columns().iter().zip(&spans.categories) {
        put_over(sheet, row + 1, *span, &Value::text(&shown.heading), heading)?;
    }
    put_over(sheet, row + 1, spans.sum, &Value::text("計"), heading)?;
    put_over(sheet, row + 1, spans.share, &Value::text(side.share_heading), heading)
}

/// Returns the title, a formula that adds the count of categories without a column: there is no room for them,
/// or corrections on 進捗一覧 make them occur.
fn title(writing: &Writing, side: &Side, plan: &Row) -> Value {
    let counts: Vec<String> = side.columns().iter().map(|shown| writing.of_plan(shown.id)).collect();
    let others = format!("{}-({})", writing.of_plan(side.sum), counts.join("+"));
    let told = format!("IF({others}=0,\"\",{}&({others})&{})", literal(OTHERS), literal("件"));
    let without_column: usize =
        side.shown.iter().skip(side.columns().len()).map(|shown| count(writing, plan, shown.id)).sum();
    let now = match without_column {
        0 => side.title.to_owned(),
        others => format!("{}{OTHERS}{others}件", side.title),
    };
    Value::formula(format!("{}&{told}", literal(side.title)), Value::text(&now))
}

/// Precedes the count of the categories without a column.
const OTHERS: &str = "　このほか";

fn write_row(
    sheet: &mut Worksheet,
    writing: &Writing,
    side: &Side,
    spans: &Spans,
    (at, row): (u32, &Row),
) -> Result<(), XlsxError> {
    let formats = &writing.formats;
    let strong = |format: &Format| if row.by.is_none() { format.clone().set_bold() } else { format.clone() };
    let source = |id: Id| cell_on(sheet_names::TOTALS, row.source, writing.layout.col(id));
    put_over(sheet, at, spans.name, &Value::text(&shown_name(row, spans)), &strong(&formats.text))?;
    for (shown, span) in side.columns().iter().zip(&spans.categories) {
        let count = Value::Count(count(writing, row, shown.id));
        put_over(sheet, at, *span, &Value::formula(source(shown.id), count), &strong(&formats.count))?;
    }
    let sum = Value::formula(source(side.sum), Value::Count(side.sum_of(writing, row.group, row.by)));
    put_over(sheet, at, spans.sum, &sum, &strong(&formats.count))?;
    let share: Share = match side.share {
        Id::Achieved => row.group.achieved,
        Id::OnTrack => row.group.on_track,
        _ => writing.outlooks.share(row.by),
    };
    let share = Value::formula(source(side.share), percent(share));
    put_over(sheet, at, spans.share, &share, &strong(&formats.percent))
}

fn count(writing: &Writing, row: &Row, id: Id) -> usize {
    let report = writing.report;
    let word = |categories: &Categories, number: usize| {
        categories.get(number).map_or(String::new(), |category| category.word.clone())
    };
    match id {
        Id::Effect(number) => row.group.effect.of(&word(&report.effect, number)),
        Id::Progress(number) => row.group.progress.of(&word(&report.progress, number)),
        Id::Outlook(number) => writing.outlooks.of(row.by, number),
        _ => writing.outlooks.sum(row.by) - writing.outlooks.banded(row.by),
    }
}
