//! `shinchoku distribute`: writes a book of forms for each department that is asked to report on a project.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::cli::DistributeArgs;
use crate::commands::ask;
use crate::commands::console::{DONE, print, start_log};
use crate::commands::folder_overlap;
use crate::commands::input::{read_input, shown, write_notices};
use crate::commands::master::{load_plan, month_of};
use crate::failure::Failure;
use crate::form::content::FormContent;
use crate::form::write::{self, Cover};
use crate::mail::{self, Mail};
use crate::names::DepartmentFiles;
use crate::output::{Composed, OutputFolder};
use crate::plan::Plan;
use crate::plan::model::{Department, Project};
use crate::request_mail::{self, MAILS};
use crate::returns::accepted::AcceptedMonths;
use crate::sheet::{OutFile, Outbox};
use crate::text::calendar::Month;
use crate::{consolidate, prefill};

/// Runs the command. Returns the exit code.
///
/// # Errors
/// If the forms cannot be written.
pub fn run(args: &DistributeArgs) -> Result<u8, Failure> {
    start_log(args.voice);
    let plan = load_plan(&args.folders.plan.path)?;
    let month = month(&plan, args)?;
    folder_overlap::check(&args.folders.input.path, &args.folders.output)?;
    let output = OutputFolder::open(&args.folders.output)?;
    let accepted_months = accepted_so_far(&plan, args, month)?;
    let (written, issued) = output.replace(&format!("様式/{month}"), |outbox| {
        let result = write_books(&plan, month, &accepted_months, outbox)?;
        let log =
            format!("shinchoku {} 様式の作成\n基準月　{}\n", env!("CARGO_PKG_VERSION"), month.japanese());
        Ok(Composed { log, result })
    })?;
    if args.voice.quiet {
        return Ok(DONE);
    }
    let folder = shown(&args.folders.output);
    let row = plan.schedule.iter().find(|row| row.month == month);
    let no_deadline = row.filter(|row| row.deadline.is_none()).map_or_else(String::new, |_| {
        format!(
            "注意　　「報告予定」に{}の提出期限がないため、送付文に期限を書いていません\n",
            month.japanese()
        )
    });
    Ok(print(&format!(
        "基準月　{}\n様式　　{}課 {}事業\n作成　　{folder}/様式/{month}（様式のブック {}件、{MAILS}）\n{no_deadline}{}",
        month.japanese(),
        issued.departments,
        issued.forms,
        issued.books,
        write_notices(&written, &folder, "様式")
    )))
}

/// Returns the month to issue forms for. On a terminal, asks for a missing month and for consent to an
/// unscheduled one.
///
/// # Errors
/// If no month is given, it is outside the plan, or it is not in 報告予定 and nobody consented.
fn month(plan: &Plan, args: &DistributeArgs) -> Result<Month, Failure> {
    let month = month_of(plan, &ask::month(args.as_of.as_deref(), "様式を作成する基準月")?)?;
    if args.unscheduled || plan.reports_on(month) {
        return Ok(month);
    }
    let question = format!("{}は、計画の報告予定にありません。このまま様式を作成しますか", month.japanese());
    if ask::is_possible() && ask::whether(&question) {
        return Ok(month);
    }
    let later = plan.schedule.iter().filter(|row| row.month > month).map(|row| row.month.to_string()).next();
    let planned = later.map_or_else(String::new, |next| format!("報告予定の次の月は {next} です。"));
    Err(Failure::FormsNotScheduled { month: month.japanese(), planned })
}

/// Returns the accepted returns up to the month; empty if there is no input folder yet.
fn accepted_so_far(plan: &Plan, args: &DistributeArgs, month: Month) -> Result<AcceptedMonths, Failure> {
    if !args.folders.input.path.is_dir() {
        return Ok(AcceptedMonths::default());
    }
    let returned = read_input(plan, &args.folders.input.path, args.voice.quiet)?;
    Ok(consolidate::consolidate(plan, returned, month).accepted_months)
}

/// Composes the books of all departments in parallel, and the mails to send them with. A book has a form for
/// every project that the department leads or has an indicator in, except ended projects. A department with
/// more forms than the limits for returned books allow gets several books.
pub(super) fn write_books(
    plan: &Plan,
    month: Month,
    accepted_months: &AcceptedMonths,
    outbox: &Outbox<'_>,
) -> Result<Issued, Failure> {
    let mut asked: BTreeMap<&str, Vec<&Project>> = BTreeMap::new();
    for project in plan.projects.iter().filter(|project| !project.ended(month.fiscal_year())) {
        for department in project.asked() {
            asked.entry(department).or_default().push(project);
        }
    }
    let (files, most) = (DepartmentFiles::of(plan), prefill::most_forms(plan));
    let issues: Vec<Issue<'_>> = plan
        .departments
        .iter()
        .filter_map(|department| {
            let projects = asked.remove(department.name.as_str())?;
            let books = files.books(&department.name, projects.len().div_ceil(most));
            Some(Issue { department, projects, books })
        })
        .collect();
    let write_book =
        |(department, path, projects): (&Department, &String, &[&Project])| -> Result<(), Failure> {
            let name = department.name.as_str();
            let content =
                |project: &&Project| prefill::content(plan, project, month, name, 1, accepted_months);
            let forms: Vec<FormContent> = projects.iter().map(content).collect();
            let book = write::book(&cover(plan, month, name), &forms);
            outbox.put_books(book.map(|book| vec![OutFile::book(path.clone(), book)])).map(|_| ())
        };
    issues.par_iter().flat_map_iter(|issue| issue.parts(most)).try_for_each(write_book)?;
    let mails: Vec<Mail<'_>> = issues
        .iter()
        .map(|issue| request_mail::mail(plan, month, issue.department, &issue.books, &issue.projects))
        .collect();
    outbox.put(OutFile::plain(MAILS, mail::file(plan, &mails).into_bytes()));
    Ok(Issued {
        departments: issues.len(),
        forms: issues.iter().map(|issue| issue.projects.len()).sum(),
        books: issues.iter().map(|issue| issue.books.len()).sum(),
    })
}

/// The counts of what was written.
pub(super) struct Issued {
    departments: usize,
    forms: usize,
    books: usize,
}

/// A department's forms and the names of their books.
struct Issue<'a> {
    department: &'a Department,
    projects: Vec<&'a Project>,
    books: Vec<String>,
}

impl<'a> Issue<'a> {
    /// Returns each book with its projects, at most `most` of them.
    fn parts(&self, most: usize) -> impl Iterator<Item = (&'a Department, &String, &[&'a Project])> {
        let department = self.department;
        self.books.iter().zip(self.projects.chunks(most)).map(move |(path, part)| (department, path, part))
    }
}

fn cover(plan: &Plan, month: Month, department: &str) -> Cover {
    Cover {
        organisation: plan.organisation.clone(),
        plan_title: plan.title.clone(),
        secretariat: plan.secretariat.clone(),
        department: department.to_owned(),
        month,
        deadline: plan
            .schedule
            .iter()
            .find(|report| report.month == month)
            .and_then(|report| report.deadline),
        guide: prefill::guide(plan),
    }
}
