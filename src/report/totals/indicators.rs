//! The rows of 集計 below the plan's: the effects of all indicators, why some are 対象外, and 見通し. The
//! last ones are sentences, because a table could leave its heading alone at the foot of a page.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::evaluate::model::Reach;
use crate::ratings::Effect;
use crate::report::context::Report;
use crate::report::totals::layout::{INDICATOR_ROWS, Id, Layout};
use crate::report::totals::share::{achieved_base, share};
use crate::sheet::address::{cell, literal, range};
use crate::sheet::table::{Formats, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

const NUMBER: u16 = 0;
const NAME: u16 = 1;
const FIRST: u16 = 2;
/// The least height of a row of 集計 in points.
pub(super) const LEAST_HEIGHT: f64 = 18.0;

/// The data, formats and columns with which the rows are written.
pub(super) struct IndicatorRows<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) layout: &'a Layout,
    pub(super) formats: &'a Formats,
    /// The last column that is shown.
    pub(super) last_col: u16,
    /// The width of the columns shown to the right of the name, in half-width characters.
    pub(super) width: f64,
    /// The width of 達成割合の内訳, in half-width characters.
    pub(super) base_width: f64,
}

impl IndicatorRows<'_> {
    /// Writes the rows from a row down. Returns the next row. Without 効果達成状況 there are none.
    pub(super) fn write(&self, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
        if !self.report.effect.is_judged() {
            return Ok(first);
        }
        self.write_effects(sheet, first)?;
        let sentences = [
            ("対象外の内訳（事業）", self.projects_not_applicable()),
            ("対象外の内訳（指標）", self.indicators_not_applicable()),
            ("最終目標への見通し（計算）", self.prospects()),
        ];
        for (row, (name, sentence)) in (first + 1..).zip(&sentences) {
            self.write_sentence(sheet, row, name, sentence)?;
        }
        Ok(first + INDICATOR_ROWS)
    }

    fn write_name(&self, sheet: &mut Worksheet, row: u32, name: &str) -> Result<(), XlsxError> {
        put(sheet, row, NUMBER, &Value::Blank, &self.formats.text)?;
        put(sheet, row, NAME, &Value::text(name), &self.formats.text)
    }

    /// Writes the effects of all indicators.
    fn write_effects(&self, sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
        let (report, layout, formats) = (self.report, self.layout, self.formats);
        let totals = &report.c.assessment.totals;
        for col in NUMBER..=self.last_col {
            put(sheet, row, col, &Value::Blank, &formats.text)?;
        }
        self.write_name(sheet, row, "全指標")?;
        let effect = |number: usize| layout.col(Id::Effect(number));
        let write_count = |sheet: &mut Worksheet, col: u16, formula: String, count: usize| {
            put(sheet, row, col, &Value::formula(formula, Value::Count(count)), &formats.count)
        };
        for (number, category) in (1..).zip(&report.effect.all) {
            let formula = format!("COUNTIFS(一覧_指標,1,一覧_効果,{number})");
            let count = totals.indicator_effect.of(&category.word);
            write_count(sheet, effect(number), formula, count)?;
        }
        let over = |last: usize| range((row, effect(1)), (row, effect(last)));
        let sum = format!("SUM({})", over(report.effect.all.len()));
        write_count(sheet, layout.col(Id::EffectSum), sum, totals.indicator_effect.sum())?;
        let banded = format!("SUM({})", over(report.effect.bands));
        let count = |number: usize| cell(row, effect(number));
        let good = report.effect.good_sum(&count);
        let achieved = share(&format!("{good}/{banded}"), &banded, totals.indicator_achieved);
        put(sheet, row, layout.col(Id::Achieved), &achieved, &formats.percent)?;
        let (share_of, counts) = (totals.indicator_achieved, &totals.indicator_effect);
        let base = achieved_base(report, share_of, counts, "指標", &count, &banded);
        put(sheet, row, layout.col(Id::AchievedBase), &base, &formats.text)?;
        let height = measure::row_height(&[(base.words(), self.base_width)], style::SIZE);
        sheet.set_row_height(row, height.max(LEAST_HEIGHT))?;
        Ok(())
    }

    fn write_sentence(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        name: &str,
        sentence: &Value,
    ) -> Result<(), XlsxError> {
        self.write_name(sheet, row, name)?;
        sheet.put_merged(row, FIRST, row, self.last_col, "", &self.formats.text)?;
        put(sheet, row, FIRST, sentence, &self.formats.text)?;
        let height = measure::row_height(&[(sentence.words(), self.width)], style::SIZE);
        sheet.set_row_height(row, height.max(LEAST_HEIGHT))?;
        Ok(())
    }

    /// Returns the reasons why projects are 対象外, with their counts.
    fn projects_not_applicable(&self) -> Value {
        let number = self.report.effect.number(Effect::NotApplicable);
        let counts = &self.report.c.assessment.totals.project_not_applicable;
        let formula = |basis: &str| format!("COUNTIFS(一覧_事業効果,{number},一覧_基礎,{})", literal(basis));
        listed(counts.0.iter().map(|(basis, count)| Part::of(basis, formula(basis), *count)), "事業", NONE)
    }

    /// Returns the reasons why indicators are 対象外, with their counts.
    fn indicators_not_applicable(&self) -> Value {
        let number = self.report.effect.number(Effect::NotApplicable);
        let counts = &self.report.c.assessment.totals.not_applicable;
        let formula =
            |basis: &str| format!("COUNTIFS(一覧_指標,1,一覧_効果,{number},一覧_基礎,{})", literal(basis));
        listed(counts.0.iter().map(|(basis, count)| Part::of(basis, formula(basis), *count)), "指標", NONE)
    }

    /// Returns how many indicators reach the plan's final target if this year's pace goes on.
    fn prospects(&self) -> Value {
        let counts = Reach::ALL.into_iter().zip(reach_counts(self.report)).map(|(reach, count)| {
            Part::of(reach.word(), format!("COUNTIF(一覧_見通し,{})", literal(reach.word())), count)
        });
        listed(counts, "指標", "計算できる指標はありません。")
    }
}

/// Shown if nothing is 対象外.
const NONE: &str = "ありません。";

/// A part of a sum: its name, its formula and its result.
struct Part {
    name: String,
    formula: String,
    count: usize,
}

impl Part {
    fn of(name: &str, formula: String, count: usize) -> Self {
        Self { name: name.to_owned(), formula, count }
    }
}

/// Returns a sum with its parts in words, without those of 0: `6事業（目標なし4・期限未到来2）`. Returns
/// `none` if the sum is 0.
fn listed(parts: impl Iterator<Item = Part>, unit: &str, none: &str) -> Value {
    let parts: Vec<Part> = parts.collect();
    let sum: Vec<&str> = parts.iter().map(|part| part.formula.as_str()).collect();
    let sum = sum.join("+");
    let shown = |Part { name, formula, .. }: &Part| {
        format!("IF({formula}>0,{}&{formula},\"\")", literal(&format!("・{name}")))
    };
    // MID removes the mark before the first part.
    let formula = format!(
        "IF({sum}=0,{},{sum}&{}&MID({},2,999)&{})",
        literal(none),
        literal(&format!("{unit}（")),
        parts.iter().map(shown).collect::<Vec<_>>().join("&"),
        literal("）"),
    );
    let words: Vec<String> = parts
        .iter()
        .filter(|part| part.count > 0)
        .map(|part| format!("{}{}", part.name, part.count))
        .collect();
    let words = match parts.iter().map(|part| part.count).sum::<usize>() {
        0 => none.to_owned(),
        total => format!("{total}{unit}（{}）", words.join("・")),
    };
    if sum.is_empty() { Value::text(none) } else { Value::formula(formula, Value::text(&words)) }
}

/// Returns how many indicators have each result of [`Reach::ALL`], in this order.
pub(in crate::report) fn reach_counts(report: &Report) -> [usize; 3] {
    let prospects = || report.rows.iter().filter_map(|row| row.assessment?.prospect.as_ref());
    Reach::ALL.map(|reach| prospects().filter(|prospect| prospect.reach == reach).count())
}
