//! R08: the effect is 要判断 and 自己評価 is blank, or 自己評価 names no band.

use crate::evaluate::model::IndicatorAssessment;
use crate::figure::says_nothing;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::plan::model::Bands;
use crate::ratings::{Effect, EffectBasis, rating};
use crate::review::judged::Review;
use crate::review::rule::Rule;
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R08",
        severity: Severity::Check,
        title: "達成したか分からない実績",
        help: "自己評価の欄で区分を選んでください",
        explain: include_str!("r08_undecided.md"),
        asks: Some(Field::SelfRating),
        ..Kind::PLAIN
    },
    check,
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !review.month.is_fiscal_year_end() {
        return findings;
    }
    for reviewed in review.projects() {
        for row in &reviewed.indicators {
            let entry = reviewed.row(Field::SelfRating, row);
            let Some(rated) = unrated(row, entry.text(), &review.plan.bands) else { continue };
            let message = match row.effect {
                Effect::Undecided => format!(
                    "実績「{}」が目標「{}」を達成したか、数値では判断できません。{rated}",
                    one_line(&row.actual_text),
                    one_line(&row.target_text)
                ),
                effect => format!(
                    "実績が目標と同じ内容なので「{}」としていますが、{rated}",
                    effect.word(&review.plan.bands)
                ),
            };
            let bands: Vec<&str> = review.plan.bands.effect.iter().map(|band| band.name.as_str()).collect();
            findings.push(entry.attribute(RULE.kind.at(entry.cell(), message).expected(bands.join("・"))));
        }
    }
    findings
}

/// Returns in words why 自己評価 does not decide an effect that has no figures. `None` if it decides it, or if
/// the effect does not depend on it.
fn unrated(row: &IndicatorAssessment, written: &str, bands: &Bands) -> Option<String> {
    let unread = || {
        let words = format!("自己評価「{}」は判定区分のどれでもありません", one_line(written));
        rating(written, bands).is_none().then_some(words)
    };
    match (row.effect, row.effect_basis) {
        (Effect::Undecided, _) if says_nothing(written) => Some("自己評価がありません".to_owned()),
        (Effect::Undecided, _) => unread(),
        (_, EffectBasis::SameText) if !says_nothing(written) => unread(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, Form, form, plan, run, said};
    use workbook::Cell;

    fn milestone(change: impl Fn(Form) -> Form) -> Vec<String> {
        let plan = plan();
        said(&run(&plan, vec![form(&plan, "1-1-1", AS_OF), change(form(&plan, "1-1-2", AS_OF))]).findings)
    }

    #[test]
    fn an_actual_in_other_words_than_the_target_needs_a_rating() {
        assert_eq!(
            milestone(|form| form.actual(0, "整備完了・運用開始")),
            [
                "R08 実績「整備完了・運用開始」が目標「整備・運用」を達成したか、数値では判断できません。自己評価がありません"
            ]
        );
    }

    #[test]
    fn a_rating_that_names_no_band_is_reported() {
        let rated = |actual: &'static str, text: &'static str| {
            milestone(move |form| form.actual(0, actual).row(Field::SelfRating, 0, Cell::text(text)))
        };
        assert_eq!(
            rated("整備完了・運用開始", "だいたい"),
            [
                "R08 実績「整備完了・運用開始」が目標「整備・運用」を達成したか、数値では判断できません。自己評価「だいたい」は判定区分のどれでもありません"
            ]
        );
        assert_eq!(
            rated("整備・運用", "◎"),
            [
                "R08 実績が目標と同じ内容なので「達成」としていますが、自己評価「◎」は判定区分のどれでもありません"
            ]
        );
        assert!(rated("整備完了・運用開始", "概ね達成（見込み）").is_empty());
    }

    #[test]
    fn a_rating_a_confirmation_or_the_same_words_are_accepted() {
        let done = |form: Form| form.actual(0, "整備完了・運用開始");
        assert!(milestone(|form| done(form).row(Field::SelfRating, 0, Cell::text("達成"))).is_empty());
        assert!(milestone(|form| done(form).set(Field::Confirmed, "R08")).is_empty());
        assert!(milestone(|form| form.actual(0, "整備・ 運用")).is_empty());
    }
}
