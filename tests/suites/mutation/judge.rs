//! The values and findings that a sheet gives, and the differences that a mutation makes.

use std::collections::{BTreeMap, BTreeSet};

use workbook::{Grid, Pos};

use shinchoku::consolidate::consolidate;
use shinchoku::figure::decimal_words;
use shinchoku::findings::Location;
use shinchoku::form::field::Field;
use shinchoku::form::raw::{CellRole, RawForm, RawValue};
use shinchoku::form::read::{add_cover, read_forms};
use shinchoku::intake::wire::{Reading, Returned, ReturnedFile};
use shinchoku::plan::Plan;
use shinchoku::returns::EntryKey;
use shinchoku::sources::Sources;
use shinchoku::text::calendar::Month;
use shinchoku::text::{fold, unit};

/// A sheet of a sample book.
pub(crate) struct Sample {
    pub(crate) path: String,
    pub(crate) month: Month,
    pub(crate) grid: Grid,
    /// 記入者, 連絡先 and 記入日 of the book's first sheet.
    pub(crate) cover: Vec<RawValue>,
}

/// A value's project and its key within the project.
pub(crate) type Key = (String, EntryKey);

/// A value with its outcome and its cells.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) number: Option<(String, String)>,
    pub(crate) outcome: &'static str,
    pub(crate) cells: Vec<Pos>,
}

impl Said {
    fn is_same(&self, other: &Self) -> bool {
        let figures = match (&self.number, &other.number) {
            // A number without a unit has the indicator's unit.
            (Some((a, of_a)), Some((b, of_b))) => {
                a == b && (of_a.is_empty() || of_b.is_empty() || unit::same(of_a, of_b))
            }
            (None, None) => fold::prose(&self.text) == fold::prose(&other.text),
            _ => false,
        };
        figures && self.outcome == other.outcome
    }
}

/// A finding: its code, its sentence and the cells that it names.
#[derive(Clone, Debug)]
pub(crate) struct ReportedFinding {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) cells: Vec<Pos>,
}

/// The forms, values and findings that the pipeline gets from a sheet.
pub(crate) struct Judged {
    pub(crate) forms: Vec<RawForm>,
    pub(crate) values: BTreeMap<Key, Said>,
    pub(crate) findings: Vec<ReportedFinding>,
    month: Month,
    /// The cells of empty fields.
    blanks: Vec<(Field, Option<usize>, Pos)>,
}

/// Codes that refuse a whole form.
const REFUSALS: [&str; 5] = ["S02", "S03", "S05", "S10", "S12"];

pub(crate) fn judge(plan: &Plan, sample: &Sample, grid: &Grid) -> Judged {
    let mut forms = read_forms(grid, &plan.labels);
    let mut sources = Sources::default();
    let file = sources.add_file(&sample.path);
    let sheet = sources.add_sheet(file, &grid.name);
    for form in &mut forms {
        form.sheet = sheet;
        add_cover(form, &sample.cover);
    }
    let known: Vec<RawForm> = forms.clone();
    let files = vec![ReturnedFile {
        id: file,
        sha256: None,
        folder_month: Some(sample.month),
        reading: if forms.is_empty() { Reading::NoForm } else { Reading::Read },
        forms: forms.len(),
        cells: if forms.is_empty() { 0 } else { u64::try_from(grid.cells.len()).unwrap() },
    }];
    let result = consolidate(plan, Returned { sources, files, forms, ..Returned::default() }, sample.month);
    assert!(result.reconciliation.closes(), "{}: {:?}", sample.path, result.reconciliation);
    let mut values = BTreeMap::new();
    for ret in &result.returns {
        let project = ret.project.as_ref().map(ToString::to_string).unwrap_or_default();
        for value in ret.values.iter().filter(|value| !fold::is_blank(&value.text)) {
            let quantity = value.figure.as_ref().and_then(|figure| figure.quantity.as_ref());
            let said = Said {
                text: value.text.clone(),
                number: quantity.map(|quantity| {
                    let all = quantity.population.map(|all| format!("/{}", decimal_words(all)));
                    (
                        format!("{}{}", decimal_words(quantity.number), all.unwrap_or_default()),
                        quantity.unit.clone(),
                    )
                }),
                outcome: value.outcome.word(),
                cells: value.cells.iter().filter(|cell| cell.sheet == sheet).map(|cell| cell.pos).collect(),
            };
            values.entry((project.clone(), value.key.clone())).or_insert(said);
        }
    }
    let findings = result
        .findings
        .iter()
        .filter(|finding| finding.return_id.is_some() || finding.kind.code.starts_with('F'))
        .map(|finding| {
            let own = match finding.location {
                Location::Cell(cell) => Some(cell.pos),
                _ => None,
            };
            let cells = own.into_iter().chain(finding.related.iter().map(|cell| cell.pos)).collect();
            ReportedFinding { code: finding.kind.code, message: finding.message.clone(), cells }
        })
        .collect();
    let blanks = known
        .iter()
        .flat_map(|form| &form.labels)
        .filter_map(|label| Some((label.field, label.indicator, label.value_at?)))
        .collect();
    Judged { forms: known, values, findings, month: sample.month, blanks }
}

impl Judged {
    /// True if the sheet holds a form of a project.
    pub(crate) fn speaks_of(&self, project: &str) -> bool {
        self.values.keys().any(|(known, _)| known == project)
    }

    /// The cells with the role of a heading: labels, years and 管理欄.
    pub(crate) fn headings(&self) -> BTreeSet<Pos> {
        let of_forms = self.forms.iter().flat_map(|form| &form.cells);
        of_forms.filter(|(_, role)| *role == CellRole::Heading).map(|(pos, _)| *pos).collect()
    }

    /// True if a finding reports a value by its cell, label or year, or refuses the form.
    fn tells(&self, key: &EntryKey, cells: &[Pos]) -> bool {
        let label = key.field.label();
        let blanks = self.blanks.iter().filter(|(field, ..)| *field == key.field).map(|(.., pos)| *pos);
        let places: BTreeSet<Pos> = cells.iter().copied().chain(blanks).collect();
        self.findings.iter().any(|told| {
            REFUSALS.contains(&told.code)
                || told.code == "F07"
                || told.cells.iter().any(|cell| places.contains(cell))
                || told.message.contains(label)
                || key.year.is_some_and(|year| told.code == "S08" && told.message.contains(&year.label()))
        })
    }

    /// True if a finding reports moved rows or columns, a text outside the form, or a missing 整理番号.
    fn tells_of_the_shape(&self) -> bool {
        self.findings.iter().any(|told| ["S01", "S08", "S09"].contains(&told.code))
    }
}

/// The cells that a mutation removes on purpose.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gone {
    /// Their positions on the sheet before the mutation.
    pub(crate) cells: BTreeSet<Pos>,
    /// True if the cells were emptied, not deleted, so that blank fields are left.
    pub(crate) blanked: bool,
}

/// The values that differ after a mutation although no finding reports the difference.
pub(crate) fn silent_differences(before: &Judged, after: &Judged, gone: &Gone) -> Vec<String> {
    let keys: BTreeSet<&Key> = before.values.keys().chain(after.values.keys()).collect();
    let mut silent = Vec::new();
    for key in keys {
        let (old, new) = (before.values.get(key), after.values.get(key));
        let same = match (old, new) {
            (Some(old), Some(new)) => old.is_same(new),
            _ => false,
        };
        let taken = old.is_some_and(|old| {
            new.is_none() && !old.cells.is_empty() && old.cells.iter().all(|cell| gone.cells.contains(cell))
        });
        // An emptied field reads as blank. Only a required one needs a finding.
        let year = before.month.fiscal_year();
        let due = key.1.year == Some(year)
            && before.month == year.last_month()
            && old.is_some_and(|old| fold::squash(&old.text) != "-");
        let needed =
            matches!(key.1.field, Field::Progress | Field::Id) || (key.1.field == Field::Actual && due);
        let faithful = taken && gone.blanked && !needed;
        let told = || {
            let cells = new.or(old).map(|said| said.cells.clone()).unwrap_or_default();
            after.tells(&key.1, &cells) || (taken && after.tells_of_the_shape())
        };
        if !same && !faithful && !told() {
            let codes: Vec<&str> = after.findings.iter().map(|told| told.code).collect();
            silent.push(format!("{key:?}: {old:?} became {new:?}, told {codes:?}"));
        }
    }
    silent
}
