//! Tests of the differences between two months, on summaries that differ in one field each.

use crate::evaluate::history::{Change, changes, since_closed};
use crate::evaluate::model::Share;
use crate::evaluate::sample::{FIRST, id, month, number, plan};
use crate::evaluate::summary::{IndicatorSummary, MonthSummary, ProjectSummary};
use crate::ids::IndicatorId;
use crate::text::calendar::FiscalYear;

fn project(number: &str) -> ProjectSummary {
    ProjectSummary {
        project: id(number),
        name: format!("事業{number}"),
        effect: "年度途中".to_owned(),
        progress: "順調".to_owned(),
        state: "提出".to_owned(),
    }
}

fn indicator(number: &str, year: i32) -> IndicatorSummary {
    IndicatorSummary {
        project: id(number),
        indicator: Some(IndicatorId::default()),
        year: FiscalYear::new(year),
        target: "100件".to_owned(),
        actual: "75件".to_owned(),
        effect: "年度途中".to_owned(),
        outlook: "達成見込み".to_owned(),
        forecast: Some("100".parse().unwrap()),
        forecast_text: "100件".to_owned(),
    }
}

/// Returns December of the second fiscal year, with a project and its indicator in that year and in the next.
fn december() -> MonthSummary {
    let share = Share { part: 1, base: 1 };
    MonthSummary {
        month: month("2032-12"),
        closed: false,
        version: "第1版".to_owned(),
        projects: vec![project("1-1-1")].into(),
        indicators: vec![indicator("1-1-1", FIRST + 1), indicator("1-1-1", FIRST + 2)].into(),
        submitted: share,
        achieved: share,
        on_track: share,
        outlook: share,
        needs_action: 0,
    }
}

/// Returns December with its project changed.
fn with_project(change: impl FnOnce(&mut ProjectSummary)) -> MonthSummary {
    let mut changed = december();
    changed.projects.edit(|projects| change(&mut projects[0]));
    changed
}

/// Returns December with one of its indicator's years changed.
fn with_year(at: usize, change: impl FnOnce(&mut IndicatorSummary)) -> MonthSummary {
    let mut changed = december();
    changed.indicators.edit(|indicators| change(&mut indicators[at]));
    changed
}

fn lines(changes: Vec<Change>) -> Vec<String> {
    let line = |change: Change| {
        let year = change.year.map(|year| year.to_string()).unwrap_or_default();
        format!("{} {}{year} {}→{}", change.kind.word(), change.item.word(), change.before, change.now)
    };
    changes.into_iter().map(line).collect()
}

fn between(before: &MonthSummary, now: &MonthSummary) -> Vec<String> {
    lines(changes(&plan(Vec::new()), before, now))
}

fn later(today: &MonthSummary) -> Vec<String> {
    lines(since_closed(&december(), today))
}

const NONE: [&str; 0] = [];

#[test]
fn a_month_does_not_differ_from_itself() {
    assert_eq!(between(&december(), &december()), NONE);
    assert_eq!(later(&december()), NONE);
    assert_eq!(later(&with_year(0, |row| row.actual = " 75件\n".to_owned())), NONE);
}

#[test]
fn progress_is_ranked_from_done_to_cancelled_and_the_rest_is_not_compared() {
    let ranked = ["完了", "順調", "やや遅れ", "遅れ", "未着手", "休止", "中止"];
    let progress = |word: &str| with_project(|row| row.progress = word.to_owned());
    for pair in ranked.windows(2) {
        let (better, worse) = (progress(pair[0]), progress(pair[1]));
        assert_eq!(between(&better, &worse), [format!("悪化 進捗状況 {}→{}", pair[0], pair[1])]);
        assert_eq!(between(&worse, &better), [format!("改善 進捗状況 {}→{}", pair[1], pair[0])]);
    }
    for other in ["終了", "未報告", "良好"] {
        assert_eq!(between(&december(), &progress(other)), NONE);
        assert_eq!(between(&progress(other), &december()), NONE);
    }
}

#[test]
fn a_return_is_new_or_missing_only_between_returned_and_not_returned() {
    let state = |word: &str| with_project(|row| row.state = word.to_owned());
    for back in ["提出", "要訂正"] {
        assert_eq!(between(&state("未提出"), &state(back)), [format!("新たに提出 提出状況 未提出→{back}")]);
        assert_eq!(between(&state(back), &state("未提出")), [format!("今回は未提出 提出状況 {back}→未提出")]);
    }
    for (before, now) in
        [("提出不要", "未提出"), ("未提出", "提出不要"), ("提出", "要訂正"), ("未提出", "未提出")]
    {
        assert_eq!(between(&state(before), &state(now)), NONE, "{before} {now}");
    }
}

#[test]
fn an_outlook_is_compared_while_the_year_runs_and_the_effect_afterwards() {
    let outlook = |word: &str| with_year(0, |row| row.outlook = word.to_owned());
    assert_eq!(between(&december(), &outlook("未達見込み")), ["悪化 効果達成状況2032 達成見込み→未達見込み"]);
    assert_eq!(between(&outlook("未達見込み"), &december()), ["改善 効果達成状況2032 未達見込み→達成見込み"]);
    assert_eq!(between(&december(), &outlook("")), NONE);
    let judged = |word: &str| with_year(0, |row| row.effect = word.to_owned());
    assert_eq!(between(&december(), &judged("概ね達成")), ["悪化 効果達成状況2032 達成見込み→概ね達成"]);
    assert_eq!(between(&december(), &judged("要判断")), NONE);
    // Effects of other years, and of the same year seen from another fiscal year, are not compared.
    assert_eq!(between(&december(), &with_year(1, |row| row.effect = "未達".to_owned())), NONE);
    let next_year = |mut summary: MonthSummary| {
        summary.month = month("2033-06");
        summary
    };
    assert_eq!(between(&december(), &next_year(with_year(1, |row| row.effect = "未達".to_owned()))), NONE);
    assert_eq!(
        between(&next_year(december()), &next_year(with_year(1, |row| row.effect = "未達".to_owned()))),
        ["悪化 効果達成状況2033 達成見込み→未達"]
    );
}

#[test]
fn a_figure_changes_only_where_there_was_one() {
    let actual = |text: &str| with_year(0, |row| row.actual = text.to_owned());
    assert_eq!(between(&december(), &actual("80件")), ["数値の変更 実績2032 75件→80件"]);
    assert_eq!(between(&december(), &actual("")), ["数値の変更 実績2032 75件→"]);
    for nothing in ["", "-", "－"] {
        assert_eq!(between(&actual(nothing), &december()), NONE, "{nothing}");
    }
}

#[test]
fn a_forecast_changes_by_its_number_or_by_its_words_where_it_has_none() {
    let forecast = |number: Option<&str>, text: &str| {
        with_year(0, |row| {
            row.forecast = number.map(self::number);
            row.forecast_text = text.to_owned();
        })
    };
    let hundred = december();
    assert_eq!(between(&hundred, &forecast(Some("100"), "100件程度")), NONE);
    assert_eq!(between(&hundred, &forecast(Some("90"), "90件")), ["数値の変更 年度末見込み2032 100件→90件"]);
    assert_eq!(between(&hundred, &forecast(None, "未定")), ["数値の変更 年度末見込み2032 100件→未定"]);
    assert_eq!(between(&forecast(None, "未定"), &forecast(None, " 未定")), NONE);
    // At the year's end there is no outlook any more.
    assert_eq!(between(&hundred, &forecast(None, "")), NONE);
    assert_eq!(between(&forecast(None, ""), &hundred), NONE);
}

#[test]
fn every_text_of_a_project_that_differs_from_its_record_is_named() {
    for (item, change) in [
        ("事業", (|row| row.name = "別".to_owned()) as fn(&mut ProjectSummary)),
        ("効果達成状況", |row| row.effect = "別".to_owned()),
        ("進捗状況", |row| row.progress = "別".to_owned()),
        ("提出状況", |row| row.state = "別".to_owned()),
    ] {
        let found = later(&with_project(change));
        assert_eq!(found.len(), 1, "{item}");
        assert!(found[0].starts_with(&format!("確定後の変更 {item} ")) && found[0].ends_with("→別"));
    }
}

#[test]
fn every_text_of_an_indicator_that_differs_from_its_record_is_named() {
    let actual = |row: &mut IndicatorSummary| row.actual = "80件".to_owned();
    let target = |row: &mut IndicatorSummary| row.target = "120件".to_owned();
    let forecast = |row: &mut IndicatorSummary| {
        (row.forecast, row.forecast_text) = (Some(number("90")), "90件".to_owned());
    };
    let outlook = |row: &mut IndicatorSummary| row.outlook = "未達見込み".to_owned();
    let effect = |row: &mut IndicatorSummary| row.effect = "未達".to_owned();
    assert_eq!(later(&with_year(0, target)), ["確定後の変更 目標2032 100件→120件"]);
    assert_eq!(later(&with_year(0, actual)), ["確定後の変更 実績2032 75件→80件"]);
    assert_eq!(later(&with_year(0, forecast)), ["確定後の変更 年度末見込み2032 100件→90件"]);
    let words = |text: &str| with_year(0, |row| (row.forecast, row.forecast_text) = (None, text.to_owned()));
    assert_eq!(
        lines(since_closed(&words("未定"), &words("増加予定"))),
        ["確定後の変更 年度末見込み2032 未定→増加予定"]
    );
    assert_eq!(lines(since_closed(&words("未定"), &words("未定 "))), NONE);
    let rounded = with_year(0, |row| row.forecast_text = "100件程度".to_owned());
    assert_eq!(later(&rounded), NONE);
    assert_eq!(later(&with_year(0, outlook)), ["確定後の変更 効果達成状況2032 達成見込み→未達見込み"]);
    assert_eq!(later(&with_year(0, effect)), ["確定後の変更 効果達成状況2032 達成見込み→未達"]);
    // Of a later year the committee has seen the target only.
    assert_eq!(later(&with_year(1, target)), ["確定後の変更 目標2033 100件→120件"]);
    assert_eq!(later(&with_year(1, actual)), NONE);
    assert_eq!(later(&with_year(1, effect)), NONE);
}

#[test]
fn a_judgment_that_the_plan_no_longer_makes_is_no_change() {
    assert_eq!(later(&with_project(|row| row.effect = String::new())), NONE);
    assert_eq!(later(&with_project(|row| row.progress = String::new())), NONE);
    let unrated = |row: &mut IndicatorSummary| (row.effect, row.outlook) = (String::new(), String::new());
    assert_eq!(later(&with_year(0, unrated)), NONE);
    assert_eq!(later(&with_project(|row| row.state = String::new())), ["確定後の変更 提出状況 提出→"]);
}

#[test]
fn what_was_added_or_removed_since_the_record_is_named() {
    let mut other = december();
    other.projects = vec![project("1-1-2")].into();
    other.indicators = vec![indicator("1-1-2", FIRST + 1)].into();
    assert_eq!(later(&other), ["確定後の変更 事業 事業1-1-1→", "確定後の変更 事業 →事業1-1-2"]);
    let mut fewer = december();
    fewer.indicators.edit(|rows| drop(rows.pop()));
    assert_eq!(later(&fewer), ["確定後の変更 指標2033 100件→"]);
    assert_eq!(lines(since_closed(&fewer, &december())), ["確定後の変更 指標2033 →100件"]);
    // The row of a project without indicator does not count as an indicator.
    let mut without = december();
    without.indicators.edit(|rows| rows[1].indicator = None);
    assert_eq!(later(&without), ["確定後の変更 指標2033 100件→"]);
}

#[test]
fn against_a_different_target_nothing_is_better_or_worse() {
    let now = with_year(0, |row| {
        row.target = "150件".to_owned();
        row.outlook = "未達見込み".to_owned();
    });
    assert_eq!(
        between(&december(), &now),
        ["計画変更 目標2032 100件→150件", "計画変更 効果達成状況2032 達成見込み→未達見込み"]
    );
    assert!(between(&december(), &with_year(0, |row| row.target = "１００件".to_owned())).is_empty());
}
