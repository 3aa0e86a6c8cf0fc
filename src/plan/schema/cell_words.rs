//! The words and marks that cells of the master workbook may hold.

/// The sheet of guidance, which the reader skips.
pub const GUIDE: &str = "使い方";
/// The hidden sheet of the dropdowns' lists, which the reader skips.
pub const CHOICES: &str = "選択肢";
/// The prefix of the first cell of an example row. The reader skips such rows.
pub const EXAMPLE: &str = "例）";
/// The suffix of a list of departments for others that are not named.
pub const OTHERS: &str = "ほか";
/// The separators of a list in a cell.
pub const SEPARATORS: [char; 5] = ['、', '，', ',', '､', '\n'];
/// The mark for yes, in columns such as 要対応 and 良好.
pub const YES: &str = "○";
/// The suffix of a target column's heading, after the fiscal year.
pub const TARGET: &str = "目標";
/// The suffix of an actual column's heading, after the fiscal year.
pub const ACTUAL: &str = "実績";

/// The choices of 進捗状況 that every plan has besides its bands.
pub const PROGRESS_CHOICES: &[&str] = &["未着手", "休止", "完了", "中止"];

/// 種別.
pub const ACCUMULATIONS: &[&str] = &["累計", "単年", "率", "節目"];
/// 向き.
pub const DIRECTIONS: &[&str] = &["増", "減"];
/// 算定方法. A blank means the first.
pub const METHODS: &[&str] = &["実績÷目標", "基準値比", "到達"];
/// 日程の見出し. A blank means the first if the project has indicators.
pub const SCHEDULE_HEADINGS: &[&str] = &["指標とスケジュール", "スケジュール"];
/// 区分 of a row of 事業. A blank means the first.
pub const LEVELS: &[&str] = &["事業", "施策", "基本方針"];
/// 年度目標のない年.
pub const WITHOUT_TARGET: &[&str] = &["評価しない", "直線で見込む", "最終目標と比べる"];
/// 対象 of a 追加項目.
pub const SUBJECTS: &[&str] = &["事業", "指標"];
/// 種類 of a 追加項目.
pub const EXTRA_KINDS: &[&str] = &["文", "数", "選択"];
/// 記入 of a 追加項目.
pub const EXTRA_OWNERS: &[&str] = &["計画", "回答"];
/// 種類 of a roadmap row.
pub const ROADMAP_KINDS: &[&str] = &["期間", "継続", "節目"];
/// 判定.
pub const JUDGMENTS: &[&str] = &["効果達成状況", "進捗状況"];
/// 事業の判定.
pub const PROJECT_EFFECTS: &[&str] = &["最も低い指標", "主指標"];
