//! Records what rust_xlsxwriter refused while books were composed. A refusal costs a cell, a link or a book;
//! it never ends a run.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::failure::kind_of;
use crate::sheet::address;

/// What is missing after a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// The text of a cell, replaced by [`Loss::MARK`].
    Text,
    /// A link, a merged range or underlining; the text is written.
    Formatting,
    /// A note.
    Note,
    /// A defined name, the target of links.
    Name,
    /// The whole book.
    Book,
}

impl Loss {
    /// The text written instead of a refused one.
    pub const MARK: &str = "（書き込めません。実行記録.txt参照）";
}

/// A refusal, or several of one kind on a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// The file, or the title of the book.
    pub book: String,
    /// The sheet.
    pub sheet: String,
    /// What is missing.
    pub loss: Loss,
    /// The library's name for the error.
    pub reason: String,
    /// The address of the first cell, or the defined name; empty if the book is missing.
    pub place: String,
    /// The number of further cells or names.
    pub more: usize,
}

impl Refusal {
    /// Returns the refusal of a whole book. `sheet` is the one being written.
    #[must_use]
    pub fn of_book(book: String, sheet: String, error: &XlsxError) -> Self {
        Self { book, sheet, loss: Loss::Book, reason: kind_of(error), place: String::new(), more: 0 }
    }

    /// Returns a Japanese sentence without a full stop.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { book, sheet, reason, place, .. } = self;
        let more = if self.more > 0 { format!("ほか{}か所", self.more) } else { String::new() };
        let at = format!("「{book}」のシート「{sheet}」の{place}{more}");
        match self.loss {
            Loss::Text => format!("{at}に、文字を書き込めませんでした（{reason}）"),
            Loss::Formatting => format!("{at}は、リンクや飾りを付けず、文字だけを書き込みました（{reason}）"),
            Loss::Note => format!("{at}に、メモを付けられませんでした（{reason}）"),
            Loss::Name => {
                format!("「{book}」の{place}{more}に、移動先の名前を付けられませんでした（{reason}）")
            }
            Loss::Book => format!(
                "「{book}」は、シート「{sheet}」を作成できないため書き出していません（{reason}）。プログラムの誤りですので、この表示を添えて、プログラムの担当者に知らせてください"
            ),
        }
    }
}

/// Refusals by sheet, loss and reason: the first cell or name, and the number of further ones.
type Noted = BTreeMap<(String, Loss, String), (String, usize)>;

thread_local! {
    /// The refusals of the book that this thread composes. Thread-local, because renderers only pass the
    /// library's sheets around, which cannot hold them.
    static NOTED: RefCell<Noted> = const { RefCell::new(BTreeMap::new()) };
}

/// Records a refusal at a cell of a sheet.
pub(super) fn note_cell(sheet: &Worksheet, row: u32, col: u16, loss: Loss, error: &XlsxError) {
    note(sheet.name(), loss, error, address::cell(row, col));
}

/// Records a refused defined name.
pub(super) fn note_name(name: &str, error: &XlsxError) {
    note(String::new(), Loss::Name, error, format!("「{name}」"));
}

fn note(sheet: String, loss: Loss, error: &XlsxError, place: String) {
    NOTED.with_borrow_mut(|noted| {
        let same = noted.entry((sheet, loss, kind_of(error)));
        same.and_modify(|(_, more)| *more += 1).or_insert((place, 0));
    });
}

/// Composes a book on this thread; returns its refusals beside the result.
pub(super) fn collect_refusals<R>(book: &str, compose: impl FnOnce() -> R) -> (R, Vec<Refusal>) {
    // While a rayon thread waits for others, it may compose another book.
    let outer = NOTED.take();
    let result = compose();
    let noted = NOTED.with_borrow_mut(|noted| mem::replace(noted, outer));
    let refusal = |((sheet, loss, reason), (place, more))| Refusal {
        book: book.to_owned(),
        sheet,
        loss,
        reason,
        place,
        more,
    };
    (result, noted.into_iter().map(refusal).collect())
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Worksheet, XlsxError};

    use super::{Loss, Refusal, collect_refusals, note_cell, note_name};

    #[test]
    fn refusals_name_book_sheet_and_cell() {
        let mut sheet = Worksheet::new();
        sheet.set_name("出典").unwrap();
        let ((), refused) = collect_refusals("確認表.xlsx", || {
            let ((), within) = collect_refusals("別の.xlsx", || {
                note_cell(&sheet, 0, 0, Loss::Note, &XlsxError::MaxStringLengthExceeded);
            });
            assert_eq!(within.len(), 1, "a book composed in between keeps its own refusals");
            for row in 4..16 {
                note_cell(&sheet, row, 5, Loss::Formatting, &XlsxError::MaxUrlLengthExceeded);
            }
            note_cell(&sheet, 2, 1, Loss::Text, &XlsxError::MaxStringLengthExceeded);
            note_cell(&sheet, 3, 1, Loss::Note, &XlsxError::MaxStringLengthExceeded);
            note_name("事業_1", &XlsxError::NameReused("事業_1".to_owned()));
        });
        let words: Vec<String> = refused.iter().map(Refusal::words).collect();
        assert_eq!(
            words,
            [
                "「確認表.xlsx」の「事業_1」に、移動先の名前を付けられませんでした（NameReused）",
                "「確認表.xlsx」のシート「出典」のB3に、文字を書き込めませんでした（MaxStringLengthExceeded）",
                "「確認表.xlsx」のシート「出典」のF5ほか11か所は、リンクや飾りを付けず、文字だけを書き込みました（MaxUrlLengthExceeded）",
                "「確認表.xlsx」のシート「出典」のB4に、メモを付けられませんでした（MaxStringLengthExceeded）",
            ]
        );
        assert_eq!(collect_refusals("次の.xlsx", || ()).1, []);
    }
}
