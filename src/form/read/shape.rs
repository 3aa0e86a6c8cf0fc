//! What is odd about a form: labels missing, doubled or moved, and inputs that are hidden.

use std::collections::BTreeMap;

use workbook::Pos;

use crate::form::field::{Control, Field};
use crate::form::labels::Label;
use crate::form::layout::{Anchor, Layout, Shape};
use crate::form::raw::{RawForm, RawLabel, Trouble};
use crate::form::read::found::Found;
use crate::form::read::page::Page;
use crate::form::read::schedule::Seen;
use crate::form::read::years::YearColumns;
use crate::form::schedule::{Entry, IndicatorShape};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// Labels without which a submission cannot be understood.
const NEEDED: [Field; 5] =
    [Field::Progress, Field::Activity, Field::Reason, Field::NextStep, Field::RevisionWish];

/// Everything odd about a form.
pub(super) fn troubles(
    page: &Page<'_, '_>,
    form: &RawForm,
    seen: &Seen,
    as_of: Option<FiscalYear>,
) -> Vec<Trouble> {
    let layout = Layout::new(&shape_of(form, seen));
    let mut troubles = Vec::new();
    let wanted = wanted(page, form, seen);
    let expected = |(anchor, label): &(Anchor, String)| Trouble::Missing {
        label: label.clone(),
        expected: expected(page, seen, &layout, anchor),
    };
    troubles.extend(wanted.iter().map(expected));
    troubles.extend(doubled(page, seen));
    troubles.extend(
        seen.contested
            .iter()
            .map(|(what, cells)| Trouble::Contested { what: what.clone(), cells: cells.clone() }),
    );
    troubles.extend(years_again(seen));
    troubles.extend(repeated(page, form));
    troubles.extend(misspelt(page));
    troubles.extend(hidden(page, form, as_of));
    if form.is_current_layout() {
        troubles.extend(shifted(page, form, seen, &layout));
        troubles.extend(lost(page, seen, &layout, &wanted));
    }
    troubles
}

/// The issued shape, as far as what was found tells it.
fn shape_of(form: &RawForm, seen: &Seen) -> Shape {
    let indicators = form.indicators.iter().enumerate().map(|(at, indicator)| IndicatorShape {
        symbol: indicator.symbol.clone(),
        named: seen.named.get(at).copied().unwrap_or(false),
        self_rating: indicator.rows.contains(&Field::SelfRating),
    });
    let has_block = !form.indicators.is_empty() || form.schedule_heading.is_some();
    // A form without schedule block is issued in the columns of a plan of four years.
    let years = if has_block && !seen.years.is_empty() { seen.years.len() } else { 4 };
    Shape { years, indicators: has_block.then(|| indicators.collect()) }
}

/// The labels that are needed and not there.
fn wanted(page: &Page<'_, '_>, form: &RawForm, seen: &Seen) -> Vec<(Anchor, String)> {
    let mut wanted: Vec<(Anchor, String)> = Vec::new();
    let labels = &page.region.labels;
    let has = |label: &Label| labels.iter().any(|found| found.label == *label);
    let controls = [Control::Layout, Control::Month, Control::Sender, Control::PlanVersion];
    if page.region.anchor.is_none() {
        wanted.push((Anchor::Field(Field::Name), Field::Name.label().to_owned()));
    }
    let submission = controls.iter().any(|control| has(&Label::Control(*control)));
    if submission {
        let needed = if form.is_current_layout() { &NEEDED[..] } else { &[Field::Progress] };
        for field in needed {
            if !has(&Label::Field(*field)) {
                wanted.push((Anchor::Field(*field), field.label().to_owned()));
            }
        }
    }
    if form.schedule_heading.is_some() || !form.indicators.is_empty() {
        if seen.years.is_empty() || seen.without_years {
            wanted.push((Anchor::Years(0), "年度".to_owned()));
        }
        for at in 0..form.indicators.len().max(1) {
            let indicator = form.indicators.get(at);
            for (entry, field) in [(Entry::Target, Field::Target), (Entry::Actual, Field::Actual)] {
                if !indicator.is_some_and(|indicator| indicator.rows.contains(&field)) {
                    let symbol = indicator.map_or("", |indicator| indicator.symbol.as_str());
                    wanted.push((Anchor::Entry(at, entry), format!("{}{symbol}", field.label())));
                }
            }
        }
    }
    wanted
}

/// What else of the issued layout is not there.
fn lost(page: &Page<'_, '_>, seen: &Seen, layout: &Layout, wanted: &[(Anchor, String)]) -> Vec<Trouble> {
    let is_lost = |anchor: &Anchor| {
        position(page, seen, anchor).is_none() && !wanted.iter().any(|(needed, _)| needed == anchor)
    };
    let anchors = layout.anchors().into_iter().map(|(anchor, ..)| anchor);
    anchors.filter(is_lost).map(|anchor| Trouble::Lost { label: words(page, &anchor) }).collect()
}

/// Where the issued layout has a label: its cell, moved like the nearest label before it, and that label.
fn expected(page: &Page<'_, '_>, seen: &Seen, layout: &Layout, anchor: &Anchor) -> String {
    let mut before: Option<(String, i64)> = None;
    for (known, row, column) in layout.anchors() {
        if known == *anchor {
            let Some((label, offset)) = before else { break };
            let row = u32::try_from(i64::from(row) + offset).unwrap_or(row);
            return format!("{}（「{label}」の次）", Pos::new(row, u32::from(column)).a1());
        }
        if let Some(pos) = position(page, seen, &known) {
            before = Some((words(page, &known), i64::from(pos.row) - i64::from(row)));
        }
    }
    String::new()
}

fn doubled(page: &Page<'_, '_>, seen: &Seen) -> Vec<Trouble> {
    let labels = &page.region.labels;
    let mut cells: BTreeMap<&Label, Vec<Pos>> = BTreeMap::new();
    let last = labels.iter().rposition(|label| label.field() != Some(Field::Name)).unwrap_or(0);
    for (at, label) in labels.iter().enumerate() {
        let counts = match label.label {
            Label::Control(control) => {
                matches!(control, Control::Month | Control::Sender | Control::IssueNumber)
            }
            // A list of projects below the form is none of its fields.
            Label::Field(Field::Name) => Some(at) == page.region.anchor || at < last,
            Label::Field(field) => must_stand_once(field),
            _ => false,
        };
        let of_tangle = page.region.tangled.contains(&label.first);
        if counts && !of_tangle && !in_year_row(seen, label) {
            cells.entry(&label.label).or_default().push(label.first);
        }
    }
    if !page.region.tangled.is_empty() {
        cells.insert(&Label::Field(Field::Name), page.region.tangled.clone());
    }
    let mut troubles: Vec<Trouble> = cells
        .into_iter()
        .filter(|(_, cells)| cells.len() > 1)
        .map(|(label, cells)| Trouble::Doubled { label: label.word().to_owned(), cells })
        .collect();
    troubles.extend(
        seen.doubled
            .iter()
            .map(|(label, cells)| Trouble::Doubled { label: label.clone(), cells: cells.clone() }),
    );
    troubles
}

/// Fiscal years that head several columns, of which one at most is filled in: otherwise nothing can be said of them.
fn years_again(seen: &Seen) -> Option<Trouble> {
    let pos = seen.years_again.first().and_then(|(_, cells)| cells.get(1).copied())?;
    let mut said: Vec<String> = Vec::new();
    for (year, cells) in &seen.years_again {
        let places: Vec<String> = cells.iter().map(|pos| pos.a1()).collect();
        said.push(format!("「{}」の列が{}か所（{}）", year.label(), cells.len(), places.join("、")));
    }
    Some(Trouble::Shifted { what: said.join("、"), pos })
}

/// Fields that have several labels, of which a later one has the value that was read, or another that was not.
fn repeated(page: &Page<'_, '_>, form: &RawForm) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for value in
        form.values.iter().filter(|value| !value.field.in_schedule() && !must_stand_once(value.field))
    {
        let own: Vec<Pos> =
            form.labels.iter().filter(|label| label.field == value.field).map(|label| label.pos).collect();
        let place =
            |label: &&RawLabel| label.field == value.field && label.value_at == value.cells.first().copied();
        let Some(taken) = form.labels.iter().find(place).filter(|_| value.other_sheet.is_none()) else {
            continue;
        };
        let headed = |pos: &Pos| page.region.labels.iter().any(|label| label.first == *pos && label.misspelt);
        // What stands at another label of the field was passed over.
        let unread = |label: &&RawLabel| {
            let at = label.value_at.filter(|_| label.field == value.field);
            let cell = at.and_then(|at| page.sheet.grid.cells.get(&at));
            cell.is_some_and(|cell| fold::prose(&cell.text) != fold::prose(&value.cell.text))
                && !form.values.iter().any(|value| at.is_some_and(|at| value.cells.contains(&at)))
        };
        if let Some(other) = form.labels.iter().find(unread) {
            let cells = vec![other.pos, taken.pos];
            troubles.push(Trouble::Repeated { label: value.field.label().to_owned(), cells });
        } else if own.first() != Some(&taken.pos) && !own.iter().any(headed) {
            let before = own.iter().copied().take_while(|pos| *pos != taken.pos);
            let cells = before.chain([taken.pos]).collect();
            troubles.push(Trouble::Repeated { label: value.field.label().to_owned(), cells });
        }
    }
    troubles
}

fn misspelt(page: &Page<'_, '_>) -> impl Iterator<Item = Trouble> {
    page.region.labels.iter().filter(|label| label.misspelt).map(|label| Trouble::Misspelt {
        written: page.label_text(label),
        label: format!("{}{}", label.label.word(), label.symbol),
        pos: label.first,
    })
}

fn must_stand_once(field: Field) -> bool {
    matches!(
        field,
        Field::Id
            | Field::Progress
            | Field::Activity
            | Field::Reason
            | Field::NextStep
            | Field::RevisionWish
            | Field::RevisionText
            | Field::UserVoice
    )
}

fn in_year_row(seen: &Seen, label: &Found) -> bool {
    seen.anchors.iter().any(|(anchor, pos)| matches!(anchor, Anchor::Years(_)) && pos.row == label.first.row)
}

fn hidden(page: &Page<'_, '_>, form: &RawForm, as_of: Option<FiscalYear>) -> Option<Trouble> {
    let grid = page.sheet.grid;
    if grid.hidden {
        return Some(Trouble::Hidden { pos: None });
    }
    let of_labels = form
        .labels
        .iter()
        .filter(|label| label.field >= Field::Actual && !matches!(label.field, Field::IndicatorName))
        .filter_map(|label| label.value_at);
    let of_values = form
        .values
        .iter()
        .filter(|value| value.field >= Field::Actual && (value.year.is_none() || value.year == as_of))
        .flat_map(|value| value.cells.iter().copied());
    of_labels
        .chain(of_values)
        .chain([form.anchor])
        .filter(|pos| grid.is_hidden(*pos))
        .min()
        .map(|pos| Trouble::Hidden { pos: Some(pos) })
}

/// One sentence about everything that stands elsewhere than where it was issued.
fn shifted(page: &Page<'_, '_>, form: &RawForm, seen: &Seen, layout: &Layout) -> Option<Trouble> {
    let mut rows: Vec<Location> = Vec::new();
    let mut columns: Vec<Location> = Vec::new();
    for (anchor, row, column) in layout.anchors() {
        let Some(pos) = position(page, seen, &anchor) else { continue };
        let word = words(page, &anchor);
        rows.push(Location { word: word.clone(), pos, issued: row, found: pos.row });
        if !matches!(anchor, Anchor::Years(_)) {
            columns.push(Location { word, pos, issued: u32::from(column), found: pos.col });
        }
    }
    let head =
        seen.anchors.iter().find(|(anchor, _)| matches!(anchor, Anchor::Years(_))).map(|(_, pos)| *pos);
    for (years, issued) in seen.years.iter().zip(&layout.columns.years) {
        let pos = Pos::new(head.map_or(form.anchor.row, |pos| pos.row), years.first);
        columns.push(year_place(years, u32::from(issued.0), pos));
    }
    columns.sort_by_key(|place| place.issued);
    let mut said = Vec::new();
    let first_row = moves(&rows, ("下", "上"), "行", &mut said);
    let first_column = moves(&columns, ("右", "左"), "列", &mut said);
    let pos = first_row.or(first_column)?;
    Some(Trouble::Shifted { what: said.join("、"), pos })
}

/// Where a label was issued and found, along one direction.
struct Location {
    word: String,
    pos: Pos,
    issued: u32,
    found: u32,
}

fn year_place(years: &YearColumns, issued: u32, pos: Pos) -> Location {
    Location { word: years.year.label(), pos, issued, found: years.first }
}

/// Says from which label on everything stands how far away, and gives the first one.
fn moves(places: &[Location], words: (&str, &str), unit: &str, said: &mut Vec<String>) -> Option<Pos> {
    let (forward, back) = words;
    let mut offset = 0;
    let mut first = None;
    for (at, place) in places.iter().enumerate() {
        let now = i64::from(place.found) - i64::from(place.issued);
        if now == offset {
            continue;
        }
        let step = now - offset;
        let far = step.abs();
        let to = if step > 0 { forward } else { back };
        // What follows a label goes on in the direction of reading, whichever way it moved.
        said.push(if at == 0 {
            format!("様式全体が{far}{unit}{to}へ")
        } else {
            format!("「{}」から{forward}が{far}{unit}{to}へ", place.word)
        });
        first = first.or(Some(place.pos));
        offset = now;
    }
    first
}

fn position(page: &Page<'_, '_>, seen: &Seen, anchor: &Anchor) -> Option<Pos> {
    let label = match anchor {
        Anchor::Control(control) => Label::Control(*control),
        Anchor::Field(field) => Label::Field(*field),
        Anchor::Schedule => Label::Schedule,
        Anchor::Years(_) | Anchor::Entry(..) => {
            return seen.anchors.iter().find(|(known, _)| known == anchor).map(|(_, pos)| *pos);
        }
    };
    page.region.labels.iter().find(|found| found.label == label).map(|found| found.first)
}

fn words(page: &Page<'_, '_>, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Control(control) => control.label().to_owned(),
        Anchor::Field(field) => field.label().to_owned(),
        Anchor::Schedule => {
            let heading = page.region.labels.iter().find(|found| found.label == Label::Schedule);
            heading.map(|label| page.label_text(label)).unwrap_or_default()
        }
        Anchor::Years(_) => "年度の行".to_owned(),
        Anchor::Entry(_, entry) => entry.label().to_owned(),
    }
}
