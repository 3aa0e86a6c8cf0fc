//! Which of several returns of one project, department and month is the newest (formats.md §5).

use std::cmp::Ordering;

use crate::form::field::Field;
use crate::place::model::Return;
use crate::text::calendar::Month;
use crate::text::fold;

/// Returns in order.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The newest; several where they cannot be ordered.
    pub(super) newest: Vec<usize>,
    /// The older ones, each with its rank (2 and up) and why it gave way.
    pub(super) older: Vec<(usize, u32, &'static str)>,
}

/// Orders returns, given by their places. Places stand in the order of files, which decides where nothing else does.
pub(super) fn order(returns: &[Return], places: &[usize]) -> Order {
    let all: Vec<(usize, &Return)> =
        places.iter().filter_map(|at| returns.get(*at).map(|ret| (*at, ret))).collect();
    let replaced = |ret: &Return| all.iter().find_map(|(_, other)| gives_way(ret, other));
    let mut order = Order::default();
    let mut older = Vec::new();
    for (at, ret) in &all {
        match replaced(ret) {
            None => order.newest.push(*at),
            Some(why) => older.push((*at, *ret, why)),
        }
    }
    older.sort_by_key(|(at, ret, _)| (std::cmp::Reverse((ret.issue_number, ret.entered_on)), *at));
    order.older = older.iter().zip(2..).map(|((at, _, why), rank)| (*at, rank, *why)).collect();
    order
}

/// The newer return that a refused form gave way to, and why: it was mended and sent again.
pub(super) fn mended<'a>(returns: &'a [Return], refused: &Return) -> Option<(&'a Return, &'static str)> {
    let again = |ret: &&Return| {
        !ret.refused
            && (&ret.project, &ret.department) == (&refused.project, &refused.department)
            && (refused.months.is_empty() || ret.month.is_some_and(|month| refused.months.contains(&month)))
    };
    refused.project.as_ref()?;
    returns.iter().filter(again).find_map(|ret| Some((ret, gives_way(refused, ret)?)))
}

/// Why a return gives way to another, if it does. A form that nobody filled in is no answer, and gives way to any; else 提出回 decides
/// first, then a later 記入日 where both can be read.
fn gives_way(ret: &Return, other: &Return) -> Option<&'static str> {
    match (is_answered(ret), is_answered(other)) {
        (false, true) => return Some("記入のある"),
        (true, false) => return None,
        _ => {}
    }
    match ret.issue_number.cmp(&other.issue_number) {
        Ordering::Less => Some("提出回の大きい"),
        Ordering::Greater => None,
        Ordering::Equal => {
            let (own, others) = ret.entered_on.zip(other.entered_on)?;
            (own < others).then_some("記入日の新しい")
        }
    }
}

/// Whether anything of what must be chosen or counted was filled in. Prose is no sign of it: it is issued with last time's words.
fn is_answered(ret: &Return) -> bool {
    let year = ret.month.map(Month::fiscal_year);
    ret.values.iter().filter(|value| !fold::is_blank(&value.cell.text)).any(|value| match value.key.field {
        Field::Progress | Field::RevisionWish | Field::Confirmed => true,
        Field::Actual | Field::Forecast | Field::SelfRating => year.is_none() || value.key.year == year,
        _ => false,
    })
}
