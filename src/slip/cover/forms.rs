//! The forms that the book of a slip holds, as its first sheet links to them.

use workbook::Pos;

use crate::form::content::FormContent;
use crate::sheet::names::quoted;
use crate::sheet::table::Value;

/// The forms of a book with the names of their sheets.
#[derive(Clone, Copy)]
pub(super) struct Forms<'a> {
    pub(super) forms: &'a [FormContent],
    pub(super) sheets: &'a [String],
}

impl<'a> Forms<'a> {
    /// Returns the form of a project, by its 整理番号.
    pub(super) fn of(&self, project: &str) -> Option<&'a FormContent> {
        self.forms.iter().find(|form| form.id == project)
    }

    /// Returns a link to a cell of a project's form, by default to its first; words alone if the book has no
    /// such form.
    pub(super) fn link(
        &self,
        project: &str,
        cell: impl FnOnce(&FormContent) -> Option<Pos>,
        text: &str,
    ) -> Value {
        let found = self.forms.iter().zip(self.sheets).find(|(form, _)| form.id == project);
        let Some((form, sheet)) = found else { return Value::text(text) };
        let address = cell(form).unwrap_or(Pos::new(0, 0)).a1();
        Value::Link { url: format!("internal:{}!{address}", quoted(sheet)), text: text.to_owned() }
    }
}
