//! Tests that findings that depend on a withheld value are reported in the same round as its correction.

use crate::form::field::Field;
use crate::ratings::Progress;
use crate::sample::forms::{AS_OF, Form, cell, form, id, plan, run, said, said_when};
use workbook::{Cell, CellKind};

#[test]
fn findings_after_a_corrected_unit_are_reported_at_once() {
    assert_eq!(
        said_when(|form| form.actual(0, "120件")),
        [
            "R03 「120件」を「120手続」に訂正した場合、指標①の効果達成状況が「未達」ですが、遅れ・未達の理由が記入されていません",
            "R04 「120件」を「120手続」に訂正した場合、指標①の効果達成状況が「未達」ですが、今後の対応が記入されていません",
            "R05 「120件」を「120手続」に訂正した場合、進捗状況は「順調」ですが、指標①の達成率は30.0%です",
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
fn without_a_likely_meaning_no_correction_is_supposed() {
    let told = said_when(|form| form.actual(1, "20件"));
    assert_eq!(told, ["V03 「20件」の単位「件」は、指標の単位「%」と違います"]);
}

#[test]
fn the_only_likely_meaning_is_supposed_for_every_kind_of_entry() {
    let progress = |form: Form| form.set(Field::Progress, "大幅な遅れ");
    assert_eq!(
        said_when(progress),
        [
            "R03 「大幅な遅れ」を「遅れ」に訂正した場合、進捗状況が「遅れ」ですが、遅れ・未達の理由が記入されていません",
            "R04 「大幅な遅れ」を「遅れ」に訂正した場合、進捗状況が「遅れ」ですが、今後の対応が記入されていません",
            "R02 進捗状況「大幅な遅れ」は選択肢にありません",
        ]
    );
    let supposed = |change: &dyn Fn(Form) -> Form| -> Vec<String> {
        let told = said_when(change).into_iter().filter(|text| text.contains("した場合、"));
        let mut codes: Vec<String> = told.map(|text| text[..3].to_owned()).collect();
        codes.sort();
        codes
    };
    let late = ["C01", "R03", "R04", "R05"];
    // A letter for a digit, and a number that became a date.
    assert_eq!(supposed(&|form| form.actual(0, "12O手続")), late);
    let date = || cell("2032-07-08", CellKind::Date { typed: "120".to_owned() });
    assert_eq!(supposed(&|form| form.row(Field::Actual, 0, date())), late);
    // The number is in another cell of the form.
    let elsewhere = |form: Form| form.actual(0, "").row(Field::Forecast, 0, Cell::text("120手続"));
    assert_eq!(supposed(&elsewhere), late);
    let told = said_when(elsewhere);
    assert!(told.iter().any(|text| text.starts_with("R03 実績①を「120手続」とした場合、")), "{told:?}");
    // Two numbers, or words that doubt the choice, leave the meaning open.
    let two = |form: Form| elsewhere(form).of_year(Field::Actual, 0, 2032, "130手続");
    assert_eq!(supposed(&two), Vec::<String>::new());
    for text in ["遅れ？", "遅れは解消", "順調、一部遅れ", "遅延"] {
        assert_eq!(supposed(&|form| form.set(Field::Progress, text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn an_unreadable_choice_leaves_the_month_without_a_reported_progress() {
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
