//! The plan's entry that a wrong number or name was probably meant to be.

use crate::plan::model::{Plan, Project};
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

/// How many characters have to be put in, left out or replaced.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for ((to, diagonal), above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            left = (diagonal + usize::from(from != *to)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn a_distance_counts_characters() {
        assert_eq!(distance("", "窓口"), 2);
        assert_eq!(distance("1-1-1", "1-1-7"), 1);
        assert_eq!(distance("窓口予約の導入", "窓口の予約導入"), 2);
        assert_eq!(distance("同じ", "同じ"), 0);
    }
}
