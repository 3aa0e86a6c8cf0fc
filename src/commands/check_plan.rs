//! `shinchoku check-plan [FILE]`: lists every fault in a master workbook, and what the plan contains.

use std::fmt::Write;
use std::path::Path;

use crate::cli::CheckPlanArgs;
use crate::commands::console::{FAILED, print};
use crate::commands::master::read_master;
use crate::failure::Failure;
use crate::findings::Severity;
use crate::intake::KnownMonths;
use crate::plan::Plan;
use crate::plan::read::{Checked, check_in};
use crate::text::calendar::{FiscalYear, Month};

/// Runs the command. The exit code is that of a failure if the plan cannot be used.
///
/// # Errors
/// If the workbook cannot be opened.
pub fn run(args: &CheckPlanArgs) -> Result<u8, Failure> {
    let path = args.file.as_deref().unwrap_or(&args.plan.path);
    if let Some(given) = args.as_of.as_ref().filter(|given| Month::stated(given, None, |_| true).is_none()) {
        return Err(Failure::MalformedMonth(given.clone()));
    }
    let bytes = read_master(path)?;
    let examined = check_in(&bytes, path, &|plan| running_year(plan, args))?;
    let told = print(&text(path, &examined));
    Ok(if examined.plan.is_some() { told } else { FAILED })
}

/// Returns the fiscal year that is being reported on: that of `--as-of`, else of the latest month with a
/// folder of returns (the next year if that month ends a fiscal year and is closed), else of the first month
/// of 報告予定.
fn running_year(plan: &Plan, args: &CheckPlanArgs) -> Option<FiscalYear> {
    if let Some(given) = &args.as_of {
        return Month::stated(given, None, |month| plan.covers(month)).map(Month::fiscal_year);
    }
    let KnownMonths { folders, closed } = KnownMonths::of(&args.input.path);
    let latest = folders.into_iter().filter(|month| plan.covers(*month)).max();
    match latest {
        Some(month) if month.is_fiscal_year_end() && closed.contains(&month) => {
            Some(month.fiscal_year().next())
        }
        Some(month) => Some(month.fiscal_year()),
        None => plan.schedule.first().map(|report| report.month.fiscal_year()),
    }
}

/// Returns the output: the faults, the plan in numbers, and whether it can be used.
#[must_use]
pub fn text(path: &Path, examined: &Checked) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    for fault in &examined.faults {
        writeln!(out, "{fault}\n").unwrap_or_default();
    }
    if let Some(plan) = &examined.plan {
        out.push_str(&summary(plan));
    }
    let count = |severity| examined.faults.iter().filter(|fault| fault.kind.severity == severity).count();
    let counts = [Severity::Error, Severity::Check, Severity::Info]
        .map(|severity| format!("{} {}件", severity.word(), count(severity)))
        .join("・");
    let verdict = match &examined.plan {
        Some(_) => "この計画で実行できます。",
        None => "誤りを直すまで、この計画では実行できません。",
    };
    writeln!(out, "点検　　{counts}（{}）\n{verdict}", path.display()).unwrap_or_default();
    out
}

fn summary(plan: &Plan) -> String {
    let years = match (plan.fiscal_years.first(), plan.fiscal_years.last()) {
        (Some(first), Some(last)) => format!("{}～{}", first.label(), last.label()),
        _ => String::new(),
    };
    let indicators: usize = plan.projects.iter().map(|project| project.indicators.len()).sum();
    format!(
        "計画　　{} {}\n期間　　{}～{}（{years}）\n内容　　基本方針 {}・施策 {}・個別事業 {}・指標 {indicators}・担当課 {}・ロードマップ {}・報告予定 {}・事務局評価 {}・決定事項 {}\n",
        plan.full_title(" "),
        plan.version,
        plan.period_start,
        plan.period_end,
        plan.policies.len(),
        plan.measures.len(),
        plan.projects.len(),
        plan.departments.len(),
        plan.roadmap.len(),
        plan.schedule.len(),
        plan.judgments.len(),
        plan.decisions.len(),
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::text;
    use crate::plan::read::check;
    use crate::plan::template::{PlanSheets, write};
    use crate::text::calendar::FiscalYear;

    #[test]
    fn check_plan_lists_what_a_new_workbook_lacks() {
        let path = Path::new("plan.xlsx");
        let bytes = write(&PlanSheets::empty(FiscalYear::new(2030), 4)).unwrap();
        let text = text(path, &check(&bytes, path).unwrap());
        assert!(text.starts_with("誤り[M05] 計画名称が空欄です\n  --> 計画!B3\n  = 直し方: "), "{text}");
        assert!(text.contains("個別事業が1件もありません"), "{text}");
        assert!(text.contains("点検　　誤り 6件・要確認 0件・参考 0件（plan.xlsx）"), "{text}");
        assert!(text.ends_with("誤りを直すまで、この計画では実行できません。\n"), "{text}");
    }
}
