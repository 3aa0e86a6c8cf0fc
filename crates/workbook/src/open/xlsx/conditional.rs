//! Ranges that conditional formats may strike through. Their conditions are not evaluated: a person is asked
//! to look at the cells.

use quick_xml::events::BytesStart;

use super::super::address::ranges;
use super::super::xml::{attribute, number};
use super::styles::Styles;
use crate::grid::Merge;

/// The conditional formats of a sheet that is being read.
#[derive(Debug, Default)]
pub(super) struct ConditionalStrikes {
    ranges: Vec<Merge>,
    found: Vec<Merge>,
}

impl ConditionalStrikes {
    /// Remembers the ranges of the rules that follow.
    pub(super) fn begin(&mut self, formatting: &BytesStart<'_>) {
        self.ranges = attribute(formatting, "sqref").map_or_else(Vec::new, |text| ranges(&text).collect());
    }

    /// Adds the ranges of a rule if its format strikes through.
    pub(super) fn rule(&mut self, rule: &BytesStart<'_>, styles: &Styles) {
        if number::<usize>(rule, "dxfId").is_some_and(|format| styles.strikes(format)) {
            self.found.append(&mut self.ranges);
        }
    }

    /// Returns the ranges that may be struck through.
    pub(super) fn finish(self) -> Vec<Merge> {
        self.found
    }
}
