//! Tests that what depends on a withheld value is asked in the same round as its correction.

use crate::form::field::Field;
use crate::ratings::Progress;
use crate::sample::forms::{AS_OF, Form, form, id, plan, run, said, said_when};

#[test]
fn what_a_corrected_unit_will_lead_to_is_asked_at_once() {
    assert_eq!(
        said_when(|form| form.actual(0, "120件")),
        [
            "R03 「120件」を「120手続」に訂正した場合、指標①の効果達成状況が「未達」ですが、遅れ・未達の理由が記入されていません",
            "R04 「120件」を「120手続」に訂正した場合、指標①の効果達成状況が「未達」ですが、今後の対応が記入されていません",
            "R05 「120件」を「120手続」に訂正した場合、進捗状況は「順調」ですが、指標①の進度は30.0%です",
            "C01 「120件」を「120手続」に訂正した場合、実績①120手続は、前回（2031年3月末）の125手続より下がっています",
            "V03 「120件」の単位「件」は、指標の単位「手続」と違います",
        ]
    );
    // The reason is already given, so only the unit is asked about.
    let explained = |form: Form| {
        let form = form.actual(0, "200件").set(Field::Progress, "遅れ");
        form.set(Field::Reason, "理由").set(Field::NextStep, "対応")
    };
    assert_eq!(said_when(explained), ["V03 「200件」の単位「件」は、指標の単位「手続」と違います"]);
}

#[test]
fn where_the_meaning_is_not_known_nothing_is_supposed() {
    let told = said_when(|form| form.actual(1, "20件"));
    assert_eq!(told, ["V03 「20件」の単位「件」は、指標の単位「%」と違います"]);
}

#[test]
fn a_choice_that_cannot_be_read_leaves_the_month_without_a_report() {
    let plan = plan();
    let march = |progress: &str| {
        let forms = vec![
            form(&plan, "1-1-1", "2031-12"),
            form(&plan, "1-1-1", AS_OF).set(Field::Progress, progress),
            form(&plan, "1-1-2", AS_OF),
        ];
        let c = run(&plan, forms);
        let judged = c.assessment.project(&id("1-1-1")).unwrap();
        (judged.progress, judged.reported_now, judged.progress_reason.clone(), said(&c.findings).len())
    };
    let (progress, reported, reason, findings) = march("おおむね");
    assert_eq!((progress, reported, findings), (Progress::Missing, false, 1));
    assert!(reason.starts_with("進捗状況の記入を読み取れません（12月の報告は順調）。計算では"), "{reason}");
    let (progress, _, reason, _) = march("");
    assert_eq!(progress, Progress::Band(0));
    assert!(reason.starts_with("報告がないため計算による（12月の報告は順調）: "), "{reason}");
}
