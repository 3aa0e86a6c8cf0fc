//! 確認済: the codes of findings that a department confirms as correct.

use crate::findings::finding::{Finding, Severity};
use crate::text::fold;

/// Returns the codes that an entry such as `C05、V06 確認しました` confirms. A code that a word denies or
/// doubts (`V06は誤り`, `V06以外`, `V06？`) is not confirmed. Codes separated only by commas share the words
/// after them.
#[must_use]
pub fn codes(text: &str) -> Vec<String> {
    let folded = joined(text);
    let found = places(&folded);
    let mut confirmed = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for (at, (start, code)) in found.iter().enumerate() {
        run.push(code);
        let end = start + code.len();
        let next = found.get(at + 1).map_or(folded.len(), |(start, _)| *start);
        let behind = &folded[end..next];
        if next < folded.len()
            && behind.chars().all(|c| !c.is_alphanumeric() && !is_doubt(c))
            && !behind.contains('\n')
        {
            continue;
        }
        // Words before the first code apply to all codes (`×V06`).
        let before = found.first().map_or("", |(start, _)| &folded[..*start]);
        let said = format!("{before}{}", clause(behind));
        let taken = std::mem::take(&mut run);
        if !denies(&said) {
            confirmed.extend(taken.into_iter().map(str::to_owned));
        }
    }
    confirmed.sort();
    confirmed.dedup();
    confirmed
}

/// True if an entry names no code: `○`, `確認済`.
#[must_use]
pub fn names_no_code(text: &str) -> bool {
    places(&joined(text)).is_empty()
}

/// Returns the text in half width and upper case, with `V 06`, `V-06` and `Ｖ６` as `V06`.
fn joined(text: &str) -> String {
    let folded = fold::width(text).to_uppercase();
    let mut out = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let begins = c.is_ascii_uppercase() && !out.ends_with(|c: char| c.is_ascii_alphanumeric());
        out.push(c);
        let digits = rest.trim_start_matches([' ', '-']);
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        if begins && (1..=2).contains(&count) {
            out.push_str(if count == 1 { "0" } else { "" });
            rest = digits;
        }
    }
    out
}

/// Returns the codes with their byte offsets. A letter or digit beside a code makes it something else.
fn places(folded: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, _) in folded.char_indices().filter(|(_, c)| c.is_ascii_uppercase()) {
        let Some(code) =
            folded.get(at..at + 3).filter(|code| code.bytes().skip(1).all(|b| b.is_ascii_digit()))
        else {
            continue;
        };
        let joined = folded[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let goes_on = folded[at + 3..].starts_with(|c: char| c.is_ascii_digit());
        if !joined && !goes_on {
            found.push((at, code));
        }
    }
    found
}

/// Returns the words about a code, which end with the sentence or line.
fn clause(text: &str) -> &str {
    text.split(['\n', '。', ';']).next().unwrap_or(text)
}

fn is_doubt(c: char) -> bool {
    matches!(c, '?' | '×' | '✕' | '□' | '☐')
}

/// True if words about a code deny or doubt it.
fn denies(said: &str) -> bool {
    let said = RIGHT.iter().fold(said.to_owned(), |said, word| said.replace(word, " "));
    said.contains(is_doubt) || DENIALS.iter().any(|word| said.contains(word))
}

/// Phrases that contain one of the [`DENIALS`] but say that the value is right.
const RIGHT: [&str; 31] = [
    "誤りなし",
    "誤りはな",
    "誤りではな",
    "誤りありません",
    "誤りはありません",
    "誤りではありません",
    "間違いな",
    "間違いはな",
    "間違いありません",
    "間違いはありません",
    "相違ありません",
    "相違な",
    "不備な",
    "問題ありません",
    "問題はありません",
    "問題な",
    "異常な",
    "再確認済",
    "再確認しました",
    "修正不要",
    "訂正不要",
    "誤りございません",
    "間違いございません",
    "相違ございません",
    "問題ございません",
    "異常ございません",
    "訂正なし",
    "訂正はな",
    "修正なし",
    "修正はな",
    "変更な",
];

/// Words that deny that a value is right, or doubt it.
const DENIALS: [&str; 42] = [
    "誤",
    "間違",
    "以外",
    "除",
    "未",
    "確認中",
    "確認待",
    "要確認",
    "再確認",
    "確認でき",
    "ない",
    "ません",
    "できず",
    "違",
    "修正",
    "訂正",
    "直し",
    "直す",
    "再提出",
    "後日",
    "後ほど",
    "不明",
    "検討",
    "調査",
    "保留",
    "NG",
    "疑",
    "は対象外",
    "でなく",
    "ではなく",
    "以降",
    "確認要",
    "不可",
    "ください",
    "とは",
    "まだ",
    "集計中",
    "次回",
    "精査",
    "照会",
    "これから",
    "今後",
];

/// Returns a finding as it is after 確認済. If confirmed, a 要確認 is dropped, except that a change to the plan
/// stays as 参考.
#[must_use]
pub fn after_confirmation(finding: Finding, confirmed: bool) -> Option<Finding> {
    if !confirmed || finding.severity != Severity::Check {
        return Some(finding);
    }
    finding.kind.is_change().then(|| finding.severity(Severity::Info))
}

#[cfg(test)]
mod tests {
    use super::codes;
    use crate::findings::finding::Severity;
    use crate::form::field::Field;
    use crate::sample::forms::{AS_OF, Form, codes_when, findings, findings_after, form, plan, run, times};

    #[test]
    fn a_confirmation_silences_its_code_and_no_other() {
        assert_eq!(codes_when(|form| form.actual(0, "806手続").set(Field::Confirmed, "V06")), ["C05"]);
        assert!(codes_when(|form| form.actual(0, "806手続").set(Field::Confirmed, "V06、C05")).is_empty());
    }

    #[test]
    fn an_error_cannot_be_confirmed_and_a_confirmed_change_to_the_plan_stays_on_record() {
        assert_eq!(codes_when(|form| form.actual(0, "411件").set(Field::Confirmed, "V03")), ["V03"]);
        let found = findings(|form| form.set(Field::Name, "窓口の改善").set(Field::Confirmed, "P03"));
        assert_eq!((found.len(), found[0].kind.code, found[0].severity), (1, "P03", Severity::Info));
    }

    #[test]
    fn a_confirmation_ends_when_the_value_changes() {
        let plan = plan();
        let later = |december: &str, march: &str| {
            let above = |form: Form, text: &str| form.actual(0, text);
            let forms = vec![
                above(form(&plan, "1-1-1", "2031-12"), december).set(Field::Confirmed, "V06 C05"),
                above(form(&plan, "1-1-1", AS_OF), march),
                form(&plan, "1-1-2", AS_OF),
            ];
            let found = run(&plan, forms).findings;
            found.iter().map(|finding| finding.kind.code).collect::<Vec<_>>()
        };
        assert_eq!(later("806手続", "806手続"), Vec::<&str>::new());
        assert_eq!(later("806手続", "８０６ 手続"), Vec::<&str>::new());
        assert_eq!(later("806手続", "807手続"), ["C05", "V06"]);
    }

    #[test]
    fn an_earlier_confirmation_holds_for_its_code_and_row_only() {
        let above = |form: Form| form.actual(0, "806手続");
        let found = findings_after(|form| above(form).set(Field::Confirmed, "V06"), above);
        assert_eq!((times("V06", &found), times("C05", &found)), (0, 1));
        let hedged = |row: usize| move |form: Form| form.actual(row, "約65");
        let confirmed = |form: Form| hedged(1)(form).set(Field::Confirmed, "V14");
        assert_eq!(times("V14", &findings_after(confirmed, hedged(1))), 0);
        assert_eq!(times("V14", &findings_after(confirmed, hedged(0))), 1);
    }

    #[test]
    fn codes_are_found_however_they_are_listed() {
        assert_eq!(codes("Ｃ０５、v06"), ["C05", "V06"]);
        assert_eq!(codes("C05（確認しました） C05"), ["C05"]);
        assert!(codes("確認済").is_empty());
        for text in [
            "V06 ok",
            "[V06]",
            "有（V06）",
            "V06 106施設で正しい",
            "V06：確認しました",
            "V06 誤りなし",
            "○V06",
            "V 06",
            "V-06",
            "Ｖ６",
            "V06 相違ありません",
            "V06 再確認済",
            "☑V06",
        ] {
            assert_eq!(codes(text), ["V06"], "{text}");
        }
        assert_eq!(codes("C05は確認済。V06は確認中"), ["C05"]);
    }

    #[test]
    fn a_code_that_is_denied_or_doubted_is_not_confirmed() {
        for text in [
            "V06は誤り",
            "V06以外",
            "V06？",
            "×V06",
            "V06 ×",
            "V06は未確認",
            "V06は確認中",
            "V06を除く",
            "C05、V06は誤り",
            "V061",
            "□V06",
            "V06は後日",
            "V06は正しくない",
            "V06 確認待ち",
            "V06は確認できていません",
            "V06は再提出します",
            "V06はまだ",
            "V06再集計中",
            "V06 次回確認します",
            "V06はこれから確認",
        ] {
            assert!(codes(text).is_empty(), "{text}");
        }
    }
}
