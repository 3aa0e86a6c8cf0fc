//! Properties that hold for every entry.

use proptest::prelude::{Strategy, any, proptest};
use rust_decimal::Decimal;

use super::units;
use crate::figure::{Figure, FigureKind, Quantity, decimal_words};
use crate::text::unit;

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
    fn width_spacing_and_remarks_change_no_digit(
        number in 0_u64..1_000_000_000_000, dress in 0_usize..8, unit in units(),
    ) {
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
        // A unit before its number is not read: the result may be nothing, but not a different number.
        if dress != 6 || unit.is_empty() {
            assert_eq!(read, Some(Decimal::from(number)), "{text:?}");
        } else {
            assert!(read.is_none_or(|read| read == Decimal::from(number)), "{text:?}: {read:?}");
        }
    }

    #[test]
    fn a_printed_quantity_is_read_back(
        digits in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..5, unit in units(),
        all in proptest::option::of(1_u32..100_000),
    ) {
        // A reduction's sign is dropped.
        let digits = if unit == "%削減" { digits.abs() } else { digits };
        let quantity = Quantity { number: Decimal::new(digits, scale), unit: unit::as_written(unit), population: all.map(Decimal::from) };
        assert_eq!(Figure::parse(&quantity.in_full(), unit).quantity, Some(quantity));
    }
}
