//! The data and formats that the parts of 概況 share.

use rust_xlsxwriter::{Format, FormatAlign};

use crate::report::context::Report;
use crate::report::sheet_names;
use crate::report::totals::layout::{Id, Layout};
use crate::report::totals::outlooks::Outlooks;
use crate::sheet::address::cell_on;
use crate::sheet::table::Formats;

/// The data and formats that the parts of the sheet share.
pub(super) struct OverviewContext<'a> {
    pub(super) report: &'a Report<'a>,
    /// The rows and columns of 集計.
    pub(super) layout: &'a Layout,
    pub(super) outlooks: Outlooks,
    pub(super) formats: Formats,
}

impl<'a> OverviewContext<'a> {
    pub(super) fn new(report: &'a Report<'a>, layout: &'a Layout) -> Self {
        let formats = Formats::default();
        let middle = |format: &Format| {
            format.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_indent(0)
        };
        let formats = Formats {
            text: formats.text.clone().set_align(FormatAlign::VerticalCenter),
            centered: middle(&formats.centered),
            count: middle(&formats.count).set_num_format("#,##0;-#,##0;\"・\""),
            percent: middle(&formats.percent),
            link: formats.link.clone().set_align(FormatAlign::VerticalCenter),
            ..formats
        };
        Self { report, layout, outlooks: Outlooks::new(report), formats }
    }

    /// Returns a reference to the whole plan's cell in a column of 集計.
    pub(super) fn of_plan(&self, id: Id) -> String {
        cell_on(sheet_names::TOTALS, self.layout.plan_row(), self.layout.col(id))
    }
}
