//! 判定基準: the bands, limits and settings as named cells, and how each judgment is made, in words.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::evaluate::pace::PaceForm;
use crate::evaluate::rate::RateForm;
use crate::plan::model::ProjectEffect;
use crate::report::scale::Scale;
use crate::report::{Report, tabs};
use crate::sheet::address::{cell_on, range_on};
use crate::sheet::book::{Paper, begin};
use crate::sheet::table::{Looks, Table, Value, decimals, put};
use crate::sheet::write::{TextWriter, define_name};
use crate::sheet::{measure, style};

const WIDTHS: [f64; 6] = [7.0, 18.0, 16.0, 10.0, 9.0, 48.0];
/// The weights stand beside the printed area: they are reckoned with, not read.
const WEIGHT_COL: u16 = 7;

/// Writes the sheet and names its cells.
pub(super) fn write(book: &mut Workbook, report: &Report) -> Result<(), XlsxError> {
    let mut names: Vec<(String, String)> = Vec::new();
    let sheet = book.add_worksheet();
    let remark = "下限と設定は名前の付いたセルです。ここを直すと、進捗一覧・集計・概況が計算し直されます。";
    let mut row = begin(sheet, tabs::CRITERIA, "判定基準", remark, &report.page.on(Paper::A4Portrait))?;
    for (heading, scale) in [
        ("1　効果達成状況の区分（指標が年度の目標に達したか）", &report.effect),
        ("2　進捗状況の区分（取組が予定どおり進んでいるか）", &report.progress),
    ] {
        row = bands(sheet, row + 1, heading, scale, &mut names)?;
    }
    row = settings(sheet, row + 1, report, &mut names)?;
    row = explanations(sheet, row + 1, report)?;
    sheet.set_column_width(WEIGHT_COL, 8.0)?;
    sheet.set_print_area(0, 0, row, u16::try_from(WIDTHS.len()).unwrap_or(1) - 1)?;
    for (name, range) in names {
        define_name(book, &name, &format!("={range}"))?;
    }
    Ok(())
}

fn bands(
    sheet: &mut Worksheet,
    row: u32,
    heading: &str,
    scale: &Scale,
    names: &mut Vec<(String, String)>,
) -> Result<u32, XlsxError> {
    sheet.put_text(row, 0, heading, &style::section())?;
    let mut table = table(["番号", "表示", "区分", "下限", "要対応", "意味"], row + 1);
    table.head(sheet)?;
    let first = table.next_row();
    let marks = style::centered().set_num_format("\"○\";;");
    for (number, step) in (1..).zip(&scale.steps) {
        let floor = step.floor.filter(|_| number < scale.bands);
        let at = table.row(
            sheet,
            &[
                Value::Blank,
                Value::Middle(step.label()),
                Value::Middle(step.word.clone()),
                Value::Blank,
                Value::Blank,
                Value::text(&meaning(scale, number)),
            ],
        )?;
        put(sheet, at, 0, &Value::Count(number), &style::centered())?;
        if let Some(floor) = floor {
            let limit = style::centered()
                .set_num_format(percent_format(floor))
                .set_background_color(style::INPUT_FILL);
            put(sheet, at, 3, &Value::Percent(floor / Decimal::ONE_HUNDRED), &limit)?;
            names.push((scale.floor_name(number), cell_on(tabs::CRITERIA, at, 3)));
        }
        put(sheet, at, 4, &Value::Count(usize::from(step.needs_action)), &marks)?;
        put(sheet, at, WEIGHT_COL, &Value::Count(step.weight), &style::aside())?;
        names.push((scale.label_name(number), cell_on(tabs::CRITERIA, at, 1)));
    }
    put(sheet, first - 1, WEIGHT_COL, &Value::text("重さ"), &style::aside_heading())?;
    let last = table.next_row() - 1;
    for (name, col) in [
        (scale.numbers_name(), 0),
        (scale.labels_name(), 1),
        (scale.action_name(), 4),
        (scale.weights_name(), WEIGHT_COL),
    ] {
        names.push((name, range_on(tabs::CRITERIA, (first, col), (last, col))));
    }
    Ok(table.next_row())
}

/// A percentage with as many places as it has.
fn percent_format(percent: Decimal) -> String {
    decimals(percent).map_or_else(|| "0%".to_owned(), |places| format!("0.{places}%"))
}

fn meaning(scale: &Scale, number: usize) -> String {
    let is_effect = scale.name == "効果";
    let what = if is_effect { "達成率" } else { "進度" };
    let word = scale.steps.get(number - 1).map_or("", |step| step.word.as_str());
    if number <= scale.bands {
        let by_figures = if number == 1 && scale.bands > 1 {
            format!("{what}が下限以上")
        } else if number < scale.bands {
            format!("{what}が下限以上で、上の区分の下限に届かない")
        } else {
            format!("{what}が上の区分の下限に届かない")
        };
        if is_effect { by_figures } else { format!("担当課の報告。計算では、{by_figures}") }
    } else {
        match word {
            "要判断" => "数値で比べられず、自己評価もないため、判断を要する".to_owned(),
            "未報告" if is_effect => "年度末の実績が報告されていない、または訂正待ち".to_owned(),
            "未報告" => "報告がなく、進度も計算できない".to_owned(),
            "年度途中" => "年度末でないため、達成したかをまだ判定しない（見込みを示す）".to_owned(),
            "対象外" => "指標なし・終了・目標なし・期限未到来のため、判定するものがない".to_owned(),
            "未着手" => "まだ取り組み始めていない".to_owned(),
            "休止" => "取組を一時止めている".to_owned(),
            "完了" => "事業全体が終わった（年度の目標を達しただけのものは含まない）".to_owned(),
            "中止" => "取組をやめた".to_owned(),
            "終了" => "計画で、この年度までに終了とされている".to_owned(),
            _ => String::new(),
        }
    }
}

fn settings(
    sheet: &mut Worksheet,
    row: u32,
    report: &Report,
    names: &mut Vec<(String, String)>,
) -> Result<u32, XlsxError> {
    let settings = &report.plan.settings;
    sheet.put_text(row, 0, "3　設定", &style::section())?;
    let choice = match settings.project_effect {
        ProjectEffect::Worst => "最も低い指標",
        ProjectEffect::Primary => "主指標",
    };
    let looks = Looks::default();
    let mut at = row + 1;
    for (name, value, meaning) in [
        (
            "過大の目安",
            Value::Percent(settings.over_percent / Decimal::ONE_HUNDRED),
            "達成率がこれを超えるものは、目標の置き方の確認を求めます（検証結果 C05）。",
        ),
        (
            "桁違いの倍率",
            Value::Number(settings.slip_factor),
            "前の値や目標のこの倍率以上（または、この分の一以下）の値は、桁の間違いでないか確認を求めます（C02）。",
        ),
        (
            "事業の判定",
            Value::Middle(choice.to_owned()),
            "指標が複数ある事業の効果達成状況を、最も低い指標で決めるか、主指標（最初の指標）で決めるか。",
        ),
    ] {
        sheet.put_merged(at, 0, at, 1, name, &looks.text)?;
        sheet.put_merged(at, 2, at, 3, "", &looks.text)?;
        let look = match &value {
            Value::Percent(_) => style::centered().set_num_format(percent_format(settings.over_percent)),
            _ => style::centered(),
        };
        put(sheet, at, 2, &value, &look)?;
        sheet.put_merged(at, 4, at, 5, meaning, &looks.text)?;
        sheet.set_row_height(at, measure::row_height(&[(meaning, WIDTHS[4] + WIDTHS[5])], style::SIZE))?;
        names.push((format!("設定_{name}"), cell_on(tabs::CRITERIA, at, 2)));
        at += 1;
    }
    Ok(at)
}

fn explanations(sheet: &mut Worksheet, row: u32, report: &Report) -> Result<u32, XlsxError> {
    sheet.put_text(row, 0, "4　判定のしかた", &style::section())?;
    let mut at = row + 1;
    let right: f64 = WIDTHS.iter().skip(2).sum();
    let format = style::cell();
    for (what, how) in paragraphs(report) {
        sheet.put_merged(at, 0, at, 1, what, &format)?;
        sheet.put_merged(at, 2, at, 5, &how, &format)?;
        let cells = [(what, WIDTHS[0] + WIDTHS[1]), (how.as_str(), right)];
        sheet.set_row_height(at, measure::row_height(&cells, style::SIZE))?;
        at += 1;
    }
    Ok(at)
}

fn paragraphs(report: &Report) -> Vec<(&'static str, String)> {
    let best = report.effect.steps.first().map_or("", |step| step.word.as_str());
    let on_track = report.progress.steps.first().map_or("", |step| step.word.as_str());
    vec![
        (
            "二つの判定",
            "「進捗状況」は取組が予定どおりかを担当課の報告で示し、「効果達成状況」は指標が年度の目標に達したかを実績から判定します。事務局評価があるときは、それを先に立て、計算した結果を根拠に添えます。"
                .to_owned(),
        ),
        (
            "達成率",
            format!(
                "増やす指標は{}、減らす指標は{}、基準値比の指標は{}です。実績は分子どうしで比べ、対象数は計算に入れません。小数第1位まで示します（下限に届かないのに届いたように見えるときは第2位まで）。",
                RateForm::Ratio.definition(),
                RateForm::Inverse.definition(),
                RateForm::Baseline.definition()
            ),
        ),
        (
            "数値でない目標",
            format!(
                "担当課の自己評価によります。自己評価がなく、目標と実績の文が同じであれば「{best}」、そうでなければ「要判断」です。"
            ),
        ),
        (
            "年度の途中",
            "年度の最後の月までは達成したかを判定せず、年度末見込み（報告がなければ6月分から計算）を目標と比べて示します。"
                .to_owned(),
        ),
        (
            "進度（計算）",
            format!(
                "経過割合は、年度の初め（計画がその後に始まるときは計画の初め）からの月数によります。累計の指標は{}、単年の指標は{}、率の指標は達成率です。目標と前年度末の差が小さく、段階的に増える指標と、節目の指標は計算しません。年度の最後の月は達成率がそのまま進度です。\n年度の途中では、予定どおり進んでいる事業を遅れと示さないために、次のとおりとします。数値の最も小さい位（1施設、0.1%など）に満たない不足は、遅れとしません。率の指標は、達成率が下限に届かなくても、前年度末（値がないときは0）から目標までの進み方が経過割合に見合っていれば、遅れとしません。",
                PaceForm::Growth.definition(),
                PaceForm::Yearly.definition()
            ),
        ),
        (
            "進捗状況",
            "担当課の報告によります。報告がないときは、計算した進度の最も低い区分を「計算」として示し、それもないときは「未報告」です。事務局評価のある事業は、事務局・報告・計算の3つを並べて示し、事務局評価を採ります。"
                .to_owned(),
        ),
        (
            "前回",
            "前回は、回答のある最も新しい報告の月です。確定した月は、そのとき委員会に報告した内容を前回とし、あとで計算し直した内容との違いを「確定後の変更」に示します。"
                .to_owned(),
        ),
        ("到達度", "実績 ÷ 計画の最後の数値目標（累計と率の指標）です。".to_owned()),
        (
            "見通し（計算）",
            "今年度の進み方が、計画の最後の数値目標の年度末までそのまま続くとした計算です。予測ではありません。累計と率の指標は今年度の増減を残りの月数だけ延ばし、単年の指標は今年度の数を12か月分に直して比べます。年度の初めの2か月と、段階的に増える指標の年度途中は計算しません。"
                .to_owned(),
        ),
        (
            "達成割合",
            format!(
                "「{best}」の事業 ÷ 区分の付いた事業です。分母に入らない要判断・未報告の数を必ず添えます。"
            ),
        ),
        (
            "順調割合",
            format!("「{on_track}」と「完了」の事業 ÷ 今回報告のあった事業です。引き継いだ報告は分母に入れません。"),
        ),
        (
            "要対応",
            "要対応の印のある区分、そのような見込み、要判断、未報告のいずれかがある事業です。".to_owned(),
        ),
        (
            "未提出の事業",
            "同じ年度の前の報告の値を引き継ぎ、その月を根拠に示します。提出状況は未提出のままです。".to_owned(),
        ),
        (
            "数式と定数",
            "数値どうしで判定した行の達成率・判定・進度と、件数・割合は数式です。文章の目標、自己評価、事務局評価、要判断の行は定数で、一覧から選び直すことができます。前回の値は書き込まれた定数です。"
                .to_owned(),
        ),
    ]
}

fn table(headings: [&str; 6], row: u32) -> Table {
    let columns: Vec<(&str, f64)> = headings.into_iter().zip(WIDTHS).collect();
    Table::new(&columns, row)
}
