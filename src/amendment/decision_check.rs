//! Compares decisions with a new version of the plan: which approved requests it has, which it lacks, and
//! what it changes without approval.

use std::collections::BTreeSet;

use crate::amendment::decided::{DecidedRequest, Verdict};
use crate::amendment::subject::Subject;
use crate::figure::Figure;
use crate::form::field::Field;
use crate::form::symbols;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::compare::same_figures;
use crate::revision::Revision;
use crate::revision::change::{Change, Part, Topic};
use crate::text::fold;

/// Whether the new version has what a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Presence {
    /// The new version has it.
    Present,
    /// The new version lacks it.
    Absent,
    /// A person must check: a wish in prose, a new indicator, a move to another 施策.
    Unknown,
}

impl Presence {
    /// Returns its Japanese word, as in JSON.
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Present => "反映",
            Self::Absent => "反映なし",
            Self::Unknown => "要確認",
        }
    }

    /// Returns the Japanese sentence that the sheet shows for it.
    #[must_use]
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Present => "反映されています",
            Self::Absent => "反映されていません",
            Self::Unknown => "目で確かめてください",
        }
    }
}

/// The decisions compared with a new version.
#[derive(Clone, Debug)]
pub(crate) struct DecisionCheck {
    /// Each request, and whether the new version has it.
    pub requests: Vec<(DecidedRequest, Presence)>,
    /// The changes without an approved request, as indices in the revision.
    pub unapproved: Vec<usize>,
}

impl DecisionCheck {
    /// Returns the requests with this verdict and presence.
    pub(crate) fn of(&self, verdict: Verdict, presence: Presence) -> impl Iterator<Item = &DecidedRequest> {
        let meant = move |(request, found): &&(DecidedRequest, Presence)| {
            request.verdict == verdict && *found == presence
        };
        self.requests.iter().filter(meant).map(|(request, _)| request)
    }
}

/// Items of 計画 that every version changes.
const OF_EVERY_VERSION: [&str; 2] = ["版", "策定年月"];

/// Compares decisions with the new version.
#[must_use]
pub(crate) fn check_decisions(
    decided: Vec<DecidedRequest>,
    old: &Plan,
    new: &Plan,
    revision: &Revision,
) -> DecisionCheck {
    let mut approved: BTreeSet<Topic> = BTreeSet::new();
    let requests = decided
        .into_iter()
        .map(|request| {
            let presence = presence(&request, old, new, revision);
            if request.verdict == Verdict::Approved {
                approved.extend(topics(&request, old));
            }
            (request, presence)
        })
        .collect();
    let covered = |change: &Change| change.topics.iter().any(|topic| approved.contains(topic));
    let of_plan = |change: &Change| {
        change.part != Part::Records
            && !(change.part == Part::Plan && OF_EVERY_VERSION.contains(&change.item.as_str()))
    };
    let changes = revision.changes.iter().enumerate();
    let unapproved =
        changes.filter(|(_, change)| of_plan(change) && !covered(change)).map(|(at, _)| at).collect();
    DecisionCheck { requests, unapproved }
}

/// Returns what a request concerns in the old plan.
fn topics(request: &DecidedRequest, old: &Plan) -> Vec<Topic> {
    let Some(project) = request.project.as_ref().and_then(|id| old.project(id)) else { return Vec::new() };
    let topic = |field, indicator: Option<IndicatorId>, year| Topic {
        project: project.id.clone(),
        field,
        indicator,
        year,
    };
    match &request.subject {
        Some(Subject::Field { field, indicator, years }) if years.is_empty() => {
            vec![topic(*field, indicator.clone(), None)]
        }
        Some(Subject::Field { field, indicator, years }) => {
            years.iter().map(|year| topic(*field, indicator.clone(), Some(*year))).collect()
        }
        Some(Subject::Indicator) => {
            let (symbol, _) = symbols::split_name(indicator_words(request));
            vec![topic(Field::IndicatorName, Some(IndicatorId::new(&symbol)), None)]
        }
        _ => Vec::new(),
    }
}

/// Returns the symbol and name of the indicator that a request adds or removes.
fn indicator_words(request: &DecidedRequest) -> &str {
    if request.requested.is_empty() { &request.current } else { &request.requested }
}

fn presence(request: &DecidedRequest, old: &Plan, new: &Plan, revision: &Revision) -> Presence {
    let Some(id) = &request.project else { return Presence::Unknown };
    match &request.subject {
        Some(
            Subject::Field { field: Field::Measure | Field::Middle | Field::Policy, .. } | Subject::Wish,
        )
        | None => Presence::Unknown,
        Some(Subject::Indicator) if request.requested.is_empty() => {
            let (symbol, _) = symbols::split_name(&request.current);
            let indicator = IndicatorId::new(&symbol);
            match (has(old, id, Some(&indicator)), revision.indicator_of(id, &indicator)) {
                (false, _) => Presence::Unknown,
                (true, Some(_)) => Presence::Absent,
                (true, None) => Presence::Present,
            }
        }
        Some(Subject::Indicator) => added(request, id, new, revision),
        Some(Subject::Field { field, indicator, years }) => {
            let says = |year| {
                stated(id, *field, indicator.as_ref(), year, new, revision)
                    .is_some_and(|(text, unit)| same(&text, &request.requested, &unit, *field))
            };
            let present =
                if years.is_empty() { says(None) } else { years.iter().all(|year| says(Some(*year))) };
            match (has(old, id, indicator.as_ref()), present) {
                (false, _) => Presence::Unknown,
                (_, true) => Presence::Present,
                (_, false) => Presence::Absent,
            }
        }
    }
}

/// True if a plan has the project and, if one is given, its indicator: a request about another may be
/// mistyped.
fn has(plan: &Plan, project: &ProjectId, indicator: Option<&IndicatorId>) -> bool {
    let Some(project) = plan.project(project) else { return false };
    indicator.is_none_or(|id| project.indicator(id).is_some())
}

/// Returns `Present` if the new plan has an indicator with the name of the one that a request adds, else
/// `Unknown`.
fn added(request: &DecidedRequest, id: &ProjectId, new: &Plan, revision: &Revision) -> Presence {
    let (_, name) = symbols::split_name(&request.requested);
    let project = revision.project_of(id).and_then(|id| new.project(id));
    let has = project.is_some_and(|project| {
        project.indicators.iter().any(|row| !name.is_empty() && fold::key(&row.name) == fold::key(name))
    });
    if has { Presence::Present } else { Presence::Unknown }
}

/// Returns the new plan's text for what a request concerns in the old one, and the indicator's unit.
fn stated(
    id: &ProjectId,
    field: Field,
    indicator: Option<&IndicatorId>,
    year: Option<crate::text::calendar::FiscalYear>,
    new: &Plan,
    revision: &Revision,
) -> Option<(String, String)> {
    if let Some(symbol) = indicator {
        let (project, symbol) = revision.indicator_of(id, symbol)?;
        let row = new.project(project)?.indicator(symbol)?;
        let text = match (field, year) {
            (Field::Target, Some(year)) => row.years.get(&year)?.target.text.clone(),
            (Field::Actual, Some(year)) => row.years.get(&year)?.actual.text.clone(),
            _ => row.name.clone(),
        };
        return Some((text, row.unit.clone()));
    }
    let project = new.project(revision.project_of(id)?)?;
    let text = match field {
        Field::Name => &project.name,
        Field::Issue => &project.issue,
        Field::Purpose => &project.purpose,
        Field::Summary => &project.summary,
        Field::Department => &project.departments_text,
        _ => return None,
    };
    Some((text.clone(), String::new()))
}

/// True if two texts of a field mean the same.
pub(super) fn same(one: &str, other: &str, unit: &str, field: Field) -> bool {
    if fold::prose(one) == fold::prose(other) {
        return true;
    }
    match field {
        Field::Target | Field::Actual => {
            same_figures(&Figure::parse(one, unit), &Figure::parse(other, unit), unit)
        }
        Field::IndicatorName => {
            fold::key(symbols::split_name(one).1) == fold::key(symbols::split_name(other).1)
        }
        _ => false,
    }
}
