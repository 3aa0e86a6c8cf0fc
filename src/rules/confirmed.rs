//! 確認済: codes of findings that a department confirms as correct.

use crate::finding::{Finding, Severity};
use crate::text::fold;

/// The codes in an entry such as `C05、V06`.
#[must_use]
pub fn codes(text: &str) -> Vec<String> {
    let folded = fold::squash(text).to_uppercase();
    let chars: Vec<char> = folded.chars().collect();
    let mut codes: Vec<String> = chars
        .windows(3)
        .filter(|window| {
            matches!(window, [letter, ten, one]
                if letter.is_ascii_uppercase() && ten.is_ascii_digit() && one.is_ascii_digit())
        })
        .map(|window| window.iter().collect())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// What is left of a finding once its code is confirmed: nothing, but a change that the department asks for stays on the record.
#[must_use]
pub fn silence(finding: Finding, confirmed: bool) -> Option<Finding> {
    if !confirmed || finding.severity != Severity::Check {
        return Some(finding);
    }
    finding.kind.code.starts_with('P').then(|| finding.severity(Severity::Info))
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn codes_are_found_however_they_are_listed() {
        assert_eq!(codes("Ｃ０５、v06"), ["C05", "V06"]);
        assert_eq!(codes("C05（確認しました） C05"), ["C05"]);
        assert!(codes("確認済").is_empty());
    }
}
