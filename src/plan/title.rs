//! The plan's title as it heads books and forms.

use crate::plan::model::Plan;
use crate::text::fold;

impl Plan {
    /// Returns the title with the organisation before it, separated by `between`, unless it begins with the
    /// organisation's name.
    #[must_use]
    pub fn full_title(&self, between: &str) -> String {
        if self.names_itself() {
            return self.title.clone();
        }
        format!("{}{between}{}", self.organisation.trim(), self.title)
    }

    /// True if the title begins with the organisation's name, or the plan gives no organisation.
    #[must_use]
    pub fn names_itself(&self) -> bool {
        begins_with(&self.title, &self.organisation)
    }
}

fn begins_with(title: &str, organisation: &str) -> bool {
    fold::squash(title).starts_with(&fold::squash(organisation))
}

#[cfg(test)]
mod tests {
    use super::begins_with;

    #[test]
    fn a_title_that_begins_with_the_organisation_needs_no_other_name() {
        for title in ["海辺市DX推進プラン", "海辺市　DX推進プラン", " 海辺市 DX推進プラン"]
        {
            assert!(begins_with(title, "海辺市") && begins_with(title, " 海辺市"), "{title}");
        }
        assert!(!begins_with("DX推進プラン（海辺市）", "海辺市"));
        assert!(begins_with("DX推進プラン", "　"));
    }
}
