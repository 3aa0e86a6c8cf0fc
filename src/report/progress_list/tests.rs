//! The columns of 進捗一覧.

use std::collections::BTreeSet;

use crate::plan::model::Project;
use crate::report::context::Report;
use crate::report::progress_list::columns::{CALCULATED, PRINTED};
use crate::report::progress_list::ids::Id;
use crate::report::progress_list::layout;
use crate::report::progress_list::rows::lay_out;
use crate::sample::results as sample;

#[test]
fn headings_and_names_are_unique_and_every_id_has_one_column() {
    for columns in [PRINTED, CALCULATED] {
        let headings: BTreeSet<&str> = columns.iter().map(|column| column.heading).collect();
        assert_eq!(headings.len(), columns.len());
    }
    let all = || PRINTED.iter().chain(CALCULATED);
    let ids: Vec<_> = all().filter_map(|column| column.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>(), Id::ALL.iter().collect());
    assert_eq!(ids.len(), Id::ALL.len());
    let names: Vec<_> = all().filter_map(|column| column.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}

#[test]
fn a_column_without_content_is_not_printed_and_still_found() {
    let (plan, c) = (sample::plan(), sample::consolidation());
    let mut report = Report::new(&plan, &c, layout::of_all());
    report.columns = layout::of_shown(&report);
    let shown: Vec<&str> = layout::numbered(&report.columns)
        .take(usize::from(report.columns.first_calculated))
        .map(|(_, column)| column.heading)
        .collect();
    // At the year's end there is no forecast, and the secretariat judged nothing.
    for left_out in ["進度", "年度末見込み", "見込み", "進捗状況\n（事務局）", "効果達成\n状況\n（計算）"]
    {
        assert!(!shown.contains(&left_out), "{left_out}");
    }
    assert_eq!(shown[..5], ["施策", "整理番号", "事業名称", "担当課", "指標"]);
    // Parts that the plan does not have get no columns at all.
    let made = PRINTED.iter().chain(CALCULATED).filter(|column| column.is_made(&report));
    assert_eq!(layout::numbered(&report.columns).count(), made.count());
    for (position, column) in layout::numbered(&report.columns) {
        if let Some(id) = column.id {
            assert_eq!(report.columns.of(id), position, "{}", column.heading);
        }
    }
    let [target, actual] = [Id::Target, Id::Actual].map(|id| report.columns.of(id));
    assert_eq!([target, actual], [report.columns.first_calculated, report.columns.first_calculated + 1]);
}

#[test]
fn the_name_of_a_long_measure_is_repeated_every_ten_rows() {
    let (mut plan, c) = (sample::plan(), sample::consolidation());
    let mut model = plan.projects.first().unwrap().clone();
    model.indicators.clear();
    plan.projects.edit(|projects| {
        *projects = (0..24)
            .map(|number| Project { id: sample::id(&format!("{}-{number}", model.measure)), ..model.clone() })
            .collect();
    });
    let rows = lay_out(&plan, &c);
    let again: Vec<usize> = rows.iter().filter(|row| row.repeats_measure).map(|row| row.index).collect();
    let opens: Vec<usize> = rows.iter().filter(|row| row.begins_measure).map(|row| row.index).collect();
    assert_eq!((rows.len(), opens, again), (24, vec![0], vec![10, 20]));
}
