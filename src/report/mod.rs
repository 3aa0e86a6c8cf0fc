//! 進捗管理表: the workbook that the committee reads. One file per sheet.
//!
//! The workbook is alive: 進捗一覧 holds the numbers, 判定基準 the limits, and everything counted elsewhere are formulas over the
//! two, each with the result that the evaluation gave.

mod action;
mod changes;
mod comparison;
mod criteria;
mod layout;
mod lines;
mod list;
mod overview;
mod roadmap;
mod scale;
#[cfg(test)]
mod tests;
mod totals;
mod voices;

use rust_xlsxwriter::XlsxError;

use crate::consolidate::Consolidation;
use crate::evaluate::model::IndicatorAssessment;
use crate::failure::Failure;
use crate::ids::ProjectId;
use crate::names;
use crate::plan::model::Plan;
use crate::ratings::{EffectBasis, ProgressBasis};
use crate::report::lines::Line;
use crate::report::scale::Scale;
use crate::sheet::book::{Page, Paper, new_book};
use crate::sheet::{BookKind, OutFile};

/// The names of the sheets, as formulas and links use them.
mod tabs {
    pub(super) const OVERVIEW: &str = "概況";
    pub(super) const ACTION: &str = "要対応";
    pub(super) const CHANGES: &str = "変更申出";
    pub(super) const LIST: &str = "進捗一覧";
    pub(super) const COMPARISON: &str = "前回比較";
    pub(super) const TOTALS: &str = "集計";
    pub(super) const ROADMAP: &str = "ロードマップ";
    pub(super) const VOICES: &str = "取組と意見";
    pub(super) const CRITERIA: &str = "判定基準";
}

/// Composes the workbook.
///
/// # Errors
/// Where the workbook cannot be composed.
pub fn write(plan: &Plan, c: &Consolidation) -> Result<Vec<OutFile>, Failure> {
    let bytes = compose(&Report::new(plan, c))?;
    Ok(vec![OutFile { path: names::report_file(c.as_of), bytes }])
}

fn compose(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let title = format!("{} 進捗管理表（{}）", report.plan.title, report.c.as_of.japanese());
    let mut book = new_book(BookKind::Report, &title, &report.plan.organisation, Some(report.c.as_of))?;
    overview::write(&mut book, report)?;
    action::write(&mut book, report)?;
    changes::write(&mut book, report)?;
    list::write(&mut book, report)?;
    comparison::write(&mut book, report)?;
    totals::write(&mut book, report)?;
    roadmap::write(&mut book, report)?;
    voices::write(&mut book, report)?;
    criteria::write(&mut book, report)?;
    book.save_to_buffer()
}

/// What every sheet needs.
struct Report<'a> {
    plan: &'a Plan,
    c: &'a Consolidation,
    /// The values of 効果達成状況.
    effect: Scale,
    /// The values of 進捗状況.
    progress: Scale,
    /// The rows of 進捗一覧.
    lines: Vec<Line<'a>>,
    /// Header and paper.
    page: Page,
}

impl<'a> Report<'a> {
    fn new(plan: &'a Plan, c: &'a Consolidation) -> Self {
        Self {
            plan,
            c,
            effect: Scale::effect(&plan.bands),
            progress: Scale::progress(&plan.bands),
            lines: lines::lay_out(plan, c),
            page: Page {
                paper: Paper::A4Landscape,
                left: format!("{}　{}", plan.organisation, plan.title),
                right: format!("進捗管理表　{}", c.as_of.japanese()),
            },
        }
    }

    /// The projects for which a 事務局評価 stands this month.
    fn judged(&self) -> Vec<&ProjectId> {
        let year = self.c.fiscal_year;
        let of_row =
            |row: &IndicatorAssessment| row.year == year && row.effect_basis == EffectBasis::Secretariat;
        let assessment = &self.c.assessment;
        let judged = assessment.projects.iter().filter(|project| {
            project.progress_basis == Some(ProgressBasis::Secretariat)
                || assessment.indicators.of_parent(&project.project).any(of_row)
        });
        judged.map(|project| &project.project).collect()
    }

    /// Whether effects of 前回 can be compared with today's: not across the turn of the fiscal year.
    fn same_year_as_before(&self) -> bool {
        self.c.previous.is_some_and(|month| month.fiscal_year() == self.c.fiscal_year)
    }
}
