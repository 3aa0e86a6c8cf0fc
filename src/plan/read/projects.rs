//! Reads the sheets 事業 and 担当課.

use std::collections::{BTreeMap, BTreeSet};

use super::basics::split;
use super::department_names::{in_current_names, lead_of, list_of};
use super::measures::{malformed, within};
use super::table::{Row, Table};
use crate::findings::plan::{m01_id, m04_missing, m13_unknown};
use crate::ids::{ProjectId, number_key};
use crate::keyed::Keyed;
use crate::plan::fault::Faults;
use crate::plan::model::{Department, Level, Measure, Policy, Project};
use crate::plan::read::positions::Positions;
use crate::plan::schema::{LEVELS, SCHEDULE_HEADINGS};
use crate::text::fold;

/// What a row of 事業 may refer to.
pub(super) struct Known<'a> {
    pub(super) policies: &'a Keyed<Policy>,
    pub(super) measures: &'a Keyed<Measure>,
    pub(super) departments: &'a Keyed<Department>,
}

/// Reads 担当課. If several 部局 have departments of the same name, 部局 precedes 課名 in those names.
pub(super) fn departments(table: &Table, faults: &mut Faults) -> Vec<Department> {
    let rows = table.rows();
    let mut bureaus: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in &rows {
        bureaus.entry(fold::key(&row.text("課名"))).or_default().insert(fold::key(&row.text("部局")));
    }
    let mut departments: Vec<Department> = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        let own = row.text("課名");
        if own.is_empty() {
            continue;
        }
        let (bureau, contact) = (row.text("部局"), row.text("連絡先"));
        let is_shared = bureaus.get(&fold::key(&own)).is_some_and(|bureaus| bureaus.len() > 1);
        let name = if is_shared { format!("{bureau}{own}") } else { own.clone() };
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
                        "課名と別名は、1つの課だけに使ってください。同じ名前の課があるときは、部局を入力してください",
                        faults,
                    );
                }
                _ => {}
            }
        }
        if !taken {
            departments.push(Department { name, own_name: own, bureau, aliases, contact });
        }
    }
    departments
}

/// Reads 事業. The indicators are on another sheet.
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
        let (departments, and_others) = list_of(&row, &departments_text, known.departments, faults);
        let lead = lead_of(&row, &departments, known.departments, faults);
        let departments_text = in_current_names(&departments_text, known.departments);
        let schedule_heading = row.word("日程の見出し", faults).unwrap_or_default().to_owned();
        let Some(id) = ProjectId::parse(&text) else {
            if !text.is_empty() {
                malformed(&row, "整理番号", &text, faults);
            }
            continue;
        };
        if !ids.insert(id.clone()) {
            let message = format!("整理番号「{id}」が2つあります");
            row.fault(&m01_id::KIND, "整理番号", message, "番号を分けてください", faults);
            continue;
        }
        let level = match row.word("区分", faults) {
            Some(word) if word == LEVELS[1] => Level::Measure,
            Some(word) if word == LEVELS[2] => Level::Policy,
            _ => Level::Project,
        };
        let measure = measure_of(&row, &id, level, known, faults);
        if let Some(pos) = row.pos("概要での名称") {
            positions.overview.insert(id.clone(), pos);
        }
        let name = row.text("事業名称");
        let overview_name = row.text("概要での名称");
        projects.push(Project {
            former: former(&row, faults),
            id,
            level,
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
            extra: row.extra(),
        });
    }
    projects
}

/// Returns the 施策番号 of a row as spelt in 体系: the one given, else the beginning of the 整理番号. The
/// 整理番号 of a row for a 施策 or 基本方針 may be that of the 施策 or 基本方針 itself.
fn measure_of(row: &Row, id: &ProjectId, level: Level, known: &Known, faults: &mut Faults) -> String {
    let text = row.text("施策番号");
    let whole = id.to_string();
    let tried: Vec<&str> = match (text.as_str(), level) {
        ("", Level::Project) => vec![id.measure()],
        ("", Level::Measure | Level::Policy) => vec![&whole, id.measure()],
        (text, _) => vec![text],
    };
    let measure = tried.iter().find_map(|number| known.measures.find(&number_key(number)));
    let of_policy = || {
        let policy = tried.iter().find_map(|number| known.policies.find(&number_key(number)))?;
        known.measures.of_parent(&policy.number).next()
    };
    let found = match level {
        Level::Policy => of_policy().or(measure),
        Level::Project | Level::Measure => measure,
    };
    if let Some(found) = found {
        return found.number.clone();
    }
    // 施策番号 may be as printed where each 基本方針 counts from 1; the 整理番号 then tells which is meant.
    let is_meant =
        |measure: &&Measure| number_key(&measure.number) == number_key(&within(&measure.policy, &text));
    if let Some(found) = known.measures.find(&number_key(id.measure())).filter(is_meant) {
        return found.number.clone();
    }
    let (column, message, help) = if !text.is_empty() && known.measures.iter().any(|row| is_meant(&row)) {
        (
            "施策番号",
            format!("施策番号「{text}」は、いくつかの基本方針にあります"),
            "「1-2」のように、基本方針番号を前に付けて入力してください",
        )
    } else if !text.is_empty() {
        (
            "施策番号",
            format!("施策番号「{text}」が「体系」シートにありません"),
            "施策番号を直すか、「体系」シートに追加してください",
        )
    } else if id.measure().is_empty() {
        let message = format!("整理番号「{id}」からは施策が分かりません");
        ("整理番号", message, "列「施策番号」を作り、「体系」シートにある施策番号を入力してください")
    } else {
        let message = format!("整理番号「{id}」の施策「{}」が「体系」シートにありません", id.measure());
        let help = "整理番号を直すか、「体系」シートに施策を追加してください。番号が施策番号で始まらないときは、列「施策番号」に入力します";
        ("整理番号", message, help)
    };
    row.fault(&m13_unknown::KIND, column, message, help, faults);
    id.measure().to_owned()
}

/// Reads 旧整理番号.
fn former(row: &Row, faults: &mut Faults) -> Vec<ProjectId> {
    let mut former = Vec::new();
    for text in split(&row.text("旧整理番号")) {
        match ProjectId::parse(&text) {
            Some(id) => former.push(id),
            None => malformed(row, "旧整理番号", &text, faults),
        }
    }
    former
}

/// Gives projects with indicators a schedule block if 日程の見出し is blank.
pub(super) fn head_schedules(projects: &mut [Project]) {
    for project in projects.iter_mut().filter(|project| !project.indicators.is_empty()) {
        if project.schedule_heading.is_empty() {
            SCHEDULE_HEADINGS[0].clone_into(&mut project.schedule_heading);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::master::changed;

    #[test]
    fn a_project_with_indicators_and_a_blank_heading_has_the_schedule_block() {
        let found = changed(&[("事業", 1, 8, "")]);
        assert!(found.faults.is_empty());
        let headings = |plan: &crate::plan::Plan| -> Vec<String> {
            plan.projects.iter().map(|project| project.schedule_heading.clone()).collect()
        };
        assert_eq!(headings(&found.plan.unwrap()), ["指標とスケジュール", "指標とスケジュール"]);
        // A heading that was chosen is kept.
        assert_eq!(headings(&changed(&[]).plan.unwrap()), ["指標とスケジュール", "スケジュール"]);
    }
}
