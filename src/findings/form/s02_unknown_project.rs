//! S02: the plan has no project with the form's 整理番号 or 事業名称, or the form has neither.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::findings::form::project_name::ProjectName;
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S02",
    severity: Severity::Error,
    title: "計画にない事業",
    help: "整理番号と事業名称を計画のとおりに直してください",
    explain: include_str!("s02_unknown_project.md"),
    ..Kind::PLAIN
};

/// Makes the finding. `nearest` is the project of the plan that the form probably means.
pub fn finding(at: CellRef, written: &str, nearest: Option<ProjectName<'_>>) -> Finding {
    let what = if written.is_empty() {
        "整理番号も事業名称も読み取れず、どの事業か分かりません".to_owned()
    } else {
        format!("「{written}」は計画にありません")
    };
    let (hint, expected) = match nearest {
        Some(project) => {
            (format!("（{}「{}」ではありませんか）", project.id, project.name), project.id.to_string())
        }
        None => (String::new(), String::new()),
    };
    KIND.at(at, format!("{what}{hint}")).found(written).expected(expected)
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{Form, findings, said_when, times};

    #[test]
    fn an_unknown_id_is_refused() {
        assert_eq!(
            said_when(|form| form.set(Field::Id, "1-1-9").set(Field::Name, "未知"))[0],
            "S02 「1-1-9」は計画にありません（1-1-1「窓口の見直し」ではありませんか）"
        );
        let nameless = |form: Form| form.set(Field::Id, "").set(Field::Name, "").sheet("Sheet1");
        assert_eq!(said_when(nameless)[0], "S02 整理番号も事業名称も読み取れず、どの事業か分かりません");
    }

    #[test]
    fn a_known_id_is_accepted() {
        assert_eq!(times("S02", &findings(|form| form)), 0);
    }
}
