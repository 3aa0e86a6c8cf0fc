//! Reports 確認済 that names no code although something can be confirmed (R02).

use std::collections::{BTreeMap, BTreeSet};

use crate::checks;
use crate::checks::month_view::attribute_to_return;
use crate::figure::says_nothing;
use crate::findings::{Finding, Severity, confirmed};
use crate::form::field::Field;
use crate::returns::{EntryKey, Return};

/// Makes a finding for each counting return whose 確認済 names no code, with the codes that it can confirm.
pub(crate) fn confirmed_without_code<'a>(
    counting: impl Iterator<Item = &'a Return>,
    findings: &[Finding],
) -> Vec<Finding> {
    let mut asked: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Check) {
        if let Some(id) = finding.return_id.as_deref() {
            asked.entry(id).or_default().insert(finding.kind.code);
        }
    }
    let key = EntryKey::single(Field::Confirmed);
    let told = counting.filter_map(|ret| {
        let value = ret
            .value(&key)
            .filter(|value| confirmed::names_no_code(&value.text) && !says_nothing(&value.text))?;
        let codes: Vec<&str> = asked.get(ret.id.as_str())?.iter().copied().collect();
        Some(attribute_to_return(checks::no_code(value.at()?, &value.text, &codes), ret))
    });
    told.collect()
}
