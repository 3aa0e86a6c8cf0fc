//! The comparison as JSON.

use serde::Serialize;

use crate::amendment::{DecidedRequest, DecisionCheck, Presence};
use crate::comparison_table::compared::Compared;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::revision::FinalTarget;
use crate::revision::change::{Change, Detail, Part};
use crate::text::calendar::FiscalYear;

#[derive(Serialize)]
struct Comparison<'a> {
    schema: u32,
    generator: String,
    old: Version<'a>,
    new: Version<'a>,
    equal: bool,
    summary: Vec<Count>,
    changes: Vec<Changed<'a>>,
    final_targets: Vec<Target<'a>>,
    decisions: Option<Decisions<'a>>,
}

#[derive(Serialize)]
struct Decisions<'a> {
    requests: Vec<Request<'a>>,
    unapproved_changes: Vec<Changed<'a>>,
}

#[derive(Serialize)]
struct Request<'a> {
    project: &'a str,
    item: &'a str,
    current: Option<&'a str>,
    requested: Option<&'a str>,
    department: Option<&'a str>,
    decision: &'static str,
    result: &'static str,
    cell: &'a str,
}

#[derive(Serialize)]
struct Version<'a> {
    title: &'a str,
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Count {
    part: &'static str,
    kind: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct Changed<'a> {
    part: &'static str,
    kind: &'static str,
    project: Option<String>,
    indicator: Option<&'a str>,
    subject: &'a str,
    item: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    remark: Option<&'a str>,
    details: Vec<Further<'a>>,
}

#[derive(Serialize)]
struct Further<'a> {
    item: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Target<'a> {
    project: String,
    indicator: &'a str,
    name: &'a str,
    indicator_name: &'a str,
    old: Option<&'a str>,
    old_fiscal_year: Option<i32>,
    new: Option<&'a str>,
    new_fiscal_year: Option<i32>,
    movement: &'static str,
}

/// Returns the comparison as JSON, with a trailing newline.
///
/// # Errors
/// If it cannot be composed.
pub fn json(compared: &Compared<'_>) -> Result<String, Failure> {
    let revision = compared.revision;
    let comparison = Comparison {
        schema: 1,
        generator: format!("shinchoku {}", env!("CARGO_PKG_VERSION")),
        old: version(compared.old),
        new: version(compared.new),
        equal: revision.is_empty(),
        summary: counts(&revision.changes),
        changes: revision.changes.iter().map(changed).collect(),
        final_targets: revision.final_targets.iter().map(target).collect(),
        decisions: compared.decision_check.map(|check| decisions(check, &revision.changes)),
    };
    let text =
        serde_json::to_string_pretty(&comparison).map_err(|error| Failure::Record(error.to_string()))?;
    Ok(text + "\n")
}

fn version(plan: &Plan) -> Version<'_> {
    Version { title: &plan.title, version: &plan.version, sha256: &plan.sha256 }
}

fn counts(changes: &[Change]) -> Vec<Count> {
    let mut counts: std::collections::BTreeMap<(Part, _), usize> = std::collections::BTreeMap::new();
    for change in changes {
        *counts.entry((change.part, change.kind)).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|((part, kind), count)| Count { part: part.word(), kind: kind.words(), count })
        .collect()
}

fn changed(change: &Change) -> Changed<'_> {
    Changed {
        part: change.part.word(),
        kind: change.kind.words(),
        project: change.project.as_ref().map(ToString::to_string),
        indicator: change.indicator.as_ref().map(crate::ids::IndicatorId::symbol),
        subject: &change.subject,
        item: &change.item,
        old: some(&change.old),
        new: some(&change.new),
        remark: some(&change.remark),
        details: change.details.iter().map(|Detail { item, text }| Further { item, text }).collect(),
    }
}

fn decisions<'a>(check: &'a DecisionCheck, changes: &'a [Change]) -> Decisions<'a> {
    let request = |(request, presence): &'a (DecidedRequest, Presence)| Request {
        project: &request.project_text,
        item: &request.item,
        current: some(&request.current),
        requested: some(&request.requested),
        department: some(&request.department),
        decision: request.verdict.word(),
        result: presence.word(),
        cell: &request.place,
    };
    let unapproved = check.unapproved.iter().filter_map(|at| changes.get(*at));
    Decisions {
        requests: check.requests.iter().map(request).collect(),
        unapproved_changes: unapproved.map(changed).collect(),
    }
}

fn target(target: &FinalTarget) -> Target<'_> {
    let year = |side: &Option<(FiscalYear, String)>| side.as_ref().map(|(year, _)| year.year());
    Target {
        project: target.project.to_string(),
        indicator: target.indicator.symbol(),
        name: &target.name,
        indicator_name: &target.indicator_name,
        old: target.old.as_ref().map(|(_, text)| text.as_str()),
        old_fiscal_year: year(&target.old),
        new: target.new.as_ref().map(|(_, text)| text.as_str()),
        new_fiscal_year: year(&target.new),
        movement: target.movement.word(),
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
