//! Changes one cell in each column of the master, and records in a snapshot how `compare` reports it.

use std::collections::BTreeMap;
use std::path::Path;

use shinchoku::plan::Plan;
use shinchoku::plan::model::ExtraOwner;
use shinchoku::plan::read::read;
use shinchoku::plan::schema::{Holds, SHEETS, Shape, Sheet};
use shinchoku::plan::template::{PlanSheets, write};
use shinchoku::revision::Revision;
use shinchoku::text::calendar::FiscalYear;

/// Columns that `compare` ignores: the secretariat's remarks and contact details.
const MEMOS: [(&str, &str); 4] =
    [("事業", "備考"), ("指標", "備考"), ("担当課", "連絡先"), ("ロードマップ", "備考")];

/// A column's heading, the text of its cell, and the text that replaces it.
type Cell = (&'static str, &'static str, &'static str);

const PLAN: &[Cell] = &[
    ("計画名称", "試験計画", "改訂試験計画"),
    ("別冊名称", "別冊", "資料編"),
    ("版", "第1版", "第2版"),
    ("策定年月", "2021-03", "2022-03"),
    ("団体名", "試験市", "見本市"),
    ("事務局", "企画課", "政策課"),
    ("委員会", "推進委員会", "推進会議"),
    ("計画期間開始", "2021-04", "2021-05"),
    ("計画期間終了", "2024-03", "2024-02"),
    ("別冊の注記", "注記です。", "別の注記です。"),
];
const SETTINGS: &[Cell] = &[
    ("過大の目安", "200%", "150%"),
    ("桁違いの倍率", "10", "20"),
    ("事業の判定", "最も低い指標", "主指標"),
    ("一ファイルの上限 MB", "20", "30"),
    ("展開後の上限 MB", "64", "80"),
    ("セル数の上限", "200000", "300000"),
    ("シート数の上限", "200", "300"),
    ("読取秒数の上限", "5", "6"),
    ("読取メモリーの上限 MB", "1024", "2048"),
    ("年度目標のない年", "評価しない", "直線で見込む"),
];
const MEASURES: &[Cell] = &[
    ("基本方針番号", "1", "9"),
    ("基本方針", "方針の一", "方針の壱"),
    ("施策番号", "1-1", "1-9"),
    ("施策", "施策の一", "施策の壱"),
    ("到達イメージ", "姿です。", "別の姿です。"),
    ("中項目番号", "1-ア", "1-イ"),
    ("中項目", "中の段", "別の段"),
];
const PROJECTS: &[Cell] = &[
    ("整理番号", "1-1-1", "1-1-9"),
    ("事業名称", "窓口の見直し", "窓口の改善"),
    ("概要での名称", "窓口", "窓口の案内"),
    ("課題", "課題です。", "別の課題です。"),
    ("目的", "目的です。", "別の目的です。"),
    ("概要", "概要です。", "別の概要です。"),
    ("担当課", "総務課、会計課", "総務課、会計課ほか"),
    ("主担当課", "会計課", "総務課"),
    ("日程の見出し", "指標とスケジュール", "スケジュール"),
    ("備考", "覚え", "別の覚え"),
    ("施策番号", "1-1", "1-2"),
    ("旧整理番号", "5-5-5", "6-6-6"),
    ("区分", "事業", "施策"),
];
const INDICATORS: &[Cell] = &[
    ("整理番号", "1-1-1", "1-2-1"),
    ("指標記号", "①", "③"),
    ("指標名", "手続の数", "手続の件数"),
    ("単位", "手続", "事務"),
    ("種別", "累計", "単年"),
    ("向き", "増", "減"),
    ("算定方法", "実績÷目標", "到達"),
    ("基準値", "5手続", "6手続"),
    ("2021年度目標", "10手続", "11手続"),
    ("2021年度実績", "9手続", "8手続"),
    ("2022年度目標", "20手続", "21手続"),
    ("2022年度実績", "-", "7手続"),
    ("2023年度目標", "", "30手続"),
    ("2023年度実績", "", "-"),
    ("備考", "覚え", "別の覚え"),
    ("担当課", "総務課", "市民課"),
    ("基準値の時点", "2019年度", "2020年度"),
    ("中間目標", "20手続", "22手続"),
    ("中間目標年度", "2022年度", "2023年度"),
    ("最終目標", "40手続", "50手続"),
    ("最終目標年度", "2023年度", "2022年度"),
    ("下限", "", "100/60"),
    ("把握時期", "翌年度9月", "翌年度6月"),
    ("出典", "調査の一", "調査の二"),
    ("説明", "数え方です。", "別の数え方です。"),
];
const DEPARTMENTS: &[Cell] = &[
    ("課名", "総務課", "行政総務課"),
    ("部局", "総務部", "行政部"),
    ("別名", "庶務課", "文書課"),
    ("連絡先", "内線1", "内線2"),
];
const ROADMAP: &[Cell] = &[
    ("施策番号", "1-1", "1-2"),
    ("内容", "設計", "調査と設計"),
    ("開始", "2021Q1", "2021Q2"),
    ("終了", "2022Q1", "2022Q2"),
    ("種類", "期間", "継続"),
    ("備考", "覚え", "別の覚え"),
];
const SCHEDULE: &[Cell] = &[
    ("基準月", "2021-09", "2021-08"),
    ("提出期限", "2021-10-08", "2021-10-09"),
    ("委員会開催日", "2021-10-28", "2021-10-29"),
    ("再提出期限", "2021-10-15", "2021-10-16"),
];
const BANDS: &[Cell] = &[
    ("判定", "効果達成状況", "進捗状況"),
    ("区分", "概ね達成", "ほぼ達成"),
    ("記号", "○", "△"),
    ("下限", "80%", "70%"),
    ("要対応", "", "○"),
    ("良好", "", "○"),
];
const EXTRAS: &[Cell] = &[
    ("項目", "今後の方向性", "来年度の方向性"),
    ("対象", "事業", "指標"),
    ("種類", "選択", "文"),
    ("選択肢", "拡充、継続、廃止", "拡充、継続、縮小、廃止"),
    ("単位", "千円", "円"),
    ("記入", "回答", "計画"),
    ("必須", "○", ""),
    ("一覧", "○", ""),
    ("別冊", "○", ""),
    ("公開", "", "○"),
];
const LABELS: &[Cell] = &[
    ("標準の見出し", "課題", "目的"),
    ("別名", "現状の問題", "いまの問題"),
    ("様式での表記", "現状と課題", "課題と現状"),
];
const JUDGED: &[Cell] = &[
    ("整理番号", "1-1-1", "1-2-1"),
    ("指標記号", "②", "①"),
    ("年度", "2022", "2021"),
    ("基準月", "2022-09", "2023-03"),
    ("効果達成状況", "達成", "未達"),
    ("進捗状況", "順調", "遅れ"),
    ("理由", "理由です。", "別の理由です。"),
];
const DECISIONS: &[Cell] = &[
    ("委員会開催日", "2021-10-28", "2021-10-29"),
    ("整理番号", "1-1-1", "1-2-1"),
    ("決定", "続ける", "見直す"),
    ("対応状況", "対応済", "対応中"),
];

/// A sheet's name, the row whose cells are changed one by one, and its other rows.
type Rows = (&'static str, &'static [Cell], Vec<&'static [&'static str]>);

/// The rows of every sheet of the master.
fn rows() -> Vec<Rows> {
    vec![
        ("計画", PLAN, vec![]),
        ("設定", SETTINGS, vec![]),
        ("体系", MEASURES, vec![&["1", "", "1-2", "施策の二", "", "", ""]]),
        (
            "事業",
            PROJECTS,
            vec![&["1-2-1", "案内の充実", "", "", "", "", "会計課", "", "スケジュール", "", "", "", ""]],
        ),
        (
            "指標",
            INDICATORS,
            vec![
                &["1-1-1", "②", "利用率", "%", "率", "増", "", "", "50%", "40%"],
                &["1-2-1", "②", "満足度", "%", "率", "増", "", "", "60%", "50%"],
            ],
        ),
        ("担当課", DEPARTMENTS, vec![&["会計課", "総務部", "", ""], &["市民課", "市民部", "", ""]]),
        ("ロードマップ", ROADMAP, vec![]),
        ("報告予定", SCHEDULE, vec![&["2022-09", "", "", ""], &["2023-03", "", "", ""]]),
        (
            "判定区分",
            BANDS,
            vec![
                &["効果達成状況", "達成", "◎", "100%", "", "○"],
                &["効果達成状況", "未達", "×", "", "○", ""],
                &["進捗状況", "順調", "○", "60%", "", ""],
                &["進捗状況", "遅れ", "×", "", "○", ""],
            ],
        ),
        ("追加項目", EXTRAS, vec![&["予算額", "事業", "数", "", "千円", "回答", "", "", "", ""]]),
        ("見出し語", LABELS, vec![]),
        ("事務局評価", JUDGED, vec![]),
        ("決定事項", DECISIONS, vec![]),
    ]
}

fn base() -> PlanSheets {
    let mut plan =
        PlanSheets { fiscal_years: (2021..=2023).map(FiscalYear::new).collect(), rows: BTreeMap::new() };
    for (sheet, cells, others) in rows() {
        let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let main = cells.iter().map(|(_, text, _)| *text);
        let found = if is_of_items(schema(sheet)) {
            cells.iter().map(|(item, text, _)| line(&[item, text])).collect()
        } else {
            let mut found: Vec<Vec<String>> = others.iter().map(|cells| line(cells)).collect();
            // The order of 判定区分 matters: the changed row is 概ね達成, the second.
            let at = usize::from(sheet == "判定区分");
            found.insert(at, main.map(str::to_owned).collect());
            found
        };
        plan.rows.insert(sheet, found);
    }
    plan
}

fn schema(name: &str) -> &'static Sheet {
    SHEETS.iter().find(|sheet| sheet.name == name).unwrap()
}

fn is_of_items(sheet: &Sheet) -> bool {
    matches!(sheet.shape, Shape::Items(_))
}

fn plan_of(sheets: &PlanSheets) -> Plan {
    read(&write(sheets).unwrap(), Path::new("計画.xlsx")).unwrap().0
}

/// The plan with one cell changed. If the column holds an id, everything that refers to it changes, too.
fn changed(sheet: &'static str, at: usize) -> PlanSheets {
    let mut plan = base();
    let (_, cells, _) = rows().into_iter().find(|(name, ..)| *name == sheet).unwrap();
    let (column, old, new) = cells[at];
    let declared = schema(sheet).columns.iter().find(|declared| declared.name == column);
    if is_of_items(schema(sheet)) {
        new.clone_into(&mut plan.rows.get_mut(sheet).unwrap()[at][1]);
    } else if declared.is_some_and(|column| column.holds == Holds::Id) {
        let of_id = |text: &mut String| {
            let parts: Vec<&str> =
                text.split('、').map(|part| if part == old { new } else { part }).collect();
            *text = parts.join("、");
        };
        plan.rows.values_mut().flatten().flatten().for_each(of_id);
    } else {
        let rows = plan.rows.get_mut(sheet).unwrap();
        // Only an item that is a number has a unit; it is on the last row.
        let is_last = (sheet, column) == ("追加項目", "単位");
        let is_main = |row: &Vec<String>| row.iter().eq(cells.iter().map(|(_, text, _)| *text));
        let place = if is_last { rows.len() - 1 } else { rows.iter().position(is_main).unwrap() };
        new.clone_into(&mut rows[place][at]);
    }
    plan
}

/// Reads the plan with one cell changed. 追加項目の記入 is changed in the model, because an item that the master
/// holds would need a column of its own in 事業.
fn changed_plan(sheet: &'static str, column: &str, at: usize) -> Plan {
    if (sheet, column) != ("追加項目", "記入") {
        return plan_of(&changed(sheet, at));
    }
    let mut plan = plan_of(&base());
    plan.items[0].owner = ExtraOwner::Plan;
    plan
}

/// The headings for which a sheet needs a cell: its items or columns, and those of the fiscal years.
fn headings(sheet: &Sheet) -> Vec<String> {
    if let Shape::Items(items) = &sheet.shape {
        return items.iter().map(|item| item.name.to_owned()).collect();
    }
    let mut names: Vec<String> = sheet.columns.iter().map(|column| column.name.to_owned()).collect();
    if matches!(sheet.shape, Shape::YearRows) {
        let years = (2021..=2023).flat_map(|year| ["目標", "実績"].map(|word| format!("{year}年度{word}")));
        let at = names.iter().position(|name| name == "備考").unwrap();
        names.splice(at..at, years);
    }
    names
}

#[test]
fn a_change_of_any_column_is_told() {
    let old = plan_of(&base());
    let mut told = String::new();
    for (sheet, cells, _) in rows() {
        let columns: Vec<&str> = cells.iter().map(|(column, ..)| *column).collect();
        assert_eq!(columns, headings(schema(sheet)), "{sheet}");
        for (at, column) in columns.into_iter().enumerate() {
            let revision = Revision::between(&old, &changed_plan(sheet, column, at));
            let is_memo = MEMOS.contains(&(sheet, column));
            assert_eq!(revision.is_empty(), is_memo, "{sheet}の{column}");
            told.push_str(&format!("{sheet}の{column}\n"));
            for change in &revision.changes {
                let line = |text: &str| text.replace('\n', "／");
                let (part, kind) = (change.part.word(), change.kind.words());
                let (item, old, new) = (&change.item, line(&change.old), line(&change.new));
                told.push_str(&format!("  {part} {kind}｜{item}｜{old} → {new}\n"));
            }
        }
    }
    assert_eq!(rows().len(), SHEETS.len());
    insta::assert_snapshot!(told);
}
