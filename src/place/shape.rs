//! What the reader says about a form's shape, as findings: S08 to S11.

use crate::finding::Finding;
use crate::form::raw::{RawForm, Trouble};
use crate::grid::{CellRef, Pos};
use crate::rules::{s08_shifted, s09_outside_text, s10_labels, s11_hidden};

/// S10: labels without which nothing can be read safely.
pub(super) fn refusals(form: &RawForm) -> Vec<Finding> {
    let mut missing = Vec::new();
    let mut findings = Vec::new();
    for trouble in &form.troubles {
        match trouble {
            Trouble::Missing { label, expected } => missing.push((label.as_str(), expected.as_str())),
            Trouble::Doubled { label, cells } => {
                let cells: Vec<CellRef> = cells.iter().map(|pos| at(form, *pos)).collect();
                findings.push(s10_labels::doubled(at(form, form.anchor), label, &cells));
            }
            Trouble::Shifted { .. } | Trouble::Hidden { .. } | Trouble::Misspelt { .. } => {}
        }
    }
    if !missing.is_empty() {
        // One form, one finding: a lost block takes many labels with it.
        findings.insert(0, s10_labels::missing(at(form, form.anchor), &missing));
    }
    findings
}

/// S08 to S11: what is odd about a form that was read all the same.
pub(super) fn notes(form: &RawForm) -> Vec<Finding> {
    let mut shifted = Vec::new();
    let mut hidden = Vec::new();
    let mut misspelt = Vec::new();
    for trouble in &form.troubles {
        match trouble {
            Trouble::Shifted { what, pos } => shifted.push((what.as_str(), at(form, *pos))),
            Trouble::Hidden { pos } => hidden.push(pos.map(|pos| at(form, pos))),
            Trouble::Misspelt { written, label, pos } => {
                misspelt.push((written.as_str(), label.as_str(), at(form, *pos)));
            }
            Trouble::Missing { .. } | Trouble::Doubled { .. } => {}
        }
    }
    let outside: Vec<(&str, CellRef)> = form
        .remarks
        .iter()
        .map(|remark| (remark.text.as_str(), at(form, remark.pos.unwrap_or(form.anchor))))
        .collect();
    [
        s08_shifted::finding(&shifted),
        s09_outside_text::finding(&outside),
        s10_labels::misspelt(&misspelt),
        s11_hidden::finding(form.sheet, &hidden),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn at(form: &RawForm, pos: Pos) -> CellRef {
    CellRef { sheet: form.sheet, pos }
}
