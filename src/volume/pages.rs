//! Distributes projects over printed pages.

use crate::plan::Plan;
use crate::plan::model::{Measure, Policy, Project};

/// The most projects on a page.
const PER_PAGE: usize = 2;

/// A printed page of a 基本方針.
#[derive(Clone, Debug)]
pub(super) struct PrintedPage<'a> {
    /// The page heading: the 基本方針 and the page's number within it.
    pub(super) heading: String,
    /// The projects from top to bottom.
    pub(super) entries: Vec<Entry<'a>>,
}

/// A project on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    /// The 施策, if its line is above the project: at the top of a page, and where a 施策 begins.
    pub(super) measure: Option<&'a Measure>,
    /// The project.
    pub(super) project: &'a Project,
    /// The page of its table, counted from 0; always 0 unless the table is longer than a page.
    pub(super) part: usize,
}

/// Returns the pages of a 基本方針. A 施策 begins a new page, unless the one before has a single project:
/// then it shares that page. `fits` is true if projects fit on one page, `length` gives the number of pages
/// of one project.
pub(super) fn pages<'a>(
    plan: &'a Plan,
    policy: &Policy,
    fits: impl Fn(&[Entry<'a>]) -> bool,
    length: impl Fn(&Project) -> usize,
) -> Vec<PrintedPage<'a>> {
    let mut pages: Vec<Vec<Entry<'a>>> = Vec::new();
    let mut shares = false;
    for measure in plan.measures.of_parent(&policy.number) {
        let projects: Vec<&Project> = plan.projects_of(&measure.number).collect();
        for (at, project) in projects.iter().enumerate() {
            let begins = at == 0;
            // A row for the 基本方針 itself, or one without a 施策, has no line above it.
            let line = (plan.is_below_policy(project) && !measure.is_policy).then_some(measure);
            let before = at.checked_sub(1).and_then(|before| projects.get(before));
            let opens = before.is_none_or(|before| !plan.is_below_policy(before));
            let below = Entry { measure: line.filter(|_| opens), project, part: 0 };
            if let Some(page) = pages.last_mut()
                && page.len() < PER_PAGE
                && (!begins || shares)
            {
                page.push(below);
                if fits(page) {
                    continue;
                }
                page.pop();
            }
            let parts = 0..length(project).max(1);
            pages.extend(parts.map(|part| vec![Entry { measure: line, project, part }]));
        }
        if !projects.is_empty() {
            shares = projects.len() == 1;
        }
    }
    let heading = |at: usize| format!("{} {}{}", policy.number, policy.name, circled(at + 1));
    pages.into_iter().enumerate().map(|(at, entries)| PrintedPage { heading: heading(at), entries }).collect()
}

/// Returns a number in a circle from ① to ㊿, a greater one in brackets.
fn circled(number: usize) -> String {
    let (base, first) = match number {
        1..=20 => (0x2460, 1),
        21..=35 => (0x3251, 21),
        36..=50 => (0x32B1, 36),
        _ => return format!("（{number}）"),
    };
    let code = u32::try_from(number - first).ok().and_then(|offset| char::from_u32(base + offset));
    code.map_or_else(|| format!("（{number}）"), String::from)
}

#[cfg(test)]
mod tests {
    use crate::plan::Plan;
    use crate::plan::model::{Measure, Project};
    use crate::sample::results as sample;
    use crate::volume::pages::{Entry, circled, pages};

    /// Returns a plan of one 基本方針 whose 施策 have these numbers of projects.
    fn plan(counts: &[usize]) -> Plan {
        let mut plan = sample::plan();
        let model = plan.projects[0].clone();
        let (mut measures, mut projects) = (Vec::new(), Vec::new());
        for (measure, count) in (1..).zip(counts) {
            let number = format!("1-{measure}");
            for project in 1..=*count {
                let id = sample::id(&format!("{number}-{project}"));
                projects.push(Project { id, measure: number.clone(), ..model.clone() });
            }
            let policy = "1".to_owned();
            measures.push(Measure {
                number,
                policy,
                name: format!("施策{measure}"),
                outcome: String::new(),
                group: String::new(),
                is_policy: false,
            });
        }
        (plan.measures, plan.projects) = (measures.into(), projects.into());
        plan
    }

    fn shown(counts: &[usize], fits: impl Fn(&[Entry<'_>]) -> bool) -> Vec<String> {
        let plan = plan(counts);
        let entry = |entry: &Entry<'_>| {
            let line = entry.measure.map(|measure| format!("[{}]", measure.number)).unwrap_or_default();
            format!("{line}{}", entry.project.id)
        };
        pages(&plan, &plan.policies[0], fits, |_| 1)
            .iter()
            .map(|page| page.entries.iter().map(entry).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn a_measure_begins_a_page_except_after_a_single_project() {
        assert_eq!(
            shown(&[3, 1, 3, 2], |_| true),
            [
                "[1-1]1-1-1 1-1-2",
                "[1-1]1-1-3",
                "[1-2]1-2-1 [1-3]1-3-1",
                "[1-3]1-3-2 1-3-3",
                "[1-4]1-4-1 1-4-2"
            ]
        );
        // Two single projects fill a page; a 施策 without projects is skipped.
        assert_eq!(shown(&[1, 0, 1, 2], |_| true), ["[1-1]1-1-1 [1-3]1-3-1", "[1-4]1-4-1 1-4-2"]);
    }

    #[test]
    fn projects_that_do_not_fit_together_get_separate_pages() {
        assert_eq!(shown(&[1, 2], |page| page.len() < 2), ["[1-1]1-1-1", "[1-2]1-2-1", "[1-2]1-2-2"]);
    }

    #[test]
    fn a_project_longer_than_a_page_has_pages_of_its_own() {
        let plan = plan(&[3]);
        let long = |project: &Project| if project.id == plan.projects[1].id { 2 } else { 1 };
        let alone = |page: &[Entry<'_>]| page.iter().all(|entry| long(entry.project) == 1);
        let pages = pages(&plan, &plan.policies[0], alone, long);
        let shown: Vec<Vec<(String, usize)>> = pages
            .iter()
            .map(|page| page.entries.iter().map(|entry| (entry.project.id.to_string(), entry.part)).collect())
            .collect();
        let entry = |id: &str, part| vec![(id.to_owned(), part)];
        assert_eq!(shown, [entry("1-1-1", 0), entry("1-1-2", 0), entry("1-1-2", 1), entry("1-1-3", 0)]);
    }

    #[test]
    fn pages_are_counted_within_the_policy() {
        let plan = plan(&[3]);
        let headings: Vec<String> =
            pages(&plan, &plan.policies[0], |_| true, |_| 1).into_iter().map(|page| page.heading).collect();
        assert_eq!(headings, ["1 便利な暮らし①", "1 便利な暮らし②"]);
        assert_eq!([20, 21, 36, 50, 51].map(circled), ["⑳", "㉑", "㊱", "㊿", "（51）"]);
    }
}
