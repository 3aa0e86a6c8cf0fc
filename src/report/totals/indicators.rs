//! The lower part of 集計, which counts indicators: their effects, why some are 対象外, and 見通し.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::evaluate::model::{Counts, Reach};
use crate::ratings::Effect;
use crate::report::context::Report;
use crate::report::totals::columns::BASE_WIDTH;
use crate::report::totals::layout::{Id, Layout};
use crate::report::totals::share::{achieved_base, share};
use crate::sheet::address::{cell, literal, range};
use crate::sheet::table::{Formats, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

const NUMBER: u16 = 0;
const NAME: u16 = 1;

/// Where and how the part is written.
pub(super) struct Part<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) layout: &'a Layout,
    pub(super) formats: &'a Formats,
    /// Two columns that are shown in this month, for counts of their own headings.
    pub(super) counts: [u16; 2],
}

impl Part<'_> {
    /// Writes the part from a row down; returns the row below it.
    pub(super) fn write(&self, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
        if !self.report.effect.is_judged() {
            return Ok(first);
        }
        let next = self.write_effects(sheet, first)?;
        let next = self.write_not_applicable(sheet, next + 1)?;
        self.write_prospects(sheet, next + 1)
    }

    fn effect(&self, number: usize) -> u16 {
        self.layout.col(Id::Effect(number))
    }

    /// Writes a heading over columns from the first to `last_col`.
    fn write_heading(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        words: &str,
        last_col: u16,
    ) -> Result<(), XlsxError> {
        sheet.put_text(row, NUMBER, words, &self.formats.group)?;
        for col in NAME..=last_col {
            sheet.write_blank(row, col, &self.formats.group)?;
        }
        Ok(())
    }

    fn write_name(&self, sheet: &mut Worksheet, row: u32, name: &str) -> Result<(), XlsxError> {
        put(sheet, row, NUMBER, &Value::Blank, &self.formats.text)?;
        put(sheet, row, NAME, &Value::text(name), &self.formats.text)
    }

    fn write_count(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        col: u16,
        formula: String,
        count: usize,
    ) -> Result<(), XlsxError> {
        put(sheet, row, col, &Value::formula(formula, Value::Count(count)), &self.formats.count)
    }

    /// Writes the effects of all indicators; returns the next row.
    fn write_effects(&self, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
        let (report, layout, formats) = (self.report, self.layout, self.formats);
        let totals = &report.c.assessment.totals;
        self.write_heading(sheet, first, "指標の効果達成状況", layout.col(Id::AchievedBase))?;
        let row = first + 1;
        self.write_name(sheet, row, "全指標")?;
        for (number, category) in (1..).zip(&report.effect.all) {
            let formula = format!("COUNTIFS(一覧_指標,1,一覧_効果,{number})");
            let count = totals.indicator_effect.of(&category.word);
            self.write_count(sheet, row, self.effect(number), formula, count)?;
        }
        let over = |last: usize| range((row, self.effect(1)), (row, self.effect(last)));
        let sum = format!("SUM({})", over(report.effect.all.len()));
        self.write_count(sheet, row, layout.col(Id::EffectSum), sum, totals.indicator_effect.sum())?;
        let banded = format!("SUM({})", over(report.effect.bands));
        let count = |number: usize| cell(row, self.effect(number));
        let achieved = share(
            &format!("{}/{banded}", report.effect.good_sum(&count)),
            &banded,
            totals.indicator_achieved,
        );
        put(sheet, row, layout.col(Id::Achieved), &achieved, &formats.percent)?;
        let (achieved, counts) = (totals.indicator_achieved, &totals.indicator_effect);
        let base = achieved_base(report, achieved, counts, "指標", &count, &banded);
        put(sheet, row, layout.col(Id::AchievedBase), &base, &formats.text)?;
        let height = measure::row_height(&[(base.words(), BASE_WIDTH)], style::SIZE);
        sheet.set_row_height(row, height.max(18.0))?;
        Ok(row + 1)
    }

    /// Writes why projects and indicators are 対象外; returns the next row.
    fn write_not_applicable(&self, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
        let totals = &self.report.c.assessment.totals;
        let number = self.report.effect.number(Effect::NotApplicable);
        let [of_projects, of_indicators] = self.counts;
        self.write_heading(sheet, first, "対象外の内訳", of_indicators)?;
        put(sheet, first, of_projects, &Value::centered("事業"), &self.formats.heading)?;
        put(sheet, first, of_indicators, &Value::centered("指標"), &self.formats.heading)?;
        let mut row = first + 1;
        for (basis, projects) in &totals.project_not_applicable.0 {
            let word = literal(basis);
            self.write_name(sheet, row, basis)?;
            let formula = format!("COUNTIFS(一覧_事業効果,{number},一覧_基礎,{word})");
            self.write_count(sheet, row, of_projects, formula, *projects)?;
            let formula = format!("COUNTIFS(一覧_指標,1,一覧_効果,{number},一覧_基礎,{word})");
            self.write_count(sheet, row, of_indicators, formula, totals.not_applicable.of(basis))?;
            row += 1;
        }
        self.write_name(sheet, row, "計")?;
        let counts: [(u16, &Counts); 2] =
            [(of_projects, &totals.project_not_applicable), (of_indicators, &totals.not_applicable)];
        for (col, counts) in counts {
            let sum = format!("SUM({})", range((first + 1, col), (row - 1, col)));
            self.write_count(sheet, row, col, sum, counts.sum())?;
        }
        Ok(row + 1)
    }

    /// Writes how many indicators reach the plan's final target if this year's pace goes on; returns the next
    /// row.
    fn write_prospects(&self, sheet: &mut Worksheet, first: u32) -> Result<u32, XlsxError> {
        let [col, _] = self.counts;
        self.write_heading(sheet, first, "最終目標への見通し（計算）", col)?;
        put(sheet, first, col, &Value::centered("指標"), &self.formats.heading)?;
        let mut row = first + 1;
        for (reach, count) in Reach::ALL.into_iter().zip(reach_counts(self.report)) {
            self.write_name(sheet, row, reach.word())?;
            let formula = format!("COUNTIF(一覧_見通し,{})", literal(reach.word()));
            self.write_count(sheet, row, col, formula, count)?;
            row += 1;
        }
        let note =
            "今年度の進み方がそのまま続くとした計算で、予測ではありません。計算できない指標は含みません。";
        sheet.put_text(row, NUMBER, note, &style::remark())?;
        Ok(row + 1)
    }
}

/// Returns how many indicators of the running year come to each result of [`Reach::ALL`].
pub(in crate::report) fn reach_counts(report: &Report) -> [usize; 3] {
    let prospects = || report.rows.iter().filter_map(|row| row.assessment?.prospect.as_ref());
    Reach::ALL.map(|reach| prospects().filter(|prospect| prospect.reach == reach).count())
}
