//! The parts of an .xlsx that an edit needs: which part holds which sheet, and their texts.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use crate::identify::{Contents, Format, inspect};
use crate::limits::Limits;
use crate::open::package::Package;
use crate::open::xml::{attribute, next, reader};
use crate::refusal::Refusal;

/// An .xlsx with the paths of its sheets.
pub(super) struct Parts<'a> {
    package: Package<'a>,
    /// The path of the workbook part.
    pub(super) workbook: String,
    sheets: BTreeMap<String, String>,
}

impl<'a> Parts<'a> {
    /// Opens the package and finds its sheets.
    ///
    /// # Errors
    /// If it is not an .xlsx, or exceeds a limit.
    pub(super) fn read(bytes: &'a [u8], limits: &Limits) -> Result<Self, Refusal> {
        let Contents::Package(Format::Xlsx, zip) = inspect(bytes, limits)? else {
            return Err(Refusal::NotAWorkbook("Excelブック（.xlsx）ではないファイル".to_owned()));
        };
        let mut package = Package::new(zip);
        let workbook = package.workbook_path("xl/workbook.xml");
        let relations = package.relations(&workbook);
        let mut sheets = BTreeMap::new();
        let text = text_of(&mut package, &workbook)?;
        let mut xml = reader(&text);
        while let Some(event) = next(&mut xml) {
            let Event::Start(start) = event else { continue };
            if start.local_name().as_ref() != "sheet" {
                continue;
            }
            let (Some(name), Some(id)) = (attribute(&start, "name"), attribute(&start, "id")) else {
                continue;
            };
            let relation = relations.iter().find(|relation| relation.id == id);
            if let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") {
                sheets.insert(name, relation.target.clone());
            }
        }
        Ok(Self { package, workbook, sheets })
    }

    /// Returns the path of a sheet's part.
    pub(super) fn sheet(&self, name: &str) -> Option<&str> {
        self.sheets.get(name).map(String::as_str)
    }

    /// Returns the text of a part.
    ///
    /// # Errors
    /// If there is no such part, or it is not UTF-8.
    pub(super) fn text(&mut self, path: &str) -> Result<String, Refusal> {
        text_of(&mut self.package, path)
    }

    /// True if a cell of the book holds a formula.
    ///
    /// # Errors
    /// If a sheet cannot be read.
    pub(super) fn has_formulas(&mut self) -> Result<bool, Refusal> {
        let paths: Vec<String> = self.sheets.values().cloned().collect();
        for path in paths {
            let text = self.text(&path)?;
            let mut names = text.split('<').filter_map(|tag| tag.split([' ', '>', '/']).next());
            if names.any(|name| name == "f" || name.ends_with(":f")) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn text_of(package: &mut Package<'_>, path: &str) -> Result<String, Refusal> {
    let bytes = package.bytes(path).ok_or_else(super::damaged)?;
    String::from_utf8(bytes).map_err(|_| {
        let reason = "文字の符号化（UTF-16など）に対応していません。Excelで開き、保存し直してください";
        Refusal::Unreadable(reason.to_owned())
    })
}
