//! Reads the sheet 体系: 基本方針 and their 施策.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Row, Table};
use crate::findings::plan::{m01_id, m05_unreadable};
use crate::ids::{LONGEST_ID, ProjectId, number_key};
use crate::plan::fault::Faults;
use crate::plan::model::{Measure, Policy};
use crate::text::fold;

/// Reads 体系. If each 基本方針 counts its 施策 from 1, their numbers are prefixed with that of the 基本方針.
pub(super) fn read(table: &Table, faults: &mut Faults) -> (Vec<Policy>, Vec<Measure>) {
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

/// True if several 基本方針 have 施策 with the same number, which does not begin with that of the 基本方針.
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

/// True if a 施策番号 begins with the number of its 基本方針 (`2-1` for 2).
fn names_policy(measure: &Measure) -> bool {
    let number = number_key(&measure.number);
    let rest = number.strip_prefix(&number_key(&measure.policy));
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// Returns the number of a 施策 prefixed with that of its 基本方針: `2-1`.
pub(super) fn within(policy: &str, number: &str) -> String {
    format!("{policy}-{number}")
}

/// Reads the 基本方針 of a row, and adds it if it is new. `None` if the row has none.
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

/// Reads the 施策 of a row. A row without 施策 gives one for the 基本方針 itself.
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

/// Reads the number of a 基本方針 or 施策 as printed.
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

/// Adds M01 for a number that is not valid.
pub(super) fn malformed(row: &Row, column: &str, text: &str, faults: &mut Faults) {
    let message = format!("{column}「{text}」の形が正しくありません");
    let help = format!("文字か数字を含む{LONGEST_ID}文字以内で入力してください");
    row.fault(&m01_id::KIND, column, message, &help, faults);
}

#[cfg(test)]
mod tests {
    use crate::plan::schema::SHEETS;
    use crate::sample::master::{changed, said_with};

    /// Returns the index of the column 施策番号 in 事業.
    fn column() -> usize {
        let sheet = SHEETS.iter().find(|sheet| sheet.name == "事業").unwrap();
        sheet.columns.iter().position(|column| column.name == "施策番号").unwrap()
    }

    #[test]
    fn measures_numbered_from_one_get_the_number_of_their_policy() {
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
        assert_eq!(of_projects, ["1-1", "2-１"], "the id of the first project shows which 施策 1 it is in");
    }

    #[test]
    fn a_number_of_measures_in_several_policies_is_ambiguous() {
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
