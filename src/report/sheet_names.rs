//! The names of the sheets, as formulas and links use them.

pub(super) const OVERVIEW: &str = "概況";
pub(super) const ACTION: &str = "要対応";
pub(super) const CHANGE_REQUESTS: &str = "変更申出";
pub(super) const PROGRESS_LIST: &str = "進捗一覧";
pub(super) const COMPARISON: &str = "前回比較";
pub(super) const TOTALS: &str = "集計";
pub(super) const ITEMS: &str = "追加項目";
pub(super) const ROADMAP: &str = "ロードマップ";
pub(super) const ACTIVITIES: &str = "取組と意見";
pub(super) const CRITERIA: &str = "判定基準";
