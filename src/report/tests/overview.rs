//! Tests of 概況 on plans that are larger than its page.

use std::io::{Cursor, Read};

use calamine::Reader;

use crate::consolidate::Consolidation;
use crate::ids::IndicatorId;
use crate::plan::Plan;
use crate::plan::model::{Band, Bands, Indicator};
use crate::report::tests::open;
use crate::report::write;
use crate::sample::results as sample;

pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn overview(plan: &Plan, c: &Consolidation) -> Vec<String> {
    let files = write(plan, c).unwrap();
    assert_eq!(files[0].refused, []);
    let range = open(&files[0].bytes).worksheet_range("概況").unwrap();
    range.used_cells().map(|(.., cell)| cell.to_string()).collect()
}

#[test]
fn bands_without_a_column_are_counted_in_the_title_of_the_matrix() {
    let mut plan = sample::plan();
    // 達成 is one of the bands that have no room, nor have the other categories, such as 未報告.
    let bands = (0..40).map(|at| Band {
        name: if at == 30 { "達成".to_owned() } else { format!("区分{at}") },
        symbol: String::new(),
        floor: None,
        needs_action: false,
        good: at == 0,
    });
    plan.bands = Bands { effect: bands.collect(), ..plan.bands };
    let found = overview(&plan, &sample::consolidation());
    let titles: Vec<&String> =
        found.iter().filter(|text| text.starts_with("効果達成状況（事業数）")).collect();
    assert_eq!(titles, ["効果達成状況（事業数）　このほか2件"]);
    assert!(found.iter().any(|text| text.contains("区分15")), "{found:?}");
    assert!(!found.iter().any(|text| text.contains("区分16")), "{found:?}");
}

#[test]
fn the_chart_of_outlooks_labels_parts_by_the_number_of_indicators() {
    let (mut plan, mut c) = (sample::plan(), sample::consolidation());
    plan.projects.edit(|projects| {
        let first = projects[0].indicators[0].clone();
        let more =
            (0..60).map(|at| Indicator { id: IndicatorId::new(&format!("指標{at}")), ..first.clone() });
        projects[0].indicators.extend(more);
    });
    c.as_of = c.as_of.prev();
    let files = write(&plan, &c).unwrap();
    let [outlooks, progress] =
        ["xl/charts/chart1.xml", "xl/charts/chart2.xml"].map(|name| part(&files[0].bytes, name));
    assert!(outlooks.contains("3]0;;"), "{outlooks}");
    assert!(progress.contains("1]0;;"), "{progress}");
}
