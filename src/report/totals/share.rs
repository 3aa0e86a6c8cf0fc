//! Shares, and their bases in words, as formulas with their results.

use rust_decimal::Decimal;

use crate::evaluate::model::{Counts, Share};
use crate::ratings::PENDING;
use crate::report::context::Report;
use crate::sheet::address::literal;
use crate::sheet::table::Value;
use crate::text::NOT_APPLICABLE;

/// Returns a share as a percentage; [`NOT_APPLICABLE`] if its base is 0.
pub(in crate::report) fn percent(share: Share) -> Value {
    share.percent().map_or_else(
        || Value::centered(NOT_APPLICABLE),
        |percent| Value::Percent(percent / Decimal::ONE_HUNDRED),
    )
}

/// Returns a share with its formula, which gives [`NOT_APPLICABLE`] if `base` is 0.
pub(super) fn share(formula: &str, base: &str, share: Share) -> Value {
    Value::formula(format!("IF({base}=0,{},{formula})", literal(NOT_APPLICABLE)), percent(share))
}

/// Returns the base of 達成割合 in words: `20／31事業（ほか要判断3・未報告0）`. 年度途中 is named only during
/// the year, 公表待ち only if it occurs. `count` gives the cell with the count of a category of effect,
/// `banded` is the formula for the count of all bands.
pub(in crate::report) fn achieved_base(
    report: &Report,
    share: Share,
    counts: &Counts,
    what: &str,
    count: &dyn Fn(usize) -> String,
    banded: &str,
) -> Value {
    let named = if report.c.as_of.is_fiscal_year_end() { 2 } else { 3 };
    let others: Vec<(usize, &str)> = report
        .effect
        .fixed()
        .enumerate()
        .filter(|(at, (_, category))| *at < named || category.word == PENDING)
        .map(|(_, fixed)| fixed)
        .map(|(number, category)| (number, category.word.as_str()))
        .collect();
    let formula: Vec<String> =
        others.iter().map(|(number, word)| format!("{}&{}", literal(word), count(*number))).collect();
    let words: Vec<String> = others.iter().map(|(_, word)| format!("{word}{}", counts.of(word))).collect();
    let between = format!("{what}（ほか");
    Value::formula(
        format!(
            "{}&{}&{banded}&{}&{}&{}",
            report.effect.good_sum(count),
            literal("／"),
            literal(&between),
            formula.join(&format!("&{}&", literal("・"))),
            literal("）")
        ),
        Value::Text(format!("{}／{}{between}{}）", share.part, share.base, words.join("・"))),
    )
}
