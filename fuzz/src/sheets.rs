//! Generates books as departments leave them: forms with words, merged ranges and hidden rows anywhere.

use workbook::{Cell, CellKind, Grid, GridRemark, Merge, Pos, RemarkKind};
use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};

/// The rows and columns of the area that is filled, and the positions at which it may begin.
const HEIGHT: u32 = 48;
const WIDTH: u32 = 24;
const ORIGINS: [(u32, u32); 4] = [(0, 0), (3, 1), (500, 20), (1_048_400, 16_300)];

/// The sheets of a book.
#[derive(Debug)]
pub struct GeneratedSheets {
    /// The sheets, as if the program had opened them.
    pub sheets: Vec<Grid>,
}

impl<'a> Arbitrary<'a> for GeneratedSheets {
    fn arbitrary(from: &mut Unstructured<'a>) -> Result<Self> {
        let count = from.int_in_range(1..=3)?;
        let mut sheets = Vec::new();
        for at in 0..count {
            let mut grid = Grid { name: format!("様式{at}"), ..Grid::default() };
            draw(&mut grid, from)?;
            sheets.push(grid);
        }
        Ok(Self { sheets })
    }
}

fn draw(grid: &mut Grid, from: &mut Unstructured<'_>) -> Result<()> {
    let origin = *from.choose(&ORIGINS)?;
    let mut at = Pos::new(origin.0, origin.1);
    grid.hidden = from.ratio(1u8, 40u8)?;
    while !from.is_empty() && grid.cells.len() < 400 {
        match from.int_in_range(0u8..=15)? {
            0 => form(grid, at, from)?,
            1 | 2 => {
                at = Pos::new(
                    origin.0 + from.int_in_range(0..=HEIGHT)?,
                    origin.1 + from.int_in_range(0..=WIDTH)?,
                );
            }
            3 => {
                let (rows, cols) = (from.int_in_range(0..=5)?, from.int_in_range(0..=5)?);
                merge(grid, at, Pos::new(at.row + rows, at.col + cols));
            }
            4 => hide(&mut grid.hidden_rows, at.row),
            5 => hide(&mut grid.hidden_cols, at.col),
            6 => {
                let kind = *from.choose(&[RemarkKind::Note, RemarkKind::Comment, RemarkKind::Shape])?;
                let at = from.ratio(3u8, 4u8)?.then_some(at);
                grid.remarks.push(GridRemark { kind, text: word(from)?, at });
            }
            7 => at.row += 1,
            8 => {
                grid.cells.remove(&at);
            }
            9 => years(grid, at, from)?,
            10 | 11 => {
                put(grid, at, cell(from)?);
                at.row += 1;
            }
            _ => {
                put(grid, at, cell(from)?);
                at.col += 1;
            }
        }
    }
    let last = grid.cells.keys().fold((0, 0), |last, pos| (last.0.max(pos.row), last.1.max(pos.col)));
    grid.hidden_rows.retain(|row| *row <= last.0);
    grid.hidden_cols.retain(|col| *col <= last.1);
    Ok(())
}

/// Draws a form: one label a row, with its value to the right or below, some left out, and a schedule.
fn form(grid: &mut Grid, at: Pos, from: &mut Unstructured<'_>) -> Result<()> {
    let mut row = at.row;
    let kept: u32 = from.arbitrary()?;
    let below = from.ratio(1u8, 8u8)?;
    for (place, label) in (0..).zip(LABELS.iter().copied()) {
        if kept & (1 << place) == 0 {
            continue;
        }
        put(grid, Pos::new(row, at.col), Cell::text(label));
        if label == "スケジュール" {
            for _ in 0..from.int_in_range(0u8..=2)? {
                years(grid, Pos::new(row, at.col + 3), from)?;
                put(grid, Pos::new(row + 1, at.col + 1), Cell::text(from.choose(NAMES)?));
                for (down, label) in (1..).zip(["目標", "実績", "年度末見込み", "自己評価"]) {
                    put(grid, Pos::new(row + down, at.col + 2), Cell::text(label));
                    for across in 0..4 {
                        if from.ratio(3u8, 4u8)? {
                            put(grid, Pos::new(row + down, at.col + 3 + across), cell(from)?);
                        }
                    }
                }
                row += 5;
            }
        } else {
            let value = if below { Pos::new(row + 1, at.col) } else { Pos::new(row, at.col + 1) };
            if from.ratio(3u8, 4u8)? {
                put(grid, value, cell(from)?);
            }
            row += if below { 2 } else { 1 };
        }
    }
    Ok(())
}

fn years(grid: &mut Grid, at: Pos, from: &mut Unstructured<'_>) -> Result<()> {
    let first = from.int_in_range(2018..=2030)?;
    let style = from.int_in_range(0u8..=4)?;
    for across in 0..from.int_in_range(1..=7)? {
        let year = first + across;
        let text = match style {
            0 => format!("{year}年度"),
            1 => format!("R{}", year - 2018),
            2 => format!("令和{}年度", year - 2018),
            3 => format!("令和{}年度\n（{year}年度）", year - 2018),
            _ => year.to_string(),
        };
        put(grid, Pos::new(at.row, at.col + across), Cell::text(&text));
    }
    Ok(())
}

fn cell(from: &mut Unstructured<'_>) -> Result<Cell> {
    let mut text = word(from)?;
    for _ in 0..from.int_in_range(0u8..=2)? {
        text.push_str(&word(from)?);
    }
    let (kind, text) = match from.int_in_range(0u8..=19)? {
        0 | 1 => (CellKind::Number, from.int_in_range(0u32..=30_000)?.to_string()),
        2 => (CellKind::Percent, format!("{}%", from.int_in_range(0u8..=120)?)),
        3 => (CellKind::Date { typed: "12/20".to_owned() }, "2022-12-20".to_owned()),
        4 => (CellKind::Error, "#REF!".to_owned()),
        5 => (CellKind::Unsaved, format!("={text}")),
        _ => (CellKind::Text, text),
    };
    let struck = from.ratio(1u8, 20u8)?;
    let unstruck = struck.then(|| text.chars().skip(usize::from(text.chars().count() > 3)).collect());
    Ok(Cell { unstruck, ..Cell::new(text, kind) })
}

fn word(from: &mut Unstructured<'_>) -> Result<String> {
    let place = usize::from(from.arbitrary::<u8>()?);
    let labels = LABELS.len();
    Ok(if place < labels {
        LABELS[place].to_owned()
    } else if let Some(word) = OTHERS.get(place - labels) {
        (*word).to_owned()
    } else {
        let code = u32::from(from.arbitrary::<u16>()?);
        char::from_u32(code).map(String::from).unwrap_or_default()
    })
}

/// Puts a cell at a position, or at the top left of the merged range there. Skips empty cells and positions
/// off the sheet.
fn put(grid: &mut Grid, pos: Pos, cell: Cell) {
    let on_sheet = pos.row < crate::checks::ROWS && pos.col < crate::checks::COLUMNS;
    if on_sheet && !cell.text.trim().is_empty() {
        let pos = grid.top_left(pos);
        grid.cells.insert(pos, cell);
    }
}

/// Merges a range that overlaps no other, and removes the cells that it covers, as a spreadsheet does.
fn merge(grid: &mut Grid, first: Pos, last: Pos) {
    let on_sheet = last.row < crate::checks::ROWS && last.col < crate::checks::COLUMNS;
    let meets = grid.merges.iter().any(|other| {
        other.first.row <= last.row
            && first.row <= other.last.row
            && other.first.col <= last.col
            && first.col <= other.last.col
    });
    if first == last || meets || !on_sheet {
        return;
    }
    let merge = Merge { first, last };
    grid.cells.retain(|pos, _| *pos == first || !merge.contains(*pos));
    grid.merges.push(merge);
}

fn hide(hidden: &mut Vec<u32>, at: u32) {
    if !hidden.contains(&at) {
        hidden.push(at);
        hidden.sort_unstable();
    }
}

#[rustfmt::skip]
const NAMES: &[&str] = &["① オンライン化した手続数", "② 利用率", "指標1", "③　削減時間", "オンライン化率（％）"];

#[rustfmt::skip]
const LABELS: &[&str] = &[
    "様式", "計画の版", "基準月", "提出課", "提出回", "整理番号", "基本方針", "施策", "事業名称", "課題", "目的", "概要", "担当課",
    "スケジュール", "指標とスケジュール", "指標", "指標名", "目標", "実績", "年度末見込み", "自己評価", "進捗状況", "取組内容",
    "遅れ・未達の理由", "今後の対応", "計画見直しの要望", "見直しの内容", "利用者の意見", "確認済", "備考", "記入者", "記入日",
];

#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "事", "業", "名", "称", "課", "題", "目", "標", "実", "績", "概　要", "概\n要", "目 的", "進捗　状況", "事業名称：", "（１）目的",
    "1-1", "1-1-1", "2-3 窓口", "1", "12", "411", "411手続", "４１１", "手続", "件", "%", "36.3", "100％", "3千人", "2022年度", "R4",
    "令和4年度", "2022-12", "令和4年12月", "前回値", "訂正依頼", "前回値：411", "個別事業進捗報告様式", "別紙のとおり", "同上", "なし",
    "－", "○", "順調", "やや遅れ", "遅れ", "あり", "見本課", "見本課、総務課", "窓口の予約", "窓口の予約を始めた。", "取組内容取組内容",
    "進捗状況（自己評価）", "取組", "内容", "備考欄", "※", " ", "　", "\n", "連絡先", "内線123", "計画期間",
];
