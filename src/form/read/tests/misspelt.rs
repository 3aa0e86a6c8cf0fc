//! Labels with one wrong character are read and reported if only one label can be meant.

use workbook::Grid;

use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::{RawForm, ShapeIssue};
use crate::form::read::read_forms;
use crate::form::read::tests::edit::{find, put, replace, shift, together};
use crate::form::read::tests::{assert_accounted, content, filled, indicator, meant, only, said, written};

/// Returns the misspelt labels, each with what it was read as.
fn misspelt(form: &RawForm) -> Vec<(&str, &str)> {
    form.shape_issues
        .iter()
        .filter_map(|issue| match issue {
            ShapeIssue::Misspelt { written, label, .. } => Some((written.as_str(), label.as_str())),
            _ => None,
        })
        .collect()
}

fn with(grid: &Grid, label: &str, written: &str) -> Grid {
    replace(grid, |text| (text == label).then(|| written.to_owned()))
}

/// Returns a word with each of its characters in turn replaced, left out or doubled.
fn slips(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    let mut all = Vec::new();
    for at in 0..chars.len() {
        let mut other = chars.clone();
        other[at] = '鬱';
        all.push(other.iter().collect());
        let mut shorter = chars.clone();
        shorter.remove(at);
        all.push(shorter.iter().collect());
        let mut longer = chars.clone();
        longer.insert(at, chars[at]);
        all.push(longer.iter().collect());
    }
    all
}

#[test]
fn one_wrong_character_in_any_label_is_reported_and_changes_no_value() {
    let content = filled(content(vec![indicator("①", "手続の数"), indicator("②", "")]));
    let (grid, meant) = (written(&content), meant(&content));
    let labels = Labels::default();
    let mut tried = 0;
    for label in [
        "実績①",
        "目標②",
        "年度末見込み①",
        "進捗状況",
        "取組内容",
        "遅れ・未達の理由",
        "今後の対応",
        "計画見直しの要望",
        "事業名称",
        "整理番号",
        "担当課",
    ] {
        for written in slips(label).into_iter().filter(|slip| labels.recognise(slip).is_none()) {
            // Without its symbol a row may be any indicator's, and 年度 and 実 alone are other words.
            let told = labels.recognise_misspelt(&written).is_some_and(|(near, symbol)| {
                near.len() == 1 && symbol.is_empty() != label.ends_with(['①', '②'])
            });
            if !told {
                continue;
            }
            tried += 1;
            let form = only(&with(&grid, label, &written));
            assert_eq!(said(&form), meant, "{written}");
            assert_eq!(misspelt(&form), [(written.as_str(), label)], "{written}");
            assert_eq!(form.shape_issues.len(), 1, "{written}: {:?}", form.shape_issues);
        }
    }
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_misspelt_row_stays_with_its_indicator() {
    let content = filled(content(vec![indicator("", "手続の数"), indicator("", "利用の率")]));
    let grid = written(&content);
    let rows: Vec<_> =
        grid.cells.iter().filter(|(_, cell)| cell.text == "実績").map(|(pos, _)| *pos).collect();
    for row in rows {
        let mut slipped = grid.clone();
        put(&mut slipped, row, "実積");
        let form = only(&slipped);
        assert_eq!(said(&form), meant(&content));
        assert_eq!(misspelt(&form), [("実積", "実績")]);
    }
}

#[test]
fn misspelt_labels_are_looked_for_in_each_form_of_a_sheet() {
    let content = filled(content(vec![indicator("", "手続の数")]));
    let grid = written(&content);
    let slipped = with(&with(&grid, "取組内容", "取組内用"), "事業名称", "事業名祢");
    let below = grid.cells.keys().map(|pos| pos.row).max().unwrap() + 2;
    for (rows, cols) in [(below, 0), (0, 8)] {
        let both = together(&grid, &shift(&slipped, rows, cols));
        let forms = read_forms(&both, &Labels::default());
        assert_accounted(&both, &forms);
        assert_eq!(forms.len(), 2);
        assert!(misspelt(&forms[0]).is_empty());
        assert_eq!(misspelt(&forms[1]), [("事業名祢", "事業名称"), ("取組内用", "取組内容")]);
        assert_eq!(said(&forms[1]), meant(&content));
    }
}

#[test]
fn words_like_a_label_elsewhere_are_not_read_as_it() {
    let content = filled(self::content(vec![indicator("", "手続の数")]));
    let grid = written(&content);
    // 課長 is like 課題 and 実施 like 実績, but the form has both labels already.
    let mut remarked = grid.clone();
    let last = grid.cells.keys().map(|pos| pos.row).max().unwrap();
    for (at, text) in (2..).zip(["課長", "実施", "取組内容等", "記入", "概算"]) {
        put(&mut remarked, workbook::Pos::new(last + at, 0), text);
    }
    let form = only(&remarked);
    assert_eq!(said(&form), meant(&content));
    assert!(misspelt(&form).is_empty());
    assert_eq!(form.remarks.len(), 5);
    // 貸出回数 differs by one character from 提出回数, an alias of 提出回, but is an indicator's name.
    let mut labels = Labels::default();
    labels.add_aliases("提出回", &["提出回数".to_owned()]);
    let named = filled(self::content(vec![indicator("", "貸出回数")]));
    let forms = read_forms(&written(&named), &labels);
    assert_eq!(said(&forms[0]), self::meant(&named));
    assert!(forms[0].shape_issues.is_empty(), "{:?}", forms[0].shape_issues);
    // If two texts may be the missing label, neither is taken.
    let twice = with(&grid, "取組内容", "取組内用");
    let mut twice = twice;
    put(&mut twice, workbook::Pos::new(last + 2, 0), "取組内要");
    let form = only(&twice);
    assert!(misspelt(&form).is_empty());
    assert!(
        form.shape_issues
            .iter()
            .any(|issue| matches!(issue, ShapeIssue::Missing { label, .. } if label == "取組内容"))
    );
    // A target that is like a label is among the years, not among the labels.
    let mut target = grid.clone();
    let row = find(&grid, "目標").row;
    put(&mut target, workbook::Pos::new(row, 3), "実施");
    assert!(misspelt(&only(&target)).is_empty());
    assert_eq!(only(&target).values.iter().filter(|value| value.field == Field::Target).count(), 4);
}
