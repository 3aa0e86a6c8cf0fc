//! Reads the sheets 体系, 事業 and 担当課.

use std::collections::{BTreeMap, BTreeSet};

use super::department_names::{in_current_names, lead_of, list_of};
use super::items::split;
use super::table::{Row, Table};
use crate::findings::plan::{m01_id, m04_missing, m05_unreadable, m13_unknown};
use crate::ids::{LONGEST_ID, ProjectId, number_key};
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

/// Reads 体系. Where each 基本方針 counts its 施策 from 1, every 施策番号 gets the number of its 基本方針 before it.
pub(super) fn measures(table: &Table, faults: &mut Faults) -> (Vec<Policy>, Vec<Measure>) {
    let mut policies: Vec<Policy> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut read: Vec<(Row, Measure)> = Vec::new();
    for row in table.rows() {
        let policy = policy(&row, &mut policies, &mut places, faults);
        if let Some(measure) = measure(&row, policy, faults) {
            read.push((row, measure));
        }
    }
    let restarts = restarts(&read);
    let mut measures: Vec<Measure> = Vec::new();
    let mut numbers: BTreeSet<String> = BTreeSet::new();
    for (row, mut measure) in read {
        if restarts && !measure.is_policy && !measure.policy.is_empty() && !names_policy(&measure) {
            measure.number = within(&measure.policy, &measure.number);
        }
        if numbers.insert(number_key(&measure.number)) {
            measures.push(measure);
        } else {
            let message = format!("施策番号「{}」が2つあります", measure.number);
            row.fault(&m01_id::KIND, "施策番号", message, "番号を分けてください", faults);
        }
    }
    (policies, measures)
}

/// True if several 基本方針 have 施策 of one number, which says nothing of the 基本方針.
fn restarts(read: &[(Row, Measure)]) -> bool {
    let mut policies: BTreeMap<String, String> = BTreeMap::new();
    let mut bare = read
        .iter()
        .map(|(_, measure)| measure)
        .filter(|measure| !measure.is_policy && !names_policy(measure));
    bare.any(|measure| {
        let policy = number_key(&measure.policy);
        let first = policies.entry(number_key(&measure.number)).or_insert_with(|| policy.clone());
        *first != policy
    })
}

/// True if a 施策番号 begins with the number of its 基本方針: `2-1` of 2.
fn names_policy(measure: &Measure) -> bool {
    let number = number_key(&measure.number);
    let rest = number.strip_prefix(&number_key(&measure.policy));
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// Returns the number of a 施策 with that of its 基本方針: `2-1`.
fn within(policy: &str, number: &str) -> String {
    format!("{policy}-{number}")
}

/// Reads the 基本方針 of a row, and adds it where it is new. `None` where the row names none.
fn policy(
    row: &Row,
    policies: &mut Vec<Policy>,
    places: &mut BTreeMap<String, usize>,
    faults: &mut Faults,
) -> Option<Policy> {
    let number = number(row, "基本方針番号", faults)?;
    let name = row.text("基本方針");
    if let Some(known) = places.get(&number_key(&number)).and_then(|at| policies.get(*at)) {
        if !name.is_empty() && fold::key(&known.name) != fold::key(&name) {
            let message = format!("基本方針番号「{number}」に2つの名称があります（{}、{name}）", known.name);
            row.fault(&m01_id::KIND, "基本方針番号", message, "番号か名称を直してください", faults);
        }
        return Some(known.clone());
    }
    if name.is_empty() {
        row.fault(
            &m05_unreadable::KIND,
            "基本方針",
            "「基本方針」が空欄です".to_owned(),
            "基本方針の名称を入力してください",
            faults,
        );
    }
    places.insert(number_key(&number), policies.len());
    let policy = Policy { number, name };
    policies.push(policy.clone());
    Some(policy)
}

/// Reads the 施策 of a row. A row without one stands for its 基本方針.
fn measure(row: &Row, policy: Option<Policy>, faults: &mut Faults) -> Option<Measure> {
    let (text, name) = (row.text("施策番号"), row.text("施策"));
    let outcome = row.prose("到達イメージ");
    let group = [row.text("中項目番号"), row.text("中項目")].join(" ").trim().to_owned();
    if text.is_empty() && name.is_empty() {
        let Policy { number, name } = policy?;
        return Some(Measure { policy: number.clone(), number, name, outcome, group, is_policy: true });
    }
    for (column, text) in [("施策番号", &text), ("施策", &name)] {
        if text.is_empty() {
            let message = format!("「{column}」が空欄です");
            let help = "施策番号と施策を入力してください。施策のない計画では、どちらも空欄にします";
            row.fault(&m05_unreadable::KIND, column, message, help, faults);
        }
    }
    let number = number(row, "施策番号", faults)?;
    let policy = policy.map(|policy| policy.number).unwrap_or_default();
    Some(Measure { number, policy, name, outcome, group, is_policy: false })
}

/// Reads a number of a 基本方針 or 施策 as printed.
fn number(row: &Row, column: &str, faults: &mut Faults) -> Option<String> {
    let text = fold::one_line(&row.text(column));
    if text.is_empty() {
        return None;
    }
    if ProjectId::parse(&text).is_none() {
        malformed(row, column, &text, faults);
        return None;
    }
    Some(text)
}

/// Names a number that cannot be one.
pub(super) fn malformed(row: &Row, column: &str, text: &str, faults: &mut Faults) {
    let message = format!("{column}「{text}」の形が正しくありません");
    let help = format!("文字か数字を含む{LONGEST_ID}文字以内で入力してください");
    row.fault(&m01_id::KIND, column, message, &help, faults);
}

/// Reads 担当課. Departments of one name in several 部局 are known by 部局 and 課名 together.
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

/// Returns the 施策 that a row belongs to, as 体系 spells its number: the one that 施策番号 names, else the one
/// that the 整理番号 begins with. A row for a 施策 or 基本方針 may bear that one's own number.
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
    // The 施策番号 as printed, where each 基本方針 counts from 1: the 整理番号 says which.
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

/// Gives the projects that have indicators the schedule block to report them in, where 日程の見出し is blank.
pub(super) fn head_schedules(projects: &mut [Project]) {
    for project in projects.iter_mut().filter(|project| !project.indicators.is_empty()) {
        if project.schedule_heading.is_empty() {
            SCHEDULE_HEADINGS[0].clone_into(&mut project.schedule_heading);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::schema::SHEETS;
    use crate::sample::master::{changed, said_with};

    #[test]
    fn a_project_with_indicators_and_a_blank_heading_has_the_schedule_block() {
        let found = changed(&[("事業", 1, 8, "")]);
        assert!(found.faults.is_empty());
        let headings = |plan: &crate::plan::Plan| -> Vec<String> {
            plan.projects.iter().map(|project| project.schedule_heading.clone()).collect()
        };
        assert_eq!(headings(&found.plan.unwrap()), ["指標とスケジュール", "指標とスケジュール"]);
        // One that was chosen stays.
        assert_eq!(headings(&changed(&[]).plan.unwrap()), ["指標とスケジュール", "スケジュール"]);
    }

    /// The column of 事業 that names the 施策.
    fn column() -> usize {
        let sheet = SHEETS.iter().find(|sheet| sheet.name == "事業").unwrap();
        sheet.columns.iter().position(|column| column.name == "施策番号").unwrap()
    }

    #[test]
    fn each_policy_may_count_its_measures_from_one() {
        let restarted = [
            ("体系", 0, 2, "1"),
            ("体系", 1, 0, "2"),
            ("体系", 1, 1, "別の方針"),
            ("体系", 1, 2, "１"),
            ("事業", 0, column(), "1"),
            ("事業", 1, column(), "2-1"),
        ];
        let found = changed(&restarted);
        let said: Vec<&str> = found.faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(said, Vec::<&str>::new());
        let plan = found.plan.unwrap();
        let numbers: Vec<&str> = plan.measures.iter().map(|measure| measure.number.as_str()).collect();
        assert_eq!(numbers, ["1-1", "2-１"]);
        let of_projects: Vec<&str> = plan.projects.iter().map(|project| project.measure.as_str()).collect();
        assert_eq!(of_projects, ["1-1", "2-１"], "the id of the first says which 1 is meant");
    }

    #[test]
    fn a_measure_of_several_policies_needs_the_policy() {
        let unclear = [
            ("体系", 0, 2, "1"),
            ("体系", 1, 0, "2"),
            ("体系", 1, 1, "別の方針"),
            ("体系", 1, 2, "1"),
            ("事業", 1, column(), "1"),
        ];
        assert_eq!(said_with(&unclear), ["M13 施策番号「1」は、いくつかの基本方針にあります"]);
        assert_eq!(
            said_with(&[("体系", 1, 2, "1-1"), ("事業", 1, column(), "1-1")]),
            ["M01 施策番号「1-1」が2つあります"]
        );
        let slip =
            [("体系", 0, 2, "2-1"), ("体系", 1, 0, "2"), ("体系", 1, 1, "別の方針"), ("体系", 1, 2, "2-1")];
        let said = said_with(&slip);
        assert!(said.contains(&"M01 施策番号「2-1」が2つあります".to_owned()), "{said:?}");
    }
}
