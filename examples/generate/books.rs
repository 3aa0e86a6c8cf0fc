//! The files that a department returns for a month.

use shinchoku::form::content::FormContent;
use shinchoku::form::write::{self, Cover};
use shinchoku::plan::Plan;
use shinchoku::plan::model::Project;
use shinchoku::prefill;
use shinchoku::returns::accepted::AcceptedMonths;
use shinchoku::sheet::OutFile;
use shinchoku::text::calendar::Month;

use super::random::Random;
use super::{Faults, Size, entries, ods, sheets, xls};

/// The most forms in a book, which keeps it within シート数の上限.
const MOST_FORMS: usize = 50;

/// How a returned book was saved or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saved {
    /// As issued.
    Xlsx,
    /// With a row inserted into every form.
    RowsInserted,
    /// With all forms on one sheet.
    OneSheet,
    /// As .xls.
    Xls,
    /// As .ods.
    Ods,
}

/// Composes the files that a department returns for a month.
///
/// # Errors
/// The reason, if a book cannot be composed.
pub(crate) fn returned(
    size: &Size,
    plan: &Plan,
    month: Month,
    department: usize,
) -> Result<Vec<OutFile>, String> {
    let name =
        plan.departments.get(department).map(|department| department.name.as_str()).unwrap_or_default();
    let led: Vec<&Project> = if plan.departments.len() == 1 {
        plan.projects.iter().collect()
    } else {
        led_by(size, plan, department)
    };
    let mut random = Random::new(size.seed, &[2, department as u64, u64::from(month.month()), year(month)]);
    let mut files = Vec::new();
    for (part, projects) in led.chunks(MOST_FORMS).enumerate() {
        let stem = if part == 0 { name.to_owned() } else { format!("{name}（{}）", part + 1) };
        let mut forms = filled(size, plan, projects, month, name, &mut random);
        let saved = if size.faults == Faults::None { Saved::Xlsx } else { saved(&mut random) };
        files.push(file(&stem, saved, plan, month, name, &forms)?);
        if size.faults == Faults::None {
            continue;
        }
        if random.percent(5) {
            for form in &mut forms {
                form.issue_number = 2;
            }
            files.push(file(&format!("{stem}（修正）"), Saved::Xlsx, plan, month, name, &forms)?);
        }
        if random.percent(2)
            && let Some(same) = files.first().cloned()
        {
            files.push(OutFile::plain(&format!("コピー ～ {}", same.path), same.bytes));
        }
    }
    if size.faults == Faults::AsInTheSample && random.percent(5) {
        files.push(OutFile::plain(&format!("~${name}.xlsx"), vec![0; 165]));
    }
    Ok(files)
}

fn year(month: Month) -> u64 {
    u64::try_from(month.year()).expect("a positive year")
}

/// Returns the projects that a department leads. Generated plans assign them in turn.
fn led_by<'a>(size: &Size, plan: &'a Plan, department: usize) -> Vec<&'a Project> {
    (department..plan.projects.len()).step_by(size.departments()).map(|at| &plan.projects[at]).collect()
}

fn filled(
    size: &Size,
    plan: &Plan,
    projects: &[&Project],
    month: Month,
    sender: &str,
    random: &mut Random,
) -> Vec<FormContent> {
    let nothing_known = AcceptedMonths::default();
    projects
        .iter()
        .map(|project| {
            let mut content = prefill::content(plan, project, month, sender, 1, &nothing_known);
            entries::fill(size, plan, project, &mut content, random);
            content
        })
        .collect()
}

fn saved(random: &mut Random) -> Saved {
    match random.below(100) {
        0..=69 => Saved::Xlsx,
        70..=81 => Saved::RowsInserted,
        82..=87 => Saved::OneSheet,
        88..=95 => Saved::Xls,
        _ => Saved::Ods,
    }
}

fn file(
    stem: &str,
    saved: Saved,
    plan: &Plan,
    month: Month,
    department: &str,
    forms: &[FormContent],
) -> Result<OutFile, String> {
    let cover = Cover {
        organisation: plan.organisation.clone(),
        plan_title: plan.title.clone(),
        secretariat: plan.secretariat.clone(),
        department: department.to_owned(),
        month,
        deadline: None,
        guide: prefill::guide(plan),
    };
    let issued = write::book(&cover, forms).map_err(|error| error.to_string())?.bytes;
    let (extension, bytes) = match saved {
        Saved::Xlsx => ("xlsx", issued),
        Saved::RowsInserted => ("xlsx", sheets::write(&with_rows_inserted(&issued))),
        Saved::OneSheet => ("xlsx", sheets::write(&on_one_sheet(&issued))),
        Saved::Xls => ("xls", xls::write(&sheets::read(&issued))),
        Saved::Ods => ("ods", ods::write(&sheets::read(&issued))),
    };
    Ok(OutFile::plain(&format!("{stem}.{extension}"), bytes))
}

fn with_rows_inserted(issued: &[u8]) -> Vec<sheets::Sheet> {
    let mut book = sheets::read(issued);
    for sheet in book.iter_mut().skip(1) {
        let before = sheet.find("目的").map_or(0, |(row, _)| row);
        sheet.insert_row(before);
    }
    book
}

fn on_one_sheet(issued: &[u8]) -> Vec<sheets::Sheet> {
    let book = sheets::read(issued);
    let mut forms = book.into_iter().skip(1);
    let mut whole = forms.next().unwrap_or_default();

    for form in forms {
        whole.stack(&form, 2);
    }
    vec![whole]
}
