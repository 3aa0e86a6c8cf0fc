//! Which of several returns of one project, department and month is the newest (formats.md §5).

use std::cmp::Ordering;

use crate::place::model::Return;

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

/// Why a return gives way to another, if it does. 提出回 decides first, a later 記入日 where both can be read.
fn gives_way(ret: &Return, other: &Return) -> Option<&'static str> {
    match ret.issue_number.cmp(&other.issue_number) {
        Ordering::Less => Some("提出回の大きい"),
        Ordering::Greater => None,
        Ordering::Equal => {
            let (own, others) = ret.entered_on.zip(other.entered_on)?;
            (own < others).then_some("記入日の新しい")
        }
    }
}
