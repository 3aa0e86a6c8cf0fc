//! Compares format codes with what Excel shows. The cases follow the published tables of SheetJS's SSF, and
//! codes that offices use.

use super::date_parts::DateParts;
use super::sections::Shown;
use super::{NumberFormat, decimal};

fn exact(code: &str, value: f64) -> String {
    match NumberFormat::new(code, None).show(value) {
        Shown::Number { exact, .. } => exact,
        Shown::Hidden => "∅".to_owned(),
        Shown::Date(parts) => format!("{parts:?}"),
    }
}

/// Returns what Excel shows.
fn shown(code: &str, value: f64) -> String {
    match NumberFormat::new(code, None).show(value) {
        Shown::Number { exact, shown } => shown.unwrap_or(exact),
        Shown::Hidden => "∅".to_owned(),
        Shown::Date(parts) => format!("{parts:?}"),
    }
}

#[test]
fn a_bare_number_is_exact() {
    for code in [
        "General",
        "@",
        "G/標準",
        "0",
        "0.0",
        "#,##0.0_ ",
        "0.00E+00",
        "##0.0E+0",
        "[Red]0;[Blue]-0",
        "#,##0;[Red]-#,##0",
        "#,##0_);(#,##0)",
        "0;▲0",
        "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)",
        "# ?/?",
        "# ??/??",
        "# ???/???",
        "# ?/2",
        "# ?/4",
        "# ?/8",
        "# ??/16",
        "# ?/10",
        "# ??/100",
        "?/?",
        "0/0",
        "0/800",
        "0;-0;;@",
        "[DBNum1]General",
        "",
    ] {
        for value in [70.0, 1234.567, 0.5, -70.0] {
            assert_eq!(exact(code, value), decimal::plain(value, 0), "{code}");
        }
    }
}

#[test]
fn the_words_beside_a_number_are_kept() {
    for (code, value, text) in [
        ("0\"件\"", 7.0, "7件"),
        ("0件", 7.5, "7.5件"),
        ("\"約\"0件", -7.0, "約-7件"),
        ("\"約\"0\"施設以上\"", 7.0, "約7施設以上"),
        ("\"▲\"0", 7.0, "▲7"),
        ("\"-\"0", 7.0, "-7"),
        ("#,##0\"世帯\"", 1234.0, "1234世帯"),
        ("\"（見込）\"#,##0", 1234.0, "（見込）1234"),
        ("0.00\"千人\"", 7.26, "7.26千人"),
        ("#,##0,", 9_660_000.0, "9660"),
        ("#,##0,\"千人\"", 9_660_500.0, "9660.5千人"),
        ("0.0,,\"百万円\"", 1_234_567.0, "1.234567百万円"),
        ("0.0‰", 3.5, "3.5‰"),
        ("0\"%\"", 7.0, "7%"),
        ("0%\"程度\"", 0.721, "72.1%程度"),
        ("[$¥-411]#,##0", 1200.0, "¥1200"),
        ("\"¥\"#,##0;\"¥\"-#,##0", -1200.0, "¥-1200"),
        ("0\"件\";\"▲\"0\"件\"", -7.0, "-7件"),
        ("0\"件\";(0\"件\")", -7.0, "-7件"),
        ("0\"件\";[赤]0\"件\"", -7.0, "-7件"),
        ("\"▲\"0", -7.0, "▲-7"),
        ("0;-0;\"なし\"", 0.0, "なし"),
        ("0;-0;\"なし\"", 7.0, "7"),
        ("0\"件\";-0\"件\";\"-\"", 0.0, "0"),
        ("[>=100]\"百以上\"0;0\"件\"", 120.0, "百以上120"),
        ("[>=100]\"百以上\"0;0\"件\"", 99.0, "99件"),
        ("[<0]\"▲\"0\"件\";0\"件\"", -7.0, "-7件"),
        ("[Red][=1]\"可\";[=0]\"不可\";General", 1.0, "可"),
        ("[Red][=1]\"可\";[=0]\"不可\";General", 2.0, "2"),
        ("G/標準\"件\"", 7.0, "7件"),
        ("# ?/2\"km\"", 700.0, "700km"),
        ("# ??/100\"km\"", 70.25, "70.25km"),
        ("0\"/800手続\"", 411.0, "411/800手続"),
        ("0000\"年\"00\"月\"", 202_303.0, "2023年03月"),
        ("0\"億\"0000\"万円\"", 12_345.0, "1億2345万円"),
        ("0-0-0", 116.0, "1-1-6"),
        ("\"第\"0\"回\"", 2.0, "第2回"),
        ("\"12月末\"", 44_926.0, "12月末"),
        ("0\\件", 7.0, "7件"),
        ("0\"件;\"", 7.0, "7件;"),
        ("_-* 0\"件\"_-;-* 0\"件\"_-", 7.0, "7件"),
    ] {
        assert_eq!(exact(code, value), text, "{code} {value}");
    }
}

#[test]
fn a_literal_point_between_the_digits_divides() {
    for (code, value, text) in [
        ("0\".\"0,\"万円\"", 119_990.0, "11.999万円"),
        ("0\\.0,", 119_990.0, "11.999"),
        ("#\".\"0000\"億円\"", 12_345.0, "1.2345億円"),
        // A literal comma only groups.
        ("0\",\"000", 1234.0, "1234"),
        ("#\\,###\"人\"", 1234.0, "1234人"),
        // Literal digits after the number continue it.
        ("#,##0\",000\"", 7.0, "7,000"),
        ("#,##0\",000\"", 7.4, "7,000"),
    ] {
        assert_eq!(exact(code, value), text, "{code} {value}");
    }
}

#[test]
fn the_number_as_the_format_shows_it_is_returned() {
    for (code, value, text) in [
        ("0\"km\"", 699.6, "700km"),
        ("0", 699.6, "700"),
        ("0", 699.4, "699"),
        ("0.0", 699.64, "699.6"),
        ("0%", 0.7249, "72%"),
        ("#,##0,\"千人\"", 9_660_500.0, "9,661千人"),
        ("0\".\"0,\"万円\"", 119_990.0, "12.0万円"),
        ("0;▲0", -2.5, "-3"),
        ("0.0%", 0.721_37, "72.1%"),
        ("0.00%", 0.721, "72.10%"),
        ("#,##0", 52_026.0, "52,026"),
        ("#,##0.0#", 1_234.5, "1,234.5"),
        ("#,##0;[Red]-#,##0", -1_234.0, "-1,234"),
        ("#,##0\"件\"", 52_026.0, "52,026件"),
    ] {
        assert_eq!(shown(code, value), text, "{code} {value}");
    }
    // It is absent if it equals the exact text.
    for (code, value) in
        [("0", 700.0), ("0.0", 0.5), ("#,##0", 700.0), ("General", 699.6), ("# ?/2", 0.3), ("0%", 0.72)]
    {
        let Shown::Number { shown, .. } = NumberFormat::new(code, None).show(value) else { panic!("{code}") };
        assert_eq!(shown, None, "{code} {value}");
    }
}

#[test]
fn a_format_may_hide_a_number() {
    for (code, value) in [
        ("#", 0.0),
        ("#,###", 0.0),
        ("#,###", 0.3),
        ("#.##", 0.0),
        ("?", 0.0),
        ("0;-0;", 0.0),
        ("0;-0;;@", 0.0),
        (";;", 0.0),
        (";;;", 700.0),
        ("0;", -5.0),
        ("[=700]\"\";0", 700.0),
    ] {
        assert_eq!(exact(code, value), "∅", "{code} {value}");
    }
    for (code, value, text) in
        [("#,###", 7.0, "7"), ("#,##0", 0.0, "0"), ("#.00", 0.0, "0"), ("#", -3.0, "-3")]
    {
        assert_eq!(exact(code, value), text, "{code} {value}");
    }
}

#[test]
fn the_section_for_text_adds_words_or_hides_it() {
    let text = |code: &str| NumberFormat::new(code, None).show_text("約7");
    for code in ["@", "General", "0", "0;-0;0;@", "m/d;@", "_ @_ ", "\"　\"@"] {
        assert_eq!(text(code).as_deref(), Some("約7"), "{code}");
    }
    assert_eq!(text("@\"件\"").as_deref(), Some("約7件"));
    assert_eq!(text("0;-0;0;@\"件\"").as_deref(), Some("約7件"));
    assert_eq!(text(";;;"), None);
    assert_eq!(text("0;;;"), None);
    assert_eq!(text("0;;").as_deref(), Some("約7"));
}

#[test]
fn date_formats_are_recognised_with_their_parts() {
    for (code, parts) in [
        ("m\"月\"d\"日\"", DateParts::MonthDay),
        ("m/d;@", DateParts::MonthDay),
        ("d-mmm", DateParts::MonthDay),
        ("mmm-yy", DateParts::YearMonth),
        ("yyyy/m/d", DateParts::Day),
        ("[$-411]ge.m.d;@", DateParts::Day),
        ("[$-411]ggge\"年\"m\"月\"d\"日\";@", DateParts::Day),
        ("[$-411]e\"年度\"", DateParts::Year),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", DateParts::Day),
        ("aaa", DateParts::Day),
        ("[h]:mm:ss", DateParts::Elapsed),
        ("[mm]:ss", DateParts::Elapsed),
        ("mm:ss.0", DateParts::Time),
        ("h:mm AM/PM", DateParts::Time),
    ] {
        assert_eq!(NumberFormat::new(code, None), NumberFormat::Date(parts), "{code}");
    }
}

#[test]
fn built_in_formats_need_no_code() {
    let date = NumberFormat::Date;
    assert_eq!(NumberFormat::new("General", Some(56)), date(DateParts::MonthDay));
    assert_eq!(NumberFormat::new("General", Some(0)), NumberFormat::General);
    assert_eq!(NumberFormat::new("", Some(14)), date(DateParts::Day));
    assert_eq!(NumberFormat::new("", Some(16)), date(DateParts::MonthDay));
    assert_eq!(
        NumberFormat::new("", Some(10)).show(0.721),
        Shown::Number { exact: "72.1%".to_owned(), shown: Some("72.10%".to_owned()) }
    );
    assert_eq!(
        NumberFormat::new("", Some(12)).show(70.0),
        Shown::Number { exact: "70".to_owned(), shown: None }
    );
}

#[test]
fn malformed_formats_do_not_panic() {
    for code in [
        "\"",
        "[",
        "\\",
        "_",
        "*",
        "件\"",
        ";;;;",
        "0;0;0;0;0",
        "[>",
        "[>=]0",
        "0E+",
        "0/",
        "年[$",
        "0.",
        ",0,",
        "@@",
        "0\".\"",
    ] {
        let format = NumberFormat::new(code, None);
        format.show_text("x");
        for value in [-1.0, 0.0, 0.5, 1e300, f64::MIN_POSITIVE] {
            format.show(value);
        }
    }
}
