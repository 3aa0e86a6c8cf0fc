//! Finds the project that a wrong number or name was probably meant for.

use crate::plan::model::{Plan, Project};
use crate::text::distance::distance;
use crate::text::fold;

/// Returns the project with the nearest name, if any is near.
pub(super) fn by_name<'a>(plan: &'a Plan, name: &str) -> Option<&'a Project> {
    let wanted = fold::key(name);
    let length = wanted.chars().count();
    nearest(plan, |project| distance(&fold::key(&project.name), &wanted))
        // At most half of the name may differ.
        .filter(|(steps, _)| steps * 2 < length)
        .map(|(_, project)| project)
}

/// Returns another project whose name is nearly the one given, while the form's own project has a less
/// similar one: one character away where the own name is further, or at most a third of the name where the
/// own name is more than twice as far.
pub(super) fn of_another<'a>(plan: &'a Plan, own: &Project, name: &str) -> Option<&'a Project> {
    let wanted = fold::key(name);
    let length = wanted.chars().count();
    let steps = |project: &Project| {
        let to = |name: &str| distance(&fold::key(name), &wanted);
        to(&project.name).min(to(&project.overview_name))
    };
    let from_own = steps(own);
    let (away, other) = nearest(plan, steps).filter(|(_, other)| other.id != own.id)?;
    let by_one = away <= 1 && away * 2 < length && from_own > 1;
    let by_far = away * 3 <= length && away * 2 < from_own;
    (by_one || by_far).then_some(other)
}

/// Returns the project with the nearest number.
pub(super) fn by_number<'a>(plan: &'a Plan, number: &str) -> Option<&'a Project> {
    let wanted = fold::key(number);
    nearest(plan, |project| distance(&project.id.to_string(), &wanted))
        .filter(|(steps, _)| *steps <= 2)
        .map(|(_, project)| project)
}

fn nearest(plan: &Plan, steps: impl Fn(&Project) -> usize) -> Option<(usize, &Project)> {
    plan.projects.iter().map(|project| (steps(project), project)).min_by_key(|(steps, _)| *steps)
}
