//! The labels of a form: the standard words and those that the master's 見出し語 adds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use crate::form::field::{Control, Field};
use crate::form::wording::Wording;
use crate::text::distance::distance;
use crate::text::fold;

/// The meaning of a label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Label {
    /// A field.
    Field(Field),
    /// A field of the 管理欄.
    Control(Control),
    /// The heading of the schedule block.
    Schedule,
    /// 前回値: the value reported last time, printed for information only.
    Previous,
    /// 訂正依頼: a correction asked for by a slip.
    Correction,
    /// A title or another printed text that has no value.
    Heading,
}

impl Label {
    /// True for the label of a 追加項目.
    fn is_item(&self) -> bool {
        matches!(self, Self::Field(Field::ProjectItem(_) | Field::IndicatorItem(_)))
    }

    /// Returns the standard word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Field(field) => field.label(),
            Self::Control(control) => control.label(),
            Self::Schedule => "スケジュール",
            Self::Previous => PREVIOUS,
            Self::Correction => CORRECTION,
            Self::Heading => TITLE,
        }
    }
}

/// Returns the headings that 見出し語 may name, in the order in which the master offers them.
pub fn standard_headings() -> impl Iterator<Item = &'static str> {
    let fields = Field::ALL.iter().map(|field| field.label());
    let controls = Control::ALL.iter().map(|control| control.label());
    controls.chain(fields).chain(SCHEDULE_HEADINGS).chain([PREVIOUS])
}

/// The headings that a plan may use for the schedule block.
pub const SCHEDULE_HEADINGS: [&str; 2] = ["指標とスケジュール", "スケジュール"];
/// The label of the values reported last time.
pub const PREVIOUS: &str = "前回値";
/// The label of the corrections that a slip asks for.
pub const CORRECTION: &str = "訂正依頼";
/// The sentence beside 確認済 on a slip, before the codes that may be confirmed.
pub const CONFIRM: &str = "記入のとおりで正しい項目は、その符号を記入してください。";
/// The title of an issued form.
pub const TITLE: &str = "個別事業進捗報告様式";
/// The sentence below the title of an issued form.
pub const GUIDANCE: &str =
    "色の付いた欄に記入してください。書き方は、最初のシート「記入要領」に記載しています。";
/// The same sentence on a form that is sent again, whose book has another first sheet.
pub const GUIDANCE_AGAIN: &str = "色の付いた欄に記入してください。書き方は、最初のシートに記載しています。";

/// The labels of a plan's forms, by folded text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    words: BTreeMap<String, Label>,
    /// The choices of the fields that have any, as folded text.
    choices: BTreeMap<Field, BTreeSet<String>>,
    /// True if the plan's forms do not ask for 進捗状況.
    without_progress: bool,
    /// The words printed on issued forms.
    wording: Wording,
}

/// The choices of 進捗状況 that every plan has besides its bands.
const PROGRESS_CHOICES: [&str; 4] = ["未着手", "休止", "完了", "中止"];
/// The choices of 計画見直しの要望.
pub const WISHES: [&str; 2] = ["なし", "あり"];

impl Default for Labels {
    fn default() -> Self {
        let mut labels = Self {
            words: BTreeMap::new(),
            choices: BTreeMap::new(),
            without_progress: false,
            wording: Wording::default(),
        };
        for field in Field::ALL {
            labels.add(field.label(), Label::Field(field));
        }
        for control in Control::ALL {
            labels.add(control.label(), Label::Control(control));
        }
        for heading in SCHEDULE_HEADINGS {
            labels.add(heading, Label::Schedule);
        }
        labels.add("指標", Label::Field(Field::IndicatorName));
        labels.add(PREVIOUS, Label::Previous);
        labels.add(CORRECTION, Label::Correction);
        labels.add(TITLE, Label::Heading);
        labels.add(GUIDANCE, Label::Heading);
        labels.add(GUIDANCE_AGAIN, Label::Heading);
        labels.add_choices(Field::Progress, PROGRESS_CHOICES);
        labels.add_choices(Field::RevisionWish, WISHES);
        labels
    }
}

impl Labels {
    /// Adds a word for a label.
    pub fn add(&mut self, word: &str, label: Label) {
        self.words.insert(fold::label(word), label);
    }

    /// Adds a row of 見出し語: aliases of a standard heading. Returns `false` if the heading is not a
    /// standard one.
    pub fn add_aliases(&mut self, standard: &str, aliases: &[String]) -> bool {
        let Some(label) = self.words.get(&fold::label(standard)).cloned() else { return false };
        for alias in aliases {
            self.add(alias, label.clone());
        }
        true
    }

    /// Prints `issued` on forms instead of a standard heading, and reads it as that heading.
    pub fn issue_as(&mut self, standard: &str, issued: &str) {
        let heading = standard_headings().find(|heading| fold::label(heading) == fold::label(standard));
        let Some((heading, (label, _))) = heading.zip(self.recognise(standard)) else { return };
        let label = label.clone();
        self.add(issued, label);
        self.wording.set(heading, issued);
    }

    /// Returns the words printed on issued forms.
    #[must_use]
    pub fn wording(&self) -> &Wording {
        &self.wording
    }

    /// Records that the plan's forms do not ask for 進捗状況.
    pub fn leave_out_progress(&mut self) {
        self.without_progress = true;
    }

    /// True if the plan's forms have the field.
    #[must_use]
    pub fn expects(&self, field: Field) -> bool {
        !(self.without_progress && field == Field::Progress)
    }

    /// Returns the folded words of 見出し語, each after its standard heading, and the words printed instead
    /// of standard headings.
    #[must_use]
    pub fn other_words(&self) -> Vec<String> {
        let standard = Self::default();
        let issued: BTreeSet<String> = self.wording.issued().map(|(_, word)| fold::label(word)).collect();
        let others = self.words.iter().filter(|(word, label)| {
            !standard.words.contains_key(*word) && !label.is_item() && !issued.contains(*word)
        });
        let others = others.map(|(word, label)| format!("{}　{word}", label.word()));
        let issued = self.wording.issued().map(|(heading, word)| format!("{heading}　様式での表記 {word}"));
        others.chain(issued).collect()
    }

    /// Adds choices to a field, such as the plan's bands to 進捗状況.
    pub fn add_choices<'w>(&mut self, field: Field, words: impl IntoIterator<Item = &'w str>) {
        self.choices.entry(field).or_default().extend(words.into_iter().map(fold::key));
    }

    /// True if the text is a choice of the field.
    #[must_use]
    pub fn is_choice(&self, field: Field, text: &str) -> bool {
        self.choices.get(&field).is_some_and(|choices| choices.contains(&fold::key(text)))
    }

    /// True if a label begins with the folded text, as the first cell of a label split over stacked cells
    /// does.
    #[must_use]
    pub fn any_begins_with(&self, folded: &str) -> bool {
        let from = (Bound::Included(folded), Bound::Unbounded);
        self.words.range::<str, _>(from).next().is_some_and(|(word, _)| word.starts_with(folded))
    }

    /// Returns the labels that differ by one character from a folded text ([`fold::label`]), and the
    /// indicator symbol at its end. `None` if the text is itself a label or has fewer than two characters.
    #[must_use]
    pub fn recognise_misspelt(&self, folded: &str) -> Option<(Vec<Label>, String)> {
        let (word, symbol) = fold::split_symbol(folded);
        let length = word.chars().count();
        // Any two one-character words differ by one character.
        if length < 2 || self.words.contains_key(folded) || self.words.contains_key(word) {
            return None;
        }
        // One wrong character leaves the first or the last one as it is; comparing those is cheap.
        let ends = |text: &str| (text.chars().next(), text.chars().next_back());
        let (first, last) = ends(word);
        let near = self.words.iter().filter(|(known, _)| {
            let (known_first, known_last) = ends(known);
            (known_first == first || known_last == last)
                && known.chars().count().abs_diff(length) <= 1
                && distance(known, word) == 1
        });
        let mut labels: Vec<Label> = near.map(|(_, label)| label.clone()).collect();
        labels.sort();
        labels.dedup();
        Some((labels, symbol.to_owned()))
    }

    /// Returns the label that a cell's text is, and the indicator symbol at its end (`目標②`).
    #[must_use]
    pub fn recognise(&self, text: &str) -> Option<(&Label, String)> {
        self.find_folded(&fold::label(text))
    }

    /// Like [`Labels::recognise`], for a text folded with [`fold::label`].
    #[must_use]
    pub fn find_folded(&self, folded: &str) -> Option<(&Label, String)> {
        if let Some(label) = self.words.get(folded) {
            return Some((label, String::new()));
        }
        let (word, symbol) = fold::split_symbol(folded);
        if symbol.is_empty() {
            return None;
        }
        self.words.get(word).map(|label| (label, symbol.to_owned()))
    }

    /// Returns the longest label at the end of a folded text, its symbol and the text before it:
    /// `2022年度実績①` gives `実績`, `①` and `2022年度`. `None` if the whole text is a label or no label ends
    /// it.
    #[must_use]
    pub fn find_at_end<'t>(&self, folded: &'t str) -> Option<(&Label, String, &'t str)> {
        let (word, symbol) = fold::split_symbol(folded);
        word.char_indices().skip(1).find_map(|(at, _)| {
            let (before, end) = word.split_at(at);
            self.words.get(end).map(|label| (label, symbol.to_owned(), before))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::form::labels::{GUIDANCE, GUIDANCE_AGAIN, Label, Labels, TITLE};

    #[test]
    fn the_title_and_the_guidance_are_headings() {
        let labels = Labels::default();
        for text in [TITLE, GUIDANCE, GUIDANCE_AGAIN] {
            assert_eq!(labels.recognise(text), Some((&Label::Heading, String::new())), "{text}");
        }
    }

    #[test]
    fn the_word_printed_for_a_heading_is_read_as_that_heading() {
        let mut labels = Labels::default();
        labels.issue_as("事業　名称", "取組名");
        assert_eq!(labels.wording().printed("事業名称"), "取組名");
        assert_eq!(labels.recognise("取 組 名"), labels.recognise("事業名称"));
        labels.issue_as("どこにもない見出し", "別名");
        assert_eq!(labels.recognise("別名"), None);
    }

    #[test]
    fn aliases_are_taken_for_standard_headings_only() {
        let mut labels = Labels::default();
        assert!(labels.add_aliases("課題", &["現状と課題".to_owned()]));
        assert_eq!(labels.recognise("現状 と 課題"), labels.recognise("課題"));
        assert!(!labels.add_aliases("どこにもない見出し", &["別名".to_owned()]));
        assert_eq!(labels.recognise("別名"), None);
        assert!(labels.any_begins_with("計画見") && !labels.any_begins_with("計画書"));
    }
}
