//! Reads the sheets 計画, 設定, 判定区分 and 見出し語.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use workbook::{CellKind, Limits};

use super::table::{Row, Table};
use super::times;
use crate::findings::plan::{m01_id, m03_word, m04_missing, m05_unreadable, m18_unused};
use crate::form::labels::{Label, Labels};
use crate::plan::fault::Faults;
use crate::plan::model::{Band, Bands, ProjectEffect, Settings, WithoutTarget};
use crate::plan::schema::{Blank, Item, JUDGMENTS, PROJECT_EFFECTS, SEPARATORS, Shape, WITHOUT_TARGET};
use crate::text::calendar::Month;
use crate::text::{fold, numeral};

/// The items of 計画.
#[derive(Debug, Default)]
pub(super) struct Basics {
    pub(super) title: String,
    pub(super) volume_title: String,
    pub(super) version: String,
    pub(super) published: String,
    pub(super) organisation: String,
    pub(super) secretariat: String,
    pub(super) committee: String,
    pub(super) volume_note: String,
    /// The start and the end; `None` if either cannot be read or they are in the wrong order.
    pub(super) period: Option<(Month, Month)>,
}

/// Reads 計画.
pub(super) fn basics(table: &Table, faults: &mut Faults) -> Basics {
    let items = items(table, faults);
    let text = |name: &str| items.get(name).map(|row| row.text("内容")).unwrap_or_default();
    let volume_title = text("別冊名称");
    Basics {
        title: text("計画名称"),
        volume_title: if volume_title.is_empty() { "別冊".to_owned() } else { volume_title },
        version: text("版"),
        published: items.get("策定年月").map(published).unwrap_or_default(),
        organisation: text("団体名"),
        secretariat: text("事務局"),
        committee: text("委員会"),
        volume_note: text("別冊の注記"),
        period: period(&items, faults),
    }
}

/// Returns 策定年月 as printed. A date made by Excel is converted back to a month.
fn published(row: &Row) -> String {
    let text = row.text("内容");
    match row.cell("内容").map(|cell| &cell.kind) {
        Some(CellKind::Date { .. }) => times::day(&text)
            .filter(|date| date.day() == 1)
            .and_then(|date| date.in_month())
            .map_or(text, |month| month.to_string()),
        _ => text,
    }
}

fn period(items: &BTreeMap<&'static str, Row>, faults: &mut Faults) -> Option<(Month, Month)> {
    let mut month = |name: &str| {
        let row = items.get(name)?;
        let text = row.text("内容");
        let month = Month::parse(&text);
        if month.is_none() && !text.is_empty() {
            row.fault(
                &m05_unreadable::KIND,
                "内容",
                format!("{name}「{text}」を年月として読み取れません"),
                "「2024-04」のように入力してください",
                faults,
            );
        }
        month
    };
    let (start, end) = (month("計画期間開始"), month("計画期間終了"));
    let (start, end) = (start?, end?);
    if start > end {
        if let Some(row) = items.get("計画期間終了") {
            let message = format!("計画期間終了 {end} が計画期間開始 {start} より前です");
            row.fault(&m05_unreadable::KIND, "内容", message, "計画期間を直してください", faults);
        }
        return None;
    }
    Some((start, end))
}

/// Reads 設定. An item that is blank, missing or unreadable takes its default.
pub(super) fn settings(table: &Table, faults: &mut Faults) -> Settings {
    let items = items(table, faults);
    let default = Settings::default();
    let limit = Limits::default();
    let mut number = |name: &str, preset: u64| {
        let Some(row) = items.get(name) else { return preset };
        let text = row.text("内容");
        if text.is_empty() {
            return preset;
        }
        let found = figure(&text, &["MB", "秒", "枚", "個", "セル", "シート"])
            .filter(|number| number.is_integer() && *number >= Decimal::ONE)
            .and_then(|number| number.to_u64());
        if found.is_none() {
            unreadable(row, name, &text, "1以上の整数を入力してください", faults);
        }
        found.unwrap_or(preset)
    };
    let limits = Limits {
        file_mb: number("一ファイルの上限 MB", limit.file_mb),
        unpacked_mb: number("展開後の上限 MB", limit.unpacked_mb),
        cells: number("セル数の上限", limit.cells),
        sheets: number("シート数の上限", limit.sheets),
        seconds: number("読取秒数の上限", limit.seconds),
        memory_mb: number("読取メモリーの上限 MB", limit.memory_mb),
    };
    let mut above = |name: &str, least: u32, units: &[&str], help: &str, preset: Decimal| {
        let Some(row) = items.get(name) else { return preset };
        let text = row.text("内容");
        if text.is_empty() {
            return preset;
        }
        let found = figure(&text, units).filter(|number| *number > Decimal::from(least));
        if found.is_none() {
            unreadable(row, name, &text, help, faults);
        }
        found.unwrap_or(preset)
    };
    let over_percent = above(
        "過大の目安",
        100,
        &["%", "パーセント"],
        "「200%」のように、100%より大きい率を入力してください",
        default.over_percent,
    );
    let slip_factor = above(
        "桁違いの倍率",
        1,
        &["倍"],
        "「10」のように、1より大きい数を入力してください",
        default.slip_factor,
    );
    let without_target = match items.get("年度目標のない年").map(|row| fold::key(&row.text("内容")))
    {
        Some(text) if text == fold::key(WITHOUT_TARGET[1]) => WithoutTarget::StraightLine,
        Some(text) if text == fold::key(WITHOUT_TARGET[2]) => WithoutTarget::FinalTarget,
        _ => default.without_target,
    };
    let project_effect = match items.get("事業の判定").map(|row| row.text("内容")) {
        Some(text) if fold::key(&text) == fold::key(PROJECT_EFFECTS[1]) => ProjectEffect::Primary,
        _ => default.project_effect,
    };
    Settings { over_percent, slip_factor, project_effect, without_target, limits }
}

/// Returns the rows of a sheet of items by 項目. A missing required item is a fault.
fn items<'t, 'g>(table: &'t Table<'g>, faults: &mut Faults) -> BTreeMap<&'static str, Row<'t, 'g>> {
    let Shape::Items(declared) = &table.sheet.shape else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for row in table.rows() {
        let name = row.text("項目");
        let Some(item) = declared.iter().find(|item| same_item(item, &name)) else {
            if !name.is_empty() {
                let message = format!("項目「{name}」は使われません");
                faults.add(&m18_unused::KIND, table.sheet.name, row.pos("項目"), message);
            }
            continue;
        };
        if found.contains_key(item.name) {
            row.fault(
                &m01_id::KIND,
                "項目",
                format!("項目「{name}」が2つあります"),
                "どちらかを削除してください",
                faults,
            );
            continue;
        }
        check_item(item, &row, faults);
        found.insert(item.name, row);
    }
    // An older master lacks newer items, which take their defaults.
    let required = declared.iter().filter(|item| item.blank == Blank::Refused);
    for item in required.filter(|item| !found.contains_key(item.name)) {
        faults.add_with_help(
            &m04_missing::KIND,
            table.sheet.name,
            Some(table.heading_pos()),
            format!("項目「{}」がありません", item.name),
            "行を追加し、「項目」にこの名前を入力してください",
        );
    }
    found
}

fn check_item(item: &Item, row: &Row, faults: &mut Faults) {
    let text = row.text("内容");
    if item.blank == Blank::Refused && row.cell("内容").is_none() {
        row.fault(&m05_unreadable::KIND, "内容", format!("{}が空欄です", item.name), item.guidance, faults);
    }
    let allowed = item.words.is_empty() || item.words.iter().any(|word| fold::key(word) == fold::key(&text));
    if !allowed && !text.is_empty() {
        row.not_allowed("内容", item.words, faults);
    }
}

/// True if a name is that of the item. The unit `MB` at the end may be missing or in brackets.
fn same_item(item: &Item, name: &str) -> bool {
    let plain = |name: &str| {
        let key = fold::key(name);
        key.strip_suffix("mb").map(|rest| rest.trim_end_matches('(').to_owned()).unwrap_or(key)
    };
    let name = fold::key(name);
    let name = name.strip_suffix("(mb)").unwrap_or(&name);
    plain(item.name) == plain(name)
}

/// Reads a number, with or without one of the units after it.
fn figure(text: &str, units: &[&str]) -> Option<Decimal> {
    let folded = fold::squash(text);
    let bare = units.iter().find_map(|unit| folded.strip_suffix(unit)).unwrap_or(&folded);
    numeral::parse(bare)
}

fn unreadable(row: &Row, name: &str, text: &str, help: &str, faults: &mut Faults) {
    row.fault(&m05_unreadable::KIND, "内容", format!("{name}「{text}」を読み取れません"), help, faults);
}

/// Reads 判定区分.
pub(super) fn bands(table: &Table, faults: &mut Faults) -> Bands {
    let rows = table.rows();
    let mut effect = Vec::new();
    let mut progress = Vec::new();
    for row in &rows {
        match row.word("判定", faults) {
            Some(word) if word == JUDGMENTS[0] => effect.push(*row),
            Some(_) => progress.push(*row),
            None => {}
        }
    }
    let reserved_effect = ["要判断", "未報告", "年度途中", "対象外", "公表待ち"];
    let reserved_progress = ["未着手", "休止", "完了", "中止", "終了", "未報告"];
    if rows.is_empty() {
        faults.add_with_help(
            &m04_missing::KIND,
            table.sheet.name,
            Some(table.heading_pos()),
            "区分が1つもありません".to_owned(),
            "効果達成状況か進捗状況の区分を、よい順に入力してください",
        );
    }
    Bands {
        effect: band_list(&effect, &reserved_effect, faults),
        progress: band_list(&progress, &reserved_progress, faults),
    }
}

/// Reads the bands of a judgment; empty if the plan does not make it. If no band is marked 良好, the best one
/// is.
fn band_list(rows: &[Row], reserved: &[&str], faults: &mut Faults) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let is_computed = rows.iter().any(|row| !row.text("下限").is_empty());
    for (at, row) in rows.iter().enumerate() {
        let name = row.text("区分");
        if bands.iter().any(|band| fold::key(&band.name) == fold::key(&name)) {
            row.fault(
                &m01_id::KIND,
                "区分",
                format!("区分「{name}」が2つあります"),
                "名称を分けてください",
                faults,
            );
        } else if reserved.contains(&name.as_str()) {
            let message = format!("区分の名称に「{name}」は使えません（別の意味で使われます）");
            row.fault(&m01_id::KIND, "区分", message, "ほかの名称にしてください", faults);
        }
        let is_last = at + 1 == rows.len();
        let floor = if is_computed { floor(row, is_last, bands.last(), faults) } else { None };
        let needs_action = row.word("要対応", faults).is_some();
        let good = row.word("良好", faults).is_some();
        bands.push(Band { name, symbol: row.text("記号"), floor, needs_action, good });
    }
    if !bands.iter().any(|band| band.good)
        && let Some(best) = bands.first_mut()
    {
        best.good = true;
    }
    bands
}

/// Reads 下限: a percentage below that of the band before. Every band but the last has one.
fn floor(row: &Row, is_last: bool, before: Option<&Band>, faults: &mut Faults) -> Option<Decimal> {
    let text = row.text("下限");
    let mut fault =
        |message: String, help: &str| row.fault(&m05_unreadable::KIND, "下限", message, help, faults);
    if text.is_empty() {
        if !is_last {
            fault(
                "下限が空欄です（空欄にできるのは最後の区分だけです）".to_owned(),
                "「80%」のように入力してください。計算しない判定では、すべての下限を空欄にします",
            );
        }
        return None;
    }
    if is_last {
        fault("最後の区分に下限があります".to_owned(), "最後の区分の下限は空欄にしてください");
        return None;
    }
    let Some(number) = percentage(&text).filter(|number| *number >= Decimal::ZERO) else {
        fault(format!("下限「{text}」を率として読み取れません"), "「80%」のように入力してください");
        return None;
    };
    if before.and_then(|band| band.floor).is_some_and(|floor| floor <= number) {
        fault(
            format!("下限「{text}」が前の区分の下限以上です"),
            "よい順に、下限の大きい区分から並べてください",
        );
    }
    Some(number)
}

/// Reads a percentage: with its sign, or a bare number above 2. A bare 0.8 or 1 may be a fraction and is
/// refused.
pub(super) fn percentage(text: &str) -> Option<Decimal> {
    let folded = fold::squash(text);
    match folded.strip_suffix('%') {
        Some(number) => numeral::parse(number),
        None => numeral::parse(&folded).filter(|number| *number > Decimal::from(2)),
    }
}

/// Reads 見出し語.
pub(super) fn labels(table: &Table, faults: &mut Faults) -> Labels {
    let mut labels = Labels::default();
    for row in &table.rows() {
        let standard = row.text("標準の見出し");
        let Some((label, _)) =
            Labels::default().recognise(&standard).map(|(label, symbol)| (label.clone(), symbol))
        else {
            if !standard.is_empty() {
                let message = format!("「{standard}」は様式の見出しではありません");
                row.fault(&m03_word::KIND, "標準の見出し", message, "一覧から選んでください", faults);
            }
            continue;
        };
        for alias in split(&row.prose("別名")) {
            match labels.recognise(&alias) {
                Some((other, _)) if *other != label => {
                    let message = format!("別名「{alias}」は、ほかの見出しにも使われています");
                    row.fault(&m01_id::KIND, "別名", message, "どちらか一方だけに入力してください", faults);
                }
                _ => labels.add(&alias, label.clone()),
            }
        }
        issued_word(row, &standard, &label, &mut labels, faults);
    }
    labels
}

/// Reads 様式での表記, the word printed on forms. It must not belong to another heading.
fn issued_word(row: &Row, standard: &str, label: &Label, labels: &mut Labels, faults: &mut Faults) {
    let issued = row.text("様式での表記");
    if issued.is_empty() {
        return;
    }
    let symbol = fold::split_symbol(&fold::label(&issued)).1.to_owned();
    let taken = labels.recognise(&issued).is_some_and(|(other, _)| other != label);
    let is_word = issued.chars().any(char::is_alphabetic);
    let (message, help) = if taken {
        (
            format!("様式での表記「{issued}」は、ほかの見出しにも使われています"),
            "ほかの見出しと違う言葉を入力してください",
        )
    } else if !symbol.is_empty() || !is_word {
        (
            format!("様式での表記「{issued}」は見出しとして読み取れません"),
            "番号や記号の付かない言葉を入力してください",
        )
    } else {
        labels.issue_as(standard, &issued);
        return;
    };
    row.fault(&m01_id::KIND, "様式での表記", message, help, faults);
}

/// Splits a list at 、 ， , and line breaks; leaves out empty parts.
pub(super) fn split(text: &str) -> Vec<String> {
    text.split(SEPARATORS).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{figure, same_item, split};
    use crate::plan::schema::{SETTINGS, Shape};

    #[test]
    fn a_setting_may_have_its_unit_in_the_name_or_the_value() {
        let Shape::Items(items) = &SETTINGS.shape else { panic!("設定 holds items") };
        let file = items.iter().find(|item| item.name == "一ファイルの上限 MB").unwrap();
        assert!(same_item(file, "一ファイルの上限"));
        assert!(same_item(file, "一ファイルの上限（ＭＢ）"));
        assert!(!same_item(file, "展開後の上限"));
        assert_eq!(figure("20 MB", &["MB"]).unwrap().to_string(), "20");
        assert_eq!(figure("200,000", &["MB"]).unwrap().to_string(), "200000");
    }

    #[test]
    fn a_list_is_split_at_commas_and_not_at_middle_dots() {
        assert_eq!(split("中・高等学校、A課，B課, C課"), ["中・高等学校", "A課", "B課", "C課"]);
    }
}
