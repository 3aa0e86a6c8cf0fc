//! Units: which spellings mean the same unit, and what a unit says about its numbers.

mod known_units;

use super::fold;
use known_units::{COUNTERS, MEASURED, NO_UNITS, PER_PERIOD, PER_YEAR, PERCENT_KINDS, PERCENTS, SPELLINGS};

/// Returns the spelling by which units are compared: `カ所` and `箇所` become `か所`, `件数` becomes `件`,
/// `時間／年` becomes `時間`.
pub fn canonical(unit: &str) -> String {
    let folded = fold_unit(unit);
    let bare = without_year(&folded);
    if let Some(kind) = PERCENTS.iter().find_map(|percent| bare.strip_prefix(percent)) {
        let kind = kind.strip_prefix('の').unwrap_or(kind);
        return PERCENT_KINDS
            .iter()
            .find(|(word, _)| *word == kind)
            .map_or_else(|| format!("%{kind}"), |(_, canonical)| (*canonical).to_owned());
    }
    let singular = bare.strip_suffix('数').filter(|rest| !rest.is_empty()).unwrap_or(bare);
    SPELLINGS
        .iter()
        .find(|spellings| spellings.contains(&singular))
        .and_then(|spellings| spellings.first())
        .map_or_else(|| singular.to_owned(), |canonical| (*canonical).to_owned())
}

/// True if two units are the same. `/年` is ignored, because the indicator says over what period it counts.
pub fn same(a: &str, b: &str) -> bool {
    canonical(a) == canonical(b)
}

/// True if a unit counts things that cannot be halved. Unknown nouns do, because most counters occur in one
/// plan only.
pub fn counts_whole_things(unit: &str) -> bool {
    let unit = canonical(unit);
    let measured = unit.is_empty()
        || MEASURED.contains(&unit.as_str())
        || unit.starts_with(['%', '千', '万', '百', '億', '兆'])
        || unit.contains('/')
        || ["率", "割合", "円", "時間", "度", "比", "倍"].iter().any(|ending| unit.ends_with(ending));
    !measured
}

/// True if a unit is plain percent.
pub fn is_percent(unit: &str) -> bool {
    canonical(unit) == "%"
}

/// True if a unit is a reduction in percent.
pub fn is_reduction(unit: &str) -> bool {
    canonical(unit) == "%削減"
}

/// True if a unit is per year (`時間/年`).
pub fn per_year(unit: &str) -> bool {
    let folded = fold_unit(unit);
    without_year(&folded) != folded
}

/// True if a written unit fits an indicator's: the same unit, any unit if the indicator has none, or plain
/// percent if the indicator is a reduction (`9%` for `%削減`).
pub fn fits(written: &str, indicator: &str) -> bool {
    indicator.is_empty() || same(written, indicator) || (is_reduction(indicator) && is_percent(written))
}

/// Returns the unit at the start of a text with folded width, and its length in bytes. The longest word wins,
/// so that `分` is not found in `分野`, nor `人` in `人材`. A divisor belongs to the unit (`件/月`), since
/// `4回/校` is not a number of 回.
pub fn prefix(text: &str, indicator: &str) -> Option<(String, usize)> {
    let mut len = word_length(text, indicator);
    if len == 0 {
        return None;
    }
    if let Some(ending) = PER_YEAR.iter().chain(PER_PERIOD).find(|ending| text[len..].starts_with(**ending)) {
        len += ending.len();
    } else if let Some(rest) = text[len..].strip_prefix('/') {
        let more = word_length(rest, "");
        len += if more == 0 { 0 } else { '/'.len_utf8() + more };
    }
    Some((as_written(&text[..len]), len))
}

/// True if an unknown word after a number may be a unit: a short noun that is not an ordinal or a stage of
/// work.
pub fn may_be_unit(word: &str) -> bool {
    let stages = [
        "導入", "実施", "試行", "完了", "予定", "検討", "達成", "整備", "運用", "開始", "拡大", "終了",
        "対応", "改修",
    ];
    let latin = word.chars().all(|c| c.is_ascii_alphabetic());
    let katakana = word.chars().all(is_katakana);
    let kanji = word.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '々'));
    let most = if kanji { 4 } else { 12 };
    let percent = PERCENTS.iter().any(|percent| word.to_lowercase().starts_with(percent));
    (latin || katakana || kanji)
        && !percent
        && !word.starts_with(['余', 'ー'])
        && (1..=most).contains(&word.chars().count())
        && !NO_UNITS.iter().any(|no_unit| word.starts_with(no_unit))
        && !stages.iter().any(|stage| word.contains(stage))
}

/// Returns the unit in the form in which it is stored: as written, but with one sign for percent.
pub fn as_written(unit: &str) -> String {
    let folded = fold_unit(unit);
    if PERCENTS.iter().any(|percent| folded.starts_with(percent)) {
        canonical(unit)
    } else {
        fold::squash(unit)
    }
}

fn fold_unit(unit: &str) -> String {
    fold::squash(unit).to_lowercase()
}

fn without_year(unit: &str) -> &str {
    let bare = PER_YEAR.iter().find_map(|ending| unit.strip_suffix(ending)).unwrap_or(unit);
    let bare = bare.strip_suffix("(年間)").unwrap_or(bare);
    bare.strip_prefix("年間").filter(|rest| !rest.is_empty()).unwrap_or(bare)
}

/// Returns the length in bytes of the unit at the start of a text, without a divisor; 0 if there is none.
fn word_length(text: &str, indicator: &str) -> usize {
    let wanted = fold_unit(indicator);
    let wanted_bare = without_year(&wanted);
    let percent = Some(canonical(indicator)).filter(|unit| unit.starts_with('%')).unwrap_or_default();
    let known = SPELLINGS.iter().flat_map(|spellings| spellings.iter()).chain(MEASURED).chain(COUNTERS);
    // Few words begin the text, so check that first.
    let longest = known
        .copied()
        .filter(|word| starts_with_word(text, word) && !NO_UNITS.contains(word))
        .chain([wanted_bare, &percent].into_iter().filter(|word| starts_with_word(text, word)))
        .map(str::len)
        .max();
    let mut len = percent_prefix(text).max(longest.unwrap_or(0));
    let money = ["円", "ドル"];
    if let Some(multiplied) = ["百万", "千", "万", "億"].iter().find(|word| text.starts_with(**word)) {
        // The numeral reads `20千円` for an indicator of 千円; this is for a unit that stands alone.
        if let Some(word) = money.iter().find(|word| text[multiplied.len()..].starts_with(**word)) {
            len = len.max(multiplied.len() + word.len());
        }
    }
    let barred = NO_UNITS.iter().any(|word| word.len() > len && text.starts_with(word));
    let barred = barred
        || (NO_UNITS.iter().any(|word| word.len() == len && text.starts_with(word))
            && len != wanted_bare.len());
    if len == 0 || barred {
        return 0;
    }
    if text[len..].starts_with('数') && !text[len..].starts_with("数値") {
        len += '数'.len_utf8();
    }
    len
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let Some(head) = text.get(..word.len()).filter(|_| !word.is_empty()) else {
        return false;
    };
    let next = text[word.len()..].chars().next().unwrap_or(' ');
    let last = word.chars().next_back().unwrap_or(' ');
    // A word continued by letters of its own script is a different word: `5m` is metres but `5mail` is not,
    // nor is `5トンネル` tons.
    let cut = (last.is_ascii_alphanumeric() && (next.is_ascii_alphanumeric() || matches!(next, '-' | '^')))
        || (is_katakana(last) && is_katakana(next))
        // `手続きっかり` is `手続` and `きっかり`: no word begins with a small っ.
        || next == 'っ';
    head.to_lowercase() == word && !cut
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー')
}

fn percent_prefix(text: &str) -> usize {
    let Some(percent) = PERCENTS
        .iter()
        .find(|percent| starts_with_word(text, percent) || (**percent == "%" && text.starts_with('%')))
    else {
        return 0;
    };
    // `14%の削減` means `14%削減`.
    let rest = &text[percent.len()..];
    let kinds = rest.strip_prefix('の').unwrap_or(rest);
    let kind =
        PERCENT_KINDS.iter().filter(|(word, _)| kinds.starts_with(word)).map(|(word, _)| word.len()).max();
    kind.map_or(percent.len(), |len| text.len() - kinds.len() + len)
}

#[cfg(test)]
mod tests {
    use super::{
        canonical, counts_whole_things, fits, is_percent, is_reduction, may_be_unit, per_year, prefix, same,
    };

    #[test]
    fn variants_are_one_unit() {
        for group in [
            &["箇所", "か所", "カ所", "ヶ所", "ヵ所", "個所", "ｶ所", "箇所数"][..],
            &["件", "件数"],
            &["人", "名", "人数"],
            &["%", "％", "パーセント", "ﾊﾟｰｾﾝﾄ", "percent", "㌫", "Percent"],
            &["時間/年", "時間", "時間／年", "時間/年度", "時間/年間", "年間時間"],
            &["km", "㎞", "キロメートル", "ＫＭ"],
            &["m2", "㎡", "平方メートル"],
            &["%削減", "％減", "パーセント削減", "% 削減"],
            &["手続", "手続き", "手続数"],
        ] {
            for unit in group {
                assert!(same(group[0], unit), "{} / {unit}", group[0]);
            }
        }
    }

    #[test]
    fn different_units_are_not_the_same() {
        for (a, b) in [
            ("件", "手続"),
            ("%", "%削減"),
            ("%", "%増"),
            ("千円", "円"),
            ("人", ""),
            ("m", "m2"),
            ("%", "ポイント"),
            ("分", "分野"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
        assert_eq!(canonical("％ポイント"), "ポイント");
    }

    #[test]
    fn amounts_with_fractions_are_not_whole_things() {
        for unit in [
            "件",
            "人",
            "施設",
            "か所",
            "手続",
            "台",
            "業務",
            "分野",
            "学区",
            "校",
            "団体",
            "枚",
            "回",
            "区分け",
        ] {
            assert!(counts_whole_things(unit), "{unit}");
        }
        for unit in [
            "",
            "%",
            "％削減",
            "時間",
            "時間/年",
            "km",
            "m",
            "円",
            "千円",
            "百万円",
            "利用率",
            "倍",
            "ポイント",
            "t",
            "kg",
            "日",
            "t-CO2",
        ] {
            assert!(!counts_whole_things(unit), "{unit}");
        }
    }

    #[test]
    fn percentages_reductions_and_yearly_units_are_recognised() {
        assert!(is_percent("％") && !is_percent("%削減"));
        assert!(is_reduction("％減") && !is_reduction("%"));
        assert!(per_year("時間/年") && per_year("件／年") && !per_year("時間"));
        assert!(fits("%", "%削減") && !fits("%削減", "%") && fits("人", "") && !fits("", "人"));
    }

    #[test]
    fn the_longest_word_at_the_start_decides() {
        for (text, indicator, unit) in [
            ("施設で試行", "施設", Some("施設")),
            ("手続に", "手続", Some("手続")),
            ("手続きっかり", "手続", Some("手続")),
            ("分野", "分", Some("分野")),
            ("人材", "人", None),
            ("年度", "", None),
            ("年", "年", Some("年")),
            ("%削減", "%", Some("%削減")),
            ("パーセント", "", Some("%")),
            ("時間/年", "時間", Some("時間/年")),
            ("KM", "km", Some("KM")),
            ("mail", "", None),
            ("トンネル", "", None),
            ("ひかり", "", None),
            ("ひかり号", "ひかり", Some("ひかり")),
            ("件数", "件", Some("件数")),
        ] {
            assert_eq!(
                prefix(text, indicator).map(|(unit, _)| unit).as_deref(),
                unit,
                "{text} / {indicator}"
            );
        }
    }

    #[test]
    fn unknown_nouns_may_be_units() {
        assert!(may_be_unit("連携先") && may_be_unit("フォロー") && may_be_unit("MAU"));
        for word in [
            "",
            "次募集",
            "年度",
            "導入",
            "に試行",
            "期工事",
            "新規導入数",
            "ー",
            "余億",
            "ーアプリ",
            "percentage",
            "パーセントパーセント",
        ] {
            assert!(!may_be_unit(word), "{word}");
        }
    }
}
