//! Labels with a hint: `実績（3月末）`, `取組内容（200字以内）`, `令和4年度実績`. They are read if the form
//! lacks the label itself. A hint that names another time than the form's makes the label doubtful, which is
//! reported (S10).

use crate::form::field::Control;
use crate::form::labels::{Label, Labels};
use crate::form::read::found_label::FoundLabel;
use crate::form::read::misspelt::{by_part, is_lacking, is_value};
use crate::form::read::recognise::{Recognised, recognise, without_hint};
use crate::form::read::sheet::{Folded, PieceId, Sheet};
use crate::form::read::years::year_of;
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold;

/// The longest label with a hint, in characters.
const LONGEST: usize = 40;
/// Words in a hint that change the meaning of its label: `実績（前年度）` is not this year's 実績.
const OTHER: [&str; 16] = [
    "前年", "昨年", "前回", "前期", "前々", "翌年", "次年", "来年", "次期", "見込", "予定", "予測", "全国",
    "県内", "他", "旧",
];

/// Returns the labels with a hint on a sheet whose other labels are known.
pub(super) fn find(sheet: &Sheet<'_>, labels: &Labels, found: &[FoundLabel]) -> Vec<FoundLabel> {
    let month = stated_month(sheet, found);
    let by_part = by_part(found);
    let mut hinted = Vec::new();
    for (id, piece) in sheet.pieces() {
        if by_part.contains_key(&id) {
            continue;
        }
        let Some((recognised, hint)) = split(labels, sheet.folded(id), piece.text()) else { continue };
        if is_value(sheet, piece, &by_part) || says_other(labels, &hint) {
            continue;
        }
        let label = FoundLabel {
            label: recognised.label,
            symbol: recognised.symbol,
            number: recognised.number,
            misspelt: names_other_time(&hint, month),
            parts: vec![id],
            first: piece.first,
            last: piece.last,
        };
        if !is_year_heading(sheet, id, &hint) && is_lacking(&label, found) {
            hinted.push(label);
        }
    }
    hinted
}

/// Splits a text into its label and its hint. `None` if it is no label or has no hint.
fn split(labels: &Labels, folded: &Folded, text: &str) -> Option<(Recognised, String)> {
    if folded.squashed.is_empty() || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    // A symbol follows its label. One in front begins an indicator's name (`②目標※窓口`).
    if text.trim_start().starts_with(fold::is_circled) {
        return None;
    }
    let may_have_hint = folded.squashed.contains(|c: char| "(【〔[<〈※*".contains(c));
    if may_have_hint && let (outer, Some(hint)) = without_hint(text) {
        let recognised = recognise(labels, &outer, &Folded::new(&outer))?;
        return may_carry_hint(&recognised.label).then_some((recognised, hint));
    }
    // A label with a year before it begins like a year; other texts are not searched.
    let begins_like_year = |c: char| c.is_ascii_digit() || "令平昭大明西RHSTMrhstmFf".contains(c);
    let (label, symbol, before) =
        folded.label.starts_with(begins_like_year).then(|| labels.find_at_end(&folded.label))??;
    let year = before.trim_end_matches('の').trim_end_matches('末');
    FiscalYear::parse(year)?;
    let recognised = Recognised { label: label.clone(), symbol, number: None };
    matches!(label, Label::Previous | Label::Field(_)).then(|| (recognised, before.to_owned()))
}

fn may_carry_hint(label: &Label) -> bool {
    !matches!(label, Label::Heading | Label::Correction)
}

/// True if a hint changes the meaning of its label: it has a word of [`OTHER`] or is another label.
fn says_other(labels: &Labels, hint: &str) -> bool {
    OTHER.iter().any(|word| hint.contains(word)) || labels.recognise(hint).is_some()
}

/// True if a hint names a month or fiscal year other than the form's own. False for a hint without a time.
fn names_other_time(hint: &str, own: Option<Month>) -> bool {
    let Some(own) = own else { return false };
    let year = hint.trim_end_matches('の').trim_end_matches(['現', '在']);
    if let Some(year) = FiscalYear::parse(year.trim_end_matches('末')) {
        return year != own.fiscal_year();
    }
    let month =
        Month::stated(hint, Some(own.fiscal_year()), |month| month.fiscal_year() == own.fiscal_year());
    month.is_some_and(|month| month != own)
}

/// True if a text with a year is in a row with other years, and so heads a column.
fn is_year_heading(sheet: &Sheet<'_>, id: PieceId, hint: &str) -> bool {
    let own_row = sheet.piece(id).first.row;
    FiscalYear::parse(hint.trim_end_matches('の')).is_some()
        && sheet
            .row(own_row)
            .any(|(other, piece)| other != id && piece.cell.is_some() && year_of(&piece).is_some())
}

/// Returns the month in 基準月; `None` if the forms of the sheet name different months.
fn stated_month(sheet: &Sheet<'_>, found: &[FoundLabel]) -> Option<Month> {
    let labels = found.iter().filter(|label| label.label == Label::Control(Control::Month));
    let mut months: Vec<Month> = labels
        .filter_map(|label| {
            let mut right = sheet.row(label.first.row).filter(|(_, piece)| piece.first.col > label.last.col);
            let (_, piece) = right.find(|(_, piece)| piece.cell.is_some())?;
            Month::parse(piece.text())
        })
        .collect();
    months.sort_unstable();
    months.dedup();
    match months.as_slice() {
        [month] => Some(*month),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::form::labels::Labels;
    use crate::form::read::hinted::{names_other_time, says_other, split};
    use crate::form::read::sheet::Folded;
    use crate::text::calendar::Month;

    fn label_of(text: &str) -> Option<(&'static str, String, String)> {
        let (found, hint) = split(&Labels::default(), &Folded::new(text), text)?;
        Some((found.label.word(), found.symbol, hint))
    }

    #[test]
    fn a_hint_is_split_off() {
        for (text, word, symbol, hint) in [
            ("実績（3月末）", "実績", "", "3月末"),
            ("実績①（3月末時点）", "実績", "①", "3月末時点"),
            ("実績（3月末）②", "実績", "②", "3月末"),
            ("２　取組内容（200字以内）", "取組内容", "", "200字以内"),
            ("取組内容\n※200字以内", "取組内容", "", "200字以内"),
            ("備考【任意】", "備考", "", "任意"),
            ("令和4年度実績", "実績", "", "令和4年度"),
            ("2022年度末の実績①", "実績", "①", "2022年度末の"),
            ("担当課（主担当課）", "担当課", "", "主担当課"),
        ] {
            assert_eq!(label_of(text), Some((word, symbol.to_owned(), hint.to_owned())), "{text}");
        }
        for text in
            ["実績", "411手続（3月末）", "窓口の実績", "概要版", "(目標)", "市民満足度の目標", "②目標※窓口"]
        {
            assert_eq!(label_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_hint_that_changes_the_meaning_makes_no_label() {
        let labels = Labels::default();
        for hint in ["前年度", "見込み", "目標", "次年度", "全国平均"] {
            assert!(says_other(&labels, hint), "{hint}");
        }
        for hint in ["3月末", "今回", "200字以内", "任意", "主担当課"] {
            assert!(!says_other(&labels, hint), "{hint}");
        }
    }

    #[test]
    fn a_hint_of_another_time_is_doubtful() {
        let march = Month::parse_iso("2023-03");
        for hint in ["12月末", "令和3年度", "R4.12", "2021年度末の"] {
            assert!(names_other_time(hint, march), "{hint}");
        }
        for hint in ["3月末", "令和4年度", "R5.3.31", "2022年度末の", "今回", "200字以内"] {
            assert!(!names_other_time(hint, march), "{hint}");
        }
    }
}
