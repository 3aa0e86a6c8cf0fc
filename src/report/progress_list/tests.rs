//! The columns of 進捗一覧.

use std::collections::BTreeSet;

use crate::report::progress_list::columns::{CALCULATED, PRINTED, numbered, positions};
use crate::report::progress_list::ids::Id;

#[test]
fn every_column_has_a_heading_of_its_own_and_every_id_stands_once() {
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
fn positions_follow_from_the_order_of_the_columns_alone() {
    let positions = positions();
    for (position, column) in numbered(&positions) {
        if let Some(id) = column.id {
            assert_eq!(positions.of(id), position, "{}", column.heading);
        }
    }
    let (printed, calculated) = (PRINTED.len() as u16, CALCULATED.len() as u16);
    assert_eq!(positions.last_printed, printed - 1);
    assert_eq!(positions.first_calculated, printed + 1);
    assert_eq!(positions.first_year, printed + 1 + calculated);
}
