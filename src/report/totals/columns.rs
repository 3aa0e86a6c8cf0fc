//! The columns of 集計: the counts of each group, with a column for every category and 提出状況 of the plan.
//!
//! A column is added as one entry of [`columns`].

use crate::evaluate::model::{Counts, Share, State};
use crate::ratings::Progress;
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::totals::group::{TotalsRow, kinds};
use crate::report::totals::layout::{Id, Layout};
use crate::report::totals::outlooks::Outlooks;
use crate::report::totals::share::{achieved_base, share};
use crate::sheet::address::{cell, range};
use crate::sheet::measure;
use crate::sheet::style;
use crate::sheet::table::Value;

/// The least and the greatest width of the column of names, in half-width characters: between them it is
/// as wide as its texts.
const NAME_WIDTHS: (f64, f64) = (26.0, 36.0);
/// The least and the greatest width of 達成割合の内訳. The greatest holds counts of three digits on one line.
const BASE_WIDTHS: (f64, f64) = (24.0, 48.0);

/// The greatest width of a name beside a bar, in half-width characters.
const SHORT: f64 = 34.0;

/// A column of 集計.
pub(super) struct Column {
    pub(super) id: Id,
    pub(super) heading: String,
    /// Its width in half-width characters.
    pub(super) width: f64,
    /// The heading that it shares with its neighbours.
    pub(super) part: Option<&'static str>,
    /// True for a share, whose format is a percentage even if its base is 0.
    pub(super) is_share: bool,
    /// Returns its cell in a row.
    pub(super) cell: fn(&Row<'_>, Id) -> Value,
}

/// The data from which the cells of a row are made.
pub(super) struct Row<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) layout: &'a Layout,
    /// The row of the sheet, counted from 0.
    pub(super) row: u32,
    /// The row's number within its kind; 0 for the plan.
    pub(super) number: usize,
    pub(super) totals: &'a TotalsRow<'a>,
    pub(super) outlooks: &'a Outlooks,
}

/// The shared headings.
const EFFECT: Option<&str> = Some("効果達成状況");
const PROGRESS: Option<&str> = Some("進捗状況");
const SUBMISSION: Option<&str> = Some("提出状況");
const OUTLOOK: Option<&str> = Some("年度末の見込み（指標の数）");

fn column(id: Id, heading: impl Into<String>, width: f64, cell: fn(&Row<'_>, Id) -> Value) -> Column {
    Column { id, heading: heading.into(), width, part: None, is_share: false, cell }
}

impl Column {
    fn part(self, part: Option<&'static str>) -> Self {
        Self { part, ..self }
    }

    fn share(self) -> Self {
        Self { is_share: true, ..self }
    }
}

/// Returns the columns, without those of a judgment that the plan does not make.
pub(super) fn columns(report: &Report) -> Vec<Column> {
    let of_categories = |categories: &Categories, id: fn(usize) -> Id| {
        (1..)
            .zip(&categories.all)
            .map(|(number, category)| {
                let heading = category.heading();
                column(id(number), &heading, heading_width(&heading), count_of_category)
            })
            .collect::<Vec<_>>()
    };
    let mut columns = vec![
        column(Id::Number, "№", 4.5, |row, _| match row.number {
            0 => Value::Blank,
            number => Value::Count(number),
        }),
        column(Id::Name, "区分", name_width(report), |row, _| Value::text(&row.totals.name)),
    ];
    let mut add = |part: Option<&'static str>, more: Vec<Column>| {
        columns.extend(more.into_iter().map(|column| column.part(part)));
    };
    if report.effect.is_judged() {
        add(EFFECT, of_categories(&report.effect, Id::Effect));
        add(
            EFFECT,
            vec![
                column(Id::EffectSum, "計", 6.0, effect_sum),
                column(Id::Achieved, "達成割合", 8.5, achieved).share(),
                column(Id::AchievedBase, "達成割合の内訳", base_width(report), base_of_achieved),
            ],
        );
    }
    if report.effect.is_judged() && !report.c.as_of.is_fiscal_year_end() {
        let bands = report.effect.all.iter().take(report.effect.bands);
        let bands = (1..).zip(bands).map(|(number, band)| {
            let heading = band.heading();
            column(Id::Outlook(number), &heading, heading_width(&heading), outlook)
        });
        add(OUTLOOK, bands.collect());
        add(
            OUTLOOK,
            vec![
                column(Id::NoOutlook, "見込み\nなし", 7.5, no_outlook),
                column(Id::OutlookSum, "計", 6.0, outlook_sum),
                column(Id::OutlookShare, "達成\n見込み", 9.5, outlook_share).share(),
            ],
        );
    }
    if report.progress.is_judged() {
        add(PROGRESS, of_categories(&report.progress, Id::Progress));
        add(
            PROGRESS,
            vec![
                column(Id::ProgressSum, "計", 6.0, progress_sum),
                column(Id::Reported, "今回\n報告", 7.0, reported),
                column(Id::OnTrack, "順調割合", 8.5, on_track).share(),
            ],
        );
    }
    let states = State::ALL.into_iter();
    add(
        SUBMISSION,
        states.map(|state| column(Id::State(state), state.word(), 8.5, count_of_state)).collect(),
    );
    add(SUBMISSION, vec![column(Id::Submitted, "提出率", 9.0, submitted).share()]);
    add(None, vec![column(Id::NeedsAction, "要対応", 7.0, needs_action)]);
    add(None, vec![column(Id::Short, "略称", 20.0, |row, _| Value::text(&short_name(&row.totals.name)))]);
    add(
        None,
        vec![column(Id::Key, "集計№", 8.0, |row, _| {
            row.totals.by.map_or(Value::Blank, |(number, _)| Value::Count(number))
        })],
    );
    columns
}

/// Returns the width of a narrow column, at which no line of its heading wraps if it is not too long.
fn heading_width(heading: &str) -> f64 {
    (measure::columns(heading, style::SIZE) + 0.5).clamp(5.5, 8.5)
}

fn name_width(report: &Report) -> f64 {
    let groups = kinds(report).into_iter().flat_map(|(_, groups)| groups);
    width_between(NAME_WIDTHS, groups.map(|row| row.name))
}

fn base_width(report: &Report) -> f64 {
    let of = |share: Share, counts: &Counts, what: &str| {
        let base = achieved_base(report, share, counts, what, &|_| String::new(), "");
        base.words().to_owned()
    };
    let totals = &report.c.assessment.totals;
    let indicators = of(totals.indicator_achieved, &totals.indicator_effect, "指標");
    let projects = of(totals.plan.achieved, &totals.plan.effect, "事業");
    let texts = [indicators.as_str(), projects.as_str()];
    measure::width_for_breaks(texts.into_iter(), width_between(BASE_WIDTHS, texts.into_iter()), style::SIZE)
}

fn width_between((least, most): (f64, f64), texts: impl Iterator<Item = impl AsRef<str>>) -> f64 {
    let longest = texts.map(|text| measure::columns(text.as_ref(), style::SIZE)).fold(least, f64::max);
    (longest * 2.0).ceil().min(most * 2.0) / 2.0
}

/// Returns a group's name, cut to fit beside a bar.
pub(in crate::report) fn short_name(name: &str) -> String {
    measure::shortened_to(name, SHORT, style::SIZE)
}

/// Returns the rows and columns of the counts.
pub(in crate::report) fn layout(report: &Report) -> Layout {
    let columns = columns(report).into_iter().map(|column| column.id);
    Layout::new(columns, report.plan.policies.len(), report.plan.measures.len())
}

impl Row<'_> {
    fn address(&self, id: Id) -> String {
        cell(self.row, self.layout.col(id))
    }

    fn addresses(&self, first: Id, last: Id) -> String {
        range((self.row, self.layout.col(first)), (self.row, self.layout.col(last)))
    }

    /// Returns the formula that counts the rows of the group on 進捗一覧 that hold given numbers. `holding`
    /// lists the names of the columns with their numbers.
    fn count(&self, holding: &[(&str, usize)]) -> String {
        let own = self.totals.by.map(|(_, column)| format!("{column},{}", self.address(Id::Key)));
        let conditions = holding.iter().map(|(column, number)| format!("{column},{number}"));
        let all: Vec<String> = own.into_iter().chain(conditions).collect();
        let function = if all.len() == 1 { "COUNTIF" } else { "COUNTIFS" };
        format!("{function}({})", all.join(","))
    }

    fn count_of(&self, column: &str, number: usize, result: usize) -> Value {
        Value::formula(self.count(&[(column, number)]), Value::Count(result))
    }

    fn sum(&self, first: Id, last: Id, counts: &Counts) -> Value {
        Value::formula(format!("SUM({})", self.addresses(first, last)), Value::Count(counts.sum()))
    }

    /// Returns the formula for the number of projects whose effect is a band.
    fn banded(&self) -> String {
        format!("SUM({})", self.addresses(Id::Effect(1), Id::Effect(self.report.effect.bands)))
    }
}

fn count_of_category(row: &Row, id: Id) -> Value {
    let group = row.totals.group;
    let (categories, counts, column, number) = match id {
        Id::Progress(number) => (&row.report.progress, &group.progress, "一覧_事業進捗", number),
        Id::Effect(number) => (&row.report.effect, &group.effect, "一覧_事業効果", number),
        _ => return Value::Blank,
    };
    let word = categories.get(number).map_or("", |category| category.word.as_str());
    row.count_of(column, number, counts.of(word))
}

fn effect_sum(row: &Row, _: Id) -> Value {
    row.sum(Id::Effect(1), Id::Effect(row.report.effect.all.len()), &row.totals.group.effect)
}

fn achieved(row: &Row, _: Id) -> Value {
    let banded = row.banded();
    let good = row.report.effect.good_sum(&|number| row.address(Id::Effect(number)));
    let formula = format!("{good}/{banded}");
    share(&formula, &banded, row.totals.group.achieved)
}

fn base_of_achieved(row: &Row, _: Id) -> Value {
    let group = row.totals.group;
    let count = |number: usize| row.address(Id::Effect(number));
    achieved_base(row.report, group.achieved, &group.effect, "事業", &count, &row.banded())
}

fn outlook(row: &Row, id: Id) -> Value {
    let Id::Outlook(number) = id else { return Value::Blank };
    row.count_of("一覧_見込み", number, row.outlooks.of(row.totals.by, number))
}

fn no_outlook(row: &Row, _: Id) -> Value {
    let bands = row.addresses(Id::Outlook(1), Id::Outlook(row.report.effect.bands));
    let without = row.outlooks.sum(row.totals.by).saturating_sub(row.outlooks.banded(row.totals.by));
    Value::formula(format!("{}-SUM({bands})", row.address(Id::OutlookSum)), Value::Count(without))
}

fn outlook_sum(row: &Row, _: Id) -> Value {
    row.count_of("一覧_指標", 1, row.outlooks.sum(row.totals.by))
}

fn outlook_share(row: &Row, _: Id) -> Value {
    let banded = format!("SUM({})", row.addresses(Id::Outlook(1), Id::Outlook(row.report.effect.bands)));
    let good = row.report.effect.good_sum(&|number| row.address(Id::Outlook(number)));
    let formula = format!("{good}/{banded}");
    share(&formula, &banded, row.outlooks.share(row.totals.by))
}

fn progress_sum(row: &Row, _: Id) -> Value {
    row.sum(Id::Progress(1), Id::Progress(row.report.progress.all.len()), &row.totals.group.progress)
}

fn reported(row: &Row, _: Id) -> Value {
    row.count_of("一覧_報告", 1, row.totals.group.on_track.base)
}

fn on_track(row: &Row, _: Id) -> Value {
    let counts: Vec<String> = on_track_numbers(row.report)
        .map(|number| row.count(&[("一覧_報告", 1), ("一覧_事業進捗", number)]))
        .collect();
    let reported = row.address(Id::Reported);
    share(&format!("({})/{reported}", counts.join("+")), &reported, row.totals.group.on_track)
}

/// Returns the numbers of the categories of progress that 順調割合 counts: the bands that are 良好, and 完了.
pub(in crate::report) fn on_track_numbers<'a>(report: &'a Report) -> impl Iterator<Item = usize> + 'a {
    report.progress.good.iter().copied().chain([report.progress.number(Progress::Completed)])
}

fn count_of_state(row: &Row, id: Id) -> Value {
    let Some(position) = State::ALL.iter().position(|state| id == Id::State(*state)) else {
        return Value::Blank;
    };
    let word = State::ALL.get(position).map_or("", |state| state.word());
    row.count_of("一覧_提出", position + 1, row.totals.group.submission.of(word))
}

fn submitted(row: &Row, _: Id) -> Value {
    let [returned, to_correct, missing] =
        [State::Returned, State::ToCorrect, State::Missing].map(|state| row.address(Id::State(state)));
    share(
        &format!("({returned}+{to_correct})/({returned}+{to_correct}+{missing})"),
        &format!("{returned}+{to_correct}+{missing}"),
        row.totals.group.submitted,
    )
}

fn needs_action(row: &Row, _: Id) -> Value {
    row.count_of("一覧_要対応", 1, row.totals.group.needs_action)
}
