//! V19: the rounded number that a cell shows falls into a different band than the number it holds.

use crate::evaluate::rate::Rate;
use crate::figure::Figure;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::ratings::EffectBasis;
use crate::review::judged::Review;
use crate::review::rule::Rule;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V19",
        severity: Severity::Info,
        title: "表示と違う値による判定",
        help: "表示の値が正しいときは、その値を入力し直してください",
        explain: include_str!("v19_rounded.md"),
        ..Kind::PLAIN
    },
    check,
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    let bands = &review.plan.bands.effect;
    let mut findings = Vec::new();
    for reviewed in review.projects() {
        for row in reviewed.indicators.iter().filter(|row| row.effect_basis == EffectBasis::Figures) {
            let entry = reviewed.row(Field::Actual, row);
            let shown = entry.value.and_then(|value| value.cell.shown.as_deref());
            let (Some(rate), Some(shown)) = (&row.rate, shown) else { continue };
            let Some(quantity) = Figure::parse(shown, entry.unit()).quantity else { continue };
            let as_shown = Rate { actual: quantity.number, ..rate.clone() };
            let name = |band: Option<usize>| band.and_then(|at| bands.get(at)).map(|band| band.name.as_str());
            let (by_value, by_display) = (name(rate.band(bands)), name(as_shown.band(bands)));
            if let (Some(by_value), Some(by_display)) = (by_value, by_display)
                && by_value != by_display
            {
                let message = format!(
                    "{}は「{shown}」と表示されていますが、セルの値は「{}」です。表示の値なら「{by_display}」ですが、セルの値で「{by_value}」と判定しました",
                    entry.label(),
                    entry.text(),
                );
                findings.push(entry.attribute(RULE.kind.at(entry.cell(), message).expected(shown)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{Form, findings, said_when, times};
    use workbook::Cell;

    fn shown_as(form: Form, text: &str, shown: &str) -> Form {
        form.row(Field::Actual, 1, Cell { shown: Some(shown.to_owned()), ..Cell::text(text) })
    }

    #[test]
    fn a_different_band_by_the_shown_number_is_reported() {
        assert_eq!(
            said_when(|form| shown_as(form, "59.96%", "60%")),
            [
                "V19 実績②は「60%」と表示されていますが、セルの値は「59.96%」です。表示の値なら「達成」ですが、セルの値で「概ね達成」と判定しました"
            ]
        );
    }

    #[test]
    fn the_same_band_is_accepted() {
        assert_eq!(times("V19", &findings(|form| shown_as(form, "62.4%", "62%"))), 0);
    }
}
