//! Which number of an answer counts, by the words and the other numbers around it.

use crate::figure::said::{Asked, Counting, Objection};
use crate::figure::{Figure, FigureKind, NumberSource};
use crate::text::calendar::Month;

/// An answer to a report of March 2023 about an indicator of this name, counting and unit.
fn answer_about(name: &str, counting: Counting, unit: &str, text: &str) -> Figure {
    let month = Month::parse_iso("2023-03");
    Figure::answer(text, &Asked { unit, name, counting, planned: [None, None], month })
}

fn answer(counting: Counting, unit: &str, text: &str) -> Figure {
    answer_about("利用の状況", counting, unit, text)
}

/// The number that counts; `-` if none does.
fn number(figure: &Figure) -> String {
    figure.number().map_or_else(|| "-".to_owned(), |number| number.normalize().to_string())
}

#[track_caller]
fn table(counting: Counting, unit: &str, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, expected, number(&answer(counting, unit, text))))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text}: {got}, expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn of_two_numbers_the_words_or_times_name_the_one() {
    table(
        Counting::Total,
        "手続",
        &[
            ("400手続、現在411手続", "411"),
            ("12月末400手続、411手続", "411"),
            ("125手続→411手続", "411"),
            ("125手続→286手続→411手続", "-"),
            ("400手続、411手続", "-"),
            ("合計400手続（累計411手続）", "400"),
            ("411手続（累計400手続）", "411"),
            ("36手続（累計411手続）", "411"),
            ("新規を含む累計411手続", "411"),
            ("1月に63手続、3月に193手続", "-"),
            ("3月に193手続", "193"),
            ("未実施（0手続）", "0"),
            ("未実施（400手続）", "-"),
            ("未だ411手続", "411"),
            ("目標値 約400手続", "-"),
        ],
    );
}

#[test]
fn a_number_in_brackets_spells_out_only_the_same_value() {
    table(Counting::Level, "%", &[("0.721（72.1%）", "72.1"), ("1%（100%）", "1"), ("86%（▲14%）", "86")]);
    table(Counting::Level, "手続", &[("4（400手続）", "4")]);
    table(Counting::Level, "%削減", &[("86%（14%削減）", "14")]);
}

#[test]
fn an_objection_names_what_is_wrong_with_the_numbers() {
    let objection = |text: &str| answer(Counting::Total, "手続", text).said.objection;
    assert!(matches!(objection("+36手続"), Some(Objection::Increment { .. })));
    assert!(matches!(objection("125手続+286手続"), Some(Objection::TwoNumbers { .. })));
}

#[test]
fn a_word_of_the_indicator_s_name_says_nothing_about_a_number() {
    let total = |name: &str| number(&answer_about(name, Counting::Total, "手続", "新規411手続"));
    assert_eq!(total("新規の手続数"), "411");
    assert_eq!(total("手続数（新規を含む）"), "-");
}

#[test]
fn a_number_in_a_long_text_is_not_searched_for() {
    let long = format!("{}411手続", "窓口を改めました。".repeat(300));
    let figure = answer(Counting::Total, "手続", &long);
    assert_eq!((number(&figure).as_str(), figure.source), ("-", NumberSource::Whole));
}

/// What is read of an answer: its kind, number and source, then its time, doubt and objection.
fn reading(counting: Counting, unit: &str, text: &str) -> String {
    let figure = answer(counting, unit, text);
    let said = &figure.said;
    let mut parts = match (figure.kind, figure.source) {
        (FigureKind::Quantity, NumberSource::Whole) => vec![number(&figure)],
        (FigureKind::Quantity, NumberSource::Within) => vec![format!("{} within", number(&figure))],
        (kind, _) => vec![format!("{kind:?}")],
    };
    parts.extend(said.time.as_ref().map(|stated| format!("{:?}", stated.time)));
    parts.extend(said.doubt.as_ref().map(|word| format!("doubt {word}")));
    parts.extend(said.objection.as_ref().map(|objection| match objection {
        Objection::NotAnActual { word, .. } => format!("no actual: {word}"),
        Objection::Increment { word, .. } => format!("increment: {word}"),
        Objection::RunningTotal { word, .. } => format!("running total: {word}"),
        Objection::TwoNumbers { first, second } => format!("{first} or {second}"),
    }));
    parts.join("; ")
}

#[test]
fn an_answer_keeps_its_doubts_times_and_objections() {
    let rows = [
        (Counting::Total, "手続", "中止（0手続）", "0 within"),
        (Counting::Level, "", "正：184,427　誤：148,427", "184427 within"),
        (Counting::Total, "施設", "43施設で導入、2施設は4月から", "43 within"),
        (Counting::Total, "施設", "2→7施設", "7 within"),
        (Counting::Total, "施設", "＝36+7", "Text; 36 or +7"),
        (Counting::Level, "%", "30%に届かず14%", "Text; no actual: 届か"),
        (Counting::Total, "手続", "＋286", "Text; increment: +"),
        (Counting::OfYear, "km", "7月に300km、12月に400km", "Text; no actual: 7月に"),
        (Counting::OfYear, "人", "10,000人には遠く及ばず2,585人", "Text; 10,000人 or 2,585人"),
        (Counting::Total, "手続", "411手続済、389手続未", "Text; 411手続 or 389手続"),
        (Counting::Total, "手続", "318手続（12月末。3月末は5月公表予定）", "Pending"),
        (Counting::Total, "手続", "411手続（4手続は年度途中に廃止）", "411"),
        (Counting::Total, "手続", "286手続（今年度）", "286; doubt 今年度"),
        (Counting::OfYear, "件", "286件（今年度）", "286"),
        (Counting::Total, "手続", "次年度600手続を予定。今年度は411手続。", "411 within"),
        (Counting::Total, "手続", "累計411（今年度286）", "411"),
        (Counting::Level, "%", "交付率72.1％（申請率80.3％）", "72.1 within"),
        (Counting::Level, "%", "72.1％（申請率）", "72.1; doubt 申請率"),
        (Counting::OfYear, "件", "52,026件（3月分除く）", "52026; doubt 3月分除"),
        (Counting::Total, "手続", "411手続（3/1）", "411"),
        (Counting::OfYear, "回", "100回中60回（60％）", "60 within"),
        (Counting::OfYear, "人", "今年度の実施人数は11,999人", "11999 within"),
        (Counting::Level, "%削減", "一割四分減", "14 within"),
        (Counting::Level, "%", "全市民の7割に少し届かず", "Text; no actual: 届か"),
        (Counting::Level, "%", "6割程度", "60 within"),
        (Counting::Level, "%", "7割引", "Text"),
        (Counting::OfYear, "手続", "Q1 330／Q2 350／Q3 380／Q4 411", "Text; 330 or 350"),
        (Counting::OfYear, "件", "52,026件（2022年）", "52026; Earlier(None)"),
        (Counting::OfYear, "件", "52,026件（2021年）", "52026; PastYear(FiscalYear(2021))"),
        (Counting::Level, "%", "72.1%（1/31 総務省公表）", "72.1; doubt 1/31 総務省公表"),
        (Counting::OfYear, "人", "11,050人（昨年度3月末）", "11050; PastYear(FiscalYear(2021))"),
        (Counting::OfYear, "件", "52,026件（令和4年暦年）", "52026; Earlier(None)"),
        (Counting::OfYear, "件", "52,026件（R4暦年）", "52026; Earlier(None)"),
        (Counting::OfYear, "件", "52,026件（暦年）", "52026; doubt 暦年"),
        (Counting::OfYear, "人", "2年間で11,999人", "11999"),
        (Counting::Total, "手続", "令和5年度中に公表", "Pending"),
        (Counting::Total, "手続", "400-500手続", "400"),
        (Counting::OfYear, "件", "今年度286件（累計）", "286"),
        (Counting::Total, "手続", "累計411手続（新規）", "411"),
        (Counting::Level, "%", "70%/100%", "70"),
        (Counting::Level, "%", "70%/30%", "70; doubt 70%/30%"),
        (Counting::Total, "手続", "＋約286手続", "Text; increment: +"),
        (Counting::Total, "億円", "▲約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "−約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "－約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "‐約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "ー約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "-概ね6億円", "-6; doubt 概ね"),
        (Counting::Total, "億円", "マイナス約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "マイナス 約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "▲ 約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "▲　約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "(▲約6億円)", "-6 within; doubt 約"),
        (Counting::Total, "億円", "（▲）約6億円", "-6; doubt 約"),
        (Counting::Total, "億円", "収支は▲約6億円", "-6 within"),
        (Counting::Total, "億円", "▲ 6億円", "-6"),
        (Counting::Total, "億円", "（▲）6億円", "-6"),
        (Counting::Total, "億円", "ー6億円", "-6"),
        (Counting::Total, "億円", "マイナス 6億円", "-6"),
        (Counting::Total, "億円", "△　6億円", "-6"),
        (Counting::Total, "億円", "プラス約6億円", "Text; increment: +"),
        (Counting::Total, "億円", "- 6億円", "6"),
        (Counting::Total, "手続", "400-約500手続", "Text; 400 or 500手続"),
        (Counting::Level, "%削減", "▲約9%", "9; doubt 約"),
    ];
    let wrong: Vec<String> = rows
        .iter()
        .map(|(counting, unit, text, expected)| (text, expected, reading(*counting, unit, text)))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text}: {got}, expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
