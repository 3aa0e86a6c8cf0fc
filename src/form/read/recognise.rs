//! Recognises the label in a text, however it is spelt, with its numbering and symbol and the hint after it.

use crate::form::labels::{Label, Labels};
use crate::form::read::found_label::FoundLabel;
use crate::form::read::sheet::{Folded, Piece, PieceId};
use crate::form::symbols;
use crate::text::fold;

/// A label recognised in a text.
#[derive(Debug)]
pub(super) struct Recognised {
    /// The label.
    pub(super) label: Label,
    /// The indicator's symbol beside it; empty if there is none.
    pub(super) symbol: String,
    /// The number before it.
    pub(super) number: Option<String>,
}

impl Recognised {
    /// Returns the label as found in a piece.
    pub(super) fn at(self, id: PieceId, piece: &Piece<'_>) -> FoundLabel {
        FoundLabel {
            label: self.label,
            symbol: self.symbol,
            number: self.number,
            misspelt: false,
            parts: vec![id],
            first: piece.first,
            last: piece.last,
        }
    }
}

/// Returns the label that a text is, with the indicator's symbol and the number beside it.
pub(super) fn recognise(labels: &Labels, text: &str, folded: &Folded) -> Option<Recognised> {
    if folded.squashed.is_empty() {
        return None;
    }
    if let Some((label, symbol)) = labels.find_folded(&folded.label) {
        let number = leading_number(&folded.squashed);
        return Some(Recognised { label: label.clone(), symbol, number });
    }
    let bare = undecorated(text);
    // `①目標` is a row of an indicator; before any other label the symbol is mere numbering.
    if let Some((symbol, rest)) = fold::leading_symbol(bare) {
        let (label, _) = labels.recognise(rest)?;
        let symbol = if is_row(label) { symbol.to_owned() } else { String::new() };
        return Some(Recognised { label: label.clone(), symbol, number: None });
    }
    if bare.len() < text.trim().len()
        && let Some((label, symbol)) = labels.recognise(bare)
    {
        let number = leading_number(&fold::squash(bare));
        return Some(Recognised { label: label.clone(), symbol, number });
    }
    let (symbol, word) = symbols::trailing(bare).or_else(|| symbols::leading(bare))?;
    let (label, _) = labels.recognise(&word)?;
    is_row(label).then(|| Recognised { label: label.clone(), symbol, number: None })
}

/// True if a label is that of an indicator's row.
fn is_row(label: &Label) -> bool {
    matches!(label, Label::Previous) || matches!(label, Label::Field(field) if field.in_schedule())
}

/// Returns a text without the marks that people put around headings.
fn undecorated(text: &str) -> &str {
    text.trim().trim_matches(|c: char| {
        c.is_whitespace() || "【】〔〕［］[]〈〉《》「」■□●○◆◇▼▽▲△◎・※＊*".contains(c)
    })
}

/// Returns the number before a label: `１　事業名称`, `(1)事業名称`, `1-1-1 事業名称`.
fn leading_number(squashed: &str) -> Option<String> {
    let start = squashed.trim_start_matches('(');
    let end = start.find(|c: char| !c.is_ascii_digit() && !workbook::is_dash(c)).unwrap_or(start.len());
    let number = start[..end].trim_end_matches(workbook::is_dash);
    (!number.is_empty() && number.len() < start.len()).then(|| number.to_owned())
}

/// Returns a text without the hint in brackets or after ※, and that hint without white space.
pub(super) fn without_hint(text: &str) -> (String, Option<String>) {
    let folded = fold::width(text);
    let brackets = [('(', ')'), ('【', '】'), ('〔', '〕'), ('[', ']'), ('<', '>'), ('〈', '〉')];
    for (open, close) in brackets {
        let Some((before, rest)) = folded.split_once(open) else { continue };
        let Some((hint, after)) = rest.rsplit_once(close) else { continue };
        if !before.trim().is_empty() && !hint.trim().is_empty() {
            return (format!("{before}{after}"), Some(fold::squash(hint)));
        }
    }
    match folded.split_once(['※', '*']) {
        Some((before, hint)) if !before.trim().is_empty() => (before.to_owned(), Some(fold::squash(hint))),
        _ => (folded, None),
    }
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::form::labels::{Label, Labels};
    use crate::form::read::recognise::{Recognised, recognise};
    use crate::form::read::sheet::Folded;

    fn recognised(text: &str) -> Option<Recognised> {
        recognise(&Labels::default(), text, &Folded::new(text))
    }

    #[test]
    fn a_label_is_recognised_in_every_spelling() {
        for text in ["目的", "(1)目的", "２．目　的：", "【目的】", "■目的", "①目的", "目\n的", "2 目的"]
        {
            let found = recognised(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.label, Label::Field(Field::Purpose), "{text}");
            assert_eq!(found.symbol, "", "{text}");
        }
        assert_eq!(recognised("①実績").unwrap().symbol, "①");
        assert_eq!(recognised("実 績 ②").unwrap().symbol, "②");
        assert_eq!(recognised("１　事業名称").unwrap().number.as_deref(), Some("1"));
        for text in ["実績(2)", "実績❷", "❷実績", "実績イ", "実績（イ）", "実績⑵"] {
            assert_eq!(recognised(text).unwrap().symbol, "②", "{text}");
        }
    }

    #[test]
    fn counts_and_longer_words_are_no_labels() {
        for text in ["20課題", "6指標", "5施策", "２目標", "2022年度実績", "課題イ", "目的外利用"]
        {
            assert!(recognised(text).is_none(), "{text}");
        }
    }
}
