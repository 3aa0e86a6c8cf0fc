//! Words the reasons for an effect that the words of a rate do not explain.

use crate::evaluate::known_actual::KnownActual;
use crate::plan::model::{Indicator, NotDue};
use crate::text::calendar::{FiscalYear, Month};
use crate::text::fold::one_line;

/// Says why nothing is due in the year.
pub(super) fn nothing_due(indicator: &Indicator, year: FiscalYear, why: NotDue) -> String {
    match why {
        NotDue::Ended => "この年度までに終了しています".to_owned(),
        NotDue::NoTarget => "この年度の目標がありません".to_owned(),
        NotDue::DeadlineAhead => {
            let deadline = indicator.target(year).and_then(|target| target.deadline);
            let when = deadline.map_or_else(|| "後の年度".to_owned(), |year| format!("{}末", year.label()));
            format!("目標の期限は{when}です")
        }
        NotDue::YearAhead => format!("{}はこれからです", year.label()),
    }
}

/// Says that the year is not over, and which actual is known.
pub(super) fn mid_year(known: &KnownActual, month: Month) -> String {
    let year = format!("年度途中（{}）", month.beside_a_value());
    let older = older_value(known);
    match (known.withheld, older) {
        (true, Some(older)) => format!("{year}。今回の実績は保留、{older}"),
        (true, None) => format!("{year}。今回の実績は保留"),
        (false, Some(older)) => format!("{year}。{older}"),
        (false, None) if known.known().is_some() => year,
        (false, None) if known.is_pending() => format!("{year}。{}", pending(known)),
        (false, None) => format!("{year}。実績の報告がありません"),
    }
}

/// Says that the value is 公表待ち, with the latest one and the month in which it becomes known.
pub(super) fn pending(known: &KnownActual) -> String {
    let when = |month: Month| format!("{}年{}月に分かる見込み", month.year(), month.month());
    if let Some(month) = known.awaited {
        return format!("実績は公表待ちです（{}）", when(month));
    }
    let shown = one_line(known.text);
    match known.figure.and_then(|figure| figure.said.known_in) {
        Some(month) => format!("実績は公表待ちです（{shown}、{}）", when(month)),
        None => format!("実績は公表待ちです（{shown}）"),
    }
}

/// Says that the year's actual is withheld until it is corrected.
pub(super) fn withheld(known: &KnownActual) -> String {
    format!("実績に誤りがあり、訂正されるまで保留です{}", in_brackets(older_value(known)))
}

/// Says that the year's actual was not reported, or only a value of another time.
pub(super) fn unreported(known: &KnownActual) -> String {
    let older = older_value(known);
    let other = known.time.filter(|_| known.carried_from.is_none()).map(|_| one_line(known.text));
    if older.is_none() && other.is_none() {
        return "実績が報告されていません".to_owned();
    }
    format!("年度末の実績が報告されていません{}", in_brackets(other.or(older)))
}

/// Says that the actual is a limit at which a band begins, so that its band is open.
pub(super) fn at_a_limit(known: &KnownActual) -> String {
    format!("実績「{}」は区分の境にあり、どちらの区分か分かりません", one_line(known.text))
}

/// Says that target and actual are not figures in the same unit.
pub(super) fn no_figures() -> String {
    "目標と実績を数値で比べられません".to_owned()
}

/// Says that neither figures nor a 自己評価 decide.
pub(super) fn undecided(why: &str, self_rating: Option<&str>) -> String {
    match self_rating.map(one_line).filter(|text| !text.is_empty()) {
        Some(text) => format!("{why}。自己評価「{text}」は判定区分のどれでもありません"),
        None => format!("{why}。自己評価もありません"),
    }
}

/// Returns the value carried from an earlier month, preceded by that month.
fn older_value(known: &KnownActual) -> Option<String> {
    let (month, figure) = known.carried_from.zip(known.known())?;
    Some(format!("{} {}", month.beside_a_value(), one_line(&figure.text)))
}

fn in_brackets(value: Option<String>) -> String {
    value.map(|value| format!("（{value}）")).unwrap_or_default()
}
