//! 公開用/*.csv: tidy tables of what may be published. No names of persons, no contacts, no remarks, no prose of departments.

use crate::consolidate::Consolidation;
use crate::export::number::plain;
use crate::plan::Plan;
use crate::sheet::OutFile;

/// The mark by which Excel takes a CSV file for UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

const PROJECT_COLUMNS: [&str; 14] = [
    "基準月",
    "整理番号",
    "基本方針番号",
    "基本方針",
    "施策番号",
    "施策",
    "事業名称",
    "担当課",
    "課題",
    "目的",
    "概要",
    "年度",
    "効果達成状況",
    "進捗状況",
];

const PROGRESS_COLUMNS: [&str; 15] = [
    "基準月",
    "整理番号",
    "事業名称",
    "指標記号",
    "指標名",
    "単位",
    "年度",
    "目標",
    "目標値",
    "実績",
    "実績値",
    "実績の時点",
    "達成率（%）",
    "効果達成状況",
    "効果達成状況の根拠",
];

/// 事業.csv and 進捗.csv.
pub(super) fn tables(plan: &Plan, c: &Consolidation) -> Result<Vec<OutFile>, csv::Error> {
    Ok(vec![
        table("公開用/事業.csv", &PROJECT_COLUMNS, projects(plan, c))?,
        table("公開用/進捗.csv", &PROGRESS_COLUMNS, progress(plan, c))?,
    ])
}

fn projects(plan: &Plan, c: &Consolidation) -> Vec<Vec<String>> {
    plan.projects
        .iter()
        .map(|project| {
            let measure = plan.measure(&project.measure);
            let policy = measure.and_then(|measure| plan.policy(&measure.policy));
            let row = c.assessment.project(&project.id);
            vec![
                c.as_of.to_string(),
                text(&project.id.to_string()),
                text(policy.map_or("", |policy| policy.number.as_str())),
                text(policy.map_or("", |policy| policy.name.as_str())),
                text(&project.measure),
                text(measure.map_or("", |measure| measure.name.as_str())),
                text(&project.name),
                text(&project.departments_text),
                text(&project.issue),
                text(&project.purpose),
                text(&project.summary),
                c.fiscal_year.to_string(),
                text(row.map_or("", |row| row.effect.word(&plan.bands))),
                text(row.map_or("", |row| row.progress.word(&plan.bands))),
            ]
        })
        .collect()
}

fn progress(plan: &Plan, c: &Consolidation) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for row in &c.assessment.indicators {
        // A project without indicator has no figures; 事業.csv has its row.
        let Some(id) = &row.indicator else { continue };
        let project = plan.project(&row.project);
        let indicator = project.and_then(|project| project.indicator(id));
        rows.push(vec![
            c.as_of.to_string(),
            text(&row.project.to_string()),
            text(project.map_or("", |project| project.name.as_str())),
            text(id.symbol()),
            text(indicator.map_or("", |indicator| indicator.name.as_str())),
            text(indicator.map_or("", |indicator| indicator.unit.as_str())),
            row.year.to_string(),
            text(&row.target_text),
            row.target.map(plain).unwrap_or_default(),
            text(&row.actual_text),
            row.actual.map(plain).unwrap_or_default(),
            row.carried_from.map_or_else(String::new, |month| month.to_string()),
            row.rate.as_ref().and_then(|rate| rate.shown(&plan.bands.effect)).unwrap_or_default(),
            text(row.effect.word(&plan.bands)),
            row.effect_basis.word().to_owned(),
        ]);
    }
    rows
}

fn table(path: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Result<OutFile, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BOM.to_vec());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(&row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(OutFile { path: path.to_owned(), bytes })
}

/// A text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one.
fn text(given: &str) -> String {
    // A spreadsheet may drop blanks and line breaks before it looks for a formula.
    let start = given.trim_start();
    let begins_formula =
        given.starts_with(['\t', '\r']) || start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let rest = start.trim_start_matches(['+', '-', '－', '＋']);
    // `-` (nothing to report) and plain numbers such as `-9%` start no formula, and stay as they are printed.
    let harmless = start.chars().count() - rest.chars().count() <= 1
        && rest.chars().all(|c| c.is_ascii_digit() || ".,%".contains(c));
    if begins_formula && !harmless { format!("'{given}") } else { given.to_owned() }
}

#[cfg(test)]
mod tests {
    use crate::export::public::{table, text};

    #[test]
    fn what_a_spreadsheet_would_compute_is_guarded_and_nothing_else() {
        for formula in [
            "=1+1",
            "+81-1",
            "-2+3",
            "@SUM(A1)",
            "＝A1",
            "\t=1",
            "--1",
            "\n=1",
            " =1",
            "　＝1",
            "-cmd|' /C calc'!A0",
        ] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for innocent in ["-", "－", "-9%", "-1,200.5", "7,260人", "9%削減", "", "①窓口"] {
            assert_eq!(text(innocent), innocent);
        }
    }

    #[test]
    fn a_table_opens_as_utf_8_and_keeps_line_breaks_within_a_field() {
        let rows = vec![vec!["1-1-1".to_owned(), "一行目\n二行目".to_owned()]];
        let file = table("x.csv", &["整理番号", "課題"], rows).unwrap();
        let written = String::from_utf8(file.bytes).unwrap();
        assert_eq!(written, "\u{feff}整理番号,課題\r\n1-1-1,\"一行目\n二行目\"\r\n");
    }
}
