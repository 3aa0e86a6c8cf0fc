//! The plan's settings as named cells.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::plan::model::{ProjectEffect, Settings};
use crate::report::context::Report;
use crate::report::criteria::columns::{DefinedName, percent_format, width};
use crate::report::sheet_names;
use crate::sheet::address::cell_on;
use crate::sheet::table::{Formats, Value, put};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

/// A setting: its name, its value, and what it means.
type Setting = (&'static str, Value, &'static str);

/// Writes the settings and names their cells; returns the next row.
pub(super) fn write(
    sheet: &mut Worksheet,
    row: u32,
    section: usize,
    report: &Report,
    names: &mut Vec<DefinedName>,
) -> Result<u32, XlsxError> {
    let settings = &report.plan.settings;
    sheet.put_text(row, 0, format!("{section}　設定"), &style::section())?;
    let formats = Formats::default();
    let mut at = row + 1;
    for (name, value, meaning) in rows(settings).filter(|(name, ..)| is_used(report, name)) {
        sheet.put_merged(at, 0, at, 1, name, &formats.text)?;
        sheet.put_merged(at, 2, at, 3, "", &formats.text)?;
        let format = match &value {
            Value::Percent(share) => {
                let percent = share.saturating_mul(Decimal::ONE_HUNDRED);
                formats.centered.clone().set_num_format(percent_format(percent))
            }
            _ => formats.centered.clone(),
        };
        put(sheet, at, 2, &value, &format)?;
        sheet.put_merged(at, 4, at, 5, meaning, &formats.text)?;
        sheet.set_row_height(at, measure::row_height(&[(meaning, width(4..6))], style::SIZE))?;
        names.push((format!("設定_{name}"), cell_on(sheet_names::CRITERIA, at, 2)));
        at += 1;
    }
    Ok(at)
}

/// True unless the setting belongs to a judgment that the plan does not make.
fn is_used(report: &Report, name: &str) -> bool {
    name != PROJECT_EFFECT || report.effect.is_judged()
}

const PROJECT_EFFECT: &str = "事業の判定";

fn rows(settings: &Settings) -> impl Iterator<Item = Setting> {
    let choice = match settings.project_effect {
        ProjectEffect::Worst => "最も低い指標",
        ProjectEffect::Primary => "主指標",
    };
    [
        (
            "過大の目安",
            Value::Percent(settings.over_percent / Decimal::ONE_HUNDRED),
            "達成率がこれを超えるものは、目標の置き方の確認を求めます（検証結果 C05）。",
        ),
        (
            "桁違いの倍率",
            Value::Number(settings.slip_factor),
            "前の値や目標のこの倍率以上（または、この分の一以下）の値は、桁の間違いでないか確認を求めます（C02）。",
        ),
        (
            PROJECT_EFFECT,
            Value::centered(choice),
            "指標が複数ある事業の効果達成状況を、最も低い指標で決めるか、主指標（最初の指標）で決めるか。",
        ),
    ]
    .into_iter()
}
