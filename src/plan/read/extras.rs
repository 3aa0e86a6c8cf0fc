//! Reads 追加項目.

use super::basics::split;
use super::table::{Row, Table};
use crate::figure::{Figure, says_nothing};
use crate::findings::plan::{m01_id, m03_word, m05_unreadable, m12_unit};
use crate::form::field::Field;
use crate::form::labels::{Label, Labels};
use crate::plan::fault::Faults;
use crate::plan::model::{ExtraItem, ExtraKind, ExtraOwner, Subject};
use crate::plan::schema::{self, EXTRA_KINDS, EXTRA_OWNERS, SUBJECTS};
use crate::text::fold;

/// Reads 追加項目.
pub(super) fn items(table: &Table, faults: &mut Faults) -> Vec<ExtraItem> {
    let mut items: Vec<ExtraItem> = Vec::new();
    for row in table.rows() {
        let item = item(&row, faults);
        if item.name.is_empty() {
            continue;
        }
        if let Some(other) = taken(&item.name, &items) {
            let message = format!("項目「{}」は、{other}にもあります", item.name);
            row.fault(&m01_id::KIND, "項目", message, "ほかの名称にしてください", faults);
            continue;
        }
        items.push(item);
    }
    items
}

/// Returns the names of the items of a subject that the plan fills in.
pub(super) fn of_plan(items: &[ExtraItem], subject: Subject) -> Vec<&str> {
    let own = items.iter().filter(|item| item.subject == subject && item.owner == ExtraOwner::Plan);
    own.map(|item| item.name.as_str()).collect()
}

/// Checks the values of the plan's own items in a sheet's rows.
pub(super) fn check(table: &Table, items: &[ExtraItem], subject: Subject, faults: &mut Faults) {
    let of_plan = |item: &&ExtraItem| item.subject == subject && item.owner == ExtraOwner::Plan;
    let own: Vec<&ExtraItem> = items.iter().filter(of_plan).collect();
    for row in table.rows() {
        let texts = row.extra();
        for item in &own {
            let Some(text) = texts.get(&item.name).map(|text| text.trim()) else { continue };
            match &item.kind {
                ExtraKind::Choice(choices) if !says_nothing(text) && item.choice(text).is_none() => {
                    let message = format!("「{}」に「{text}」は使えません", item.name);
                    let help = format!("{} のいずれかを入力してください", choices.join("・"));
                    row.item_fault(&m03_word::KIND, &item.name, message, &help, faults);
                }
                ExtraKind::Number(unit)
                    if !says_nothing(text) && item.number(&Figure::parse(text, unit)).is_none() =>
                {
                    let message = format!("「{}」の「{text}」は数として読み取れません", item.name);
                    let help = "数は単位をそろえて入力してください。数でないときは、このままで構いません";
                    row.item_fault(&m12_unit::KIND, &item.name, message, help, faults);
                }
                ExtraKind::Text | ExtraKind::Number(_) | ExtraKind::Choice(_) => {}
            }
        }
    }
}

/// Adds the items that departments are asked for to the labels of the form.
pub(super) fn add_labels(items: &[ExtraItem], labels: &mut Labels) {
    for (at, item) in (0..=u8::MAX).zip(items).filter(|(_, item)| item.is_asked()) {
        let field = match item.subject {
            Subject::Project => Field::ProjectItem(at),
            Subject::Indicator => Field::IndicatorItem(at),
        };
        labels.add(&item.name, Label::Field(field));
        labels.add(&item.heading(), Label::Field(field));
    }
}

fn item(row: &Row, faults: &mut Faults) -> ExtraItem {
    let subject = row.word("対象", faults);
    let kind = row.word("種類", faults);
    let owner = row.word("記入", faults);
    let mut yes = |column: &str| row.word(column, faults).is_some();
    let (required, listed) = (yes("必須"), yes("一覧"));
    let (printed, public) = (yes("別冊"), yes("公開"));
    let choices = split(&row.prose("選択肢"));
    if kind == Some(EXTRA_KINDS[2]) && choices.len() < 2 {
        let help = "選択肢を2つ以上、「、」で区切って入力してください";
        let message = "種類が選択ですが、選択肢が足りません".to_owned();
        row.fault(&m05_unreadable::KIND, "選択肢", message, help, faults);
    }
    ExtraItem {
        name: fold::one_line(&row.text("項目")),
        subject: if subject == Some(SUBJECTS[1]) { Subject::Indicator } else { Subject::Project },
        kind: match kind {
            Some(word) if word == EXTRA_KINDS[1] => ExtraKind::Number(row.text("単位")),
            Some(word) if word == EXTRA_KINDS[2] => ExtraKind::Choice(choices),
            _ => ExtraKind::Text,
        },
        owner: if owner == Some(EXTRA_OWNERS[1]) { ExtraOwner::Department } else { ExtraOwner::Plan },
        required,
        listed,
        printed,
        public,
    }
}

/// Returns where a name is already used, in Japanese: for another item, a heading of the form, or a column of
/// the master.
fn taken(name: &str, items: &[ExtraItem]) -> Option<&'static str> {
    let key = fold::key(name);
    if items.iter().any(|item| fold::key(&item.name) == key) {
        return Some("ほかの行");
    }
    if Labels::default().recognise(name).is_some() {
        return Some("様式の見出し");
    }
    let sheets = [&schema::PROJECTS, &schema::INDICATORS];
    let mut columns = sheets.into_iter().flat_map(|sheet| sheet.columns);
    columns.any(|column| fold::key(column.name) == key).then_some("「事業」「指標」シートの列")
}
