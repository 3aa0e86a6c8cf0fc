//! `shinchoku apply FILE`: writes a new master workbook with the approved 変更申出 carried out. Everything
//! else in it stays as it is.

use std::path::{Path, PathBuf};

use workbook::Limits;
use workbook::edit::{CellEdit, Content, Edited, NotEdited, edit};

use crate::amendment::{AppliedRequest, DecidedRequest, Outcome, Verdict, edits_for};
use crate::cli::ApplyArgs;
use crate::commands::console::print;
use crate::commands::decisions::{may_be_elsewhere, read_decisions, words};
use crate::commands::master::read_master;
use crate::failure::Failure;
use crate::output;
use crate::plan::read::master_cells::{MasterCells, master_cells};
use crate::plan::{self, Plan};
use crate::text::fold::{one_line, shortened};

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If a file cannot be read, nothing can be carried out, or the new master cannot be written.
pub(super) fn run(args: &ApplyArgs) -> Result<u8, Failure> {
    let path = &args.plan.path;
    let bytes = read_master(path)?;
    let (plan, _) = plan::read::read(&bytes, path)?;
    let decided = read_decisions(&args.file)?;
    let master = Master { path, bytes: &bytes, plan: &plan, cells: master_cells(&bytes, path)? };
    let target = args.to.clone().unwrap_or_else(|| default_target(path));
    let Applied { applied, bytes, new } = master.apply(&decided, args.edition.as_deref())?;
    let mut text = report_lines(&decided, &applied);
    text.push_str(&may_be_elsewhere(&args.file, &decided));
    let Some(bytes) = bytes else {
        text.push_str("作成　　反映する申出がないため、新しいマスターブックは作成していません\n");
        return Ok(print(&text));
    };
    output::create_file(&target, &bytes)?;
    text.push_str(&format!("作成　　{}\n", target.display()));
    if plan.version.trim() == new.version.trim() {
        text.push_str(&format!(
            "注意　　版は「{}」のままです。「計画」シートの版と策定年月を改めてください\n",
            plan.version.trim()
        ));
    }
    Ok(print(&text))
}

/// Returns the default path of the new master, in the folder of the old one.
fn default_target(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}_反映.xlsx"))
}

/// A master workbook in which requests are carried out.
struct Master<'a> {
    path: &'a Path,
    bytes: &'a [u8],
    plan: &'a Plan,
    cells: MasterCells,
}

/// The result of carrying out the requests.
struct Applied {
    applied: Vec<AppliedRequest>,
    /// The new master; `None` if no request was written into it.
    bytes: Option<Vec<u8>>,
    new: Plan,
}

impl Master<'_> {
    fn apply(&self, decided: &[DecidedRequest], edition: Option<&str>) -> Result<Applied, Failure> {
        let mut applied = edits_for(decided, self.plan, &self.cells);
        let version = self.version(edition);
        self.refuse_formula_cells(&mut applied)?;
        // All requests together usually give a plan without faults. If not, they are tried one by one.
        let mut edited = self.edited(&applied, &version)?;
        if edited.is_none() {
            self.refuse_faulty_edits(&mut applied, &version)?;
            edited = self.edited(&applied, &version)?;
        }
        let any = applied.iter().any(|applied| matches!(applied.outcome, Outcome::Written(_)));
        let (bytes, new) = match edited {
            Some((bytes, new)) if any => (Some(bytes), new),
            _ => (None, self.plan.clone()),
        };
        Ok(Applied { applied, bytes, new })
    }

    fn version(&self, edition: Option<&str>) -> Vec<CellEdit> {
        let Some((edition, place)) = edition.zip(self.cells.version.as_ref()) else { return Vec::new() };
        let content = Content::Text(edition.to_owned());
        vec![CellEdit { sheet: place.sheet.clone(), pos: place.pos, content }]
    }

    /// Refuses the requests whose cells hold formulas or are on a missing sheet.
    fn refuse_formula_cells(&self, applied: &mut [AppliedRequest]) -> Result<(), Failure> {
        let owned: Vec<(usize, CellEdit)> = applied
            .iter()
            .enumerate()
            .flat_map(|(at, applied)| edits(applied).iter().map(move |edit| (at, edit.clone())))
            .collect();
        let all: Vec<CellEdit> = owned.iter().map(|(_, edit)| edit.clone()).collect();
        for (index, reason) in self.edit(&all)?.refused {
            let reason = match reason {
                NotEdited::Formula => "マスターブックのセルに数式が入っています。",
                NotEdited::NoSheet => "マスターブックにシートがありません。",
            };
            if let Some(applied) = owned.get(index).and_then(|(at, _)| applied.get_mut(*at)) {
                applied.outcome = Outcome::Not(reason.to_owned());
            }
        }
        Ok(())
    }

    /// Returns the edited workbook and its plan; `None` if the plan would be faulty.
    fn edited(
        &self,
        applied: &[AppliedRequest],
        version: &[CellEdit],
    ) -> Result<Option<(Vec<u8>, Plan)>, Failure> {
        let all: Vec<CellEdit> = applied.iter().flat_map(edits).chain(version).cloned().collect();
        let edited = self.edit(&all)?;
        let checked = plan::read::check(&edited.bytes, self.path)?;
        Ok(checked.plan.map(|plan| (edited.bytes, plan)))
    }

    fn edit(&self, edits: &[CellEdit]) -> Result<Edited, Failure> {
        // The master is the secretariat's own file and has been read already, so no limit on sizes is needed.
        let limits = Limits { file_mb: u64::MAX, unpacked_mb: u64::MAX, ..Limits::default() };
        edit(self.bytes, edits, &limits).map_err(|refusal| Failure::UnreadableMaster {
            path: self.path.to_owned(),
            reason: words(&refusal),
        })
    }

    /// Tries the requests one after the other, and refuses those that make the plan faulty.
    fn refuse_faulty_edits(
        &self,
        applied: &mut [AppliedRequest],
        version: &[CellEdit],
    ) -> Result<(), Failure> {
        let mut kept: Vec<AppliedRequest> = Vec::new();
        for applied in applied.iter_mut() {
            kept.push(applied.clone());
            if !edits(applied).is_empty() && self.edited(&kept, version)?.is_none() {
                kept.pop();
                let reason =
                    "反映すると、マスターブックに誤りが生じます。関係するほかの欄と合わせて直してください。";
                applied.outcome = Outcome::Not(reason.to_owned());
            }
        }
        Ok(())
    }
}

fn edits(applied: &AppliedRequest) -> &[CellEdit] {
    match &applied.outcome {
        Outcome::Written(edits) => edits,
        Outcome::Already | Outcome::Not(_) => &[],
    }
}

/// Returns the outcome of the requests: counts, then one line each.
fn report_lines(decided: &[DecidedRequest], applied: &[AppliedRequest]) -> String {
    let count = |verdict| decided.iter().filter(|request| request.verdict == verdict).count();
    let verdicts =
        [Verdict::Approved, Verdict::Rejected, Verdict::Deferred, Verdict::Open, Verdict::Unreadable];
    let counts: Vec<String> = verdicts
        .into_iter()
        .filter(|verdict| count(*verdict) > 0)
        .map(|verdict| format!("{} {}", verdict.word(), count(verdict)))
        .collect();
    let mut text = format!("申出　　{}件（{}）\n", decided.len(), counts.join("・"));
    for AppliedRequest { request, outcome } in applied {
        let words = request.words();
        text.push_str(&match outcome {
            Outcome::Written(_) => {
                let shown =
                    |text: &str| if text.is_empty() { "（空欄）".to_owned() } else { quoted(text) };
                format!("反映　　{words}　{} → {}\n", shown(&request.current), shown(&request.requested))
            }
            Outcome::Already => format!("反映済　{words}　すでに計画のとおりです\n"),
            Outcome::Not(reason) => format!("できず　{words}　{reason}\n"),
        });
    }
    for request in decided.iter().filter(|request| request.verdict == Verdict::Unreadable) {
        text.push_str(&format!(
            "注意　　{} の決定「{}」は、承認・不承認・保留のどれでもないため、反映していません（{}）\n",
            request.words(),
            quoted(&request.verdict_text),
            request.place
        ));
    }
    text
}

/// Returns a text on one line, shortened.
fn quoted(text: &str) -> String {
    shortened(&one_line(text), 40)
}
