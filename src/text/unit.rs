//! Units: which spellings are one unit, and what a unit says about its numbers.

use super::fold;

/// The one spelling by which units are compared: `カ所` and `箇所` are `か所`, `時間／年` is `時間`.
pub fn canonical(unit: &str) -> String {
    fold::squash(unit)
}

/// Whether two units are one.
pub fn same(a: &str, b: &str) -> bool {
    canonical(a) == canonical(b)
}

/// Whether a unit counts things of which there is no half.
pub fn counts_whole_things(unit: &str) -> bool {
    !is_percent(unit) && !unit.is_empty()
}

/// Whether a unit is the percent.
pub fn is_percent(unit: &str) -> bool {
    canonical(unit) == "%"
}

/// Whether a unit is a reduction in percent.
pub fn is_reduction(unit: &str) -> bool {
    canonical(unit) == "%削減"
}

/// Whether a unit is one per year (`時間/年`).
pub fn per_year(unit: &str) -> bool {
    canonical(unit).ends_with("/年")
}
