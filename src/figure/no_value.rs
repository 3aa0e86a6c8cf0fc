//! Recognises entries by their words: nothing to report, an end, an error value, a reference.

use crate::text::fold;

/// True if an entry refers to a value instead of giving it: `別紙参照`, `同上`, `〃`, `別添のとおり`.
pub fn is_reference(text: &str) -> bool {
    let word = bare(text);
    let marks = ["〃", "\"", "”", "“", "′′", "''", "々", "←", "↑", "↓"];
    let same = ["同上", "同左", "同右", "同前", "上同"];
    if fold::is_arrows(&word) || marks.iter().chain(&same).any(|known| *known == word) {
        return true;
    }
    // Another document, possibly numbered (`資料1参照`), or another time or place, if a word says that the
    // value is the same.
    let papers = ["別紙", "別添", "別表", "別途", "別冊", "添付", "資料", "別シート", "備考", "次ページ"];
    let places =
        ["上記", "下記", "左記", "右記", "前述", "前回", "前月", "前年", "前年度", "昨年", "昨年度", "前期"];
    let alone = ["別紙", "別添", "別表", "上記", "左記"];
    alone.contains(&word.as_str())
        || papers.iter().any(|paper| word.strip_prefix(paper).is_some_and(is_of_paper))
        || places.iter().any(|place| word.strip_prefix(place).is_some_and(is_pointer))
}

/// True if an entry is one of the spreadsheet's error values (`#REF!`, `#N/A`, `Err:502`).
pub fn is_error_value(text: &str) -> bool {
    let word = fold::squash(text).to_uppercase();
    let known = [
        "#REF!",
        "#N/A",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#UNKNOWN!",
        "#EXTERNAL!",
        "#PYTHON!",
    ];
    let office_code = word
        .strip_prefix("ERR:")
        .is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()));
    known.contains(&word.as_str()) || office_code
}

/// True if an entry says that there is nothing to report: `-`, `なし`.
pub(super) fn is_none(squashed: &str) -> bool {
    let dashes = squashed.chars().all(|c| workbook::is_dash(c) || c == 'ー');
    dashes || ["なし", "無し", "無", "該当なし", "特になし", "実績なし"].contains(&bare(squashed).as_str())
}

/// True if an entry says that the project or the indicator has ended.
pub(super) fn is_ended(squashed: &str) -> bool {
    ["終了", "事業終了", "終了済", "終了済み"].contains(&bare(squashed).as_str())
}

/// Returns a word without the brackets around it and the full stop after it.
fn bare(text: &str) -> String {
    let squashed = fold::squash(text);
    let word = squashed.trim_end_matches(['。', '.']);
    let inner = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.unwrap_or(word).to_owned()
}

/// True if the text after a document's name refers to it: `1`, `参照`, `1参照`.
fn is_of_paper(rest: &str) -> bool {
    let after = numbered(rest);
    is_pointer(after) || (after.is_empty() && !rest.is_empty())
}

/// Returns the text after a document's number: `1参照`, `No.2のとおり`, `①参照`.
fn numbered(rest: &str) -> &str {
    let rest = rest.strip_prefix("資料").unwrap_or(rest);
    rest.trim_start_matches(|c: char| {
        c.is_ascii_alphanumeric() || fold::is_circled(c) || matches!(c, '-' | '.' | '(' | ')')
    })
}

fn is_pointer(rest: &str) -> bool {
    let words = [
        "参照",
        "のとおり",
        "の通り",
        "とおり",
        "と同じ",
        "に同じ",
        "同じ",
        "と同様",
        "同様",
        "に記載",
        "記載",
        "による",
        "にて提出",
        "にて報告",
        "をご覧ください",
        "参照願います",
    ];
    let rest = rest.strip_prefix(['を', '、']).unwrap_or(rest);
    let rest = ["のこと", "してください", "ください", "願います"]
        .iter()
        .find_map(|tail| rest.strip_suffix(tail))
        .unwrap_or(rest);
    words.contains(&rest)
}

/// True if an answer in prose has no content: blank, `-`, `なし`, `同上`, `○`, `未記入`, or a mark, a letter or
/// a number alone.
pub fn has_no_content(text: &str) -> bool {
    let squashed = fold::squash(text);
    let is_letter = |c: char| c.is_alphabetic() && !matches!(c, '〇' | '◯') || c == '〃';
    let letters: String = squashed.chars().filter(|c| is_letter(*c)).collect();
    let bracketed = squashed.split_once('(').filter(|(outer, _)| !outer.is_empty());
    if let Some((outer, inner)) = bracketed {
        return has_no_content(outer) && has_no_content(inner);
    }
    let lone =
        letters.chars().count() == 1 && letters.chars().all(|c| c.is_ascii() || matches!(c, 'レ' | 'ー'));
    letters.is_empty()
        || lone
        || is_none(&squashed)
        || is_reference(text)
        || EMPTY_WORDS.contains(&letters.to_lowercase().as_str())
        || denies(&letters)
}

/// True for a denial with nothing but its subject: `なし`, `特にございません`, `理由は無い`.
fn denies(letters: &str) -> bool {
    let bare = letters.strip_suffix("です").unwrap_or(letters);
    let subject = DENIALS.iter().find_map(|denial| bare.strip_suffix(denial));
    subject.is_some_and(|subject| {
        let mut subject =
            ["特に", "とくに", "特段"].iter().find_map(|word| subject.strip_prefix(word)).unwrap_or(subject);
        while let Some(shorter) = ["は", "も", "が", "に", "特段", "特", "とく", "何"]
            .iter()
            .find_map(|word| subject.strip_suffix(word))
        {
            subject = shorter;
        }
        SUBJECTS.contains(&subject)
    })
}

/// Words that deny, longest first.
const DENIALS: [&str; 10] =
    ["ございません", "ありません", "無い", "ない", "なし", "ナシ", "ナイ", "無し", "せず", "無"];

/// Subjects of a denial that say no more than it.
const SUBJECTS: [&str; 16] = [
    "",
    "該当",
    "該当し",
    "該当事項",
    "理由",
    "記載",
    "記載事項",
    "記入",
    "記入事項",
    "対応",
    "報告",
    "報告事項",
    "特記事項",
    "内容",
    "意見",
    "要望",
];

/// Answers without content.
const EMPTY_WORDS: [&str; 10] =
    ["未記入", "未記載", "空欄", "空白", "na", "none", "同上", "同左", "〃", "上に同じ"];
