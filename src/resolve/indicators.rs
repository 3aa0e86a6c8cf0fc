//! Matches the blocks of a form's schedule with the plan's indicators.

use std::collections::BTreeSet;

use workbook::Pos;

use crate::figure::{Figure, FigureKind};
use crate::findings::Finding;
use crate::findings::form::s10_labels;
use crate::form::field::Field;
use crate::form::raw::{RawForm, RawValue};
use crate::form::symbols;
use crate::ids::IndicatorId;
use crate::plan::model::{Indicator, Project};
use crate::sources::CellRef;
use crate::text::distance::distance;
use crate::text::fold;

/// The result of matching.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// The id of each of [`RawForm::indicators`]. An added indicator gets one that the plan does not have.
    pub(super) ids: Vec<IndicatorId>,
    /// S10: two blocks are for one indicator, with different entries.
    pub(super) refusals: Vec<Finding>,
    /// S10: two blocks are for one indicator, with the same entries, or a block has another indicator's
    /// symbol.
    pub(super) notes: Vec<Finding>,
}

/// A criterion: true if the form's block at an index is the indicator.
type Pass<'a> = &'a dyn Fn(usize, &Indicator) -> bool;

/// Matches by symbol, else by name, else by targets, else by a similar name, else by order where the targets
/// do not contradict it. A block that remains repeats another one or is an indicator that the plan lacks.
pub(super) fn match_indicators(project: Option<&Project>, form: &RawForm) -> Matched {
    let planned: &[Indicator] = project.map_or(&[], |project| &project.indicators);
    let blocks: Vec<Block<'_>> = (0..form.indicators.len()).map(|index| Block::of(form, index)).collect();
    let mut found: Vec<Option<&Indicator>> = vec![None; blocks.len()];
    let block = |index: usize| blocks.get(index);
    let both_single = planned.len() == 1 && blocks.len() == 1;
    // A block's name and targets may belong to another indicator than its symbol.
    let misnumbered = |index: usize, indicator: &Indicator| {
        block(index).is_some_and(|own| {
            own.targets(indicator) == Agreement::Against
                && planned.iter().any(|other| own.is_named(other) && own.targets(other) == Agreement::For)
        })
    };
    let only = |index: usize, indicator: &Indicator, fits: &dyn Fn(&Block<'_>, &Indicator) -> bool| {
        let Some(own) = block(index) else { return false };
        fits(own, indicator) && planned.iter().filter(|other| fits(own, other)).count() == 1
    };
    let passes: [Pass<'_>; 5] = [
        &|index, indicator| {
            let symbol = block(index).map_or("", |own| own.symbol);
            !symbol.is_empty() && symbol == indicator.id.symbol() && !misnumbered(index, indicator)
        },
        &|index, indicator| block(index).is_some_and(|own| own.is_named(indicator)),
        &|index, indicator| only(index, indicator, &|own, other| own.targets(other) == Agreement::For),
        &|index, indicator| {
            only(index, indicator, &|own, other| {
                own.is_nearly_named(other) && own.targets(other) != Agreement::Against
            })
        },
        &|index, indicator| {
            let Some(own) = block(index) else { return false };
            let same_index = planned.get(index).is_some_and(|other| other.id == indicator.id);
            let unlabelled = own.symbol.is_empty() || indicator.id.symbol().is_empty();
            same_index && unlabelled && (both_single || own.targets(indicator) != Agreement::Against)
        },
    ];
    for pass in passes {
        for index in 0..found.len() {
            if found.get(index).is_none_or(Option::is_some) {
                continue;
            }
            let is_taken =
                |indicator: &Indicator| found.iter().flatten().any(|other| other.id == indicator.id);
            let hit = planned.iter().find(|indicator| !is_taken(indicator) && pass(index, indicator));
            if let Some(slot) = found.get_mut(index) {
                *slot = hit;
            }
        }
    }
    let mut matched = Matched::default();
    let mut taken: BTreeSet<IndicatorId> =
        found.iter().flatten().map(|indicator| indicator.id.clone()).collect();
    for (index, own) in blocks.iter().enumerate() {
        let first =
            || blocks.iter().zip(&found).find_map(|(other, indicator)| own.repeats(other, (*indicator)?));
        let id = match found.get(index).copied().flatten() {
            Some(indicator) => {
                let is_other = !own.symbol.is_empty()
                    && own.symbol != indicator.id.symbol()
                    && planned.iter().any(|other| other.id.symbol() == own.symbol);
                if is_other {
                    let shown = format!("{}{}", indicator.id, indicator.name);
                    matched.notes.push(s10_labels::misnumbered(own.at(), own.symbol, &shown));
                }
                indicator.id.clone()
            }
            None => match first() {
                Some((other, indicator)) => {
                    let shown = format!("{}{}", indicator.id, indicator.name);
                    if own.contradicts(other) {
                        matched.refusals.push(s10_labels::doubled_block(other.at(), &shown, own.at()));
                    } else {
                        matched.notes.push(s10_labels::repeated_block(other.at(), &shown, own.at()));
                    }
                    indicator.id.clone()
                }
                None => added(own.symbol, &mut taken),
            },
        };
        matched.ids.push(id);
    }
    matched
}

/// What the targets of a block say about an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agreement {
    /// All the targets that the block shows are the indicator's.
    For,
    /// None of them is.
    Against,
    /// Some of them are, or the block shows none.
    Undecided,
}

/// A block of the form's schedule.
#[derive(Clone, Copy, Debug)]
struct Block<'a> {
    form: &'a RawForm,
    index: usize,
    symbol: &'a str,
    name: &'a str,
}

impl<'a> Block<'a> {
    fn of(form: &'a RawForm, index: usize) -> Self {
        let symbol = form.indicators.get(index).map_or("", |raw| raw.symbol.as_str());
        let name = form
            .values
            .iter()
            .find(|value| value.field == Field::IndicatorName && value.indicator == Some(index))
            .map_or("", |value| value.cell.text.as_str());
        let (_, name) = symbols::split_name(name);
        Self { form, index, symbol, name }
    }

    fn values(self) -> impl Iterator<Item = &'a RawValue> {
        self.form.values.iter().filter(move |value| value.indicator == Some(self.index))
    }

    /// Returns the label of its row of actuals, else of another of its rows, else the form's anchor.
    fn at(self) -> CellRef {
        let row = |field: Field| {
            let own = |label: &&crate::form::raw::RawLabel| {
                label.field == field && label.indicator == Some(self.index)
            };
            self.form.labels.iter().find(own).map(|label| label.pos)
        };
        let rows = [Field::Actual, Field::Target, Field::IndicatorName, Field::Forecast];
        let pos: Pos = rows.into_iter().find_map(row).unwrap_or(self.form.anchor);
        CellRef { sheet: self.form.sheet, pos }
    }

    fn is_named(&self, indicator: &Indicator) -> bool {
        let (_, planned) = symbols::split_name(&indicator.name);
        !fold::is_blank(self.name) && fold::key(self.name) == fold::key(planned)
    }

    fn is_nearly_named(&self, indicator: &Indicator) -> bool {
        let (own, other) = (fold::key(self.name), fold::key(symbols::split_name(&indicator.name).1));
        let length = own.chars().count().min(other.chars().count());
        distance(&own, &other) * 2 < length
    }

    fn targets(&self, indicator: &Indicator) -> Agreement {
        let (mut same, mut other) = (0, 0);
        for value in self.values().filter(|value| value.field == Field::Target) {
            let Some(planned) = value.year.and_then(|year| indicator.years.get(&year)) else { continue };
            let text = value.cell.text.as_str();
            if fold::prose(text) == fold::prose(&planned.target.text) {
                same += usize::from(is_distinctive(&planned.target));
                continue;
            }
            let shown = Figure::parse(text, &indicator.unit);
            if !is_distinctive(&shown) || !is_distinctive(&planned.target) {
                continue;
            }
            let number = |figure: &Figure| figure.quantity.as_ref().map(|quantity| quantity.number);
            match number(&shown).zip(number(&planned.target)) {
                Some((a, b)) if a == b => same += 1,
                _ => other += 1,
            }
        }
        match (same, other) {
            (1.., 0) => Agreement::For,
            (0, 1..) => Agreement::Against,
            _ => Agreement::Undecided,
        }
    }

    /// Returns another block and its indicator if this block repeats that one: the names are the same and the
    /// targets do not differ, or the name is blank or similar and the targets are the same.
    fn repeats(&self, other: &Block<'a>, indicator: &'a Indicator) -> Option<(Block<'a>, &'a Indicator)> {
        let agreement = self.targets(indicator);
        let same_name = self.is_named(indicator)
            || (!fold::is_blank(self.name) && fold::key(self.name) == fold::key(other.name));
        let may_be = fold::is_blank(self.name) || self.is_nearly_named(indicator);
        let again = (same_name && agreement != Agreement::Against) || (may_be && agreement == Agreement::For);
        (self.index != other.index && again).then_some((*other, indicator))
    }

    /// True if an entry differs from that of another block of the same indicator.
    fn contradicts(&self, other: Block<'a>) -> bool {
        let filled = |value: &&RawValue| {
            matches!(value.field, Field::Actual | Field::Forecast | Field::SelfRating)
                && !fold::is_blank(&value.cell.text)
        };
        self.values().filter(filled).any(|own| {
            let same = |value: &&RawValue| (value.field, value.year) == (own.field, own.year);
            let differs = |value: &RawValue| fold::prose(&value.cell.text) != fold::prose(&own.cell.text);
            other.values().filter(filled).find(same).is_some_and(differs)
        })
    }
}

/// True if a target can distinguish indicators. A dash, a blank or `終了` cannot.
fn is_distinctive(target: &Figure) -> bool {
    !matches!(target.kind, FigureKind::Blank | FigureKind::None | FigureKind::Ended)
        && !fold::is_arrows(&target.text)
}

/// Returns an unused id for an indicator that the plan does not have.
fn added(symbol: &str, taken: &mut BTreeSet<IndicatorId>) -> IndicatorId {
    let own = IndicatorId::new(symbol);
    let mut id = own.clone();
    let mut number = 1;
    while id.symbol().is_empty() || taken.contains(&id) {
        id = IndicatorId::added(symbol, number);
        number += 1;
    }
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::{Agreement, Block};
    use crate::findings::Severity;
    use crate::form::field::Field;
    use crate::ids::IndicatorId;
    use crate::plan::Plan;
    use crate::plan::model::Indicator;
    use crate::sample::forms::{AS_OF, Form, codes, findings_of, form, month, plan, run, said, said_when};

    /// Returns the accepted actual of an indicator after a change to the form of 1-1-1.
    fn actual(plan: &Plan, symbol: &str, change: impl Fn(Form) -> Form) -> Option<String> {
        let c = run(plan, vec![change(form(plan, "1-1-1", AS_OF)), form(plan, "1-1-2", AS_OF)]);
        let project = c.accepted_months.months.get(&month(AS_OF))?.projects.get(&plan.projects[0].id)?;
        let year = month(AS_OF).fiscal_year();
        project.of_indicator(Field::Actual, &IndicatorId::new(symbol), year).map(|entry| entry.text.clone())
    }

    /// Exchanges the two blocks, removes their symbols and renames them.
    fn exchanged(form: Form, names: [&str; 2]) -> Form {
        form.exchanged().symbol(0, "").symbol(1, "").named(0, names[0]).named(1, names[1])
    }

    #[test]
    fn targets_identify_indicators_in_any_order() {
        let plan = plan();
        let change = |form: Form| exchanged(form, ["利用の割合", "手続の件数"]);
        assert_eq!(actual(&plan, "②", change).as_deref(), Some("65%"));
        assert_eq!(actual(&plan, "①", change).as_deref(), Some("411手続"));
        assert_eq!(codes(&findings_of(&plan, change)), ["P03", "P03"]);
    }

    #[test]
    fn similar_names_identify_indicators_without_targets() {
        let mut plan = plan();
        plan.projects.edit(|projects| projects[0].indicators[0].name = "オンライン手続数".to_owned());
        let change = |form: Form| {
            let bare =
                |form: Form, at| (2030..2034).fold(form, |form, y| form.of_year(Field::Target, at, y, ""));
            bare(bare(exchanged(form, ["電子申請の利用率", "オンライン手続の数"]), 0), 1)
        };
        assert_eq!(actual(&plan, "①", change).as_deref(), Some("411手続"));
        assert_eq!(
            actual(&plan, "②", change).as_deref(),
            None,
            "only its position fits it, that of ①, which is taken"
        );
    }

    #[test]
    fn order_does_not_match_where_the_targets_differ() {
        let plan = plan();
        let other = |form: Form| {
            let form = form.symbol(0, "").named(0, "満足度");
            (2030..2034).fold(form, |form, year| form.of_year(Field::Target, 0, year, "9千件"))
        };
        assert_eq!(actual(&plan, "①", other), None);
        let told = said_when(other);
        assert!(told.iter().any(|text| text == "P06 計画にない指標（満足度）があります"), "{told:?}");
        assert!(told.iter().any(|text| text == "P06 指標（①手続数）が様式にありません"), "{told:?}");
    }

    #[test]
    fn a_symbol_that_contradicts_name_and_targets_is_reported() {
        let plan = plan();
        let change = |form: Form| form.symbol(0, "②").symbol(1, "①");
        assert_eq!(actual(&plan, "①", change).as_deref(), Some("411手続"));
        let found = findings_of(&plan, change);
        assert!(found.iter().all(|finding| finding.severity == Severity::Check));
        assert_eq!(
            said(&found)[0],
            "S10 指標の記号が「②」ですが、名称と目標が計画の「①手続数」と同じため、その指標として読み取りました"
        );
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn two_blocks_with_different_entries_refuse_the_form() {
        let again = |form: Form| form.copied(0);
        let told = said_when(|form| again(form).actual(2, "420手続"));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("S10 指標「①手続数」の欄が2か所（"), "{told:?}");
        assert!(told[0].ends_with("）にあり、記入が違うため、どちらが正しいか分かりません"), "{told:?}");
        let nameless = said_when(|form| again(form).named(2, "").actual(2, "420手続"));
        assert_eq!(nameless.len(), 1, "{nameless:?}");
    }

    #[test]
    fn two_blocks_with_the_same_entries_count_once_and_are_reported() {
        let plan = plan();
        let again = |form: Form| form.copied(0);
        let told = said_when(again);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with("）にあり、記入が同じため、一つの指標として読み取りました"), "{told:?}");
        assert_eq!(actual(&plan, "①", again).as_deref(), Some("411手続"));
        // Only one of them is filled in.
        let moved = |form: Form| again(form).actual(0, "");
        assert_eq!(actual(&plan, "①", moved).as_deref(), Some("411手続"));
    }

    #[test]
    fn an_added_indicator_is_no_repeated_block() {
        let plan = plan();
        let more = |form: Form| form.with_indicator("③", "満足度", 2031, "400手続／800手続");
        assert_eq!(codes(&findings_of(&plan, more)), ["P06"]);
        let nameless = |form: Form| form.with_indicator("", "", 2031, "80点");
        assert_eq!(
            said(&findings_of(&plan, nameless)),
            ["P06 計画にない指標（名称のない指標 80点）があります"]
        );
    }

    #[test]
    fn a_single_block_is_the_single_indicator_whatever_its_targets() {
        let plan = plan();
        let other = form(&plan, "1-1-2", AS_OF);
        let other = (2030..2034).fold(other, |form, year| form.of_year(Field::Target, 0, year, "別の目標"));
        let found = run(&plan, vec![form(&plan, "1-1-1", AS_OF), other]).findings;
        assert!(codes(&found).iter().all(|code| *code == "P01"), "{:?}", said(&found));
    }

    #[test]
    fn half_of_a_name_is_not_similar() {
        let form = form(&plan(), "1-1-1", AS_OF).named(0, "手帳数数");
        let indicator = |name: &str| Indicator { name: name.to_owned(), ..Indicator::default() };
        let near = |name: &str| Block::of(&form.raw, 0).is_nearly_named(&indicator(name));
        assert!(near("手続数数"));
        assert!(!near("手帳利用"), "two of four characters differ");
    }

    #[test]
    fn an_arrow_or_a_dash_among_the_targets_says_nothing_of_the_indicator() {
        let form = |text: &str| {
            let form = form(&plan(), "1-1-1", AS_OF);
            (2030..2034).fold(form, |form, year| form.of_year(Field::Target, 0, year, text)).raw
        };
        let project = &plan().projects[0];
        for text in ["→", "⇒", "-", "終了"] {
            let told = Block::of(&form(text), 0).targets(&project.indicators[0]);
            assert_eq!(told, Agreement::Undecided, "{text}");
        }
        assert_eq!(Block::of(&form("9手続"), 0).targets(&project.indicators[0]), Agreement::Against);
    }
}
