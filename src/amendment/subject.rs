//! Reads the 項目 of a request: what the request concerns.

use crate::catalogue;
use crate::findings::{Kind, Role};
use crate::form::field::Field;
use crate::ids::IndicatorId;
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// What a request concerns within its project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A field of the plan.
    Field {
        /// The field.
        field: Field,
        /// The indicator's symbol, if the field is in the schedule block.
        indicator: Option<IndicatorId>,
        /// The fiscal years of a target or actual, ascending; otherwise empty.
        years: Vec<FiscalYear>,
    },
    /// An indicator that a form adds or leaves out.
    Indicator,
    /// A wish in prose.
    Wish,
}

/// The fields that a request can concern.
const FIELDS: [Field; 11] = [
    Field::Target,
    Field::Actual,
    Field::Name,
    Field::IndicatorName,
    Field::Issue,
    Field::Purpose,
    Field::Summary,
    Field::Department,
    Field::Measure,
    Field::Middle,
    Field::Policy,
];
/// The suffix of an item about the population of a target, which is in the cell of the target.
const POPULATION: &str = "の対象数";
/// Separates the fiscal years from the row.
const OF_YEAR: &str = "年度の";

/// Reads an item such as `2031年度～2033年度の目標①`, with or without a finding's code after it. `None` if
/// the program prints no such item.
pub(super) fn subject(item: &str) -> Option<Subject> {
    let (words, kind) = without_code(item);
    let words = fold::squash(&words);
    let of_wish = kind.is_some_and(|kind| kind.role == Role::Wish);
    if of_wish || words.starts_with("計画見直しの要望") || words.starts_with("見直しの内容") {
        return Some(Subject::Wish);
    }
    if words == "指標" || words == fold::squash("指標の追加・削除") {
        return Some(Subject::Indicator);
    }
    let words = words.strip_suffix(POPULATION).unwrap_or(&words);
    let (years, row) = match words.rsplit_once(OF_YEAR) {
        Some((years, row)) => (years_of(years)?, row),
        None => (Vec::new(), words),
    };
    let (field, symbol) =
        FIELDS.into_iter().find_map(|field| row.strip_prefix(field.label()).map(|rest| (field, rest)))?;
    let dated = matches!(field, Field::Target | Field::Actual);
    if dated == years.is_empty() || (!symbol.is_empty() && !field.in_schedule()) {
        return None;
    }
    let indicator = field.in_schedule().then(|| IndicatorId::new(symbol));
    Some(Subject::Field { field, indicator, years })
}

/// Splits the finding's code from the end of an item, which may be on a line of its own:
/// `2031年度の目標（P01）`.
fn without_code(item: &str) -> (String, Option<&'static Kind>) {
    let folded = fold::width(item.trim());
    let parts = folded.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let coded = parts.and_then(|(words, code)| Some((words, catalogue::kind(code)?)));
    match coded.filter(|(_, kind)| kind.is_request()) {
        Some((words, kind)) => (words.trim().to_owned(), Some(kind)),
        None => (folded, None),
    }
}

/// Reads `2031` or `2031年度～2033` as all years of the range.
fn years_of(text: &str) -> Option<Vec<FiscalYear>> {
    let mut ends = text.split(fold::is_tilde).map(|part| FiscalYear::parse(part.trim_end_matches("年度")));
    let first = ends.next()??;
    let last = match ends.next() {
        Some(last) => last?,
        None => first,
    };
    let years: Vec<FiscalYear> = std::iter::successors(Some(first), |year| Some(year.next()))
        .take_while(|year| *year <= last)
        .collect();
    (!years.is_empty() && years.len() < 100).then_some(years)
}

#[cfg(test)]
mod tests {
    use super::{Subject, subject};
    use crate::form::field::Field;
    use crate::ids::IndicatorId;
    use crate::text::calendar::FiscalYear;

    fn field(field: Field, symbol: Option<&str>, years: &[i32]) -> Option<Subject> {
        let years = years.iter().copied().map(FiscalYear::new).collect();
        Some(Subject::Field { field, indicator: symbol.map(IndicatorId::new), years })
    }

    #[test]
    fn printed_items_are_read_back() {
        for (item, expected) in [
            ("2031年度の目標①\n（P01）", field(Field::Target, Some("①"), &[2031])),
            ("2031年度の目標", field(Field::Target, Some(""), &[2031])),
            (
                "2031年度～2033年度の目標②の対象数（P04）",
                field(Field::Target, Some("②"), &[2031, 2032, 2033]),
            ),
            ("2022年度の実績（P02）", field(Field::Actual, Some(""), &[2022])),
            ("事業名称\n（P03）", field(Field::Name, None, &[])),
            ("指標名②（P03）", field(Field::IndicatorName, Some("②"), &[])),
            ("概要（P07）", field(Field::Summary, None, &[])),
            ("担当課", field(Field::Department, None, &[])),
            ("施策（P03）", field(Field::Measure, None, &[])),
            ("指標（P06）", Some(Subject::Indicator)),
            ("計画見直しの要望（R06）", Some(Subject::Wish)),
            ("計画見直しの要望（文章）\n（R06）", Some(Subject::Wish)),
            ("計画見直しの要望（文章）", Some(Subject::Wish)),
            ("目標①", None),
            ("2031年度の概要", None),
            ("そのほか", None),
        ] {
            assert_eq!(subject(item), expected, "{item}");
        }
    }
}
