//! Fills in issued forms as departments do.

use shinchoku::figure::{Figure, decimal_words};
use shinchoku::form::content::{FormContent, IndicatorContent, SpanText};
use shinchoku::form::field::Field;
use shinchoku::plan::Plan;
use shinchoku::plan::model::{Accumulation, Indicator, Project};
use shinchoku::text::calendar::Month;

use super::plan::sentence;
use super::random::Random;
use super::{Faults, Size};

/// Fills in a form.
pub(super) fn fill(
    size: &Size,
    plan: &Plan,
    project: &Project,
    content: &mut FormContent,
    random: &mut Random,
) {
    let month = content.month;
    let mut behind = false;
    if let Some(schedule) = &mut content.schedule {
        for (entries, indicator) in schedule.indicators.iter_mut().zip(&project.indicators) {
            behind |= fill_indicator(size, plan, indicator, entries, month, random);
        }
    }
    let at = if behind { 1 } else { 0 };
    let progress = plan.bands.progress.get(at).map_or("", |band| &band.name);
    let mut say = |field: Field, text: String| content.report.insert(field, text);
    say(Field::Progress, progress.to_owned());
    say(
        Field::Activity,
        sentence(size.texts, &format!("（見本）{}に説明会を開きました。", month.japanese())),
    );
    say(Field::RevisionWish, "なし".to_owned());
    if behind && !(size.faults == Faults::AsInTheSample && random.percent(10)) {
        say(Field::Reason, sentence(size.texts, "（見本）関係者との調整に時間を要したため。"));
    }
    if behind || month.is_fiscal_year_end() {
        say(Field::NextStep, sentence(size.texts, "（見本）次の年度に進めます。"));
    }
    if size.faults == Faults::AsInTheSample && random.percent(3) {
        content.purpose.push_str("（修正）");
    }
}

/// Fills in an indicator. Returns true if it is behind.
fn fill_indicator(
    size: &Size,
    plan: &Plan,
    indicator: &Indicator,
    entries: &mut IndicatorContent,
    month: Month,
    random: &mut Random,
) -> bool {
    let year = month.fiscal_year();
    let number = |figure: Option<&Figure>| figure.and_then(Figure::number);
    let Some(target) = number(indicator.target(year)) else { return false };
    let before = number(indicator.target(year.prev())).unwrap_or(target);
    let share = rust_decimal::Decimal::from(month.number_in_fiscal_year()) / rust_decimal::Decimal::from(12);
    let reached = match indicator.accumulation {
        Accumulation::Stock => before + (target - before) * share,
        Accumulation::Annual => target * share,
        Accumulation::Rate | Accumulation::Milestone => target,
    };
    let percent = 80 + random.below(30);
    let behind = percent < 95;
    let actual = (reached * rust_decimal::Decimal::from(percent) / rust_decimal::Decimal::ONE_HUNDRED)
        .ceil()
        .max(if indicator.accumulation == Accumulation::Stock { before } else { rust_decimal::Decimal::ONE });
    let mut text = format!("{}{}", decimal_words(actual), indicator.unit);
    if size.faults == Faults::AsInTheSample {
        text = as_people_write(&text, &indicator.unit, random);
    }
    for open in entries.open_years.keys() {
        let told = number(indicator.target(*open))
            .map(|target| format!("{}{}", decimal_words(target), indicator.unit));
        entries.actuals.push(SpanText { from: *open, to: *open, text: told.unwrap_or_default() });
    }
    entries.actuals.push(SpanText { from: year, to: year, text });
    if !month.is_fiscal_year_end() && plan.covers(month) && random.percent(50) {
        entries.forecast = format!("{}{}", decimal_words(target), indicator.unit);
    }
    behind
}

/// Writes an actual as departments do, sometimes in a way that draws a finding.
fn as_people_write(text: &str, unit: &str, random: &mut Random) -> String {
    let number = text.strip_suffix(unit).unwrap_or(text);
    match random.below(100) {
        0..=59 => text.to_owned(),
        60..=69 => number.to_owned(),
        70..=79 => wide(text),
        80..=84 => format!("{text}（3月末）"),
        85..=88 => format!("約{text}"),
        89..=90 => format!("{number}0{unit}"),
        91..=92 => format!("{number}校"),
        93..=94 => "集計中".to_owned(),
        95..=96 => String::new(),
        97 => "前年並み".to_owned(),
        98 => format!("{text}（うち新規1{unit}）"),
        _ => "#REF!".to_owned(),
    }
}

/// Returns a text with full-width digits.
fn wide(text: &str) -> String {
    let widened = |c: char| char::from_u32(u32::from(c) - u32::from('0') + u32::from('０'));
    text.chars().map(|c| if c.is_ascii_digit() { widened(c).unwrap_or(c) } else { c }).collect()
}
