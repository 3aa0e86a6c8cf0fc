//! Finds the project that a wrong number or name was probably meant for.

use crate::plan::model::{Plan, Project};
use crate::text::distance::{Spelling, distance};
use crate::text::fold;

/// Returns the project with the most similar name, if it differs in less than half of the characters.
pub(super) fn by_name<'a>(plan: &'a Plan, name: &str) -> Option<&'a Project> {
    // Less than half of the name may differ.
    let most = length(name).checked_sub(1)? / 2;
    plan.projects.nearest(name, most).map(|(_, project)| project)
}

/// Returns the project whose name is nearest to `name`, if it is another than `own` and clearly nearer: it
/// differs in one character and the name of `own` in more, or it differs in at most a third of the characters
/// and the name of `own` in more than twice as many.
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

/// Returns the project with the nearest number, if it differs in at most two characters.
pub(super) fn by_number<'a>(plan: &'a Plan, number: &str) -> Option<&'a Project> {
    let wanted = fold::key(number);
    let steps = plan.projects.iter().map(|project| (distance(&project.id.to_string(), &wanted), project));
    steps.min_by_key(|(steps, _)| *steps).filter(|(steps, _)| *steps <= 2).map(|(_, project)| project)
}

#[cfg(test)]
mod tests {
    use crate::plan::Plan;
    use crate::resolve::nearest::{by_name, by_number, of_another};
    use crate::sample::forms::plan;

    /// The sample plan with other names of its two projects.
    fn named(first: &str, second: &str) -> Plan {
        let mut plan = plan();
        plan.projects.edit(|projects| {
            for (project, name) in projects.iter_mut().zip([first, second]) {
                (project.name, project.overview_name) = (name.to_owned(), name.to_owned());
            }
        });
        plan
    }

    /// Returns the number of the other project that a name on the second project's form is nearer to.
    fn other(plan: &Plan, name: &str) -> Option<String> {
        of_another(plan, &plan.projects[1], name).map(|project| project.id.to_string())
    }

    #[test]
    fn a_name_one_character_away_is_another_project_s_where_the_own_is_further() {
        assert_eq!(other(&named("案内の充実", "窓口の見直し"), "案内の充").as_deref(), Some("1-1-1"));
        assert_eq!(other(&named("案内の充実", "案内の充美"), "案内の充"), None);
        assert_eq!(other(&named("案内の充実", "窓口の見直し"), "窓口の見直"), None);
        assert_eq!(other(&named("案内", "窓口の見直し"), "案外"), None, "half of the name");
    }

    #[test]
    fn a_third_of_a_name_may_differ_where_the_own_is_more_than_twice_as_far() {
        let written = "あいうえおかさしす";
        assert_eq!(other(&named("あいうえおかきくけ", "窓口の見直し"), written).as_deref(), Some("1-1-1"));
        assert_eq!(other(&named("あいうえおかきくけ", "あいう亜伊宇江尾加"), written), None);
        assert_eq!(other(&named("あいうえお火木久毛", "窓口の見直し"), written), None, "more than a third");
    }

    #[test]
    fn a_name_or_number_is_proposed_only_where_it_is_near() {
        let plan = plan();
        let name = |text: &str| by_name(&plan, text).map(|project| project.id.to_string());
        assert_eq!(name("窓口の見なおし").as_deref(), Some("1-1-1"));
        assert_eq!(name("まったく別の取組"), None);
        let number = |text: &str| by_number(&plan, text).map(|project| project.id.to_string());
        assert_eq!(number("1-9-9").as_deref(), Some("1-1-1"));
        assert_eq!(number("9-9-9"), None);
    }
}
