//! 集計: every band and fixed value by 基本方針, 施策, 部局 and 課, counted by formulas over 進捗一覧.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::evaluate::NO_BUREAU;
use crate::evaluate::model::{Counts, Group, Reach, Share, State};
use crate::report::layout::{EFFECT, HEADING_ROW, Layout};
use crate::report::lines::bureaus;
use crate::report::scale::Scale;
use crate::report::{Report, tabs};
use crate::sheet::address::{cell, literal, range};
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Looks, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

const NUMBER: u16 = 0;
const NAME: u16 = 1;
const NAME_WIDTH: f64 = 32.0;
const BASE_WIDTH: f64 = 40.0;

/// A row to be counted: its number within its kind, its name, and the column of 進捗一覧 that holds such numbers.
struct Counted<'a> {
    number: usize,
    name: String,
    by: Option<&'static str>,
    group: &'a Group,
}

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    let layout = Layout::new(report);
    let title =
        format!("集計　{}（{}現在）", report.c.fiscal_year.label(), report.c.as_of.japanese_last_day());
    let remark = "事業の数です。課別・部局別は主担当課によります。数はすべて進捗一覧から数式で数えています。";
    begin(sheet, tabs::TOTALS, &title, remark, &report.page.on(Paper::A3Landscape))?;
    let looks = looks();
    headings(sheet, report, &layout, &looks)?;

    let totals = &report.c.assessment.totals;
    write_counted(
        sheet,
        report,
        &layout,
        &looks,
        layout.plan_row(),
        &Counted { number: 0, name: "全事業".to_owned(), by: None, group: &totals.plan },
    )?;
    let mut row = layout.plan_row() + 1;
    for (heading, counted) in blocks(report) {
        if counted.is_empty() {
            continue;
        }
        for col in NUMBER..=layout.action() {
            sheet.write_blank(row, col, &looks.group)?;
        }
        sheet.put_text(row, NUMBER, heading, &looks.group)?;
        sheet.set_row_height(row, 18.0)?;
        row += 1;
        for one in counted {
            write_counted(sheet, report, &layout, &looks, row, &one)?;
            row += 1;
        }
    }
    indicators(sheet, report, &layout, &looks, row + 1)?;
    sheet.set_freeze_panes(HEADING_ROW + 1, EFFECT)?;
    sheet.set_repeat_rows(HEADING_ROW - 1, HEADING_ROW)?;
    Ok(())
}

/// Counts and shares stand in the middle of their narrow columns.
fn looks() -> Looks {
    let looks = Looks::default();
    let middle = |format: &Format| {
        format.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
    };
    Looks {
        text: looks.text.clone().set_align(FormatAlign::VerticalCenter),
        count: middle(&looks.count),
        percent: middle(&looks.percent),
        ..looks
    }
}

fn blocks<'a>(report: &'a Report) -> Vec<(&'static str, Vec<Counted<'a>>)> {
    let totals = &report.c.assessment.totals;
    let numbered = |groups: &'a [Group], by: &'static str| {
        (1..)
            .zip(groups)
            .map(|(number, group)| Counted {
                number,
                name: format!("{} {}", group.number, group.name).trim().to_owned(),
                by: Some(by),
                group,
            })
            .collect::<Vec<_>>()
    };
    let named = |groups: &'a [Group], by: &'static str, all: &[&str]| {
        groups
            .iter()
            .filter_map(|group| {
                let unnamed = (group.name == NO_BUREAU).then_some(all.len());
                let number = all.iter().position(|name| *name == group.name).or(unnamed)? + 1;
                Some(Counted { number, name: group.name.clone(), by: Some(by), group })
            })
            .collect::<Vec<_>>()
    };
    let departments: Vec<&str> = report.plan.departments.iter().map(|d| d.name.as_str()).collect();
    vec![
        ("基本方針別", numbered(&totals.by_policy, "一覧_基本方針")),
        ("施策別", numbered(&totals.by_measure, "一覧_施策")),
        ("部局別", named(&totals.by_bureau, "一覧_部局", &bureaus(report.plan))),
        ("課別（主担当課）", named(&totals.by_department, "一覧_課", &departments)),
    ]
}

fn headings(sheet: &mut Worksheet, report: &Report, layout: &Layout, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_column_width(NUMBER, 5.0)?;
    sheet.set_column_width(NAME, NAME_WIDTH)?;
    let mut columns: Vec<(u16, String, f64)> =
        vec![(NUMBER, "№".to_owned(), 5.0), (NAME, "区分".to_owned(), NAME_WIDTH)];
    for (number, step) in (1..).zip(&report.effect.steps) {
        columns.push((layout.effect(number), step.heading(), 8.5));
    }
    columns.push((layout.effect_sum(), "計".to_owned(), 6.5));
    columns.push((layout.achieved(), "達成割合".to_owned(), 9.0));
    columns.push((layout.achieved_base(), "達成割合の内訳".to_owned(), BASE_WIDTH));
    for (number, step) in (1..).zip(&report.progress.steps) {
        columns.push((layout.progress(number), step.heading(), 8.5));
    }
    columns.push((layout.progress_sum(), "計".to_owned(), 6.5));
    columns.push((layout.reported(), "今回\n報告".to_owned(), 7.0));
    columns.push((layout.on_track(), "順調割合".to_owned(), 9.0));
    for (place, state) in (0..).zip(State::ALL) {
        columns.push((layout.state(place), state.word().to_owned(), 8.5));
    }
    columns.push((layout.submitted(), "提出率".to_owned(), 9.0));
    columns.push((layout.action(), "要対応".to_owned(), 8.0));
    for (col, words, width) in &columns {
        sheet.set_column_width(*col, *width)?;
        sheet.put_text(HEADING_ROW, *col, words, &looks.heading)?;
    }
    let words: Vec<(&str, f64)> = columns.iter().map(|(_, words, width)| (words.as_str(), *width)).collect();
    sheet.set_row_height(HEADING_ROW, measure::row_height(&words, style::SIZE).max(34.0))?;
    for (first, last, words) in [
        (layout.effect(1), layout.achieved_base(), "効果達成状況"),
        (layout.progress(1), layout.on_track(), "進捗状況"),
        (layout.state(0), layout.submitted(), "提出状況"),
    ] {
        sheet.put_merged(HEADING_ROW - 1, first, HEADING_ROW - 1, last, words, &looks.heading)?;
    }
    Ok(())
}

fn write_counted(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    looks: &Looks,
    row: u32,
    counted: &Counted,
) -> Result<(), XlsxError> {
    let group = counted.group;
    let number_cell = format!("$A{}", row + 1);
    let count = |name: &str, number: usize| match counted.by {
        Some(by) => format!("COUNTIFS({by},{number_cell},{name},{number})"),
        None => format!("COUNTIF({name},{number})"),
    };
    let number = if counted.by.is_some() { Value::Count(counted.number) } else { Value::Blank };
    let mut values = vec![(NUMBER, number), (NAME, Value::text(&counted.name))];
    let steps = |scale: &Scale, counts: &Counts, name: &str, col: &dyn Fn(usize) -> u16| {
        (1..)
            .zip(&scale.steps)
            .map(|(number, step)| {
                (col(number), Value::live(count(name, number), Value::Count(counts.of(&step.word))))
            })
            .collect::<Vec<_>>()
    };
    values.extend(steps(&report.effect, &group.effect, "一覧_事業効果", &|n| layout.effect(n)));
    values.extend(steps(&report.progress, &group.progress, "一覧_事業進捗", &|n| layout.progress(n)));
    let over = |first: u16, last: u16| range((row, first), (row, last));
    let effects = over(layout.effect(1), layout.effect_sum() - 1);
    values.push((
        layout.effect_sum(),
        Value::live(format!("SUM({effects})"), Value::Count(group.effect.sum())),
    ));
    let banded = over(layout.effect(1), layout.effect(report.effect.bands));
    let best = cell(row, layout.effect(1));
    values.push((
        layout.achieved(),
        share(&format!("{best}/SUM({banded})"), &format!("SUM({banded})"), group.achieved),
    ));
    values.push((
        layout.achieved_base(),
        base_words(report, layout, row, group.achieved, &group.effect, "事業"),
    ));
    let progresses = over(layout.progress(1), layout.progress_sum() - 1);
    values.push((
        layout.progress_sum(),
        Value::live(format!("SUM({progresses})"), Value::Count(group.progress.sum())),
    ));
    values.push((layout.reported(), Value::live(count("一覧_報告", 1), Value::Count(group.on_track.base))));
    let reported = cell(row, layout.reported());
    let completed = report.progress.steps.iter().position(|step| !step.is_band && step.word == "完了");
    let on_track: Vec<String> = std::iter::once(1)
        .chain(completed.map(|at| at + 1))
        .map(|number| match counted.by {
            Some(by) => format!("COUNTIFS({by},{number_cell},一覧_報告,1,一覧_事業進捗,{number})"),
            None => format!("COUNTIFS(一覧_報告,1,一覧_事業進捗,{number})"),
        })
        .collect();
    values.push((
        layout.on_track(),
        share(&format!("({})/{reported}", on_track.join("+")), &reported, group.on_track),
    ));
    for (place, _) in (0u16..).zip(State::ALL) {
        let number = usize::from(place) + 1;
        let result = states(report, counted).get(usize::from(place)).copied().unwrap_or(0);
        values.push((layout.state(place), Value::live(count("一覧_提出", number), Value::Count(result))));
    }
    let [returned, corrected, missing] = [0, 1, 2].map(|place| cell(row, layout.state(place)));
    values.push((
        layout.submitted(),
        share(
            &format!("({returned}+{corrected})/({returned}+{corrected}+{missing})"),
            &format!("{returned}+{corrected}+{missing}"),
            group.submitted,
        ),
    ));
    let action = report
        .lines
        .iter()
        .filter(|line| line.is_first() && belongs(line.groups, counted))
        .filter(|line| line.project_judged.is_some_and(|project| project.needs_action))
        .count();
    values.push((layout.action(), Value::live(count("一覧_要対応", 1), Value::Count(action))));
    for (col, value) in &values {
        put(sheet, row, *col, value, look(looks, layout, *col, value))?;
    }
    let base = values.iter().find(|(col, _)| *col == layout.achieved_base());
    let wrapped =
        [(counted.name.as_str(), NAME_WIDTH), (base.map_or("", |(_, value)| value.words()), BASE_WIDTH)];
    sheet.set_row_height(row, measure::row_height(&wrapped, style::SIZE).max(18.0))?;
    Ok(())
}

/// 達成割合's base in words: `20／31事業（ほか要判断3・未報告0）`. What is 年度途中 is told only while a year is running.
pub(super) fn base_words(
    report: &Report,
    layout: &Layout,
    row: u32,
    share: Share,
    counts: &Counts,
    what: &str,
) -> Value {
    let on = |number: usize| cell(row, layout.effect(number));
    base_words_of(
        report,
        share,
        counts,
        what,
        &on,
        &format!("SUM({})", range((row, layout.effect(1)), (row, layout.effect(report.effect.bands)),)),
    )
}

/// The same from anywhere; `on` gives the cell of a value's count, `sum` the formula of all that have a band.
pub(super) fn base_words_of(
    report: &Report,
    share: Share,
    counts: &Counts,
    what: &str,
    on: &dyn Fn(usize) -> String,
    sum: &str,
) -> Value {
    let told = if report.c.as_of.is_fiscal_year_end() { 2 } else { 3 };
    let others: Vec<(usize, &str)> = (report.effect.bands + 1..)
        .zip(report.effect.steps.iter().skip(report.effect.bands).map(|step| step.word.as_str()))
        .take(told)
        .collect();
    let formula: Vec<String> =
        others.iter().map(|(number, word)| format!("{}&{}", literal(word), on(*number))).collect();
    let words: Vec<String> = others.iter().map(|(_, word)| format!("{word}{}", counts.of(word))).collect();
    let (base, end) = (literal("／"), literal("）"));
    let between = literal(&format!("{what}（ほか"));
    Value::live(
        format!("{}&{base}&{sum}&{between}&{}&{end}", on(1), formula.join(&format!("&{}&", literal("・")))),
        Value::Text(format!("{}／{}{what}（ほか{}）", share.part, share.base, words.join("・"))),
    )
}

/// A share that says `－` where there is nothing to share.
pub(super) fn share(formula: &str, base: &str, share: Share) -> Value {
    let result = share.percent().map_or_else(
        || Value::Middle("－".to_owned()),
        |p| Value::Percent(p / rust_decimal::Decimal::ONE_HUNDRED),
    );
    Value::live(format!("IF({base}=0,{},{formula})", literal("－")), result)
}

fn look<'a>(looks: &'a Looks, layout: &Layout, col: u16, value: &Value) -> &'a Format {
    let shares = [layout.achieved(), layout.on_track(), layout.submitted()];
    if shares.contains(&col) { &looks.percent } else { looks.of(value) }
}

fn belongs(groups: [usize; 4], counted: &Counted) -> bool {
    let [policy, measure, department, bureau] = groups;
    match counted.by {
        Some("一覧_基本方針") => policy == counted.number,
        Some("一覧_施策") => measure == counted.number,
        Some("一覧_課") => department == counted.number,
        Some("一覧_部局") => bureau == counted.number,
        _ => true,
    }
}

fn states(report: &Report, counted: &Counted) -> Vec<usize> {
    let of = |state: State| {
        report
            .lines
            .iter()
            .filter(|line| line.is_first() && belongs(line.groups, counted))
            .filter(|line| line.project_judged.is_some_and(|project| project.state == state))
            .count()
    };
    State::ALL.into_iter().map(of).collect()
}

/// Effects of indicators, and why what is 対象外 is so.
fn indicators(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    looks: &Looks,
    row: u32,
) -> Result<(), XlsxError> {
    let totals = &report.c.assessment.totals;
    for col in NUMBER..=layout.achieved_base() {
        sheet.write_blank(row, col, &looks.group)?;
    }
    sheet.put_text(row, NUMBER, "指標の効果達成状況", &looks.group)?;
    let at = row + 1;
    put(sheet, at, NUMBER, &Value::Blank, &looks.text)?;
    put(sheet, at, NAME, &Value::text("全指標"), &looks.text)?;
    for (number, step) in (1..).zip(&report.effect.steps) {
        let formula = format!("COUNTIFS(一覧_指標,1,一覧_効果,{number})");
        let value = Value::live(formula, Value::Count(totals.indicator_effect.of(&step.word)));
        put(sheet, at, layout.effect(number), &value, &looks.count)?;
    }
    let all = range((at, layout.effect(1)), (at, layout.effect_sum() - 1));
    let sum = Value::live(format!("SUM({all})"), Value::Count(totals.indicator_effect.sum()));
    put(sheet, at, layout.effect_sum(), &sum, &looks.count)?;
    let banded = range((at, layout.effect(1)), (at, layout.effect(report.effect.bands)));
    let best = cell(at, layout.effect(1));
    let achieved =
        share(&format!("{best}/SUM({banded})"), &format!("SUM({banded})"), totals.indicator_achieved);
    put(sheet, at, layout.achieved(), &achieved, &looks.percent)?;
    let words = base_words(report, layout, at, totals.indicator_achieved, &totals.indicator_effect, "指標");
    put(sheet, at, layout.achieved_base(), &words, &looks.text)?;
    sheet.set_row_height(at, measure::row_height(&[(words.words(), BASE_WIDTH)], style::SIZE).max(18.0))?;

    let none = report.effect.steps.len();
    let mut at = at + 2;
    sheet.put_text(at, NUMBER, "対象外の内訳", &looks.group)?;
    for col in NAME..=layout.effect(2) {
        sheet.write_blank(at, col, &looks.group)?;
    }
    put(sheet, at, layout.effect(1), &Value::middle("事業"), &looks.heading)?;
    put(sheet, at, layout.effect(2), &Value::middle("指標"), &looks.heading)?;
    at += 1;
    let first = at;
    for (basis, projects) in &totals.project_not_applicable.0 {
        let word = literal(basis);
        put(sheet, at, NUMBER, &Value::Blank, &looks.text)?;
        put(sheet, at, NAME, &Value::text(basis), &looks.text)?;
        let formula = format!("COUNTIFS(一覧_事業効果,{none},一覧_基礎,{word})");
        put(sheet, at, layout.effect(1), &Value::live(formula, Value::Count(*projects)), &looks.count)?;
        let formula = format!("COUNTIFS(一覧_指標,1,一覧_効果,{none},一覧_基礎,{word})");
        let indicators = totals.not_applicable.of(basis);
        put(sheet, at, layout.effect(2), &Value::live(formula, Value::Count(indicators)), &looks.count)?;
        at += 1;
    }
    let sums = [layout.effect(1), layout.effect(2)].map(|col| (col, range((first, col), (at - 1, col))));
    let results = [&totals.project_not_applicable, &totals.not_applicable].map(Counts::sum);
    put(sheet, at, NUMBER, &Value::Blank, &looks.text)?;
    put(sheet, at, NAME, &Value::text("計"), &looks.text)?;
    for ((col, over), result) in sums.into_iter().zip(results) {
        put(sheet, at, col, &Value::live(format!("SUM({over})"), Value::Count(result)), &looks.count)?;
    }
    prospects(sheet, report, layout, looks, at + 2)
}

/// 見通し of the indicators: how many reach the plan's final target if this year's pace goes on.
fn prospects(
    sheet: &mut Worksheet,
    report: &Report,
    layout: &Layout,
    looks: &Looks,
    row: u32,
) -> Result<(), XlsxError> {
    sheet.put_text(row, NUMBER, "最終目標への見通し（計算）", &looks.group)?;
    for col in NAME..=layout.effect(1) {
        sheet.write_blank(row, col, &looks.group)?;
    }
    put(sheet, row, layout.effect(1), &Value::middle("指標"), &looks.heading)?;
    let counts = reach_counts(report);
    for (at, (reach, count)) in (row + 1..).zip(Reach::ALL.into_iter().zip(counts)) {
        put(sheet, at, NUMBER, &Value::Blank, &looks.text)?;
        put(sheet, at, NAME, &Value::text(reach.word()), &looks.text)?;
        let formula = format!("COUNTIF(一覧_見通し,{})", literal(reach.word()));
        put(sheet, at, layout.effect(1), &Value::live(formula, Value::Count(count)), &looks.count)?;
    }
    let note = "今年度の進み方がそのまま続くとした計算で、予測ではありません。計算できない指標は含みません。";
    sheet.put_text(row + 4, NUMBER, note, &style::remark())?;
    Ok(())
}

/// How many indicators of the running year come to each result of [`Reach::ALL`].
pub(super) fn reach_counts(report: &Report) -> [usize; 3] {
    let rows = || report.lines.iter().filter_map(|line| line.judged?.prospect.as_ref());
    Reach::ALL.map(|reach| rows().filter(|prospect| prospect.reach == reach).count())
}
