//! The sheets of an .ods: cells, merged ranges, notes and shapes.

use quick_xml::events::{BytesStart, Event};

use super::super::address::position;
use super::super::budget::{Budget, check_names, check_sheet_count};
use super::super::damaged;
use super::super::xml::{attribute, push_text, qualified, reader};
use super::cell::CellText;
use super::styles::Styles;
use crate::grid::{Cell, Drawing, DrawingKind, Grid, GridRemark, Merge, Pos, RemarkKind};
use crate::limits::Limits;
use crate::refusal::Refusal;

/// The most repeats of a hidden row or column, or of a space. A longer run is the empty rest of a sheet.
const REPEATS: u32 = 1_000;
/// The deepest nesting of elements that is accepted. No workbook comes near it.
const DEEPEST: usize = 500;
/// The elements that are drawn on a sheet and may hold text.
const DRAWN: [&str; 12] = [
    "frame",
    "custom-shape",
    "rect",
    "ellipse",
    "circle",
    "line",
    "polyline",
    "polygon",
    "path",
    "g",
    "connector",
    "caption",
];
/// The elements in a note or a text whose content is not part of it.
const UNREAD: [&str; 5] = ["date", "date-string", "creator", "creator-initials", "ruby-text"];

/// Reads the sheets.
///
/// # Errors
/// A refusal if the XML is damaged or the workbook exceeds a limit.
pub(super) fn read(text: &str, styles: &Styles, limits: &Limits) -> Result<Vec<Grid>, Refusal> {
    let mut walk = Walk {
        styles,
        limits,
        budget: Budget::new(limits),
        sheets: Vec::new(),
        path: Vec::new(),
        sheet: None,
        cell: None,
        remark: None,
        unread: None,
    };
    let mut xml = reader(text);
    loop {
        match xml.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => walk.start(&start)?,
            Ok(Event::End(_)) => walk.end()?,
            Ok(event) => walk.text(&event),
            Err(_) => return Err(damaged()),
        }
    }
    check_names(walk.sheets.iter().map(|sheet| sheet.name.as_str()))?;
    // If an element is still open, the file is cut off.
    if walk.path.is_empty() && !walk.sheets.is_empty() { Ok(walk.sheets) } else { Err(damaged()) }
}

/// The state of the walk through the XML.
struct Walk<'a> {
    styles: &'a Styles,
    limits: &'a Limits,
    budget: Budget,
    sheets: Vec<Grid>,
    /// The names of the open elements.
    path: Vec<String>,
    sheet: Option<OpenSheet>,
    cell: Option<OpenCell>,
    remark: Option<OpenRemark>,
    /// The depth of an open element whose text is left out.
    unread: Option<usize>,
}

/// A sheet that is being read.
struct OpenSheet {
    depth: usize,
    grid: Grid,
    /// The current row, and the column of its next cell.
    at: Pos,
    row_repeats: u32,
    row_style: Option<String>,
    /// The number of declared columns, and the styles of their cells.
    columns: u32,
    column_styles: Vec<(u32, String)>,
    /// The cells of the current row: column, number of repeats, cell.
    row: Vec<(u32, u32, Cell)>,
}

/// A cell that is being read.
struct OpenCell {
    depth: usize,
    repeats: u32,
    text: CellText,
}

/// A note or a shape that is being read.
struct OpenRemark {
    depth: usize,
    kind: RemarkKind,
    text: String,
    /// Its kind of drawing if it has no text.
    drawing: Option<DrawingKind>,
    /// The last cell that it covers.
    last: Option<Pos>,
}

impl Walk<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        let name = start.local_name().as_ref().to_owned();
        let depth = self.path.len();
        if depth > DEEPEST {
            return Err(damaged());
        }
        match name.as_str() {
            "table"
                if self.sheet.is_none() && self.path.last().is_some_and(|parent| parent == "spreadsheet") =>
            {
                self.open_sheet(start, depth)?;
            }
            "image" | "object" if self.remark.is_some() => {
                if let Some(remark) = &mut self.remark {
                    let is_image = name == "image";
                    remark.drawing = Some(if is_image { DrawingKind::Picture } else { DrawingKind::Object });
                }
            }
            _ if self.remark.is_some() => {
                if let Some(remark) = self.remark.as_mut().filter(|remark| !remark.text.is_empty())
                    && name == "p"
                {
                    remark.text.push('\n');
                }
            }
            "annotation" if self.cell.is_some() => {
                self.remark = Some(OpenRemark {
                    depth,
                    kind: RemarkKind::Note,
                    text: String::new(),
                    drawing: None,
                    last: None,
                });
            }
            drawn if DRAWN.contains(&drawn) && self.sheet.is_some() => self.open_shape(start, drawn, depth),
            _ if self.cell.is_some() => self.within_cell(&name, start, depth),
            "table-column" => self.column(start),
            "table-row" => self.row(start),
            "table-cell" | "covered-table-cell" => self.open_cell(start, depth),
            _ => {}
        }
        if UNREAD.contains(&name.as_str()) && self.unread.is_none() {
            self.unread = Some(depth);
        }
        self.path.push(name);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        let name = self.path.pop().ok_or_else(damaged)?;
        let depth = self.path.len();
        if self.unread == Some(depth) {
            self.unread = None;
        }
        if let Some(cell) = &mut self.cell {
            cell.text.end_part(depth);
        }
        if self.remark.as_ref().is_some_and(|remark| remark.depth == depth) {
            self.close_remark();
        } else if self.cell.as_ref().is_some_and(|cell| cell.depth == depth) {
            self.close_cell();
        } else if name == "table-row" && self.cell.is_none() {
            self.close_row()?;
        } else if self.sheet.as_ref().is_some_and(|sheet| sheet.depth == depth) {
            self.sheets.extend(self.sheet.take().map(|sheet| sheet.grid));
        }
        Ok(())
    }

    fn text(&mut self, event: &Event<'_>) {
        let in_paragraph = self.path.iter().any(|name| name == "p" || name == "h");
        if self.unread.is_some() || !in_paragraph {
            return;
        }
        match (&mut self.remark, &mut self.cell) {
            (Some(remark), _) => push_text(event, &mut remark.text),
            (None, Some(cell)) => push_text(event, cell.text.current()),
            (None, None) => {}
        }
    }

    fn open_sheet(&mut self, start: &BytesStart<'_>, depth: usize) -> Result<(), Refusal> {
        check_sheet_count(self.sheets.len() + 1, self.limits)?;
        let hidden = attribute(start, "style-name").is_some_and(|style| self.styles.hides_sheet(&style));
        let name = attribute(start, "name").unwrap_or_default();
        self.sheet = Some(OpenSheet {
            depth,
            grid: Grid { name, hidden, ..Grid::default() },
            at: Pos::new(0, 0),
            row_repeats: 1,
            row_style: None,
            columns: 0,
            column_styles: Vec::new(),
            row: Vec::new(),
        });
        Ok(())
    }

    fn column(&mut self, start: &BytesStart<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        let repeats = number(start, "number-columns-repeated");
        if is_hidden(start) {
            sheet.grid.hidden_cols.extend(sheet.columns..sheet.columns.saturating_add(repeats.min(REPEATS)));
        }
        sheet.columns = sheet.columns.saturating_add(repeats);
        let style = attribute(start, "default-cell-style-name").unwrap_or_default();
        sheet.column_styles.push((sheet.columns, style));
    }

    fn row(&mut self, start: &BytesStart<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        sheet.row_repeats = number(start, "number-rows-repeated");
        sheet.row_style = attribute(start, "default-cell-style-name");
        sheet.at.col = 0;
        if is_hidden(start) {
            let rows = sheet.at.row..sheet.at.row.saturating_add(sheet.row_repeats.min(REPEATS));
            sheet.grid.hidden_rows.extend(rows);
        }
    }

    fn open_cell(&mut self, start: &BytesStart<'_>, depth: usize) {
        let Some(sheet) = &mut self.sheet else { return };
        let (down, right) =
            (number(start, "number-rows-spanned") - 1, number(start, "number-columns-spanned") - 1);
        if down > 0 || right > 0 {
            let last = Pos::new(sheet.at.row.saturating_add(down), sheet.at.col.saturating_add(right));
            sheet.grid.merges.push(Merge { first: sheet.at, last });
        }
        let of_column = || {
            let column = sheet.column_styles.iter().find(|(end, _)| sheet.at.col < *end);
            column.map(|(_, style)| style.clone())
        };
        let style = attribute(start, "style-name").or_else(|| sheet.row_style.clone()).or_else(of_column);
        let struck = style.and_then(|style| self.styles.is_struck("table-cell", &style)).unwrap_or(false);
        let text = CellText::new(start, struck);
        self.cell = Some(OpenCell { depth, repeats: number(start, "number-columns-repeated"), text });
    }

    fn within_cell(&mut self, name: &str, start: &BytesStart<'_>, depth: usize) {
        let Some(cell) = self.cell.as_mut().filter(|_| self.unread.is_none()) else { return };
        match name {
            "p" => cell.text.paragraph(),
            "span" => {
                let style = attribute(start, "style-name").unwrap_or_default();
                cell.text.begin_part(depth, self.styles.is_struck("text", &style));
            }
            "s" => {
                let count = usize::try_from(number_named(start, "text:c").min(REPEATS)).unwrap_or(1);
                cell.text.current().push_str(&" ".repeat(count));
            }
            "tab" => cell.text.current().push('\t'),
            "line-break" => cell.text.current().push('\n'),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        let (Some(cell), Some(sheet)) = (self.cell.take(), &mut self.sheet) else { return };
        if cell.text.is_hidden_number() {
            sheet.grid.hidden_cells.insert(sheet.at);
        }
        if let Some(found) = cell.text.finish() {
            sheet.row.push((sheet.at.col, cell.repeats, found));
        }
        sheet.at.col = sheet.at.col.saturating_add(cell.repeats);
    }

    /// Adds the current row as often as it is repeated. An empty row only advances the position.
    fn close_row(&mut self) -> Result<(), Refusal> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        let row = std::mem::take(&mut sheet.row);
        let first = sheet.at.row;
        sheet.at = Pos::new(first.saturating_add(sheet.row_repeats), 0);
        if row.is_empty() {
            return Ok(());
        }
        for at in first..sheet.at.row.min(Grid::ROWS) {
            for (col, repeats, cell) in &row {
                for col in *col..col.saturating_add(*repeats).min(Grid::COLUMNS) {
                    self.budget.spend(&cell.text)?;
                    sheet.grid.cells.insert(Pos::new(at, col), cell.clone());
                }
            }
        }
        Ok(())
    }

    fn open_shape(&mut self, start: &BytesStart<'_>, element: &str, depth: usize) {
        let is_line = matches!(element, "line" | "connector" | "polyline");
        // The address may begin with the name of the sheet.
        let last = attribute(start, "end-cell-address")
            .and_then(|address| position(address.rsplit('.').next().unwrap_or_default()));
        self.remark = Some(OpenRemark {
            depth,
            kind: RemarkKind::Shape,
            text: String::new(),
            drawing: Some(if is_line { DrawingKind::Line } else { DrawingKind::Shape }),
            last,
        });
    }

    fn close_remark(&mut self) {
        let (Some(remark), Some(sheet)) = (self.remark.take(), &mut self.sheet) else { return };
        let text = remark.text.trim().to_owned();
        if text.is_empty() {
            if let (Some(kind), true) = (remark.drawing, self.cell.is_some()) {
                let (first, last) = (sheet.at, remark.last.unwrap_or(sheet.at));
                let over = Merge::between((first.row, first.col), (last.row, last.col));
                sheet.grid.drawings.push(Drawing { kind, over });
            }
        } else {
            // A shape on the sheet rather than on a cell has no position.
            let at = self.cell.as_ref().map(|_| sheet.at);
            sheet.grid.remarks.push(GridRemark { kind: remark.kind, text, at });
        }
    }
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "visibility").is_some_and(|value| value == "collapse" || value == "filter")
}

fn number(start: &BytesStart<'_>, name: &str) -> u32 {
    number_of(attribute(start, name))
}

fn number_named(start: &BytesStart<'_>, name: &str) -> u32 {
    number_of(qualified(start, name))
}

/// Returns a count; 1 if it is missing, 0 or malformed.
fn number_of(attribute: Option<String>) -> u32 {
    attribute.and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::grid::{CellKind, Grid, Pos, RemarkKind};
    use crate::limits::Limits;
    use crate::open::ods::styles::Styles;
    use crate::refusal::Refusal;

    fn try_sheets(tables: &str, limits: &Limits) -> Result<Vec<Grid>, Refusal> {
        let text = format!(
            r#"<office:document-content><office:automatic-styles>
            <style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
            <style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
            </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
        );
        let mut styles = Styles::default();
        styles.add(&text);
        read(&text, &styles, limits)
    }

    fn sheet(rows: &str) -> Grid {
        let table = format!(r#"<table:table table:name="様式">{rows}</table:table>"#);
        try_sheets(&table, &Limits::default()).unwrap().remove(0)
    }

    fn texts(grid: &Grid) -> Vec<(String, &str)> {
        grid.cells.iter().map(|(pos, cell)| (pos.a1(), cell.text.as_str())).collect()
    }

    #[test]
    fn repeated_cells_and_rows_are_counted() {
        let grid = sheet(
            r#"<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="4"/></table:table-row>
            <table:table-row table:visibility="collapse"><table:table-cell table:number-columns-repeated="2"/>
            <table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1" office:value-type="percentage" office:value="0.721">
            <office:annotation><dc:creator>窓口課</dc:creator><dc:date>2023</dc:date><text:p>確認中</text:p></office:annotation><text:p>72.1%</text:p></table:table-cell>
            <table:covered-table-cell/></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#,
        );
        assert_eq!((grid.hidden_cols.as_slice(), grid.hidden_rows.as_slice()), (&[2][..], &[3][..]));
        assert_eq!(
            texts(&grid),
            [("C4", "72.1%"), ("A5", "x"), ("B5", "x"), ("A6", "x"), ("B6", "x")]
                .map(|(a1, text)| (a1.to_owned(), text))
        );
        assert_eq!(grid.cells[&Pos::new(3, 2)].kind, CellKind::Percent);
        assert_eq!(grid.merges[0].last, Pos::new(3, 3));
        assert_eq!((grid.remarks[0].text.as_str(), grid.remarks[0].at), ("確認中", Some(Pos::new(3, 2))));
    }

    #[test]
    fn the_text_of_a_box_on_a_cell_is_a_remark() {
        let grid = sheet(
            r#"<table:shapes><draw:custom-shape><svg:title>図</svg:title><text:p>欄外の<text:span>図形</text:span></text:p></draw:custom-shape></table:shapes>
            <table:table-row><table:table-cell office:value-type="string"><draw:frame><draw:text-box><text:p>暫定値です</text:p><text:p>二行目</text:p></draw:text-box></draw:frame><text:p>411手続</text:p></table:table-cell></table:table-row>"#,
        );
        assert_eq!(texts(&grid), [("A1".to_owned(), "411手続")]);
        let remarks: Vec<_> = grid.remarks.iter().map(|r| (r.kind, r.text.as_str(), r.at)).collect();
        assert_eq!(
            remarks,
            [
                (RemarkKind::Shape, "欄外の図形", None),
                (RemarkKind::Shape, "暫定値です\n二行目", Some(Pos::new(0, 0))),
            ]
        );
    }

    #[test]
    fn struck_text_is_marked_and_readings_are_left_out() {
        let grid = sheet(
            r#"<table:table-column table:default-cell-style-name="ce1"/>
            <table:table-row><table:table-cell office:value-type="string"><text:p>廃止</text:p></table:table-cell>
            <table:table-cell office:value-type="string"><text:p><text:span text:style-name="T1">400</text:span>411<text:s text:c="2"/>件</text:p><text:p>確定</text:p></table:table-cell>
            <table:table-cell office:value-type="string"><text:p><text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>トウキョウ</text:ruby-text></text:ruby></text:p></table:table-cell></table:table-row>"#,
        );
        let cell = |col| &grid.cells[&Pos::new(0, col)];
        assert_eq!((cell(0).text.as_str(), cell(0).unstruck.as_deref()), ("廃止", Some("")));
        assert_eq!(
            (cell(1).text.as_str(), cell(1).unstruck.as_deref()),
            ("400411  件\n確定", Some("411  件\n確定"))
        );
        assert_eq!((cell(2).text.as_str(), cell(2).unstruck.as_deref()), ("東京", None));
    }

    #[test]
    fn excessive_repeats_are_refused() {
        let limits = Limits { cells: 100, sheets: 2, ..Limits::default() };
        let bomb = r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table>"#;
        assert!(matches!(try_sheets(bomb, &limits), Err(Refusal::OverLimit(_))));
        let empty = bomb.replace(r#" office:value-type="float" office:value="1""#, "");
        assert!(try_sheets(&empty, &limits).unwrap()[0].cells.is_empty());
        assert!(matches!(try_sheets(&empty.repeat(3), &limits), Err(Refusal::OverLimit(_))));
    }

    #[test]
    fn a_truncated_table_is_damaged() {
        let styles = Styles::default();
        let whole = r#"<a><spreadsheet><table name="x"><table-row><table-cell office:value-type="string"><p>1</p></table-cell></table-row></table></spreadsheet></a>"#;
        assert!(read(whole, &styles, &Limits::default()).is_ok());
        for end in 0..whole.len() {
            assert!(
                matches!(read(&whole[..end], &styles, &Limits::default()), Err(Refusal::Unreadable(_))),
                "{end}"
            );
        }
    }
}
