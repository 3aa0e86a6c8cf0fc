//! Forms written and read back, unchanged and after everything that people do to sheets.

mod choices;
mod contested;
mod edit;
mod everyday;
mod foreign;
mod formless_sheets;
mod issued;
mod misspelt;
mod mutated;

use std::collections::BTreeMap;

use workbook::Grid;

use crate::form::content::{FormContent, IndicatorContent, ScheduleContent, SpanText};
use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::{CellRole, RawForm};
use crate::form::read::read_forms;
use crate::form::wording::Wording;
use crate::form::write::{self, Cover, Guide};
use crate::intake;
use crate::text::calendar::{FiscalYear, Month};

pub(super) fn span(from: i32, to: i32, text: &str) -> SpanText {
    SpanText { from: FiscalYear::new(from), to: FiscalYear::new(to), text: text.to_owned() }
}

pub(super) fn indicator(symbol: &str, name: &str) -> IndicatorContent {
    IndicatorContent {
        symbol: symbol.to_owned(),
        name: name.to_owned(),
        targets: vec![
            span(2030, 2030, "150手続／800手続"),
            span(2031, 2031, "400手続"),
            span(2032, 2033, "拡大"),
        ],
        actuals: vec![span(2030, 2030, "125手続")],
        previous: "380手続".to_owned(),
        forecast: String::new(),
        self_rating: None,

        items: BTreeMap::new(),
        filled_by: None,
        open_years: std::collections::BTreeMap::new(),
    }
}

pub(super) fn content(indicators: Vec<IndicatorContent>) -> FormContent {
    FormContent {
        wording: Wording::default(),
        plan_version: "第2版".to_owned(),
        month: Month::parse_iso("2031-12").unwrap(),
        sender: "みどり課".to_owned(),
        issue_number: 1,
        id: "1-1-1".to_owned(),
        policy: "1 暮らしの向上".to_owned(),
        middle: String::new(),
        measure: "1-1 手続の改善".to_owned(),
        name: "手続の改善".to_owned(),
        issue: "窓口へ行かなければ手続ができないことが課題です。".to_owned(),
        purpose: "都合に合わせて手続ができるようにします。".to_owned(),
        summary: "受け付ける手続を増やします。".to_owned(),
        departments: "みどり課、あおい課ほか".to_owned(),
        schedule: (!indicators.is_empty()).then(|| ScheduleContent {
            heading: "指標とスケジュール".to_owned(),
            years: (2030..2034).map(FiscalYear::new).collect(),
            current: Some(FiscalYear::new(2031)),
            rating_choices: ["達成", "概ね達成", "未達"].map(str::to_owned).to_vec(),

            wording: Wording::default(),
            items: Vec::new(),
            indicators,
        }),
        report_of: None,
        report: BTreeMap::new(),
        progress_choices: ["未着手", "順調", "遅れ", "完了"].map(str::to_owned).to_vec(),

        items: Vec::new(),

        about: String::new(),
        marks: Vec::new(),
        sender_requests: Vec::new(),
        corrections: Vec::new(),
    }
}

/// Returns the form as a department fills it in.
pub(super) fn filled(mut content: FormContent) -> FormContent {
    for field in [
        Field::Progress,
        Field::Activity,
        Field::Reason,
        Field::NextStep,
        Field::RevisionWish,
        Field::RevisionText,
        Field::UserVoice,
        Field::Confirmed,
        Field::Note,
    ] {
        content.report.insert(field, format!("{}の記入", field.key()));
    }
    for indicator in content.schedule.iter_mut().flat_map(|schedule| &mut schedule.indicators) {
        indicator.actuals.push(span(2031, 2031, "411手続"));
        indicator.forecast = "420手続".to_owned();
        indicator.self_rating = indicator.self_rating.as_ref().map(|_| "達成".to_owned());
    }
    content
}

pub(super) fn cover() -> Cover {
    Cover {
        organisation: "みなと市".to_owned(),
        plan_title: "実行計画".to_owned(),
        secretariat: "企画課".to_owned(),
        department: "みどり課".to_owned(),
        month: Month::parse_iso("2031-12").unwrap(),
        deadline: None,
        guide: Guide {
            on_schedule: Some("順調".to_owned()), self_rating: true, wording: Wording::default()
        },
    }
}

/// Returns the sheet of a written form.
pub(super) fn written(content: &FormContent) -> Grid {
    let bytes = write::book(&cover(), std::slice::from_ref(content)).unwrap().bytes;
    intake::sheets_of(&bytes).pop().unwrap()
}

/// Returns the only form of a sheet.
pub(super) fn only(grid: &Grid) -> RawForm {
    let mut forms = read_forms(grid, &Labels::default());
    assert_eq!(forms.len(), 1);
    let form = forms.pop().unwrap();
    assert_accounted(grid, std::slice::from_ref(&form));
    form
}

/// Asserts that every cell of the sheet has exactly one role, and that the value a cell belongs to lists the
/// cell.
pub(super) fn assert_accounted(grid: &Grid, forms: &[RawForm]) {
    let mut cells: Vec<_> = forms.iter().flat_map(|form| form.cells.iter().map(|(pos, _)| *pos)).collect();
    cells.sort_unstable();
    assert_eq!(cells, grid.cells.keys().copied().collect::<Vec<_>>());
    for form in forms {
        for (pos, role) in &form.cells {
            if let CellRole::Value(at) = role {
                assert!(form.values[*at].cells.contains(pos), "{pos:?}");
            }
        }
    }
}

/// Returns the values of a form without their cells.
pub(super) fn said(form: &RawForm) -> Vec<(Field, String, String, String)> {
    form.values
        .iter()
        .map(|value| {
            let symbol = value.indicator.map(|at| form.indicators[at].symbol.clone()).unwrap_or_default();
            let year = value.year.map(|year| year.to_string()).unwrap_or_default();
            (value.field, symbol, year, value.cell.text.clone())
        })
        .collect()
}

/// Returns the values that a form was written with.
pub(super) fn meant(content: &FormContent) -> Vec<(Field, String, String, String)> {
    let mut all = Vec::new();
    let mut once = |field: Field, text: &str| {
        if !text.is_empty() {
            all.push((field, String::new(), String::new(), text.to_owned()));
        }
    };
    once(Field::Id, &content.id);
    once(Field::Policy, &content.policy);
    once(Field::Middle, &content.middle);
    once(Field::Measure, &content.measure);
    once(Field::Name, &content.name);
    once(Field::Issue, &content.issue);
    once(Field::Purpose, &content.purpose);
    once(Field::Summary, &content.summary);
    once(Field::Department, &content.departments);
    for (field, text) in &content.report {
        once(*field, text);
    }
    let Some(schedule) = &content.schedule else { return all };
    for indicator in &schedule.indicators {
        let mut add = |field: Field, year: String, text: &str| {
            if !text.is_empty() {
                all.push((field, indicator.symbol.clone(), year, text.to_owned()));
            }
        };
        add(Field::IndicatorName, String::new(), &indicator.name);
        for (field, spans) in [(Field::Target, &indicator.targets), (Field::Actual, &indicator.actuals)] {
            for span in spans {
                for year in span.from.year()..=span.to.year() {
                    add(field, year.to_string(), &span.text);
                }
            }
        }
        let current = schedule.current.unwrap().to_string();
        add(Field::Forecast, current.clone(), &indicator.forecast);
        add(Field::SelfRating, current, indicator.self_rating.as_deref().unwrap_or_default());
    }
    all
}
