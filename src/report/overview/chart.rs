//! The charts of 概況: a stacked bar per 施策 with a part per category, distinguishable in black and white by
//! shade and pattern; and the shares over the months, as lines with different markers.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartAxisTickType, ChartDataLabel, ChartFont, ChartFormat, ChartLayout,
    ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill,
    ChartPatternFillType, ChartSolidFill, ChartType, Color,
};

use crate::report::categories::{Categories, Category};
use crate::report::overview::matrices::Shown;
use crate::report::sheet_names;
use crate::report::totals::layout::Id;
use crate::sheet::address::range_on;
use crate::sheet::xml::without_forbidden;
use crate::sheet::{counts, measure, style};

/// The size of type in the charts, in points.
const TYPE: f64 = 10.0;
/// The size of the bars' names, in points.
const NAME_TYPE: f64 = 10.0;
/// The pixels of a half-width character of [`measure::columns`], and of the space beside the bars' names.
const PIXELS_OF_CHARACTER: f64 = 7.0;
const NAME_SPACE: u32 = 14;
/// The largest part of a chart's width that the bars' names take.
const MOST_NAMES: f64 = 0.5;
/// The least height of a bar with its space, in pixels. With less, LibreOffice leaves out every other name.
const LEAST_BAR: u32 = 18;
/// The pixels of a line of a legend, and of the space around them.
const LEGEND_LINE: u32 = 18;
const LEGEND_SPACE: u32 = 10;
/// A part shows its count if the longest bar is at most this many times as long.
const SHORTEST_LABELLED: usize = 22;
/// The pixels of a legend's entry besides its text: the sample, and the space around both.
const LEGEND_SAMPLE: f64 = 28.0;

/// Returns the least and the greatest height of a chart in pixels, between which every bar has room for its
/// name and none looks like a block. `legend` is the height of the legend.
pub(super) fn heights(bars: u32, legend: u32) -> (u32, u32) {
    // Bars and legend take 96% of a chart's height.
    ((bars * LEAST_BAR + legend) * 100 / 96 + 1, (bars * 40 + 60).max(160))
}

/// Returns the width in pixels that the bars' names need.
pub(super) fn names_width<'a>(names: impl Iterator<Item = &'a str>) -> u32 {
    let widest = names.map(|name| measure::columns(name, NAME_TYPE)).fold(0.0, f64::max);
    pixels(widest * PIXELS_OF_CHARACTER) + NAME_SPACE
}

/// Returns the height in pixels of the legend below a chart `width` pixels wide.
pub(super) fn legend_height(shown: &[Shown], width: u32) -> u32 {
    let entries: Vec<f64> = shown
        .iter()
        .map(|Shown { label, .. }| measure::columns(label, TYPE) * PIXELS_OF_CHARACTER + LEGEND_SAMPLE)
        .collect();
    let (room, all) = (f64::from(width) * 0.95, entries.iter().sum::<f64>());
    let widest = entries.iter().copied().fold(1.0, f64::max);
    // Entries that do not fit on a line stand below each other, in columns as wide as the widest.
    let of_line = if all <= room { entries.len() } else { pixels((room / widest).floor()) as usize };
    let lines = counts::rows(entries.len().div_ceil(of_line.max(1)).max(1));
    lines * LEGEND_LINE + LEGEND_SPACE
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few short texts are not wide")]
fn pixels(width: f64) -> u32 {
    width.ceil() as u32
}

/// The parts of a chart in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
    /// The width of the bars' names; `None` if the chart to the left shows them.
    pub(super) names: Option<u32>,
    /// The height of the legend.
    pub(super) legend: u32,
}

impl Frame {
    /// Returns the area of the bars, as fractions of the chart.
    fn plot(self) -> ChartLayout {
        let (width, height) = (f64::from(self.width.max(1)), f64::from(self.height.max(1)));
        let left = (f64::from(self.names.unwrap_or(0)) / width).clamp(0.02, MOST_NAMES);
        let legend = (f64::from(self.legend) / height).min(0.8);
        ChartLayout::new().set_offset(left, 0.02).set_dimensions(0.98 - left, 0.98 - legend)
    }
}

/// What a stacked chart of one judgment shows.
pub(super) struct Stacked<'a> {
    /// The judgment's categories, which have the colours.
    pub(super) categories: &'a Categories,
    /// The categories that occur.
    pub(super) shown: &'a [Shown],
    /// The first and the last row of the bars on 集計.
    pub(super) rows: (u32, u32),
    /// The count of the longest bar.
    pub(super) longest: usize,
    /// The text in place of the chart for who cannot see it.
    pub(super) alternative_text: &'a str,
}

/// Returns a chart of one judgment; `col_of` gives the columns on 集計.
pub(super) fn stacked(stacked: &Stacked<'_>, col_of: &dyn Fn(Id) -> u16, frame: Frame) -> Chart {
    let Stacked { categories, shown, rows, longest, alternative_text } = *stacked;
    let least = least_labelled(longest);
    let mut chart = Chart::new(ChartType::BarStacked);
    chart.set_width(frame.width).set_height(frame.height).set_alt_text(alternative_text);
    chart.title().set_hidden();
    chart.show_hidden_data();
    // A wide gap keeps one or two bars from filling the plot.
    let gap = if rows.1 - rows.0 < 2 { 200 } else { 30 };
    for Shown { number, label: name, id, .. } in shown {
        let (number, col) = (*number, col_of(*id));
        let (mut format, dark) = fill(categories, number);
        let ink = if dark { Color::White } else { Color::Black };
        let mut font = ChartFont::new();
        font.set_size(TYPE).set_color(ink).set_name(style::FONT);
        let mut label = ChartDataLabel::new();
        label.show_value().set_num_format(&least).set_font(&font);
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
    // Bars are drawn from the bottom up; reversing the axis puts the first on top.
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
    if frame.names.is_none() {
        chart.y_axis().set_label_position(ChartAxisLabelPosition::None);
    }
    // A fixed layout gives names, bars and legend the same room in every program.
    chart.plot_area().set_layout(&frame.plot());
    chart
}

/// Returns a number format that leaves out the counts of parts too short to show them. `longest` is the count
/// of the longest bar.
fn least_labelled(longest: usize) -> String {
    let least = longest.div_ceil(SHORTEST_LABELLED).max(1);
    format!("[>={least}]0;;")
}

/// A line of the chart over the months. `col` is the column of its shares on 概況.
pub(super) struct HistoryLine {
    pub(super) name: String,
    pub(super) mark: ChartMarkerType,
    pub(super) dash: ChartLineDashType,
    pub(super) col: u16,
}

/// Returns a band's name as the name of a series, in which `=…` or `…!A1` would be a reference.
fn series_name(name: &str) -> String {
    without_forbidden(name).trim_start_matches('=').replace('!', "！")
}

/// Returns the chart over the months. `rows` are the first and the last row of the months on 概況, `months`
/// is the column of their names, `size` width and height in pixels.
pub(super) fn history_chart(lines: &[HistoryLine], rows: (u32, u32), months: u16, size: (u32, u32)) -> Chart {
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

/// Returns the fill of a category, and true if counts on it are white.
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
    use super::{least_labelled, series_name};

    #[test]
    fn parts_too_short_for_their_count_show_none() {
        assert_eq!(
            [0, 10, 22, 23, 144].map(least_labelled),
            ["[>=1]0;;", "[>=1]0;;", "[>=1]0;;", "[>=2]0;;", "[>=7]0;;"]
        );
    }

    #[test]
    fn the_name_of_a_series_is_never_a_reference() {
        assert_eq!(series_name("=1+1"), "1+1");
        assert_eq!(series_name("\u{0}=1+1"), "1+1");
        assert_eq!(series_name("順調!A1"), "順調！A1");
        assert_eq!(series_name("概ね順調"), "概ね順調");
    }
}
