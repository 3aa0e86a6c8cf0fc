//! The key figures of 概況: 提出, 達成割合, 順調割合 and 要対応, each with 前回からの増減.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::evaluate::model::{Reach, Share, State};
use crate::evaluate::summary::{MonthSummary, outlook_share};
use crate::report::layout::Layout;
use crate::report::overview::blocks::Columns;
use crate::report::totals::{base_words_of, reach_counts};
use crate::report::{Report, tabs};
use crate::sheet::address::{cell, cell_on, literal};
use crate::sheet::style;
use crate::sheet::table::{Looks, Value, put};
use crate::sheet::write::TextWriter;

/// Where the key figures stand.
pub(super) struct Figures {
    row: u32,
    words_last: u16,
    right: u16,
    right_last: u16,
}

impl Figures {
    pub(super) fn new(columns: &Columns, row: u32) -> Self {
        Self { row, words_last: columns.left_last + 1, right: columns.right, right_last: columns.right_last }
    }
}

/// One key figure.
struct Figure {
    name: &'static str,
    /// The figure as a formula with its result.
    now: Value,
    /// Its base in words, as a formula with its result.
    base: Value,
    before: Before,
    meaning: String,
}

/// What stands under 前回.
enum Before {
    /// There is none, or it cannot be compared; why.
    None(&'static str),
    /// A share, as a fraction.
    Share(Decimal),
    /// A count.
    Count(usize),
}

/// Writes the key figures; returns the first row below them.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    looks: &Looks,
    place: &Figures,
) -> Result<u32, XlsxError> {
    let before = report.c.before().map_or_else(|| "前回".to_owned(), heading_of);
    let spans = [
        (0, 0),
        (1, 2),
        (3, place.words_last),
        (place.right, place.right),
        (place.right + 1, place.right + 3),
    ];
    let mut at = place.row;
    let rest = (place.right + 4, place.right_last);
    let headings = ["主な数値", "今回", "内訳", &before, "前回からの増減"];
    for ((first, last), words) in spans.into_iter().zip(headings).chain([(rest, "見方")]) {
        merged(sheet, at, first, last, &Value::middle(words), &looks.heading)?;
    }
    sheet.set_row_height(at, 18.0)?;
    let large = |format: Format| {
        format
            .set_font_size(13.0)
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
    };
    let now_percent = large(style::percent());
    let now_count = large(style::count()).set_num_format("#,##0\"事業\"");
    let middle = looks.middle.clone();
    let before_percent = middle.clone().set_num_format("0.0%");
    let before_count = middle.clone().set_num_format("#,##0\"事業\"");
    let points = middle.clone().set_num_format("+0.0\"ポイント\";-0.0\"ポイント\";±0.0\"ポイント\"");
    let difference = middle.clone().set_num_format("+#,##0\"事業\";-#,##0\"事業\";±0\"事業\"");
    let name = looks.middle.clone().set_bold();
    let text = looks.text.clone().set_align(FormatAlign::VerticalCenter);
    for figure in figures(report, layout) {
        at += 1;
        let counted = matches!(figure.before, Before::Count(_)) || figure.name == ACTION;
        merged(sheet, at, 0, 0, &Value::middle(figure.name), &name)?;
        merged(sheet, at, 1, 2, &figure.now, if counted { &now_count } else { &now_percent })?;
        merged(sheet, at, 3, place.words_last, &figure.base, &text)?;
        let (now_cell, before_cell) = (cell(at, 1), cell(at, place.right));
        let (stored, change, look_before, look_change) = match figure.before {
            Before::None(why) => (Value::middle("－"), Value::middle(why), &middle, &middle),
            Before::Share(before) => (
                Value::Percent(before),
                Value::live(
                    format!("IF(ISNUMBER({now_cell}),({now_cell}-{before_cell})*100,{})", literal("－")),
                    match result(&figure.now) {
                        Some(now) => Value::Number((now - before) * Decimal::ONE_HUNDRED),
                        None => Value::middle("－"),
                    },
                ),
                &before_percent,
                &points,
            ),
            Before::Count(before) => (
                Value::Count(before),
                Value::live(
                    format!("{now_cell}-{before_cell}"),
                    Value::Number(result(&figure.now).unwrap_or_default() - Decimal::from(before)),
                ),
                &before_count,
                &difference,
            ),
        };
        merged(sheet, at, place.right, place.right, &stored, look_before)?;
        merged(sheet, at, place.right + 1, place.right + 3, &change, look_change)?;
        merged(sheet, at, rest.0, rest.1, &Value::text(&figure.meaning), &text)?;
        sheet.set_row_height(at, 26.0)?;
    }
    Ok(at + 1)
}

const ACTION: &str = "要対応";

fn figures(report: &Report, layout: &Layout) -> Vec<Figure> {
    let totals = &report.c.assessment.totals;
    let plan = &totals.plan;
    let on = |col: u16| cell_on(tabs::TOTALS, layout.plan_row(), col);
    let before = report.c.before();
    let share_before = |pick: fn(&MonthSummary) -> Share| match before {
        None => Before::None("前回なし"),
        Some(before) => match pick(before).percent() {
            Some(percent) => Before::Share(percent / Decimal::ONE_HUNDRED),
            None => Before::None("－"),
        },
    };
    let percent = |col: u16, share: Share| {
        let result = share
            .percent()
            .map_or_else(|| Value::middle("－"), |percent| Value::Percent(percent / Decimal::ONE_HUNDRED));
        Value::live(on(col), result)
    };

    let state = |state: State| totals.submission.of(state.word());
    let [returned, corrected, missing, not_due] = [0, 1, 2, 3].map(|place| on(layout.state(place)));
    let submitted = Figure {
        name: "提出",
        now: percent(layout.submitted(), plan.submitted),
        base: Value::live(
            format!(
                "{returned}+{corrected}&\"／\"&({returned}+{corrected}+{missing})&\"事業（うち要訂正\"&{corrected}&\"、ほか提出不要\"&{not_due}&\"）\""
            ),
            Value::text(&format!(
                "{}／{}事業（うち要訂正{}、ほか提出不要{}）",
                plan.submitted.part,
                plan.submitted.base,
                state(State::ToCorrect),
                state(State::NotDue)
            )),
        ),
        before: share_before(|summary| summary.submitted),
        meaning: "提出のあった事業 ÷ 提出を要する事業".to_owned(),
    };

    let best = report.effect.label(1);
    let (sum, on_effect) = (banded(report, layout), |number: usize| on(layout.effect(number)));
    let achieved = Figure {
        name: "達成割合",
        now: percent(layout.achieved(), plan.achieved),
        base: base_words_of(report, plan.achieved, &plan.effect, "事業", &on_effect, &sum),
        before: if report.c.previous.is_none() || report.same_year_as_before() {
            share_before(|summary| summary.achieved)
        } else {
            Before::None("年度替わり")
        },
        meaning: format!("「{best}」の事業 ÷ 区分の付いた事業"),
    };

    let completed = report.progress.steps.iter().position(|step| !step.is_band && step.word == "完了");
    let count = |number: usize| format!("COUNTIFS(一覧_報告,1,一覧_事業進捗,{number})");
    let parts: Vec<String> = std::iter::once(1).chain(completed.map(|at| at + 1)).map(count).collect();
    let on_track = Figure {
        name: "順調割合",
        now: percent(layout.on_track(), plan.on_track),
        base: Value::live(
            format!("({})&\"／\"&{}&\"事業\"", parts.join("+"), on(layout.reported())),
            Value::text(&format!("{}／{}事業", plan.on_track.part, plan.on_track.base)),
        ),
        before: share_before(|summary| summary.on_track),
        meaning: format!("「{}」と「完了」の事業 ÷ 今回報告のあった事業", report.progress.label(1)),
    };

    let all = plan.effect.sum();
    let action = Figure {
        name: ACTION,
        now: Value::live(on(layout.action()), Value::Count(totals.needs_action)),
        base: Value::live(
            format!("\"全\"&{}&\"事業のうち\"", on(layout.effect_sum())),
            Value::text(&format!("全{all}事業のうち")),
        ),
        before: before.map_or(Before::None("前回なし"), |before| Before::Count(before.needs_action)),
        meaning: "要対応の印のある区分・見込み、要判断、未報告".to_owned(),
    };
    let mut all = vec![submitted, achieved];
    all.extend(outlook(report));
    all.extend([on_track, action]);
    all.extend(prospect(report));
    all
}

/// While a year is running nothing is achieved yet: what its indicators are expected to reach.
fn outlook(report: &Report) -> Option<Figure> {
    if report.c.as_of.is_fiscal_year_end() {
        return None;
    }
    let year = report.c.fiscal_year;
    let rows = report.c.assessment.indicators.iter().filter(|row| row.year == year);
    let outlooks: Vec<usize> = rows.filter_map(|row| row.outlook).collect();
    let fraction = |share: Share| share.percent().map(|percent| percent / Decimal::ONE_HUNDRED);
    let numbers = 1..=report.effect.bands;
    let formula: Vec<String> = numbers
        .clone()
        .map(|number| {
            format!(
                "{}&COUNTIF(一覧_見込み,{number})",
                literal(&format!("{}見込み", report.effect.label(number)))
            )
        })
        .collect();
    let words: Vec<String> = numbers
        .map(|number| {
            let count = outlooks.iter().filter(|band| **band + 1 == number).count();
            format!("{}見込み{count}", report.effect.label(number))
        })
        .collect();
    Some(Figure {
        name: "達成見込み",
        now: Value::live(
            format!("IF(COUNT(一覧_見込み)=0,{},COUNTIF(一覧_見込み,1)/COUNT(一覧_見込み))", literal("－")),
            fraction(outlook_share(&report.c.assessment)).map_or_else(|| Value::middle("－"), Value::Percent),
        ),
        base: Value::live(
            format!("{}&\"（指標）\"", formula.join("&\"・\"&")),
            Value::text(&format!("{}（指標）", words.join("・"))),
        ),
        before: match report.c.before() {
            None => Before::None("前回なし"),
            Some(_) if !report.same_year_as_before() => Before::None("年度替わり"),
            Some(before) => fraction(before.outlook).map_or(Before::None("－"), Before::Share),
        },
        meaning: format!("「{}」に届く見込みの指標 ÷ 見込みのある指標", report.effect.label(1)),
    })
}

/// In the plan's last fiscal year: how many indicators reach their final target if the pace goes on.
fn prospect(report: &Report) -> Option<Figure> {
    let counts = reach_counts(report);
    let all: usize = counts.iter().sum();
    if report.c.fiscal_year != report.plan.period_end.fiscal_year() || all == 0 {
        return None;
    }
    let [reached, reaches, _] = counts;
    let of = |reach: Reach| format!("COUNTIF(一覧_見通し,{})", literal(reach.word()));
    let [reached_of, reaches_of, short_of] = Reach::ALL.map(of);
    let words: Vec<String> =
        Reach::ALL.iter().zip(counts).map(|(reach, count)| format!("{}{count}", reach.word())).collect();
    let formula: Vec<String> =
        Reach::ALL.iter().map(|reach| format!("{}&{}", literal(reach.word()), of(*reach))).collect();
    let share = Share { part: reached + reaches, base: all };
    let base = format!("({reached_of}+{reaches_of}+{short_of})");
    Some(Figure {
        name: "最終目標",
        now: Value::live(
            format!("IF({base}=0,{},({reached_of}+{reaches_of})/{base})", literal("－")),
            share.percent().map_or_else(
                || Value::middle("－"),
                |percent| Value::Percent(percent / Decimal::ONE_HUNDRED),
            ),
        ),
        base: Value::live(
            format!("{}&{}", formula.join(&format!("&{}&", literal("・"))), literal("（指標）")),
            Value::text(&format!("{}（指標）", words.join("・"))),
        ),
        before: Before::None("－"),
        meaning: "今年度の進み方が続く計算で最終目標に届く指標 ÷ 計算できる指標（予測ではありません）"
            .to_owned(),
    })
}

/// `前回（2022年12月末・確定）`.
fn heading_of(before: &MonthSummary) -> String {
    format!("前回（{}{}）", before.month.japanese(), if before.closed { "・確定" } else { "" })
}

/// The sum of the banded effects of the whole plan.
fn banded(report: &Report, layout: &Layout) -> String {
    let (first, last) = (layout.effect(1), layout.effect(report.effect.bands));
    let row = layout.plan_row();
    format!("SUM({})", crate::sheet::address::range_on(tabs::TOTALS, (row, first), (row, last)))
}

fn result(value: &Value) -> Option<Decimal> {
    match value {
        Value::Live { result, .. } => self::result(result),
        Value::Percent(number) | Value::Number(number) => Some(*number),
        Value::Count(count) => Some(Decimal::from(*count)),
        _ => None,
    }
}

fn merged(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    last: u16,
    value: &Value,
    format: &Format,
) -> Result<(), XlsxError> {
    if last > first {
        sheet.put_merged(row, first, row, last, "", format)?;
    }
    put(sheet, row, first, value, format)
}
