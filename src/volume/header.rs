//! What the sheets of the volume share: its title, the words in the headers, and where each project stands.

use std::collections::BTreeMap;

use crate::ids::ProjectId;
use crate::plan::Plan;

/// Where each project's table begins, for links: its sheet and its row, counted from 0.
pub(super) type Places = BTreeMap<ProjectId, (String, u32)>;

/// The words in the header of every page but the cover.
pub(super) struct Header {
    pub(super) left: String,
    pub(super) right: String,
}

/// Returns the volume's title; 別冊 if the plan gives none.
pub(super) fn volume_title(plan: &Plan) -> &str {
    let title = plan.volume_title.trim();
    if title.is_empty() { "別冊" } else { title }
}
