//! Decisions compared with a new version of a small plan.

use workbook::{Cell, Grid, Pos};

use crate::amendment::{DecidedRequest, Presence, Verdict, check_decisions, read};
use crate::plan::Plan;
use crate::revision::Revision;
use crate::sample::forms::{plan, set_year};

const HEADINGS: [&str; 9] =
    ["№", "整理番号", "事業名称", "申出の課", "項目", "現行（計画）", "申出", "理由・見直しの内容", "決定"];

/// Returns the requests of a sheet with these rows: 整理番号, 項目, 現行, 申出, 決定.
fn decided(rows: &[[&str; 5]]) -> Vec<DecidedRequest> {
    let mut grid = Grid { name: "変更申出".to_owned(), ..Grid::default() };
    let mut put = |row: u32, col: usize, text: &str| {
        if !text.is_empty() {
            grid.cells.insert(Pos::new(row, u32::try_from(col).unwrap()), Cell::text(text));
        }
    };
    for (col, heading) in HEADINGS.iter().enumerate() {
        put(2, col, heading);
    }
    for (row, [project, item, current, requested, verdict]) in (3..).zip(rows) {
        for (col, text) in [(1, project), (4, item), (5, current), (6, requested), (8, verdict)] {
            put(row, col, text);
        }
    }
    read(&[Grid { name: "概況".to_owned(), ..Grid::default() }, grid]).unwrap()
}

fn revised() -> Plan {
    let mut new = plan();
    new.projects.edit(|projects| {
        set_year(&mut projects[0].indicators[0], 2032, "700手続／800手続", "-");
        projects[1].purpose = "別の目的です。".to_owned();
    });
    new
}

#[test]
fn columns_are_found_by_headings_and_verdicts_read_in_any_spacing() {
    let found = decided(&[
        ["1-1-1", "2032年度の目標①\n（P01）", "600手続／800手続", "700手続／800手続", " 承 認"],
        ["1-1-2", "目的\n（P07）", "（なし）", "（空欄）", "不承認"],
        ["1-1-2", "計画見直しの要望\n（R06）", "－", "目標を見直したい", ""],
        ["1-1-2", "概要", "a", "b", "検討"],
    ]);
    let verdicts: Vec<Verdict> = found.iter().map(|request| request.verdict).collect();
    assert_eq!(verdicts, [Verdict::Approved, Verdict::Rejected, Verdict::Open, Verdict::Unreadable]);
    assert_eq!((found[1].current.as_str(), found[1].requested.as_str()), ("", ""));
    assert_eq!(
        (found[0].place.as_str(), found[0].words().as_str()),
        ("変更申出!I4", "1-1-1 2032年度の目標①（P01）")
    );
    assert!(read(&[Grid::default()]).is_none());
}

#[test]
fn approved_requests_are_present_or_absent_and_other_changes_unapproved() {
    let (old, new) = (plan(), revised());
    let revision = Revision::between(&old, &new);
    let requests = decided(&[
        ["1-1-1", "2032年度の目標①（P01）", "600手続／800手続", "７００手続／800手続", "承認"],
        ["1-1-1", "2033年度の目標①（P01）", "800手続／800手続", "900手続／900手続", "承認"],
        ["1-1-2", "計画見直しの要望（R06）", "－", "見直したい", "承認"],
        ["1-1-2", "目的（P07）", "", "別の目的です。", "不承認"],
    ]);
    let check = check_decisions(requests, &old, &new, &revision);
    let presences: Vec<Presence> = check.requests.iter().map(|(_, presence)| *presence).collect();
    assert_eq!(presences, [Presence::Present, Presence::Absent, Presence::Unknown, Presence::Present]);
    let unapproved: Vec<&str> =
        check.unapproved.iter().map(|at| revision.changes[*at].item.as_str()).collect();
    assert_eq!(unapproved, ["目的"]);
}

#[test]
fn a_request_to_remove_an_indicator_is_present_if_it_is_gone() {
    let old = plan();
    let mut new = plan();
    new.projects.edit(|projects| {
        projects[0].indicators.remove(1);
    });
    let revision = Revision::between(&old, &new);
    let requests = decided(&[
        ["1-1-1", "指標（P06）", "②利用率", "（空欄）", "承認"],
        ["1-1-1", "指標（P06）", "①手続数", "（空欄）", "承認"],
        // The old plan has no such project or indicator: the number or the symbol is mistyped.
        ["1-1-11", "指標（P06）", "②利用率", "（空欄）", "承認"],
        ["1-1-1", "指標（P06）", "③利用率", "（空欄）", "承認"],
        ["1-1-1", "2032年度の目標③（P01）", "80%", "90%", "承認"],
    ]);
    let check = check_decisions(requests, &old, &new, &revision);
    let presences: Vec<Presence> = check.requests.iter().map(|(_, presence)| *presence).collect();
    let unknown = Presence::Unknown;
    assert_eq!(presences, [Presence::Present, Presence::Absent, unknown, unknown, unknown]);
    assert!(check.unapproved.is_empty(), "{:?}", revision.changes);
}
