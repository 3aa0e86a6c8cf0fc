//! The command line, with its Japanese help.

pub(crate) mod arguments;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

const TEMPLATE: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "shinchoku",
    version,
    about = "計画の進捗報告を取りまとめます。input/ に入れた回答を読み取り、点検・評価して、output/ に帳票を作成します。",
    after_help = "終了コード: 0 作成しました / 1 作成しましたが誤りが残っています（--strict のとき） / 2 実行できず、何も書き込んでいません / 3 作成しましたが、結果を表示できませんでした / 130 中断しました",
    override_usage = "shinchoku [オプション]\n        shinchoku <コマンド> [オプション]",
    subcommand_help_heading = "コマンド",
    subcommand_value_name = "コマンド",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Cli {
    /// The command; `consolidate` if none is given.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of `consolidate`, the default command.
    #[command(flatten)]
    pub consolidate: ConsolidateArgs,
    /// Prints the help.
    #[arg(short = 'h', long, action = ArgAction::Help, global = true, help_heading = "そのほか", help = "この説明を表示します")]
    help: Option<bool>,
    /// Prints the version.
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "そのほか", help = "版を表示します")]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(
        alias = "集約",
        about = "回答を読み取り、点検・評価して、帳票を作成します（日本語では「集約」。コマンドを省いたときと同じです）",
        override_usage = "shinchoku consolidate [オプション]"
    )]
    /// Reads the returns and writes the month.
    Consolidate(ConsolidateArgs),
    #[command(
        alias = "様式",
        about = "主担当課ごとに報告様式を作成し、output/様式/ に書き込みます（日本語では「様式」）",
        override_usage = "shinchoku distribute [オプション]"
    )]
    /// Writes the forms to be sent out.
    Distribute(DistributeArgs),
    #[command(
        alias = "確定",
        about = "委員会に報告した月を確定し、集計の記録を input/確定/ に保存します（日本語では「確定」）",
        override_usage = "shinchoku close [オプション]"
    )]
    /// Stores a month's record as the committee saw it.
    Close(CloseArgs),
    #[command(
        alias = "点検",
        about = "回答のファイルを計画に照らして点検し、結果を表示します（日本語では「点検」。何も書き込みません）",
        override_usage = "shinchoku check <ファイル>... [オプション]"
    )]
    /// Checks files against the plan.
    Check(CheckArgs),
    #[command(
        alias = "解説",
        about = "検証結果の符号の意味と直し方を表示します（日本語では「解説」）",
        override_usage = "shinchoku explain [符号]... [オプション]"
    )]
    /// Explains codes of findings.
    Explain(ExplainArgs),
    #[command(
        alias = "新計画",
        about = "計画のマスターブックのひな形を作成します（日本語では「新計画」）",
        override_usage = "shinchoku new-plan <ファイル>"
    )]
    /// Writes an empty master workbook.
    NewPlan(NewPlanArgs),
    #[command(
        alias = "計画点検",
        about = "計画のマスターブックを点検し、誤りをすべて表示します（日本語では「計画点検」）",
        override_usage = "shinchoku check-plan [ファイル]"
    )]
    /// Checks a master workbook.
    CheckPlan(CheckPlanArgs),
    #[command(
        about = "コマンドの入力を補う設定を表示します",
        override_usage = "shinchoku completions <シェル>"
    )]
    /// Prints completions for a shell.
    Completions(CompletionsArgs),
    #[command(about = "マニュアル（man）を表示します", override_usage = "shinchoku man")]
    /// Prints the manual page.
    Man,
    #[command(
        alias = "新旧",
        about = "計画の2つの版を比べ、新旧対照表を作成します（日本語では「新旧」）",
        override_usage = "shinchoku compare <改正前> <改正後> [オプション]"
    )]
    /// Compares two versions of the plan.
    Compare(CompareArgs),
    #[command(
        alias = "反映",
        about = "承認された変更申出を反映した、新しいマスターブックを作成します（日本語では「反映」）",
        override_usage = "shinchoku apply <変更申出> [オプション]"
    )]
    /// Writes a new master workbook with approved change requests carried out.
    Apply(ApplyArgs),
}

/// The input and output folders, and the plan.
#[derive(Args, Clone, Debug)]
pub struct Folders {
    /// The folder of the returns.
    #[command(flatten)]
    pub input: Input,
    /// The folder for the books.
    #[arg(
        long,
        value_name = "フォルダー",
        default_value = "output",
        help = "帳票を書き込むフォルダー [省略時: output]"
    )]
    pub output: PathBuf,
    /// The master workbook.
    #[command(flatten)]
    pub plan: Master,
}

/// The folder of the returns.
#[derive(Args, Clone, Debug)]
pub struct Input {
    /// Its path.
    #[arg(
        long = "input",
        id = "input",
        value_name = "フォルダー",
        default_value = "input",
        help = "回答を入れたフォルダー [省略時: input]"
    )]
    pub path: PathBuf,
}

/// The location of the master workbook.
#[derive(Args, Clone, Debug)]
pub struct Master {
    /// Its path.
    #[arg(
        long = "plan",
        id = "plan",
        value_name = "ファイル",
        default_value = "templates/master-plan.xlsx",
        help = "計画のマスターブック [省略時: templates/master-plan.xlsx]"
    )]
    pub path: PathBuf,
}

/// How much output to print.
#[derive(Args, Clone, Copy, Debug)]
pub struct Voice {
    /// The level of detail of the log: 0, 1 or 2.
    #[arg(short, long, action = ArgAction::Count, help = "処理の記録と検証結果を詳しく表示します（-vv でさらに詳しく）")]
    pub verbose: u8,
    /// True to print nothing but the reason of a failure.
    #[arg(long, conflicts_with = "verbose", help = "実行できなかったとき以外は何も表示しません")]
    pub quiet: bool,
}

/// Options of `consolidate`.
#[derive(Args, Clone, Debug)]
pub struct ConsolidateArgs {
    /// The input and output folders, and the plan.
    #[command(flatten)]
    pub folders: Folders,
    /// The month as typed.
    #[arg(long, value_name = "年-月", help = "基準月。例: 2023-03 [省略時: 回答のある最も新しい月]")]
    pub as_of: Option<String>,
    /// True to exit with 1 if findings of severity 誤り remain.
    #[arg(long, help = "誤りが残っているとき、終了コードを 1 にします")]
    pub strict: bool,
    /// True to run again whenever files arrive.
    #[arg(
        long,
        conflicts_with = "strict",
        help = "回答のフォルダーにファイルが届くたびに、もう一度実行します（終わるときは Ctrl+C）"
    )]
    pub watch: bool,
    /// How much output to print.
    #[command(flatten)]
    pub voice: Voice,
}

/// Options of `distribute`.
#[derive(Args, Clone, Debug)]
pub struct DistributeArgs {
    /// The input and output folders, and the plan.
    #[command(flatten)]
    pub folders: Folders,
    /// The month as typed.
    #[arg(long, value_name = "年-月", help = "報告を求める基準月。例: 2023-03 [省略時: 画面でお尋ねします]")]
    pub as_of: Option<String>,
    /// True to issue forms for a month that is not in 報告予定 without asking.
    #[arg(long, help = "計画の報告予定にない月の様式も、お尋ねせずに作成します")]
    pub unscheduled: bool,
    /// How much output to print.
    #[command(flatten)]
    pub voice: Voice,
}

/// Options of `close`.
#[derive(Args, Clone, Debug)]
pub struct CloseArgs {
    /// The input and output folders, and the plan.
    #[command(flatten)]
    pub folders: Folders,
    /// The month as typed.
    #[arg(long, value_name = "年-月", help = "確定する基準月。例: 2023-03 [省略時: 画面でお尋ねします]")]
    pub as_of: Option<String>,
    /// How much output to print.
    #[command(flatten)]
    pub voice: Voice,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Options of `check`.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
    /// The files and folders to check.
    #[arg(value_name = "ファイル", required = true, help = "点検するファイルまたはフォルダー（いくつでも）")]
    pub files: Vec<PathBuf>,
    /// The month as typed.
    #[arg(long, value_name = "年-月", help = "基準月。例: 2023-03 [省略時: ファイルの中の最も新しい月]")]
    pub as_of: Option<String>,
    /// The format of the result.
    #[arg(
        long,
        value_name = "形式",
        value_enum,
        default_value = "text",
        help = "表示の形式。text（文章）または json [省略時: text]"
    )]
    pub format: Format,
    /// The folder of earlier returns.
    #[arg(
        long,
        value_name = "フォルダー",
        default_value = "input",
        help = "前回までの回答を入れたフォルダー。なければ計画だけに照らします [省略時: input]"
    )]
    pub input: PathBuf,
    /// The master workbook.
    #[command(flatten)]
    pub plan: Master,
    /// True to exit with 1 if there are findings of severity 誤り.
    #[arg(long, help = "誤りがあるとき、終了コードを 1 にします")]
    pub strict: bool,
}

/// Options of `explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {
    /// The codes to explain; if empty, all are listed.
    #[arg(value_name = "符号", help = "検証結果の符号。例: V03 [省略時: 符号の一覧]")]
    pub codes: Vec<String>,
    /// True to print all pages as one document.
    #[arg(long, conflicts_with = "codes", help = "すべての符号の説明を一つの文書として表示します")]
    pub all: bool,
}

/// Options of `new-plan`.
#[derive(Args, Clone, Debug)]
pub struct NewPlanArgs {
    /// The file to write.
    #[arg(
        value_name = "ファイル",
        help = "作成するマスターブック（.xlsx）。すでにあるファイルには書き込みません"
    )]
    pub file: PathBuf,
}

/// Options of `check-plan`.
#[derive(Args, Clone, Debug)]
pub struct CheckPlanArgs {
    /// The master workbook, by option.
    #[command(flatten)]
    pub plan: Master,
    /// The master workbook, by argument.
    #[arg(value_name = "ファイル", help = "計画のマスターブック（--plan と同じ）")]
    pub file: Option<PathBuf>,
    /// The folder of the returns.
    #[command(flatten)]
    pub input: Input,
    /// The month as typed.
    #[arg(
        long,
        value_name = "年-月",
        help = "報告を受けている基準月。その年度の実績が入力されていないかを確かめます [省略時: 回答のある最も新しい月]"
    )]
    pub as_of: Option<String>,
}

/// The shells whose input can be completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShellName {
    /// Bash.
    Bash,
    /// Fish.
    Fish,
    /// PowerShell.
    Powershell,
    /// Zsh.
    Zsh,
}

/// Options of `completions`.
#[derive(Args, Clone, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "シェル", value_enum, help = "bash、fish、powershell、zsh のいずれか")]
    pub shell: ShellName,
}

/// Options of `compare`.
#[derive(Args, Clone, Debug)]
pub struct CompareArgs {
    /// The master workbook before the revision.
    #[arg(value_name = "改正前", display_order = 1, help = "改正前の計画のマスターブック")]
    pub old: PathBuf,
    /// The master workbook after the revision.
    #[arg(value_name = "改正後", display_order = 2, help = "改正後の計画のマスターブック")]
    pub new: PathBuf,
    /// The folder for the workbook.
    #[arg(
        long,
        value_name = "フォルダー",
        default_value = "output",
        help = "新旧対照表を書き込むフォルダー [省略時: output]"
    )]
    pub output: PathBuf,
    /// The workbook with the committee's decisions.
    #[arg(
        long,
        value_name = "変更申出",
        help = "決定を記入した進捗管理表（「変更申出」シートのあるブック）。承認された申出が反映されているかを照合します"
    )]
    pub decisions: Option<PathBuf>,
    /// The format of the result.
    #[arg(
        long,
        value_name = "形式",
        value_enum,
        default_value = "text",
        help = "text（新旧対照表を作成し、概要を表示）または json（違いを表示するだけで、何も書き込みません） [省略時: text]"
    )]
    pub format: Format,
}

/// Options of `apply`.
#[derive(Args, Clone, Debug)]
pub struct ApplyArgs {
    /// The workbook with the committee's decisions.
    #[arg(value_name = "変更申出", help = "決定を記入した進捗管理表（「変更申出」シートのあるブック）")]
    pub file: PathBuf,
    /// The master workbook to read.
    #[command(flatten)]
    pub plan: Master,
    /// The master workbook to write.
    #[arg(
        long,
        value_name = "ファイル",
        help = "新しいマスターブック。すでにあるファイルには書き込みません [省略時: 今のマスターブックと同じ場所に「…_反映.xlsx」]"
    )]
    pub to: Option<PathBuf>,
    /// The version to enter in the new master workbook.
    #[arg(long, value_name = "版", help = "新しいマスターブックの版。例: 第1.3版 [省略時: 今の版のまま]")]
    pub edition: Option<String>,
}

/// Returns the command line, with the settings that all its commands and arguments share.
pub(crate) fn command() -> clap::Command {
    with_shared_settings(Cli::command())
}

/// Parses arranged arguments, including the name of the program.
///
/// # Errors
/// If an argument is unknown or missing, contradicts another, or asks for the help or the version.
pub(crate) fn parse<I, T>(arguments: I) -> Result<Cli, clap::Error>
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    Cli::from_arg_matches(&command().try_get_matches_from(arguments)?)
}

/// Applies the help template and Japanese headings to a command and its subcommands. Default and possible
/// values are hidden, because the texts of the help state them.
fn with_shared_settings(command: clap::Command) -> clap::Command {
    let command = command.help_template(TEMPLATE).mut_args(|arg| {
        let takes_value = arg.get_action().takes_values();
        let arg = arg.hide_default_value(takes_value).hide_possible_values(takes_value);
        let heading = if arg.is_positional() { "引数" } else { "オプション" };
        if arg.get_help_heading().is_some() { arg } else { arg.help_heading(heading) }
    });
    command.mut_subcommands(with_shared_settings)
}

/// Returns clap's error in Japanese.
#[must_use]
pub(crate) fn explain(error: &clap::Error) -> String {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = said(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("「{argument}」という指定はありません。"),
        ErrorKind::InvalidSubcommand => {
            format!("「{}」というコマンドはありません。", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => {
            format!("「{}」を指定してください。", argument.trim_matches(['<', '>', '.']))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("「{argument}」に「{}」は指定できません。", said(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => {
            // clap marks arguments that may be repeated with `...`.
            let others = said(ContextKind::PriorArg).replace("...", "");
            let command = said(ContextKind::InvalidSubcommand);
            match (argument.as_str(), others.as_str()) {
                ("", _) => format!(
                    "「{others}」は、コマンド「{command}」より前には指定できません。コマンドの後に続けて指定してください。"
                ),
                (_, "") => format!("「{argument}」を重ねて指定することはできません。"),
                _ => format!("「{argument}」と「{others}」は、一緒に指定できません。"),
            }
        }
        _ => format!("指定を読み取れません。{argument}"),
    };
    format!("{what}\n  使い方は shinchoku --help で表示できます。")
}

#[cfg(test)]
mod tests {
    use crate::cli::{Command, command, explain, parse};

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn consolidate_is_the_default_command() {
        let plain = parse(["shinchoku", "--as-of", "2023-03"]).unwrap();
        assert_eq!(plain.consolidate.as_of.as_deref(), Some("2023-03"));
        let named = parse(["shinchoku", "consolidate", "--as-of", "2023-03"]).unwrap();
        let Some(Command::Consolidate(args)) = named.command else { panic!("no consolidate") };
        assert_eq!(args.as_of.as_deref(), Some("2023-03"));
    }

    #[test]
    fn mistakes_on_the_command_line_are_explained_in_japanese() {
        let error = parse(["shinchoku", "--asof", "2023-03"]).unwrap_err();
        assert!(explain(&error).starts_with("「--asof」という指定はありません。"), "{}", explain(&error));
        for (arguments, told) in [
            (vec!["--quiet", "check", "x"], "「--quiet」は、コマンド「check」より前には指定できません。"),
            (vec!["--quiet", "-v"], "「--quiet」と「--verbose」は、一緒に指定できません。"),
            (vec!["explain", "--all", "V01"], "「--all」と「[符号]」は、一緒に指定できません。"),
        ] {
            let error = parse([vec!["shinchoku"], arguments].concat()).unwrap_err();
            assert!(explain(&error).starts_with(told), "{}", explain(&error));
        }
        let error = parse(["shinchoku", "check"]).unwrap_err();
        assert!(explain(&error).starts_with("「ファイル」を指定してください。"), "{}", explain(&error));
    }

    #[test]
    fn the_help_is_japanese_throughout() {
        let mut command = command();
        let mut help = command.render_long_help().to_string();
        for each in command.get_subcommands_mut().filter(|each| !each.is_hide_set()) {
            help.push_str(&each.render_long_help().to_string());
        }
        for english in ["Usage", "Options", "OPTIONS", "Commands", "Print", "default"] {
            assert!(!help.contains(english), "{english} in:\n{help}");
        }
    }
}
