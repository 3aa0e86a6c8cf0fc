//! A made-up plan with every kind of indicator that a master workbook can express. It covers three fiscal
//! years from July of the first, and has four bands with words of its own.

use shinchoku::plan::template::{PlanSheets, write};
use shinchoku::text::calendar::FiscalYear;

/// The first fiscal year.
pub(crate) const FIRST: i32 = 2026;

/// 指標名, 単位, 種別, 向き, 算定方法, 基準値, and the targets of the three years.
const INDICATORS: [[&str; 9]; 30] = [
    ["導入施設数", "施設", "累計", "増", "", "", "100施設／300施設", "200施設／300施設", "300施設／300施設"],
    ["登録者数", "", "累計", "増", "", "", "12,000", "18,000", "24,000"],
    ["整備延長", "km", "累計", "増", "", "", "10.5km", "21km", "31.5km"],
    ["窓口数", "か所", "累計", "増", "", "2", "3か所", "4か所", "6か所"],
    ["対象の拡大", "館", "累計", "増", "", "1", "3館", "100館", "120館"],
    ["普及率", "%", "累計", "増", "", "", "40%", "70%", "100%"],
    ["電子化", "手続", "累計", "増", "", "", "導入検討", "5手続に試行導入", "30手続"],
    ["設置数", "台", "累計", "増", "", "", "20台", "→", "40台"],
    ["移行業務数", "業務", "累計", "増", "", "", "2030年度末までに20業務", "→", "→"],
    ["早期に終わるもの", "件", "累計", "増", "", "", "8件", "終了", ""],
    ["見直された目標", "人", "累計", "増", "", "", "1,000人", "650人", "660人"],
    ["初年度のないもの", "人", "累計", "増", "", "", "-", "85人／887人（試験導入）", "400人／887人"],
    [
        "文章に変わるもの",
        "学校",
        "累計",
        "増",
        "",
        "",
        "5学校",
        "運用状況を踏まえ拡大",
        "運用状況を踏まえ拡大",
    ],
    ["排出量", "t", "累計", "減", "基準値比", "1000", "950t", "900t", "800t"],
    ["待機人数", "人", "累計", "減", "", "120", "90人", "60人", "0人"],
    ["催しの数", "回", "単年", "増", "", "", "1回", "2回", "4回"],
    ["参加者", "人", "単年", "増", "", "", "240人", "480人", "500人"],
    ["貸出", "件", "単年", "増", "", "", "7,500件", "65,400件", "69,150件"],
    ["削減時間", "時間/年", "単年", "増", "", "", "-", "20,400時間/年", "36,000時間/年"],
    [
        "受講率",
        "%",
        "単年",
        "増",
        "",
        "",
        "全職員の研修（100%）",
        "全職員の研修（100%）",
        "全職員の研修（100%）",
    ],
    ["経費", "千円", "単年", "減", "", "", "800千円", "700千円", "600千円"],
    ["事故", "件", "単年", "減", "", "", "2件", "1件", "0件"],
    ["利用率", "%", "率", "増", "", "", "-", "15%", "30%"],
    ["紙の使用量", "%削減", "率", "増", "", "", "10%削減", "30%削減", "50%削減"],
    ["満足度", "%", "率", "増", "", "62.5", "70.5%", "75%", "100%"],
    ["待ち時間の長い割合", "%", "率", "減", "", "30", "25%", "20%", "10%"],
    ["一人当たりの冊数", "冊", "率", "増", "", "", "4.5冊", "5.0冊", "5.5冊"],
    ["整備の段階", "", "節目", "増", "", "", "設計", "整備・運用", "終了"],
    [
        "支援の段階",
        "学区",
        "節目",
        "増",
        "",
        "",
        "・希望の調査\n・支援（14学区）",
        "・必要に応じて調査を検討\n・新たに希望する学区を支援",
        "→",
    ],
    ["", "", "節目", "増", "", "", "-", "要件確定，費用額の確定", "調達，構築"],
];

const DEPARTMENTS: [&str; 4] = ["企画課", "施設課", "市民活動課", "水辺の課"];

/// The plan's master workbook.
pub(crate) fn master() -> Vec<u8> {
    write(&rows()).unwrap()
}

/// The rows of the master's sheets.
pub(crate) fn rows() -> PlanSheets {
    let mut plan = PlanSheets::empty(FiscalYear::new(FIRST), 3);
    let basics = plan.rows.get_mut("計画").unwrap();
    for (name, value) in [
        ("計画名称", "あらゆる指標の計画"),
        ("別冊名称", "事業の一覧"),
        ("版", "第3版"),
        ("団体名", "見本村"),
        ("事務局", "企画課"),
        ("計画期間開始", "2026-07"),
        ("計画期間終了", "2029-03"),
    ] {
        basics.iter_mut().find(|row| row[0] == name).unwrap()[1] = value.to_owned();
    }
    let (projects, indicators) = projects();
    let mut set = |sheet: &'static str, rows: Vec<Vec<String>>| plan.rows.insert(sheet, rows);
    set("体系", table(&[&["1", "暮らし", "1-1", "便利にする", ""], &["2", "役所", "2-1", "支える", ""]]));
    set("担当課", DEPARTMENTS.iter().map(|name| row(&[name, "", "", ""])).collect());
    set("事業", projects);
    set("指標", indicators);
    set("ロードマップ", Vec::new());
    set("報告予定", Vec::new());
    set(
        "判定区分",
        table(&[
            &["効果達成状況", "A", "◎", "100%", ""],
            &["効果達成状況", "B", "○", "80%", ""],
            &["効果達成状況", "C", "△", "50%", "○"],
            &["効果達成状況", "D", "×", "", "○"],
            &["進捗状況", "予定どおり", "○", "90%", ""],
            &["進捗状況", "遅れ気味", "△", "60%", ""],
            &["進捗状況", "大幅な遅れ", "×", "", "○"],
        ]),
    );
    set("見出し語", Vec::new());
    set("事務局評価", Vec::new());
    set("決定事項", Vec::new());
    plan
}

/// The rows of 事業 and 指標: a project for every two indicators, and two without any, with and without a
/// schedule.
fn projects() -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let (mut projects, mut indicators) = (Vec::new(), Vec::new());
    for (at, pair) in INDICATORS.chunks(2).enumerate() {
        let id = id(at);
        let lead = DEPARTMENTS[at % DEPARTMENTS.len()];
        let others = if at.is_multiple_of(3) {
            format!("{lead}、{}", DEPARTMENTS[(at + 1) % 4])
        } else {
            lead.to_owned()
        };
        projects.push(project(&id, &format!("{}など", pair[0][0]), &others, "指標とスケジュール"));
        for (indicator, symbol) in pair.iter().zip(["①", "②"]) {
            let [name, unit, kind, direction, method, baseline, first, second, third] = *indicator;
            indicators.push(row(&[
                &id, symbol, name, unit, kind, direction, method, baseline, first, "", second, "", third, "",
                "",
            ]));
        }
    }
    let count = projects.len();
    projects.push(project(&id(count), "体制づくり", "企画課ほか", "スケジュール"));
    projects.push(project(&id(count + 1), "調べもの", "施設課", ""));
    (projects, indicators)
}

fn id(at: usize) -> String {
    if at < 9 { format!("1-1-{}", at + 1) } else { format!("2-1-{}", at - 8) }
}

fn project(id: &str, name: &str, departments: &str, heading: &str) -> Vec<String> {
    row(&[id, name, "", "課題です。", "目的です。", "概要です。", departments, "", heading, ""])
}

fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|cells| row(cells)).collect()
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}
