//! Reads the names of departments in 事業 and 指標: 課名 as in 担当課, 部局 with 課名, and former names
//! (別名).

use std::collections::BTreeSet;

use super::basics::split;
use super::table::Row;
use crate::findings::plan::{m01_id, m02_reference, m13_unknown, m17_former_name};
use crate::keyed::Keyed;
use crate::plan::fault::Faults;
use crate::plan::model::Department;
use crate::plan::schema::OTHERS;
use crate::plan::schema::SEPARATORS;
use crate::text::fold;

/// Returns the departments in a printed list, and true if `ほか` follows them.
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

/// Returns a printed list with each former name replaced by the present name of the department.
pub(super) fn in_current_names(text: &str, known: &Keyed<Department>) -> String {
    let current = |part: &str| {
        let (names, _) = split_departments(part);
        let renamed = names.first().and_then(|name| Some((name, renamed(known, name)?)));
        renamed.map_or_else(|| part.to_owned(), |(name, now)| part.replacen(name.as_str(), &now.name, 1))
    };
    text.split_inclusive(SEPARATORS).map(current).collect()
}

/// Returns the departments of a list without duplicates, and true if `ほか` follows them.
pub(super) fn list_of(
    row: &Row,
    text: &str,
    known: &Keyed<Department>,
    faults: &mut Faults,
) -> (Vec<String>, bool) {
    let (names, and_others) = split_departments(text);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut doubled: BTreeSet<String> = BTreeSet::new();
    for name in names {
        let Some(department) = find(known, &name) else {
            unknown(row, "担当課", &name, known, faults);
            continue;
        };
        match found.iter().find(|(_, other)| *other == department) {
            Some((first, _)) => {
                twice(row, [first.as_str(), name.as_str()], &department, known, faults);
                doubled.insert(department);
            }
            None => found.push((name, department)),
        }
    }
    for (name, _) in found.iter().filter(|(_, department)| !doubled.contains(department)) {
        tell_former(row, "担当課", name, known, faults);
    }
    (found.into_iter().map(|(_, department)| department).collect(), and_others)
}

/// Adds M01 for two names of the same department.
fn twice(row: &Row, names: [&str; 2], now: &str, known: &Keyed<Department>, faults: &mut Faults) {
    let [first, second] = names;
    let differ = fold::key(first) != fold::key(second);
    let (message, help) = if differ && names.iter().any(|name| renamed(known, name).is_some()) {
        (
            format!("「{first}」と「{second}」は、どちらも今の「{now}」です"),
            format!("「{now}」を1つだけ残してください"),
        )
    } else {
        (format!("「{second}」が2回あります"), "1つにしてください".to_owned())
    };
    row.fault(&m01_id::KIND, "担当課", message, &help, faults);
}

/// Adds M17 if a name is a former one.
fn tell_former(row: &Row, column: &str, name: &str, known: &Keyed<Department>, faults: &mut Faults) {
    let Some(now) = renamed(known, name) else { return };
    let now = &now.name;
    let message = if is_shortened(name, now) {
        format!("{column}「{name}」は別名です（今の課名は「{now}」）")
    } else {
        format!("{column}「{name}」は前の名称です（今は「{now}」）")
    };
    faults.add(&m17_former_name::KIND, row.table.sheet.name, row.pos(column), message);
}

/// True if a name may be an abbreviation of the present one: it is made of characters of that, in the same
/// order.
fn is_shortened(name: &str, now: &str) -> bool {
    let mut rest = now.chars();
    name.chars().all(|wanted| rest.any(|char| char == wanted))
}

/// Returns the department that has the name among its 別名 only.
fn renamed<'a>(known: &'a Keyed<Department>, name: &str) -> Option<&'a Department> {
    let key = fold::key(name);
    let department = known.find(&key)?;
    let is_own = [&department.name, &department.own_name].into_iter().any(|own| fold::key(own) == key);
    let is_former = !is_own && department.aliases.iter().any(|alias| fold::key(alias) == key);
    is_former.then_some(department)
}

/// Returns the 主担当課: the one given, else the first of the departments.
pub(super) fn lead_of(
    row: &Row,
    departments: &[String],
    known: &Keyed<Department>,
    faults: &mut Faults,
) -> String {
    let text = row.text("主担当課");
    if text.is_empty() {
        return departments.first().cloned().unwrap_or_default();
    }
    match find(known, &text) {
        Some(lead) => {
            tell_former(row, "主担当課", &text, known, faults);
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
            unknown(row, "主担当課", &text, known, faults);
            text
        }
    }
}

/// Reads the 担当課 of an indicator, and reports an unknown one. `None` if the cell is blank or unknown.
pub(super) fn department_of(row: &Row, known: &Keyed<Department>, faults: &mut Faults) -> Option<String> {
    let text = row.text("担当課");
    if text.is_empty() {
        return None;
    }
    let department = find(known, &text);
    match department {
        Some(_) => tell_former(row, "担当課", &text, known, faults),
        None => unknown(row, "担当課", &text, known, faults),
    }
    department
}

/// Returns the name of the department with this name: 課名, an 別名, or 部局 with 課名.
fn find(known: &Keyed<Department>, name: &str) -> Option<String> {
    known.find(&fold::key(name)).map(|department| department.name.clone())
}

fn unknown(row: &Row, column: &str, name: &str, known: &Keyed<Department>, faults: &mut Faults) {
    let shared = known.of_parent(&fold::key(name));
    let bureaus: Vec<&str> = shared.map(|department| department.bureau.as_str()).collect();
    let (message, help) = if bureaus.is_empty() {
        (
            format!("{column}「{name}」が「担当課」シートにありません"),
            "課名を直すか、「担当課」シートに追加してください",
        )
    } else {
        (
            format!("{column}「{name}」は{}のどれか分かりません", bureaus.join("・")),
            "課名の前に部局を付けてください",
        )
    };
    row.fault(&m13_unknown::KIND, column, message, help, faults);
}

#[cfg(test)]
mod tests {
    use super::{is_shortened, split_departments};
    use crate::sample::master::{changed, said_with};

    /// 戸籍課 and 住民課 become former names of 市民課; 庶務課 is one of 総務課 already.
    const FORMER: (&str, usize, usize, &str) = ("担当課", 1, 2, "戸籍課、住民課");

    #[test]
    fn a_former_name_is_printed_as_the_present_one() {
        let found = changed(&[FORMER, ("事業", 0, 6, "庶務課、住民課ほか")]);
        let plan = found.plan.unwrap();
        let project = plan.projects.iter().next().unwrap();
        assert_eq!(project.departments_text, "総務課、市民課ほか");
        assert_eq!(project.lead, "総務課");
    }

    #[test]
    fn two_former_names_of_one_department_are_reported_with_its_present_name() {
        let found = changed(&[FORMER, ("事業", 0, 6, "戸籍課、住民課")]);
        let said: Vec<(&str, String, String)> = found
            .faults
            .iter()
            .map(|fault| (fault.kind.code, fault.message.clone(), fault.help.clone()))
            .collect();
        assert_eq!(
            said,
            [(
                "M01",
                "「戸籍課」と「住民課」は、どちらも今の「市民課」です".to_owned(),
                "「市民課」を1つだけ残してください".to_owned()
            )]
        );
    }

    #[test]
    fn a_name_given_twice_is_reported_once() {
        assert_eq!(said_with(&[("事業", 0, 6, "市民課、市民課")]), ["M01 「市民課」が2回あります"]);
    }

    #[test]
    fn a_name_may_be_abbreviated_by_leaving_out_characters() {
        assert!(is_shortened("情報課", "情報管理課"));
        assert!(!is_shortened("健康推進課", "健康づくり課"));
    }

    #[test]
    fn a_trailing_hoka_is_no_department() {
        assert_eq!(split_departments("総務課、市民課ほか"), (vec!["総務課".into(), "市民課".into()], true));
        assert_eq!(split_departments("総務課，市民課"), (vec!["総務課".into(), "市民課".into()], false));
        assert_eq!(split_departments("総務課、ほか"), (vec!["総務課".into()], true));
        assert_eq!(split_departments("中・高等学校"), (vec!["中・高等学校".into()], false));
    }
}
