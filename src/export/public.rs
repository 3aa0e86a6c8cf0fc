//! 公開用/*.csv: the tables for publication. They have no names of persons, contacts, remarks, or prose of
//! departments except the 追加項目 that may be published.

use crate::consolidate::Consolidation;
use crate::evaluate::model::{IndicatorAssessment, ProjectAssessment};
use crate::export::number::plain;
use crate::export::package::{self, Described, Field, Holds};
use crate::export::record_failure::record_failure;
use crate::failure::Failure;
use crate::ids::IndicatorId;
use crate::items::{self, Answer};
use crate::plan::Plan;
use crate::plan::model::{ExtraKind, Indicator, Measure, Policy, Project};
use crate::sheet::OutFile;

/// The byte order mark, by which Excel recognises UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// A column of a table for publication. `field` returns its field in a row.
#[derive(Clone, Copy)]
struct Column<F> {
    heading: &'static str,
    holds: Holds,
    description: &'static str,
    part: Part,
    field: F,
}

/// The part of a plan to which a column belongs. Columns of a part that the plan does not have are left out.
#[derive(Clone, Copy)]
enum Part {
    Facts,
    Effect,
    Progress,
    /// 中項目.
    Middle,
    /// 区分 of the rows.
    Level,
}

impl Part {
    fn is_made(self, plan: &Plan) -> bool {
        match self {
            Self::Facts => true,
            Self::Effect => plan.bands.judge_effect(),
            Self::Progress => plan.bands.judge_progress(),
            Self::Middle => plan.measures.iter().any(|measure| !measure.group.is_empty()),
            Self::Level => plan.has_other_levels(),
        }
    }
}

const fn column<F: Copy>(
    heading: &'static str,
    holds: Holds,
    description: &'static str,
    field: F,
) -> Column<F> {
    Column { heading, holds, description, part: Part::Facts, field }
}

/// Returns a column of a part that not every plan has.
const fn part<F: Copy>(
    part: Part,
    heading: &'static str,
    holds: Holds,
    description: &'static str,
    field: F,
) -> Column<F> {
    Column { part, ..column(heading, holds, description, field) }
}

/// A row of 事業.csv: a project.
struct ProjectRow<'a> {
    plan: &'a Plan,
    c: &'a Consolidation,
    project: &'a Project,
    measure: Option<&'a Measure>,
    policy: Option<&'a Policy>,
    assessment: Option<&'a ProjectAssessment>,
}

/// The function that returns a column's field in a row of 事業.csv.
type ProjectField = fn(&ProjectRow<'_>) -> String;

const PROJECT_COLUMNS: &[Column<ProjectField>] = &[
    column("基準月", Holds::YearMonth, "報告の基準月", |row| row.c.as_of.to_string()),
    column("整理番号", Holds::String, "個別事業の整理番号", |row| {
        text(&row.project.id.to_string())
    }),
    column("基本方針番号", Holds::String, "基本方針の番号", |row| {
        text(row.policy.map_or("", |policy| &policy.number))
    }),
    column("基本方針", Holds::String, "基本方針の名称", |row| {
        text(row.policy.map_or("", |policy| &policy.name))
    }),
    part(
        Part::Middle,
        "中項目",
        Holds::String,
        "基本方針と施策の間の段の番号と名称",
        |row| text(row.measure.map_or("", |measure| &measure.group)),
    ),
    column("施策番号", Holds::String, "施策の番号", |row| {
        text(row.measure.map_or("", |measure| &measure.number))
    }),
    column("施策", Holds::String, "施策の名称", |row| {
        text(row.measure.map_or("", |measure| &measure.name))
    }),
    column("事業名称", Holds::String, "個別事業の名称", |row| text(&row.project.name)),
    part(
        Part::Level,
        "区分",
        Holds::String,
        "事業の行か、施策・基本方針そのものの行か",
        |row| text(row.project.level.word()),
    ),
    column("担当課", Holds::String, "担当課（計画の表記のとおり）", |row| {
        text(&row.project.departments_text)
    }),
    column("課題", Holds::String, "計画に載る課題", |row| text(&row.project.issue)),
    column("目的", Holds::String, "計画に載る目的", |row| text(&row.project.purpose)),
    column("概要", Holds::String, "計画に載る概要", |row| text(&row.project.summary)),
    column("年度", Holds::Integer, "会計年度（4月から翌年3月まで）の始まる年", |row| {
        row.c.fiscal_year.to_string()
    }),
    part(Part::Effect, "効果達成状況", Holds::String, "目標に届いたかの判定", |row| {
        text(row.assessment.map_or("", |assessment| assessment.effect.word(&row.plan.bands)))
    }),
    part(Part::Progress, "進捗状況", Holds::String, "予定どおり進んでいるかの判定", |row| {
        text(row.assessment.map_or("", |assessment| assessment.progress.word(&row.plan.bands)))
    }),
];

/// A row of 進捗.csv: an indicator in a fiscal year.
struct IndicatorRow<'a> {
    plan: &'a Plan,
    c: &'a Consolidation,
    id: &'a IndicatorId,
    project: Option<&'a Project>,
    indicator: Option<&'a Indicator>,
    assessment: &'a IndicatorAssessment,
}

/// The function that returns a column's field in a row of 進捗.csv.
type IndicatorField = fn(&IndicatorRow<'_>) -> String;

const INDICATOR_COLUMNS: &[Column<IndicatorField>] = &[
    column("基準月", Holds::YearMonth, "報告の基準月", |row| row.c.as_of.to_string()),
    column("整理番号", Holds::String, "個別事業の整理番号", |row| {
        text(&row.assessment.project.to_string())
    }),
    column("事業名称", Holds::String, "個別事業の名称", |row| {
        text(row.project.map_or("", |project| &project.name))
    }),
    column(
        "指標記号",
        Holds::String,
        "事業に指標が2つ以上あるときの記号。1つのときは空の文字列",
        |row| text(row.id.symbol()),
    ),
    column("指標名", Holds::String, "指標の名称", |row| {
        text(row.indicator.map_or("", |indicator| &indicator.name))
    }),
    column("単位", Holds::String, "目標値と実績値の単位", |row| {
        text(row.indicator.map_or("", |indicator| &indicator.unit))
    }),
    column("年度", Holds::Integer, "会計年度（4月から翌年3月まで）の始まる年", |row| {
        row.assessment.year.to_string()
    }),
    column("目標", Holds::String, "目標（計画の表記のとおり）", |row| {
        text(&row.assessment.target_text)
    }),
    column("目標値", Holds::Number, "目標の数値。数値でない目標は空欄", |row| {
        row.assessment.target.map(plain).unwrap_or_default()
    }),
    column("実績", Holds::String, "実績（報告の表記のとおり）", |row| {
        text(&row.assessment.actual_text)
    }),
    column("実績値", Holds::Number, "実績の数値。報告のない実績は空欄", |row| {
        row.assessment.actual.map(plain).unwrap_or_default()
    }),
    column(
        "実績の時点",
        Holds::YearMonth,
        "以前の報告の実績を引き継いだときの、その基準月",
        |row| row.assessment.carried_from.map_or_else(String::new, |month| month.to_string()),
    ),
    column(
        "達成率（%）",
        Holds::Number,
        "目標に対する実績の割合（%）。計算できないときは空欄",
        |row| {
            let rate = row.assessment.rate.as_ref();
            rate.and_then(|rate| rate.shown(&row.plan.bands.effect)).unwrap_or_default()
        },
    ),
    part(Part::Effect, "効果達成状況", Holds::String, "目標に届いたかの判定", |row| {
        text(row.assessment.effect.word(&row.plan.bands))
    }),
    part(
        Part::Effect,
        "効果達成状況の根拠",
        Holds::String,
        "効果達成状況を何によって判定したか",
        |row| row.assessment.effect_basis.word().to_owned(),
    ),
];

/// The key of 事業.csv.
const PROJECT_KEY: &[&str] = &["基準月", "整理番号"];
/// The key of 進捗.csv.
const INDICATOR_KEY: &[&str] = &["基準月", "整理番号", "指標記号", "年度"];

/// Returns 事業.csv, 進捗.csv and the description; 追加項目.csv too if a 追加項目 may be published.
pub(super) fn tables(plan: &Plan, c: &Consolidation) -> Result<Vec<OutFile>, Failure> {
    let projects = plan.projects.iter().map(|project| {
        let measure = plan.measure(&project.measure);
        ProjectRow {
            plan,
            c,
            project,
            measure: measure.filter(|_| plan.is_below_policy(project)),
            policy: measure.and_then(|measure| plan.policy(&measure.policy)),
            assessment: c.assessment.project(&project.id),
        }
    });
    // A project without indicators has a row in 事業.csv only.
    let indicators = c.assessment.indicators.iter().filter_map(|assessment| {
        let id = assessment.indicator.as_ref()?;
        let project = plan.project(&assessment.project);
        let indicator = project.and_then(|project| project.indicator(id));
        Some(IndicatorRow { plan, c, id, project, indicator, assessment })
    });
    let project_columns = made(PROJECT_COLUMNS, plan);
    let indicator_columns = made(INDICATOR_COLUMNS, plan);
    let projects = table("公開用/事業.csv", &project_columns, projects).map_err(record_failure)?;
    let indicators = table("公開用/進捗.csv", &indicator_columns, indicators).map_err(record_failure)?;
    let items = public_items(plan, c);
    let has_items = plan.items.iter().any(|item| item.public);
    let items = table("公開用/追加項目.csv", ITEM_COLUMNS, items.iter()).map_err(record_failure)?;
    let mut described = vec![
        Described {
            name: "projects",
            title: "事業",
            fields: fields(&project_columns),
            key: PROJECT_KEY,
            refers: None,
            file: &projects,
        },
        Described {
            name: "progress",
            title: "進捗",
            fields: fields(&indicator_columns),
            key: INDICATOR_KEY,
            refers: Some((PROJECT_KEY, "projects")),
            file: &indicators,
        },
    ];
    if has_items {
        described.push(Described {
            name: "items",
            title: "追加項目",
            fields: fields(ITEM_COLUMNS),
            key: ITEM_KEY,
            refers: Some((PROJECT_KEY, "projects")),
            file: &items,
        });
    }
    let description = package::describe(plan, c, described).map_err(record_failure)?;
    let mut files = vec![projects, indicators, description];
    files.extend(has_items.then_some(items));
    Ok(files)
}

/// A row of 追加項目.csv: a 追加項目 of a project or an indicator.
struct ItemRow<'a> {
    c: &'a Consolidation,
    project: &'a Project,
    indicator: Option<&'a Indicator>,
    answer: Answer<'a>,
}

/// The function that returns a column's field in a row of 追加項目.csv.
type ItemField = fn(&&ItemRow<'_>) -> String;

const ITEM_COLUMNS: &[Column<ItemField>] = &[
    column("基準月", Holds::YearMonth, "報告の基準月", |row| row.c.as_of.to_string()),
    column("整理番号", Holds::String, "個別事業の整理番号", |row| {
        text(&row.project.id.to_string())
    }),
    column("指標記号", Holds::String, "指標の記号。事業の項目は空", |row| {
        text(row.indicator.map_or("", |indicator| indicator.id.symbol()))
    }),
    column("項目", Holds::String, "追加項目の名称", |row| text(&row.answer.item.name)),
    column("内容", Holds::String, "記入された内容", |row| text(&row.answer.text)),
    column("数値", Holds::Number, "数の項目の値", |row| {
        row.answer.number.map(plain).unwrap_or_default()
    }),
    column("単位", Holds::String, "数の項目の単位", |row| match &row.answer.item.kind {
        ExtraKind::Number(unit) => text(unit),
        ExtraKind::Text | ExtraKind::Choice(_) => String::new(),
    }),
];

/// The key of 追加項目.csv.
const ITEM_KEY: &[&str] = &["基準月", "整理番号", "指標記号", "項目"];

/// Returns the 追加項目 that may be published, project by project.
fn public_items<'a>(plan: &'a Plan, c: &'a Consolidation) -> Vec<ItemRow<'a>> {
    let mut rows = Vec::new();
    for project in plan.projects.iter().filter(|_| plan.items.iter().any(|item| item.public)) {
        let of_project = items::of_project(plan, c, project).into_iter().map(|answer| (None, answer));
        let of_indicators = project.indicators.iter().flat_map(|indicator| {
            let own = items::of_indicator(plan, c, project, indicator).into_iter();
            own.map(move |answer| (Some(indicator), answer))
        });
        let published = of_project.chain(of_indicators).filter(|(_, answer)| answer.item.public);
        rows.extend(published.map(|(indicator, answer)| ItemRow { c, project, indicator, answer }));
    }
    rows
}

/// Returns the columns of the parts that the plan has.
fn made<F: Copy>(columns: &[Column<F>], plan: &Plan) -> Vec<Column<F>> {
    columns.iter().filter(|column| column.part.is_made(plan)).copied().collect()
}

fn fields<F>(columns: &[Column<F>]) -> Vec<Field> {
    let field = |column: &Column<F>| Field {
        heading: column.heading,
        holds: column.holds,
        description: column.description,
    };
    columns.iter().map(field).collect()
}

fn table<F: Fn(&R) -> String, R>(
    path: &str,
    columns: &[Column<F>],
    rows: impl Iterator<Item = R>,
) -> Result<OutFile, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BOM.to_vec());
    writer.write_record(columns.iter().map(|column| column.heading))?;
    for row in rows {
        writer.write_record(columns.iter().map(|column| (column.field)(&row)))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(OutFile::plain(path, bytes))
}

/// Returns a text, prefixed with an apostrophe if a spreadsheet would take it for a formula.
fn text(given: &str) -> String {
    // A spreadsheet may drop blanks and line breaks before it looks for a formula.
    let start = given.trim_start();
    let begins_formula =
        given.starts_with(['\t', '\r']) || start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let rest = start.trim_start_matches(['+', '-', '－', '＋']);
    // `-` (nothing to report) and plain numbers such as `-9%` are not formulas and stay as they are.
    let harmless = start.chars().count() - rest.chars().count() <= 1
        && rest.chars().all(|c| c.is_ascii_digit() || ".,%".contains(c));
    if begins_formula && !harmless { format!("'{given}") } else { given.to_owned() }
}

#[cfg(test)]
mod tests {
    use crate::export::package::Holds;
    use crate::export::public::{Column, column, table, text};

    #[test]
    fn only_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe() {
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
        type FieldOf = fn(&&str) -> String;
        let columns: [Column<FieldOf>; 2] = [
            column("整理番号", Holds::String, "", |_| "1-1-1".to_owned()),
            column("課題", Holds::String, "", |row| (*row).to_owned()),
        ];
        let file = table("x.csv", &columns, ["一行目\n二行目"].into_iter()).unwrap();
        let written = String::from_utf8(file.bytes).unwrap();
        assert_eq!(written, "\u{feff}整理番号,課題\r\n1-1-1,\"一行目\n二行目\"\r\n");
    }
}
