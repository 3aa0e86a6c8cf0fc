//! The forms in the book of a slip, to which its first sheet links.

use std::collections::BTreeMap;

use workbook::Pos;

use crate::form::content::FormContent;
use crate::sheet::names::quoted;
use crate::sheet::table::Value;

/// The forms of a book with the names of their sheets, by 整理番号.
pub(super) struct Forms<'a>(BTreeMap<&'a str, (&'a FormContent, &'a str)>);

impl<'a> Forms<'a> {
    /// Pairs forms with the names of their sheets.
    pub(super) fn new(forms: &'a [FormContent], sheets: &'a [String]) -> Self {
        let named = forms.iter().zip(sheets);
        Self(named.map(|(form, sheet)| (form.id.as_str(), (form, sheet.as_str()))).collect())
    }

    /// Returns the form of a project, by its 整理番号.
    pub(super) fn of(&self, project: &str) -> Option<&'a FormContent> {
        self.0.get(project).map(|(form, _)| *form)
    }

    /// Returns a link to a cell of a project's form, A1 if `cell` gives none; the text alone if the book has
    /// no such form.
    pub(super) fn link(
        &self,
        project: &str,
        cell: impl FnOnce(&FormContent) -> Option<Pos>,
        text: &str,
    ) -> Value {
        let Some((form, sheet)) = self.0.get(project) else { return Value::text(text) };
        let address = cell(form).unwrap_or(Pos::new(0, 0)).a1();
        Value::Link { url: format!("internal:{}!{address}", quoted(sheet)), text: text.to_owned() }
    }
}
