//! The words printed on a plan's forms: the standard labels, or those of 様式での表記.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::form::field::{Control, Field};

/// The printed words that differ from the standard ones, by standard label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    own: BTreeMap<String, String>,
}

impl Wording {
    /// Prints another word instead of a standard label.
    pub fn set(&mut self, standard: &str, issued: &str) {
        if standard != issued {
            self.own.insert(standard.to_owned(), issued.to_owned());
        }
    }

    /// Returns the word printed for a standard label.
    #[must_use]
    pub fn printed<'w>(&'w self, standard: &'w str) -> &'w str {
        self.own.get(standard).map_or(standard, String::as_str)
    }

    /// Returns the word printed for a field, if it is not the standard one.
    #[must_use]
    pub fn custom(&self, field: Field) -> Option<&str> {
        self.own.get(field.label()).map(String::as_str)
    }

    /// Returns the standard labels that are not printed as they are, each with its printed word.
    pub fn issued(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().map(|(standard, issued)| (standard.as_str(), issued.as_str()))
    }

    /// True if all labels are printed in their standard words.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.own.is_empty()
    }

    /// Replaces the labels that one of our sentences names by their printed words. Outside 「」 a label is
    /// replaced where it is not part of a longer word; inside, only if it is the whole quotation.
    #[must_use]
    pub fn in_sentence<'t>(&self, sentence: &'t str) -> Cow<'t, str> {
        if self.is_standard() {
            return Cow::Borrowed(sentence);
        }
        let labels = self.longest_first();
        let mut out = String::new();
        let mut before = None;
        let mut rest = sentence;
        while let Some(next) = rest.chars().next() {
            let step = if next == '「' {
                let (quote, step) = self.quoted(rest);
                out.push_str(&quote);
                step
            } else if let Some((label, issued)) = self.named(&labels, before, rest) {
                out.push_str(issued);
                label.len()
            } else {
                out.push(next);
                next.len_utf8()
            };
            before = rest.get(..step).and_then(|passed| passed.chars().next_back());
            rest = rest.get(step..).unwrap_or_default();
        }
        Cow::Owned(out)
    }

    /// Returns the quotation at the beginning of a text with its label replaced, and the length in bytes of
    /// the original.
    fn quoted(&self, text: &str) -> (String, usize) {
        let Some(end) = text.find('」') else { return (text.to_owned(), text.len()) };
        let inner = text.get('「'.len_utf8()..end).unwrap_or_default();
        let label = inner.trim_end_matches(is_symbol);
        let symbol = inner.get(label.len()..).unwrap_or_default();
        (format!("「{}{symbol}」", self.printed(label)), end + '」'.len_utf8())
    }

    /// Returns the label at the beginning of a text, and its printed word.
    fn named<'s>(
        &'s self,
        labels: &[&'s str],
        before: Option<char>,
        text: &str,
    ) -> Option<(&'s str, &'s str)> {
        // A compound such as 前年度実績 or 目標年度 is another word.
        if before.is_some_and(joins) {
            return None;
        }
        let issued = self.own.values().find(|issued| text.starts_with(issued.as_str()));
        if let Some(issued) = issued {
            return Some((issued, issued));
        }
        let label = labels.iter().find(|label| text.starts_with(**label))?;
        let after = text.get(label.len()..).and_then(|rest| rest.chars().next());
        let ends = after.is_none_or(|after| !joins(after) || after == '欄');
        ends.then(|| (*label, self.printed(label)))
    }

    /// Returns all labels, the longest first, so that a label is found before its own prefix.
    fn longest_first(&self) -> Vec<&str> {
        let standard = Field::ALL.iter().map(|field| field.label());
        let standard = standard.chain(Control::ALL.iter().map(|control| control.label()));
        let mut labels: Vec<&str> = standard.chain(self.own.keys().map(String::as_str)).collect();
        labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
        labels
    }
}

/// True for a character that joins its neighbours into one word: kanji, katakana, ASCII letters and digits.
fn joins(c: char) -> bool {
    matches!(c, '一'..='鿿' | '々' | 'ァ'..='ヶ' | 'ー') || (c.is_alphanumeric() && c.is_ascii())
}

fn is_symbol(c: char) -> bool {
    matches!(c, '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::form::wording::Wording;

    fn wording() -> Wording {
        let mut wording = Wording::default();
        wording.set("実績", "実績値");
        wording.set("進捗状況", "進行の具合");
        wording.set("目標", "目標");
        wording
    }

    #[test]
    fn a_label_in_a_sentence_becomes_the_printed_word() {
        let told = |sentence: &str| wording().in_sentence(sentence).into_owned();
        assert_eq!(told("指標①の実績が記入されていません"), "指標①の実績値が記入されていません");
        assert_eq!(told("実績も進捗状況も記入されていません"), "実績値も進行の具合も記入されていません");
        assert_eq!(told("進捗状況欄を選んでください"), "進行の具合欄を選んでください");
        assert_eq!(told("見出し「実績②」がありません"), "見出し「実績値②」がありません");
    }

    #[test]
    fn compounds_and_other_quotations_stay() {
        for sentence in [
            "前年度実績と目標年度",
            "実績値を記入してください",
            "「昨年の実績は不明」を読み取れません",
            "目標に届きません",
            "「",
        ] {
            assert_eq!(wording().in_sentence(sentence), sentence);
        }
    }

    #[test]
    fn a_label_without_a_printed_word_keeps_the_standard_one() {
        assert!(Wording::default().is_standard() && !wording().is_standard());
        assert_eq!((wording().printed("実績"), wording().printed("目標")), ("実績値", "目標"));
        assert_eq!(
            (wording().custom(Field::Progress), wording().custom(Field::Target)),
            (Some("進行の具合"), None)
        );
    }
}
