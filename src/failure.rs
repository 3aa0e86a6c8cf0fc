//! Failures: the run cannot go on, and nothing is written. Bad data is a finding, never a failure.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// The reason a command could not do its work. Messages are Japanese, for the officer.
#[derive(Debug, Error)]
pub enum Failure {
    /// The master workbook does not exist.
    #[error(
        "計画のマスターブックが見つかりません: {0}\n  --plan で場所を指定するか、shinchoku new-plan で作成してください。"
    )]
    NoMaster(PathBuf),
    /// The master workbook cannot be read.
    #[error("計画のマスターブックを読み取れません: {path}\n  {reason}")]
    UnreadableMaster {
        /// The workbook.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// The master workbook has mistakes.
    #[error(
        "計画のマスターブックに誤りが{count}件あります: {path}\n{faults}\n  上の箇所を直してから、もう一度実行してください。"
    )]
    FaultyMaster {
        /// The workbook.
        path: PathBuf,
        /// The number of mistakes.
        count: usize,
        /// The mistakes, one per line.
        faults: String,
    },
    /// A month on the command line is malformed.
    #[error("基準月「{0}」を読み取れません。2023-03、R5.3、令和5年3月 のように、年と月を指定してください。")]
    MalformedMonth(String),
    /// A month is outside the plan's period.
    #[error("基準月 {month} は計画期間（{start}～{end}）の外です。")]
    MonthOutsidePlan {
        /// The month.
        month: String,
        /// The plan's first month.
        start: String,
        /// The plan's last month.
        end: String,
    },
    /// No month was given, and no return has one.
    #[error(
        "基準月を決められません。{0} に読み取れる回答がありません。\n  {0} の中に「2023-03」のような基準月のフォルダーを作り、回答を入れてから、もう一度実行してください。"
    )]
    NoMonth(PathBuf),
    /// A month without a row in 報告予定 cannot be closed, because it would never be 前回.
    #[error(
        "{0}は計画の報告予定にないため、確定できません。\n  委員会に報告した月であれば、マスターブックの「報告予定」に加え、もう一度集計してから確定してください。"
    )]
    NotScheduled(String),
    /// Forms of a month without a row in 報告予定 are only issued with `--unscheduled`.
    #[error(
        "{month}は計画の報告予定にないため、様式を作成しませんでした。\n  月を確かめてください。{planned}この月の報告を求めるときは、マスターブックの「報告予定」に加えるか、--unscheduled を付けて実行してください。"
    )]
    FormsNotScheduled {
        /// The month in Japanese.
        month: String,
        /// The next month of 報告予定, as a sentence; empty if there is none.
        planned: String,
    },
    /// The program asked for a month on the terminal and got no answer.
    #[error("基準月が指定されていません。--as-of 2023-03 のように指定してください。")]
    NoMonthGiven,
    /// A month that was not written cannot be closed.
    #[error(
        "{month}はまだ集計していないため、確定できません。\n  先に shinchoku --as-of {as_of} で帳票を作成し、委員会に報告してから確定してください。"
    )]
    NotWritten {
        /// The month in Japanese.
        month: String,
        /// The month in the format of `--as-of`.
        as_of: String,
    },
    /// The record was changed since it was written.
    #[error(
        "集計の記録が、書き出したあとで変わっています: {0}\n  もう一度集計し、委員会に報告した帳票と同じであることを確かめてから確定してください。"
    )]
    RecordChanged(PathBuf),
    /// The written month no longer follows from the returns and the plan.
    #[error(
        "{month}は、集計したあとで回答や計画が変わっているため、確定できません。\n{reasons}\n  shinchoku --as-of {as_of} でもう一度集計し、委員会に報告した帳票と同じであることを確かめてから確定してください。"
    )]
    Outdated {
        /// The month in Japanese.
        month: String,
        /// The month in the format of `--as-of`.
        as_of: String,
        /// What changed, one change per line.
        reasons: String,
    },
    /// The month was already closed, with different contents.
    #[error(
        "{month}は、すでに確定しています: {path}\n  確定した記録は書き換えません。確定し直すときは、この記録を input/ の外へ移し、もう一度集計してから確定してください。"
    )]
    AlreadyClosed {
        /// The month in Japanese.
        month: String,
        /// The record.
        path: PathBuf,
    },
    /// The input folder does not exist or cannot be listed.
    #[error("入力フォルダーを開けません: {path}\n  {reason}")]
    Input {
        /// The folder.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// A file or folder named on the command line does not exist or cannot be examined.
    #[error("点検するファイルを開けません: {path}\n  {reason}")]
    Named {
        /// The path named.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// A file of decided requests could not be used.
    #[error("決定を記入した変更申出を読み取れません: {path}\n  {reason}")]
    Decisions {
        /// The file.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// A file or folder could not be written.
    #[error("書き込めません: {path}\n  {reason}")]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// A file that a run wrote could not be read.
    #[error("読み取れません: {path}\n  {reason}")]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// The output folder is the input folder or inside it.
    #[error(
        "帳票を書き込むフォルダー（{output}）が、回答を入れたフォルダー（{input}）と同じか、その中にあります。\n  帳票を回答として読み取らないように、別のフォルダーを --output で指定してください。"
    )]
    OutputInInput {
        /// The output folder.
        output: PathBuf,
        /// The input folder.
        input: PathBuf,
    },
    /// The input folder is inside a folder that a run replaces.
    #[error(
        "回答を入れたフォルダー（{input}）が、集計のたびに作り直すフォルダー（{output} の中）にあります。\n  回答が失われないように、別の場所に移してからもう一度実行してください。"
    )]
    InputInOutput {
        /// The output folder.
        output: PathBuf,
        /// The input folder.
        input: PathBuf,
    },
    /// Another run holds the output folder.
    #[error("別の shinchoku が {0} に書き込んでいます。終わってからもう一度実行してください。")]
    Locked(PathBuf),
    /// The library refused part of a workbook. This is a bug, because no text and no number of rows may cause
    /// it.
    #[error("帳票を作成できません（{}）。\n  プログラムの誤りです。この表示を添えて、プログラムの担当者に知らせてください。", kind_of(.0))]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The library refused part of a named book.
    #[error("「{book}」のシート「{sheet}」を作成できません（{}）。\n  プログラムの誤りです。この表示を添えて、プログラムの担当者に知らせてください。", kind_of(.error))]
    Book {
        /// The file, or the title of the book.
        book: String,
        /// The sheet that was being written.
        sheet: String,
        /// The library's error.
        error: rust_xlsxwriter::XlsxError,
    },
    /// A temporary file needed to compose a book could not be written.
    #[error("「{book}」を作成できません。一時ファイルを書き込めません: {place}\n  {}", io_words(.error))]
    Temporary {
        /// The file, or the title of the book.
        book: String,
        /// The folder of temporary files.
        place: PathBuf,
        /// The system's error.
        error: io::Error,
    },
    /// A record could not be composed.
    #[error("記録を作成できません: {0}")]
    Record(String),
    /// A code on the command line does not exist.
    #[error("「{0}」という符号はありません。shinchoku explain で一覧を表示できます。")]
    UnknownCode(String),
    /// The reading processes could not be started.
    #[error("読取用のプロセスを起動できません: {0}")]
    Worker(String),
}

/// Returns the name of an error of the library, without its English message.
pub(crate) fn kind_of(error: &rust_xlsxwriter::XlsxError) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// Describes a file error in Japanese, without a full stop. Adds the system's error number, for whoever
/// maintains the computer, unless the words alone tell the officer what to do.
#[must_use]
pub fn io_words(error: &io::Error) -> String {
    use io::ErrorKind;

    // Windows reports this for a file that another program has locked, wholly or in part.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return "ほかの人かプログラムが開いています。閉じてからもう一度実行してください".to_owned();
    }
    let words = match error.kind() {
        ErrorKind::NotFound => return "見つかりません".to_owned(),
        ErrorKind::PermissionDenied => return "開く権限がないか、ほかの人が開いています".to_owned(),
        ErrorKind::AlreadyExists => "同じ名前のファイルかフォルダーがあります",
        ErrorKind::StorageFull => "ディスクの空きがありません",
        ErrorKind::QuotaExceeded => "使用できる容量の上限に達しています",
        ErrorKind::FileTooLarge => "ファイルが大きすぎます",
        ErrorKind::ReadOnlyFilesystem => "書き込みのできない場所です",
        ErrorKind::NotADirectory => "フォルダーではありません",
        ErrorKind::IsADirectory => "ファイルではなくフォルダーです",
        ErrorKind::DirectoryNotEmpty => "フォルダーが空ではありません",
        ErrorKind::InvalidFilename => "名前が長すぎるか、使えない文字を含んでいます",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "ほかのプログラムが使っています",
        ErrorKind::CrossesDevices => "別のディスクにまたがっています",
        ErrorKind::TooManyLinks => "リンクが多すぎます",
        ErrorKind::OutOfMemory => "メモリーが足りません",
        ErrorKind::Interrupted => "途中で中断されました",
        ErrorKind::UnexpectedEof => "途中で切れています",
        ErrorKind::WriteZero => "最後まで書き込めませんでした",
        ErrorKind::TimedOut => "応答がありません",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected => "ネットワークドライブとの接続が切れています",
        ErrorKind::Unsupported => "この場所では行えない操作です",
        ErrorKind::BrokenPipe => "相手のプログラムが終了しています",
        _ if is_device_trouble(error) => "ディスクかネットワークドライブが応答しません",
        _ => "システムのエラーです",
    };
    match error.raw_os_error() {
        Some(code) => format!("{words}（エラー番号{code}）"),
        None => words.to_owned(),
    }
}

/// True for EIO on Unix, and for a device error or an unexpected network error on Windows.
fn is_device_trouble(error: &io::Error) -> bool {
    let codes: &[i32] = if cfg!(windows) { &[483, 1117, 59] } else { &[5] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::io_words;

    #[test]
    fn every_system_error_is_described_in_japanese() {
        for code in 1..=200 {
            let words = io_words(&io::Error::from_raw_os_error(code));
            assert!(!words.contains(|c: char| c.is_ascii_alphabetic()), "{code}: {words}");
        }
        assert_eq!(io_words(&io::ErrorKind::UnexpectedEof.into()), "途中で切れています");
        assert_eq!(io_words(&io::Error::other("whatever")), "システムのエラーです");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_error_number_follows_the_description() {
        let told = |code| io_words(&io::Error::from_raw_os_error(code));
        assert_eq!(told(28), "ディスクの空きがありません（エラー番号28）");
        assert_eq!(told(5), "ディスクかネットワークドライブが応答しません（エラー番号5）");
        assert_eq!(told(13), "開く権限がないか、ほかの人が開いています");
    }
}
