//! A failure: the run cannot go on, and nothing is written. Bad data is a finding, never a failure.

use std::path::PathBuf;

use thiserror::Error;

/// Why a command could not do its work. Messages are for the officer, in Japanese.
#[derive(Debug, Error)]
pub enum Failure {
    /// The master workbook is not there.
    #[error(
        "計画のマスターブックが見つかりません: {0}\n  --plan で場所を指定するか、shinchoku new-plan で作成してください。"
    )]
    NoMaster(PathBuf),
    /// The master workbook cannot be read.
    #[error("計画のマスターブックを読み取れません: {path}\n  {reason}")]
    UnreadableMaster {
        /// The workbook.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The master workbook is faulty; every fault on a line of its own.
    #[error(
        "計画のマスターブックに誤りが{count}件あります: {path}\n{faults}\n  上の箇所を直してから、もう一度実行してください。"
    )]
    FaultyMaster {
        /// The workbook.
        path: PathBuf,
        /// How many faults refuse it.
        count: usize,
        /// The faults, a line each.
        faults: String,
    },
    /// A month on the command line that is malformed.
    #[error("基準月「{0}」を読み取れません。2023-03 のように西暦の年と月で指定してください。")]
    MalformedMonth(String),
    /// A month outside the plan.
    #[error("基準月 {month} は計画期間（{start}～{end}）の外です。")]
    MonthOutsidePlan {
        /// The month.
        month: String,
        /// The plan's first month.
        start: String,
        /// The plan's last month.
        end: String,
    },
    /// No month was given and none can be taken from the returns.
    #[error(
        "基準月を決められません。{0} に読み取れる回答がありません。--as-of 2023-03 のように指定してください。"
    )]
    NoMonth(PathBuf),
    /// The input folder is not there or cannot be listed.
    #[error("入力フォルダーを開けません: {path}\n  {reason}")]
    Input {
        /// The folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file or folder on the command line is not there or cannot be looked at.
    #[error("点検するファイルを開けません: {path}\n  {reason}")]
    Named {
        /// What was named.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Something could not be written.
    #[error("書き込めません: {path}\n  {reason}")]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Another run holds the output folder.
    #[error("別の shinchoku が {0} に書き込んでいます。終わってからもう一度実行してください。")]
    Locked(PathBuf),
    /// A workbook could not be composed.
    #[error("帳票を作成できません: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A record could not be composed.
    #[error("記録を作成できません: {0}")]
    Record(String),
    /// A code on the command line that no rule has. The master's own codes are explained where they are found.
    #[error(
        "「{0}」という符号はありません。shinchoku explain で一覧を表示できます（M で始まる符号は shinchoku check-plan の表示をご覧ください）。"
    )]
    UnknownCode(String),
    /// The reading processes could not be started.
    #[error("読取用のプロセスを起動できません: {0}")]
    Worker(String),
}
