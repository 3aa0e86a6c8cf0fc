//! The plan's entry that a wrong number or name was probably meant to be.

use crate::plan::model::{Plan, Project};
use crate::text::distance::distance;
use crate::text::fold;

/// The project whose name is nearest, if any is near.
pub(super) fn by_name<'a>(plan: &'a Plan, name: &str) -> Option<&'a Project> {
    let wanted = fold::key(name);
    let length = wanted.chars().count();
    nearest(plan, |project| distance(&fold::key(&project.name), &wanted))
        // Half of another name is not that name any more.
        .filter(|(steps, _)| steps * 2 < length)
        .map(|(_, project)| project)
}

/// The project whose number is nearest.
pub(super) fn by_number<'a>(plan: &'a Plan, number: &str) -> Option<&'a Project> {
    let wanted = fold::key(number);
    nearest(plan, |project| distance(&project.id.to_string(), &wanted))
        .filter(|(steps, _)| *steps <= 2)
        .map(|(_, project)| project)
}

fn nearest(plan: &Plan, steps: impl Fn(&Project) -> usize) -> Option<(usize, &Project)> {
    plan.projects.iter().map(|project| (steps(project), project)).min_by_key(|(steps, _)| *steps)
}
