//! Tables of entries and what they are read as.

mod units;

use proptest::prelude::{Strategy, any, proptest};
use rust_decimal::Decimal;

use super::{Figure, FigureKind, Hedge, NumberSource, Quantity, decimal_words, is_error_value, is_reference};
use crate::text::calendar::FiscalYear;
use crate::text::unit;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number in a test")
}

/// `35施設／148` for a quantity with a population, `文` for text and so on: one word per entry, so that the tables stay readable.
fn read(text: &str, unit: &str) -> String {
    let figure = Figure::parse(text, unit);
    assert_eq!(figure.text, text, "the text is kept verbatim");
    let quantity = figure.quantity.as_ref().map(|quantity| {
        let population = quantity.population.map(|all| format!("/{}", all.normalize())).unwrap_or_default();
        let within = if figure.source == NumberSource::Within { " 文中" } else { "" };
        format!("{}{}{population}{within}", quantity.number.normalize(), quantity.unit)
    });
    match (figure.kind, quantity) {
        (FigureKind::Quantity, Some(quantity)) => quantity,
        (FigureKind::Deadline, quantity) => {
            let year = figure.deadline.map(FiscalYear::label).unwrap_or_default();
            format!("{year}まで {}", quantity.unwrap_or_default()).trim_end().to_owned()
        }
        (FigureKind::Text, None) => "文".to_owned(),
        (FigureKind::Ended, None) => "終了".to_owned(),
        (FigureKind::None, None) => "なし".to_owned(),
        (FigureKind::Blank, None) => "空".to_owned(),
        (FigureKind::Error, None) => "エラー".to_owned(),
        (kind, quantity) => panic!("{text}: {kind:?} with {quantity:?}"),
    }
}

#[track_caller]
fn table(rows: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, unit, expected)| {
            let got = read(text, unit);
            (got != *expected).then(|| format!("{text} [{unit}]: {got}, expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn plain_quantities() {
    table(&[
        ("13分野", "分野", "13分野"),
        ("7,260人", "人", "7260人"),
        ("７，２６０人", "人", "7260人"),
        ("7 260人", "人", "7260人"),
        ("7,260 名", "人", "7260名"),
        ("1,050km", "km", "1050km"),
        ("1050.0km", "km", "1050km"),
        ("1,050㎞", "km", "1050km"),
        ("1.050", "km", "1.05"),
        ("169,000", "", "169000"),
        ("169,000人", "", "169000人"),
        ("71,174PV", "", "71174PV"),
        ("0件", "件", "0件"),
        ("11箇所", "か所", "11箇所"),
        ("11ヶ所", "か所", "11ヶ所"),
        ("12件数", "件", "12件数"),
        ("12（施設）", "施設", "12施設"),
        ("20,400時間/年", "時間/年", "20400時間/年"),
        ("20,400時間／年", "時間/年", "20400時間/年"),
        ("20,400時間", "時間/年", "20400時間"),
        ("年間20,400時間", "時間/年", "20400時間"),
        ("約3,200万枚", "枚", "32000000枚"),
        ("3.2千万", "", "32000000"),
        ("1億2,000万円", "円", "120000000円"),
        ("1億2,000万円", "万円", "12000万円"),
        ("2,000万円", "万円", "2000万円"),
        ("20千円", "千円", "20千円"),
        ("20千円", "円", "20000円"),
        ("3千人", "人", "3000人"),
        ("12 千円", "円", "12000円"),
        ("12\n千円", "千円", "12千円"),
        ("4 万", "", "40000"),
        ("0千円", "百万円", "0百万円"),
        ("6万万人", "人", "文"),
        ("1兆億", "", "文"),
        ("411億　億", "", "文"),
        ("2余余億億余", "人", "文"),
        ("10余万円", "円", "文"),
        ("6 余時間", "時間", "6時間"),
        ("5 パーセントパーセント", "%", "文"),
        ("+40%", "%", "40% 文中"),
        ("+40", "件", "40 文中"),
        ("+9%", "%削減", "9%増"),
        ("¥1,000", "円", "1000円"),
        ("¥-1,000", "円", "-1000円"),
        ("-¥1,000", "円", "-1000円"),
        ("-¥-1,000", "円", "文"),
        ("十五人", "人", "15人"),
        ("二十", "", "20"),
        ("5\n施設", "施設", "5施設"),
        ("5\n施設の整備", "施設", "文"),
        ("7施設\n8施設", "施設", "文"),
        ("150手続\n／800手続", "手続", "150手続/800"),
        ("20,400時間/年間", "時間/年", "20400時間/年間"),
        ("14％の削減", "%削減", "14%削減"),
        ("411手続、目標400手続", "手続", "文"),
        ("46学区（うち新規32学区）", "学区", "46学区"),
        ("7施設。", "施設", "7施設"),
        ("7施設、", "施設", "7施設"),
        ("7施設．", "施設", "7施設"),
        ("7施設（試行）、", "施設", "7施設"),
        ("3千人", "人", "3000人"),
        ("1.2億円", "百万円", "120百万円"),
        ("25千人", "千人", "25千人"),
        ("123万4千円", "円", "1234000円"),
        ("7\u{a0}260\u{2009}人", "人", "7260人"),
        ("５カ\n所", "か所", "文"),
    ]);
}

#[test]
fn percents() {
    table(&[
        ("40%", "%", "40%"),
        ("４０％", "%", "40%"),
        ("40 パーセント", "%", "40%"),
        ("40ﾊﾟｰｾﾝﾄ", "%", "40%"),
        ("36.3%", "%", "36.3%"),
        ("0.721", "%", "0.721"),
        ("1", "%", "1"),
        ("70%（残る30%は別のシステム分）", "%", "70%"),
        ("9%削減", "%削減", "9%削減"),
        ("▲9%", "%削減", "9%削減"),
        ("△9%", "%削減", "9%削減"),
        ("-9%", "%削減", "9%削減"),
        ("－９％", "%削減", "9%削減"),
        ("−9%減", "%削減", "9%削減"),
        ("▲9%削減", "%削減", "9%削減"),
        ("9%", "%削減", "9%削減"),
        ("9", "%削減", "9"),
        ("+9%", "%削減", "9%増"),
        ("9%増", "%削減", "9%増"),
        ("用紙を9%削減", "%削減", "9%削減 文中"),
        ("9%削減", "%", "9%削減"),
        ("▲9", "件", "-9"),
        ("▲9件", "件", "-9件"),
        ("-3.5%", "%", "-3.5%"),
        ("マイナス3%", "%", "-3%"),
    ]);
}

#[test]
fn parts_of_a_whole() {
    table(&[
        ("150手続／800手続", "手続", "150手続/800"),
        ("35施設/148施設", "施設", "35施設/148"),
        ("100台/887台（試験導入）", "台", "100台/887"),
        ("100台 ／ 887台（試験導入）", "台", "100台/887"),
        ("17件/31件※", "件", "17件/31"),
        ("17/31件", "件", "17件/31"),
        ("17件/31", "件", "17件/31"),
        ("17件/31施設", "件", "文"),
        ("17件/31施設", "施設", "文"),
        ("資料4/5/6件", "件", "文"),
        ("7/8", "施設", "7/8"),
        ("4/5/6", "", "文"),
        ("12/30（40%）", "%", "40% 文中"),
        ("6施設／8施設で試行", "施設", "6施設/8 文中"),
    ]);
}

#[test]
fn a_number_in_text_needs_the_indicators_unit_and_must_be_alone() {
    table(&[
        ("2施設（実証実験）", "施設", "2施設"),
        ("試行実施（2施設）", "施設", "2施設 文中"),
        ("5手続に試行導入", "手続", "5手続 文中"),
        ("5手続に試行導入", "施設", "文"),
        ("公式アカウントの 予約機能を活用(24%)", "%", "24% 文中"),
        ("①5施設", "施設", "5施設 文中"),
        ("①窓口の調査\n②5施設で試行", "施設", "5施設 文中"),
        ("①5施設②10施設", "施設", "文"),
        ("①窓口の調査②職員の研修", "施設", "文"),
        ("・調査の実施 ・希望団体への支援", "団体", "文"),
        ("・調査の実施 ・希望団体への支援(14団体)", "団体", "14団体 文中"),
        ("5施設から7施設に拡大", "施設", "文"),
        ("第2業務の検討", "業務", "文"),
        ("A4枚数の調査", "枚", "文"),
        ("5人材を育成", "人", "文"),
        ("13分野", "分", "13分野"),
        ("2024年4月から5施設で運用", "施設", "5施設 文中"),
        ("2024年度に20業務", "業務", "20業務 文中"),
        ("2024-04-01", "日", "文"),
        ("2024-04-01", "", "文"),
        ("36・3%", "%", "文"),
        ("予約の申込に1,05件", "件", "文"),
        ("令和5年 3 200件", "件", "文"),
        ("169,000", "件", "169000"),
        ("2次募集", "", "文"),
        ("フォロワー 150,985人", "", "文"),
        ("第3期", "", "文"),
        ("一部導入", "部", "文"),
        ("十分", "分", "文"),
        ("5トンネル", "t", "5トンネル"),
        ("前年比▲3.5%", "%", "-3.5% 文中"),
        ("合計7施設", "施設", "7施設 文中"),
        ("ｲﾍﾞﾝﾄ5回", "回", "5回 文中"),
        ("1時間30分", "時間", "文"),
        ("6施設×2回", "回", "文"),
        ("6施設×2回", "施設", "文"),
        ("39施設中30施設", "施設", "文"),
        ("前年度10%→12%", "%", "文"),
        ("5件＋7件＝12件", "件", "文"),
        ("第Ⅲ期", "期", "文"),
        ("Ⅱ", "段階", "文"),
        ("⑤", "件", "文"),
        ("1O0件", "件", "文"),
        ("7'260人", "人", "文"),
        ("増加", "人", "文"),
        ("実施済", "件", "文"),
    ]);
}

/// The kinds of entry that a municipal plan's targets and actuals were found to hold.
#[test]
fn entries_of_a_real_plan() {
    table(&[
        ("125手続", "手続", "125手続"),
        ("100%", "%", "100%"),
        ("試行の拡大（7施設）", "施設", "7施設 文中"),
        ("運用状況を踏まえ拡大", "施設", "文"),
        ("予約システムの導入 (カード交付予約)", "業務", "文"),
        ("サービス導入 (出生・おくやみ)", "", "文"),
        ("既存サービスの分析と 業務選択", "", "文"),
        ("導入検討", "手続", "文"),
        ("185,900", "", "185900"),
        ("デジタルサービスの利用拡大", "人", "文"),
        ("・ニーズ調査の実施 ・希望学区への支援(14学区)", "学区", "14学区 文中"),
        (
            "・必要に応じてニーズ調査を検討 ・現在支援している14学区に加え、新たに希望する学区を随時支援",
            "学区",
            "14学区 文中",
        ),
        ("実証実験結果を評価", "", "文"),
        ("70%（残る30%は財務会計システム分）", "%", "70%"),
        ("10%削減", "%削減", "10%削減"),
        ("85台/887台（実証実験）", "台", "85台/887"),
        ("試験導入の結果を基にした方針に伴う実行", "台", "文"),
        ("24時間/年", "時間/年", "24時間/年"),
        ("700km", "km", "700km"),
        ("6施設／8施設", "施設", "6施設/8"),
        ("ニーズを把握する中で計画的に整備", "施設", "文"),
        ("11か所", "か所", "11か所"),
        ("2025年度末までに100%", "%", "2025年度まで 100%"),
        ("2025年度末までに20業務", "業務", "2025年度まで 20業務"),
        ("87.0%", "%", "87%"),
        ("要件確定，費用額の確定", "", "文"),
        ("12件/22件", "件", "12件/22"),
        ("22件/31件※", "件", "22件/31"),
        ("制度設計, 基礎研修（100%）", "%", "100% 文中"),
        ("職員の役割・知識に応じた研修（100%）", "%", "100% 文中"),
        ("制度設計", "%", "文"),
        ("終了", "", "終了"),
        ("-", "%", "なし"),
        ("", "件", "空"),
    ]);
}

#[test]
fn another_unit_is_kept_for_the_rules_to_judge() {
    table(&[
        ("411件", "手続", "411件"),
        ("411", "手続", "411"),
        ("411連携先", "手続", "411連携先"),
        ("411件", "%", "411件"),
        ("12人（40%）", "%", "40% 文中"),
        ("12円", "千円", "12円"),
    ]);
}

#[test]
fn numbers_that_are_none() {
    table(&[
        ("27/60", "%", "文"),
        ("10,100時間/月", "時間/年", "10100時間/月"),
        ("4回/月", "回", "4回/月"),
        ("4回/校を実施", "回", "文"),
        ("30件/日", "件/日", "30件/日"),
        ("48+2回", "回", "文"),
        ("48回＋2回", "回", "文"),
        ("48＋2＝50回", "回", "50回 文中"),
        ("1時間30分", "分", "文"),
        ("1時間30分", "時間", "文"),
        ("3校25人", "人", "25人 文中"),
        ("12月20件", "件", "20件 文中"),
        ("実績は12/20", "%削減", "文"),
        ("27%/60%", "%", "27%/60"),
        ("9,660人/7,260人/3,000人", "人", "文"),
        ("1/2/3/4施設", "施設", "文"),
        ("1/2/1,05施設", "施設", "文"),
        ("9’660人", "人", "文"),
        ("9‚660人", "人", "文"),
        ("l,200人", "人", "文"),
        ("新規,7人", "人", "7人 文中"),
        ("12%の増加", "%削減", "12%増"),
        ("12%の増", "%削減", "12%増"),
        ("14%の減", "%削減", "14%削減"),
        ("14%の減少", "%削減", "14%削減"),
        ("1,05", "件", "文"),
        ("1,05件", "件", "文"),
        ("1.2.3", "", "文"),
        ("12:30", "", "文"),
        ("1e3", "", "文"),
        ("1-1-1", "", "文"),
        ("(9)", "", "文"),
        ("2023年度", "", "文"),
        ("令和5年度", "", "文"),
        ("99999999999999999999999999999999件", "件", "文"),
    ]);
}

#[test]
fn entries_without_a_number() {
    for dash in
        ["-", "－", "―", "ー", "—", "–", "−", "─", "‐", " － ", "--", "なし", "無し", "（なし）", "該当なし"]
    {
        assert_eq!(read(dash, "件"), "なし", "{dash}");
    }
    for blank in ["", " ", "　", "\n", "\u{200b}"] {
        assert_eq!(read(blank, "件"), "空", "{blank:?}");
    }
    for ended in ["終了", "終　了", "（終了）", "事業終了", "終了。"] {
        assert_eq!(read(ended, "件"), "終了", "{ended}");
    }
    for text in ["終了予定", "一部終了", "なしの生産", "一", "同上", "別紙参照", "→"] {
        assert_eq!(read(text, "件"), "文", "{text}");
    }
    for error in
        ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "＃REF！", "#n/a", "Err:502"]
    {
        assert_eq!(read(error, "件"), "エラー", "{error}");
        assert!(is_error_value(error));
    }
    for text in ["#", "#1", "＃まちづくり", "Err:", ""] {
        assert!(!is_error_value(text), "{text}");
    }
}

#[test]
fn deadlines() {
    table(&[
        ("令和7年度末までに20業務", "業務", "2025年度まで 20業務"),
        ("2025年度までに100％", "%", "2025年度まで 100%"),
        ("2026年3月末までに全業務移行（20業務）", "業務", "2025年度まで 20業務 文中"),
        ("R7年度中に20業務", "業務", "2025年度まで 20業務"),
        ("20業務（2025年度末まで）", "業務", "2025年度まで 20業務"),
        ("2025年度末までに移行", "業務", "2025年度まで"),
        ("80%（2022年度まで参加率）", "%", "80%"),
        ("夏までに5業務", "業務", "5業務 文中"),
    ]);
}

#[test]
fn hedges_are_told() {
    let range = Hedge::Range { low: decimal("10"), high: decimal("20") };
    for (text, unit, expected, hedge) in [
        ("40%", "%", "40%", None),
        ("約40%", "%", "40%", Some(Hedge::About)),
        ("およそ 40％", "%", "40%", Some(Hedge::About)),
        ("40%程度", "%", "40%", Some(Hedge::Roughly)),
        ("40%以上", "%", "40%", Some(Hedge::AtLeast)),
        ("40件 以上", "件", "40件", Some(Hedge::AtLeast)),
        ("100余人", "人", "100人", Some(Hedge::AtLeast)),
        ("40%以下", "%", "40%", Some(Hedge::AtMost)),
        ("～20%", "%", "20%", Some(Hedge::AtMost)),
        ("40%～", "%", "40%", Some(Hedge::AtLeast)),
        ("40%未満", "%", "40%", Some(Hedge::LessThan)),
        ("(見込)40%", "%", "40%", Some(Hedge::Expected)),
        ("見込み：40%", "%", "40%", Some(Hedge::Expected)),
        ("411手続（見込）", "手続", "411手続", Some(Hedge::Expected)),
        ("411手続見込", "手続", "411手続", Some(Hedge::Expected)),
        ("411手続（速報値）", "手続", "411手続", Some(Hedge::Expected)),
        ("10～20%", "%", "10%", Some(range)),
        ("10%〜20%", "%", "10%", Some(range)),
        ("10-20%", "%", "10%", Some(range)),
        ("10ー20%", "%", "10%", Some(range)),
        ("10%ー20%", "%", "10%", Some(range)),
        ("利用率10～20%を見込む", "%", "10% 文中", Some(range)),
        ("約5施設で試行", "施設", "5施設 文中", Some(Hedge::About)),
        ("5施設程度で試行", "施設", "5施設 文中", Some(Hedge::Roughly)),
        ("5手続に試行導入", "手続", "5手続 文中", None),
    ] {
        assert_eq!(read(text, unit), expected, "{text}");
        assert_eq!(Figure::parse(text, unit).hedge, hedge, "{text}");
    }
    assert_eq!(range.words(), "10～20");
    assert_eq!(read("20～10%", "%"), "文");
}

#[test]
fn remarks_are_kept_as_notes() {
    for (text, unit, note) in [
        ("2施設（実証実験）", "施設", "実証実験"),
        ("70%（残る30%は別のシステム分）", "%", "残る30%は別のシステム分"),
        ("17件/31件※", "件", "※"),
        ("7施設 ※うち2施設は試行", "施設", "※うち2施設は試行"),
        ("7施設【試行】（支所(東)を含む）", "施設", "試行 支所(東)を含む"),
        ("40%", "%", ""),
    ] {
        let figure = Figure::parse(text, unit);
        assert_eq!((figure.note.as_str(), figure.source), (note, NumberSource::Whole), "{text}");
    }
}

#[test]
fn references_are_told_from_words() {
    for text in [
        "別紙参照",
        "別紙のとおり",
        "別紙１参照",
        "同上",
        "〃",
        "″",
        "”",
        "別添のとおり",
        "別添資料2を参照",
        "（別紙）",
        "同左",
        "前回と同じ",
        "上記のとおり",
        "資料１参照。",
        "添付資料のとおり",
        "別紙を参照してください",
        "→",
    ] {
        assert!(is_reference(text), "{text}");
    }
    for text in [
        "",
        "411手続",
        "別紙参照（411手続）",
        "資料の整備",
        "別冊の作成",
        "前回より増加",
        "添付",
        "同上の施設で試行",
        "-",
    ] {
        assert!(!is_reference(text), "{text}");
    }
}

#[test]
fn quantities_are_written_with_groups() {
    for (number, words) in [
        ("1050.0", "1,050"),
        ("83.30", "83.3"),
        ("0", "0"),
        ("-0", "0"),
        ("-1234567.05", "-1,234,567.05"),
        ("999", "999"),
    ] {
        assert_eq!(decimal_words(decimal(number)), words);
    }
    let quantity =
        Quantity { number: decimal("35"), unit: "施設".to_owned(), population: Some(decimal("1148")) };
    assert_eq!((quantity.to_string().as_str(), quantity.in_full().as_str()), ("35施設", "35施設／1,148施設"));
}

fn units() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(units::all())
}

proptest! {
    #[test]
    fn reading_never_panics_and_keeps_the_text(text in any::<String>(), unit in any::<String>()) {
        assert_eq!(Figure::parse(&text, &unit).text, text);
    }

    #[test]
    fn reading_entries_made_of_their_usual_characters_never_panics(
        text in "[0-9０-９,，.・、/／%％約以上未満程度～~\\-▲△+(（)）①②件人手続施設年度末までに万千百億二十五一余 　\n※#。¥:]{0,24}",
        unit in units(),
    ) {
        let figure = Figure::parse(&text, unit);
        assert_eq!(figure.text, text);
        let has = figure.quantity.is_some();
        assert!(has || !matches!(figure.kind, FigureKind::Quantity));
        assert!(!has || matches!(figure.kind, FigureKind::Quantity | FigureKind::Deadline));
    }

    #[test]
    fn the_digits_of_a_plain_number_are_unchanged(whole in 0_u64..1_000_000_000_000, fraction in "[0-9]{0,6}", unit in units()) {
        let text = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
        let number = Figure::parse(&text, unit).number().map(|number| number.to_string());
        assert_eq!(number, Some(text));
    }

    #[test]
    fn dress_changes_no_digit(number in 0_u64..1_000_000_000_000, dress in 0_usize..8, unit in units()) {
        let plain = number.to_string();
        let grouped = decimal_words(Decimal::from(number));
        let wide = |text: &str| text.chars().map(|c| match c {
            '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c),
            ',' => '，',
            _ => c,
        }).collect::<String>();
        let text = match dress {
            0 => format!("{grouped}{unit}"),
            1 => format!("{}{unit}", wide(&plain)),
            2 => format!("　{}　{unit}　", wide(&grouped)),
            3 => format!("約{grouped}\u{a0}{unit}"),
            4 => format!("{plain}{unit}（うち新規1）"),
            5 => format!("{grouped}{unit}※速報値、"),
            6 => format!("({unit}){plain}").replace("()", ""),
            _ => format!("{grouped}\n{unit}"),
        };
        let read = Figure::parse(&text, unit).number();
        // A unit before its number is read by nobody; then nothing is better than something else.
        if dress != 6 || unit.is_empty() {
            assert_eq!(read, Some(Decimal::from(number)), "{text:?}");
        } else {
            assert!(read.is_none_or(|read| read == Decimal::from(number)), "{text:?}: {read:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again(digits in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..5, unit in units(), all in proptest::option::of(1_u32..100_000)) {
        // A reduction has no sign of its own.
        let digits = if unit == "%削減" { digits.abs() } else { digits };
        let quantity = Quantity { number: Decimal::new(digits, scale), unit: unit::as_written(unit), population: all.map(Decimal::from) };
        assert_eq!(Figure::parse(&quantity.in_full(), unit).quantity, Some(quantity));
    }
}
