//! `shinchoku compare` on the delivered plan and a revision of it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use shinchoku::plan::template::{PlanSheets, write};

use crate::support::{master, repository, sheets};

/// Returns the rows of a revision of the delivered plan with ten kinds of change.
fn revised() -> PlanSheets {
    let mut plan = master::delivered();
    let mut edit = |sheet: &'static str, change: &dyn Fn(&mut Vec<Vec<String>>)| {
        change(plan.rows.get_mut(sheet).unwrap());
    };
    edit("計画", &|rows| set(rows, "版", 1, "第1.3版"));
    // 1 the words of a 施策, 2 a target raised, 3 another lowered, 4 a text
    edit("体系", &|rows| rows[0][4] = rows[0][4].replace("市役所へ", "市役所の窓口へ"));
    edit("指標", &|rows| {
        set(rows, "1-1-1", 12, "700手続／800手続");
        set(rows, "1-1-3", 14, "28分野");
    });
    edit("事業", &|rows| {
        let text = rows[1][5].replace("企業へ", "事業所や学校へ");
        set(rows, "1-1-2", 5, &text);
        // 5 a project renamed, 6 one added, 7 one removed, 8 the next ones renumbered
        set(rows, "1-1-4", 1, "公民館等の貸館利用におけるスマート化");
        let mut added = rows[0].clone();
        for (column, text) in [(0, "1-1-11"), (1, "手続案内の多言語化"), (5, "手続の案内を6言語に広げます。")]
        {
            text.clone_into(&mut added[column]);
        }
        rows.insert(10, added);
    });
    for sheet in ["事業", "指標"] {
        edit(sheet, &|rows| {
            rows.retain(|row| row[0] != "1-2-2");
            for row in rows {
                for (old, new) in [("1-2-3", "1-2-2"), ("1-2-4", "1-2-3")] {
                    if row[0] == old {
                        new.clone_into(&mut row[0]);
                        break;
                    }
                }
            }
        });
    }
    // 9 a department renamed, 10 a limit of a band
    edit("担当課", &|rows| {
        let row = rows.iter_mut().find(|row| row[0] == "市民課").unwrap();
        row[2] = "市民課".to_owned();
        row[0] = "市民窓口課".to_owned();
    });
    edit("事業", &|rows| {
        for row in rows {
            row[6] = row[6].replace("市民課", "市民窓口課");
            row[7] = row[7].replace("市民課", "市民窓口課");
        }
    });
    edit("判定区分", &|rows| rows[1][3] = "90%".to_owned());
    plan
}

fn set(rows: &mut [Vec<String>], first: &str, column: usize, text: &str) {
    text.clone_into(&mut rows.iter_mut().find(|row| row[0] == first).unwrap()[column]);
}

struct Compared {
    folder: tempfile::TempDir,
    old: PathBuf,
    new: PathBuf,
}

impl Compared {
    fn new(plan: &PlanSheets) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let new = folder.path().join("改正後.xlsx");
        fs::write(&new, write(plan).unwrap()).unwrap();
        Self { folder, old: repository().join("templates/master-plan.xlsx"), new }
    }

    fn run(&self, more: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_shinchoku"))
            .current_dir(self.folder.path())
            .arg("compare")
            .args([&self.old, &self.new])
            .args(more)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    }
}

#[test]
fn ten_kinds_of_change_are_each_recognised() {
    let compared = Compared::new(&revised());
    let (code, told) = compared.run(&["--format", "json"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(!compared.folder.path().join("output").exists());
    let value: Value = serde_json::from_str(&told).unwrap();
    let changes: Vec<String> = value["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            let text = |key: &str| change[key].as_str().unwrap_or_default().to_owned();
            format!("{} {} {}", text("kind"), text("project"), text("item"))
        })
        .collect();
    assert_eq!(
        changes,
        [
            "内容の変更  版",
            "内容の変更  到達イメージ",
            "追加 1-1-11 個別事業",
            "削除 1-2-2 個別事業",
            "内容の変更 1-1-2 概要",
            "担当の変更 1-1-2 担当課",
            "名称の変更 1-1-4 事業名称",
            "担当の変更 1-2-1 担当課",
            "番号の変更 1-2-2 整理番号",
            "担当の変更 1-2-2 担当課",
            "番号の変更 1-2-3 整理番号",
            "担当の変更 1-2-3 担当課",
            "目標の引上げ 1-1-1 2023年度の目標",
            "目標の引下げ 1-1-3 2024年度の目標",
            "削除 1-2-2 指標",
            "名称の変更  課名",
            "内容の変更  別名",
            "内容の変更  下限（概ね達成）",
        ]
    );
}

#[test]
fn the_same_table_is_not_written_twice_and_an_edited_one_is_kept() {
    let compared = Compared::new(&revised());
    let name = "新旧対照表_第1.2版_第1.3版.xlsx";
    let (code, told) = compared.run(&[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains(&format!("作成　　output/{name}")), "{told}");
    let file = compared.folder.path().join("output").join(name);
    let bytes = fs::read(&file).unwrap();
    let names: Vec<String> = sheets::read(&bytes).into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, ["改正の概要", "新旧対照表", "最終目標"]);
    assert!(compared.run(&[]).1.contains("すでに同じものがあります"));

    fs::write(&file, "手で直したもの").unwrap();
    let (_, told) = compared.run(&[]);
    assert!(
        told.contains("前にあったものは output/新旧対照表_第1.2版_第1.3版_以前1.xlsx に残しました"),
        "{told}"
    );
    assert_eq!(fs::read(&file).unwrap(), bytes);
    let kept = file.with_file_name("新旧対照表_第1.2版_第1.3版_以前1.xlsx");
    assert_eq!(fs::read_to_string(kept).unwrap(), "手で直したもの");
}

#[test]
fn equal_plans_write_no_table() {
    // The same rows written anew: another file, the same plan.
    let compared = Compared::new(&master::delivered());
    let (code, told) = compared.run(&[]);
    assert_eq!(code, Some(0));
    assert!(told.contains("計画は同じです。新旧対照表は作成していません。"), "{told}");
    assert!(!compared.folder.path().join("output").exists());
}
