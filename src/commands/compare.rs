//! `shinchoku compare OLD NEW`: writes the 新旧対照表 of two versions of the plan, or prints it as JSON.

use crate::amendment::{DecisionCheck, Presence, Verdict, check_decisions};
use crate::cli::{CompareArgs, Format};
use crate::commands::console::print;
use crate::commands::decisions::{may_be_elsewhere, read_decisions};
use crate::commands::input::{shown, write_notices};
use crate::commands::master::load_plan;
use crate::comparison_table::{self, Compared, json};
use crate::failure::Failure;
use crate::output::{Added, OutputFolder};
use crate::revision::Revision;
use crate::revision::change::Part;

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If one of the masters cannot be read, or the workbook cannot be written.
pub fn run(args: &CompareArgs) -> Result<u8, Failure> {
    let (old, new) = (load_plan(&args.old)?, load_plan(&args.new)?);
    let revision = Revision::between(&old, &new);
    let mut elsewhere = String::new();
    let check = match &args.decisions {
        Some(path) => {
            let decided = read_decisions(path)?;
            elsewhere = may_be_elsewhere(path, &decided);
            Some(check_decisions(decided, &old, &new, &revision))
        }
        None => None,
    };
    let compared = Compared { old: &old, new: &new, revision: &revision, decision_check: check.as_ref() };
    if args.format == Format::Json {
        return Ok(print(&json::json(&compared)?));
    }
    if revision.is_empty() && check.is_none() {
        return Ok(print(&format!(
            "「{}」と「{}」の計画は同じです。新旧対照表は作成していません。\n　　　　（備考と連絡先は比べていません）\n",
            args.old.display(),
            args.new.display()
        )));
    }
    let file = comparison_table::write(&compared)?;
    let output = OutputFolder::open(&args.output)?;
    let added = output.add(&file)?;
    let folder = shown(&args.output);
    let mut text = report_lines(&compared);
    text.push_str(&check.as_ref().map(against_decisions).unwrap_or_default());
    text.push_str(&elsewhere);
    text.push_str(&format!("作成　　{folder}/{}{}\n", file.path, written(&added, &folder)));
    text.push_str(&write_notices(output.repaired(), &folder, "帳票"));
    text.extend(file.refused.iter().map(|refusal| format!("注意　　{}\n", refusal.words())));
    Ok(print(&text))
}

fn written(added: &Added, folder: &str) -> String {
    match added {
        Added::New => String::new(),
        Added::Same => "（すでに同じものがあります）".to_owned(),
        Added::Beside(kept) => format!("（前にあったものは {folder}/{kept} に残しました）"),
    }
}

/// Returns the differences in two or three lines.
fn report_lines(compared: &Compared<'_>) -> String {
    let (old, new) = (compared.old, compared.new);
    let count = |part| compared.revision.count(part, |_| true);
    let counts: Vec<String> = Part::ALL
        .into_iter()
        .filter(|part| count(*part) > 0)
        .map(|part| format!("{} {}", part.word(), count(part)))
        .collect();
    let mut text = format!(
        "改正　　{}（改正前）→ {}（改正後）\n違い　　{}件（{}）\n",
        old.version,
        new.version,
        compared.revision.changes.len(),
        counts.join("・")
    );
    if old.version.trim() == new.version.trim() {
        text.push_str("注意　　2つのマスターブックの「版」が同じです。改正後の「版」を確かめてください\n");
    }
    text
}

/// Returns the comparison of the decisions with the new version, in a few lines.
fn against_decisions(check: &DecisionCheck) -> String {
    let count = |verdict, presence| check.of(verdict, presence).count();
    let mut text = format!(
        "決定　　承認のうち 反映 {}・反映なし {}・目視で確認 {}／承認のない変更 {}件\n",
        count(Verdict::Approved, Presence::Present),
        count(Verdict::Approved, Presence::Absent),
        count(Verdict::Approved, Presence::Unknown),
        check.unapproved.len()
    );
    for request in check.of(Verdict::Approved, Presence::Absent) {
        text.push_str(&format!("注意　　承認された {} が、改正後に反映されていません\n", request.words()));
    }
    for verdict in [Verdict::Rejected, Verdict::Deferred, Verdict::Open, Verdict::Unreadable] {
        for request in check.of(verdict, Presence::Present) {
            text.push_str(&format!(
                "注意　　{}の {} が、改正後に入っています\n",
                verdict.word(),
                request.words()
            ));
        }
    }
    text
}
