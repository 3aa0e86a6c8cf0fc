//! Runs sample forms through the pipeline, and returns their findings.

use std::collections::BTreeMap;

use crate::consolidate::{Consolidation, consolidate};
use crate::findings::Finding;
use crate::intake::wire::{Reading, Returned, ReturnedFile};
use crate::plan::Plan;
use crate::sample::forms::{AS_OF, Form, form, month, plan};

/// Returns the forms as if they were read from files: a file for each path, with a sheet for each of its
/// forms.
pub(crate) fn returned(mut forms: Vec<Form>) -> Returned {
    forms.sort_by(|a, b| a.path.cmp(&b.path));
    let mut returned = Returned::default();
    let mut last = None;
    for mut form in forms {
        if last.as_ref() != Some(&form.path) {
            returned.files.push(ReturnedFile {
                id: returned.sources.add_file(&form.path),
                sha256: None,
                folder_month: form.folder.as_deref().map(month),
                reading: Reading::Read,
                forms: 0,
                cells: 0,
            });
            last = Some(form.path.clone());
        }
        let book = returned.files.last_mut().unwrap();
        book.forms += 1;
        book.cells += u64::try_from(form.raw.cells.len()).unwrap();
        form.raw.sheet = returned.sources.add_sheet(book.id, &form.raw.sheet_name);
        let file = book.id;
        let mut other_sheets = BTreeMap::new();
        for elsewhere in form.raw.remarks.iter_mut().filter_map(|remark| remark.elsewhere.as_mut()) {
            let add = || returned.sources.add_sheet(file, &elsewhere.name);
            elsewhere.sheet = *other_sheets.entry(elsewhere.name.clone()).or_insert_with(add);
        }
        returned.forms.push(form.raw);
    }
    returned
}

/// Returns the consolidation of forms in the sample month.
pub(crate) fn run(plan: &Plan, forms: Vec<Form>) -> Consolidation {
    run_at(plan, forms, AS_OF)
}

/// Returns the consolidation of forms in a month.
pub(crate) fn run_at(plan: &Plan, forms: Vec<Form>, as_of: &str) -> Consolidation {
    let found = consolidate(plan, returned(forms), month(as_of));
    assert!(found.reconciliation.closes(), "{:?}", found.reconciliation);
    found
}

/// Returns the findings if the first project's form is changed and the second's is correct.
pub(crate) fn findings(change: impl Fn(Form) -> Form) -> Vec<Finding> {
    findings_of(&plan(), change)
}

/// Returns the same as [`findings`] for another plan.
pub(crate) fn findings_of(plan: &Plan, change: impl Fn(Form) -> Form) -> Vec<Finding> {
    let forms = vec![change(form(plan, "1-1-1", AS_OF)), form(plan, "1-1-2", AS_OF)];
    run(plan, forms).findings
}

/// Returns the codes of findings.
pub(crate) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.kind.code).collect()
}

/// Returns how many findings have a code.
pub(crate) fn times(code: &str, findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.kind.code == code).count()
}

/// Returns the first finding with a code.
pub(crate) fn first<'a>(code: &str, findings: &'a [Finding]) -> &'a Finding {
    findings.iter().find(|finding| finding.kind.code == code).unwrap()
}

/// Returns code and message of each finding.
pub(crate) fn said(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.kind.code, finding.message)).collect()
}

/// Returns code and message of each finding if the first project's form is changed.
pub(crate) fn said_when(change: impl Fn(Form) -> Form) -> Vec<String> {
    said(&findings(change))
}

/// Returns the codes of findings if the first project's form is changed.
pub(crate) fn codes_when(change: impl Fn(Form) -> Form) -> Vec<&'static str> {
    codes(&findings(change))
}

/// Returns code and message of each finding if the month's folder has one more file.
pub(crate) fn said_of_file(path: &str, reading: Reading) -> Vec<String> {
    let plan = plan();
    let mut returned = returned(vec![form(&plan, "1-1-1", AS_OF), form(&plan, "1-1-2", AS_OF)]);
    let id = returned.sources.add_file(path);
    let folder_month = Some(month(AS_OF));
    returned.files.push(ReturnedFile { id, sha256: None, folder_month, reading, forms: 0, cells: 0 });
    let found = consolidate(&plan, returned, month(AS_OF));
    assert!(found.reconciliation.closes());
    said(&found.findings)
}

/// Returns the findings of the sample month if the first project was returned in December too.
pub(crate) fn findings_after(december: impl Fn(Form) -> Form, march: impl Fn(Form) -> Form) -> Vec<Finding> {
    let plan = plan();
    let forms = vec![
        december(form(&plan, "1-1-1", "2031-12")),
        march(form(&plan, "1-1-1", AS_OF)),
        form(&plan, "1-1-2", AS_OF),
    ];
    run(&plan, forms).findings
}

/// Returns the findings of a month if the first project's form is changed and the second's is correct.
pub(crate) fn findings_at(plan: &Plan, at: &str, change: impl Fn(Form) -> Form) -> Vec<Finding> {
    let forms = vec![change(form(plan, "1-1-1", at)), form(plan, "1-1-2", at)];
    run_at(plan, forms, at).findings
}
