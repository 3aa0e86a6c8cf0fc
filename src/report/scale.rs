//! The values of a judgment in the order in which they are counted, numbered from 1: bands first, then the fixed values.
//!
//! The live workbook counts these numbers, never words: a symbol that a plan chooses could mean something to COUNTIF.

use rust_decimal::Decimal;

use crate::plan::model::{Band, Bands};
use crate::ratings::{Effect, Progress};

/// One value of a judgment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The word alone.
    pub word: String,
    /// The symbol alone.
    pub symbol: String,
    /// 下限 in percent, for a band that has one.
    pub floor: Option<Decimal>,
    /// Whether it is a band.
    pub is_band: bool,
    /// Whether it needs action.
    pub needs_action: bool,
    /// Its place when the worst of several is sought: 1 is the worst.
    pub weight: usize,
}

impl Step {
    /// What a cell shows: symbol and word.
    pub(super) fn label(&self) -> String {
        format!("{} {}", self.symbol, self.word)
    }

    /// The same on two lines, for narrow headings.
    pub(super) fn heading(&self) -> String {
        format!("{}\n{}", self.symbol, self.word)
    }
}

/// Whether 公表待ち occurs among the effects: else no sheet speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pending {
    /// It does.
    Occurs,
    /// It does not.
    Absent,
}

/// All values of a judgment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// The judgment's word, with which its named cells begin: 効果 or 進捗.
    pub name: &'static str,
    /// Its values; the number of the first is 1.
    pub steps: Vec<Step>,
    /// How many of them are bands.
    pub bands: usize,
}

impl Scale {
    /// 効果達成状況.
    pub(super) fn effect(bands: &Bands, pending: Pending) -> Self {
        let count = bands.effect.len();
        // The lowest band, 要判断, 未報告, 公表待ち, the other bands upwards, 年度途中, 対象外.
        let shift = usize::from(pending == Pending::Occurs);
        let band_weight = |at: usize| if at + 1 == count { 1 } else { count - at + 2 + shift };
        let mut steps: Vec<Step> =
            bands.effect.iter().enumerate().map(|(at, band)| Step::of_band(band, band_weight(at))).collect();
        let fixed_weights = [2, 3, count + 3 + shift, count + 4 + shift];
        let occurring = Effect::FIXED.into_iter().zip(fixed_weights);
        let pending = Some((Effect::Pending, 4)).filter(|_| pending == Pending::Occurs);
        for (fixed, weight) in occurring.chain(pending) {
            steps.push(Step {
                word: fixed.word(bands).to_owned(),
                symbol: fixed.symbol(bands).to_owned(),
                floor: None,
                is_band: false,
                needs_action: matches!(fixed, Effect::Undecided | Effect::Missing),
                weight,
            });
        }
        Self { name: "効果", steps, bands: count }
    }

    /// 進捗状況.
    pub(super) fn progress(bands: &Bands) -> Self {
        let count = bands.progress.len();
        let mut steps: Vec<Step> =
            bands.progress.iter().enumerate().map(|(at, band)| Step::of_band(band, count - at)).collect();
        for (at, fixed) in Progress::FIXED.into_iter().enumerate() {
            steps.push(Step {
                word: fixed.word(bands).to_owned(),
                symbol: fixed.symbol(bands).to_owned(),
                floor: None,
                is_band: false,
                needs_action: matches!(fixed, Progress::Missing),
                weight: count + 1 + at,
            });
        }
        Self { name: "進捗", steps, bands: count }
    }

    /// What a cell shows for a number.
    pub(super) fn label(&self, number: usize) -> String {
        number.checked_sub(1).and_then(|at| self.steps.get(at)).map(Step::label).unwrap_or_default()
    }

    /// Whether the value of a number needs action.
    pub(super) fn needs_action(&self, number: usize) -> bool {
        number.checked_sub(1).and_then(|at| self.steps.get(at)).is_some_and(|step| step.needs_action)
    }

    /// The worst of several numbers.
    pub(super) fn worst(&self, numbers: impl IntoIterator<Item = usize>) -> Option<usize> {
        numbers
            .into_iter()
            .filter_map(|number| Some((self.steps.get(number.checked_sub(1)?)?.weight, number)))
            .min()
            .map(|(_, number)| number)
    }

    /// The names of the cells on 判定基準 that hold the bands' labels, best first.
    pub(super) fn band_labels(&self) -> Vec<String> {
        (1..=self.bands).map(|number| self.label_name(number)).collect()
    }

    /// The names of the cells on 判定基準 that hold the bands' limits; the last band needs none.
    pub(super) fn band_floors(&self) -> Vec<String> {
        (1..self.bands).map(|number| self.floor_name(number)).collect()
    }

    /// The name of the cell on 判定基準 that holds a label.
    pub(super) fn label_name(&self, number: usize) -> String {
        format!("{}_表示_{number}", self.name)
    }

    /// The formula that gives the number of the label that a cell shows; 0 where it is none of them.
    pub(super) fn number_formula(&self, cell: &str) -> String {
        format!("SUMPRODUCT(EXACT({},{cell})*{})", self.labels_name(), self.numbers_name())
    }

    /// The formula that gives the label of a number.
    pub(super) fn label_formula(&self, number: &str) -> String {
        format!("INDEX({},{number})", self.labels_name())
    }

    /// The name of a band's limit on 判定基準.
    pub(super) fn floor_name(&self, number: usize) -> String {
        format!("{}_下限_{number}", self.name)
    }

    /// The name of the labels on 判定基準.
    pub(super) fn labels_name(&self) -> String {
        format!("{}_表示", self.name)
    }

    /// The name of the numbers on 判定基準.
    pub(super) fn numbers_name(&self) -> String {
        format!("{}_番号", self.name)
    }

    /// The name of the weights on 判定基準.
    pub(super) fn weights_name(&self) -> String {
        format!("{}_重さ", self.name)
    }

    /// The name of the 要対応 marks (1 or 0) on 判定基準.
    pub(super) fn action_name(&self) -> String {
        format!("{}_要対応", self.name)
    }
}

impl Step {
    fn of_band(band: &Band, weight: usize) -> Self {
        Self {
            word: band.name.clone(),
            symbol: band.symbol.clone(),
            floor: band.floor,
            is_band: true,
            needs_action: band.needs_action,
            weight,
        }
    }
}

/// The number of an effect.
pub(super) fn effect_number(effect: Effect, bands: &Bands) -> usize {
    match effect {
        Effect::Band(at) => at + 1,
        Effect::Pending => bands.effect.len() + Effect::FIXED.len() + 1,
        fixed => fixed_number(&Effect::FIXED, &fixed, bands.effect.len()),
    }
}

/// The number of a progress.
pub(super) fn progress_number(progress: Progress, bands: &Bands) -> usize {
    match progress {
        Progress::Band(at) => at + 1,
        fixed => fixed_number(&Progress::FIXED, &fixed, bands.progress.len()),
    }
}

fn fixed_number<T: PartialEq>(all: &[T], wanted: &T, bands: usize) -> usize {
    bands + 1 + all.iter().position(|fixed| fixed == wanted).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::plan::model::{Band, Bands};
    use crate::ratings::Effect;
    use crate::report::scale::{Pending, Scale, effect_number};

    fn bands(count: usize) -> Bands {
        let list: Vec<Band> = (0..count)
            .map(|at| Band {
                name: format!("区分{at}"),
                symbol: "*".to_owned(),
                floor: (at + 1 < count).then(|| Decimal::from(100 - 20 * at as i64)),
                needs_action: at + 1 == count,
            })
            .collect();
        Bands { effect: list.clone(), progress: list }
    }

    #[test]
    fn the_worst_is_the_lowest_band_and_nothing_due_is_the_best() {
        let bands = bands(3);
        let scale = Scale::effect(&bands, Pending::Occurs);
        let worst =
            |effects: &[Effect]| scale.worst(effects.iter().map(|effect| effect_number(*effect, &bands)));
        use Effect::{Band, MidYear, Missing, NotApplicable, Undecided};
        assert_eq!(worst(&[Band(0), Band(2), Undecided]), Some(effect_number(Band(2), &bands)));
        assert_eq!(worst(&[Missing, Undecided, Band(1)]), Some(effect_number(Undecided, &bands)));
        assert_eq!(worst(&[Missing, Band(1)]), Some(effect_number(Missing, &bands)));
        assert_eq!(worst(&[Effect::Pending, Missing]), Some(effect_number(Missing, &bands)));
        assert_eq!(worst(&[Effect::Pending, Band(1)]), Some(effect_number(Effect::Pending, &bands)));
        assert_eq!(worst(&[Band(0), Band(1), MidYear]), Some(effect_number(Band(1), &bands)));
        assert_eq!(worst(&[NotApplicable, MidYear]), Some(effect_number(MidYear, &bands)));
        assert_eq!(worst(&[]), None);
    }
}
