//! The first sheet of a department's book: what to correct, to confirm and to submit.

use rust_xlsxwriter::{FormatAlign, ProtectionOptions, Worksheet, XlsxError};
use workbook::Pos;

use crate::consolidate::Consolidation;
use crate::findings::{Finding, Severity};
use crate::follow_up::FollowUp;
use crate::form::content::{FormContent, Mark};
use crate::form::field::{Control, Field};
use crate::form::write::block::merged;
use crate::form::write::guide as guide_of_forms;
use crate::plan::Plan;
use crate::plan::model::Project;
use crate::sheet::book::{Page, Paper, begin};
use crate::sheet::table::{Table, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, names, style};
use crate::slip::again::{self, sentence};
use crate::slip::place;
use crate::source_link;

const COLUMNS: [(&str, f64); 9] = [
    ("番号", 5.0),
    ("区分", 7.0),
    ("整理番号と事業", 20.0),
    ("箇所", 13.0),
    ("内容", 32.0),
    ("記入された内容", 16.0),
    ("求める内容", 17.0),
    ("直し方", 26.0),
    ("確認の欄", 9.0),
];

/// Writes the sheet; `sheets` are the names of the forms' sheets in this book.
pub(super) fn write(
    plan: &Plan,
    c: &Consolidation,
    follow_up: &FollowUp<'_>,
    forms: &[FormContent],
    sheets: &[String],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let title = follow_up.title();
    let page = Page {
        paper: Paper::A4Landscape,
        left: plan.title.clone(),
        right: format!("{title}　{}", follow_up.department.name),
    };
    let heading = format!("{title}　{}分　進捗報告", c.as_of.japanese());
    let mut row = begin(sheet, title, &heading, "", &page)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    row = write_head(sheet, row, plan, c, follow_up)?;
    let book = Book { c, forms, sheets };
    if !follow_up.findings.is_empty() {
        row = section(sheet, row, "訂正・確認をお願いする箇所")?;
        row = write_findings(sheet, row, &book, follow_up)?;
    }
    if !follow_up.missing.is_empty() {
        row = section(sheet, row, "提出をお願いする事業")?;
        row = write_missing(sheet, row, &book, follow_up)?;
    }
    row = write_guide(sheet, row, plan)?;
    sheet.set_print_area(0, 0, row.saturating_sub(1), LAST)?;
    Ok(())
}

/// How the forms are filled in: the book that said so first may not be at hand any more.
fn write_guide(sheet: &mut Worksheet, top: u32, plan: &Plan) -> Result<u32, XlsxError> {
    let mut row = section(sheet, top, GUIDE)?;
    let on_schedule = plan.bands.progress.first().map_or("", |band| band.name.as_str());
    let width: f64 = COLUMNS.iter().skip(1).map(|(_, width)| width).sum();
    for (number, text) in (1..).zip(guide_of_forms(on_schedule)) {
        let format = style::centered().set_align(FormatAlign::Top);
        merged(sheet, (row, 0), (row, 0), &number.to_string(), &format)?;
        merged(sheet, (row, 1), (row, LAST), &text, &style::cell())?;
        sheet.set_row_height(row, measure::row_height(&[(&text, width)], style::SIZE))?;
        row += 1;
    }
    Ok(row)
}

/// The heading over how forms are filled in.
const GUIDE: &str = "記入のしかた";

/// A column that only shows what stands on the form in full is kept to so many characters.
const SHOWN: usize = 80;

const LAST: u16 = 8;

/// The forms of the book with the names of their sheets.
struct Book<'a> {
    c: &'a Consolidation,
    forms: &'a [FormContent],
    sheets: &'a [String],
}

impl Book<'_> {
    fn form(&self, project: &str) -> Option<(&FormContent, &str)> {
        let at = self.forms.iter().position(|form| form.id == project)?;
        Some((self.forms.get(at)?, self.sheets.get(at)?))
    }

    fn link(&self, project: &str, cell: impl Fn(&FormContent) -> Option<Pos>, text: &str) -> Value {
        match self.form(project) {
            Some((form, sheet)) => {
                let at = cell(form).unwrap_or(Pos::new(0, 0)).a1();
                Value::Link { url: format!("internal:{}!{at}", names::quoted(sheet)), text: text.to_owned() }
            }
            None => Value::text(text),
        }
    }
}

fn write_head(
    sheet: &mut Worksheet,
    top: u32,
    plan: &Plan,
    c: &Consolidation,
    follow_up: &FollowUp<'_>,
) -> Result<u32, XlsxError> {
    let mut row = top;
    let address = format!("{}　御中", follow_up.department.name);
    sheet.put_text(row, 0, &address, &style::section())?;
    sheet.set_row_height(row, 20)?;
    row += 1;
    let format = style::plain().set_text_wrap();
    let width: f64 = COLUMNS.iter().map(|(_, width)| width).sum();
    for text in guide(plan, c, follow_up) {
        merged(sheet, (row, 0), (row, LAST), &text, &format)?;
        sheet.set_row_height(row, measure::row_height(&[(&text, width)], style::SIZE))?;
        row += 1;
    }
    sheet.set_row_height(row, 6)?;
    row += 1;
    for field in [Field::Author, Field::Contact, Field::EnteredOn] {
        merged(sheet, (row, 0), (row, 1), field.label(), &style::heading())?;
        merged(sheet, (row, 2), (row, 3), "", &style::input().set_align(FormatAlign::VerticalCenter))?;
        sheet.set_row_height(row, 19)?;
        row += 1;
    }
    Ok(row)
}

fn guide(plan: &Plan, c: &Consolidation, follow_up: &FollowUp<'_>) -> Vec<String> {
    let office = if plan.secretariat.is_empty() { "事務局" } else { &plan.secretariat };
    let mut lines = Vec::new();
    let (errors, checks) = (follow_up.count(Severity::Error), follow_up.count(Severity::Check));
    if errors + checks > 0 {
        let mut kinds = Vec::new();
        if errors > 0 {
            kinds.push(format!("誤り{errors}件（該当する記入は、直るまで集計に使えません）"));
        }
        if checks > 0 {
            kinds.push(format!("要確認{checks}件（そのまま集計していますが、確認が要ります）"));
        }
        let how = if follow_up.again.is_empty() {
            "下の表の「内容」と「直し方」をご覧ください。"
        } else {
            "「箇所」を押すと、このブックの様式の該当する欄が開きます。様式には提出いただいた内容が入っています。赤みの付いた欄を、その下の「訂正依頼」のとおりに直してください。"
        };
        lines.push(format!("提出いただいた報告に、{}があります。{how}", kinds.join("と")));
    }
    if checks > 0 {
        lines.push(
            "要確認の項目は、記入のとおりで正しければ、その様式の「確認済」の欄に符号（例：V12）を記入してください。「確認の欄」の□を押すと、その欄が開きます。"
                .to_owned(),
        );
    }
    if !follow_up.missing.is_empty() {
        lines.push(format!(
            "次の{}事業は、{}現在の報告がまだ提出されていません。このブックの様式に記入して提出してください。",
            follow_up.missing.len(),
            c.as_of.japanese_last_day()
        ));
    }
    let deadline = request_deadline(plan, c);
    lines.push(format!(
        "記入が済んだら、このブックのまま{deadline}{office}へ返送してください。書き方は、下の「{GUIDE}」をご覧ください。"
    ));
    lines
}

/// `令和5年4月14日までに`; nothing where no date is set.
pub(super) fn request_deadline(plan: &Plan, c: &Consolidation) -> String {
    let row = plan.schedule.iter().find(|row| row.month == c.as_of);
    row.and_then(|row| row.deadline).map(|date| format!("{}までに", date.japanese())).unwrap_or_default()
}

fn section(sheet: &mut Worksheet, row: u32, words: &str) -> Result<u32, XlsxError> {
    sheet.set_row_height(row, 8)?;
    sheet.put_text(row + 1, 0, words, &style::section())?;
    sheet.set_row_height(row + 1, 20)?;
    Ok(row + 2)
}

fn write_findings(
    sheet: &mut Worksheet,
    row: u32,
    book: &Book<'_>,
    follow_up: &FollowUp<'_>,
) -> Result<u32, XlsxError> {
    let mut table = Table::new(&COLUMNS, row);
    table.head(sheet)?;
    sheet.set_repeat_rows(row, row)?;
    for (number, finding) in (1..).zip(&follow_up.findings) {
        table.row(sheet, &finding_row(book, number, finding))?;
    }
    Ok(table.next_row())
}

fn finding_row(book: &Book<'_>, number: usize, finding: &Finding) -> [Value; 9] {
    let id = finding.project.as_ref().map(ToString::to_string).unwrap_or_default();
    let form = book.form(&id);
    let project = form.map_or(id.clone(), |(form, _)| format!("{id}\n{}", form.name));
    let mark = again::mark(book.c, finding);
    let place = match (&mark, form) {
        (Some(mark), _) => book.link(&id, |form| place::cell(form, mark), &place::words(mark)),
        (None, Some(_)) if again::is_about_sender(book.c, finding) => {
            book.link(&id, place::sender, Control::Sender.label())
        }
        (None, Some(_)) => book.link(&id, |_| None, "様式"),
        (None, None) => Value::text(&book.file_words(finding)),
    };
    let confirm = match (finding.severity, form) {
        (Severity::Check, Some(_)) => {
            let box_words = format!("□ {}", finding.kind.code);
            book.link(&id, |form| place::cell(form, &confirmed()), &box_words)
        }
        _ => Value::middle("－"),
    };
    [
        Value::middle(&number.to_string()),
        Value::middle(&format!("{}\n{}", finding.severity.word(), finding.kind.code)),
        Value::text(&project),
        place,
        Value::text(&sentence(&finding.message)),
        Value::text(&measure::shortened(&finding.found, SHOWN)),
        Value::text(&measure::shortened(&finding.expected, SHOWN)),
        Value::text(&again::help(book.c, finding)),
        confirm,
    ]
}

impl Book<'_> {
    /// The file and sheet that a finding speaks of, where the book has no form to lead to.
    fn file_words(&self, finding: &Finding) -> String {
        // The department knows its file by name, not by the folder that it was put into.
        let words = source_link::words(&self.c.sources, finding.location);
        let (path, sheet) = words.split_once('\n').unwrap_or((&words, ""));
        let name = path.rsplit('/').next().unwrap_or(path);
        format!("{name}\n{sheet}").trim_end().to_owned()
    }
}

fn confirmed() -> Mark {
    Mark { field: Field::Confirmed, symbol: None, year: None, text: String::new() }
}

fn write_missing(
    sheet: &mut Worksheet,
    top: u32,
    book: &Book<'_>,
    follow_up: &FollowUp<'_>,
) -> Result<u32, XlsxError> {
    let mut row = top;
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    for (first, last, words) in [(0, 0, "番号"), (1, 1, "整理番号"), (2, 4, "事業"), (5, 5, "様式")]
    {
        merged(sheet, (row, first), (row, last), words, &style::heading())?;
    }
    sheet.set_row_height(row, 20)?;
    let width = COLUMNS.iter().skip(2).take(3).map(|(_, width)| width).sum();
    for (number, project) in (1..).zip(&follow_up.missing) {
        row += 1;
        missing_row(sheet, row, number, project, book)?;
        sheet.set_row_height(row, measure::row_height(&[(&project.name, width)], style::SIZE).max(19.0))?;
    }
    Ok(row + 1)
}

fn missing_row(
    sheet: &mut Worksheet,
    row: u32,
    number: usize,
    project: &Project,
    book: &Book<'_>,
) -> Result<(), XlsxError> {
    let id = project.id.to_string();
    merged(sheet, (row, 0), (row, 0), &number.to_string(), &style::centered())?;
    merged(sheet, (row, 1), (row, 1), &id, &style::centered())?;
    let name = style::cell().set_align(FormatAlign::VerticalCenter);
    merged(sheet, (row, 2), (row, 4), &project.name, &name)?;
    let format = style::link().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    put(sheet, row, 5, &book.link(&id, |_| None, "開く"), &format)
}
