//! The words that qualify a number, grouped by what they say about it. Data only: the reader consults them,
//! and rules consult the reader.

/// What a word says about the number in its phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It is not the actual but a target, a shortfall or another place's value.
    NotAnActual,
    /// It is the whole that the actual is a part of: `800手続中`.
    Whole,
    /// It comes from an earlier report.
    Previous,
    /// It is an increase.
    Increment,
    /// It is the running total.
    Total,
    /// It is the sum of the listed numbers.
    Sum,
    /// It is this fiscal year's.
    ThisYear,
    /// It is the current one of two numbers.
    Current,
}

/// The position of a word relative to the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Directly after the number.
    Behind,
    /// Anywhere after it in its phrase.
    After,
    /// Anywhere before it in its phrase.
    Before,
    /// Directly before it.
    Ahead,
    /// On either side.
    Around,
}

use Says::{Current, Increment, NotAnActual, Previous, Sum, ThisYear, Total, Whole};
use Side::{After, Ahead, Around, Before, Behind};

/// Phrases that contain a word of the tables below but do not disqualify the number. They are removed first.
pub(super) const INNOCENT: &[&str] = &[
    "目標達成",
    "目標を達成",
    "目標値を達成",
    "目標どおり",
    "目標通り",
    "計画どおり",
    "計画通り",
    "計画達成",
    "対象外を除く",
    "対象外含む",
    "対象外を含む",
    "未実施を除く",
    "国の基準",
    "国際",
    "県内",
    "国内",
    "国庫",
    "全国版",
    "全庁",
    "市全体",
    "平均的",
    "前年並",
    "旧町",
    "合計画",
    "統計",
    "設計",
    "時計",
    "会計",
    "家計",
    "推計",
    "計測",
    "増設",
    "増築",
    "増刷",
    "増殖",
    "増進",
    "減免",
    "残業",
    "計器",
    "計量",
];

/// Words that say what a number in the same phrase is.
pub(super) const ROLES: &[(&str, Says, Side)] = &[
    ("目標", NotAnActual, Around),
    ("計画", NotAnActual, Around),
    ("予算", NotAnActual, Around),
    ("定員", NotAnActual, Around),
    ("残り", NotAnActual, Around),
    ("残数", NotAnActual, Around),
    ("あと", NotAnActual, Before),
    ("残", NotAnActual, After),
    ("不足", NotAnActual, Around),
    ("届か", NotAnActual, After),
    ("届いて", NotAnActual, After),
    ("至ら", NotAnActual, After),
    ("至って", NotAnActual, After),
    ("満たな", NotAnActual, After),
    ("達しな", NotAnActual, After),
    ("達して", NotAnActual, After),
    ("達せ", NotAnActual, After),
    ("できな", NotAnActual, After),
    ("できず", NotAnActual, After),
    ("できて", NotAnActual, After),
    ("下回", NotAnActual, Around),
    ("上回", NotAnActual, Around),
    ("超過", NotAnActual, After),
    ("割り込", NotAnActual, After),
    ("達成まで", NotAnActual, Before),
    ("目標まで", NotAnActual, Before),
    ("対象外", NotAnActual, Around),
    ("対象", NotAnActual, Around),
    ("全国", NotAnActual, Before),
    ("国", NotAnActual, Ahead),
    ("県", NotAnActual, Ahead),
    ("他市", NotAnActual, Before),
    ("類似団体", NotAnActual, Before),
    ("平均", NotAnActual, Around),
    ("当たり", NotAnActual, Before),
    ("あたり", NotAnActual, Before),
    ("旧", NotAnActual, Ahead),
    ("訂正前", NotAnActual, Around),
    ("修正前", NotAnActual, Around),
    ("誤", NotAnActual, Ahead),
    ("廃止", NotAnActual, After),
    ("中止", NotAnActual, After),
    ("取りやめ", NotAnActual, After),
    ("周知", NotAnActual, Around),
    ("啓発", NotAnActual, Around),
    ("調査", NotAnActual, Around),
    ("検討", NotAnActual, Around),
    ("準備", NotAnActual, Around),
    ("次年度", NotAnActual, Around),
    ("来年度", NotAnActual, Around),
    ("翌年度", NotAnActual, Around),
    ("今後", NotAnActual, Before),
    ("減", NotAnActual, Behind),
    ("減少", NotAnActual, Behind),
    ("の減", NotAnActual, Behind),
    ("達成率", NotAnActual, Before),
    ("進捗率", NotAnActual, Before),
    ("伸び率", NotAnActual, Before),
    ("前年比", NotAnActual, Before),
    ("前年度比", NotAnActual, Before),
    ("前回比", NotAnActual, Before),
    ("対前年", NotAnActual, Before),
    ("中", Whole, Behind),
    ("のうち", Whole, Behind),
    ("の内", Whole, Behind),
    ("うち", Whole, Behind),
    ("に対し", Whole, Behind),
    ("に占める", Whole, Behind),
    ("全", Whole, Ahead),
    ("前回", Previous, Before),
    ("前月", Previous, Before),
    ("前期", Previous, Before),
    ("増", Increment, Behind),
    ("の増", Increment, Behind),
    ("増加", Increment, After),
    ("追加", Increment, Around),
    ("新規", Increment, Around),
    ("新た", Increment, Around),
    ("今年度分", Increment, Around),
    ("うち", Increment, Before),
    ("累計", Total, Around),
    ("累積", Total, Around),
    ("通算", Total, Around),
    ("総数", Sum, Before),
    ("総計", Sum, Before),
    ("全体", Sum, Before),
    ("合計", Sum, Before),
    ("計", Sum, Ahead),
    ("トータル", Sum, Before),
    ("=", Sum, Ahead),
    ("今年度", ThisYear, Around),
    ("当年度", ThisYear, Around),
    ("本年度", ThisYear, Around),
    ("今期", ThisYear, Before),
    ("今回", Current, Before),
    ("現在", Current, Ahead),
    ("正", Current, Ahead),
    ("訂正後", Current, Around),
    ("修正後", Current, Around),
];

/// Words that compare numbers. No number in such a phrase is the actual.
pub(super) const COMPARES: &[&str] =
    &["不足", "上回", "下回", "届か", "届いて", "至ら", "至って", "満たな", "達しな", "達せ", "割り込"];

/// Words that say a number is not final, or was not measured.
pub(super) const NOT_FINAL: &[&str] = &[
    "見込",
    "予定",
    "速報",
    "概算",
    "概数",
    "暫定",
    "仮",
    "集計中",
    "集計途中",
    "集計待ち",
    "集計予定",
    "精査中",
    "確認中",
    "調整中",
    "未確定",
    "確定前",
    "未集計",
    "未公表",
    "公表待ち",
    "公表前",
    "推計",
    "推定",
    "想定",
    "予測",
    "要確認",
    "準備中",
    "未定",
    "参考値",
    "目安",
    "可能性",
    "+α",
    "+a",
    "?",
    "くらい",
    "ぐらい",
    "試算",
    "理論値",
    "未精査",
    "未確認",
    "精査前",
    "集計前",
    "監査前",
    "決算前",
    "中間値",
    "中間報告",
    "途中",
];

/// Words that mean the same only if they are the whole remark, with or without 値 or 数 after them.
pub(super) const NOT_FINAL_ALONE: &[&str] =
    &["仮", "約", "程度", "仮集計", "中間", "おおよそ", "およそ", "おおむね", "概ね"];

/// Phrases that contain such a word but do not mean it.
pub(super) const FINAL: &[&str] = &[
    "予定どおり",
    "予定通り",
    "予定のとおり",
    "見込みどおり",
    "見込通り",
    "可能性はない",
    "想定どおり",
    "想定通り",
];

/// Words after a time that make it the time of an event, not of the value.
pub(super) const EVENTS: &[&str] = &[
    "開始",
    "導入",
    "施行",
    "実施",
    "改正",
    "設置",
    "稼働",
    "運用",
    "制定",
    "策定",
    "改定",
    "契約",
    "締結",
    "整備",
    "開設",
    "供用",
    "移行",
    "完了",
    "終了",
    "廃止",
    "新設",
    "公開",
    "リリース",
    "追加",
    "見直",
    "変更",
    "承認",
    "決定",
    "発生",
    "から",
    "以降",
    "より",
];

/// Words in a remark that say the number is not the actual that was asked for.
pub(super) const NOT_ASKED: &[&str] = &[
    "目標",
    "計画",
    "前回",
    "前月",
    "未達",
    "届か",
    "至ら",
    "届いて",
    "達成でき",
    "達してい",
    "不足",
    "全国",
    "県平均",
    "国平均",
    "定員",
    "対象数",
    "昨年度と同じ",
    "前年度と同じ",
    "準備中",
];

/// Words in a remark that say the number counts only what was added.
pub(super) const ADDED: &[&str] =
    &["新規", "追加", "増加", "今年度分", "当年度分", "本年度分", "増分", "比増", "年度分"];

/// Words in a remark that say the value has accumulated over years.
pub(super) const PILED_UP: &[&str] = &["累計", "累積", "通算"];

/// Words that say a value is not known yet.
pub(super) const PENDING: &[&str] = &[
    "未公表",
    "公表待",
    "公表前",
    "公表予定",
    "公表され",
    "未集計",
    "集計中",
    "集計待",
    "集計予定",
    "集計でき",
    "調査中",
    "調査結果待",
    "結果待",
    "算定中",
    "算出中",
    "精査中",
    "未確定",
    "確定待",
    "確定予定",
    "確定前",
    "後日報告",
    "追って報告",
    "後日提出",
    "判明予定",
    "頃公表",
    "ごろ公表",
];

/// Words that, with a month, say when a value becomes known.
pub(super) const BECOMES_KNOWN: &[&str] =
    &["公表", "確定", "判明", "発表", "集計予定", "報告予定", "わかる", "分かる"];

/// Words beside a number that only say it is the actual.
pub(super) const DRESS: &[&str] = &[
    "実績値",
    "実績数",
    "実績",
    "合計",
    "総計",
    "計",
    "延べ",
    "延",
    "年間",
    "通年",
    "でした",
    "です",
    "である",
    "現在",
    "時点",
    "末",
    "今年度",
    "当年度",
    "本年度",
    "累計",
    "累積",
    "は",
    "で",
    "の",
    "が",
    "値",
    "第",
    "位",
    "分",
];

/// Words on the line itself that say nothing was done, with the number in brackets after them.
pub(super) const NOT_DONE: &[&str] =
    &["中止", "延期", "見送", "実施せず", "実施なし", "取りやめ", "該当なし", "できず", "検討中", "準備中"];
