//! Generates typed entries: the words of figures in any order, with any other characters between them.

use libfuzzer_sys::arbitrary::{Arbitrary, Result, Unstructured};
use shinchoku::text::fold;

/// A cell's text and its indicator's unit.
#[derive(Debug)]
pub struct GeneratedEntry {
    /// The text.
    pub text: String,
    /// The unit; empty if the indicator has none.
    pub unit: String,
}

impl<'a> Arbitrary<'a> for GeneratedEntry {
    fn arbitrary(from: &mut Unstructured<'a>) -> Result<Self> {
        let unit = match from.arbitrary::<u8>()? {
            254 | 255 => {
                let length = from.int_in_range(0..=4)?;
                // A unit that begins like a number would make it unclear where the number ends.
                Some(text(from.bytes(length)?)).filter(|unit| is_a_unit(unit)).unwrap_or_default()
            }
            at => UNITS[usize::from(at) % UNITS.len()].to_owned(),
        };
        let rest = from.bytes(from.len())?;
        Ok(Self { text: text(rest), unit })
    }
}

fn is_a_unit(unit: &str) -> bool {
    fold::squash(unit).starts_with(|c: char| (c.is_alphabetic() || c == '%') && !"一百千万億兆".contains(c))
}

/// Decodes bytes to a text. A byte is the index of a word, or beyond the words announces a character in two
/// bytes.
fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        if let Some(word) = WORDS.get(usize::from(byte)) {
            text.push_str(word);
        } else {
            let (high, low) = (bytes.next().unwrap_or(0), bytes.next().unwrap_or(0));
            let plane = u32::from(byte == 255) << 16;
            text.extend(char::from_u32(plane | u32::from(high) << 8 | u32::from(low)));
        }
    }
    text
}

#[rustfmt::skip]
const UNITS: &[&str] = &[
    "", "手続", "%", "件", "人", "施設", "%削減", "%増", "時間/年", "時間", "円", "千円", "万円", "百万円", "億円", "分",
    "分野", "km", "か所", "台", "校", "年", "日", "倍", "割", "ポイント", "率", "t-CO2", "件/日", "ひかり", "m2", "万枚",
];

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "100", "150", "411", "1,050", "20,400", "000", ",000",
    "0.721", "36.3", "99999999999999", "2021", "2023", "2025", "0", "5", "７", "，", ",", "．", ".", "・", "、", "。",
    " ", "　", "\n", "\r\n", "\t", "\u{200b}", "/", "／", "⁄", "-", "－", "―", "ー", "−", "‐", "~", "～", "〜", "+",
    "▲", "△", "マイナス", "百", "千", "万", "億", "兆", "十", "一", "二", "五", "〇", "九", "手続", "手続き", "件", "件数",
    "人", "名", "施設", "箇所", "か所", "ヶ所", "台", "校", "回", "枚", "分", "分野", "業務", "学区", "時間", "時間/年",
    "/年", "/年度", "/年間", "年間", "年", "月", "日", "年度", "年度末", "末", "円", "千円", "百万円", "億円", "¥", "\\", "%",
    "％", "㌫", "パーセント", "percent", "%削減", "削減", "減", "増", "増加", "ポイント", "pt", "倍", "割", "km", "㎞", "m",
    "m2", "㎡", "m^2", "h", "t-CO2", "t", "kg", "l", "約", "概ね", "おおよそ", "ほぼ", "最大", "推計", "以上", "以下", "以内",
    "未満", "程度", "前後", "超", "弱", "強", "余", "余り", "見込", "見込み", "予定", "速報値", "(見込み)", "(", ")", "（", "）",
    "【", "】", "[", "]", "※", "*", "①", "②", "㉑", "第", "×", "÷", "までに", "まで", "迄に", "中に", "令和", "令和5年度",
    "2025年度末までに", "R8.3", "平成", "元", "終了", "なし", "運用", "導入", "試行", "に", "を", "数", "数値", "人材", "トンネル",
    "アプリ", "ｱﾌﾟﾘ", "゛", "#REF!", "別紙", "参照", "同上",
];
