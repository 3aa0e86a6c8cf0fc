//! The columns of 進捗一覧: first those that people read, then, beside the printed area, those that are reckoned with.

/// 整理番号.
pub(crate) const ID: u16 = 0;
/// 事業名称.
pub(crate) const NAME: u16 = 1;
/// 担当課.
pub(crate) const DEPARTMENTS: u16 = 2;
/// 指標.
pub(crate) const INDICATOR: u16 = 3;
/// 単位.
pub(crate) const UNIT: u16 = 4;
/// 前年度実績.
pub(crate) const BEFORE: u16 = 5;
/// 目標, as printed.
pub(crate) const TARGET_TEXT: u16 = 6;
/// 実績, as written.
pub(crate) const ACTUAL_TEXT: u16 = 7;
/// The target's number.
pub(crate) const TARGET: u16 = 8;
/// The actual's number.
pub(crate) const ACTUAL: u16 = 9;
/// 達成率.
pub(crate) const RATE: u16 = 10;
/// 効果達成状況.
pub(crate) const EFFECT: u16 = 11;
/// 効果達成状況 as the figures give it, beside a 事務局評価.
pub(crate) const EFFECT_COMPUTED: u16 = 12;
/// 進捗状況 as the secretariat judges it.
pub(crate) const PROGRESS_JUDGED: u16 = 13;
/// 進捗状況 as reported.
pub(crate) const PROGRESS: u16 = 14;
/// 進捗状況 as computed.
pub(crate) const COMPUTED: u16 = 15;
/// 進度.
pub(crate) const PACE: u16 = 16;
/// 年度末見込み.
pub(crate) const FORECAST: u16 = 17;
/// What the forecast means.
pub(crate) const OUTLOOK: u16 = 18;
/// 最終目標.
pub(crate) const FINAL: u16 = 19;
/// 到達度.
pub(crate) const ATTAINMENT: u16 = 20;
/// 見通し.
pub(crate) const PROSPECT: u16 = 21;
/// The years' course.
pub(crate) const TREND: u16 = 22;
/// 根拠.
pub(crate) const REASON: u16 = 23;

/// The last column that is printed.
pub(crate) const LAST_PRINTED: u16 = REASON;

/// Location of the 基本方針 in the plan.
pub(crate) const POLICY: u16 = 25;
/// Location of the 施策.
pub(crate) const MEASURE: u16 = 26;
/// Location of the 主担当課.
pub(crate) const DEPARTMENT: u16 = 27;
/// Location of the 部局.
pub(crate) const BUREAU: u16 = 28;
/// 1 for an indicator, 0 for a project without one.
pub(crate) const IS_INDICATOR: u16 = 29;
/// The basis of the effect.
pub(crate) const BASIS: u16 = 30;
/// The number of the effect.
pub(crate) const EFFECT_NUMBER: u16 = 31;
/// The weight of the effect.
pub(crate) const WEIGHT: u16 = 32;
/// The number of the computed progress.
pub(crate) const COMPUTED_NUMBER: u16 = 33;
/// The rate of the forecast.
pub(crate) const OUTLOOK_RATE: u16 = 34;
/// The number of the band that the forecast falls into.
pub(crate) const OUTLOOK_NUMBER: u16 = 35;
/// 1 where the row needs action.
pub(crate) const ROW_ACTION: u16 = 36;
/// The number of the project's effect.
pub(crate) const PROJECT_EFFECT: u16 = 37;
/// The number of the project's progress.
pub(crate) const PROJECT_PROGRESS: u16 = 38;
/// The number of the project's 提出状況.
pub(crate) const STATE: u16 = 39;
/// 1 where the project's progress was reported this month.
pub(crate) const REPORTED: u16 = 40;
/// 1 where the project needs action.
pub(crate) const PROJECT_ACTION: u16 = 41;
/// 基準値 of the rate.
pub(crate) const BASELINE: u16 = 42;
/// b of the pace.
pub(crate) const BASE: u16 = 43;
/// Months elapsed.
pub(crate) const ELAPSED: u16 = 44;
/// Months of the year.
pub(crate) const MONTHS: u16 = 45;
/// The forecast's number.
pub(crate) const FORECAST_NUMBER: u16 = 46;
/// The final target's number.
pub(crate) const FINAL_NUMBER: u16 = 47;
/// The actual of the plan's first fiscal year; the others follow.
pub(crate) const YEARS: u16 = 48;

/// Headings and widths of the columns that people read.
pub(crate) const READ: [(&str, f64); 24] = [
    ("整理番号", 8.5),
    ("事業名称", 24.0),
    ("担当課", 16.0),
    ("指標", 26.0),
    ("単位", 8.0),
    ("前年度実績", 12.5),
    ("目標", 15.0),
    ("実績", 15.0),
    ("目標値", 10.0),
    ("実績値", 10.0),
    ("達成率", 9.0),
    ("効果達成状況", 12.0),
    ("効果達成状況\n（計算）", 12.0),
    ("進捗状況\n（事務局）", 12.0),
    ("進捗状況\n（報告）", 12.0),
    ("進捗状況\n（計算）", 12.0),
    ("進度", 9.0),
    ("年度末見込み", 15.0),
    ("見込み", 15.0),
    ("最終目標", 14.0),
    ("到達度", 9.0),
    ("見通し\n（計算）", 12.0),
    ("年度の推移", 11.0),
    ("根拠", 38.0),
];

/// Headings of the columns that are reckoned with, from [`POLICY`] on; the fiscal years follow.
pub(crate) const RECKONED: [&str; 23] = [
    "基本方針№",
    "施策№",
    "課№",
    "部局№",
    "指標",
    "判定の基礎",
    "効果№",
    "効果の重さ",
    "計算№",
    "見込みの率",
    "見込み№",
    "行の要対応",
    "事業の効果№",
    "事業の進捗№",
    "提出№",
    "今回の報告",
    "事業の要対応",
    "基準値",
    "前年度末値",
    "経過月数",
    "対象月数",
    "見込み値",
    "最終目標値",
];

/// The defined names of the columns that other sheets count.
pub(crate) const NAMED: [(u16, &str); 15] = [
    (POLICY, "一覧_基本方針"),
    (MEASURE, "一覧_施策"),
    (DEPARTMENT, "一覧_課"),
    (BUREAU, "一覧_部局"),
    (IS_INDICATOR, "一覧_指標"),
    (BASIS, "一覧_基礎"),
    (EFFECT_NUMBER, "一覧_効果"),
    (OUTLOOK_NUMBER, "一覧_見込み"),
    (ROW_ACTION, "一覧_行要対応"),
    (PROJECT_EFFECT, "一覧_事業効果"),
    (PROJECT_PROGRESS, "一覧_事業進捗"),
    (STATE, "一覧_提出"),
    (REPORTED, "一覧_報告"),
    (PROJECT_ACTION, "一覧_要対応"),
    (PROSPECT, "一覧_見通し"),
];
