//! `shinchoku close`: stores the month's record, as the committee saw it, in `input/確定/`. No other command
//! writes there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::cli::CloseArgs;
use crate::commands::ask;
use crate::commands::console::{DONE, print, start_log};
use crate::commands::decisions::{Entered, entered};
use crate::commands::folder_overlap;
use crate::commands::input::{read_input, shown, write_notices};
use crate::commands::master::{load_plan, month_of};
use crate::consolidate::{Consolidation, consolidate};
use crate::failure::Failure;
use crate::output::{self, OutputFolder};
use crate::plan::Plan;
use crate::text::calendar::Month;
use crate::{export, names, next_steps, report};

/// The folder of the records within the input folder.
const RECORDS: &str = "確定";
/// The most changed files to list by name; the rest are counted.
const NAMED: usize = 5;

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If the month cannot be closed: it was not written, is already closed with other contents, or no longer
/// follows from the returns and the plan. Nothing is written then.
pub fn run(args: &CloseArgs) -> Result<u8, Failure> {
    start_log(args.voice);
    let plan = load_plan(&args.folders.plan.path)?;
    let month = month_of(&plan, &ask::month(args.as_of.as_deref(), "確定する基準月")?)?;
    if !plan.schedule.is_empty() && plan.schedule.iter().all(|row| row.month != month) {
        return Err(Failure::NotScheduled(month.japanese()));
    }
    folder_overlap::check(&args.folders.input.path, &args.folders.output)?;
    let missing = || Failure::NotWritten { month: month.japanese(), as_of: month.to_string() };
    if !args.folders.output.is_dir() {
        return Err(missing());
    }
    let output = OutputFolder::open(&args.folders.output)?;
    let written = output.written(&month.to_string(), export::RECORD)?.ok_or_else(missing)?;
    let target = args.folders.input.path.join(RECORDS).join(format!("{month}.json"));
    refuse_link(&args.folders.input.path.join(RECORDS))?;
    output::remove_leftovers(&target)?;
    let notices = write_notices(output.repaired(), &shown(&args.folders.output), "帳票");
    let print = |text: &str| if args.voice.quiet { DONE } else { print(&(text.to_owned() + &notices)) };
    let place = shown(&target);
    if let Some(closed) = output::read_file(&target)? {
        if !same_month(&closed, &written) {
            return Err(Failure::AlreadyClosed { month: month.japanese(), path: target });
        }
        return Ok(print(&format!(
            "確定　　{}は、すでに同じ内容で確定しています（{place}）\n",
            month.japanese()
        )));
    }

    let returned = read_input(&plan, &args.folders.input.path, args.voice.quiet)?;
    let consolidation = consolidate(&plan, returned, month);
    let today = export::record(&plan, &consolidation)?;
    if !same_month(&today, &written) {
        let reasons = what_changed(&written, &today);
        return Err(Failure::Outdated { month: month.japanese(), as_of: month.to_string(), reasons });
    }
    output::create_file(&target, &written)?;

    let open = next_steps::open_points(&plan, &consolidation);
    let mut edited = output.edited(&month.to_string())?;
    let entered = if edited.contains(&names::report_file(month)) {
        decisions_in(&args.folders.output, &plan, &consolidation)?
    } else {
        Entered::None
    };
    if entered == Entered::Alone {
        edited.retain(|name| *name != names::report_file(month));
    }
    Ok(print(&(report_lines(month, &place, &open, &edited) + decisions_words(entered))))
}

/// Returns the decisions that were entered in the committee's workbook of the month.
fn decisions_in(output: &Path, plan: &Plan, c: &Consolidation) -> Result<Entered, Failure> {
    let path = output.join(c.as_of.to_string()).join(names::report_file(c.as_of));
    let Some(edited) = output::read_file(&path)? else { return Ok(Entered::None) };
    let written = report::write(plan, c)?;
    Ok(written.first().map_or(Entered::None, |written| entered(&edited, &written.bytes)))
}

fn decisions_words(entered: Entered) -> &'static str {
    match entered {
        Entered::None => "",
        Entered::Alone | Entered::AmongOthers => {
            "注意　　「変更申出」に決定の記入があります。apply で計画に反映してください\n"
        }
    }
}

/// Refuses a records folder that is a link, because the next run does not read outside `input/`.
fn refuse_link(folder: &Path) -> Result<(), Failure> {
    match fs::symlink_metadata(folder) {
        Ok(found) if !found.is_dir() => Err(Failure::Unwritable {
            path: folder.to_owned(),
            reason: "フォルダーではなくリンクかファイルのため、次に集計するときに読み取れません。ふつうのフォルダーにしてからもう一度実行してください。".to_owned(),
        }),
        _ => Ok(()),
    }
}

/// True if two records of a month are equal, ignoring the records of closed months (this one may be among
/// them) in the list of files.
fn same_month(one: &[u8], other: &[u8]) -> bool {
    if one == other {
        return true;
    }
    let content = |bytes: &[u8]| -> Option<Value> {
        let mut record: Value = serde_json::from_slice(bytes).ok()?;
        let within = format!("{RECORDS}/");
        let is_record = |file: &Value| file["path"].as_str().is_some_and(|path| path.starts_with(&within));
        record.get_mut("files")?.as_array_mut()?.retain(|file| !is_record(file));
        // The file counts include those records, and the list determines them.
        record.get_mut("reconciliation")?.as_object_mut()?.remove("files");
        Some(record)
    };
    content(one).is_some_and(|one| content(other) == Some(one))
}

fn report_lines(month: Month, place: &str, open: &[String], edited: &[String]) -> String {
    let mut lines = vec![format!(
        "確定　　{}の集計を {place} に保存しました\n　　　　次の回からは、前回とはこの内容を指します。あとで回答や計画が変わったところは「確定後の変更」として示します\n",
        month.japanese()
    )];
    lines.extend(open.iter().map(|words| format!("未了　　{words}\n")));
    if !edited.is_empty() {
        lines.push(format!(
            "注意　　手で直された帳票があります（{}）。確定したのは集計した内容で、手で直したところは含みません\n",
            edited.join("、")
        ));
    }
    lines.concat()
}

/// The parts of a record that may explain why two records of a month differ.
#[derive(Default, Deserialize)]
struct Origin {
    generator: String,
    plan: OriginPlan,
    files: Vec<OriginFile>,
}

#[derive(Default, Deserialize)]
struct OriginPlan {
    sha256: String,
}

#[derive(Deserialize)]
struct OriginFile {
    path: String,
    sha256: Option<String>,
    outcome: String,
}

/// Returns the reasons why a month would come out differently today than it was written, one per line.
fn what_changed(written: &[u8], today: &[u8]) -> String {
    let parse = |bytes: &[u8]| serde_json::from_slice::<Origin>(bytes).unwrap_or_default();
    let (written, today) = (parse(written), parse(today));
    let mut lines = Vec::new();
    if written.plan.sha256 != today.plan.sha256 {
        lines.push("計画のマスターブックが変わっています".to_owned());
    }
    let by_path = |origin: &Origin| -> BTreeMap<String, (Option<String>, String)> {
        let file = |file: &OriginFile| (file.path.clone(), (file.sha256.clone(), file.outcome.clone()));
        origin.files.iter().map(file).collect()
    };
    let (before, now) = (by_path(&written), by_path(&today));
    let added = now.keys().filter(|path| !before.contains_key(*path)).map(|path| format!("追加　{path}"));
    let changed = now
        .iter()
        .filter(|(path, file)| before.get(*path).is_some_and(|old| old != *file))
        .map(|(path, _)| format!("変更　{path}"));
    let gone = before.keys().filter(|path| !now.contains_key(*path)).map(|path| format!("削除　{path}"));
    let files: Vec<String> = added.chain(changed).chain(gone).collect();
    let rest = files.len().saturating_sub(NAMED);
    lines.extend(files.into_iter().take(NAMED));
    if rest > 0 {
        lines.push(format!("ほか{rest}件"));
    }
    if written.generator != today.generator {
        lines.push(format!("プログラムの版が変わっています（{} → {}）", written.generator, today.generator));
    }
    if lines.is_empty() {
        lines.push("書き出された記録の内容が違います".to_owned());
    }
    lines.iter().map(|line| format!("  ・{line}")).collect::<Vec<_>>().join("\n")
}
