//! Slips, corrected and returned: the returned slip replaces the return, nothing more is asked, and no
//! further slip is written. Eighteen departments make one mistake each.

use std::collections::BTreeMap;
use std::fs;

use crate::support::sheets::{self, Sheet};
use crate::support::{Workspace, filled};
use serde_json::Value;
use shinchoku::plan::Plan;
use shinchoku::text::calendar::Month;

const MONTH: &str = "2023-03";
const YEAR: &str = "2022年度";

type Change = fn(&mut Sheet);

/// One department's mistake, and how it corrects the form on its slip.
struct Case {
    department: &'static str,
    project: &'static str,
    /// The codes of 誤り and 要確認 that the mistake draws.
    codes: &'static [&'static str],
    spoil: Change,
    correct: Change,
}

const CASES: [Case; 16] = [
    Case {
        department: "会計課",
        project: "1-1-6",
        codes: &["V03"],
        spoil: |form| form.fill_year("実績", YEAR, "7件"),
        correct: |form| form.fill_year("実績", YEAR, "7施設"),
    },
    Case {
        department: "情報発信課",
        project: "1-3-1",
        codes: &["V01"],
        spoil: |form| form.clear_year("実績", YEAR),
        correct: |form| form.fill_year("実績", YEAR, "185,900"),
    },
    Case {
        department: "福祉総務課",
        project: "2-1-5",
        codes: &["R02"],
        spoil: |form| form.fill("進捗状況", "おおむね順調"),
        correct: |form| form.fill("進捗状況", "順調"),
    },
    Case {
        department: "情報管理課",
        project: "2-1-2",
        codes: &["V09"],
        spoil: |form| {
            form.fill_year("実績①", YEAR, "#REF!");
            form.fill_year("実績②", YEAR, "#REF!");
        },
        correct: |form| {
            form.fill_year("実績①", YEAR, "40%");
            form.fill_year("実績②", YEAR, "30%削減");
        },
    },
    Case {
        department: "港湾河川課",
        project: "1-3-5",
        codes: &["R08"],
        spoil: |form| {
            form.fill_year("実績", YEAR, "整備完了・運用開始");
            form.clear_year("自己評価", YEAR);
        },
        correct: |form| form.fill_year("自己評価", YEAR, "達成"),
    },
    Case {
        department: "経済総務課",
        project: "1-3-7",
        codes: &["C05"],
        spoil: |form| form.fill_year("実績", YEAR, "289,585"),
        correct: |form| form.fill("確認済", "C05"),
    },
    Case {
        department: "健康推進課",
        project: "1-1-7",
        codes: &["C02"],
        spoil: |form| form.fill_year("実績", YEAR, "96,600人"),
        correct: |form| form.fill_year("実績", YEAR, "9,660人"),
    },
    Case {
        department: "管路維持課",
        project: "2-1-8",
        codes: &["P01"],
        spoil: |form| form.fill_year("目標", "2023年度", "1,200km"),
        correct: |form| form.fill_year("目標", "2023年度", "1,050km"),
    },
    Case {
        department: "文化振興課",
        project: "1-1-10",
        codes: &["P07"],
        spoil: |form| form.fill("概要", "（見本）別の概要です。"),
        correct: |form| form.fill("確認済", "P07"),
    },
    Case {
        department: "高齢者支援課",
        project: "1-3-3",
        codes: &["S10"],
        spoil: |form| {
            let (_, column) = form.find(YEAR).unwrap();
            form.remove_column(column);
        },
        correct: |form| form.fill_year("実績", YEAR, "10,000人"),
    },
    Case {
        department: "中央図書館",
        project: "1-1-9",
        codes: &["S12"],
        spoil: |form| form.fill("基準月", "2022年12月末"),
        correct: |form| {
            form.fill_year("実績", YEAR, "11,250件");
            form.fill("進捗状況", "順調");
        },
    },
    Case {
        department: "ネウボラ推進課",
        project: "1-2-2",
        codes: &["V12"],
        spoil: |form| form.fill_year("実績", YEAR, "予約機能を活用(40%)"),
        correct: |form| form.fill_year("実績", YEAR, "40%"),
    },
    Case {
        department: "デジタル化推進課",
        project: "3-3-2",
        codes: &["S07"],
        spoil: |form| {
            form.fill("計画の版", "第1.1版");
            form.fill("概要", "（見本）前の版の概要です。");
        },
        correct: |_| {},
    },
    Case {
        department: "学びづくり課",
        project: "3-1-5",
        codes: &["V13"],
        spoil: |form| form.fill_year("実績", "2023年度", "実証運用開始"),
        correct: |_| {},
    },
    Case {
        department: "まちづくり推進課",
        project: "1-3-4",
        codes: &["R03", "R04"],
        spoil: |form| {
            form.fill("進捗状況", "遅れ");
            form.clear("今後の対応");
        },
        correct: |form| {
            form.fill("遅れ・未達の理由", "（見本）会場の都合で一部の学区の開催が遅れた。");
            form.fill("今後の対応", "（見本）9月までに残りの学区で開く。");
        },
    },
    Case {
        department: "観光課",
        project: "2-1-7",
        codes: &["S04"],
        spoil: |form| form.fill("提出課", "経済部"),
        correct: |_| {},
    },
];

/// Two returns with the same 提出回 that contradict each other.
const TWICE: Case = Case {
    department: "消防局警防課",
    project: "2-1-4",
    codes: &["C03"],
    spoil: |form| form.fill_year("実績", YEAR, "90%"),
    correct: |form| form.fill_year("実績", YEAR, "100%"),
};

/// A mistake that the department repeats on the first slip and corrects on the second.
const AGAIN: Case = Case {
    department: "保育指導課",
    project: "2-1-3",
    codes: &["V03"],
    spoil: |form| form.fill_year("実績", YEAR, "7件"),
    correct: |form| form.fill_year("実績", YEAR, "7施設"),
};

#[test]
fn a_corrected_slip_clears_its_requests() {
    let workspace = Workspace::new();
    let plan = workspace.plan();
    for case in CASES.iter().chain([&TWICE, &AGAIN]) {
        put_spoilt(&workspace, &plan, case);
    }
    let correct = filled_book(&workspace, &plan, TWICE.department);
    workspace.put(&format!("{MONTH}/もう一つ_{}.xlsx", TWICE.department), &sheets::write(&correct));
    let record = workspace.consolidate(MONTH);
    for case in CASES.iter().chain([&TWICE, &AGAIN]) {
        assert_eq!(asked(&record, case.project), case.codes, "{}", case.department);
        let mut slip = slip(&workspace, case.department).unwrap();
        assert_eq!(slip[0].name, "差戻し票", "{}", case.department);
        let form = form_of(&mut slip, case.project);
        assert_eq!(form.beside("提出回"), Some("2"), "{}", case.department);
        for code in case.codes {
            let request = format!("・{code}】");
            let told = form.cells.values().any(|text| text.contains(&request));
            assert!(told, "the form on the slip of {} does not ask about {code}", case.department);
        }
        if case.department == AGAIN.department {
            (case.spoil)(form);
        } else {
            (case.correct)(form);
        }
        workspace.put(&format!("{MONTH}/返送/{}.xlsx", case.department), &sheets::write(&slip));
    }

    let record = workspace.consolidate(MONTH);
    for case in CASES.iter().chain([&TWICE]) {
        assert_eq!(asked(&record, case.project), Vec::<&str>::new(), "{}", case.department);
        assert!(slip(&workspace, case.department).is_none(), "{} gets another slip", case.department);
        assert_eq!(outcomes(&record, case.project), expected_outcomes(case), "{}", case.department);
    }
    assert_eq!(asked(&record, AGAIN.project), AGAIN.codes);
    let mut third = slip(&workspace, AGAIN.department).unwrap();
    let form = form_of(&mut third, AGAIN.project);
    assert_eq!(form.beside("提出回"), Some("3"));
    (AGAIN.correct)(form);
    workspace.put(&format!("{MONTH}/再返送.xlsx"), &sheets::write(&third));

    let record = workspace.consolidate(MONTH);
    assert_eq!(asked(&record, AGAIN.project), Vec::<&str>::new());
    assert!(slip(&workspace, AGAIN.department).is_none());
    assert_eq!(outcomes(&record, AGAIN.project), ["差替え済", "差替え済", "採用"]);
    assert_eq!(record["reconciliation"]["closes"], true);
}

/// One form has another project's 整理番号, another a 提出課 that does not have the project.
#[test]
fn a_slip_corrects_a_wrong_number_or_department() {
    let workspace = Workspace::new();
    let plan = workspace.plan();
    let number = ("ICT推進課", "1-1-1", "1-2-1");
    let mut book = filled_book(&workspace, &plan, number.0);
    let own = form_of(&mut book, number.1).in_year("実績", YEAR).unwrap().to_owned();
    form_of(&mut book, number.1).fill("整理番号", number.2);
    workspace.put(&format!("{MONTH}/{}.xlsx", number.0), &sheets::write(&book));
    let name = ("会計課", "1-1-6", "観光課");
    let mut book = filled_book(&workspace, &plan, name.0);
    form_of(&mut book, name.1).fill("提出課", name.2);
    workspace.put(&format!("{MONTH}/{}.xlsx", name.0), &sheets::write(&book));

    let record = workspace.consolidate(MONTH);
    assert_eq!(asked(&record, number.1), ["S03"]);
    assert_eq!(asked(&record, number.2), Vec::<&str>::new(), "the form of {} itself is correct", number.2);
    assert_eq!(asked(&record, name.1), ["S04"]);
    let mut first = slip(&workspace, number.0).unwrap();
    let form = form_of(&mut first, number.1);
    assert_eq!((form.beside("整理番号"), form.beside("提出回")), (Some(number.1), Some("2")));
    assert_eq!(form.in_year("実績", YEAR), Some(own.as_str()));
    workspace.put(&format!("{MONTH}/返送/1.xlsx"), &sheets::write(&first));
    let mut second = slip(&workspace, name.2).unwrap();
    form_of(&mut second, name.1).fill("提出課", name.0);
    workspace.put(&format!("{MONTH}/返送/2.xlsx"), &sheets::write(&second));

    let record = workspace.consolidate(MONTH);
    for (project, department) in [(number.1, number.0), (name.1, name.2)] {
        assert_eq!(asked(&record, project), Vec::<&str>::new(), "{project}");
        assert_eq!(outcomes(&record, project), ["差替え済", "採用"], "{project}");
        let again = slip(&workspace, department);
        assert!(
            again.is_none_or(|book| book.iter().all(|sheet| !sheet.name.starts_with(project))),
            "{project}"
        );
    }
    assert_eq!(record["reconciliation"]["closes"], true);
}

fn filled_book(workspace: &Workspace, plan: &Plan, department: &str) -> Vec<Sheet> {
    let issued = workspace.issued(MONTH, department);
    let mut book = filled::fill_book(plan, Month::parse_iso(MONTH).unwrap(), department, &issued);
    // 記入日 would order two returns with the same 提出回.
    book[0].clear("記入日");
    book
}

fn put_spoilt(workspace: &Workspace, plan: &Plan, case: &Case) {
    let mut book = filled_book(workspace, plan, case.department);
    (case.spoil)(form_of(&mut book, case.project));
    workspace.put(&format!("{MONTH}/{}.xlsx", case.department), &sheets::write(&book));
}

/// The form of a project in a workbook.
fn form_of<'a>(book: &'a mut [Sheet], project: &str) -> &'a mut Sheet {
    book.iter_mut().find(|sheet| sheet.name.starts_with(&format!("{project} "))).unwrap()
}

fn slip(workspace: &Workspace, department: &str) -> Option<Vec<Sheet>> {
    let path = workspace.output().join(MONTH).join("差戻し").join(format!("{department}.xlsx"));
    fs::read(path).ok().map(|bytes| sheets::read(&bytes))
}

/// The codes of a project's 誤り and 要確認, sorted, each once.
fn asked<'a>(record: &'a Value, project: &str) -> Vec<&'a str> {
    let mut codes: Vec<&str> = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["project"] == project && finding["severity"] != "参考")
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The outcomes of a project's forms, in the order of 提出回.
fn outcomes(record: &Value, project: &str) -> Vec<String> {
    let mut found: BTreeMap<(i64, &str), String> = BTreeMap::new();
    for row in record["returns"].as_array().unwrap().iter().filter(|row| row["project"] == project) {
        let key = (row["issue_number"].as_i64().unwrap(), row["file"].as_str().unwrap());
        found.insert(key, row["outcome"].as_str().unwrap().to_owned());
    }
    found.into_values().collect()
}

fn expected_outcomes(case: &Case) -> Vec<&'static str> {
    if case.department == TWICE.department {
        return vec!["差替え済", "差替え済", "採用"];
    }
    vec!["差替え済", "採用"]
}
