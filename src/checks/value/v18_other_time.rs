//! V18: the actual is of a time other than the report's.

use crate::checks::content::Content;
use crate::checks::entry::Entry;
use crate::checks::rule::{Check, Rule};
use crate::figure::said::{OtherTime, Stated};
use crate::findings::{Finding, Kind, Role, Severity};
use crate::text::fold::one_line;

pub(super) static RULE: Rule = Rule {
    kind: Kind {
        code: "V18",
        severity: Severity::Check,
        title: "基準月と違う時点の実績",
        help: "基準月の実績を記入してください",
        explain: include_str!("v18_other_time.md"),
        role: Role::OtherTime,
        ..Kind::PLAIN
    },
    check: Check::Entry(check),
};

fn check(entry: &Entry<'_>) -> Option<Finding> {
    let Content::Number(quantity) = entry.content() else { return None };
    // Only an actual that is read as a number has a time.
    let Stated { words, time } = entry.said()?.time.as_ref()?;
    if !entry.unit_fits(quantity) {
        return None;
    }
    entry.due()?;
    let (label, text, now) = (entry.label(), one_line(entry.text()), entry.month.japanese());
    let until = match time {
        OtherTime::Earlier(_) | OtherTime::Later => "確かめるまで達成の判定はしません".to_owned(),
        OtherTime::PastYear(_) => format!("{}の実績とはせず、公表待ちとします", entry.year().label()),
    };
    let message = format!("{label}「{text}」は「{words}」の値のため、{until}");
    let help = format!(
        "{now}の値を記入してください。{now}の値に間違いないときは、時点の言葉を消すか、確認済に「V18」と記入してください"
    );
    Some(RULE.kind.at(entry.cell(), message).expected(format!("{now}の値")).help(help))
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::model::Accumulation;
    use crate::sample::forms::{
        codes, codes_when, findings, findings_at, findings_of, plan, plan_with, said, set_year, times,
    };

    #[test]
    fn an_earlier_time_or_another_year_is_reported() {
        let found = findings(|form| form.actual(0, "411手続（12月末）"));
        assert_eq!(
            said(&found),
            ["V18 実績①「411手続（12月末）」は「12月末」の値のため、確かめるまで達成の判定はしません"]
        );
        assert_eq!(
            found[0].help,
            "2032年3月末の値を記入してください。2032年3月末の値に間違いないときは、時点の言葉を消すか、確認済に「V18」と記入してください"
        );
        assert_eq!(
            said(&findings(|form| form.actual(1, "63%（2030年度）"))),
            [
                "V18 実績②「63%（2030年度）」は「2030年度」の値のため、2031年度の実績とはせず、公表待ちとします"
            ]
        );
    }

    #[test]
    fn the_reports_own_time_and_the_time_of_another_number_are_accepted() {
        for text in
            ["411手続（3月末）", "411手続（R14.3.31現在）", "2031年度末 411手続", "411手続（12月末318手続）"]
        {
            assert_eq!(times("V18", &findings(|form| form.actual(0, text))), 0, "{text}");
        }
        assert_eq!(
            times("V18", &findings_at(&plan(), "2031-12", |form| form.actual(0, "318手続（11月末）"))),
            0
        );
    }

    #[test]
    fn a_confirmed_other_time_is_accepted() {
        assert_eq!(
            times("V18", &findings(|form| form.actual(0, "411手続（12月末）").set(Field::Confirmed, "V18"))),
            0
        );
    }

    #[test]
    fn another_unit_and_the_words_of_a_milestone_are_not_told_twice() {
        assert_eq!(codes_when(|form| form.actual(0, "411人日（12月末）")), ["V03"]);
        let counted = plan_with(0, 0, |indicator| {
            indicator.unit = String::new();
            for year in 2030..2034 {
                set_year(indicator, year, "400", "-");
            }
        });
        assert_eq!(codes(&findings_of(&counted, |form| form.actual(0, "65%（12月末）"))), ["V03"]);
        let plan = plan_with(0, 1, |indicator| indicator.accumulation = Accumulation::Milestone);
        let found = findings_of(&plan, |form| form.actual(1, "65%（12月末）"));
        assert_eq!(times("V18", &found), 0);
    }
}
