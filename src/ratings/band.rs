//! Finds a band by its name.

use crate::plan::model::Band;
use crate::text::fold;

/// Returns the position of a band in 判定区分 by its name.
pub(crate) fn band_named(text: &str, bands: &[Band]) -> Option<usize> {
    let wanted = fold::key(text);
    bands.iter().position(|band| !wanted.is_empty() && fold::key(&band.name) == wanted)
}
