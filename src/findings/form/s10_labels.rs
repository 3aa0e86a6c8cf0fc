//! S10: a label or an indicator's block is missing, duplicated or doubtful, or a value has two texts.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S10",
    severity: Severity::Error,
    title: "見出しの不足・重複",
    help: "見出しを元に戻すか、配布した様式に記入し直してください",
    explain: include_str!("s10_labels.md"),
    ..Kind::PLAIN
};

/// The most duplicated labels to list.
const SHOWN: usize = 3;

/// Makes the finding for missing labels, each with the address where it belongs; empty if that is unknown.
pub fn missing(at: CellRef, labels: &[(&str, &str)]) -> Finding {
    let each = |(label, expected): &(&str, &str)| match expected.is_empty() {
        true => format!("「{label}」"),
        false => format!("「{label}」（本来は{expected}）"),
    };
    let list: Vec<String> = labels.iter().map(each).collect();
    let names: Vec<&str> = labels.iter().map(|(label, _)| *label).collect();
    KIND.at(at, format!("必要な見出し{}が見つからないため、読み取れません", list.join("")))
        .expected(names.join("、"))
}

/// Makes one finding for all labels that occur more than once, each with its cells, because overlapping forms
/// duplicate many. `None` if there are none.
pub fn duplicate_labels(labels: &[(&str, Vec<CellRef>)]) -> Option<Finding> {
    let first = labels.iter().flat_map(|(_, cells)| cells).next().copied()?;
    let each = |(label, cells): &(&str, Vec<CellRef>)| {
        let addresses: Vec<String> = cells.iter().map(|cell| cell.pos.a1()).collect();
        format!("「{label}」が{}か所（{}）", cells.len(), addresses.join("、"))
    };
    let list: Vec<String> = labels.iter().take(SHOWN).map(each).collect();
    let more = match labels.len().saturating_sub(SHOWN) {
        0 => String::new(),
        rest => format!("、ほか{rest}種類が2か所以上"),
    };
    let names: Vec<&str> = labels.iter().map(|(label, _)| *label).collect();
    let message = format!("見出し{}{more}にあり、どれが正しいか分かりません", list.join("、"));
    let cells = labels.iter().flat_map(|(_, cells)| cells.iter().copied());
    Some(KIND.at(first, message).found(names.join("、")).related(cells.skip(1)))
}

/// Makes one finding for all values given in several different texts, each with its cells. `None` if there
/// are none.
pub fn conflicting_values(values: &[(&str, Vec<CellRef>)]) -> Option<Finding> {
    let first = values.iter().flat_map(|(_, cells)| cells).next().copied()?;
    let each = |(what, cells): &(&str, Vec<CellRef>)| {
        let addresses: Vec<String> = cells.iter().map(|cell| cell.pos.a1()).collect();
        format!("「{what}」の記入が{}か所（{}）", cells.len(), addresses.join("、"))
    };
    let list: Vec<String> = values.iter().map(each).collect();
    let names: Vec<&str> = values.iter().map(|(what, _)| *what).collect();
    let finding = KIND
        .at(first, format!("{}にあり、どれが正しいか分かりません", list.join("、")))
        .found(names.join("、"))
        .help("一つの欄に一つの値だけを残してください")
        .related(values.iter().flat_map(|(_, cells)| cells.iter().copied()).skip(1));
    Some(finding)
}

/// Makes the finding for a field with several labels, of which the last one's value was read.
pub fn repeated(at: CellRef, label: &str, cells: &[CellRef]) -> Finding {
    let addresses: Vec<String> = cells.iter().map(|cell| cell.pos.a1()).collect();
    let message = format!(
        "見出し「{label}」が{}か所（{}）にあり、{}のものを読み取りました",
        cells.len(),
        addresses.join("、"),
        addresses.last().map_or("", String::as_str)
    );
    KIND.at(cells.last().copied().unwrap_or(at), message)
        .severity(Severity::Check)
        .found(label)
        .help("読み取った値が正しいことを確かめ、要らない見出しを消してください")
        .related(cells.iter().rev().skip(1).copied())
}

/// Makes the finding for an indicator with two blocks whose entries differ.
pub fn doubled_block(at: CellRef, indicator: &str, again: CellRef) -> Finding {
    let message = format!("{}、記入が違うため、どちらが正しいか分かりません", blocks(at, indicator, again));
    KIND.at(at, message)
        .found(indicator)
        .help("正しいほうの欄を残し、もう一方の欄を消してください")
        .related([again])
}

/// Makes the finding for an indicator with two blocks whose entries are the same and were read once.
pub fn repeated_block(at: CellRef, indicator: &str, again: CellRef) -> Finding {
    let message = format!("{}、記入が同じため、一つの指標として読み取りました", blocks(at, indicator, again));
    KIND.at(at, message)
        .severity(Severity::Check)
        .found(indicator)
        .help("読み取った値が正しいことを確かめ、要らない欄を消してください")
        .related([again])
}

fn blocks(at: CellRef, indicator: &str, again: CellRef) -> String {
    let whose = if indicator.is_empty() { "指標".to_owned() } else { format!("指標「{indicator}」") };
    format!("{whose}の欄が2か所（{}、{}）にあり", at.pos.a1(), again.pos.a1())
}

/// Makes the finding for a block with another indicator's symbol; its name and targets identify the
/// indicator.
pub fn misnumbered(at: CellRef, symbol: &str, indicator: &str) -> Finding {
    let message = format!(
        "指標の記号が「{symbol}」ですが、名称と目標が計画の「{indicator}」と同じため、その指標として読み取りました"
    );
    KIND.at(at, message)
        .severity(Severity::Check)
        .found(symbol)
        .expected(indicator)
        .help("読み取った値が正しいことを確かめ、記号を元に戻してください")
}

/// Makes one finding for all misspelt labels, each as written, as read, and with its cell. Their values
/// count. `None` if there are none.
pub fn misspelt(labels: &[(&str, &str, CellRef)]) -> Option<Finding> {
    let (_, _, first) = labels.first()?;
    let each = |(written, label, _): &(&str, &str, CellRef)| format!("「{written}」を「{label}」");
    let list: Vec<String> = labels.iter().map(each).collect();
    let written: Vec<&str> = labels.iter().map(|(written, ..)| *written).collect();
    let meant: Vec<&str> = labels.iter().map(|(_, label, _)| *label).collect();
    let finding = KIND
        .at(*first, format!("見出し{}として読み取りました", list.join("、")))
        .severity(Severity::Check)
        .found(written.join("、"))
        .expected(meant.join("、"))
        .help("読み取った値が正しいことを確かめ、見出しを元に戻してください")
        .related(labels.iter().skip(1).map(|(_, _, at)| *at));
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::findings::finding::Severity;
    use crate::form::raw::ShapeIssue;
    use crate::sample::forms::{Form, findings, times};
    use workbook::Pos;

    #[test]
    fn missing_labels_refuse_the_form_with_one_finding() {
        let missing = |form: Form| {
            let lost =
                |label: &str| ShapeIssue::Missing { label: label.to_owned(), expected: "C9".to_owned() };
            form.issue(lost("実績")).issue(lost("進捗状況"))
        };
        assert_eq!(times("S10", &findings(missing)), 1);
    }

    #[test]
    fn duplicate_labels_refuse_the_form_with_one_finding() {
        let doubled = |form: Form| {
            ["進捗状況", "取組内容", "今後の対応", "利用者の意見"].iter().zip(20..).fold(
                form,
                |form, (label, row)| {
                    let cells = vec![Pos::new(row, 0), Pos::new(row, 7)];
                    form.issue(ShapeIssue::Doubled { label: (*label).to_owned(), cells })
                },
            )
        };
        let found = findings(doubled);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "見出し「進捗状況」が2か所（A21、H21）、「取組内容」が2か所（A22、H22）、「今後の対応」が2か所（A23、H23）、ほか1種類が2か所以上にあり、どれが正しいか分かりません"
        );
    }

    #[test]
    fn values_with_two_texts_refuse_the_form_with_one_finding() {
        let contested = |form: Form| {
            let twice = |what: &str, row| ShapeIssue::Contested {
                what: what.to_owned(),
                cells: vec![Pos::new(row, 3), Pos::new(row, 4)],
            };
            form.issue(twice("2031年度の目標①", 16)).issue(twice("2031年度の実績①", 17))
        };
        let found = findings(contested);
        assert_eq!(
            found.iter().map(|f| (f.kind.code, f.severity)).collect::<Vec<_>>(),
            [("S10", Severity::Error)]
        );
        assert_eq!(
            found[0].message,
            "「2031年度の目標①」の記入が2か所（D17、E17）、「2031年度の実績①」の記入が2か所（D18、E18）にあり、どれが正しいか分かりません"
        );
        assert_eq!(found[0].related.len(), 3);
    }

    #[test]
    fn a_label_that_was_chosen_among_two_is_reported() {
        let repeated = |form: Form| {
            let cells = vec![Pos::new(28, 0), Pos::new(30, 0)];
            form.issue(ShapeIssue::Repeated { label: "備考".to_owned(), cells })
        };
        let found = findings(repeated);
        assert_eq!(
            found.iter().map(|f| (f.kind.code, f.severity)).collect::<Vec<_>>(),
            [("S10", Severity::Check)]
        );
        assert_eq!(found[0].message, "見出し「備考」が2か所（A29、A31）にあり、A31のものを読み取りました");
    }

    #[test]
    fn a_misspelt_label_is_reported_and_read() {
        let misspelt = |form: Form| {
            let taken = |written: &str, label: &str, row| ShapeIssue::Misspelt {
                written: written.to_owned(),
                label: label.to_owned(),
                pos: Pos::new(row, 0),
            };
            form.issue(taken("実積", "実績", 9)).issue(taken("取組内用", "取組内容", 12))
        };
        let found = findings(misspelt);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind.code, found[0].severity), ("S10", Severity::Check));
        assert_eq!(
            found[0].message,
            "見出し「実積」を「実績」、「取組内用」を「取組内容」として読み取りました"
        );
    }

    #[test]
    fn a_form_with_all_its_labels_is_accepted() {
        assert_eq!(times("S10", &findings(|form| form)), 0);
    }
}
