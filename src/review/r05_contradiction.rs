//! R05: the department's 進捗状況 or 自己評価 is 良好, but its figures are in the lowest band.

use crate::evaluate::model::IndicatorAssessment;
use crate::findings::{Finding, Kind, Severity};
use crate::form::field::Field;
use crate::ratings::{Effect, Progress, ProgressBasis, rating, reported_progress};
use crate::review::judged::{Review, Reviewed, named};
use crate::review::rule::Rule;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "R05",
        severity: Severity::Check,
        title: "自己評価と数値の食い違い",
        help: "評価か数値のどちらかを直してください。理由があるときは取組内容に記入してください",
        explain: include_str!("r05_contradiction.md"),
        ..Kind::PLAIN
    },
    check,
};

fn check(review: &Review<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for reviewed in review.projects() {
        findings.extend(progress(review, &reviewed));
        findings.extend(reviewed.indicators.iter().filter_map(|row| self_rating(review, &reviewed, row)));
    }
    findings
}

/// Reports a band that is 良好, or 完了, while the department's outlook, or without one the computed pace, is in
/// the lowest band.
fn progress(review: &Review<'_>, reviewed: &Reviewed<'_>) -> Option<Finding> {
    let bands = &review.plan.bands;
    let entry = reviewed.entry(Field::Progress);
    // A supposed correction of an unreadable choice is in the judged progress, but not on the form.
    let known = || reviewed.judged.progress_reported.filter(|_| reviewed.judged.reported_now);
    let said = reported_progress(entry.text(), bands).or_else(known)?;
    if !said.is_good(bands) {
        return None;
    }
    let why = reviewed.indicators.iter().find_map(|row| {
        if row.forecast_basis == Some(ProgressBasis::Reported) && row.outlook.is_some() {
            let lowest = bands.effect.len().checked_sub(1)?;
            return (row.outlook == Some(lowest)).then(|| {
                format!("{}の年度末見込み「{}」では目標に届きません", named(row), row.forecast_text)
            });
        }
        let pace = row.pace.as_ref()?;
        let lowest = bands.progress.len().checked_sub(1)?;
        let shown = pace.shown(&bands.progress)?;
        let band = pace.band(&bands.progress).filter(|band| *band == lowest && said != Progress::Band(*band));
        band.is_some().then(|| {
            // At the year's end the pace is the rate.
            let what = if review.month.is_fiscal_year_end() { "達成率" } else { "進度" };
            format!("{}の{what}は{shown}%です", named(row))
        })
    })?;
    let message = format!("進捗状況は「{}」ですが、{why}", said.word(bands));
    let lowest = bands.progress.last().map_or("", |band| band.name.as_str());
    let expected = format!("「{lowest}」など数値に合う区分");
    Some(entry.attribute(RULE.kind.at(entry.cell(), message).expected(expected)))
}

/// Reports 自己評価 in a band that is 良好 while the achievement rate is in the lowest.
fn self_rating(review: &Review<'_>, reviewed: &Reviewed<'_>, row: &IndicatorAssessment) -> Option<Finding> {
    let bands = &review.plan.bands.effect;
    let entry = reviewed.row(Field::SelfRating, row);
    let said = rating(entry.text(), &review.plan.bands).filter(|said| said.is_good(&review.plan.bands))?;
    let rate = row.rate.as_ref()?;
    let lowest = bands.len().checked_sub(1).filter(|lowest| said != Effect::Band(*lowest))?;
    (rate.band(bands) == Some(lowest)).then(|| {
        let message = match rate.shown(bands) {
            Some(shown) => {
                format!("自己評価は「{}」ですが、達成率は{shown}%です", said.word(&review.plan.bands))
            }
            None => format!("自己評価は「{}」ですが、目標に達していません", said.word(&review.plan.bands)),
        };
        let fits = bands.get(lowest).map_or("", |band| band.name.as_str());
        entry.attribute(RULE.kind.at(entry.cell(), message).expected(format!("「{fits}」など数値に合う区分")))
    })
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{Form, findings, findings_at, plan, said, said_when, times};
    use workbook::Cell;

    fn late(form: Form) -> Form {
        form.actual(0, "200手続").set(Field::Reason, "理由").set(Field::NextStep, "対応")
    }

    #[test]
    fn a_good_rating_beside_low_figures_is_reported() {
        assert_eq!(said_when(late), ["R05 進捗状況は「順調」ですが、指標①の達成率は50.0%です"]);
        let rated = |form: Form| {
            late(form).set(Field::Progress, "遅れ").row(Field::SelfRating, 0, Cell::text("達成"))
        };
        assert_eq!(said_when(rated), ["R05 自己評価は「達成」ですが、達成率は50.0%です"]);
        let short = |form: Form| {
            form.row(Field::Forecast, 0, Cell::text("200手続"))
                .set(Field::Reason, "理由")
                .set(Field::NextStep, "対応")
        };
        assert_eq!(
            said(&findings_at(&plan(), "2031-12", short)),
            ["R05 進捗状況は「順調」ですが、指標①の年度末見込み「200手続」では目標に届きません"]
        );
    }

    #[test]
    fn a_rate_on_schedule_is_accepted_before_the_year_ends() {
        // From 36.3% to 60%: in September, 44% is a third of the way and 73.3% of the target.
        let told = |actual: &str| {
            let found = findings_at(&plan(), "2031-09", |form| form.actual(0, "411手続").actual(1, actual));
            said(&found)
        };
        assert_eq!(told("47%"), Vec::<String>::new());
        assert_eq!(told("44%"), ["R05 進捗状況は「順調」ですが、指標②の進度は73.3%です"]);
    }

    #[test]
    fn a_rating_that_fits_the_figures_is_accepted() {
        assert_eq!(times("R05", &findings(|form| late(form).set(Field::Progress, "遅れ"))), 0);
    }
}
