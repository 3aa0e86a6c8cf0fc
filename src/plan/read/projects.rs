//! Reads the sheets 体系, 事業 and 担当課.

use std::collections::{BTreeMap, BTreeSet};

use super::items::split;
use super::table::{Row, Table};
use crate::findings::plan::{m01_id, m02_reference, m04_missing, m05_unreadable, m17_no_schedule};
use crate::ids::ProjectId;
use crate::keyed::Keyed;
use crate::plan::fault::Faults;
use crate::plan::model::{Department, Measure, Policy, Project};
use crate::plan::read::positions::Positions;
use crate::plan::schema::OTHERS;
use crate::text::fold;

/// What a row of 事業 may refer to.
pub(super) struct Known<'a> {
    pub(super) measures: &'a Keyed<Measure>,
    pub(super) departments: &'a Keyed<Department>,
}

/// Reads 体系.
pub(super) fn measures(table: &Table, faults: &mut Faults) -> (Vec<Policy>, Vec<Measure>) {
    let mut policies: Vec<Policy> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut measures: Vec<Measure> = Vec::new();
    let mut numbers: BTreeSet<String> = BTreeSet::new();
    for row in table.rows() {
        let policy = fold::squash(&row.text("基本方針番号"));
        let name = row.text("基本方針");
        match names.get(&policy) {
            Some(known) if !name.is_empty() && fold::key(known) != fold::key(&name) => {
                let message = format!("基本方針番号「{policy}」に2つの名称があります（{known}、{name}）");
                row.fault(&m01_id::KIND, "基本方針番号", message, "番号か名称を直してください", faults);
            }
            Some(_) => {}
            None if policy.is_empty() => {}
            None => {
                if name.is_empty() {
                    row.fault(
                        &m05_unreadable::KIND,
                        "基本方針",
                        "「基本方針」が空欄です".to_owned(),
                        "基本方針の名称を入力してください",
                        faults,
                    );
                }
                names.insert(policy.clone(), name.clone());
                policies.push(Policy { number: policy.clone(), name });
            }
        }
        let text = row.text("施策番号");
        let Some(number) = measure_number(&text) else {
            if !text.is_empty() {
                let message = format!("施策番号「{text}」の形が正しくありません");
                row.fault(&m01_id::KIND, "施策番号", message, "「1-1」のように入力してください", faults);
            }
            continue;
        };
        if !numbers.insert(number.clone()) {
            let message = format!("施策番号「{number}」が2つあります");
            row.fault(&m01_id::KIND, "施策番号", message, "番号を分けてください", faults);
            continue;
        }
        measures.push(Measure {
            number, policy, name: row.text("施策"), outcome: row.prose("到達イメージ")
        });
    }
    (policies, measures)
}

/// Reads one to three numbers with dashes between, in any width.
pub(super) fn measure_number(text: &str) -> Option<String> {
    // The id of a project in it has one number more.
    ProjectId::parse(&format!("{}-1", fold::squash(text))).map(|id| id.measure())
}

/// Reads 担当課.
pub(super) fn departments(table: &Table, faults: &mut Faults) -> Vec<Department> {
    let mut departments: Vec<Department> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for row in table.rows() {
        let name = row.text("課名");
        if name.is_empty() {
            continue;
        }
        let aliases = split(&row.prose("別名"));
        let mut taken = false;
        for (column, word) in
            std::iter::once(("課名", &name)).chain(aliases.iter().map(|alias| ("別名", alias)))
        {
            match names.insert(fold::key(word), name.clone()) {
                Some(other) if column == "課名" || other != name => {
                    taken |= column == "課名";
                    let message = format!("「{word}」が2つあります（「{other}」の行）");
                    row.fault(
                        &m01_id::KIND,
                        column,
                        message,
                        "課名と別名は、1つの課だけに使ってください",
                        faults,
                    );
                }
                _ => {}
            }
        }
        if !taken {
            let (bureau, contact) = (row.text("部局"), row.text("連絡先"));
            departments.push(Department { name, bureau, aliases, contact });
        }
    }
    departments
}

/// Reads 事業, without the indicators, which have a sheet of their own.
pub(super) fn projects(
    table: &Table,
    known: &Known,
    positions: &mut Positions,
    faults: &mut Faults,
) -> Vec<Project> {
    let mut projects: Vec<Project> = Vec::new();
    let mut ids: BTreeSet<ProjectId> = BTreeSet::new();
    let rows = table.rows();
    if rows.is_empty() {
        faults.add_with_help(
            &m04_missing::KIND,
            table.sheet.name,
            Some(table.heading_pos()),
            "個別事業が1件もありません".to_owned(),
            "1行に1つの個別事業を入力してください（「例）」で始まる行は数えません）",
        );
    }
    for row in rows {
        let text = row.text("整理番号");
        let departments_text = row.text("担当課");
        let (departments, and_others) = departments_of(&row, &departments_text, known, faults);
        let lead = lead_of(&row, &departments, known, faults);
        let schedule_heading = row.word("日程の見出し", faults).unwrap_or_default().to_owned();
        let Some(id) = ProjectId::parse(&text) else {
            if !text.is_empty() {
                let message = format!("整理番号「{text}」の形が正しくありません");
                row.fault(&m01_id::KIND, "整理番号", message, "「1-1-1」のように入力してください", faults);
            }
            continue;
        };
        if !ids.insert(id.clone()) {
            let message = format!("整理番号「{id}」が2つあります");
            row.fault(&m01_id::KIND, "整理番号", message, "番号を分けてください", faults);
            continue;
        }
        let measure = id.measure();
        if known.measures.find(&measure).is_none() {
            let message = format!("整理番号「{id}」の施策「{measure}」が「体系」シートにありません");
            row.fault(
                &m02_reference::KIND,
                "整理番号",
                message,
                "整理番号を直すか、「体系」シートに施策を追加してください",
                faults,
            );
        }
        if let Some(pos) = row.pos("概要での名称") {
            positions.overview.insert(id.clone(), pos);
        }
        let name = row.text("事業名称");
        let overview_name = row.text("概要での名称");
        projects.push(Project {
            id,
            measure,
            overview_name: if overview_name.is_empty() { name.clone() } else { overview_name },
            name,
            issue: row.prose("課題"),
            purpose: row.prose("目的"),
            summary: row.prose("概要"),
            departments_text,
            departments,
            and_others,
            lead,
            schedule_heading,
            note: row.prose("備考"),
            indicators: Vec::new(),
        });
    }
    projects
}

/// Returns the departments that a printed list names, and whether `ほか` follows.
pub(crate) fn split_departments(text: &str) -> (Vec<String>, bool) {
    let mut and_others = false;
    let mut names = Vec::new();
    for part in split(text) {
        let name = match part.strip_suffix(OTHERS).or_else(|| part.strip_suffix('他')) {
            Some(name) => {
                and_others = true;
                name.trim_end()
            }
            None => part.as_str(),
        };
        if !name.is_empty() {
            names.push(name.to_owned());
        }
    }
    (names, and_others)
}

/// Adds M17 for each project that has indicators but no schedule block to report them in.
pub(super) fn check_schedules(
    table: &Table,
    projects: &[Project],
    positions: &Positions,
    faults: &mut Faults,
) {
    for project in projects.iter().filter(|p| !p.indicators.is_empty() && p.schedule_heading.is_empty()) {
        let row = positions.overview.get(&project.id).map(|pos| Row { table, row: pos.row });
        faults.add(
            &m17_no_schedule::KIND,
            table.sheet.name,
            row.and_then(|row| row.pos("日程の見出し")),
            format!("{}：指標がありますが、日程の見出しが空欄なので、様式に日程欄ができません", project.id),
        );
    }
}

fn departments_of(row: &Row, text: &str, known: &Known, faults: &mut Faults) -> (Vec<String>, bool) {
    let (names, and_others) = split_departments(text);
    let mut found = Vec::new();
    for name in names {
        match find(known, &name) {
            Some(department) if found.contains(&department) => {
                row.fault(
                    &m01_id::KIND,
                    "担当課",
                    format!("「{name}」が2回あります"),
                    "1つにしてください",
                    faults,
                );
            }
            Some(department) => found.push(department),
            None => unknown(row, "担当課", &name, faults),
        }
    }
    (found, and_others)
}

/// Returns the 主担当課: the one named, else the first of the departments.
fn lead_of(row: &Row, departments: &[String], known: &Known, faults: &mut Faults) -> String {
    let text = row.text("主担当課");
    if text.is_empty() {
        return departments.first().cloned().unwrap_or_default();
    }
    match find(known, &text) {
        Some(lead) => {
            if !departments.contains(&lead) {
                let message = format!("主担当課「{text}」が、この事業の担当課にありません");
                row.fault(
                    &m02_reference::KIND,
                    "主担当課",
                    message,
                    "担当課のいずれかを入力してください",
                    faults,
                );
            }
            lead
        }
        None => {
            unknown(row, "主担当課", &text, faults);
            text
        }
    }
}

/// Reads the 担当課 of an indicator; names one that the plan does not have. `None` where the cell is blank.
pub(super) fn department_of(row: &Row, known: &Known, faults: &mut Faults) -> Option<String> {
    let text = row.text("担当課");
    if text.is_empty() {
        return None;
    }
    let department = find(known, &text);
    if department.is_none() {
        unknown(row, "担当課", &text, faults);
    }
    department
}

fn find(known: &Known, name: &str) -> Option<String> {
    known.departments.find(&fold::key(name)).map(|department| department.name.clone())
}

fn unknown(row: &Row, column: &str, name: &str, faults: &mut Faults) {
    let message = format!("{column}「{name}」が「担当課」シートにありません");
    row.fault(
        &m02_reference::KIND,
        column,
        message,
        "課名を直すか、「担当課」シートに追加してください",
        faults,
    );
}

#[cfg(test)]
mod tests {
    use super::{measure_number, split_departments};

    #[test]
    fn others_are_set_apart_from_the_departments() {
        assert_eq!(split_departments("総務課、市民課ほか"), (vec!["総務課".into(), "市民課".into()], true));
        assert_eq!(split_departments("総務課，市民課"), (vec!["総務課".into(), "市民課".into()], false));
        assert_eq!(split_departments("総務課、ほか"), (vec!["総務課".into()], true));
        assert_eq!(split_departments("中・高等学校"), (vec!["中・高等学校".into()], false));
    }

    #[test]
    fn a_measure_has_one_to_three_numbers() {
        assert_eq!(measure_number("１－２").as_deref(), Some("1-2"));
        assert_eq!(measure_number("3").as_deref(), Some("3"));
        assert_eq!(measure_number("1-2-3-4"), None);
        assert_eq!(measure_number("A-1"), None);
    }
}
