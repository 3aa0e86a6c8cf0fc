//! Every kind of finding, for `explain` and `docs/検証結果.md`.

pub(crate) mod pages;

use crate::findings::{self, Kind};
use crate::{checks, review};

/// Returns every kind, sorted by code.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    let mut kinds: Vec<&Kind> = findings::raised().chain(checks::kinds()).chain(review::kinds()).collect();
    kinds.sort_by_key(|kind| kind.code);
    kinds
}

/// Returns the kind with a code.
#[must_use]
pub fn kind(code: &str) -> Option<&'static Kind> {
    kinds().into_iter().find(|kind| kind.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::catalogue::{kind, kinds};

    #[test]
    fn codes_are_unique() {
        let all = kinds();
        let codes: BTreeSet<&str> = all.iter().map(|kind| kind.code).collect();
        assert_eq!(codes.len(), all.len());
        assert!(kind("V06").is_some() && kind("V99").is_none());
    }

    #[test]
    fn every_kind_has_its_words_and_its_page() {
        for kind in kinds() {
            let head = format!("# {} {}（{}）\n", kind.code, kind.title, kind.severity.word());
            assert!(kind.explain.starts_with(&head), "{}", kind.code);
            for heading in ["## 何が", "## なぜ", "## 直し方", "- よい例: ", "- 直す例: "] {
                assert_eq!(kind.explain.matches(heading).count(), 1, "{} {heading}", kind.code);
            }
            assert!(!kind.help.is_empty() && !kind.help.ends_with('。'), "{}", kind.code);
        }
    }
}
