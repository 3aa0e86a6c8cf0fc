//! Reads the sheet 変更申出 with its column 決定. Columns are found by their headings.

use workbook::{Grid, Pos};

use crate::amendment::subject::{Subject, subject};
use crate::ids::ProjectId;
use crate::text::NOT_APPLICABLE;
use crate::text::fold;

/// What the committee decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// 承認.
    Approved,
    /// 不承認.
    Rejected,
    /// 保留.
    Deferred,
    /// Blank: not decided yet.
    Open,
    /// Any other text.
    Unreadable,
}

impl Verdict {
    /// Returns its Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Approved => "承認",
            Self::Rejected => "不承認",
            Self::Deferred => "保留",
            Self::Open => "未決定",
            Self::Unreadable => "読み取れない決定",
        }
    }

    fn read(text: &str) -> Self {
        match fold::key(text).as_str() {
            "" => Self::Open,
            "承認" => Self::Approved,
            "不承認" => Self::Rejected,
            "保留" => Self::Deferred,
            _ => Self::Unreadable,
        }
    }
}

/// A request with its decision: a row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecidedRequest {
    /// The row's cell of 決定: `変更申出!I5`.
    pub place: String,
    /// 整理番号 as written.
    pub project_text: String,
    /// The project; `None` if 整理番号 cannot be read.
    pub project: Option<ProjectId>,
    /// 項目, on one line.
    pub item: String,
    /// What the request concerns; `None` if 項目 cannot be read.
    pub subject: Option<Subject>,
    /// 現行; empty if the plan has no text.
    pub current: String,
    /// 申出; empty if it asks for a blank.
    pub requested: String,
    /// 申出の課; empty if the sheet does not give it.
    pub department: String,
    /// 決定.
    pub verdict: Verdict,
    /// 決定 as written.
    pub verdict_text: String,
}

impl DecidedRequest {
    /// Returns the request in words: `1-1-1 2023年度の目標`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} {}", self.project_text, self.item)
    }
}

/// The number of rows, from the top, among which the headings are looked for.
const HEADING_ROWS: u32 = 20;
/// The texts that the sheet prints for a blank.
const BLANKS: [&str; 5] = ["（空欄）", "（なし）", "（記載なし）", NOT_APPLICABLE, "-"];

/// The name of the sheet. A sheet without requests has no headings.
const SHEET: &str = "変更申出";

/// Returns the requests on the sheet 変更申出 of a book; `None` if the book has no such sheet.
#[must_use]
pub fn read(sheets: &[Grid]) -> Option<Vec<DecidedRequest>> {
    let found = sheets.iter().find_map(|grid| Some((grid, Columns::find(grid)?)));
    let Some((grid, columns)) = found else {
        return sheets.iter().any(|grid| grid.name == SHEET).then(Vec::new);
    };
    let mut rows: Vec<u32> =
        grid.cells.range(Pos::new(columns.heading + 1, 0)..).map(|(at, _)| at.row).collect();
    rows.dedup();
    Some(rows.into_iter().filter_map(|row| columns.row(grid, row)).collect())
}

/// The positions of the sheet's columns and of its headings.
struct Columns {
    heading: u32,
    project: u32,
    item: u32,
    current: u32,
    requested: u32,
    verdict: u32,
    department: Option<u32>,
}

impl Columns {
    fn find(grid: &Grid) -> Option<Self> {
        (0..HEADING_ROWS).find_map(|row| {
            let cells = || grid.cells.range(Pos::new(row, 0)..=Pos::new(row, u32::MAX));
            let column = |is_meant: &dyn Fn(&str) -> bool| {
                cells().find(|(_, cell)| is_meant(&fold::label(&cell.text))).map(|(at, _)| at.col)
            };
            Some(Self {
                heading: row,
                project: column(&|text| text == "整理番号")?,
                item: column(&|text| text == "項目")?,
                current: column(&|text| text.starts_with("現行"))?,
                requested: column(&|text| text == "申出" || text.starts_with("申出の内容"))?,
                verdict: column(&|text| text == "決定" || text.starts_with("決定("))?,
                department: column(&|text| text == "申出の課"),
            })
        })
    }

    fn row(&self, grid: &Grid, row: u32) -> Option<DecidedRequest> {
        let text = |col: u32| {
            grid.cell(Pos::new(row, col)).map_or("", |cell| cell.unstruck_text()).trim().to_owned()
        };
        let (project_text, item) = (text(self.project), text(self.item));
        if project_text.is_empty() && item.is_empty() {
            return None;
        }
        let content = |col: u32| {
            let text = text(col);
            if BLANKS.contains(&text.as_str()) { String::new() } else { text }
        };
        let verdict_text = text(self.verdict);
        Some(DecidedRequest {
            place: format!("{}!{}", grid.name, Pos::new(row, self.verdict).a1()),
            project: ProjectId::parse(&project_text),
            project_text,
            subject: subject(&item),
            item: item.split_whitespace().collect::<Vec<_>>().join(""),
            current: content(self.current),
            requested: content(self.requested),
            department: self.department.map(text).unwrap_or_default(),
            verdict: Verdict::read(&verdict_text),
            verdict_text,
        })
    }
}
