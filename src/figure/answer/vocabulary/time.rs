//! What the words after a time make of it: an event, or a part of the year that is not counted.

/// Words after a time that make it the time of an event, not of the value.
pub(in crate::figure::answer) const EVENTS: &[&str] = &[
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
    "記入",
    "記載",
    "入力",
    "作成",
    "から",
    "以降",
    "より",
];

/// Words after a time that say its part of the year is not in the number: `3月分を除く`.
pub(in crate::figure::answer) const NOT_COUNTED: &[&str] = &[
    "除",
    "抜き",
    "抜いた",
    "含まな",
    "含まず",
    "含んでいな",
    "含んでおら",
    "含めず",
    "含めな",
    "未計上",
    "未算入",
];

/// Characters between a time and a word of [`NOT_COUNTED`].
pub(in crate::figure::answer) const BEFORE_NOT_COUNTED: &[char] = &['を', 'は', 'の', 'が', ' '];
