//! Finds the oddities of a form: labels missing, doubled or moved, and inputs that are hidden.

use std::collections::{BTreeMap, BTreeSet};

use workbook::{DrawingKind, Pos};

use crate::form::field::{Control, Field};
use crate::form::labels::{Label, Labels};
use crate::form::layout::{Anchor, Layout, Shape};
use crate::form::raw::{RawForm, RawLabel, RawValue, Trouble};
use crate::form::read::area::FormArea;
use crate::form::read::found_label::FoundLabel;
use crate::form::read::schedule::BlockFacts;
use crate::form::read::years::YearColumns;
use crate::form::schedule::{Entry, IndicatorShape};
use crate::text::calendar::FiscalYear;
use crate::text::fold;

/// Labels that a submission in the current layout must have.
const NEEDED: [Field; 5] =
    [Field::Progress, Field::Activity, Field::Reason, Field::NextStep, Field::RevisionWish];

/// Returns all oddities of a form.
pub(super) fn troubles(
    area: &FormArea<'_, '_>,
    form: &RawForm,
    facts: &BlockFacts,
    labels: &Labels,
    as_of: Option<FiscalYear>,
) -> Vec<Trouble> {
    let layout = Layout::new(&shape_of(form, facts, labels));
    let mut troubles = Vec::new();
    let wanted = wanted(area, form, facts, labels);
    let expected = |(anchor, label): &(Anchor, String)| Trouble::Missing {
        label: label.clone(),
        expected: expected(area, facts, &layout, anchor),
    };
    troubles.extend(wanted.iter().map(expected));
    troubles.extend(doubled(area, facts));
    troubles.extend(
        facts
            .contested
            .iter()
            .map(|(what, cells)| Trouble::Contested { what: what.clone(), cells: cells.clone() }),
    );
    troubles.extend(years_again(facts));
    troubles.extend(repeated(area, form));
    troubles.extend(misspelt(area));
    troubles.extend(hidden(area, form, as_of));
    let inputs = inputs(form, as_of);
    troubles.extend(unseen(area, &inputs));
    troubles.extend(overlaid(area, &inputs));
    if form.is_current_layout() {
        troubles.extend(shifted(area, form, facts, &layout));
        troubles.extend(lost(area, facts, &layout, &wanted));
    }
    troubles
}

/// Returns the shape in which the form was issued, as far as its rows show it.
fn shape_of(form: &RawForm, facts: &BlockFacts, labels: &Labels) -> Shape {
    let indicators = form.indicators.iter().enumerate().map(|(at, indicator)| IndicatorShape {
        symbol: indicator.symbol.clone(),
        named: facts.named.get(at).copied().unwrap_or(false),
        self_rating: indicator.rows.contains(&Field::SelfRating),
        items: indicator.rows.iter().filter_map(|field| item_of(*field)).collect(),
    });
    let labelled = |field: Field| form.labels.iter().any(|label| label.field == field);
    let has_block = !form.indicators.is_empty() || form.schedule_heading.is_some();
    // A form without a schedule block is issued with the columns of four years.
    let years = if has_block && !facts.years.is_empty() { facts.years.len() } else { 4 };
    let items = form.labels.iter().filter(|label| matches!(label.field, Field::ProjectItem(_)));
    Shape {
        years,
        indicators: has_block.then(|| indicators.collect()),
        middle: labelled(Field::Middle),
        about: labelled(Field::About),
        without_progress: !labels.expects(Field::Progress) && !labelled(Field::Progress),
        items: items.filter_map(|label| item_of(label.field)).collect(),
    }
}

fn item_of(field: Field) -> Option<u8> {
    match field {
        Field::IndicatorItem(at) | Field::ProjectItem(at) => Some(at),
        _ => None,
    }
}

/// Returns the required labels that are missing.
fn wanted(
    area: &FormArea<'_, '_>,
    form: &RawForm,
    facts: &BlockFacts,
    known: &Labels,
) -> Vec<(Anchor, String)> {
    let mut wanted: Vec<(Anchor, String)> = Vec::new();
    let labels = &area.region.labels;
    let has = |label: &Label| labels.iter().any(|found| found.label == *label);
    let controls = [Control::Layout, Control::Month, Control::Sender, Control::PlanVersion];
    if area.region.anchor.is_none() {
        wanted.push((Anchor::Field(Field::Name), Field::Name.label().to_owned()));
    }
    let submission = controls.iter().any(|control| has(&Label::Control(*control)));
    if submission {
        let needed = if form.is_current_layout() { &NEEDED[..] } else { &[Field::Progress] };
        for field in needed.iter().filter(|field| known.expects(**field)) {
            if !has(&Label::Field(*field)) {
                wanted.push((Anchor::Field(*field), field.label().to_owned()));
            }
        }
    }
    if form.schedule_heading.is_some() || !form.indicators.is_empty() {
        if facts.years.is_empty() || facts.without_years {
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

/// Returns the other labels of the issued layout that are missing.
fn lost(
    area: &FormArea<'_, '_>,
    facts: &BlockFacts,
    layout: &Layout,
    wanted: &[(Anchor, String)],
) -> Vec<Trouble> {
    let is_lost = |anchor: &Anchor| {
        position(area, facts, anchor).is_none() && !wanted.iter().any(|(needed, _)| needed == anchor)
    };
    let anchors = layout.anchors().into_iter().map(|(anchor, ..)| anchor);
    anchors.filter(is_lost).map(|anchor| Trouble::Lost { label: words(area, &anchor) }).collect()
}

/// Returns where the issued layout has a label, in Japanese: its cell, moved like the nearest label before
/// it, and that label.
fn expected(area: &FormArea<'_, '_>, facts: &BlockFacts, layout: &Layout, anchor: &Anchor) -> String {
    let mut before: Option<(String, i64)> = None;
    for (known, row, column) in layout.anchors() {
        if known == *anchor {
            let Some((label, offset)) = before else { break };
            let row = u32::try_from(i64::from(row) + offset).unwrap_or(row);
            return format!("{}（「{label}」の次）", Pos::new(row, u32::from(column)).a1());
        }
        if let Some(pos) = position(area, facts, &known) {
            before = Some((words(area, &known), i64::from(pos.row) - i64::from(row)));
        }
    }
    String::new()
}

fn doubled(area: &FormArea<'_, '_>, facts: &BlockFacts) -> Vec<Trouble> {
    let labels = &area.region.labels;
    let mut cells: BTreeMap<&Label, Vec<Pos>> = BTreeMap::new();
    let last = labels.iter().rposition(|label| label.field() != Some(Field::Name)).unwrap_or(0);
    for (at, label) in labels.iter().enumerate() {
        let counts = match label.label {
            Label::Control(control) => {
                matches!(control, Control::Month | Control::Sender | Control::IssueNumber)
            }
            // A list of projects below the form may have another 事業名称.
            Label::Field(Field::Name) => Some(at) == area.region.anchor || at < last,
            Label::Field(field) => must_stand_once(field),
            _ => false,
        };
        let of_tangle = area.region.tangled.contains(&label.first);
        if counts && !of_tangle && !in_year_row(facts, label) {
            cells.entry(&label.label).or_default().push(label.first);
        }
    }
    if !area.region.tangled.is_empty() {
        cells.insert(&Label::Field(Field::Name), area.region.tangled.clone());
    }
    let mut troubles: Vec<Trouble> = cells
        .into_iter()
        .filter(|(_, cells)| cells.len() > 1)
        .map(|(label, cells)| Trouble::Doubled { label: label.word().to_owned(), cells })
        .collect();
    troubles.extend(
        facts
            .doubled
            .iter()
            .map(|(label, cells)| Trouble::Doubled { label: label.clone(), cells: cells.clone() }),
    );
    troubles
}

/// Reports the fiscal years that head several columns.
fn years_again(facts: &BlockFacts) -> Option<Trouble> {
    let pos = facts.years_again.first().and_then(|(_, cells)| cells.get(1).copied())?;
    let mut headings: Vec<String> = Vec::new();
    for (year, cells) in &facts.years_again {
        let addresses: Vec<String> = cells.iter().map(|pos| pos.a1()).collect();
        headings.push(format!("「{}」の列が{}か所（{}）", year.label(), cells.len(), addresses.join("、")));
    }
    Some(Trouble::Shifted { what: headings.join("、"), pos })
}

/// Returns the fields with several labels of which the value read is at a later one, or another one's value
/// was not read.
fn repeated(area: &FormArea<'_, '_>, form: &RawForm) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for value in
        form.values.iter().filter(|value| !value.field.in_schedule() && !must_stand_once(value.field))
    {
        let own: Vec<Pos> =
            form.labels.iter().filter(|label| label.field == value.field).map(|label| label.pos).collect();
        let read_here =
            |label: &&RawLabel| label.field == value.field && label.value_at == value.cells.first().copied();
        let Some(taken) = form.labels.iter().find(read_here).filter(|_| value.other_sheet.is_none()) else {
            continue;
        };
        let headed = |pos: &Pos| area.region.labels.iter().any(|label| label.first == *pos && label.misspelt);
        // True if the label's own value was not read and differs from the one that was.
        let unread = |label: &&RawLabel| {
            let at = label.value_at.filter(|_| label.field == value.field);
            let cell = at.and_then(|at| area.sheet.grid.cells.get(&at));
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

fn misspelt(area: &FormArea<'_, '_>) -> impl Iterator<Item = Trouble> {
    area.region.labels.iter().filter(|label| label.misspelt).map(|label| Trouble::Misspelt {
        written: area.label_text(label),
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

fn in_year_row(facts: &BlockFacts, label: &FoundLabel) -> bool {
    facts.anchors.iter().any(|(anchor, pos)| matches!(anchor, Anchor::Years(_)) && pos.row == label.first.row)
}

fn hidden(area: &FormArea<'_, '_>, form: &RawForm, as_of: Option<FiscalYear>) -> Option<Trouble> {
    let grid = area.sheet.grid;
    if grid.hidden {
        return Some(Trouble::Hidden { pos: None });
    }
    // Blank fields are left to the rules, hidden or not.
    let filled = |value: &&RawValue| {
        value.field >= Field::Actual
            && (value.year.is_none() || value.year == as_of)
            && !fold::is_blank(&value.cell.text)
    };
    form.values
        .iter()
        .filter(filled)
        .flat_map(|value| value.cells.iter().copied())
        .chain([form.anchor])
        .filter(|pos| grid.hidden_rows.contains(&pos.row) || grid.hidden_cols.contains(&pos.col))
        .min()
        .map(|pos| Trouble::Hidden { pos: Some(pos) })
}

/// Returns the input cells of the form, including blank ones.
fn inputs(form: &RawForm, as_of: Option<FiscalYear>) -> BTreeSet<Pos> {
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
    of_labels.chain(of_values).collect()
}

/// Reports the inputs whose content is invisible, and those that a conditional format may strike through.
fn unseen(area: &FormArea<'_, '_>, inputs: &BTreeSet<Pos>) -> Vec<Trouble> {
    let grid = area.sheet.grid;
    let invisible: Vec<Pos> = inputs.intersection(&grid.hidden_cells).copied().collect();
    let is_filled = |pos: &&Pos| grid.cells.contains_key(*pos);
    let may_strike = |pos: &&Pos| grid.conditional_strikes.iter().any(|range| range.contains(**pos));
    let struck: Vec<Pos> = inputs.iter().filter(is_filled).filter(may_strike).copied().collect();
    let some =
        |cells: Vec<Pos>, trouble: fn(Vec<Pos>) -> Trouble| (!cells.is_empty()).then(|| trouble(cells));
    [
        some(invisible, |cells| Trouble::Invisible { cells }),
        some(struck, |cells| Trouble::MayBeStruck { cells }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Reports the pictures, lines and other shapes over inputs, once for each kind.
fn overlaid(area: &FormArea<'_, '_>, inputs: &BTreeSet<Pos>) -> Vec<Trouble> {
    let mut found: BTreeMap<DrawingKind, BTreeSet<Pos>> = BTreeMap::new();
    for drawing in &area.sheet.grid.drawings {
        let rows = Pos::new(drawing.over.first.row, 0)..=Pos::new(drawing.over.last.row, u32::MAX);
        let covered = inputs.range(rows).filter(|pos| drawing.over.contains(**pos));
        found.entry(drawing.kind).or_default().extend(covered);
    }
    let trouble = |(drawing, cells): (DrawingKind, BTreeSet<Pos>)| Trouble::Overlaid {
        drawing,
        cells: cells.into_iter().collect(),
    };
    found.into_iter().filter(|(_, cells)| !cells.is_empty()).map(trouble).collect()
}

/// Describes, in Japanese, which parts are not where they were issued.
fn shifted(area: &FormArea<'_, '_>, form: &RawForm, facts: &BlockFacts, layout: &Layout) -> Option<Trouble> {
    let mut rows: Vec<Location> = Vec::new();
    let mut columns: Vec<Location> = Vec::new();
    for (anchor, row, column) in layout.anchors() {
        let Some(pos) = position(area, facts, &anchor) else { continue };
        let word = words(area, &anchor);
        rows.push(Location { word: word.clone(), pos, issued: row, found: pos.row });
        if !matches!(anchor, Anchor::Years(_)) {
            columns.push(Location { word, pos, issued: u32::from(column), found: pos.col });
        }
    }
    let head =
        facts.anchors.iter().find(|(anchor, _)| matches!(anchor, Anchor::Years(_))).map(|(_, pos)| *pos);
    for (years, issued) in facts.years.iter().zip(&layout.columns.years) {
        let pos = Pos::new(head.map_or(form.anchor.row, |pos| pos.row), years.first);
        columns.push(year_place(years, u32::from(issued.0), pos));
    }
    columns.sort_by_key(|location| location.issued);
    let mut said = Vec::new();
    let first_row = moves(&rows, ("下", "上"), "行", &mut said);
    let first_column = moves(&columns, ("右", "左"), "列", &mut said);
    let pos = first_row.or(first_column)?;
    Some(Trouble::Shifted { what: said.join("、"), pos })
}

/// The issued and the actual row or column of a label.
struct Location {
    word: String,
    pos: Pos,
    issued: u32,
    found: u32,
}

fn year_place(years: &YearColumns, issued: u32, pos: Pos) -> Location {
    Location { word: years.year.label(), pos, issued, found: years.first }
}

/// Adds to `said` the labels from which everything below or right of them moved, and by how much. Returns the
/// first moved label.
fn moves(labels: &[Location], words: (&str, &str), unit: &str, said: &mut Vec<String>) -> Option<Pos> {
    let (forward, back) = words;
    let mut offset = 0;
    let mut first = None;
    for (at, location) in labels.iter().enumerate() {
        let now = i64::from(location.found) - i64::from(location.issued);
        if now == offset {
            continue;
        }
        let step = now - offset;
        let far = step.abs();
        let to = if step > 0 { forward } else { back };
        // `forward` is the reading direction, whichever way the labels moved.
        said.push(if at == 0 {
            format!("様式全体が{far}{unit}{to}へ")
        } else {
            format!("「{}」から{forward}が{far}{unit}{to}へ", location.word)
        });
        first = first.or(Some(location.pos));
        offset = now;
    }
    first
}

fn position(area: &FormArea<'_, '_>, facts: &BlockFacts, anchor: &Anchor) -> Option<Pos> {
    let label = match anchor {
        Anchor::Control(control) => Label::Control(*control),
        Anchor::Field(field) => Label::Field(*field),
        Anchor::Schedule => Label::Schedule,
        Anchor::Years(_) | Anchor::Entry(..) => {
            return facts.anchors.iter().find(|(known, _)| known == anchor).map(|(_, pos)| *pos);
        }
    };
    area.region.labels.iter().find(|found| found.label == label).map(|found| found.first)
}

fn words(area: &FormArea<'_, '_>, anchor: &Anchor) -> String {
    match anchor {
        Anchor::Control(control) => control.label().to_owned(),
        Anchor::Field(field) => field.label().to_owned(),
        Anchor::Schedule => {
            let heading = area.region.labels.iter().find(|found| found.label == Label::Schedule);
            heading.map(|label| area.label_text(label)).unwrap_or_default()
        }
        Anchor::Years(_) => "年度の行".to_owned(),
        Anchor::Entry(_, entry) => entry.label().to_owned(),
    }
}
