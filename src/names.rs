//! The names of everything that a run writes: files, and the sheets and cells that other books link to.
//!
//! Books link to one another, but their modules do not import one another: the names they share are here.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::ProjectId;
use crate::plan::model::{Plan, Policy};
use crate::sheet::names::{file_part, sheet_name};
use crate::text::calendar::Month;

/// Returns the file name of the committee's workbook.
#[must_use]
pub(crate) fn report_file(month: Month) -> String {
    format!("進捗管理表_{month}.xlsx")
}

/// Returns the file name of the secretariat's workbook.
#[must_use]
pub(crate) fn secretariat_file(month: Month) -> String {
    format!("事務局確認表_{month}.xlsx")
}

/// Returns the file name of the separate volume: the plan's 別冊名称, or 別冊 if it has none.
#[must_use]
pub(crate) fn volume_file(plan: &Plan, month: Month) -> String {
    let title = if plan.volume_title.trim().is_empty() { "別冊" } else { plan.volume_title.trim() };
    format!("{}_{month}.xlsx", file_part(title))
}

/// Returns the name of the volume's sheet of a 基本方針: number and name.
#[must_use]
pub(crate) fn volume_sheet(policy: &Policy) -> String {
    sheet_name(&format!("{} {}", policy.number, policy.name))
}

/// Returns the defined name of the cell of the volume where a project's table begins. Such a name can hold
/// letters, digits and `_` only: other characters of an id are written as code points, so that no two ids
/// share a name.
#[must_use]
pub(crate) fn volume_anchor(project: &ProjectId) -> String {
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

/// The folder of the slips within the month's folder.
pub(crate) const SLIPS: &str = "差戻し";

/// The files of the departments: the books of their forms and their slips.
///
/// Departments never share a file: if their names differ only in characters that a file name cannot hold, the
/// later ones of 担当課 are numbered.
pub(crate) struct DepartmentFiles<'a> {
    files: BTreeMap<&'a str, String>,
    /// The names without extension in lower case.
    taken: BTreeSet<String>,
}

impl<'a> DepartmentFiles<'a> {
    /// Names the files of a plan's departments.
    #[must_use]
    pub(crate) fn of(plan: &'a Plan) -> Self {
        // Windows ignores case in file names.
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut files = BTreeMap::new();
        for department in &plan.departments {
            let part = file_part(&department.name);
            let number = numbers.entry(part.to_lowercase()).or_insert(1);
            let mut file = part.clone();
            while !taken.insert(file.to_lowercase()) {
                *number += 1;
                file = format!("{part}_{number}");
            }
            files.entry(department.name.as_str()).or_insert_with(|| format!("{file}.xlsx"));
        }
        Self { files, taken }
    }

    /// Returns the file name of a department's issued forms.
    #[must_use]
    pub(crate) fn forms(&self, department: &str) -> String {
        self.files.get(department).cloned().unwrap_or_else(|| format!("{}.xlsx", file_part(department)))
    }

    /// Returns the file names of a department whose forms take several books: `総務課.xlsx`,
    /// `総務課_その2.xlsx`.
    #[must_use]
    pub(crate) fn books(&self, department: &str, count: usize) -> Vec<String> {
        let first = self.forms(department);
        let stem = first.trim_end_matches(".xlsx").to_owned();
        let further = (2..=count).map(|number| {
            let mut name = format!("{stem}_その{number}");
            // Another department may have this name.
            while self.taken.contains(&name.to_lowercase()) {
                name.push('_');
            }
            format!("{name}.xlsx")
        });
        std::iter::once(first).chain(further).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::ids::ProjectId;
    use crate::names::{DepartmentFiles, volume_anchor};
    use crate::plan::model::Department;
    use crate::sample::forms::plan;

    #[test]
    fn every_department_has_a_file_of_its_own() {
        let mut plan = plan();
        let like = plan.departments[0].clone();
        let names = ["課/B", "課:B", "課_b", "課_B_2", "総務課"];
        plan.departments =
            names.iter().map(|name| Department { name: (*name).to_owned(), ..like.clone() }).collect();
        let files = DepartmentFiles::of(&plan);
        assert_eq!(
            names.map(|name| files.forms(name)),
            ["課_B.xlsx", "課_B_2.xlsx", "課_b_3.xlsx", "課_B_2_2.xlsx", "総務課.xlsx"]
        );
    }

    #[test]
    fn further_books_of_a_department_have_names_of_their_own() {
        let mut plan = plan();
        let like = plan.departments[0].clone();
        let names = ["課", "課_その2"];
        plan.departments =
            names.iter().map(|name| Department { name: (*name).to_owned(), ..like.clone() }).collect();
        let files = DepartmentFiles::of(&plan);
        assert_eq!(files.books("課", 3), ["課.xlsx", "課_その2_.xlsx", "課_その3.xlsx"]);
        assert_eq!(files.books("課_その2", 2), ["課_その2.xlsx", "課_その2_その2.xlsx"]);
    }

    #[test]
    fn an_anchor_is_a_valid_defined_name() {
        assert_eq!(volume_anchor(&ProjectId::parse("1-1-10").unwrap()), "事業_1_1_10");
    }
}
