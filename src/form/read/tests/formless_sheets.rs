//! Sheets of a book without a form: printed texts are skipped, texts written by people are kept.

use workbook::{Grid, GridRemark, Pos, RemarkKind};

use crate::form::labels::Labels;
use crate::form::raw::RawRemark;
use crate::form::read::read_book;
use crate::form::read::tests::edit::{find, put};
use crate::form::read::tests::{content, cover, indicator};
use crate::form::write;
use crate::intake;
use crate::sources::SheetId;
use crate::text::calendar::Date;

fn book() -> Vec<Grid> {
    let forms = [content(vec![indicator("①", "手続の数")]), content(Vec::new())];
    let cover = write::Cover { deadline: Date::parse("2032-01-14"), ..cover() };
    intake::sheets_of(&write::book(&cover, &forms).unwrap().bytes)
}

/// Returns the remarks kept from sheets without a form: kind, text, cell, and number of cells.
fn kept(grids: &[Grid]) -> Vec<(RemarkKind, String, String, u32)> {
    let forms = read_book(grids, &Labels::default());
    assert_eq!(forms.len(), 2);
    assert!(forms[1].remarks.is_empty());
    let of = |remark: &RawRemark| {
        let elsewhere = remark.elsewhere.as_ref()?;
        let cell = remark.pos.map(Pos::a1).unwrap_or_default();
        Some((remark.kind, remark.text.clone(), cell, elsewhere.cells))
    };
    forms[0].remarks.iter().filter_map(of).collect()
}

#[test]
fn nothing_is_kept_of_the_first_sheet_as_issued_and_filled_in() {
    let mut grids = book();
    assert_eq!(kept(&grids), []);
    for (label, text) in [("記入者", "みどり課 見本"), ("連絡先", "内線 100"), ("記入日", "令和14年1月8日")]
    {
        let at = find(&grids[0], label);
        put(&mut grids[0], Pos::new(at.row, at.col + 1), text);
    }
    assert_eq!(kept(&grids), []);
}

#[test]
fn texts_written_on_the_first_sheet_are_kept() {
    let mut grids = book();
    let end = grids[0].cells.keys().map(|pos| pos.row).max().unwrap();
    put(&mut grids[0], Pos::new(end + 2, 0), "1-1-1の実績は9手続に訂正します");
    let name = find(&grids[0], "手続の改善");
    put(&mut grids[0], name, "手続の改善は9手続が正しい値です");
    let line = find(&grids[0], &cover().guide.points()[0]);
    put(&mut grids[0], line, "この欄に書きます");
    grids[0].remarks.push(GridRemark {
        kind: RemarkKind::Note,
        text: "訂正あり".to_owned(),
        at: Some(Pos::new(4, 1)),
    });
    let texts: Vec<String> = kept(&grids).into_iter().map(|(_, text, ..)| text).collect();
    assert_eq!(
        texts,
        ["この欄に書きます", "手続の改善は9手続が正しい値です", "1-1-1の実績は9手続に訂正します", "訂正あり"]
            .map(str::to_owned)
    );
}

#[test]
fn a_sheet_with_many_texts_is_kept_as_one_text() {
    let mut grids = book();
    let mut own = Grid { name: "一覧".to_owned(), ..Grid::default() };
    for row in 0..200 {
        put(&mut own, Pos::new(row + 3, 1), &format!("{row}行目の記載"));
    }
    own.remarks.push(GridRemark { kind: RemarkKind::Shape, text: "付箋".to_owned(), at: None });
    grids.push(own);
    let kept = kept(&grids);
    assert_eq!(kept.len(), 2);
    let (kind, text, cell, cells) = &kept[0];
    assert_eq!((*kind, cell.as_str(), *cells), (RemarkKind::Outside, "B4", 200));
    assert!(text.starts_with("0行目の記載／1行目の記載") && text.ends_with('…'), "{text}");
    assert_eq!(kept[1], (RemarkKind::Shape, "付箋".to_owned(), String::new(), 1));
    let forms = read_book(&grids, &Labels::default());
    let sheets: Vec<SheetId> =
        forms[0].remarks.iter().filter_map(|remark| Some(remark.elsewhere.as_ref()?.sheet)).collect();
    assert_eq!(sheets, [SheetId(3), SheetId(3)]);
}
