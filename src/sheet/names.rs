//! The names of everything a run writes: files, and the sheets that other books link to.
//!
//! Books link to one another and may not know one another's code, so the names they share stand here.

use std::collections::BTreeSet;

use crate::ids::ProjectId;
use crate::plan::model::{Plan, Policy};
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

/// The defined name that the volume gives to the cell where a project's page begins, so that links land there.
#[must_use]
pub fn volume_anchor(project: &ProjectId) -> String {
    format!("事業_{}", project.to_string().replace('-', "_"))
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

/// A text as part of a file's name: no spaces, and nothing that Windows refuses in a name.
#[must_use]
pub fn file_part(text: &str) -> String {
    let cleaned: String = text
        .trim()
        .chars()
        .map(|c| match c {
            ' ' | '\u{3000}' | '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '%' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .take(80)
        .collect();
    // Windows drops dots and spaces at the end of a name without a word.
    let cleaned = cleaned.trim_end_matches('.');
    match cleaned {
        "" => "名称なし".to_owned(),
        _ if is_device(cleaned) => format!("_{cleaned}"),
        _ => cleaned.to_owned(),
    }
}

/// Whether Windows takes a name, whatever follows its first dot, for a device.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = ["COM", "LPT"].iter().filter_map(|device| stem.strip_prefix(device));
    let number =
        |rest: &str| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³");
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered.into_iter().any(number)
}

/// A text as a sheet's name: at most 31 UTF-16 units, without the characters that Excel refuses there.
#[must_use]
pub fn sheet_name(text: &str) -> String {
    let mut name = String::new();
    let mut units = 0;
    for c in text.trim().chars() {
        let c = match c {
            '[' | '(' => '（',
            ']' | ')' => '）',
            ':' | '*' | '?' | '/' | '\\' => '・',
            c if c.is_control() => ' ',
            c => c,
        };
        units += c.len_utf16();
        if units > 31 {
            break;
        }
        name.push(c);
    }
    // An apostrophe may stand inside a name but not at its ends.
    let name = name.trim_matches('\'').trim();
    if name.is_empty() { "シート".to_owned() } else { name.to_owned() }
}

/// A sheet's name as it stands in a reference: always quoted, apostrophes doubled.
#[must_use]
pub fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use crate::ids::ProjectId;
    use crate::plan::model::Department;
    use crate::rules::sample::plan;
    use crate::sheet::names::{file_part, form_file, quoted, sheet_name, slip_file, volume_anchor};

    #[test]
    fn a_sheet_name_is_one_that_excel_takes() {
        assert_eq!(sheet_name("1 市民:サービス/向上?"), "1 市民・サービス・向上・");
        assert_eq!(sheet_name("'引用'"), "引用");
        assert_eq!(sheet_name("あ".repeat(40).as_str()).chars().count(), 31);
        assert_eq!(sheet_name("𠮷".repeat(40).as_str()).chars().count(), 15);
        assert_eq!(sheet_name("  "), "シート");
        assert_eq!(quoted("a'b"), "'a''b'");
    }

    #[test]
    fn a_file_name_is_one_that_windows_takes() {
        assert_eq!(file_part("別冊 個別事業編"), "別冊_個別事業編");
        assert_eq!(file_part("a/b:c."), "a_b_c");
        assert_eq!(file_part("　"), "名称なし");
        for (name, file) in [("CON", "_CON"), ("nul", "_nul"), ("Com1", "_Com1"), ("AUX.課", "_AUX.課")] {
            assert_eq!(file_part(name), file);
        }
        assert_eq!(file_part("CON課"), "CON課");
        assert_eq!(file_part("COM10"), "COM10");
    }

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
