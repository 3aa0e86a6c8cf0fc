//! The categories of a judgment in the order in which they are counted: its bands, then the fixed ones such
//! as 要判断.
//!
//! Categories are numbered from 1. Formulas count these numbers and never words, because a symbol that a plan
//! chooses could be a wildcard of COUNTIF.

use rust_decimal::Decimal;

use crate::plan::model::{Band, Bands};
use crate::ratings::{Effect, Progress};

/// A value of one of the two judgments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgment {
    /// 効果達成状況.
    Effect(Effect),
    /// 進捗状況.
    Progress(Progress),
}

impl From<Effect> for Judgment {
    fn from(effect: Effect) -> Self {
        Self::Effect(effect)
    }
}

impl From<Progress> for Judgment {
    fn from(progress: Progress) -> Self {
        Self::Progress(progress)
    }
}

/// One category of a judgment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Category {
    /// The value that it stands for.
    pub(super) judgment: Judgment,
    /// Its word, without the symbol.
    pub(super) word: String,
    /// Its symbol.
    pub(super) symbol: String,
    /// 下限 in percent; only bands above the lowest have one.
    pub(super) floor: Option<Decimal>,
    /// True for a band of the plan, false for a fixed category.
    pub(super) is_band: bool,
    /// True if it needs action (要対応).
    pub(super) needs_action: bool,
    /// Its rank from worst to best, counted from 1.
    pub(super) weight: usize,
}

impl Category {
    /// Returns what a cell shows: symbol and word.
    pub(super) fn label(&self) -> String {
        format!("{} {}", self.symbol, self.word)
    }

    /// Returns symbol and word on two lines, for narrow headings.
    pub(super) fn heading(&self) -> String {
        format!("{}\n{}", self.symbol, self.word)
    }
}

/// Whether any effect is 公表待ち. If none is, no sheet mentions it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pending {
    /// Some effect is.
    Occurs,
    /// None is.
    Absent,
}

fn good(bands: &[Band]) -> Vec<usize> {
    (1..).zip(bands).filter(|(_, band)| band.good).map(|(number, _)| number).collect()
}

/// All categories of a judgment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Categories {
    /// The judgment's word, with which the names of its cells begin: 効果 or 進捗.
    pub(super) name: &'static str,
    /// The categories; the first has the number 1.
    pub(super) all: Vec<Category>,
    /// How many of them are bands.
    pub(super) bands: usize,
    /// The numbers of those that are 良好.
    pub(super) good: Vec<usize>,
}

impl Categories {
    /// True if the plan makes the judgment.
    pub(super) fn is_judged(&self) -> bool {
        self.bands > 0
    }

    /// Returns the categories of 効果達成状況, with 公表待ち only if it occurs.
    pub(super) fn effect(bands: &Bands, pending: Pending) -> Self {
        let count = bands.effect.len();
        let pending = Some(Effect::Pending).filter(|_| pending == Pending::Occurs);
        let values = (0..count).map(Effect::Band).chain(Effect::FIXED).chain(pending);
        let mut ranks: Vec<usize> = values.clone().map(|effect| effect.rank(count)).collect();
        ranks.sort_unstable();
        let category = |effect: Effect| Category {
            judgment: effect.into(),
            word: effect.word(bands).to_owned(),
            symbol: effect.symbol(bands).to_owned(),
            floor: effect.band(bands).and_then(|band| band.floor),
            is_band: matches!(effect, Effect::Band(_)),
            needs_action: effect.needs_action(bands),
            weight: 1 + ranks.partition_point(|rank| *rank < effect.rank(count)),
        };
        let good = good(&bands.effect);
        Self { name: "効果", all: values.map(category).collect(), bands: count, good }
    }

    /// Returns the categories of 進捗状況.
    pub(super) fn progress(bands: &Bands) -> Self {
        let count = bands.progress.len();
        let values = (0..count).map(Progress::Band).chain(Progress::FIXED);
        // The bands from the lowest up, then the fixed categories as they are listed.
        let weights = (1..=count).rev().chain(count + 1..);
        let category = |(progress, weight): (Progress, usize)| Category {
            judgment: progress.into(),
            word: progress.word(bands).to_owned(),
            symbol: progress.symbol(bands).to_owned(),
            floor: progress.band(bands).and_then(|band| band.floor),
            is_band: matches!(progress, Progress::Band(_)),
            needs_action: progress.needs_action(bands),
            weight,
        };
        let good = good(&bands.progress);
        Self { name: "進捗", all: values.zip(weights).map(category).collect(), bands: count, good }
    }

    /// Returns a formula for the sum over the bands that are 良好. `count` gives the formula that counts one
    /// band.
    pub(super) fn good_sum(&self, count: &dyn Fn(usize) -> String) -> String {
        let counts: Vec<String> = self.good.iter().map(|number| count(*number)).collect();
        match counts.as_slice() {
            [one] => one.clone(),
            [] => "0".to_owned(),
            _ => format!("({})", counts.join("+")),
        }
    }

    /// Returns the names of the bands that are 良好: `「達成」と「概ね達成」`. `form` gives a band's name by
    /// its number.
    pub(super) fn good_words(&self, form: impl Fn(&Self, usize) -> String) -> String {
        let names: Vec<String> =
            self.good.iter().map(|number| format!("「{}」", form(self, *number))).collect();
        names.join("と")
    }

    /// Returns the word of the category with a number, without its symbol.
    pub(super) fn word(&self, number: usize) -> String {
        self.get(number).map(|category| category.word.clone()).unwrap_or_default()
    }

    /// Returns the number of a value of this judgment.
    #[expect(clippy::expect_used, reason = "every fixed value of a judgment is one of its categories")]
    pub(super) fn number(&self, value: impl Into<Judgment>) -> usize {
        match value.into() {
            Judgment::Effect(Effect::Band(at)) | Judgment::Progress(Progress::Band(at)) => at + 1,
            fixed => {
                let position = self.all.iter().position(|category| category.judgment == fixed);
                position.expect("a value of this judgment") + 1
            }
        }
    }

    /// Returns the category with a number.
    pub(super) fn get(&self, number: usize) -> Option<&Category> {
        number.checked_sub(1).and_then(|at| self.all.get(at))
    }

    /// Returns the label of the category with a number; empty if there is none.
    pub(super) fn label(&self, number: usize) -> String {
        self.get(number).map(Category::label).unwrap_or_default()
    }

    /// True if the category with a number needs action.
    pub(super) fn needs_action(&self, number: usize) -> bool {
        self.get(number).is_some_and(|category| category.needs_action)
    }

    /// Returns the fixed categories with their numbers.
    pub(super) fn fixed(&self) -> impl Iterator<Item = (usize, &Category)> {
        (1..).zip(&self.all).skip(self.bands)
    }

    /// Returns the number of the worst category; `None` if no number is that of a category.
    pub(super) fn worst(&self, numbers: impl IntoIterator<Item = usize>) -> Option<usize> {
        numbers
            .into_iter()
            .filter(|number| self.get(*number).is_some())
            .min_by_key(|number| self.get(*number).map_or(usize::MAX, |category| category.weight))
    }

    /// Returns the names of the cells on 判定基準 that hold the bands' labels, best first.
    pub(super) fn band_labels(&self) -> Vec<String> {
        (1..=self.bands).map(|number| self.label_name(number)).collect()
    }

    /// Returns the names of the cells on 判定基準 that hold the bands' limits; the last band needs none.
    pub(super) fn band_floors(&self) -> Vec<String> {
        (1..self.bands).map(|number| self.floor_name(number)).collect()
    }

    /// Returns the name of the cell on 判定基準 that holds a label.
    pub(super) fn label_name(&self, number: usize) -> String {
        format!("{}_表示_{number}", self.name)
    }

    /// Returns the formula for the number of the label in a cell; its result is 0 if the cell holds no label.
    pub(super) fn number_formula(&self, cell: &str) -> String {
        format!("SUMPRODUCT(EXACT({},{cell})*{})", self.labels_name(), self.numbers_name())
    }

    /// Returns the formula for the label of a number.
    pub(super) fn label_formula(&self, number: &str) -> String {
        format!("INDEX({},{number})", self.labels_name())
    }

    /// Returns the name of the cell on 判定基準 that holds a band's limit.
    pub(super) fn floor_name(&self, number: usize) -> String {
        format!("{}_下限_{number}", self.name)
    }

    /// Returns the name of the range of labels on 判定基準.
    pub(super) fn labels_name(&self) -> String {
        format!("{}_表示", self.name)
    }

    /// Returns the name of the range of numbers on 判定基準.
    pub(super) fn numbers_name(&self) -> String {
        format!("{}_番号", self.name)
    }

    /// Returns the name of the range of weights on 判定基準.
    pub(super) fn weights_name(&self) -> String {
        format!("{}_重さ", self.name)
    }

    /// Returns the name of the range of 要対応 marks (1 or 0) on 判定基準.
    pub(super) fn action_name(&self) -> String {
        format!("{}_要対応", self.name)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::plan::model::{Band, Bands};
    use crate::ratings::Effect;
    use crate::report::categories::{Categories, Pending};

    fn bands(count: usize) -> Bands {
        let list: Vec<Band> = (0..count)
            .map(|at| Band {
                name: format!("区分{at}"),
                symbol: "*".to_owned(),
                floor: (at + 1 < count).then(|| Decimal::from(100 - 20 * at as i64)),
                needs_action: at + 1 == count,
                good: at == 0,
            })
            .collect();
        Bands { effect: list.clone(), progress: list }
    }

    #[test]
    fn the_worst_is_the_lowest_band_and_nothing_due_is_the_best() {
        let bands = bands(3);
        let categories = Categories::effect(&bands, Pending::Absent);
        let worst =
            |effects: &[Effect]| categories.worst(effects.iter().map(|effect| categories.number(*effect)));
        use Effect::{Band, MidYear, Missing, NotApplicable, Undecided};
        assert_eq!(worst(&[Band(0), Band(2), Undecided]), Some(categories.number(Band(2))));
        assert_eq!(worst(&[Missing, Undecided, Band(1)]), Some(categories.number(Undecided)));
        assert_eq!(worst(&[Missing, Band(1)]), Some(categories.number(Missing)));
        assert_eq!(worst(&[Band(0), Band(1), MidYear]), Some(categories.number(Band(1))));
        assert_eq!(worst(&[NotApplicable, MidYear]), Some(categories.number(MidYear)));
        assert_eq!(worst(&[]), None);
    }
}
