//! 様式での表記: forms are issued and read, and findings are worded, in the city's own words.

use shinchoku::plan::template::PlanSheets;
use shinchoku::text::calendar::FiscalYear;

use crate::support::{Workspace, findings, master, sheets};

/// Standard headings and the city's words for them.
const OWN: [(&str, &str); 13] = [
    ("実績", "実績値"),
    ("目標", "数値目標"),
    ("進捗状況", "進行状況"),
    ("事業名称", "取組名"),
    ("担当課", "所管課"),
    ("取組内容", "実施内容"),
    ("提出課", "回答課"),
    ("整理番号", "管理番号"),
    ("年度末見込み", "年度末の見込み"),
    ("確認済", "確認欄"),
    ("記入者", "回答者"),
    ("計画見直しの要望", "見直し希望"),
    ("指標とスケジュール", "指標と年次計画"),
];

fn workspace(rows: &[(&str, &str)]) -> (tempfile::TempDir, Workspace) {
    let mut plan = master::delivered();
    let aliases = plan.rows.get_mut("見出し語").unwrap();
    for (standard, issued) in rows {
        aliases.push(vec![(*standard).to_owned(), String::new(), (*issued).to_owned()]);
    }
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::with_plan(&master::put(&plan, folder.path()));
    (folder, workspace)
}

#[test]
fn forms_findings_slips_and_the_volume_use_the_citys_words() {
    let (_folder, workspace) = workspace(&OWN);
    let mut book = sheets::read(&workspace.issued("2023-03", "会計課"));
    for (standard, issued) in OWN {
        let on = |label: &str| book.iter().any(|sheet| sheet.find(label).is_some());
        assert!(on(issued) && !on(standard), "{standard} {issued}");
    }
    assert_eq!(book[1].in_year("数値目標", "2022年度"), Some("7施設"));
    assert_eq!(book[1].beside("取組名"), Some("キャッシュレス決済の推進"));
    let guide: Vec<&str> = book[0].cells.values().map(String::as_str).collect();
    assert!(guide.contains(
        &"年度の途中で実績値がまだ出ないときは、実績値を空欄のままにし、年度末の見込みを記入してください。"
    ));

    // Findings about a blank entry use these words, and entries beside them are read.
    book[1].fill("実施内容", "（見本）7施設で始めました。");
    book[0].fill("回答者", "会計課（見本）");
    workspace.put("2023-03/会計課.xlsx", &sheets::write(&book));
    let record = workspace.consolidate("2023-03");
    let asked: Vec<&str> = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] != "R01")
        .flat_map(|finding| [finding["message"].as_str().unwrap(), finding["help"].as_str().unwrap()])
        .collect();
    assert_eq!(asked, ["実績値も進行状況も記入されていません", "進行状況を選択肢から一つ選んでください"]);

    // The slip uses the same words, and its answers are read.
    let slip = workspace.output().join("2023-03/差戻し/会計課.xlsx");
    let mut slip = sheets::read(&std::fs::read(slip).unwrap());
    assert!(slip[0].find("進行状況").is_some() && slip[0].find("回答者").is_some());
    slip[1].fill("進行状況", "順調");
    slip[1].fill_year("実績値", "2022年度", "7施設");
    workspace.put("2023-03/会計課_再提出.xlsx", &sheets::write(&slip));
    let record = workspace.consolidate("2023-03");
    assert!(findings(&record).iter().all(|found| found.starts_with("R01") || found.starts_with("C04")));
    let project =
        record["projects"].as_array().unwrap().iter().find(|row| row["project"] == "1-1-6").unwrap();
    assert_eq!((project["effect"].as_str(), project["progress"].as_str()), (Some("達成"), Some("順調")));
    // The volume prints them, too.
    let volume =
        std::fs::read_dir(workspace.output().join("2023-03")).unwrap().map(|file| file.unwrap().path());
    let mut volume = volume.filter(|path| path.to_string_lossy().contains("別冊"));
    let volume = sheets::read(&std::fs::read(volume.next().unwrap()).unwrap());
    for (label, own) in [("事業名称", "取組名"), ("担当課", "所管課"), ("目標", "数値目標")]
    {
        let on = |label: &str| volume.iter().any(|page| page.find(label).is_some());
        assert!(on(own) && !on(label), "{label}");
    }
}

#[test]
fn a_word_that_already_means_another_heading_is_refused() {
    let (_folder, workspace) = workspace(&[("課題", "目的"), ("概要", "①"), ("備考", "その他")]);
    let output = workspace.run(&["check-plan"]);
    let told = crate::support::text(&output.stdout);
    assert!(told.contains("様式での表記「目的」は、ほかの見出しにも使われています"), "{told}");
    assert!(told.contains("様式での表記「①」は見出しとして読み取れません"), "{told}");
    assert!(!told.contains("その他"), "{told}");
}

#[test]
fn the_other_words_of_new_plan_are_read_and_make_no_form_ambiguous() {
    let mut plan = master::delivered();
    let presets = PlanSheets::empty(FiscalYear::new(2030), 1).of("見出し語").to_vec();
    plan.rows.insert("見出し語", presets);
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::with_plan(&master::put(&plan, folder.path()));
    let told = workspace.ok(&["check-plan"]);
    assert!(!told.contains("見出し語!"), "{told}");

    let mut book = sheets::read(&workspace.issued("2023-03", "会計課"));
    let form = &mut book[1];
    for (standard, other) in [
        ("事業名称", "取組名"),
        ("担当課", "主管課"),
        ("目標", "目標値"),
        ("実績", "実績値"),
        ("前回値", "現状値"),
        ("整理番号", "事業番号"),
        ("取組内容", "取組状況"),
        ("年度末見込み", "年度末の見込み"),
    ] {
        let at = form.find(standard).unwrap();
        form.cells.insert(at, other.to_owned());
    }
    form.fill_year("現状値", "2022年度", "6施設から始めました");
    form.fill_year("実績値", "2022年度", "7施設");
    form.fill("進捗状況", "順調");
    form.fill("取組状況", "（見本）始めました。");
    workspace.put("2023-03/会計課.xlsx", &sheets::write(&book));
    let record = workspace.judged("2023-03");
    let told: Vec<String> = findings(&record).into_iter().filter(|found| !found.starts_with("R01")).collect();
    // The text typed over 前回値 is kept and listed (S09); nothing is asked.
    assert_eq!(told, ["S09 1-1-6"]);
    let row = record["indicators"].as_array().unwrap().iter();
    let row = row.filter(|row| row["project"] == "1-1-6").find(|row| row["fiscal_year"] == 2022).unwrap();
    assert_eq!((row["actual_text"].as_str(), row["effect"].as_str()), (Some("7施設"), Some("達成")));
}
