//! Tests of what a person sees of cells, and of what lies over them.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, Formula, Image, Shape, Worksheet,
    XlsxError,
};

use super::{book, cell, grid, rewritten};
use crate::grid::{CellKind, DrawingKind, Grid, Pos};

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// Returns a sheet with a text and a number in a format.
fn number(code: &str, value: f64) -> Grid {
    grid(&book(|sheet| {
        sheet.write(0, 0, "x")?;
        sheet.write_with_format(1, 0, value, &Format::new().set_num_format(code)).map(|_| ())
    }))
}

#[test]
fn a_number_is_exact_and_has_the_text_that_is_shown() {
    for (code, value, text, shown) in [
        ("# ?/2\"km\"", 700.0, "700km", None),
        ("0\".\"0,\"万円\"", 119_990.0, "11.999万円", Some("12.0万円")),
        ("0\"km\"", 699.6, "699.6km", Some("700km")),
        ("0", 700.0, "700", None),
        ("0.0%", 0.721_370_412, "72.1370412%", Some("72.1%")),
        ("#,##0", 52_026.0, "52026", Some("52,026")),
    ] {
        let cell = cell(&number(code, value), 1, 0);
        assert_eq!((cell.text.as_str(), cell.shown.as_deref()), (text, shown), "{code}");
    }
}

#[test]
fn a_hidden_zero_is_blank() {
    for code in ["#,###", ";;", ";;;", "0;-0;;@", "#"] {
        assert_eq!(number(code, 0.0).cells.len(), 1, "{code}");
    }
    let hidden = |bytes: &[u8]| {
        grid(&rewritten(bytes, SHEET, |text| text.replace("<sheetView ", "<sheetView showZeros=\"0\" ")))
    };
    let zeros = book(|sheet| {
        sheet.write(0, 0, 0)?;
        sheet.write(1, 0, 7)?;
        Ok(())
    });
    let texts: Vec<String> = hidden(&zeros).cells.into_values().map(|cell| cell.text).collect();
    assert_eq!(texts, ["7"]);
}

#[test]
fn cells_hidden_by_a_format_or_white_text_are_read_and_marked() {
    let hidden = |grid: &Grid| grid.hidden_cells.iter().map(|pos| pos.a1()).collect::<Vec<_>>();
    let by_format = number(";;;", 700.0);
    assert_eq!((cell(&by_format, 1, 0).text.as_str(), hidden(&by_format)), ("700", vec!["A2".to_owned()]));
    let white = Format::new().set_font_color(Color::White);
    let by_color = grid(&book(|sheet| {
        sheet.write_with_format(0, 0, "700", &white)?;
        sheet.write_with_format(1, 0, "見出し", &white.clone().set_background_color(Color::Navy))?;
        sheet.write_with_format(2, 0, "700", &white.clone().set_background_color(Color::White))?;
        sheet.write_with_format(3, 0, "秘", &Format::new().set_num_format(";;;"))?;
        Ok(())
    }));
    assert_eq!(hidden(&by_color), ["A1", "A3", "A4"]);
    assert_eq!(by_color.cells.len(), 4);
}

#[test]
fn rows_and_columns_of_next_to_no_size_are_hidden() {
    let grid = grid(&book(|sheet| {
        sheet.write(5, 5, "x")?;
        sheet.set_row_height(1, 1.5)?;
        sheet.set_row_height(2, 15)?;
        sheet.set_column_width(2, 0.1)?;
        sheet.set_column_width(3, 3)?;
        Ok(())
    }));
    assert_eq!((grid.hidden_rows.as_slice(), grid.hidden_cols.as_slice()), (&[1][..], &[2][..]));
}

#[test]
fn a_formula_that_was_never_calculated_is_shown_as_a_formula() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, Formula::new("SUM(B1:B9)").set_result("0"))?;
        sheet.write(1, 0, Formula::new("SUM(C1:C9)").set_result("7"))?;
        sheet.write_with_format(
            2,
            0,
            Formula::new("B1").set_result("0"),
            &Format::new().set_num_format("#"),
        )?;
        Ok(())
    });
    // The library asks Excel to calculate on load.
    let found = grid(&bytes);
    assert_eq!(
        (cell(&found, 0, 0).text.as_str(), cell(&found, 0, 0).kind),
        ("=SUM(B1:B9)", CellKind::Unsaved)
    );
    assert_eq!(cell(&found, 1, 0).text, "7");
    assert_eq!(found.cells.len(), 2);
    let calculated = rewritten(&bytes, "xl/workbook.xml", |text| text.replace(" fullCalcOnLoad=\"1\"", ""));
    assert_eq!((cell(&grid(&calculated), 0, 0).text.as_str(), grid(&calculated).cells.len()), ("0", 2));
}

#[test]
fn a_zero_from_a_bare_reference_is_marked() {
    let bytes = book(|sheet| {
        sheet.write(0, 0, Formula::new("B1").set_result("0"))?;
        sheet.write(1, 0, Formula::new("B1+0").set_result("0"))?;
        sheet.write(2, 0, Formula::new("B1").set_result("7"))?;
        Ok(())
    });
    let bytes = rewritten(&bytes, "xl/workbook.xml", |text| text.replace(" fullCalcOnLoad=\"1\"", ""));
    let grid = grid(&bytes);
    let marks: Vec<bool> = (0..3).map(|row| cell(&grid, row, 0).is_linked_zero).collect();
    assert_eq!(marks, [true, false, false]);
}

/// A white picture of one pixel.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0,
    1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 0x49, 0x44, 0x41, 0x54, 8, 0xD7, 0x63, 0xF8, 0x0F,
    0, 1, 1, 1, 0, 0x1B, 0xB6, 0xEE, 0x56, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];

#[test]
fn pictures_and_shapes_without_text_have_the_cells_that_they_cover() {
    let draw = |sheet: &mut Worksheet| -> Result<(), XlsxError> {
        sheet.write(0, 0, "x")?;
        let image = Image::new_from_buffer(PICTURE)?.set_scale_width(100.0).set_scale_height(30.0);
        sheet.insert_image(2, 1, &image)?;
        sheet.insert_shape(9, 0, &Shape::textbox().set_width(64).set_height(20))?;
        Ok(())
    };
    let drawings = grid(&book(draw)).drawings;
    let picture = drawings.iter().find(|drawing| drawing.kind == DrawingKind::Picture).unwrap();
    assert!(picture.over.contains(Pos::new(2, 1)) && picture.over.contains(Pos::new(3, 2)), "{picture:?}");
    assert!(!picture.over.contains(Pos::new(0, 0)));
    assert!(drawings.iter().any(|drawing| drawing.kind == DrawingKind::Shape && drawing.over.first.row == 9));
}

#[test]
fn ranges_that_a_conditional_format_may_strike_through_are_listed() {
    let conditional = |format: Format| {
        grid(&book(|sheet| {
            sheet.write(1, 1, 7)?;
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::GreaterThan(5))
                .set_format(format);
            sheet.add_conditional_format(1, 1, 3, 2, &rule)?;
            Ok(())
        }))
        .conditional_strikes
    };
    let strikes = conditional(Format::new().set_font_strikethrough());
    assert_eq!(strikes.iter().map(|range| range.last.a1()).collect::<Vec<_>>(), ["C4"]);
    assert!(conditional(Format::new().set_bold()).is_empty());
}
