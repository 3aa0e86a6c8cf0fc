//! Finds texts that departments typed into cells that are not theirs to fill in: 前回値, 目標, and the
//! actuals of later years. Those in 前回値 and later years are kept as text outside the fields (S09). A
//! number in 前回値 or 目標 is named where the actual is blank (V01).

use std::collections::{BTreeMap, BTreeSet};

use workbook::RemarkKind;

use crate::figure::{Figure, FigureKind, NumberSource};
use crate::form::field::Field;
use crate::form::raw::{CellRole, RawRemark};
use crate::form::schedule::Entry;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::model::{Indicator, Plan, Project};
use crate::returns::{Return, TypedOver, Value};
use crate::sources::CellRef;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The actuals that were returned for an indicator and fiscal year, each with its month.
type Returned = BTreeMap<(ProjectId, IndicatorId, FiscalYear), Vec<(Month, String)>>;

/// Finds the typed texts of all returns. 前回値 is issued with an actual of an earlier month, so a text that
/// no earlier return has was typed. Without returns of an earlier month of the fiscal year the issued text is
/// unknown: then a plain value counts as issued, and anything else as typed.
pub(super) fn record(plan: &Plan, returns: &mut [Return]) {
    let returned = returned(returns);
    let months: BTreeSet<Month> = returned.values().flatten().map(|(month, _)| *month).collect();
    for ret in returns.iter_mut().filter(|ret| !ret.refused) {
        let Some((project, month)) = ret.project.as_ref().and_then(|id| plan.project(id)).zip(ret.month)
        else {
            continue;
        };
        let first = plan.first_month_of(month.fiscal_year());
        let is_known = months.range(..month).next_back().is_some_and(|last| *last >= first);
        let returned = is_known.then_some(&returned);
        let previous = in_previous(project, ret, month, returned);
        for typed in &previous {
            if let Some((_, role)) = ret.raw.cells.iter_mut().find(|(pos, _)| *pos == typed.at.pos) {
                *role = CellRole::Outside;
            }
        }
        let to_come: Vec<TypedOver> =
            ret.values.iter().filter_map(|value| memo_of_year_to_come(project, value, month)).collect();
        for typed in previous.iter().chain(&to_come) {
            ret.raw.remarks.push(RawRemark {
                kind: RemarkKind::Outside,
                text: typed.text.clone(),
                pos: Some(typed.at.pos),
                elsewhere: None,
            });
        }
        let targets = ret.values.iter().filter_map(|value| in_target(project, value, month));
        let targets: Vec<TypedOver> = targets.collect();
        ret.typed_over = previous.into_iter().chain(targets).collect();
    }
}

fn returned(returns: &[Return]) -> Returned {
    let mut returned = Returned::new();
    for ret in returns {
        let month = ret.month.or(ret.stated_month).or(ret.months.first().copied());
        let Some((project, month)) = ret.project.as_ref().zip(month) else { continue };
        for value in ret.values.iter().filter(|value| value.key.field == Field::Actual) {
            let Some((indicator, year)) = value.key.indicator.clone().zip(value.key.year) else { continue };
            let texts = returned.entry((project.clone(), indicator, year)).or_default();
            texts.push((month, value.text.clone()));
        }
    }
    returned
}

/// Returns what was typed into the rows of 前回値. `returned` is `None` without an earlier month of the year.
fn in_previous(project: &Project, ret: &Return, month: Month, returned: Option<&Returned>) -> Vec<TypedOver> {
    let typed = ret.raw.previous.iter().filter_map(|cell| {
        let id = ret.indicators.get(cell.indicator)?;
        let key = (project.id.clone(), id.clone(), cell.year);
        let is_issued = match returned {
            Some(returned) => {
                let known = returned.get(&key).into_iter().flatten();
                known.filter(|(of, _)| *of < month).any(|(_, text)| bare(text) == bare(&cell.text))
            }
            // The columns of other years are issued blank.
            None => cell.year == month.fiscal_year() && is_plain(project.indicator(id), &cell.text),
        };
        (!is_issued && !fold::is_blank(&cell.text)).then(|| TypedOver {
            indicator: id.clone(),
            label: Entry::Previous.label().to_owned(),
            text: cell.text.clone(),
            has_number: has_number(project.indicator(id), &cell.text),
            at: CellRef { sheet: ret.sheet, pos: cell.pos },
        })
    });
    typed.collect()
}

/// Returns a number that was typed over this year's target.
fn in_target(project: &Project, value: &Value, month: Month) -> Option<TypedOver> {
    let id = value.key.indicator.as_ref().filter(|_| value.key.field == Field::Target)?;
    let year = value.key.year.filter(|year| *year == month.fiscal_year())?;
    let indicator = project.indicator(id)?;
    let planned = indicator.target(year)?;
    let differs = fold::prose(&planned.text) != fold::prose(&value.text);
    (differs && has_number(Some(indicator), &value.text)).then_some(())?;
    Some(TypedOver {
        indicator: id.clone(),
        label: Field::Target.label().to_owned(),
        text: value.text.clone(),
        has_number: true,
        at: value.at()?,
    })
}

/// Returns a memo: words in the actual of a later year, for an indicator with numbers.
fn memo_of_year_to_come(project: &Project, value: &Value, month: Month) -> Option<TypedOver> {
    let id = value.key.indicator.as_ref().filter(|_| value.key.field == Field::Actual)?;
    let indicator = project.indicator(id)?;
    let year = value.key.year.filter(|year| *year > month.fiscal_year())?;
    let planned = indicator
        .years
        .get(&year)
        .is_some_and(|cells| fold::key(&cells.actual.text) == fold::key(&value.text));
    let figure = value.figure.as_ref()?;
    (indicator.holds_memo(figure) && !planned).then_some(())?;
    let label = format!("{}の{}", year.label(), Field::Actual.label());
    Some(TypedOver {
        indicator: id.clone(),
        label,
        text: value.text.clone(),
        has_number: false,
        at: value.at()?,
    })
}

/// True for a dash, and for a figure alone or followed by a time (`318手続（12月末）`).
fn is_plain(indicator: Option<&Indicator>, text: &str) -> bool {
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    let squashed = fold::squash(text);
    let (value, time) = squashed.split_once(['(', '※']).unwrap_or((&squashed, ""));
    let is_time = time.chars().all(|c| c.is_ascii_digit() || "年度月末日元令和時点現在/.)".contains(c));
    let figure = Figure::parse(value, unit);
    let is_value =
        figure.kind == FigureKind::Quantity && figure.source == NumberSource::Whole && figure.note.is_empty();
    is_time && (is_value || figure.says_nothing())
}

fn has_number(indicator: Option<&Indicator>, text: &str) -> bool {
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    Figure::parse(text, unit).quantity.is_some()
}

/// Returns the form in which texts of 前回値 are compared: without white space, and without the remark after
/// the value (the time of an interim value).
fn bare(text: &str) -> String {
    let squashed = fold::squash(text);
    squashed.split(['(', '※']).next().filter(|bare| !bare.is_empty()).unwrap_or(&squashed).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, Form, codes, form, plan, run, said};

    /// Consolidates December's return with 318手続, this month's with a change, and the other project's.
    fn after_december(change: impl Fn(Form) -> Form) -> crate::consolidate::Consolidation {
        let plan = plan();
        let december = form(&plan, "1-1-1", "2031-12").actual(0, "318手続").actual(1, "60%");
        let now = change(form(&plan, "1-1-1", AS_OF));
        run(&plan, vec![december, now, form(&plan, "1-1-2", AS_OF)])
    }

    #[test]
    fn a_previous_value_as_issued_gives_no_finding() {
        for text in ["318手続", "３１８ 手続", "318手続（12月末）"] {
            assert!(
                codes(&after_december(|form| form.previous(0, 2031, text)).findings).is_empty(),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_typed_over_a_previous_value_is_kept_and_listed() {
        let c = after_december(|form| form.previous(0, 2031, "420手続"));
        assert_eq!(
            said(&c.findings),
            ["S09 様式の欄の外に記載があります（「420手続」）。事務局確認表の「記述」に載せました"]
        );
        assert!(c.remarks.iter().any(|remark| remark.text == "420手続"));
        // The column of another year is issued blank.
        let c = after_december(|form| form.previous(1, 2033, "5月に確定"));
        assert_eq!(codes(&c.findings), ["S09"]);
    }

    #[test]
    fn without_an_earlier_month_a_plain_value_counts_as_issued_and_words_are_listed() {
        let plan = plan();
        let alone = |year: i32, text: &str| {
            let now = form(&plan, "1-1-1", AS_OF).previous(0, year, text);
            codes(&run(&plan, vec![now, form(&plan, "1-1-2", AS_OF)]).findings)
        };
        for text in ["318手続", "３１８", "1,318手続（12月末）", "318手続（令和13年12月末現在）", "-"]
        {
            assert!(alone(2031, text).is_empty(), "{text}");
        }
        for text in ["5月に確定", "318手続から増えた", "318手続（課長確認済み）", "420手続に訂正します"]
        {
            assert_eq!(alone(2031, text), ["S09"], "{text}");
        }
        // The column of another year is issued blank.
        assert_eq!(alone(2033, "318手続"), ["S09"]);
    }

    #[test]
    fn a_previous_value_that_no_earlier_return_gave_is_listed() {
        let plan = plan();
        let other = form(&plan, "1-1-2", "2031-12");
        let now = form(&plan, "1-1-1", AS_OF).previous(0, 2031, "318手続");
        assert_eq!(codes(&run(&plan, vec![other, now, form(&plan, "1-1-2", AS_OF)]).findings), ["S09"]);
    }

    #[test]
    fn v01_names_a_number_typed_over_a_printed_text() {
        let c = after_december(|form| form.actual(0, "").previous(0, 2031, "420手続"));
        let told = said(&c.findings);
        assert!(
            told.contains(
                &"V01 2031年度の実績①が記入されていません（目標は「400手続／800手続」、前回値の欄に「420手続」の記入があります）".to_owned()
            ),
            "{told:?}"
        );
        let c = after_december(|form| form.actual(0, "").of_year(Field::Target, 0, 2031, "420手続"));
        let told = said(&c.findings);
        assert!(
            told.iter().any(|text| text.ends_with("、目標の欄に「420手続」の記入があります）")),
            "{told:?}"
        );
    }

    #[test]
    fn in_a_later_year_a_memo_is_listed_and_a_number_draws_v13() {
        let of = |text: &'static str| {
            codes(&after_december(|form| form.of_year(Field::Actual, 0, 2032, text)).findings)
        };
        assert_eq!(of("窓口の改修後に着手"), ["S09"]);
        assert_eq!(of("450手続"), ["V13"]);
    }
}
