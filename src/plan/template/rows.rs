//! The rows of a master workbook as text, and those of a new one: examples and presets.

use std::collections::BTreeMap;

use crate::plan::schema::{EXAMPLE, SHEETS, Shape, Sheet};
use crate::text::calendar::FiscalYear;

/// The rows of every sheet as text, by the name of the sheet.
///
/// The cells of a row are in the order of the sheet's columns. On 指標, the targets and actuals of the fiscal
/// years, in pairs, precede the last required column; optional columns may be left out. On 計画 and 設定, a
/// row is 項目 and 内容.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanSheets {
    /// The fiscal years for which 指標 has columns, ascending.
    pub fiscal_years: Vec<FiscalYear>,
    /// The rows by sheet.
    pub rows: BTreeMap<&'static str, Vec<Vec<String>>>,
}

impl PlanSheets {
    /// Returns the rows of a new workbook: presets, and example rows on most sheets.
    #[must_use]
    pub fn empty(first: FiscalYear, years: usize) -> Self {
        let fiscal_years: Vec<FiscalYear> =
            std::iter::successors(Some(first), |year| Some(year.next())).take(years.max(1)).collect();
        let rows = SHEETS.iter().map(|sheet| (sheet.name, starting_rows(sheet, &fiscal_years))).collect();
        Self { fiscal_years, rows }
    }

    /// Returns the rows of a sheet.
    #[must_use]
    pub fn of(&self, sheet: &str) -> &[Vec<String>] {
        self.rows.get(sheet).map_or(&[], Vec::as_slice)
    }
}

/// Aliases that cities use for the form's headings. None of them occurs on forms beside its own heading or
/// with another meaning: 年度実績, for instance, may be 年度 above 実績.
const SYNONYMS: [(&str, &str); 26] = [
    ("基準月", "報告月、基準時点、報告基準月"),
    ("提出課", "回答課、報告課"),
    ("提出回", "提出回数"),
    ("計画の版", "計画版、計画の版数"),
    ("整理番号", "事業番号、管理番号、取組番号"),
    ("基本方針", "基本方針名、基本方針名称"),
    ("施策", "施策名、施策名称"),
    ("事業名称", "事業名、個別事業名、個別事業名称、取組名、取組名称、事務事業名"),
    ("課題", "現状と課題、事業の課題"),
    ("目的", "事業目的、事業の目的、取組の目的"),
    ("概要", "事業概要、事業の概要、取組概要、取組の概要"),
    ("担当課", "所管課、主管課、担当部署、担当所属、所管部署、担当課名、所管課名"),
    ("指標とスケジュール", "指標及びスケジュール、指標・スケジュール"),
    ("スケジュール", "年度別スケジュール、実施スケジュール"),
    ("指標名", "指標名称、成果指標、KPI、重要業績評価指標"),
    ("目標", "目標値、数値目標、計画値"),
    ("実績", "実績値"),
    ("前回値", "前回実績、前回の値、現状値"),
    ("年度末見込み", "年度末見込、年度末の見込み、年度末見込値、年度末見込み値"),
    ("自己評価", "担当課評価、所管課評価"),
    ("進捗状況", "進捗度、進捗の状況、進行状況、進捗区分"),
    ("取組内容", "取組状況、取組実績、実施内容、取組の内容"),
    ("遅れ・未達の理由", "遅れの理由、未達の理由、遅れや未達の理由、未達成の理由"),
    ("今後の対応", "今後の取組、対応策、今後の予定"),
    ("計画見直しの要望", "見直しの要望、計画変更の要望、見直しの有無"),
    ("利用者の意見", "利用者の声、市民の声"),
];

fn starting_rows(sheet: &Sheet, years: &[FiscalYear]) -> Vec<Vec<String>> {
    if let Shape::Items(items) = &sheet.shape {
        return items.iter().map(|item| vec![item.name.to_owned(), item.preset.to_owned()]).collect();
    }
    let first = years.first().copied().unwrap_or_else(|| FiscalYear::new(2000));
    let last = years.last().copied().unwrap_or(first);
    let half = format!("{}-09", first.year());
    let end = first.last_month().to_string();
    let (first_year, last_year) = (first.to_string(), last.to_string());
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    let example = |cells: &[&str]| {
        let mut row = row(cells);
        if let Some(first) = row.first_mut() {
            first.insert_str(0, EXAMPLE);
        }
        row
    };
    match sheet.name {
        "体系" => vec![example(&[
            "1",
            "市民サービスの向上",
            "1-1",
            "手続のオンライン化",
            "市役所に来なくても手続が済みます。",
        ])],
        "事業" => vec![example(&[
            "1-1-1",
            "オンライン手続の拡大",
            "",
            "来庁しないとできない手続が多くあります。",
            "いつでもどこからでも手続ができるようにします。",
            "電子申請で受け付ける手続を増やします。",
            "総務課、市民課ほか",
            "総務課",
            "指標とスケジュール",
            "",
        ])],
        "指標" => {
            let mut cells = example(&["1-1-1", "", "オンライン化した手続の数", "手続", "累計", "増", "", ""]);
            for at in 0..years.len() {
                cells.push(format!("{}手続／{}手続", (at + 1) * 50, years.len() * 50));
                cells.push("-".to_owned());
            }
            cells.push("分母は対象の手続の総数".to_owned());
            vec![cells]
        }
        "担当課" => vec![example(&["総務課", "総務部", "総務企画課、総務", "内線 1234"])],
        "ロードマップ" => vec![
            example(&[
                "1-1",
                "対象とする手続の選定",
                &format!("{first_year}Q1"),
                &format!("{first_year}Q3"),
                "期間",
                "",
            ]),
            example(&["1-1", "オンライン手続の拡大", &format!("{first_year}Q4"), &last_year, "継続", ""]),
        ],
        "報告予定" => vec![example(&[&half, "", ""]), example(&[&end, "", ""])],
        "判定区分" => vec![
            row(&["効果達成状況", "達成", "◎", "100%", ""]),
            row(&["効果達成状況", "概ね達成", "○", "80%", ""]),
            row(&["効果達成状況", "未達", "×", "", "○"]),
            row(&["進捗状況", "順調", "○", "100%", ""]),
            row(&["進捗状況", "やや遅れ", "△", "80%", ""]),
            row(&["進捗状況", "遅れ", "×", "", "○"]),
        ],
        "見出し語" => SYNONYMS.iter().map(|(standard, others)| row(&[standard, others])).collect(),
        "事務局評価" => vec![example(&[
            "1-1-1",
            "",
            &first_year,
            &end,
            "概ね達成",
            "",
            "対象の手続が年度の途中で減ったため",
        ])],
        "決定事項" => vec![example(&[
            &format!("{first_year}-10-15"),
            "1-1-1",
            "目標を見直す",
            "次の版の計画で対応する",
        ])],
        _ => Vec::new(),
    }
}
