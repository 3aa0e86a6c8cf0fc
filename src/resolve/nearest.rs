//! Finds the project that a wrong number or name was probably meant for.

use crate::plan::model::{Plan, Project};
use crate::text::distance::{Spelling, distance};
use crate::text::fold;

/// Returns the project with the nearest name, if any is near.
pub(super) fn by_name<'a>(plan: &'a Plan, name: &str) -> Option<&'a Project> {
    // Less than half of the name may differ.
    let most = length(name).checked_sub(1)? / 2;
    plan.projects.nearest(name, most).map(|(_, project)| project)
}

/// Returns another project whose name is nearly the one given, while the form's own project has a less
/// similar one: one character away where the own name is further, or at most a third of the name where the
/// own name is more than twice as far.
pub(super) fn of_another<'a>(plan: &'a Plan, own: &Project, name: &str) -> Option<&'a Project> {
    let wanted = Spelling::of(name);
    let length = length(name);
    let (away, other) =
        plan.projects.nearest(name, (length / 3).max(1)).filter(|(_, other)| other.id != own.id)?;
    let from = |name: &str| distance(&fold::key(name), wanted.key());
    let from_own = from(&own.name).min(from(&own.overview_name));
    let by_one = away <= 1 && away * 2 < length && from_own > 1;
    let by_far = away * 3 <= length && away * 2 < from_own;
    (by_one || by_far).then_some(other)
}

fn length(name: &str) -> usize {
    fold::key(name).chars().count()
}

/// Returns the project with the nearest number.
pub(super) fn by_number<'a>(plan: &'a Plan, number: &str) -> Option<&'a Project> {
    let wanted = fold::key(number);
    let steps = plan.projects.iter().map(|project| (distance(&project.id.to_string(), &wanted), project));
    steps.min_by_key(|(steps, _)| *steps).filter(|(steps, _)| *steps <= 2).map(|(_, project)| project)
}
