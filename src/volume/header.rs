//! What the sheets of the volume share: its title, the page headers, and the place of each project.

use std::collections::BTreeMap;

use crate::ids::ProjectId;
use crate::plan::Plan;

/// The sheet and row, counted from 0, where each project's table begins: the targets of links.
pub(super) type Places = BTreeMap<ProjectId, (String, u32)>;

/// The texts in the header of every page but the cover.
pub(super) struct Header {
    pub(super) left: String,
    pub(super) right: String,
}

/// Returns the volume's title; 別冊 if the plan has none.
pub(super) fn volume_title(plan: &Plan) -> &str {
    let title = plan.volume_title.trim();
    if title.is_empty() { "別冊" } else { title }
}
