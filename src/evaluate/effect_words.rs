//! Words the reasons for an effect that the words of a rate do not explain.

use crate::evaluate::known_actual::KnownActual;
use crate::evaluate::reason::Statement;
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

/// Says why the running year has no actual of the as-of month; `None` if it has one.
pub(super) fn mid_year(known: &KnownActual) -> Option<String> {
    match (known.withheld, older_value(known)) {
        (true, Some(older)) => Some(format!("今回の実績は保留、{older}")),
        (true, None) => Some("今回の実績は保留".to_owned()),
        (false, Some(older)) => Some(older),
        (false, None) if known.any_value().is_some() => None,
        (false, None) if known.is_pending() => Some(pending(known)),
        (false, None) => Some("実績の報告がありません".to_owned()),
    }
}

/// Says that the value is 公表待ち, with the latest one and the month in which it becomes known.
pub(super) fn pending(known: &KnownActual) -> String {
    let when = |month: Month| format!("{}に分かる見込み", month.japanese_month());
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
pub(super) fn withheld(known: &KnownActual) -> Statement {
    let sentence = "実績に誤りがあり、訂正されるまで保留です".to_owned();
    Statement { sentence, earlier: older_value(known), ..Statement::default() }
}

/// Says that the year's actual was not reported, or only a value of another time.
pub(super) fn unreported(known: &KnownActual) -> Statement {
    let of_another_time = known.time.filter(|_| known.carried_from.is_none());
    let earlier = of_another_time.map(|_| one_line(known.text)).or_else(|| older_value(known));
    let sentence = match earlier {
        Some(_) => "年度末の実績が報告されていません",
        None => "実績が報告されていません",
    };
    Statement { sentence: sentence.to_owned(), earlier, ..Statement::default() }
}

/// Says that the actual is a limit at which a band begins, so that its band is open.
pub(super) fn at_a_limit(known: &KnownActual) -> String {
    format!("実績「{}」は区分の境にあり、どちらの区分か分かりません", one_line(known.text))
}

/// Says that target and actual are not figures in the same unit.
pub(super) fn no_figures() -> String {
    "目標と実績を数値で比べられません".to_owned()
}

/// Says that no 自己評価 decides where figures do not.
pub(super) fn no_band_named(self_rating: Option<&str>) -> String {
    match self_rating.map(one_line).filter(|text| !text.is_empty()) {
        Some(text) => format!("自己評価「{text}」は判定区分のどれでもありません"),
        None => "自己評価もありません".to_owned(),
    }
}

/// Returns the value carried from an earlier month, preceded by that month.
fn older_value(known: &KnownActual) -> Option<String> {
    let (month, figure) = known.carried_from.zip(known.any_value())?;
    Some(format!("{} {}", month.as_of_note(), one_line(&figure.text)))
}
