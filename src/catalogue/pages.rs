//! The Japanese pages of the kinds of findings: one page, the list of all codes, and all pages as one
//! document.

use crate::catalogue::{kind, kinds};
use crate::findings::Severity;
use crate::text::fold;

/// Returns the page of a code, in any width and case.
#[must_use]
pub(crate) fn page(code: &str) -> Option<&'static str> {
    kind(&fold::squash(code).to_uppercase()).map(|kind| kind.explain)
}

/// Returns a list of every code with its severity and title, one per line.
#[must_use]
pub(crate) fn list() -> String {
    let mut out = String::new();
    for kind in kinds() {
        let kind = &kind;
        // Align words of two and three characters.
        let gap = if kind.severity == Severity::Check { "" } else { "　" };
        out.push_str(&format!("{}　{}{gap}　{}\n", kind.code, kind.severity.word(), kind.title));
    }
    out.push_str("\n意味と直し方は、shinchoku explain V03 のように符号を付けると表示できます。\n");
    out
}

/// Returns all pages as one document.
#[must_use]
pub(crate) fn collected() -> String {
    let mut out = format!(
        "# 検証結果の一覧\n\n{INTRODUCTION}\n\n| 符号 | 区分 | 内容 | 直し方 |\n| --- | --- | --- | --- |\n"
    );
    for kind in kinds() {
        let kind = &kind;
        out.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            kind.code,
            kind.severity.word(),
            kind.title,
            kind.help
        ));
    }
    for kind in kinds() {
        out.push('\n');
        // Each page becomes a section of the document.
        for line in kind.explain.lines() {
            out.push_str(if line.starts_with('#') { "#" } else { "" });
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

const INTRODUCTION: &str = "\
検証結果には符号が付いています。ここでは、符号ごとに、何が見つかったのか、なぜ確かめるのか、どう直すのかを説明します。
同じ説明は `shinchoku explain V03` のように符号を付けて表示できます。

- 誤り: 値を使いません（保留）。直した回答が届くまで、年度内の前の値で表示します。
- 要確認: 値は使いますが、確かめてください。記入のとおりで正しければ、様式の「確認済」に符号を記入します。
- 参考: 記録です。差戻し票には載りません。

符号の最初の文字は、Fがファイル、Sが様式、Vが一つ一つの値、Rが報告の内容、Cが前回やほかの回答との比較、Pが計画との違い、Mが計画のマスターブックを表します。

Mで始まる符号は、計画のマスターブックの点検結果で、`shinchoku check-plan` で表示します。誤りが1件でもあると、その計画では集計できません。
課に送る様式や差戻し票には載りません。";

#[cfg(test)]
mod tests {
    use crate::catalogue::pages::{list, page};

    #[test]
    fn a_code_is_found_in_any_width_and_case() {
        assert!(page("ｖ０３").unwrap().starts_with("# V03 単位の違い（誤り）\n"));
        assert_eq!(page("V99"), None);
    }

    #[test]
    fn the_list_has_a_line_for_each_code() {
        assert!(list().contains("V03　誤り　　単位の違い\nV04　要確認　割合の桁\n"), "{}", list());
    }
}
