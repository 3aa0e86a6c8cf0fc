//! Distributes the rows of a long table over pages, so that a group's heading is never the last row of one.

use crate::sheet::book::Paper;

/// The part of a page that is filled. Programs differ in how much fits; one that fits less than computed here
/// would add a break of its own.
const FILLED: f64 = 0.95;
/// The most page breaks set on a sheet; the library refuses more than 1,023.
const MOST_BREAKS: usize = 1000;

/// The rows of a table, distributed over pages that are one table wide.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    /// The height of all rows that fit on a page, in points before scaling.
    room: f64,
    /// The height of the rows that are repeated on every page.
    repeated: f64,
    /// The height already used on the current page, repeated rows included.
    used: f64,
    /// The first of the headings that no row has followed yet, and the height of them all.
    headings: Option<(u32, f64)>,
    breaks: Vec<u32>,
}

impl Pages {
    /// Returns the pages of a table `width` points wide on a paper, with rows of `repeated` points at the top
    /// of each.
    pub(super) fn new(paper: Paper, width: f64, repeated: f64) -> Self {
        let (across, down) = paper.printable();
        // Programs scale by whole percentages, and never enlarge.
        let scale = (across / width.max(1.0) * 100.0).floor().clamp(10.0, 100.0) / 100.0;
        Self { room: down / scale * FILLED, repeated, used: repeated, headings: None, breaks: Vec::new() }
    }

    /// Adds the heading of a group.
    pub(super) fn heading(&mut self, row: u32, height: f64) {
        let (first, before) = self.headings.unwrap_or((row, 0.0));
        self.headings = Some((first, before + height));
    }

    /// Adds a row. If it does not fit on this page, it begins the next one, together with the headings above
    /// it.
    pub(super) fn row(&mut self, row: u32, height: f64) {
        let (first, above) = self.headings.take().unwrap_or((row, 0.0));
        let needed = above + height;
        if self.used + needed <= self.room || self.breaks.len() >= MOST_BREAKS {
            self.used += needed;
            return;
        }
        if self.used > self.repeated {
            self.breaks.push(first);
        }
        self.used = self.repeated + needed;
    }

    /// Returns the height left for rows on this page and the height for rows on a new one, both less the
    /// headings that no row has followed yet.
    pub(super) fn left(&self) -> (f64, f64) {
        let headings = self.headings.map_or(0.0, |(_, height)| height);
        (self.room - self.used - headings, self.room - self.repeated - headings)
    }

    /// Returns the first row of every page but the first.
    pub(super) fn breaks(&self) -> &[u32] {
        &self.breaks
    }
}

#[cfg(test)]
mod tests {
    use super::Pages;
    use crate::sheet::book::Paper;

    /// Returns the page breaks of an A4 table with 45 points of repeated rows. `headings` are 18 points high,
    /// all other rows 20.
    fn breaks(width: f64, rows: std::ops::Range<u32>, headings: &[u32]) -> Vec<u32> {
        let mut pages = Pages::new(Paper::A4Landscape, width, 45.0);
        for row in rows {
            if headings.contains(&row) { pages.heading(row, 18.0) } else { pages.row(row, 20.0) }
        }
        pages.breaks().to_vec()
    }

    #[test]
    fn a_heading_goes_to_the_page_of_its_first_row() {
        // 480 of 505 points are filled: 21 rows.
        assert_eq!(breaks(700.0, 3..24, &[]), Vec::<u32>::new());
        assert_eq!(breaks(700.0, 3..46, &[]), [24, 45]);
        assert_eq!(breaks(700.0, 3..46, &[23]), [23, 44]);
        assert_eq!(breaks(700.0, 3..46, &[22, 23]), [22, 43]);
        assert_eq!(breaks(700.0, 3..25, &[24]), Vec::<u32>::new(), "a heading without a row");
        // Printed at half its size, a table has twice the room.
        assert_eq!(breaks(1540.0, 3..50, &[]), [49]);
    }

    #[test]
    fn headings_without_rows_reduce_the_room_on_a_page() {
        let mut pages = Pages::new(Paper::A4Landscape, 700.0, 45.0);
        let (left, whole) = pages.left();
        assert!((left - whole).abs() < f64::EPSILON);
        pages.row(3, 100.0);
        pages.heading(4, 18.0);
        let (after, below) = pages.left();
        assert_eq!(((left - after).round(), (whole - below).round()), (118.0, 18.0));
    }

    #[test]
    fn a_row_higher_than_a_page_has_a_page_of_its_own() {
        let mut pages = Pages::new(Paper::A4Landscape, 700.0, 45.0);
        pages.heading(3, 18.0);
        pages.row(4, 600.0);
        pages.row(5, 20.0);
        assert_eq!(pages.breaks(), [5]);
    }
}
