//! Reads what a row of 指標 states about targets besides the yearly ones, and fills in years without a
//! target.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::basics::percentage;
use super::table::Row;
use super::times;
use crate::figure::{Figure, FigureKind, Quantity, decimal_words, rounded};
use crate::findings::plan::m05_unreadable;
use crate::plan::fault::Faults;
use crate::plan::model::{
    Accumulation, Band, Goal, Goals, Indicator, IndicatorYear, KnownIn, TargetOrigin, WithoutTarget,
};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::{fold, numeral};

/// Suffixes of targets that the plan does not print for their year.
const COMPUTED: &str = "（計算）";
const OF_FINAL: &str = "（最終目標）";

/// Reads 基準値の時点, 中間目標 and 最終目標 with their years.
pub(super) fn goals(row: &Row, unit: &str, end: Option<Month>, faults: &mut Faults) -> Goals {
    let mut goal = |column: &str, year_column: &str, otherwise: Option<FiscalYear>| {
        let text = row.text(column);
        let year = year(row, year_column, faults);
        let target = Figure::parse(&text, unit);
        if matches!(target.kind, FigureKind::Blank | FigureKind::None) {
            return None;
        }
        let year = year.or(otherwise);
        if year.is_none() && row.text(year_column).is_empty() {
            let message = format!("「{column}」の年度が分かりません");
            let help = format!("「{year_column}」に年度を入力してください");
            row.fault(&m05_unreadable::KIND, year_column, message, &help, faults);
        }
        year.map(|year| Goal { target, year })
    };
    Goals {
        interim: goal("中間目標", "中間目標年度", None),
        last: goal("最終目標", "最終目標年度", end.map(Month::fiscal_year)),
        baseline: row.text("基準値"),
        baseline_time: time(row),
    }
}

/// Returns 基準値の時点 as printed. A date made by Excel is converted back to a month.
fn time(row: &Row) -> String {
    let text = fold::one_line(&row.text("基準値の時点"));
    let month = times::day(&text).and_then(|date| date.in_month());
    month.map_or(text, |month| month.japanese())
}

fn year(row: &Row, column: &str, faults: &mut Faults) -> Option<FiscalYear> {
    let text = row.text(column);
    if text.is_empty() {
        return None;
    }
    let year = stated_year(&text);
    if year.is_none() {
        let message = format!("{column}「{text}」を読み取れません");
        let help = "「2026年度」のように入力してください";
        row.fault(&m05_unreadable::KIND, column, message, help, faults);
    }
    year
}

/// Reads a fiscal year, or the one of a month or day.
fn stated_year(text: &str) -> Option<FiscalYear> {
    let text = fold::squash(text);
    let bare = text.trim_end_matches('末');
    FiscalYear::parse(bare)
        .or_else(|| Month::parse(bare).map(Month::fiscal_year))
        .or_else(|| times::day(bare).and_then(|date| date.in_month()).map(Month::fiscal_year))
}

/// Reads 下限, the indicator's own limits (`100/80/50`): one for each band of 効果達成状況 but the last.
pub(super) fn limits(row: &Row, bands: &[Band], faults: &mut Faults) -> Vec<Decimal> {
    let text = row.text("下限");
    if text.is_empty() {
        return Vec::new();
    }
    let folded = fold::squash(&text);
    let read: Option<Vec<Decimal>> = folded.split(['/', '、', '・']).map(limit).collect();
    let wanted = bands.len().saturating_sub(1);
    let sound = |limits: &Vec<Decimal>| {
        limits.len() == wanted
            && limits.iter().zip(limits.iter().skip(1)).all(|(better, worse)| better > worse)
    };
    let limits = read.filter(sound);
    if limits.is_none() {
        let message = format!("下限「{text}」を{wanted}つの率として読み取れません");
        let help = "最後の区分を除く区分の下限を、よい順に「100/80」のように入力してください";
        row.fault(&m05_unreadable::KIND, "下限", message, help, faults);
    }
    limits.unwrap_or_default()
}

fn limit(text: &str) -> Option<Decimal> {
    percentage(text).or_else(|| numeral::parse(text)).filter(|number| *number >= Decimal::ZERO)
}

/// Reads 把握時期: `9月` (of the next year), `翌年度9月`, `翌々年度6月`. `None` for `年度末` and the like,
/// when the actual is known in time.
pub(super) fn known_in(row: &Row, faults: &mut Faults) -> Option<KnownIn> {
    let text = fold::squash(&row.text("把握時期"));
    if text.is_empty() || ["年度末", "当年度末", "3月", "当年度3月", "随時", "毎月"].contains(&text.as_str())
    {
        return None;
    }
    let known = read_known_in(&text);
    if known.is_none() {
        let message = format!("把握時期「{text}」を読み取れません");
        let help = "「翌年度9月」のように入力してください。年度末の報告に間に合うときは空欄にします";
        row.fault(&m05_unreadable::KIND, "把握時期", message, help, faults);
    }
    known
}

fn read_known_in(text: &str) -> Option<KnownIn> {
    let (years, rest) =
        if let Some(rest) = text.strip_prefix("翌々年度").or_else(|| text.strip_prefix("翌々年")) {
            (2, rest)
        } else if let Some(rest) = text.strip_prefix("翌年度").or_else(|| text.strip_prefix("翌年")) {
            (1, rest)
        } else {
            (1, text)
        };
    let rest = rest.trim_start_matches('の').trim_end_matches(['頃', 'ご', 'ろ']);
    let rest =
        ["上旬", "中旬", "下旬", "末", "以降"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest);
    let month = rest.strip_suffix('月')?.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(KnownIn { years, month })
}

/// Fills in targets for years without a printed one: from the goals of the year, else as 設定 prescribes.
pub(super) fn fill_in(indicator: &mut Indicator, without: WithoutTarget) {
    let open: Vec<FiscalYear> = indicator
        .years
        .iter()
        .filter(|(year, cells)| cells.target.is_blank() && !indicator.ended(**year))
        .map(|(year, _)| *year)
        .collect();
    let goals: Vec<Goal> =
        [&indicator.goals.interim, &indicator.goals.last].into_iter().flatten().cloned().collect();
    let mut known = known_points(indicator, &goals);
    let mut found: Vec<(FiscalYear, Figure, Option<TargetOrigin>)> = Vec::new();
    for year in open {
        if let Some(goal) = goals.iter().find(|goal| goal.year == year) {
            found.push((year, goal.target.clone(), None));
            continue;
        }
        let derived = match without {
            WithoutTarget::NotRated => None,
            WithoutTarget::StraightLine if indicator.accumulation == Accumulation::Milestone => None,
            WithoutTarget::StraightLine => {
                on_the_line(&mut known, year, &indicator.unit).map(|target| (target, TargetOrigin::Computed))
            }
            WithoutTarget::FinalTarget => indicator.goals.last.as_ref().map(|goal| {
                let text = format!("{}{OF_FINAL}", goal.target.text);
                (Figure { text, ..goal.target.clone() }, TargetOrigin::Final)
            }),
        };
        found.extend(derived.map(|(target, origin)| (year, target, Some(origin))));
    }
    for (year, target, origin) in found {
        if let Some(origin) = origin {
            indicator.derived.insert(year, origin);
        }
        if let Some(cells) = indicator.years.get_mut(&year) {
            *cells = IndicatorYear { target: target.into(), target_from: year, ..cells.clone() };
        }
    }
}

/// Returns the numbers stated in the plan by fiscal year: 基準値, the printed targets and the goals.
fn known_points(indicator: &Indicator, goals: &[Goal]) -> BTreeMap<FiscalYear, Quantity> {
    let mut known = BTreeMap::new();
    let first = indicator.years.keys().next().copied();
    let before_plan = first.map(|first| FiscalYear::new(first.year() - 1));
    let begun = stated_year(&indicator.goals.baseline_time).or(before_plan);
    if let Some((year, number)) = begun.zip(indicator.baseline) {
        known.insert(year, Quantity { number, unit: String::new(), population: None });
    }
    let printed =
        indicator.years.iter().filter_map(|(year, cells)| Some((*year, cells.target.quantity.clone()?)));
    known.extend(printed);
    known.extend(goals.iter().filter_map(|goal| Some((goal.year, goal.target.quantity.clone()?))));
    known
}

/// Returns the value of a year on the straight line between the known points around it, rounded to one
/// decimal place more than they have.
fn on_the_line(known: &mut BTreeMap<FiscalYear, Quantity>, year: FiscalYear, unit: &str) -> Option<Figure> {
    let (from, old) = known.range(..year).next_back()?;
    let (to, new) = known.range(year..).next()?;
    let years = |from: FiscalYear, to: FiscalYear| Decimal::from(to.year() - from.year());
    let step = (new.number - old.number).checked_mul(years(*from, year))?.checked_div(years(*from, *to))?;
    let places = old.number.normalize().scale().max(new.number.normalize().scale()) + 1;
    let number = rounded(old.number + step, places).normalize();
    let unit = if new.unit.is_empty() { unit } else { &new.unit };
    let text = format!("{}{unit}{COMPUTED}", decimal_words(number));
    let quantity = Quantity { number, unit: unit.to_owned(), population: new.population };
    Some(Figure { text, kind: FigureKind::Quantity, quantity: Some(quantity), ..Figure::blank() })
}

#[cfg(test)]
mod tests {
    use super::{read_known_in, stated_year};
    use crate::plan::model::KnownIn;

    #[test]
    fn known_in_is_a_month_of_a_later_fiscal_year() {
        let known = |years, month| Some(KnownIn { years, month });
        assert_eq!(read_known_in("翌年度9月"), known(1, 9));
        assert_eq!(read_known_in("9月頃"), known(1, 9));
        assert_eq!(read_known_in("翌々年度の6月末"), known(2, 6));
        assert_eq!(read_known_in("秋"), None);
        assert_eq!(read_known_in("翌年度13月"), None);
    }

    #[test]
    fn a_year_may_be_given_by_a_month_in_it() {
        let year = |text| stated_year(text).map(|year| year.year());
        assert_eq!(year("令和8年度"), Some(2026));
        assert_eq!(year("2026年度末"), Some(2026));
        assert_eq!(year("R3.3"), Some(2020));
        assert_eq!(year("計画策定時"), None);
    }
}
