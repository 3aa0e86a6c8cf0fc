//! The cells of a project's first row: its two judgments, its 提出状況, and whether it needs action.

use crate::evaluate::model::{ProjectAssessment, State};
use crate::plan::model::ProjectEffect;
use crate::ratings::{Progress, ProgressBasis};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::row::{Row, formula_if};
use crate::sheet::table::Value;

/// Returns the project's assessment on its first row, `None` on the others.
fn assessed<'a>(row: &Row<'a>) -> Option<&'a ProjectAssessment> {
    row.list.project_assessment.filter(|_| row.list.is_first())
}

fn label(row: &Row, progress: Progress) -> Value {
    let categories = &row.report.progress;
    Value::Centered(categories.label(categories.number(progress)))
}

/// 進捗状況（事務局）.
pub(in crate::report::progress_list) fn progress_judged(row: &Row) -> Option<Value> {
    let project = assessed(row)?;
    (project.progress_basis == Some(ProgressBasis::Secretariat)).then(|| label(row, project.progress))
}

/// 進捗状況（報告）.
pub(in crate::report::progress_list) fn progress_reported(row: &Row) -> Option<Value> {
    let project = assessed(row)?;
    match project.progress_basis {
        Some(ProgressBasis::Ended) | None => Some(label(row, project.progress)),
        _ => project.progress_reported.map(|progress| label(row, progress)),
    }
}

/// The number of the project's effect: that of its worst indicator or of its first, as the plan's settings
/// say.
pub(in crate::report::progress_list) fn effect(row: &Row) -> Option<Value> {
    let categories = &row.report.effect;
    let number = categories.number(assessed(row)?.effect);
    let mut of_rows =
        row.rows_of_project().iter().filter_map(|other| Some(categories.number(other.assessment?.effect)));
    let own = row.address(Id::EffectNumber);
    let (computed, formula) = match row.report.plan.settings.project_effect {
        ProjectEffect::Worst => {
            let worst = categories.worst(of_rows);
            (worst, if row.list.count == 1 { own } else { worst_of_rows(row) })
        }
        ProjectEffect::Primary => (of_rows.next(), own),
    };
    Some(formula_if(computed == Some(number), || formula, Value::Count(number)))
}

/// Returns the formula for the number of the project's worst effect: the one with the least weight among its
/// rows.
fn worst_of_rows(row: &Row) -> String {
    let weights = row.report.effect.weights_name();
    let absent = format!("COUNTIFS({},一覧_効果の重さ,{weights})=0", row.of_project());
    format!("MATCH(SUMPRODUCT(MIN({weights}+1000*({absent}))),{weights},0)")
}

/// The number of the project's progress: the secretariat's, else the reported one, else the worst computed
/// one.
pub(in crate::report::progress_list) fn progress(row: &Row) -> Option<Value> {
    let project = assessed(row)?;
    let categories = &row.report.progress;
    let number = categories.number(project.progress);
    let formula = || {
        let [judged, reported] = [Id::ProgressJudged, Id::ProgressReported].map(|id| row.address(id));
        let missing = categories.number(Progress::Missing);
        format!(
            "IF({judged}<>\"\",{},IF({reported}<>\"\",{},{}))",
            categories.number_formula(&judged),
            categories.number_formula(&reported),
            computed_of_rows(row, missing),
        )
    };
    let bands = &row.report.plan.bands.progress;
    let of_rows = row.rows_of_project().iter();
    let worst = of_rows.filter_map(|other| other.assessment?.pace.as_ref()?.band(bands)).max();
    let agrees =
        project.progress_basis != Some(ProgressBasis::Computed) || worst.map(|band| band + 1) == Some(number);
    Some(formula_if(agrees, formula, Value::Count(number)))
}

/// Returns the formula for the number of the worst progress computed for the project's rows; `missing` if
/// there is none.
fn computed_of_rows(row: &Row, missing: usize) -> String {
    if row.list.count == 1 {
        let own = row.address(Id::ComputedNumber);
        return format!("IF(ISNUMBER({own}),{own},{missing})");
    }
    let numbers = row.report.progress.numbers_name();
    let present = format!("COUNTIFS({},一覧_計算,{numbers})>0", row.of_project());
    let worst = format!("SUMPRODUCT(MAX({numbers}*({present})))");
    format!("IF({worst}=0,{missing},{worst})")
}

/// 1 if the project needs action because of one of its rows or its progress, else 0.
pub(in crate::report::progress_list) fn needs_action(row: &Row) -> Option<Value> {
    let project = assessed(row)?;
    let bands = &row.report.plan.bands;
    let formula = || {
        let by_rows = format!("MIN(1,SUMIFS(一覧_行要対応,{}))", row.of_project());
        if !row.report.progress.is_judged() {
            return by_rows;
        }
        let progress = row.address(Id::ProjectProgress);
        let marks = row.report.progress.action_name();
        format!("MAX({by_rows},IF({progress}=0,0,INDEX({marks},{progress})))")
    };
    let by_progress = project.progress.needs_action(bands);
    let mut of_rows = row.rows_of_project().iter().filter_map(|other| other.assessment);
    let agrees = (by_progress || of_rows.any(|row| row.needs_action(bands))) == project.needs_action;
    Some(formula_if(agrees, formula, Value::Count(usize::from(project.needs_action))))
}

/// The number of the project's 提出状況.
pub(in crate::report::progress_list) fn state(row: &Row) -> Option<Value> {
    let state = assessed(row)?.state;
    Some(Value::Count(State::ALL.iter().position(|known| *known == state).map_or(0, |at| at + 1)))
}

/// 1 if the project's progress was reported this month, else 0.
pub(in crate::report::progress_list) fn reported(row: &Row) -> Option<Value> {
    Some(Value::Count(usize::from(assessed(row)?.reported_now)))
}
