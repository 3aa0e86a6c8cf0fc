//! How each judgment is made, in words.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::evaluate::pace::PaceForm;
use crate::evaluate::rate::RateForm;
use crate::report::categories::Categories;
use crate::report::context::Report;
use crate::report::criteria::columns::width;
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

/// Writes the explanations; returns the next row.
pub(super) fn write(
    sheet: &mut Worksheet,
    row: u32,
    section: usize,
    report: &Report,
) -> Result<u32, XlsxError> {
    sheet.put_text(row, 0, format!("{section}　判定のしかた"), &style::section())?;
    let mut at = row + 1;
    let format = style::cell();
    for (what, how) in paragraphs(report) {
        sheet.put_merged(at, 0, at, 1, what, &format)?;
        sheet.put_merged(at, 2, at, 5, &how, &format)?;
        let texts = [(what, width(0..2)), (how.as_str(), width(2..6))];
        sheet.set_row_height(at, measure::row_height(&texts, style::SIZE))?;
        at += 1;
    }
    Ok(at)
}

/// The subject of a paragraph. Paragraphs about a judgment that the plan does not make are left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Both,
    Effect,
    Progress,
    Month,
}

impl About {
    fn is_wanted(self, report: &Report) -> bool {
        let (effect, progress) = (report.effect.is_judged(), report.progress.is_judged());
        match self {
            Self::Both => effect && progress,
            Self::Effect => effect,
            Self::Progress => progress,
            Self::Month => true,
        }
    }
}

fn paragraphs(report: &Report) -> Vec<(&'static str, String)> {
    let all = all_paragraphs(report).into_iter().filter(|(about, ..)| about.is_wanted(report));
    all.map(|(_, what, how)| (what, how)).collect()
}

fn all_paragraphs(report: &Report) -> Vec<(About, &'static str, String)> {
    let best = report.effect.all.first().map_or("", |category| category.word.as_str());
    let [achieved, on_track] =
        [&report.effect, &report.progress].map(|categories| categories.good_words(Categories::word));
    vec![
        (
            About::Both,
            "二つの判定",
            "「進捗状況」は取組が予定どおりかを担当課の報告で示し、「効果達成状況」は指標が年度の目標に達したかを実績から判定します。事務局評価があるときは、それを先に立て、計算した結果を根拠に添えます。"
                .to_owned(),
        ),
        (
            About::Month,
            "達成率",
            format!(
                "増やす指標は{}、減らす指標は{}、基準値比の指標は{}です。実績は分子どうしで比べ、対象数は計算に入れません。小数第1位まで示します（下限に届かないのに届いたように見えるときは第2位まで）。",
                RateForm::Ratio.definition(),
                RateForm::Inverse.definition(),
                RateForm::Baseline.definition()
            ),
        ),
        (
            About::Effect,
            "数値でない目標",
            format!(
                "担当課の自己評価によります。自己評価がなく、目標と実績の文が同じであれば「{best}」、そうでなければ「要判断」です。"
            ),
        ),
        (
            About::Effect,
            "年度の途中",
            "年度の最後の月までは達成したかを判定せず、年度末見込み（報告がなければ6月分から計算）を目標と比べて示します。"
                .to_owned(),
        ),
        (
            About::Progress,
            "進度（計算）",
            format!(
                "経過割合は、年度の初め（計画がその後に始まるときは計画の初め）からの月数によります。累計の指標は{}、単年の指標は{}、率の指標は達成率です。目標と前年度末の差が小さく、段階的に増える指標と、節目の指標は計算しません。年度の最後の月は達成率がそのまま進度です。\n年度の途中では、予定どおり進んでいる事業を遅れと示さないために、次のとおりとします。数値の最も小さい位（1施設、0.1%など）に満たない不足は、遅れとしません。率の指標は、達成率が下限に届かなくても、前年度末（値がないときは0）から目標までの進み方が経過割合に見合っていれば、遅れとしません。",
                PaceForm::Growth.definition(),
                PaceForm::Annual.definition()
            ),
        ),
        (
            About::Progress,
            "進捗状況",
            "担当課の報告によります。報告がないときは、計算した進度の最も低い区分を「計算」として示し、それもないときは「未報告」です。事務局評価のある事業は、事務局・報告・計算の3つを並べて示し、事務局評価を採ります。"
                .to_owned(),
        ),
        (
            About::Month,
            "前回",
            "前回は、回答のある最も新しい報告の月です。確定した月は、そのとき委員会に報告した内容を前回とし、あとで計算し直した内容との違いを「確定後の変更」に示します。"
                .to_owned(),
        ),
        (About::Month, "到達度", "実績 ÷ 計画の最後の数値目標（累計と率の指標）です。".to_owned()),
        (
            About::Month,
            "見通し（計算）",
            "今年度の進み方が、計画の最後の数値目標の年度末までそのまま続くとした計算です。予測ではありません。累計と率の指標は今年度の増減を残りの月数だけ延ばし、単年の指標は今年度の数を12か月分に直して比べます。年度の初めの2か月と、段階的に増える指標の年度途中は計算しません。"
                .to_owned(),
        ),
        (
            About::Effect,
            "達成割合",
            format!(
                "{achieved}の事業 ÷ 区分の付いた事業です。分母に入らない要判断・未報告の数を必ず添えます。"
            ),
        ),
        (
            About::Progress,
            "順調割合",
            format!("{on_track}と「完了」の事業 ÷ 今回報告のあった事業です。引き継いだ報告は分母に入れません。"),
        ),
        (
            About::Month,
            "要対応",
            if report.effect.is_judged() {
                "要対応の印のある区分、そのような見込み、要判断、未報告のいずれかがある事業です。"
            } else {
                "要対応の印のある区分か、未報告の事業です。"
            }
            .to_owned(),
        ),
        (
            About::Month,
            "未提出の事業",
            "同じ年度の前の報告の値を引き継ぎ、その月を根拠に示します。提出状況は未提出のままです。".to_owned(),
        ),
        (
            About::Month,
            "数式と定数",
            if report.effect.is_judged() && !report.progress.is_judged() {
                "数値どうしで判定した行の達成率・判定と、件数・割合は数式です。文章の目標、自己評価、事務局評価、要判断の行は定数で、一覧から選び直すことができます。前回の値は書き込まれた定数です。"
            } else if report.effect.is_judged() {
                "数値どうしで判定した行の達成率・判定・進度と、件数・割合は数式です。文章の目標、自己評価、事務局評価、要判断の行は定数で、一覧から選び直すことができます。前回の値は書き込まれた定数です。"
            } else {
                "数値どうしの達成率と、件数・割合は数式です。前回の値は書き込まれた定数です。"
            }
            .to_owned(),
        ),
    ]
}
