//! Reads deadlines: `2025年度末までに20業務`, `令和8年3月までに100%`, `20業務（2025年度末まで）`.

use crate::text::calendar::{FiscalYear, Month};

/// Reads a deadline at the start of a text. Returns its fiscal year and the rest of the text.
pub(super) fn leading(text: &str) -> Option<(FiscalYear, &str)> {
    let endings = ["までには", "までに", "まで", "迄に", "迄", "中に"];
    let (at, ending) = endings
        .iter()
        .filter_map(|ending| Some((text.find(ending)?, *ending)))
        // The earliest ending closes the date; at the same place the longest one wins.
        .min_by_key(|(at, ending)| (*at, usize::MAX - ending.len()))?;
    let (date, rest) = text.split_at(at);
    Some((year(date)?, rest[ending.len()..].trim_start_matches([' ', '\n', '、', ',', ':'])))
}

/// Returns the fiscal year of a remark that consists of a deadline only.
pub(super) fn whole(remark: &str) -> Option<FiscalYear> {
    leading(remark).filter(|(_, rest)| rest.is_empty()).map(|(year, _)| year)
}

fn year(date: &str) -> Option<FiscalYear> {
    let date = date.trim();
    let bare = date.strip_suffix('末').unwrap_or(date);
    // A calendar year would end in December, so only a 年度 or a month makes a deadline.
    if bare.ends_with("年度") {
        FiscalYear::parse(bare)
    } else {
        Month::parse(date).map(Month::fiscal_year)
    }
}
