//! The form of labels for comparing: without numbering, bullets and white space.

use crate::text::fold::character::is_middle_dot;
use crate::text::fold::width::{squash_folded, width};

/// Returns the form for comparing labels: `１　事業名称`, `(1)事業名称：`, `■事業名称` and `事 業 名 称` all
/// become `事業名称`. Removes numbering, bullets and middle dots, but keeps `①`, which distinguishes the rows
/// of indicators.
pub fn label(text: &str) -> String {
    label_folded(&width(text))
}

/// Like [`label`], for a text whose width is folded already.
pub fn label_folded(folded: &str) -> String {
    let mut rest = folded.trim();
    loop {
        let inner = rest.strip_prefix('【').and_then(|rest| rest.strip_suffix('】')).unwrap_or(rest);
        let shorter = without_numbering(inner.trim_start_matches(is_bullet).trim_start());
        if shorter == rest {
            break;
        }
        rest = shorter;
    }
    let bare: String = rest.chars().filter(|c| !c.is_whitespace() && !is_middle_dot(*c)).collect();
    let bare = bare.trim_end_matches(':');
    // Keep a label that consists only of a number or a mark.
    if bare.is_empty() { squash_folded(folded.to_owned()) } else { bare.to_owned() }
}

fn is_bullet(c: char) -> bool {
    is_middle_dot(c) || matches!(c, '■' | '□' | '◆' | '◇' | '●' | '▼' | '▽' | '▶' | '▪' | '◾')
}

/// Returns a label without the number before it. Numbering has a separator or brackets; a number directly
/// before a word counts something (`5年間`, `20課題`).
fn without_numbering(text: &str) -> &str {
    let number = |text: &str| {
        let digits = text.chars().take_while(char::is_ascii_digit).count();
        let roman = text.chars().take_while(|c| matches!(c, 'I' | 'V' | 'X')).count();
        let kana = usize::from(text.starts_with(|c| "アイウエオカキクケコ一二三四五六七八九十".contains(c)))
            * 'ア'.len_utf8();
        if matches!(digits, 1 | 2) { digits } else { roman.max(kana) }
    };
    if let Some(inner) = text.strip_prefix('(') {
        let len = number(inner);
        let after = inner[len..].strip_prefix(')').filter(|rest| len > 0 && !rest.trim().is_empty());
        return after.map_or(text, str::trim_start);
    }
    let (mark, rest) = text.split_at(number(text));
    let latin = mark.starts_with(|c: char| c.is_ascii());
    let after = rest.trim_start_matches(['.', ')', '、', ':']);
    let parted = after.len() < rest.len() || (latin && rest.starts_with(char::is_whitespace));
    let after = after.trim_start();
    // A number without a separator counts what follows: `20課題`.
    let numbering = !mark.is_empty() && parted && !after.is_empty();
    if numbering && !after.starts_with(|c: char| c.is_ascii_digit()) { after } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::label;
    use crate::text::fold::is_blank;

    #[test]
    fn labels_lose_their_numbering_and_keep_their_symbols() {
        for text in [
            "事業名称",
            "１　事業名称",
            "1. 事業名称",
            "１．事業名称",
            "(1)事業名称",
            "（１）　事業名称",
            "⑴事業名称",
            "1)事業名称",
            "12 事業名称",
            "Ⅱ　事業名称",
            "(ア)事業名称",
            "ア.事業名称",
            "一、事業名称",
            "■事業名称",
            "【事業名称】",
            "・事業名称",
            "事業・名称",
            "事業\n名称：",
            "事 業 名 称:",
            "■ 1 事業名称",
        ] {
            assert_eq!(label(text), "事業名称", "{text}");
        }
        for (text, expected) in [
            ("目標①", "目標①"),
            ("①窓口", "①窓口"),
            ("1 目標②", "目標②"),
            ("遅れ・未達の理由", "遅れ未達の理由"),
            ("2023年度", "2023年度"),
            ("5年間の計画", "5年間の計画"),
            ("1-1-1", "1-1-1"),
            ("1.5倍", "1.5倍"),
            ("15分以上", "15分以上"),
            ("20課題", "20課題"),
            ("1事業名称", "1事業名称"),
            ("コ メ ン ト", "コメント"),
            ("一 覧", "一覧"),
            ("(1)", "(1)"),
            ("3", "3"),
            ("：", ":"),
            ("", ""),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn labels_never_panic(text in "[0-9０-９().、: 　①②アイ一二IVX事業・■【】\\n]{0,12}") {
            let folded = label(&text);
            assert!(!folded.contains(char::is_whitespace));
            assert!(is_blank(&text) || !folded.is_empty());
        }
    }
}
