//! Limits how much of a book's text is passed on, because the program keeps all answers in memory.

use workbook::Cell;

use crate::form::raw::{RawForm, RawRemark, ShapeIssue};
use crate::sheet::write::LONGEST_TEXT;
use crate::text::utf16::{self, OMITTED};

/// The most remarks of one book. The rest is summed up in one remark.
const MOST_REMARKS: usize = 2_000;

/// Cuts long texts, records each value that was cut, and sums up remarks beyond the limit.
pub(super) fn cut(forms: &mut [RawForm]) {
    let mut remarks = 0;
    for form in forms {
        cut_values(form);
        let control = form.control.iter_mut().map(|found| &mut found.cell.text);
        let lines = [&mut form.number, &mut form.measure_line, &mut form.schedule_heading];
        let lines = lines.into_iter().flatten().map(|line| &mut line.text);
        let remarked = form.remarks.iter_mut().map(|remark| &mut remark.text);
        for text in control.chain(lines).chain(remarked) {
            cut_text(text);
        }
        sum_up(&mut form.remarks, MOST_REMARKS.saturating_sub(remarks));
        remarks += form.remarks.len();
    }
}

fn cut_values(form: &mut RawForm) {
    let mut found: Vec<(workbook::Pos, usize)> = Vec::new();
    for value in &mut form.values {
        let Some(length) = cut_cell(&mut value.cell) else { continue };
        // The cut of a text on another sheet is shown by the mark at its end.
        if let (Some(pos), None) = (value.cells.first(), value.other_sheet)
            && found.last().is_none_or(|(known, _)| known != pos)
        {
            found.push((*pos, length));
        }
    }
    form.shape_issues.extend(found.into_iter().map(|(pos, length)| ShapeIssue::TooLong {
        pos,
        length: length as u64,
        kept: LONGEST_TEXT as u64,
    }));
}

/// Cuts a cell's text. Returns its original length if it was cut.
fn cut_cell(cell: &mut Cell) -> Option<usize> {
    if let Some(unstruck) = &mut cell.unstruck {
        cut_text(unstruck);
    }
    cut_text(&mut cell.text)
}

/// Cuts a text. Returns its original length if it was cut.
fn cut_text(text: &mut String) -> Option<usize> {
    let kept = utf16::beginning(text, LONGEST_TEXT).len();
    if kept == text.len() {
        return None;
    }
    let length = utf16::length(text);
    text.truncate(kept);
    text.push_str(OMITTED);
    Some(length)
}

/// Keeps the first `most` remarks, and replaces the rest by one that says how many there were.
fn sum_up(remarks: &mut Vec<RawRemark>, most: usize) {
    if remarks.len() <= most {
        return;
    }
    let others = remarks.split_off(most);
    let Some(first) = others.first() else { return };
    let text =
        format!("（記載が多いため、ここから{}か所を省略しました。元のファイルをご覧ください）", others.len());
    remarks.push(RawRemark { text, ..first.clone() });
}

#[cfg(test)]
mod tests {
    use workbook::{Pos, RemarkKind};

    use super::{LONGEST_TEXT, MOST_REMARKS, cut_text, sum_up};
    use crate::form::raw::RawRemark;

    #[test]
    fn a_long_text_is_cut_at_a_whole_character() {
        let mut text = "あ".repeat(LONGEST_TEXT);
        assert_eq!(cut_text(&mut text), None);
        let mut text = format!("あ{}", "𠮷".repeat(LONGEST_TEXT / 2));
        assert_eq!(cut_text(&mut text), Some(LONGEST_TEXT + 1));
        assert!(text.ends_with("𠮷…（以下省略）"));
        assert_eq!(text.encode_utf16().count(), LONGEST_TEXT - 1 + "…（以下省略）".chars().count());
    }

    #[test]
    fn remarks_beyond_the_most_are_summed_up_in_one() {
        let remark = |row: u32| RawRemark {
            kind: RemarkKind::Note,
            text: row.to_string(),
            pos: Some(Pos::new(row, 0)),
            elsewhere: None,
        };
        let mut remarks: Vec<RawRemark> = (0..2_500).map(remark).collect();
        sum_up(&mut remarks, MOST_REMARKS);
        assert_eq!(remarks.len(), MOST_REMARKS + 1);
        let last = remarks.last().unwrap();
        assert_eq!(last.pos, Some(Pos::new(2_000, 0)));
        assert!(last.text.contains("ここから500か所を省略しました"));
        let mut few: Vec<RawRemark> = (0..3).map(remark).collect();
        sum_up(&mut few, MOST_REMARKS);
        assert_eq!(few.len(), 3);
    }
}
