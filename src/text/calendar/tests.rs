//! Tables of written years, months and days.

use proptest::prelude::{any, proptest};

use super::{Date, Era, FiscalYear, Month};

fn date(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).expect("a day in a test")
}

fn month(year: i32, number: u8) -> Month {
    Month::new(year, number).expect("a month in a test")
}

#[test]
fn fiscal_years_are_read_in_every_spelling() {
    for (text, year) in [
        ("2023年度", 2023),
        ("令和5年度", 2023),
        ("R5", 2023),
        ("R5年度", 2023),
        ("r5", 2023),
        ("Ｒ５年度", 2023),
        ("R.5", 2023),
        ("R05", 2023),
        ("2023", 2023),
        ("２０２３年度", 2023),
        ("2023 年度", 2023),
        ("2023\n年度", 2023),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("H31年度", 2019),
        ("令和３", 2021),
        ("令和五年度", 2023),
        ("㋿5年度", 2023),
        ("昭和60年度", 1985),
        ("FY2023", 2023),
        ("2023年度（令和5年度）", 2023),
        ("令和5(2023)年度", 2023),
        ("西暦2023年度", 2023),
        ("平成35年度", 2023),
    ] {
        assert_eq!(FiscalYear::parse(text).map(FiscalYear::year), Some(year), "{text}");
    }
    for text in [
        "",
        "5",
        "5年度",
        "23年度",
        "20231",
        "1949",
        "2151",
        "大正5年度",
        "令和0年度",
        "令和",
        "R5.3",
        "2023-03",
        "2023年度目標",
        "2023（令和4）年度",
        "R100",
        "①",
        "2023年3月",
    ] {
        assert_eq!(FiscalYear::parse(text), None, "{text}");
    }
}

#[test]
fn months_are_read_in_every_spelling() {
    for text in [
        "2023年3月末",
        "2023年3月",
        "令和5年3月",
        "令和５年３月末",
        "R5.3",
        "R5.3.31",
        "R5/3",
        "r5-3",
        "2023-03",
        "2023/3",
        "2023.3",
        "202303",
        "20230331",
        "2023-03-31",
        "2023-03-31 00:00:00",
        "2023/3/31",
        "令和5年3月31日現在",
        "令和5年3月末現在",
        "2023年3月末日",
        "2023年3月末時点",
        "令和5年3月分",
        "2023年（令和5年）3月末",
        "令和5年（2023年）3月",
        "2023（令和5）年3月",
        " 令和 5 年 3 月 ",
        "令和五年三月",
        "2022年度末",
        "令和4年度末現在",
        "2023－03",
    ] {
        assert_eq!(Month::parse(text), Some(month(2023, 3)), "{text}");
    }
    for text in [
        "",
        "3月",
        "2023",
        "2023年度",
        "2023年",
        "2023-13",
        "2023-00",
        "202313",
        "20230",
        "2023-03-32",
        "2023-02-30",
        "2023年3月中旬",
        "R5",
        "令和5年（2022年）3月",
        "1949-12",
        "2022年度3月",
        "提出2023-03",
        "2023 0 3",
    ] {
        assert_eq!(Month::parse(text), None, "{text}");
    }
    assert_eq!(Month::parse("令和元年5月"), Some(month(2019, 5)));
    assert_eq!(Month::parse("H31.4"), Some(month(2019, 4)));
    assert_eq!(Month::parse("令和五年十二月"), Some(month(2023, 12)));
}

#[test]
fn parse_iso_accepts_only_yyyy_mm() {
    assert_eq!(Month::parse_iso("2023-03"), Some(month(2023, 3)));
    for text in ["2023-3", "2023/03", "２０２３-03", "2023-03-31", "+023-03", "2023-13", ""] {
        assert_eq!(Month::parse_iso(text), None, "{text}");
    }
}

#[test]
fn the_month_at_the_start_of_a_folder_s_name_is_read() {
    for name in [
        "2023-03",
        "2023-03 提出",
        "令和5年3月",
        "令和5年3月分",
        "令和5年3月末報告",
        "202303",
        "202303_最終",
        "2023_03",
        "R5.3",
        "R5.3月分",
        "2023.3提出分",
        "20230331_提出",
        "2023-03-31",
        "2022年度末",
        "2023-03（再提出）",
    ] {
        assert_eq!(Month::folder_prefix(name), Some(month(2023, 3)), "{name}");
    }
    for name in [
        "提出_2023-03",
        "2023",
        "2023年度",
        "2023-2024",
        "20230",
        "確定",
        "市民課",
        "3月",
        "R5",
        "2023-031",
        "2023030",
        "",
    ] {
        assert_eq!(Month::folder_prefix(name), None, "{name}");
    }
}

#[test]
fn days_are_read_in_every_spelling() {
    for text in [
        "2023/4/5",
        "2023-04-05",
        "2023.4.5",
        "令和5年4月5日",
        "R5.4.5",
        "Ｒ５．４．５",
        "令和5年4月5日（水）",
        "令和5年4月5日(水曜日)",
        "20230405",
        "2023-04-05 00:00:00",
        "2023-04-05T09:30:00",
        "2023/4/5 17:15",
        "2023年4月5日現在",
        "令和五年四月五日",
    ] {
        assert_eq!(Date::parse(text), Some(date(2023, 4, 5)), "{text}");
    }
    for text in [
        "",
        "4月5日",
        "4/5",
        "2023/4",
        "2023/2/29",
        "2023/4/31",
        "5/4/2023",
        "10101010",
        "2023年4月5日頃",
        "①",
    ] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
}

#[test]
fn excel_serial_60_of_the_1900_system_is_no_day() {
    for (serial, is_1904, expected) in [
        (1, false, Some("1900-01-01")),
        (59, false, Some("1900-02-28")),
        (60, false, None),
        (61, false, Some("1900-03-01")),
        (45_016, false, Some("2023-03-31")),
        (43_554, true, Some("2023-03-31")),
        (0, true, Some("1904-01-01")),
        (0, false, None),
        (-1, true, None),
        (2_958_465, false, Some("9999-12-31")),
        (2_958_466, false, None),
        (2_958_465, true, None),
        (i64::MAX, false, None),
    ] {
        let got = Date::from_excel_serial(serial, is_1904).map(|date| date.to_string());
        assert_eq!(got.as_deref(), expected, "{serial} {is_1904}");
    }
}

#[test]
fn eras_change_on_their_day() {
    for (y, m, d, words) in [
        (2019, 4, 30, "平成31年4月30日"),
        (2019, 5, 1, "令和元年5月1日"),
        (2023, 3, 31, "令和5年3月31日"),
        (1989, 1, 7, "昭和64年1月7日"),
        (1989, 1, 8, "平成元年1月8日"),
        (1926, 12, 24, "大正15年12月24日"),
        (1926, 12, 25, "昭和元年12月25日"),
        (1912, 7, 29, "明治45年7月29日"),
        (1912, 7, 30, "大正元年7月30日"),
        (1868, 1, 24, "1868年1月24日"),
    ] {
        assert_eq!(date(y, m, d).japanese(), words);
    }
    assert_eq!(Era::all().len(), 5);
    assert_eq!(FiscalYear::new(2019).era_label(), "令和元年度");
    assert_eq!(FiscalYear::new(2018).era_label(), "平成30年度");
}

#[test]
fn fiscal_years_run_from_april_to_march() {
    let year = FiscalYear::new(2022);
    assert_eq!((year.first_month(), year.last_month()), (month(2022, 4), month(2023, 3)));
    assert_eq!((year.next().year(), year.prev().year()), (2023, 2021));
    assert_eq!((year.label().as_str(), year.to_string().as_str()), ("2022年度", "2022"));
    assert!(year.months().all(|month| month.fiscal_year() == year));
    let numbers: Vec<u8> = year.months().map(Month::number_in_fiscal_year).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<u8>>());
    assert!(year.last_month().is_fiscal_year_end() && !year.first_month().is_fiscal_year_end());
    assert_eq!(Month::from_fiscal(year, 3), Some(month(2023, 3)));
    assert_eq!(Month::from_fiscal(year, 13), None);
}

#[test]
fn months_are_counted_and_named() {
    let march = month(2023, 3);
    assert_eq!((march.to_string().as_str(), march.japanese().as_str()), ("2023-03", "2023年3月末"));
    assert_eq!(march.japanese_last_day(), "令和5年3月31日");
    assert_eq!((march.first_day(), march.last_day()), (date(2023, 3, 1), date(2023, 3, 31)));
    assert_eq!(march.months_since(month(2022, 12)), 3);
    assert_eq!(month(2022, 12).months_since(march), -3);
    assert_eq!((month(2022, 12).next(), month(2023, 1).prev()), (month(2023, 1), month(2022, 12)));
    for (year, day) in [(2023, 28), (2024, 29), (2000, 29), (2100, 28)] {
        assert_eq!(month(year, 2).last_day().day(), day, "{year}");
    }
}

#[test]
fn calendar_types_round_trip_through_json() {
    let json =
        serde_json::to_string(&(FiscalYear::new(2022), month(2023, 3), date(2023, 3, 31))).expect("json");
    assert_eq!(json, r#"[2022,"2023-03","2023-03-31"]"#);
    let back: (FiscalYear, Month, Date) = serde_json::from_str(&json).expect("the same");
    assert_eq!(back, (FiscalYear::new(2022), month(2023, 3), date(2023, 3, 31)));
    assert!(serde_json::from_str::<Month>(r#""2023-13""#).is_err());
}

proptest! {
    #[test]
    fn every_month_is_read_back_from_every_spelling(year in 1950_i32..=2117, number in 1_u8..=12) {
        let month = month(year, number);
        let last = month.last_day();
        for text in [month.to_string(), month.japanese(), month.japanese_last_day(), last.to_string(), format!("{year}{number:02}")] {
            assert_eq!(Month::parse(&text), Some(month), "{text}");
        }
        assert_eq!(Month::folder_prefix(&format!("{month}_提出")), Some(month));
        assert_eq!(Date::new(year, number, last.day()), Some(last));
        assert_eq!(Date::new(year, number, last.day() + 1), None);
        assert_eq!(month.next().prev(), month);
        assert_eq!(month.next().months_since(month), 1);
    }

    #[test]
    fn every_fiscal_year_is_read_back(year in 1950_i32..=2117) {
        let year = FiscalYear::new(year);
        assert_eq!(FiscalYear::parse(&year.label()), Some(year));
        assert_eq!(FiscalYear::parse(&year.era_label()), Some(year));
    }

    #[test]
    fn no_text_and_no_serial_number_panics(text in any::<String>(), dated in "[RHS令和平成元年度月日末0-9０-９ ./(（)）_-]{0,16}", serial in any::<i64>(), is_1904 in any::<bool>()) {
        for text in [text, dated] {
            let _ = (FiscalYear::parse(&text), Month::parse(&text), Month::folder_prefix(&text), Date::parse(&text));
        }
        let _ = Date::from_excel_serial(serial, is_1904);
    }
}
