//! The columns of 進捗一覧: first those that people read, then, beside the printed area, the 計算欄.
//!
//! A column is added as one entry of a slice. If formulas or other sheets point at it, it also gets an
//! [`Id`].

use crate::report::context::Report;
use crate::report::progress_list::cells::{effect, forecast, plain, progress, project, rate};
use crate::report::progress_list::ids::{Id, Positions};
use crate::report::progress_list::row::Row;
use crate::sheet::table::Value;

/// A column of 進捗一覧.
pub(super) struct Column {
    /// Its heading.
    pub(super) heading: &'static str,
    /// Its width in half-width characters.
    pub(super) width: f64,
    /// What formulas and other sheets find it by.
    pub(super) id: Option<Id>,
    /// The defined name of its cells, if other sheets count them.
    pub(super) name: Option<&'static str>,
    /// The format of its cells.
    pub(super) format: CellFormat,
    /// Tells whether it is shown; it is always there.
    pub(super) is_shown: fn(&Report<'_>) -> bool,
    /// Gives its cell in a row.
    pub(super) cell: fn(&Row<'_>) -> Option<Value>,
}

/// The format of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellFormat {
    /// As the value asks.
    OfValue,
    /// A percentage, also if the result is empty now.
    Percent,
    /// A link.
    Link,
}

const fn column(heading: &'static str, width: f64, cell: fn(&Row<'_>) -> Option<Value>) -> Column {
    Column { heading, width, id: None, name: None, format: CellFormat::OfValue, is_shown: always, cell }
}

/// A column of the 計算欄.
const fn calculated(heading: &'static str, cell: fn(&Row<'_>) -> Option<Value>) -> Column {
    column(heading, 9.0, cell)
}

impl Column {
    const fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    const fn format(mut self, format: CellFormat) -> Self {
        self.format = format;
        self
    }

    const fn shown_if(mut self, is_shown: fn(&Report<'_>) -> bool) -> Self {
        self.is_shown = is_shown;
        self
    }
}

fn always(_: &Report<'_>) -> bool {
    true
}

/// At the year's end there is nothing left to expect.
fn during_the_year(report: &Report<'_>) -> bool {
    !report.c.as_of.is_fiscal_year_end()
}

fn if_secretariat_judged(report: &Report<'_>) -> bool {
    report.c.assessment.judged_by_secretariat().next().is_some()
}

fn has_baselines(report: &Report<'_>) -> bool {
    let mut indicators = report.plan.projects.iter().flat_map(|project| &project.indicators);
    indicators.any(|indicator| !indicator.goals.baseline.is_empty())
}

fn lists_items(report: &Report<'_>) -> bool {
    report.plan.items.iter().any(|item| item.listed)
}

fn judges_effect(report: &Report<'_>) -> bool {
    !report.plan.bands.effect.is_empty()
}

fn judges_progress(report: &Report<'_>) -> bool {
    !report.plan.bands.progress.is_empty()
}

/// The columns that people read. Where [`Column::cell`] gives no cell, an empty one is ruled.
pub(super) const PRINTED: &[Column] = &[
    column("整理番号", 8.5, |row| Some(Value::centered(&row.list.project.id.to_string()))),
    column("事業名称", 24.0, plain::name).format(CellFormat::Link),
    column("担当課", 16.0, |row| Some(Value::text(&row.list.project.departments_text))),
    column("指標", 26.0, |row| Some(Value::text(&row.list.indicator_words()))),
    column("単位", 8.0, |row| Some(Value::centered(&row.list.indicator?.unit))),
    column("前年度実績", 12.5, plain::previous_year),
    column("目標", 15.0, |row| plain::assessed(row, |assessment| &assessment.target_text)),
    column("実績", 15.0, plain::actual),
    column("目標値", 10.0, |row| Some(Value::number(row.target))).id(Id::Target),
    column("実績値", 10.0, plain::actual_number).id(Id::Actual),
    column("達成率", 9.0, rate::rate).id(Id::Rate).format(CellFormat::Percent),
    column("効果達成状況", 12.0, effect::effect).id(Id::Effect).shown_if(judges_effect),
    column("効果達成状況\n（計算）", 12.0, effect::computed).shown_if(if_secretariat_judged),
    column("進捗状況\n（事務局）", 12.0, project::progress_judged)
        .id(Id::ProgressJudged)
        .shown_if(if_secretariat_judged),
    column("進捗状況\n（報告）", 12.0, project::progress_reported)
        .id(Id::ProgressReported)
        .shown_if(judges_progress),
    column("進捗状況\n（計算）", 12.0, progress::computed).id(Id::ProgressComputed).shown_if(judges_progress),
    column("進度", 9.0, progress::pace).id(Id::Pace).format(CellFormat::Percent),
    column("年度末見込み", 15.0, forecast::forecast).shown_if(during_the_year),
    column("見込み", 15.0, forecast::outlook).id(Id::Outlook).shown_if(during_the_year),
    column("最終目標", 14.0, |row| plain::assessed(row, |assessment| &assessment.final_target_text)),
    column("到達度", 9.0, rate::attainment).id(Id::Attainment).format(CellFormat::Percent),
    column("見通し\n（計算）", 12.0, |row| {
        Some(Value::centered(row.list.assessment?.prospect.as_ref()?.reach.word()))
    })
    .name("一覧_見通し"),
    // Holds a sparkline over the actuals of the 計算欄.
    column("年度の推移", 11.0, |_| None).id(Id::Trend),
    column("基準値", 12.5, |row| Some(Value::text(&row.list.indicator?.goals.baseline_words())))
        .shown_if(has_baselines),
    column("追加項目", 26.0, plain::items).shown_if(lists_items),
    column("根拠", 38.0, plain::reason),
];

/// The 計算欄: what other sheets count and formulas take. The actuals of the fiscal years follow.
pub(super) const CALCULATED: &[Column] = &[
    calculated("基本方針№", |row| Some(Value::Count(row.list.groups.policy))).name("一覧_基本方針"),
    calculated("施策№", |row| Some(Value::Count(row.list.groups.measure))).name("一覧_施策"),
    calculated("課№", |row| Some(Value::Count(row.list.groups.department))).name("一覧_課"),
    calculated("部局№", |row| Some(Value::Count(row.list.groups.bureau))).name("一覧_部局"),
    calculated("指標", |row| Some(Value::Count(usize::from(row.list.indicator.is_some())))).name("一覧_指標"),
    calculated("判定の基礎", |row| Some(Value::text(row.list.assessment?.effect_basis.word())))
        .name("一覧_基礎"),
    calculated("効果№", effect::number).id(Id::EffectNumber).name("一覧_効果"),
    calculated("効果の重さ", effect::weight).id(Id::EffectWeight),
    calculated("計算№", progress::number).id(Id::ComputedNumber),
    calculated("見込みの率", forecast::rate).id(Id::OutlookRate),
    calculated("見込み№", forecast::outlook_number).id(Id::OutlookNumber).name("一覧_見込み"),
    calculated("行の要対応", effect::needs_action).id(Id::RowNeedsAction).name("一覧_行要対応"),
    calculated("事業の効果№", project::effect).id(Id::ProjectEffect).name("一覧_事業効果"),
    calculated("事業の進捗№", project::progress).id(Id::ProjectProgress).name("一覧_事業進捗"),
    calculated("提出№", project::state).name("一覧_提出"),
    calculated("今回の報告", project::reported).name("一覧_報告"),
    calculated("事業の要対応", project::needs_action).name("一覧_要対応"),
    calculated("基準値", rate::baseline).id(Id::Baseline),
    calculated("前年度末値", progress::year_start).id(Id::YearStart),
    calculated("経過月数", progress::months_passed).id(Id::MonthsPassed),
    calculated("対象月数", progress::months).id(Id::Months),
    calculated("見込み値", forecast::number).id(Id::ForecastNumber),
    calculated("最終目標値", rate::final_target).id(Id::FinalTarget),
];

/// Returns the positions of the columns.
pub(in crate::report) fn positions() -> Positions {
    let ids = |columns: &[Column]| columns.iter().map(|column| column.id).collect::<Vec<_>>();
    Positions::new(&ids(PRINTED), &ids(CALCULATED))
}

/// Returns all columns with their positions, those of the fiscal years left out.
pub(super) fn numbered(positions: &Positions) -> impl Iterator<Item = (u16, &'static Column)> {
    (0..).zip(PRINTED).chain((positions.first_calculated..).zip(CALCULATED))
}
