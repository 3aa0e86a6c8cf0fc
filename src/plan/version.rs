//! 版: decides whether a text names a version of the plan.

use crate::text::fold;

/// True if two texts name the same version: `第1.2版`, `Ver.1.2` and `1.2` do.
pub(super) fn same(one: &str, other: &str) -> bool {
    bare_version(one) == bare_version(other)
}

/// Returns a version without the words around its number (`第`, `Ver.`, `版`).
fn bare_version(text: &str) -> String {
    let folded = fold::key(text);
    let bare = ["第", "version", "ver", "v"]
        .iter()
        .find_map(|word| folded.strip_prefix(word))
        .unwrap_or(&folded)
        .trim_start_matches('.')
        .trim_end_matches('版');
    if bare.starts_with(|c: char| c.is_ascii_digit()) { bare.to_owned() } else { folded }
}
