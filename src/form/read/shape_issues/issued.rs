//! The layout in which a form was issued, and where its labels stand on the form at hand.

use workbook::Pos;

use crate::form::field::Field;
use crate::form::labels::{Label, Labels};
use crate::form::layout::{Anchor, Shape};
use crate::form::raw::RawForm;
use crate::form::read::area::FormArea;
use crate::form::read::schedule::BlockFacts;
use crate::form::schedule::IndicatorShape;

/// Returns the shape in which the form was issued, as far as its rows show it.
pub(super) fn shape_of(form: &RawForm, facts: &BlockFacts, labels: &Labels) -> Shape {
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

pub(super) fn position(area: &FormArea<'_, '_>, facts: &BlockFacts, anchor: &Anchor) -> Option<Pos> {
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

pub(super) fn words(area: &FormArea<'_, '_>, anchor: &Anchor) -> String {
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
