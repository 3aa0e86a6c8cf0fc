//! The columns of 進捗一覧: first the printed ones, then, outside the printed area, the 計算欄.
//!
//! A column is added as one entry of a slice. If formulas or other sheets refer to it, it also gets an
//! [`Id`].

use crate::report::context::Report;
use crate::report::progress_list::cells::{effect, forecast, plain, progress, project, rate};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::Row;
use crate::sheet::table::Value;

/// A column of 進捗一覧.
pub(in crate::report) struct Column {
    /// Its heading.
    pub(super) heading: &'static str,
    /// Its least and its greatest width in half-width characters: between them it is as wide as its texts.
    pub(super) widths: (f64, f64),
    /// The id by which formulas and other sheets find it.
    pub(super) id: Option<Id>,
    /// The defined name of its cells, if formulas count them.
    pub(super) name: Option<&'static str>,
    /// The format of its cells.
    pub(super) format: CellFormat,
    /// When it is printed.
    pub(super) shown: Shown,
    /// The optional part of a plan to which it belongs. A plan without the part has no such column.
    pub(super) part_of: Option<PartOf>,
    /// Returns its cell in a row; `None` for no cell.
    pub(super) cell: fn(&Row<'_>) -> Option<Value>,
}

/// The format of a column's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellFormat {
    /// The usual format of the value.
    OfValue,
    /// A percentage, even if the result is empty now.
    Percent,
    /// A link.
    Link,
}

/// A part that not every plan has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartOf {
    /// 効果達成状況.
    Effect,
    /// 進捗状況.
    Progress,
    /// The third level between 基本方針 and 施策.
    Middle,
    /// 区分 of the rows.
    Level,
}

/// When a column is printed. A column that is not printed stands among the 計算欄.
#[derive(Clone, Copy)]
pub(super) enum Shown {
    /// In every month.
    Always,
    /// If any of its cells has content.
    IfAny,
    /// If any of its cells has content and the condition holds.
    If(fn(&Report<'_>) -> bool),
}

/// Returns a column that is always printed, without id or name.
const fn column(heading: &'static str, widths: (f64, f64), cell: fn(&Row<'_>) -> Option<Value>) -> Column {
    Column {
        heading,
        widths,
        id: None,
        name: None,
        format: CellFormat::OfValue,
        shown: Shown::Always,
        part_of: None,
        cell,
    }
}

/// Returns a column of the 計算欄.
const fn calculated(heading: &'static str, cell: fn(&Row<'_>) -> Option<Value>) -> Column {
    column(heading, (9.0, 9.0), cell)
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

    const fn part_of(mut self, part: PartOf) -> Self {
        self.part_of = Some(part);
        self
    }

    /// True unless it belongs to a part that the plan does not have.
    pub(super) fn is_made(&self, report: &Report) -> bool {
        match self.part_of {
            Some(PartOf::Effect) => report.effect.is_judged(),
            Some(PartOf::Progress) => report.progress.is_judged(),
            Some(PartOf::Middle) => !report.c.assessment.totals.by_middle.is_empty(),
            Some(PartOf::Level) => report.plan.has_other_levels(),
            None => true,
        }
    }

    const fn shown(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }

    /// True for the figures that people correct: 目標値 and 実績値.
    pub(super) fn is_figure(&self) -> bool {
        matches!(self.id, Some(Id::Target | Id::Actual))
    }
}

/// Not at the year's end, when nothing is left to forecast and the pace equals the rate.
const DURING_THE_YEAR: Shown = Shown::If(|report| !report.c.as_of.is_fiscal_year_end());
/// Only at the year's end: during the year, every effect is 年度途中.
const AT_THE_YEARS_END: Shown = Shown::If(|report| report.c.as_of.is_fiscal_year_end());
/// Not in the plan's last year, when the final target is the year's and 到達度 equals 達成率.
const BEFORE_THE_LAST_YEAR: Shown = Shown::If(|report| {
    let rows = || report.rows.iter().filter_map(|row| row.assessment);
    rows().any(|row| !row.final_target_text.is_empty() && row.final_target_text != row.target_text)
});

/// Only if an indicator of the plan has a 基準値.
const WITH_BASELINES: Shown = Shown::If(|report| {
    let mut indicators = report.plan.projects.iter().flat_map(|project| &project.indicators);
    indicators.any(|indicator| !indicator.goals.baseline.is_empty())
});

/// The columns that can be printed. Where [`Column::cell`] returns `None`, an empty cell with borders is
/// written.
pub(super) const PRINTED: &[Column] = &[
    column("中項目", (10.0, 14.0), |row| Some(Value::text(row.list.middle_words())))
        .part_of(PartOf::Middle)
        .shown(Shown::IfAny),
    column("施策", (14.0, 14.0), |row| Some(Value::text(&row.list.measure_words()))).id(Id::Measure),
    column("整理番号", (7.5, 11.0), |row| Some(Value::centered(&row.list.project.id.to_string())))
        .id(Id::Number),
    column("事業名称", (18.0, 25.0), plain::name).format(CellFormat::Link),
    column("区分", (8.0, 8.0), |row| Some(Value::centered(row.list.project.level.word())))
        .part_of(PartOf::Level),
    column("担当課", (11.0, 15.5), |row| Some(Value::text(&row.list.project.departments_text))),
    column("指標", (18.0, 29.0), |row| Some(Value::text(&row.list.indicator_words()))),
    column("基準値", (9.0, 13.0), |row| Some(Value::text(&row.list.indicator?.goals.baseline_words())))
        .shown(WITH_BASELINES),
    column("前年度実績", (9.0, 13.0), plain::previous_year).shown(Shown::IfAny),
    column("目標", (9.0, 15.0), plain::target),
    column("実績", (9.0, 15.0), plain::actual),
    column("達成率", (7.5, 7.5), rate::rate).id(Id::Rate).format(CellFormat::Percent).shown(Shown::IfAny),
    column("効果達成\n状況", (9.5, 14.0), effect::effect)
        .id(Id::Effect)
        .part_of(PartOf::Effect)
        .shown(AT_THE_YEARS_END),
    column("効果達成\n状況\n（計算）", (9.5, 14.0), effect::computed)
        .part_of(PartOf::Effect)
        .shown(Shown::IfAny),
    column("進捗状況\n（事務局）", (9.5, 14.0), project::progress_judged)
        .id(Id::ProgressJudged)
        .part_of(PartOf::Progress)
        .shown(Shown::IfAny),
    column("進捗状況\n（報告）", (9.5, 14.0), project::progress_reported)
        .id(Id::ProgressReported)
        .part_of(PartOf::Progress)
        .shown(Shown::IfAny),
    column("進捗状況\n（計算）", (9.5, 14.0), progress::computed)
        .id(Id::ProgressComputed)
        .part_of(PartOf::Progress)
        .shown(Shown::IfAny),
    column("進度", (7.5, 7.5), progress::pace)
        .id(Id::Pace)
        .part_of(PartOf::Progress)
        .format(CellFormat::Percent)
        .shown(DURING_THE_YEAR),
    column("年度末見込み", (10.5, 15.0), forecast::forecast).shown(DURING_THE_YEAR),
    column("見込み", (9.5, 15.0), forecast::outlook)
        .id(Id::Outlook)
        .part_of(PartOf::Effect)
        .shown(DURING_THE_YEAR),
    column("最終目標", (9.0, 14.0), |row| {
        plain::assessed(row, |assessment| &assessment.final_target_text)
    })
    .shown(BEFORE_THE_LAST_YEAR),
    column("到達度", (7.5, 7.5), rate::attainment)
        .id(Id::Attainment)
        .format(CellFormat::Percent)
        .shown(BEFORE_THE_LAST_YEAR),
    column("見通し\n（計算）", (10.5, 10.5), |row| {
        Some(Value::centered(row.list.assessment?.prospect.as_ref()?.reach.word()))
    })
    .name("一覧_見通し")
    .shown(Shown::IfAny),
    // Holds a sparkline over the actuals of the 計算欄.
    column("年度の推移", (11.0, 11.0), |_| None).id(Id::Trend),
    column("追加項目", (14.0, 26.0), plain::items).shown(Shown::IfAny),
    column("根拠", (14.0, 24.0), plain::short_reason),
];

/// The 計算欄: the values that other sheets count and formulas use. The actuals of the fiscal years follow.
pub(super) const CALCULATED: &[Column] = &[
    calculated("目標値", |row| Some(Value::number(row.target))).id(Id::Target),
    calculated("実績値", plain::actual_number).id(Id::Actual),
    calculated("単位", |row| Some(Value::text(&row.list.indicator?.unit))),
    calculated("事業№", |row| Some(Value::Count(row.list.groups.project))).name("一覧_事業"),
    calculated("基本方針№", |row| Some(Value::Count(row.list.groups.policy))).name("一覧_基本方針"),
    calculated("施策№", |row| Some(Value::Count(row.list.groups.measure))).name("一覧_施策"),
    calculated("中項目№", |row| Some(Value::Count(row.list.groups.middle)))
        .part_of(PartOf::Middle)
        .name("一覧_中項目"),
    calculated("区分№", |row| Some(Value::Count(row.list.groups.level)))
        .part_of(PartOf::Level)
        .name("一覧_区分"),
    calculated("課№", |row| Some(Value::Count(row.list.groups.department))).name("一覧_課"),
    calculated("部局№", |row| Some(Value::Count(row.list.groups.bureau))).name("一覧_部局"),
    calculated("施策の再掲", |row| Some(Value::Count(usize::from(row.list.repeats_measure))))
        .id(Id::MeasureAgain),
    calculated("指標の数", |row| Some(Value::Count(usize::from(row.list.indicator.is_some()))))
        .name("一覧_指標"),
    calculated("判定の基礎", |row| Some(Value::text(row.list.assessment?.effect_basis.word())))
        .part_of(PartOf::Effect)
        .name("一覧_基礎"),
    calculated("効果№", effect::number).id(Id::EffectNumber).part_of(PartOf::Effect).name("一覧_効果"),
    calculated("効果の重さ", effect::weight)
        .id(Id::EffectWeight)
        .part_of(PartOf::Effect)
        .name("一覧_効果の重さ"),
    calculated("計算№", progress::number).id(Id::ComputedNumber).part_of(PartOf::Progress).name("一覧_計算"),
    calculated("見込みの率", forecast::rate)
        .id(Id::OutlookRate)
        .part_of(PartOf::Effect)
        .name("一覧_見込みの率"),
    calculated("見込み№", forecast::outlook_number)
        .id(Id::OutlookNumber)
        .part_of(PartOf::Effect)
        .name("一覧_見込み"),
    calculated("行の要対応", effect::needs_action).id(Id::RowNeedsAction).name("一覧_行要対応"),
    calculated("事業の効果№", project::effect)
        .id(Id::ProjectEffect)
        .part_of(PartOf::Effect)
        .name("一覧_事業効果"),
    calculated("事業の進捗№", project::progress)
        .id(Id::ProjectProgress)
        .part_of(PartOf::Progress)
        .name("一覧_事業進捗"),
    calculated("提出№", project::state).name("一覧_提出"),
    calculated("今回の報告", project::reported).name("一覧_報告"),
    calculated("事業の要対応", project::needs_action).name("一覧_要対応"),
    calculated("基準値", rate::baseline).id(Id::Baseline).name("一覧_基準値"),
    calculated("前年度末値", progress::year_start).id(Id::YearStart).name("一覧_前年度末値"),
    calculated("経過月数", progress::months_passed).id(Id::MonthsPassed).name("一覧_経過月数"),
    calculated("対象月数", progress::months).id(Id::Months).name("一覧_対象月数"),
    calculated("見込み値", forecast::number).id(Id::ForecastNumber).name("一覧_見込み値"),
    calculated("計算した見込み値", forecast::beside).id(Id::ForecastBeside),
    calculated("最終目標値", rate::final_target).id(Id::FinalTarget).name("一覧_最終目標値"),
];
