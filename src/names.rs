//! The names of everything a run writes: files, and the sheets that other books link to.
//!
//! Books link to one another and may not know one another's code, so the names they share stand here.

use std::collections::BTreeSet;

use crate::ids::ProjectId;
use crate::plan::model::{Plan, Policy};
use crate::sheet::names::{file_part, sheet_name};
use crate::text::calendar::Month;

/// The committee's workbook.
#[must_use]
pub fn report_file(month: Month) -> String {
    format!("進捗管理表_{month}.xlsx")
}

/// The secretariat's workbook.
#[must_use]
pub fn secretariat_file(month: Month) -> String {
    format!("事務局確認表_{month}.xlsx")
}

/// The separate volume, named after the plan's 別冊名称; without one it is the 別冊.
#[must_use]
pub fn volume_file(plan: &Plan, month: Month) -> String {
    let title = if plan.volume_title.trim().is_empty() { "別冊" } else { plan.volume_title.trim() };
    format!("{}_{month}.xlsx", file_part(title))
}

/// The volume's sheet of a 基本方針: its number and name.
#[must_use]
pub fn volume_sheet(policy: &Policy) -> String {
    sheet_name(&format!("{} {}", policy.number, policy.name))
}

/// The defined name that the volume gives to the cell where a project's page begins, so that links land there. A name
/// holds letters and digits only; what else stands in an id is told by its number, so that no two ids share a name.
#[must_use]
pub fn volume_anchor(project: &ProjectId) -> String {
    let mut name = String::from("事業_");
    for c in project.to_string().chars() {
        match c {
            '-' => name.push('_'),
            c if c.is_alphanumeric() => name.push(c),
            c => name.push_str(&format!("_x{:X}", u32::from(c))),
        }
    }
    name
}

/// A department's return slip.
#[must_use]
pub fn slip_file(plan: &Plan, department: &str) -> String {
    format!("差戻し/{}", form_file(plan, department))
}

/// A department's issued forms, within the folder of the month. Two departments never share a file: where their names differ only in what a
/// file's name cannot hold, the later ones of 担当課 are numbered.
#[must_use]
pub fn form_file(plan: &Plan, department: &str) -> String {
    // Windows takes upper and lower case for the same.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for known in &plan.departments {
        let part = file_part(&known.name);
        let numbered = (2..).map(|number| format!("{part}_{number}"));
        let free =
            std::iter::once(part.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        if known.name == department {
            return format!("{}.xlsx", free.unwrap_or(part));
        }
    }
    format!("{}.xlsx", file_part(department))
}

#[cfg(test)]
mod tests {
    use crate::ids::ProjectId;
    use crate::names::{form_file, slip_file, volume_anchor};
    use crate::plan::model::Department;
    use crate::sample::forms::plan;

    #[test]
    fn every_department_has_a_file_of_its_own() {
        let mut plan = plan();
        let like = plan.departments[0].clone();
        let names = ["課/B", "課:B", "課_b", "課_B_2", "総務課"];
        plan.departments =
            names.iter().map(|name| Department { name: (*name).to_owned(), ..like.clone() }).collect();
        let files = names.map(|name| form_file(&plan, name));
        assert_eq!(files, ["課_B.xlsx", "課_B_2.xlsx", "課_b_3.xlsx", "課_B_2_2.xlsx", "総務課.xlsx"]);
        assert_eq!(slip_file(&plan, "課:B"), "差戻し/課_B_2.xlsx");
    }

    #[test]
    fn an_anchor_is_a_name_that_a_workbook_can_define() {
        assert_eq!(volume_anchor(&ProjectId::parse("1-1-10").unwrap()), "事業_1_1_10");
    }
}
