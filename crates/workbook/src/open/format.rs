//! What a number format makes of a number: a plain number, a percentage, a date, or a number in words of its own.

use std::sync::Arc;

use super::dressed::Dressed;
use super::section::sections;

/// What a number is shown as.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// A number.
    General,
    /// A percentage.
    Percent,
    /// A date or a time.
    Date(DateParts),
    /// A number with words or signs around it, or in thousands; how depends on the number.
    Dressed(Arc<Dressed>),
}

/// Which parts of a date a format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateParts {
    /// `m/d`, `m"月"d"日"`: what Excel chooses for a typed `7/8`.
    MonthDay,
    /// `yyyy"年"m"月"`, `mmm-yy`.
    YearMonth,
    /// `e"年度"`.
    Year,
    /// A full date.
    Day,
    /// A time without a date.
    Time,
    /// A span of time, which may be longer than a day.
    Elapsed,
}

/// Reads a format, by its code or by the number of one that Excel has built in.
pub(super) fn shape(code: &str, id: Option<u32>) -> Shape {
    let sections = sections(id.and_then(built_in).unwrap_or(code));
    let all: Vec<Option<Shape>> =
        sections.iter().enumerate().map(|(at, section)| section.shape(at)).collect();
    let first = all.first().cloned().unwrap_or(Some(Shape::General));
    let is_free = sections.iter().all(|section| section.condition.is_none());
    let alike = is_free && all.iter().all(|shape| *shape == first);
    match first {
        // What a date has for negative numbers shows no date.
        Some(Shape::Date(parts)) if is_free => Shape::Date(parts),
        Some(shape) if alike => shape,
        _ => Shape::Dressed(Arc::new(Dressed::new(sections))),
    }
}

/// The formats that Excel has built in, those of its Japanese edition among them. Not every program writes them into the file.
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        9 | 10 => "0%",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 => "h:mm",
        22 => "yyyy/m/d h:mm",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        27 | 36 | 50 | 57 => "ge.m.d",
        28 | 29 | 51 | 54 | 58 => "ggge年m月d日",
        30 => "m/d/yy",
        31 => "yyyy年m月d日",
        32 => "h時mm分",
        33 => "h時mm分ss秒",
        34 | 52 | 55 => "yyyy年m月",
        35 | 53 | 56 => "m月d日",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{DateParts, Shape, shape};
    use crate::open::dressed::Shown;

    #[test]
    fn formats_are_told_apart() {
        for (code, expected) in [
            ("General", Shape::General),
            ("@", Shape::General),
            ("G/標準", Shape::General),
            ("#,##0.0_ ", Shape::General),
            ("0.00E+00", Shape::General),
            ("[Red]0;[Blue]-0", Shape::General),
            ("0.0%", Shape::Percent),
            ("#,##0;[Red]-#,##0", Shape::General),
            ("#,##0_);(#,##0)", Shape::General),
            ("0;▲0", Shape::General),
            ("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", Shape::General),
            ("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)", Shape::General),
            ("# ?/?", Shape::General),
            ("0;-0;;@", Shape::General),
            (";;;", Shape::General),
            ("", Shape::General),
            ("m\"月\"d\"日\"", Shape::Date(DateParts::MonthDay)),
            ("m/d;@", Shape::Date(DateParts::MonthDay)),
            ("d-mmm", Shape::Date(DateParts::MonthDay)),
            ("mmm-yy", Shape::Date(DateParts::YearMonth)),
            ("yyyy/m/d", Shape::Date(DateParts::Day)),
            ("[$-411]ge.m.d;@", Shape::Date(DateParts::Day)),
            ("[$-411]e\"年度\"", Shape::Date(DateParts::Year)),
            ("aaa", Shape::Date(DateParts::Day)),
            ("[h]:mm:ss", Shape::Date(DateParts::Elapsed)),
            ("mm:ss.0", Shape::Date(DateParts::Time)),
            ("h:mm AM/PM", Shape::Date(DateParts::Time)),
        ] {
            assert_eq!(shape(code, None), expected, "{code}");
        }
    }

    #[test]
    fn what_a_person_reads_beside_the_number_stays() {
        for (code, value, text) in [
            ("0\"件\"", 7.0, "7件"),
            ("0\"m\"", 7.0, "7m"),
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
            ("0.0\"割\"", 7.2, "7.2割"),
            ("0.0‰", 3.5, "3.5‰"),
            ("0\"%\"", 7.0, "7%"),
            ("0%\"程度\"", 0.721, "72.1%程度"),
            ("[$¥-411]#,##0", 1200.0, "¥1200"),
            ("\"¥\"#,##0;\"¥\"-#,##0", -1200.0, "¥-1200"),
            ("#,##0\"円\"", 1200.0, "1200円"),
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
            ("0\"/800手続\"", 411.0, "411/800手続"),
            ("0000\"年\"00\"月\"", 202_303.0, "2023年03月"),
            ("0-0-0", 116.0, "1-1-6"),
            ("\"第\"0\"回\"", 2.0, "第2回"),
            ("\"12月末\"", 44_926.0, "12月末"),
            ("0\\件", 7.0, "7件"),
            ("0\"件;\"", 7.0, "7件;"),
            ("_-* 0\"件\"_-;-* 0\"件\"_-", 7.0, "7件"),
        ] {
            let shape = shape(code, None);
            let Shape::Dressed(dressed) = &shape else { panic!("{code}: {shape:?}") };
            assert_eq!(dressed.show(value), Shown::Text(text.to_owned()), "{code} {value}");
        }
    }

    #[test]
    fn no_format_makes_it_panic() {
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
        ] {
            for value in [-1.0, 0.0, 0.5, 1e300] {
                if let Shape::Dressed(dressed) = shape(code, None) {
                    dressed.show(value);
                }
            }
        }
    }

    #[test]
    fn built_in_formats_need_no_code() {
        assert_eq!(shape("General", Some(56)), Shape::Date(DateParts::MonthDay));
        assert_eq!(shape("General", Some(0)), Shape::General);
        assert_eq!(shape("", Some(10)), Shape::Percent);
        assert_eq!(shape("", Some(14)), Shape::Date(DateParts::Day));
        assert_eq!(shape("", Some(16)), Shape::Date(DateParts::MonthDay));
        assert_eq!(shape("", Some(3)), Shape::General);
    }
}
