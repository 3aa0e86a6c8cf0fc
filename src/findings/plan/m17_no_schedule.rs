//! M17: a project has indicators but no schedule block to report them in.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub static KIND: Kind = Kind {
    code: "M17",
    severity: Severity::Info,
    title: "日程欄のない指標",
    help: "回答を求めるときは、「事業」シートの日程の見出しを選んでください",
    explain: include_str!("m17_no_schedule.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_with;

    #[test]
    fn indicators_without_a_schedule_block_are_listed() {
        assert_eq!(
            said_with(&[("事業", 1, 8, "")]),
            ["M17 1-2-1：指標がありますが、日程の見出しが空欄なので、様式に日程欄ができません"]
        );
    }

    #[test]
    fn a_schedule_block_is_not() {
        assert!(said_with(&[("事業", 1, 8, "指標とスケジュール")]).is_empty());
    }
}
