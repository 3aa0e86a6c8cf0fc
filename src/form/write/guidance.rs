//! The dropdowns and messages of input cells.

use rust_xlsxwriter::{DataValidation, XlsxError};

use crate::form::content::{FormContent, ItemContent};
use crate::form::field::Field;
use crate::form::labels::WISHES;
use crate::form::schedule::Entry;
use crate::sheet::validation;
use crate::text::calendar::FiscalYear;

/// Returns the message and choices of an input cell of the report block.
pub(super) fn of_field(field: Field, content: &FormContent) -> Result<DataValidation, XlsxError> {
    if let Some(item) = content.items.iter().find(|item| field == Field::ProjectItem(item.at)) {
        return of_item(item);
    }
    let message = match field {
        Field::Progress => {
            "今期の状況を一覧から選んでください。「完了」は、事業全体が終わったときだけ選びます。"
        }
        Field::Activity => "今期までに行ったことを、具体的に記入してください。",
        Field::Reason => "計画より遅れているとき、目標に達しないときに、その理由を記入してください。",
        Field::NextStep => "今後の進め方を記入してください。遅れや未達のときは、挽回の方法も記入します。",
        Field::RevisionWish => "計画の内容を変えたいときは「あり」を選んでください。",
        Field::RevisionText => {
            "見直しの要望が「あり」のとき、どこをどのように変えたいかを、理由とともに記入してください。"
        }
        Field::UserVoice => "利用者から寄せられた意見があれば、記入してください。",
        Field::Confirmed => {
            "差戻し票で確認を求められた項目が記入のとおりで正しいとき、その番号を記入してください（例：C05）。"
        }
        _ => "そのほか、伝えたいことがあれば記入してください。",
    };
    let validation = said(content.label(field), &content.wording.in_sentence(message))?;
    match field {
        Field::Progress => choice(validation, &content.progress_choices),
        Field::RevisionWish => choice(validation, &WISHES.map(str::to_owned)),
        _ => Ok(validation),
    }
}

/// Returns the message and choices of an input cell of the schedule block.
pub(super) fn of_entry(entry: Entry, content: &FormContent) -> Result<DataValidation, XlsxError> {
    let own = content.schedule.iter().flat_map(|schedule| &schedule.items);
    if let Some(item) = own.into_iter().find(|item| entry == Entry::Item(item.at)) {
        return of_item(item);
    }
    let message = match entry {
        Entry::Forecast => {
            "年度末（3月末）にどこまで進む見込みかを、目標と同じ単位を付けて記入してください。"
        }
        Entry::SelfRating => {
            "目標の値だけでは達成の度合いを判定できないため、一覧から選んでください。年度の途中は空欄でかまいません。"
        }
        _ => {
            "基準月の末日現在の値を、目標と同じ単位を付けて記入してください。対象数は付けなくてかまいません。"
        }
    };
    let validation = said(content.wording.printed(entry.label()), &content.wording.in_sentence(message))?;
    match (&content.schedule, entry) {
        (Some(schedule), Entry::SelfRating) => choice(validation, &schedule.rating_choices),
        _ => Ok(validation),
    }
}

/// Returns the message and choices of a 追加項目.
fn of_item(item: &ItemContent) -> Result<DataValidation, XlsxError> {
    choice(said(&item.label, &item.message)?, &item.choices)
}

/// Returns the message of a cell that asks again for a past year's actual.
pub(super) fn of_open_year(year: FiscalYear, content: &FormContent) -> Result<DataValidation, XlsxError> {
    let message = format!(
        "{}の年度末の実績がまだ報告されていません。分かる場合は、目標と同じ単位を付けて記入してください。まだ分からないときは「公表待ち（○月）」のように、分かる月を記入してください。",
        year.label()
    );
    said(content.wording.printed(Entry::Actual.label()), &content.wording.in_sentence(&message))
}

/// Returns a message without choices.
pub(super) fn said(title: &str, message: &str) -> Result<DataValidation, XlsxError> {
    validation::message(title, message)
}

/// Adds a dropdown, unless the choices are too long for one.
fn choice(message: DataValidation, choices: &[String]) -> Result<DataValidation, XlsxError> {
    let Some(list) = validation::list(message.clone(), choices)? else { return Ok(message) };
    list.set_error_title("選択肢にありません")?.set_error_message("一覧にある言葉から選んでください。")
}
