//! The key figures of 概況: 提出, 達成割合, 順調割合 and 要対応, each with 前回からの増減.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::evaluate::model::{Reach, Share, State};
use crate::evaluate::summary::{MonthSummary, outlook_share};
use crate::report::context::Report;
use crate::report::overview::context::OverviewContext;
use crate::report::overview::grid::{RIGHT, Span, height, put_over};
use crate::report::sheet_names;
use crate::report::totals::columns::on_track_numbers;
use crate::report::totals::indicators::reach_counts;
use crate::report::totals::layout::Id;
use crate::report::totals::share::{achieved_base, percent};
use crate::sheet::address::{cell, literal, range_on};
use crate::sheet::style;
use crate::sheet::table::{Formats, Value};
use crate::text::NOT_APPLICABLE;

const NO_BEFORE: &str = "前回なし";

/// One key figure.
struct Figure {
    name: &'static str,
    unit: Unit,
    /// The figure as a formula with its result.
    now: Value,
    /// The base of the figure in words (内訳), as a formula with its result.
    base: Value,
    before: Before,
}

/// What a key figure counts.
#[derive(Clone, Copy)]
enum Unit {
    /// A share.
    Share,
    /// Projects.
    Projects,
}

/// The cell in the column 前回.
enum Before {
    /// No value. The text says why.
    None(&'static str),
    /// A share, as a fraction.
    Share(Decimal),
    /// A count.
    Count(usize),
}

/// The columns of the grid that each column of the table takes; 内訳 takes the rest of the right half.
const NAME: u16 = 8;
const NOW: u16 = 8;
const BEFORE: u16 = 7;
const CHANGE: u16 = 10;

/// Writes the key figures from a row down. Returns the height in points that each row needs, the heading's
/// first.
pub(super) fn write(sheet: &mut Worksheet, cx: &OverviewContext, first: u32) -> Result<Vec<f64>, XlsxError> {
    let base = RIGHT.count() - NAME - NOW - BEFORE - CHANGE;
    let spans = RIGHT.cut(&[NAME, NOW, base, BEFORE, CHANGE]);
    let [name, now, base, before, change] = <[Span; 5]>::try_from(spans).unwrap_or([RIGHT; 5]);
    let formats = KeyFormats::new(&cx.formats);
    for (span, words) in
        [(name, "主な数値"), (now, "今回"), (base, "内訳"), (before, "前回"), (change, "前回からの増減")]
    {
        put_over(sheet, first, span, &Value::centered(words), &cx.formats.heading)?;
    }
    let mut heights = vec![18.0];
    for (row, figure) in (first + 1..).zip(figures(cx)) {
        let now_format = match figure.unit {
            Unit::Share => &formats.now_share,
            Unit::Projects => &formats.now_count,
        };
        put_over(sheet, row, name, &Value::centered(figure.name), &formats.name)?;
        put_over(sheet, row, now, &figure.now, now_format)?;
        put_over(sheet, row, base, &figure.base, &formats.text)?;
        let (of_now, of_before) = (cell(row, now.first), cell(row, before.first));
        let (stored, before_format) = formats.before(&figure);
        let (changed, change_format) = formats.change(&figure, &of_now, &of_before);
        put_over(sheet, row, before, &stored, before_format)?;
        put_over(sheet, row, change, &changed, change_format)?;
        heights.push(height(&[(figure.base.words(), base), (figure.name, name)]).max(21.0));
    }
    Ok(heights)
}

/// The formats of the table.
struct KeyFormats {
    name: Format,
    text: Format,
    now_share: Format,
    now_count: Format,
    centered: Format,
    before_share: Format,
    before_count: Format,
    change_share: Format,
    change_count: Format,
}

impl KeyFormats {
    fn new(formats: &Formats) -> Self {
        let large = |format: Format| {
            format
                .set_font_size(14.0)
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
        };
        let numbers = |format: &str| formats.centered.clone().set_num_format(format);
        Self {
            name: formats.centered.clone().set_bold(),
            text: formats.text.clone().set_align(FormatAlign::VerticalCenter),
            now_share: large(style::percent()),
            now_count: large(style::count()).set_num_format("#,##0\"事業\""),
            centered: formats.centered.clone(),
            before_share: numbers("0.0%"),
            before_count: numbers("#,##0\"事業\""),
            change_share: numbers("+0.0\"ポイント\";-0.0\"ポイント\";±0.0\"ポイント\""),
            change_count: numbers("+#,##0\"事業\";-#,##0\"事業\";±0\"事業\""),
        }
    }

    /// Returns the cell in the column 前回, with its format.
    fn before(&self, figure: &Figure) -> (Value, &Format) {
        match figure.before {
            Before::None(_) => (Value::centered(NOT_APPLICABLE), &self.centered),
            Before::Share(before) => (Value::Percent(before), &self.before_share),
            Before::Count(before) => (Value::Count(before), &self.before_count),
        }
    }

    /// Returns the cell in the column 前回からの増減, a formula over the cells of 今回 and 前回, with its
    /// format.
    fn change(&self, figure: &Figure, now: &str, before: &str) -> (Value, &Format) {
        match figure.before {
            Before::None(why) => (Value::centered(why), &self.centered),
            Before::Share(share) => {
                let result = result(&figure.now).map_or_else(
                    || Value::centered(NOT_APPLICABLE),
                    |now| Value::Number((now - share) * Decimal::ONE_HUNDRED),
                );
                let formula = format!("IF(ISNUMBER({now}),({now}-{before})*100,{})", literal(NOT_APPLICABLE));
                (Value::formula(formula, result), &self.change_share)
            }
            Before::Count(count) => {
                let change = result(&figure.now).unwrap_or_default() - Decimal::from(count);
                (Value::formula(format!("{now}-{before}"), Value::Number(change)), &self.change_count)
            }
        }
    }
}

fn figures(cx: &OverviewContext) -> Vec<Figure> {
    let mut figures = vec![submitted(cx)];
    // During the year, the outlook replaces 達成割合.
    if cx.report.effect.is_judged() {
        figures.push(outlook(cx.report).unwrap_or_else(|| achieved(cx)));
    }
    if cx.report.progress.is_judged() {
        figures.push(on_track(cx));
    }
    figures.push(needs_action(cx));
    figures.extend(prospect(cx.report));
    figures
}

/// Returns a share of 前回.
fn share_before(report: &Report, share: fn(&MonthSummary) -> Share) -> Before {
    let Some(before) = report.c.before() else { return Before::None(NO_BEFORE) };
    fraction(share(before)).map_or(Before::None(NOT_APPLICABLE), Before::Share)
}

/// Returns a share of the effects of 前回, which is not comparable if 前回 was in another fiscal year.
fn effect_share_before(report: &Report, share: fn(&MonthSummary) -> Share) -> Before {
    if report.c.previous.is_some() && !report.c.same_year_as_before() {
        return Before::None("年度替わり");
    }
    share_before(report, share)
}

fn fraction(share: Share) -> Option<Decimal> {
    share.percent().map(|percent| percent / Decimal::ONE_HUNDRED)
}

fn submitted(cx: &OverviewContext) -> Figure {
    let totals = &cx.report.c.assessment.totals;
    let share = totals.plan.submitted;
    let [returned, to_correct, missing, not_due] =
        [State::Returned, State::ToCorrect, State::Missing, State::NotDue]
            .map(|state| cx.of_plan(Id::State(state)));
    let count = |state: State| totals.submission.of(state.word());
    Figure {
        name: "提出",
        unit: Unit::Share,
        now: Value::formula(cx.of_plan(Id::Submitted), percent(share)),
        base: Value::formula(
            format!(
                "{returned}+{to_correct}&\"／\"&({returned}+{to_correct}+{missing})&\"事業（要訂正\"&{to_correct}&\"・提出不要\"&{not_due}&\"）\""
            ),
            Value::text(&format!(
                "{}／{}事業（要訂正{}・提出不要{}）",
                share.part,
                share.base,
                count(State::ToCorrect),
                count(State::NotDue)
            )),
        ),
        before: share_before(cx.report, |month| month.submitted),
    }
}

fn achieved(cx: &OverviewContext) -> Figure {
    let (report, layout) = (cx.report, cx.layout);
    let plan = &report.c.assessment.totals.plan;
    let count = |number: usize| cx.of_plan(Id::Effect(number));
    let [first, last] =
        [1, report.effect.bands].map(|number| (layout.plan_row(), layout.col(Id::Effect(number))));
    let banded = format!("SUM({})", range_on(sheet_names::TOTALS, first, last));
    Figure {
        name: "達成割合",
        unit: Unit::Share,
        now: Value::formula(cx.of_plan(Id::Achieved), percent(plan.achieved)),
        base: achieved_base(report, plan.achieved, &plan.effect, "事業", &count, &banded),
        before: effect_share_before(report, |month| month.achieved),
    }
}

fn on_track(cx: &OverviewContext) -> Figure {
    let report = cx.report;
    let share = report.c.assessment.totals.plan.on_track;
    let counts: Vec<String> = on_track_numbers(report)
        .map(|number| format!("COUNTIFS(一覧_報告,1,一覧_事業進捗,{number})"))
        .collect();
    let reported = cx.of_plan(Id::Reported);
    Figure {
        name: "順調割合",
        unit: Unit::Share,
        now: Value::formula(cx.of_plan(Id::OnTrack), percent(share)),
        base: Value::formula(
            format!("({})&\"／\"&{reported}&\"事業\"", counts.join("+")),
            Value::text(&format!("{}／{}事業", share.part, share.base)),
        ),
        before: share_before(report, |month| month.on_track),
    }
}

fn needs_action(cx: &OverviewContext) -> Figure {
    let report = cx.report;
    let totals = &report.c.assessment.totals;
    Figure {
        name: "要対応",
        unit: Unit::Projects,
        now: Value::formula(cx.of_plan(Id::NeedsAction), Value::Count(totals.needs_action)),
        base: if report.effect.is_judged() {
            Value::formula(
                format!("\"全\"&{}&\"事業のうち\"", cx.of_plan(Id::EffectSum)),
                Value::text(&format!("全{}事業のうち", totals.plan.effect.sum())),
            )
        } else {
            Value::text(&format!("全{}事業のうち", report.plan.projects.len()))
        },
        before: report
            .c
            .before()
            .map_or(Before::None(NO_BEFORE), |before| Before::Count(before.needs_action)),
    }
}

/// Returns the share of indicators expected to reach this year's target; `None` at the year's end.
fn outlook(report: &Report) -> Option<Figure> {
    if report.c.as_of.is_fiscal_year_end() {
        return None;
    }
    let outlooks: Vec<usize> = report.rows.iter().filter_map(|row| row.assessment?.outlook).collect();
    let labels: Vec<(usize, String)> = (1..=report.effect.bands)
        .map(|number| (number, report.effect.get(number).map_or(String::new(), |band| band.word.clone())))
        .collect();
    let formula: Vec<String> = labels
        .iter()
        .map(|(number, label)| format!("{}&COUNTIF(一覧_見込み,{number})", literal(label)))
        .collect();
    let words: Vec<String> = labels
        .iter()
        .map(|(number, label)| {
            let count = outlooks.iter().filter(|band| **band + 1 == *number).count();
            format!("{label}{count}")
        })
        .collect();
    let good = report.effect.good_sum(&|number| format!("COUNTIF(一覧_見込み,{number})"));
    Some(Figure {
        name: "達成見込み",
        unit: Unit::Share,
        now: Value::formula(
            format!("IF(COUNT(一覧_見込み)=0,{},{good}/COUNT(一覧_見込み))", literal(NOT_APPLICABLE)),
            percent(outlook_share(&report.plan.bands, &report.c.assessment)),
        ),
        base: Value::formula(
            format!("{}&\"（指標）\"", formula.join("&\"・\"&")),
            Value::text(&format!("{}（指標）", words.join("・"))),
        ),
        before: effect_share_before(report, |month| month.outlook),
    })
}

/// Returns the share of indicators that reach their final target if the pace goes on; `None` before the
/// plan's last fiscal year.
fn prospect(report: &Report) -> Option<Figure> {
    let counts = reach_counts(report);
    let [reached, reaches, _] = counts;
    let share = Share { part: reached + reaches, base: counts.iter().sum() };
    if report.c.fiscal_year != report.plan.period_end.fiscal_year() || share.base == 0 {
        return None;
    }
    let of = |reach: Reach| format!("COUNTIF(一覧_見通し,{})", literal(reach.word()));
    let [reached, reaches, short] = Reach::ALL.map(of);
    let words: Vec<String> =
        Reach::ALL.iter().zip(counts).map(|(reach, count)| format!("{}{count}", reach.word())).collect();
    let formula: Vec<String> =
        Reach::ALL.iter().map(|reach| format!("{}&{}", literal(reach.word()), of(*reach))).collect();
    let base = format!("({reached}+{reaches}+{short})");
    Some(Figure {
        name: "最終目標",
        unit: Unit::Share,
        now: Value::formula(
            format!("IF({base}=0,{},({reached}+{reaches})/{base})", literal(NOT_APPLICABLE)),
            percent(share),
        ),
        base: Value::formula(
            format!("{}&{}", formula.join(&format!("&{}&", literal("・"))), literal("（指標）")),
            Value::text(&format!("{}（指標）", words.join("・"))),
        ),
        before: Before::None(NOT_APPLICABLE),
    })
}

/// Returns the number of a cell; `None` for a text.
fn result(value: &Value) -> Option<Decimal> {
    match value {
        Value::Formula { result, .. } => self::result(result),
        Value::Percent(number) | Value::Number(number) => Some(*number),
        Value::Count(count) => Some(Decimal::from(*count)),
        _ => None,
    }
}
