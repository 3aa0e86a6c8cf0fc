//! Matches the policies, measures, projects and indicators of the old plan with those of the new one, even if
//! their numbers and names changed.

use std::collections::BTreeMap;

use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::{Indicator, Project};
use crate::revision::likeness::{ShingleIndex, are_similar};
use crate::revision::pairs::Pairs;
use crate::text::fold;

/// The rows that two plans have in common.
pub(super) struct Matching {
    pub(super) policies: Pairs,
    pub(super) measures: Pairs,
    pub(super) projects: Pairs,
    /// By the indices of the old and the new project.
    pub(super) indicators: BTreeMap<(usize, usize), Pairs>,
}

impl Matching {
    pub(super) fn new(old: &Plan, new: &Plan) -> Self {
        let projects = projects(old, new);
        let indicators = old
            .projects
            .iter()
            .enumerate()
            .filter_map(|(at, project)| {
                let to = projects.new_of(at)?;
                let other = new.projects.get(to)?;
                Some(((at, to), indicators(&project.indicators, &other.indicators)))
            })
            .collect();
        Self { policies: policies(old, new), measures: measures(old, new), projects, indicators }
    }

    /// Returns the new number of every old 施策 that the new plan has too.
    pub(super) fn new_measures<'a>(&self, old: &'a Plan, new: &'a Plan) -> BTreeMap<&'a str, &'a str> {
        let old_measures = old.measures.iter().enumerate();
        old_measures
            .filter_map(|(at, row)| {
                let to = new.measures.get(self.measures.new_of(at)?)?;
                Some((row.number.as_str(), to.number.as_str()))
            })
            .collect()
    }
}

/// The old ids of projects, and of their indicators, with the new ones.
type Ids = (BTreeMap<ProjectId, ProjectId>, BTreeMap<(ProjectId, IndicatorId), (ProjectId, IndicatorId)>);

impl Matching {
    /// Returns the ids in the new plan of the projects and indicators of the old one.
    pub(super) fn ids(&self, old: &Plan, new: &Plan) -> Ids {
        let (mut projects, mut indicators) = (BTreeMap::new(), BTreeMap::new());
        for ((at, to), pairs) in &self.indicators {
            let (Some(before), Some(project)) = (old.projects.get(*at), new.projects.get(*to)) else {
                continue;
            };
            projects.insert(before.id.clone(), project.id.clone());
            for (place, row) in before.indicators.iter().enumerate() {
                if let Some(now) = pairs.new_of(place).and_then(|place| project.indicators.get(place)) {
                    indicators
                        .insert((before.id.clone(), row.id.clone()), (project.id.clone(), now.id.clone()));
                }
            }
        }
        (projects, indicators)
    }
}

fn policies(old: &Plan, new: &Plan) -> Pairs {
    let rows = |plan: &Plan| {
        plan.policies.iter().map(|row| (row.number.clone(), row.name.clone())).collect::<Vec<_>>()
    };
    numbered(&rows(old), &rows(new))
}

fn measures(old: &Plan, new: &Plan) -> Pairs {
    let rows = |plan: &Plan| {
        plan.measures.iter().map(|row| (row.number.clone(), row.name.clone())).collect::<Vec<_>>()
    };
    numbered(&rows(old), &rows(new))
}

/// Pairs rows of number and name: first equal ones, then those with the same name, then those with the same
/// number and similar names.
fn numbered(olds: &[(String, String)], news: &[(String, String)]) -> Pairs {
    let mut pairs = Pairs::new(olds.len(), news.len());
    let both = |rows: &[(String, String)], at: usize| {
        rows.get(at).map(|(number, name)| (fold::key(number), fold::key(name)))
    };
    pairs.by_key(|at| both(olds, at), |at| both(news, at));
    let name = |rows: &[(String, String)], at: usize| rows.get(at).map(|(_, name)| fold::key(name));
    pairs.by_key(|at| name(olds, at), |at| name(news, at));
    let by_number: BTreeMap<String, usize> =
        news.iter().enumerate().map(|(at, (number, _))| (fold::key(number), at)).collect();
    for old in pairs.free_olds() {
        let Some((number, name)) = olds.get(old) else { continue };
        let found = by_number.get(&fold::key(number)).copied();
        if let Some(new) =
            found.filter(|new| news.get(*new).is_some_and(|(_, other)| are_similar(name, other)))
        {
            pairs.pair(old, new);
        }
    }
    pairs
}

fn projects(old: &Plan, new: &Plan) -> Pairs {
    let (olds, news) = (&old.projects, &new.projects);
    let mut pairs = Pairs::new(olds.len(), news.len());
    let both = |projects: &[Project], at: usize| {
        projects.get(at).map(|project| (project.id.clone(), fold::key(&project.name)))
    };
    pairs.by_key(|at| both(olds, at), |at| both(news, at));
    by_former_id(olds, news, &mut pairs);
    let name = |projects: &[Project], at: usize| projects.get(at).map(|project| fold::key(&project.name));
    pairs.by_key(|at| name(olds, at), |at| name(news, at));
    let place: BTreeMap<ProjectId, usize> =
        news.iter().enumerate().map(|(at, project)| (project.id.clone(), at)).collect();
    for at in pairs.free_olds() {
        let Some(project) = olds.get(at) else { continue };
        let found = place.get(&project.id).copied();
        if let Some(to) = found.filter(|to| news.get(*to).is_some_and(|other| same(project, other))) {
            pairs.pair(at, to);
        }
    }
    by_texts(olds, news, &mut pairs);
    pairs
}

/// Pairs projects by 旧整理番号. One that the old plan has too is ignored: the project was renumbered before
/// that.
fn by_former_id(olds: &[Project], news: &[Project], pairs: &mut Pairs) {
    let place: BTreeMap<&ProjectId, usize> =
        olds.iter().enumerate().map(|(at, project)| (&project.id, at)).collect();
    for to in pairs.free_news() {
        let Some(project) = news.get(to) else { continue };
        let before = place.get(&project.id).and_then(|at| olds.get(*at));
        let known = |id: &ProjectId| before.is_some_and(|before| before.former.contains(id));
        let at = project.former.iter().filter(|id| !known(id)).find_map(|id| place.get(id).copied());
        if let Some(at) = at {
            pairs.pair(at, to);
        }
    }
}

/// True if two projects with the same 整理番号 and different names are the same project.
fn same(old: &Project, new: &Project) -> bool {
    let shares_an_indicator = || {
        old.indicators.iter().any(|one| {
            let named = !fold::is_blank(&one.name);
            named && new.indicators.iter().any(|other| fold::key(&one.name) == fold::key(&other.name))
        })
    };
    are_similar(&old.name, &new.name) || are_similar(&texts(old), &texts(new)) || shares_an_indicator()
}

fn texts(project: &Project) -> String {
    [&project.issue, &project.purpose, &project.summary].map(String::as_str).concat()
}

/// Pairs remaining projects by their texts: such a project has another number and another name.
fn by_texts(olds: &[Project], news: &[Project], pairs: &mut Pairs) {
    let left: Vec<(usize, String)> = pairs
        .free_olds()
        .into_iter()
        .filter_map(|at| olds.get(at).map(|project| (at, texts(project))))
        .collect();
    let index = ShingleIndex::new(left.iter().map(|(at, text)| (*at, text.as_str())));
    for to in pairs.free_news() {
        if let Some(at) = news.get(to).and_then(|project| index.most_like(&texts(project))) {
            pairs.pair(at, to);
        }
    }
}

fn indicators(olds: &[Indicator], news: &[Indicator]) -> Pairs {
    let mut pairs = Pairs::new(olds.len(), news.len());
    let both = |rows: &[Indicator], at: usize| rows.get(at).map(|row| (row.id.clone(), fold::key(&row.name)));
    pairs.by_key(|at| both(olds, at), |at| both(news, at));
    let name = |rows: &[Indicator], at: usize| {
        rows.get(at).map(|row| fold::key(&row.name)).filter(|name| !name.is_empty())
    };
    pairs.by_key(|at| name(olds, at), |at| name(news, at));
    for at in pairs.free_olds() {
        let Some(one) = olds.get(at) else { continue };
        let free = pairs.free_news();
        let candidates = || free.iter().copied().filter_map(|to| news.get(to).map(|row| (to, row)));
        let by_symbol = candidates().find(|(_, row)| row.id == one.id && same_measure(one, row));
        let by_name = || candidates().find(|(_, row)| are_similar(&one.name, &row.name));
        if let Some((to, _)) = by_symbol.or_else(by_name) {
            pairs.pair(at, to);
        }
    }
    pairs
}

/// True if two indicators with the same symbol and different names are the same: they have the same unit,
/// similar names, or a target in common.
fn same_measure(old: &Indicator, new: &Indicator) -> bool {
    let unit = || !old.unit.is_empty() && crate::text::unit::same(&old.unit, &new.unit);
    let target = || {
        old.years.iter().any(|(year, cells)| {
            !cells.target.says_nothing()
                && new
                    .target(*year)
                    .is_some_and(|target| fold::prose(&target.text) == fold::prose(&cells.target.text))
        })
    };
    are_similar(&old.name, &new.name) || unit() || target()
}
