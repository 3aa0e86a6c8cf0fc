//! 担当課: renamed, merged and split departments, found by 別名 and by who leads their projects now.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::Plan;
use crate::plan::model::Department;
use crate::revision::change::{Change, ChangeKind, Part};
use crate::revision::pairs::Pairs;
use crate::text::fold;

const NAME: &str = "課名";

pub(super) fn changes(old: &Plan, new: &Plan) -> Vec<Change> {
    let mut pairs = Pairs::new(old.departments.len(), new.departments.len());
    let name = |rows: &[Department], at: usize| rows.get(at).map(|row| fold::key(&row.name));
    pairs.by_key(|at| name(&old.departments, at), |at| name(&new.departments, at));
    let mut found = Vec::new();
    let mut told_new: BTreeSet<usize> = BTreeSet::new();
    let mut told_old: BTreeSet<usize> = BTreeSet::new();

    // For each new department, the old ones whose names are among its 別名.
    let mut heirs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let aliases = aliases(new);
    for at in pairs.free_olds() {
        if let Some(to) = name(&old.departments, at).and_then(|name| aliases.get(&name).copied()) {
            heirs.entry(to).or_default().push(at);
        }
    }
    let heirs_of_projects = heirs_of_projects(old, new);
    for (to, from) in heirs {
        let Some(heir) = new.departments.get(to) else { continue };
        let kept = pairs.old_of(to).and_then(|at| old.departments.get(at));
        let mut names: Vec<&str> = kept.map(|row| row.name.as_str()).into_iter().collect();
        names.extend(from.iter().filter_map(|at| old.departments.get(*at)).map(|row| row.name.as_str()));
        told_old.extend(&from);
        match from.as_slice() {
            [one] if kept.is_none() => {
                pairs.pair(*one, to);
                // A department whose projects went to other new departments was split, even if one has its
                // name as an 別名.
                let others = old
                    .departments
                    .get(*one)
                    .map(|row| new_heirs(&heirs_of_projects, row, new, &pairs, to))
                    .unwrap_or_default();
                told_new.extend(&others);
                let mut into = vec![heir.name.as_str()];
                into.extend(others.iter().filter_map(|at| new.departments.get(*at)).map(|row| &*row.name));
                let kind = if others.is_empty() { ChangeKind::Renamed } else { ChangeKind::Split };
                found.push(of(kind, &heir.name, &names.join("、"), &into.join("、")));
            }
            _ => found.push(of(ChangeKind::Merged, &heir.name, &names.join("、"), &heir.name)),
        }
        told_new.insert(to);
    }
    for at in pairs.free_olds() {
        let Some(row) = old.departments.get(at).filter(|_| !told_old.contains(&at)) else { continue };
        let heirs: Vec<usize> =
            heirs_of_projects.get(row.name.as_str()).into_iter().flatten().copied().collect();
        let fresh = heirs.iter().all(|to| pairs.old_of(*to).is_none()) && heirs.len() > 1;
        let names: Vec<&str> =
            heirs.iter().filter_map(|to| new.departments.get(*to)).map(|row| row.name.as_str()).collect();
        if fresh {
            told_new.extend(&heirs);
            found.push(of(ChangeKind::Split, &row.name, &row.name, &names.join("、")));
        } else {
            let remark = match names.as_slice() {
                [] => String::new(),
                names => format!("主担当の事業は{}が引き継いでいます。", names.join("、")),
            };
            found.push(of(ChangeKind::Removed, &row.name, &row.name, "").remark(remark));
        }
    }
    for at in pairs.free_news() {
        if let Some(row) = new.departments.get(at).filter(|_| !told_new.contains(&at)) {
            found.push(of(ChangeKind::Added, &row.name, "", &row.name).detail("部局", &row.bureau));
        }
    }
    for (at, row) in new.departments.iter().enumerate() {
        if let Some(before) = pairs.old_of(at).and_then(|old_at| old.departments.get(old_at)) {
            let text =
                |item, old: &str, new: &str| Change::of_text(Part::Department, &row.name, item, old, new);
            found.extend(text("部局", &before.bureau, &row.bureau));
            found.extend(text("別名", &before.aliases.join("、"), &row.aliases.join("、")));
        }
    }
    found
}

fn of(kind: ChangeKind, subject: &str, old: &str, new: &str) -> Change {
    Change::new(Part::Department, kind, subject, NAME, old, new)
}

/// Returns the index of the department for every 別名, by its folded text.
fn aliases(plan: &Plan) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (at, row) in plan.departments.iter().enumerate() {
        for alias in &row.aliases {
            found.entry(fold::key(alias)).or_insert(at);
        }
    }
    found
}

/// Returns, for each old department, the new ones that lead its projects now, as indices in the new plan.
fn heirs_of_projects<'a>(old: &'a Plan, new: &Plan) -> BTreeMap<&'a str, BTreeSet<usize>> {
    let leads: BTreeMap<String, &str> =
        new.projects.iter().map(|project| (fold::key(&project.name), project.lead.as_str())).collect();
    let places: BTreeMap<&str, usize> =
        new.departments.iter().enumerate().map(|(at, row)| (row.name.as_str(), at)).collect();
    let mut heirs: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for project in &old.projects {
        let lead = leads.get(&fold::key(&project.name)).and_then(|lead| places.get(lead));
        if let Some(at) = lead {
            heirs.entry(project.lead.as_str()).or_default().insert(*at);
        }
    }
    heirs
}

/// Returns the new departments, other than `but`, that lead projects of an old department and did not exist
/// before.
fn new_heirs(
    heirs: &BTreeMap<&str, BTreeSet<usize>>,
    row: &Department,
    new: &Plan,
    pairs: &Pairs,
    but: usize,
) -> Vec<usize> {
    let all = heirs.get(row.name.as_str()).into_iter().flatten().copied();
    all.filter(|at| *at != but && pairs.old_of(*at).is_none() && new.departments.get(*at).is_some()).collect()
}
