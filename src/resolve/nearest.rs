//! The plan's entry that a wrong number or name was probably meant to be.

use strsim::levenshtein;

use crate::plan::model::{Plan, Project};
use crate::text::fold;

/// The project whose name is nearest, if any is near.
pub(super) fn by_name<'a>(plan: &'a Plan, name: &str) -> Option<&'a Project> {
    let wanted = fold::key(name);
    let length = wanted.chars().count();
    nearest(plan, |project| levenshtein(&fold::key(&project.name), &wanted))
        // Half of another name is not that name any more.
        .filter(|(steps, _)| steps * 2 < length)
        .map(|(_, project)| project)
}

/// The other project that a name means, although it is not quite that project's and not its own one's: by one character where its own
/// is further off, or, of a longer name, by at most a third of it where its own is more than twice as far.
/// A name that was changed at will is near to none.
pub(super) fn of_another<'a>(plan: &'a Plan, own: &Project, name: &str) -> Option<&'a Project> {
    let wanted = fold::key(name);
    let length = wanted.chars().count();
    let steps = |project: &Project| {
        let to = |name: &str| levenshtein(&fold::key(name), &wanted);
        to(&project.name).min(to(&project.overview_name))
    };
    let from_own = steps(own);
    let (away, other) = nearest(plan, steps).filter(|(_, other)| other.id != own.id)?;
    let by_one = away <= 1 && away * 2 < length && from_own > 1;
    let by_far = away * 3 <= length && away * 2 < from_own;
    (by_one || by_far).then_some(other)
}

/// The project whose number is nearest.
pub(super) fn by_number<'a>(plan: &'a Plan, number: &str) -> Option<&'a Project> {
    let wanted = fold::key(number);
    nearest(plan, |project| levenshtein(&project.id.to_string(), &wanted))
        .filter(|(steps, _)| *steps <= 2)
        .map(|(_, project)| project)
}

fn nearest(plan: &Plan, steps: impl Fn(&Project) -> usize) -> Option<(usize, &Project)> {
    plan.projects.iter().map(|project| (steps(project), project)).min_by_key(|(steps, _)| *steps)
}
