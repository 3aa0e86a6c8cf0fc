//! 進捗状況 of a project: as reported, judged by the secretariat, or computed from the paces of its indicators.

use crate::evaluate::model::IndicatorAssessment;
use crate::evaluate::pace_words::pace_words;
use crate::evaluate::reason::after_colon;
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::Project;
use crate::ratings::{Progress, ProgressBasis, reported_progress};
use crate::returns::accepted::Accepted;
use crate::text::calendar::Month;

/// A project's 進捗状況.
pub(super) struct Judged {
    /// The progress that counts.
    pub(super) progress: Progress,
    /// Its basis; `None` for 未報告.
    pub(super) basis: Option<ProgressBasis>,
    /// The worst computed pace's band.
    pub(super) computed: Option<Progress>,
    /// What the department reports.
    pub(super) reported: Option<Progress>,
    /// True if it was reported this month.
    pub(super) reported_now: bool,
    /// Why, in words.
    pub(super) reason: String,
}

impl Judged {
    /// Returns the result for a plan that does not judge progress.
    fn not_made() -> Self {
        Self {
            progress: Progress::Missing,
            basis: None,
            computed: None,
            reported: None,
            reported_now: false,
            reason: String::new(),
        }
    }
}

/// Judges the progress of a project; `rows` are its indicators of the as-of fiscal year.
pub(super) fn judge(
    plan: &Plan,
    project: &Project,
    accepted: Option<&Accepted>,
    rows: &[&IndicatorAssessment],
    month: Month,
) -> Judged {
    let bands = &plan.bands;
    if !bands.judge_progress() {
        return Judged::not_made();
    }
    let worst = worst_pace(plan, project, rows);
    let computed = worst.as_ref().map(|(band, _)| Progress::Band(*band));
    let entry = accepted.and_then(|accepted| accepted.entry(Field::Progress));
    let reported = entry.and_then(|entry| reported_progress(&entry.text, bands));
    let made_in = entry.map(|entry| entry.month);
    let before = accepted.and_then(|accepted| accepted.unread_progress.as_ref()).map(|unread| {
        let last = unread.last.as_ref();
        let told =
            last.map(|(made, word)| format!("（{}月の報告は{word}）", made.month())).unwrap_or_default();
        (unread.withheld, told)
    });
    let ended = project.ended(month.fiscal_year());
    let beside = || match &worst {
        Some((band, words)) => {
            format!("。計算では{}（{words}）", Progress::Band(*band).word(bands))
        }
        None => String::new(),
    };
    let judged = |progress, basis, reason| Judged {
        progress,
        basis,
        computed,
        reported,
        reported_now: !ended && reported.is_some() && made_in == Some(month),
        reason,
    };
    if let Some((progress, reason)) = judgment(plan, project, month) {
        let said =
            reported.map(|word| format!("。担当課の報告は「{}」", word.word(bands))).unwrap_or_default();
        let reason = format!("事務局評価{}{said}{}", after_colon(&reason), beside());
        return judged(progress, Some(ProgressBasis::Secretariat), reason);
    }
    if ended {
        let reason = "この年度までに終了しています".to_owned();
        return judged(Progress::Ended, Some(ProgressBasis::Ended), reason);
    }
    if let Some(progress) = reported {
        let from = made_in
            .filter(|made| *made != month)
            .map(|made| format!("（{}月の報告）", made.month()))
            .unwrap_or_default();
        return judged(progress, Some(ProgressBasis::Reported), format!("担当課の報告{from}{}", beside()));
    }
    let (unread, told) = before.unwrap_or_default();
    if unread {
        let reason = format!("進捗状況の記入を読み取れません{told}{}", beside());
        return judged(Progress::Missing, None, reason);
    }
    match &worst {
        Some((band, words)) => {
            let reason = format!("報告がないため計算による{told}: {words}");
            judged(Progress::Band(*band), Some(ProgressBasis::Computed), reason)
        }
        None => {
            let reason = format!("進捗状況の報告がなく、計算できる指標もありません{told}");
            judged(Progress::Missing, None, reason)
        }
    }
}

/// Returns the worst band among the paces, and the words of the first pace that has it.
fn worst_pace(plan: &Plan, project: &Project, rows: &[&IndicatorAssessment]) -> Option<(usize, String)> {
    let mut worst: Option<(usize, String)> = None;
    for row in rows {
        let Some(pace) = &row.pace else { continue };
        let Some(band) = pace.band(&plan.bands.progress) else { continue };
        if worst.as_ref().is_some_and(|(at, _)| *at >= band) {
            continue;
        }
        let indicator = row.indicator.as_ref().and_then(|id| project.indicator(id));
        let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
        let symbol = row.indicator.as_ref().map_or("", |id| id.symbol());
        worst = Some((band, format!("{symbol}{}", pace_words(pace, unit, plan))));
    }
    worst
}

/// Returns the 事務局評価 of the month, with its reason.
fn judgment(plan: &Plan, project: &Project, month: Month) -> Option<(Progress, String)> {
    plan.judgments
        .of_parent(&project.id)
        .filter(|row| row.month == month && row.year == month.fiscal_year())
        .find_map(|row| Some((Progress::parse(&row.progress, &plan.bands)?, row.reason.clone())))
}

#[cfg(test)]
mod tests {
    use crate::evaluate::evaluate;
    use crate::evaluate::model::Assessment;
    use crate::evaluate::sample::{FIRST, SampleReturns, id, indicator, judgment, month, number, plan, row};
    use crate::form::field::Field;
    use crate::plan::Plan;
    use crate::plan::model::Accumulation::{Annual, Stock};
    use crate::plan::model::Indicator;
    use crate::ratings::{Progress, ProgressBasis};
    use crate::returns::accepted::AcceptedMonths;

    /// The middle of the second fiscal year.
    const SEPTEMBER: &str = "2032-09";

    fn single(indicator: Indicator) -> Plan {
        plan(vec![("1-1-1", vec![indicator])])
    }

    fn returned(plan: &Plan, at: &str, actual: &str, progress: &str) -> AcceptedMonths {
        let fields = [(Field::Actual, "", actual), (Field::Progress, "", progress)];
        SampleReturns::default().returned(plan, at, "1-1-1", &fields).0
    }

    fn judged(
        plan: &Plan,
        accepted_months: &AcceptedMonths,
        at: &str,
    ) -> (String, Option<&'static str>, String) {
        let found: Assessment = evaluate(plan, accepted_months, month(at));
        let row = found.project(&id("1-1-1")).unwrap();
        (
            row.progress.word(&plan.bands).to_owned(),
            row.progress_basis.map(ProgressBasis::word),
            row.progress_reason.clone(),
        )
    }

    #[test]
    fn a_reported_progress_counts_and_the_computed_one_is_shown_beside_it() {
        let plan = single(indicator("件", Annual, &[("-", "-"), ("120件", "-")]));
        let (word, basis, reason) = judged(&plan, &returned(&plan, SEPTEMBER, "30件", "順調"), SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("順調", Some("報告")));
        assert_eq!(
            reason,
            "担当課の報告。計算では遅れ（今年度の目標 120件に対し 30件、経過 6/12 → 進度 50.0%）"
        );
        let (word, basis, _) = judged(&plan, &returned(&plan, SEPTEMBER, "50件", ""), SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("やや遅れ", Some("計算")));
        let (word, basis, _) = judged(&plan, &returned(&plan, SEPTEMBER, "-", ""), SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("未報告", None));
        for fixed in ["未着手", "休止", "完了", "中止"] {
            assert_eq!(judged(&plan, &returned(&plan, SEPTEMBER, "-", fixed), SEPTEMBER).0, fixed);
        }
    }

    #[test]
    fn the_worst_pace_gives_the_computed_progress() {
        let one = || indicator("件", Annual, &[("-", "-"), ("120件", "-")]);
        let plan = plan(vec![("1-1-1", vec![one(), one()])]);
        let fields = [(Field::Actual, "①", "50件"), (Field::Actual, "②", "30件")];
        let accepted_months = SampleReturns::default().returned(&plan, SEPTEMBER, "1-1-1", &fields).0;
        let (word, basis, reason) = judged(&plan, &accepted_months, SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("遅れ", Some("計算")));
        assert!(reason.starts_with("報告がないため計算による: ②今年度の目標"), "{reason}");
        // Of two equally bad paces, the first is named.
        let fields = [(Field::Actual, "①", "30件"), (Field::Actual, "②", "30件")];
        let accepted_months = SampleReturns::default().returned(&plan, SEPTEMBER, "1-1-1", &fields).0;
        let (_, _, reason) = judged(&plan, &accepted_months, SEPTEMBER);
        assert!(reason.starts_with("報告がないため計算による: ①今年度の目標"), "{reason}");
    }

    #[test]
    fn the_secretariats_judgment_comes_first_and_an_ended_project_is_not_judged_by_its_report() {
        let mut plan = single(indicator("件", Annual, &[("-", "-"), ("120件", "-")]));
        plan.judgments = vec![judgment("1-1-1", FIRST + 1, SEPTEMBER, "", "遅れ")].into();
        let (word, basis, reason) = judged(&plan, &returned(&plan, SEPTEMBER, "60件", "順調"), SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("遅れ", Some("事務局評価")));
        assert!(
            reason.starts_with("事務局評価: 現地で確認した。担当課の報告は「順調」。計算では順調"),
            "{reason}"
        );
        assert_eq!(judged(&plan, &returned(&plan, "2032-12", "120件", "順調"), "2032-12").0, "順調");

        let plan = single(indicator("件", Annual, &[("120件", "120件"), ("終了", "")]));
        let (word, basis, _) = judged(&plan, &returned(&plan, SEPTEMBER, "", "順調"), SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("終了", Some("終了")));
    }

    #[test]
    fn a_carried_actual_is_judged_by_the_months_elapsed_when_it_was_reported() {
        let plan = single(indicator("件", Annual, &[("-", "-"), ("120件", "-")]));
        let fields = [(Field::Actual, "", "60件"), (Field::Progress, "", "順調")];
        let accepted_months =
            SampleReturns::default().carried(&plan, "2032-12", SEPTEMBER, "1-1-1", &fields).0;
        let found = evaluate(&plan, &accepted_months, month("2032-12"));
        let pace = found.indicators[1].pace.as_ref().unwrap();
        assert_eq!((pace.elapsed, pace.shown(&plan.bands.progress).unwrap().as_str()), (6, "100.0"));
        let project = found.project(&id("1-1-1")).unwrap();
        assert_eq!(project.progress, Progress::Band(0));
        assert!(project.progress_reason.starts_with("担当課の報告（9月の報告）"));
        assert_eq!((project.carried_from, project.reported_now), (Some(month(SEPTEMBER)), false));
        assert_eq!(found.totals.plan.on_track.base, 0);
    }

    #[test]
    fn a_progress_is_reported_now_if_this_months_return_states_one_for_a_running_project() {
        let now = |project: Indicator, told: &str| {
            let plan = single(project);
            let fields = [(Field::Progress, "", told)];
            let accepted_months = SampleReturns::default().returned(&plan, SEPTEMBER, "1-1-1", &fields).0;
            evaluate(&plan, &accepted_months, month(SEPTEMBER)).project(&id("1-1-1")).unwrap().reported_now
        };
        let running = || indicator("件", Annual, &[("-", "-"), ("120件", "-")]);
        assert!(now(running(), "順調"));
        assert!(!now(running(), "分からない"));
        assert!(!now(indicator("件", Annual, &[("100件", "100件"), ("終了", "-")]), "順調"));
    }

    #[test]
    fn a_reported_start_pause_or_end_counts_before_the_computed_progress() {
        // A stock in its first year has no pace unless it has a 基準値.
        let begun = |baseline: Option<&str>| Indicator {
            baseline: baseline.map(number),
            ..indicator("施設", Stock, &[("-", "-"), ("24施設", "-"), ("48施設", "-")])
        };
        let plan = single(begun(None));
        let found = row(&plan, &returned(&plan, SEPTEMBER, "3施設", "未着手"), SEPTEMBER, "1-1-1", FIRST + 1);
        assert_eq!(found.pace, None);
        assert!(
            found.reason.to_string().ends_with("前年度末の実績も基準値もないため進度は計算しません"),
            "{}",
            found.reason
        );
        assert_eq!(judged(&plan, &returned(&plan, SEPTEMBER, "3施設", "未着手"), SEPTEMBER).0, "未着手");
        let plan = single(begun(Some("0")));
        let (word, _, reason) = judged(&plan, &returned(&plan, SEPTEMBER, "3施設", ""), SEPTEMBER);
        assert_eq!(word, "遅れ", "{reason}");
        // A reported 休止 counts; the computed progress is shown beside it.
        let (word, basis, reason) = judged(&plan, &returned(&plan, SEPTEMBER, "3施設", "休止"), SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("休止", Some("報告")));
        assert!(
            reason.starts_with("担当課の報告。計算では遅れ（今年度の伸び 24施設のうち 3施設"),
            "{reason}"
        );
        // 完了 counts as on schedule, also before the year is over.
        let accepted_months = returned(&plan, SEPTEMBER, "24施設", "完了");
        let found = evaluate(&plan, &accepted_months, month(SEPTEMBER));
        assert_eq!(found.project(&id("1-1-1")).unwrap().progress, Progress::Completed);
        assert_eq!((found.totals.plan.on_track.part, found.totals.plan.on_track.base), (1, 1));
        // The plan marks this year 終了: no report is due, and nothing is late.
        let ended = single(indicator("施設", Stock, &[("24施設", "20施設"), ("終了", ""), ("", "")]));
        let (word, basis, _) = judged(&ended, &AcceptedMonths::default(), SEPTEMBER);
        assert_eq!((word.as_str(), basis), ("終了", Some("終了")));
        let found = evaluate(&ended, &AcceptedMonths::default(), month(SEPTEMBER));
        assert!(!found.project(&id("1-1-1")).unwrap().needs_action);
    }
}
