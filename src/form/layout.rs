//! The rows and columns of an issued form. The writer follows them; the reader compares returned forms with
//! them.

use crate::form::field::{Control, Field};
use crate::form::schedule::{self, Entry, Frame, IndicatorShape};
use crate::sheet::counts;

/// The version of the layout, as 様式 shows it.
pub const VERSION: &str = "1";

/// The 管理欄: the fields of each row, left and right.
pub const CONTROL_ROWS: [(Control, Option<Control>); 3] = [
    (Control::Layout, Some(Control::PlanVersion)),
    (Control::Month, Some(Control::Sender)),
    (Control::IssueNumber, None),
];

/// The plan block, one row per field. 中項目 is left out if the plan has none.
pub const PLAN_ROWS: [Field; 9] = [
    Field::Id,
    Field::Policy,
    Field::Middle,
    Field::Measure,
    Field::Name,
    Field::Issue,
    Field::Purpose,
    Field::Summary,
    Field::Department,
];

/// The report block, one row per field.
pub const REPORT_ROWS: [Field; 9] = [
    Field::Progress,
    Field::Activity,
    Field::Reason,
    Field::NextStep,
    Field::RevisionWish,
    Field::RevisionText,
    Field::UserVoice,
    Field::Confirmed,
    Field::Note,
];

/// What determines the rows and columns of an issued form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The number of fiscal years in the schedule block.
    pub years: usize,
    /// The indicators; `None` without a schedule block.
    pub indicators: Option<Vec<IndicatorShape>>,
    /// True if the form has 中項目, between 基本方針 and 施策.
    pub middle: bool,
    /// True if 指標の説明 ends the plan block.
    pub about: bool,
    /// True if the plan does not ask for 進捗状況.
    pub without_progress: bool,
    /// The 追加項目 asked of projects, by position in the master.
    pub items: Vec<u8>,
}

impl Shape {
    /// Returns the fields of the plan block, one per row.
    #[must_use]
    pub fn plan_rows(&self) -> Vec<Field> {
        let usual = PLAN_ROWS.into_iter().filter(|field| self.middle || *field != Field::Middle);
        usual.chain(self.about.then_some(Field::About)).collect()
    }

    /// Returns the fields of the report block, one per row. 追加項目 precede 確認済.
    #[must_use]
    pub fn report_rows(&self) -> Vec<Field> {
        let usual =
            REPORT_ROWS.into_iter().filter(|field| !(self.without_progress && *field == Field::Progress));
        let items = self.items.iter().map(|at| Field::ProjectItem(*at));
        let mut rows: Vec<Field> = usual.chain(items).collect();
        rows.sort();
        rows
    }
}

/// A label of the issued layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A field of the 管理欄.
    Control(Control),
    /// A field of the plan or report block.
    Field(Field),
    /// The heading of the schedule block.
    Schedule,
    /// The year row above an indicator's rows.
    Years(usize),
    /// A row of an indicator that has a cell for each fiscal year.
    Entry(usize, Entry),
}

/// The rows and columns of an issued form, zero-based.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The columns.
    pub columns: Columns,
    /// The row of the title. The guidance is in the next row.
    pub title: u32,
    /// The first row of the 管理欄.
    pub control: u32,
    /// The first row of the plan block.
    pub plan: u32,
    /// The first row of the schedule block.
    pub block: u32,
    /// The first row of the report block.
    pub report: u32,
    /// The row after the last.
    pub end: u32,
    rows: Vec<schedule::Row>,
    plan_rows: Vec<Field>,
    report_rows: Vec<Field>,
}

impl Layout {
    /// Returns the layout for a shape.
    #[must_use]
    pub fn new(shape: &Shape) -> Self {
        let rows = shape
            .indicators
            .as_deref()
            .map(|indicators| schedule::rows(indicators, true))
            .unwrap_or_default();
        let control = 2;
        // One low empty row separates the 管理欄 from the plan block.
        let plan = control + size(CONTROL_ROWS.len()) + 1;
        let (plan_rows, report_rows) = (shape.plan_rows(), shape.report_rows());
        let block = plan + size(plan_rows.len());
        let report = block + size(rows.len());
        let end = report + size(report_rows.len());
        let columns = Columns::new(shape.years);
        Self { columns, title: 0, control, plan, block, report, end, rows, plan_rows, report_rows }
    }

    /// Returns every label with its row and column, in reading order.
    #[must_use]
    pub fn anchors(&self) -> Vec<(Anchor, u32, u16)> {
        let label = self.columns.label;
        let mut anchors = Vec::new();
        for (at, (left, right)) in (self.control..).zip(CONTROL_ROWS) {
            anchors.push((Anchor::Control(left), at, label));
            if let Some(right) = right {
                anchors.push((Anchor::Control(right), at, self.columns.second.0));
            }
        }
        let field = |(at, field): (u32, &Field)| (Anchor::Field(*field), at, label);
        anchors.extend((self.plan..).zip(&self.plan_rows).map(field));
        if !self.rows.is_empty() {
            anchors.push((Anchor::Schedule, self.block, label));
        }
        for (at, row) in (self.block..).zip(&self.rows) {
            match row {
                schedule::Row::Name(_) => {}
                schedule::Row::Years(indicator) => {
                    anchors.push((Anchor::Years(*indicator), at, self.columns.row_label));
                }
                schedule::Row::Entry(indicator, entry) => {
                    anchors.push((Anchor::Entry(*indicator, *entry), at, self.columns.row_label));
                }
            }
        }
        anchors.extend((self.report..).zip(&self.report_rows).map(field));
        anchors
    }
}

/// The columns of an issued form.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// Labels of the plan and report blocks, and the schedule block's heading.
    pub label: u16,
    /// Labels of the schedule block's rows; the values of the other blocks begin here.
    pub row_label: u16,
    /// The first and last column of each fiscal year.
    pub years: Vec<(u16, u16)>,
    /// The first and last column of the right-hand labels of the 管理欄.
    pub second: (u16, u16),
    /// The last column.
    pub last: u16,
    /// The width of a column that holds fiscal years, in half-width characters.
    pub year_width: f64,
}

/// The width of the label column in half-width characters.
pub const LABEL_WIDTH: f64 = 17.0;
/// The width of the column of row labels, in half-width characters.
pub const ROW_LABEL_WIDTH: f64 = 15.0;
/// The width that all fiscal years share, in half-width characters.
pub const YEARS_WIDTH: f64 = 72.0;

impl Columns {
    /// Returns the columns for a number of fiscal years. With fewer than four years each spans several
    /// columns, so that the 管理欄 has room.
    #[must_use]
    pub fn new(years: usize) -> Self {
        let years = u16::try_from(years.min(200)).unwrap_or(200);
        let span = match years {
            0 | 1 => 4,
            2 | 3 => 2,
            _ => 1,
        };
        let count = (years * span).max(4);
        let (label, row_label, first) = (0, 1, 2);
        let width = YEARS_WIDTH / f64::from(count);
        let right = first + count / 2 - 1;
        let second = (right, if width < 12.0 { right + 1 } else { right });
        Self {
            label,
            row_label,
            years: (0..years).map(|at| (first + at * span, first + at * span + span - 1)).collect(),
            second,
            last: first + count - 1,
            year_width: width,
        }
    }

    /// Returns the width of one fiscal year in half-width characters.
    #[must_use]
    pub fn width_of_year(&self) -> f64 {
        self.years.first().map_or(YEARS_WIDTH, |(first, last)| f64::from(last - first + 1) * self.year_width)
    }

    /// Returns the width of a value cell of the plan and report blocks in half-width characters.
    #[must_use]
    pub fn value_width() -> f64 {
        ROW_LABEL_WIDTH + YEARS_WIDTH
    }

    /// Returns the columns of the schedule block.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame {
            heading: (self.label, LABEL_WIDTH),
            label: (self.row_label, ROW_LABEL_WIDTH),
            years: self.years.clone(),
            year_width: self.width_of_year(),
            last: self.last,
        }
    }
}

fn size(count: usize) -> u32 {
    counts::rows(count)
}

#[cfg(test)]
mod tests {
    use crate::form::layout::{Anchor, Columns, Layout, Shape};
    use crate::form::schedule::IndicatorShape;

    #[test]
    fn every_number_of_years_leaves_room_for_the_control_block() {
        for years in 1..=8 {
            let columns = Columns::new(years);
            assert_eq!(columns.years.len(), years);
            assert!(columns.second.0 > columns.row_label + 1, "{years}");
            assert!(columns.second.1 < columns.last, "{years}");
        }
    }

    #[test]
    fn the_report_block_follows_the_schedule_block() {
        let one = IndicatorShape { symbol: String::new(), named: true, ..IndicatorShape::default() };
        let with = Layout::new(&Shape { years: 4, indicators: Some(vec![one]), ..Shape::default() });
        let without = Layout::new(&Shape { years: 4, ..Shape::default() });
        // Name, years, 目標, 実績, 前回値, 年度末見込み.
        assert_eq!(with.report - without.report, 6);
        assert!(!without.anchors().iter().any(|(anchor, ..)| *anchor == Anchor::Schedule));
    }
}
