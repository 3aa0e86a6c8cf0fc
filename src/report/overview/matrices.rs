//! 基本方針 × each judgment, side by side: the bands of the effect, and of all other categories those that
//! occur.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::evaluate::model::{Group, Share};
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::overview::context::OverviewContext;
use crate::report::overview::grid::{LEFT, RIGHT, SIZE, Span, height, put_over};
use crate::report::overview::page::Page;
use crate::report::sheet_names;
use crate::report::totals::layout::Id;
use crate::report::totals::outlooks::Outlooks;
use crate::report::totals::share::percent;
use crate::sheet::address::{cell_on, literal};
use crate::sheet::table::Value;
use crate::sheet::{counts, measure, style};

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
pub(super) struct Matrix {
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

impl Matrix {
    /// Returns the categories that have a column: as many as have room. The chart has all.
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
        cx: &OverviewContext,
        group: &Group,
        by: Option<(usize, &'static str)>,
    ) -> usize {
        match self.sum {
            Id::EffectSum => group.effect.sum(),
            Id::ProgressSum => group.progress.sum(),
            _ => cx.outlooks.sum(by),
        }
    }
}

/// Returns the matrices of the judgments that the plan makes. During the year, the outlook replaces the
/// effect.
pub(super) fn matrices(report: &Report, outlooks: &Outlooks) -> Vec<Matrix> {
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
    let progress = Matrix {
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
    let mut matrices = Vec::new();
    if report.effect.is_judged() {
        matrices.push(effect);
    }
    if report.progress.is_judged() {
        matrices.push(progress);
    }
    // A single matrix takes the whole width.
    if let [only] = matrices.as_mut_slice() {
        only.span = Span { first: LEFT.first, last: RIGHT.last };
    }
    matrices
}

fn effect(report: &Report) -> Matrix {
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
    Matrix {
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

fn outlook(report: &Report, outlooks: &Outlooks) -> Matrix {
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
    Matrix {
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
    cx: &OverviewContext,
    matrices: &[Matrix],
    page: &mut Page,
) -> Result<(), XlsxError> {
    let first = page.row;
    let (rows, plan) = (rows(cx), plan_row(cx));
    let mut headings: Vec<(&str, Span)> = Vec::new();
    let mut names: Vec<Vec<(String, Span)>> = rows.iter().map(|_| Vec::new()).collect();
    for matrix in matrices {
        let spans = spans(matrix);
        write_headings(sheet, cx, (matrix, &plan), &spans, first)?;
        headings.extend(
            matrix
                .columns()
                .iter()
                .zip(spans.categories.iter().copied())
                .map(|(one, span)| (one.heading.as_str(), span)),
        );
        for ((at, row), names) in (first + 2..).zip(&rows).zip(&mut names) {
            write_row(sheet, cx, matrix, &spans, (at, row))?;
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

fn spans(matrix: &Matrix) -> Spans {
    let words =
        matrix.columns().iter().map(|shown| shown.heading.lines().last().unwrap_or_default().chars().count());
    let mut widths: Vec<u16> =
        words.map(|count| 5 + counts::columns(count.saturating_sub(NARROW)).min(4)).collect();
    let room = matrix.room();
    if widths.iter().sum::<u16>() > room {
        let each = room / counts::columns(widths.len().max(1));
        widths = widths.iter().map(|_| each.max(LEAST)).collect();
    }
    let name = matrix.span.count() - SUM - SHARE - widths.iter().sum::<u16>();
    let all: Vec<u16> = std::iter::once(name).chain(widths).chain([SUM, SHARE]).collect();
    let mut cut = matrix.span.cut(&all).into_iter();
    let name = cut.next().unwrap_or(matrix.span);
    let mut categories: Vec<Span> = cut.collect();
    let share = categories.pop().unwrap_or(matrix.span);
    let sum = categories.pop().unwrap_or(matrix.span);
    Spans { name, categories, sum, share }
}

fn rows<'a>(cx: &OverviewContext<'a>) -> Vec<Row<'a>> {
    let totals = &cx.report.c.assessment.totals;
    let policy = |(position, group): (u32, &'a Group)| Row {
        name: group.heading(),
        source: cx.layout.policy_row(position),
        by: Some((usize::try_from(position).unwrap_or(0) + 1, "一覧_基本方針")),
        group,
    };
    let middle = middle_rows(cx);
    let mut rows = Vec::new();
    for (position, group) in (0..).zip(&totals.by_policy) {
        rows.push(policy((position, group)));
        let own = middle.iter().filter(|(of, _)| *of == group.number);
        rows.extend(own.map(|(_, row)| row.clone()));
    }
    rows.push(plan_row(cx));
    rows
}

fn plan_row<'a>(cx: &OverviewContext<'a>) -> Row<'a> {
    let group = &cx.report.c.assessment.totals.plan;
    Row { name: "計".to_owned(), source: cx.layout.plan_row(), by: None, group }
}

/// The most rows of 基本方針 and 中項目 that fit on the page.
const MOST_ROWS: usize = 14;

/// Returns the rows of the 中項目, each with the number of its 基本方針; none if they do not fit on the page.
fn middle_rows<'a>(cx: &OverviewContext<'a>) -> Vec<(String, Row<'a>)> {
    let totals = &cx.report.c.assessment.totals;
    if totals.by_policy.len() + totals.by_middle.len() > MOST_ROWS {
        return Vec::new();
    }
    let policies = cx.report.plan.middle_groups().into_iter().map(|(policy, _)| policy.to_owned());
    let row = |(position, group): (u32, &'a Group)| Row {
        name: format!("　{}", group.name),
        source: cx.layout.middle_row(position),
        by: Some((usize::try_from(position).unwrap_or(0) + 1, "一覧_中項目")),
        group,
    };
    policies.zip((0..).zip(&totals.by_middle).map(row)).collect()
}

fn write_headings(
    sheet: &mut Worksheet,
    cx: &OverviewContext,
    (matrix, plan): (&Matrix, &Row),
    spans: &Spans,
    row: u32,
) -> Result<(), XlsxError> {
    let heading = &cx.formats.heading;
    put_over(sheet, row, matrix.span, &title(cx, matrix, plan), &style::section())?;
    put_over(sheet, row + 1, spans.name, &Value::text("基本方針"), heading)?;
    for (shown, span) in matrix.columns().iter().zip(&spans.categories) {
        put_over(sheet, row + 1, *span, &Value::text(&shown.heading), heading)?;
    }
    put_over(sheet, row + 1, spans.sum, &Value::text("計"), heading)?;
    put_over(sheet, row + 1, spans.share, &Value::text(matrix.share_heading), heading)
}

/// Returns the title, a formula that adds the count of categories without a column: there is no room for
/// them, or corrections on 進捗一覧 make them occur.
fn title(cx: &OverviewContext, matrix: &Matrix, plan: &Row) -> Value {
    let counts: Vec<String> = matrix.columns().iter().map(|shown| cx.of_plan(shown.id)).collect();
    let others = format!("{}-({})", cx.of_plan(matrix.sum), counts.join("+"));
    let told = format!("IF({others}=0,\"\",{}&({others})&{})", literal(OTHERS), literal("件"));
    let without_column = matrix.shown.iter().skip(matrix.columns().len());
    let now = match without_column.map(|shown| count(cx, plan, shown.id)).sum::<usize>() {
        0 => matrix.title.to_owned(),
        others => format!("{}{OTHERS}{others}件", matrix.title),
    };
    Value::formula(format!("{}&{told}", literal(matrix.title)), Value::text(&now))
}

/// Precedes the count of the categories without a column.
const OTHERS: &str = "　このほか";

fn write_row(
    sheet: &mut Worksheet,
    cx: &OverviewContext,
    matrix: &Matrix,
    spans: &Spans,
    (at, row): (u32, &Row),
) -> Result<(), XlsxError> {
    let formats = &cx.formats;
    let strong = |format: &Format| if row.by.is_none() { format.clone().set_bold() } else { format.clone() };
    let source = |id: Id| cell_on(sheet_names::TOTALS, row.source, cx.layout.col(id));
    put_over(sheet, at, spans.name, &Value::text(&shown_name(row, spans)), &strong(&formats.text))?;
    for (shown, span) in matrix.columns().iter().zip(&spans.categories) {
        let count = Value::Count(count(cx, row, shown.id));
        put_over(sheet, at, *span, &Value::formula(source(shown.id), count), &strong(&formats.count))?;
    }
    let sum = Value::formula(source(matrix.sum), Value::Count(matrix.sum_of(cx, row.group, row.by)));
    put_over(sheet, at, spans.sum, &sum, &strong(&formats.count))?;
    let share: Share = match matrix.share {
        Id::Achieved => row.group.achieved,
        Id::OnTrack => row.group.on_track,
        _ => cx.outlooks.share(row.by),
    };
    let share = Value::formula(source(matrix.share), percent(share));
    put_over(sheet, at, spans.share, &share, &strong(&formats.percent))
}

fn count(cx: &OverviewContext, row: &Row, id: Id) -> usize {
    let report = cx.report;
    let word = |categories: &Categories, number: usize| {
        categories.get(number).map_or(String::new(), |category| category.word.clone())
    };
    match id {
        Id::Effect(number) => row.group.effect.of(&word(&report.effect, number)),
        Id::Progress(number) => row.group.progress.of(&word(&report.progress, number)),
        Id::Outlook(number) => cx.outlooks.of(row.by, number),
        _ => cx.outlooks.sum(row.by) - cx.outlooks.banded(row.by),
    }
}
