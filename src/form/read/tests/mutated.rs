//! Whatever people do to an issued form, its values are read unchanged and a move is reported once.

use workbook::{Grid, GridRemark, Pos, RemarkKind};

use crate::form::field::Field;
use crate::form::labels::Labels;
use crate::form::raw::{CellRole, RawForm, ShapeIssue};
use crate::form::read::read_forms;
use crate::form::read::tests::edit::{find, insert, put, replace, shift, together};
use crate::form::read::tests::{assert_accounted, content, filled, indicator, meant, only, said, written};

fn form() -> (Grid, Vec<(Field, String, String, String)>) {
    let mut second = indicator("②", "導入の段階");
    second.self_rating = Some(String::new());
    let content = filled(content(vec![indicator("①", "手続の数"), second]));
    (written(&content), meant(&content))
}

fn shifts(form: &RawForm) -> Vec<&str> {
    form.shape_issues
        .iter()
        .filter_map(|issue| match issue {
            ShapeIssue::Shifted { what, .. } => Some(what.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn rows_inserted_anywhere_change_no_value_and_are_reported_once() {
    let (grid, meant) = form();
    let last = grid.cells.keys().map(|pos| pos.row).max().unwrap();
    for at in 0..=last {
        for count in [1, 3] {
            let form = only(&insert(&grid, at, count, true));
            assert_eq!(said(&form), meant, "{count} rows before {at}");
            assert!(form.remarks.is_empty());
            // Every row up to the last label moves something when inserted.
            assert_eq!(form.shape_issues.len(), 1, "{at}: {:?}", form.shape_issues);
            assert!(shifts(&form)[0].ends_with(&format!("{count}行下へ")), "{:?}", form.shape_issues);
        }
    }
}

#[test]
fn columns_inserted_anywhere_change_no_value_and_are_reported_once() {
    let (grid, meant) = form();
    for at in 0..=5 {
        for count in [1, 2] {
            let form = only(&insert(&grid, at, count, false));
            assert_eq!(said(&form), meant, "{count} columns before {at}");
            assert!(form.remarks.is_empty(), "{:?}", form.remarks);
            assert_eq!(form.shape_issues.len(), 1, "{at}: {:?}", form.shape_issues);
            assert!(shifts(&form)[0].ends_with(&format!("{count}列右へ")), "{:?}", form.shape_issues);
        }
    }
}

#[test]
fn a_shift_names_the_first_label_that_moved() {
    let (grid, _) = form();
    let at = find(&grid, "目的").row;
    assert_eq!(shifts(&only(&insert(&grid, at, 1, true))), ["「目的」から下が1行下へ"]);
    assert_eq!(shifts(&only(&insert(&grid, 4, 1, false))), ["「2032年度」から右が1列右へ"]);
    assert_eq!(shifts(&only(&shift(&grid, 2, 1))), ["様式全体が2行下へ、様式全体が1列右へ"]);
    let twice = insert(&insert(&grid, find(&grid, "備考").row, 2, true), at, 1, true);
    assert_eq!(shifts(&only(&twice)), ["「目的」から下が1行下へ、「備考」から下が2行下へ"]);
}

#[test]
fn a_removed_blank_row_is_a_shift() {
    let (grid, meant) = form();
    // The low row between the 管理欄 and the plan block.
    let blank = find(&grid, "整理番号").row - 1;
    let mut closed = Grid { name: grid.name.clone(), ..Grid::default() };
    let up = |pos: Pos| if pos.row > blank { Pos::new(pos.row - 1, pos.col) } else { pos };
    closed.cells = grid.cells.iter().map(|(pos, cell)| (up(*pos), cell.clone())).collect();
    closed.merges = grid
        .merges
        .iter()
        .map(|merge| workbook::Merge { first: up(merge.first), last: up(merge.last) })
        .collect();
    let form = only(&closed);
    assert_eq!(said(&form), meant);
    assert_eq!(shifts(&form), ["「整理番号」から下が1行上へ"]);
}

#[test]
fn numbered_and_spaced_labels_are_recognised() {
    let (grid, meant) = form();
    let labels = Labels::default();
    let spaced = replace(&grid, |text| {
        labels.recognise(text)?;
        let mut dressed = String::from("（１）");
        for c in text.chars() {
            dressed.push(c);
            dressed.push('　');
        }
        dressed.push('：');
        Some(dressed)
    });
    // The numbering must not hide the symbol; the title is restored because it is no label once spaced.
    let form =
        only(&replace(&spaced, |text| text.contains("個別").then(|| "個別事業進捗報告様式".to_owned())));
    assert_eq!(said(&form), meant);
    assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
}

#[test]
fn years_are_read_in_any_notation() {
    let (grid, meant) = form();
    for notation in [
        |year: i32| format!("R{}", year - 2018),
        |year: i32| format!("令和{}年度", year - 2018),
        |year: i32| year.to_string(),
        |year: i32| format!("{year}年度（令和{}年度）", year - 2018),
    ] {
        let form = only(&replace(&grid, |text| {
            let year = text.strip_suffix("年度")?.parse().ok()?;
            Some(notation(year))
        }));
        assert_eq!(said(&form), meant, "{}", notation(2030));
        assert!(form.shape_issues.is_empty(), "{:?}", form.shape_issues);
    }
}

#[test]
fn stacked_forms_are_all_read() {
    let (grid, first) = form();
    let other = content(vec![indicator("", "別の指標")]);
    let short = content(Vec::new());
    let (second, third) = (written(&other), written(&short));
    let below = |grid: &Grid| grid.cells.keys().map(|pos| pos.row).max().unwrap() + 2;
    let two = together(&grid, &shift(&second, below(&grid), 0));
    let all = together(&two, &shift(&third, below(&two), 0));
    let again = together(&all, &shift(&grid, below(&all), 1));
    let forms = read_forms(&again, &Labels::default());
    assert_accounted(&again, &forms);
    assert_eq!(forms.len(), 4);
    assert_eq!(said(&forms[0]), first);
    assert_eq!(said(&forms[1]), meant(&other));
    assert_eq!(said(&forms[2]), meant(&short));
    assert_eq!(said(&forms[3]), first);
    assert!(forms.iter().all(|form| form.remarks.is_empty()));
    assert!(forms[0].shape_issues.is_empty());
    for form in &forms[1..] {
        assert_eq!(form.shape_issues.len(), 1, "{:?}", form.shape_issues);
        assert!(shifts(form)[0].starts_with("様式全体が"), "{:?}", form.shape_issues);
    }
}

#[test]
fn forms_side_by_side_are_all_read() {
    let (grid, first) = form();
    let other = content(vec![indicator("", "別の指標")]);
    for (rows, cols) in [(0, 6), (0, 8), (3, 7)] {
        let both = together(&grid, &shift(&written(&other), rows, cols));
        let forms = read_forms(&both, &Labels::default());
        assert_accounted(&both, &forms);
        assert_eq!(forms.len(), 2, "{rows} {cols}");
        assert_eq!(said(&forms[0]), first);
        assert_eq!(said(&forms[1]), meant(&other));
        assert!(forms.iter().all(|form| form.remarks.is_empty()));
    }
}

#[test]
fn a_blank_field_takes_no_text_from_nearby_cells() {
    let blank = content(vec![indicator("", "手続の数")]);
    let grid = written(&blank);
    let last = grid.cells.keys().map(|pos| pos.row).max().unwrap();
    let mut remarked = grid.clone();
    put(&mut remarked, Pos::new(last + 2, 0), "以上、よろしくお願いします。");
    put(&mut remarked, Pos::new(find(&grid, "取組内容").row, 8), "←先月と同じです");
    let form = only(&remarked);
    assert_eq!(said(&form), meant(&blank));
    assert_eq!(form.remarks.len(), 2);
    assert!(form.remarks.iter().all(|remark| remark.kind == RemarkKind::Outside));
}

#[test]
fn a_unit_in_the_next_cell_belongs_to_the_number() {
    let (grid, mut meant) = form();
    // A column for units after the as-of year.
    let mut wide = insert(&grid, 4, 1, false);
    wide.merges.retain(|merge| merge.first.row != find(&grid, "実績①").row);
    let row = find(&wide, "実績①").row;
    put(&mut wide, Pos::new(row, 3), "411");
    put(&mut wide, Pos::new(row, 4), "手続");
    let form = only(&wide);
    meant.sort();
    let mut said = said(&form);
    said.sort();
    assert_eq!(said, meant);
    let value = form.values.iter().find(|value| value.cells.len() == 2).unwrap();
    assert_eq!(value.cell.text, "411手続");
    // A text in another year's column belongs to that year, even beside a number.
    let mut narrow = grid.clone();
    put(&mut narrow, Pos::new(row, 3), "411");
    put(&mut narrow, Pos::new(row, 4), "手続");
    let form = only(&narrow);
    assert!(form.values.iter().all(|value| value.cells.len() == 1));
}

#[test]
fn text_outside_and_notes_are_kept() {
    let (mut grid, meant) = form();
    let row = find(&grid, "実績①").row;
    put(&mut grid, Pos::new(row, 9), "確認中");
    grid.remarks.push(GridRemark {
        kind: RemarkKind::Note,
        text: "ここは暫定値です".to_owned(),
        at: Some(Pos::new(16, 3)),
    });
    let form = only(&grid);
    assert_eq!(said(&form), meant);
    let texts: Vec<&str> = form.remarks.iter().map(|remark| remark.text.as_str()).collect();
    assert_eq!(texts, ["確認中", "ここは暫定値です"]);
    assert_eq!(form.cells.iter().filter(|(_, role)| *role == CellRole::Outside).count(), 1);
}

#[test]
fn missing_and_doubled_labels_are_reported() {
    let (grid, _) = form();
    let gone = replace(&grid, |text| (text == "今後の対応").then(|| "今後について".to_owned()));
    let form = only(&gone);
    assert!(
        form.shape_issues.iter().any(|issue| matches!(issue,
            ShapeIssue::Missing { label, expected } if label == "今後の対応" && expected.contains("遅れ・未達の理由"))),
        "{:?}",
        form.shape_issues
    );
    let gone = replace(&grid, |text| (text == "実績②").then(|| "進み具合".to_owned()));
    let form = only(&gone);
    assert!(
        form.shape_issues
            .iter()
            .any(|issue| matches!(issue, ShapeIssue::Missing { label, .. } if label == "実績②")),
        "{:?}",
        form.shape_issues
    );
    let twice = replace(&grid, |text| (text == "今後の対応").then(|| "取組内容".to_owned()));
    let form = only(&twice);
    assert!(
        form.shape_issues.iter().any(
            |issue| matches!(issue, ShapeIssue::Doubled { label, cells } if label == "取組内容" && cells.len() == 2)
        ),
        "{:?}",
        form.shape_issues
    );
    let twice = replace(&grid, |text| (text == "実績②").then(|| "実績①".to_owned()));
    let form = only(&twice);
    assert!(
        form.shape_issues
            .iter()
            .any(|issue| matches!(issue, ShapeIssue::Doubled { label, .. } if label == "実績①")),
        "{:?}",
        form.shape_issues
    );
}

#[test]
fn hidden_inputs_are_reported() {
    let (grid, meant) = form();
    let mut hidden = grid.clone();
    hidden.hidden_rows.push(find(&grid, "今後の対応").row);
    let form = only(&hidden);
    assert_eq!(said(&form), meant);
    assert!(
        matches!(&form.shape_issues[..], [ShapeIssue::Hidden { pos: Some(_) }]),
        "{:?}",
        form.shape_issues
    );
    hidden.hidden = true;
    assert!(matches!(&only(&hidden).shape_issues[..], [ShapeIssue::Hidden { pos: None }]));
    // The locked texts of the plan and past years may be hidden.
    let mut tidied = grid.clone();
    tidied.hidden_rows.push(find(&grid, "課題").row);
    tidied.hidden_cols.push(2);
    assert!(only(&tidied).shape_issues.is_empty());
}

#[test]
fn a_form_without_its_name_label_is_read_as_one_that_lacks_it() {
    let (grid, _) = form();
    let name = find(&grid, "事業名称");
    let replaced = replace(&grid, |text| (text == "事業名称").then(|| "取組の名前".to_owned()));
    let mut blank = grid.clone();
    blank.cells.remove(&name);
    let mut bare = written(&content(Vec::new()));
    bare.cells.remove(&find(&bare, "事業名称"));
    for (grid, expected) in
        [(&replaced, name), (&blank, name), (&bare, find(&written(&content(Vec::new())), "事業名称"))]
    {
        let form = only(grid);
        assert!(
            form.shape_issues.iter().any(|issue| matches!(issue,
                ShapeIssue::Missing { label, expected: at } if label == "事業名称" && at.contains(&expected.a1()))),
            "{:?}",
            form.shape_issues
        );
        assert_eq!(form.value(Field::Id).unwrap().cell.text, "1-1-1");
    }
    // A few labels of a form do not make one.
    let mut few = Grid { name: "Sheet1".to_owned(), ..Grid::default() };
    for (row, text) in (0..).zip(["目標", "実績", "進捗状況", "備考", "担当課"]) {
        put(&mut few, Pos::new(row, 0), text);
    }
    assert!(read_forms(&few, &Labels::default()).is_empty());
}

#[test]
fn forms_side_by_side_keep_their_values_in_any_row() {
    let (grid, first) = form();
    let other = content(vec![indicator("", "別の指標")]);
    let (second, own) = (written(&other), meant(&other));
    let height = grid.cells.keys().map(|pos| pos.row).max().unwrap() + 1;
    for cols in [6, 7, 9] {
        for rows in 0..=height + 10 {
            // First with the lower form on the right, then on the left.
            for both in [
                together(&grid, &shift(&second, rows, cols)),
                together(&shift(&grid, rows, 0), &shift(&second, 0, cols)),
            ] {
                let mut forms = read_forms(&both, &Labels::default());
                assert_accounted(&both, &forms);
                forms.sort_by_key(|form| form.anchor.col);
                let told: Vec<_> = forms.iter().map(said).collect();
                assert_eq!(told, [first.clone(), own.clone()], "{rows} rows, {cols} columns");
                let doubled = |form: &RawForm| {
                    form.shape_issues.iter().any(|issue| !matches!(issue, ShapeIssue::Shifted { .. }))
                };
                assert!(!forms.iter().any(doubled), "{rows} rows, {cols} columns");
                assert!(forms.iter().all(|form| form.remarks.is_empty()), "{rows} rows, {cols} columns");
            }
        }
    }
}

#[test]
fn other_symbols_are_read_as_circled_digits() {
    let (grid, meant) = form();
    for symbols in [["(1)", "(2)"], ["❶", "❷"], ["（ア）", "（イ）"]] {
        let changed = replace(&grid, |text| {
            let at = text.find(['①', '②'])?;
            let symbol = if text[at..].starts_with('①') { symbols[0] } else { symbols[1] };
            Some(text.replace(['①', '②'], symbol))
        });
        let form = only(&changed);
        assert_eq!(said(&form), meant, "{symbols:?}");
        assert!(form.shape_issues.is_empty(), "{symbols:?} {:?}", form.shape_issues);
    }
    let kana = replace(&grid, |text| {
        let label = ["目標", "実績", "前回値", "年度末見込み", "自己評価"]
            .iter()
            .any(|label| text.starts_with(label));
        label.then(|| text.replace('①', "ア").replace('②', "イ"))
    });
    assert_eq!(said(&only(&kana)), meant);
}
