//! Finds the cells of a form that a finding is about.

use crate::consolidate::Consolidation;
use crate::findings::{Finding, Location};
use crate::form::content::Mark;
use crate::form::field::{Control, Field};
use crate::returns::EntryKey;
use crate::slip::positions;
use crate::slip::requests::correction;
use crate::sources::CellRef;

/// Returns the mark for the cell that a finding is about; `None` if it is about the form as a whole.
pub(super) fn mark(c: &Consolidation, finding: &Finding) -> Option<Mark> {
    Some(mark_of(c, finding, entry_in_question(c, finding)?))
}

/// Returns the marks for all cells that a finding is about: several if a mistake was copied over several
/// cells.
pub(super) fn marks(c: &Consolidation, finding: &Finding) -> Vec<Mark> {
    let Location::Cell(cell) = finding.location else { return mark(c, finding).into_iter().collect() };
    let copies = finding.related.iter().filter(|other| other.sheet == cell.sheet && finding.repeated);
    let of_copies = copies.filter_map(|other| {
        let value = c.return_of(finding)?.values.iter().find(|value| value.cells.contains(other))?;
        Some(mark_of(c, finding, value.key.clone()))
    });
    mark(c, finding).into_iter().chain(of_copies).collect()
}

/// True if a finding is about 提出課.
pub(super) fn is_about_sender(c: &Consolidation, finding: &Finding) -> bool {
    let sender = c
        .return_of(finding)
        .and_then(|ret| Some((ret, ret.raw.control(Control::Sender)?)))
        .map(|(ret, control)| Location::Cell(CellRef { sheet: ret.sheet, pos: control.pos }));
    sender == Some(finding.location)
}

/// Returns the label of the cell that a finding is about, on one line; `None` if it is about the form as a
/// whole.
pub(super) fn location_words(c: &Consolidation, finding: &Finding) -> Option<String> {
    let sender = || is_about_sender(c, finding).then(|| Control::Sender.label().to_owned());
    mark(c, finding).map(|mark| positions::words(&mark).replace('\n', "の")).or_else(sender)
}

fn mark_of(c: &Consolidation, finding: &Finding, key: EntryKey) -> Mark {
    let in_schedule = key.field.in_schedule();
    let symbol = key.indicator.as_ref().map(|id| id.symbol().to_owned());
    Mark {
        field: key.field,
        symbol: in_schedule.then(|| symbol.unwrap_or_default()),
        year: key.year.filter(|_| in_schedule),
        text: correction(c, finding),
    }
}

/// Returns the entry to which a finding's cell belongs, as its value or its label; else the one that the
/// finding's kind asks for.
fn entry_in_question(c: &Consolidation, finding: &Finding) -> Option<EntryKey> {
    let ret = c.return_of(finding)?;
    let Location::Cell(cell) = finding.location else { return entry_asked_for(c, finding) };
    let is_of_indicator = |key: &EntryKey| finding.indicator.is_none() || key.indicator == finding.indicator;
    let values = || ret.values.iter().filter(|value| value.cells.contains(&cell));
    if let Some(value) = values().find(|value| is_of_indicator(&value.key)).or_else(|| values().next()) {
        return Some(value.key.clone());
    }
    let label =
        ret.raw.labels.iter().find(|label| {
            cell.sheet == ret.sheet && (label.value_at == Some(cell.pos) || label.pos == cell.pos)
        });
    match label.map(|label| label.field) {
        None | Some(Field::Name | Field::Id) => entry_asked_for(c, finding),
        Some(field) => Some(entry(c, finding, field)),
    }
}

fn entry_asked_for(c: &Consolidation, finding: &Finding) -> Option<EntryKey> {
    finding.kind.asks.map(|field| entry(c, finding, field))
}

fn entry(c: &Consolidation, finding: &Finding, field: Field) -> EntryKey {
    let in_schedule = field.in_schedule();
    EntryKey {
        field,
        indicator: finding.indicator.clone().filter(|_| in_schedule),
        year: in_schedule.then_some(c.fiscal_year),
    }
}
