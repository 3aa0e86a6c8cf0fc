//! The master workbook of a generated plan.

use std::error::Error;

use shinchoku::plan::template::{self, PlanSheets};
use shinchoku::text::calendar::FiscalYear;

use super::kinds::KINDS;
use super::random::Random;
use super::{Size, Texts};

/// The number of projects of a 施策, and of 施策 of a 基本方針.
const BRANCHES: usize = 12;
/// The last fiscal year of the plan.
const LAST_YEAR: i32 = 2024;

/// Writes the master workbook.
///
/// # Errors
/// If it cannot be composed.
pub(crate) fn master(size: &Size) -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(template::write(&rows(size))?)
}

/// Returns the name of a department by its position.
fn department(place: usize) -> String {
    format!("第{}課", place + 1)
}

/// Returns the number of the 基本方針, 施策番号 and 整理番号 of a project by its position.
fn numbers(place: usize) -> (String, String, String) {
    let measure = place / BRANCHES;
    let policy = (measure / BRANCHES + 1).to_string();
    let number = format!("{policy}-{}", measure % BRANCHES + 1);
    let id = format!("{number}-{}", place % BRANCHES + 1);
    (policy, number, id)
}

fn rows(size: &Size) -> PlanSheets {
    let first = size.months().first().map_or(LAST_YEAR, |month| month.fiscal_year().year()).min(2021);
    let years = usize::try_from(LAST_YEAR - first + 1).expect("a plan ends after it begins");
    let mut plan = PlanSheets::empty(FiscalYear::new(first), years);
    let (start, end) = (format!("{first}-04"), format!("{}-03", LAST_YEAR + 1));
    let basics = plan.rows.get_mut("計画").expect("a new plan has every sheet");
    for (name, value) in [
        ("計画名称", "見本計画"),
        ("別冊名称", "見本計画 個別事業編"),
        ("版", "第1.0版"),
        ("団体名", "見本市"),
        ("事務局", "見本課"),
        ("委員会", "見本委員会"),
        ("計画期間開始", &start),
        ("計画期間終了", &end),
    ] {
        basics.iter_mut().find(|row| row[0] == name).expect("an item of 計画")[1] = value.to_owned();
    }
    let departments = (0..size.departments())
        .map(|at| vec![department(at), format!("第{}部", at / BRANCHES + 1), String::new(), String::new()]);
    plan.rows.insert("担当課", departments.collect());
    plan.rows.insert("体系", measures(size));
    plan.rows.insert("ロードマップ", roadmap(size, first));
    let (projects, indicators) = projects(size, years);
    plan.rows.insert("事業", projects);
    plan.rows.insert("指標", indicators);
    for sheet in ["報告予定", "見出し語", "事務局評価", "決定事項"] {
        plan.rows.insert(sheet, Vec::new());
    }
    plan
}

fn measures(size: &Size) -> Vec<Vec<String>> {
    (0..size.projects)
        .step_by(BRANCHES)
        .map(|place| {
            let (policy, measure, _) = numbers(place);
            let name = format!("見本方針{policy}");
            let text = format!("見本施策{measure}");
            vec![policy, name, measure, text, "市民が便利さを感じています。".to_owned()]
        })
        .collect()
}

fn roadmap(size: &Size, first: i32) -> Vec<Vec<String>> {
    (0..size.projects)
        .step_by(BRANCHES)
        .map(|place| {
            let (_, measure, _) = numbers(place);
            let (from, to) = (format!("{first}Q2"), LAST_YEAR.to_string());
            vec![measure, "準備と実施".to_owned(), from, to, "期間".to_owned(), String::new()]
        })
        .collect()
}

fn projects(size: &Size, years: usize) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let (mut projects, mut indicators) = (Vec::new(), Vec::new());
    let departments = size.departments();
    for place in 0..size.projects {
        let mut random = Random::new(size.seed, &[1, place as u64]);
        let (_, _, id) = numbers(place);
        let lead = department(place % departments);
        let shared = if random.percent(20) && departments > 1 {
            format!("{lead}、{}", department((place + 1) % departments))
        } else {
            lead.clone()
        };
        let count = *random.of(&[1, 1, 1, 1, 1, 1, 1, 2, 2, 0]);
        let heading = if count == 0 { "" } else { "指標とスケジュール" };
        let text = |what: &str| sentence(size.texts, &format!("（見本）{id}の{what}です。"));
        projects.push(
            [
                id.as_str(),
                &format!("見本事業{}", place + 1),
                "",
                &text("課題"),
                &text("目的"),
                &text("概要"),
                &shared,
                &lead,
                heading,
                "",
            ]
            .map(str::to_owned)
            .to_vec(),
        );
        let symbols: &[&str] = if count == 2 { &["①", "②"] } else { &[""] };
        for symbol in symbols.iter().take(count) {
            let kind = random.of(&KINDS);
            let cells =
                [id.as_str(), symbol, kind.name, kind.unit, kind.accumulation, kind.direction, "", ""];
            let mut row = cells.map(str::to_owned).to_vec();
            for year in 0..years {
                row.push(format!("{}{}", kind.target(year, years), kind.unit));
                let known = year == 0;
                row.push(if known {
                    format!("{}{}", kind.target(year, years), kind.unit)
                } else {
                    "-".to_owned()
                });
            }
            row.push(String::new());
            indicators.push(row);
        }
    }
    (projects, indicators)
}

/// Returns a text, repeated if long texts are asked for.
pub(super) fn sentence(texts: Texts, text: &str) -> String {
    match texts {
        Texts::Short => text.to_owned(),
        Texts::Long => text.repeat(20),
    }
}
