//! The columns that all parts of 判定基準 share, and how percentages are shown there.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::ratings::{Effect, Progress};
use crate::report::categories::{Categories, Category, Judgment};
use crate::sheet::table::{Column, Value, column, decimals, position};

/// A defined name and the range to which it refers.
pub(super) type DefinedName = (String, String);

/// A category of a judgment.
pub(super) struct Row<'a> {
    pub(super) categories: &'a Categories,
    pub(super) number: usize,
    pub(super) category: &'a Category,
}

/// The function that returns a column's cell in a row.
type CellOf = fn(&Row<'_>) -> Value;

/// The table of categories. Cells that need a format of their own are blank here.
pub(super) const COLUMNS: &[Column<CellOf>] = &[
    column("番号", 7.0, |_| Value::Blank),
    column("表示", 18.0, |row| Value::Centered(row.category.label())),
    column("区分", 16.0, |row| Value::Centered(row.category.word.clone())),
    column("下限", 10.0, |_| Value::Blank),
    column("要対応", 9.0, |_| Value::Blank),
    column("意味", 48.0, |row| Value::text(&meaning(row))),
];
pub(super) const NUMBER: u16 = position(COLUMNS, "番号");
pub(super) const LABEL: u16 = position(COLUMNS, "表示");
pub(super) const FLOOR: u16 = position(COLUMNS, "下限");
pub(super) const NEEDS_ACTION: u16 = position(COLUMNS, "要対応");

/// Returns the total width of neighbouring columns, in half-width characters.
pub(super) fn width(columns: Range<usize>) -> f64 {
    COLUMNS.get(columns).unwrap_or_default().iter().map(|column| column.width).sum()
}

/// Returns the number format of a percentage, with as many decimal places as it has.
pub(super) fn percent_format(percent: Decimal) -> String {
    decimals(percent).map_or_else(|| "0%".to_owned(), |places| format!("0.{places}%"))
}

fn meaning(row: &Row) -> String {
    let by_figures = |what: &str| {
        if row.number == 1 && row.categories.bands > 1 {
            format!("{what}が下限以上")
        } else if row.number < row.categories.bands {
            format!("{what}が下限以上で、上の区分の下限に届かない")
        } else {
            format!("{what}が上の区分の下限に届かない")
        }
    };
    let fixed = match row.category.judgment {
        Judgment::Effect(Effect::Band(_)) => return by_figures("達成率"),
        Judgment::Progress(Progress::Band(_)) => {
            return format!("担当課の報告。計算では、{}", by_figures("進度"));
        }
        Judgment::Effect(Effect::Undecided) => "数値で比べられず、自己評価もないため、判断を要する",
        Judgment::Effect(Effect::Missing) => "年度末の実績が報告されていない、または訂正待ち",
        Judgment::Effect(Effect::Pending) => "年度末の実績がまだ公表されていない（分かり次第、判定する）",
        Judgment::Effect(Effect::MidYear) => "年度末でないため、達成したかをまだ判定しない（見込みを示す）",
        Judgment::Effect(Effect::NotApplicable) => {
            "指標なし・終了・目標なし・期限未到来のため、判定するものがない"
        }
        Judgment::Progress(Progress::NotStarted) => "まだ取り組み始めていない",
        Judgment::Progress(Progress::Suspended) => "取組を一時止めている",
        Judgment::Progress(Progress::Completed) => {
            "事業全体が終わった（年度の目標を達しただけのものは含まない）"
        }
        Judgment::Progress(Progress::Cancelled) => "取組をやめた",
        Judgment::Progress(Progress::Ended) => "計画で、この年度までに終了とされている",
        Judgment::Progress(Progress::Missing) => "報告がなく、進度も計算できない",
    };
    fixed.to_owned()
}
