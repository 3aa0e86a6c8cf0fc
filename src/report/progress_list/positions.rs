//! The positions of the columns of 進捗一覧: first the printed ones, then the 計算欄.

use std::collections::BTreeMap;

use crate::report::progress_list::ids::Id;
use crate::sheet::counts;

/// The columns from left to right.
#[derive(Clone, Debug)]
pub(in crate::report) struct Positions {
    by_id: BTreeMap<Id, u16>,
    /// The indices of the columns among all that are declared, in the order in which they stand on the sheet.
    pub(super) order: Vec<usize>,
    /// The last column that is printed.
    pub(in crate::report) last_printed: u16,
    /// The first column of the 計算欄, which is not printed.
    pub(in crate::report) first_calculated: u16,
    /// The column of the plan's first fiscal year; the others follow.
    pub(in crate::report) first_year: u16,
}

impl Positions {
    /// Returns the positions of columns, given by index and id from left to right. The first `printed` of
    /// them are printed.
    pub(super) fn new(columns: &[(usize, Option<Id>)], printed: usize) -> Self {
        Self {
            by_id: (0..).zip(columns).filter_map(|(at, (_, id))| Some(((*id)?, at))).collect(),
            order: columns.iter().map(|(place, _)| *place).collect(),
            last_printed: counts::columns(printed).saturating_sub(1),
            first_calculated: counts::columns(printed),
            first_year: counts::columns(columns.len()),
        }
    }

    /// Returns the position of a column, counted from 0. Panics if the column belongs to a judgment that the
    /// plan does not make.
    #[expect(clippy::expect_used, reason = "a test checks that every id has a column")]
    pub(in crate::report) fn of(&self, id: Id) -> u16 {
        self.find(id).expect("a judgment that the plan makes has its columns")
    }

    /// Returns the position of a column; `None` if it belongs to a judgment that the plan does not make.
    pub(in crate::report) fn find(&self, id: Id) -> Option<u16> {
        self.by_id.get(&id).copied()
    }
}
