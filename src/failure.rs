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
    /// A month that 報告予定 does not have cannot be closed: it would never be 前回.
    #[error(
        "{0}は計画の報告予定にないため、確定できません。\n  委員会に報告した月であれば、マスターブックの「報告予定」に加え、もう一度集計してから確定してください。"
    )]
    NotScheduled(String),
    /// A month that was not written cannot be closed.
    #[error(
        "{month}はまだ集計していないため、確定できません。\n  先に shinchoku --as-of {as_of} で帳票を作成し、委員会に報告してから確定してください。"
    )]
    NotWritten {
        /// The month in Japanese.
        month: String,
        /// The month as `--as-of` takes it.
        as_of: String,
    },
    /// The record was changed since it was written.
    #[error(
        "集計の記録が、書き出したあとで変わっています: {0}\n  もう一度集計し、委員会に報告した帳票と同じであることを確かめてから確定してください。"
    )]
    RecordChanged(PathBuf),
    /// What was written no longer follows from the returns and the plan.
    #[error(
        "{month}は、集計したあとで回答や計画が変わっているため、確定できません。\n{reasons}\n  shinchoku --as-of {as_of} でもう一度集計し、委員会に報告した帳票と同じであることを確かめてから確定してください。"
    )]
    Outdated {
        /// The month in Japanese.
        month: String,
        /// The month as `--as-of` takes it.
        as_of: String,
        /// What changed, a line each.
        reasons: String,
    },
    /// The month was closed before, with another content.
    #[error(
        "{month}は、すでに確定しています: {path}\n  確定した記録は書き換えません。確定し直すときは、この記録を input/ の外へ移し、もう一度集計してから確定してください。"
    )]
    AlreadyClosed {
        /// The month in Japanese.
        month: String,
        /// The record.
        path: PathBuf,
    },
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
    /// Something that a run had written could not be read.
    #[error("読み取れません: {path}\n  {reason}")]
    Unreadable {
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
    /// A code on the command line that no kind of finding has.
    #[error("「{0}」という符号はありません。shinchoku explain で一覧を表示できます。")]
    UnknownCode(String),
    /// The reading processes could not be started.
    #[error("読取用のプロセスを起動できません: {0}")]
    Worker(String),
}
