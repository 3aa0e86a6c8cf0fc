//! The charts of 概況: a stacked bar per 施策 with a part per category, told apart in black and white by shades
//! and patterns; and the course over the months as lines with different marks.

use rust_xlsxwriter::{
    Chart, ChartAxisTickType, ChartDataLabel, ChartFont, ChartFormat, ChartLayout, ChartLegendPosition,
    ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType,
    ChartSolidFill, ChartType, Color,
};

use crate::report::categories::{Categories, Category};
use crate::report::overview::matrices::Shown;
use crate::report::sheet_names;
use crate::report::totals::layout::Id;
use crate::sheet::address::range_on;
use crate::sheet::style;
use crate::sheet::xml::without_forbidden;

/// The size of type in the charts, in points.
const TYPE: f64 = 10.0;
/// The size of the bars' names.
const NAME_TYPE: f64 = 9.5;
/// The pixels of a bar with its space. With less, LibreOffice leaves out every other name.
const LEAST_BAR: u32 = 20;
/// The pixels of a legend of two lines, with the space around it.
const LEGEND: u32 = 46;

/// Returns the least and the greatest height of a chart in pixels: every bar has its room, and none becomes a
/// block.
pub(super) fn heights(bars: u32) -> (u32, u32) {
    (bars * LEAST_BAR + LEGEND, (bars * 40 + 60).max(160))
}

/// Returns a chart of one judgment. `rows` are the first and the last row of the bars on 集計, `col_of` gives
/// their columns, `size` is width and height in pixels.
pub(super) fn stacked(
    categories: &Categories,
    shown: &[Shown],
    rows: (u32, u32),
    col_of: &dyn Fn(Id) -> u16,
    size: (u32, u32),
    alt: &str,
) -> Chart {
    let mut chart = Chart::new(ChartType::BarStacked);
    chart.set_width(size.0).set_height(size.1).set_alt_text(alt);
    chart.title().set_hidden();
    chart.show_hidden_data();
    // One or two bars that fill the plot would be blocks.
    let gap = if rows.1 - rows.0 < 2 { 200 } else { 30 };
    for Shown { number, label: name, id, .. } in shown {
        let (number, col) = (*number, col_of(*id));
        let (mut format, dark) = fill(categories, number);
        let ink = if dark { Color::White } else { Color::Black };
        let mut font = ChartFont::new();
        font.set_size(TYPE).set_color(ink).set_name(style::FONT);
        let mut label = ChartDataLabel::new();
        label.show_value().set_num_format("0;;").set_font(&font);
        chart
            .add_series()
            .set_name(series_name(name).as_str())
            .set_categories(
                range_on(sheet_names::TOTALS, (rows.0, col_of(Id::Short)), (rows.1, col_of(Id::Short)))
                    .as_str(),
            )
            .set_values(range_on(sheet_names::TOTALS, (rows.0, col), (rows.1, col)).as_str())
            .set_format(&mut format)
            .set_data_label(&label)
            .set_gap(gap)
            .set_overlap(100);
    }
    let mut font = ChartFont::new();
    font.set_size(TYPE).set_name(style::FONT);
    let mut names = ChartFont::new();
    names.set_size(NAME_TYPE).set_name(style::FONT);
    // Bars are drawn from below. Reversed, the first one stands on top. Every part shows its count.
    chart
        .y_axis()
        .set_reverse()
        .set_label_interval(1)
        .set_font(&names)
        .set_major_tick_type(ChartAxisTickType::None);
    let mut line = ChartLine::new();
    line.set_color(Color::RGB(0xD9_D9_D9)).set_width(0.5);
    chart.x_axis().set_min(0).set_hidden(true).set_major_gridlines_line(&line);
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    // Names, bars and legend have their room in any program.
    let legend = f64::from(LEGEND) / f64::from(size.1.max(LEGEND + 1));
    let plot = ChartLayout::new().set_offset(0.44, 0.02).set_dimensions(0.54, 0.98 - legend);
    chart.plot_area().set_layout(&plot);
    chart
}

/// A line of the course: its name, its mark, and its column of shares.
pub(super) struct Course {
    pub(super) name: String,
    pub(super) mark: ChartMarkerType,
    pub(super) dash: ChartLineDashType,
    pub(super) col: u16,
}

/// Returns a band's name as a series has it: neither `=…` nor `…!A1`, which would be references.
fn series_name(name: &str) -> String {
    without_forbidden(name).trim_start_matches('=').replace('!', "！")
}

/// Returns the course over the months: `rows` are those of the months on 概況, `months` the column of their
/// names.
pub(super) fn course(lines: &[Course], rows: (u32, u32), months: u16, size: (u32, u32)) -> Chart {
    let mut chart = Chart::new(ChartType::Line);
    chart.set_width(size.0).set_height(size.1).set_alt_text("これまでの経過");
    chart.title().set_hidden();
    let mut font = ChartFont::new();
    font.set_size(TYPE).set_name(style::FONT);
    for line in lines {
        let mut ink = ChartLine::new();
        ink.set_color(style::INK).set_width(1.5).set_dash_type(line.dash);
        let mut mark = ChartMarker::new();
        mark.set_type(line.mark).set_size(6);
        mark.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(style::INK)));
        chart
            .add_series()
            .set_name(line.name.as_str())
            .set_categories(range_on(sheet_names::OVERVIEW, (rows.0, months), (rows.1, months)).as_str())
            .set_values(range_on(sheet_names::OVERVIEW, (rows.0, line.col), (rows.1, line.col)).as_str())
            .set_format(ChartFormat::new().set_line(&ink))
            .set_marker(&mark);
    }
    let mut grid = ChartLine::new();
    grid.set_color(Color::RGB(0xD9_D9_D9)).set_width(0.5);
    chart.y_axis().set_font(&font).set_min(0).set_max(1).set_num_format("0%").set_major_gridlines_line(&grid);
    chart.x_axis().set_font(&font);
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font);
    chart
}

/// Returns the fill of a category, and whether white figures stand on it.
fn fill(categories: &Categories, number: usize) -> (ChartFormat, bool) {
    let mut border = ChartLine::new();
    border.set_color(style::INK).set_width(0.5);
    let mut format = ChartFormat::new();
    format.set_border(&border);
    let category = categories.get(number);
    if category.is_some_and(|category| category.is_band && !is_last(categories, number)) {
        let shade = shade(number - 1, categories.bands.saturating_sub(1));
        format.set_solid_fill(ChartSolidFill::new().set_color(shade));
        return (format, number == 1);
    }
    let (pattern, color) = match category {
        Some(Category { is_band: true, .. }) => {
            (ChartPatternFillType::DiagonalStripesWideUpwards, 0xE0_9A_7A)
        }
        _ => match number - categories.bands {
            1 => (ChartPatternFillType::Dotted20Percent, 0x80_80_80),
            2 => (ChartPatternFillType::HorizontalStripesLight, 0xB0_B0_B0),
            3 => (ChartPatternFillType::Dotted10Percent, 0xA0_A0_A0),
            4 => (ChartPatternFillType::Dotted5Percent, 0xB0_B0_B0),
            5 => (ChartPatternFillType::VerticalStripesLight, 0xC8_C8_C8),
            _ => (ChartPatternFillType::DottedGrid, 0xC0_C0_C0),
        },
    };
    let mut fill = ChartPatternFill::new();
    fill.set_pattern(pattern).set_foreground_color(Color::RGB(color)).set_background_color(Color::White);
    format.set_pattern_fill(&fill);
    (format, false)
}

fn is_last(categories: &Categories, number: usize) -> bool {
    number == categories.bands
}

/// Returns a shade for the bands above the last, from dark to light.
fn shade(at: usize, of: usize) -> Color {
    const SHADES: [u32; 6] = [0x2F_55_80, 0xA9_C4_DF, 0xD3_E1_EE, 0xE4_ED_F5, 0xF0_F5_FA, 0xF8_FA_FC];
    let at = if of == 0 { 0 } else { at.min(SHADES.len() - 1) };
    Color::RGB(SHADES.get(at).copied().unwrap_or(0xF0_F5_FA))
}

#[cfg(test)]
mod tests {
    use super::series_name;

    #[test]
    fn no_name_of_a_band_is_a_reference() {
        assert_eq!(series_name("=1+1"), "1+1");
        assert_eq!(series_name("\u{0}=1+1"), "1+1");
        assert_eq!(series_name("順調!A1"), "順調！A1");
        assert_eq!(series_name("概ね順調"), "概ね順調");
    }
}
