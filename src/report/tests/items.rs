//! Tests of the sheet 追加項目.

use crate::plan::model::{ExtraItem, ExtraKind, ExtraOwner, Subject};
use crate::report::tests::overview::part;
use crate::report::write;
use crate::sample::results as sample;

#[test]
fn long_names_have_room_and_every_page_has_the_headings() {
    let mut plan = sample::plan();
    plan.items = vec![ExtraItem {
        name: "来年度の当初予算額のうち一般財源によるもの".to_owned(),
        subject: Subject::Project,
        kind: ExtraKind::Number("千円".to_owned()),
        owner: ExtraOwner::Plan,
        required: false,
        listed: false,
        printed: false,
        public: false,
    }];
    plan.policies.edit(|policies| policies[0].name = "市民の暮らし".repeat(12));
    let files = write(&plan, &sample::consolidation()).unwrap();
    let book = part(&files[0].bytes, "xl/workbook.xml");
    let names = book.split("<sheet ").skip(1).map(|sheet| sheet.split('"').nth(1).unwrap());
    let number = names.zip(1..).find(|(name, _)| *name == "追加項目").unwrap().1;
    assert!(book.contains("追加項目!$3:$3</definedName>"), "{book}");
    let sheet = part(&files[0].bytes, &format!("xl/worksheets/sheet{number}.xml"));
    // The heading has three lines, and so has the first 基本方針.
    assert!(sheet.contains("<row r=\"3\" spans=\"1:2\" ht=\"49.5\" customHeight=\"1\""), "{sheet}");
    assert!(sheet.contains("<row r=\"4\" spans=\"1:2\" ht=\"49.5\" customHeight=\"1\""), "{sheet}");
}
