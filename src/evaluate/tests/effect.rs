//! Tests of 効果達成状況: the grounds that decide it, in their order.

use crate::evaluate::sample::{
    FIRST, SampleReturns, bands, falling, indicator, judgment, month, number, plan, row,
};
use crate::form::field::Field;
use crate::plan::Plan;
use crate::plan::model::Accumulation::{self, Annual, Milestone, Rate, Stock};
use crate::plan::model::{Indicator, Method};
use crate::ratings::{Effect, EffectBasis};
use crate::returns::accepted::AcceptedMonths;

/// The second fiscal year's last month.
const MARCH: &str = "2033-03";

fn single(indicator: Indicator) -> Plan {
    plan(vec![("1-1-1", vec![indicator])])
}

/// Judges the plan's first fiscal year, whose actual is the master's, a year later.
fn past(unit: &str, accumulation: Accumulation, target: &str, actual: &str) -> (String, String, String) {
    told(
        &single(indicator(unit, accumulation, &[(target, actual), ("-", "-")])),
        &AcceptedMonths::default(),
        FIRST,
    )
}

fn told(plan: &Plan, accepted_months: &AcceptedMonths, year: i32) -> (String, String, String) {
    let row = row(plan, accepted_months, MARCH, "1-1-1", year);
    (row.effect.word(&plan.bands).to_owned(), row.effect_basis.word().to_owned(), row.reason.to_string())
}

#[test]
fn figures_are_compared_where_both_sides_are_one_quantity_in_the_same_unit() {
    for (unit, accumulation, target, actual, effect, reason) in [
        ("手続", Stock, "150手続／800手続", "125手続", "概ね達成", "125手続 ÷ 150手続 = 83.3%"),
        ("手続", Stock, "400手続／800手続", "411手続", "達成", "411手続 ÷ 400手続 = 102.8%"),
        ("施設", Stock, "試行の拡大（7施設）", "7施設", "達成", "7施設 ÷ 7施設 = 100.0%"),
        ("%", Rate, "40%", "別のアプリを活用(24%)", "未達", "24% ÷ 40% = 60.0%"),
        ("手続", Stock, "5手続に試行導入", "8手続", "達成", "8手続 ÷ 5手続 = 160.0%"),
        ("件", Annual, "11,250件", "52,026件", "達成", "52,026件 ÷ 11,250件 = 462.5%"),
        ("%削減", Rate, "10%削減", "9%削減", "概ね達成", "9%削減 ÷ 10%削減 = 90.0%"),
        ("%削減", Rate, "10%削減", "▲9%", "概ね達成", "9%削減 ÷ 10%削減 = 90.0%"),
        ("台", Stock, "100台/887台（試験導入）", "85台/887台", "概ね達成", "85台 ÷ 100台 = 85.0%"),
        ("%", Rate, "80%", "64%", "概ね達成", "64% ÷ 80% = 80.0%"),
        ("%", Rate, "100%", "79.46%", "未達", "79.46% ÷ 100% = 79.5%"),
        ("%", Rate, "100%", "79.96%", "未達", "79.96% ÷ 100% = 79.96%"),
        ("", Stock, "169,000", "150,985人", "概ね達成", "150,985人 ÷ 169,000人 = 89.3%"),
        ("時間/年", Annual, "20,400時間/年", "20,400時間", "達成", "20,400時間/年 ÷ 20,400時間/年 = 100.0%"),
    ] {
        let expected = (effect.to_owned(), "数値".to_owned(), reason.to_owned());
        assert_eq!(past(unit, accumulation, target, actual), expected);
    }
}

#[test]
fn equal_words_are_the_best_band_and_other_words_are_undecided() {
    for (unit, accumulation, target, actual, effect, basis) in [
        ("手続", Stock, "導入検討", "導入検討", "達成", "一致"),
        ("", Milestone, "要件確定，費用額の確定", "要件確定、\n費用額の確定", "達成", "一致"),
        ("", Milestone, "整備・運用", "整備完了・運用開始", "要判断", "判断材料なし"),
        ("学区", Milestone, "・調査の実施 ・希望学区への支援(14学区)", "14学区", "要判断", "判断材料なし"),
        ("%", Annual, "制度設計, 基礎研修（100%）", "制度設計", "要判断", "判断材料なし"),
        ("業務", Stock, "予約の導入", "1業務", "要判断", "判断材料なし"),
        ("手続", Stock, "10手続", "10件", "要判断", "判断材料なし"),
        ("手続", Stock, "0手続", "3手続", "要判断", "判断材料なし"),
        ("施設", Milestone, "10施設", "10施設", "達成", "一致"),
        ("手続", Stock, "0手続", "0手続", "達成", "一致"),
        ("手続", Stock, "10手続", "10手続超", "要判断", "判断材料なし"),
        ("手続", Stock, "10手続", "8手続未満", "要判断", "判断材料なし"),
        ("手続", Stock, "10手続", "11手続以上", "達成", "数値"),
        ("手続", Stock, "10手続", "-", "未報告", "実績なし"),
        ("手続", Stock, "10手続", "", "未報告", "実績なし"),
        ("手続", Stock, "-", "3手続", "対象外", "目標なし"),
        ("%", Rate, "2035年度末までに100%", "84.5%", "対象外", "期限未到来"),
        ("%", Rate, "2031年度末までに100%", "84.5%", "概ね達成", "数値"),
    ] {
        let (found, why, reason) = past(unit, accumulation, target, actual);
        assert_eq!((found.as_str(), why.as_str()), (effect, basis), "{target} {actual}: {reason}");
    }
}

#[test]
fn an_ended_or_future_year_is_not_applicable() {
    let ended = single(indicator("%", Stock, &[("100%", "100%"), ("終了", ""), ("", ""), ("5%", "")]));
    let word = |year| told(&ended, &AcceptedMonths::default(), year).1;
    assert_eq!([0, 1, 2, 3].map(|n| word(FIRST + n)), ["数値", "終了", "終了", "未到来"]);
    let none = plan(vec![("1-1-1", Vec::new())]);
    let found = row(&none, &AcceptedMonths::default(), MARCH, "1-1-1", FIRST);
    assert_eq!((found.effect, found.effect_basis), (Effect::NotApplicable, EffectBasis::NoIndicator));
    assert_eq!(found.indicator, None);
}

#[test]
fn less_is_better_where_the_plan_says_so() {
    let of = |target: &str, actual: &str| {
        let years = [(target, actual), ("-", "-")];
        told(&single(falling(indicator("件", Annual, &years))), &AcceptedMonths::default(), FIRST).0
    };
    assert_eq!(of("40件", "50件"), "概ね達成");
    assert_eq!(of("40件", "0件"), "達成");
    assert_eq!(of("0件", "0件"), "達成");
    assert_eq!(of("0件", "3件"), "要判断");
    let reduction = falling(indicator("%削減", Rate, &[("10%削減", "9%削減"), ("-", "-")]));
    assert_eq!(told(&single(reduction), &AcceptedMonths::default(), FIRST).2, "9%削減 ÷ 10%削減 = 90.0%");
}

#[test]
fn a_baseline_is_subtracted_from_both_sides() {
    let with = |baseline: Option<&str>| {
        let mut one = indicator("%", Rate, &[("50%", "30%"), ("-", "-")]);
        one.method = Method::Baseline;
        one.baseline = baseline.map(number);
        told(&single(one), &AcceptedMonths::default(), FIRST)
    };
    assert_eq!(with(Some("10")).2, "（30% − 10%）÷（50% − 10%）= 50.0%");
    assert_eq!(with(None).0, "要判断");
}

#[test]
fn bands_are_the_plans_own() {
    let years = [("100件", "84件"), ("-", "-")];
    let mut own = single(indicator("件", Stock, &years));
    for (rows, expected) in [
        (&[("A", Some("100")), ("B", Some("85")), ("C", None)][..], "C"),
        (&[("可", Some("84")), ("不可", None)][..], "可"),
        (&[("S", Some("120")), ("A", Some("100")), ("B", Some("84.0")), ("C", Some("60")), ("D", None)], "B"),
    ] {
        own.bands.effect = bands(rows);
        assert_eq!(told(&own, &AcceptedMonths::default(), FIRST).0, expected);
    }
}

#[test]
fn a_self_rating_counts_where_figures_decide_nothing() {
    let plan = single(indicator("", Milestone, &[("-", "-"), ("分析と業務選択", "-")]));
    let rated = |actual: &str, rating: &str| {
        let fields = [(Field::Actual, "", actual), (Field::SelfRating, "", rating)];
        told(&plan, &SampleReturns::default().returned(&plan, MARCH, "1-1-1", &fields).0, FIRST + 1)
    };
    assert_eq!(rated("分析を実施", "概ね達成").1, "自己評価");
    assert_eq!(rated("分析を実施", "概ね 達成").2, "担当課の自己評価が「概ね達成」です");
    // A 自己評価 precedes equal texts.
    assert_eq!(rated("分析と業務選択", "未達").0, "未達");
    assert_eq!(rated("分析を実施", "").0, "要判断");
    assert_eq!(rated("分析を実施", "まあまあ").0, "要判断");
    assert_eq!(
        rated("分析を実施", "まあまあ").2,
        "目標と実績を数値で比べられません。自己評価「まあまあ」は判定区分のどれでもありません"
    );
    assert_eq!(rated("分析を実施", "未達（見込み）").1, "自己評価");
    assert_eq!(rated("", "達成").0, "未報告");
    // A rating of the year before its end does not go with the master's year-end actual.
    let closed = single(indicator("", Milestone, &[("分析", "分析を実施"), ("-", "-")]));
    for (at, expected) in [("2031-12", "要判断"), ("2032-03", "達成")] {
        let accepted_months =
            SampleReturns::default().returned(&closed, at, "1-1-1", &[(Field::SelfRating, "", "達成")]);
        assert_eq!(told(&closed, &accepted_months.0, FIRST).0, expected);
    }
}

#[test]
fn a_value_of_an_earlier_month_is_shown_at_the_years_end_and_not_rated() {
    let plan =
        single(indicator("手続", Stock, &[("150手続", "125手続"), ("400手続", "-"), ("600手続", "-")]));
    let december = [(Field::Actual, "", "300手続")];
    let carried = SampleReturns::default()
        .returned(&plan, "2032-12", "1-1-1", &december)
        .carried(&plan, MARCH, "2032-12", "1-1-1", &december);
    let found = row(&plan, &carried.0, MARCH, "1-1-1", FIRST + 1);
    assert_eq!((found.effect, found.effect_basis), (Effect::Missing, EffectBasis::NoActual));
    assert_eq!(found.reason.to_string(), "年度末の実績が報告されていません（12月時点 300手続）");
    assert_eq!((found.rate, found.carried_from), (None, Some(month("2032-12"))));
    assert_eq!(found.actual_text, "300手続");

    // It is not the year-end value a year later either, whether or not March is among the months.
    for accepted_months in [
        SampleReturns::default().returned(&plan, "2032-12", "1-1-1", &december).month("2033-06"),
        carried.month("2033-06"),
    ] {
        let later = row(&plan, &accepted_months.0, "2033-06", "1-1-1", FIRST + 1);
        assert_eq!(later.effect, Effect::Missing);
        assert_eq!(later.reason.to_string(), "年度末の実績が報告されていません（12月時点 300手続）");
    }
}

#[test]
fn a_withheld_actual_is_unreported_at_the_years_end_and_the_older_one_is_shown() {
    let plan = single(indicator("手続", Stock, &[("150手続", "125手続"), ("400手続", "-")]));
    let december = [(Field::Actual, "", "300手続")];
    let march = SampleReturns::default()
        .carried(&plan, MARCH, "2032-12", "1-1-1", &december)
        .withheld(MARCH, "1-1-1", "411件");
    let found = row(&plan, &march.0, MARCH, "1-1-1", FIRST + 1);
    assert_eq!((found.effect, found.effect_basis), (Effect::Missing, EffectBasis::Withheld));
    assert_eq!(found.reason.to_string(), "実績に誤りがあり、訂正されるまで保留です（12月時点 300手続）");
    let september = SampleReturns::default()
        .carried(&plan, "2032-12", "2032-09", "1-1-1", &december)
        .withheld("2032-12", "1-1-1", "411件");
    let found = row(&plan, &september.0, "2032-12", "1-1-1", FIRST + 1);
    assert_eq!(found.effect, Effect::MidYear);
    assert!(
        found.reason.to_string().starts_with("年度途中（12月時点）。今回の実績は保留、9月時点 300手続"),
        "{}",
        found.reason
    );
    let bare = SampleReturns::default().withheld(MARCH, "1-1-1", "411件");
    let found = row(&plan, &bare.0, MARCH, "1-1-1", FIRST + 1);
    assert_eq!(found.reason.to_string(), "実績に誤りがあり、訂正されるまで保留です");
    assert_eq!(found.actual_text, "");
}

#[test]
fn a_past_years_actual_is_the_masters_or_else_its_last_months() {
    let years = |actual| [("150手続", actual), ("400手続", "-"), ("600手続", "-")];
    let march = [(Field::Actual, "", "120手続")];
    for (master, expected, from_return) in [("125手続", "125手続", false), ("-", "120手続", true)] {
        let plan = single(indicator("手続", Stock, &years(master)));
        let accepted_months =
            SampleReturns::default().returned(&plan, "2032-03", "1-1-1", &march).month(MARCH);
        let found = row(&plan, &accepted_months.0, MARCH, "1-1-1", FIRST);
        assert_eq!(found.actual_text, expected);
        assert_eq!(found.source.is_some(), from_return);
        assert_eq!(found.effect_basis, EffectBasis::Figures);
    }
    // In the running year the master's actual does not count.
    let plan = single(indicator("手続", Stock, &[("150手続", "125手続"), ("400手続", "411手続")]));
    assert_eq!(told(&plan, &AcceptedMonths::default(), FIRST + 1).0, "未報告");
}

#[test]
fn the_secretariats_judgment_overrides_the_computed_one_and_both_are_shown() {
    let mut plan = single(indicator("手続", Stock, &[("150手続", "125手続"), ("400手続", "-")]));
    plan.judgments = [
        judgment("1-1-1", FIRST, "2031-12", "未達", ""),
        judgment("1-1-1", FIRST, "2032-03", "達成", ""),
        judgment("1-1-1", FIRST + 1, "2032-12", "達成", ""),
    ]
    .into_iter()
    .collect();
    let found = row(&plan, &AcceptedMonths::default(), MARCH, "1-1-1", FIRST);
    assert_eq!(found.effect, Effect::Band(0));
    assert_eq!((found.effect_basis, found.effect_computed), (EffectBasis::Secretariat, Effect::Band(1)));
    assert_eq!(
        found.reason.to_string(),
        "事務局評価: 現地で確認した。計算では概ね達成（125手続 ÷ 150手続 = 83.3%）"
    );
    // A judgment made during the year says nothing about its end.
    assert_eq!(told(&plan, &AcceptedMonths::default(), FIRST + 1).0, "未報告");
    // The newest judgment holds, but none from a later month.
    plan.judgments = ["2032-03 達成", "2032-06 未達", "2033-06 概ね達成"]
        .map(|row| row.split_once(' ').unwrap())
        .map(|(at, effect)| judgment("1-1-1", FIRST, at, effect, ""))
        .into_iter()
        .chain([judgment("1-1-1", FIRST + 1, "2032-12", "達成", "")])
        .collect();
    let judged = |at| row(&plan, &AcceptedMonths::default(), at, "1-1-1", FIRST).effect;
    assert_eq!(["2032-03", "2033-03", "2033-06"].map(judged), [0, 2, 1].map(Effect::Band));
    let december = row(&plan, &AcceptedMonths::default(), "2032-12", "1-1-1", FIRST + 1);
    assert_eq!((december.effect, december.effect_computed), (Effect::Band(0), Effect::MidYear));
}

#[test]
fn a_zero_target_that_was_missed_is_told_with_both_figures() {
    let (_, _, reason) = past("手続", Stock, "0手続", "3手続");
    assert!(reason.starts_with("目標 0手続・実績 3手続"), "{reason}");
}
