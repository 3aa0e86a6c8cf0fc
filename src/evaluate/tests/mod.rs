//! Judges a whole plan through a year: projects, departments, totals and changes. Property tests check what
//! holds for all figures.

mod effect;
mod exact;
mod history;
mod straight_schedule;

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::evaluate::evaluate;
use crate::evaluate::formula::{BandCells, banded};
use crate::evaluate::history::{ChangeKind, ChangedItem, changes};
use crate::evaluate::model::{Assessment, Counts, State};
use crate::evaluate::rate::{Rate, RateForm};
use crate::evaluate::sample::{SampleReturns, bands, id, indicator, month, plan};
use crate::evaluate::summary::MonthSummary;
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::Accumulation::{Annual, Milestone, Rate as Ratio, Stock};
use crate::plan::model::{Department, Indicator, Level, ProjectEffect};
use crate::ratings::{Effect, Progress};

const DECEMBER: &str = "2032-12";
const MARCH: &str = "2033-03";

fn annual(target: &str) -> Indicator {
    indicator("件", Annual, &[("-", "-"), (target, "-"), (target, "-")])
}

/// Seven projects: ①② of figures, one of words, one without indicator, one that has ended, one whose deadline
/// lies ahead, two plain.
fn town() -> Plan {
    let words = indicator("", Milestone, &[("-", "-"), ("整備", "-"), ("運用", "-")]);
    let ended = indicator("件", Stock, &[("10件", "10件"), ("終了", ""), ("", "")]);
    let ahead = indicator("%", Ratio, &[("2036年度末までに100%", "87.0%"), ("→", "-"), ("→", "-")]);
    let mut plan = plan(vec![
        ("1-1-1", vec![annual("100件"), annual("200件")]),
        ("1-1-2", vec![words]),
        ("1-1-3", Vec::new()),
        ("1-2-1", vec![ended]),
        ("1-2-2", vec![ahead]),
        ("2-1-1", vec![annual("100件")]),
        ("2-1-2", vec![annual("100件")]),
    ]);
    let leads = ["総務課", "総務課", "総務課", "市民課", "市民課", "税務課", "広報課"];
    plan.projects.edit(|projects| {
        for (project, lead) in projects.iter_mut().zip(leads) {
            project.lead = lead.to_owned();
        }
    });
    plan
}

fn told(plan: &Plan) -> SampleReturns {
    let fields = |actual, progress| [(Field::Actual, "", actual), (Field::Progress, "", progress)];
    SampleReturns::default()
        .returned(
            plan,
            DECEMBER,
            "1-1-1",
            &[(Field::Actual, "①", "75件"), (Field::Actual, "②", "100件"), (Field::Progress, "", "順調")],
        )
        .returned(plan, DECEMBER, "1-1-2", &fields("整備中", "順調"))
        .returned(plan, DECEMBER, "2-1-1", &fields("75件", "やや遅れ"))
        .returned(
            plan,
            MARCH,
            "1-1-1",
            &[
                (Field::Actual, "①", "100件"),
                (Field::Actual, "②", "150件"),
                (Field::Progress, "", "やや遅れ"),
            ],
        )
        .returned(plan, MARCH, "1-1-2", &fields("整備", "完了"))
        .returned(plan, MARCH, "1-2-2", &fields("84.5%", "順調"))
        .carried(plan, MARCH, DECEMBER, "2-1-1", &fields("75件", "やや遅れ"))
        .returned(plan, MARCH, "2-1-2", &fields("101件", "順調"))
        .withheld(MARCH, "2-1-2", "101枚")
}

fn march() -> (Plan, Assessment) {
    let plan = town();
    let found = evaluate(&plan, &told(&plan).0, month(MARCH));
    (plan, found)
}

fn summary(plan: &Plan, found: &Assessment) -> MonthSummary {
    MonthSummary::of(plan, found)
}

fn listed(counts: &Counts) -> String {
    let some: Vec<String> = counts
        .0
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name}{count}"))
        .collect();
    some.join(" ")
}

#[test]
fn a_projects_effect_is_its_worst_indicators_or_its_first() {
    let (mut plan, found) = march();
    let words: Vec<&str> = found.projects.iter().map(|row| row.effect.word(&plan.bands)).collect();
    assert_eq!(words, ["未達", "達成", "対象外", "対象外", "対象外", "未報告", "未報告"]);
    plan.settings.project_effect = ProjectEffect::Primary;
    let found = evaluate(&plan, &told(&plan).0, month(MARCH));
    assert_eq!(found.projects[0].effect, Effect::Band(0));
}

#[test]
fn the_worst_effect_is_the_lowest_band_then_undecided_then_missing_then_other_bands() {
    let mut town = plan(vec![("1-1-1", vec![annual("100件"), annual("100件")])]);
    town.projects.edit(|projects| projects[0].indicators[1].unit = String::new());
    let effect = |one: &str, other: &str| {
        let fields = [(Field::Actual, "①", one), (Field::Actual, "②", other)];
        let found = evaluate(
            &town,
            &SampleReturns::default().returned(&town, MARCH, "1-1-1", &fields).0,
            month(MARCH),
        );
        found.projects[0].effect
    };
    assert_eq!(effect("10件", "未定"), Effect::Band(2));
    assert_eq!(effect("85件", "未定"), Effect::Undecided);
    assert_eq!(effect("-", "未定"), Effect::Undecided);
    assert_eq!(effect("85件", "-"), Effect::Missing);
    assert_eq!(effect("85件", "120件"), Effect::Band(1));
}

#[test]
fn states_departments_and_counts_follow_from_the_returns() {
    let (_, found) = march();
    let states: Vec<State> = found.projects.iter().map(|row| row.state).collect();
    assert_eq!(
        states,
        [
            State::Returned,
            State::Returned,
            State::Missing,
            State::NotDue,
            State::Returned,
            State::Missing,
            State::ToCorrect
        ]
    );
    let departments: Vec<String> = found
        .departments
        .iter()
        .map(|row| {
            let (all, back, wrong, missing) = (row.projects, row.returned, row.to_correct, row.missing);
            format!("{} {all} {back} {wrong} {missing} {}", row.department, row.state.word())
        })
        .collect();
    assert_eq!(
        departments,
        ["総務課 3 2 0 1 未提出", "市民課 2 1 0 0 提出", "税務課 1 0 0 1 未提出", "広報課 1 1 1 0 要訂正"]
    );
    let totals = &found.totals;
    assert_eq!(listed(&totals.plan.effect), "達成1 未達1 未報告2 対象外3");
    assert_eq!(listed(&totals.plan.progress), "順調2 やや遅れ2 完了1 終了1 未報告1");
    assert_eq!(listed(&totals.indicator_effect), "達成2 未達1 未報告2 対象外2");
    assert_eq!(listed(&totals.project_not_applicable), "指標なし1 終了1 期限未到来1");
    assert_eq!(listed(&totals.not_applicable), "終了1 期限未到来1");
    assert_eq!(listed(&totals.submission), "提出3 要訂正1 未提出2 提出不要1");
    assert_eq!(totals.plan.effect.0.len(), 7, "zeros are listed");
    assert_eq!((totals.plan.achieved.shown().as_str(), totals.plan.achieved.base), ("50.0%", 2));
    // 1-1-1 やや遅れ, 1-1-2 完了, 1-2-2 順調, 2-1-2 順調; 2-1-1 was reported in December and does not count.
    assert_eq!((totals.plan.on_track.part, totals.plan.on_track.base), (3, 4));
    assert_eq!((totals.plan.submitted.part, totals.plan.submitted.base), (4, 6));
    let names = |groups: &[crate::evaluate::model::Group]| {
        groups.iter().map(|group| format!("{}{}", group.name, group.effect.sum())).collect::<Vec<_>>()
    };
    assert_eq!(names(&totals.by_policy), ["方針15", "方針22"]);
    assert_eq!(names(&totals.by_measure), ["施策1-13", "施策1-22", "施策2-12"]);
    assert_eq!(names(&totals.by_department), ["総務課3", "市民課2", "税務課1", "広報課1"]);
    assert_eq!(names(&totals.by_bureau), ["総務局4", "市民局2", "部局の記載なし1"]);
    assert_eq!(totals.by_measure[1].achieved.shown(), "－");
}

#[test]
fn a_bureau_has_totals_where_the_master_names_one() {
    let (mut plan, _) = march();
    let names = |plan: &Plan| -> Vec<String> {
        let found = evaluate(plan, &told(plan).0, month(MARCH));
        found.totals.by_bureau.into_iter().map(|group| group.name).collect()
    };
    plan.departments.edit(|departments| departments[3].bureau = "市民局".to_owned());
    assert_eq!(names(&plan), ["総務局", "市民局"]);
    plan.departments.edit(|departments| departments.iter_mut().for_each(|row| row.bureau.clear()));
    assert_eq!(names(&plan), Vec::<String>::new());
    // A department that leads nothing makes no group.
    plan.departments.edit(|departments| departments[0].bureau = "総務局".to_owned());
    plan.projects.edit(|projects| projects.iter_mut().for_each(|row| row.lead = "広報課".to_owned()));
    assert_eq!(names(&plan), Vec::<String>::new());
}

#[test]
fn third_levels_and_rows_of_measures_have_totals_where_the_plan_has_them() {
    let (mut plan, found) = march();
    assert!(found.totals.by_middle.is_empty() && found.totals.by_level.is_empty());
    plan.measures.edit(|measures| {
        for (measure, group) in measures.iter_mut().zip(["甲", "乙", "甲"]) {
            group.clone_into(&mut measure.group);
        }
    });
    plan.projects.edit(|projects| projects[0].level = Level::Measure);
    plan.departments.edit(|departments| {
        let idle = Department { name: "監査課".to_owned(), ..departments[0].clone() };
        departments.push(idle);
    });
    let totals = evaluate(&plan, &told(&plan).0, month(MARCH)).totals;
    let names = |groups: &[crate::evaluate::model::Group]| {
        groups.iter().map(|group| format!("{}{}", group.name, group.effect.sum())).collect::<Vec<_>>()
    };
    assert_eq!(names(&totals.by_middle), ["甲3", "乙2", "甲2"]);
    assert_eq!(names(&totals.by_level), ["事業6", "施策1"]);
    assert!(!names(&totals.by_department).contains(&"監査課0".to_owned()));
}

#[test]
fn a_resubmission_and_the_share_of_good_outlooks_are_recorded() {
    let plan = town();
    let mut accepted_months = told(&plan).0;
    accepted_months.months.get_mut(&month(DECEMBER)).unwrap().resubmitted.insert(id("2-1-1"));
    let found = evaluate(&plan, &accepted_months, month(DECEMBER));
    let resubmitted: Vec<bool> = found.projects.iter().map(|row| row.resubmitted).collect();
    assert_eq!(resubmitted, [false, false, false, false, false, true, false]);
    // ① and 2-1-1 are extended to 100 of 100, ② to 133 of 200; the words of 1-1-2 have no outlook.
    let outlook = summary(&plan, &found).outlook;
    assert_eq!((outlook.part, outlook.base), (2, 3));
    let march = evaluate(&plan, &accepted_months, month(MARCH));
    assert_eq!(summary(&plan, &march).outlook.base, 0);
}

#[test]
fn a_low_band_an_undecided_or_a_missing_result_needs_action() {
    let (_, found) = march();
    let needing: Vec<String> =
        found.projects.iter().filter(|row| row.needs_action).map(|row| row.project.to_string()).collect();
    assert_eq!(needing, ["1-1-1", "1-1-3", "2-1-1", "2-1-2"]);
    assert_eq!(found.totals.needs_action, 4);
    // In the running year a low outlook is enough: ② is extended to 133 of 200.
    let plan = town();
    let found = evaluate(&plan, &told(&plan).0, month(DECEMBER));
    assert!(found.projects[0].needs_action);
    assert_eq!((found.projects[0].effect, found.projects[0].progress), (Effect::MidYear, Progress::Band(0)));
}

#[test]
fn changes_are_listed_by_kind() {
    let plan = town();
    let accepted_months = told(&plan).0;
    let [december, march] = [DECEMBER, MARCH].map(|at| evaluate(&plan, &accepted_months, month(at)));
    let told: Vec<String> = changes(&plan, &summary(&plan, &december), &summary(&plan, &march))
        .iter()
        .map(|change| {
            let symbol = change.indicator.as_ref().map_or("", |id| id.symbol());
            let (kind, project, item) = (change.kind.word(), &change.project, change.item.word());
            format!("{kind} {project}{symbol} {item} {}→{}", change.before, change.now)
        })
        .collect();
    assert_eq!(
        told,
        [
            "改善 1-1-2 進捗状況 順調→完了",
            "悪化 1-1-1 進捗状況 順調→やや遅れ",
            "数値の変更 1-1-1① 実績 75件→100件",
            "数値の変更 1-1-1② 実績 100件→150件",
            "数値の変更 1-1-2 実績 整備中→整備",
            "新たに提出 1-2-2 提出状況 未提出→提出",
            "新たに提出 2-1-2 提出状況 未提出→要訂正",
            "今回は未提出 2-1-1 提出状況 提出→未提出",
        ]
    );
}

#[test]
fn an_effect_is_compared_with_the_outlook_before_it_but_not_across_april() {
    let plan = plan(vec![("1-1-1", vec![annual("100件")])]);
    let actual = |text| [(Field::Actual, "", text)];
    let accepted_months = SampleReturns::default()
        .returned(&plan, DECEMBER, "1-1-1", &actual("75件"))
        .returned(&plan, MARCH, "1-1-1", &actual("79件"))
        .returned(&plan, "2033-06", "1-1-1", &actual("50件"))
        .0;
    let [december, march, june] =
        [DECEMBER, MARCH, "2033-06"].map(|at| evaluate(&plan, &accepted_months, month(at)));
    let effects = |before, now| -> Vec<(ChangeKind, String, String)> {
        changes(&plan, &summary(&plan, before), &summary(&plan, now))
            .into_iter()
            .filter(|change| change.item == ChangedItem::Effect)
            .map(|change| (change.kind, change.before, change.now))
            .collect()
    };
    let expected = (ChangeKind::Worse, "達成見込み".to_owned(), "未達".to_owned());
    assert_eq!(effects(&december, &march), [expected]);
    assert_eq!(effects(&march, &june), []);
    assert!(changes(&plan, &summary(&plan, &march), &summary(&plan, &march)).is_empty());
}

#[test]
fn a_month_without_any_return_and_a_year_without_columns_still_add_up() {
    let plan = town();
    for at in ["2031-12", "2033-06", "2040-03"] {
        let found = evaluate(&plan, &SampleReturns::default().month(at).0, month(at));
        assert_eq!(found.projects.len(), plan.projects.len());
        assert_eq!(found.totals.plan.effect.sum(), plan.projects.len(), "{at}");
        assert!(found.indicator(&id("1-1-3"), None, month(at).fiscal_year()).is_some());
    }
    let found = evaluate(&plan, &SampleReturns::default().0, month(MARCH));
    assert_eq!(found.totals.plan.on_track.shown(), "－");
    assert_eq!(found.totals.submission.of("未提出"), 6);
}

#[test]
fn indicators_stand_in_the_masters_order_and_then_by_year() {
    let (_, found) = march();
    let first: Vec<String> = found
        .indicators
        .iter()
        .take(8)
        .map(|row| format!("{}{}", row.indicator.as_ref().map_or("", |id| id.symbol()), row.year))
        .collect();
    assert_eq!(first, ["①2031", "①2032", "①2033", "①2034", "②2031", "②2032", "②2033", "②2034"]);
}

proptest! {
    #[test]
    fn a_shown_percentage_never_reaches_a_limit_that_the_exact_one_misses(
        actual in 0_i64..200_000, target in 1_i64..200_000,
    ) {
        let three = bands(&[("A", Some("100")), ("B", Some("80")), ("C", None)]);
        let rate = Rate {
            form: RateForm::Ratio,
            actual: Decimal::from(actual),
            target: Decimal::from(target),
            baseline: Decimal::ZERO,
            places: None,
        };
        let shown: Decimal = rate.shown(&three).unwrap().parse().unwrap();
        let band = rate.band(&three).unwrap();
        prop_assert_eq!(shown >= Decimal::from(100), band == 0);
        prop_assert_eq!(shown >= Decimal::from(80), band <= 1);
    }

    #[test]
    fn counts_add_up_whatever_is_returned(
        actuals in prop::collection::vec("[0-9]{1,3}件|-||整備|[0-9]{1,2}枚|終了|[0-9]{30}件", 7),
        progress in prop::collection::vec("順調|遅れ|完了|休止||良好", 7),
        at in prop::sample::select(vec!["2031-11", "2032-06", "2033-03", "2034-12", "2035-03"]),
    ) {
        let plan = town();
        let mut told = SampleReturns::default();
        for ((project, actual), progress) in plan.projects.iter().zip(&actuals).zip(&progress) {
            let symbol = project.indicators.first().map_or("", |one| one.id.symbol());
            let fields = [(Field::Actual, symbol, actual.as_str()), (Field::Progress, "", progress.as_str())];
            told = told.returned(&plan, at, &project.id.to_string(), &fields);
        }
        let found = evaluate(&plan, &told.0, month(at));
        let totals = &found.totals;
        let projects = plan.projects.len();
        prop_assert_eq!(totals.plan.effect.sum(), projects);
        prop_assert_eq!(totals.plan.progress.sum(), projects);
        prop_assert_eq!(totals.submission.sum(), projects);
        prop_assert_eq!(totals.indicator_effect.sum(), 7);
        prop_assert_eq!(totals.not_applicable.sum(), totals.indicator_effect.of("対象外"));
        prop_assert_eq!(totals.project_not_applicable.sum(), totals.plan.effect.of("対象外"));
        for groups in [&totals.by_policy, &totals.by_measure, &totals.by_department] {
            prop_assert_eq!(groups.iter().map(|group| group.effect.sum()).sum::<usize>(), projects);
            prop_assert_eq!(groups.iter().map(|group| group.progress.sum()).sum::<usize>(), projects);
        }
        prop_assert!(found.indicators.iter().all(|row| !row.reason.to_string().is_empty()));
    }
}

#[test]
fn a_band_formula_for_any_number_of_bands_is_balanced() {
    let names: Vec<String> = (1..=6).map(|row| format!("B{row}")).collect();
    let floors: Vec<String> = (1..=5).map(|row| format!("C{row}")).collect();
    for count in 0..=6_usize {
        let floors = &floors[..count.saturating_sub(1)];
        let cells = BandCells { names: &names[..count], floors, undecided: "A1", missing: "A2" };
        let formula = banded("K2", &cells, "\"\"");
        assert_eq!(formula.matches('(').count(), formula.matches(')').count(), "{formula}");
        assert_eq!(formula.matches("ROUND(K2,9)").count(), count.saturating_sub(1), "{formula}");
    }
}
