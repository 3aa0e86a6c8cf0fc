//! Conditional formats that may strike text through. Which cells meet their conditions is Excel's to say; a
//! person is told.

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
    /// Notes the ranges of the conditional formats that follow.
    pub(super) fn begin(&mut self, formatting: &BytesStart<'_>) {
        self.ranges = attribute(formatting, "sqref").map_or_else(Vec::new, |text| ranges(&text).collect());
    }

    /// Notes a rule, where its format strikes through.
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
