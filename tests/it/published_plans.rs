//! Plans of public bodies, entered as published into the workbook of `new-plan` and run from `check-plan` to
//! the record of a month. Rates and verdicts must equal the published ones.
//!
//! `tests/fixtures/plans/` holds what was published; invented entries are marked 見本. Rates and verdicts under
//! 公表 are the body's own, those under 手計算 are worked out by hand. Where a body publishes less than the record
//! has (no verdict in words, no rate), the fixture says so.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, repository, text};

/// A published plan: rows of cells by the name of their section.
struct Published(BTreeMap<String, Vec<Vec<String>>>);

impl Published {
    fn of(name: &str) -> Self {
        let path = repository().join(format!("tests/fixtures/plans/{name}.tsv"));
        let mut sections: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        let mut section = String::new();
        for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => name.clone_into(&mut section),
                None => {
                    let row = line.split('\t').map(str::to_owned).collect();
                    sections.entry(section.clone()).or_default().push(row);
                }
            }
        }
        Self(sections)
    }

    fn section(&self, name: &str) -> &[Vec<String>] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The rows below the headings of a section, each by heading.
    fn rows(&self, name: &str) -> Vec<BTreeMap<String, String>> {
        let section = self.section(name);
        let Some((headings, rows)) = section.split_first() else { return Vec::new() };
        rows.iter().map(|row| headings.iter().cloned().zip(row.iter().cloned()).collect()).collect()
    }

    fn month(&self) -> String {
        self.section("報告")[0][0].clone()
    }

    /// The workbook of `new-plan` with the plan entered.
    fn master(&self) -> Vec<u8> {
        let workspace = Workspace::new();
        workspace.ok_plain(&["new-plan", "計画.xlsx"]);
        let mut book = sheets::read(&fs::read(workspace.path().join("計画.xlsx")).unwrap());
        for sheet in &mut book {
            match sheet.name.as_str() {
                "計画" | "設定" => {
                    for row in self.section(&sheet.name) {
                        sheet.fill(&row[0], &row[1]);
                    }
                }
                // The words that the workbook knows stay, as they would with an officer.
                "使い方" | "選択肢" | "見出し語" => {}
                name => enter(sheet, self.section(name)),
            }
        }
        sheets::write(&book)
    }
}

/// Enters rows below the headings of a sheet. Removes the example rows and the columns of other years.
fn enter(sheet: &mut Sheet, section: &[Vec<String>]) {
    let heading = sheet.cells.keys().map(|(row, _)| *row).filter(|row| *row > 0).min().unwrap();
    let is_year = |text: &str| text.ends_with("年度目標") || text.ends_with("年度実績");
    sheet.cells.retain(|(row, _), text| *row <= heading && !(*row == heading && is_year(text)));
    let Some((headings, rows)) = section.split_first() else { return };
    for (at, name) in headings.iter().enumerate() {
        let known = sheet.cells.iter().find(|((row, _), text)| *row == heading && *text == name);
        let column = known.map_or_else(|| sheet.last_column() + 1, |((_, column), _)| *column);
        sheet.cells.insert((heading, column), name.clone());
        for (line, row) in (heading + 1..).zip(rows) {
            if let Some(text) = row.get(at).filter(|text| !text.is_empty()) {
                sheet.cells.insert((line, column), text.clone());
            }
        }
    }
}

/// Fills in a form with the fixture's answers for its project.
fn fill(form: &mut Sheet, answers: &[BTreeMap<String, String>], year: &str) {
    let id = form.beside("整理番号").unwrap().to_owned();
    for answer in answers.iter().filter(|answer| answer["整理番号"] == id) {
        let symbol = answer.get("指標記号").cloned().unwrap_or_default();
        for (label, text) in answer.iter().filter(|(_, text)| !text.is_empty()) {
            match label.as_str() {
                "整理番号" | "指標記号" | "年度" => {}
                "実績" => {
                    let told = answer.get("年度").filter(|told| !told.is_empty());
                    let told = told.map(|told| format!("{told}年度"));
                    form.fill_year(&format!("実績{symbol}"), told.as_deref().unwrap_or(year), text);
                }
                label => form.fill(label, text),
            }
        }
    }
    if form.find("取組内容").is_some() {
        form.fill("取組内容", "（見本）進めました。");
        form.fill("遅れ・未達の理由", "（見本）理由です。");
        form.fill("今後の対応", "（見本）続けます。");
    }
}

/// Runs the month of a published plan from `new-plan` on. Returns the workspace and the month's record.
fn run(name: &str) -> (Workspace, Value) {
    let plan = Published::of(name);
    let workspace = Workspace::holding_plan(&plan.master());
    let told = workspace.ok(&["check-plan"]);
    assert!(!told.contains("誤り["), "{name}: {told}");
    assert!(!told.contains("実績の列がありません"), "{name}: {told}");
    let month = plan.month();
    workspace.ok(&["distribute", "--as-of", &month, "--quiet"]);
    let answers = plan.rows("回答");
    let of_month = shinchoku::text::calendar::Month::parse_iso(&month).unwrap();
    let year = of_month.fiscal_year().label();
    for department in &workspace.plan().departments {
        let mut book = sheets::read(&workspace.issued(&month, &department.name));
        for form in book.iter_mut().skip(1) {
            fill(form, &answers, &year);
        }
        workspace.put(&format!("{month}/{}.xlsx", department.name), &sheets::write(&book));
    }
    let record = workspace.consolidate(&month);
    (workspace, record)
}

/// Compares rates and verdicts with the fixture's: those of its column 年度, else of the reported year.
fn agrees(name: &str) -> (Workspace, Value) {
    let (workspace, record) = run(name);
    let published = Published::of(name);
    for expected in published.rows("公表").into_iter().chain(published.rows("手計算")) {
        let symbol = expected.get("指標記号").cloned().unwrap_or_default();
        let told = expected.get("年度").and_then(|year| year.parse::<i64>().ok());
        let year = told.map_or_else(|| record["fiscal_year"].clone(), Value::from);
        let row = record["indicators"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| {
                row["project"] == expected["整理番号"].as_str()
                    && row["indicator"].as_str() == Some(&symbol)
                    && row["fiscal_year"] == year
            })
            .unwrap_or_else(|| panic!("{name}: {expected:?}"));
        for (heading, key) in [("率", "rate"), ("到達度", "attainment")] {
            let Some(value) = expected.get(heading).filter(|value| !value.is_empty()) else { continue };
            assert_eq!(row[key].as_str().unwrap_or_default(), value, "{name}: {row}");
        }
        assert_eq!(row["effect"].as_str().unwrap(), expected["判定"], "{name}: {row}");
    }
    // S09 would mean that texts of 記入要領, such as its list of projects, were taken for the department's.
    let codes: Vec<&Value> = record["findings"].as_array().unwrap().iter().map(|row| &row["code"]).collect();
    assert!(!codes.iter().any(|code| *code == "S09"), "{name}: {codes:?}");
    let refused = record["findings"].as_array().unwrap().iter().filter(|row| row["severity"] == "誤り");
    assert_eq!(refused.map(|row| row["message"].to_string()).collect::<Vec<_>>(), Vec::<String>::new());
    assert_eq!(record["reconciliation"]["closes"], true, "{name}");
    (workspace, record)
}

/// The sheets of the committee's workbook.
fn committee(workspace: &Workspace, month: &str) -> Vec<Sheet> {
    let path = workspace.output().join(month).join(format!("進捗管理表_{month}.xlsx"));
    sheets::read(&fs::read(path).unwrap())
}

#[test]
fn final_targets_alone_give_the_published_rates() {
    agrees("fukuchiyama");
}

#[test]
fn final_targets_with_a_baseline_give_the_published_verdicts() {
    // Two departments answer for the indicators of one 施策.
    let (_, record) = agrees("hirakata");
    assert_eq!(record["summary"]["by_level"][0]["name"], "施策");
}

#[test]
fn a_scheme_of_four_progress_words_gives_the_published_share() {
    let (workspace, record) = agrees("saitama");
    let counts: Vec<u64> = record["summary"]["progress"]
        .as_array()
        .unwrap()
        .iter()
        .take(4)
        .map(|row| row["count"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [7, 38, 2, 7]);
    // 47 of 54: 87% in the report.
    let book = committee(&workspace, "2017-03");
    let overview = book.iter().find(|page| page.name == "概況").unwrap();
    assert!(overview.find("47／54事業").is_some(), "{:?}", overview.cells);
}

#[test]
fn serial_project_numbers_and_yearly_amounts_give_the_published_rate() {
    let (_, record) = agrees("iwaki");
    assert_eq!(record["projects"][0]["progress"], "計画どおり");
    // Progress is not computed if its bands have no limits.
    assert_eq!(record["projects"][0]["progress_computed"], Value::Null);
}

#[test]
fn a_plan_of_progress_words_needs_no_indicators() {
    let (workspace, record) = agrees("shimotsuke");
    let words: Vec<&str> =
        record["projects"].as_array().unwrap().iter().map(|row| row["progress"].as_str().unwrap()).collect();
    assert_eq!(words, ["計画どおり", "計画以上", "計画どおり", "やや遅れている"]);
    // The 施策's own figure is not added to those of its projects.
    assert_eq!(record["summary"]["items"][0]["total"], "1500");
    let policies: Vec<&str> = record["summary"]["items"][0]["by_policy"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["total"].as_str().unwrap())
        .collect();
    assert_eq!(policies, ["1200", "300", "0"]);
    let levels = &record["summary"]["items"][0]["by_level"];
    assert_eq!(
        *levels,
        serde_json::json!([{"name": "事業", "total": "1500"}, {"name": "施策", "total": "5000"}])
    );
    let by_level: Vec<&str> = record["summary"]["by_level"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(by_level, ["事業", "施策"]);
    let committee = committee(&workspace, "2020-03");
    let on = |sheet: &str, text: &str| {
        let found = committee.iter().find(|page| page.name == sheet).unwrap();
        found.cells.values().any(|cell| cell.contains(text))
    };
    assert!(on("追加項目", "施策の行の合計") && on("集計", "区分別（施策・基本方針そのものの行と事業）"));
    assert!(on("進捗一覧", "区分"));
    // Decisions about the whole plan and about several projects are listed.
    assert!(on("要対応", "計画全体についての決定事項"));
    assert!(on("要対応", "（見本）次の計画の検討を始める\n　対応状況：検討会を設けた"));
    assert!(on("要対応", "（見本）取組を広げる\n　対応状況：未記入"));
    let items = fs::read_to_string(workspace.output().join("2020-03/公開用/追加項目.csv")).unwrap();
    assert!(items.contains("2020-03,1-(1),,予算額,\"1,200千円\",1200,千円"), "{items}");
}

#[test]
fn years_without_a_target_get_one_on_a_straight_line_marked_as_computed() {
    let (workspace, record) = agrees("togane");
    // 中項目, the third level, is printed wherever the plan's structure is.
    assert_eq!(record["summary"]["by_middle"][0]["name"], "A 事務事業");
    for (sheet, text) in [("概況", "　A 事務事業"), ("進捗一覧", "A 事務事業"), ("集計", "中項目別")]
    {
        let book = committee(&workspace, "2021-03");
        let page = book.iter().find(|page| page.name == sheet).unwrap();
        assert!(page.find(text).is_some(), "{sheet} {text}");
    }
    let projects = fs::read_to_string(workspace.output().join("2021-03/公開用/事業.csv")).unwrap();
    assert!(projects.contains("温室効果ガスの削減,A 事務事業,A-1,排出量の削減"), "{projects}");
    let volume = fs::read(workspace.output().join("2021-03/別冊_2021-03.xlsx")).unwrap();
    let volume = sheets::read(&volume);
    let overview = volume.iter().find(|page| page.name == "概要").unwrap();
    assert!(overview.find("A 事務事業\nA-1 排出量の削減").is_some(), "{:?}", overview.cells);
    // The form and the project's page in the volume have it, too.
    let form = &sheets::read(&workspace.issued("2021-03", "見本課"))[1];
    assert_eq!(form.beside("中項目"), Some("A 事務事業"));
    assert!(volume.iter().any(|page| page.find("A-1 排出量の削減（A 事務事業）").is_some()));
    let of_year = |year: i32| {
        let rows = record["indicators"].as_array().unwrap();
        rows.iter().find(|row| row["fiscal_year"] == year).unwrap()["target_text"].clone()
    };
    assert_eq!(of_year(2020), "5.4%削減（計算）");
    assert_eq!(of_year(2022), "7%削減");
    assert_eq!(of_year(2030), "32%削減");
}

#[test]
fn negative_figures_and_values_pending_or_of_earlier_years_give_the_published_verdicts() {
    agrees("nagano");
}

#[test]
fn a_baseline_and_a_final_target_give_the_published_verdicts_of_a_district() {
    agrees("numazu");
}

#[test]
fn indicators_of_a_policy_that_are_reached_or_not_give_the_published_verdicts() {
    let (workspace, _) = agrees("meiwa");
    let volume = fs::read(workspace.output().join("2014-03/別冊_2014-03.xlsx")).unwrap();
    let levels: Vec<String> = sheets::read(&volume)
        .iter()
        .flat_map(|page| {
            page.cells.iter().filter(|(_, text)| *text == "区分").map(|(at, _)| (page.clone(), *at))
        })
        .filter_map(|(page, (row, column))| page.cells.get(&(row, column + 1)).cloned())
        .collect();
    assert_eq!(levels, ["基本方針"]);
}

#[test]
fn targets_reached_or_not_give_the_verdicts_told_to_the_council() {
    agrees("funabashi");
}

#[test]
fn a_policys_own_row_belongs_to_no_measure_and_item_numbers_of_indicators_are_summed() {
    let mut master = sheets::read(&Published::of("togane").master());
    let add = |master: &mut Vec<Sheet>, name: &str, rows: &[&[(&str, &str)]]| {
        let sheet = master.iter_mut().find(|sheet| sheet.name == name).unwrap();
        for row in rows {
            let line = sheet.cells.keys().map(|(row, _)| *row).max().unwrap() + 1;
            for (heading, text) in *row {
                let (_, column) = sheet.find(heading).unwrap();
                sheet.cells.insert((line, column), (*text).to_owned());
            }
        }
    };
    let policy: &[(&str, &str)] = &[
        ("整理番号", "1"),
        ("区分", "基本方針"),
        ("事業名称", "温室効果ガス（見本）"),
        ("担当課", "見本課"),
    ];
    add(&mut master, "事業", &[policy]);
    let indicator = |project| -> Vec<(&str, &str)> {
        vec![
            ("整理番号", project),
            ("指標名", "見本の指標"),
            ("種別", "単年"),
            ("向き", "増"),
            ("最終目標", "10"),
        ]
    };
    add(&mut master, "指標", &[&indicator("1")]);
    let item: &[(&str, &str)] =
        &[("項目", "参加者"), ("対象", "指標"), ("種類", "数"), ("単位", "人"), ("記入", "回答")];
    add(&mut master, "追加項目", &[item]);

    let workspace = Workspace::holding_plan(&sheets::write(&master));
    let mut book = sheets::read(&workspace.issued("2021-03", "見本課"));
    let policy = book.iter().position(|form| form.beside("整理番号") == Some("1")).unwrap();
    assert_eq!((book[policy].beside("施策"), book[policy].beside("中項目")), (None, None));
    for (form, number) in book.iter_mut().skip(1).zip(["20人", "30"]) {
        form.fill("進捗状況", "順調");
        form.fill("取組内容", "（見本）進めました。");
        form.fill_year("実績", "2020年度", "6");
        form.fill_year("参加者（人）", "2020年度", number);
    }
    workspace.put("2021-03/見本課.xlsx", &sheets::write(&book));
    let record = workspace.consolidate("2021-03");
    let counts = |groups: &str| -> Vec<u64> {
        let effect = |group: &Value| {
            group["effect"].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap()).sum()
        };
        record["summary"][groups].as_array().unwrap().iter().map(effect).collect()
    };
    assert_eq!((counts("by_policy"), counts("by_measure"), counts("by_middle")), (vec![2], vec![1], vec![1]));
    let sums = &record["summary"]["items"][0];
    // The 基本方針's own figure is not added to those of its projects.
    let levels = sums["by_level"].as_array().unwrap().iter().map(|row| row["total"].as_str().unwrap());
    assert_eq!((sums["item"].as_str(), levels.collect::<Vec<_>>()), (Some("参加者"), vec!["20", "30"]));
    assert_eq!(record["reconciliation"]["closes"], true);

    let projects = fs::read_to_string(workspace.output().join("2021-03/公開用/事業.csv")).unwrap();
    assert!(
        projects.contains("2021-03,1,1,温室効果ガスの削減,,,,温室効果ガス（見本）,基本方針"),
        "{projects}"
    );
    let volume = sheets::read(&fs::read(workspace.output().join("2021-03/別冊_2021-03.xlsx")).unwrap());
    let page = volume.iter().find(|page| page.find("区分").is_some()).unwrap();
    let (own, (line, _)) =
        (page.find("基本方針").unwrap(), page.find("A-1 排出量の削減（A 事務事業）").unwrap());
    assert!(own.0 < line, "the page of the 基本方針 should come before those of its 施策");
    let list = committee(&workspace, "2021-03").into_iter().find(|page| page.name == "進捗一覧").unwrap();
    let (row, _) = list.find("温室効果ガス（見本）").unwrap();
    assert!(!list.cells.range((row, 0)..(row, 40)).any(|(_, text)| text.contains("排出量の削減")));
}

#[test]
fn item_values_in_the_master_are_checked_by_the_kind_of_the_item() {
    let mut master = sheets::read(&Published::of("shimotsuke").master());
    let told = |master: &[Sheet]| {
        let workspace = Workspace::holding_plan(&sheets::write(master));
        text(&workspace.run(&["check-plan"]).stdout)
    };
    assert!(!told(&master).contains("財源"), "{}", told(&master));
    let projects = master.iter_mut().find(|sheet| sheet.name == "事業").unwrap();
    let (row, column) = projects.find("財源").unwrap();
    projects.cells.insert((row + 2, column), "宝くじ".to_owned());
    projects.cells.insert((row + 3, column), "-".to_owned());
    let found = told(&master);
    assert!(found.contains("「財源」に「宝くじ」は使えません"), "{found}");
    assert!(found.contains("一般財源・国庫補助 のいずれかを入力してください"), "{found}");
    assert_eq!(found.matches("財源」に").count(), 1, "{found}");

    let items = master.iter_mut().find(|sheet| sheet.name == "追加項目").unwrap();
    let (row, column) = items.find("財源").unwrap();
    assert_eq!(items.cells[&(row, column + 2)], "選択");
    items.cells.insert((row, column + 2), "数".to_owned());
    items.cells.insert((row, column + 4), "千円".to_owned());
    let projects = master.iter_mut().find(|sheet| sheet.name == "事業").unwrap();
    let (row, column) = projects.find("財源").unwrap();
    for (line, amount) in (row + 1..).zip(["1,200千円", "未定", "-", "300"]) {
        projects.cells.insert((line, column), amount.to_owned());
    }
    let found = told(&master);
    assert!(found.contains("「財源」の「未定」は数として読み取れません"), "{found}");
    assert_eq!(found.matches("数として読み取れません").count(), 1, "{found}");
}

#[test]
fn departments_of_the_same_name_are_kept_apart_on_forms_slips_and_in_totals() {
    let (workspace, record) = run("shimotsuke");
    let counts = |record: &Value| -> Vec<String> {
        let departments = record["departments"].as_array().unwrap().iter();
        departments
            .map(|row| {
                let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
                format!("{} {} {} {}", word("bureau"), word("department"), row["returned"], word("state"))
            })
            .collect()
    };
    assert_eq!(counts(&record), ["北区 北区まちづくり推進課 3 提出", "南区 南区まちづくり推進課 1 提出"]);
    let groups: Vec<&str> = record["summary"]["by_department"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(groups, ["北区まちづくり推進課", "南区まちづくり推進課"]);

    // A form returned again without 進捗状況 goes on the slip of its own department.
    let issued = workspace.issued("2020-03", "南区まちづくり推進課");
    let mut book = sheets::read(&issued);
    assert_eq!(book[1].beside("提出課"), Some("南区まちづくり推進課"));
    book[1].fill("取組内容", "（見本）進めました。");
    workspace.put("2020-03/南区まちづくり推進課.xlsx", &sheets::write(&book));
    let record = workspace.consolidate("2020-03");
    assert_eq!(counts(&record)[1], "南区 南区まちづくり推進課 1 要訂正");
    let slips = workspace.output().join("2020-03/差戻し");
    assert!(!slips.join("北区まちづくり推進課.xlsx").exists());
    let mut slip = sheets::read(&fs::read(slips.join("南区まちづくり推進課.xlsx")).unwrap());
    let form = slip.iter_mut().find(|sheet| sheet.find("整理番号").is_some()).unwrap();
    form.fill("進捗状況", "計画どおり");
    form.fill("予算額（千円）", "300");
    // The department may write its bureau before or after its name.
    for said in ["南区 まちづくり推進課", "まちづくり推進課（南区）"] {
        let form = slip.iter_mut().find(|sheet| sheet.find("整理番号").is_some()).unwrap();
        form.fill("提出課", said);
        workspace.put("2020-03/南区_再提出.xlsx", &sheets::write(&slip));
        let record = workspace.judged("2020-03");
        assert_eq!(counts(&record)[1], "南区 南区まちづくり推進課 1 提出", "{said}");
        let told: Vec<&str> =
            record["findings"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
        assert!(!told.contains(&"S04"), "{said}: {told:?}");
    }
}
