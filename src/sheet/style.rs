//! The style of all books: fonts of the officer's Windows, thin borders, few fills, readable without colour.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The font of every book.
pub(crate) const FONT: &str = "游ゴシック";
/// The usual size in points.
pub(crate) const SIZE: f64 = 10.0;
/// The colour of borders.
pub(crate) const RULE: Color = Color::RGB(0x80_80_80);
/// The colour of lines in charts, and of secondary text.
pub(crate) const INK: Color = Color::RGB(0x40_4A_56);
/// The fill of bars.
pub(crate) const BAR: Color = Color::RGB(0x8F_A9_C4);
/// The fill of bars behind figures.
pub(crate) const BAR_IN_CELL: Color = Color::RGB(0xC9_D3_DE);
/// The fill of headings.
pub(crate) const HEADING_FILL: Color = Color::RGB(0xE7_EC_F1);
/// The fill of rows that head a group.
pub(crate) const GROUP_FILL: Color = Color::RGB(0xF4_F6_F8);
/// The fill of input cells.
pub(crate) const INPUT_FILL: Color = Color::RGB(0xFF_F8_DC);
/// The fill of a form's cells that its sender need not fill in.
pub(crate) const IDLE_FILL: Color = Color::RGB(0xF2_F2_F2);
/// The fill of cells that a finding marks.
pub(crate) const MARK_FILL: Color = Color::RGB(0xFC_E0_D8);

/// Returns the format of text without borders.
#[must_use]
pub(crate) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE).set_align(FormatAlign::VerticalCenter)
}

/// Returns the format of a sheet's title.
#[must_use]
pub(crate) fn title() -> Format {
    plain().set_font_size(14.0).set_bold()
}

/// Returns the format of a section heading, without borders.
#[must_use]
pub(crate) fn section() -> Format {
    plain().set_font_size(11.0).set_bold()
}

/// Returns the format of a small line below a title, not wrapped.
#[must_use]
pub(crate) fn remark() -> Format {
    plain().set_font_size(9.0)
}

/// Returns the format of small text without borders beside a table, for values that formulas use and nobody
/// reads.
#[must_use]
pub(crate) fn aside() -> Format {
    plain().set_font_size(8.0).set_font_color(Color::RGB(0x59_59_59))
}

/// Returns the format of the heading of a column in [`aside`] style.
#[must_use]
pub(crate) fn aside_heading() -> Format {
    aside().set_text_wrap().set_border_bottom(FormatBorder::Thin).set_border_color(RULE)
}

/// Returns the format of a bordered table cell: wrapped text, at the top left.
#[must_use]
pub(crate) fn cell() -> Format {
    ruled(plain()).set_text_wrap().set_align(FormatAlign::Top)
}

/// Returns the format of a bordered cell with centered content.
#[must_use]
pub(crate) fn centered() -> Format {
    ruled(plain()).set_text_wrap().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

/// Returns the format of a heading cell of a table.
#[must_use]
pub(crate) fn heading() -> Format {
    centered().set_bold().set_background_color(HEADING_FILL)
}

/// Returns the format of a row that heads a group. Its text runs over the cells to the right.
#[must_use]
pub(crate) fn group() -> Format {
    plain()
        .set_bold()
        .set_background_color(GROUP_FILL)
        .set_border_top(FormatBorder::Thin)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_color(RULE)
}

/// Returns the format of a bordered number with thousands separators, shrunk if its cell is too narrow.
/// [`crate::sheet::table::put`] adds the decimal places a number has.
#[must_use]
pub(crate) fn number() -> Format {
    ruled(plain())
        .set_num_format("#,##0")
        .set_align(FormatAlign::Right)
        .set_align(FormatAlign::Top)
        .set_shrink()
}

/// Returns the format of a bordered whole number.
#[must_use]
pub(crate) fn count() -> Format {
    ruled(plain()).set_num_format("#,##0").set_align(FormatAlign::Right).set_shrink()
}

/// Returns the format of a bordered percentage with one decimal place. The cell holds the fraction.
#[must_use]
pub(crate) fn percent() -> Format {
    ruled(plain())
        .set_num_format("0.0%")
        .set_align(FormatAlign::Right)
        .set_align(FormatAlign::Top)
        .set_shrink()
}

/// Returns the format of a bordered input cell: shaded, unlocked, and formatted as text, so that Excel does
/// not convert what is typed.
#[must_use]
pub(crate) fn input() -> Format {
    cell().set_background_color(INPUT_FILL).set_unlocked().set_num_format("@")
}

/// Returns the format of a bordered link.
#[must_use]
pub(crate) fn link() -> Format {
    cell().set_font_color(Color::RGB(0x1F_4E_9E)).set_underline(rust_xlsxwriter::FormatUnderline::Single)
}

/// Adds thin borders on all four sides.
#[must_use]
pub(crate) fn ruled(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(RULE)
}
